"""Who names whom, in a field or in text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outlast.analysis.needs import NeedGraph
from outlast.model import Plan
from outlast.model.prose import mentions
from outlast.model.value import Text


def referrers(plan: Plan, needs: NeedGraph) -> Mapping[str, tuple[str, ...]]:
    """For each id that something names: the ids of what names it, sorted; `business` for the business."""
    found: dict[str, set[str]] = {}
    for id, subject in (*((edge.named, edge.thing) for edge in needs.edges), *_mentioned(plan)):
        if id != subject:
            found.setdefault(id, set()).add(subject)
    return {id: tuple(sorted(subjects)) for id, subjects in sorted(found.items())}


def _mentioned(plan: Plan) -> Iterator[tuple[str, str]]:
    for subject, values in plan.visited.items():
        for seen in values:
            if isinstance(seen.value, Text) and "{" in seen.value:
                yield from ((id, subject) for id in mentions(seen.value))
