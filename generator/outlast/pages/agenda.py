"""What one person does, day by day: as always, or from the day on which a scenario begins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Answer, BandAnswer, FunctionAnswer
from outlast.analysis.whatif.outlook import Task
from outlast.analysis.whatif.question import Kind
from outlast.diagrams.segments import segments, undisturbed
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.needs import Choice, Requirement, requirements
from outlast.model.people import Person
from outlast.model.prose import literal
from outlast.model.scenarios import Notice, Scenario
from outlast.model.steps import Step
from outlast.pages import (
    at_hand,
    authority,
    call_rows,
    days,
    handbook,
    parts,
    step_views,
    ways_in,
    whatif,
    without,
)
from outlast.pages.addresses import TODAY, address
from outlast.pages.days import Dated
from outlast.pages.first_week import COVERING
from outlast.pages.turns import Turns
from outlast.reasons import name, names
from outlast.site import Address
from outlast.site.blocks import Agenda, Bullets, Calls, FactList, Fold, Prose, Section, Table, Tone, present
from outlast.site.parts import AgendaDay, AgendaItem, Call, DayEntry, Fact
from outlast.site.pictures import Tone as BarTone
from outlast.site.places import words_to

UNTIL_OVER = mark("as long as it lasts")
AHEAD = timedelta(days=14)
"""How far somebody sees their own duties while nothing has happened."""
BEGINS = {"first-hour": 0, "first-day": 0, "first-week": 1, "until-over": 1}
"""On which day of a scenario a phase begins; what follows when it is over has no day."""


@dataclass(frozen=True)
class Mine:
    """The part of one person in what happens from a day on."""

    plan: Plan
    facts: Facts
    who: Person
    scenario: Scenario | None = None
    """None while nothing has happened."""

    def _in_turn(self, asked: tuple[Call, ...]) -> tuple[Call, ...]:
        """Nobody is told to call themselves."""
        return call_rows.in_turn(Turns(self.plan, gone=frozenset({str(self.who.id), *self.gone})), asked)

    def section(self) -> Section:
        """All that they are told, under their name: on every day and in every scenario one section."""
        functions = tuple(self._functions())
        asked, table = self._above(functions)
        opened = FactList(self._opened(functions))
        send = Bullets(tuple(dict.fromkeys(self._messages(functions))))
        blocks = (
            Prose(self._lead(), Tone.LEAD),
            Prose(self._named(functions)),
            authority.authority(self.plan, self.who),
            self.agenda,
            Prose(self._usual()),
            Prose(say("**Whom you ask, and for what**") if table or asked else ""),
            table,
            Calls(self._in_turn(asked)),
            Fold((opened,), say("How you sign in")) if opened else None,
            Fold((send,), say("Messages ready to send")) if send else None,
        )
        return Section(2, str(self.who.id), self.who.title, present(blocks))

    @cached_property
    def answer(self) -> Answer | None:
        """What follows from the scenario; None where nothing has happened, or nobody worked it out."""
        return self.facts.outlook.scenarios.get(self.scenario.id) if self.scenario else None

    @cached_property
    def gone(self) -> frozenset[str]:
        """What the scenario takes away."""
        return frozenset(self.answer.question.losses) if self.answer else frozenset()

    @cached_property
    def leads(self) -> bool:
        """Whether they are the first who is there of those who lead."""
        return (
            self.scenario is not None and handbook.leader(self.plan, self.scenario, self.gone) == self.who.id
        )

    @cached_property
    def first(self) -> date:
        """The day from which the days count."""
        return self.answer.start.date() if self.answer else self.facts.as_of

    def _lead(self) -> str:
        if self.scenario is None:
            return literal(str(self.who.role)) if self.who.name else ""
        led = say("You lead: you decide, and you give out the work.") if self.leads else ""
        began = say(
            "*{scenario}* began on {day} (day 0).", scenario=name(self.scenario.id), day=words.day(self.first)
        )
        return " ".join(filter(None, (began, led)))

    @cached_property
    def _later(self) -> tuple[Function, ...]:
        """While nothing has happened: the tasks that become theirs if somebody is away."""
        every = self.plan.functions.values() if self.scenario is None else ()
        return tuple(each for each in every if self.who.id in {hand.who for hand in each.by.hands[1:]})

    def _named(self, functions: tuple[Function, ...]) -> str:
        """While nothing has happened: what they do, and where they stand in."""
        if self.scenario is not None:
            return ""
        own, later = (names([each.id for each in some]) for some in (functions, self._later))
        told = (
            say("Your tasks: {functions}.", functions=own) if own else "",
            say("If somebody is away, you stand in for: {functions}.", functions=later) if later else "",
        )
        return " ".join(filter(None, told))

    def _opened(self, functions: tuple[Function, ...]) -> tuple[Fact, ...]:
        """How they sign in where they do something, and the emergency access that they may open."""
        steps = (str(step.in_) for _, _, step in self._own_steps() if step.in_)
        used = (*ways_in.used(self.plan, (*functions, *self._later)), *steps)
        held = [each.id for each in self.plan.break_glass.values() if self.who.id in each.holders]
        sealed = parts.figures((say("Emergency access that you may open"), names(held)))
        return (*ways_in.mine(self.plan, self.facts, self.who.id, used), *sealed)

    def _usual(self) -> str:
        """Their work that goes on whatever has happened."""
        untouched = whatif.untouched(self.plan, self.answer) if self.answer else ()
        usual = [
            id
            for id in untouched
            if (hands := self.plan.functions[id].by.hands) and hands[0].who == self.who.id
        ]
        return say("Go on as usual with {functions}.", functions=names(usual)) if usual else ""

    @cached_property
    def agenda(self) -> Agenda:
        """Their days, with what they do on each."""
        return Agenda(
            tuple(
                AgendaDay(
                    day.isoformat(),
                    words.brief_day(day, year=day.year != self.first.year),
                    say("Day {number}", number=(day - self.first).days) if self.scenario else "",
                    tuple(self._item(day, entry) for entry in entries),
                )
                for day, entries in days.by_day(self._acts())
            )
        )

    def _item(self, day: date, entry: DayEntry) -> AgendaItem:
        """A box to tick; it is the same one in every copy as long as its day and its words are."""
        digest = hashlib.sha256(f"{day.isoformat()} {entry.what}".encode()).hexdigest()[:10]
        due = day.isoformat() if entry.until is None else entry.until
        return AgendaItem(f"{entry.ask or f'{TODAY.page}-{self.who.id}'}-{digest}", entry, due)

    def _acts(self) -> Iterator[Dated]:
        if self.scenario is None:
            upkeep = self._tasks(self.facts.outlook.upkeep)
            yield from (self._duty(each) for each in upkeep if each.due <= self.first + AHEAD)
        elif self.answer is not None:
            yield from self._in_scenario(self.scenario, self.answer)

    def _in_scenario(self, scenario: Scenario, answer: Answer) -> Iterator[Dated]:
        """What cannot wait first, on each day."""
        if scenario.invoke and handbook.decider(scenario, self.gone) == self.who.id:
            yield (
                self.first,
                DayEntry("person", say("Decide whether to declare the emergency"), str(scenario.invoke.when)),
            )
        yield from self._calls(scenario)
        asks = handbook.asks if self.leads else self._asked
        yield from asks(self.facts, scenario, answer)
        yield from (
            (self.first + handbook.within(each), handbook.telling(each, mine=True))
            for each in scenario.tell
            if self._tells(scenario, each)
        )
        yield from self._steps(scenario)
        yield from _phases(scenario, self.first) if self.leads else ()
        yield from map(self._duty, self._tasks(self.facts.outlook.rounds.get(scenario.id, ())))
        yield from self._covers(answer)

    def _tasks(self, tasks: tuple[Task, ...]) -> Iterator[Task]:
        return (each for each in tasks if each.by == self.who.id)

    def _duty(self, task: Task) -> Dated:
        question = self.answer.question if self.answer else None
        said = days.duty(self.plan, task, self.first, question=question, mine=True)
        return max(task.due, self.first), said

    def _asked(self, facts: Facts, scenario: Scenario, _: Answer) -> Iterator[Dated]:
        """What they may be asked to take over."""
        lead = handbook.leader(self.plan, scenario, self.gone)
        for each in facts.outlook.asks.get(scenario.id, ()):
            if each.who == self.who.id:
                ready = (
                    say("You can start on {day}.", day=whatif.clock(each.ready, self.first))
                    if each.ready
                    else ""
                )
                function = name(each.function)
                what = (
                    say("{person} asks you to stand in for {function}", person=name(lead), function=function)
                    if lead
                    else say("The person who leads asks you to stand in for {function}", function=function)
                )
                # That nobody asked them is a fault of whoever leads.
                yield self.first, DayEntry("phone", what, ready, until="", ask=handbook.asking(each))

    def _steps(self, scenario: Scenario) -> Iterator[Dated]:
        """The steps that name them, on the day on which their phase begins."""
        for half, phase, step in self._own_steps():
            if step.do or step.message:
                to = Address(address(scenario).page, f"{half}-{phase}")
                do = str(step.do or say("Send {message}", message=name(str(step.message))))
                said, ends = _phase(phase, to), _ends(phase, self.first)
                day = self.first + timedelta(days=BEGINS[phase])
                yield day, DayEntry("tick", do.rstrip("."), said, until=ends)

    def _own_steps(self) -> Iterator[tuple[str, str, Step]]:
        """The steps of the scenario that name them, each with its half and its phase."""
        halves = {"serve": self.scenario.serve, "restore": self.scenario.restore} if self.scenario else {}
        for id, half in halves.items():
            for phase in BEGINS:
                for step in step_views.all_steps(self.plan, half.phase(phase)):
                    if step.by == self.who.id:
                        yield id, phase, step

    def _tells(self, scenario: Scenario, notice: Notice) -> bool:
        """Whether it is they who tell somebody: by name, in place of who is gone, or because they lead."""
        by = notice.by if notice.by not in self.gone else notice.deputy
        return by == self.who.id if by else self.leads

    def _calls(self, scenario: Scenario) -> Iterator[Dated]:
        tree = handbook.call_tree(self.plan, scenario)
        for each in tree.calls if tree else ():
            if each.who == self.who.id and tree:
                there = (called for called in each.calls if called.who not in self.gone)
                for message, group in groupby(there, tree.words):
                    people = [str(called.who) for called in group]
                    calls = (
                        say("Call {people}, in this order", people=names(people))
                        if len(people) > 1
                        else say("Call {person}", person=names(people))
                    )
                    said = say("What to say: {message}.", message=name(message)) if message else ""
                    yield self.first, DayEntry("phone", calls, said)

    def _covers(self, answer: Answer) -> Iterator[Dated]:
        """The work that becomes theirs, and until when."""
        for function, band in _bands(answer):
            told = segments(band)
            for number, each in enumerate(told):
                if each.state.who == self.who.id and each.tone in COVERING and each.start < answer.end:
                    said = []
                    if number + 1 < len(told):
                        said.append(say("Until {day}.", day=whatif.clock(each.end, self.first)))
                    if each.state.capacity < 1:
                        share = words.percent(each.state.capacity)
                        said.append(say("About {percent} of the work gets done.", percent=share))
                    if each.state.routes:
                        said.append(say("You get in through {access}.", access=names(each.state.routes)))
                    subject = without.subject(self.plan, function, band)
                    what = (
                        say("You use the workaround for {function}", function=subject)
                        if each.tone is BarTone.WORKAROUND
                        else say("You do {function}", function=subject)
                    )
                    yield each.start.date(), DayEntry("serve", what, " ".join(said), until="")

    def _functions(self) -> Iterator[Function]:
        """What they do usually or in this, in the order of the plan."""
        for function in self.plan.functions.values():
            if self.answer is None:
                does = bool(function.by.hands) and function.by.hands[0].who == self.who.id
            else:
                found = self.answer.functions.get(function.id)
                bands = found.bands if found else ()
                does = any(each.state.who == self.who.id for band in bands for each in segments(band))
            if does:
                yield function

    def _above(self, functions: tuple[Function, ...]) -> tuple[tuple[Call, ...], Table | None]:
        """For amounts that are not theirs, who does that work; and how to call them."""
        rows, doers = [], dict[str, None]()
        for function in functions:
            for bounds, said, who in self._others(function):
                rows.append((name(function.id), bounds, said))
                doers |= dict.fromkeys(who)
            for each in function.approvals:
                others = tuple(part for part in each.approve if not self._gives(part))
                if not others:
                    continue
                approve = at_hand.needed(others)
                bounds = words.capital(words.bounds(each.over, each.up_to, self.plan.business.currency))
                gone = names(self.gone & {str(need.what) for need in requirements(others)})
                waits = gone and not all(map(self._agrees, others))
                told = [say("{people} must approve.", people=words.capital(approve))]
                if gone:
                    told.append(say("{people} cannot do so now.", people=gone))
                if waits:
                    told += [say("So it waits."), self._decides()]
                rows.append((name(function.id), bounds or say("Any amount"), " ".join(told)))
                doers |= dict.fromkeys(need.what for need in requirements(others))
        calls = tuple(
            call_rows.call(self.plan, id)
            for id in doers
            if id in self.plan.people and id != self.who.id and id not in self.gone
        )
        heads = (say("Task"), say("Amount"), say("Who"))
        return calls, Table(say("What you may not decide alone"), heads, tuple(rows)) if rows else None

    def _gives(self, part: Requirement | Choice) -> bool:
        """Whether their own word is all that a part of an approval asks for."""
        enough = not isinstance(part, Choice) or part.count == 1
        return enough and self.who.id in {need.what for need in requirements((part,))}

    def _agrees(self, part: Requirement | Choice) -> bool:
        """Whether enough of those who may agree are there."""
        asked = tuple(need.what for need in requirements((part,)))
        there = sum(who not in self.gone for who in asked)
        return there >= (part.count if isinstance(part, Choice) else len(asked))

    def _decides(self) -> str:
        """Whom to ask where nobody does it, or that they are it."""
        if self.leads:
            return say("You lead: say what to do.")
        who = handbook.leader(self.plan, self.scenario, self.gone) if self.scenario else None
        return (
            say("Ask {person} what to do.", person=name(who)) if who else say("There is nobody else to ask.")
        )

    def _instead(self, function: Function, band: BandAnswer) -> str:
        """Whom to ask while nobody does it, so that no line of a table ends with nobody."""
        told = segments(band)
        shown = (each for number, each in enumerate(told) if not (number and undisturbed(told[number:])))
        kinds = {each.state.kind for each in shown}
        if not kinds & {Kind.STOPPED, Kind.UNATTENDED}:
            return ""
        asked = (
            each.who
            for each in self.facts.outlook.asks.get(self.scenario.id if self.scenario else "", ())
            if (each.function, each.band) == (function.id, band.number) and each.who != self.who.id
        )
        stand_in = next(asked, None)
        if stand_in:
            return say("Until somebody does it, ask {person} to stand in.", person=name(stand_in))
        if Kind.STOPPED in kinds:
            return " ".join((say("Nobody can do it while it is stopped."), self._decides()))
        return " ".join((say("Must it happen sooner?"), self._decides()))

    def _others(self, function: Function) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """The amounts that somebody else does, who, and their ids."""
        answer = self.answer.functions.get(function.id) if self.answer else None
        if answer and self.answer:
            for band in answer.bands:
                doers = dict.fromkeys(each.state.who for each in band.intervals if each.state.who)
                # A workaround is how to go on, not leave to decide.
                decides = {each.state.who for each in segments(band) if each.tone is not BarTone.WORKAROUND}
                if self.who.id not in decides:
                    said = without.course(self.plan, function.id, band, self.answer) or say("As usual.")
                    amount = words.capital(without.bounds(self.plan, band))
                    yield (
                        amount,
                        " ".join(filter(None, (parts.sentence(said), self._instead(function, band)))),
                        tuple(doers),
                    )
            return
        bounds = self.facts.outlook.bands.get(function.id, ())
        for number, state in enumerate(self.facts.outlook.today.get(function.id, ())):
            if state.who and state.who != self.who.id:
                amount = words.capital(whatif.bounds(self.plan, *bounds[number])) or say("Any amount")
                yield amount, name(state.who), (state.who,)

    def _messages(self, functions: tuple[Function, ...]) -> Iterator[str]:
        for each in self.scenario.tell if self.scenario else ():
            if self.scenario and each.message and self._tells(self.scenario, each):
                yield name(each.message)
        yield from (name(str(step.message)) for _, _, step in self._own_steps() if step.message)
        for function in functions:
            yield from (name(str(each)) for each in function.messages)


def _phases(scenario: Scenario, start: date) -> Iterator[Dated]:
    """The steps that whoever leads sees done, as far as they have a deadline."""
    halves = {"serve": scenario.serve, "restore": scenario.restore}
    for phase in handbook.DEADLINES:
        half = next((id for id, half in halves.items() if half.phase(phase)), None)
        if half:
            what = say(handbook.FINISHED[phase])
            said = _phase(phase, Address(address(scenario).page, f"{half}-{phase}"))
            ends = _ends(phase, start)
            yield start + timedelta(days=BEGINS[phase]), DayEntry("tick", what, said, until=ends)


def _ends(phase: str, start: date) -> str:
    """The last day of a phase; empty where it lasts until it is over."""
    return (start + handbook.ENDS[phase]).isoformat() if phase in handbook.ENDS else ""


def _phase(phase: str, to: Address) -> str:
    link, deadline = words_to(words.phase(phase), to), say(handbook.DEADLINES.get(phase, UNTIL_OVER))
    # For translators: {phase} is a link: In the first hour.
    return say("{phase}: {deadline}.", phase=link, deadline=deadline)


def _bands(answer: Answer) -> Iterator[tuple[FunctionAnswer, BandAnswer]]:
    return ((function, band) for function in answer.functions.values() for band in function.bands)
