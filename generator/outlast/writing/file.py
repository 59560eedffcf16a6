"""One file of a plan: its lines with what ends them, and where its blocks begin and end."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from outlast.diagnostics import Span
from outlast.source import Data, Document, KeyPath, conceal, parse
from outlast.writing.change import Unwritable

# The same line ends as in `source`, so that its line numbers and ours agree.
_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|$)")
_END = re.compile(r"\r\n|\n|\r")
_NOTHING = re.compile(r"\s*:\s*(#.*)?$")


@dataclass(frozen=True)
class File:
    """A file without errors."""

    path: str
    document: Document
    lines: tuple[str, ...]
    """With what ends them."""
    mark: bytes
    """Its byte order mark, if it has one."""

    @classmethod
    def read(cls, path: str, content: bytes) -> File:
        """The file with this content. Raises Unwritable for one with an error."""
        document = parse(path, content)
        for wrong in document.diagnostics:
            if wrong.rule != "secret":
                message = conceal([wrong], [document])[0].message
                raise Unwritable(f"{place(path, wrong.span)} has an error: {message}. Correct it first.")
        text = content.decode("utf-8-sig")
        mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        return cls(path, document, tuple(line for line in _LINE.findall(text) if line), mark)

    @property
    def end(self) -> str:
        """What ends a line here."""
        found = _END.search("".join(self.lines[:1]))
        return found[0] if found else "\n"

    def line_of(self, keys: KeyPath) -> int:
        """The line in which a key or an entry of a list begins."""
        return self.start(keys).line

    def start(self, keys: KeyPath) -> Span:
        """Where a key, or the value of an entry of a list, begins."""
        return self.document.keys.get(keys) or self.document.values[keys]

    def last_lines(self, keys: KeyPath, column: int) -> tuple[int, int]:
        """The last line of a key or an entry with all that is below it, and the one before what comes next.

        Args:
            column: comments that begin further left, after the last value, belong to what comes next.
        """
        document = self.document
        first = self.line_of(keys) if keys else 0
        later = [
            span.line
            for places in (document.keys, document.values)
            for other, span in places.items()
            if other[: len(keys)] != keys and span.line > first
        ]
        last = before_next = min(later, default=len(self.lines) + 1) - 1
        while last > first and _belongs_to_next(self.lines[last - 1], column):
            last -= 1
        return last, before_next

    def block_column(self, keys: KeyPath) -> int:
        """In which column the keys or entries of a block begin. Raises Unwritable where there is no such."""
        data = at(self.document.data, keys)
        if data is None:
            return self._column_of_new_block(keys)
        value = self.document.values[keys]
        if not isinstance(data, dict | list):
            raise Unwritable(f"{self.place(keys)} holds text, and no block that more can be added to.")
        if self.document.line(value.line)[value.column - 1] in "{[":
            raise Unwritable(
                f"{self.place(keys)} is written in brackets, which are not extended. "
                "Write each part in a line of its own, or add it by hand."
            )
        columns = {self._entry_column((*keys, each)) for each in children(data)}
        if len(columns) != 1 or 0 in columns:
            raise Unwritable(f"{self.place(keys)} cannot be extended safely as it is written.")
        return columns.pop()

    def stands_apart(self, line: int) -> bool:
        """Whether a blank line stands above a line, or above the comments right above it."""
        while line > 1 and self.lines[line - 2].lstrip().startswith("#"):
            line -= 1
        return line > 1 and not self.lines[line - 2].strip()

    def place(self, keys: KeyPath) -> str:
        """The file, and the line of a key or an entry in it."""
        return place(self.path, self.start(keys) if keys else None)

    def with_lines(self, lines: Sequence[str]) -> bytes:
        """The content of the file if it had these lines."""
        return self.mark + "".join(lines).encode()

    def _column_of_new_block(self, keys: KeyPath) -> int:
        if not keys:
            return 1
        key = self.document.keys.get(keys)
        if key is None or not _NOTHING.match(self.document.line(key.line)[key.column - 1 + key.length :]):
            raise Unwritable(f"{self.place(keys)} says that there is nothing. Delete that first.")
        return key.column + 2

    def _entry_column(self, keys: KeyPath) -> int:
        span = self.start(keys)
        if isinstance(keys[-1], str):
            return span.column
        dash = re.search(r"-[ ]+$", self.document.line(span.line)[: span.column - 1])
        return dash.start() + 1 if dash else 0


def place(path: str, span: Span | None) -> str:
    """A file and a line in it, as they are said."""
    return f"{path}:{span.line}" if span else path


def indented(text: str, columns: int, end: str) -> list[str]:
    """The lines of a text, further to the right."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    return [f"{' ' * columns}{line}{end}" if line.strip() else end for line in lines]


def at(data: Data, keys: KeyPath) -> Data:
    """What stands at a path. Raises KeyError or IndexError where there is nothing of the kind."""
    for key in keys:
        if isinstance(data, dict) and isinstance(key, str):  # noqa: SIM114 - types
            data = data[key]
        elif isinstance(data, list) and isinstance(key, int):
            data = data[key]
        else:
            raise KeyError(key)
    return data


def altered(data: Data, keys: KeyPath, change: Callable[[Data], Data]) -> Data:
    """The data with what stands at a path changed."""
    if not keys:
        return change(data)
    key, *rest = keys
    inner = altered(at(data, (key,)), tuple(rest), change)
    if isinstance(data, dict):
        return {**data, str(key): inner}
    return [inner if number == key else each for number, each in enumerate(data or ())]


def children(data: Data) -> list[str | int]:
    """The keys of a block, or the positions in a list."""
    return [*data] if isinstance(data, dict) else [*range(len(data))] if isinstance(data, list) else []


def _belongs_to_next(line: str, column: int) -> bool:
    text = line.strip()
    indentation = len(line) - len(line.lstrip(" "))
    return not text or text == "..." or (text.startswith("#") and indentation < column - 1)
