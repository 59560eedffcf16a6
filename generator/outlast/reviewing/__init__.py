"""What is to be read again, the most protective first, and how the answer gets into the plan."""

from outlast.reviewing.due import FIRST, Due, Reason, due
from outlast.reviewing.issue import TITLE, Issue, as_markdown, update
from outlast.reviewing.writing import confirmed, doubted

__all__ = [
    "FIRST",
    "TITLE",
    "Due",
    "Issue",
    "Reason",
    "as_markdown",
    "confirmed",
    "doubted",
    "due",
    "update",
]
