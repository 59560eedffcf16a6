"""Somebody stands in for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.value import Ref
from outlast.source import KeyPath

_LISTS = ("by", "deputy", "held_by", "holders", "staff", "stop_call")
"""Keys under which those stand of whom one takes the place of another."""


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing in plan.things.values():
        seen_in: dict[KeyPath, set[str]] = {}
        for seen in plan.visited[thing.id]:
            around = _list_of_hands(seen.path)
            if around is None or not isinstance(seen.value, Ref):
                continue
            who = str(seen.value)
            if who in seen_in.setdefault(around, set()):
                yield Finding(
                    thing.id,
                    seen.path,
                    Sentence(
                        '"{who}" is in one list of "{thing}" twice, as their own deputy',
                        who=who,
                        thing=thing.id,
                    ),
                    Sentence("name somebody else, or delete the second one"),
                )
            seen_in[around].add(who)


def _list_of_hands(path: KeyPath) -> KeyPath | None:
    """The list that somebody stands in: of hands, holders or staff, or `by` and `deputy` of a notice."""
    for end, part in enumerate(path):
        if part in _LISTS:
            rest = [step for step in path[end + 1 :] if isinstance(step, str)]
            if rest not in ([], ["who"], ["hands", "who"]):
                return None
            return path[:end] if part in ("by", "deputy") else path[: end + 1]
    return None


RULE = Rule(
    "own-deputy",
    Severity.ERROR,
    title=Sentence("Somebody is listed as their own deputy"),
    why=Sentence("On paper two people can do it. When that one person is away, nobody can."),
    change=Sentence("Name a real deputy, even one who needs notice (`starts_in`). Or leave the list at one."),
    example="""
        functions:
          refunds: {name: Refund customers, by: [sam, maya, sam]}
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [sam, maya]}
    """,
    false_alarm=Sentence(
        "If the same person does it on two terms, such as two limits, write one entry with the wider of them."
    ),
    check=_check,
    stops_build=False,
)
