"""In which order systems come back, and what each of them waits for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import heappop, heappush

from outlast.analysis.needs import NeedGraph, Part, Purpose, Some, edges, left, possible
from outlast.model import Plan
from outlast.model.systems import System

LAST = 10**9
"""The priority of what has none, and when something is back that never is."""


@dataclass(frozen=True)
class Restoring:
    """How the systems of a plan come back.

    A system waits for what it needs to run and to come back; of a choice, for as many as are enough. A
    function is there when what it needs is. All else counts as there.
    """

    order: tuple[tuple[str, ...], ...] = ()
    """Groups of systems, first to last: those of one group do not wait for each other. What is urgent comes
    first, after nothing but what it waits for. Systems that wait for each other and for nothing else can
    never come back; they, and what waits for them, are the last group."""
    waits: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    """What must be there before each system. A choice names what can be back without the system."""

    def within(self, known: Container[str]) -> Restoring:
        """The same where only some things are known. The others count as there."""
        groups = (tuple(id for id in group if id in known) for group in self.order)
        waits = {
            id: left(parts, lambda edge: edge.what not in known)
            for id, parts in self.waits.items()
            if id in known
        }
        return Restoring(tuple(filter(None, groups)), {id: parts for id, parts in waits.items() if parts})


def restoring(plan: Plan, needs: NeedGraph) -> Restoring:
    """The order by priority and then by promised time, within what dependence allows."""
    asked = {
        id: tuple(part for clause in needs.of(id, Purpose.RUNS, Purpose.RETURNS) for part in clause.parts)
        for id in (*plan.systems, *plan.functions)
    }
    urgency = {id: _urgency(system, number) for number, (id, system) in enumerate(plan.systems.items())}
    back = _earliest(asked, urgency)
    waits = {id: _waits(id, asked, back, urgency) for id in plan.systems}
    return Restoring(tuple(_order(asked, back, urgency)), {id: parts for id, parts in waits.items() if parts})


Asked = Mapping[str, tuple[Part, ...]]
Urgency = tuple[int, timedelta, int]
"""Priority, promised time, place in the plan."""
NO_HURRY: Urgency = (LAST, timedelta.max, LAST)


def _urgency(system: System, number: int) -> Urgency:
    restore, rto = system.restore, system.rto.duration if system.rto else None
    priority = int(restore.priority) if restore and restore.priority is not None else LAST
    return priority, rto.length if rto else timedelta.max, number


NEVER = Some(1, ())
"""What never holds."""


def _when(parts: Iterable[Part], at: Callable[[str], int]) -> int:
    """When all parts hold, by when each thing is there."""
    return max((_part(part, at) for part in parts), default=0)


def _part(part: Part, at: Callable[[str], int]) -> int:
    if not isinstance(part, Some):
        return at(part.what)
    each = sorted(_part(one, at) for one in part.parts)
    if part.count <= 0:
        return 0
    return each[part.count - 1] if part.count <= len(each) else LAST


def _earliest(asked: Asked, urgency: Mapping[str, Urgency]) -> Mapping[str, int]:
    """In which round each thing is there at the earliest, if each round brings back all systems that it can.

    What needs no system is there in round 0, what can never be back is left out. Each stands after what
    makes it possible; of one round, the most urgent first.
    """
    back: dict[str, int] = {}
    users: dict[str, list[str]] = {}
    for id, parts in asked.items():
        for edge in edges(parts):
            users.setdefault(edge.what, []).append(id)
    ready: list[tuple[int, Urgency, str]] = []

    def look(id: str) -> None:
        when = _when(asked[id], lambda what: back.get(what, LAST) if what in asked else 0)
        if when < LAST:
            heappush(ready, (when + (id in urgency), urgency.get(id, NO_HURRY), id))

    for id in asked:
        look(id)
    while ready:
        when, _, id = heappop(ready)
        if id not in back:
            back[id] = when
            for user in users.get(id, ()):
                if user not in back:
                    look(user)
    return back


def _order(
    asked: Asked, back: Mapping[str, int], urgency: Mapping[str, Urgency]
) -> Iterator[tuple[str, ...]]:
    """Each system in the order of urgency, and before it what it waits for."""
    turn = {id: number for number, id in enumerate(back)}
    groups: list[list[str]] = [[]]
    there: dict[str, int] = {}
    """For each thing that is back, the first group in which something may come that waits for it."""

    def at(id: str) -> int:
        return there.get(id, LAST) if id in asked else 0

    def cost(part: Part) -> int:
        return _part(part, lambda id: turn.get(id, LAST) if id in asked else 0)

    def chosen(parts: Iterable[Part]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Some):
                yield from chosen(sorted(part.parts, key=cost)[: part.count])
            else:
                yield part.what

    by_urgency = sorted(urgency, key=urgency.__getitem__)
    pending = [id for id in reversed(by_urgency) if id in back]
    while pending:
        id = pending[-1]
        asks = () if id in there else left(asked[id], lambda edge: at(edge.what) < LAST)
        if asks:
            pending += sorted(chosen(asks), key=turn.__getitem__, reverse=True)
            continue
        pending.pop()
        if id in there:
            continue
        there[id] = _when(asked[id], at)
        if id in urgency:
            if there[id] == len(groups):
                groups.append([])
            groups[-1].append(id)
            there[id] = len(groups)
    yield from (tuple(group) for group in groups if group)
    if stuck := tuple(id for id in by_urgency if id not in back):
        yield stuck


def _waits(
    id: str, asked: Asked, back: Mapping[str, int], urgency: Mapping[str, Urgency]
) -> tuple[Part, ...]:
    """What must be there first; all that is asked for where that can never be."""
    parts = asked[id]
    if id in back and any(
        back.get(edge.what, LAST) >= back[id] for edge in edges(parts) if edge.what in asked
    ):
        able = _earliest({**asked, id: (NEVER,)}, urgency)
        parts = possible(parts, lambda edge: edge.what in able or edge.what not in asked)
    return left(parts, lambda edge: edge.what not in asked or edge.what == id or back.get(edge.what) == 0)
