"""START-HERE.html: the first thing that somebody opens, on a computer of which nothing is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from outlast import words
from outlast.host.marker import Marker
from outlast.host.policy import with_policy
from outlast.site import BuildInfo

SIGN = "site/assets/outlast/unpacked.css"
"""A style sheet beside the page, which is not there as long as all is inside the zip."""
TAKE_ALONG = ("contacts.vcf", "contacts.csv", "duties.ics")
"""Files of the site that a reader finds beside the page to begin with, too."""

CHANGED = "what-changed.html"
"""What is different since an older copy."""
_USES = {
    CHANGED: "what is different since the copy before",
    "binder-1-first-week.pdf": "what you need in the first week: print this first",
    "binder-2-the-rest.pdf": "all the rest of the plan, to print or to read on a phone",
    "wallet-card.pdf": "a card with the first numbers to call: print it and fold it",
    "emergency-kit.pdf": "a sheet to fill in and seal: where this stick lies, which words open it",
    "contacts.vcf": "all telephone numbers, for a phone: mail it to yourself and open it there",
    "contacts.csv": "the same numbers as a table",
    "duties.ics": "what is due, with reminders: open it with your calendar",
    "plan/": "what this runbook was made of, for whoever keeps it up to date",
    "plan.zip": "what this runbook was made of, for whoever keeps it up to date",
    "verify.py": "tells whether every file is as it was written, on a computer that has Python",
    "site/decrypt.py": "makes a readable copy without a browser, on a computer that has Python",
}
"""What a file or a folder is for, in the order in which they are needed."""


@dataclass(frozen=True)
class Beside:
    """Something that lies beside a page."""

    href: str
    name: str
    use: str


def beside(paths: Collection[str]) -> list[Beside]:
    """What of these a reader is told of."""
    return [
        Beside(name, name, use)
        for name, use in _USES.items()
        if any(path == name or (name.endswith("/") and path.startswith(name)) for path in paths)
    ]


def start_page(what: Marker, there: Sequence[Beside]) -> bytes:
    """The page to begin with. What matters is there without a script."""
    until = what.until or BuildInfo(what.as_of, what.version).until
    return _drawn(
        "start-here.html",
        what=what,
        made_on=words.day(what.as_of),
        until=words.day(until),
        until_iso=until.isoformat(),
        sign=SIGN,
        beside=there,
    )


def files_page(there: Sequence[Beside], up: str, copy: str) -> bytes:
    """The page of an encrypted drive from which files are fetched: they are opened on the way.

    Args:
        up: the way from the page to the root of the site.
        copy: which copy it is, its day and its edition.
    """
    return _drawn("files.html", beside=there, up=up, copy=copy)


def _drawn(template: str, **values: object) -> bytes:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    text = (files("outlast") / "bundle" / template).read_text(encoding="utf-8")
    return with_policy(environment.from_string(text).render(values)).encode()
