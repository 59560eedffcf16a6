"""The whole plan stands in the binder, and its contents lead to the right pages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from outlast.binder import printed
from outlast.binder.chapters import chapters
from outlast.model import Edition
from outlast.model.scenarios import PHASES
from outlast.render.paper import PHASE_DAYS, Ink
from outlast.site import Page, Part
from outlast.site.blocks import Halves, Rows
from outlast.site.paper import Chapter, NoSheet, Sheet, Volume
from outlast.site.parts import HalfView, StepView
from pypdf.generic import Destination

from tests.binder.paper import book, everything, example, leaves, loosely, read, said, squeezed, texts
from tests.builders import make_plan
from tests.drawing import site_of, text_of
from tests.maximal import shapes, whole, whole_tree

ORDER = (
    "First steps",
    "Call list",
    "What has happened: the likeliest scenarios",
    "Due in the first week",
    "Tasks of these days",
    "Messages for these days",
    "Where the emergency pack is: places",
    "Forms and logs to write on",
    "Find it by word",
    "What has happened: other scenarios",
    "Keep serving (BC): other tasks",
    "Restore (DR): systems",
    "Messages ready to send",
    "Decision tables",
    "What is due",
    "Words and the shop",
    "Find it by word",
)


def marks(*contents: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1, counted through) of each bookmark."""
    before, found = 0, []
    for content in contents:
        found += [(level, title, before + page) for level, title, page in _marks(content)]
        before += len(leaves(content))
    return found


