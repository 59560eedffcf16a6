"""outlast languages: in which languages a site can be, and how complete each is."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option(
    "--write", is_flag=True, help="Bring the catalogues up to date with the program (for its authors)."
)
@click.option(
    "--check", is_flag=True, help="Fail if a catalogue is not up to date, or one in use lacks words."
)
def languages(*, write: bool, check: bool) -> None:
    """Show in which languages a site can be, and how complete each is."""
    from outlast.languages import known
    from outlast.languages.language import DRAFT, catalogue, coverage, regional

    if write or check:
        sys.exit(_kept(write=write))
    click.echo("en      complete")
    for name in known():
        if name != "en" and not regional(name):
            said, all_of_it = coverage(catalogue(name))
            draft = (
                "  draft: no native speaker has read it" if DRAFT in catalogue(name).header_comment else ""
            )
            click.echo(f"{name:<7} {said} of {all_of_it} sentences{draft}")


def _kept(*, write: bool) -> int:
    """Write the catalogues, or say what is wrong with them."""
    from outlast.languages.extraction import brought_up_to_date, messages, missing, names_differ
    from outlast.languages.language import DRAFT, catalogue, known, regional

    stale = brought_up_to_date()
    if write:
        for file, content in stale.items():
            file.write_bytes(content)
            click.echo(f"wrote {file.parent.name}/{file.name}")
        return 0
    told = [f"{file.parent.name} is not up to date: outlast languages --write" for file in stale]
    wanted = messages()
    for name in known():
        if name == "en":
            continue
        have = catalogue(name)
        told += [f"{name}: {differing}" for differing in names_differ(have)]
        if DRAFT not in have.header_comment and not regional(name):
            told += [f"{file}:{line}: no {name} for: {words}" for file, line, words in missing(have, wanted)]
    for line in told:
        click.echo(line, err=True)
    return 1 if told else 0
