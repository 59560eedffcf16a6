"""Who names whom, in a field or in text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outlast.model import Model, Plan, visit
from outlast.model.prose import mentions
from outlast.model.value import Ref, Text


def referrers(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """For each id that something names: the ids of what names it, sorted; `business` for the business."""
    found: dict[str, set[str]] = {}
    for subject, thing in (("business", plan.business), *plan.things.items()):
        for id in _named(thing):
            if id != subject:
                found.setdefault(id, set()).add(subject)
    return {id: tuple(sorted(subjects)) for id, subjects in sorted(found.items())}


def _named(thing: Model) -> Iterator[str]:
    for seen in visit(thing):
        if isinstance(seen.value, Ref):
            yield str(seen.value)
        elif isinstance(seen.value, Text) and "{" in seen.value:
            yield from mentions(seen.value)
