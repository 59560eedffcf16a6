"""People, equipment, papers, places and suppliers as nodes."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis.whatif.business_calendar import NEVER
from outlast.analysis.whatif.node import Instead, Node
from outlast.analysis.whatif.nodes.plan_reader import PlanReader
from outlast.analysis.whatif.presence import PersonNode, PortableNode, ReplaceableNode


def presences(reader: PlanReader) -> Iterator[Node]:
    """What is there or not."""
    plan = reader.plan
    for person in plan.people.values():
        begins = reader.calendar.here.midnight
        holidays = tuple((begins(h.from_.date), reader.after(h.to.date)) for h in person.holidays)
        yield PersonNode(person.id, person.name is None, holidays, reader.held(person.id))
    for thing in plan.equipment.values():
        yield PortableNode(
            thing.id,
            tuple(str(who) for who in thing.held_by),
            bool(thing.stays),
            str(thing.kept_in) if thing.kept_in else None,
            bool(thing.spares),
            thing.fetch,
            reader.held(thing.id),
            needs=reader.formula(thing.id, "needs"),
            back_in=thing.rto.duration if thing.rto else None,
        )
    for paper in plan.documents.values():
        yield PortableNode(
            paper.id,
            tuple(str(who) for who in paper.held_by),
            False,
            str(paper.kept_in) if paper.kept_in else None,
            False,
            None,
            reader.held(paper.id),
            reader.after(paper.expires.date) if paper.expires else NEVER,
        )
    for place in plan.locations.values():
        others = tuple(
            Instead(str(f.to) if f.to else None, f.ready_in) for f in place.fallback if f.ready_in is not None
        )
        yield ReplaceableNode(place.id, others, None, reader.held(place.id))
    for supplier in plan.suppliers.values():
        others = reader.alternatives(supplier)
        back = supplier.rto.duration if supplier.rto else None
        yield ReplaceableNode(supplier.id, others, back, reader.held(supplier.id))
