"""The plan, and what was computed from it, as one edition may know them.

A new Plan is made that does not contain what the edition may not show; pages are made from it and from
nothing else. Beside it stand the facts about what is left, and an error for each text that would say what
is withheld.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from outlast.analysis import Facts
from outlast.analysis.needs import need_graph
from outlast.analysis.restoring import Restoring
from outlast.model import Edition, Plan
from outlast.redact.betrayals import betrayals, betrayals_by_hand, betrayals_in_files
from outlast.redact.exposed import exposed
from outlast.redact.outlook import known_outlook
from outlast.redact.plan import Redaction, names_in

__all__ = ["betrayals", "betrayals_by_hand", "betrayals_in_files", "exposed", "redact"]


def redact(plan: Plan, facts: Facts, edition: Edition) -> tuple[Plan, Facts]:
    """The plan and the facts for one edition; the full edition is the plan itself."""
    if edition is Edition.FULL:
        return plan, facts
    names = names_in(plan, edition)
    redacted = Redaction(plan, edition, names).plan()
    restoring = facts.restoring.within(names)
    if edition is Edition.PUBLIC:
        # What a system waits for stands in its fields; the order was computed.
        known = Facts(restoring=Restoring(waits=restoring.waits))
    else:
        known = replace(
            _known_facts(facts, names, plan, edition),
            needs=facts.needs.within(need_graph(redacted)),
            restoring=restoring,
        )
    shown = attached_to(redacted)
    attached = {path: each for path, each in facts.attached.items() if path in shown}
    return redacted, replace(known, attached=attached)


def attached_to(plan: Plan) -> frozenset[str]:
    """The paths of the files that belong to the things of a plan."""
    return frozenset(str(each.file) for thing in plan.things.values() for each in thing.attachments)


def _known_facts(facts: Facts, names: Mapping[str, str], plan: Plan, edition: Edition) -> Facts:
    """The facts about what the edition knows; above `public` every thing keeps its id."""
    return Facts(
        as_of=facts.as_of,
        calendar=tuple(due for due in facts.calendar if due.obligation in names),
        vacant=facts.vacant & names.keys(),
        review_due={id: day for id, day in facts.review_due.items() if id in names},
        backups={
            id: copies
            for id, copies in facts.backups.items()
            if id in names and all(copy.drill is None or copy.drill in names for copy in copies)
        },
        untried=tuple(id for id in facts.untried if id in names),
        outlook=known_outlook(facts.outlook, names.keys(), plan, edition),
        priced=False,
    )