@cache
def _marks(content: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of each bookmark."""
    reader = read(content)

    def walk(entries: list[object], level: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            elif isinstance(entry, Destination):
                number = reader.get_destination_page_number(entry)
                assert number is not None
                yield level, str(entry.title), number + 1

    return list(walk(list(reader.outline), 0))


def test_every_page_of_the_site_has_a_sheet() -> None:
    titles = {title for _, title, _ in marks(*example().volumes)}
    pages = [page for page in example().site.pages if page.sheet is not NoSheet.ELSEWHERE]
    assert len(pages) > 60
    missing = [page.title for page in pages if not titles.intersection(titles_of(page))]
    assert missing == []


def titles_of(page: Page) -> set[str]:
    """Under which titles a page may be found on paper: its own, or those of its sections."""
    if not isinstance(page.sheet, Sheet):
        return {page.title}
    if page.sheet.each:
        return {section.heading for section in page.sections if section.on_paper and section.level}
    return {page.sheet.title or page.title}


def test_every_thing_has_its_name_in_the_binder() -> None:
    text = "".join(texts(*example().volumes))
    names = [link.text for link in example().site.links.values()]
    assert len(names) > 150
    assert [name for name in names if squeezed(name) not in text] == []


def test_paper_says_what_the_site_says() -> None:
    """Every value that a page of the site shows stands in the binder, in some shape."""
    site = "".join(text_of(page) for page in whole_tree().pages)
    paper = said(*everything(Edition.FULL).volumes)
    shown = [canary for canary in whole().canaries if any(shape in site for shape in shapes(canary))]
    assert len(shown) > 400
    lost = [
        (canary.path, canary.text)
        for canary in shown
        if not any(squeezed(shape) in paper for shape in shapes(canary) if shape in site)
    ]
    assert lost == []


def test_the_chapters_come_in_the_order_in_which_they_are_needed() -> None:
    found = [re.sub(r"^\d+ +", "", title) for level, title, _ in marks(*example().volumes) if level == 0]
    assert [title for title in found if title in ORDER] == list(ORDER)


def test_the_contents_name_the_pages_on_which_the_sheets_begin() -> None:
    for volume, first in ((Volume.FIRST, 2), (Volume.REST, 1)):
        content = example().printed.binder[volume]
        pages = texts(content)
        contents = "".join(leaf.text for leaf in leaves(content)[first : first + 3])
        assert contents.startswith(f"Fern & Flask runbook: {volume.title} Contents")
        wanted = marks(content)
        assert len(wanted) > 80
        for _, title, page in wanted:
            assert squeezed(title) in pages[page - 1], title
            assert re.search(rf"{loosely(title)}[\s.]+{page}\n", contents + "\n"), f"{title}: page {page}"


def test_a_thing_that_is_named_elsewhere_is_found_by_its_page() -> None:
    """In the other volume too, which is named then."""
    begins = {title: page for _, title, page in marks(example().first)}
    own, other = ("".join(texts(content)) for content in example().volumes)
    for text, volume in ((own, ""), (other, "Thefirstweek,")):
        named = re.findall(rf"Yourrefundisonitsway\({volume}page(\d+)\)", text)
        assert named
        assert {int(page) for page in named} == {begins["Your refund is on its way"]}


def test_the_first_page_names_the_page_of_each_scenario() -> None:
    first = leaves(example().first)[1].text
    scenarios = [page for page in example().site.pages if handbook_of(page)]
    assert len(scenarios) == 6
    assert len({chapter_of(page).volume for page in scenarios}) == 2
    for page in scenarios:
        volume = chapter_of(page).volume
        begins = {title: page for _, title, page in marks(example().printed.binder[volume])}
        where = "" if volume is Volume.FIRST else f"{loosely(volume.title)}, "
        found = re.search(
            rf"^{loosely(page.title)}\n.*?{where}page\s+(\d+)$", first, re.DOTALL | re.MULTILINE
        )
        assert found, page.title
        assert int(found[1]) == begins[page.title], page.title


def chapter_of(page: Page) -> Chapter:
    assert isinstance(page.sheet, Sheet)
    return page.sheet.chapter


def test_every_chapter_is_in_one_volume_and_every_sheet_once() -> None:
    """What a page declares is where its sheets are, and nothing stands in both volumes."""
    made = chapters(example().site, Ink(example().site.links))
    there = [(chapter["id"], volume) for volume, own in made.items() for chapter in own]
    assert sorted(there) == sorted({(each.id, each.volume) for each in Chapter if each.id in dict(there)})
    sheets = [sheet["id"] for own in made.values() for chapter in own for sheet in chapter["sheets"]]
    assert len(sheets) > 150
    assert [id for id, count in Counter(sheets).items() if count > 1] == []


def test_the_first_week_is_short_enough_to_be_printed() -> None:
    assert example().printed.pages[Volume.FIRST] <= 62
    assert example().printed.pages[Volume.REST] > 120


def test_the_first_week_holds_what_stand_ins_take_over() -> None:
    """Refunds become somebody else's when the founder is ill: steps, words and the ways in are at hand."""
    text = "".join(texts(example().first))
    titles = {title for _, title, _ in marks(example().first)}
    assert {
        "Refund customers",
        "Your refund is on its way",
        "Shopify",
        "The founder is in hospital",
    } <= titles
    assert "Fire or water in the stockroom" not in titles
    assert squeezed("Who can sign in") in text


def test_every_phase_of_a_scenario_is_on_its_sheets_with_both_halves() -> None:
    assert set(PHASE_DAYS) == set(PHASES)
    starts = {title: page for _, title, page in marks(*example().volumes)}
    pages = texts(*example().volumes)
    for page in example().site.pages:
        if handbook_of(page):
            begin = starts[page.title]
            later = [start for start in starts.values() if start > begin]
            sheets = "".join(pages[begin - 1 : min(later) - 1])
            for half in handbook_of(page):
                assert squeezed(f"{half.title} ({half.abbreviation})") in sheets
                for phase in half.phases:
                    assert squeezed(phase.title) in sheets
                    assert [step.do for step in phase.steps if squeezed(plain(step)) not in sheets] == []


def handbook_of(page: Page) -> list[HalfView]:
    """The halves of a scenario, of all its phases."""
    return [
        half
        for section in page.sections
        for block in section.blocks
        if isinstance(block, Halves)
        for half in block.halves
    ]


def plain(step: StepView) -> str:
    """The words of a step up to its first mark."""
    return re.split(r"[*`{\[\\]", step.do)[0]


def test_the_steps_of_a_half_are_counted_through_its_phases() -> None:
    ink = Ink(example().site.links)
    for chapter in (each for volume in chapters(example().site, ink).values() for each in volume):
        for sheet in chapter["sheets"] if chapter["id"].startswith("scenarios") else ():
            for half in ("serve", "restore"):
                phases = [block for block in sheet["blocks"] if block["kind"] == "phase"]
                numbers = [
                    int(step["number"])
                    for phase in phases
                    for each in phase["halves"]
                    if each["half"] == half
                    for block in each["blocks"]
                    for step in block["steps"]
                ]
                assert numbers == list(range(1, len(numbers) + 1))


def test_systems_come_in_the_order_in_which_they_can_come_back() -> None:
    (page,) = (page for page in example().site.pages if page.path == "restore/index")
    waves = [block for each in page.sections for block in each.blocks if isinstance(block, Rows)]
    order = [row.title for wave in waves for row in wave.rows]
    assert len(order) > 10
    starts = {title: page for _, title, page in marks(*example().volumes)}
    assert sorted(order, key=lambda title: starts[title]) == order


@pytest.mark.parametrize("form", ["Incident log", "Call log", "Money spent", "Promises made"])
def test_there_are_forms_to_write_on(form: str) -> None:
    starts = {title: page for _, title, page in marks(*example().volumes)}
    assert squeezed(form) in texts(*example().volumes)[starts[form] - 1]


def test_words_that_people_search_for_lead_to_a_page() -> None:
    """The second volume lists the words of both."""
    page_of = {title: page for _, title, page in marks(example().first)}
    (refunds,) = (page for page in example().site.pages if page.path == "serve/refunds")
    assert refunds.also
    for volume, content in example().printed.binder.items():
        (begin,) = (page for _, title, page in marks(content) if title.endswith("Find it by word"))
        found = "".join(leaf.text for leaf in leaves(content)[begin - 1 :])
        where = "" if volume is Volume.FIRST else "The first week, "
        for word in refunds.also:
            numbers = re.search(rf"^{loosely(word)}\s+(.+)$", found, re.IGNORECASE | re.MULTILINE)
            assert numbers, word
            assert re.search(rf"{where}\s*\b{page_of[refunds.title]}\b", numbers[1]), word


def test_a_page_that_paper_does_not_know_is_named_as_one_of_the_site() -> None:
    site = site_of(make_plan("people: {a: {name: A, role: B}}"))
    strange = Page("readiness/new", "A page of a new kind", Part.READINESS, description="It is new.")
    few = [page for page in site.pages if page.path in ("index", "help/index")]
    assert len(few) == 2
    without = "".join(texts(*printed(replace(site, pages=tuple(few))).binder.values()))
    assert squeezed("On the site only") not in without
    small = printed(replace(site, pages=(*few, strange)))
    text = "".join(texts(*small.binder.values()))
    assert squeezed("On the site only") in text
    assert squeezed("A page of a new kind It is new.") in text


def test_a_step_has_the_number_of_a_firm_that_it_names() -> None:
    plan = make_plan(
        "suppliers: {carrier: {name: Carrier, contacts: [{name: A, reach: [{phone: '+32 470 00 09 09'}]}]}}\n"
        "functions: {ship: {name: Ship, by: automatic, steps: ['Ask {carrier} for a van.']}}\n"
    )
    text = "".join(texts(*book(plan).volumes))
    assert re.search(re.escape(squeezed("for a van.")) + r".{0,60}" + re.escape("+32470000909"), text)


def test_the_day_on_which_it_happens_is_day_0_on_every_sheet() -> None:
    """Scenarios and the days of each person are laid side by side on a table."""
    text = said(*example().volumes)
    assert squeezed("Day 0 is:") in text
    assert squeezed("Day 1 is:") not in text
    assert [days for days in PHASE_DAYS.values() if "1" in days] == ["Days 1 to 6"]
