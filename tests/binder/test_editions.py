"""What an edition must not hold stands on no paper of it, neither in sight nor in the file."""

from typing import Any

import pytest
from outlast import binder
from outlast.binder.typeset import Layout
from outlast.model import Edition

from tests.binder.paper import everything, said, squeezed, texts
from tests.drawing import site_of
from tests.maximal import shapes, thing_id, whole, whole_plan

BELOW = (Edition.PUBLIC, Edition.TEAM)


@pytest.mark.parametrize("edition", BELOW)
def test_no_withheld_value_is_on_paper(edition: Edition) -> None:
    printed = everything(edition).printed
    paper = said(*printed.binder.values(), printed.card)
    hidden = [canary for canary in whole().canaries if not edition.shows(canary.edition)]
    assert len(hidden) > 50
    found = [(c.path, shape) for c in hidden for shape in shapes(c) if squeezed(shape) in paper]
    assert found == []


@pytest.mark.parametrize("edition", BELOW)
def test_no_withheld_value_reaches_the_typesetter(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is hidden by leaving it undrawn."""
    handed: list[str] = []

    def listen(template: str, data: Any, *more: object) -> bytes:
        handed.append(repr(data))
        return b""

    def lay_out(*_: object) -> Layout:
        return Layout({}, 1)

    monkeypatch.setattr(binder, "typeset", listen)
    monkeypatch.setattr(binder, "laid_out", lay_out)
    binder.printed(site_of(whole_plan(), edition))
    hidden = [canary for canary in whole().canaries if not edition.shows(canary.edition)]
    assert len(handed) == 4  # two volumes, the card, the emergency kit
    assert [(c.path, shape) for c in hidden for shape in shapes(c) if shape in "".join(handed)] == []


def test_the_searching_finds_what_is_there() -> None:
    paper = said(*everything(Edition.FULL).volumes)
    pointers = [c for c in whole().canaries if c.path == f"{thing_id('systems')}.login.at"]
    assert [squeezed(canary.text) in paper for canary in pointers] == [True]


def test_the_cover_names_the_edition_and_asks_for_a_found_copy_back() -> None:
    for edition in Edition:
        cover = everything(edition).binder.pages[0].extract_text()
        assert f"({edition.value} edition)" in cover
        assert ("give it back" in cover) == (edition is not Edition.PUBLIC)


def test_an_edition_without_numbers_has_room_to_write_them() -> None:
    """On the page of first steps, and in the call list."""
    asked = squeezed("This edition has no numbers. Write down whom to call")
    papers = {edition: "".join(texts(*everything(edition).volumes)) for edition in Edition}
    assert [paper.count(asked) for paper in papers.values()] == [2, 0, 0]


def test_the_card_of_an_edition_without_numbers_has_none() -> None:
    numbers = {edition: "+32470" in said(everything(edition).printed.card) for edition in Edition}
    assert numbers == {Edition.PUBLIC: False, Edition.TEAM: True, Edition.FULL: True}
