"""How long nobody is at work who could answer, beside what is promised: `answer_within`."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis.whatif.answer import Gap
from outlast.analysis.whatif.business_calendar import Moment
from outlast.analysis.whatif.engine import Outcome
from outlast.analysis.whatif.question import BandState
from outlast.analysis.whatif.timeline import Timeline
from outlast.analysis.whatif.work import FunctionNode
from outlast.model.scalars import Duration

LOOK_BACK = 31 * 86_400
"""How far before the start the last staffed time is looked for."""


def gap(outcome: Outcome, promise: Duration | None, node: FunctionNode) -> Gap | None:
    """The longest gap between staffed moments, and when it is longer than promised."""
    if promise is None or node.automatic:
        return None
    given, add = outcome.given, outcome.given.calendar.add
    gaps = tuple(unstaffed(outcome, node, outcome.world.histories[node.key]))
    if not gaps:
        return None
    limits = (add(start, promise) for start, end in gaps if end > add(start, promise))
    broken = next((limit for limit in limits if limit >= given.start), None)
    usual = unstaffed(outcome, node, outcome.usual.histories[node.key])
    usually = any(end > add(start, promise) for start, end in usual if start < given.end)
    start, end = max(gaps, key=lambda each: each[1] - each[0])
    local = given.calendar.local_or_none
    return Gap(
        given.calendar.local(start), local(end) if end < given.horizon else None, local(broken), usually
    )


def unstaffed(outcome: Outcome, node: FunctionNode, history: Timeline) -> Iterator[tuple[Moment, Moment]]:
    """Gaps between times at which a hand who can is at work, those that begin in the window."""
    given, windows = outcome.given, {member.who: member.windows for member in node.members}
    staffed = [
        span
        for start, end, value in history.within(given.start, given.horizon)
        for who in _hands(value.state)
        for span in windows[who].within(start, end)
    ]
    before = [
        end
        for who in _hands(outcome.usual.histories[node.key].values[0].state)
        for _, end in windows[who].within(given.start - LOOK_BACK, given.start)
    ]
    last = max(before, default=given.start)
    for start, end in sorted(staffed):
        if start > last and last < given.end:
            yield last, start
        last = max(last, end)
    if last < given.end:
        yield last, given.horizon


def _hands(bands: tuple[BandState, ...]) -> set[str]:
    return {who for band in bands for who in band.hands}
