"""Where a page stands in the binder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from outlast.languages import mark, say

if TYPE_CHECKING:
    from outlast.site.blocks import Block
    from outlast.site.parts import Call, Card, Fact, Row


class _Titled:
    """Something with a title and a lead in the language that is spoken."""

    _title: str
    _lead: str

    @property
    def title(self) -> str:
        return say(self._title)

    @property
    def lead(self) -> str:
        """What it is for; empty where the title says it."""
        return say(self._lead)


class Volume(_Titled, Enum):
    """The volumes of the binder: title, the name of the file, and what it is for."""

    FIRST = (
        mark("The first week"),
        "binder-1-first-week.pdf",
        mark("Whom to call, what has most likely happened, and what is due in the first days."),
    )
    REST = (
        mark("The rest"),
        "binder-2-the-rest.pdf",
        mark("Look things up here: other emergencies, systems, people, papers, and what is due later."),
    )

    def __init__(self, title: str, file: str, lead: str) -> None:
        self._title = title
        self.file = file
        self._lead = lead


class Chapter(_Titled, Enum):
    """The chapters of the binder, in order: volume, id, title, lead, and whether each sheet begins a page."""

    CALLS = (Volume.FIRST, "calls", mark("Call list"), mark("Note the time when somebody answers."))
    SCENARIOS_SOON = (
        Volume.FIRST,
        "scenarios-soon",
        mark("What has happened: the likeliest scenarios"),
        mark("Take out the sheets of your scenario. Tick what you have done."),
        True,
    )
    WEEKS = (
        Volume.FIRST,
        "weeks",
        mark("For each person: what to do, day by day"),
        mark("Take out the sheets with your name. The dates are an example: count from your own first day."),
    )
    DUTIES_SOON = (
        Volume.FIRST,
        "serve-obligations-soon",
        mark("Due in the first week"),
        mark("Duties with a date: who does them, and what stops if nobody does."),
    )
    TASKS_SOON = (
        Volume.FIRST,
        "tasks-soon",
        mark("Tasks of these days"),
        mark("What people do so that customers and bills do not wait."),
    )
    MESSAGES_SOON = (
        Volume.FIRST,
        "messages-soon",
        mark("Messages for these days"),
        mark("Nobody has approved these words: read them before you send them."),
    )
    WAYS_IN = (
        Volume.FIRST,
        "ways-in",
        mark("How to sign in to each system"),
        mark("Where to sign in, who has access, and what you need."),
    )
    BREAK_GLASS = (
        Volume.FIRST,
        "restore-break-glass",
        mark("Emergency access"),
        mark("Use it when nobody can sign in the usual way. The owner will notice, and that is fine."),
    )
    EQUIPMENT = (
        Volume.FIRST,
        "restore-equipment",
        mark("Phones, keys and other things"),
        mark("Where they are, who has them, and what to do if you lose them."),
    )
    PLACES = (
        Volume.FIRST,
        "people-locations",
        mark("Where the emergency pack is: places"),
        mark("Where people work, who has keys, and where to go instead."),
    )
    FORMS = (
        Volume.FIRST,
        "forms",
        mark("Forms and logs to write on"),
        mark("Copy these forms before they are full."),
    )
    SCENARIOS = (
        Volume.REST,
        "scenarios",
        mark("What has happened: other scenarios"),
        mark("Choose a scenario and take out its sheets. Tick what you have done."),
        True,
    )
    TASKS = (
        Volume.REST,
        "tasks",
        mark("Keep serving (BC): other tasks"),
        mark("What people do so that customers and bills do not wait."),
    )
    PROCEDURES = (
        Volume.REST,
        "serve-procedures",
        mark("Procedures"),
        mark("Lists of steps that several pages use."),
    )
    RESTORE = (
        Volume.REST,
        "restore",
        mark("Restore (DR): systems"),
        mark("How to restore data and systems, in the right order."),
        True,
    )
    MESSAGES = (
        Volume.REST,
        "messages",
        mark("Messages ready to send"),
        mark("Nobody has approved these words: read them before you send them."),
    )
    DECISIONS = (
        Volume.REST,
        "serve-decisions",
        mark("Decision tables"),
        mark("If this happens, do that. The owner decided it before, so that you need not."),
    )
    DUTIES = (
        Volume.REST,
        "serve-obligations",
        mark("What is due"),
        mark("Duties with a date: who does them, and what stops if nobody does."),
    )
    DEADLINES = (
        Volume.REST,
        "nobody",
        mark("Deadlines"),
        mark("What must be done, and what stops if it is not. Tick what is done."),
    )
    FUNDS = (
        Volume.REST,
        "serve-funds",
        mark("Accounts and cards"),
        mark("What you pay from each account, who can use it, and when the money runs out."),
    )
    STOCK = (Volume.REST, "serve-stock", mark("Stock"), mark("What you use up, and when to order it."))
    SHIFTS = (
        Volume.REST,
        "people-shifts",
        mark("Shifts"),
        mark("The hours in which people must work, and how many you need."),
    )
    DOCUMENTS = (
        Volume.REST,
        "people-documents",
        mark("Papers"),
        mark("Insurance, mandates, contracts and forms: where they are and when they end."),
    )
    UNITS = (
        Volume.REST,
        "people-units",
        mark("Parts of the business"),
        mark("Firms, countries, brands and sites."),
    )
    PEOPLE = (Volume.REST, "people", mark("People"), mark("Who does what, and what each may decide."))
    SUPPLIERS = (Volume.REST, "suppliers", mark("Suppliers"), mark("Whom the shop buys from and pays."))
    FIGURES = (
        Volume.REST,
        "figures",
        mark("More about tasks"),
        mark("How to stop each task on purpose, what that stops, and for how long it may stop."),
    )
    READINESS = (
        Volume.REST,
        "readiness",
        mark("Readiness"),
        mark("What this plan promises, what was tried, and which risks are known."),
    )
    HELP = (Volume.REST, "help", mark("Words and the shop"), "")
    ELSEWHERE = (Volume.REST, "elsewhere", mark("On the site only"), "")

    def __init__(self, volume: Volume, id: str, title: str, lead: str, own_pages: bool = False) -> None:
        self.volume = volume
        self.id = id
        self._title = title
        self._lead = lead
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
