"""`outlast build`: from a folder to a site, and what is said of it."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.options import (
    all_option,
    choose_edition,
    config_file_option,
    edition_option,
    languages_option,
)
from outlast.cli.passphrase import choose_phrases, phrase_files, tell_unused
from outlast.cli.telling import honestly, listen, short

if TYPE_CHECKING:
    from outlast.mkdocs_plugin.run import Made


@click.command(short_help="Build the site.")
@config_file_option
@edition_option
@languages_option
@phrase_files
@click.option("--strict", is_flag=True, help="Fail on warnings of MkDocs, too.")
@click.option("--publish", is_flag=True, help="It goes on the web: ask first if it is not for everybody.")
@click.option("--replace", is_flag=True, help="Replace a site that shows more, without asking.")
@all_option
def build(
    config_file: Path,
    edition: str | None,
    passphrase_file: Path | None,
    recovery_file: Path | None,
    shares_file: Path | None,
    strict: bool,
    publish: bool,
    replace: bool,
    everywhere: Path | None,
) -> None:
    """Build the site. If anything is wrong, the last one stays as it was.

    With --all, every shop gets its site in its own place, and overview.html has the way to each.

    \b
    Example:  outlast build
              outlast build --edition public --strict --publish
              outlast build --edition team --passphrase-file ../shop.passphrase
              outlast build --all shops
    """
    from outlast.build import asked_ahead
    from outlast.cli.several import build_all
    from outlast.host.marker import marker_of
    from outlast.model import Edition

    with honestly():
        choose_edition(edition)
        choose_phrases(passphrase_file, recovery_file, shares_file)
        if sys.stderr.isatty() and edition != Edition.PUBLIC and asked_ahead() != 0:
            click.echo(
                "An edition above public holds what is right on each day until nobody should trust it any "
                "more: that takes a minute or two. OUTLAST_AHEAD=0 leaves the other days out.",
                err=True,
            )
        if everywhere:
            build_all(everywhere, config_file, strict=strict, publish=publish, replace=replace)
        made = built(config_file, strict=strict, publish=publish, replace=replace)
        click.echo(f"Open {short(made.start)} in a browser.")
        marker = marker_of(made.folder)
        if marker and marker.edition != Edition.PUBLIC and not marker.encrypted:
            click.echo("It is not encrypted: show it only to those whom it is for.")
        if marker and marker.edition == Edition.PUBLIC:
            tell_unused(marker.edition, passphrase_file, recovery_file, shares_file)


def built(config_file: Path, *, strict: bool = False, publish: bool, replace: bool) -> Made:
    """Build a site, and say where it is and who may read it. Raises Refusal or OSError."""
    from outlast.host.marker import marker_of
    from outlast.mkdocs_plugin.run import build_site

    listen(logging.WARNING)
    made = build_site(config_file, strict=strict, publish=publish, anyway=replace)
    marker = marker_of(made.folder)
    sealed = ", encrypted" if marker and marker.encrypted else ""
    click.echo(f"Built {short(made.folder)}/ (edition {marker.edition if marker else 'unknown'}{sealed}).")
    return made
