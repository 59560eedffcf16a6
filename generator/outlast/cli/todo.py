"""`outlast todo`: what to write next, and proposals to confirm with a keystroke."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from outlast.cli.keys import key_of
from outlast.cli.options import config_file_option, date_option, day, described, language_option, plan_option
from outlast.cli.telling import honestly, problems, refuse
from outlast.cli.wrapping import wrap_text
from outlast.languages import mark, say, say_count

if TYPE_CHECKING:
    from outlast.analysis.whatif.answer import Answer
    from outlast.build import Checked
    from outlast.diagnostics import Place
    from outlast.load import Loaded
    from outlast.model import Plan
    from outlast.todo import Item

FIRST = 7
"""So many are shown unless all are asked for: what one evening is enough for."""
WIDTH = 88
DENIED = {
    "access": mark("It stays a proposal, and counts for nothing. Change it when somebody has been let in."),
    "backup": mark("It stays a proposal, and counts for nothing. Change it when there is such a backup."),
    "review": mark(
        "Open {place}. Below that line, write the key in brackets with what is true for you: "
        "what the plan says wins over the catalogue."
    ),
    "steps": mark("Open {place}, and change what is different in your shop."),
}
"""What is said to a no, by the kind of proposal."""


@click.command(short_help="Say what to write next, the most urgent first.")
@click.option("--all", "whole", is_flag=True, help="Show everything, and not only the first few.")
@click.option("--confirm", is_flag=True, help="Go through what is only proposed, one keystroke each.")
@plan_option
@config_file_option
@date_option
@language_option
def todo(whole: bool, confirm: bool, plan: Path | None, config_file: Path, today: datetime | None) -> None:
    """Say what the plan lacks, in the order in which it buys most safety.

    First comes what stops first while you are away for three weeks, then what costs most money.

    With --confirm, press y for what is true, n for what is not, s to skip it, q to stop. Each answer is
    written at once. What is not confirmed never counts as help.

    \b
    Example:  outlast todo
              outlast todo --all
              outlast todo --confirm
    """
    from outlast.build import language_of
    from outlast.languages import speaking

    with honestly():
        folder, _ = described(config_file, plan, "full")
        desk = _Desk(folder, day(today))
        checked, sound = desk.judged()
    with honestly(), speaking(language_of(sound.business)):
        _without_owner(sound, checked.info.as_of, checked.facts.outlook.without)
        if confirm:
            _walk(desk, checked, sound)
        else:
            _list(checked, sound, whole)


@dataclass(frozen=True)
class _Desk:
    """Where the plan lies, and the day it is judged on."""

    folder: Path
    today: date | None

    def judged(self) -> tuple[Checked, Plan]:
        """The plan with all that follows from it. Ends the program where it cannot be read."""
        from outlast import build
        from outlast.analysis import Look
        from outlast.diagnostics import errors
        from outlast.model import Edition

        checked = build.check(self.folder, Edition.FULL, today=self.today, look=Look.WHOLE, language="")
        if checked.plan is not None:
            return checked, checked.plan
        wrong = errors(checked.diagnostics)
        click.echo("Correct this first. The plan cannot be read before.\n", err=True)
        click.echo(problems(wrong[:FIRST], wrong), nl=False, err=True)
        sys.exit(1)

    def read(self) -> Loaded:
        """The plan as it is at this moment, in the language that is spoken."""
        from outlast import source
        from outlast.languages import spoken
        from outlast.load import in_language, load

        return in_language(load(source.read(self.folder, self.folder.as_posix())), spoken().code)


def _without_owner(plan: Plan, today: date, known: Mapping[str, Answer] = MappingProxyType({})) -> None:
    """Say what stops while the owner is away."""
    from outlast.reasons.outlook import outlook

    if lines := outlook(plan, today, known):
        click.echo("\n".join((*lines, "")))


def _list(checked: Checked, plan: Plan, whole: bool) -> None:
    items = _items(checked, plan)
    shown = items if whole else items[:FIRST]
    for number, item in enumerate(shown, 1):
        _show(item, checked, plan, f"{number}. ")
    if not items:
        click.echo(say("Nothing is missing that Outlast knows of."))
    if more := len(items) - len(shown):
        command = "outlast todo --all"
        click.echo(
            say_count("and {count} more: {command}", "and {count} more: {command}", more, command=command)
        )
    if any(item.proposed for item in items):
        command = "outlast todo --confirm"
        click.echo(say("To confirm what is only proposed, one keystroke each: {command}", command=command))


def _items(checked: Checked, plan: Plan) -> tuple[Item, ...]:
    from outlast.todo import todo as all_to_do

    return all_to_do(plan, checked.facts, checked.info.as_of, checked.diagnostics)


def _show(item: Item, checked: Checked, plan: Plan, mark: str = "") -> None:
    """Say what there is to do: behind a mark with what to write, else with what to compare it with."""
    indent = " " * len(mark)
    click.echo(_wrapped(item.ask, mark, indent))
    if item.before:
        click.echo(_wrapped(item.before, indent, indent))
    place, write = _where(item, checked)
    click.echo(f"{indent}{place}{f'  {write}' if mark and write else ''}")
    for line in item.block:
        click.echo(f"{indent}  {line}")
    if item.write and item.rule:
        click.echo(_wrapped(say("Do this: {act}.", act=item.write), indent, indent))
        for line in _waiting(item, checked):
            click.echo(f"{indent}  {line}")
    for fact in () if mark else item.facts:
        click.echo(_wrapped(fact, "- ", "  "))
    if why := " ".join(_why(item, checked, plan)):
        click.echo(_wrapped(why, indent, indent))
    click.echo("")


def _why(item: Item, checked: Checked, plan: Plan) -> Iterator[str]:
    """What it is good for, in sentences."""
    from outlast import words
    from outlast.reasons import plain

    if item.stops:
        first, *others = item.functions
        task = plain(plan, f"{{{first}}}")
        if item.stops.date() <= checked.info.as_of:
            yield say("Why: while you are away, {task} stops at once.", task=task)
        else:
            when = words.when(item.stops, checked.info.as_of)
            yield say("Why: while you are away, {task} stops on {time}.", task=task, time=when)
        if others:
            yield say_count("{count} more task stops, too.", "{count} more tasks stop, too.", len(others))
    if item.saved:
        values = {"amount": words.about(item.saved, plan.business.currency)}
        yield (
            say("It is worth up to {amount}.", **values)
            if item.stops
            else say("Why: it is worth up to {amount}.", **values)
        )


def _where(item: Item, checked: Checked) -> tuple[Place, str]:
    """Where something is to be written, and what: a line that waits there behind a # need not be typed."""
    if item.place:
        return item.place, ""
    place = checked.origins.place(item.subject, item.field)
    if not item.write or item.rule:
        return place, ""
    if not item.write.startswith("- "):
        return place, say("write: {text}", text=item.write)
    key = (item.field[0],)
    for span, _ in checked.origins.entries[item.subject].behind_hash(key, item.write):
        return replace(place, span=span), say("take the # away: {text}", text=item.write)
    return place, say("write under `{key}`: {text}", key=item.field[0], text=item.write)


