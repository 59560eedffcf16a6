"""The command `outlast`: the only package that prints or exits. Commands import what they need."""

from __future__ import annotations

import logging
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast import __version__
from outlast.cli.passphrase import choose, passphrase, phrase_files
from outlast.cli.schema import schema
from outlast.cli.verify import verify
from outlast.cli.whatif import whatif

if TYPE_CHECKING:
    from outlast.source import Document

EDITIONS = ("public", "team", "full")
VARIABLE = "OUTLAST_EDITION"

_config_file = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The settings of the site.",
)
_edition = click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    envvar=VARIABLE,
    help=f"Who may read it. Else {VARIABLE}, else what mkdocs.yml says, else public.",
)
_date = click.option(
    "--date",
    "today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that it is of. Else SOURCE_DATE_EPOCH, else today.",
)


def main() -> None:
    """Run the command, and end the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    outlast(prog_name="outlast")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def outlast() -> None:
    """Turn a plan in plain YAML into the runbook that a stand-in opens on the worst day.

    \b
    Begin with:  outlast check     what is wrong with the plan
                 outlast serve     see the site while you write
    """


@outlast.command(short_help="Say what is wrong with the plan.")
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.option("--history", is_flag=True, help="Look for secrets in what git remembers, too.")
@_config_file
@_edition
@_date
def check(
    plan: Path | None,
    form: str,
    history: bool,
    config_file: Path,
    edition: str | None,
    today: datetime | None,
) -> None:
    """Say what is wrong with the PLAN: every problem, its place and its cure.

    PLAN is the folder of the plan; else the one that mkdocs.yml names, else plan/.

    \b
    Example:  outlast check
              outlast check --format github
              outlast check --history
    """
    from outlast import build as stages
    from outlast.cli.telling import honestly, remembered, summary
    from outlast.diagnostics import render
    from outlast.model import Edition

    with honestly():
        own = plan is None  # another plan has nothing to do with the pages of this site
        plan, edition = _described(config_file, plan, edition)
        pages = _by_hand(config_file, edition) if own else ()
        checked = stages.check(plan, Edition(edition), today=_day(today), by_hand=pages)
        past = None
        if history:
            from outlast.history import searched

            past = searched(plan)
        old = past.diagnostics if past else ()
        click.echo(render((*checked.diagnostics, *old), form), nl=False)
        if past:
            click.echo(remembered(past), err=form == "json")
        click.echo(summary(checked.plan, checked.diagnostics), err=form == "json")
        sys.exit(0 if checked.sound and not old else 1)


@outlast.command(short_help="Build the site.")
@_config_file
@_edition
@phrase_files
@click.option("--strict", is_flag=True, help="Fail on warnings of MkDocs, too.")
def build(
    config_file: Path,
    edition: str | None,
    passphrase_file: Path | None,
    recovery_file: Path | None,
    strict: bool,
) -> None:
    """Build the site. If anything is wrong, the last one stays as it was.

    \b
    Example:  outlast build
              outlast build --edition public --strict
              outlast build --edition team --passphrase-file ../shop.passphrase
    """
    from outlast.cli.telling import honestly, listen, short
    from outlast.host.made import made
    from outlast.mkdocs_plugin.run import build_site

    with honestly():
        _choose(edition)
        choose(passphrase_file, recovery_file)
        listen(logging.WARNING)
        site = build_site(config_file, strict=strict)
        told = made(site)
        sealed = " It is encrypted." if told and told.encrypted else ""
        click.echo(f"Built {short(site)}: open {short(site / 'index.html')} in a browser.{sealed}")


@outlast.command(short_help="Show the site while you write.")
@_config_file
@_edition
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.  [default: 127.0.0.1:8000]")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open it in a browser.")
def serve(config_file: Path, edition: str | None, address: str | None, open_browser: bool) -> None:
    """Show the site while you write: it reloads when the plan changes. Ctrl-C ends it.

    \b
    Example:  outlast serve --open
    """
    from outlast.cli.telling import honestly, listen
    from outlast.mkdocs_plugin.run import serve_site

    with honestly():
        _choose(edition)
        listen(logging.INFO)
        serve_site(config_file, address=address, open_browser=open_browser)


@outlast.command(short_help="Write the site as Markdown files.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_config_file
@_edition
@_date
def export(folder: Path, config_file: Path, edition: str | None, today: datetime | None) -> None:
    """Write the site as Markdown files into DIR, for MkDocs, ProperDocs, Zensical and others.

    DIR becomes Outlast's: what is changed there by hand is lost in the next export.

    \b
    Example:  outlast export out
              cd out && mkdocs build
    """
    from outlast import build as stages
    from outlast.cli.telling import honestly, short, summary
    from outlast.diagnostics import render
    from outlast.export import export as write
    from outlast.model import Edition

    with honestly():
        plan, edition = _described(config_file, None, edition)
        built = stages.build(plan, Edition(edition), today=_day(today))
        if built.tree is None:
            click.echo(render(built.diagnostics), nl=False, err=True)
            click.echo(summary(None, built.diagnostics), err=True)
            sys.exit(1)
        write(built.tree, built.info, folder)
        click.echo(f"Wrote {len(built.tree.pages)} pages, edition {edition}, to {short(folder)}.")


@outlast.command(short_help="Write one zip for a USB drive.")
@_config_file
@_edition
@click.option("--plain", is_flag=True, help="Write an edition above public that anybody can open.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the zip.  [default: dist]")
def bundle(config_file: Path, edition: str | None, plain: bool, out: Path | None) -> None:
    """Write one zip for a USB drive: the site, readable without internet.

    \b
    Example:  outlast bundle --edition public
              outlast bundle --edition full --plain --out /media/stick
    """
    from outlast import source
    from outlast.bundle import bundle as write
    from outlast.cli.telling import honestly, listen, refuse, short
    from outlast.host.room import private_room
    from outlast.mkdocs_plugin.run import build_site

    with honestly():
        _choose(edition)
        plan_dir, named = _described(config_file, None, None)
        if named != EDITIONS[0] and not plain:
            refuse(
                f"This would be the edition {named}, and anybody who finds the drive could open it. "
                "Say --plain if that is what you want, or --edition public."
            )
        listen(logging.WARNING)
        folder = out or config_file.parent / "dist"
        with private_room(folder) as room:
            plan = source.contents(plan_dir)
            site = build_site(config_file, strict=False, site_dir=room / "site", offline=True, plain=True)
            if plan != source.contents(plan_dir):
                refuse(
                    "The plan was changed while its bundle was made. Nothing was written: run it again.", 1
                )
            file = write(site, folder, plan=plan if named == EDITIONS[-1] else None)
        click.echo(f"Wrote {short(file)}, edition {named}, {file.stat().st_size / 1e6:.1f} MB.")


@outlast.command(short_help="Write the runbook as PDFs to print.")
@_config_file
@_edition
@_date
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--address", metavar="URL", help="Where the site is.  [default: site_url in mkdocs.yml]")
@click.option(
    "--fonts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="A folder with fonts for letters that ours lack.",
)
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the PDFs.  [default: dist]")
def binder(
    config_file: Path,
    edition: str | None,
    today: datetime | None,
    paper: str,
    address: str | None,
    fonts: tuple[Path, ...],
    out: Path | None,
) -> None:
    """Write the runbook as PDFs to print: a binder, and a card for the wallet.

    \b
    Example:  outlast binder --edition full
              outlast binder --paper letter --out paper
    """
    from outlast import build as stages
    from outlast.binder import Paper, printed, write
    from outlast.binder.typeset import available
    from outlast.cli.telling import honestly, short, summary
    from outlast.diagnostics import render
    from outlast.model import Edition

    with honestly():
        available()
        plan, edition = _described(config_file, None, edition)
        built = stages.build(plan, Edition(edition), today=_day(today))
        if built.site is None:
            click.echo(render(built.diagnostics), nl=False, err=True)
            click.echo(summary(None, built.diagnostics), err=True)
            sys.exit(1)
        made = printed(
            built.site,
            paper=Paper[paper.upper()],
            address=_address(config_file) if address is None else address,
            fonts=fonts,
        )
        if made.undrawn:
            click.echo(
                f"No font has these letters, so a sign stands in their place: {' '.join(made.undrawn)}\n"
                "Name a folder with a font that has them: --fonts FOLDER",
                err=True,
            )
        for file in write(made, out or config_file.parent / "dist"):
            click.echo(f"Wrote {short(file)}, edition {edition}, {file.stat().st_size / 1e6:.1f} MB.")
        if edition != EDITIONS[0]:
            click.echo("Paper has no password: whoever finds it can read it.")


outlast.add_command(schema)
outlast.add_command(whatif)
outlast.add_command(verify)
outlast.add_command(passphrase)


@outlast.command(short_help="Explain a rule.")
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain a RULE: why it matters, how to put it right. Without one, list them all.

    \b
    Example:  outlast explain unknown-reference
    """
    from difflib import get_close_matches

    from outlast.checks import RULES
    from outlast.cli.telling import refuse

    if rule is None:
        width = max(len(id) for id in RULES)
        for id, each in RULES.items():
            click.echo(f"{id:{width}}  {each.severity:7}  {each.title}")
        return
    found = RULES.get(rule)
    if found is None:
        near = get_close_matches(rule, RULES, 1)
        hint = f"Did you mean {near[0]}?" if near else "`outlast explain` lists them all."
        refuse(f'There is no rule "{rule}". {hint}')
    click.echo(f"{found.id} ({found.severity}): {found.title}.\n")
    for label, text in (("Why", found.why), ("Cure", found.cure), ("When it is wrong", found.false_alarm)):
        click.echo(f"{label}: {text}")


def _described(config_file: Path, plan: Path | None, edition: str | None) -> tuple[Path, str]:
    """The folder and the edition: as said on the command line, else by mkdocs.yml, else by habit."""
    if (plan is None or edition is None) and (config_file.exists() or config_file != Path("mkdocs.yml")):
        from outlast.cli.telling import listen
        from outlast.mkdocs_plugin.run import described

        listen(logging.WARNING)
        folder, named = described(config_file)
        return plan or folder, edition or named
    return plan or Path("plan"), edition or EDITIONS[0]


def _address(config_file: Path) -> str:
    """Where the site is on the web, if mkdocs.yml is there and says so."""
    if not config_file.exists():
        return ""
    from outlast.mkdocs_plugin.run import address

    return address(config_file)


def _by_hand(config_file: Path, edition: str) -> tuple[Document, ...]:
    """The pages in docs/, where there is a site."""
    if not config_file.exists():
        return ()
    from outlast.mkdocs_plugin.run import by_hand

    return by_hand(config_file, edition)


def _choose(edition: str | None) -> None:
    """Hand the edition to the plugin, which MkDocs loads anew at each rebuild."""
    if edition:
        os.environ[VARIABLE] = edition


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
