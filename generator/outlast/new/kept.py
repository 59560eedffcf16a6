"""Answers as they are kept in a file: texts and lists of texts, at the paths of their questions."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from outlast.source import Data, KeyPath
from outlast.source.scalar import scalar

Kept = Mapping[str, Data]
"""All answers so far; None was left out."""

HEAD = """\
# Answers for `outlast new`. To use them again: outlast new FOLDER --answers THIS-FILE
# A line without an answer was left out. Of a line that is missing, the usual answer is taken.
"""


def answer(kept: Kept, path: KeyPath) -> Data:
    """The answer at a path; None where there is none. See `answered`."""
    here: Data = dict(kept)
    for part in path:
        if isinstance(here, dict) and isinstance(part, str):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            return None
    return here


def answered(kept: Kept, path: KeyPath) -> bool:
    """Whether there is an answer at this path, be it that the question was left out."""
    around = answer(kept, path[:-1])
    return isinstance(around, dict) and path[-1] in around


def listed(kept: Kept, path: KeyPath) -> list[str]:
    """The list at a path; empty where there is none."""
    found = answer(kept, path)
    return [str(one) for one in found] if isinstance(found, list) else []


def put(kept: Kept, path: KeyPath, value: Data) -> Kept:
    """The answers with one more, or another one. What lies around it is made where it is missing."""
    root: dict[str, Data] = deepcopy(dict(kept))
    here: Data = root
    for part, following in zip(path, (*path[1:], None), strict=True):
        fresh: Data = value if following is None else [] if isinstance(following, int) else {}
        if isinstance(here, dict):
            here[str(part)] = fresh if following is None else here.get(str(part)) or fresh
            here = here[str(part)]
        elif isinstance(here, list) and isinstance(part, int):
            here.extend({} for _ in range(part + 1 - len(here)))
            here = here[part]
    return root


def drop(kept: Kept, path: KeyPath) -> Kept:
    """The answers without the one at this path, nor what this leaves empty around it."""
    root: dict[str, Data] = deepcopy(dict(kept))
    around = answer(root, path[:-1]) if path[1:] else root
    if isinstance(around, dict):
        around.pop(str(path[-1]), None)
    if isinstance(around, list) and path[-1] == len(around) - 1:
        around.pop()
    return drop(root, path[:-1]) if path[1:] and not around else root


def written(kept: Kept) -> str:
    """The text of a file that holds these answers."""
    return HEAD + "".join(_lines(dict(kept), ""))


def _lines(data: Data, indent: str) -> list[str]:
    if isinstance(data, dict):
        return [line for key, value in data.items() for line in _entry(f"{indent}{key}:", value, indent)]
    lines: list[str] = []
    for one in data if isinstance(data, list) else ():
        inner = _lines(one, f"{indent}  ") if isinstance(one, dict) else [f"{indent}  {scalar(str(one))}\n"]
        lines += [f"{indent}- {inner[0].lstrip()}", *inner[1:]] if inner else [f"{indent}- {{}}\n"]
    return lines


def _entry(key: str, value: Data, indent: str) -> list[str]:
    if value is None:
        return [f"{key}\n"]
    if isinstance(value, str):
        return [f"{key} {scalar(value)}\n"]
    if not value:
        return [f"{key} {'[]' if isinstance(value, list) else '{}'}\n"]
    return [f"{key}\n", *_lines(value, f"{indent}  ")]
