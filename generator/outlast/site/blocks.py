"""What a page is made of: sections of blocks, each drawn once for every way out.

A block holds final words, rows and ids: nothing to compute, filter or sort. Texts are small Markdown (see
`model.prose`) unless a field says *plain*. `render.html` has a macro, `binder/blocks.typ` a function and
`render.text` a function for each kind of block.

A block is true when it has something to show, which its first field decides; `section` leaves out the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from outlast.site import parts
from outlast.site.pictures import Timeline
from outlast.site.places import Address


class _Shown:
    """Something on a page; false when there is nothing to show."""

    def __bool__(self) -> bool:
        first = fields(self)[:1]  # type: ignore[arg-type]  # every block is a dataclass
        return all(bool(getattr(self, each.name)) for each in first)


class Tone(StrEnum):
    """How a paragraph is said."""

    PLAIN = "plain"
    LEAD = "lead"
    """What a page opens with."""
    PROMISE = "promise"
    """What must hold: within which time."""
    NOTE = "note"
    """In small letters: how to read what stands beside it."""
    CALM = "calm"
    """The same, for as long as no incident runs."""


@dataclass(frozen=True)
class Prose(_Shown):
    """Paragraphs."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Bullets(_Shown):
    """A list, a line each."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class FactList(_Shown):
    """Labels with what is true."""

    facts: tuple[parts.Fact, ...]


@dataclass(frozen=True)
class Words(_Shown):
    """Words with what they mean."""

    words: tuple[parts.Fact, ...]


@dataclass(frozen=True)
class Rows(_Shown):
    """Things with a line about each and a short state at its end."""

    rows: tuple[parts.Row, ...]
    tick: bool = False
    """Whether paper has a box to tick before each."""


@dataclass(frozen=True)
class Table(_Shown):
    """Headings and rows of cells; the first cell of a row names it.

    Caption and headings are plain, cells are not.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tick: bool = False
    """Whether paper has a box to tick before each row."""

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Steps(_Shown):
    """Boxes to tick, numbered."""

    steps: tuple[parts.StepView, ...]
    continued: bool = False
    """Whether the numbers run on from the list before."""


@dataclass(frozen=True)
class Calls(_Shown):
    """Whom to call, in order."""

    rows: tuple[parts.Call, ...]
    clocks: bool = False
    """Whether a screen says what time it is where they are."""
    answered: bool = False
    """Whether paper has room for when they answered."""


@dataclass(frozen=True)
class Chains(_Shown):
    """A call tree: under each caller whom to call."""

    chains: tuple[parts.Chain, ...]


@dataclass(frozen=True)
class Reach(_Shown):
    """Ways to reach somebody, as buttons, best first."""

    ways: tuple[parts.ReachView, ...]
    name: str
    """Plain: whose they are."""


@dataclass(frozen=True)
class LocalTime(_Shown):
    """What time it is where somebody is, and whether they are at work: only a screen with scripts says it."""

    clock: parts.Clock


@dataclass(frozen=True)
class Message(_Shown):
    """Words ready to send."""

    id: str
    name: str
    to: str
    channel: str
    """In words: `e-mail`."""
    about: str | None
    blanks: tuple[parts.Blank, ...]
    versions: tuple[parts.VersionView, ...]
    direction: str = "auto"


@dataclass(frozen=True)
class Named(_Shown):
    """Messages that stand with all their words elsewhere in a binder; by id. Paper only."""

    ids: tuple[str, ...]


class BoxKind(StrEnum):
    STOP = "stop"
    CAREFUL = "careful"
    NOTE = "note"


@dataclass(frozen=True)
class Box(_Shown):
    """Words that must not be missed."""

    blocks: tuple[Block, ...]
    kind: BoxKind
    title: str = ""
    """Plain."""


@dataclass(frozen=True)
class StopLine(_Shown):
    """When to stop and whom to call, in sight of whoever begins; the whole box stands after the steps."""

    calls: tuple[parts.Call, ...]
    when: str = ""

    def __bool__(self) -> bool:
        return bool(self.calls or self.when)


@dataclass(frozen=True)
class Questions(_Shown):
    """Questions with their answers, all open: a search finds them, and paper has them."""

    questions: tuple[parts.QuestionView, ...]


