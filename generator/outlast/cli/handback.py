"""`outlast handback`: what whoever comes back is handed, and what the insurer asks for."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.options import (
    config_file_option,
    date_option,
    day,
    described,
    language_option,
    paper_option,
    plan_option,
)

if TYPE_CHECKING:
    from outlast.journal import Log
    from outlast.model import Plan
    from outlast.pages.hand_back import Happened
    from outlast.site import Page


@click.command(short_help="Write what is handed back, and the claim for the insurer.")
@click.argument("log", metavar="LOG", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--claim", is_flag=True, help="Show the claim for the insurer, in place of the hand-back.")
@click.option("--out", type=click.Path(path_type=Path), help="Write both as pages and PDFs into this folder.")
@plan_option
@config_file_option
@date_option
@paper_option
@language_option
def handback(
    log: Path,
    claim: bool,
    out: Path | None,
    plan: Path | None,
    config_file: Path,
    today: datetime | None,
    paper: str,
) -> None:
    """Write what whoever comes back is handed, from the LOG of an incident.

    Decisions, promises, money, who got in where and so what to change, what waits, what the plan got
    wrong. And a claim for the insurer: loss by day, extra cost, receipts, exhibits. Both hold all that
    the plan knows.

    \b
    Example:  outlast handback incident-2026-11-24-k3m9xz.json
              outlast handback --claim incident-2026-11-24-k3m9xz.json
              outlast handback --out dist incident-2026-11-24-k3m9xz.json
    """
    from outlast.build import language_of
    from outlast.cli.drill import read_plan
    from outlast.cli.learn import read_log
    from outlast.cli.telling import honestly
    from outlast.languages import speaking
    from outlast.pages import hand_back
    from outlast.pages.addresses import links
    from outlast.render.text import text

    with honestly():
        folder, _ = described(config_file, plan, "full")
        checked, known = read_plan(folder, day(today), "")
        with speaking(language_of(known.business)):
            happened = _happened(known, read_log(log))
            digest = sha256(log.read_bytes()).hexdigest()
            pages = (hand_back.page(happened), hand_back.claim(happened, digest))
            if out is None:
                shown = pages[1 if claim else 0]
                click.echo(text(shown.sections, links(known), shown.title), nl=False)
                return
            size = {"letter": "us-letter"}.get(paper, paper)
            for each in pages:
                _write(known, each, out / each.path, size, checked.info.as_of)
        click.echo("They hold names, amounts and where secrets are kept: hand them on, do not publish them.")


def _happened(plan: Plan, log: Log) -> Happened:
    """The log beside the plan, with the what-if of the days that it lasted."""
    from outlast.analysis.whatif.answering import answer
    from outlast.analysis.whatif.engine import Engine
    from outlast.analysis.whatif.question import LONGEST, Question
    from outlast.cli.telling import refuse
    from outlast.learning import Unclear, lesson, proposals
    from outlast.model.scalars.dates import YEARS
    from outlast.model.scenarios import Scenario
    from outlast.pages.addresses import address
    from outlast.pages.hand_back import Happened, days_of

    thing = next((each for each in plan.things.values() if log.page and address(each).page == log.page), None)
    scenario = thing if isinstance(thing, Scenario) else None
    if log.day.year not in YEARS:
        refuse(f"The log is of the year {log.day.year}, which no plan is about.")
    length = min(days_of(log), LONGEST)
    lost = tuple((str(each.what), length) for each in scenario.lost) if scenario else ()
    try:
        wrong = tuple(each.why for each in proposals(lesson(plan, log, tuple(plan.people)[:1]))[1:])
    except Unclear:
        wrong = ()
    return Happened(plan, log, answer(Engine(plan), Question(log.day, lost, length)), scenario, wrong)


def _write(plan: Plan, page: Page, file: Path, paper: str, as_of: date) -> None:
    """A page as a file for a browser and as a PDF."""
    from outlast.binder.sheet import sheet
    from outlast.binder.typeset import Lacking
    from outlast.cli.telling import short
    from outlast.host.policy import sealed
    from outlast.host.room import keep_file
    from outlast.pages.addresses import links
    from outlast.render import document

    html = sealed(document(page, links(plan)))
    file = keep_file(file.with_suffix(".html"), html.encode())
    click.echo(f"Wrote {short(file)}.")
    try:
        pdf = sheet(page, links(plan), str(plan.business.name), as_of, paper)
        click.echo(f"Wrote {short(keep_file(file.with_suffix('.pdf'), pdf))}.")
    except Lacking as why:
        click.echo(f"There is no paper of it: {why}", err=True)
