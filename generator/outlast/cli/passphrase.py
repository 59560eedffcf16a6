"""`outlast passphrase`: a new passphrase that nobody can guess; and where the other commands find theirs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from outlast.cli.options import EDITIONS
from outlast.cli.telling import honestly, refuse, short

PASSPHRASE_FILE = "OUTLAST_PASSPHRASE_FILE"
PHRASE = ("OUTLAST_PASSPHRASE", PASSPHRASE_FILE)
"""Either one encrypts."""
RECOVERY_FILE = "OUTLAST_RECOVERY_FILE"
SHARES_FILE = "OUTLAST_SHARES_FILE"
_KEEP = "Put it on paper too: without it, nobody opens what it encrypts."
_KEEP_SHARES = (
    "Each line is one share. Write each on a paper of its own, and give them to three friends: any two of "
    "them open what you build with --shares-file, none of them alone. Keep the file in your vault: the next "
    "copy needs it, or your friends need new papers."
)


@click.command(short_help="Make a passphrase of six words.")
@click.option("--words", type=click.IntRange(6, 20), default=6, show_default=True, help="How many words.")
@click.option("--shares", is_flag=True, help="Make three shares for friends: any two of them open a copy.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this new file."
)
def passphrase(words: int, shares: bool, out: Path | None) -> None:
    """Make a passphrase: words drawn by lot, easy to write down and hard to guess.

    \b
    Example:  outlast passphrase
              outlast passphrase --out shop.passphrase
              outlast passphrase --shares --out shop.shares
    """
    from outlast.envelope import generate, new_shares

    lines = new_shares() if shares else (generate(words),)
    if out is None:
        for line in lines:
            click.echo(line)
        return
    with honestly():
        try:
            handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            refuse(f"{short(out)} exists already, and what it opens would be lost. Name a new file.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write("".join(f"{line}\n" for line in lines))
        click.echo(f"Wrote {short(out)}. {_KEEP_SHARES if shares else _KEEP}")


def phrase_files(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name files with phrases. None takes a phrase itself: others see command lines."""
    for option, variable, what in (
        ("--shares-file", SHARES_FILE, "three shares, of which any two open it too"),
        ("--recovery-file", RECOVERY_FILE, "a second phrase that opens it too"),
        ("--passphrase-file", PASSPHRASE_FILE, "the passphrase: an edition above public is encrypted"),
    ):
        command = click.option(
            option,
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help=f"The file with {what}. Else the variable {variable}.",
        )(command)
    return command


def choose_phrases(
    passphrase_file: Path | None, recovery_file: Path | None, shares_file: Path | None
) -> None:
    """Hand the files to the plugin. One that is named on the command line comes before a variable."""
    for variable, file in (
        (PASSPHRASE_FILE, passphrase_file),
        (RECOVERY_FILE, recovery_file),
        (SHARES_FILE, shares_file),
    ):
        if file:
            os.environ[variable] = str(file.resolve())
            os.environ.pop(variable.removesuffix("_FILE"), None)


def new_phrases() -> tuple[str, str]:
    """A passphrase and a recovery phrase, drawn anew. Raises Refusal where nobody would see them."""
    from outlast.envelope import generate
    from outlast.host.refusal import Refusal

    if not sys.stderr.isatty():
        raise Refusal(
            "There is no passphrase to encrypt with, and no terminal to show a new one. Name its file with "
            f"--passphrase-file or {PASSPHRASE_FILE}; `outlast passphrase --out FILE` makes one. "
            "Or say --plain, if anybody may read it."
        )
    return generate(), generate()


def tell_unused(edition: str, *files: Path | None) -> None:
    """Say that nothing was encrypted with the phrases that somebody named, and how it would be."""
    if any(files):
        how = "name a higher one with --edition" if edition == EDITIONS[0] else "leave out --plain"
        click.echo(
            f"Your phrases were not used: this copy of the {edition} edition is not encrypted. "
            f"To encrypt it, {how}.",
            err=True,
        )


def show_phrases(phrases: tuple[str, ...], edition: str) -> None:
    """Show a passphrase and a recovery phrase once, on the terminal. Anything else may be a log."""
    first, second = phrases
    click.echo(
        "\nThis copy is encrypted. Write both phrases on paper now: they are shown once and kept nowhere.\n"
        f"\n  Passphrase:       {first}\n  Recovery phrase:  {second}\n\n"
        "Either one opens it. Tell the first to whoever may read the copy. Seal the second in an envelope, "
        "and leave it with somebody else.\n"
        "\nThey open this copy and no other. An older copy still opens with the phrases of its own day."
        "\nTo keep these for the next copy, write each into a file outside the plan, and name both files:"
        f"\n\n  outlast bundle --edition {edition} --passphrase-file FILE --recovery-file FILE\n",
        err=True,
    )