def _waiting(item: Item, checked: Checked) -> list[str]:
    """The lines that a plan proposes for a value that is not known yet."""
    if item.rule != "unfilled":
        return []
    return [line for _, line in checked.origins.entries[item.subject].behind_hash(item.field)]


def _walk(desk: _Desk, checked: Checked, plan: Plan) -> None:
    from outlast import source, writing
    from outlast.todo import can_go, confirm, proposals, renumbered, withdraw

    prefix = desk.folder.as_posix()
    left = [item for item in _items(checked, plan) if item.proposed]
    total, changed = len(left), 0
    while left:
        item = left.pop(0)
        click.echo(say("{number} of {count}", number=total - len(left), count=total))
        _show(item, checked, plan)
        key = key_of(say("Is it so?"), "ynsq")
        if key == "q":
            break
        if key == "s":
            continue
        contents, now = source.contents(desk.folder), desk.read()
        if now.plan is None or (item.field, item.ask) not in (
            (each.field, each.ask) for each in proposals(now.plan) if each.subject == item.subject
        ):
            refuse("the plan has just been changed by somebody else. Start again.", 1)
        try:
            if key == "y":
                writing.write(desk.folder, confirm(contents, prefix, now.origins, item, checked.info.as_of))
                click.echo(say("Written.") + "\n")
                changed += 1
            elif can_go(now.plan, item) and key_of(say("Take it out of the plan?"), "yn") == "y":
                writing.write(desk.folder, withdraw(contents, prefix, now.origins, item))
                left = [renumbered(other, item) for other in left]
                click.echo(say("Taken out.") + "\n")
                changed += 1
            else:
                place = now.origins.place(item.subject, item.field)
                read = item.kind.value == "review" and item.subject not in now.plan.systems
                kind = "steps" if read else item.kind.value
                click.echo(_wrapped(say(DENIED[kind], place=place)) + "\n")
        except writing.Unwritable as why:
            click.echo(f"{prefix}/{why}\n")
    if not total:
        click.echo(say("Nothing is left to confirm."))
    if changed and (plan_now := desk.read().plan):
        _without_owner(plan_now, checked.info.as_of)


def _wrapped(text: str, first: str = "", indent: str = "") -> str:
    from outlast.diagnostics import clean

    return wrap_text(clean(text), width=WIDTH, initial_indent=first, subsequent_indent=indent)
