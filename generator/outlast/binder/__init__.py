"""The plan on paper: a binder of two volumes, a wallet card, and a kit to seal.

The first volume holds what somebody needs in the first week, in that order; the second holds the rest.

All are made from a Site, so they hold what the pages of the edition hold, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from outlast.binder import says
from outlast.binder.card import card, qr
from outlast.binder.chapters import chapters, finder, first_steps
from outlast.binder.coverage import letters, undrawn, visible, without
from outlast.binder.kit import kit
from outlast.binder.typeset import available, drawable, font_files, laid_out, own_letters, typeset
from outlast.host.refusal import Refusal
from outlast.languages import speaking
from outlast.pages.attachments import LARGEST_SHOWN
from outlast.render.paper import Data, Ink
from outlast.site import Site
from outlast.site.paper import Volume
from outlast.source import is_picture

TEMPLATE = "binder.typ"
CARD = "wallet-card.pdf"
KIT = "emergency-kit.pdf"


class Paper(StrEnum):
    """What the binder is printed on; the names are the typesetter's."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True)
class Printed:
    """PDFs, ready to be printed."""

    binder: Mapping[Volume, bytes]
    pages: Mapping[Volume, int]
    """How many pages each volume has."""
    card: bytes
    kit: bytes
    undrawn: tuple[str, ...]
    """Letters that no font has; a sign stands in their place."""

    def files(self) -> dict[str, bytes]:
        """The content of each file, by name."""
        volumes = {volume.file: content for volume, content in self.binder.items()}
        return {**volumes, CARD: self.card, KIT: self.kit}


def printed(
    site: Site,
    *,
    paper: Paper = Paper.A4,
    address: str = "",
    number: str = "",
    fonts: tuple[Path, ...] = (),
) -> Printed:
    """A site on paper. The same site and arguments give the same bytes.

    Args:
        address: where the site is on the web, for the QR code on the card.
        number: of the bundle that the paper belongs to; left out, there is a blank to write it into.
        fonts: folders with fonts for letters that ours lack.

    Raises Refusal when the extra `pdf` is not installed, or for an address that is none.
    """
    available()
    if address and not address.startswith(("https://", "http://")):
        raise Refusal(f'"{address}" is no address of a site: it begins with https:// or http://.')
    with speaking(site.language):
        return _printed(site, paper, address, number, fonts)


def _printed(site: Site, paper: Paper, address: str, number: str, fonts: tuple[Path, ...]) -> Printed:
    pictures = {path: content for path, content in _shown(site).items() if drawable(path, content)}
    ink = Ink(site.links, pictures, site.foreign)
    copy: Data = {
        "name": site.name,
        "paper": paper.value,
        "edition": site.edition,
        "version": site.info.version,
        "number": number,
        "lang": says.lang(),
        "date": [site.info.as_of.year, site.info.as_of.month, site.info.as_of.day],
    }
    books = _books(site, ink, copy)
    small = {**copy, **card(site, ink, address, qr(address) if address else "")}
    sheet = {**copy, **kit(site, ink)}
    drawn = own_letters() | letters(file for folder in fonts for file in font_files(folder))
    missing = undrawn([*books.values(), small, sheet], drawn)
    volumes = {volume: _texts(without(book, missing)) for volume, book in books.items()}
    known: dict[Volume, Mapping[str, int]] = {**_sheets_of(volumes)}
    counts = {}
    for volume, book in volumes.items():
        # The typesetter remembers how it laid out the last one, which names pages that are known by then.
        layout = laid_out(TEMPLATE, book, fonts, pictures, _beside(volume, known))
        known[volume], counts[volume] = layout.pages, layout.count
    return Printed(
        binder={
            volume: typeset(TEMPLATE, book, fonts, pictures, _beside(volume, known))
            for volume, book in volumes.items()
        },
        pages=counts,
        card=typeset("card.typ", _texts(without(small, missing)), fonts),
        kit=typeset("kit.typ", _texts(without(sheet, missing)), fonts),
        undrawn=tuple(filter(visible, missing)),
    )


def _books(site: Site, ink: Ink, copy: Data) -> dict[Volume, Data]:
    """What is printed in each volume."""
    made = chapters(site, ink)
    every = [chapter for volume in made.values() for chapter in volume]
    return {
        volume: {
            **copy,
            "say": says.volume(site, volume),
            "volume": {"title": volume.title, "lead": volume.lead},
            "first": first_steps(site, ink) if volume is Volume.FIRST else None,
            "chapters": own,
            # Its contents name the sheets of the first; whoever looks into the second finds all in one list.
            "finder": finder(site, own, titles=False) if volume is Volume.FIRST else finder(site, every),
        }
        for volume, own in made.items()
    }


def _sheets_of(books: Mapping[Volume, Data]) -> dict[Volume, dict[str, int]]:
    """The ids of the sheets of each volume, their pages not known yet."""
    return {
        volume: {sheet["id"]: 0 for chapter in book["chapters"] for sheet in chapter["sheets"]}
        for volume, book in books.items()
    }


def _beside(volume: Volume, pages: Mapping[Volume, Mapping[str, int]]) -> Data:
    """What a volume says of the other one."""
    (other,) = (each for each in Volume if each is not volume)
    return {"title": other.title, "pages": dict(pages[other])}


def write(made: Printed, folder: Path) -> tuple[Path, ...]:
    """Write the PDFs into `folder`, each whole or not at all, and return their paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = {folder / name: folder / f".{name}.new" for name in made.files()}
    try:
        for file, content in zip(aside, made.files().values(), strict=True):
            aside[file].write_bytes(content)
        for file, new in aside.items():
            new.replace(file)
    finally:
        for new in aside.values():
            new.unlink(missing_ok=True)
    return tuple(aside)


def _shown(site: Site) -> dict[str, bytes]:
    """The pictures that pages show, by their path in the site."""
    return {
        asset.path: asset.content
        for asset in site.assets
        if is_picture(asset.path) and len(asset.content) <= LARGEST_SHOWN
    }


def _texts(data: object) -> Data:
    assert isinstance(data, dict)  # noqa: S101 - a mapping stays one
    return data
