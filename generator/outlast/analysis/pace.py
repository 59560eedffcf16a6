"""Needs beside the promise of what needs them: are they back in time?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from outlast.analysis.lengths import surely_longer
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.needs import Choice, Requirement, requirements
from outlast.model.scalars import Duration, Target
from outlast.model.systems import System
from outlast.source import KeyPath


@dataclass(frozen=True)
class Lag:
    """A need that is not known to be back when what needs it is promised."""

    user: str
    path: KeyPath
    """Of the need, in the user."""
    late: tuple[str, ...]
    """What is promised too late."""
    unknown: tuple[str, ...]
    """What is not promised for any time."""
    certain: bool
    """Whether the need is late however what is unknown turns out."""


class _Pace(Enum):
    FINE = "fine"
    UNKNOWN = "unknown"
    LATE = "late"


def lags(plan: Plan) -> Iterator[Lag]:
    """The lags of all functions and systems that promise a time, in the order of the plan.

    Only what can promise a time is looked at: functions, systems, suppliers. A need is later by what it
    coasts, and by what a workaround that does without it bridges; of a choice as many must be in time as
    are needed.
    """
    users: tuple[Function | System, ...] = (*plan.functions.values(), *plan.systems.values())
    for user in users:
        promised = user.rto.duration if user.rto else None
        if promised is None:
            continue
        look = _Look(plan, user, promised)
        for number, need in enumerate(user.needs):
            pace = look.pace(need)
            single = [(str(one.what), look.pace(one)) for one in requirements((need,))]
            late = tuple(dict.fromkeys(id for id, one in single if one is _Pace.LATE))
            unknown = tuple(dict.fromkeys(id for id, one in single if one is _Pace.UNKNOWN))
            if pace is not _Pace.FINE and (late or unknown):
                path = ("needs", number) if isinstance(need, Choice) else ("needs", number, "what")
                yield Lag(user.id, path, late, unknown, pace is _Pace.LATE and bool(late))


class _Look:
    """What one user promises, and what it does without."""

    def __init__(self, plan: Plan, user: Function | System, promised: Duration) -> None:
        self.plan = plan
        self.promised = promised
        self.workaround = user.workaround if isinstance(user, Function) else None
        needs = self.workaround.needs if self.workaround else ()
        self.kept = frozenset(str(one.what) for one in requirements(needs))

    def pace(self, need: Requirement | Choice) -> _Pace:
        if isinstance(need, Requirement):
            return self._one(need)
        paces = [self.pace(one) for one in need.any]
        fine, unknown = paces.count(_Pace.FINE), paces.count(_Pace.UNKNOWN)
        if fine >= need.count:
            return _Pace.FINE
        return _Pace.UNKNOWN if fine + unknown >= need.count else _Pace.LATE

    def _one(self, need: Requirement) -> _Pace:
        id = str(need.what)
        targets = (self.plan.functions, self.plan.systems, self.plan.suppliers)
        if not any(id in collection for collection in targets):
            return _Pace.FINE
        bridged = self.workaround is not None and id not in self.kept
        at_most = self.workaround.at_most if self.workaround and bridged else None
        if bridged and at_most is None:
            return _Pace.FINE
        target = self._target(id)
        if target is None or target.duration is None:
            return _Pace.UNKNOWN
        bounds = [bound for bound in (self.promised, need.coasts, at_most) if bound]
        return _Pace.LATE if surely_longer(target.duration, *bounds) else _Pace.FINE

    def _target(self, id: str) -> Target | None:
        if id in self.plan.functions:
            return self.plan.functions[id].rto
        if id in self.plan.systems:
            return self.plan.systems[id].rto
        return self.plan.suppliers[id].rto
