"""`outlast probe`: whether the world is as the plan says."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.keys import key_of
from outlast.cli.options import config_file_option, date_option, day, described, language_option, plan_option

MOST = 6
"""Places that are named before they are asked."""

if TYPE_CHECKING:
    from outlast.load import Origins
    from outlast.model import Plan
    from outlast.probe import Difference, Member


@click.command(short_help="Ask the web and lists of members whether the plan is still true.")
@click.option(
    "--members",
    metavar="SYSTEM=FILE",
    multiple=True,
    help="Compare a list of members (.csv) that a vendor exports with `access`; may be repeated.",
)
@click.option("--offline", is_flag=True, help="Ask nothing on the web: compare only lists.")
@click.option("-y", "--yes", is_flag=True, help="Ask the web without asking you first.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 120), default=10.0, show_default=True, help="In seconds."
)
@click.option("--rdap", metavar="URL", help="Where to ask about domains.  [default: https://rdap.org]")
@click.option("--trust", type=click.Path(exists=True, dir_okay=False), help="Certificates of your own.")
@plan_option
@config_file_option
@date_option
@language_option
def probe(
    members: tuple[str, ...],
    offline: bool,
    yes: bool,
    timeout: float,
    rdap: str | None,
    trust: str | None,
    plan: Path | None,
    config_file: Path,
    today: datetime | None,
) -> None:
    """Ask whether the world is as the plan says, and say what differs. It ends with 1 if something does.

    Links that lead nowhere, certificates and the domain that end soon, and who is let into a system. It asks
    only addresses that stand in the plan. No other command of Outlast asks anything on the web.

    \b
    Example:  outlast probe
              outlast probe --offline --members shopify=staff.csv
    """
    from outlast.build import language_of
    from outlast.cli.drill import read_plan
    from outlast.cli.telling import honestly, refuse
    from outlast.languages import say, say_count, speaking
    from outlast.probe import Web, compared, places, probed
    from outlast.probe.web import RDAP

    with honestly():
        folder, _ = described(config_file, plan, "full")
        checked, known = read_plan(folder, day(today), "")
    with honestly(), speaking(language_of(known.business)):
        found: list[Difference] = []
        for each in members:
            id, sign, file = each.partition("=")
            if not sign or id not in known.systems:
                refuse(f'--members takes SYSTEM=FILE, and "{id}" is no system of the plan.')
            found += compared(known, known.systems[id], _members(Path(file)))
        if not offline:
            asked = places(known)
            hosts = sorted({place.host for place in asked})
            told = say_count(
                "{count} address of the plan, here: {hosts}",
                "{count} addresses of the plan, here: {hosts}",
                len(asked),
                hosts=", ".join(hosts[:MOST]) + (" …" if len(hosts) > MOST else ""),
            )
            click.echo(told)
            if not yes and key_of(say("Ask them now?"), "yn") == "n":
                click.echo(say("Nothing was asked."))
                return
            web = Web(timeout, rdap or RDAP, trust)
            found += probed(web, asked, checked.info.as_of)
        _tell(found, known, checked.origins)
        sys.exit(1 if found else 0)


def _tell(found: list[Difference], plan: Plan, origins: Origins) -> None:
    from outlast.diagnostics import clean
    from outlast.languages import say

    for each in found:
        place = origins.place(each.subject, each.field)
        click.echo(f"{place}: {clean(each.message.told())}")
    if not found:
        click.echo(say("Nothing differs from the plan."))


def _members(file: Path) -> list[Member]:
    """The rows of a list. Ends the program where it names no members."""
    from outlast.cli.telling import refuse
    from outlast.importing.decoding import decode
    from outlast.importing.tables import table
    from outlast.probe.listed import Columns, columns

    text, _ = decode(file.read_bytes())
    read = table(text, columns)
    if read is None:
        refuse(f"{file} has no line with the names of columns such as Name, Email, Role. Export it as CSV.")
    heads: Columns = read.columns
    return [member for row in read.rows() if (member := heads.member(row.at))]
