"""A call tree as lists to call down: each row says who is next if nobody answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from outlast import words
from outlast.languages import say
from outlast.model import Plan
from outlast.model.call_trees import Branching, Called, CallTree
from outlast.pages import call_rows
from outlast.reasons import name
from outlast.site.parts import Call, Chain


def chains(plan: Plan, tree: CallTree) -> tuple[Chain, ...]:
    """Whoever begins, and the calls of each caller."""
    begins = call_rows.call(plan, tree.starts)
    theirs = _calls_of(plan, tree, tree.starts)
    yours = (
        say("Make their calls yourself: {people}.", people=theirs)
        if theirs
        else say("Begin with the calls yourself.")
    )
    return (
        Chain(
            say("Call {person} first:", person=name(tree.starts)),
            (_noted(begins, (_unanswered(tree), yours)),),
        ),
        *(
            Chain(
                _caller(each),
                tuple(
                    _noted(
                        call_rows.call(plan, called.who),
                        (
                            *said(plan, tree, called),
                            *_next(plan, tree, called.who, each.called[number + 1 : number + 2]),
                        ),
                    )
                    for number, called in enumerate(each.calls)
                ),
            )
            for each in tree.calls
        ),
    )


def said(plan: Plan, tree: CallTree, called: Called) -> Iterator[str]:
    """What to say to somebody who is called, as a sentence; nothing where the plan does not know."""
    message = tree.words(called)
    if message:
        yield say("What to say: {message}.", message=plan.messages[message].title)


def _caller(each: Branching) -> str:
    person = name(each.who)
    if len(each.calls) == 1:
        return say("{person} calls:", person=person)
    return say("{person} calls these, in this order:", person=person)


def _noted(call: Call, sentences: Iterable[str]) -> Call:
    return replace(call, next=" ".join(sentences))


def _unanswered(tree: CallTree) -> str:
    if tree.wait:
        return say("No answer within {time}?", time=words.duration(tree.wait))
    return say("No answer?")


def _next(plan: Plan, tree: CallTree, id: str, following: tuple[str, ...]) -> Iterator[str]:
    """What the caller does when this one does not answer, in sentences."""
    yield _unanswered(tree)
    theirs = _calls_of(plan, tree, id)
    for other in following:
        yield say("Call {person} next.", person=plan.thing(other).title)
    if theirs:
        person = plan.thing(id).title
        # For translators: {people} are those whom {person} would have called.
        yield say("Also make the calls of {person}: {people}.", person=person, people=theirs)
    if not (following or theirs):
        yield say("This is the last of these calls.")


def _calls_of(plan: Plan, tree: CallTree, id: str) -> str:
    """Whom somebody calls: `A and B`; empty for somebody who calls nobody."""
    return words.some(plan.thing(whom).title for each in tree.calls if each.who == id for whom in each.called)
