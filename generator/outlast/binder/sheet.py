"""One page on paper by itself: a drill to work through, a report to hand on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from outlast.binder import says
from outlast.binder.coverage import undrawn, without
from outlast.binder.typeset import available, own_letters, typeset
from outlast.render.paper import Data, Ink
from outlast.site import Link, Page


def sheet(page: Page, links: Mapping[str, Link], name: str, as_of: date, paper: str = "a4") -> bytes:
    """A page as a PDF. The same arguments give the same bytes.

    Args:
        links: what each thing is called, by its id.
        name: of the business, at the top of it.
        paper: as the typesetter calls it.

    Raises Lacking when the extra `pdf` is not installed.
    """
    available()
    data: Data = {
        "name": name,
        "title": page.title,
        "paper": paper,
        "lang": says.lang(),
        "say": says.sheet(name, as_of),
        "date": [as_of.year, as_of.month, as_of.day],
        "blocks": Ink(links).sections(page.sections),
    }
    shown = without(data, undrawn([data], own_letters()))
    assert isinstance(shown, dict)  # noqa: S101 - a mapping stays one
    return typeset("sheet.typ", shown)
