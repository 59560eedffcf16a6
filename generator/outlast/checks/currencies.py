"""Amounts in a currency of which nobody says what it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan, visit
from outlast.model.scalars import Currency, Limit, Loss, Money

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _check(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    known = {str(plan.business.currency), *map(str, plan.business.rates)}
    for subject, thing in (("business", plan.business), *plan.things.items()):
        said: set[str] = set()
        for seen in visit(thing):
            for currency in _currencies(seen.value):
                if currency in known or currency in said or seen.path[0] == "rates":
                    continue
                said.add(currency)
                yield Finding(
                    RULE.id,
                    subject,
                    seen.path,
                    f"nobody says what one {currency} is worth in {plan.business.currency}",
                    f"add under rates of the business: {currency}: what one of them is worth",
                )


def _currencies(value: object) -> Iterator[str]:
    if isinstance(value, Currency):
        yield str(value)
    elif isinstance(value, Loss):
        yield from _currencies(value.money)
    elif isinstance(value, Limit):
        for amount in value.amounts:
            yield from _currencies(amount)
    elif isinstance(value, Money) and value.currency:
        yield value.currency


RULE = Rule(
    "currency-without-rate",
    Severity.WARNING,
    "An amount is in a currency of which the plan does not say the worth",
    "It can be compared with no limit and added to no sum: what it costs would be left out of every total.",
    "Write under `rates` of the business what one unit is worth in its own currency; a rough rate does.",
    "If the code is a slip of the pen, correct it.",
    _check,
)
