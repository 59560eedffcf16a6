"""Where somebody's clock stands and when they work, in a form that the page's script reads."""

from __future__ import annotations

from outlast.model import Plan
from outlast.model.people import Person
from outlast.site.parts import Clock


def clock(plan: Plan, person: Person) -> Clock | None:
    """The clock of a person; None for a role that nobody has, and where nothing is known of their hours."""
    if person.name is None or not (person.works or person.timezone):
        return None
    home = str(person.timezone or plan.business.timezone)
    works = []
    for entry in person.works:
        days = "".join(str(day + 1) for day in entry.days.days)
        zone = entry.timezone or plan.business.timezone
        works.append(f"{days} {entry.from_ or '00:00'} {entry.to or '24:00'} {zone}")
    away = (f"{each.from_.date}/{each.to.date}" for each in person.holidays)
    return Clock(home, ";".join(works), ";".join(away))
