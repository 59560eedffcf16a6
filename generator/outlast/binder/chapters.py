"""What stands in the binder, in the order in which somebody needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from outlast.render.paper import Data, Ink, note
from outlast.site import Page, Site
from outlast.site.paper import Chapter, NoSheet, Sheet


def first_steps(site: Site, ink: Ink) -> Data:
    """The one page to begin with."""
    first = site.first
    return {
        "business": first.business,
        "cards": [{"title": ink.thing(str(card.to)), "note": ink.line(card.note)} for card in first.cards],
        "calls": ink.calls(replace(call, reach=call.reach[:2]) for call in first.calls[: first.called])
        or ink.blocks(first.unknown),
        "more_calls": max(0, len(first.calls) - first.called),
        "due": [[ink.thing(row.id), ink.line(row.note.rstrip(".")), ink.words(row.end)] for row in first.due],
        "never": ink.lines(first.never),
        "pack": ink.facts(first.packs),
    }


def chapters(site: Site, ink: Ink) -> list[Data]:
    """The chapters behind the page of first steps, in their order. What the edition lacks has no chapter."""
    sheets: defaultdict[Chapter, list[Data]] = defaultdict(list)
    for page in (*site.paper, *site.pages):
        match page.sheet:
            case Sheet(chapter):
                sheets[chapter] += _sheets(site, ink, page, page.sheet)
            case NoSheet.SCREEN_ONLY:
                sheets[Chapter.ELSEWHERE].append(_sheet(_id(site, page), page.title, note(page.description)))
            case NoSheet.ELSEWHERE:
                pass
    return [
        {
            "id": chapter.id,
            "title": chapter.title,
            "lead": chapter.lead,
            "own_pages": chapter.own_pages,
            "sheets": sheets[chapter],
        }
        for chapter in Chapter
        if sheets[chapter]
    ]


def finder(site: Site, made: list[Data]) -> list[Data]:
    """Words that somebody may look for, each with the ids of the sheets on which it is answered."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    words = [(sheet["title"], sheet["id"]) for chapter in made for sheet in chapter["sheets"]]
    words += [
        (word, _id(site, page))
        for page in site.pages
        if isinstance(page.sheet, Sheet) and not page.sheet.each
        for word in page.also
    ]
    for word, id in words:
        found.setdefault(word.casefold(), (word[:1].upper() + word[1:], {}))[1][id] = None
    return [{"word": found[key][0], "ids": list(found[key][1])} for key in sorted(found)]


def _sheets(site: Site, ink: Ink, page: Page, sheet: Sheet) -> Iterator[Data]:
    if not sheet.each:
        yield _sheet(_id(site, page), sheet.title or page.title, ink.sections(page.sections))
        return
    for section in page.sections:
        if section.level and section.on_paper:
            thing = section.thing or section.id
            id = thing if thing in site.links else f"{_id(site, page)}-{section.id}"
            yield _sheet(id, section.heading, ink.blocks(section.blocks))


def _sheet(id: str, title: str, blocks: list[Data]) -> Data:
    return {"id": id, "title": title, "blocks": blocks}


def _id(site: Site, page: Page) -> str:
    """The id of the thing whose page it is; else one that begins with a sign that no id of a plan has."""
    id = page.path.rpartition("/")[2]
    return id if id in site.links else f"_{page.path.replace('/', '-')}"
