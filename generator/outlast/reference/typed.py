"""Data as an author would type it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from outlast.source import Data, parse

WIDEST = 76
"""Signs in a line, so that a phone shows most of them."""
LONGEST_TEXT = 110
MOST_ENTRIES = 2
CUT = "…"


def typed(key: str, data: Data) -> str:
    """One key with its value: in one line where it fits, else in a block below the key."""
    return "\n".join(_pair(key, data))


def shortened(data: Data) -> Data:
    """The beginning of every list and of every long text."""
    if isinstance(data, dict):
        return {key: shortened(value) for key, value in data.items()}
    if isinstance(data, list):
        return [shortened(entry) for entry in data[:MOST_ENTRIES]]
    if data is None or len(data) <= LONGEST_TEXT:
        return data
    return f"{data[:LONGEST_TEXT].rpartition(' ')[0]} {CUT}"


def _pair(key: str, data: Data) -> list[str]:
    head = f"{_plain_or_quoted(key, flow=True)}:"
    if isinstance(data, str) and "\n" in data.strip() and not data.startswith((" ", "\n")):
        return [f"{head} |", *_indented(data.rstrip("\n").split("\n"))]
    line = f"{head} {_inline(data)}"
    if len(line) <= WIDEST:
        return [line]
    if isinstance(data, dict):
        return [head, *_indented(line for inner in data.items() for line in _pair(*inner))]
    if isinstance(data, list):
        return [head, *_indented(line for entry in data for line in _entry(entry))]
    return [line]


def _entry(data: Data) -> list[str]:
    line = f"- {_inline(data)}"
    if len(line) <= WIDEST or not isinstance(data, dict):
        return [line]
    lines = [line for inner in data.items() for line in _pair(*inner)]
    return [f"- {lines[0]}", *_indented(lines[1:])]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _inline(data: Data, flow: bool = False) -> str:
    if isinstance(data, dict):
        pairs = (f"{_plain_or_quoted(key, True)}: {_inline(value, True)}" for key, value in data.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(_inline(entry, True) for entry in data) + "]"
    return "" if data is None else _plain_or_quoted(data, flow)


@lru_cache(maxsize=4096)
def _plain_or_quoted(text: str, flow: bool) -> str:
    """With quotes where YAML would read something else without them."""
    wanted: Data = {"key": [text] if flow else text}
    document = parse("", (f"key: [{text}]" if flow else f"key: {text}").encode())
    if "\n" not in text and not document.diagnostics and document.data == wanted:
        return text
    return json.dumps(text, ensure_ascii=False)
