"""The facts as one edition may know them: without things that it withholds, and without amounts.

What the fields of a result say about themselves is enough for nearly all of it. What they cannot say stands
here. A cause that names a withheld thing stays, since it is a reason, but names nothing. What loses most is
no more to be seen in an order than in an amount: what is ranked by loss is ranked anew, by what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from outlast.analysis import Facts
from outlast.analysis.whatif.answer import Down
from outlast.analysis.whatif.causes import WITHHELD, Cause, Why
from outlast.analysis.whatif.outlook import Event, Fix, Happening, Outlook, SinglePoint
from outlast.analysis.whatif.question import Unknown
from outlast.model import Edition, Plan
from outlast.redact.plan import edition_in
from outlast.redact.walk import GONE, Walk

_SEEN_IN = {Why.OUT_OF_REACH: "kept_in", Why.CARRIED: "held_by"}
"""Causes that repeat what a field of their thing says."""


def known_facts(facts: Facts, known: Collection[str], plan: Plan, edition: Edition) -> Facts:
    """The facts about the things that are known, with every amount zero.

    Args:
        known: the ids that the edition knows.
        plan: the whole plan, whose things the facts speak of.
    """
    redactor = _Redactor(known, plan, edition)
    walk = Walk(
        known,
        {
            Outlook: _ranked_anew,
            Fix: _helping,
            Event: _dated,
            Cause: redactor.cause,
            Down: redactor.down,
            Unknown: redactor.unknown,
        },
    )
    shown: Facts = walk.record(facts)
    return replace(shown, priced=False)


@dataclass(frozen=True)
class _Redactor:
    """What depends on which fields of a thing the edition shows."""

    known: Collection[str]
    plan: Plan
    edition: Edition

    def cause(self, whole: Cause, shown: Cause) -> Cause:
        """The cause; of a thing that is not known only that it is needed, and why it fails."""
        if whole.node not in self.known:
            return Cause(Why.NEEDS, WITHHELD, of=shown.of)
        return Cause(Why.NEEDS, whole.node) if self._hides(whole) else shown

    def down(self, whole: Down, shown: Down) -> object:
        """The outage, unless every cause of it is hidden."""
        return GONE if whole.causes and all(map(self._hides, whole.causes)) else shown

    def unknown(self, whole: Unknown, shown: Unknown) -> object:
        """What is missing, if the edition would know it."""
        return shown if self._shows(whole.subject, whole.field.partition(".")[0]) else GONE

    def _hides(self, cause: Cause) -> bool:
        """Whether it would say where a thing lies, or with whom, which the edition does not show."""
        field = _SEEN_IN.get(cause.why)
        return field is not None and cause.node in self.known and not self._shows(cause.node, field)

    def _shows(self, id: str, name: str) -> bool:
        """Whether the edition shows the field `name` of a thing; True for what is no field of it."""
        thing = self.plan.things[id]
        field = type(thing).model_fields.get(name)
        return field is None or self.edition.shows(edition_in(thing, field))


def _helping(whole: Fix, shown: Fix) -> object:
    """The change, if it helps in anything that is known; in which it helps most is not told."""
    return replace(shown, of=tuple(sorted(shown.of))) if shown.of else GONE


def _dated(whole: Event, shown: Event) -> object:
    """The event; what season it is the full edition alone tells."""
    return GONE if whole.what is Happening.SEASON else shown


def _ranked_anew(whole: Outlook, shown: Outlook) -> Outlook:
    return replace(
        shown,
        single_points=_by_stops(shown.single_points),
        pairs=_by_stops(filter(_more_than_alone(shown.single_points), shown.pairs)),
        fixes=tuple(sorted(shown.fixes, key=_most_help)),
    )


def _more_than_alone(points: Collection[SinglePoint]) -> Callable[[SinglePoint], bool]:
    """Whether two together stop more than each alone: that they only cost more is not told."""

    def more(pair: SinglePoint) -> bool:
        each_alone = [point for point in points if {*point.nodes} < {*pair.nodes}]
        return bool({*pair.stopped} - {id for point in each_alone for id in point.stopped})

    return more


def _by_stops(points: Iterable[SinglePoint]) -> tuple[SinglePoint, ...]:
    """Those that stop anything that is told, the most first."""
    found = (each for each in points if each.stopped or each.later)
    return tuple(
        sorted(
            found,
            key=lambda p: (not p.person, -len(p.breached), -len(p.stopped), -len(p.later), p.nodes),
        )
    )


def _most_help(fix: Fix) -> tuple[int, str, str, str]:
    return -len(fix.of), fix.change, fix.subject, fix.who or ""
