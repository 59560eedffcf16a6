"""The page for addresses at which there is none: a host shows it anywhere, so it needs nothing beside it."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template

from outlast.languages import say, spoken

PAGE = "404.html"
"""Where hosts look for it, from the root of a site."""


def not_found(copy: str) -> str:
    """The page as HTML, still without a policy; it says nothing of a plan.

    Args:
        copy: which copy it belongs to, `Copy of Sunday 22 November 2026 (team edition)`; may be empty.
    """
    page = (files("outlast") / "host" / "not_found.html").read_text(encoding="utf-8")
    words = {
        "title": say("Page not found"),
        "heading": say("There is no page at this address"),
        "why": say("A page has moved, or a letter of the address is wrong. All other pages are still there."),
        "first": say("Go to the first page: Start here"),
        "by_hand": say(
            "To go to the first page, delete the end of the address, back to the part that you know. "
            "Then press Enter."
        ),
        "copy": copy,
    }
    escaped = {name: escape(text) for name, text in words.items()}
    return Template(page).substitute(escaped, attributes=spoken().attributes)
