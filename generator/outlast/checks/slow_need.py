"""Something is needed sooner than it is promised, or nobody knows when it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _late(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for lag in facts.lags:
        if not lag.certain:
            continue
        late = _listed(plan, lag.late)
        if lag.path[-1] != "what":
            late = f"one of a choice that comes too late: {late}"
        yield Finding(
            SLOW_NEED.id,
            lag.user,
            lag.path,
            f'"{lag.user}" is promised back within {_promise(plan, lag.user)}, and needs {late}',
            "promise it later, bring back sooner what it needs, or say how it goes on without: `coasts` or a"
            " workaround",
        )


def _unknown(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for lag in facts.lags:
        if lag.certain:
            continue
        yield Finding(
            UNKNOWN_NEED.id,
            lag.user,
            lag.path,
            f'"{lag.user}" is promised back within {_promise(plan, lag.user)}, and nobody promises what it'
            f" needs for that: {_listed(plan, lag.unknown)}",
            "write its `rto`, or say how it goes on without: `coasts`, `any`, a workaround",
        )


def _listed(plan: Plan, ids: tuple[str, ...]) -> str:
    return ", ".join(f'"{id}" ({_promise(plan, id)})' for id in ids)


def _promise(plan: Plan, id: str) -> str:
    rto = getattr(plan.thing(id), "rto", None)
    return str(rto) if rto else "says no `rto`"


SLOW_NEED = Rule(
    "slow-need",
    Severity.WARNING,
    "Something is promised back (RTO) sooner than what it needs",
    "The promise cannot be kept: it waits for what it needs. Who reads only its page plans for a day that"
    " cannot come.",
    "Let the promises fit: a later `rto` above, an earlier one below. If it goes on for a while without, say"
    " so with `coasts` at the need; if there is another way, with `any` or a `workaround`.",
    "Of a choice only as many are looked at as are needed, and working days are compared with clock time only"
    " where the result is certain. If it is back in another way that the plan does not show, accept it.",
    _late,
)

UNKNOWN_NEED = Rule(
    "unknown-need",
    Severity.ADVICE,
    "A promise (RTO) rests on something that nobody promises",
    "That a supplier says nothing, or that nobody asked, is a fact and not a zero. The promise is a hope as"
    " long as it stands on it.",
    "Ask, and write the `rto` of what is needed. Where the answer is `vendor` or `unknown`, plan for going on"
    " without it: a choice, a workaround, or how long it coasts.",
    "If there is no way around it, accept it: the reader then sees that it is known.",
    _unknown,
)
