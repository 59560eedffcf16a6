"""Inputs that are almost right: real ones with pieces cut out, doubled and put in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache, reduce
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

CORPUS = Path(__file__).with_name("corpus")
"""One folder for each target: inputs to begin with, and every one that once failed."""
CASES = Path(__file__).parents[1] / "cases"

_BITS = st.sampled_from(
    (
        *(
            b"\n",
            b"\r",
            b"\t",
            b"  ",
            b": ",
            b"- ",
            b"{",
            b"}",
            b"[",
            b"]",
            b"'",
            b'"',
            b"#",
            b"|",
            b">-",
            b"&a ",
            b"*a",
            b"<<: ",
        ),
        *(
            b"!!python/object:os.system ",
            b"!ENV ",
            b"%YAML 1.1\n",
            b"---\n",
            b"...\n",
            b"? ",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
        ),
        *(
            b"\x00",
            b"\x1b[2J",
            b"\xe2\x80\xae",
            b"\xc2\xa0",
            b"\xed\xa0\x80",
            b"\xf0\x9f\x92\xa3",
            b"{id}",
            b"{{7*7}}",
        ),
        *(
            b"0",
            b"-1",
            b"1e999",
            b"999999999999999999999",
            b"9999-12-31",
            b"0000-00-00",
            b"24:60",
            b"every",
            b"NaN",
            b"null",
        ),
        *(
            b"../",
            b"/etc/passwd",
            b"C:\\",
            b"CON",
            b"a" * 300,
            b"[" * 90,
            b"{a: " * 40,
            b"PK\x05\x06",
            b"PK\x03\x04",
        ),
    )
)
_EDIT = st.tuples(st.integers(0, 2**31), st.integers(0, 60), st.one_of(_BITS, st.binary(max_size=4)))
_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    (
        *(
            None,
            True,
            0,
            -1,
            1.5,
            10**9,
            10**400,
            "",
            "x",
            "__proto__",
            "constructor",
            "\ud800",
            "<script>",
            "a" * 5000,
            "\u202e",
        ),
        *(
            [],
            {},
            [[]],
            {"any": []},
            {"all": ["x"]},
            "9999-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "2026-02-31T25:61:61+99:99",
        ),
    )
)
_GRAFT = st.tuples(st.integers(0, 2**31), _VALUES, st.sampled_from(("put", "drop", "twice")))


def changed(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """One of these with a few pieces exchanged."""
    return st.builds(_edited, st.sampled_from(seeds), st.lists(_EDIT, min_size=1, max_size=6))


def grafted(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """One of these JSON texts with a few values exchanged, left out or doubled; still JSON."""
    return st.builds(_grafted, st.sampled_from(seeds), st.lists(_GRAFT, min_size=1, max_size=4))


@cache
def plans() -> tuple[bytes, ...]:
    """The plans of the cases, which break every rule, and those that once failed."""
    return (*_read(sorted(CASES.glob("*/plan/*.yml"))), *kept("plan"))


def kept(target: str) -> tuple[bytes, ...]:
    """What is kept for a target."""
    return tuple(_read(sorted((CORPUS / target).glob("*"))))


def _read(files: Sequence[Path]) -> Iterator[bytes]:
    return (file.read_bytes() for file in files)


def _edited(seed: bytes, edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    return reduce(_edit, edits, seed)


def _edit(data: bytes, edit: tuple[int, int, bytes]) -> bytes:
    place, length, new = edit
    at = place % (len(data) + 1)
    return data[:at] + new + data[at + length :]


def _grafted(seed: bytes, grafts: Sequence[tuple[int, Any, str]]) -> bytes:
    root: Any = json.loads(seed)
    for place, value, how in grafts:
        holders = list(_holders(root))
        if holders:
            holder, key = holders[place % len(holders)]
            if how == "drop":
                del holder[key]
            elif how == "twice" and isinstance(holder, list):
                holder.append(holder[key])
            else:
                holder[key] = deepcopy(value)
    return json.dumps(root).encode()


def _holders(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each place within a value that can be changed."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _holders(value[key])
