"""What comes back: backups, and the times and losses that were promised against those that were tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outlast.analysis.backups import BackupFacts
from outlast.analysis.drills import last_drills
from outlast.languages import mark
from outlast.model.functions import Function
from outlast.model.scalars import Clock, Duration, Stated
from outlast.model.systems import Backup, System
from outlast.pages.addresses import READINESS, RESTORE
from outlast.questionnaires.verdicts import FAILED, TOO_SLOW, Item, Known, Proof, Verdict, best
from outlast.site import Address

_NO_BACKUP = mark("The plan names no backup of these: {things}.")
_NOT_MADE = mark("Nobody has confirmed that a backup of these is made: {things}.")
_NOT_RESTORED = mark("Nobody has restored a backup of these: {things}.")
_RESTORED_LONG_AGO = mark("The last restore of these is more than a year ago: {things}.")
_NOT_RESTORED_NOW = mark("A backup of these is made, but nobody restored it in the last year: {things}.")
_RESTORE_FAILED = mark("The last restore of these failed: {things}.")
_NO_RTO = mark("The plan does not say how fast these must be back: {things}.")
_NO_TIME = mark("The last test of these does not say how long it took: {things}.")
_NO_RPO = mark("The plan does not say how much data may be lost in these: {things}.")
_NOT_OFTEN = mark("The backups of these are made too seldom: {things}.")
_HOW_OFTEN = mark("The plan does not say that a backup of these is made often enough: {things}.")


def backups_made(known: Known) -> Proof:
    items = (_made(known, system) for system in _with_data(known))
    told = mark("Systems with a backup that somebody restored in the last year: {proven} of {total}.")
    write = "systems: {THING: {backups: [{what: All data, every: 1d, where: PLACE}]}}"
    return Proof(told, RESTORE, tuple(items), write)


def backups_tested(known: Known) -> Proof:
    items = (_tested(known, system) for system in _with_data(known))
    told = mark("Systems of which somebody restored a backup in the last year: {proven} of {total}.")
    write = "systems: {THING: {backups: [{what: All data, tested: DAY, took: 1h}]}}"
    return Proof(told, RESTORE, tuple(items), write)


def back_in_time(known: Known) -> Proof:
    functions = known.plan.functions.values()
    things: tuple[Function | System, ...] = (*functions, *_own(known))
    told = mark("Tasks and systems that were back in time in a test of the last year: {proven} of {total}.")
    items = (_back(known, thing) for thing in things)
    write = "COLLECTION: {THING: {rto: 4h}}"
    return Proof(told, Address(READINESS.page, "drills"), tuple(items), write)


def loss_in_bounds(known: Known) -> Proof:
    items = (_lost(known, system) for system in _with_data(known))
    told = mark("Systems whose tested backups are made often enough: {proven} of {total}.")
    return Proof(told, RESTORE, tuple(items), "systems: {THING: {rpo: 1d}}")


def _own(known: Known) -> Iterator[System]:
    """Systems of which it is not for the vendor to say when they are back."""
    for system in known.plan.systems.values():
        if not (system.rto and system.rto.stated is Stated.VENDOR):
            yield system


def _with_data(known: Known) -> Iterator[System]:
    """Systems of which it is not for the vendor to say what may be lost."""
    for system in known.plan.systems.values():
        if not (system.rpo and system.rpo.stated is Stated.VENDOR):
            yield system


def _copies(known: Known, system: System) -> list[tuple[Backup, BackupFacts]]:
    """The backups that are really made, with what is known of each."""
    facts = known.facts.backups.get(system.id, ())
    return [(copy, each) for copy, each in zip(system.backups, facts, strict=bool(facts)) if copy.confirmed]


def _tested(known: Known, system: System) -> Item:
    copies = _copies(known, system)
    if copies:
        return best(_restored_once(known, system, *each) for each in copies)
    why = _NOT_MADE if system.backups else _NO_BACKUP
    return Item(system.id, Verdict.NO if system.backups else Verdict.UNSAID, why)


def _restored_once(known: Known, system: System, copy: Backup, facts: BackupFacts) -> Item:
    """Whether a backup was ever brought back, and when."""
    day = copy.tested.date if copy.tested and copy.tested.date <= known.facts.as_of else None
    if facts.failed:
        return Item(system.id, Verdict.NO, _RESTORE_FAILED, day)
    if day is None:
        return Item(system.id, Verdict.UNSAID, _NOT_RESTORED)
    if not known.recent(day):
        return Item(system.id, Verdict.IN_PART, _RESTORED_LONG_AGO, day)
    return Item(system.id, Verdict.YES, day=day)


def _made(known: Known, system: System) -> Item:
    tested = _tested(known, system)
    if not _copies(known, system) or tested.verdict is Verdict.YES:
        return tested
    return replace(tested, verdict=Verdict.IN_PART, why=_NOT_RESTORED_NOW)


def _back(known: Known, thing: Function | System) -> Item:
    promised = thing.rto.duration if thing.rto else None
    if promised is None:
        return Item(thing.id, Verdict.UNSAID, _NO_RTO)
    drill = last_drills(known.plan, known.facts.drills).get(thing.id)
    tried = known.tried(thing.id)
    if tried.why in (TOO_SLOW, FAILED):
        return replace(tried, verdict=Verdict.NO)
    if tried.verdict is Verdict.YES and not (drill and drill.took and within(drill.took, promised)):
        tried = replace(tried, verdict=Verdict.IN_PART, why=_NO_TIME)
    return best((tried, *_restored(known, thing, promised)))


def _restored(known: Known, thing: Function | System, promised: Duration) -> Iterator[Item]:
    """What the last restores of its backups say of the time that it takes."""
    if not isinstance(thing, System):
        return
    for copy, facts in _copies(known, thing):
        tested = _restored_once(known, thing, copy, facts)
        if tested.verdict is Verdict.YES and copy.took and within(copy.took, promised):
            yield tested


def _lost(known: Known, system: System) -> Item:
    allowed = system.rpo.duration if system.rpo else None
    if allowed is None:
        return Item(system.id, Verdict.UNSAID, _NO_RPO)
    copies = _copies(known, system)
    if not copies:
        return Item(system.id, Verdict.UNSAID, _NO_BACKUP)
    if all(facts.over_rpo for _, facts in copies):
        return Item(system.id, Verdict.NO, _NOT_OFTEN)
    often = [each for each in copies if each[0].every and within(each[0].every, allowed)]
    if not often:
        return Item(system.id, Verdict.IN_PART, _HOW_OFTEN)
    tested = best(_restored_once(known, system, *each) for each in often)
    if tested.verdict is Verdict.YES:
        return tested
    return replace(tested, verdict=Verdict.IN_PART, why=_NOT_RESTORED_NOW)


def within(took: Duration, promised: Duration) -> bool:
    """Whether it is surely no longer; working time may take longer on the clock."""
    return took.clock in (Clock.ALWAYS, promised.clock) and took.length <= promised.length
