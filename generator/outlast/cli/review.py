"""`outlast review`: what is due to be read again, asked one by one, at most five at a time."""

from __future__ import annotations

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
    listed,
    plan_option,
)
from outlast.cli.wrapping import wrap_text

if TYPE_CHECKING:
    from outlast.model import Plan
    from outlast.model.exercises import Exercise
    from outlast.reviewing import Due

WIDTH = 88
ALL = "outlast review --all"


@click.command(short_help="Read again what is due, a few things at a time.")
@click.option("--list", "only_list", is_flag=True, help="Only say what is due.")
@click.option("--all", "whole", is_flag=True, help="Take all that is due, and not only five.")
@click.option(
    "--format", "form", type=click.Choice(["text", "md"]), default="text", show_default=True,
    help="Of the list.",
)  # fmt: skip
@click.option("--issue", is_flag=True, help="Open or update one issue on GitHub with it, through gh.")
@plan_option
@config_file_option
@date_option
@language_option
def review(
    only_list: bool,
    whole: bool,
    form: str,
    issue: bool,
    plan: Path | None,
    config_file: Path,
    today: datetime | None,
) -> None:
    """Read again what is due, what protects most first: five things, a sentence each.

    Press y for what is true: today goes into the plan as `reviewed`. What was tested gets today, too. For
    what was renewed you type its new day, for a drill that was held again who did it. Press n for what is not
    true, and type what is wrong: it goes into the plan as `doubt`, and stands on top of the page until you
    put it right. Press s to skip it, q to stop.

    \b
    Example:  outlast review
              outlast review --list
              outlast review --issue
    """
    from outlast import build
    from outlast.analysis import Look
    from outlast.cli.telling import honestly, refuse
    from outlast.languages import speaking
    from outlast.model import Edition
    from outlast.reviewing import FIRST, as_markdown, due, update

    with honestly():
        folder, _ = described(config_file, plan, "full")
        checked = build.check(folder, Edition.FULL, today=day(today), look=Look.WHOLE, language="")
        if checked.plan is None:
            refuse("the plan cannot be read. `outlast check` says why.", 1)
        language = build.language_of(checked.plan.business)
    with honestly(), speaking(language):
        items = due(checked.plan, checked.facts)
        if issue:
            click.echo(update(items, checked.info.as_of).said)
            return
        shown = items if whole else items[:FIRST]
        if form == "md":
            click.echo(as_markdown(items, checked.info.as_of), nl=False)
        elif only_list:
            for number, item in enumerate(shown, 1):
                _show(item, f"{number}. ")
        else:
            _walk(folder, checked.plan, shown, checked.info.as_of)
        if form == "text":
            _rest(len(items), len(items) - len(shown))


def _rest(all: int, more: int) -> None:
    from outlast.languages import say, say_count

    if not all:
        click.echo(say("Nothing is due."))
    if more:
        told = say_count(
            "{count} more is due: {command}", "{count} more are due: {command}", more, command=ALL
        )
        click.echo(told)


def _walk(folder: Path, plan: Plan, items: tuple[Due, ...], today: date) -> None:
    from outlast.languages import say
    from outlast.reviewing import Reason

    for number, item in enumerate(items, 1):
        click.echo(say("{number} of {count}", number=number, count=len(items)))
        _show(item)
        key = key_of(item.ask, "ynsq")
        if key == "q":
            return
        if key == "n" and item.reason is Reason.ACTION:
            click.echo(say("It stays open. Write a new day into the plan, one that you mean.") + "\n")
        elif key == "n" and item.drill:
            told = say(
                "It stays due. If the drill failed, the plan learns it from its log: {command}",
                command="outlast learn LOG",
            )
            click.echo(told + "\n")
        elif key == "y" and item.drill:
            by = listed((line_of(say("Who was it? Write their ids, with commas between them.")),))
            _held(folder, plan, item.drill, today, by)
        elif key == "y" and item.renewed:
            until = line_of(say("Until which day?"))
            _write(folder, item, today, until=until) if until else click.echo(
                say("Nothing was written.") + "\n"
            )
        elif key == "y":
            _write(folder, item, today)
        elif key == "n":
            why = line_of(say("What is wrong?"))
            _write(folder, item, today, why) if why else click.echo(say("Nothing was written.") + "\n")


def _held(folder: Path, plan: Plan, last: Exercise, today: date, by: tuple[str, ...]) -> None:
    """Write that a drill was held again, if somebody did it."""
    from outlast.languages import say
    from outlast.learning import held_again
    from outlast.writing import add

    if by:
        written(folder, lambda contents, *_: add(contents, [held_again(plan, last, today, by)]))
    else:
        click.echo(say("Nothing was written.") + "\n")


def _write(folder: Path, item: Due, today: date, why: str = "", until: str = "") -> None:
    """Write an answer: that it is so, or why not."""
    from outlast.reviewing import confirmed, doubted

    if why:
        written(folder, partial(doubted, item=item, why=why))
    else:
        written(folder, partial(confirmed, item=item, today=today, until=until))


def _show(item: Due, mark: str = "") -> None:
    from outlast.diagnostics import clean

    click.echo(
        wrap_text(clean(item.sentence), width=WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
    )
