"""Whether a text or an id is one that the catalogue puts into plans, whoever's they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_MENTIONS = re.compile(r"\{[a-z0-9-]+\}(?:(?:, | and | or )\{[a-z0-9-]+\})*")
_PLACES = re.compile(r"\{?<<[^<>]*>>\}?")
"""Where a template has what `_MENTIONS` finds in a plan."""
_CHOICES = re.compile(r"<% if [^%]*%>(.*?)(?:<% else %>(.*?))?<% endif %>")
"""Parts of a sentence that differ from shop to shop."""
_FEWEST = 3
"""Words. Fewer could be anybody's, unless they are an address on the web."""


def is_own_text(text: str) -> bool:
    """Whether the catalogue says this very text, whatever things of a plan it names.

    Such a text is the same in every plan that it was put into, so it tells nothing of this one: a sentence
    that begins with *Mark* does not speak of somebody with that name.
    """
    bare = _bare(_MENTIONS.sub("\0", text))
    return (len(bare.split()) >= _FEWEST or "://" in bare) and bare in _everything()


def is_own_id(id: str) -> bool:
    """Whether things that come from the catalogue have this id in every plan."""
    return id in _ids()


def _bare(text: str) -> str:
    """A text without what depends on how it is written in YAML."""
    return " ".join(re.sub(r"[\"'\\]", "", text).split())


@cache
def _everything() -> str:
    texts = [file.read_text(encoding="utf-8") for file in _files(files("outlast.catalogue"))]
    both = (_CHOICES.sub(part, text) for text in texts for part in (r"\1", r"\2"))
    return "\n".join(_bare(_PLACES.sub("\0", text)) for text in both)


@cache
def _ids() -> frozenset[str]:
    return frozenset(file.name.partition(".")[0] for file in _files(files("outlast.catalogue")))


def _files(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        if each.is_dir():
            yield from _files(each)
        elif each.name.endswith((".yml", ".j2")):
            yield each
