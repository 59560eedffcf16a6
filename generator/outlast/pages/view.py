"""What the parts that many pages share say: steps, messages, calls, cards, rows.

Texts are strings as typed in the plan; the templates draw them with the filters `prose`, `line` and
`plain`. Things are named by id; the filter `link` draws the way to them.
"""

from __future__ import annotations

from dataclasses import dataclass

from outlast.pages.clocks import Clock


@dataclass(frozen=True)
class BranchView:
    when: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class StepView:
    """One tick box. `id` stays the same as long as the words of the step do."""

    id: str
    do: str
    """Small Markdown."""
    by: str | None = None
    """Id of who does it."""
    call: ReachView | None = None
    """Their telephone, where this copy knows it."""
    where: str | None = None
    """Id of what it is done in."""
    takes: str = ""
    """In words: `2 minutes`."""
    expect: str | None = None
    if_not: str | None = None
    undo: str | None = None
    warn: str | None = None
    when: str | None = None
    for_each: str | None = None
    wait_until: str | None = None
    unverified: str | None = None
    novice: bool = False
    command: str | None = None
    language: str = ""
    message: str | None = None
    """Id of the message to send; it stands on the same page, as `message-<id>`."""
    branches: tuple[BranchView, ...] = ()
    parallel: tuple[StepView, ...] = ()
    steps: tuple[StepView, ...] = ()
    """The steps of the procedure that is used here."""
    procedure: str | None = None
    """Its id."""


@dataclass(frozen=True)
class Blank:
    """A place in a message that the sender fills in."""

    name: str
    label: str


@dataclass(frozen=True)
class Phrase:
    """A stretch of a message: words, or a blank."""

    text: str
    blank: Blank | None = None


@dataclass(frozen=True)
class VersionView:
    language: str
    language_name: str
    """In that language: `Nederlands`."""
    subject: tuple[Phrase, ...]
    body: tuple[tuple[Phrase, ...], ...]
    """Paragraphs; a line break inside one is a newline in a phrase."""


@dataclass(frozen=True)
class MessageView:
    id: str
    name: str
    to: str
    channel: str
    """In words: `e-mail`."""
    about: str | None
    blanks: tuple[Blank, ...]
    versions: tuple[VersionView, ...]
    direction: str = "auto"


@dataclass(frozen=True)
class ReachView:
    """One way to reach somebody."""

    channel: str
    """`phone`, `email` …: also the name of its icon."""
    label: str
    """In words: `Call`, `Text`, `Mail`."""
    address: str
    """As typed."""
    href: str
    """`tel:`, `sms:`, `mailto:`, `https:`; empty where there is none."""
    note: str = ""


@dataclass(frozen=True)
class Call:
    """A row of a list of people to call, in order."""

    who: str
    """Id of the person or supplier; empty for somebody outside the plan."""
    name: str
    note: str
    """Plain text: role, hours, up to what."""
    reach: tuple[ReachView, ...]
    """Best way first."""
    clock: Clock | None = None
    next: str = ""
    """Plain text: what to do when nobody answers."""


@dataclass(frozen=True)
class Card:
    """Something to choose: the whole card leads there."""

    id: str
    icon: str
    title: str
    note: str
    """Small Markdown, drawn without links."""
    half: str = ""
    """`serve`, `restore` or empty."""


@dataclass(frozen=True)
class Fact:
    """A label with what is true."""

    label: str
    value: str
    """Small Markdown."""


@dataclass(frozen=True)
class Row:
    """A row of a list: a thing with a line about it and a short state at its end."""

    id: str
    icon: str
    title: str
    note: str
    """Small Markdown."""
    end: str = ""


@dataclass(frozen=True)
class QuestionView:
    q: str
    a: str


@dataclass(frozen=True)
class Table:
    """Headings and rows of cells in small Markdown; the first cell of a row names it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class AttachmentView:
    """A file that belongs to a thing."""

    path: str
    """In the site."""
    name: str
    note: str
    """What opens it, and its size: `PDF, 240 KB`."""
    shown: bool
    """Whether it is a picture that the page shows."""


@dataclass(frozen=True)
class Download:
    """A file of the site to take away."""

    path: str
    text: str
    note: str
    """What it is good for."""