@dataclass(frozen=True)
class Answers(_Shown):
    """Questions that open their answer when they are pressed."""

    questions: tuple[parts.QuestionView, ...]


@dataclass(frozen=True)
class Files(_Shown):
    """Files that belong to a thing; pictures are shown."""

    files: tuple[parts.AttachmentView, ...]


@dataclass(frozen=True)
class Downloads(_Shown):
    """Files of the site to take away."""

    files: tuple[parts.Download, ...]


@dataclass(frozen=True)
class Links(_Shown):
    """Ways to other pages, each with a word about it."""

    links: tuple[parts.LinkNote, ...]


@dataclass(frozen=True)
class FirstActs(_Shown):
    """What is done first, in short: each act with who does it and whom it reaches; it leads to its step."""

    halves: tuple[parts.ActsOf, ...]
    title: str
    """Plain: by when."""


@dataclass(frozen=True)
class Jumps(_Shown):
    """Ways to parts of this page; the first is the one that most come for."""

    jumps: tuple[parts.Jump, ...]


@dataclass(frozen=True)
class Buttons(_Shown):
    """Things to press."""

    buttons: tuple[parts.Button, ...]
    prints: bool = True
    """Whether one prints the page."""

    def __bool__(self) -> bool:
        return bool(self.buttons or self.prints)


class CardLook(StrEnum):
    CARDS = "cards"
    BRIEF = "brief"
    """Low on a phone, where something stands below them that cannot wait."""
    DOORS = "doors"
    """The two halves, each in its own colour and shape."""


@dataclass(frozen=True)
class Cards(_Shown):
    """Things to choose from: the whole card leads there."""

    cards: tuple[parts.Card, ...]
    look: CardLook = CardLook.CARDS


@dataclass(frozen=True)
class Days(_Shown):
    """Days with what each brings."""

    days: tuple[parts.DayView, ...]


@dataclass(frozen=True)
class Agenda(_Shown):
    """Days with boxes to tick: what one person does on each."""

    days: tuple[parts.AgendaDay, ...]


@dataclass(frozen=True)
class Timed(_Shown):
    """Lines of which a script says which hold now."""

    lines: tuple[parts.TimedLine, ...]


@dataclass(frozen=True)
class Picture(_Shown):
    """The picture of a what-if by day. The table beside it says the same."""

    timeline: Timeline


@dataclass(frozen=True)
class Matrix(_Shown):
    """A grid with words and signs in its cells."""

    rows: tuple[parts.MatrixRow, ...]
    caption: str
    """Plain; so is `corner`."""
    corner: str
    columns: tuple[parts.Column, ...]


@dataclass(frozen=True)
class Fold(_Shown):
    """What is looked up rather than read: folded on a screen, open on paper."""

    blocks: tuple[Block, ...]
    title: str
    """Plain."""
    id: str = ""
    whole: bool = False
    """Whether it is the whole of its section, so that a link to the heading opens it."""


@dataclass(frozen=True)
class Halves(_Shown):
    """The two halves of a scenario, side by side on a desk."""

    halves: tuple[parts.HalfView, ...]
    when: str
    """Plain: which part of it."""


@dataclass(frozen=True)
class WaysIn(_Shown):
    """What one must have at hand to get into each system."""

    ways: tuple[parts.WayIn, ...]


@dataclass(frozen=True)
class Authority(_Shown):
    """What somebody may do alone, and what not."""

    may: tuple[str, ...]
    may_not: tuple[str, ...]
    alone: bool = True
    """Whether no second person is needed."""

    def __bool__(self) -> bool:
        return bool(self.may or self.may_not)


@dataclass(frozen=True)
class Verdict(_Shown):
    """Whether something holds."""

    words: str
    """Plain."""
    holds: bool


@dataclass(frozen=True)
class Banner(_Shown):
    """Which half of the plan this page belongs to, and the way to the other."""

    half: str
    other: Address


class Counted(StrEnum):
    """For which day a page is right that has sections of the day."""

    NO_DAY = ""
    """It has none."""
    TODAY = "today"
    BEGINNING = "beginning"
    """For that on which a scenario began."""


@dataclass(frozen=True)
class CopyAge(_Shown):
    """How old this copy is, until when to trust it, and for which day its page is right."""

    age: parts.Age
    counted: Counted = Counted.NO_DAY


