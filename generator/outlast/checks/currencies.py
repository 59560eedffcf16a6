"""Amounts in a currency without a rate."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.scalars import Currency, Limit, Loss, Money


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    rated = {str(plan.business.currency), *map(str, plan.business.rates)}
    for subject, values in plan.visited.items():
        reported: set[str] = set()
        for seen in values:
            for currency in _currencies(seen.value):
                if currency in rated or currency in reported or seen.path[0] == "rates":
                    continue
                reported.add(currency)
                yield Finding(
                    subject,
                    seen.path,
                    Sentence(
                        "nobody says what one {currency} is worth in {own}",
                        currency=currency,
                        own=plan.business.currency,
                    ),
                    Sentence(
                        "add under rates of the business: {currency}: what one of them is worth",
                        currency=currency,
                    ),
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
    title=Sentence("An amount is in a currency whose worth the plan does not say"),
    why=Sentence(
        "Outlast cannot compare the amount with a limit or add it to a total. Its cost would be missing"
        " everywhere."
    ),
    change=Sentence(
        "Write under `rates` of the business what one unit is worth in the currency of the business. A"
        " rough rate is enough."
    ),
    example="""
        functions:
          imports: {name: Buy pots in England, by: [sam, maya], loss: 35 GBP per day}
    """,
    instead="""
        business:
          format: 1
          name: Fern & Flask
          timezone: Europe/Brussels
          currency: EUR
          rates: {GBP: 1.15}
        functions:
          imports: {name: Buy pots in England, by: [sam, maya], loss: 35 GBP per day}
    """,
    false_alarm=Sentence("If the code of the currency is a typing mistake, correct it."),
    check=_check,
)
