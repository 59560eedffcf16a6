"""A table-top drill: a scenario as a story in turns, with questions and what the plan says to each.

The story is made from the scenario, the what-if of one day, and whoever would be asked. A question to which
the plan has no answer is the best one: it says so, and that is what is to be mended.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from outlast import words
from outlast.analysis.step_keys import digest
from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.scenarios import Notice, Scenario
from outlast.pages import handbook, whatif, without
from outlast.reasons import name, names, plain
from outlast.site import Page, Part
from outlast.site.blocks import Answers, Bullets, Form, OnPaper, Prose, Section, Steps, Tone, opening, section
from outlast.site.paper import NoSheet
from outlast.site.parts import QuestionView, StepView

if TYPE_CHECKING:
    from outlast.analysis.whatif.report import Report

BEGINS, CERTAIN = time(9, 10), time(9, 20)
"""When the story begins, and when it is certain what has happened."""
MINUTES = 8
"""For one turn, all its questions together."""
STOPS = 5
"""So many stops become a turn: the first ones."""
DATES = 8
"""So many dates are compared: the first ones."""
SILENT = mark("The plan does not say. Write down who knows it, and add it to the plan.")


@dataclass(frozen=True)
class Turn:
    """What happens next, and what it asks the table."""

    title: str
    """Plain."""
    story: str
    questions: tuple[tuple[str, str], ...]
    """Each with what the plan says to it; empty where it says nothing."""


def page(report: Report, scenario: Scenario) -> Page:
    """The drill of a scenario, as it would go on the day of the report."""
    turns = tuple(_turns(report, scenario))
    said = say_count(
        "The drill has {count} turn and takes about {minutes} minutes.",
        "The drill has {count} turns and takes about {minutes} minutes.",
        len(turns),
        minutes=MINUTES * len(turns),
    )
    lead = say(
        "This is a drill at a table: nobody touches a system. One person leads it and reads each turn aloud. "
        "The others answer from the runbook, never from memory."
    )
    leader = say("This page is for the person who leads the drill. It shows everything that the plan knows.")
    form = Form(((say("What the plan leaves out, or gets wrong"), 70), (say("Who fixes it"), 30)), 8)
    return Page(
        f"drill-{scenario.id}",
        say("Table-top drill: {scenario}", scenario=scenario.title),
        Part.READINESS,
        (
            *opening(Prose(lead, Tone.LEAD), Prose(f"{said} {leader}", Tone.NOTE)),
            *section("rules", say("How the drill works"), Bullets(_rules())),
            *(each for number, turn in enumerate(turns, 1) for each in _section(report.plan, number, turn)),
            *section("sheet", say("To fill in"), OnPaper((form,))),
        ),
        NoSheet.SCREEN_ONLY,
    )


def _rules() -> tuple[str, ...]:
    return (
        say("Read the turn aloud. Give the table about {minutes} minutes to answer.", minutes=MINUTES),
        say("Write down what the table answers. Then open *What the plan says* and compare."),
        say("Tick a question if the table found the answer **in the runbook**, without the owner."),
        say("Press *Nobody knew* if it did not. Add that answer to the plan next."),
    )


def _section(plan: Plan, number: int, turn: Turn) -> tuple[Section, ...]:
    ticks = tuple(StepView(f"turn-{number}-{digest(q)}", q) for q, _ in turn.questions)
    answers = tuple(QuestionView(literal(plain(plan, q)), a or say(SILENT)) for q, a in turn.questions)
    return section(
        f"turn-{number}",
        f"{number}. {turn.title}",
        Prose(turn.story),
        Steps(ticks),
        Prose(say("What the plan says. Open this after the table has answered."), Tone.NOTE),
        Answers(answers),
    )


def _turns(report: Report, scenario: Scenario) -> Iterator[Turn]:
    plan = report.plan
    start = report.answer.question.start
    heard = (say("Somebody says: “{words}”", words=sign) for sign in scenario.signs[:1])
    lost = names(dict.fromkeys(id for id, _ in report.answer.question.lost))
    unhurt = names(whatif.untouched(plan, report.answer))
    yield Turn(
        say("{day}, {time}: something is wrong", day=words.day(start), time=words.clock(BEGINS)),
        " ".join((scenario.about or "", *heard)),
        (
            (say("How can you be sure what has happened?"), _list(scenario.signs)),
            (say("Who may declare the emergency, and when?"), _deciders(plan, scenario)),
            (say("What must nobody do now?"), _list((*scenario.never, *plan.business.never))),
        ),
    )
    certain = say("Now you are certain what has happened.")
    yield Turn(
        say("{time}: the first hour", time=words.clock(CERTAIN)),
        " ".join((certain, say("You have lost: {things}.", things=lost))) if lost else certain,
        (
            (say("What do you do in the first hour, and who does it?"), _steps(plan, scenario)),
            (
                say("Which tasks go on as usual?"),
                say("{tasks} go on as usual.", tasks=unhurt) if unhurt else "",
            ),
            *_unreached(plan, scenario),
        ),
    )
    yield from _stopping(report)
    if due := without.todo(plan, report.asks, report.tasks, report.answer):
        yield Turn(
            say("The next days: what has a deadline"),
            say("Everybody is busy, but deadlines come. Name the deadlines before you open the plan."),
            (
                (
                    say("What is the deadline of each request and each duty? Who does it?"),
                    _list(itertools.starmap(_dated, due.rows[:DATES])),
                ),
            ),
        )
    if scenario.tell:
        yield Turn(
            say("The afternoon of the first day: people ask"),
            say("A customer writes: “What is going on? Where is my order?” The phone rings."),
            (
                (say("Whom must you tell, by when, and who does it?"), _list(map(_notice, scenario.tell))),
                (
                    say("Where are the messages that are ready to send?"),
                    _list(dict.fromkeys(name(each.message) for each in scenario.tell if each.message)),
                ),
            ),
        )
    for variant in scenario.variants[:2]:
        yield Turn(
            say("It gets worse: {variant}", variant=variant.name),
            say("You learn this: {news}", news=variant.when),
            (
                (say("What do you do differently now?"), str(variant.do or "")),
                (say("What else have you lost now?"), names(str(each.what) for each in variant.lost)),
            ),
        )
    yield Turn(
        say("It is over"),
        say("Somebody says: “I think it is over.”"),
        (
            (say("How do you know that it is over?"), str(scenario.over_when or "")),
            (say("What do you hand back, and to whom?"), _list(scenario.hand_back)),
            (say("What did you keep for the insurer, the bank or the police?"), _list(scenario.evidence)),
        ),
    )


def _dated(when: str, what: str, who: str, ends: str) -> str:
    """A row of what must be done, in sentences."""
    told = [say("{day}: {duty}.", day=when, duty=what)]
    if who:
        told.append(say("Who: {person}.", person=who))
    if ends:
        told.append(ends)
    return " ".join(told)


def _stopping(report: Report) -> Iterator[Turn]:
    """A turn for each of the first functions that would stop."""
    plan, answer = report.plan, report.answer
    start = answer.start.date()
    for function in whatif.stopping(answer)[:STOPS]:
        stop = function.stop
        if stop is None:
            continue
        thing = plan.functions[function.function]
        ask = dict.fromkeys(
            say("{person}, by {day}", person=name(each.who), day=whatif.last_day(each.by, start))
            for each in report.asks
            if each.function == thing.id and each.by
        )
        way, when = thing.workaround, words.when(stop.start, start)
        task = name(thing.id)
        back = (
            say("It is back on {day}.", day=words.when(stop.end, start))
            if stop.end
            else say("Nobody knows when it is back.")
        )
        yield Turn(
            say("{day}: {task}", day=when, task=thing.title),
            say("You can no longer do this as usual: {task}.", task=task),
            (
                (say("Why does {task} stop?", task=task), whatif.why(plan, answer, stop.causes, stop.start)),
                (say("Whom could you have asked, and by when?"), _list(ask)),
                (
                    say("How do you go on until it is back?"),
                    " ".join(
                        filter(None, (str(way.do or ""), _list(str(step.do or "") for step in way.steps)))
                    )
                    if way
                    else "",
                ),
                (say("What is the longest acceptable stop (MTPD)?"), words.target(thing.mtpd)),
                (
                    say("When is it back, and what must happen first?"),
                    " ".join(filter(None, (back, whatif.path(thing.id, stop)))),
                ),
            ),
        )


def _unreached(plan: Plan, scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Whoever would decide does not answer."""
    deciders = scenario.invoke.by if scenario.invoke else ()
    if deciders:
        others = say("{people} can decide.", people=words.some(map(name, deciders[1:]), "or"))
        question = say("{person} does not answer. Who decides now?", person=name(deciders[0]))
        yield question, others if deciders[1:] else ""


def _deciders(plan: Plan, scenario: Scenario) -> str:
    if scenario.invoke is None:
        return ""
    return f"{words.some(map(name, scenario.invoke.by), 'or')}. {scenario.invoke.when}"


def _steps(plan: Plan, scenario: Scenario) -> str:
    told = []
    for step in (*scenario.serve.first_hour, *scenario.restore.first_hour):
        do = str(step.do or (name(step.use) if step.use else ""))
        told.append(say("{step} ({person})", step=do, person=name(step.by)) if step.by and do else do)
    return _list(told)


def _notice(notice: Notice) -> str:
    values = {"people": words.capital(literal(notice.who)), "time": handbook.clock(notice)}
    if notice.by:
        return say("{people}: {time}, by {person}.", person=name(notice.by), **values)
    return say("{people}: {time}, by the person who leads.", **values)


def _list(lines: Iterable[str]) -> str:
    """Lines as a list in small Markdown; a single one as it is."""
    told = [" ".join(str(line).split()) for line in lines if line]
    return told[0] if len(told) == 1 else "\n".join(f"- {line}" for line in told)
