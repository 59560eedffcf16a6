"""Cards, documents and access that expire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from outlast.analysis import Facts
from outlast.analysis.freshness import Ending, ended, endings
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, counted, mark
from outlast.model import Plan

SOON = timedelta(days=30)
"""So long before its end there is time to renew most things."""


def _expired(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for ending in ended(plan, facts.as_of):
        hint = Sentence("renew it and write the new day, or delete it")
        if ending.who:
            said = mark('the access of "{who}" to "{thing}" expired on {on}')
        else:
            said = mark('"{thing}" expired on {on}')
        message = Sentence(said, who=ending.who, thing=ending.thing, on=ending.on)
        yield Finding(ending.thing, ending.field, message, hint)


def _soon(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for ending in endings(plan):
        if facts.as_of <= ending.on <= facts.as_of + SOON:
            message = _expires(ending, (ending.on - facts.as_of).days)
            hint = Sentence("renew it, and write the new day")
            yield Finding(ending.thing, ending.field, message, hint)


def _expires(ending: Ending, days: int) -> Sentence:
    quoted = {"who": ending.who, "thing": ending.thing, "on": ending.on}
    match bool(ending.who), days:
        case True, 0:
            return Sentence('the access of "{who}" to "{thing}" expires on {on}, today', **quoted)
        case True, 1:
            return Sentence('the access of "{who}" to "{thing}" expires on {on}, tomorrow', **quoted)
        case True, _:
            return counted(
                'the access of "{who}" to "{thing}" expires on {on}, in {count} day',
                'the access of "{who}" to "{thing}" expires on {on}, in {count} days',
                days,
                **quoted,
            )
        case _, 0:
            return Sentence('"{thing}" expires on {on}, today', **quoted)
        case _, 1:
            return Sentence('"{thing}" expires on {on}, tomorrow', **quoted)
        case _:
            return counted(
                '"{thing}" expires on {on}, in {count} day',
                '"{thing}" expires on {on}, in {count} days',
                days,
                **quoted,
            )


EXPIRED = Rule(
    "expired",
    Severity.WARNING,
    title=Sentence("A card, a document or an access has expired"),
    why=Sentence("The runbook sends the reader to something that is no longer valid."),
    change=Sentence(
        "Renew it and write the new day in `expires` or `until`. If nobody needs it any more, delete it."
    ),
    example="""
        funds:
          card: {name: Company card, expires: 2026-10-31}
    """,
    instead="""
        funds:
          card: {name: Company card, expires: 2029-10-31}
    """,
    false_alarm=Sentence("If you keep it only as a proof, leave `expires` out and say so in `about`."),
    check=_expired,
)

EXPIRES_SOON = Rule(
    "expires-soon",
    Severity.WARNING,
    title=Sentence("A card, a document or an access expires within 30 days"),
    why=Sentence(
        "A payment that fails or a policy that lapsed is often the emergency itself, and renewing takes"
        " weeks."
    ),
    change=Sentence("Renew it now and write the new day. For a card, think of everybody who charges it."),
    example="""
        funds:
          card: {name: Company card, expires: 2026-12-10}
    """,
    instead="""
        funds:
          card: {name: Company card, expires: 2029-12-31}
    """,
    false_alarm=Sentence("If it should expire then, accept the warning until that day."),
    check=_soon,
)
