"""What stands in the binder, in the order in which somebody needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from outlast.binder import sheets
from outlast.binder.data import Data, Ink, note, part
from outlast.binder.forms import logs, numbers
from outlast.pages import addresses
from outlast.pages.entries import PACK
from outlast.pages.start import StartView
from outlast.pages.view import Call, Fact
from outlast.site import Page, Site

CALLED_FIRST = 5
"""How many people the page of first steps and the card name."""


def first_steps(site: Site, ink: Ink) -> Data:
    """The one page to begin with."""
    view = _start(site)
    return {
        "business": view.business,
        "cards": [{"title": ink.thing(card.id), "note": ink.line(card.note)} for card in view.cards],
        "calls": ink.calls(replace(call, reach=call.reach[:2]) for call in view.calls[:CALLED_FIRST])
        or numbers(CALLED_FIRST),
        "more_calls": max(0, len(view.calls) - CALLED_FIRST),
        "due": [[ink.thing(row.id), ink.line(row.note.rstrip(".")), ink.words(row.end)] for row in view.due],
        "never": ink.lines(view.never),
        "pack": ink.facts(packs(site, ink)),
    }


def packs(site: Site, ink: Ink) -> tuple[Fact, ...]:
    """Where each emergency pack is: the place, and where in it."""
    return tuple(
        Fact(entry.title, fact.value)
        for page in _pages(site, addresses.LOCATIONS.page)
        for entry in page.view.entries
        for fact in entry.facts
        if fact.label == PACK
    )


def first_calls(site: Site) -> tuple[Call, ...]:
    """The people to call first."""
    return _start(site).calls[:CALLED_FIRST]


def chapters(site: Site, ink: Ink) -> list[Data]:
    """The chapters behind the page of first steps. What the edition lacks has no chapter."""
    made = (
        _chapter("calls", "Call list", "Write down when somebody answered.", _calls(site, ink)),
        _chapter(
            "scenarios",
            "What has happened: scenarios",
            "Choose one, take its sheets out, tick what is done.",
            _sheets(site, ink, "scenario", sheets.scenario),
            own_pages=True,
        ),
        _chapter(
            "tasks",
            "Keep serving (BC): tasks",
            "What people do so that customers and bills do not wait.",
            [*_overview(site, ink), *_sheets(site, ink, "function", sheets.function)],
            own_pages=True,
        ),
        *_listing(site, ink, addresses.PROCEDURES.page),
        _chapter(
            "restore",
            "Restore (DR): systems",
            "How data and systems come back, in the order in which they can.",
            [*_order(site, ink), *_systems(site, ink)],
            own_pages=True,
        ),
        *_listing(site, ink, addresses.BREAK_GLASS.page),
        *_listing(site, ink, addresses.EQUIPMENT.page),
        _chapter(
            "messages",
            "Messages ready to send",
            "Nobody has approved these words: read them before you send them.",
            _messages(site, ink),
        ),
        *_listing(site, ink, addresses.DECISIONS.page),
        *_listing(site, ink, addresses.OBLIGATIONS.page),
        _chapter(
            "nobody",
            "Deadlines",
            "What must be done, and what stops if it is not. Tick what is done.",
            _sheets(site, ink, "nobody", sheets.nobody),
        ),
        *_rest(site, ink),
        _chapter("people", "People", "Who does what, and what each may decide.", _people(site, ink)),
        _chapter(
            "suppliers",
            "Suppliers",
            "Whom the shop buys from and pays.",
            _sheets(site, ink, "supplier", sheets.supplier),
        ),
        _chapter(
            "readiness",
            "Readiness",
            "What this plan promises, what was tried, and which weak spots are known.",
            [*_readiness(site, ink), *_sheets(site, ink, "headings", sheets.headings)],
        ),
        _chapter(
            "forms",
            "Forms and logs to write on",
            "Copy them before they are full.",
            logs(),
            own_pages=True,
        ),
        *_listing(site, ink, addresses.LOCATIONS.page, "Where the emergency pack is: places"),
        _chapter("help", "Words and the shop", "", [*_glossary(site, ink), *_help(site, ink)]),
        _chapter("elsewhere", "On the site only", "", _elsewhere(site)),
    )
    return [chapter for chapter in made if chapter["sheets"]]


def finder(site: Site, made: list[Data]) -> list[Data]:
    """Words that somebody may look for, each with the ids of the sheets on which it is answered."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    words = [(sheet["title"], sheet["id"]) for chapter in made for sheet in chapter["sheets"]]
    words += [(word, _id(page)) for page in site.pages if page.kind in _OWN_SHEETS for word in page.also]
    for word, id in words:
        found.setdefault(word.casefold(), (word[:1].upper() + word[1:], {}))[1][id] = None
    return [{"word": found[key][0], "ids": list(found[key][1])} for key in sorted(found)]


