"""What stands in the binder, in the order in which somebody needs it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from outlast.render.paper import Data, Ink, note, sheet_apart
from outlast.site import Page, Site
from outlast.site.paper import Chapter, NoSheet, Sheet, Volume
from outlast.words import capital


def first_steps(site: Site, ink: Ink) -> Data:
    """The one page to begin with."""
    first = site.first
    return {
        "cards": [{"title": ink.thing(str(card.to)), "note": ink.line(card.note)} for card in first.cards],
        "calls": ink.calls(replace(call, reach=call.reach[:2]) for call in first.calls[: first.called])
        or ink.blocks(first.unknown),
        "due": [[ink.thing(row.id), ink.line(row.note.rstrip(".")), ink.words(row.end)] for row in first.due],
        "never": ink.lines(first.never),
        "pack": ink.facts(first.packs),
    }


def chapters(site: Site, ink: Ink) -> dict[Volume, list[Data]]:
    """The chapters of each volume, in their order. What the edition lacks has no chapter."""
    sheets: defaultdict[Chapter, list[Data]] = defaultdict(list)
    for page in (*site.paper, *site.pages):
        match page.sheet:
            case Sheet():
                for into, sheet in _sheets(site, ink, page, page.sheet):
                    sheets[into].append(sheet)
            case NoSheet.SCREEN_ONLY:
                sheets[Chapter.ELSEWHERE].append(_sheet(_id(site, page), page.title, note(page.description)))
            case NoSheet.ELSEWHERE:
                pass
    return {
        volume: [
            {
                "id": chapter.id,
                "title": chapter.title,
                "lead": chapter.lead,
                "own_pages": chapter.own_pages,
                "sheets": sheets[chapter],
            }
            for chapter in Chapter
            if chapter.volume is volume and sheets[chapter]
        ]
        for volume in Volume
    }


def finder(site: Site, made: list[Data], *, titles: bool = True) -> list[Data]:
    """Words that somebody may look for, each with the ids of the sheets on which it is answered.

    Args:
        made: the chapters whose sheets are named.
        titles: whether the titles of the sheets are among the words.
    """
    found: dict[str, tuple[str, dict[str, None]]] = {}
    sheets = [(sheet["title"], sheet["id"]) for chapter in made for sheet in chapter["sheets"]]
    words, there = sheets if titles else [], {id for _, id in sheets}
    words += [
        (word, _id(site, page))
        for page in site.pages
        if isinstance(page.sheet, Sheet) and not page.sheet.each and _id(site, page) in there
        for word in page.also
    ]
    for word, id in words:
        found.setdefault(word.casefold(), (capital(word), {}))[1][id] = None
    return [{"word": found[key][0], "ids": list(found[key][1])} for key in sorted(found, key=_order)]


def _order(word: str) -> tuple[str, str]:
    """Where a word stands among others: a letter with an accent beside the one without."""
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), word


def _sheets(site: Site, ink: Ink, page: Page, sheet: Sheet) -> Iterator[tuple[Chapter, Data]]:
    """The sheets of a page, each with its chapter."""
    elsewhere = dict(sheet.apart)
    if sheet.each:
        for section in page.sections:
            if section.level and section.on_paper:
                thing = section.thing or section.id
                # A section may be called like a thing of the plan that stands elsewhere.
                listed = thing in site.links and site.links[thing].to.page == page.path
                id = thing if listed else f"{_id(site, page)}-{section.id}"
                chapter = elsewhere.get(thing, sheet.chapter) if listed else sheet.chapter
                yield chapter, _sheet(id, section.heading, ink.blocks(section.blocks))
        return
    title, own = sheet.title or page.title, _id(site, page)
    for chapter in dict.fromkeys((sheet.chapter, *elsewhere.values())):
        here = (each for each in page.sections if elsewhere.get(each.id, sheet.chapter) is chapter)
        blocks = ink.sections(here)
        if chapter is sheet.chapter:
            yield chapter, _sheet(own, title, blocks)
        elif blocks:
            yield chapter, _sheet(sheet_apart(chapter, own), title, blocks)


def _sheet(id: str, title: str, blocks: list[Data]) -> Data:
    return {"id": id, "title": title, "blocks": blocks}


def _id(site: Site, page: Page) -> str:
    """The id of the thing whose page it is; else one that begins with a sign that no id of a plan has."""
    id = page.path.rpartition("/")[2]
    return id if id in site.links else f"_{page.path.replace('/', '-')}"
