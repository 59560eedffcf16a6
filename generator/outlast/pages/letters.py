"""Letters that set a change in motion: to a deputy, a bank, a vendor, ready to send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis.needs import Purpose, needed_by
from outlast.analysis.whatif.fixes import Candidate
from outlast.analysis.whatif.outlook import Change
from outlast.model import Plan

BLANK = "________"
DEPUTY = """\
Dear {blank},

when one of us is ill, nobody can do this: {title}. We would like you to be able to. It means one
afternoon to learn it, a try once a year, and a call when it is needed.{access}

For each day on which you stand in you get {blank}. Would you do it? Then let us meet on {blank}.
"""
LIMIT = """\
Dear {to},

from {blank} on you may decide this alone, up to {blank}: {title}. This holds while I cannot be
reached. Write each case into the log.

Please answer that you have read this.
"""
BANK = """\
Dear Sir or Madam,

please let {to} release payments up to {blank} for our account {blank}, from {blank} on. Please tell
us which form you need, who must sign it, and how long it takes.

{business}
"""
CONFIRM = """\
Dear {to},

please sign in to {title} with your own account and your own second factor, look at the first page,
and sign out. Then tell me the day and whether it worked. Send no password.
"""
ACCESS = """\
Dear support team,

we would like to add a user to our account {blank}: {to}, {blank}, with the least role that can do
our daily work. Please tell us whether our plan includes it and what it costs.

{business}
"""
TEST = """\
Dear {to},

let us find out whether this really opens everything: {title}. It takes an hour, with the page of
the runbook and nothing else. How about {blank}? Afterwards it is sealed again.
"""
SOURCE = """\
Dear Sir or Madam,

we pay our bills from one place only: {title}. We would like a second one for the case that it is
blocked: a second card, or a small credit line. What can you offer, and what does it cost?

{business}
"""
ALTERNATIVE = """\
Dear Sir or Madam,

we are looking for somebody who could step in within a week if {title} fails. Could you, what would
you need from us beforehand, and at what conditions?

{business}
"""


@dataclass(frozen=True)
class Letter:
    """Words ready to send, all of them plain."""

    id: str
    """A name for its file."""
    to: str
    who: str
    """The id of whom it goes to; empty where the plan does not know them."""
    subject: str
    paragraphs: tuple[str, ...]


def letters(plan: Plan, changes: Iterable[Candidate]) -> tuple[Letter, ...]:
    """A letter for each change that somebody else has to agree to or to make."""
    return tuple(letter for each in changes for letter in _letters(plan, each))


def _letters(plan: Plan, candidate: Candidate) -> Iterator[Letter]:
    change, subject, who = candidate
    title, id = plan.things[subject].title, f"{change.value}-{subject}"
    person = plan.people[who].title if who in plan.people else "your deputy"

    def letter(id: str, to: str, whom: str, about: str, body: str, access: str = "") -> Letter:
        said = body.format(
            to=to if whom in plan.people else person,
            title=title,
            blank=BLANK,
            business=plan.business.name,
            access=access,
        )
        return Letter(id, to, whom, about, tuple(" ".join(each.split()) for each in said.split("\n\n")))

    match change:
        case Change.DEPUTY | Change.SECOND_DOER:
            used = words.some(plan.things[each].title for each in _systems(plan, subject))
            access = f" You would get an account of your own in {used}." if used else ""
            yield letter(id, "your deputy", "", f"Would you stand in for us: {title}?", DEPUTY, access)
        case Change.LIMIT:
            yield letter(id, person, str(who), f"You may go further from now on: {title}", LIMIT)
            for bank in _banks(plan, subject):
                yield letter(
                    f"{id}-{bank}", plan.things[bank].title, bank, f"A higher limit for {person}", BANK
                )
        case Change.CONFIRM:
            yield letter(id, person, str(who), f"Please try once whether you get into {title}", CONFIRM)
        case Change.ACCESS:
            yield letter(id, title, subject, f"Another user for {title}", ACCESS)
        case Change.TEST:
            holders = [str(each) for each in plan.break_glass[subject].holders]
            names = words.some(plan.people[each].title for each in holders)
            yield letter(id, names, holders[0], f"Let us try it: {title}", TEST)
        case Change.SOURCE:
            yield letter(id, "your bank", "", f"A second way to pay beside {title}", SOURCE)
        case Change.ALTERNATIVE:
            yield letter(id, "another one", "", f"Could you help us if {title} fails?", ALTERNATIVE)
        case Change.SPARE:
            return  # it is bought


def _systems(plan: Plan, subject: str) -> tuple[str, ...]:
    edges = needed_by(plan.things[subject], Purpose.RUNS)
    return tuple(dict.fromkeys(edge.what for edge in edges if edge.what in plan.systems))


def _banks(plan: Plan, subject: str) -> tuple[str, ...]:
    """The banks that a task pays through."""
    return tuple(
        each
        for each in _systems(plan, subject)
        if plan.systems[each].vendor == "business-bank" or each == "bank"
    )
