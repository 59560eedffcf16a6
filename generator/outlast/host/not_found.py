"""The page for addresses at which there is none: a host shows it anywhere, so it needs nothing beside it."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template

PAGE = "404.html"
"""Where hosts look for it, from the root of a site."""


def not_found(copy: str) -> str:
    """The page as HTML, still without a policy; it says nothing of a plan.

    Args:
        copy: which copy it belongs to, `Copy of Sunday 22 November 2026 (team edition)`; may be empty.
    """
    page = (files("outlast") / "host" / "not_found.html").read_text(encoding="utf-8")
    return Template(page).substitute(copy=escape(copy))
