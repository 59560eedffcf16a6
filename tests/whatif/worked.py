"""The examples of docs/what-if-examples.md, and what the engine answers in their notation."""

from __future__ import annotations

import importlib
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from outlast.analysis.whatif.answer import Answer, BandAnswer, FunctionAnswer
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.asks import asks
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Ask
from outlast.analysis.whatif.question import WHOLE, WINDOW, BandState, Question
from outlast.cli.options import listed
from outlast.cli.whatif import asked
from outlast.model import Plan
from outlast.model.functions import Function

from tests.builders import make_plan

PAGE = Path(__file__).resolve().parents[2] / "docs" / "what-if-examples.md"
BLOCK = re.compile(
    r"^## (?P<title>[^\n]+)$|^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
PROMPT = "$ outlast whatif "


@dataclass(frozen=True)
class Example:
    """A question about a plan, and the answer that the page gives."""

    title: str
    """The heading it stands under, and which of its questions it is."""
    plan: Plan
    question: Question
    lines: tuple[str, ...]
    """Of the answer."""


def examples(page: str) -> list[Example]:
    """The examples of a page, in order; a plan serves until the next. Raises ValueError for a stray block."""
    found: list[Example] = []
    title, text, words = "", "", ""
    for block in BLOCK.finditer(page):
        if block["title"]:
            title, text = block["title"], ""
        elif block["language"] == "yaml":
            text = block["body"]
        elif block["language"] == "console":
            words = block["body"].strip().removeprefix(PROMPT)
        elif block["language"] == "text":
            if not text or not words:
                raise ValueError(f"{title}: an answer without a plan and a question of its own")
            plan = make_plan(text)
            number = 1 + sum(each.title.startswith(f"{title} (") for each in found)
            lines = tuple(block["body"].splitlines())
            found.append(Example(f"{title} ({number})", plan, asking(plan, words), lines))
            words = ""
    if words:
        raise ValueError(f"{title}: a question without an answer")
    return found


def asking(plan: Plan, words: str) -> Question:
    """What is asked by the words after `outlast whatif`, read by the command itself."""
    command = importlib.import_module("outlast.cli.whatif").whatif
    typed = command.make_context("whatif", shlex.split(words)).params
    (length,) = asked.windows(typed["length"])
    away, out, scenario = (listed(typed[key]) for key in ("away", "out", "scenario"))
    return Question(
        asked.first_day(typed["first"].date()),
        asked.lost(plan, away, out, scenario, length),
        length or WINDOW,
        ask=typed["ask"] == "start",
        break_glass="break-glass" not in typed["without"],
        limited_hands=typed["hands"] == "limited",
        from_incident=typed["targets"] == "incident",
        measured=typed["times"] == "measured",
        unnoticed=asked.unnoticed(plan, scenario),
        clock=typed["first"].time(),
    )


def told(plan: Plan, question: Question, *, asking: bool = False, waiting: bool = False) -> tuple[str, ...]:
    """What the engine answers, in the notation of the page; whom to ask and what was waited for on demand."""
    engine = Engine(plan)
    found = answer(engine, question)
    lines: list[str] = []
    for function in plan.functions.values():
        if function.id in found.functions:
            lines += _function(function, found.functions[function.id], waiting=waiting)
    lines += _down(plan, found)
    for duty in found.missed:
        done = f"done {_time(duty.done)} by {duty.by}" if duty.done else "not done"
        late = f"late from {_time(duty.late)}"
        lines.append(f"{duty.duty}: due {duty.day}, {late}, {done}, costs {_money(duty.cost + duty.tail)}")
    lines += [_ask(plan, each) for each in asks(engine, question)] if asking else []
    lines.append(f"cost {_money(found.cost)} in the window, {_money(found.tail)} after it")
    lines += [f"cover {_money(found.cover)}"] if found.cover else []
    return tuple(lines)


def _function(function: Function, found: FunctionAnswer, *, waiting: bool) -> Iterator[str]:
    for band in found.bands:
        yield f"{_band(function, band)}: {_changes(_states(function, band))}"
        yield from _stops(function, band, waiting=waiting)
    if gap := found.gap:
        end = f" to {_time(gap.end)}" if gap.end else ""
        long = f", too long from {_time(gap.broken)}" if gap.broken else ""
        yield f"{function.id}: nobody from {_time(gap.start)}{end}{long}"


def _band(function: Function, band: BandAnswer) -> str:
    over = f" over {band.over}" if band.over is not None else ""
    return f"{function.id}{over}" + (f" up to {band.up_to}" if band.up_to is not None else "")


def _stops(function: Function, band: BandAnswer, *, waiting: bool) -> Iterator[str]:
    for stop in band.stops:
        if stop.breached:
            yield f"{_band(function, band)}: too long from {_time(stop.breached)}"
        if waiting and stop.waits_for:
            yield f"{_band(function, band)} waits for {', '.join(stop.waits_for)}"


def _states(function: Function, band: BandAnswer) -> list[tuple[str, datetime]]:
    return [(_state(function, each.state), each.end) for each in band.intervals]


def _state(function: Function, state: BandState) -> str:
    who = state.who or ("automatic" if function.by.automatic and state.kind == "by" else "")
    through = f"through {' and '.join(state.routes)}" if state.routes else ""
    part = 100 * state.capacity
    less = f"at {part}%" if state.kind != "stopped" and state.capacity != WHOLE else ""
    return " ".join(filter(None, (state.kind, who, through, less)))


def _changes(states: list[tuple[str, datetime]]) -> str:
    """Each state with its end, the last one without."""
    merged = [
        (state, max(end for _, end in ends)) for state, ends in groupby(states, key=lambda each: each[0])
    ]
    return ", ".join([*(f"{state} until {_time(end)}" for state, end in merged[:-1]), merged[-1][0]])


def _down(plan: Plan, found: Answer) -> Iterator[str]:
    """What is down and no person, in the order of the plan."""
    for id in plan.things:
        spells = [each for each in found.down if each.node == id]
        if not spells or id in plan.people:
            continue
        start = found.start
        states: list[tuple[str, datetime]] = []
        for spell in spells:
            states += [("up", spell.start)] if spell.start > start else []
            states.append(("down", spell.end or found.horizon))
        states += [("up", found.horizon)] if spells[-1].end else []
        yield f"{id}: {_changes(states)}"


def _ask(plan: Plan, ask: Ask) -> str:
    what = f"{ask.who} for {ask.function}"
    else_by = f", else by {_time(ask.by_breach)}" if ask.by_breach else ""
    return f"ask {what} by {_time(ask.by)}{else_by}" if ask.by else f"ask {what} too late{else_by}"


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"


def _money(amount: Fraction) -> str:
    return f"{float(amount):.2f}"
