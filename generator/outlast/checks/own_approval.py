"""Somebody approves what they did themselves."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.analysis.needs import NeedGraph, edges
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    yield from _notices(plan)
    yield from _bands(plan, facts.needs)


def _bands(plan: Plan, needs: NeedGraph) -> Iterator[Finding]:
    """Bands of amounts that only one person could both prepare and agree to."""
    for function in plan.functions.values():
        for number in range(len(function.approvals)):
            prepare, agree = (
                {edge.what for edge in edges(needs.at(function.id, "approvals", number, key))}
                & plan.people.keys()
                for key in ("create", "approve")
            )
            if len(prepare) == 1 and prepare == agree:
                (only,) = prepare
                yield Finding(
                    function.id,
                    ("approvals", number, "approve"),
                    Sentence(
                        '"{only}" is the only one who can prepare this and the only one who can approve it',
                        only=only,
                    ),
                    Sentence("name somebody else in `create` or in `approve`: these must be two people"),
                )


def _notices(plan: Plan) -> Iterator[Finding]:
    for scenario in plan.scenarios.values():
        for number, notice in enumerate(scenario.tell):
            senders = {str(one) for one in (notice.by, notice.deputy) if one}
            if notice.approved_by in senders:
                yield Finding(
                    scenario.id,
                    ("tell", number, "approved_by"),
                    Sentence(
                        '"{approved_by}" tells {who} and also approves the message',
                        approved_by=notice.approved_by,
                        who=notice.who,
                    ),
                    Sentence(
                        "let somebody else approve it, or delete `approved_by`: then nobody has to approve it"
                    ),
                )


RULE = Rule(
    "own-approval",
    Severity.WARNING,
    title=Sentence("Somebody approves what they did themselves"),
    why=Sentence("It looks as if two people had checked it. When it matters most, only one did."),
    change=Sentence(
        "Name somebody else who approves it. Or delete the approval and trust the person who does it."
    ),
    example="""
        scenarios:
          fire:
            name: Fire
            serve: {first-hour: [Call the carrier]}
            restore: {first-day: [Clean up]}
            tell: [{who: Customers, by: maya, approved_by: maya}]
    """,
    instead="""
        scenarios:
          fire:
            name: Fire
            serve: {first-hour: [Call the carrier]}
            restore: {first-day: [Clean up]}
            tell: [{who: Customers, by: maya, approved_by: sam}]
    """,
    false_alarm=Sentence(
        "If there is nobody else who could approve it, delete the approval: it claims a second check"
        " that does not happen."
    ),
    check=_check,
)
