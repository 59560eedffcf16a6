"""START-HERE.html: the first thing that somebody opens, on a computer of which nothing is known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from outlast import words
from outlast.host.marker import Marker
from outlast.host.policy import with_policy
from outlast.host.switch import folder, own_name
from outlast.languages import mark, say, speaking, spoken
from outlast.render import BASE, own_assets
from outlast.site import BuildInfo
from outlast.verify import START

SIGN = "site/assets/outlast/unpacked.css"
"""A style sheet beside the page, which is not there as long as all is inside the zip."""
TAKE_ALONG = ("contacts.vcf", "contacts.csv", "duties.ics")
"""Files of the site that a reader finds beside the page to begin with, too."""

CHANGED = "what-changed.html"
"""What is different since an older copy."""
_USES = {
    CHANGED: mark("What is different since the copy before."),
    "binder-1-first-week.pdf": mark("What you need in the first week. Print this first."),
    "binder-2-the-rest.pdf": mark("The rest of the plan, to print or to read on a phone."),
    "wallet-card.pdf": mark("A card with the first numbers to call. Print it and fold it."),
    "emergency-kit.pdf": mark("A sheet to fill in and seal. It says where this stick is and how to open it."),
    "contacts.vcf": mark("All phone numbers, for a phone. Email it to yourself and open it on the phone."),
    "contacts.csv": mark("The same phone numbers as a table."),
    "duties.ics": mark("What is due, with reminders. Open it with your calendar."),
    "plan/": mark("The plan behind this runbook, for the person who keeps it up to date."),
    "plan.zip": mark("The plan behind this runbook, for the person who keeps it up to date."),
    "verify.py": mark("Checks that nobody changed a file. It needs a computer with Python."),
    "site/decrypt.py": mark("Makes a readable copy without a browser. It needs a computer with Python."),
}
"""What a file or a folder is for, in the order in which they are needed."""


@dataclass(frozen=True)
class Beside:
    """Something that lies beside a page."""

    href: str
    name: str
    use: str


def beside(paths: Collection[str], at: str = "") -> list[Beside]:
    """What of these a reader is told of.

    Args:
        at: the folder of their language; what it does not have of its own they find in the first.
    """
    found = []
    for name, use in _USES.items():
        there = (at + name, name) if at else (name,)
        match = (each for each in there if any(path == each or _within(path, each) for path in paths))
        if href := next(match, ""):
            found.append(Beside(href, href, say(use)))
    return found


def _within(path: str, folder: str) -> bool:
    return folder.endswith("/") and path.startswith(folder)


def start_name(at: str) -> str:
    """The name of the page to begin with, by the folder of its language: `START-HERE.nl.html`."""
    return START.replace(".html", f".{at[:-1]}.html") if at else START


def start_pages(what: Marker, there: Callable[[str], Sequence[Beside]]) -> dict[str, bytes]:
    """The pages to begin with, one in each language, by name.

    Args:
        there: what lies beside them, by the folder of the language.
    """
    pages = {}
    for language in what.languages:
        at = folder(what.languages, language)
        with speaking(language):
            pages[start_name(at)] = start_page(what, there(at), at)
    return pages


def start_page(what: Marker, there: Sequence[Beside], at: str = "") -> bytes:
    """The page to begin with, in the language that is spoken. What matters is there without a script."""
    others = [
        (each.code, own_name(each, what.languages), start_name(folder(what.languages, each)))
        for each in what.languages
        if len(what.languages) > 1 and each.code != spoken().code
    ]
    until = what.until or BuildInfo(what.as_of, what.version).until
    return _drawn(
        "start-here.html.j2",
        what=what,
        name=say("Runbook") if what.encrypted else what.name,
        copy=words.copy(what.as_of, what.edition),
        script=Markup(own_assets()[BASE].decode() + _read("start-here.js")),  # noqa: S704 - ours
        made_on=words.day(what.as_of),
        until=words.day(until),
        until_iso=until.isoformat(),
        sign=SIGN,
        beside=there,
        others=others,
        root=f"site/{at}",
    )


def files_page(there: Sequence[Beside], up: str, copy: str, root: str = "") -> bytes:
    """The page of an encrypted drive from which files are fetched: they are opened on the way.

    Args:
        up: the way from the page to the folder of its language in the site.
        copy: which copy it is, its day and its edition.
        root: the way to the root of the site, where that is another folder.
    """
    return _drawn("files.html.j2", beside=there, up=up, copy=copy, root=root or up)


def _drawn(template: str, **values: object) -> bytes:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(say=say)
    attributes = Markup(spoken().attributes)  # noqa: S704 - ours
    page = environment.from_string(_read(template)).render(values, attributes=attributes)
    return with_policy(page).encode()


def _read(name: str) -> str:
    return (files("outlast") / "bundle" / name).read_text(encoding="utf-8")
