"""`outlast schema`: what an editor needs to help with a plan."""

from __future__ import annotations

from pathlib import Path

import click

from outlast.cli.telling import honestly, short


@click.command(short_help="Print the JSON Schema of a plan, for an editor.")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
def schema(out: Path | None) -> None:
    """Print the JSON Schema of a plan's files, for an editor with yaml-language-server.

    In plan/, a file whose name starts with a dot is no part of the plan.

    \b
    Example:  outlast schema --out plan/.schema.json
    """
    from outlast.host.room import replace_file
    from outlast.schema import text

    with honestly():
        if out is None:
            click.echo(text(), nl=False)
            return
        replace_file(out, text().encode())
        click.echo(f"Wrote {short(out)}.")
