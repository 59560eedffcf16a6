"""How the paper is made: size, tags, one page of first steps, nothing cut off, always the same bytes."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from outlast.binder import Paper, printed
from outlast.model import Edition

from tests.binder.paper import (
    ADDRESS,
    NUMBER,
    book,
    everything,
    example,
    leaves,
    root,
    squeezed,
    tags,
    texts,
)
from tests.builders import make_plan
from tests.drawing import site_of

POINTS = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612, 792)}
LONG = " ".join(f"word{number}" for number in range(1500))


@pytest.mark.parametrize("paper", Paper)
def test_every_page_has_the_size_of_the_paper(paper: Paper) -> None:
    small = book(make_plan("people: {a: {name: A, role: B}}"), paper=paper)
    for reader in (small.binder, small.card):
        for page in reader.pages:
            size = (float(page.mediabox.width), float(page.mediabox.height))
            assert size == pytest.approx(POINTS[paper], abs=0.1)


def test_it_is_tagged_and_says_its_language_and_its_title() -> None:
    for reader in (example().binder, example().card):
        told = root(reader)
        assert told["/MarkInfo"]["/Marked"].value is True
        assert told["/Lang"] == "en"
        assert told["/ViewerPreferences"]["/DisplayDocTitle"].value is True
        assert b"<pdfuaid:part>1</pdfuaid:part>" in told["/Metadata"].get_object().get_data()
        assert {"/H1", "/P", "/L", "/LI"} <= {tag.get("/S") for tag in tags(reader)}
    more = {"/TOC", "/TOCI", "/Table", "/TH", "/TD", "/H2", "/H3", "/Link"}
    assert more <= {tag.get("/S") for tag in tags(example().binder)}


def test_the_cover_says_which_copy_it_is() -> None:
    cover = example().binder.pages[0].extract_text()
    assert "Fern & Flask runbook" in cover
    assert "Copy of Sunday 22 November 2026 (full edition)" in cover
    assert f"Outlast version: {example().site.info.version}" in cover
    assert f"Number of the stick: {NUMBER}" in cover
    bare = book(make_plan("people: {a: {name: A, role: B}}"))
    blank = bare.binder.pages[0].extract_text()
    assert re.search(r"Number of the stick:\s+This copy belongs to", blank), "a line to write it on"
    for reader, number in ((example().card, f" {NUMBER}"), (bare.card, "")):
        assert f"Number of the stick:{number}" in " ".join(reader.pages[0].extract_text().split())


def test_every_page_but_the_cover_says_where_it_belongs() -> None:
    for volume, content in example().printed.binder.items():
        pages = leaves(content)
        assert len(pages) == example().printed.pages[volume]
        for number, page in enumerate(pages[1:], 2):
            assert f"Fern & Flask runbook: {volume.title}" in page.text
            assert f"{volume.title}, page {number} of {len(pages)}" in page.text
            assert f"Copy of Sunday 22 November 2026 (full edition) · Number {NUMBER}" in page.text


def test_a_long_name_takes_one_line_at_the_top_of_a_page() -> None:
    name = "The long name of a shop that sells many things"
    made = book(
        make_plan(
            f"business: {{format: 1, name: {name}, timezone: Europe/Brussels, currency: EUR}}\n"
            "people: {a: {name: A, role: B}}"
        )
    )
    assert f"{name} runbook: The first week" in made.binder.pages[1].extract_text()


@pytest.mark.parametrize("paper", Paper)
def test_the_first_steps_are_one_page_whatever_the_plan_says(paper: Paper) -> None:
    scenarios = "".join(
        f"  s{n}: {{name: What happened {n}, about: It is about this and that and a little more of it {n},"
        f" signs: [It rains], invoke: {{by: a, when: At once}}, lost: [{{what: a, for: 2d}}],"
        f" serve: {{first-hour: [Call]}}, restore: {{first-hour: [Nothing]}}}}\n"
        for n in range(14)
    )
    never = "".join(f"\n    - Never do the thing with the number {n}" for n in range(10))
    crowded = book(
        make_plan(
            "business:\n  format: 1\n  name: Crowd\n  timezone: Europe/Brussels\n  currency: EUR\n"
            f"  never:{never}\n",
            "people: {a: {name: A, role: B, reach: [phone: '+32 470 00 00 01']}}",
            f"scenarios:\n{scenarios}",
        ),
        paper=paper,
    )
    pages = texts(*crowded.volumes)
    assert squeezed("What happened 13") in pages[1]
    assert squeezed("thing with the number 9") in pages[1]
    assert "Contents" in pages[2]
    assert list(below(*crowded.volumes)) == []


def test_nothing_runs_off_the_paper() -> None:
    assert list(below(*example().volumes)) == []
    assert list(below(*everything(Edition.FULL).volumes)) == []


def test_what_is_longer_than_a_page_goes_on_on_the_next() -> None:
    plan = make_plan(
        "people: {a: {name: A, role: B}}\n"
        f"functions: {{f: {{name: F, by: [a], steps: [{{do: {LONG}}}, Last]}}}}\n"
        "systems: {s: {name: S, access: [{who: a, as: owner}], roles: [owner],"
        f" symptoms: [{{see: {LONG}, means: It, do: That}}], restore: {{by: [a], steps: [Go]}}}}}}"
    )
    made = book(plan)
    text = "".join(texts(*made.volumes))
    assert text.count("word1499") >= 2
    assert list(below(*made.volumes)) == []


def test_a_word_that_is_longer_than_a_line_is_broken() -> None:
    word = "".join(f"{number:03}" for number in range(200))
    plan = make_plan(
        "people: {a: {name: A, role: B}}\n"
        f"functions: {{f: {{name: 'F {word}', by: [a], steps: [{{do: '`{word}`', command: 'x {word}'}}]}}}}"
    )
    contents = book(plan).volumes
    lines: Counter[tuple[int, float]] = Counter()
    for number, leaf in enumerate(leaves(*contents)):
        for height, text in leaf.places:
            lines[number, height] += len(text)
    assert max(lines.values()) < 130
    assert "".join(texts(*contents)).count(word) >= 2


def below(*contents: bytes) -> Iterator[str]:
    """Texts that stand in the margin of a page or outside it, the running head and foot left out."""
    for number, leaf in enumerate(leaves(*contents), 1):
        assert leaf.places
        for at, text in leaf.places:
            if not 30 < at < leaf.height - 25:
                yield f"page {number} at {at:.0f}: {text}"


def test_the_same_site_gives_the_same_bytes() -> None:
    site = site_of(make_plan("people: {a: {name: Ann, role: B, reach: [phone: '+32 470 00 00 01']}}"))
    first = printed(site, address=ADDRESS, number=NUMBER)
    assert printed(site, address=ADDRESS, number=NUMBER) == first
    assert printed(site, address=ADDRESS).binder != first.binder
