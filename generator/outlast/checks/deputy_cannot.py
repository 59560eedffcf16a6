"""Somebody is named for a function or a duty who cannot do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.because import because
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later, mark
from outlast.model import Plan

NAMED = {
    "by": mark('"{who}" is named for "{thing}" but can do none of it. {why}'),
    "workaround": mark('"{who}" is named for the workaround of "{thing}" but can do none of it. {why}'),
    "create": mark('"{who}" is named for preparing "{thing}" but can do none of it. {why}'),
    "approve": mark('"{who}" is named for approving "{thing}" but can do none of it. {why}'),
}
"""What somebody is named for, by the field."""


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    counted = Counter((each.subject, each.path[0]) for each in facts.outlook.cannot)
    undone = {each.duty for each in facts.outlook.undone}
    stopped = {each.function for each in facts.outlook.anyway}
    for each in facts.outlook.cannot:
        function = plan.functions.get(each.subject)
        if each.subject in undone or (each.path[0] == "approvals" and each.subject in stopped):
            continue  # `duty-nobody-can` and `stops-anyway` say why
        if function and each.path[0] == "by" and counted[each.subject, "by"] == len(function.by.hands):
            continue  # then it stops, and `stops-anyway` says why
        named = NAMED[str(each.path[-1] if each.path[0] == "approvals" else each.path[0])]
        yield Finding(
            each.subject,
            each.path,
            Sentence(
                named,
                who=each.who,
                thing=each.subject,
                why=later(because, plan, facts.as_of, tuple(each.causes)),
            ),
            Sentence("give them what is missing, or take them off the list"),
        )


RULE = Rule(
    "deputy-cannot",
    Severity.WARNING,
    title=Sentence("Somebody is named for a function or a duty and cannot do any of it"),
    why=Sentence(
        "The plan looks as if there were a deputy. On the day, the reader calls somebody who has no"
        " access, no limit or no training."
    ),
    change=Sentence(
        "Give them the access with its second factor, the limit or the skill. Or take them off the list."
    ),
    example="""
        systems:
          shop: {name: Web shop, roles: [staff], access: [{who: sam, as: staff}]}
        functions:
          refunds: {name: Refund customers, by: [sam, maya], needs: [{what: shop, as: staff}]}
    """,
    instead="""
        systems:
          shop: {name: Web shop, roles: [staff], access: [{who: sam, as: staff}, {who: maya, as: staff}]}
        functions:
          refunds: {name: Refund customers, by: [sam, maya], needs: [{what: shop, as: staff}]}
    """,
    false_alarm=Sentence(
        "If they can do it, write it down: under `access` of the system, under `may` or `skills` of"
        " the person, or as their `up_to` in a duty."
    ),
    check=_check,
    asks=True,
)
