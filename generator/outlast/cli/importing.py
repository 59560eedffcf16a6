"""`outlast import`: what an address book, a calendar or a bank statement knows, into the plan."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from outlast.cli.options import (
    config_file_option,
    date_option,
    day,
    described,
    dry_run_option,
    plan_option,
    yes_option,
)
from outlast.cli.telling import honestly, problems, refuse, short
from outlast.cli.wrapping import wrap_text

if TYPE_CHECKING:
    from outlast.build import Checked
    from outlast.importing import Choices, LeftOut, Outcome, Proposal
    from outlast.model import Plan
    from outlast.writing import Change

WIDTH = 88
_MOST = 15
"""Lines of what is left out that are shown unless all are asked for."""
_WIDEST = 44
"""Signs of a name in the table."""


@click.command("import", short_help="Take contacts, dates or bills from a file into the plan.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--only", multiple=True, metavar="TEXT", help="Only what has TEXT in its name.")
@click.option(
    "--as", "contacts", type=click.Choice(["person", "supplier"]), help="What all contacts in the file are."
)
@click.option(
    "--dates", type=click.Choice(["day-first", "month-first"]), help="How the file writes a date: 02/03/2026."
)
@click.option(
    "--decimals", type=click.Choice(["comma", "point"]), help="What stands before the cents in the file."
)
@click.option(
    "--spent", type=click.Choice(["minus", "plus"]), help="Which sign money that was paid has in the file."
)
@click.option("--encoding", metavar="NAME", default="", help="How the file is encoded, such as cp1252.")
@click.option("--all", "everything", is_flag=True, help="Say of everything that is left out why.")
@yes_option
@dry_run_option
@plan_option
@config_file_option
@date_option
def import_(
    file: Path,
    only: Sequence[str],
    contacts: str | None,
    dates: str | None,
    decimals: str | None,
    spent: str | None,
    encoding: str,
    everything: bool,
    yes: bool,
    dry_run: bool,
    plan: Path | None,
    config_file: Path,
    today: datetime | None,
) -> None:
    """Take from FILE what the plan does not have yet.

    \b
    contacts.vcf, contacts.csv   people and suppliers
    calendar.ics                 duties with a date
    statement.csv                bills that come round

    It shows first what it would add and where, and asks. What the plan says stays as it is.

    \b
    Example:  outlast import contacts.vcf
              outlast import --dry-run statement.csv
              outlast import --yes --only vat --only rent calendar.ics
    """
    from outlast import build as stages
    from outlast.analysis import Look
    from outlast.cli.harm import refuse_harm
    from outlast.importing import Choices
    from outlast.model import Edition
    from outlast.writing import write

    with honestly():
        folder, _ = described(config_file, plan, "full")
        before = stages.check(folder, Edition.FULL, today=day(today), look=Look.NONE)
        if before.plan is None:
            _refuse_broken(before)
        choices = Choices(encoding, dates or "", decimals or "", spent or "", contacts or "")
        content = _content(file)
        outcome = _read(content, before.plan, before.info.as_of, choices, asking=not yes)
        outcome = _narrowed(outcome, only)
        change = _change(folder, outcome.proposals)
        _show(outcome, change, folder, everything=everything)
        if not outcome.proposals or dry_run:
            return
        chosen = outcome.proposals if yes else _chosen(outcome.proposals)
        if not chosen:
            click.echo("Nothing was written.")
            return
        change = _change(folder, chosen)
        refuse_harm(folder, change, today=day(today))
        write(folder, change)
        files = sorted({added.path for added in change.added})
        click.echo(f"Added {_count(len(chosen), 'entry', 'entries')}, in:")
        for path in files:
            click.echo(f"  {short(folder / path)}")
        click.echo("Next: fill in what is still missing there. `outlast check` names it.")


def _content(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    from outlast.importing import LARGEST_FILE

    with file.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)


def _refuse_broken(checked: Checked) -> NoReturn:
    from outlast.diagnostics import errors

    wrong = errors(checked.diagnostics)
    click.echo(problems(wrong), nl=False, err=True)
    if any(each.rule == "no-plan" for each in wrong):
        refuse("There is no plan to import into. `outlast new` makes one.")
    refuse("The plan has errors. Correct them first, so that nothing is added that it has already.")


def _read(content: bytes, plan: Plan, today: date, choices: Choices, *, asking: bool) -> Outcome:
    """What the file brings. What it does not tell is asked, or refused where nobody is there to answer."""
    from outlast.importing import Unclear, Unreadable, propose

    while True:
        try:
            return propose(content, plan, today, choices)
        except Unreadable as why:
            refuse(str(why))
        except Unclear as unclear:
            option = {"contacts": "as"}.get(unclear.option, unclear.option)
            if not asking:
                meanings = ", or ".join(f"--{option} {key} ({told})" for key, told in unclear.answers.items())
                refuse(f"{unclear} Say which: {meanings}.")
            click.echo(_wrapped(str(unclear)))
            for key, told in unclear.answers.items():
                click.echo(f"  {key}: {told}")
            answer = click.prompt("Which is it?", type=click.Choice([*unclear.answers]))
            choices = replace(choices, **{unclear.option: answer})


def _narrowed(outcome: Outcome, only: Sequence[str]) -> Outcome:
    if not only:
        return outcome
    wanted = [text.casefold() for text in only]
    kept = (one for one in outcome.proposals if any(text in one.name.casefold() for text in wanted))
    return replace(outcome, proposals=tuple(kept), left_out=())


def _change(folder: Path, proposals: Iterable[Proposal]) -> Change:
    from outlast.source import contents
    from outlast.writing import Unwritable, add

    try:
        return add(contents(folder), [one.fragment for one in proposals])
    except Unwritable as why:
        refuse(str(why))


def _show(outcome: Outcome, change: Change, folder: Path, *, everything: bool) -> None:
    """What would be added, what is left out, and what was assumed."""
    from outlast.diagnostics import cells, clean

    for text in outcome.remarks:
        click.echo(_wrapped(text))
    files = {added.keys[1]: short(folder / added.path) for added in change.added}
    if not outcome.proposals:
        click.echo("There is nothing to add.")
    else:
        click.echo("This can be added to the plan:\n")
        rows = [
            (clean(_cut(one.name)), one.kind, one.place, files[one.fragment.id]) for one in outcome.proposals
        ]
        heading = ("What", "As", "From", "Into")
        widths = [max(cells(row[column]) for row in (heading, *rows)) for column in range(3)]
        for number, row in enumerate((heading, *rows)):
            padded = [text + " " * (width - cells(text)) for text, width in zip(row[:3], widths, strict=True)]
            click.echo("  ".join((f"{number or '':>4}", *padded, row[3])))
            for note in outcome.proposals[number - 1].notes if number else ():
                click.echo(f"        {clean(note)}")
    _show_left_out(outcome.left_out, everything=everything)


def _show_left_out(left_out: Sequence[LeftOut], *, everything: bool) -> None:
    from outlast.diagnostics import clean

    if not left_out:
        return
    click.echo(f"\nLeft out: {_count(len(left_out), 'entry', 'entries')}")
    for one in left_out if everything else left_out[:_MOST]:
        click.echo(f"  {clean(_cut(one.name))}, {one.place}: {clean(one.why)}")
    if len(left_out) > _MOST and not everything:
        click.echo(f"  and {len(left_out) - _MOST} more: --all shows them")


def _chosen(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Those that the owner picks by number."""
    while True:
        try:
            typed = click.prompt("\nAdd which? Numbers such as 1,3-5, or all, or none", default="all")
        except click.Abort:
            click.echo("\nNothing was written.")
            sys.exit(1)
        numbers = _numbers(typed, len(proposals))
        if numbers is not None:
            return tuple(one for number, one in enumerate(proposals, 1) if number in numbers)
        click.echo(f"Write numbers from 1 to {len(proposals)}, all, or none.")


def _numbers(typed: str, last: int) -> frozenset[int] | None:
    """The numbers that a text names; None where it names any other."""
    said = typed.strip().casefold()
    if said in ("all", "a", "yes", "y"):
        return frozenset(range(1, last + 1))
    if said in ("none", "no", "n", ""):
        return frozenset()
    found: set[int] = set()
    for part in re.split(r"[,\s]+", re.sub(r"\s*-\s*", "-", said).strip(", ")):
        match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", part)
        if not match:
            return None
        first, end = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= end <= last:
            return None
        found |= {*range(first, end + 1)}
    return frozenset(found)


def _cut(name: str) -> str:
    return name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _wrapped(text: str) -> str:
    return wrap_text(text, WIDTH)
