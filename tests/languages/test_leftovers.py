"""No English is left over on the pages of another language, and long words fit on a telephone."""

from outlast.model import Plan
from outlast.site import Tree

from tests.builders import make_plan
from tests.drawing import tree_of
from tests.languages.leftovers import changed, leftovers, words_of
from tests.shared import example, example_plan

HOLIDAYS = {("help/index", "Friday 25 December 2026 (Christmas")}
"""Their names are those of the library that knows them."""


def test_every_word_of_the_interface_of_the_example_comes_from_the_catalogue() -> None:
    found = set(leftovers(changed(example()), words_of(example_plan())))
    assert found - HOLIDAYS == set()


def test_a_sentence_around_the_catalogue_is_found() -> None:
    plan: Plan = make_plan("people: {sam: {name: Sam, role: Owner}}\n")
    english: Tree = tree_of(plan)
    assert any(page == "index" for page, _ in leftovers(english, ""))
