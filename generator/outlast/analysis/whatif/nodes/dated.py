"""Duties as nodes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from outlast.analysis.whatif.duties import Crew, Doer, DutyNode, Itself, Through
from outlast.analysis.whatif.needs import Formula
from outlast.analysis.whatif.nodes.hands import work as work_of
from outlast.analysis.whatif.nodes.limits import within
from outlast.analysis.whatif.nodes.plan_reader import PlanReader
from outlast.analysis.whatif.work import FunctionNode
from outlast.model.obligations import Obligation


def duty(reader: PlanReader, duty: Obligation) -> DutyNode:
    """A duty with everybody and everything that does it."""
    stopped = frozenset(str(id) for id in duty.stops)
    common = reader.formula(duty.id, "needs", stopped=stopped)
    amount = reader.worth(duty.amount) if duty.amount else None
    itself = [Itself(common)] if duty.automatic else []
    doers: list[Doer] = []
    short: list[str] = []
    listed: set[str] = set()
    first: str | None = None
    for number, hand in enumerate(duty.by):
        who = str(hand.who)
        fits = amount is None or hand.up_to is None or reader.bound(hand.up_to) >= amount
        needs = (*common, *reader.formula(duty.id, "by", number, "needs", stopped=stopped))
        if who in reader.plan.functions:
            function = reader.plan.functions[who]
            work = work_of(reader, function, stopped)
            listed |= {*map(str, (each.who for each in function.by.hands)), *(m.who for m in work.members)}
            found = tuple(_through(reader, work, needs, amount)) if fits else ()
            short += () if found else (who,)
            doers += (each for each in found if isinstance(each, Doer))
            itself += (each for each in found if isinstance(each, Itself))
            first = first or who
            continue
        if first is None and not reader.vacant(who):
            first = who
        listed.add(who)
        notice = None if who == first else hand.starts_in
        doers.append(Doer(reader.member(who, needs, notice=notice), fits))
    novice = bool(duty.steps) and all(step.novice for step in duty.steps)
    doers += [Doer(each) for each in reader.sealed(listed, common, novice, ())]
    fund = str(duty.fund) if duty.fund else None
    after = str(duty.after) if duty.after else None
    return DutyNode(
        duty.id,
        Crew(tuple(doers), fund, tuple(itself), tuple(short)),
        duty.due,
        after,
        any(other.after == duty.id for other in reader.plan.obligations.values()),
        duty.grace,
        duty.recovers_in,
        reader.calendar.working,
    )


def _through(
    reader: PlanReader, work: FunctionNode, needs: Formula, amount: Decimal | None
) -> Iterator[Doer | Itself]:
    """Whoever does the band of a function that holds an amount; without an amount, any band of it."""
    for band in work.bands:
        if not within(amount, band.over, band.up_to):
            continue
        through = Through(work.key, work.held_by, work.restores_in, band.approvals)
        if work.automatic:
            yield Itself((*work.needs, *needs), through)
        for member in work.members:
            joined = reader.member(
                member.who,
                (*member.needs, *needs),
                notice=member.notice,
                paid=member.paid,
                listed=member.listed,
            )
            yield Doer(joined, member.who in band.within, through)
