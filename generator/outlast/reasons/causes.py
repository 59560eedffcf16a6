"""Chains of causes as sentences: what is wrong first, then why, never said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from outlast import words
from outlast.analysis.confirmed import ways_in
from outlast.analysis.sign_ins import last_sign_ins
from outlast.analysis.whatif.causes import WITHHELD, Cause, Why
from outlast.languages import mark, say, say_count
from outlast.model import Plan, Thing
from outlast.model.functions import Function
from outlast.model.obligations import Obligation
from outlast.model.scalars import Limit
from outlast.reasons import kinds
from outlast.reasons.grouping import JOINED, Group, distinct, grouped

ELSEWHERE = mark("something that is not in this edition")
NOTHING = timedelta()
DAY = timedelta(days=1)
INLINE = 3
"""So many leaves are said in one line; more stand below it."""
STANDING = frozenset({Why.VACANT, Why.UNSKILLED, Why.LIMIT})
"""Causes that hold whatever has happened, which are said last."""
THERE = frozenset({*JOINED, Why.VACANT, Why.EMPTY, Why.EXPIRED, Why.RESTORING})
"""Causes of a need: what they speak of is what was needed."""


class Line(NamedTuple):
    """A reason in sentences, in the small Markdown of a plan: each says why the one before it holds."""

    depth: int
    """0 for what is said first; its own causes are deeper."""
    text: str


def name(id: str) -> str:
    """A thing as a mention, which pages link and editions rename; plain words for what is withheld."""
    return say(ELSEWHERE) if id == WITHHELD else f"{{{id}}}"


def names(ids: Iterable[str], last: str = "and") -> str:
    """Several things in a row."""
    return words.some(map(name, ids), last)


@dataclass(frozen=True)
class CauseWording:
    """Says causes, with what a plan knows about their subjects.

    The plan may be that of an edition: what it does not contain is not said.
    """

    plan: Plan
    start: date
    """The first day of the what-if, beside which a year goes without saying."""

    def chain(self, causes: Iterable[Cause], at: datetime | None = None) -> tuple[Line, ...]:
        """The causes in sentences, those that hold anyway last.

        Args:
            at: when the effect began; what begins only later is no cause of it.
        """
        groups = grouped(distinct(filter(None, (self._real(cause, at) for cause in causes))))
        ranked = sorted(groups, key=lambda group: group.cause.why in STANDING)
        return tuple(dict.fromkeys(line for group in ranked for line in self._lines(group, 0)))

    def when(self, moment: datetime) -> str:
        """A moment as a day, with the time where it matters."""
        return words.when(moment, self.start)

    def _real(self, cause: Cause, at: datetime | None) -> Cause | None:
        """A cause without what lies in the future, and without needs that only repeat their own cause."""
        if cause.why is not Why.MISSED and _passed(cause.since, at) < NOTHING:
            return None
        kids = tuple(filter(None, (self._real(each, at) for each in cause.of)))
        if cause.why in (Why.EMPTY, Why.NOT_FILLED) and cause.of and not kids:
            return None
        if cause.why is Why.NOT_FILLED and self._just_due(cause, kids, at):
            return replace(cause, of=())
        if cause.why is Why.NEEDS and len(kids) == 1 and kids[0].node == cause.node:
            return kids[0]
        lost = next((kid for kid in kids if kid.node == cause.node and kid.why is Why.LOST), None)
        if cause.why is Why.NEEDS and lost:
            return lost
        return replace(cause, of=distinct(kids))

    def _just_due(self, cause: Cause, kids: tuple[Cause, ...], at: datetime | None) -> bool:
        """Whether it is only that nobody is at work yet on the day on which it is due."""
        return _passed(cause.since, at) < DAY and all(kid.why is Why.OFF_WORK for kid in kids)

    # --- sentences ---------------------------------------------------------------------------------

    def _lines(self, group: Group, depth: int) -> Iterator[Line]:
        """One cause in a line, with what stands behind it as far as that is a single cause."""
        said: list[str] = []
        while True:
            said.append(words.capital(self._sentences(group)))
            kids = self._behind(group.cause)
            if len(kids) != 1:
                break
            group = kids[0]
        if len(kids) <= INLINE and all(not kid.cause.of for kid in kids):
            said += [words.capital(self._sentences(kid)) for kid in kids]
            kids = ()
        yield Line(depth, " ".join(dict.fromkeys(said)))
        for kid in kids:
            yield from self._lines(kid, depth + 1)

    def _behind(self, cause: Cause) -> tuple[Group, ...]:
        """The causes that are still to be said; a choice among ways in has named its own."""
        if _locked_out(cause):
            return ()
        if _factors(cause):
            return grouped(distinct(each for factor in cause.of for each in factor.of))
        return grouped(cause.of)

    def _sentences(self, group: Group) -> str:
        """What one cause says, without what stands behind it."""
        nodes, cause = group
        who, number = names(nodes), len(nodes)
        about = name(cause.about or WITHHELD)
        lasts = say("This lasts until {day}.", day=self.when(cause.until)) if cause.until is not None else ""
        match cause.why:
            case Why.AWAY:
                return say_count("{people} is away.", "{people} are away.", number, people=who)
            case Why.HOLIDAY:
                return say_count("{people} is on holiday.", "{people} are on holiday.", number, people=who)
            case Why.LOST:
                if all(id in self.plan.stock for id in nodes):
                    return _joined(say("All of {stock} was lost.", stock=who), lasts)
                return _joined(kinds.down(self.plan, nodes), lasts)
            case Why.VACANT:
                return say("Nobody has this role yet: {role}.", role=who)
            case Why.NEEDS:
                return self._need(nodes, cause)
            case Why.CARRIED:
                # The name of a thing often begins a sentence, and often says whose it is: *The phone of Sam*.
                return say("{things}: kept only by {people}.", things=who, people=names(_several(cause)))
            case Why.OUT_OF_REACH:
                return say("You cannot get to {things} in {place}.", things=who, place=about)
            case Why.EXPIRED:
                return say("{thing} has expired.", thing=who)
            case Why.CIRCLE:
                return say("{thing} depends on itself.", thing=who)
            case Why.EMPTY:
                return _joined(kinds.used_up(self.plan, nodes), lasts)
            case Why.NOT_FILLED:
                return self._not_filled(nodes[0], cause)
            case Why.MISSED if cause.since is not None:
                day = self._day(cause.since)
                return say("{duty} was due on {day} and was not done in time.", duty=who, day=day)
            case Why.MISSED:
                return say("{duty} was not done in time.", duty=who)
            case Why.RESTORING:
                restored = (
                    say("{person} is restoring {system}.", person=about, system=who)
                    if cause.about
                    else say("{system} is being restored.", system=who)
                )
                return _joined(restored, lasts)
            case Why.SHIFT:
                return say("There are not enough people for {shift}.", shift=who)
            case Why.SECOND_FACTOR:
                return say(
                    "You cannot sign in to {system} without its second factor: {thing}.",
                    system=about,
                    thing=who,
                )
            case Why.CHOICE if systems := _locked_out(cause):
                return say(
                    "{person} needs access to {systems}, but has none.",
                    person=name(cause.of[0].node),
                    systems=names(systems, "or"),
                )
            case Why.CHOICE if factors := _factors(cause):
                return say(
                    "You cannot sign in to {system} without one of its second factors: {things}.",
                    system=name(cause.of[0].about or WITHHELD),
                    things=names(factors, "or"),
                )
            case Why.CHOICE:
                return say("Several people or things could do this, but too few are available.")
            case Why.PREPARING:
                return say("Somebody must prepare this for approval. Too few people can do that now.")
            case Why.APPROVAL:
                return say("Somebody must approve this. Too few people can do that now.")
            case Why.BOTH_SIDES:
                return say(
                    "Nobody may approve what they prepared. Besides {people}, too few people are available.",
                    people=names(_several(cause)),
                )
            case Why.UNNOTICED if cause.until is not None and cause.node in self.plan.functions:
                return say("The workaround begins when somebody notices: {day}.", day=self.when(cause.until))
            case Why.UNNOTICED if cause.until is not None:
                return say("Nobody notices it before {day}.", day=self.when(cause.until))
            case Why.USED_UP:
                return say("The workaround has lasted as long as it can.")
            case _:
                return self._hand(nodes[0], cause)

    def _hand(self, id: str, cause: Cause) -> str:
        """What is said of somebody who is there and cannot do it."""
        who, about = name(id), name(cause.about or WITHHELD)
        day = self.when(cause.until) if cause.until is not None else ""
        match cause.why:
            case Why.LIMIT:
                return self._limit(id, cause.about)
            case Why.UNSKILLED:
                return self._skills(id, cause.about)
            case Why.NO_ACCESS if self._has_account(id, cause.about):
                return say(
                    "{person} can sign in to {system}, but may not do this there.", person=who, system=about
                )
            case Why.NO_ACCESS:
                return say("{person} has no access to {system}.", person=who, system=about)
            case Why.UNCONFIRMED:
                tried = last_sign_ins(self.plan, id).get(cause.about or "")
                if tried and not tried.worked:
                    on = words.day(tried.on.date)
                    return say(
                        "{person} could not sign in to {system} on {day}.", person=who, system=about, day=on
                    )
                return say(
                    "Nobody has confirmed that {person} can sign in to {system}.", person=who, system=about
                )
            case Why.ACCESS_ENDED:
                return say("{person} no longer has access to {system}.", person=who, system=about)
            case Why.ACCESS_WAITS if day:
                return say(
                    "{person} has no access to {system} until {day}.", person=who, system=about, day=day
                )
            case Why.ACCESS_WAITS:
                return say("Nobody has given {person} access to {system}.", person=who, system=about)
            case Why.NOTICE if day:
                return say("{person} must be asked first and cannot start before {day}.", person=who, day=day)
            case Why.NOTICE:
                return say("{person} must be asked first, and nobody asks them.", person=who)
            case Why.SEALED_WAITS if day:
                return say(
                    "You cannot open {system} with {emergency_access} before {day}.",
                    system=about,
                    emergency_access=who,
                    day=day,
                )
            case Why.SEALED_WAITS:
                return say("Nobody uses {emergency_access}.", emergency_access=who)
            case _ if day:
                return say("{person} is not at work before {day}.", person=who, day=day)
            case _:
                return say("{person} is not at work in this time.", person=who)

    def _need(self, nodes: tuple[str, ...], cause: Cause) -> str:
        kids = grouped(cause.of)
        if len(kids) == 1 and len(kids[0].nodes) == 1 and kids[0].cause.why in THERE:
            lack = kids[0].nodes[0]
            if lack not in nodes:
                return say_count(
                    "{things} needs {needed}.",
                    "{things} need {needed}.",
                    len(nodes),
                    things=names(nodes),
                    needed=name(lack),
                )
        return kinds.down(self.plan, nodes)

    def _not_filled(self, id: str, cause: Cause) -> str:
        thing = name(id)
        if cause.since is None:
            if id in self.plan.stock:
                return say("Nobody ordered {stock} again.", stock=thing)
            return say("Nobody topped up {fund}.", fund=thing)
        day = self.when(cause.since)
        if id in self.plan.stock:
            return say("Nobody ordered {stock} again. The order was due on {day}.", stock=thing, day=day)
        return say("Nobody topped up {fund}. This was due on {day}.", fund=thing, day=day)

    def _limit(self, who: str, about: str | None) -> str:
        limit, currency = self._reach(who, self.plan.things.get(about or "")), self.plan.business.currency
        if limit is None or not limit.amounts:
            return say("{person} may not handle amounts like these.", person=name(who))
        amount = words.some((words.money(each, currency) for each in limit.amounts), "or")
        return say("{person} may only handle amounts up to {amount}.", person=name(who), amount=amount)

    def _reach(self, who: str, thing: Thing | None) -> Limit | None:
        """How far somebody may go in a function or a duty; None where this is not told."""
        if isinstance(thing, Obligation):
            return next((hand.up_to for hand in thing.by if hand.who == who), None)
        if not isinstance(thing, Function):
            return None
        own = next((hand.up_to for hand in thing.by.hands if hand.who == who), None)
        person = self.plan.people.get(who)
        return own or (person.may.get(thing.limit) if person and thing.limit else None)

    def _skills(self, who: str, function: str | None) -> str:
        needed = self.plan.functions[function].skills if function in self.plan.functions else ()
        person = self.plan.people.get(who)
        lacking = [skill for skill in needed if person is None or skill not in person.skills]
        if not lacking:
            return say("{person} has not learned how to do this.", person=name(who))
        return say(
            "{person} has not learned this: {skills}.",
            person=name(who),
            skills=words.some(map(str, lacking)),
        )

    def _has_account(self, who: str, system: str | None) -> bool:
        found = self.plan.systems.get(system or "")
        return found is not None and any(way.who == who for way in ways_in(found))

    def _day(self, moment: datetime) -> str:
        """The day alone: a duty is due the whole of it."""
        return words.when(moment.replace(hour=0, minute=0, second=0), self.start)


def _locked_out(cause: Cause) -> tuple[str, ...]:
    """The systems to each of which the same person has no access, where one of them would do."""
    alike = {(kid.why, kid.node) for kid in cause.of}
    if cause.why is not Why.CHOICE or len(alike) != 1 or cause.of[0].why is not Why.NO_ACCESS:
        return ()
    return tuple(kid.about or WITHHELD for kid in cause.of)


def reasons(plan: Plan, start: date, causes: Iterable[Cause], at: datetime | None = None) -> tuple[str, ...]:
    """Each reason why something is down from a moment on, with all that stands behind it."""
    found: list[str] = []
    for line in CauseWording(plan, start).chain(causes, at):
        if line.depth and found:
            found[-1] += f" {line.text}"
        elif not any(f". {line.text}" in each for each in found):  # said there already, as the cause of that
            found.append(line.text)
    return tuple(found)


def _several(cause: Cause) -> list[str]:
    """What a cause is about, where that may be several things."""
    return (cause.about or WITHHELD).split(", ")


def _factors(cause: Cause) -> tuple[str, ...]:
    """The second factors any of which would open the same system, where none of them is there."""
    alike = cause.why is Why.CHOICE and {kid.why for kid in cause.of} == {Why.SECOND_FACTOR}
    return tuple(kid.node for kid in cause.of) if alike else ()


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _passed(since: datetime | None, at: datetime | None) -> timedelta:
    """How much time has passed, whatever clocks show; without end where nobody knows."""
    if since is None or at is None:
        return timedelta.max
    return at.astimezone(UTC) - since.astimezone(UTC)
