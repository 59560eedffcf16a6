"""`outlast publish`: build what may go out, look at it once more, and compare the host with it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from outlast.cli.options import choose_edition, config_file_option
from outlast.cli.passphrase import PHRASE


@click.group(short_help="Build and check what goes on the web.")
def publish() -> None:
    """Build what may go on the web, look at it once more, and compare the host with it afterwards.

    These are the steps of a workflow. Each ends with another code than 0 where something is wrong, and
    nothing goes out then.

    \b
    Example:  outlast publish build
              outlast publish check
              outlast publish compare https://shop.example/runbook FINGERPRINT

    For several shops, `shops` lists them, and `overview` writes the page that leads to their sites.
    """


@publish.command(short_help="Build the edition for everybody, or an encrypted one.")
@config_file_option
@click.option(
    "--locked",
    type=click.Choice(["team", "full"]),
    default="team",
    show_default=True,
    help="The edition where a passphrase is set. Without one it is public.",
)
@click.option("--as-set", is_flag=True, help="The edition that mkdocs.yml names: for invented data.")
@click.option("--replace", is_flag=True, help="Replace a site that shows more, without asking.")
def build(config_file: Path, locked: str, as_set: bool, replace: bool) -> None:
    """Build the site: encrypted where a passphrase is set, else the edition for everybody.

    The passphrase is read from OUTLAST_PASSPHRASE, or from the file that OUTLAST_PASSPHRASE_FILE names.
    """
    from outlast.cli.build import built
    from outlast.cli.telling import honestly

    with honestly():
        sealed = any(os.environ.get(name) for name in PHRASE)
        if not as_set:
            choose_edition(locked if sealed else "public")
        built(config_file, publish=True, replace=replace)


@publish.command(short_help="Look at the built site once more.")
@click.argument("site", type=click.Path(path_type=Path), default=Path("site"))
@config_file_option
def check(site: Path, config_file: Path) -> None:
    """Refuse a SITE that everybody must not read, that holds a secret, or a link that leads out of it.

    It writes published.txt, the hash of every file, into the site, and says the fingerprint of that list. On
    GitHub the fingerprint becomes an output of the step.
    """
    from outlast.cli.telling import honestly
    from outlast.mkdocs_plugin.run import invented
    from outlast.publishing import ready

    with honestly():
        found = ready(site, invented(config_file) if config_file.exists() else "")
        sealed = ", encrypted" if found.marker.encrypted else ""
        click.echo(f"{found.files} files may go out, edition {found.marker.edition}{sealed}.")
        click.echo(f"Fingerprint: {found.fingerprint}")
        _output("fingerprint", found.fingerprint)


@publish.command(short_help="Compare a host with what was built.")
@click.argument("address")
@click.argument("fingerprint")
@click.option("--wait", type=float, default=0, show_default=True, help="Seconds for the host to catch up.")
def compare(address: str, fingerprint: str, wait: float) -> None:
    """Fetch every file from ADDRESS, and compare it with what was built, by the FINGERPRINT of `check`."""
    from outlast.cli.telling import honestly
    from outlast.publishing import compare as fetched

    with honestly():
        count = fetched(address, fingerprint, wait)
        click.echo(f"{address} serves all {count} files as they were built.")


@publish.command(short_help="List the shops, for a workflow.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
@config_file_option
def shops(folder: Path, config_file: Path) -> None:
    """List the shops in FOLDER and below it: a name for addresses, and where each is.

    On GitHub the list becomes an output of the step, from which a workflow makes its matrix.
    """
    from outlast.cli.several import places
    from outlast.cli.telling import honestly
    from outlast.shops import names

    with honestly():
        named = names(folder, (place.folder for place in places(folder, config_file)))
        for name, where in named.items():
            click.echo(f"{name}  {where.as_posix()}")
        _output("shops", json.dumps([{"name": name, "folder": at.as_posix()} for name, at in named.items()]))


@publish.command(short_help="Write the first page of several sites.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def overview(folder: Path) -> None:
    """Write index.html into FOLDER: the way to each of the sites that lie there, one in each folder."""
    from outlast.cli.several import shown_by, way, write
    from outlast.cli.telling import honestly, short
    from outlast.host.marker import marker_of
    from outlast.host.refusal import Refusal
    from outlast.shops import Shop

    with honestly():
        page = folder / "index.html"
        sites = ((each.name, each, marker_of(each)) for each in sorted(folder.iterdir()) if each.is_dir())
        found = tuple(
            Shop(name, shown_by(marker), way(page, site / "index.html"), marker)
            for name, site, marker in sites
            if marker and (site / "index.html").is_file()
        )
        if not found:
            raise Refusal(f"{folder} holds no folder with a site made by Outlast.")
        write(page, found)
        click.echo(f"Wrote {short(page)}: the way to {len(found)} {'site' if len(found) == 1 else 'sites'}.")


def _output(name: str, value: str) -> None:
    """An output of the step, on GitHub."""
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"{name}={value}\n")
