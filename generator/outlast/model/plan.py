"""A whole plan, and the ways to look through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from pydantic import Field
from pydantic.fields import FieldInfo

from outlast.kept import once_each
from outlast.model.base import Model, Thing
from outlast.model.break_glass import BreakGlass
from outlast.model.business import Business
from outlast.model.call_trees import CallTree
from outlast.model.decisions import Decision
from outlast.model.documents import Document
from outlast.model.equipment import Equipment
from outlast.model.exercises import Exercise
from outlast.model.functions import Function
from outlast.model.funds import Fund
from outlast.model.locations import Location
from outlast.model.messages import Message
from outlast.model.obligations import Obligation
from outlast.model.people import Person
from outlast.model.procedures import Procedure
from outlast.model.promises import Promise
from outlast.model.scenarios import Scenario
from outlast.model.shifts import Shift
from outlast.model.stock import Stock
from outlast.model.suppliers import Supplier
from outlast.model.systems import System
from outlast.model.units import Unit

COLLECTIONS: Mapping[str, type[Thing]] = {
    thing.collection: thing
    for thing in (
        Unit,
        Person,
        Shift,
        Function,
        Obligation,
        Stock,
        Fund,
        System,
        Equipment,
        BreakGlass,
        Supplier,
        Location,
        Document,
        Procedure,
        Scenario,
        Decision,
        CallTree,
        Message,
        Promise,
        Exercise,
    )
}
"""The class of each collection, by its key in a plan, in the order in which pages list them."""


class Plan(Model):
    """Everything that a plan says. References are ids; `thing` looks them up."""

    business: Business
    units: dict[str, Unit] = Field(default={})
    people: dict[str, Person] = Field(default={})
    shifts: dict[str, Shift] = Field(default={})
    functions: dict[str, Function] = Field(default={})
    obligations: dict[str, Obligation] = Field(default={})
    stock: dict[str, Stock] = Field(default={})
    funds: dict[str, Fund] = Field(default={})
    systems: dict[str, System] = Field(default={})
    equipment: dict[str, Equipment] = Field(default={})
    break_glass: dict[str, BreakGlass] = Field(default={})
    suppliers: dict[str, Supplier] = Field(default={})
    locations: dict[str, Location] = Field(default={})
    documents: dict[str, Document] = Field(default={})
    procedures: dict[str, Procedure] = Field(default={})
    scenarios: dict[str, Scenario] = Field(default={})
    decisions: dict[str, Decision] = Field(default={})
    call_trees: dict[str, CallTree] = Field(default={})
    messages: dict[str, Message] = Field(default={})
    promises: dict[str, Promise] = Field(default={})
    exercises: dict[str, Exercise] = Field(default={})

    @cached_property
    def things(self) -> dict[str, Thing]:
        """Every thing by its id, collection after collection."""
        return {thing.id: thing for collection in COLLECTIONS for thing in getattr(self, collection).values()}

    @cached_property
    def visited(self) -> Mapping[str, tuple[Visit, ...]]:
        """Every single value of the business and of each thing, by `business` and by id."""
        return {id: visits(thing) for id, thing in (("business", self.business), *self.things.items())}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, which looks itself through anew."""
        made = super().model_copy(update=update, deep=deep)
        for name in ("things", "visited"):
            made.__dict__.pop(name, None)
        return made

    def thing(self, id: str) -> Thing:
        """The thing with this id. Raises KeyError; ids in a loaded plan are known to exist."""
        return self.things[id]

    def title(self, id: str) -> str:
        """What a thing is called; the id where the plan has no such thing."""
        return self.things[id].title if id in self.things else id


@dataclass(frozen=True)
class Visit:
    """A value somewhere in a thing."""

    path: tuple[str | int, ...]
    """Keys and numbers as typed in the plan, from the thing inwards."""
    value: Any
    field: FieldInfo
    """The field of the model that it stands in; for a part of a list, the field of the list."""


@once_each
def visits(model: Model) -> tuple[Visit, ...]:
    """Every single value in a model, of which `serve` reads most again after an edit."""
    return tuple(visit(model))


def visit(model: Model, path: tuple[str | int, ...] = ()) -> Iterator[Visit]:
    """Every single value in a model, depth first, in the order of its fields."""
    for key, field, value in model.parts():
        yield from _visit(value, (*path, key), field)


def _visit(value: Any, path: tuple[str | int, ...], field: FieldInfo) -> Iterator[Visit]:
    if isinstance(value, Model):
        yield from visit(value, path)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _visit(part, (*path, number), field)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _visit(part, (*path, str(key)), field)
    elif value is not None:
        yield Visit(path, value, field)
