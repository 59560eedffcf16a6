"""What something waited for until it came back."""

from __future__ import annotations

from outlast.analysis.whatif.business_calendar import Moment
from outlast.analysis.whatif.engine import Outcome
from outlast.analysis.whatif.systems import Restoring


def critical_path(outcome: Outcome, key: str, moment: Moment) -> tuple[str, ...]:
    """What came back last before a node did at a moment, and what that had waited for; last first."""
    path: list[str] = []
    while key not in path:
        path.append(key)
        before = outcome.at(moment - 1)
        back = [each for each in _freed(outcome, key, moment) if not before.value(each).up]
        if not back:
            state = outcome.at(moment).value(key).state
            if not isinstance(state, Restoring) or state.start <= outcome.given.start:
                break
            moment = state.start
            back = _freed(outcome, key, moment)
            if not back:
                break
        key = back[0]
    return tuple(path[1:])


def _freed(outcome: Outcome, key: str, moment: Moment) -> list[str]:
    """What a node was down for just before a moment and is up at it."""
    before, now = outcome.at(moment - 1), outcome.at(moment)
    causes = (cause.node for top in before.why(key) for cause in top.all())
    return [each for each in causes if each != key and each in now.nodes and now.value(each).up]
