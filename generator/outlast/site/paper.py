"""Where a page stands in the binder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from outlast.site.blocks import Block
from outlast.site.parts import Call, Card, Fact, Row


class Chapter(Enum):
    """The chapters of the binder, in their order: id, title, lead, and whether each sheet begins a page."""

    CALLS = ("calls", "Call list", "Write down when somebody answered.")
    SCENARIOS = (
        "scenarios",
        "What has happened: scenarios",
        "Choose one, take its sheets out, tick what is done.",
        True,
    )
    WEEKS = (
        "weeks",
        "For each person: what they do, day by day",
        "Take out the sheets with your name. Dates are those of an example: count the days from your own.",
        True,
    )
    TASKS = (
        "tasks",
        "Keep serving (BC): tasks",
        "What people do so that customers and bills do not wait.",
        True,
    )
    PROCEDURES = ("serve-procedures", "Procedures", "Step lists that several pages use.")
    RESTORE = (
        "restore",
        "Restore (DR): systems",
        "How data and systems come back, in the order in which they can.",
        True,
    )
    BREAK_GLASS = (
        "restore-break-glass",
        "Break-glass: sealed ways in",
        "For when the usual way in is gone. Opening one is noticed, and that is all right.",
    )
    EQUIPMENT = (
        "restore-equipment",
        "Phones, keys and other things",
        "Where they are, who has them, what to do when they are gone.",
    )
    MESSAGES = (
        "messages",
        "Messages ready to send",
        "Nobody has approved these words: read them before you send them.",
    )
    DECISIONS = (
        "serve-decisions",
        "Decision tables",
        "If this, then that: decided beforehand, so that nobody has to decide today.",
    )
    DUTIES = (
        "serve-obligations",
        "What is due",
        "Duties with a day: who does them, and what stops when they are missed.",
    )
    DEADLINES = ("nobody", "Deadlines", "What must be done, and what stops if it is not. Tick what is done.")
    FUNDS = (
        "serve-funds",
        "Accounts and cards",
        "What is paid from where, who can use it, and when it runs dry.",
    )
    STOCK = ("serve-stock", "Stock", "What runs down, and when it must be ordered.")
    SHIFTS = ("people-shifts", "Shifts", "Hours that must be staffed, and by how many.")
    DOCUMENTS = (
        "people-documents",
        "Papers",
        "Insurance, mandates, contracts and forms: where they are and when they end.",
    )
    UNITS = ("people-units", "Parts of the business", "Firms, countries, brands and sites.")
    PEOPLE = ("people", "People", "Who does what, and what each may decide.")
    SUPPLIERS = ("suppliers", "Suppliers", "Whom the shop buys from and pays.")
    READINESS = (
        "readiness",
        "Readiness",
        "What this plan promises, what was tried, and which weak spots are known.",
    )
    FORMS = ("forms", "Forms and logs to write on", "Copy them before they are full.", True)
    PLACES = (
        "people-locations",
        "Where the emergency pack is: places",
        "Where work is done, who has keys, and where to go instead.",
    )
    HELP = ("help", "Words and the shop", "")
    ELSEWHERE = ("elsewhere", "On the site only", "")

    def __init__(self, id: str, title: str, lead: str, own_pages: bool = False) -> None:
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
