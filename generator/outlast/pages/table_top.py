"""A table-top drill: a scenario as a story in turns, with questions and what the plan says to each.

The story is made from the scenario, the what-if of one day, and whoever would be asked. A question to which
the plan has no answer is the best one: it says so, and that is what is to be mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis.step_keys import digest
from outlast.analysis.whatif.report import Report
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.scenarios import Notice, Scenario
from outlast.pages import handbook, whatif, without
from outlast.reasons import name, names, plain
from outlast.site import Page, Part
from outlast.site.blocks import Answers, Bullets, Form, OnPaper, Prose, Section, Steps, Tone, opening, section
from outlast.site.paper import NoSheet
from outlast.site.parts import QuestionView, StepView

MINUTES = 8
"""For one turn, all its questions together."""
STOPS = 5
"""So many stops become a turn: the first ones."""
DATES = 8
"""So many dates are compared: the first ones."""
LEAD = (
    "This is a drill at a table. Nobody touches a system. One person leads it and reads each turn aloud; the "
    "others answer from the runbook, never from memory."
)
RULES = (
    "Read the turn. Give the table about {minutes} minutes for its questions.",
    "Write down what the table says, then open *What the plan says* and compare.",
    "Tick a question when the answer was found **in the runbook**, without the owner.",
    "Press *Nobody knew* when it was not. That is what the plan must say next.",
)
SILENT = "The plan does not say it. Write down who knows it, and put it into the plan."


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
    lasts = MINUTES * len(turns)
    return Page(
        f"drill-{scenario.id}",
        f"Table-top: {scenario.title}",
        Part.READINESS,
        (
            *opening(
                Prose(LEAD, Tone.LEAD),
                Prose(
                    f"{words.count(len(turns), 'turn')}, about {lasts} minutes. For whoever leads the drill: "
                    "it holds all that the plan knows.",
                    Tone.NOTE,
                ),
            ),
            *section(
                "rules", "How the drill works", Bullets(tuple(each.format(minutes=MINUTES) for each in RULES))
            ),
            *(each for number, turn in enumerate(turns, 1) for each in _section(report.plan, number, turn)),
            *section(
                "sheet",
                "To fill in",
                OnPaper(
                    (Form((("What the plan does not say, or says wrongly", 70), ("Who mends it", 30)), 8),)
                ),
            ),
        ),
        NoSheet.SCREEN_ONLY,
    )


def _section(plan: Plan, number: int, turn: Turn) -> tuple[Section, ...]:
    ticks = tuple(StepView(f"turn-{number}-{digest(q)}", q) for q, _ in turn.questions)
    answers = tuple(QuestionView(plain(plan, q), a or SILENT) for q, a in turn.questions)
    return section(
        f"turn-{number}",
        f"{number}. {turn.title}",
        Prose(turn.story),
        Steps(ticks),
        Prose("What the plan says. Open it when the table has answered:", Tone.NOTE),
        Answers(answers),
    )


def _turns(report: Report, scenario: Scenario) -> Iterator[Turn]:
    plan = report.plan
    day = words.day(report.answer.question.start)
    yield Turn(
        f"{day}, 09:10. Something is wrong",
        " ".join((scenario.about or "", *(f"Somebody says: “{sign}”" for sign in scenario.signs[:1]))),
        (
            ("How can you be sure what has happened?", _list(scenario.signs)),
            ("Who may say that this is it, and when?", _deciders(plan, scenario)),
            ("What must nobody do now?", _list((*scenario.never, *plan.business.never))),
        ),
    )
    yield Turn(
        "09:20. The first hour",
        f"It is certain now. Gone: {names(dict.fromkeys(id for id, _ in report.answer.question.lost))}."
        if report.answer.question.lost
        else "It is certain now.",
        (
            ("What is done in the first hour, and by whom?", _steps(plan, scenario)),
            (
                "What goes on as usual, so that nobody need look at it?",
                f"{names(whatif.untouched(plan, report.answer))}."
                if whatif.untouched(plan, report.answer)
                else "",
            ),
            *_unreached(plan, scenario),
        ),
    )
    yield from _stopping(report)
    if due := without.todo(plan, report.asks, report.tasks, report.answer):
        yield Turn(
            "The days that follow. What has a date",
            "Nobody has time, and the calendar does not wait. Name what has a date before you open the plan.",
            (
                (
                    "What must be asked for or done by when, and who does it?",
                    _list(f"{when}: {what} ({who}). {ends}" for when, what, who, ends in due.rows[:DATES]),
                ),
            ),
        )
    if scenario.tell:
        yield Turn(
            "Day 1, afternoon. People ask",
            "A customer writes: “What is going on? Where is my order?” The telephone rings.",
            (
                ("Who must be told, by when, and by whom?", _list(map(_notice, scenario.tell))),
                (
                    "Where are the words ready to send?",
                    _list(dict.fromkeys(name(each.message) for each in scenario.tell if each.message)),
                ),
            ),
        )
    for variant in scenario.variants[:2]:
        yield Turn(
            f"It gets worse: {variant.name}",
            f"Now it turns out: {variant.when}",
            (
                ("What is different now?", str(variant.do or "")),
                ("What is gone now?", names(str(each.what) for each in variant.lost)),
            ),
        )
    yield Turn(
        "It is over",
        "Somebody says: “I think we are through.”",
        (
            ("How do you know that it is over?", str(scenario.over_when or "")),
            ("What is handed back, and to whom?", _list(scenario.hand_back)),
            ("What was to be kept for the insurer, the bank, the police?", _list(scenario.evidence)),
        ),
    )


def _stopping(report: Report) -> Iterator[Turn]:
    """A turn for each of the first functions that would stop."""
    plan, answer = report.plan, report.answer
    for function in whatif.stopping(answer)[:STOPS]:
        stop = function.stop
        if stop is None:
            continue
        thing = plan.functions[function.function]
        asks = [each for each in report.asks if each.function == thing.id]
        ask = [
            f"{name(each.who)}, by {whatif.last_day(each.by, answer.start.date())}"
            for each in asks
            if each.by
        ]
        way = thing.workaround
        yield Turn(
            f"{words.capital(whatif.moment(stop.start, answer, ''))}. {thing.title}".strip(),
            f"{name(thing.id)} can no longer be done as usual.",
            (
                (f"Why does {{{thing.id}}} stop?", whatif.why(plan, answer, stop.causes, stop.start)),
                ("Who could have been asked, and by when?", _list(dict.fromkeys(ask))),
                (
                    "How does it go on meanwhile?",
                    " ".join(
                        filter(None, (str(way.do or ""), _list(str(step.do or "") for step in way.steps)))
                    )
                    if way
                    else "",
                ),
                ("How long can the shop bear it?", words.target(thing.mtpd)),
                (
                    "When is it back, and what does that wait for?",
                    words.capital(
                        ". ".join(
                            filter(
                                None,
                                (
                                    whatif.clock(stop.end, answer.start.date())
                                    if stop.end
                                    else "Not in sight",
                                    words.capital(whatif.path(thing.id, stop)),
                                ),
                            )
                        )
                    )
                    + ".",
                ),
            ),
        )


def _unreached(plan: Plan, scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Whoever would decide does not answer."""
    deciders = scenario.invoke.by if scenario.invoke else ()
    if deciders:
        others = f"{names(deciders[1:])}." if deciders[1:] else ""
        yield f"{name(deciders[0])} does not answer. Who decides now?", others


def _deciders(plan: Plan, scenario: Scenario) -> str:
    if scenario.invoke is None:
        return ""
    return f"{words.some(map(name, scenario.invoke.by), 'or')}. {scenario.invoke.when}"


def _steps(plan: Plan, scenario: Scenario) -> str:
    told = []
    for step in (*scenario.serve.first_hour, *scenario.restore.first_hour):
        do = str(step.do or (name(step.use) if step.use else ""))
        told.append(f"{do} ({name(step.by)})" if step.by and do else do)
    return _list(told)


def _notice(notice: Notice) -> str:
    who = name(notice.by) if notice.by else "whoever leads"
    return f"{words.capital(literal(notice.who))}: {handbook.clock(notice)}, by {who}."


def _list(lines: Iterable[str]) -> str:
    """Lines as a list in small Markdown; a single one as it is."""
    told = [" ".join(str(line).split()) for line in lines if line]
    return told[0] if len(told) == 1 else "\n".join(f"- {line}" for line in told)
