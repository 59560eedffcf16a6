"""The copies of a system's data, and whether one can rely on each."""

from __future__ import annotations

from outlast import words
from outlast.analysis import BackupFacts, Facts
from outlast.model.prose import literal
from outlast.model.scalars import Duration
from outlast.model.systems import Backup, System
from outlast.pages import parts
from outlast.site.blocks import Table

VERDICT = "Can you rely on it?"
PROPOSED = "not confirmed by you, so do not count on it"


def table(system: System, facts: Facts) -> Table | None:
    """One row a copy; the verdict stands only where the edition knows what was computed."""
    if not system.backups:
        return None
    known = facts.backups.get(system.id)
    rows = tuple(_row(backup, verdict=bool(known)) for backup in system.backups)
    heads: tuple[str, ...] = ("What", "How and where", "How often", "Last test")
    if known:
        heads = (heads[0], VERDICT, *heads[1:])
        rows = tuple(
            (row[0], _verdict(system, backup, fact), *row[1:])
            for row, backup, fact in zip(rows, system.backups, known, strict=True)
        )
    return Table("Copies of its data", heads, rows)


def _verdict(system: System, backup: Backup, fact: BackupFacts) -> str:
    """The worst that is known of it comes first."""
    if not backup.confirmed:
        return f"**No**: {PROPOSED}"
    if fact.failed:
        return f"**The last try failed**: {{{fact.drill}}}"
    if fact.age is None or backup.tested is None:
        return "**Not known**: nobody ever tried to restore it"
    if fact.old:
        return f"**Tried too long ago**: {words.count(fact.age.days, 'day')}"
    if fact.over_rpo:
        often, promised = words.duration(backup.every), words.target(system.rpo)
        return f"**Loses up to {often}**, promised was {promised}"
    return "**Yes**: it was tried"


def _row(backup: Backup, *, verdict: bool) -> tuple[str, ...]:
    return (
        literal(backup.what),
        parts.sentence(
            str(backup.how or ""),
            f"kept in {literal(backup.where)}" if backup.where else "",
            f"made by {{{backup.by}}}" if backup.by else "",
            "" if backup.confirmed or verdict else PROPOSED,
        ),
        ", ".join(
            filter(
                None,
                (
                    f"every {words.duration(backup.every)}" if backup.every else "",
                    f"kept for {words.duration(backup.kept_for)}" if backup.kept_for else "",
                ),
            )
        ),
        f"{words.day(backup.tested.date)}{_took(backup.took)}" if backup.tested else "no date in this copy",
    )


def _took(took: Duration | None) -> str:
    return f", took {words.duration(took)}" if took else ""
