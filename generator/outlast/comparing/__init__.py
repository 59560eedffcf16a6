"""What changed between two versions of a plan, in consequences."""

from outlast.comparing.answers import between
from outlast.comparing.differences import compare
from outlast.comparing.shown import (
    Comparison,
    as_html,
    as_markdown,
    as_message,
    as_text,
    plain_list,
)
from outlast.comparing.sorts import Difference, Sort
from outlast.comparing.versions import Version, opened

__all__ = [
    "Comparison",
    "Difference",
    "Sort",
    "Version",
    "as_html",
    "as_markdown",
    "as_message",
    "as_text",
    "between",
    "compare",
    "opened",
    "plain_list",
]
