"""Tables in text: rows below the first line that names their columns, whatever separates them."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, Protocol, TypeVar

from outlast.importing.outcome import Unreadable

SEPARATORS = ";,\t|"
_LOOKED_AT = 40
"""Rows in which the names of the columns are looked for; banks write a dozen lines above them."""
_WIDEST = 1_000_000
"""Signs of one cell: more is a quotation mark that never ends."""

FORMULA = re.compile(r"[=@]|[+-][^\d\s.,(]")
"""How a cell begins that a spreadsheet would work out."""
_KEPT = re.compile(r'="(.*)"|=(\+?[\d ]+)|\'(.+)')
_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!|ERROR!)")


class Columns(Protocol):
    """Which column holds what."""

    @property
    def known(self) -> int:
        """How many columns have a known meaning."""
        ...


C = TypeVar("C", bound=Columns)


def named(names: Sequence[str], pattern: str) -> int | None:
    """The first column whose name is one of a pattern."""
    return next((number for number, name in enumerate(names) if re.fullmatch(pattern, name)), None)


@dataclass(frozen=True)
class Row:
    """A row with the line that it ends in."""

    line: int
    cells: Sequence[str]

    def at(self, column: int | None) -> str:
        """The text of a cell; empty where the row is shorter, or where there is no such column."""
        return cell(self.cells[column]) if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True)
class Table(Generic[C]):
    """A text read as a table."""

    text: str
    separator: str
    columns: C
    header: Row

    def rows(self) -> Iterator[Row]:
        """The rows below the names of the columns; those without any text are left out."""
        for row in _rows(self.text, self.separator):
            if row.line > self.header.line and any(part.strip() for part in row.cells):
                yield row

    def is_torn(self, row: Row) -> bool:
        """Whether a row has text beyond the last column, as when a comma in it is not in quotation marks."""
        return any(part.strip() for part in row.cells[len(self.header.cells) :])


def table(text: str, meaning: Callable[[Sequence[str]], C | None]) -> Table[C] | None:
    """The text as a table; None where no line near its top names columns.

    Args:
        meaning: what columns with these names hold; None if the names are no names of columns.
    """
    tables: list[Table[C]] = []
    for separator in SEPARATORS:
        try:
            for row in islice(_rows(text, separator), _LOOKED_AT):
                columns = meaning([folded(cell(part)) for part in row.cells])
                tables += [Table(text, separator, columns, row)] if columns else []
        except Unreadable:
            continue  # it may be sound with another separator
    return max(tables, key=lambda table: table.columns.known, default=None)


def cell(text: str) -> str:
    """What a cell shows, without what spreadsheets put around a text to keep it one."""
    text = " ".join(text.split())
    if text[:1] in ("=", "'") and (match := _KEPT.fullmatch(text)):
        text = next(part for part in match.groups() if part is not None)
    return "" if text[:1] == "#" and _ERROR.fullmatch(text) else text


def folded(text: str) -> str:
    """A text as it is compared: without regard to case, accents and punctuation."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    )
    return " ".join(re.findall(r"[^\W_]+", plain))


def _rows(text: str, separator: str) -> Iterator[Row]:
    csv.field_size_limit(_WIDEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(f"Line {reader.line_num} of the table cannot be read ({error}).") from None
        yield Row(reader.line_num, cells)
