"""The plan on paper: a binder in the order in which somebody needs it, a wallet card, and a kit to seal.

All are made from a Site, so they hold what the pages of the edition hold, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from outlast import words
from outlast.binder.card import card, qr
from outlast.binder.chapters import chapters, finder, first_steps
from outlast.binder.coverage import letters, undrawn, visible, without
from outlast.binder.kit import kit
from outlast.binder.typeset import available, drawable, font_files, own_fonts, typeset
from outlast.host.refusal import Refusal
from outlast.languages import speaking
from outlast.pages.attachments import LARGEST_SHOWN
from outlast.render.paper import Data, Ink
from outlast.site import Site
from outlast.source import is_picture

BINDER = "binder.pdf"
CARD = "wallet-card.pdf"
KIT = "emergency-kit.pdf"


class Paper(StrEnum):
    """What the binder is printed on; the names are the typesetter's."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True)
class Printed:
    """Three PDFs, ready to be printed."""

    binder: bytes
    card: bytes
    kit: bytes
    undrawn: tuple[str, ...]
    """Letters that no font has; a sign stands in their place."""

    def files(self) -> dict[str, bytes]:
        """The content of each file, by name."""
        return {BINDER: self.binder, CARD: self.card, KIT: self.kit}


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
    ink = Ink(site.links, pictures)
    copy: Data = {
        "name": site.name,
        "paper": paper.value,
        "edition": site.edition,
        "version": site.info.version,
        "number": number,
        "as_of": words.day(site.info.as_of),
        "date": [site.info.as_of.year, site.info.as_of.month, site.info.as_of.day],
    }
    made = chapters(site, ink)
    book = {**copy, "first": first_steps(site, ink), "chapters": made, "finder": finder(site, made)}
    small = {**copy, **card(site, ink, address, qr(address) if address else "")}
    sheet = {**copy, **kit(site, ink)}
    drawn = letters((*own_fonts(), *(file for folder in fonts for file in font_files(folder))))
    missing = undrawn([book, small, sheet], drawn)
    return Printed(
        binder=typeset("binder.typ", _texts(without(book, missing)), fonts, pictures),
        card=typeset("card.typ", _texts(without(small, missing)), fonts),
        kit=typeset("kit.typ", _texts(without(sheet, missing)), fonts),
        undrawn=tuple(filter(visible, missing)),
    )


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
