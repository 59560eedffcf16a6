"""What makes a promise hold, at what cost, and the letters that set it in motion."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from outlast import words
from outlast.analysis.whatif.outlook import Fix
from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.pages import call_rows, weak_spots
from outlast.pages.letters import Letter, letters
from outlast.site import Page, Part
from outlast.site.blocks import Bullets, Prose, Reach, Section, Tone, Verdict, opening, section
from outlast.site.paper import NoSheet

if TYPE_CHECKING:
    from outlast.analysis.cheapest import Price, Remedy
    from outlast.analysis.whatif.fixes import Candidate

LEAD = mark(
    "You see here whether the plan keeps each promise. If not, you see the cheapest changes that help."
)


def page(plan: Plan, remedies: Iterable[Remedy]) -> Page:
    """The remedies of promises, with the letters."""
    found = tuple(remedies)
    changes = tuple(dict.fromkeys(each for one in found for each in (*one.changes, *one.partly)))
    return Page(
        "fixes",
        say("What helps to keep the promises"),
        Part.READINESS,
        (
            *opening(Prose(say(LEAD), Tone.LEAD)),
            *(each for one in found for each in _remedy(plan, one)),
            *(each for letter in letters(plan, changes) for each in _shown(plan, letter)),
        ),
        NoSheet.SCREEN_ONLY,
    )


def _remedy(plan: Plan, remedy: Remedy) -> tuple[Section, ...]:
    promise = plan.promises[remedy.promise]
    if remedy.held:
        return section(promise.id, promise.title, Verdict(say("The plan keeps this promise"), True))
    tried = say_count(
        "Outlast tried {count} set of changes.",
        "Outlast tried {count} sets of changes, the cheapest first.",
        remedy.tried,
    )
    if remedy.changes:
        told = " ".join((_cost(plan, remedy.price), say("What to do:")))
        note = tried
    else:
        told = say("None of the changes that Outlast tried is enough to keep this promise.")
        if remedy.partly:
            told = " ".join((told, say("These changes help most:")))
        note = " ".join((tried, say("Find out what breaks the promise with `outlast whatif`.")))
    return section(
        promise.id,
        promise.title,
        Verdict(say("The plan does not keep this promise"), False),
        Prose(told),
        Bullets(tuple(_change(each) for each in (*remedy.changes, *remedy.partly))),
        Prose(note, Tone.NOTE),
    )


def _change(candidate: Candidate) -> str:
    return weak_spots.change(
        Fix(candidate.change, candidate.subject, candidate.who, saved=Fraction(0), of=())
    )


def _cost(plan: Plan, price: Price) -> str:
    told = []
    if price.money:
        told.append(
            say("The changes cost {amount}.", amount=words.computed(price.money, plan.business.currency))
        )
    if price.unpriced:
        told.append(
            say_count(
                "The plan does not say what {count} of the changes costs.",
                "The plan does not say what {count} of the changes cost.",
                price.unpriced,
            )
        )
    return " ".join(told) or say("The changes cost nothing but your time.")


def _shown(plan: Plan, letter: Letter) -> tuple[Section, ...]:
    thing = plan.things.get(letter.who)
    ways = (
        call_rows.call(plan, letter.who).reach
        if thing and letter.who in (*plan.people, *plan.suppliers)
        else ()
    )
    lines = tuple(Prose(literal(each)) for each in letter.paragraphs)
    return section(
        f"letter-{letter.id}",
        say("Letter to {person}: {subject}", person=letter.to, subject=letter.subject),
        Reach(tuple(way for way in ways if way.channel in ("email", "page")), letter.to),
        *lines,
    )
