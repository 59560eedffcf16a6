"""What the catalogue says of a system, under what the plan says itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from outlast import catalogue
from outlast.diagnostics import Diagnostic
from outlast.languages import Sentence
from outlast.load.nearest import nearest
from outlast.load.origins import Entry
from outlast.model.shorthand import Shorthand
from outlast.model.systems import System
from outlast.model.value import as_id
from outlast.source import Data

BLOCKS = ("restore", "support", "bill")
"""Keys whose block the catalogue completes key by key; any other is the plan's as a whole."""


def check_vendor(entry: Entry) -> Iterator[Diagnostic]:
    """A vendor that the catalogue does not have."""
    id = _vendor(entry)
    if id is None or id in catalogue.ids() or entry.damaged(("vendor",)) or not isinstance(entry.raw, dict):
        return
    typed = str(entry.raw["vendor"])
    meant = nearest(id, catalogue.ids())
    hint = (
        Sentence('did you mean "{meant}"?', meant=meant)
        if meant
        else Sentence("`outlast add` lists them; or delete the line")
    )
    message = Sentence(
        '{thing} names the vendor "{typed}", which the catalogue does not have',
        thing=entry.words(()),
        typed=typed,
    )
    error = entry.error("unknown-vendor", entry.span(("vendor",)), message, hint)
    yield replace(error, cures=entry.cures(("vendor",), typed, (meant,) if meant else ()))


def completed(entry: Entry, raw: dict[str, Any]) -> dict[str, Any]:
    """The data of a thing with what the catalogue knows of its vendor. What the plan says itself, wins."""
    vendor = catalogue.vendor(_vendor(entry) or "")
    if vendor is None:
        return raw
    blocks = {
        key: _under(vendor.fields.get(key), _spelled_out(key, raw[key])) for key in BLOCKS if key in raw
    }
    return {**vendor.fields, **raw, **blocks}


def _spelled_out(key: str, raw: Data) -> Data:
    """A block that is written as a line, such as a bill, with its keys."""
    for extra in System.model_fields[key].metadata:
        raw = extra.spelled_out(raw, None) if isinstance(extra, Shorthand) else raw
    return raw


def _vendor(entry: Entry) -> str | None:
    if entry.collection != System.collection or not isinstance(entry.raw, dict):
        return None
    id = entry.raw.get("vendor")
    return as_id(id) or id if isinstance(id, str) else None


def _under(known: Data, own: Data) -> Data:
    return {**known, **own} if isinstance(known, dict) and isinstance(own, dict) else own
