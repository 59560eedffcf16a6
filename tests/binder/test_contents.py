"""The whole plan stands in the binder, and its contents lead to the right pages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from outlast.binder import printed
from outlast.binder.chapters import chapters
from outlast.model import Edition
from outlast.model.scenarios import PHASES
from outlast.render.paper import PHASE_DAYS, Ink
from outlast.site import Page, Part
from outlast.site.blocks import Halves, Rows
from outlast.site.paper import NoSheet, Sheet
from outlast.site.parts import HalfView, StepView
from pypdf import PdfReader
from pypdf.generic import Destination

from tests.binder.paper import everything, example, leaves, loosely, said, squeezed, texts
from tests.drawing import text_of
from tests.maximal import shapes, whole, whole_tree

ORDER = (
    "First steps",
    "Call list",
    "What has happened: scenarios",
    "Keep serving (BC): tasks",
    "Restore (DR): systems",
    "Messages ready to send",
    "Decision tables",
    "What is due",
    "Forms and logs to write on",
    "Where the emergency pack is: places",
    "Words and the shop",
    "Find it by word",
)


@cache
def marks(content: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of each bookmark."""
    reader = PdfReader(BytesIO(content))

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
    titles = {title for _, title, _ in marks(example().printed.binder)}
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
    text = "".join(texts(example().printed.binder))
    names = [link.text for link in example().site.links.values()]
    assert len(names) > 150
    assert [name for name in names if squeezed(name) not in text] == []


def test_paper_says_what_the_site_says() -> None:
    """Every value that a page of the site shows stands in the binder, in some shape."""
    site = "".join(text_of(page) for page in whole_tree().pages)
    paper = said(everything(Edition.FULL).printed.binder)
    shown = [canary for canary in whole().canaries if any(shape in site for shape in shapes(canary))]
    assert len(shown) > 400
    lost = [
        (canary.path, canary.text)
        for canary in shown
        if not any(squeezed(shape) in paper for shape in shapes(canary) if shape in site)
    ]
    assert lost == []


def test_the_chapters_come_in_the_order_in_which_they_are_needed() -> None:
    found = [
        re.sub(r"^\d+ +", "", title) for level, title, _ in marks(example().printed.binder) if level == 0
    ]
    assert [title for title in found if title in ORDER] == list(ORDER)


def test_the_contents_name_the_pages_on_which_the_sheets_begin() -> None:
    pages = texts(example().printed.binder)
    contents = "".join(leaf.text for leaf in leaves(example().printed.binder)[2:5])
    assert contents.startswith("Fern & Flask runbook Contents")
    wanted = [mark for mark in marks(example().printed.binder) if mark[1] != "Contents"]
    assert len(wanted) > 150
    for _, title, page in wanted:
        assert squeezed(title) in pages[page - 1], title
        assert re.search(rf"{loosely(title)}[\s.]+{page}\n", contents + "\n"), f"{title}: page {page}"


def test_a_thing_that_is_named_elsewhere_is_found_by_its_page() -> None:
    begins = {title: page for _, title, page in marks(example().printed.binder)}
    text = "".join(texts(example().printed.binder))
    named = re.findall(r"Send:Yourrefundisonitsway\(page(\d+)\)", text)
    assert named
    assert {int(page) for page in named} == {begins["Your refund is on its way"]}


def test_the_first_page_names_the_page_of_each_scenario() -> None:
    begins = {title: page for _, title, page in marks(example().printed.binder)}
    first = leaves(example().printed.binder)[1].text
    scenarios = [page.title for page in example().site.pages if handbook_of(page)]
    assert len(scenarios) == 6
    for title in scenarios:
        found = re.search(rf"^{loosely(title)}\n.*?\bpage\s(\d+)$", first, re.DOTALL | re.MULTILINE)
        assert found, title
        assert int(found[1]) == begins[title], title


def test_every_phase_of_a_scenario_is_on_its_sheets_with_both_halves() -> None:
    assert set(PHASE_DAYS) == set(PHASES)
    starts = {title: page for _, title, page in marks(example().printed.binder)}
    pages = texts(example().printed.binder)
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
    for chapter in chapters(example().site, ink):
        for sheet in chapter["sheets"] if chapter["id"] == "scenarios" else ():
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
    starts = {title: page for _, title, page in marks(example().printed.binder)}
    assert sorted(order, key=lambda title: starts[title]) == order


@pytest.mark.parametrize("form", ["Incident log", "Call log", "Money spent", "Promises made"])
def test_there_are_forms_to_write_on(form: str) -> None:
    starts = {title: page for _, title, page in marks(example().printed.binder)}
    assert squeezed(form) in texts(example().printed.binder)[starts[form] - 1]


def test_words_that_people_search_for_lead_to_a_page() -> None:
    starts = {title: page for _, title, page in marks(example().printed.binder)}
    (refunds,) = (page for page in example().site.pages if page.path == "serve/refunds")
    begin = starts[f"{chapters_of() + 1}  Find it by word"]
    found = "".join(leaf.text for leaf in leaves(example().printed.binder)[begin - 1 :])
    assert refunds.also
    for word in refunds.also:
        numbers = re.search(rf"^{loosely(word)} ([\d, ]+)$", found, re.IGNORECASE | re.MULTILINE)
        assert numbers, word
        assert str(starts[refunds.title]) in numbers[1].split(", "), word


def chapters_of() -> int:
    return len(chapters(example().site, Ink(example().site.links)))


def test_a_page_that_paper_does_not_know_is_named_as_one_of_the_site() -> None:
    site = example().site
    strange = Page("readiness/new", "A page of a new kind", Part.READINESS, description="It is new.")
    few = [page for page in site.pages if page.path in ("index", "help/index")]
    without = "".join(texts(printed(replace(site, pages=tuple(few))).binder))
    assert squeezed("On the site only") not in without
    small = printed(replace(site, pages=(*few, strange)))
    text = "".join(texts(small.binder))
    assert squeezed("On the site only") in text
    assert squeezed("A page of a new kind It is new.") in text
