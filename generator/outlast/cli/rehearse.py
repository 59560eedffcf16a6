"""`outlast rehearse`: everybody signs in with what is their own, and the plan says how it went."""

from __future__ import annotations

import sys
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.changing import written
from outlast.cli.keys import key_of, line_of
from outlast.cli.options import (
    config_file_option,
    date_option,
    day,
    described,
    language_option,
    plan_option,
)

if TYPE_CHECKING:
    from outlast.analysis.sign_ins import WayIn
    from outlast.model import Plan
    from outlast.rehearsing import Answer


@click.command(short_help="Let somebody try whether they get in.")
@click.argument("who", metavar="PERSON")
@click.option("--all", "whole", is_flag=True, help="All systems of that person, and not only the first six.")
@click.option("--ask", is_flag=True, help="Ask how each went, one keystroke each.")
@click.option(
    "--record",
    metavar="SYSTEM=worked",
    multiple=True,
    help="How one went: stripe=worked, or stripe=failed:the code never came. May be repeated.",
)
@click.option("--format", "form", type=click.Choice(["text", "html"]), default="text", show_default=True)
@plan_option
@config_file_option
@date_option
@language_option
def rehearse(
    who: str,
    whole: bool,
    ask: bool,
    record: tuple[str, ...],
    form: str,
    plan: Path | None,
    config_file: Path,
    today: datetime | None,
) -> None:
    """Make a list of ten minutes for PERSON: sign in to each system with what is your own, look, sign out.

    No password is typed into Outlast or written down. How it went goes into the plan as a dated proof.

    \b
    Example:  outlast rehearse maya
              outlast rehearse maya --format html > maya.html
              outlast rehearse maya --record stripe=worked --record "paypal=failed:no invitation came"
    """
    from outlast import build
    from outlast.analysis import Look
    from outlast.cli.telling import honestly, refuse
    from outlast.host.policy import sealed
    from outlast.languages import say, say_count, speaking
    from outlast.model import Edition
    from outlast.pages.addresses import links
    from outlast.rehearsing import FIRST, page, to_try
    from outlast.render import document
    from outlast.render.text import text

    with honestly():
        folder, _ = described(config_file, plan, "full")
        checked = build.check(folder, Edition.FULL, today=day(today), look=Look.NONE, language="")
        if checked.plan is None:
            refuse("the plan cannot be read. `outlast check` says why.", 1)
        _known(checked.plan, who)
        ways = to_try(checked.facts, who)
        if record:
            _record(folder, who, tuple(_answer(each, ways) for each in record), checked.info.as_of)
            return
        shown = ways if whole else ways[:FIRST]
        with speaking(build.language_of(checked.plan.business)):
            if not shown:
                name = checked.plan.people[who].title
                click.echo(say("{person} has no access that somebody confirmed.", person=name))
            elif ask:
                _ask(folder, checked.plan, shown, checked.info.as_of)
            else:
                made = page(checked.plan, shown, who)
                if form == "html":
                    click.echo(sealed(document(made, links(checked.plan))), nl=False)
                    return
                click.echo(text(made.sections, links(checked.plan), made.title), nl=False)
                if more := len(ways) - len(shown):
                    command = f"outlast rehearse {who} --all"
                    click.echo()
                    click.echo(
                        say_count(
                            "and {count} more: {command}",
                            "and {count} more: {command}",
                            more,
                            command=command,
                        )
                    )


def _known(plan: Plan, who: str) -> None:
    from outlast.cli.telling import refuse
    from outlast.load.nearest import nearest

    if who not in plan.people:
        close = nearest(who, plan.people)
        hint = f'Did you mean "{close}"?' if close else f"These are: {', '.join(plan.people)}."
        refuse(f'There is no person "{who}" in the plan. {hint}')


def _answer(typed: str, ways: tuple[WayIn, ...]) -> Answer:
    """What stands behind --record. Ends the program where it is no answer."""
    from outlast.cli.telling import refuse
    from outlast.rehearsing import Answer

    system, _, rest = typed.partition("=")
    result, _, note = rest.partition(":")
    if result.strip() not in ("worked", "failed"):
        refuse(f'Write --record {system or "SYSTEM"}=worked or {system or "SYSTEM"}=failed, not "{typed}".')
    if system.strip() not in {each.system for each in ways}:
        refuse(f'They have no access to "{system}". These are: {", ".join(each.system for each in ways)}.')
    return Answer(system.strip(), result.strip() == "worked", note.strip())


def _ask(folder: Path, plan: Plan, ways: tuple[WayIn, ...], today: date) -> None:
    from outlast.languages import say
    from outlast.rehearsing import Answer

    for way in ways:
        name, system = plan.people[way.who].title, plan.systems[way.system].title
        key = key_of(say("Did {person} get into {system}?", person=name, system=system), "ynsq")
        if key == "q":
            return
        if key != "s":
            note = line_of(say("What stood in the way?")) if key == "n" else ""
            _record(folder, way.who, (Answer(way.system, key == "y", note),), today)


def _record(folder: Path, who: str, answers: tuple[Answer, ...], today: date) -> None:
    from outlast.rehearsing import recorded

    if not written(folder, partial(recorded, who=who, answers=answers, day=today)):
        sys.exit(1)
