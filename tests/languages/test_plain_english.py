"""What Outlast says to readers is plain English: easy to read, and always in the same words."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from outlast.languages.language import english
from pyphen import Pyphen

from tests.languages.pseudo import KEPT
from tests.shared import messages

ROOT = Path(__file__).resolve().parents[2]
EXPLAINED = "Emergency access (break-glass)"
"""The one place of a word that readers did not understand: the glossary, where they look it up."""
GRADE = 7
"""What somebody understands after seven years of school."""
SYLLABLES = Pyphen(lang="en_US", left=1, right=1)
NEVER = (
    "worked out",
    "break-glass",
    "sealed way",
    "what is gone then",
    "it may also be",
    "hands",
)
"""Words that readers did not understand, or that have another name everywhere else."""
GUIDE = (
    "index.md",
    "tutorial.md",
    "what-to-write-next.md",
    "continuity-and-recovery.md",
    "plan-format.md",
    "keeping-it-true.md",
    "drills.md",
    "install.md",
    "commands.md",
    "editions.md",
    "copies.md",
    "languages.md",
    "several-shops.md",
    "other-plugins.md",
    "publishing.md",
)
"""What an author reads. Whoever changes Outlast, or audits it, meets the words of the field."""
NO_PROSE = re.compile(r"^ *```.*?^ *```|^#.*?$|^\|.*?$|`[^`]*`|\]\([^)]*\)", re.MULTILINE | re.DOTALL)
"""Of a page in Markdown: code, headings, tables and addresses."""


@cache
def sentences() -> tuple[str, ...]:
    """All whole sentences of the catalogue, with a short word in place of each value."""
    return tuple(_sentences())


def _sentences() -> Iterator[str]:
    for message in messages():
        text = KEPT.sub("it", english(message) if message.id else "").replace("**", "")
        if re.search(r"[.?!]$", text) and len(text.split()) > 3:
            yield text


def grade(texts: Iterable[str]) -> float:
    """The years of school that texts ask for: Flesch and Kincaid, 1975."""
    said = list(texts)
    words = [word for text in said for word in re.findall(r"[a-z][a-z'-]*", text.lower())]
    ends = sum(max(1, len(re.findall(r"[.?!:](?:\s|$)", text))) for text in said)
    syllables = sum(len(SYLLABLES.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / ends + 11.8 * syllables / len(words) - 15.59


def test_what_is_said_can_be_read_after_seven_years_of_school() -> None:
    assert len(sentences()) > 700
    assert grade(sentences()) <= GRADE
    assert grade(["Establishing organisational continuity necessitates comprehensive preparation."]) > GRADE


def test_no_sentence_is_so_long_that_a_reader_loses_its_beginning() -> None:
    parts = [part for text in sentences() for part in re.split(r"[.:;?!]\s", text)]
    assert [part for part in parts if len(part.split()) > 28] == []


@pytest.mark.parametrize("page", GUIDE)
def test_a_page_of_the_guide_can_be_read_after_seven_years_of_school(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    text = NO_PROSE.sub("", text)
    paragraphs = [one.replace("\n", " ") for one in re.split(r"\n\s*(?:\n|- |\d\. )", text)]
    assert grade(one for one in paragraphs if len(one.split()) > 3) <= GRADE
    assert [word for word in NEVER if re.search(rf"\b{word}\b", text, re.IGNORECASE)] == []


def test_the_same_thing_has_the_same_name_in_every_sentence() -> None:
    found = [
        (word, english(message))
        for message in messages()
        if message.id and english(message) != EXPLAINED
        for word in NEVER
        if re.search(rf"(?<!\()\b{word}\b", english(message), re.IGNORECASE)
    ]
    assert found == []
