"""How lost systems come back (first law, 11)."""

from __future__ import annotations

from outlast.model.scalars import Duration
from outlast.model.systems import Restore, System

from tests.whatif.oracle.nodes import holds, node_needs
from tests.whatif.oracle.world import World


def finish(world: World, t: int) -> None:
    """What is ready now is no longer lost."""
    for id, (ready, _) in world.restoring.items():
        if t >= ready:
            world.restored.add(id)


def start(world: World, t: int) -> None:
    """Starts on everything that can be brought back, the first by priority.

    Reading: what was started is brought to its end, whoever goes meanwhile. Where nobody is named it needs no
    hands. One without a priority comes after all that have one.
    """
    if t < world.noticed_at:
        return
    waiting = [
        system
        for system in world.plan.systems.values()
        if system.id in world.question.losses
        and world.question.losses[system.id] is None
        and system.id not in world.restoring
    ]
    for system in sorted(waiting, key=_rank):
        length = _length(world, system)
        if (
            length is None
            or system.id in world.held
            or not holds(world, t, (system.id,), node_needs(world, system.id), None, coasts=system.coasts)
        ):
            continue
        restore = system.restore or Restore()
        busy = {who for ready, who in world.restoring.values() if ready > t and who is not None}
        for who in restore.by or (None,):
            if who is not None and not world.at_work(who, t):
                continue
            if who in busy and world.question.limited_hands:
                continue
            if holds(world, t, (system.id, "restore"), restore.needs, who, glass=True):
                world.restoring[system.id] = (world.clock.add(t, length), who)
                break


def _rank(system: System) -> tuple[float, str]:
    priority = system.restore.priority if system.restore else None
    return (float("inf") if priority is None else priority, system.id)


def _length(world: World, system: System) -> Duration | None:
    drills = [
        each
        for each in world.plan.exercises.values()
        if each.of == system.id
        and each.took
        and each.result == "worked"
        and each.on.date <= world.question.start
    ]
    tests = [backup.took for backup in system.backups if backup.took]
    if world.question.measured and drills:
        return max(drills, key=lambda drill: drill.on).took
    if world.question.measured and tests:
        return max(tests, key=lambda took: took.length)
    takes = system.restore.takes if system.restore else None
    return takes or (system.rto.duration if system.rto else None)
