"""Where an engine and the oracle answer a question differently, so that a person can see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, Protocol

import yaml
from outlast.analysis.whatif.answering import read
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.question import Kind, Question
from outlast.analysis.whatif.staffing import unstaffed
from outlast.model import COLLECTIONS, Model, Plan
from outlast.model.functions import By

from tests.whatif.oracle import Walk, walk
from tests.whatif.plans import HORIZON


class Timeline(Protocol):
    """What an engine says."""

    def kind(self, function: str, band: int, moment: datetime) -> Kind:
        """What happens to a band; bands are counted as in `Walk.bands`."""

    def up(self, id: str, moment: datetime) -> bool:
        """Whether a node that is no function holds as a need."""

    def staffed(self, function: str, moment: datetime) -> bool:
        """Whether somebody is at work who can do a function."""

    def cost(self, id: str) -> Fraction:
        """What a function or a duty loses in the window."""

    def breaches(self, function: str, band: int) -> list[datetime] | None:
        """From when the stops of a band are too long; None for a function to which nothing happens."""


class Answered:
    """What the engine says, moment by moment."""

    def __init__(self, plan: Plan, question: Question) -> None:
        self.outcome = Engine(plan).outcome(question)
        self._answer = read(self.outcome)
        self._unstaffed: dict[str, list[tuple[int, int]]] = {}

    def kind(self, function: str, band: int, moment: datetime) -> Kind:
        kind: Kind = self._at(function, moment).state[band].kind
        return kind

    def up(self, id: str, moment: datetime) -> bool:
        up: bool = self._at(id, moment).up
        return up

    def staffed(self, function: str, moment: datetime) -> bool:
        if function not in self._unstaffed:
            node = self.outcome.compiled.nodes.functions[function]
            history = self.outcome.at(self.outcome.given.start).history(function)
            self._unstaffed[function] = list(unstaffed(self.outcome, node, history))
        at = int(moment.timestamp())
        return not any(start <= at < end for start, end in self._unstaffed[function])

    def cost(self, id: str) -> Fraction:
        if id in self._answer.functions:
            return self._answer.functions[id].cost
        return sum((each.cost for each in self._answer.missed if each.duty == id), Fraction(0))

    def breaches(self, function: str, band: int) -> list[datetime] | None:
        if function not in self._answer.functions:
            return None
        found = self._answer.functions[function].bands[band].stops
        return [stop.breached for stop in found if stop.breached]

    def _at(self, key: str, moment: datetime) -> Any:
        return self.outcome.at(int(moment.timestamp())).value(key)


def disagreements(
    plan: Plan, question: Question, timeline_of: Callable[[Plan, Question], Timeline], *, days: int = HORIZON
) -> str:
    """Empty where both agree; else plan, question and where they part, the earliest first.

    Of a function that is stopped only by its duties, the laws say nothing else than whether it is stopped.
    """
    oracle, engine = walk(plan, question, days=days), timeline_of(plan, question)
    parted = sorted(
        (*_bands(plan, oracle, engine), *_nodes(oracle, engine), *_accounts(oracle, engine)),
        key=lambda part: part.at,
    )
    if not parted:
        return ""
    return "\n".join([as_yaml(plan), str(question), "", *(str(part) for part in parted)])


@dataclass(frozen=True)
class Parting:
    """The first moment of a disagreement about one thing, and how long it lasts."""

    at: int
    text: str

    def __str__(self) -> str:
        return self.text


def _bands(plan: Plan, oracle: Walk, engine: Timeline) -> list[Parting]:
    found = []
    for (function, band), kinds in oracle.bands.items():
        due = bool(plan.functions[function].only_when_due)
        ours = [_said(kind, due) for kind in kinds]
        theirs = [_said(engine.kind(function, band, moment), due) for moment in oracle.moments]
        found += _first(f"{function} (band {band})", oracle.moments, ours, theirs)
    return found


def _said(kind: Kind, due: bool) -> str:
    return str(kind) if not due or kind is Kind.STOPPED else "not stopped"


def _nodes(oracle: Walk, engine: Timeline) -> list[Parting]:
    found = []
    for id, up in oracle.up.items():
        ours = ["up" if state else "down" for state in up]
        theirs = ["up" if engine.up(id, moment) else "down" for moment in oracle.moments]
        found += _first(id, oracle.moments, ours, theirs)
    for function, staffed in oracle.staffed.items():
        ours = ["staffed" if state else "nobody" for state in staffed]
        theirs = ["staffed" if engine.staffed(function, at) else "nobody" for at in oracle.moments]
        found += _first(f"{function} (hands)", oracle.moments, ours, theirs)
    return found


def _accounts(oracle: Walk, engine: Timeline) -> list[Parting]:
    """Costs and breaches, after everything that they follow from."""
    end = oracle.moments[-1]
    said: list[tuple[str, object, object]] = [
        (f"cost of {id}", cost, engine.cost(id)) for id, cost in oracle.costs.items()
    ]
    for (id, band), ours in oracle.breaches.items():
        theirs = engine.breaches(id, band)
        if theirs is not None:
            said.append((f"breaches of {id} (band {band})", ours, [at for at in theirs if at <= end]))
    return [
        Parting(len(oracle.moments), f"{what}: the oracle says {ours}, the engine {theirs} (of all)")
        for what, ours, theirs in said
        if ours != theirs
    ]


def _first(what: str, moments: list[datetime], ours: list[str], theirs: list[str]) -> list[Parting]:
    differing = [number for number, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]]
    if not differing:
        return []
    at = differing[0]
    text = f"{what} from {moments[at]:%a %Y-%m-%d %H:%M}: the oracle says {ours[at]}, the engine {theirs[at]}"
    text += f" ({len(differing)} steps differ)"
    text += f"\n  oracle: {_changes(moments, ours)}\n  engine: {_changes(moments, theirs)}"
    return [Parting(at, text)]


def _changes(moments: list[datetime], states: list[str], most: int = 8) -> str:
    changes = [
        f"{moments[number]:%d %H:%M} {state}"
        for number, state in enumerate(states)
        if number == 0 or states[number - 1] != state
    ]
    return ", ".join(changes[:most]) + (", …" if len(changes) > most else "")


def as_yaml(plan: Plan) -> str:
    """A plan as a file that loads to the same plan."""
    raw: dict[str, Any] = {"business": _raw(plan.business)}
    for collection in COLLECTIONS:
        if things := getattr(plan, collection):
            raw[collection] = {id: _raw(thing) for id, thing in things.items()}
    return yaml.dump(raw, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)


def _raw(value: Any) -> Any:
    if isinstance(value, By):
        return "automatic" if value.automatic else _raw(value.hands)
    if isinstance(value, Model):
        parts = {
            key: _raw(part) for key, field, part in value.parts() if key != "id" and part != field.default
        }
        return {key: part for key, part in parts.items() if part not in ([], {}, None)}
    if isinstance(value, tuple):
        return [_raw(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _raw(part) for key, part in value.items()}
    return str(value)
