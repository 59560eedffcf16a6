"""Who is in which shift (second law, 8 and 9)."""

from __future__ import annotations

from datetime import date, datetime, time

from outlast.model.people import Hours
from outlast.model.shifts import Shift

from tests.whatif.oracle.clock import DAY, NEVER
from tests.whatif.oracle.hands import worth
from tests.whatif.oracle.world import World


def begin(world: World) -> None:
    """Fills the shifts of the first day as at its start: those that have begun stay as they are."""
    _fill(world, world.clock.midnight_of(world.clock.first), world.clock.first)


def staff(world: World, t: int) -> None:
    """Fills the shifts of the day at its start, and anew when somebody comes or goes."""
    people = {person: not world.away(person, t) for person in world.plan.people}
    day = world.clock.day(t)
    if t == world.clock.midnight_of(day) or people != world.there:
        _fill(world, t, day)
    world.there = people


def are_filled(world: World, t: int, function: str) -> bool:
    """Whether each shift that serves a function and lasts at a moment is filled."""
    for shift in world.plan.shifts.values():
        if function in shift.serves and not world.calm:
            for day in (world.clock.day(t) - DAY, world.clock.day(t)):
                start, end = _hours(world, shift, day)
                if start <= t < end and not _enough(world, shift, day):
                    return False
    return True


def _enough(world: World, shift: Shift, day: date) -> bool:
    """Whether enough of those who took a shift are there, with its skills among them."""
    there = [who for who in world.staffing.get((shift.id, day), ()) if world.up[who]]
    skills = {str(skill) for who in there for skill in world.plan.people[who].skills}
    return len(there) >= max(1, shift.minimum) and {str(skill) for skill in shift.skills} <= skills


def _hours(world: World, shift: Shift, day: date) -> tuple[int, int]:
    """Start and end of a shift that begins on a day, see `_worked_out`."""
    key = (shift.id, day)
    if key not in world.shift_hours:
        world.shift_hours[key] = _worked_out(world, shift, day)
    return world.shift_hours[key]


def _worked_out(world: World, shift: Shift, day: date) -> tuple[int, int]:
    """Start and end of a shift that begins on a day; an empty stretch of time where none does.

    Reading: a shift has one stretch a day, from the first of its hours that fits; suspended, it has none.
    """
    first, last = shift.suspended_from, shift.suspended_until
    if first and first.date <= day and (last is None or day <= last.date):
        return NEVER, NEVER
    if world.clock.is_closed(day):
        return NEVER, NEVER
    for entry in shift.hours:
        if day.weekday() in entry.days.days:
            return _stretch(world, entry, day)
    return NEVER, NEVER


def _stretch(world: World, entry: Hours, day: date) -> tuple[int, int]:
    start = entry.from_.time if entry.from_ else time()
    end = entry.to.time if entry.to else time()
    last = day if start < end else day + DAY
    return world.clock.at(datetime.combine(day, start)), world.clock.at(datetime.combine(last, end))


def _fill(world: World, t: int, day: date) -> None:
    """Who is left over joins the first filled shift that lists them and gets more done with more."""
    today = [shift for shift in world.plan.shifts.values() if _hours(world, shift, day)[0] != NEVER]
    begun = [shift for shift in today if _hours(world, shift, day)[0] < t]
    open_ones = sorted(
        (shift for shift in today if shift not in begun), key=lambda shift: _rank(world, shift)
    )
    for shift in open_ones:
        world.staffing[shift.id, day] = ()
    for shift in open_ones:
        world.staffing[shift.id, day] = _team(world, t, shift, day)
    for shift in open_ones:
        if world.staffing[shift.id, day] and shift.capacity and shift.capacity.fraction < 1:
            more = [person for person in shift.staff if _is_free(world, t, shift, day, person)]
            world.staffing[shift.id, day] += tuple(more)


def _rank(world: World, shift: Shift) -> tuple[float, float, str]:
    losses = [world.plan.functions[function].loss for function in shift.serves]
    lost = sum(worth(world, loss.money) for loss in losses if loss)
    return (shift.priority if shift.priority is not None else float("inf"), -float(lost), shift.id)


def _team(world: World, t: int, shift: Shift, day: date) -> tuple[str, ...]:
    """Reading: people are taken one after another until number and skills are reached, none is put back."""
    team: list[str] = []
    for person in shift.staff:
        if _is_free(world, t, shift, day, person):
            team.append(person)
            skills = {str(skill) for each in team for skill in world.plan.people[each].skills}
            if len(team) >= shift.minimum and {str(skill) for skill in shift.skills} <= skills:
                return tuple(team)
    return ()


def _is_free(world: World, t: int, shift: Shift, day: date, person: str) -> bool:
    works = world.plan.people[person].works
    if not world.up[person] or world.at_leisure(person, world.clock.midnight_of(day)):
        return False
    if works and not any(day.weekday() in entry.days.days for entry in works):
        return False
    start = _hours(world, shift, day)[0]
    for (other, of), team in world.staffing.items():
        if person in team:
            end = _hours(world, world.plan.shifts[other], of)[1]
            if of == day or start < (world.clock.add(end, shift.rest) if shift.rest else end):
                return False
    return True
