"""Chains of causes as sentences: merged where one thing follows another, never said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from outlast import words
from outlast.analysis.confirmed import ways_in
from outlast.analysis.sign_ins import last_sign_ins
from outlast.analysis.whatif.causes import WITHHELD, Cause, Why
from outlast.model import Plan, Thing
from outlast.model.functions import Function
from outlast.model.obligations import Obligation
from outlast.model.scalars import Limit
from outlast.reasons import kinds
from outlast.reasons.grouping import JOINED, Group, distinct, grouped

ELSEWHERE = "something that is not in this edition"
NOTHING = timedelta()
DAY = timedelta(days=1)
INLINE = 3
"""So many leaves are said in one line; more stand below it."""
STANDING = frozenset({Why.VACANT, Why.UNSKILLED, Why.LIMIT})
"""Causes that hold whatever has happened, which are said last."""
THERE = frozenset({*JOINED, Why.VACANT, Why.EMPTY, Why.EXPIRED, Why.RESTORING})
"""Causes of a need: what they speak of is what was needed."""


class Line(NamedTuple):
    """One sentence of a chain, in the small Markdown of a plan."""

    depth: int
    """0 for what is said first; its own causes are deeper."""
    text: str


class Clause(NamedTuple):
    """What one cause says."""

    text: str
    said: str
    """The same without its subject, to be put after `who` or `which`."""
    tail: str | None = None
    """The id that the text ends with."""
    why: str | None = None
    """The same as the reason for what was just said of its subject, where `it` and `said` would not fit."""


VERBS: Mapping[Why, tuple[str, str]] = {
    Why.AWAY: ("is away", "are away"),
    Why.HOLIDAY: ("is on holiday", "are on holiday"),
    Why.EXPIRED: ("has expired", "have expired"),
    Why.CIRCLE: ("waits for itself", "wait for each other"),
}
"""What is said of one and of several."""
SAID: Mapping[Why, Clause] = {
    Why.CHOICE: Clause("each of these would do, and too few are there", "is too little"),
    Why.APPROVAL: Clause(
        "one person must prepare it and another must agree, and too few of them can", "is not agreed to"
    ),
    Why.USED_UP: Clause("the workaround has lasted as long as it can", "has lasted as long as it can"),
}
"""What is said whatever it is about."""


def name(id: str) -> str:
    """A thing as a mention, which pages link and editions rename; plain words for what is withheld."""
    return ELSEWHERE if id == WITHHELD else f"{{{id}}}"


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
        """One cause in a line, with what follows from a single cause in the same sentence."""
        text, tail, cause, colon = "", None, group.cause, False
        clause = self._clause(group)
        text, tail = clause.text, clause.tail
        if _locked_out(cause):
            yield Line(depth, _sentence(text))
            return
        while True:
            kids = grouped(cause.of)
            if len(kids) != 1 or _locked_out(kids[0].cause):
                break
            kid = kids[0]
            following = self._clause(kid)
            if kid.nodes == (tail,):
                text += f", {self._pronoun(kid.nodes[0])} {following.said}"
            elif kid.nodes == (cause.node,):
                reason = following.why or f"it {following.said}"
                text += f": {reason}" if not colon else f", because {reason}"
                colon = True
            else:
                coded = cause.why is Why.SECOND_FACTOR
                text += f", because {following.text}" if colon or coded else f": {following.text}"
                colon = True
            tail, cause = following.tail, kid.cause
        leaves = all(not kid.cause.of for kid in kids)
        if kids and leaves and len(kids) <= INLINE and not colon:
            yield Line(depth, _sentence(f"{text}: {'; '.join(self._clause(kid).text for kid in kids)}"))
            return
        yield Line(depth, _sentence(text, ":" if kids else "."))
        for kid in kids:
            yield from self._lines(kid, depth + 1)

    def _pronoun(self, id: str) -> str:
        return "who" if id in self.plan.people else "which"

    def _clause(self, group: Group) -> Clause:
        nodes, cause = group
        many = len(nodes) > 1
        who = names(nodes)
        until = f" until {self.when(cause.until)}" if cause.until is not None else ""
        about = name(cause.about) if cause.about else "something"
        match cause.why:
            case Why.LOST:
                return self._lost(nodes, until)
            case Why.VACANT:
                return Clause(f"nobody has this role yet: {who}", "is a role that nobody has yet")
            case Why.NEEDS:
                return self._need(nodes, cause, many)
            case Why.CARRIED:
                holders = (cause.about or "").split(", ")
                tail = holders[0] if len(holders) == 1 else None
                return _of(who, f"went with {names(holders)}", tail)
            case Why.OUT_OF_REACH:
                return Clause(f"nobody can get to {who} in {about}", f"is in {about}", cause.about)
            case Why.EMPTY:
                verb = "cannot be had" if nodes[0] in self.plan.stock else "is empty"
                return Clause(kinds.used_up(self.plan, who, nodes) + until, f"{verb}{until}")
            case Why.NOT_FILLED:
                return self._not_filled(who, nodes[0], cause)
            case Why.MISSED:
                due = self._day(cause.since) if cause.since is not None else ""
                return Clause(
                    f"{who}{f', due on {due},' if due else ''} is missed",
                    f"was due on {due} and is missed" if due else "is missed",
                )
            case Why.RESTORING:
                by = f" by {about}" if cause.about else ""
                return _of(who, f"{'are' if many else 'is'} being restored{by}{until}")
            case Why.UNCONFIRMED:
                tried = last_sign_ins(self.plan, nodes[0]).get(cause.about or "")
                if tried and not tried.worked:
                    verb = f"did not get into {about} on {words.day(tried.on.date)}"
                    return _of(who, verb)
                text = f"{who}'s access to {about} is not confirmed"
                return Clause(text, f"has access to {about} that is not confirmed")
            case Why.SHIFT:
                return Clause(f"too few people are there for {who}", "has too few people")
            case Why.SECOND_FACTOR:
                text = f"{about} cannot be opened: its second factor is {who}"
                return Clause(text, f"is the second factor for {about}", nodes[0])
            case Why.CHOICE if systems := _locked_out(cause):
                return _of(name(cause.of[0].node), f"has no access to {names(systems, 'or')}, and needs one")
            case Why.CHOICE if {kid.why for kid in cause.of} == {Why.SECOND_FACTOR}:
                system = name(cause.of[0].about or WITHHELD)
                return _of(system, "cannot be opened, because none of its second factors is there")
            case _:
                if cause.why in SAID:
                    return SAID[cause.why]
                return _of(who, VERBS[cause.why][many] if cause.why in VERBS else self._hand(nodes[0], cause))

    def _hand(self, who: str, cause: Cause) -> str:
        """What is said of somebody who is there and cannot do it."""
        about = name(cause.about) if cause.about else "it"
        before = f"before {self.when(cause.until)}" if cause.until is not None else "in sight"
        match cause.why:
            case Why.LIMIT:
                return self._limit(who, cause.about)
            case Why.UNSKILLED:
                return self._skills(who, cause.about)
            case Why.NO_ACCESS:
                known = self._has_account(who, cause.about)
                return f"may not do this in {about}" if known else f"has no access to {about}"
            case Why.ACCESS_ENDED:
                return f"had access to {about}, which has ended"
            case Why.ACCESS_WAITS if cause.until is None:
                return f"was not given access to {about}"
            case Why.ACCESS_WAITS:
                return f"has no access to {about} {before}"
            case Why.NOTICE if cause.until is None:
                return "must be asked first, and nobody asks"
            case Why.NOTICE:
                return f"must be asked first, and cannot begin {before}"
            case Why.SEALED_WAITS:
                return f"does not open {about} {before}" if cause.until else "is not opened"
            case _:
                return f"is not at work {before}"

    def _need(self, nodes: tuple[str, ...], cause: Cause, many: bool) -> Clause:
        kids = grouped(cause.of)
        if len(kids) == 1 and len(kids[0].nodes) == 1 and kids[0].cause.why in THERE:
            lack = kids[0].nodes[0]
            if lack not in nodes:
                verb = f"{'need' if many else 'needs'} {name(lack)}"
                return Clause(f"{names(nodes)} {verb}", verb, lack)
        verb = kinds.down(self.plan, nodes)[many]
        return Clause(f"{names(nodes)} {verb}", verb)

    def _lost(self, nodes: tuple[str, ...], until: str) -> Clause:
        verb = kinds.down(self.plan, nodes)[len(nodes) > 1] + until
        if all(id in self.plan.stock for id in nodes):
            return Clause(
                kinds.used_up(self.plan, names(nodes), nodes) + until, verb, why="all of it was lost"
            )
        return Clause(f"{names(nodes)} {verb}", verb)

    def _not_filled(self, who: str, id: str, cause: Cause) -> Clause:
        on = f" on {self.when(cause.since)}" if cause.since else ""
        if id in self.plan.stock:
            due = f"a new order was due{on}" if on else "nobody ordered more"
            return Clause(f"{due}, of {who}" if on else f"{due} of {who}", "was not ordered again", why=due)
        due = f"was to be topped up{on}" if on else "was not topped up"
        return Clause(f"{who} {due}", due)

    def _limit(self, who: str, about: str | None) -> str:
        limit = self._reach(who, self.plan.things.get(about or ""))
        if limit is None:
            return "may not decide about amounts like these"
        return f"may go {words.limit(limit, self.plan.business.currency)} only"

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
        return f"has not learnt this: {words.some(map(str, lacking))}" if lacking else "has not learnt this"

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


def _of(who: str, verb: str, tail: str | None = None) -> Clause:
    return Clause(f"{who} {verb}", verb, tail)


def _passed(since: datetime | None, at: datetime | None) -> timedelta:
    """How much time has passed, whatever clocks show; without end where nobody knows."""
    if since is None or at is None:
        return timedelta.max
    return at.astimezone(UTC) - since.astimezone(UTC)


def _sentence(text: str, end: str = ".") -> str:
    return words.capital(text) + end
