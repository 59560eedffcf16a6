"""Options that several commands share, and what they come to."""

from __future__ import annotations

import logging
import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from outlast.cli.again import unchanged
from outlast.cli.telling import listen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from outlast.model import Edition
    from outlast.redact import Outgoing

F = TypeVar("F", bound="Callable[..., Any]")
EDITIONS = ("public", "team", "full")
VARIABLE = "OUTLAST_EDITION"

config_file_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The settings of the site.",
)
edition_option = click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    envvar=VARIABLE,
    help=f"Who may read it. Else {VARIABLE}, else what mkdocs.yml says, else public.",
)


def _choose_languages(context: click.Context, option: click.Parameter, codes: tuple[str, ...]) -> None:
    """Hand the languages to whatever builds the site, as the edition is."""
    if not codes:
        return
    from outlast.build import LANGUAGE
    from outlast.languages import is_known, known

    for code in codes:
        if not is_known(code):
            raise click.BadParameter(f"there is no language {code}; there are {', '.join(known())}")
    os.environ[LANGUAGE] = ",".join(codes)


def _language(said: str, *, several: bool = False) -> Callable[[F], F]:
    """An option that names the language, or several of them."""

    def choose(context: click.Context, option: click.Parameter, typed: Any) -> None:
        _choose_languages(context, option, typed if several else (typed,) if typed else ())

    return click.option(
        "--language", metavar="CODE", multiple=several, callback=choose, expose_value=False, help=said
    )


language_option = _language("In which language.  [default: the first of the business that Outlast knows]")
author_language_option = _language("In which language you read it. Else OUTLAST_LANGUAGE, else English.")
languages_option = _language(
    "In which language; repeat it for several.  [default: the first of the business that Outlast knows]",
    several=True,
)
date_option = click.option(
    "--date",
    "today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that it is of. Else SOURCE_DATE_EPOCH, else today.",
)
all_option = click.option(
    "--all",
    "everywhere",
    metavar="[DIR]",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    is_flag=False,
    flag_value=".",
    help="Every shop in DIR and below it.  [default of DIR: here]",
)
plan_option = click.option("--plan", type=click.Path(path_type=Path), help="The folder of the plan.")
yes_option = click.option("-y", "--yes", is_flag=True, help="Ask nothing: take all that is shown.")
dry_run_option = click.option(
    "-n", "--dry-run", is_flag=True, help="Show what would be written, and write nothing."
)
paper_option = click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="What the binder is printed on.",
)
fonts_option = click.option(
    "--fonts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="A folder with fonts for letters that ours lack.",
)


class Settings(NamedTuple):
    """What mkdocs.yml says of a site."""

    plan: Path
    """The folder of the plan."""
    edition: str
    read: tuple[Path, ...] | None
    """The files and folders that decide this and the texts beside the plan; None where others do, too."""


def settings(config_file: Path) -> Settings:
    """What the settings of a site say, where there are any, else what is usual."""
    if not config_file.exists() and config_file == Path("mkdocs.yml"):
        return Settings(Path("plan"), EDITIONS[0], ())

    def read() -> tuple[Path, str, tuple[Path, ...] | None]:
        from outlast.mkdocs_plugin.run import described

        return described(config_file)

    listen(logging.WARNING)
    has_docs = (config_file.parent / "docs").exists()  # for which MkDocs looks where no other is named
    found = unchanged((config_file,), ("settings", config_file, has_docs), read)
    return Settings(*found)


def described(config_file: Path, plan: Path | None, edition: str | None) -> tuple[Path, str]:
    """The folder and the edition: as said on the command line, else by mkdocs.yml, else by habit."""
    if plan is not None and edition is not None:
        return plan, edition
    found = settings(config_file)
    return plan or found.plan, edition or found.edition


def site_address(config_file: Path) -> str:
    """Where the site is on the web, if mkdocs.yml is there and says so."""
    if not config_file.exists():
        return ""
    from outlast.mkdocs_plugin.run import address

    return address(config_file)


def texts(config_file: Path, editions: Iterable[Edition]) -> tuple[Outgoing, ...]:
    """What goes out with the plan, such as the pages in docs/, where there is a site."""
    if not config_file.exists():
        return ()

    def read() -> tuple[Outgoing, ...]:
        from outlast.mkdocs_plugin.run import texts as beside_the_plan

        return beside_the_plan(config_file, editions)

    editions = tuple(editions)
    return unchanged(settings(config_file).read, ("texts", config_file, *map(str, editions)), read)


def choose_edition(edition: str | None) -> None:
    """Hand the edition to the plugin, which MkDocs loads anew at each rebuild."""
    if edition:
        os.environ[VARIABLE] = edition


def listed(typed: Iterable[str]) -> tuple[str, ...]:
    """What stands after an option that may be repeated and may hold a list with commas."""
    return tuple(dict.fromkeys(part.strip() for each in typed for part in each.split(",") if part.strip()))


def day(moment: datetime | None) -> date | None:
    """The day of what click read, in the age in which the dates of a plan may lie."""
    if moment is None:
        return None
    from outlast.model.scalars.dates import YEARS

    if moment.year not in YEARS:
        raise click.UsageError(f"a day lies in a year from {YEARS[0]} to {YEARS[-1]}")
    return moment.date()
