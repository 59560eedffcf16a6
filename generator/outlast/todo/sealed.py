"""A sealed envelope with the owner's codes: the way in where a vendor gives a shop only one account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from outlast.analysis.confirmed import ways_in
from outlast.analysis.needs import Purpose, needed_by
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.source.scalar import scalar
from outlast.todo.absence import Absence
from outlast.todo.items import Item, Kind
from outlast.todo.wording import name

BEFORE = mark(
    "An account of their own is better, but some vendors give a shop only one. If so, put this into a new "
    "file `break_glass.yml` beside it. It counts once somebody has tried it."
)


def sealed(plan: Plan, away: Absence | None, today: date) -> Iterator[Item]:
    """The envelope as something to write, where a task stops that only the owner's account could serve."""
    if away is None or plan.break_glass:
        return
    others = [each for each in plan.people.values() if each.name and each.id != away.owner]
    alone = {
        system.id: next((str(way.as_) for way in ways_in(system) if way.as_), "")
        for system in plan.systems.values()
        if {str(way.who) for way in ways_in(system)} == {away.owner}
    }
    for halt in away.halts:
        runs = needed_by(plan.functions[halt.function], Purpose.RUNS)
        if others and any(edge.what in alone for edge in runs):
            who = others[0]
            ask = say(
                "May {person} open a sealed envelope with the codes of {owner}?",
                person=name(plan, who.id),
                owner=name(plan, away.owner),
            )
            write = tuple(_block(who.id, alone, today))
            functions, stops = (halt.function,), halt.start
            yield Item(
                Kind.SEALED,
                away.owner,
                (),
                ask,
                before=say(BEFORE),
                block=write,
                functions=functions,
                stops=stops,
            )
            return


def _block(holder: str, opens: dict[str, str], today: date) -> Iterator[str]:
    yield "break_glass:"
    yield "  sealed-codes:"
    yield "    name: " + scalar(say("Sealed envelope with recovery codes"))
    yield f"    holders: [{holder}]"
    yield "    at: …   # " + say("where it lies")
    yield "    opens:"
    for system, role in opens.items():
        yield f"      - {{system: {system}{f', as: {scalar(role)}' if role else ''}}}"
    yield "    # tests:   # " + say("a line for each, once {person} has tried it", person=holder)
    for system in opens:
        yield f"    #   - {{system: {system}, on: {today}, worked: yes}}"
