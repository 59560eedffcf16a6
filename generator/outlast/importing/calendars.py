"""Duties from the entries of a calendar that are still to come."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr
from icalendar import Calendar, Component
from icalendar.prop import vRecur

from outlast.importing.duties import duty
from outlast.importing.outcome import LeftOut, Outcome, Proposal, Unreadable
from outlast.importing.pieces import LONGEST_NAME, Ids, line, name_of, remark
from outlast.importing.repeats import Unsayable, in_words
from outlast.importing.tables import folded
from outlast.model import Plan
from outlast.model.obligations import Obligation
from outlast.model.recurrence import Recurrence
from outlast.model.scalars.dates import YEARS

LONGEST = 10_000_000
"""Signs of a calendar; each million takes some seconds to read."""
_AHEAD = timedelta(days=1200)
"""How far the next day is looked for."""
_LONG_AGO = 1970
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
_FILTERS = frozenset(("BYSETPOS", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYEASTER"))


def events(text: str, plan: Plan, today: date) -> Outcome:
    """What a plan may get of a calendar. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable("This calendar is too large. Export one calendar, or one year, at a time.")
    known = {folded(each.name): each for each in plan.obligations.values()}
    ids = Ids(plan.things)
    proposals: list[Proposal] = []
    left: list[LeftOut] = []
    seen: set[tuple[str, str]] = set()
    for entry in _entries(text, plan, today):
        same = known.get(folded(entry.name))
        if same or entry.wrong or (folded(entry.name), entry.due) in seen:
            why = f"the plan has {same.title} ({same.id})" if same else entry.wrong or "it is there twice"
            left.append(LeftOut(entry.name[:LONGEST_NAME] or "no name", entry.place, why))
            continue
        seen.add((folded(entry.name), entry.due))
        proposals.append(_proposal(entry, ids, plan))
    return Outcome(tuple(proposals), tuple(left))


@dataclass(frozen=True)
class _Entry:
    """What a calendar says of one thing to do."""

    place: str
    name: str
    due: str = ""
    """In the words of a plan."""
    unsaid: str = ""
    """How it is repeated, where these words cannot say it, and why."""
    wrong: str = ""
    """Why nothing can be made of it."""


def _proposal(entry: _Entry, ids: Ids, plan: Plan) -> Proposal:
    lines = [line("due", entry.due)]
    notes: tuple[str, ...] = (entry.due,)
    if entry.unsaid:
        lines.append(remark(f"Check: this is only the next time. The calendar repeats it: {entry.unsaid}"))
        notes = (f"{entry.due}, only the next time: {entry.unsaid}",)
    fragment = duty(ids.new(entry.name, Obligation.collection.removesuffix("s")), entry.name, lines, plan)
    return Proposal(fragment, entry.name, entry.place, notes)


def _entries(text: str, plan: Plan, today: date) -> Iterator[_Entry]:
    for number, component in enumerate(_components(text), 1):
        place = f"entry {number}"
        name = name_of(str(component.get("SUMMARY", "")))
        try:
            yield _entry(component, place, name, plan, today)
        except (ValueError, TypeError, AttributeError, OverflowError, LookupError):
            yield _Entry(place, name, wrong="its day or its repetition cannot be read")


def _components(text: str) -> list[Component]:
    """The entries of every calendar in a text. Raises Unreadable."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd in a calendar is no news for its owner
        try:
            calendars = Calendar.from_ical(text, multiple=True)
            found = [each for one in calendars for each in one.walk() if each.name in ("VEVENT", "VTODO")]
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            raise Unreadable("This calendar is damaged. Export it again.") from None
    if not found:
        raise Unreadable("This calendar has no entries. Export it again.")
    return found


def _entry(component: Component, place: str, name: str, plan: Plan, today: date) -> _Entry:
    if not name or len(name) > LONGEST_NAME:
        return _Entry(place, name, wrong="its name is too long to be one" if name else "it has no name")
    if str(component.get("STATUS", "")).upper() in ("CANCELLED", "COMPLETED"):
        return _Entry(place, name, wrong="it is cancelled or done")
    if "RECURRENCE-ID" in component:
        return _Entry(place, name, wrong="it is one day of an entry that comes round")
    start = _day(component, plan)
    if start is None:
        return _Entry(place, name, wrong="it has no day")
    if start.year not in YEARS and start.year > _LONG_AGO:
        return _Entry(place, name, wrong="its year is beyond all plans")
    rule = component.get("RRULE")
    if rule is None and "RDATE" not in component:
        past = start < today
        return _Entry(place, name, str(start), wrong=f"it is past ({start})" if past else "")
    return _repeated(component, rule, _Entry(place, name), start, today)


def _repeated(component: Component, rule: object, entry: _Entry, start: date, today: date) -> _Entry:
    """An entry that comes round, in words; where there are none, its next day."""
    why = ""
    if not isinstance(rule, vRecur):
        why = "it has days of its own or several rules"
    elif "EXDATE" in component or "RDATE" in component:
        why = "some days are left out or added"
    else:
        try:
            return _Entry(entry.place, entry.name, str(Recurrence.parse(in_words(rule, start, today))))
        except Unsayable as unsayable:
            why = str(unsayable)
    if not isinstance(rule, vRecur):
        return _Entry(entry.place, entry.name, wrong=f"its days cannot be said in a plan: {why}")
    said = rule.to_ical().decode()  # type: ignore[no-untyped-call]
    if start.year < _LONG_AGO or not _can_be_followed(rule):
        return _Entry(entry.place, entry.name, wrong=f"its days cannot be said in a plan: {why}")
    upcoming = _next(component, rule, start, today)
    if upcoming is None:
        return _Entry(entry.place, entry.name, wrong="it is past, or comes round in some years only")
    return _Entry(entry.place, entry.name, str(upcoming), f"{said}, and {why}")


def _can_be_followed(rule: vRecur) -> bool:
    """Whether its next day is found soon. A rule that fits no day would be followed to the year 9999."""
    frequency = str(rule.get("FREQ", [""])[0]).upper()
    filters = {key.upper() for key in rule} & _FILTERS
    return frequency in ("MONTHLY", "YEARLY") or (frequency in ("DAILY", "WEEKLY") and not filters)


def _next(component: Component, rule: vRecur, start: date, today: date) -> date | None:
    """The next day of an entry, whatever its rule; days only, as a plan counts in them."""
    if int(rule.get("INTERVAL", [1])[0]) < 1:
        raise ValueError("a rule that never gets on")
    parts = {key: value for key, value in rule.items() if key.upper() not in _TIMES}
    count = next(iter(parts.pop("COUNT", ())), None)
    parts["UNTIL"] = [min(_naive(rule.get("UNTIL", [today + _AHEAD])[0]), _naive(today + _AHEAD))]
    dates = islice(rrulestr(vRecur(parts).to_ical().decode(), dtstart=_naive(start)), count)  # type: ignore[no-untyped-call]
    left_out = component.get("EXDATE", [])
    lists = left_out if isinstance(left_out, list) else [left_out]
    skipped = {_naive(each.dt) for one in lists for each in one.dts}
    return next((each.date() for each in dates if each.date() >= today and each not in skipped), None)


def _naive(value: date) -> datetime:
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day


def _day(component: Component, plan: Plan) -> date | None:
    """The day of an entry, where the business is."""
    for key in ("DUE", "DTSTART"):
        if (value := component.get(key)) is not None:
            moment = value.dt
            if isinstance(moment, datetime):
                return (moment.astimezone(plan.business.timezone.zone) if moment.tzinfo else moment).date()
            return moment if isinstance(moment, date) else None
    return None
