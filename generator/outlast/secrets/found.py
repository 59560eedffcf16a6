"""A secret that was found, and what is none although it stands in the place of one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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


def after(small: str, words: Iterable[str]) -> Iterator[int]:
    """Where each occurrence of one of the words ends, in a text in small letters.

    A word stands alone, or as the end of a name in a program (`db_password`). What is written without
    blanks between words (Chinese, Japanese) has no such bounds.
    """
    for word in words:
        bounded = word[0] < "\u2e80"
        start = small.find(word)
        while start >= 0:
            end = start + len(word)
            before, behind = small[start - 1 : start], small[end : end + 1]
            if not bounded or not (before.isalnum() or behind.isalnum() or behind == "_"):
                yield end
            start = small.find(word, start + 1)
