"""Who needs what: every reference of a plan as a typed edge, made once by walking the types of the model.

Whoever asks "who needs this?" asks here. What a field asks for is a clause: all of its parts must hold, and a
choice inside it says how many of several are enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar, get_args

from outlast.kept import once_each
from outlast.model import Model, Plan, Thing
from outlast.model.base import known_fields
from outlast.model.business import Business
from outlast.model.equipment import Equipment
from outlast.model.functions import Approval, By, Function, Hand, Workaround
from outlast.model.funds import Fund, TopUp
from outlast.model.needs import Choice, Requirement
from outlast.model.obligations import Obligation
from outlast.model.procedures import Procedure
from outlast.model.scalars import Duration
from outlast.model.shifts import Shift
from outlast.model.stock import Refill, Stock
from outlast.model.suppliers import Alternative
from outlast.model.systems import Access, Restore, System
from outlast.model.value import Ref
from outlast.source import KeyPath

T = TypeVar("T")


class Purpose(Enum):
    """What something is needed for."""

    RUNS = "runs"
    """To run, or to be done."""
    HAND = "hand"
    """Somebody who does it."""
    BESIDE = "beside"
    """What one of those who do it takes, beside what all of them take."""
    STEPS = "steps"
    """To follow steps that others use."""
    WORKAROUND = "workaround"
    """To go on when the usual way is gone."""
    STAND_IN = "stand-in"
    """Somebody who does it that way."""
    RETURNS = "returns"
    """To come back."""
    RESTORER = "restorer"
    """Somebody who brings it back."""
    CREATOR = "creator"
    """Who prepares it, for somebody else to agree to."""
    APPROVER = "approver"
    """Who must agree to it."""
    FACTOR = "factor"
    """The second factor of a way in."""
    DUTY = "duty"
    """A duty that must not be missed."""
    STOCK = "stock"
    """Goods that must not run out."""
    SHARE = "share"
    """Goods without which it goes on in part."""
    FUND = "fund"
    """Money that pays for it."""
    SHIFT = "shift"
    """A shift in which it is done."""
    STAFF = "staff"
    """Somebody who works in a shift."""
    REFILLER = "refiller"
    """Somebody who orders it or tops it up."""
    SOURCE = "source"
    """Who delivers it."""
    ALTERNATIVE = "alternative"
    """Who else could deliver."""
    NAMES = "names"
    """It is named in another field; nothing stops without it."""


@dataclass(frozen=True)
class Edge:
    """That something needs something."""

    of: str
    what: str
    purpose: Purpose
    thing: str
    """The thing whose field says so; mostly the one that needs it."""
    path: KeyPath
    """The field, as typed."""
    as_: str | None = None
    """The role that is needed in it."""
    coasts: Duration | None = None
    """How long it goes on without."""

    @property
    def named(self) -> str:
        """What stands in the field."""
        return self.what if self.thing == self.of else self.of


@dataclass(frozen=True)
class Some:
    """A choice: so many of several are enough."""

    count: int
    parts: tuple[Part, ...]


Part = Edge | Some
Fields = dict[tuple[str, KeyPath], tuple[Part, ...]]
"""What each `needs` asks for, by thing and field."""


@dataclass(frozen=True)
class Clause:
    """What one field asks for: all parts of it must hold."""

    of: str
    purpose: Purpose
    parts: tuple[Part, ...]

    @property
    def edges(self) -> Iterator[Edge]:
        return edges(self.parts)

    def holds(self, there: Callable[[Edge], bool]) -> bool:
        """Whether it holds when the given edges do."""
        return all(_holds(part, there) for part in self.parts)

    def holds_without(self, what: str) -> bool:
        """Whether it holds when one thing is gone and all others are there."""
        return self.holds(lambda edge: edge.what != what)

    def choices(self) -> Iterator[Some]:
        """Its choices, those inside choices too."""
        yield from _choices(self.parts)


STOPS = (Purpose.RUNS, Purpose.HAND, Purpose.BESIDE, Purpose.STOCK, Purpose.SOURCE)
"""What stops a thing at once, or as soon as what is in store is used up."""


@dataclass(frozen=True)
class NeedGraph:
    """All edges of a plan, in the order of the plan."""

    clauses: tuple[Clause, ...] = ()
    fields: Mapping[tuple[str, KeyPath], tuple[Part, ...]] = field(default_factory=dict)
    """What each `needs` asks for, by thing and field."""

    def at(self, thing: str, *path: str | int) -> tuple[Part, ...]:
        """What one `needs` asks for; nothing where the plan leaves it out."""
        return self.fields.get((thing, path), ())

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        return tuple(edge for clause in self.clauses for edge in clause.edges)

    @cached_property
    def _by_need(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped((edge.what, edge) for edge in self.edges)

    @cached_property
    def _by_user(self) -> Mapping[str, tuple[Clause, ...]]:
        return _grouped((clause.of, clause) for clause in self.clauses)

    def of(self, user: str, *purposes: Purpose) -> tuple[Clause, ...]:
        """What a thing needs, for these purposes."""
        return tuple(clause for clause in self._by_user.get(user, ()) if clause.purpose in purposes)

    def needed(self, user: str, *purposes: Purpose) -> tuple[Edge, ...]:
        """The same, edge by edge."""
        return tuple(edge for clause in self.of(user, *purposes) for edge in clause.edges)

    def users(self, what: str, *purposes: Purpose) -> tuple[str, ...]:
        """Who needs a thing for these purposes, perhaps as one of several, each once."""
        found = (edge.of for edge in self._by_need.get(what, ()) if edge.purpose in purposes)
        return tuple(dict.fromkeys(found))

    def serves(self, what: str, tasks: Container[str]) -> bool:
        """Whether one of these tasks needs a thing, or needs what needs it; true where no need is known."""
        known, open = {what}, [what]
        while open:
            users = {
                edge.of for edge in self._by_need.get(open.pop(), ()) if edge.purpose is not Purpose.NAMES
            }
            open += sorted(users - known)
            known |= users
        return not self.clauses or any(each in tasks for each in known)

    def stopped(self, what: str) -> tuple[str, ...]:
        """Who cannot do without a thing: no choice has another way."""
        return tuple(
            user
            for user in self.users(what, *STOPS)
            if not all(clause.holds_without(what) for clause in self.of(user, *STOPS))
        )

    def within(self, shown: NeedGraph) -> NeedGraph:
        """The needs that another graph has, too. The others count as met: a choice keeps its other ways."""
        known = {(edge.of, edge.what, edge.purpose) for edge in shown.edges}
        found = (
            Clause(
                clause.of,
                clause.purpose,
                left(clause.parts, lambda e: (e.of, e.what, e.purpose) not in known),
            )
            for clause in self.clauses
        )
        return NeedGraph(tuple(clause for clause in found if clause.parts))


def need_graph(plan: Plan) -> NeedGraph:
    """Every reference of a plan as an edge."""
    clauses: list[Clause] = []
    fields: Fields = {}
    things: tuple[Business | Thing, ...] = (plan.business, *plan.things.values())
    for thing in things:
        found, asked = _walked(thing)
        clauses += found
        fields |= asked
    return NeedGraph(tuple(clauses), fields)


def needed_by(thing: Thing, *purposes: Purpose) -> tuple[Edge, ...]:
    """What the fields of one thing ask for, for these purposes."""
    clauses, _ = _walked(thing)
    return tuple(edge for clause in clauses if clause.purpose in purposes for edge in clause.edges)


@once_each
def _walked(thing: Business | Thing) -> tuple[tuple[Clause, ...], Fields]:
    """The clauses of one thing, and what its fields ask for."""
    fields: Fields = {}
    clauses = _Walk(thing.id if isinstance(thing, Thing) else "business", fields).model(thing, ())
    return tuple(clauses), fields


def edges(parts: Iterable[Part]) -> Iterator[Edge]:
    """Every edge, those in choices too, in order."""
    for part in parts:
        if isinstance(part, Some):
            yield from edges(part.parts)
        else:
            yield part


def _choices(parts: Iterable[Part]) -> Iterator[Some]:
    for part in parts:
        if isinstance(part, Some):
            yield part
            yield from _choices(part.parts)


def _holds(part: Part, there: Callable[[Edge], bool]) -> bool:
    if isinstance(part, Some):
        return sum(_holds(each, there) for each in part.parts) >= part.count
    return there(part)


Meanings = Mapping[tuple[type[Model], str], Purpose]

PURPOSES: Meanings = {
    (Function, "needs"): Purpose.RUNS,
    (System, "needs"): Purpose.RUNS,
    (Equipment, "needs"): Purpose.RUNS,
    (Obligation, "needs"): Purpose.RUNS,
    (Procedure, "needs"): Purpose.STEPS,
    (By, "hands"): Purpose.HAND,
    (Obligation, "by"): Purpose.HAND,
    (Shift, "staff"): Purpose.STAFF,
    (Hand, "needs"): Purpose.BESIDE,
    (Workaround, "needs"): Purpose.WORKAROUND,
    (Workaround, "by"): Purpose.STAND_IN,
    (Restore, "needs"): Purpose.RETURNS,
    (Restore, "by"): Purpose.RESTORER,
    (Approval, "create"): Purpose.CREATOR,
    (Approval, "approve"): Purpose.APPROVER,
    (Access, "second_factor"): Purpose.FACTOR,
    (Obligation, "fund"): Purpose.FUND,
    (Refill, "by"): Purpose.REFILLER,
    (TopUp, "by"): Purpose.REFILLER,
    (Refill, "from_"): Purpose.SOURCE,
    (Alternative, "who"): Purpose.ALTERNATIVE,
}
"""What a reference in a field means. One that stands in no field of these only names a thing."""

BACK: Meanings = {
    (Obligation, "stops"): Purpose.DUTY,
    (Stock, "feeds"): Purpose.STOCK,
    (Fund, "pays"): Purpose.FUND,
    (Shift, "serves"): Purpose.SHIFT,
}
"""Fields that name those who need the thing in which they stand."""

ANY_OF = frozenset(
    {
        Purpose.HAND,
        Purpose.STAND_IN,
        Purpose.RESTORER,
        Purpose.STAFF,
        Purpose.REFILLER,
        Purpose.FACTOR,
    }
)
"""Of these any one is enough, and in a shift as many as it takes."""


class _Field(NamedTuple):
    """A field in which references stand."""

    name: str
    key: str
    """As typed."""
    purpose: Purpose | None
    back: Purpose | None


@cache
def _fields(kind: type[Model]) -> tuple[_Field, ...]:
    return tuple(
        _Field(name, info.alias or name, _meaning(PURPOSES, kind, name), _meaning(BACK, kind, name))
        for name, info in known_fields(kind).items()
        if _refers(info.annotation, frozenset())
    )


def _meaning(table: Meanings, kind: type[Model], name: str) -> Purpose | None:
    found = (table.get((each, name)) for each in kind.__mro__ if issubclass(each, Model))
    return next((purpose for purpose in found if purpose), None)


def _refers(annotation: Any, within: frozenset[type[Model]]) -> bool:
    """Whether references may stand in values of a type."""
    if isinstance(annotation, type):
        if issubclass(annotation, Ref):
            return True
        if issubclass(annotation, Model):
            if annotation in within:
                return False
            infos = known_fields(annotation).values()
            return any(_refers(info.annotation, within | {annotation}) for info in infos)
    return any(_refers(inner, within) for inner in get_args(annotation))


class _Walk:
    """The clauses of one thing."""

    def __init__(self, thing: str, fields: Fields) -> None:
        self.thing = thing
        self.fields = fields

    def model(self, model: Model, path: KeyPath) -> Iterator[Clause]:
        for each in _fields(type(model)):
            value = getattr(model, each.name)
            at = (*path, each.key)
            if each.back is not None:
                shared = isinstance(model, Stock) and model.share is not None and model.share.fraction < 1
                purpose = Purpose.SHARE if shared else each.back
                for number, user in enumerate(value):
                    edge = Edge(str(user), self.thing, purpose, self.thing, (*at, number))
                    yield Clause(edge.of, purpose, (edge,))
            else:
                yield from self.value(model, value, at, each.purpose or Purpose.NAMES)

    def value(self, model: Model, value: object, path: KeyPath, purpose: Purpose) -> Iterator[Clause]:
        if isinstance(value, Model):
            yield from self.model(value, path)
        elif isinstance(value, Ref):
            yield Clause(self.thing, purpose, (Edge(self.thing, str(value), purpose, self.thing, path),))
        elif isinstance(value, dict):
            for key, part in value.items():
                yield from self.value(model, part, (*path, str(key)), purpose)
        elif isinstance(value, tuple) and value:
            if isinstance(value[0], Requirement | Choice):
                yield Clause(self.thing, purpose, self.needs(value, path, purpose))
            elif purpose in ANY_OF:
                count = int(model.minimum) if isinstance(model, Shift) else 1
                yield Clause(self.thing, purpose, (Some(count, tuple(self.hands(value, path, purpose))),))
            else:
                for number, part in enumerate(value):
                    yield from self.value(model, part, (*path, number), purpose)

    def needs(
        self, needs: Iterable[Requirement | Choice], path: KeyPath, purpose: Purpose
    ) -> tuple[Part, ...]:
        parts = tuple(self.need(need, (*path, number), purpose) for number, need in enumerate(needs))
        self.fields[self.thing, path] = parts
        return parts

    def need(self, need: Requirement | Choice, path: KeyPath, purpose: Purpose) -> Part:
        if isinstance(need, Choice):
            inner = (self.need(each, (*path, "any", n), purpose) for n, each in enumerate(need.any))
            return Some(int(need.count), tuple(inner))
        role = str(need.as_) if need.as_ else None
        return Edge(self.thing, str(need.what), purpose, self.thing, (*path, "what"), role, need.coasts)

    def hands(self, hands: Iterable[Hand | Ref], path: KeyPath, purpose: Purpose) -> Iterator[Part]:
        """Those who do it, each with what only they take."""
        for number, hand in enumerate(hands):
            if isinstance(hand, Hand):
                who = Edge(self.thing, str(hand.who), purpose, self.thing, (*path, number, "who"))
                own = self.needs(hand.needs, (*path, number, "needs"), Purpose.BESIDE)
                yield Some(1 + len(own), (who, *own)) if own else who
            else:
                yield Edge(self.thing, str(hand), purpose, self.thing, (*path, number))


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def left(parts: Iterable[Part], there: Callable[[Edge], bool]) -> tuple[Part, ...]:
    """What is still asked for when some of it is there."""
    found: list[Part] = []
    for part in parts:
        if not isinstance(part, Some):
            found += [] if there(part) else [part]
            continue
        options = [rest for one in part.parts if (rest := left((one,), there))]
        missing = part.count - (len(part.parts) - len(options))
        if missing >= len(options):
            found += [each for option in options for each in option]
        elif missing > 0:
            found.append(Some(missing, tuple(_joined(option) for option in options)))
    return tuple(found)


def _joined(parts: tuple[Part, ...]) -> Part:
    return parts[0] if len(parts) == 1 else Some(len(parts), parts)


def possible(parts: Iterable[Part], able: Callable[[Edge], bool]) -> tuple[Part, ...]:
    """The same with those options of choices left out that cannot be."""
    return tuple(
        Some(part.count, possible((one for one in part.parts if _holds(one, able)), able))
        if isinstance(part, Some)
        else part
        for part in parts
    )
