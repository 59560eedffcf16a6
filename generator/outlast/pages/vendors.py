"""What a page says of what the catalogue knows: where that was read, and whether it was confirmed."""

from __future__ import annotations

from outlast import words
from outlast.analysis import Facts
from outlast.catalogue import Source, Vendor, vendor
from outlast.languages import mark, say, say_count
from outlast.model.functions import Function
from outlast.model.prose import literal
from outlast.model.scenarios import Scenario
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

UNREAD = mark("You have not confirmed this yet")
"""Said of what the catalogue proposes until the owner has read it and found it true."""

WRITERS = {
    "archived": mark("{link} (a copy of the supplier's page)"),
    "third-party": mark("{link} (not written by the supplier)"),
}
"""Who wrote a source, where it was not the vendor."""


def notice(system: System, facts: Facts) -> Box | None:
    """That nobody has confirmed what the catalogue says on this page."""
    entry = vendor(system.vendor or "")
    if entry is None or system.id not in facts.unread:
        return None
    day = words.day(entry.checked.date)
    said = say(
        "Some of this page was not written for this shop. It says how {system} works in general. We read "
        "that on {day}. Names and menus may have changed.",
        system=literal(entry.name),
        day=day,
    )
    return Box((Prose(said),), BoxKind.CAREFUL, say(UNREAD))


def proposed(thing: Function | Scenario, facts: Facts) -> Box | None:
    """That nobody has confirmed the steps that the catalogue proposes."""
    if thing.id not in facts.unread:
        return None
    said = say("The steps come from a catalogue for any shop. Some may be different here.")
    return Box((Prose(said),), BoxKind.CAREFUL, say(UNREAD))


def background(system: System) -> Sections:
    """What is looked up rather than followed: exports, mistakes of others, and where it was read."""
    entry = vendor(system.vendor or "")
    inner = present(
        (
            *_listed(say("What you can export"), system.exports),
            *_listed(say("Mistakes that others have made"), system.mistakes),
            *(_read(entry) if entry else ()),
        )
    )
    title = (
        say("Exports, mistakes to avoid, and where we read this")
        if entry
        else say("Exports, and mistakes to avoid")
    )
    return section("more", say("More about it"), Fold(inner, title, whole=True))


def _listed(title: str, texts: tuple[Text, ...]) -> tuple[Block, ...]:
    return (Prose(f"**{title}**"), Bullets(tuple(map(str, texts)))) if texts else ()


def _read(entry: Vendor) -> tuple[Block, ...]:
    day = words.day(entry.checked.date)
    read = say("**Where we read this**, on {day}", day=day)
    on_paper = say_count(
        "We read this on one page on {day}. The copy on a screen names it.",
        "We read this on {count} pages on {day}. The copy on a screen lists them.",
        len(entry.sources),
        day=day,
    )
    return (
        Prose(say("**Not sure:** {text}", text=entry.unverified) if entry.unverified else ""),
        OnScreen((Prose(read), FactList(tuple(map(_source, entry.sources))))),
        OnPaper((Prose(on_paper),)),
    )


def _source(source: Source) -> Fact:
    writer = WRITERS.get(source.kind)
    link = web(source.url)
    return Fact(str(source.name), say(writer, link=link) if writer else link)
