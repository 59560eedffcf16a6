"""The answer for somebody who reads it: one page, for a terminal or as a file for a browser."""

from __future__ import annotations

from collections.abc import Sequence

from outlast.analysis.whatif.report import Report
from outlast.host.policy import sealed
from outlast.pages import answer, lengths
from outlast.pages.addresses import links
from outlast.render import document
from outlast.render.text import text
from outlast.site import Page


def as_text(*reports: Report) -> str:
    """The page for a terminal, ending with a newline."""
    page = _page(reports)
    return text(page.sections, links(reports[0].plan), page.title)


def as_html(*reports: Report) -> str:
    """The page as one file that loads nothing."""
    return sealed(document(_page(reports), links(reports[0].plan)))


def _page(reports: Sequence[Report]) -> Page:
    """The answer to one question, or several lengths side by side."""
    return answer.page(reports[0]) if len(reports) == 1 else lengths.page(reports)
