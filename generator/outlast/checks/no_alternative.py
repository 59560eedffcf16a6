"""A supplier that something rests on and that nobody could replace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan
from outlast.model.needs import Choice, Requirement

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _check(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for id, users in _rests_on(plan).items():
        supplier = plan.suppliers[id]
        if not supplier.alternatives:
            named = sorted(users)
            more = f" and {len(named) - 3} more" if len(named) > 3 else ""
            said = ", ".join(f'"{user}"' for user in named[:3]) + more
            yield Finding(
                RULE.id,
                id,
                (),
                f'{said} cannot do without "{id}", and nobody is named who could deliver instead',
                "add under alternatives: - name: a firm that you have called once",
            )


def _rests_on(plan: Plan) -> dict[str, set[str]]:
    """What rests on each supplier alone: a need without choice, the only one who does it or delivers."""
    found: dict[str, set[str]] = {}

    def note(id: str | None, user: str) -> None:
        if id in plan.suppliers:
            found.setdefault(str(id), set()).add(user)

    for stock in plan.stock.values():
        note(stock.refill.from_ if stock.refill else None, stock.id)
    for function in plan.functions.values():
        _needed(function.id, function.needs, note)
        if len(function.by.hands) == 1:
            note(function.by.hands[0].who, function.id)
    for system in plan.systems.values():
        _needed(system.id, system.needs, note)
    for duty in plan.obligations.values():
        _needed(duty.id, duty.needs, note)
        if len(duty.by) == 1:
            note(duty.by[0].who, duty.id)
    return found


def _needed(
    user: str, needs: tuple[Requirement | Choice, ...], note: Callable[[str | None, str], None]
) -> None:
    for need in needs:
        if isinstance(need, Requirement):
            note(need.what, user)


RULE = Rule(
    "no-alternative",
    Severity.ADVICE,
    "Nobody could replace a supplier that something rests on",
    "Looking for another firm takes longest when one needs it at once.",
    "Find one, ask for lead time and least order, and write it under `alternatives`, in the plan or by name.",
    "Some cannot be replaced: a landlord, a bank, a platform. Accept it and say what you would do then.",
    _check,
)
