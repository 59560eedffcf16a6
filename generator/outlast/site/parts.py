"""What blocks are made of: steps, calls, cards, rows, days.

Texts are small Markdown (see `model.prose`) unless a field says *plain*. Things are named by id.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from outlast.languages import mark
from outlast.site.places import Address

CHOOSE = mark("Choose the one that fits.")
"""What a step says that has branches and no words of its own."""


@dataclass(frozen=True)
class BranchView:
    when: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class Next:
    """Who is next when somebody cannot be reached."""

    who: str
    """Id."""
    limit: str = ""
    """Plain: how far they may go, `up to €2,500`; empty where nothing is said."""


@dataclass(frozen=True)
class StepView:
    """One tick box. `id` stays the same as long as the words of the step do."""

    id: str
    do: str
    """Small Markdown."""
    by: str | None = None
    """Id of who does it."""
    call: ReachView | None = None
    """The quickest way to reach them, where this copy knows it."""
    next: Next | None = None
    """Who does it if they cannot be reached."""
    alone: bool = False
    """Whether nobody else gets into what it is done in."""
    where: str | None = None
    """Id of what it is done in."""
    sign_in: bool = False
    """Whether this page says how to sign in there, and this is the first step that needs it."""
    takes: str = ""
    """In words: `2 minutes`."""
    expect: str | None = None
    if_not: str | None = None
    undo: str | None = None
    warn: str | None = None
    rules: tuple[str, ...] = ()
    """Each with what it says for whoever does this."""
    numbers: tuple[str, ...] = ()
    """How to reach each firm that the step names, in small Markdown."""
    when: str | None = None
    for_each: str | None = None
    wait_until: str | None = None
    unverified: str | None = None
    novice: bool = False
    command: str | None = None
    language: str = ""
    check: str | None = None
    """A command that shows whether it worked."""
    message: str | None = None
    """Id of the message to send; it stands on the same page, as `message-<id>`."""
    branches: tuple[BranchView, ...] = ()
    parallel: tuple[StepView, ...] = ()
    steps: tuple[StepView, ...] = ()
    """The steps of the procedure that is used here."""
    procedure: str | None = None
    """Its id."""


@dataclass(frozen=True)
class Act:
    """A step in short."""

    id: str
    """Of its tick box, which stands on the same page."""
    text: str
    """Small Markdown, drawn without links."""
    when: str | None = None
    numbers: tuple[str, ...] = ()
    """Whom it reaches, in small Markdown."""
    ways: tuple[ActsOf, ...] = ()
    """Of which one is chosen, or which are done at the same time."""


@dataclass(frozen=True)
class Doer:
    """Acts that follow each other and are done by the same."""

    acts: tuple[Act, ...]
    by: str | None = None
    """Id; None: by whoever reads it."""
    call: ReachView | None = None
    next: Next | None = None
    alone: bool = False


@dataclass(frozen=True)
class Rest:
    """A way to the steps that are not shown."""

    id: str
    """Of the tick box of the first of them."""
    text: str
    """Plain."""


@dataclass(frozen=True)
class ActsOf:
    """The acts of a half of a scenario, or of a choice."""

    title: str
    """Small Markdown."""
    doers: tuple[Doer, ...]
    rest: Rest | None = None
    half: str = ""
    """`serve`, `restore` or empty."""


@dataclass(frozen=True)
class Blank:
    """A place in a message that the sender fills in."""

    name: str
    label: str
    each: bool = False
    """Whether it is of one case, such as an order, and empty again for the next."""


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
class Clock:
    """What it takes to say on the reader's device what time it is there, and whether they are at work."""

    zone: str
    """The name of the time zone: `Europe/Lisbon`."""
    works: str
    """`12345 09:00 13:00 Europe/Lisbon`, several divided by `;`: days of the week (1 is Monday), from, to, by
    whose clock. Empty where nobody said."""
    away: str
    """`2026-12-21/2026-12-26`, first and last day, several divided by `;`."""


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


def first_way(call: Call) -> Call:
    """The call with the best way to reach them only: for lists that name many people."""
    return replace(call, reach=call.reach[:1])


@dataclass(frozen=True)
class TimedLine:
    """A line that holds for a time."""

    text: str
    since: str = ""
    """`2027-01-10 17:30`, or a day, by the clock of the business; empty: always."""
    until: str = ""
    """The same; empty: for good."""
    kind: str = ""
    """`ask`: to be asked by `until`. `does`: begins with who does it. `stops`: nobody can do it.

    `away` and `gone`: begins with somebody or something that is not there.
    """
    group: str = ""
    """What it is about: of several lines of a group the latest that has begun holds.

    Of `ask`: a name for what is asked of whom, with which the id of each box for it begins.
    """


