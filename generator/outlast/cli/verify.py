"""`outlast verify`: whether a copy is still what it was."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from outlast.cli.telling import refuse


@click.command(short_help="Check that a bundle is whole.")
@click.argument("place", metavar="BUNDLE", type=click.Path(path_type=Path))
@click.argument("number", required=False, default="")
def verify(place: Path, number: str) -> None:
    """Check that every file of a BUNDLE, a zip or an unpacked one, is as it was written.

    Type the NUMBER that stands on the paper behind it. Without it, compare the number by eye: whoever changes
    a file on purpose can change the MANIFEST too, and the number then differs.

    The program verify.py in each bundle does the same where Outlast is not installed. Ends with 0 when all is
    well, with 1 when something was changed, is missing or does not belong there, or when the number is
    another, with 2 when there is no bundle.

    \b
    Example:  outlast verify dist/shop-full-2026-11-22.zip
              outlast verify /media/stick 3f2a-91bc-07de-55a1-90cc
    """
    from outlast.verify import Damaged, NothingToCheck, told
    from outlast.verify import verify as compare

    try:
        report = compare(place, number)
    except NothingToCheck as nothing:
        refuse(str(nothing))
    except Damaged as damaged:
        click.echo(f"{damaged}\nDo not trust this copy: use another one.")
        sys.exit(1)
    for line in told(report, number):
        click.echo(line)
    sys.exit(1 if report.problems else 0)
