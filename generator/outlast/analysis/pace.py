"""Recovery targets (RTO) beside those of what is needed: can the promise be kept?

The what-if cannot say this. It says when something is back after one loss on one day: by `restore.takes`, by
who is at work then, and out of what the plan says for certain. Whether one promise fits another must hold on
every day, also where nobody promises anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outlast.analysis.lengths import surely_longer
from outlast.model import Plan
from outlast.model.functions import Function, below_minimum
from outlast.model.needs import Choice, Requirement, requirements
from outlast.model.scalars import Duration, Target
from outlast.model.systems import System
from outlast.source import KeyPath

LATE, UNKNOWN, IN_TIME = 0, 1, 2
"""When a need is back: too late, nobody knows, soon enough."""


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


def lags(plan: Plan) -> Iterator[Lag]:
    """The lags of all functions and systems that promise a time, in the order of the plan.

    Only what can promise a time is looked at: functions, systems, suppliers. A need is later by what it
    coasts, and by what a workaround that does without it bridges; of a choice as many must be in time as
    are needed.
    """
    users: tuple[Function | System, ...] = (*plan.functions.values(), *plan.systems.values())
    targets: dict[str, Target | None] = {user.id: user.rto for user in (*users, *plan.suppliers.values())}
    for user in users:
        promised = user.rto.duration if user.rto else None
        for number, need in enumerate(user.needs if promised else ()):
            paces = {one: _pace(one, user, targets) for one in requirements((need,))}
            late, unknown = (
                tuple(dict.fromkeys(str(one.what) for one, pace in paces.items() if pace == wanted))
                for wanted in (LATE, UNKNOWN)
            )
            pace = _pace(need, user, targets)
            if pace != IN_TIME and (late or unknown):
                path = ("needs", number) if isinstance(need, Choice) else ("needs", number, "what")
                yield Lag(user.id, path, late, unknown, pace == LATE and bool(late))


def _pace(need: Requirement | Choice, user: Function | System, targets: Mapping[str, Target | None]) -> int:
    """When a need is back, beside the promise of who needs it."""
    if isinstance(need, Choice):
        paces = [_pace(one, user, targets) for one in need.any]
        enough = (pace for pace in (IN_TIME, UNKNOWN) if sum(one >= pace for one in paces) >= need.count)
        return next(enough, LATE)
    id = str(need.what)
    workaround = user.workaround if isinstance(user, Function) else None
    if isinstance(user, Function) and below_minimum(user):
        workaround = None  # it gets less done than was promised
    bridged = workaround is not None and id not in {str(one.what) for one in requirements(workaround.needs)}
    at_most = workaround.at_most if workaround and bridged else None
    if id not in targets or (bridged and at_most is None):
        return IN_TIME
    target = targets[id]
    if target is None or target.duration is None:
        return UNKNOWN
    promised = user.rto.duration if user.rto else None
    bounds: list[Duration] = [bound for bound in (promised, need.coasts, at_most) if bound]
    return LATE if surely_longer(target.duration, *bounds) else IN_TIME