class Live(StrEnum):
    """Places that a script fills."""

    BEGIN = "begin"
    """The button that starts an incident."""
    RUNNING = "running"
    """The incidents that run already."""
    LOG = "log"
    """The incident log."""
    WHO = "who"
    """The question who reads this, which is asked once."""
    SEARCH = "search"
    """The way to the search, where a screen has no room for its field."""


@dataclass(frozen=True)
class Place(_Shown):
    """A place that a script fills; nothing stands there on paper."""

    live: Live
    choices: tuple[tuple[str, bool], ...] = ()
    """What an incident may be, where a script asks: plain, and whether it has days of its own."""
    currency: str = ""
    """In which a script counts money."""


@dataclass(frozen=True)
class Form(_Shown):
    """Rows to write on; only paper has them."""

    columns: tuple[tuple[str, int], ...]
    """Plain heading and share of the width of each."""
    count: int
    high: bool = True


@dataclass(frozen=True)
class Begun(_Shown):
    """Room to write when something began and who said so; only paper has it."""


@dataclass(frozen=True)
class DayLog(_Shown):
    """A page with room for a line for each day; only paper has it."""


@dataclass(frozen=True)
class OnScreen(_Shown):
    """Blocks that paper leaves out."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class FromDay(_Shown):
    """Blocks that a script shows from a day on; nobody sees them before it, or without the script."""

    blocks: tuple[Block, ...]
    day: date


@dataclass(frozen=True)
class OnPaper(_Shown):
    """Blocks that only paper has."""

    blocks: tuple[Block, ...]


Block = (
    Prose
    | Bullets
    | FactList
    | Words
    | Rows
    | Table
    | Steps
    | Calls
    | Chains
    | Reach
    | LocalTime
    | Message
    | Named
    | Box
    | StopLine
    | Questions
    | Answers
    | Files
    | Downloads
    | Links
    | FirstActs
    | Jumps
    | Buttons
    | Cards
    | Days
    | Agenda
    | Timed
    | Picture
    | Matrix
    | Fold
    | Halves
    | WaysIn
    | Authority
    | Verdict
    | Banner
    | CopyAge
    | Place
    | Form
    | Begun
    | DayLog
    | OnScreen
    | FromDay
    | OnPaper
)


@dataclass(frozen=True)
class Section:
    """A stretch of a page: its heading, if it has one, and the blocks below it."""

    level: int
    """2 or 3; 0 for what stands before the first heading."""
    id: str
    heading: str
    """Plain."""
    blocks: tuple[Block, ...]
    on_paper: bool = True
    thing: str = ""
    """Id of the thing that it is about, where that is not its own id."""
    layer: str = ""
    """The name of the layer that says what stands here on other days; empty for what no day changes."""


def section(
    id: str, heading: str, *blocks: Block | None, level: int = 2, on_paper: bool = True
) -> tuple[Section, ...]:
    """The section with the blocks that have something to show; none where no block has."""
    shown = present(blocks)
    return (Section(level, id, heading, shown, on_paper),) if shown else ()


def opening(*blocks: Block | None) -> tuple[Section, ...]:
    """What stands before the first heading."""
    return section("", "", *blocks, level=0)


def section_of_day(
    id: str, heading: str, *blocks: Block | None, otherwise: str, level: int = 2, on_paper: bool = True
) -> tuple[Section, ...]:
    """The same for a section that depends on the day: it is there on every day, so that each has its place.

    Args:
        otherwise: what it says on a day on which no block has anything to show.
    """
    shown = present(blocks) or (Prose(otherwise),)
    return (Section(level, id, heading, shown, on_paper),)


def in_layer(name: str, sections: Iterable[Section]) -> tuple[Section, ...]:
    """The same sections, replaced on other days by those of a layer."""
    return tuple(replace(each, layer=name) for each in sections)


def on_screen(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The same sections, left out on paper."""
    return tuple(replace(each, on_paper=False) for each in sections)


def on_paper(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The same sections, on paper too."""
    return tuple(replace(each, on_paper=True) for each in sections)


def present(blocks: Iterable[Block | None]) -> tuple[Block, ...]:
    """The blocks that have something to show."""
    return tuple(block for block in blocks if block)


def mentions(ids: Iterable[str]) -> tuple[str, ...]:
    """A line for each thing: its name, with the way to it."""
    return tuple(f"{{{id}}}" for id in ids)
