"""The list of ten minutes: where to sign in, with what, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.sign_ins import Proof, WayIn
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.systems import System
from outlast.pages import parts, proven
from outlast.reasons import name, names
from outlast.site import Page, Part
from outlast.site.blocks import Bullets, Prose, Section, Tone, opening, section

FIRST = 6
"""So many systems are tried at a time: ten minutes."""
_ORDER = (Proof.BROKEN, Proof.CLAIMED, Proof.PROVEN)
LEAD = mark(
    "Ten minutes. Use your own account and your own second factor. Change nothing. Never tell a password."
)


def to_try(facts: Facts, who: str) -> tuple[WayIn, ...]:
    """The ways in of somebody: broken ones first, then what covers for others and was never tried."""
    mine = [each for each in facts.ways if each.who == who]
    return tuple(
        sorted(mine, key=lambda each: (_ORDER.index(each.proof), not each.covers, each.on or date.min))
    )


def page(plan: Plan, ways: Sequence[WayIn], who: str) -> Page:
    """The list for one person."""
    person = plan.people[who]
    whole = " --all" if len(ways) > FIRST else ""
    return Page(
        f"rehearsal-{who}",
        say("Access rehearsal: {person}", person=person.title),
        Part.PEOPLE,
        (
            *opening(Prose(say(LEAD), Tone.LEAD)),
            *(each for way in ways for each in _system(plan, plan.systems[way.system], way)),
            *section(
                "answer",
                say("Say how it went"),
                Prose(
                    say(
                        "For each, say whether you got in, and if not, what stood in the way. Whoever keeps "
                        "the plan writes it down with {command}.",
                        command=f"`outlast rehearse {who} --ask{whole}`",
                    )
                ),
            ),
        ),
    )


def _system(plan: Plan, system: System, way: WayIn) -> tuple[Section, ...]:
    own = next(each for each in system.access if each.who == way.who)
    sign_in = (
        say("Sign in at {address}, as yourself.", address=parts.web(str(system.url)))
        if system.url
        else say("Sign in as yourself, in the way that you usually do."),
        say("Your password is in {place}.", place=name(own.login.kept_in)) if own.login else "",
        say("The code comes from {devices}.", devices=names(own.second_factor, "or"))
        if own.second_factor
        else "",
    )
    look = (
        say("Look at the first page. Check that it shows your own name."),
        say("Your role should be *{role}*.", role=literal(own.as_)) if own.as_ else "",
        say("Open nothing, change nothing."),
    )
    steps = (*(" ".join(filter(None, each)) for each in (sign_in, look)), say("Sign out."))
    known = Prose(words.capital(proven.state(way)) + ".", Tone.NOTE)
    return section(system.id, system.title, known, Bullets(steps, ordered=True))
