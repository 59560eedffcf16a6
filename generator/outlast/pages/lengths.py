"""The same loss for several lengths of time, side by side: where it begins to hurt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from outlast import words
from outlast.languages import say, say_count
from outlast.pages import answer, whatif, without
from outlast.reasons import names
from outlast.site import Page, Part
from outlast.site.blocks import Prose, Table, Tone, opening, section

if TYPE_CHECKING:
    from outlast.analysis.whatif.report import Report


def page(reports: Sequence[Report]) -> Page:
    """What stops for each length, shortest first; names, amounts and all."""
    first = reports[0]
    return Page(
        "what-if",
        answer.question(first, timed=False),
        Part.READINESS,
        (
            *opening(Prose(whatif.reading(first.answer.question, timed=False), Tone.NOTE)),
            *section(
                "lengths",
                say("How long it may last"),
                Prose(_tips(reports)),
                Table(
                    "",
                    (
                        say("For how long"),
                        say("What stops"),
                        say("What stops for too long"),
                        say("What you lose"),
                    ),
                    tuple(_row(each) for each in reports),
                ),
            ),
        ),
    )


def _row(report: Report) -> tuple[str, ...]:
    stops = whatif.stopping(report.answer)
    over = [each.function for each in stops if each.breached]
    return (
        words.length(report.answer.question.window),
        names(each.function for each in stops) or say("nothing"),
        names(over) or say("nothing"),
        without.lost(report.plan, report.answer),
    )


def _tips(reports: Sequence[Report]) -> str:
    """Between which two lengths the first function stops."""
    told = None
    for report in reports:
        how_long = words.length(report.answer.question.window)
        if stops := whatif.stopping(report.answer):
            said = say_count(
                "If it lasts {time}, {tasks} stops.",
                "If it lasts {time}, {tasks} stop.",
                len(stops),
                time=how_long,
                tasks=names(each.function for each in stops),
            )
            return f"{_keeps(told)} {said}" if told else said
        told = how_long
    return _keeps(told or "")


def _keeps(time: str) -> str:
    return say("If it lasts {time}, everything keeps running.", time=time)
