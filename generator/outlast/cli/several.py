"""`--all`: every shop below a folder. One that fails does not stop the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote

import click

from outlast.cli.passphrase import PHRASE
from outlast.cli.telling import sentence, short

if TYPE_CHECKING:
    from outlast.host.marker import Marker
    from outlast.mkdocs_plugin.run import Made
    from outlast.model import Edition
    from outlast.shops import Shop

PAGE = "overview.html"
_EACH = "If their readers are not the same, name a passphrase_file in the settings of each shop instead."


@dataclass(frozen=True)
class Place:
    """Where a shop is."""

    folder: Path
    settings: Path
    """Its settings, which a plan alone does not have."""

    @property
    def plan(self) -> Path | None:
        """The folder of its plan where no settings name it."""
        from outlast.shops import PLAN

        return None if self.settings.exists() else self.folder / PLAN

    def __str__(self) -> str:

        return short(self.folder)


def places(root: Path, config_file: Path) -> tuple[Place, ...]:
    """The shops below a folder. Raises Refusal where there are none.

    Args:
        config_file: as said on the command line: the name of the file in each folder.
    """
    from outlast.host.refusal import Refusal
    from outlast.shops import find

    if config_file.parent != Path():
        raise Refusal("With --all, --config-file is the name that the file has in the folder of each shop.")
    found = tuple(Place(folder, folder / config_file) for folder in find(root, config_file.name))
    if not found:
        raise Refusal(f"There is no shop in {root} or below it: no folder with a plan.")
    return found


def each(found: Sequence[Place], act: Callable[[Place], bool]) -> tuple[Place, ...]:
    """Do something in every shop; those in which it failed, or said that something is wrong."""
    from outlast.host.refusal import Refusal

    failed = []
    for place in found:
        try:
            sound = act(place)
        except BrokenPipeError:
            raise
        except (Refusal, OSError) as error:
            click.echo(f"outlast: {place}: {sentence(error)}", err=True)
            sound = False
        if not sound:
            failed.append(place)
    return tuple(failed)


def finish(
    found: Sequence[Place], failed: Sequence[Place], what: str, *, sound: bool = True, err: bool = False
) -> NoReturn:
    """Say how many shops there were and in which something is wrong, and end the program with that.

    Args:
        what: the marked sentence about shops in which something is wrong.
        sound: whether all is well beside the shops.
    """
    from outlast.languages import say, say_count

    shops, places = say_count("{count} shop", "{count} shops", len(found)), ", ".join(map(str, failed))
    if failed:
        click.echo(say(what, shops=shops, number=len(failed), places=places), err=err)
    else:
        click.echo(say("{shops}, all well.", shops=shops), err=err)
    sys.exit(1 if failed or not sound else 0)


def build_all(root: Path, config_file: Path, *, strict: bool, publish: bool, replace: bool) -> NoReturn:
    """Build every shop in its own place, and a page about all of them."""
    from outlast.cli.build import built
    from outlast.host.refusal import Refusal
    from outlast.languages import mark
    from outlast.mkdocs_plugin.run import site_folder

    found = places(root, config_file)
    page = root / PAGE
    refuse_foreign(page)
    made: dict[Place, Made] = {}
    sites: dict[Place, Path] = {}

    def act(place: Place) -> bool:
        if place.plan:
            raise Refusal(f"There is a plan and no {config_file}, so no site can be built.")
        site = site_folder(place.settings).resolve()
        other = next((other for other, taken in sites.items() if taken == site), None)
        if other:
            raise Refusal(f"The site of {other} is in the same folder. Name another one: site_dir.")
        sites[place] = site
        made[place] = built(place.settings, strict=strict, publish=publish, replace=replace)
        return True

    failed = each(found, act)
    if len(made) > 1 and any(os.environ.get(name) for name in PHRASE):
        click.echo(f"One passphrase opens all that was encrypted here. {_EACH}")
    write(page, tuple(_shop(root, place, made.get(place), sites.get(place)) for place in found))
    click.echo(f"Wrote {short(page)}: all shops on one page.")
    finish(found, failed, mark("{shops}, {number} not built: {places}."))


def refuse_foreign(page: Path) -> None:
    """Raise Refusal for a file that is no overview of ours."""
    from outlast.host.refusal import Refusal
    from outlast.shops import MARK

    if page.exists() and not (page.is_file() and MARK.encode() in page.read_bytes()):
        raise Refusal(f"{page} was not made by Outlast, so it is left alone. Rename it.")


def write(page: Path, shops: tuple[Shop, ...]) -> None:
    """Write the overview. Raises Refusal for a file that is not ours, and OSError."""
    from outlast.host.room import replace_file
    from outlast.shops import overview

    refuse_foreign(page)
    replace_file(page, overview(shops).encode())


def way(page: Path, start: Path) -> str:
    """From a page to another one, as a browser reads it; empty where no path leads there."""
    try:
        return quote(Path(os.path.relpath(start, page.parent)).as_posix())
    except ValueError:  # another drive of Windows
        return ""


def shown_by(marker: Marker | None) -> Edition:
    """What a site shows that lies there; as little as can be where that is not known."""
    from outlast.model import Edition

    return Edition(marker.edition) if marker and marker.edition in set(Edition) else Edition.PUBLIC


def _shop(root: Path, place: Place, made: Made | None, site: Path | None) -> Shop:
    """A shop as the overview needs it.

    Args:
        made: what was built, if it could be.
        site: where its site is, if that is known.
    """
    from outlast.host.marker import marker_of
    from outlast.mkdocs_plugin.run import described
    from outlast.model import Edition
    from outlast.shops import Shop

    page = root / PAGE
    folder = place.folder.relative_to(root).as_posix()
    name = folder if folder != "." else place.folder.resolve().name
    marker = marker_of(site) if site else None
    shown = shown_by(marker)
    if made:
        urls = made.directory_urls
        return Shop(name, shown, way(page, made.start), marker, True, urls, made.plan, made.facts)
    if site is None:
        return Shop(name, Edition.PUBLIC, built=False)
    meant = Edition(described(place.settings)[1])
    least = shown if marker and meant.shows(shown) else meant
    start = site / "index.html"
    return Shop(name, least, way(page, start) if marker and start.is_file() else "", marker, built=False)
