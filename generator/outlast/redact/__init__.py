"""The plan, and what was computed from it, as one edition may know them.

A new Plan is made that does not contain what the edition may not show; pages are made from it and from
nothing else. Beside it stand the facts about what is left, and an error for each text that would say what
is withheld.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from outlast.analysis import Facts
from outlast.analysis.needs import need_graph
from outlast.analysis.restoring import Restoring
from outlast.model import Edition, Plan
from outlast.redact.exposed import exposed
from outlast.redact.facts import known_facts
from outlast.redact.leaks import Leaks, Origin, Outgoing, find_leaks
from outlast.redact.plan import Redaction, names_in

__all__ = ["Leaks", "Origin", "Outgoing", "exposed", "find_leaks", "redact", "redactor"]


def redact(plan: Plan, facts: Facts, edition: Edition) -> tuple[Plan, Facts]:
    """The plan and the facts for one edition; the full edition is the plan itself."""
    shown, known = redactor(plan, edition)
    return shown, known(facts)


def redactor(plan: Plan, edition: Edition) -> tuple[Plan, Callable[[Facts], Facts]]:
    """The plan for one edition, and what makes facts about the whole plan those of the edition."""
    if edition is Edition.FULL:
        return plan, lambda facts: facts
    names = names_in(plan, edition)
    redacted = Redaction(plan, edition, names).plan()
    needs, shown = need_graph(redacted), attached_to(redacted)

    def known(facts: Facts) -> Facts:
        restoring = facts.restoring.within(names)
        if edition is Edition.PUBLIC:
            # What a system waits for stands in its fields; the order was computed.
            left = Facts(
                restoring=Restoring(waits=restoring.waits), unread=facts.unread & redacted.things.keys()
            )
        else:
            left = replace(
                known_facts(facts, names.keys(), plan, edition),
                needs=facts.needs.within(needs),
                restoring=restoring,
            )
        attached = {path: each for path, each in facts.attached.items() if path in shown}
        return replace(left, attached=attached)

    return redacted, known


def attached_to(plan: Plan) -> frozenset[str]:
    """The paths of the files that belong to the things of a plan."""
    return frozenset(str(each.file) for thing in plan.things.values() for each in thing.attachments)
