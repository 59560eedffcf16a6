"""What follows from a plan: ids and numbers, no prose. It computes and never judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outlast.analysis.dependence import dependents, restore_order
from outlast.model import Plan


@dataclass(frozen=True)
class Facts:
    """Everything that was computed."""

    dependents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each id that something needs: the ids that need it, directly, sorted."""
    restore_order: tuple[tuple[str, ...], ...] = ()
    """Systems in the order in which they can come back: those of one group wait for none of it."""


def analyse(plan: Plan) -> Facts:
    """The facts of a whole plan."""
    return Facts(dependents=dependents(plan), restore_order=restore_order(plan))
