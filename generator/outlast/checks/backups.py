"""Backups that nobody has restored, or that are made too rarely."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import BackupFacts, Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.systems import Backup, System

Copy = tuple[System, int, Backup, BackupFacts]
"""Of which system, the how-manieth of its copies, what the plan says of it and what follows."""


def _never_tested(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for system, number, backup, verdict in _copies(plan, facts):
        if verdict.age is None:
            yield Finding(
                system.id,
                ("backups", number),
                Sentence(
                    'nobody has ever restored the backup of "{system}": {what}',
                    system=system.id,
                    what=backup.what,
                ),
                Sentence("restore it once, in a place where it does no harm, and write the day as `tested`"),
            )


def _old_test(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for system, number, backup, verdict in _copies(plan, facts):
        if verdict.old:
            yield Finding(
                system.id,
                ("backups", number, "tested"),
                Sentence(
                    'the backup of "{system}" was last restored on {tested}: {what}',
                    system=system.id,
                    tested=backup.tested,
                    what=backup.what,
                ),
                Sentence("restore it again, and write the day"),
            )


def _over_rpo(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for system in plan.systems.values():
        every = [
            (number, backup.every)
            for _, number, backup, verdict in _copies_of(system, facts)
            if verdict.over_rpo and backup.every
        ]
        if every:
            number, best = min(every, key=lambda pair: pair[1].length)
            yield Finding(
                system.id,
                ("backups", number, "every"),
                Sentence(
                    '"{system}" may lose at most {rpo} of data, but it is backed up every {best}',
                    system=system.id,
                    rpo=system.rpo,
                    best=best,
                ),
                Sentence("back it up more often, or say honestly how much you may lose (`rpo`)"),
            )


def _copies(plan: Plan, facts: Facts) -> Iterator[Copy]:
    for system in plan.systems.values():
        yield from _copies_of(system, facts)


def _copies_of(system: System, facts: Facts) -> Iterator[Copy]:
    pairs = zip(system.backups, facts.backups.get(system.id, ()), strict=True)
    for number, (backup, verdict) in enumerate(pairs):
        if backup.confirmed:
            yield system, number, backup, verdict


NEVER_TESTED = Rule(
    "backup-never-tested",
    Severity.WARNING,
    title=Sentence("Nobody has ever restored this backup"),
    why=Sentence("Many backups turn out to be empty, locked or incomplete on the day they are needed."),
    change=Sentence(
        "Restore it once, in a place where it does no harm. Write the day as `tested`, and how long it"
        " `took`."
    ),
    example="""
        systems:
          shop: {name: Web shop, backups: [{what: Orders and products, every: 1d}]}
    """,
    instead="""
        systems:
          shop:
            name: Web shop
            backups: [{what: Orders and products, every: 1d, tested: 2026-10-02, took: 2h}]
    """,
    false_alarm=Sentence("If it cannot be tested without harm, say so in `how` and accept the warning."),
    check=_never_tested,
)

OLD_TEST = Rule(
    "backup-test-old",
    Severity.WARNING,
    title=Sentence("This backup was last restored more than a year ago"),
    why=Sentence(
        "Programs, accounts and passwords change in a year. Nobody notices that a backup has stopped working."
    ),
    change=Sentence("Restore it again and write the new day. Put the test into the calendar."),
    example="""
        systems:
          shop: {name: Web shop, backups: [{what: Orders and products, tested: 2025-03-14}]}
    """,
    instead="""
        systems:
          shop: {name: Web shop, backups: [{what: Orders and products, tested: 2026-10-02}]}
    """,
    false_alarm=Sentence(
        "If nothing about it can have changed, such as a printed list, accept the warning for another year."
    ),
    check=_old_test,
)

OVER_RPO = Rule(
    "backup-over-rpo",
    Severity.WARNING,
    title=Sentence("Data is backed up less often than the plan promises (RPO)"),
    why=Sentence(
        "In the worst case you lose everything since the last backup. That is more than the plan calls"
        " bearable."
    ),
    change=Sentence("Back up more often, or write the `rpo` that the backups really give."),
    example="""
        systems:
          shop: {name: Web shop, rpo: 1h, backups: [{what: Orders, every: 1d, tested: 2026-10-02}]}
    """,
    instead="""
        systems:
          shop: {name: Web shop, rpo: 1d, backups: [{what: Orders, every: 1d, tested: 2026-10-02}]}
    """,
    false_alarm=Sentence(
        "With several backups, Outlast warns only if none of them is made often enough. If each holds"
        " something else, check the others yourself."
    ),
    check=_over_rpo,
)
