"""Attached files on paper: pictures are printed, of others it says where they lie."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from outlast.binder import printed
from outlast.site import Asset, Site

from tests.binder.paper import example, read, said, squeezed
from tests.builders import make_plan, png
from tests.drawing import site_of

PICTURES = ("How glass stands in the box", "Fuse box, main tap, extinguisher: where they are")


def pictures(contents: Iterable[bytes]) -> int:
    """How many pictures the pages of PDFs draw."""
    resources: list[Any] = [page["/Resources"] for each in contents for page in read(each).pages]
    drawn = (it.get_object() for each in resources for it in each.get("/XObject", {}).values())
    return sum(it["/Subtype"] == "/Image" for it in drawn)


def changed(site: Site, content: bytes) -> Site:
    """The site with other bytes in place of its attached pictures."""
    assets = (
        Asset(each.path, content)
        if each.path.startswith("attachments/") and each.path.endswith(".png")
        else each
        for each in site.assets
    )
    return replace(site, assets=tuple(assets))


def test_pictures_are_printed_under_their_names() -> None:
    assert pictures(example().volumes) == len(PICTURES)
    text = said(*example().volumes)
    assert [name for name in PICTURES if squeezed(name) not in text] == []


def test_of_other_files_it_says_where_they_lie() -> None:
    text = said(*example().volumes)
    assert squeezed("site/attachments/fire-policy/first-page-of-the-policy.pdf") in text


def test_a_damaged_picture_costs_itself_and_not_the_binder() -> None:
    plan = make_plan("functions: {pack: {name: Pack, by: automatic, attachments: [{file: a.png, name: A}]}}")
    for content, shown in ((png(), 1), (b"\x89PNG\r\n\x1a\n and nothing that follows", 0)):
        binder = printed(changed(site_of(plan), content)).binder.values()
        assert pictures(binder) == shown
        assert (squeezed("site/attachments/pack/a.png") in said(*binder)) is not bool(shown)
