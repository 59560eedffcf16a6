"""The copies of a system's data, and whether one can rely on each."""

from __future__ import annotations

from outlast import words
from outlast.analysis import BackupFacts, Facts
from outlast.languages import mark, say, say_count
from outlast.model.prose import literal
from outlast.model.systems import Backup, System
from outlast.pages import parts
from outlast.site.blocks import Table

VERDICT = mark("Can you rely on it?")
PROPOSED = mark("You have not confirmed this backup, so do not count on it.")


def table(system: System, facts: Facts) -> Table | None:
    """One row a copy; the verdict stands only where the edition knows what was computed."""
    if not system.backups:
        return None
    known = facts.backups.get(system.id)
    rows = tuple(_row(backup, verdict=bool(known)) for backup in system.backups)
    heads: tuple[str, ...] = (say("What"), say("How and where"), say("How often"), say("Last test"))
    if known:
        heads = (heads[0], say(VERDICT), *heads[1:])
        rows = tuple(
            (row[0], _verdict(system, backup, fact), *row[1:])
            for row, backup, fact in zip(rows, system.backups, known, strict=True)
        )
    return Table(say("Backups of its data"), heads, rows)


def _verdict(system: System, backup: Backup, fact: BackupFacts) -> str:
    """The worst that is known of it comes first."""
    if not backup.confirmed:
        return say("**No.** You have not confirmed this backup, so do not count on it.")
    if fact.failed:
        return say("**No.** The last test failed: {drill}.", drill=f"{{{fact.drill}}}")
    if fact.age is None or backup.tested is None:
        return say("**Not known.** Nobody has ever tried to restore it.")
    if fact.old:
        return say_count(
            "**Not sure.** The last test is too old: {count} day.",
            "**Not sure.** The last test is too old: {count} days.",
            fact.age.days,
        )
    if fact.over_rpo:
        return say(
            "**Only in part.** You can lose the data of {time}. The promise was {promise}.",
            time=words.duration(backup.every),
            promise=words.target(system.rpo),
        )
    return say("**Yes.** Somebody tested it.")


def _row(backup: Backup, *, verdict: bool) -> tuple[str, ...]:
    return (
        literal(backup.what),
        parts.sentence(
            str(backup.how or ""),
            say("Where: {place}.", place=literal(backup.where)) if backup.where else "",
            say("Made by {person}.", person=f"{{{backup.by}}}") if backup.by else "",
            "" if backup.confirmed or verdict else say(PROPOSED),
        ),
        rhythm(backup),
        _tested(backup),
    )


def rhythm(backup: Backup) -> str:
    """How often it is made and how long it is kept, in sentences."""
    told = (
        say("Made every {time}.", time=words.duration(backup.every)) if backup.every else "",
        say("Kept for {time}.", time=words.duration(backup.kept_for)) if backup.kept_for else "",
    )
    return " ".join(filter(None, told))


def _tested(backup: Backup) -> str:
    if backup.tested is None:
        return say("This copy gives no date.")
    day = words.day(backup.tested.date)
    if backup.took:
        return say("{day}. It took {time}.", day=day, time=words.duration(backup.took))
    return day