_OWN_SHEETS = frozenset({"scenario", "function", "system", "person", "supplier", "nobody", "headings"})
_LISTS = frozenset({"start", "functions", "scenarios", "suppliers", "systems", "people", "help", "glossary"})
"""Pages of which the binder takes what is more than a list of other pages, each in its place."""
_PLACED = (
    addresses.CALL_TREES,
    addresses.PROCEDURES,
    addresses.BREAK_GLASS,
    addresses.EQUIPMENT,
    addresses.DECISIONS,
    addresses.OBLIGATIONS,
    addresses.LOCATIONS,
)
"""Lists with a place of their own in the binder; the others follow each other."""


# Ids of sheets that are no thing of the plan begin with a sign that no id of a plan may have.


def _chapter(id: str, title: str, lead: str, made: Iterable[Data], *, own_pages: bool = False) -> Data:
    return {"id": id, "title": title, "lead": lead, "own_pages": own_pages, "sheets": list(made)}


def _sheet(id: str, title: str, blocks: list[Data]) -> Data:
    return {"id": id, "title": title, "blocks": blocks}


def _sheets(site: Site, ink: Ink, kind: str, make: Any) -> list[Data]:
    return [_sheet(_id(page), page.title, make(ink, page.view)) for page in site.pages if page.kind == kind]


def _calls(site: Site, ink: Ink) -> Iterator[Data]:
    yield _sheet(
        "_call-people", "People, in this order", ink.calls(_start(site).calls, tick=True) or numbers(12)
    )
    suppliers = [
        _sheet(f"call-{_id(page)}", page.title, ink.calls(page.view.contacts, tick=True))
        for page in site.pages
        if page.kind == "supplier" and page.view.contacts
    ]
    if suppliers:
        yield _together("_call-suppliers", "Suppliers", suppliers)
    helpers = [
        _sheet(f"call-{_id(page)}", page.title, ink.reach(page.view.support.reach))
        for page in site.pages
        if page.kind == "system" and page.view.support and page.view.support.reach
    ]
    if helpers:
        yield _together("_call-support", "Who helps with systems", helpers)
    for chapter in _listing(site, ink, addresses.CALL_TREES.page):
        yield from chapter["sheets"]


def _together(id: str, title: str, made: list[Data]) -> Data:
    return _sheet(id, title, [block for each in made for block in part(each["title"], each["blocks"])])


def _overview(site: Site, ink: Ink) -> Iterator[Data]:
    for page in site.pages:
        if page.kind == "functions" and page.view.functions:
            yield _sheet("_all-tasks", "All tasks, and who does them", ink.rows(page.view.functions))


def _order(site: Site, ink: Ink) -> Iterator[Data]:
    for page in site.pages:
        if page.kind == "systems" and any(wave.systems for wave in page.view.waves):
            waves = [
                {"kind": "wave", "title": wave.title, "blocks": ink.rows(wave.systems)}
                for wave in page.view.waves
            ]
            lead = note("What stands together can come back at the same time. Tick what works again.")
            yield _sheet("_restore-order", "What comes back, in this order", [*lead, *waves])


