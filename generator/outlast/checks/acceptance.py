"""Acceptances: findings that the author lives with, for a reason and until a day."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from outlast.checks.likeness import Known
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.base import Acceptance
from outlast.model.value import Text


@dataclass(frozen=True)
class Accepted:
    """A finding that somebody answers for."""

    subject: str
    """The id of the thing."""
    rule: str
    message: Sentence
    because: Text
    until: date
    """The day on which it must be looked at again."""


@dataclass(frozen=True)
class Judged:
    """What the rules say about a plan."""

    findings: tuple[Finding, ...]
    """What nobody has accepted."""
    accepted: tuple[Accepted, ...]


def settle(
    plan: Plan,
    findings: Iterable[Finding],
    rules: Mapping[str, Rule],
    as_of: date,
    silent: Container[str] = frozenset(),
) -> Judged:
    """The findings with those apart that are accepted on this day, and what is wrong with the acceptances.

    Errors stand whatever is accepted: nothing can be built on them.

    Args:
        silent: the rules that did not judge, so that nobody knows whether there is anything to accept.
    """
    given = tuple(_given(plan))
    valid: dict[tuple[str, str], Acceptance] = {}
    for subject, _, acceptance in given:
        if as_of < acceptance.until.date:
            valid.setdefault((subject, str(acceptance.rule)), acceptance)
    left: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        by = valid.get((finding.subject, finding.rule))
        if by is None or finding.severity is Severity.ERROR:
            left.append(finding)
        else:
            accepted.append(
                Accepted(finding.subject, finding.rule, finding.message, by.because, by.until.date)
            )
    silenced = {(one.subject, one.rule) for one in accepted}
    names = Known(rules)
    for subject, number, acceptance in given:
        if acceptance.rule in names:
            rule = rules[str(acceptance.rule)]
            known = (subject, rule.id) in silenced or rule.id in silent
            left += _about(subject, number, acceptance, rule, as_of, known=known)
        else:
            left.append(_unknown(subject, number, acceptance, names))
    return Judged(tuple(left), tuple(accepted))


def _given(plan: Plan) -> Iterator[tuple[str, int, Acceptance]]:
    for thing in plan.things.values():
        for number, acceptance in enumerate(thing.accepts):
            yield thing.id, number, acceptance


def _unknown(subject: str, number: int, acceptance: Acceptance, names: Known) -> Finding:
    message = Sentence(
        '"{subject}" accepts the rule "{rule}", which does not exist', subject=subject, rule=acceptance.rule
    )
    hint = names.hint(str(acceptance.rule), Sentence("copy the name in brackets from the message"))
    return UNKNOWN.of(Finding(subject, ("accepts", number, "rule"), message, hint))


def _about(
    subject: str,
    number: int,
    acceptance: Acceptance,
    rule: Rule,
    as_of: date,
    *,
    known: bool,
) -> Iterator[Finding]:
    if acceptance.until.date <= as_of:
        message = Sentence(
            '"{subject}" accepts "{rule}" until {until}, and that day has come',
            subject=subject,
            rule=rule.id,
            until=acceptance.until,
        )
        hint = Sentence("look at it again: solve it and delete this, or accept it until a new day")
        yield EXPIRED.of(Finding(subject, ("accepts", number, "until"), message, hint))
    elif not known:
        if rule.severity is Severity.ERROR or rule.check is None:
            message = Sentence(
                '"{subject}" accepts "{rule}", which cannot be accepted', subject=subject, rule=rule.id
            )
            hint = Sentence("solve what it says, and delete this")
        else:
            message = Sentence(
                '"{subject}" accepts "{rule}", but the rule finds nothing here', subject=subject, rule=rule.id
            )
            hint = Sentence("delete this; the warning comes back if it finds something later")
        yield UNUSED.of(Finding(subject, ("accepts", number, "rule"), message, hint))


UNKNOWN = Rule(
    "unknown-rule",
    Severity.ERROR,
    title=Sentence("The plan accepts a rule that does not exist"),
    why=Sentence(
        "You believe that a warning is accepted, with its reason. It is not, or it is another warning."
    ),
    change=Sentence("Copy the name of the rule from the message that you mean: it stands there in brackets."),
    example="""
        functions:
          refunds:
            name: Refund customers
            accepts: [{rule: noone, because: The deputy starts in December., until: 2026-12-31}]
    """,
    instead="""
        functions:
          refunds:
            name: Refund customers
            accepts: [{rule: no-one, because: The deputy starts in December., until: 2026-12-31}]
    """,
    false_alarm=Sentence("A rule can go with a new version of Outlast. Then delete the acceptance."),
)

EXPIRED = Rule(
    "acceptance-expired",
    Severity.WARNING,
    title=Sentence("An accepted warning is due to be looked at again"),
    why=Sentence(
        "What was all right for a while has become a habit. From the day in `until` on, the warning"
        " comes back."
    ),
    change=Sentence(
        "Solve the problem and delete the acceptance. Or accept it again, with a reason that holds today"
        " and a new day."
    ),
    example="""
        functions:
          refunds:
            name: Refund customers
            accepts: [{rule: no-one, because: The deputy starts in November., until: 2026-11-15}]
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam]}
    """,
    false_alarm=Sentence("Never: you chose this day yourself."),
)

UNUSED = Rule(
    "unused-acceptance",
    Severity.ADVICE,
    title=Sentence("The plan accepts a warning that does not exist"),
    why=Sentence(
        "If the warning comes back later, for another reason, you will not see it. Errors, and what is"
        " found while the files are read, cannot be accepted at all."
    ),
    change=Sentence("Delete the acceptance."),
    example="""
        functions:
          refunds:
            name: Refund customers
            by: [maya, sam]
            accepts: [{rule: no-one, because: The deputy starts in December., until: 2026-12-31}]
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam]}
    """,
    false_alarm=Sentence(
        "If the warning comes and goes with the date, such as a card that expires, it can stay."
    ),
)

RULES = (UNKNOWN, EXPIRED, UNUSED)
