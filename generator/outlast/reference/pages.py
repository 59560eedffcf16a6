"""Which page of the reference holds what, and the links from one to another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outlast.reference.kinds import slug

FIRST = "plan-reference.md"


@dataclass(frozen=True)
class Part:
    """A page beside the first."""

    file: str
    title: str
    collections: tuple[str, ...]
    """What it describes, in this order; `business` is named like a collection."""
    also: tuple[str, ...] = ()
    """Its other headings of the second level."""


PARTS = (
    Part("plan-reference-people.md", "the shop and its people", ("business", "units", "people", "shifts")),
    Part("plan-reference-work.md", "work and money", ("functions", "obligations", "stock", "funds")),
    Part(
        "plan-reference-things.md",
        "systems and things",
        ("systems", "equipment", "break_glass", "suppliers", "locations", "documents"),
    ),
    Part(
        "plan-reference-action.md",
        "what is done and said",
        ("procedures", "scenarios", "decisions", "call_trees", "messages", "promises", "exercises"),
    ),
    Part("plan-reference-values.md", "shapes and values", (), ("Shapes", "Values")),
)
"""The last one holds what several collections share."""


_INTRO = """\
# Plan reference

Every key of the plan language, with what it takes, what it means and an example. These pages are made from
the program itself. The [plan format](plan-format.md) explains how the language works, and the
[first half hour](tutorial.md) makes a plan by asking you.

Each key says what it takes and which [edition](plan-format.md#editions) shows it. A key may be left out where
it does not say *required*. A word with a capital letter, such as [Step](#step), names a block of keys.
Examples are uses in the example shop; … stands where something was left out, and long lists end early.

## Where to look"""

COMMON = """\
## Keys of every thing

Whatever stands under an id may have these keys."""

SHARED = """\
## Shapes

Blocks that stand in more than one place."""

VALUES = """\
## Values

What may stand after a key as a single value. Everything is read as the text that was typed."""

_HEADING = re.compile(r"^#{2,3} (.+)")
_LINK = re.compile(r"\]\(#([^)]+)\)")


def assembled(sections: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Whole pages by file name, of what stands on each: every link leads to the page that has its heading.

    Raises KeyError where a link leads to a heading that no page has.
    """
    pages = {FIRST: [_INTRO, _contents(), *sections[FIRST]]}
    for part in PARTS:
        pages[part.file] = [_opening(part), *sections[part.file]]
    homes = {
        slug(found[1]): file
        for file, texts in pages.items()
        for text in texts
        if (found := _HEADING.match(text))
    }
    return {
        file: "\n\n".join(_linked(text, file, homes) for text in texts) + "\n"
        for file, texts in pages.items()
    }


def _contents() -> str:
    return "\n".join(
        f"- [{part.title.capitalize()}]({part.file}): {', '.join(_to_headings(part))}" for part in PARTS
    )


def _to_headings(part: Part) -> list[str]:
    keys = [f"[`{name}`](#{name})" for name in part.collections]
    return [*keys, *(f"[{name}](#{slug(name)})" for name in part.also)]


def _opening(part: Part) -> str:
    return f"""\
# Plan reference: {part.title}

A part of the [plan reference]({FIRST}), which says how to read it. Here: {", ".join(_to_headings(part))}."""


def _linked(text: str, file: str, homes: Mapping[str, str]) -> str:
    """A text with its links; an example, which is fenced, stays as it was typed."""
    prose, fence, example = text.partition("\n```")

    def target(link: re.Match[str]) -> str:
        home = homes[link[1]]
        return f"](#{link[1]})" if home == file else f"]({home}#{link[1]})"

    return _LINK.sub(target, prose) + fence + example
