"""`outlast bundle`: one zip for a drive, encrypted unless it is said to be plain."""

from __future__ import annotations

import logging
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

import click

from outlast.cli.binder import tell_undrawn
from outlast.cli.options import (
    EDITIONS,
    choose_edition,
    config_file_option,
    described,
    edition_option,
    fonts_option,
    languages_option,
    paper_option,
    site_address,
)
from outlast.cli.passphrase import choose_phrases, new_phrases, phrase_files, show_phrases, tell_unused
from outlast.cli.telling import honestly, listen, refuse, short

if TYPE_CHECKING:
    from outlast.envelope import Lock
    from outlast.mkdocs_plugin.run import Offline


@click.command(short_help="Write one zip for a USB drive.")
@config_file_option
@edition_option
@languages_option
@click.option("--plain", is_flag=True, help="Do not encrypt: whoever finds the drive can read it.")
@phrase_files
@paper_option
@fonts_option
@click.option(
    "--since",
    metavar="OLD",
    help="An older stick, bundle, plan or revision: a page says what changed. Full edition.",
)
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the zip.  [default: dist]")
def bundle(
    config_file: Path,
    edition: str | None,
    plain: bool,
    passphrase_file: Path | None,
    recovery_file: Path | None,
    shares_file: Path | None,
    paper: str,
    fonts: tuple[Path, ...],
    since: str | None,
    out: Path | None,
) -> None:
    """Write one zip for a USB drive: the site, readable without internet, and the paper to print.

    An edition above public is encrypted. Where no passphrase is set, a new one is made and shown once.

    \b
    Example:  outlast bundle --edition full
              outlast bundle --edition full --passphrase-file ../shop.passphrase
              outlast bundle --edition full --since /media/old-stick
              outlast bundle --edition public --out /media/stick
    """
    from outlast import words
    from outlast.build import contents
    from outlast.bundle import Seal
    from outlast.bundle import bundle as write
    from outlast.host.lock import Lock
    from outlast.host.room import private_room
    from outlast.mkdocs_plugin.run import build_offline, phrases_for
    from outlast.verify import verify

    with honestly():
        choose_edition(edition)
        choose_phrases(passphrase_file, recovery_file, shares_file)
        plan_dir, named = described(config_file, None, None)
        sealed = not plain and named != EDITIONS[0]
        set_phrases = phrases_for(config_file) if sealed else ()
        phrases = set_phrases or (new_phrases() if sealed else ())
        lock = _lock(phrases) if sealed else None
        if since and named != EDITIONS[-1]:
            refuse("--since tells of the whole plan: it goes with --edition full only.")
        changed = _changed(plan_dir, since) if since else {}
        listen(logging.WARNING)
        folder = out or config_file.parent / "dist"
        with Lock(folder.resolve(), "bundle"), private_room() as room:
            plan = contents(plan_dir)
            built = build_offline(config_file, room / "site")
            if plan != contents(plan_dir):
                refuse(
                    "The plan was changed while its bundle was made. Nothing was written: run it again.", 1
                )
            if sealed and not set_phrases:
                show_phrases(phrases, named)
            file = write(
                built.folder,
                folder,
                plan=plan if named == EDITIONS[-1] else None,
                papers=_papers(built, paper, site_address(config_file), fonts) | changed,
                seal=Seal(lock, built.clear, token_bytes) if lock else None,
            )
        state = ", encrypted" if sealed else ""
        click.echo(f"Wrote {short(file)}, edition {named}{state}, {words.size(file.stat().st_size)}.")
        if not sealed:
            tell_unused(named, passphrase_file, recovery_file, shares_file)
        click.echo(f"Number of this copy: {verify(file).number}")
        click.echo(
            "Write it on the binder and on the wallet card. It shows later that nobody changed the copy."
        )
        if len(phrases) == 1:
            click.echo(
                "One phrase alone opens it. A second one, sealed with somebody, can open it too: "
                "--recovery-file"
            )


def _changed(plan: Path, since: str) -> dict[str, bytes]:
    """The page that says what changed since an older copy. Raises Refusal."""
    from outlast.bundle import CHANGED
    from outlast.cli.compare import compared
    from outlast.comparing import as_html

    return {CHANGED: as_html(compared(plan, since, None, None)).encode()}


def _lock(phrases: tuple[str, ...]) -> Lock:
    """Raises Refusal."""
    from outlast.envelope import Missing, lock
    from outlast.host.refusal import Refusal

    try:
        return lock(phrases, token_bytes)
    except Missing as missing:
        raise Refusal(str(missing)) from None


def _papers(built: Offline, paper: str, address: str, fonts: tuple[Path, ...]) -> dict[str, bytes]:
    """The PDFs that go along; none, and a line that says so, where the packages for them are missing."""
    from outlast.binder import Paper, printed
    from outlast.binder.typeset import Lacking, available

    try:
        available()
    except Lacking as lacking:
        click.echo(f"This bundle has no binder and no wallet card. {lacking}", err=True)
        return {}

    files: dict[str, bytes] = {}
    for at, site in built.views.items():
        made = printed(site, paper=Paper[paper.upper()], address=address, fonts=fonts)
        tell_undrawn(made.undrawn)
        files |= {at + name: content for name, content in made.files().items()}
    return files
