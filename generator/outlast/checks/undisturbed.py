"""What fails though nothing has happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast import words
from outlast.checks.because import because
from outlast.checks.no_one import hands_of
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan, Thing
from outlast.model.functions import Function

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _stops(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for each in facts.outlook.anyway:
        if _no_one_says_so(plan.functions[each.function], facts):
            continue
        when = words.when(each.stop.start, as_of)
        since = "is stopped today" if each.stop.start.date() <= as_of else f"stops on {when}"
        why = because(plan, as_of, each.stop.causes, each.stop.start)
        yield Finding(
            STOPS_ANYWAY.id,
            each.function,
            (),
            f'"{each.function}" {since} though nothing has happened. {why}'.rstrip(),
            "mend what is named; if it does run, the plan lacks how",
        )


def _undone(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for each in facts.outlook.undone:
        if not _no_one_says_so(plan.obligations[each.duty], facts):
            yield Finding(
                DUTY_NOBODY_CAN.id,
                each.duty,
                ("by",),
                f'nobody can do "{each.duty}", though nothing has happened. '
                + because(plan, as_of, each.causes),
                "name somebody who can, or give them what is missing",
            )


def _no_one_says_so(thing: Thing, facts: Facts) -> bool:
    """Where nobody at all is named, the rule `no-one` says it."""
    by_itself = isinstance(thing, Function) and thing.by.automatic
    return not by_itself and facts.vacant.issuperset(hands_of(thing))


STOPS_ANYWAY = Rule(
    "stops-anyway",
    Severity.WARNING,
    "A function stops though nothing has happened",
    "The next weeks bring it down by themselves, or it does not run as the plan is written. No answer about"
    " what else may fail can be trusted for it.",
    "Mend what the message names: a duty nobody does, a paper that ends, a store that nobody fills.",
    "If it does run, the plan does not say how: add the hand, the access or the refilling that there is.",
    _stops,
)

DUTY_NOBODY_CAN = Rule(
    "duty-nobody-can",
    Severity.WARNING,
    "Nobody who is named for a duty can do it",
    "It will be missed on the very first day, whoever is there, and what rests on it stops.",
    "Name somebody with the access and the time, or give those who are named what is missing.",
    "If somebody does it, the plan does not say how they get in: write it under `access` of the system.",
    _undone,
)
