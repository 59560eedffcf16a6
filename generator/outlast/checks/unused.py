"""Something in the plan that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan, Thing


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing in (*plan.equipment.values(), *plan.procedures.values(), *plan.decisions.values()):
        if _alone(thing, plan, facts):
            yield Finding(
                thing.id,
                (),
                Sentence('nothing in the plan names "{thing}", {one}', thing=thing.id, one=type(thing).one),
                Sentence("name it where it is needed, in a field or in text as {{{thing}}}", thing=thing.id),
            )


def _messages(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for message in plan.messages.values():
        if _alone(message, plan, facts):
            yield Finding(
                message.id,
                (),
                Sentence('nothing in the plan says when to send "{message}"', message=message.id),
                Sentence(
                    "add message: {message} to the step or the notice that sends it", message=message.id
                ),
            )


def _alone(thing: Thing, plan: Plan, facts: Facts) -> bool:
    # That something was drilled does not lead anybody to it.
    return all(id in plan.exercises for id in facts.referrers.get(thing.id, ()))


UNUSED = Rule(
    "unused",
    Severity.ADVICE,
    title=Sentence("Nothing leads to a piece of equipment, a procedure or a decision table"),
    why=Sentence(
        "The reader does not find in time what no step names. Nobody sees what stops when it is lost."
    ),
    change=Sentence(
        "Name it where it is needed: in `needs`, `use`, `second_factor` or `decisions`, or in text as {id}."
    ),
    example="""
        equipment:
          label-printer: {name: Label printer}
        functions:
          ship: {name: Ship orders, by: [maya, sam]}
    """,
    instead="""
        equipment:
          label-printer: {name: Label printer}
        functions:
          ship: {name: Ship orders, by: [maya, sam], needs: label-printer}
    """,
    false_alarm=Sentence(
        "If it only belongs to a list, such as an inventory, accept the warning or leave it out."
    ),
    check=_check,
)

UNUSED_MESSAGE = Rule(
    "unused-message",
    Severity.ADVICE,
    title=Sentence("Nothing says when to send a message"),
    why=Sentence("A text that is ready does not help somebody who does not know that it exists."),
    change=Sentence(
        "Name the message where it is sent: in the step, the notice, the decision or the function."
    ),
    example="""
        messages:
          delay: {name: We are late, to: customers, text: {en: {body: Your parcel is late.}}}
        functions:
          ship: {name: Ship orders, by: [maya, sam]}
    """,
    instead="""
        messages:
          delay: {name: We are late, to: customers, text: {en: {body: Your parcel is late.}}}
        functions:
          ship: {name: Ship orders, by: [maya, sam], messages: [delay]}
    """,
    false_alarm=Sentence("If people look for it in the list of messages, accept the warning."),
    check=_messages,
)
