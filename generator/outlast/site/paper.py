"""Where a page stands in the binder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from outlast.site.blocks import Block
from outlast.site.parts import Call, Card, Fact, Row


class Volume(Enum):
    """The volumes of the binder: title, the name of the file, and what it is for."""

    FIRST = (
        "The first week",
        "binder-1-first-week.pdf",
        "Whom to call, what is likeliest to have happened, and what is due in these days.",
    )
    REST = (
        "The rest",
        "binder-2-the-rest.pdf",
        "To look things up: other emergencies, systems, people, papers, and all that is due later.",
    )

    def __init__(self, title: str, file: str, lead: str) -> None:
        self.title = title
        self.file = file
        self.lead = lead


class Chapter(Enum):
    """The chapters of the binder, in order: volume, id, title, lead, and whether each sheet begins a page."""

    CALLS = (Volume.FIRST, "calls", "Call list", "Write down when somebody answered.")
    SCENARIOS_SOON = (
        Volume.FIRST,
        "scenarios-soon",
        "What has happened: the likeliest",
        "Take its sheets out, tick what is done.",
        True,
    )
    WEEKS = (
        Volume.FIRST,
        "weeks",
        "For each person: what they do, day by day",
        "Take out the sheets with your name. Dates are those of an example: count the days from your own.",
    )
    DUTIES_SOON = (
        Volume.FIRST,
        "serve-obligations-soon",
        "Due in the first week",
        "Duties with a day: who does them, and what stops when they are missed.",
    )
    TASKS_SOON = (
        Volume.FIRST,
        "tasks-soon",
        "Tasks of these days",
        "What people do so that customers and bills do not wait.",
    )
    MESSAGES_SOON = (
        Volume.FIRST,
        "messages-soon",
        "Messages for these days",
        "Nobody has approved these words: read them before you send them.",
    )
    WAYS_IN = (
        Volume.FIRST,
        "ways-in",
        "Ways in to each system",
        "Where to sign in, who gets in, with what.",
    )
    BREAK_GLASS = (
        Volume.FIRST,
        "restore-break-glass",
        "Break-glass: sealed ways in",
        "For when the usual way in is gone. Opening one is noticed, and that is all right.",
    )
    EQUIPMENT = (
        Volume.FIRST,
        "restore-equipment",
        "Phones, keys and other things",
        "Where they are, who has them, what to do when they are gone.",
    )
    PLACES = (
        Volume.FIRST,
        "people-locations",
        "Where the emergency pack is: places",
        "Where work is done, who has keys, and where to go instead.",
    )
    FORMS = (Volume.FIRST, "forms", "Forms and logs to write on", "Copy them before they are full.")
    SCENARIOS = (
        Volume.REST,
        "scenarios",
        "What has happened: other scenarios",
        "Choose one, take its sheets out, tick what is done.",
        True,
    )
    TASKS = (
        Volume.REST,
        "tasks",
        "Keep serving (BC): other tasks",
        "What people do so that customers and bills do not wait.",
    )
    PROCEDURES = (Volume.REST, "serve-procedures", "Procedures", "Step lists that several pages use.")
    RESTORE = (
        Volume.REST,
        "restore",
        "Restore (DR): systems",
        "How data and systems come back, in the order in which they can.",
        True,
    )
    MESSAGES = (
        Volume.REST,
        "messages",
        "Messages ready to send",
        "Nobody has approved these words: read them before you send them.",
    )
    DECISIONS = (
        Volume.REST,
        "serve-decisions",
        "Decision tables",
        "If this, then that: decided beforehand, so that nobody has to decide today.",
    )
    DUTIES = (
        Volume.REST,
        "serve-obligations",
        "What is due",
        "Duties with a day: who does them, and what stops when they are missed.",
    )
    DEADLINES = (
        Volume.REST,
        "nobody",
        "Deadlines",
        "What must be done, and what stops if it is not. Tick what is done.",
    )
    FUNDS = (
        Volume.REST,
        "serve-funds",
        "Accounts and cards",
        "What is paid from where, who can use it, and when it runs dry.",
    )
    STOCK = (Volume.REST, "serve-stock", "Stock", "What runs down, and when it must be ordered.")
    SHIFTS = (Volume.REST, "people-shifts", "Shifts", "Hours that must be staffed, and by how many.")
    DOCUMENTS = (
        Volume.REST,
        "people-documents",
        "Papers",
        "Insurance, mandates, contracts and forms: where they are and when they end.",
    )
    UNITS = (Volume.REST, "people-units", "Parts of the business", "Firms, countries, brands and sites.")
    PEOPLE = (Volume.REST, "people", "People", "Who does what, and what each may decide.")
    SUPPLIERS = (Volume.REST, "suppliers", "Suppliers", "Whom the shop buys from and pays.")
    FIGURES = (
        Volume.REST,
        "figures",
        "More about tasks",
        "How to stop each on purpose, what it stops, how long it may stop, and how far to trust its sheets.",
    )
    READINESS = (
        Volume.REST,
        "readiness",
        "Readiness",
        "What this plan promises, what was tried, and which weak spots are known.",
    )
    HELP = (Volume.REST, "help", "Words and the shop", "")
    ELSEWHERE = (Volume.REST, "elsewhere", "On the site only", "")

    def __init__(self, volume: Volume, id: str, title: str, lead: str, own_pages: bool = False) -> None:
        self.volume = volume
        self.id = id
        self.title = title
        self.lead = lead
        self.own_pages = own_pages


@dataclass(frozen=True)
class Sheet:
    """A page as a sheet of the binder."""

    chapter: Chapter
    title: str = ""
    """Plain; the title of the page where it is empty."""
    each: bool = False
    """Whether each section is a sheet of its own; what stands before the first heading is left out then."""
    apart: tuple[tuple[str, Chapter], ...] = ()
    """Sections that stand in another chapter: the id of each, or of its thing."""


@dataclass(frozen=True)
class FirstSteps:
    """The page of a binder to begin with, which the wallet card repeats in short."""

    business: str
    cards: tuple[Card, ...]
    calls: tuple[Call, ...]
    """Everybody who can be called, in order."""
    called: int
    """How many of them stand on the page and on the card."""
    unknown: tuple[Block, ...]
    """What stands there instead where the edition holds no numbers."""
    due: tuple[Row, ...]
    """What is due in the first days, soonest first."""
    never: tuple[str, ...]
    packs: tuple[Fact, ...]
    """Where each emergency pack is: the place, and where in it."""
    copies: tuple[Fact, ...]
    """Where each copy lies, and who can open it."""


class NoSheet(Enum):
    """Why a page is no sheet."""

    ELSEWHERE = "what it lists stands on sheets of its own"
    SCREEN_ONLY = "only the site has it; the binder says so"
