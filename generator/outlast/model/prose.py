"""The small Markdown that text in a plan may use, as a tree.

Paragraphs, lists of one level (`- ` or `1. `), *emphasis*, **strong**, `code`, [words](https://…) and
`{id}`, which names a thing of the plan; `{{ order }}` is a blank to fill in. Everything else is plain
text: there is no HTML, no heading, no picture. A backslash takes the meaning from the sign after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from outlast.site.places import BLANK_SCHEME, PAGE_SCHEME

SCHEMES = frozenset({"https", "http", "mailto", "tel", "sms"})
"""What a link may start with."""


@dataclass(frozen=True)
class Plain:
    text: str


@dataclass(frozen=True)
class Code:
    text: str


@dataclass(frozen=True)
class Strong:
    parts: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    parts: tuple[Inline, ...]


@dataclass(frozen=True)
class Anchor:
    """A link to the web, to a mail address, to a telephone, or of ours only: to a page or a blank."""

    parts: tuple[Inline, ...]
    href: str


@dataclass(frozen=True)
class Mention:
    """`{id}`: a thing of the plan, by reference, so that an edition can name it or not."""

    id: str


Inline = Plain | Code | Strong | Emphasis | Anchor | Mention


@dataclass(frozen=True)
class Paragraph:
    parts: tuple[Inline, ...]


@dataclass(frozen=True)
class Items:
    ordered: bool
    items: tuple[tuple[Inline, ...], ...]


Block = Paragraph | Items

_ITEM = re.compile(r"(?:[-*•]|(\d{1,3})[.)])[ \t]+(.*)", re.DOTALL)
MENTION = re.compile(r"(?<![{\\])\{(?P<mention>[a-z0-9]+(?:-[a-z0-9]+)*)\}(?!\})")
"""`{id}` as it stands in text."""
_INLINE = re.compile(
    r"""\\(?P<escaped>[\\`*_{}\[\]()#+.!-])
      | `(?P<code>[^`\n]+)`
      | \*\*(?P<strong>(?=\S)(?:[^*]|\*(?!\*))+?(?<=\S))\*\*
      | \*(?P<emphasis>(?=\S)[^*]+?(?<=\S))\*
      | \[(?P<label>[^\[\]\n]+)\]\((?P<href>[^()\s]+)\)
      | \{\{\s*(?P<blank>[a-z0-9_-]+)\s*\}\}
      | (?<!\{)\{(?P<mention>[a-z0-9]+(?:-[a-z0-9]+)*)\}(?!\})
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order. Every text has a tree: what is no markup is plain text."""
    return tuple(block for chunk in re.split(r"\n[ \t]*\n", text) for block in _blocks(chunk))


@lru_cache(maxsize=4096)
def inline(text: str) -> tuple[Inline, ...]:
    """One line of text, without paragraphs and lists."""
    parts: list[Inline] = []
    plain = ""
    end = 0
    for match in _INLINE.finditer(text):
        part = _part(match)
        plain += text[end : match.start()]
        end = match.end()
        if isinstance(part, str):
            plain += part
            continue
        if plain:
            parts.append(Plain(plain))
            plain = ""
        parts.append(part)
    plain += text[end:]
    if plain:
        parts.append(Plain(plain))
    return tuple(parts)


def literal(line: str) -> str:
    """Text that is drawn as this line to the letter: what would be markup loses its meaning."""
    return re.sub(r"([\\`*_{}\[\]])", r"\\\1", line)


def mentions(text: str) -> Iterator[str]:
    """The ids that a text names, in order, each as often as it stands there."""
    for part in _walk(text) if "{" in text else ():  # most texts name nothing
        if isinstance(part, Mention):
            yield part.id


def foreign_links(text: str) -> Iterator[str]:
    """The addresses of links that a text may not have, because of their scheme."""
    for match in _INLINE.finditer(text) if "](" in text else ():
        if match["href"] and not _allowed(match["href"]):
            yield match["href"]


def _walk(text: str) -> Iterator[Inline]:
    stack: list[Inline] = []
    for block in parse(text):
        items = block.items if isinstance(block, Items) else (block.parts,)
        for parts in items:
            stack.extend(reversed(parts))
            while stack:
                part = stack.pop()
                yield part
                if isinstance(part, Strong | Emphasis | Anchor):
                    stack.extend(reversed(part.parts))


def _blocks(chunk: str) -> Iterator[Block]:
    paragraph: list[str] = []
    items: list[str] = []
    ordered = False
    for line in chunk.splitlines():
        found = _ITEM.match(line.strip())
        if found:
            if paragraph:
                yield Paragraph(inline(" ".join(paragraph)))
                paragraph = []
            if items and ordered != bool(found[1]):
                yield Items(ordered, tuple(inline(item) for item in items))
                items = []
            ordered = bool(found[1])
            items.append(found[2])
        elif items and line.startswith((" ", "\t")):
            items[-1] += " " + line.strip()
        elif line.strip():
            if items:
                yield Items(ordered, tuple(inline(item) for item in items))
                items = []
            paragraph.append(line.strip())
    if paragraph:
        yield Paragraph(inline(" ".join(paragraph)))
    if items:
        yield Items(ordered, tuple(inline(item) for item in items))


def _part(match: re.Match[str]) -> Inline | str:
    if match["escaped"]:
        return match["escaped"]
    if match["code"]:
        return Code(match["code"])
    if match["strong"]:
        return Strong(inline(match["strong"]))
    if match["emphasis"]:
        return Emphasis(inline(match["emphasis"]))
    if match["mention"]:
        return Mention(match["mention"])
    if match["blank"]:
        return Anchor((Plain(match["blank"]),), f"{BLANK_SCHEME}{match['blank']}")
    if _allowed(match["href"]) or match["href"].startswith((PAGE_SCHEME, BLANK_SCHEME)):
        return Anchor(inline(match["label"]), match["href"])
    return match[0]


def _allowed(href: str) -> bool:
    try:
        return urlsplit(href).scheme.lower() in SCHEMES
    except ValueError:
        return False


def plain_text(text: str) -> str:
    """The words of a text without its markup, on one line; a mention stays as `{id}`."""
    blocks = []
    for block in parse(text):
        items = block.items if isinstance(block, Items) else (block.parts,)
        blocks += ["".join(_plain(part) for part in parts) for parts in items]
    return " ".join(" ".join(blocks).split())


def _plain(part: Inline) -> str:
    match part:
        case Plain(text) | Code(text):
            return text
        case Mention(id):
            return f"{{{id}}}"
        case Strong(parts) | Emphasis(parts) | Anchor(parts):
            return "".join(_plain(inner) for inner in parts)
