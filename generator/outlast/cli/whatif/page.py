"""The answer for somebody who reads it: one page, for a terminal or as a file for a browser."""

from __future__ import annotations

from outlast import words
from outlast.analysis.whatif.report import Report
from outlast.host.policy import sealed
from outlast.pages import answer
from outlast.pages.addresses import links
from outlast.render import document
from outlast.render.text import text


def as_text(report: Report) -> str:
    """The page for a terminal, ending with a newline."""
    page = answer.page(report)
    return text(page.sections, links(report.plan), page.title)


def as_html(report: Report) -> str:
    """The page as one file that loads nothing."""
    return sealed(document(answer.page(report), links(report.plan), words.LANGUAGE))
