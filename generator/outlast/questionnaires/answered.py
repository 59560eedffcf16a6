"""The answer to each question of a form: from proofs, never from claims alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from outlast.analysis import Facts
from outlast.catalogue.questionnaires import Question, Questionnaire
from outlast.model import Plan
from outlast.questionnaires import access, organisation, recovery
from outlast.questionnaires.verdicts import Known, Proof, Verdict, together

PROOFS: Mapping[str, Callable[[Known], Proof]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        access.second_factor_email,
        access.second_factor_admin,
        access.second_factor_everywhere,
        access.access_known,
        access.access_ended,
        access.emergency_access,
        recovery.backups_made,
        recovery.backups_tested,
        recovery.back_in_time,
        recovery.loss_in_bounds,
        organisation.steps,
        organisation.incident_plan,
        organisation.incident_plan_tested,
        organisation.who_decides,
        organisation.call_tree,
        organisation.two_people_pay,
        organisation.accounts_to_compare,
        organisation.suppliers_listed,
        organisation.suppliers_replaced,
        organisation.impact_known,
        organisation.drills_held,
        organisation.reviews,
        organisation.things_listed,
    )
}
"""What a form may ask to be proven, by the name that stands in its file."""


@dataclass(frozen=True)
class Answered:
    """A question with what the plan proves of it."""

    question: Question
    proofs: tuple[Proof, ...]

    @property
    def verdict(self) -> Verdict:
        return together(each.verdict for each in self.proofs)

    @property
    def day(self) -> date | None:
        """The oldest day on which something of it was tested, tried or read."""
        days = (item.day for each in self.proofs for item in each.items)
        return min((day for day in days if day), default=None)


def answered(form: Questionnaire, plan: Plan, facts: Facts) -> tuple[Answered, ...]:
    """Every question of a form with its answer, from the whole plan."""
    return tuple(_answered(question, plan, facts) for question in form.questions)


def _answered(question: Question, plan: Plan, facts: Facts) -> Answered:
    known = Known(plan, facts, str(question.steps or ""))
    proofs = (PROOFS[name](known) for name in question.proofs)
    return Answered(question, tuple(each for each in proofs if each.items or each.needed))