def _systems(site: Site, ink: Ink) -> list[Data]:
    waves = (page.view.waves for page in site.pages if page.kind == "systems")
    order = [row.id for each in waves for wave in each for row in wave.systems]
    made = _sheets(site, ink, "system", sheets.system)
    return sorted(made, key=lambda sheet: order.index(sheet["id"]) if sheet["id"] in order else len(order))


def _messages(site: Site, ink: Ink) -> Iterator[Data]:
    for page in _pages(site, addresses.MESSAGES.page):
        for each in page.view.messages:
            blocks = sheets.message(ink, each.message)
            more = [
                *ink.attachments(each.attachments),
                *ink.questions(each.questions),
                *ink.facts(each.links),
            ]
            yield _sheet(each.message.id, each.message.name, [*blocks, *more])


def _listing(site: Site, ink: Ink, path: str, title: str = "") -> Iterator[Data]:
    """The chapter of a collection that has one page for all its things."""
    for page in _pages(site, path):
        made = [_sheet(entry.id, entry.title, sheets.entry(ink, entry)) for entry in page.view.entries]
        if page.view.calendar:
            (grid,) = ink.table(page.view.calendar)
            made.insert(0, _sheet("_calendar", "Calendar of duties", [{**grid, "tick": True}]))
        yield _chapter(path.replace("/", "-"), title or page.title, page.view.lead, made)


def _rest(site: Site, ink: Ink) -> Iterator[Data]:
    placed = {address.page for address in _PLACED}
    for page in site.pages:
        if page.kind == "entries" and page.path not in placed:
            yield from _listing(site, ink, page.path)


def _people(site: Site, ink: Ink) -> list[Data]:
    return _sheets(site, ink, "person", sheets.person)


def _readiness(site: Site, ink: Ink) -> Iterator[Data]:
    for page in site.pages:
        if page.kind == "readiness":
            unproven = note("Written down, and not worked out: nothing here proves that a promise holds.")
            for promise in page.view.promises:
                blocks = [*unproven, *sheets.promise(ink, promise)]
                yield _sheet(promise.id, promise.title, blocks)
            for drill in page.view.drills:
                yield _sheet(drill.id, drill.title, sheets.drill(ink, drill))
            if page.view.accepted:
                yield _sheet("_accepted", "Known and accepted", ink.table(page.view.accepted))


def _help(site: Site, ink: Ink) -> Iterator[Data]:
    for page in site.pages:
        if page.kind == "help":
            view = page.view
            if view.questions:
                yield _sheet("_shop-questions", "Questions", ink.questions(view.questions))
            if view.copies:
                yield _sheet("_copies", "Other copies", ink.table(view.copies))
            if view.about or view.facts:
                yield _sheet("_shop", "About the shop", [*ink.prose(view.about), *ink.facts(view.facts)])


def _glossary(site: Site, ink: Ink) -> Iterator[Data]:
    for page in site.pages:
        if page.kind == "glossary":
            meant = tuple(fact for each in page.view.lists for fact in each.words)
            yield _sheet("_glossary", "What the words mean", ink.facts(meant))


def _elsewhere(site: Site) -> Iterator[Data]:
    """Pages of a kind that paper does not know, so that nobody looks for them in vain."""
    known = {*_OWN_SHEETS, *_LISTS, "entries", "messages", "readiness"}
    for page in site.pages:
        if page.kind not in known:
            yield _sheet(f"_{_id(page)}", page.title, note(page.description))


def _start(site: Site) -> StartView:
    view = next(page.view for page in site.pages if page.kind == "start")
    assert isinstance(view, StartView)  # noqa: S101 - every site has one
    return view


def _pages(site: Site, path: str) -> tuple[Page, ...]:
    return tuple(page for page in site.pages if page.path == path)


def _id(page: Page) -> str:
    return page.path.rpartition("/")[2]
