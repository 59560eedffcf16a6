"""What a system's page says because of its vendor: where that was read, and whether it was confirmed."""

from __future__ import annotations

from outlast import words
from outlast.analysis import Facts
from outlast.catalogue import Source, Vendor, vendor
from outlast.model.prose import literal
from outlast.model.systems import System
from outlast.model.value import Text
from outlast.pages.parts import Sections, web
from outlast.site.blocks import (
    Block,
    Box,
    BoxKind,
    Bullets,
    FactList,
    Fold,
    OnPaper,
    OnScreen,
    Prose,
    present,
    section,
)
from outlast.site.parts import Fact

UNREAD = "Not confirmed by you"
"""Said of what the catalogue proposes until the owner has read it and found it true."""

WRITERS = {"archived": "a copy of the vendor's page", "third-party": "not written by the vendor"}
"""Who wrote a source, where it was not the vendor."""


def notice(system: System, facts: Facts) -> Box | None:
    """That nobody has confirmed what the catalogue says on this page."""
    entry = vendor(system.vendor or "")
    if entry is None or system.id not in facts.unread:
        return None
    day = words.day(entry.checked.date)
    said = (
        f"Some of this page was not written for this shop. It says how {literal(entry.name)} works in"
        f" general, as read on {day}. Names and menus may have changed."
    )
    return Box((Prose(said),), BoxKind.CAREFUL, UNREAD)


def background(system: System) -> Sections:
    """What is looked up rather than followed: exports, mistakes of others, and where it was read."""
    entry = vendor(system.vendor or "")
    inner = present(
        (
            *_listed("What can be exported", system.exports),
            *_listed("Mistakes that others have made", system.mistakes),
            *(_read(entry) if entry else ()),
        )
    )
    title = "Exports, mistakes to avoid" + (", and where this was read" if entry else "")
    return section("more", "More about it", Fold(inner, title, whole=True))


def _listed(title: str, texts: tuple[Text, ...]) -> tuple[Block, ...]:
    return (Prose(f"**{title}**"), Bullets(tuple(map(str, texts)))) if texts else ()


def _read(entry: Vendor) -> tuple[Block, ...]:
    day = words.day(entry.checked.date)
    count = words.count(len(entry.sources), "page")
    return (
        Prose(f"**Not sure:** {entry.unverified}" if entry.unverified else ""),
        OnScreen((Prose(f"**Where this was read**, on {day}"), FactList(tuple(map(_source, entry.sources))))),
        OnPaper((Prose(f"This was read on {day}, on {count}. The copy on a screen lists them."),)),
    )


def _source(source: Source) -> Fact:
    writer = WRITERS.get(source.kind)
    return Fact(str(source.name), f"{web(source.url)} ({writer})" if writer else web(source.url))
