"""A role that nobody has is the first who is asked."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.hands import hands_of
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan, Thing
from outlast.model.value import Ref
from outlast.source import KeyPath


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    if not facts.vacant:
        return
    for thing in plan.things.values():
        for seen in plan.visited[thing.id]:
            vacant = isinstance(seen.value, Ref) and seen.value in facts.vacant
            if vacant and _is_first(seen.path) and not _no_one_says_so(thing, seen.path, facts):
                yield Finding(
                    thing.id,
                    seen.path,
                    Sentence('"{who}" is asked first, but nobody has this role yet', who=seen.value),
                    Sentence("put a person first; move the role to the end of the list"),
                )


def _is_first(path: KeyPath) -> bool:
    """Whether a doer stands alone or first after `by`, or makes the first call."""
    if path == ("starts",):
        return True
    if "by" not in path:
        return False
    rest = [part for part in path[path.index("by") + 1 :] if part not in ("hands", "who")]
    return rest in ([], [0])


def _no_one_says_so(thing: Thing, path: KeyPath, facts: Facts) -> bool:
    """Where only vacant roles do a function or a duty, the rule `no-one` says it."""
    hands = hands_of(thing) if path[0] == "by" else ()
    return bool(hands) and facts.vacant.issuperset(hands)


RULE = Rule(
    "vacant-first",
    Severity.WARNING,
    title=Sentence("The first to ask is a role that nobody has"),
    why=Sentence(
        "The reader looks for somebody who does not exist, and loses the time in which the second could come."
    ),
    change=Sentence(
        "Put somebody first who is there today. The role can stay at the end, for the day when somebody"
        " has it."
    ),
    example="""
        people:
          maya: {name: Maya, role: Support}
          packer: {role: Packer to be found}
        functions:
          ship: {name: Ship orders, by: [packer, maya]}
    """,
    instead="""
        people:
          maya: {name: Maya, role: Support}
          packer: {role: Packer to be found}
        functions:
          ship: {name: Ship orders, by: [maya, packer]}
    """,
    false_alarm=Sentence("If somebody has the role now, give the role a name."),
    check=_check,
)
