"""`outlast add`: one entry of the catalogue, brought into the plan."""

from __future__ import annotations

import re
import sys
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.options import config_file_option, described, dry_run_option, listed, plan_option
from outlast.cli.telling import honestly, problems, refuse
from outlast.cli.wrapping import wrap_text

if TYPE_CHECKING:
    from outlast.adding import Offer
    from outlast.writing import Change

HEADINGS = {"function": "Work", "duty": "Duties", "scenario": "Scenarios"}
WIDTH = 88


@click.command(short_help="Bring a vendor, work, a duty or a scenario from the catalogue into the plan.")
@click.argument("entry", nargs=-1)
@click.option(
    "--by",
    metavar="PERSON",
    multiple=True,
    help="Of work and duties: who does it beside you; ids, with commas or repeated.",
)
@dry_run_option
@plan_option
@config_file_option
def add(
    entry: tuple[str, ...], by: tuple[str, ...], dry_run: bool, plan: Path | None, config_file: Path
) -> None:
    """Bring an ENTRY of the catalogue into the plan. Without one, list all that there is.

    No line that you wrote is changed. What is new is a proposal until you confirm it: see `outlast todo`.

    \b
    Example:  outlast add
              outlast add stripe
              outlast add scenario warehouse-fire
              outlast add function refunds --by maya
    """
    from outlast import adding, source, writing
    from outlast.diagnostics import errors
    from outlast.load import load

    with honestly():
        if not entry:
            _list(adding.offers())
            return
        folder, _ = described(config_file, plan, "full")
        prefix = folder.as_posix()
        loaded = load(source.read(folder, prefix))
        if loaded.plan is None or errors(loaded.diagnostics):
            click.echo(problems(loaded.diagnostics, loaded.diagnostics), nl=False, err=True)
            click.echo("Nothing was added: correct these first.", err=True)
            sys.exit(1)
        try:
            offer = adding.find(entry)
            change = adding.change(source.contents(folder), loaded.plan, offer, listed(by))
            if wrong := adding.problems(prefix, change):
                click.echo(problems(wrong), nl=False, err=True)
                refuse("the plan would have these errors afterwards. Nothing was added.", 1)
            if not dry_run:
                writing.write(folder, change)
        except adding.NotOffered as why:
            refuse(str(why))
        except writing.Unwritable as why:
            refuse(f"{prefix}/{why}")
        _tell(prefix, offer, change, dry_run)


def _list(offers: tuple[Offer, ...]) -> None:
    from outlast.words import capital

    width = max(len(offer.id) for offer in offers)
    heading = ""
    click.echo("Bring one into the plan by its name: outlast add stripe")
    for offer in offers:
        under = HEADINGS.get(offer.kind) or capital(offer.about.replace("-", " "))
        if under != heading:
            click.echo(f"\n{under}:")
            heading = under
        said = offer.name if offer.kind == "vendor" else f"{offer.name}. {offer.about}"
        where = f" ({', '.join(offer.countries)})" if offer.countries else ""
        indent = " " * (width + 4)
        click.echo(
            wrap_text(
                f"{said}{where}",
                width=WIDTH,
                initial_indent=f"  {offer.id:{width}}  ",
                subsequent_indent=indent,
            )
        )


def _tell(folder: str, offer: Offer, change: Change, dry_run: bool) -> None:
    if dry_run:
        for path, content in change.files.items():
            new = "" if path in change.before else " (a new file)"
            click.echo(f"{folder}/{path}{new}:")
            before = change.before.get(path, b"").decode("utf-8-sig").splitlines()
            lines = ndiff(before, content.decode("utf-8-sig").splitlines())
            click.echo("\n".join(line[2:] for line in lines if line.startswith("+ ")) + "\n")
        click.echo("Nothing was written.")
        return
    click.echo(f"Added {offer.name}:")
    for added in change.added:
        click.echo(f"  {folder}/{added.path}:{added.line}  {added.keys[-1]}")
    path = change.added[0].path
    click.echo(f"\nNext: read {folder}/{path} and change what is different in your shop.")
    if blanks := _blanks(change.files[path].decode()):
        click.echo(f"Fill in what stands behind a #, if you know it: {', '.join(blanks)}.")
    click.echo("`outlast todo --confirm` goes through what is only proposed.")


def _blanks(text: str) -> list[str]:
    """The keys that stand in comments, with a value that shows what could be written."""
    return list(dict.fromkeys(re.findall(r"^ *# ?([a-z_]+):(?: |$)", text, re.MULTILINE)))
