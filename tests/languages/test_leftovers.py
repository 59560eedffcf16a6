"""No English is left over on the pages of another language, nor in what `check` says."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from outlast.checks import RULES
from outlast.languages import speaking, told
from outlast.model import Plan
from outlast.model.recurrence import Recurrence
from outlast.schema import schema
from outlast.site import Tree
from outlast.source import KINDS

from tests.builders import make_plan
from tests.drawing import tree_of
from tests.languages.leftovers import DATES, changed, leftovers, words_of
from tests.languages.pseudo import pseudo
from tests.shared import example, example_plan
from tests.test_cases import CASES, NAMES, report

HOLIDAYS = {("help/index", "Friday 25 December 2026 (Christmas")}
"""Their names are those of the library that knows them."""


def test_every_word_of_the_interface_of_the_example_comes_from_the_catalogue() -> None:
    found = set(leftovers(changed(example()), words_of(example_plan())))
    assert found - HOLIDAYS == set()


def test_a_sentence_around_the_catalogue_is_found() -> None:
    plan: Plan = make_plan("people: {sam: {name: Sam, role: Owner}}\n")
    english: Tree = tree_of(plan)
    assert any(page == "index" for page, _ in leftovers(english, ""))


def test_every_word_that_check_says_comes_from_the_catalogue() -> None:
    """In the cases of all rules: what is said, and what to do."""
    found: dict[str, str] = {}
    for name in NAMES:
        known = typed(CASES / name / "plan") | of_the_plan_language()
        with speaking(pseudo()):
            for each in report(name).diagnostics:
                for said in (told(each.message), told(each.hint)):
                    found |= {word: said for word in english_in(said) if word not in known}
    assert found == {}


def test_every_word_of_the_rules_comes_from_the_catalogue() -> None:
    with speaking(pseudo()):
        texts = [
            told(text)
            for rule in RULES.values()
            for text in (rule.title, rule.why, rule.change, rule.false_alarm)
        ]
    assert [text for text in texts if not re.search(r"[^\x00-\x7f]", text)] == []
    words = set().union(*map(english_in, texts)) - of_the_plan_language()
    assert words == set()


def english_in(said: str) -> set[str]:
    """The words in it that no catalogue has changed."""
    parts = re.findall(r"\S*[^\x00-\x7f]\S*|`[^`]*`|\{[^}]*\}|[A-Za-z]{3,}", said)
    return {part.lower() for part in parts if re.fullmatch("[A-Za-z]{3,}", part)}


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def typed(folder: Path) -> set[str]:
    """What a plan says, and how its files are called."""
    files = [file for file in folder.rglob("*") if file.suffix in (".yml", ".po")]
    texts = (f"{file} {file.read_text(encoding='utf-8', errors='replace')}" for file in files)
    return set().union(*map(_words, texts))


@cache
def of_the_plan_language() -> set[str]:
    """Keys, words that a plan may choose from, names of rules, and examples of values."""
    return _words(" ".join((*_keys(schema()), *RULES, *Recurrence.examples, *KINDS, _ALWAYS))) | DATES


_ALWAYS = "Sam Okafor UTF plan"
"""An example of a name, an encoding, a folder."""


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key in ("properties", "$defs") and isinstance(value, dict):
                yield from value
            if key in ("enum", "const"):
                yield str(value)
            yield from _keys(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from _keys(each)
