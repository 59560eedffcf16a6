"""Cards, documents and access that expire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from outlast.analysis.freshness import Ending, ended, endings
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan

if TYPE_CHECKING:
    from outlast.analysis import Facts


SOON = timedelta(days=30)
"""So long before its end there is time to renew most things."""


def _expired(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for ending in ended(plan, as_of):
        hint = "renew it and write the new day, or delete it"
        message = f"{_what(ending)} expired on {ending.on}"
        yield Finding(EXPIRED.id, ending.thing, ending.field, message, hint)


def _soon(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for ending in endings(plan):
        if as_of <= ending.on <= as_of + SOON:
            message = f"{_what(ending)} expires on {ending.on}, {_in_days((ending.on - as_of).days)}"
            hint = "renew it, and write the new day"
            yield Finding(EXPIRES_SOON.id, ending.thing, ending.field, message, hint)


def _what(ending: Ending) -> str:
    return f'the access of "{ending.who}" to "{ending.thing}"' if ending.who else f'"{ending.thing}"'


def _in_days(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


EXPIRED = Rule(
    "expired",
    Severity.WARNING,
    title="A card, a document or an access has expired",
    why="The runbook sends the reader to something that is no longer valid.",
    change=(
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
    false_alarm="If you keep it only as a proof, leave `expires` out and say so in `about`.",
    check=_expired,
)

EXPIRES_SOON = Rule(
    "expires-soon",
    Severity.WARNING,
    title="A card, a document or an access expires within 30 days",
    why=(
        "A payment that fails or a policy that lapsed is often the emergency itself, and renewing takes"
        " weeks."
    ),
    change="Renew it now and write the new day. For a card, think of everybody who charges it.",
    example="""
        funds:
          card: {name: Company card, expires: 2026-12-10}
    """,
    instead="""
        funds:
          card: {name: Company card, expires: 2029-12-31}
    """,
    false_alarm="If it should expire then, accept the warning until that day.",
    check=_soon,
)
