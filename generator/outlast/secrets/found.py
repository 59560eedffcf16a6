"""A secret that was found, and what is none although it stands in the place of one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from outlast.languages import Sentence


@dataclass(frozen=True, order=True)
class Secret:
    """A piece of a text that must not be shown."""

    start: int
    end: int
    """Where it stands: offsets in code points, the end excluded."""
    kind: Sentence
    """What it is, in words: `a Stripe key`."""


_PLACEHOLDER = re.compile(
    r"""(?ix) [xX*•·.…_?#0-]+                # hidden or left open
          | .*(?:x{4}|\*{3}|•{3}|\.{3}|…|_{3}).*
          | <.*>? | \{.*\}? | \[.*\]? | \$\{?\w+\}? | %\w+%
          | pass|password|passwd|pwd|secret|token|key
          | .*(?:your|example|dummy|placeholder|redacted|insert|replace[-_]?me|change[-_]?me).*
    """
)


def is_placeholder(value: str) -> bool:
    """Whether a value only shows where a secret would stand: `xxxx`, `<key>`, `YOUR_KEY`."""
    return bool(_PLACEHOLDER.fullmatch(value)) or len(set(value.lower())) <= 3


def entropy(value: str) -> float:
    """Bits of information in each sign, by how often each occurs (Shannon)."""
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())


def lowered(text: str) -> str:
    """The text in small letters, every sign in its place."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


_RUN = re.compile(r"[^\W_]+")
_WITHOUT_BLANKS = "\u2e80"
"""From here on are the scripts that put no blanks between words."""


@lru_cache(maxsize=4)  # several searches go over each reading of a text
def _runs(small: str) -> frozenset[str]:
    """Every stretch of letters and digits in a text."""
    return frozenset(_RUN.findall(" ".join({*small.split()})))  # most words stand there more than once


@cache
def _first_run(word: str) -> str:
    """What must be among the stretches of a text in which this word stands alone; nothing if it need not."""
    return "" if word[0] >= _WITHOUT_BLANKS else _RUN.findall(word)[0]


def after(small: str, words: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each word and where each of its occurrences ends, in a text in small letters.

    A word stands alone, or as the end of a name in a program (`db_password`). What is written without
    blanks between words (Chinese, Japanese) has no such bounds.
    """
    runs = _runs(small)
    for word in words:
        if (first := _first_run(word)) and first not in runs:
            continue
        start = small.find(word)
        while start >= 0:
            end = start + len(word)
            before, behind = small[start - 1 : start], small[end : end + 1]
            if not first or not (before.isalnum() or behind.isalnum() or behind == "_"):
                yield word, end
            start = small.find(word, start + 1)
