"""A gettext file beside a plan as a document: each text of the plan is the key of its translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from outlast.diagnostics import Span
from outlast.languages import Sentence
from outlast.source.document import Data, Document, KeyPath

_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+)?"(?:[^"\\]|\\.)*"')
"""A line that is neither empty nor a comment."""
_HINT = Sentence("mend it here, or bring the file up to date: outlast languages --plan --write")


def translation(path: str, text: str, lines: tuple[str, ...]) -> Document:
    """The document of a text. One that is marked as unsure (`#, fuzzy`) is damaged: nobody is shown it."""
    bare = Document(path, lines)
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#") and not _LINE.fullmatch(line.strip()):
            said = Sentence("this line is none of a file of translations")
            error = bare.error("bad-translation", Span(number, 1, max(1, len(line))), said, _HINT)
            return Document(path, lines, diagnostics=(error,))
    try:
        messages = [each for each in read_po(lines, abort_invalid=True) if each.id]
    except (PoFileError, ValueError, LookupError):
        said = Sentence(
            "this file of translations cannot be read: its lines stand in no order that it may have"
        )
        error = bare.error("bad-translation", Span(1, 1), said, _HINT)
        return Document(path, lines, diagnostics=(error,))
    data: dict[str, Data] = {}
    keys: dict[KeyPath, Span] = {}
    values: dict[KeyPath, Span] = {}
    unsure = set()
    for each in messages:
        if not isinstance(each.id, str) or not isinstance(each.string, str) or each.context:
            continue  # a plan has no texts of these kinds
        place = (each.id,)
        keys[place], values[place] = _places(lines, each)
        data[each.id] = each.string
        if each.fuzzy:
            unsure.add(place)
    return Document(path, lines, data, keys, values, frozenset(unsure))


def _places(lines: tuple[str, ...], message: Message) -> Iterator[Span]:
    """Where the text and its translation stand."""
    number = min(message.lineno or 1, len(lines))
    while number > 1 and not lines[number - 1].startswith("msgid"):
        number -= 1
    yield Span(number, 1, len(lines[number - 1]))
    while number < len(lines) and not lines[number - 1].startswith("msgstr"):
        number += 1
    yield Span(number, 1, len(lines[number - 1]))
