"""`outlast calendar`: what is due as a file for a calendar, with what no longer holds taken back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from outlast.cli.options import EDITIONS, config_file_option, date_option, day, described, edition_option
from outlast.cli.telling import honestly, refuse, refuse_plan, short


@click.command(short_help="Write what is due, for a calendar.")
@config_file_option
@edition_option
@date_option
@click.option(
    "--since",
    metavar="OLD",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The duties.ics that was imported last: what holds no more is cancelled.",
)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file.  [default: duties.ics]"
)
def calendar(
    config_file: Path, edition: str | None, today: datetime | None, since: Path | None, out: Path | None
) -> None:
    """Write what is due as a file for a calendar, as it is on a stick. Import it into a calendar of its own.

    \b
    Example:  outlast calendar --edition team
              outlast calendar --edition team --since old/duties.ics
    """
    from outlast import build as stages
    from outlast.host.room import replace_file
    from outlast.model import Edition
    from outlast.pages.downloads import DUTIES
    from outlast.pages.downloads.since import AnotherCalendar, with_cancellations

    with honestly():
        plan, edition = described(config_file, None, edition)
        built = stages.build(plan, Edition(edition), today=day(today))
        if built.tree is None:
            refuse_plan(built.diagnostics)
        content = built.tree.files.get(DUTIES)
        gone: tuple[str, ...] = ()
        if content is None:
            why = "shows nobody's duties" if edition == EDITIONS[0] else "has nothing that is due"
            refuse(f"The edition {edition} {why}, so there is no calendar.")
        if since:
            try:
                content, gone = with_cancellations(content, since.read_bytes(), built.info.as_of)
            except AnotherCalendar as other:
                refuse(f"{short(since)} cannot be compared. {other}")
        file = out or Path(DUTIES)
        replace_file(file, content)
        click.echo(f"Wrote {short(file)}, edition {edition}. Import it into a calendar of its own.")
        for name in gone:
            click.echo(f"  Cancelled: {name}")
