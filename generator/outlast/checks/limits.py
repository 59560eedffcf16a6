"""A limit or a skill that is asked for and that nobody has."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.checks.likeness import Known
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.functions import Function
from outlast.model.shifts import Shift


def _limits(plan: Plan, facts: Facts) -> Iterator[Finding]:
    given = Known(key for person in plan.people.values() for key in person.may)
    for function in plan.functions.values():
        own = any(hand.up_to for hand in function.by.hands)
        if function.limit and function.limit not in given and not own:
            yield Finding(
                function.id,
                ("limit",),
                Sentence(
                    '"{function}" uses the limit "{limit}", which nobody has',
                    function=function.id,
                    limit=function.limit,
                ),
                given.hint(
                    function.limit,
                    Sentence("add {limit} under `may` of whoever may do it", limit=function.limit),
                ),
            )


def _rules(plan: Plan, facts: Facts) -> Iterator[Finding]:
    given = {str(each) for person in plan.people.values() for each in (*person.may, *person.may_not)}
    functions = plan.functions.values()
    given |= {str(each.limit) for each in functions if any(hand.up_to for hand in each.by.hands)}
    known = Known(given)
    for subject, values in plan.visited.items():
        for seen in values:
            if seen.path[-2:-1] == ("rules",) and str(seen.value) not in known:
                yield Finding(
                    subject,
                    seen.path,
                    Sentence(
                        'a step of "{thing}" names the rule "{rule}", which is not in the plan',
                        thing=subject,
                        rule=seen.value,
                    ),
                    known.hint(
                        str(seen.value), Sentence("use a key of `may`, or repeat the words of a `may_not`")
                    ),
                )


def _skills(plan: Plan, facts: Facts) -> Iterator[Finding]:
    given = Known(skill for person in plan.people.values() for skill in person.skills)
    things: tuple[Function | Shift, ...] = (*plan.functions.values(), *plan.shifts.values())
    for thing in things:
        for number, skill in enumerate(thing.skills):
            if skill not in given:
                hint = given.hint(skill, Sentence('add "{skill}" under `skills` of whoever can', skill=skill))
                message = Sentence(
                    '"{thing}" asks for the skill "{skill}", which nobody has', thing=thing.id, skill=skill
                )
                yield Finding(thing.id, ("skills", number), message, hint)


LIMIT = Rule(
    "limit-nobody-has",
    Severity.WARNING,
    title=Sentence("Work is bounded by a limit that nobody has"),
    why=Sentence("Outlast cannot say who may do it, and the reader does not see whom to ask."),
    change=Sentence("Give somebody this limit under `may`, or correct its name."),
    example="""
        people:
          sam: {name: Sam, role: Founder}
        functions:
          refunds: {name: Refund customers, by: sam, limit: refund}
    """,
    instead="""
        people:
          sam: {name: Sam, role: Founder, may: {refund: 80 EUR}}
        functions:
          refunds: {name: Refund customers, by: sam, limit: refund}
    """,
    false_alarm=Sentence(
        "If nobody has a limit because nobody may do it, say in `about` whom to ask, and accept the warning."
    ),
    check=_limits,
)

STEP = Rule(
    "rule-not-in-plan",
    Severity.WARNING,
    title=Sentence("A step names a rule that is not in the plan"),
    why=Sentence("The step shows a rule without what it says: nobody sees who may go how far."),
    change=Sentence(
        "Correct the name, or give somebody this limit under `may`, or this ban under `may_not`."
    ),
    example="""
        people:
          sam: {name: Sam, role: Founder, may: {refund: 80 EUR}}
        procedures:
          refund: {name: Refund, steps: [{do: Press Refund, rules: refunds}]}
    """,
    instead="""
        people:
          sam: {name: Sam, role: Founder, may: {refund: 80 EUR}}
        procedures:
          refund: {name: Refund, steps: [{do: Press Refund, rules: refund}]}
    """,
    false_alarm=Sentence("If the rule binds nobody who is in the plan, write it as `warn` of the step."),
    check=_rules,
)

SKILL = Rule(
    "skill-nobody-has",
    Severity.WARNING,
    title=Sentence("Work asks for a skill that nobody has"),
    why=Sentence("Outlast counts nobody as able to do it, although somebody does it every day."),
    change=Sentence("Write the skill, in the same words, under `skills` of everybody who has it."),
    example="""
        people:
          sam: {name: Sam, role: Founder}
        functions:
          unloading: {name: Unload pallets, by: sam, skills: [forklift]}
    """,
    instead="""
        people:
          sam: {name: Sam, role: Founder, skills: [forklift]}
        functions:
          unloading: {name: Unload pallets, by: sam, skills: [forklift]}
    """,
    false_alarm=Sentence(
        "If really nobody has it, that is worth knowing: accept the warning until somebody has learned it."
    ),
    check=_skills,
)
