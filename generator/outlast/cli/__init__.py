"""The command `outlast`: the only package that prints or exits. Commands import what they need."""

from __future__ import annotations

import atexit
import gc
import logging
import sys
from datetime import datetime
from pathlib import Path

import click

from outlast import __version__
from outlast.cli.add import add
from outlast.cli.answers import answers
from outlast.cli.binder import binder
from outlast.cli.build import build
from outlast.cli.bundle import bundle
from outlast.cli.calendar import calendar
from outlast.cli.check import check
from outlast.cli.compare import compare
from outlast.cli.drill import drill
from outlast.cli.fixes import fixes
from outlast.cli.handback import handback
from outlast.cli.importing import import_
from outlast.cli.languages import languages
from outlast.cli.learn import learn
from outlast.cli.new import new
from outlast.cli.options import (
    author_language_option,
    choose_edition,
    config_file_option,
    date_option,
    day,
    described,
    edition_option,
    language_option,
)
from outlast.cli.passphrase import passphrase
from outlast.cli.probe import probe
from outlast.cli.publish import publish
from outlast.cli.rehearse import rehearse
from outlast.cli.review import review
from outlast.cli.schema import schema
from outlast.cli.telling import honestly, listen, refuse, refuse_plan, short
from outlast.cli.todo import todo
from outlast.cli.verify import verify
from outlast.cli.whatif import whatif
from outlast.cli.wrapping import wrap_text


def main() -> None:
    """Run the command, and end the program."""
    # A plan and the answers about it are many small things that live to the end: looking for garbage among
    # them as often as Python usually does takes a quarter of the time.
    gc.set_threshold(100_000, 50, 100)
    # At its end Python would look through all of them several times, which takes a sixth of a command.
    atexit.register(gc.freeze)
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
                 outlast todo      what to write next
                 outlast serve     see the site while you write
    """


@outlast.command(short_help="Show the site while you write.")
@config_file_option
@edition_option
@language_option
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.  [default: 127.0.0.1:8000]")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open it in a browser.")
def serve(config_file: Path, edition: str | None, address: str | None, open_browser: bool) -> None:
    """Show the site while you write: it reloads when the plan changes. Ctrl-C ends it.

    \b
    Example:  outlast serve --open
    """
    from outlast.mkdocs_plugin.run import serve_site

    with honestly():
        choose_edition(edition)
        listen(logging.INFO)
        serve_site(config_file, address=address, open_browser=open_browser)


@outlast.command(short_help="Write the site as Markdown files.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@config_file_option
@edition_option
@language_option
@date_option
def export(folder: Path, config_file: Path, edition: str | None, today: datetime | None) -> None:
    """Write the site as Markdown files into DIR, for MkDocs, ProperDocs, Zensical and others.

    DIR becomes Outlast's: what is changed there by hand is lost in the next export.

    \b
    Example:  outlast export out
              cd out && mkdocs build
    """
    from outlast import build as stages
    from outlast.export import export as write
    from outlast.model import Edition

    with honestly():
        plan, edition = described(config_file, None, edition)
        built = stages.build(plan, Edition(edition), today=day(today), ahead=stages.asked_ahead())
        if built.tree is None:
            refuse_plan(built.diagnostics)
        write(built.tree, built.info, folder)
        click.echo(f"Wrote {len(built.tree.pages)} pages, edition {edition}, to {short(folder)}.")


for command in (
    build,
    check,
    new,
    add,
    todo,
    review,
    rehearse,
    publish,
    compare,
    bundle,
    binder,
    calendar,
    verify,
    passphrase,
    schema,
    whatif,
    import_,
    drill,
    learn,
    handback,
    answers,
    fixes,
    probe,
    languages,
):
    outlast.add_command(command)


@outlast.command(short_help="Explain a rule.")
@click.argument("rule", required=False)
@author_language_option
def explain(rule: str | None) -> None:
    """Explain a RULE: what was found, why it matters, what to change. Without one, list them all.

    \b
    Example:  outlast explain unknown-reference
    """
    from difflib import get_close_matches
    from functools import partial
    from textwrap import dedent, indent

    from outlast.build import author
    from outlast.checks import RULES
    from outlast.diagnostics import severity
    from outlast.languages import say, speaking, told

    prose = partial(wrap_text, width=88, initial_indent="  ", subsequent_indent="  ")
    if rule is None:
        width = max(len(id) for id in RULES)
        with speaking(author()):
            for id, each in RULES.items():
                click.echo(f"{id:{width}}  {severity(each.severity):7}  {told(each.title)}")
        return
    found = RULES.get(rule)
    if found is None:
        near = get_close_matches(rule, RULES, 1)
        hint = f"Did you mean {near[0]}?" if near else "`outlast explain` lists them all."
        refuse(f'There is no rule "{rule}". {hint}')
    with speaking(author()):
        click.echo(f"{found.id} ({severity(found.severity)}): {told(found.title)}.")
        parts = (
            (say("Why it matters"), prose(told(found.why))),
            (say("What to change"), prose(told(found.change))),
            (say("Example"), indent(dedent(found.example).strip("\n"), "  ")),
            (say("Write instead"), indent(dedent(found.instead).strip("\n"), "  ")),
            (say("When it is wrong"), prose(told(found.false_alarm))),
        )
    for heading, text in parts:
        if text:
            click.echo(f"\n{heading}:\n{text}")
