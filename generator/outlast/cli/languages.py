"""outlast languages: in which languages a site and the texts of a plan can be, and how complete each is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.options import config_file_option, described
from outlast.cli.telling import honestly, problems, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlast.load import Loaded
    from outlast.source import Document


@click.command()
@click.option(
    "--plan",
    metavar="[DIR]",
    is_flag=False,
    flag_value="",
    help="The folder of the plan.",
)
@click.option(
    "--write",
    metavar="[CODE]",
    is_flag=False,
    flag_value="",
    help="Bring the catalogues up to date: with the plan, or with the program (for its authors).",
)
@click.option(
    "--check", is_flag=True, help="Fail if a catalogue is not up to date, or one in use lacks words."
)
@config_file_option
def languages(*, plan: str | None, write: str | None, check: bool, config_file: Path) -> None:
    """Show in which languages a site can be, and how complete each is.

    With --plan, show the same for the texts of the plan, in DIR or where mkdocs.yml says. Their translations
    are in languages/nl.po beside it: --write nl writes this file, or brings it up to date.

    \b
    Example:  outlast languages
              outlast languages --plan
              outlast languages --plan --write nl
    """
    from outlast.languages.language import catalogue, is_draft, known, regional, translated

    if plan is not None:
        folder = Path(plan) if plan else described(config_file, None, "full")[0]
        sys.exit(_of_plan(folder, write, check=check))
    if write is not None or check:
        sys.exit(_kept(write))
    click.echo("en      complete")
    catalogues = {name: catalogue(name) for name in known() if name != "en" and not regional(name)}
    all_of_it = max(map(len, catalogues.values()))  # a draft need not list what it lacks
    for name, each in catalogues.items():
        draft = "  draft: no native speaker has read it" if is_draft(each) else ""
        click.echo(f"{name:<7} {translated(each)} of {all_of_it} sentences{draft}")


def _of_plan(folder: Path, write: str | None, *, check: bool) -> int:
    """Write the translations of a plan, or say what they lack and how complete they are."""
    from outlast.diagnostics import errors
    from outlast.load import load, told, untranslated
    from outlast.source import is_translation, read

    with honestly():
        documents = read(folder, folder.as_posix())
        beside = [each for each in documents if is_translation(each.path)]
        loaded = load(documents)
        wrong = [each for each in loaded.diagnostics if write is None or not is_translation(each.path)]
        if errors(wrong):
            click.echo(problems(wrong), nl=False, err=True)
            return 1
        if write is not None:
            return _write_plan(folder, loaded, beside, write)
        missed = 0
        total = len({each.text for each in loaded.texts})
        for code in loaded.languages:
            left = list(untranslated(loaded.texts, told(beside, code), code))
            missed += len(left)
            click.echo(f"{code:<7} {total - len(left)} of {total} texts of the plan")
            for each in left if check else ():
                click.echo(f"{each.path}: no {code} for: {each.text}", err=True)
        if not loaded.languages:
            click.echo("The plan has no other language yet: outlast languages --plan --write nl")
        return 1 if check and missed else 0


def _write_plan(folder: Path, loaded: Loaded, beside: Sequence[Document], asked: str) -> int:
    from outlast.host.room import replace_file
    from outlast.languages.plan_texts import updated
    from outlast.load import untranslated
    from outlast.model.value import is_language
    from outlast.source import TRANSLATIONS

    if asked and not is_language(asked):
        refuse(f"{asked} is no code of a language: write nl, fr or pt-BR.")
    files = {Path(each.path).stem: each for each in beside}
    for code in (asked,) if asked else files:
        file = folder / TRANSLATIONS / f"{code}.po"
        if code in files and files[code].data is None:
            refuse(f"{file} cannot be read: outlast check says where.")
        old = file.read_bytes() if file.exists() else b""
        texts = [(each.text, each.path) for each in untranslated(loaded.texts, {}, code)]
        new = updated(old, code, texts)
        if new != old:
            replace_file(file, new)
            click.echo(f"wrote {file.as_posix()}")
    if not asked and not files:
        refuse("Name a language: outlast languages --plan --write nl")
    return 0


def _kept(write: str | None) -> int:
    """Write the catalogues, or say what is wrong with them.

    A draft may lack what is new: whoever adds a sentence changes no file that they cannot read.
    """
    from outlast.host.room import replace_file
    from outlast.languages.extraction import (
        brought_up_to_date,
        messages,
        missing,
        names_differ,
        no_longer_said,
    )
    from outlast.languages.language import catalogue, is_draft, known, regional

    wanted = messages()
    have = {name: catalogue(name) for name in known() if name != "en"}
    if write is not None:
        if write and write not in have:
            refuse(f"There is no catalogue of {write}: write one of {', '.join(have)}.")
        for file, content in brought_up_to_date(wanted, [write] if write else have).items():
            replace_file(file, content)
            click.echo(f"wrote {file.parent.name}/{file.name}")
        return 0
    finished = [name for name, each in have.items() if not is_draft(each)]
    told = [
        f"{file.parent.name} is not up to date: outlast languages --write {file.parent.name}"
        for file in brought_up_to_date(wanted, finished)
    ]
    for name, each in have.items():
        told += [f"{name}: {differing}" for differing in names_differ(each)]
        if name not in finished:
            told += [f"{name}: nothing says this any more: {words}" for words in no_longer_said(each, wanted)]
        elif not regional(name):
            told += [f"{file}:{line}: no {name} for: {words}" for file, line, words in missing(each, wanted)]
    for line in told:
        click.echo(line, err=True)
    return 1 if told else 0
