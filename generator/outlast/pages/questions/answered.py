"""A question with its answer, and how answers name things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from outlast import words


@dataclass(frozen=True)
class Answered:
    """A question with its answer."""

    q: str
    """Plain text."""
    a: str
    """Small Markdown: one sentence to three, or a list."""
    more: str
    """Id of the thing whose page says more; empty where nothing does."""


SILENT = "This copy does not say."
"""The answer where nothing is known: an edition may lack what the plan says."""


def ids(ids: Iterable[str], last: str) -> str:
    return words.some((f"{{{id}}}" for id in ids), last)


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
