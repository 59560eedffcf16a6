"""Text in lines of a width, and columns beside each other: what a terminal can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from outlast.diagnostics import cells, clean

Lines = Iterator[str]

GAP = 2
"""Blanks between the columns of a table."""
LEAST = 20
"""Columns that a cell needs whose text is broken."""
MOST = 4
"""Lines that such a cell may have, about."""


def fitted(wanted: list[int], width: int) -> list[int]:
    """The widths of columns in a line: those that are narrow as they want it, the others an equal share.

    Empty where a share would be so small that its text ran down the page.
    """
    room = width - GAP * (len(wanted) - 1)
    widths: dict[int, int] = {}
    while len(widths) < len(wanted):
        share = (room - sum(widths.values())) // (len(wanted) - len(widths))
        narrow = {at: wide for at, wide in enumerate(wanted) if at not in widths and wide <= share}
        if not narrow and (share < LEAST or max(wanted) > MOST * share):
            return []
        widths |= narrow or {at: share for at in range(len(wanted)) if at not in widths}
    return [widths[at] for at in range(len(wanted))]


def side_by_side(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Lines:
    """The rows of a table, each cell in lines of its column."""
    for row in rows:
        lines = (list(wrapped(cell, width)) for cell, width in zip(row, widths, strict=True))
        for line in zip_longest(*lines, fillvalue=""):
            yield (" " * GAP).join(map(_padded, line, widths)).rstrip()


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cells(cell))


def wrapped(said: str, width: int, first: str = "", then: str | None = None) -> Lines:
    """Text in lines of at most so many columns; a word that is wider than a line is broken.

    Args:
        first: what stands before it.
        then: what stands before each further line; left out: as much room as before the first.
    """
    room = " " * cells(first) if then is None else then
    line, empty = first, True
    for word in map(clean, said.split()):
        if not empty and cells(line) + 1 + cells(word) > width:
            yield line
            line, empty = room, True
        line += word if empty else f" {word}"
        empty = False
        while cells(line) > width:
            end = _fitting(line, width)
            if end <= len(room):
                break  # not even one sign has room
            yield line[:end]
            line = room + line[end:]
    if not empty:
        yield line.rstrip()


def _fitting(line: str, width: int) -> int:
    """How many signs of a line stand in so many columns."""
    end = len(line)
    while end and cells(line[:end]) > width:
        end -= 1
    return end
