"""Letters that set a change in motion: to a deputy, a bank, a vendor, ready to send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlast import words
from outlast.analysis.needs import Purpose, needed_by
from outlast.analysis.whatif.outlook import Change
from outlast.languages import say
from outlast.model import Plan

if TYPE_CHECKING:
    from outlast.analysis.whatif.fixes import Candidate

BLANK = "________"


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
    person = plan.people[who].title if who in plan.people else BLANK
    match change:
        case Change.DEPUTY | Change.SECOND_DOER:
            about = say("Would you stand in for us: {function}?", function=title)
            yield Letter(id, say("your deputy"), "", about, _to_deputy(plan, subject))
        case Change.LIMIT:
            about = say("You may now decide more alone: {function}", function=title)
            yield Letter(id, person, str(who), about, _to_decider(person, title))
            for bank in _banks(plan, subject):
                about = say("A higher limit for {person}", person=person)
                yield Letter(f"{id}-{bank}", plan.things[bank].title, bank, about, _to_bank(plan, person))
        case Change.CONFIRM:
            about = say("Please check that you can sign in to {system}", system=title)
            yield Letter(id, person, str(who), about, _to_account_holder(person, title))
        case Change.ACCESS:
            about = say("Another user for {system}", system=title)
            yield Letter(id, title, subject, about, _to_support(plan, person))
        case Change.TEST:
            holders = [str(each) for each in plan.break_glass[subject].holders]
            people = words.some(plan.people[each].title for each in holders)
            about = say("Let us test this: {access}", access=title)
            yield Letter(id, people, holders[0], about, _to_holders(people, title))
        case Change.SOURCE:
            about = say("Another way to pay besides {source}", source=title)
            yield Letter(id, say("your bank"), "", about, _for_source(plan, title))
        case Change.ALTERNATIVE:
            about = say("Could you help us if {thing} is not available?", thing=title)
            yield Letter(id, say("a possible replacement"), "", about, _for_alternative(plan, title))
        case Change.SPARE:
            return  # it is bought


def _to_deputy(plan: Plan, subject: str) -> tuple[str, ...]:
    asked = say(
        "When one of us is ill, nobody can do this: {function}. We would like you to be able to do it."
        " Learning it takes one afternoon. After that you try it once a year."
        " Otherwise we call you only when we need you.",
        function=plan.things[subject].title,
    )
    systems = words.some(plan.things[each].title for each in _systems(plan, subject))
    if systems:
        asked += " " + say("You would get an account of your own in {systems}.", systems=systems)
    return (
        _dear(BLANK),
        asked,
        say(
            "For each day on which you stand in, you get {amount}."
            " Would you do it? Then let us meet on {day}.",
            amount=BLANK,
            day=BLANK,
        ),
    )


def _to_decider(person: str, function: str) -> tuple[str, ...]:
    return (
        _dear(person),
        say(
            "From {day} on, you may decide this alone, up to {amount}: {function}."
            " This applies while nobody can reach me. Write each case in the log.",
            day=BLANK,
            amount=BLANK,
            function=function,
        ),
        say("Please reply that you have read this."),
    )


def _to_bank(plan: Plan, person: str) -> tuple[str, ...]:
    return (
        say("Dear Sir or Madam,"),
        say(
            "Please let {person} release payments up to {amount} for our account {account}, from {day} on."
            " Which form do you need? Who must sign it, and how long does it take?",
            person=person,
            amount=BLANK,
            account=BLANK,
            day=BLANK,
        ),
        plan.business.name,
    )


def _to_account_holder(person: str, system: str) -> tuple[str, ...]:
    return (
        _dear(person),
        say(
            "Please sign in to {system} with your own account and your own second factor."
            " Look at the first page, then sign out. Tell me on which day you did it, and whether it worked."
            " Do not send any password.",
            system=system,
        ),
    )


def _to_support(plan: Plan, person: str) -> tuple[str, ...]:
    return (
        say("Dear support team,"),
        say(
            "We would like to add a user to our account {account}: {person}, {email}."
            " Please give them the role with the fewest rights that can do our daily work."
            " Does our subscription include this user? If not, what does it cost?",
            account=BLANK,
            person=person,
            email=BLANK,
        ),
        plan.business.name,
    )


def _to_holders(people: str, access: str) -> tuple[str, ...]:
    return (
        _dear(people),
        say(
            "Let us find out whether this really opens everything: {access}. It takes an hour."
            " We use the page of the runbook and nothing else. Can you do it on {day}?"
            " Afterwards we seal it again.",
            access=access,
            day=BLANK,
        ),
    )


def _for_source(plan: Plan, source: str) -> tuple[str, ...]:
    return (
        say("Dear Sir or Madam,"),
        say(
            "We pay our bills from one place only: {source}. We would like another one in case it is blocked."
            " It can be another card, or a small credit line. What can you offer, and what does it cost?",
            source=source,
        ),
        plan.business.name,
    )


def _for_alternative(plan: Plan, thing: str) -> tuple[str, ...]:
    return (
        say("Dear Sir or Madam,"),
        say(
            "We are looking for somebody who can help us within a week if {thing} is not available."
            " Could you do that? What would you need from us beforehand, and what would it cost?",
            thing=thing,
        ),
        plan.business.name,
    )


def _dear(person: str) -> str:
    return say("Dear {person},", person=person)


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
