"""`outlast drill`: the sheet of a drill, to open in a browser and to print."""

from __future__ import annotations

import sys
import webbrowser
from datetime import date, datetime
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
    from outlast.build import Checked
    from outlast.model import Plan, Thing
    from outlast.site import Page


@click.command(short_help="Make the sheet of a drill: timed, with a log that `learn` reads.")
@click.argument("thing", metavar="THING")
@click.option("--cold", is_flag=True, help="It is for somebody who has never done it.")
@click.option(
    "--edition", type=click.Choice(["public", "team", "full"]), help="Who may read it.  [default: team]"
)
@click.option(
    "--run", "runs", is_flag=True, help="Run the commands of its steps here, one by one, if you agree."
)
@click.option(
    "--who", metavar="PERSON", help="With --run: who does it; an id.  [default: whoever owns the thing]"
)
@click.option(
    "--sandbox", type=click.Path(path_type=Path), help="With --run: an empty folder, which is kept."
)
@click.option("-y", "--yes", is_flag=True, help="With --run: agree to every command.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the files.  [default: dist]")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open it in a browser.")
@language_option
@plan_option
@config_file_option
@date_option
@paper_option
def drill(
    thing: str,
    cold: bool,
    edition: str | None,
    runs: bool,
    who: str | None,
    sandbox: Path | None,
    yes: bool,
    out: Path | None,
    open_browser: bool,
    plan: Path | None,
    config_file: Path,
    today: datetime | None,
    paper: str,
) -> None:
    """Make the sheet of a drill of THING: a page for a browser, and the same to print.

    \b
    work, a system, a procedure, a sealed way in   its steps, timed
    a scenario                                     a story in turns, with questions
    a call tree                                    who answers

    With --run there is no page: steps that have a command are run here, in a folder of their own, each
    when you agree. Its `check` says whether it worked. The times are compared with RTO and RPO.

    The page needs no network. It takes the time of each step, and saves a log: give that to `outlast learn`.

    \b
    Example:  outlast drill --cold refunds --open
              outlast drill founder-in-hospital
              outlast drill something-happened
              outlast drill --run restore-drill-orders
    """
    from outlast.binder.sheet import sheet
    from outlast.binder.typeset import Lacking
    from outlast.build import language_of
    from outlast.cli.telling import honestly, short
    from outlast.host.room import keep_file
    from outlast.languages import speaking
    from outlast.model import Edition
    from outlast.pages.addresses import links
    from outlast.redact import redact

    with honestly():
        folder, _ = described(config_file, plan, "full")
        checked, whole = read_plan(folder, day(today), "")
        found, language = chosen(whole, thing), language_of(whole.business)
        if runs:
            from outlast.cli.drill_run import run

            by = _person(whole, who, found)
            with speaking(language):
                code = run(whole, found, by, out or config_file.parent / "dist", sandbox, yes=yes)
            sys.exit(code)
        with speaking(language):
            shown, _ = redact(whole, checked.facts, Edition(edition or "team"))
            page, way, told_from = _page(checked, whole, shown, found, cold=cold)
            content = html(told_from, page, found, way, checked.info.as_of)
        target = out or config_file.parent / "dist"
        file = keep_file(target / f"drill-{found.id}.html", content.encode())
        click.echo(f"Wrote {short(file)}: open it in a browser.")
        try:
            size = {"letter": "us-letter"}.get(paper, paper)
            name = str(whole.business.name)
            with speaking(language):
                pdf = sheet(page, links(told_from), name, checked.info.as_of, size)
            click.echo(f"Wrote {short(keep_file(file.with_suffix('.pdf'), pdf))}: print it.")
        except Lacking as why:
            click.echo(f"There is no paper of it: {why}", err=True)
        click.echo("Save the log at the end, then: outlast learn LOG.json")
        if open_browser:
            webbrowser.open(file.resolve().as_uri())