@dataclass(frozen=True)
class Card:
    """Something to choose: the whole card leads there."""

    to: str | Address
    """The id of a thing, or a place."""
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
    """A question with its answer."""

    q: str
    """On one line; small Markdown, as the answer is."""
    a: str
    more: str = ""
    """Id of the thing whose page says more; empty where nothing does."""
    id: str = ""
    """Where links and the search lead, on its page; empty where nothing does."""
    numbers: tuple[str, ...] = ()
    """Of those whom the answer names, in small Markdown; paper has its lists for them."""


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


@dataclass(frozen=True)
class Chain:
    """The calls of one caller, in order."""

    says: str
    """Who makes them."""
    calls: tuple[Call, ...]


@dataclass(frozen=True)
class WayIn:
    """What one must have at hand for a system, so that nobody has to turn to its page."""

    id: str
    name: str
    """Plain."""
    role: str
    """`(sign in as signer)`; empty where no role is asked for."""
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class DayEntry:
    """One thing of a day."""

    icon: str
    what: str
    note: str = ""
    kind: str = ""
    """`stop` or `careful`; empty for the rest."""
    until: str | None = None
    """The last day on which it is in time; None: its own day; empty: it has no deadline."""
    ask: str = ""
    """Who is asked for what: the same for whoever asks, at any time, and for whoever is asked."""


@dataclass(frozen=True)
class DayView:
    """A day with what it brings."""

    iso: str
    """For a script that marks today; empty where the date is only that of an example."""
    title: str
    """Plain: `Mon 23 Nov`; `Day 3`."""
    note: str
    """Plain: what stands small beside it, the date of the example."""
    entries: tuple[DayEntry, ...]


@dataclass(frozen=True)
class AgendaItem:
    """A box to tick. `id` stays the same as long as its day and its words do."""

    id: str
    entry: DayEntry
    due: str = ""
    """After this day it is overdue; empty: never."""


@dataclass(frozen=True)
class AgendaDay:
    """A day of one person, with what they do on it."""

    iso: str
    """For a script that begins with today."""
    title: str
    """Plain: `Mon 23 Nov`."""
    note: str
    """Plain: `Day 3`; empty while nothing has happened."""
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True)
class PhaseView:
    """The steps of a phase in one half of a scenario."""

    id: str
    name: str
    """`first-hour`, `first-day`, `first-week`, `until-over` or `stand-down`."""
    title: str
    """Plain."""
    steps: tuple[StepView, ...]
    deadline: str
    """Plain: by when, counted from the moment that somebody decides; empty where there is none."""
    continued: bool
    """Whether its numbers run on from the phase before."""
    folded: str = ""
    """Plain: what its fold is called on a screen, if nobody needs it on the first day; empty for none."""


@dataclass(frozen=True)
class HalfView:
    half: str
    """`serve` or `restore`."""
    title: str
    """Plain."""
    abbreviation: str
    to: Address
    phases: tuple[PhaseView, ...]


@dataclass(frozen=True)
class Column:
    """A heading of a matrix."""

    id: str
    """Of the thing that it names."""


@dataclass(frozen=True)
class Cell:
    kind: str
    """`keeps`, `works`, `stops`, `past`: also how it looks."""
    icon: str
    words: str
    """Plain."""


@dataclass(frozen=True)
class MatrixRow:
    id: str
    """Of the thing that it is about."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class LinkNote:
    """A way to another page, with a word about it."""

    text: str
    """Plain."""
    to: Address
    note: str = ""


@dataclass(frozen=True)
class Jump:
    """A way to a part of the same page."""

    to: str
    """Its id."""
    text: str
    """Plain."""


@dataclass(frozen=True)
class Button:
    """Something to press that leads somewhere."""

    text: str
    """Plain."""
    to: Address | str
    """A place in the site, or the path of a file to take away."""
    icon: str = ""
    main: bool = False


@dataclass(frozen=True)
class Age:
    """How old a copy is, and until when it may be trusted; words are plain."""

    iso: str
    words: str
    edition: str
    until_iso: str
    until: str
    """The last day on which to trust it."""
    zone: str
    """The time zone of the business, in which scripts say times."""
    plan: str
    """The name under which a browser remembers what was ticked."""
    log: Address
    """Where scripts find the log of incidents, from every page."""
    reads: str = ""
    """Who of the page reads another language first: `lotte=nl,en tom=nl`. A script offers it to them."""
