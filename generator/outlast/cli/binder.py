"""`outlast binder`: the runbook as PDFs to print."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.options import (
    EDITIONS,
    config_file_option,
    date_option,
    day,
    described,
    edition_option,
    fonts_option,
    language_option,
    paper_option,
    site_address,
)
from outlast.cli.telling import honestly, refuse_plan, short

if TYPE_CHECKING:
    from outlast.site import Site


@click.command(short_help="Write the runbook as PDFs to print.")
@config_file_option
@edition_option
@language_option
@date_option
@paper_option
@click.option("--address", metavar="URL", help="Where the site is.  [default: site_url in mkdocs.yml]")
@fonts_option
@click.option(
    "--bundle",
    type=click.Path(path_type=Path),
    help="Print the number of this bundle. Else there is a blank to write it into.",
)
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the PDFs.  [default: dist]")
def binder(
    config_file: Path,
    edition: str | None,
    today: datetime | None,
    paper: str,
    address: str | None,
    fonts: tuple[Path, ...],
    bundle: Path | None,
    out: Path | None,
) -> None:
    """Write the runbook as PDFs to print: a binder of two volumes, a wallet card, an emergency kit to seal.

    \b
    Example:  outlast binder --edition full
              outlast binder --paper letter --out paper
              outlast binder --edition full --bundle dist/runbook-full-2026-11-22.zip
    """
    from outlast import build as stages
    from outlast import words
    from outlast.binder import Paper, printed, write
    from outlast.binder.typeset import available
    from outlast.model import Edition

    with honestly():
        available()
        plan, edition = described(config_file, None, edition)
        built = stages.build(plan, Edition(edition), today=day(today))
        if built.site is None:
            refuse_plan(built.diagnostics)
        made = printed(
            built.site,
            paper=Paper[paper.upper()],
            address=site_address(config_file) if address is None else address,
            number=_number(bundle, built.site) if bundle else "",
            fonts=fonts,
        )
        tell_undrawn(made.undrawn)
        pages = {volume.file: f"{count} pages, " for volume, count in made.pages.items()}
        for file in write(made, out or config_file.parent / "dist"):
            size = f"{pages.get(file.name, '')}{words.size(file.stat().st_size)}"
            click.echo(f"Wrote {short(file)}, edition {edition}, {size}.")
        if edition != EDITIONS[0]:
            click.echo("Paper has no password: whoever finds it can read it.")


def _number(bundle: Path, site: Site) -> str:
    """The number of a bundle of the same edition and day. Raises Refusal."""
    from outlast.host.refusal import Refusal
    from outlast.verify import Damaged, NothingToCheck, verify

    try:
        report = verify(bundle)
    except (NothingToCheck, Damaged) as error:
        raise Refusal(str(error)) from None
    if report.problems:
        raise Refusal(f"{bundle} is not as it was written: `outlast verify {bundle}` says more.")
    there = report.manifest.edition, report.manifest.date
    here = site.edition, site.info.as_of.isoformat()
    if there != here:
        raise Refusal(
            f"{bundle} is edition {there[0]} of {there[1]}, and this paper is edition {here[0]} of {here[1]}."
            " Make the bundle anew, or name another one."
        )
    return report.number


def tell_undrawn(letters: tuple[str, ...]) -> None:
    """Say which letters are not on the paper, if any."""
    if letters:
        click.echo(
            f"No font has these letters, so a sign stands in their place: {' '.join(letters)}\n"
            "Name a folder with a font that has them: --fonts FOLDER",
            err=True,
        )
