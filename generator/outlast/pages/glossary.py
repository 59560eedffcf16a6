"""The words of this site, in plain ones: the plain word first, its short form second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import yaml

from outlast.languages import say
from outlast.pages.addresses import GLOSSARY
from outlast.pages.copy import Copy
from outlast.site import Page, Part
from outlast.site.blocks import CopyAge, Prose, Tone, Words, opening, section
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Fact
from outlast.source.nodes import LOADER

ORDER = 130


@cache
def glossary() -> Mapping[str, Mapping[str, str]]:
    """Headings, and under each the words with what they mean, in the order in which they help."""
    text = (files("outlast.pages") / "glossary.yml").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, str]] = yaml.load(text, Loader=LOADER)  # noqa: S506 - it is a safe one
    return words


def pages(copy: Copy) -> Iterator[Page]:
    """The page of words."""
    lists = (
        each
        for number, (title, entries) in enumerate(glossary().items(), 1)
        for each in section(
            f"words-{number}",
            say(title),
            Words(tuple(Fact(say(word), say(means)) for word, means in entries.items())),
        )
    )
    meaning = say("What the words and short forms on these pages mean.")
    yield Page(
        path=GLOSSARY.page,
        title=say("Words"),
        part=Part.HELP,
        sections=(
            *opening(Prose(meaning, Tone.LEAD), CopyAge(copy.age)),
            *lists,
        ),
        sheet=Sheet(Chapter.HELP, say("What the words mean")),
        description=meaning,
        also=("glossary", "abbreviations", "woordenlijst", "RTO", "RPO", "MTPD", "MBCO", "BIA", "2FA"),
    )
