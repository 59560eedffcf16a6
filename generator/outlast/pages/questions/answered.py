"""A question with its answer, and how answers name things."""

from __future__ import annotations

from collections.abc import Iterable

SILENT = "This copy does not say."
"""The answer where nothing is known: an edition may lack what the plan says."""


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
