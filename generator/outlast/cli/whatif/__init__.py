"""`outlast whatif`: what stops when somebody or something is gone, when, why, and what it costs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from outlast.cli.again import Said, said
from outlast.cli.options import config_file_option, described, language_option, listed, plan_option
from outlast.cli.telling import honestly, problems

if TYPE_CHECKING:
    from outlast.analysis.whatif.report import Report


@click.command(short_help="Say what stops when somebody or something is gone.")
@click.option(
    "--away",
    metavar="PERSON",
    multiple=True,
    help="Who is away; ids, with commas or repeated, each with a length of its own if you like: sam:21d.",
)
@click.option(
    "--out",
    metavar="THING",
    multiple=True,
    help="What is gone: a system, a phone, a place, a fund …; for how long: shop:2d, or shop:restored.",
)
@click.option(
    "--scenario", metavar="ID", multiple=True, help="All that a scenario loses, for as long as it says."
)
@click.option(
    "--for",
    "length",
    metavar="21d",
    help="For how long; several with commas are set side by side.  [default: people for 21d, things until"
    " they are restored]",
)
@click.option(
    "--from",
    "first",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="The first day, with the time if you like: 2026-12-01T10:00. Else SOURCE_DATE_EPOCH, else today.",
)
@click.option("--without", type=click.Choice(["break-glass"]), multiple=True, help="Use no sealed ways in.")
@click.option(
    "--ask",
    type=click.Choice(["start", "never"]),
    default="start",
    show_default=True,
    help="When those who need notice are asked.",
)
@click.option(
    "--hands",
    type=click.Choice(["enough", "limited"]),
    default="enough",
    show_default=True,
    help="Limited: who restores does one system at a time.",
)
@click.option(
    "--targets",
    type=click.Choice(["stop", "incident"]),
    default="stop",
    show_default=True,
    help="From when it counts how long something may be down.",
)
@click.option(
    "--times",
    type=click.Choice(["promised", "measured"]),
    default="promised",
    show_default=True,
    help="How long restoring takes: as said, or as in the last drill.",
)
@click.option(
    "--compare",
    "other",
    metavar="OTHER_PLAN",
    help="Say what another version of the plan answers otherwise: a folder, a revision, a stick.",
)
@click.option("--single-points", is_flag=True, help="Rank every person and thing that has no backup.")
@plan_option
@config_file_option
@click.option(
    "--format", "form", type=click.Choice(["text", "html", "json", "csv"]), default="text", show_default=True
)
@language_option
def whatif(
    away: tuple[str, ...],
    out: tuple[str, ...],
    scenario: tuple[str, ...],
    length: str | None,
    first: datetime | None,
    without: tuple[str, ...],
    ask: str,
    hands: str,
    targets: str,
    times: str,
    other: str | None,
    single_points: bool,
    plan: Path | None,
    config_file: Path,
    form: str,
) -> None:
    """Say what stops when somebody or something is gone: when, why, and what it costs.

    It reads the whole plan, whatever the edition of the site.

    \b
    Example:  outlast whatif --away sam --for 21d
              outlast whatif --away sam --for 3d,10d,30d
              outlast whatif --out paypal,label-printer:4d --from 2026-12-01
              outlast whatif --away sam --compare HEAD~1
              outlast whatif --single-points
              outlast whatif --scenario stockroom-fire --format html > answer.html
    """

    asked = Asked(
        away, out, scenario, length, first, without, ask, hands, targets, times, other, single_points
    )
    with honestly():
        folder, _ = described(config_file, plan, "full")
        places = (folder,) if other is None else None
        told = said(places, None, lambda: _answered(folder, asked, form))
        click.echo(told.out, nl=False)
        click.echo(told.err, nl=False, err=True)
        if told.code:
            sys.exit(told.code)


class Asked(NamedTuple):
    """What was typed; see the options."""

    away: tuple[str, ...]
    out: tuple[str, ...]
    scenario: tuple[str, ...]
    length: str | None
    first: datetime | None
    without: tuple[str, ...]
    ask: str
    hands: str
    targets: str
    times: str
    other: str | None
    single_points: bool


def _answered(folder: Path, typed: Asked, form: str) -> Said:
    """What the plan in this folder answers, or why it answers nothing. Raises Refusal."""
    from outlast import build as stages
    from outlast.analysis import Look
    from outlast.analysis.tried import as_tried
    from outlast.analysis.whatif.engine import Engine
    from outlast.analysis.whatif.question import WINDOW, Question
    from outlast.analysis.whatif.report import report
    from outlast.analysis.whatif.single_points import without as every_one
    from outlast.cli.whatif import asked, points
    from outlast.cli.whatif.data import as_csv, as_json
    from outlast.cli.whatif.page import as_html, as_text
    from outlast.diagnostics import errors
    from outlast.languages import ENGLISH, speaking
    from outlast.model import Edition

    data = form in ("json", "csv")
    lengths = asked.windows(typed.length)
    others = (typed.other,) if typed.other else ()
    if typed.single_points:
        asked.alone((*typed.away, *typed.out, *typed.scenario, *others), lengths)
    start = asked.first_day(typed.first.date()) if typed.first else None
    checked = stages.check(folder, Edition.FULL, look=Look.NONE, language=None if data else "")
    if checked.plan is None or not checked.sound:
        wrong = errors(checked.diagnostics)
        return Said.of(checked, "", problems(wrong, wrong), 1)
    plan, scenarios = checked.plan, listed(typed.scenario)
    questions = [
        Question(
            start or asked.first_day(checked.info.as_of),
            ()
            if typed.single_points
            else asked.lost(plan, listed(typed.away), listed(typed.out), scenarios, each),
            each or WINDOW,
            ask=typed.ask == "start",
            break_glass="break-glass" not in typed.without,
            limited_hands=typed.hands == "limited",
            from_incident=typed.targets == "incident",
            measured=typed.times == "measured",
            unnoticed=asked.unnoticed(plan, scenarios),
            clock=typed.first.time() if typed.first else time(),
        )
        for each in lengths
    ]
    tried = as_tried(plan, checked.facts.drills)
    # Programs read the same whatever people speak.
    with speaking(ENGLISH if data else stages.language_of(plan.business)):
        if typed.single_points:
            answers = every_one(Engine(tried), questions[0], why=False)
            return Said.of(checked, points.told(tried, questions[0], answers, form))
        reports = [report(tried, each, scenarios) for each in questions]
        if typed.other is not None:
            return Said.of(checked, _otherwise(folder, typed.other, reports))
        formats = {"text": as_text, "html": as_html, "json": as_json, "csv": as_csv}
        return Said.of(checked, formats[form](*reports))


def _otherwise(folder: Path, other: str, reports: Sequence[Report]) -> str:
    """What another version of the plan answers otherwise, to the same questions. Raises Refusal."""
    from outlast import build as stages
    from outlast.analysis import Look
    from outlast.analysis.tried import as_tried
    from outlast.analysis.whatif.report import report
    from outlast.comparing import between, opened, plain_list
    from outlast.host.refusal import Failure
    from outlast.host.room import private_room
    from outlast.model import Edition
    from outlast.words import length

    with private_room() as room:
        checked = stages.check(opened(other, folder, room).folder, Edition.FULL, look=Look.NONE)
    if checked.plan is None:
        raise Failure(f"The plan of {other} cannot be read. `outlast check` says why.")
    told = [f"Before: {other}. Now: this plan.\n"]
    for now in reports:
        question = now.answer.question
        if unknown := [id for id, _ in question.lost if id not in checked.plan.things]:
            raise Failure(f"{other} does not know {unknown[0]}, so it cannot answer that.")
        before = report(as_tried(checked.plan, checked.facts.drills), question).answer
        heading = f"\nFor {length(question.window)}:\n" if len(reports) > 1 else "\n"
        told.append(heading + plain_list(between(now.plan, before, now.answer)))
    return "".join(told)
