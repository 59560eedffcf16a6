"""`outlast todo`: what to write next, and proposals to confirm with a keystroke."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from outlast.cli.keys import key_of
from outlast.cli.options import config_file_option, date_option, day, described, plan_option
from outlast.cli.telling import honestly, problems, refuse
from outlast.cli.wrapping import wrap_text

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
    "access": "It stays a proposal, and counts for nothing. Change it when somebody has been let in.",
    "backup": "It stays a proposal, and counts for nothing. Change it when there is such a copy.",
    "review": "Open {place}. Below that line, write the key in brackets with what is true for you: "
    "what the plan says wins over the catalogue.",
}
"""What is said to a no, by the kind of proposal."""


@click.command(short_help="Say what to write next, the most urgent first.")
@click.option("--all", "whole", is_flag=True, help="Show everything, and not only the first few.")
@click.option("--confirm", is_flag=True, help="Go through what is only proposed, one keystroke each.")
@plan_option
@config_file_option
@date_option
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

    with honestly():
        folder, _ = described(config_file, plan, "full")
        desk = _Desk(folder, day(today))
        checked, sound = desk.judged()
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

        checked = build.check(self.folder, Edition.FULL, today=self.today, look=Look.WHOLE)
        if checked.plan is not None:
            return checked, checked.plan
        wrong = errors(checked.diagnostics)
        click.echo("Correct this first. The plan cannot be read before.\n", err=True)
        click.echo(problems(wrong[:FIRST], wrong), nl=False, err=True)
        sys.exit(1)

    def read(self) -> Loaded:
        """The plan as it is at this moment."""
        from outlast import source
        from outlast.load import load

        return load(source.read(self.folder, self.folder.as_posix()))


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
        click.echo("Nothing is missing that Outlast knows of.")
    if more := len(items) - len(shown):
        click.echo(f"and {more} more: outlast todo --all")
    if any(item.proposed for item in items):
        click.echo("To confirm what is only proposed, one keystroke each: outlast todo --confirm")


def _items(checked: Checked, plan: Plan) -> tuple[Item, ...]:
    from outlast.todo import todo as all_to_do

    return all_to_do(plan, checked.facts, checked.info.as_of, checked.diagnostics)


def _show(item: Item, checked: Checked, plan: Plan, mark: str = "") -> None:
    """Say what there is to do: behind a mark with what to write, else with what to compare it with."""
    from outlast import words
    from outlast.reasons import plain

    indent = " " * len(mark)
    click.echo(_wrapped(item.ask, mark, indent))
    if item.before:
        click.echo(_wrapped(item.before, indent, indent))
    place, write = _where(item, checked)
    click.echo(f"{indent}{place}{f'  {write}' if mark and write else ''}")
    for line in item.block:
        click.echo(f"{indent}  {line}")
    if item.write and item.rule:
        click.echo(_wrapped(f"Do this: {item.write}.", indent, indent))
        for line in _waiting(item, checked):
            click.echo(f"{indent}  {line}")
    for fact in () if mark else item.facts:
        click.echo(_wrapped(fact, "- ", "  "))
    why = []
    if item.stops:
        first, *others = item.functions
        more = f", and {words.count(len(others), 'more function')} too" if others else ""
        stops = f"{plain(plan, f'{{{first}}}')} stops {_moment(item.stops, checked)}"
        why.append(f"while you are away, {stops}{more}.")
    if item.saved:
        why.append(f"It is worth up to {words.about(item.saved, plan.business.currency)}.")
    if why:
        click.echo(_wrapped(f"Why: {' '.join(why)}", indent, indent))
    click.echo("")


def _where(item: Item, checked: Checked) -> tuple[Place, str]:
    """Where something is to be written, and what: a line that waits there behind a # need not be typed."""
    if item.place:
        return item.place, ""
    place = checked.origins.place(item.subject, item.field)
    if not item.write or item.rule:
        return place, ""
    if not item.write.startswith("- "):
        return place, f"write: {item.write}"
    key = (item.field[0],)
    for span, _ in checked.origins.entries[item.subject].behind_hash(key, item.write):
        return replace(place, span=span), f"take the # away: {item.write}"
    return place, f"write under `{item.field[0]}`: {item.write}"


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
        click.echo(f"{total - len(left)} of {total}")
        _show(item, checked, plan)
        key = key_of("Is it so?", "ynsq")
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
                click.echo("Written.\n")
                changed += 1
            elif can_go(now.plan, item) and key_of("Take it out of the plan?", "yn") == "y":
                writing.write(desk.folder, withdraw(contents, prefix, now.origins, item))
                left = [renumbered(other, item) for other in left]
                click.echo("Taken out.\n")
                changed += 1
            else:
                place = now.origins.place(item.subject, item.field)
                click.echo(f"{_wrapped(DENIED[item.kind.value].format(place=place))}\n")
        except writing.Unwritable as why:
            click.echo(f"{prefix}/{why}\n")
    if not total:
        click.echo("Nothing is left to confirm.")
    if changed and (plan_now := desk.read().plan):
        _without_owner(plan_now, checked.info.as_of)


def _moment(when: datetime, checked: Checked) -> str:
    from outlast import words

    if when.date() <= checked.info.as_of:
        return "at once"
    return f"on {words.when(when, checked.info.as_of)}"


def _wrapped(text: str, first: str = "", indent: str = "") -> str:
    from outlast.diagnostics import clean

    return wrap_text(clean(text), width=WIDTH, initial_indent=first, subsequent_indent=indent)
