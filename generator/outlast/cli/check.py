"""`outlast check`: what is wrong with a plan, what matters first."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from outlast.cli.again import Said, said
from outlast.cli.options import (
    EDITIONS,
    Settings,
    all_option,
    author_language_option,
    config_file_option,
    date_option,
    day,
    described,
    edition_option,
    settings,
    texts,
)
from outlast.cli.telling import honestly, refuse, remembered, summary

if TYPE_CHECKING:
    from outlast.build import Checked
    from outlast.diagnostics import Diagnostic
    from outlast.history import Searched


@click.command(short_help="Say what is wrong with the plan.")
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.option("--history", is_flag=True, help="Look for secrets in what git remembers, too.")
@all_option
@config_file_option
@edition_option
@date_option
@author_language_option
def check(
    plan: Path | None,
    form: str,
    history: bool,
    everywhere: Path | None,
    config_file: Path,
    edition: str | None,
    today: datetime | None,
) -> None:
    """Say what is wrong with the PLAN: every problem, its place and its cure.

    PLAN is the folder of the plan; else the one that mkdocs.yml names, else plan/. Texts that give something
    away are looked for in all editions, unless one is named. With --all, the plan of every shop is checked.

    \b
    Example:  outlast check
              outlast check --language nl
              outlast check --format github
              outlast check --history
              outlast check --all shops
    """

    with honestly():
        editions = (edition,) if edition else EDITIONS
        if everywhere:
            from outlast.build import author
            from outlast.languages import speaking

            if plan:
                refuse("Name a plan, or check all of them with --all.")
            with speaking(author()):
                _check_all(everywhere, config_file, editions, day(today), form, history=history)
        # Another plan has nothing to do with the pages of this site.
        folder, _, read = Settings(plan, "", ()) if plan else settings(config_file)
        own = None if plan else config_file
        places = None if history or read is None else (*read, folder)
        told = said(
            places, day(today), lambda: _said(folder, own, editions, day(today), form, history=history)
        )
        click.echo(told.out, nl=False)
        click.echo(told.err, nl=False, err=True)
        sys.exit(told.code)


def _said(
    folder: Path,
    config_file: Path | None,
    editions: Iterable[str],
    today: date | None,
    form: str,
    *,
    history: bool,
) -> Said:
    """What is wrong with a plan, how much of it, and what to do next."""
    from outlast.build import author
    from outlast.diagnostics import errors
    from outlast.languages import say, speaking

    checked = _checked(folder, config_file, editions, today)
    past = _history(folder) if history else None
    found = (*checked.diagnostics, *(past.diagnostics if past else ()))
    with speaking(author()):
        lines = [*([remembered(past)] if past else ()), summary(checked.plan, checked.diagnostics)]
        if form == "text":
            lines.append(say("next: {what}", what=_next(found)))
        out, rest = _told(checked, found, form), "".join(f"{line}\n" for line in lines)
    code = 1 if errors(found) else 0
    return Said.of(checked, out, rest, code) if form == "json" else Said.of(checked, out + rest, code=code)


def _history(folder: Path) -> Searched:
    from outlast.history import searched

    return searched(folder)


def _check_all(
    root: Path,
    config_file: Path,
    editions: Iterable[str],
    today: date | None,
    form: str,
    *,
    history: bool,
) -> NoReturn:
    """Check every shop, one after another; for programs, all problems are one list."""
    from outlast.cli.several import Place, each, finish, places
    from outlast.diagnostics import errors, render
    from outlast.languages import mark

    there, aside = places(root, config_file), form == "json"
    found: list[Diagnostic] = []

    def look(place: Place) -> bool:
        folder = place.plan or described(place.settings, None, None)[0]
        checked = _checked(folder, place.settings, editions, today)
        found.extend(checked.diagnostics)
        if form == "text":
            click.echo(f"{place}:")
            click.echo(_told(checked, checked.diagnostics, form), nl=False)
        click.echo(f"{place}: {summary(checked.plan, checked.diagnostics)}", err=aside)
        return not errors(checked.diagnostics)

    wrong = each(there, look)
    past = _history(root) if history else None
    secrets = past.diagnostics if past else ()
    click.echo(_by_weight(secrets) if form == "text" else render((*found, *secrets), form), nl=False)
    if past:
        click.echo(remembered(past), err=aside)
    said = mark("{shops}, {number} with errors: {places}.")
    finish(there, wrong, said, sound=not errors(secrets), err=aside)


def _checked(folder: Path, config_file: Path | None, named: Iterable[str], today: date | None) -> Checked:
    """A plan, and what is wrong with it and with what goes out beside it."""
    from outlast import build as stages
    from outlast.model import Edition

    editions = tuple(map(Edition, named))
    more = texts(config_file, editions) if config_file else ()
    return stages.check(folder, *editions, today=today, texts=more)


def _told(checked: Checked, found: Sequence[Diagnostic], form: str) -> str:
    """What is wrong; for people, after what stops while the owner is away."""
    from outlast.diagnostics import render
    from outlast.reasons.outlook import outlook

    if form != "text":
        return render(found, form)
    if not (checked.plan and checked.plan.people):
        return _by_weight(found)
    told = outlook(checked.plan, checked.info.as_of, checked.facts.outlook.without)
    return "".join(f"{line}\n" for line in (*told, "")) + _by_weight(found)


def _by_weight(found: Iterable[Diagnostic]) -> str:
    """Errors first, then warnings; advice, of which there may be much, in a line each."""
    from outlast.diagnostics import Severity, brief, render

    told = {severity: [each for each in found if each.severity is severity] for severity in Severity}
    parts = (
        render(told[Severity.ERROR]),
        render(told[Severity.WARNING]),
        brief(told[Severity.ADVICE]),
    )
    return "".join(f"{part}\n" for part in parts if part)


def _next(found: Sequence[Diagnostic]) -> str:
    """The one thing to do now."""
    from outlast.diagnostics import clean, errors, ordered
    from outlast.languages import say, told

    if wrong := ordered(errors(found)):
        first = wrong[0]
        place = clean(first.path) + (f":{first.span.line}" if first.span else "")
        return f"{place}: {clean(told(first.hint)) or f'outlast explain {first.rule}'}"
    return say("outlast todo (it names what to write, the most urgent first)") if found else "outlast build"
