"""START-HERE.html: the first thing that somebody opens, on a computer of which nothing is known."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from outlast import words
from outlast.host.made import Made
from outlast.host.policy import with_policy
from outlast.pages.age import trusted_until
from outlast.verify import BLANK_ROOT

_BESIDE = (
    ("binder.pdf", "the whole plan to print, or to read on a phone"),
    ("wallet-card.pdf", "a card with the first numbers to call: print it and fold it"),
    ("contacts.vcf", "all telephone numbers, for a phone: mail it to yourself and open it there"),
    ("contacts.csv", "the same numbers as a table"),
    ("duties.ics", "what is due, with reminders: open it with your calendar"),
    ("plan/", "what this runbook was made of, for whoever keeps it up to date"),
    ("verify.py", "tells whether every file is as it was written, on a computer that has Python"),
)
"""What may lie beside the page, and what it is for, in the order in which it is needed."""


def start_page(what: Made, *, sign: str, beside: frozenset[str]) -> bytes:
    """The page to begin with, which says BLANK_ROOT where the content root belongs.

    What matters is there without a script. The style sheet `sign` is found only once all is unpacked.

    Args:
        beside: the paths of all files that travel along.
    """
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    text = (files("outlast") / "bundle" / "start-here.html").read_text(encoding="utf-8")
    until = trusted_until(what.as_of)
    page = environment.from_string(text).render(
        what=what,
        made_on=words.day(what.as_of),
        until=words.day(until),
        until_iso=until.isoformat(),
        root=BLANK_ROOT,
        sign=sign,
        beside=[(name, use) for name, use in _BESIDE if any(path.startswith(name) for path in beside)],
    )
    return with_policy(page).encode()
