"""Something stands in the plan and leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Plan, Thing

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _check(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for thing in (*plan.equipment.values(), *plan.procedures.values(), *plan.decisions.values()):
        if _alone(thing, plan, facts):
            yield Finding(
                UNUSED.id,
                thing.id,
                (),
                f'nothing in the plan names "{thing.id}", {type(thing).one}',
                f"name it where it is needed, in a field or in text as {{{thing.id}}}",
            )


def _messages(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for message in plan.messages.values():
        if _alone(message, plan, facts):
            yield Finding(
                UNUSED_MESSAGE.id,
                message.id,
                (),
                f'nothing in the plan says when to send "{message.id}"',
                f"add message: {message.id} to the step or the notice that sends it",
            )


def _alone(thing: Thing, plan: Plan, facts: Facts) -> bool:
    # That something was drilled does not lead anybody to it.
    return all(id in plan.exercises for id in facts.referrers.get(thing.id, ()))


UNUSED = Rule(
    "unused",
    Severity.ADVICE,
    "Nothing leads to a piece of equipment, a procedure or a decision table",
    "What no step names is not found in time, and nobody sees what stops when it is gone.",
    "Name it where it is needed: in `needs`, `use`, `second_factor`, `decisions`, or in text as {id}.",
    "If it only stands in a list, such as an inventory, accept it or leave it out.",
    _check,
)

UNUSED_MESSAGE = Rule(
    "unused-message",
    Severity.ADVICE,
    "Nothing says when to send a message",
    "Words that are ready are of no use to somebody who does not know that they exist.",
    "Name the message in the step, the notice, the decision or the function in which it is sent.",
    "If people look for it themselves in the list of messages, accept it.",
    _messages,
)
