"""`outlast check`: what is wrong with a plan, what matters first."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.options import config_file_option, date_option, day, described, edition_option, texts

if TYPE_CHECKING:
    from outlast.diagnostics import Diagnostic


@click.command(short_help="Say what is wrong with the plan.")
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.option("--history", is_flag=True, help="Look for secrets in what git remembers, too.")
@config_file_option
@edition_option
@date_option
def check(
    plan: Path | None,
    form: str,
    history: bool,
    config_file: Path,
    edition: str | None,
    today: datetime | None,
) -> None:
    """Say what is wrong with the PLAN: every problem, its place and its cure.

    PLAN is the folder of the plan; else the one that mkdocs.yml names, else plan/. Texts that give something
    away are looked for in all editions, unless one is named.

    \b
    Example:  outlast check
              outlast check --format github
              outlast check --history
    """
    from outlast import build as stages
    from outlast.cli.telling import honestly, remembered, summary
    from outlast.diagnostics import has_errors, render
    from outlast.model import Edition

    with honestly():
        own = plan is None  # another plan has nothing to do with the pages of this site
        folder, _ = described(config_file, plan, edition)
        editions = (Edition(edition),) if edition else tuple(Edition)
        more = texts(config_file, editions) if own else ()
        checked = stages.check(folder, *editions, today=day(today), texts=more)
        past = None
        if history:
            from outlast.history import searched

            past = searched(folder)
        found = (*checked.diagnostics, *(past.diagnostics if past else ()))
        if form == "text":
            if checked.plan and checked.plan.people:
                from outlast.new.outlook import outlook

                known = checked.facts.outlook.without
                told = outlook(checked.plan, checked.info.as_of, known)
                click.echo("".join(f"{line}\n" for line in told))
            click.echo(_by_weight(found), nl=False)
        else:
            click.echo(render(found, form), nl=False)
        if past:
            click.echo(remembered(past), err=form == "json")
        click.echo(summary(checked.plan, checked.diagnostics), err=form == "json")
        if form == "text":
            click.echo(f"next: {_next(found)}")
        sys.exit(1 if has_errors(found) else 0)


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
    from outlast.diagnostics import Severity, clean, ordered

    errors = ordered(each for each in found if each.severity is Severity.ERROR)
    if errors:
        first = errors[0]
        place = clean(first.path) + (f":{first.span.line}" if first.span else "")
        return f"{place}: {clean(first.hint) or f'outlast explain {first.rule}'}"
    return "outlast todo (it names what to write, the most urgent first)" if found else "outlast build"