def _person(plan: Plan, typed: str | None, thing: Thing) -> str:
    """Who runs a drill. Ends the program where nobody of the plan is named."""
    from outlast.cli.telling import refuse

    who = typed or str(thing.owner or "")
    if who not in plan.people:
        refuse(f"Say who does it: --who, and one of {', '.join(plan.people)}.")
    return plan.people[who].title


def read_plan(folder: Path, today: date | None, language: str | None = None) -> tuple[Checked, Plan]:
    """The plan with its facts. Ends the program where it has errors.

    Args:
        language: of what is made of it, as `build.check` takes it.
    """
    from outlast import build
    from outlast.analysis import Look
    from outlast.cli.telling import refuse_plan
    from outlast.diagnostics import errors
    from outlast.model import Edition

    checked = build.check(folder, Edition.FULL, today=today, look=Look.NONE, language=language)
    if checked.plan is None or not checked.sound:
        refuse_plan(errors(checked.diagnostics))
    return checked, checked.plan


def chosen(plan: Plan, typed: str) -> Thing:
    """The thing that somebody means. Ends the program where it cannot be drilled."""
    from outlast.analysis.step_keys import steps_of
    from outlast.cli.telling import refuse
    from outlast.load.nearest import nearest
    from outlast.model.value import DrillRef

    thing = plan.things.get(typed)
    if thing is None:
        can = [id for id, each in plan.things.items() if each.collection in DrillRef.kinds]
        meant = nearest(typed, can)
        hint = (
            f'Did you mean "{meant}"?'
            if meant
            else "Write the id of work, a system, a scenario or a call tree."
        )
        refuse(f'The plan has nothing with the id "{typed}". {hint}')
    if thing.collection not in DrillRef.kinds:
        refuse(f'"{typed}" is {thing.one}, which cannot be drilled. Write {DrillRef.kind}.')
    if thing.collection not in ("call_trees", "scenarios") and not steps_of(thing):
        refuse(f'"{typed}" has no steps, so there is nothing to try. Write its `steps` first.')
    return thing


def _page(checked: Checked, whole: Plan, shown: Plan, thing: Thing, *, cold: bool) -> tuple[Page, str, Plan]:
    """The page, the way in which it is drilled, and the plan that its names are from."""
    from outlast.analysis.tried import as_tried
    from outlast.analysis.whatif.question import WINDOW, Question
    from outlast.analysis.whatif.report import report
    from outlast.cli.telling import refuse
    from outlast.cli.whatif import asked
    from outlast.model.scenarios import Scenario
    from outlast.pages import drilling, table_top

    if isinstance(thing, Scenario):
        start = asked.first_day(checked.info.as_of)
        lost = asked.lost(whole, (), (), (thing.id,), None) if thing.lost else ()
        return (
            table_top.page(
                report(as_tried(whole, checked.facts.drills), Question(start, lost, WINDOW), (thing.id,)),
                thing,
            ),
            "table-top",
            whole,
        )
    seen = shown.things.get(thing.id)
    if seen is None:
        refuse(
            f'This edition does not hold "{thing.id}". Make the sheet with --edition full, and lock it away.'
        )
    if tree := shown.call_trees.get(thing.id):
        return drilling.calls(shown, tree), "calls", shown
    return drilling.page(shown, seen, cold=cold), "cold" if cold else "practice", shown


def html(plan: Plan, page: Page, thing: Thing, way: str, as_of: date) -> str:
    """The page as one file that loads nothing, with the script that takes the time."""
    from outlast import words
    from outlast.host.policy import sealed
    from outlast.pages.addresses import address, links
    from outlast.render import document

    data = {
        "way": way,
        "of": thing.id,
        "plan": f"{plan.business.name} runbook",
        "title": thing.title,
        "page": address(thing).page,
        "copy": words.day(as_of),
    }
    return sealed(document(page, links(plan), "drill.js", data))
