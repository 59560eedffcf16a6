"""What makes a promise hold, at what cost, and the letters that set it in motion."""

from __future__ import annotations

from collections.abc import Iterable

from outlast import words
from outlast.analysis.cheapest import Price, Remedy
from outlast.analysis.whatif.fixes import Candidate
from outlast.analysis.whatif.outlook import Fix
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.pages import parts, weak_spots
from outlast.pages.letters import Letter, letters
from outlast.site import Page, Part
from outlast.site.blocks import Bullets, Prose, Reach, Section, Tone, Verdict, opening, section
from outlast.site.paper import NoSheet

LEAD = "For each promise: whether it holds, and if not, the cheapest set of changes with which it does."


def page(plan: Plan, remedies: Iterable[Remedy]) -> Page:
    """The remedies of promises, with the letters."""
    found = tuple(remedies)
    changes = tuple(dict.fromkeys(each for one in found for each in (*one.changes, *one.partly)))
    return Page(
        "fixes",
        "What makes the promises hold",
        Part.READINESS,
        (
            *opening(Prose(LEAD, Tone.LEAD)),
            *(each for one in found for each in _remedy(plan, one)),
            *(each for letter in letters(plan, changes) for each in _shown(plan, letter)),
        ),
        NoSheet.SCREEN_ONLY,
    )


def _remedy(plan: Plan, remedy: Remedy) -> tuple[Section, ...]:
    promise = plan.promises[remedy.promise]
    if remedy.held:
        return section(promise.id, promise.title, Verdict("It holds", True))
    if remedy.changes:
        told = f"Make {words.count(len(remedy.changes), 'change')}, for {_cost(plan, remedy.price)}:"
        note = f"{words.count(remedy.tried, 'set')} of changes tried, the cheapest first."
    else:
        told = "No set of changes that was tried makes it hold."
        told += " With these the least is left that breaks it:" if remedy.partly else ""
        note = (
            f"{words.count(remedy.tried, 'set')} of changes tried. Look at what stops it: `outlast whatif`."
        )
    return section(
        promise.id,
        promise.title,
        Verdict("It does not hold", False),
        Prose(told),
        Bullets(tuple(_change(each) for each in (*remedy.changes, *remedy.partly))),
        Prose(note, Tone.NOTE),
    )


def _change(candidate: Candidate) -> str:
    return weak_spots.change(
        Fix(candidate.change, candidate.subject, candidate.who, saved=Price().money, of=())
    )


def _cost(plan: Plan, price: Price) -> str:
    open_ = (
        f"{words.count(price.unpriced, 'change')} of which the plan says no cost" if price.unpriced else ""
    )
    if not price.money:
        return open_ or "nothing but your time"
    return " and ".join(filter(None, (words.computed(price.money, plan.business.currency), open_)))


def _shown(plan: Plan, letter: Letter) -> tuple[Section, ...]:
    thing = plan.things.get(letter.who)
    ways = (
        parts.call(plan, letter.who).reach if thing and letter.who in (*plan.people, *plan.suppliers) else ()
    )
    lines = tuple(Prose(literal(each)) for each in letter.paragraphs)
    return section(
        f"letter-{letter.id}",
        f"Letter to {letter.to}: {letter.subject}",
        Reach(tuple(way for way in ways if way.channel in ("email", "page")), letter.to),
        *lines,
    )
