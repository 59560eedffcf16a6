"""Duties as text: what a calendar and a statement have in common."""

from __future__ import annotations

from collections.abc import Iterable

from outlast.catalogue.fragments import Fragment, situation
from outlast.importing.pieces import line, piece
from outlast.model import Plan
from outlast.model.obligations import Obligation


def duty(id: str, name: str, lines: Iterable[str], plan: Plan) -> Fragment:
    """A duty of the owner, whom others may follow.

    Args:
        lines: its day, and what else is known.
    """
    here = situation(plan)
    hands: list[str] = []
    if here.owner:
        others = f"and whoever else can: [{', '.join((here.owner, *here.stand_ins))}]"
        hands = [line("by", here.owner, others if here.stand_ins else "who does it")]
    kept = line("audience", "team", "not for everybody, unless you delete this line")
    return piece(Obligation.collection, id, (line("name", name), *lines, *hands, kept))
