"""Sentences on a terminal."""

from __future__ import annotations

from textwrap import fill


def wrap_text(text: str, width: int, initial_indent: str = "", subsequent_indent: str = "") -> str:
    """A text in lines of a width, broken between words only: a path with a hyphen can still be copied."""
    return fill(
        text,
        width,
        initial_indent=initial_indent,
        subsequent_indent=subsequent_indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
