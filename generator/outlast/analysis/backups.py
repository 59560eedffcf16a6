"""Copies of data: when each was last brought back, and whether they are made as often as was promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from outlast.analysis.confirmed import copies
from outlast.analysis.drills import DrillResult, last_drills
from outlast.analysis.freshness import LONGEST
from outlast.analysis.lengths import surely_longer
from outlast.analysis.shown import Id
from outlast.model import Plan
from outlast.model.exercises import Exercise
from outlast.model.systems import System


@dataclass(frozen=True)
class BackupFacts:
    """What is known of one copy of a system's data."""

    age: timedelta | None = None
    """Since it was last brought back; None if nobody ever did."""
    over_rpo: bool = False
    """Whether more may be lost than is promised; with several copies only if all are made too seldom."""
    drill: Id | None = None
    """The last drill about its system, if that is not older than the last test."""
    failed: bool = False
    """Whether that drill failed."""

    @property
    def old(self) -> bool:
        """Whether it was last brought back too long ago."""
        return self.age is not None and self.age > LONGEST


def backup_facts(
    plan: Plan, drills: Mapping[str, DrillResult], as_of: date
) -> Mapping[str, tuple[BackupFacts, ...]]:
    """For each system that has backups: the facts of each, in the order of the plan."""
    last = last_drills(plan, drills)
    return {
        system.id: _of_system(system, last.get(system.id), as_of)
        for system in plan.systems.values()
        if system.backups
    }


def _of_system(system: System, drill: Exercise | None, as_of: date) -> tuple[BackupFacts, ...]:
    allowed = system.rpo.duration if system.rpo else None
    every = [backup.every for backup in copies(system)]
    over = allowed is not None and all(one is not None and surely_longer(one, allowed) for one in every)
    found = []
    for backup in system.backups:
        tested = backup.tested.date if backup.tested else None
        later = drill if drill and (tested is None or drill.on.date >= tested) else None
        found.append(
            BackupFacts(
                age=as_of - tested if tested else None,
                over_rpo=over and bool(backup.confirmed),
                drill=later.id if later else None,
                failed=later is not None and later.result == "failed",
            )
        )
    return tuple(found)
