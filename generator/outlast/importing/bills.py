"""Bills that come round, out of what was paid: those that the plan has no duty for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from outlast.importing.duties import duty
from outlast.importing.outcome import LeftOut, Outcome, Proposal
from outlast.importing.pieces import Ids, line, name_of, remark
from outlast.importing.rounds import Round, rhythm
from outlast.importing.statements import Payment
from outlast.importing.tables import folded
from outlast.model import Plan, Thing
from outlast.model.obligations import Obligation

_BY_ITSELF = re.compile(
    r"direct debit|\bdd\b|standing order|lastschrift|dauerauftrag|domicili|incasso|prelevement|\bprlv\b"
)
_GENERIC = (
    "with from this that your bill bills payment payments pays invoice monthly yearly weekly subscription"
    " service services account card shop store company limited gmbh international online europe"
)
"""Words that tell nobody apart."""
_NOISE = re.compile(
    r"\b(?:direct debit|standing order|card payment|payment|sepa|lastschrift|prlv|incasso|ref|mandate)\b"
    r"(?: (?:to|from)\b)?[.:]?",
    re.IGNORECASE,
)
"""What a bank writes around the name of a payee."""
_ALIKE = Decimal("1.1")
_SPREAD = Decimal("0.5")
"""How far the amounts of one bill may lie apart, as a part of a usual one."""
_LONGEST = 60
_SLACK = 4
"""Days between the day of a duty and what the bank says."""
_MOST_DAYS = 1000
"""Payments to one payee that are looked at."""


def bills(payments: Iterable[Payment], unread: Sequence[LeftOut], plan: Plan) -> Outcome:
    """What a plan may get of payments."""
    groups: dict[str, list[Payment]] = {}
    end = date.min
    for payment in payments:
        end = max(end, payment.day)
        groups.setdefault(_key(payment.payee), []).append(payment)
    ids = Ids(plan.things)
    proposals: list[Proposal] = []
    left = [*unread]
    irregular = 0
    for key, group in groups.items():
        found = [*_bills(group)]
        irregular += not found
        for bill in found:
            if why := _known(bill, key, plan) or bill.unsure(end):
                left.append(LeftOut(bill.name, bill.place, why))
            else:
                proposals.append(_proposal(bill, key, ids, plan))
    said = f"Paid without a rhythm, or too seldom to tell: {irregular} of {len(groups)} payees."
    remarks = (said,) if irregular else ()
    return Outcome(tuple(proposals), tuple(left), remarks)


@dataclass(frozen=True)
class _Bill:
    payments: tuple[Payment, ...]
    """In the order of their days."""
    round: Round | None
    """None where there seems to be one, and nobody can say which."""

    @property
    def last(self) -> Payment:
        return self.payments[-1]

    @property
    def name(self) -> str:
        payee = name_of(self.last.payee)
        words = [word for word in _NOISE.sub(" ", payee).split() if not re.search(r"\d", word)]
        spoken = (word.title() if word.isupper() and len(word) > 3 else word for word in words)
        return f"Pay {' '.join(spoken)[:_LONGEST].strip(' *-/:,') or payee[:_LONGEST]}"

    @property
    def place(self) -> str:
        lines = ", ".join(str(each.line) for each in self.payments[:3])
        return f"lines {lines}" + (f" and {len(self.payments) - 3} more" if len(self.payments) > 3 else "")

    @property
    def amounts(self) -> list[Decimal]:
        return sorted({each.amount for each in self.payments})

    def unsure(self, end: date) -> str:
        """Why it is no bill that can be counted on; empty if it is one."""
        if self.round is None:
            return "it is about the same amount each time, and its days have no clear rhythm"
        if self.last.day + timedelta(days=self.round.length * 3 // 2) < end:
            return f"it seems to have ended: the last one was on {self.last.day}"
        return ""


def _key(payee: str) -> str:
    """What the payments to one payee have in common: words without numbers, which change each time."""
    plain = folded(payee)
    return " ".join(word for word in plain.split() if not re.search(r"\d", word)) or plain


def _bills(group: Sequence[Payment]) -> Iterator[_Bill]:
    """The bills among the payments to one payee: all of them one, else one for each amount."""
    if len(group) > _MOST_DAYS:
        return
    whole = _bill(group)
    if whole and whole.round:
        yield whole
        return
    found = [bill for alike in _by_amount(group) if (bill := _bill(alike)) and bill.round]
    if found:
        yield from found
    elif whole and len(group) > 2 and len({each.amount for each in group}) == 1:
        yield whole


def _bill(group: Sequence[Payment]) -> _Bill | None:
    ordered = tuple(sorted(group, key=lambda each: (each.day, each.line)))
    amounts = sorted(each.amount for each in ordered)
    if len(ordered) < 2 or amounts[-1] - amounts[0] > amounts[len(amounts) // 2] * _SPREAD:
        return None
    return _Bill(ordered, rhythm([each.day for each in ordered]))


def _by_amount(group: Sequence[Payment]) -> Iterator[list[Payment]]:
    alike: list[Payment] = []
    for payment in sorted(group, key=lambda each: each.amount):
        if alike and payment.amount > alike[-1].amount * _ALIKE:
            yield alike
            alike = []
        alike.append(payment)
    yield alike


def _known(bill: _Bill, key: str, plan: Plan) -> str:
    """Which duty of the plan is this bill; empty where none is."""
    words = {*key.split()}
    for obligation in plan.obligations.values():
        named = [str(obligation.name), *map(str, obligation.also)]
        named += [plan.things[id].title for id in obligation.stops if id in plan.things]
        if any(_speaks_of(name, words) for name in named):
            return f"the plan has {obligation.title} ({obligation.id})"
        if _same_days_and_amount(obligation, bill):
            return f"the plan has a duty of the same amount, {obligation.title} ({obligation.id})"
    return ""


def _same_days_and_amount(obligation: Obligation, bill: _Bill) -> bool:
    """Whether a duty is about the very amount, on about the same days."""
    if not obligation.amount or not obligation.due or [obligation.amount.amount] != bill.amounts:
        return False
    slack = timedelta(days=_SLACK)
    recent = bill.payments[-3:]
    due = obligation.due.days(recent[0].day - slack, recent[-1].day + slack, lambda _: True)
    return all(any(abs(day - payment.day) <= slack for day in due) for payment in recent)


def _speaks_of(name: str, words: set[str]) -> bool:
    """Whether all that is special about a name stands among the words of a payee."""
    special = {word for word in folded(name).split() if len(word) > 3 and word not in _GENERIC.split()}
    return bool(special) and special <= words


def _proposal(bill: _Bill, key: str, ids: Ids, plan: Plan) -> Proposal:
    assert bill.round  # noqa: S101 - others are left out before
    currency = bill.last.currency if re.fullmatch("[A-Z]{3}", bill.last.currency) else plan.business.currency
    amount = f"{bill.last.amount:.2f} {currency}"
    notes = [f"{bill.round.due}, {amount}"]
    lines = [line("due", bill.round.due), line("amount", amount)]
    if bill.round.note:
        notes.append(f"not sure of the day: {bill.round.note}")
    if len(bill.amounts) > 1:
        notes.append(f"the amount differs: {bill.amounts[0]:.2f} to {bill.amounts[-1]:.2f}")
    lines += [remark(f"Check: {note}") for note in notes[1:]]
    if _BY_ITSELF.search(folded(bill.last.payee)):
        lines.append("automatic: yes   # the statement says so")
    else:
        lines.append("# automatic: yes   # if it is taken by itself, from a card or by direct debit")
    paid = {*key.split()}
    payable: tuple[Thing, ...] = (*plan.systems.values(), *plan.suppliers.values())
    if stops := [str(thing.id) for thing in payable if _speaks_of(str(thing.title), paid)]:
        lines.append(f"# stops: [{', '.join(stops)}]   # if that stops when it is not paid")
    fragment = duty(ids.new(bill.name, Obligation.collection.removesuffix("s")), bill.name, lines, plan)
    return Proposal(fragment, bill.name, bill.place, tuple(notes))
