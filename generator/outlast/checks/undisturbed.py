"""Functions and duties that fail although nothing has happened."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.checks.because import because
from outlast.checks.hands import hands_of
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later
from outlast.model import Plan, Thing
from outlast.model.functions import Function


def _stops(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for each in facts.outlook.anyway:
        if _no_one_says_so(plan.functions[each.function], facts):
            continue
        stop, why = each.stop, later(because, plan, facts.as_of, tuple(each.stop.causes), each.stop.start)
        if stop.start.date() <= facts.as_of:
            message = Sentence(
                '"{function}" is stopped today though nothing has happened. {why}',
                function=each.function,
                why=why,
            )
        else:
            message = Sentence(
                '"{function}" stops on {when} though nothing has happened. {why}',
                function=each.function,
                when=later(words.when, stop.start, facts.as_of),
                why=why,
            )
        yield Finding(
            each.function,
            (),
            message,
            Sentence("correct what the reasons name; if it does run, the plan does not say how"),
        )


def _undone(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for each in facts.outlook.undone:
        if not _no_one_says_so(plan.obligations[each.duty], facts):
            yield Finding(
                each.duty,
                ("by",),
                Sentence(
                    'nobody can do "{duty}", though nothing has happened. {why}',
                    duty=each.duty,
                    why=later(because, plan, facts.as_of, tuple(each.causes)),
                ),
                Sentence("name somebody who can, or give them what is missing"),
            )


def _no_one_says_so(thing: Thing, facts: Facts) -> bool:
    """Where nobody at all is named, the rule `no-one` says it."""
    by_itself = isinstance(thing, Function) and thing.by.automatic
    return not by_itself and facts.vacant.issuperset(hands_of(thing))


STOPS_ANYWAY = Rule(
    "stops-anyway",
    Severity.WARNING,
    title=Sentence("A function stops although nothing has happened"),
    why=Sentence(
        "It stops by itself within weeks, or it does not run as the plan is written. No answer about"
        " what else may fail can be trusted for it."
    ),
    change=Sentence(
        "Solve what the message names: a duty that nobody does, a document that expires, stock that"
        " nobody refills."
    ),
    example="""
        systems:
          shop: {name: Web shop, roles: [staff], access: [{who: maya, as: staff}]}
        functions:
          refunds: {name: Refund customers, by: sam, needs: [{what: shop, as: staff}]}
    """,
    instead="""
        systems:
          shop: {name: Web shop, roles: [staff], access: [{who: maya, as: staff}]}
        functions:
          refunds: {name: Refund customers, by: maya, needs: [{what: shop, as: staff}]}
    """,
    false_alarm=Sentence(
        "If it does run, the plan does not say how: add the person, the access or the refill."
    ),
    check=_stops,
    asks=True,
)

DUTY_NOBODY_CAN = Rule(
    "duty-nobody-can",
    Severity.WARNING,
    title=Sentence("Nobody who is named for a duty can do it"),
    why=Sentence(
        "The duty is missed on the very first day, whoever is there. Everything that rests on it stops."
    ),
    change=Sentence(
        "Name somebody who has the access and the time. Or give those who are named what they lack."
    ),
    example="""
        systems:
          bank: {name: Bank, roles: [signer], access: [{who: maya, as: signer}]}
        obligations:
          rent: {name: Pay the rent, due: every month on 25, by: sam, needs: [{what: bank, as: signer}]}
    """,
    instead="""
        systems:
          bank: {name: Bank, roles: [signer], access: [{who: maya, as: signer}]}
        obligations:
          rent: {name: Pay the rent, due: every month on 25, by: maya, needs: [{what: bank, as: signer}]}
    """,
    false_alarm=Sentence(
        "If somebody does it, the plan does not say how they get in: write it under `access` of the system."
    ),
    check=_undone,
    asks=True,
)
