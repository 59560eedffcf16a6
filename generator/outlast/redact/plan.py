"""The plan of one edition: a new one, which does not contain what the edition may not show.

1. Things that the edition may not know are left out, fields that it may not show become empty.
2. In `public` people become their roles: the id too, since ids are addresses.
3. References to what is left out disappear; a mention in text becomes a plain word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from operator import is_
from typing import Any, TypeVar

from pydantic.fields import FieldInfo

from outlast.languages import mark, say, speaker, speaking, spoken
from outlast.load.rules import ACTIONS
from outlast.model import COLLECTIONS, Edition, Model, Plan, Thing
from outlast.model.base import edition_of
from outlast.model.people import Person
from outlast.model.prose import MENTION, mentions
from outlast.model.steps import Step
from outlast.model.value import Ref, Text, as_id, unlike

AnyModel = TypeVar("AnyModel", bound=Model)
K = TypeVar("K")
T = TypeVar("T")


def asked_once(answer: Callable[[Plan, K], T]) -> Callable[[Plan, K], T]:
    """Keep what a function says of the editions of a plan, until it is asked about another plan."""
    last: list[Plan] = []
    kept: dict[K, T] = {}

    @wraps(answer)
    def asked(plan: Plan, editions: K) -> T:
        if not last or last[0] is not plan:
            last[:] = [plan]
            kept.clear()
        if editions not in kept:
            kept[editions] = answer(plan, editions)
        return kept[editions]

    return asked


@asked_once
def names_in(plan: Plan, edition: Edition) -> Mapping[str, str]:
    """The id that each thing of the edition goes by; what is withheld is not in it.

    A thing that cannot stand without another that is withheld is withheld with it: the record of a drill
    without what was drilled.
    """
    known = {id for id, thing in plan.things.items() if _known(thing, edition)}
    while True:
        names = _renamed(plan, edition, known)
        redaction = Redaction(plan, edition, names)
        lost = {id for id in known if redaction.thing(plan.thing(id)) is None}
        if not lost:
            return names
        known -= lost


def _renamed(plan: Plan, edition: Edition, known: set[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    taken: set[str] = {id for id, thing in plan.things.items() if not isinstance(thing, Person)}
    for id, thing in plan.things.items():
        if id not in known:
            continue
        if isinstance(thing, Person) and not edition.shows(Edition.TEAM):
            names[id] = unlike(taken, as_id(thing.role) or "person")
            taken.add(names[id])
        else:
            names[id] = id
    return names


@dataclass(frozen=True)
class Placed:
    """A single value of a thing, and the least edition that may show it."""

    path: tuple[str | int, ...]
    value: Any
    edition: Edition
    meant: bool = False
    """Whether its author said so of this value, which then is no secret, though its thing may be one."""


def placed(thing: Model) -> Iterator[Placed]:
    """Every single value of a thing, by the widest edition of its field and of all that it stands in."""
    yield from _placed(thing, thing, (), Edition.PUBLIC)


def all_placed(plan: Plan) -> tuple[tuple[Model, tuple[Placed, ...]], ...]:
    """The values of the business and of each thing, which are the same for every edition."""
    return tuple((thing, tuple(placed(thing))) for thing in (plan.business, *plan.things.values()))


def _placed(
    value: Any, thing: Model, path: tuple[str | int, ...], within: Edition, meant: bool = False
) -> Iterator[Placed]:
    if isinstance(value, Model):
        own = value.meant_for and _narrower(value.meant_for, _narrowed(thing))
        least = _narrower(within, value.kept_to)
        for name, field, edition, _ in _fields(type(value), type(thing), _audience(thing)):
            part = getattr(value, name)
            if part is not None:
                at = own or _narrower(least, edition)
                yield from _placed(part, thing, (*path, field.alias or name), at, own is not None)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _placed(part, thing, (*path, number), within)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _placed(part, thing, (*path, str(key)), within)
    elif value is not None:
        yield Placed(path, value, within, meant)


def _narrower(one: Edition, other: Edition) -> Edition:
    return one if one.shows(other) else other


def _known(thing: Thing, edition: Edition) -> bool:
    return edition.shows(Edition(thing.audience) if thing.audience else thing.identity)


def edition_in(thing: Model, field: FieldInfo) -> Edition:
    """The edition of a field in this thing.

    A narrower audience holds for all of it; a wider one shows that it exists, and its name.
    """
    return _edition(field, type(thing), _audience(thing))


@cache
def _fields(
    model: type[Model], thing: type[Model], audience: Edition | None
) -> tuple[tuple[str, FieldInfo, Edition, Any], ...]:
    """Each field of a model by name, with its edition in a thing of this kind that has this audience.

    And what it holds where nobody wrote it.
    """
    return tuple(
        (name, field, _edition(field, thing, audience), field.get_default(call_default_factory=True))
        for name, field in model.model_fields.items()
    )


def _edition(field: FieldInfo, thing: type[Model], audience: Edition | None) -> Edition:
    if audience and field is thing.model_fields["name"]:
        return audience
    return _narrower(edition_of(field), audience or Edition.PUBLIC)


def _audience(thing: Model) -> Edition | None:
    return Edition(thing.audience) if isinstance(thing, Thing) and thing.audience else None


def _narrowed(thing: Model) -> Edition:
    """The least edition that may show anything of this thing."""
    return _audience(thing) or Edition.PUBLIC


@dataclass(frozen=True)
class Redaction:
    """One edition being made from one plan."""

    source: Plan
    edition: Edition
    names: Mapping[str, str]

    def plan(self) -> Plan:
        collections: dict[str, Any] = {
            collection: {
                self.names[id]: made
                for id, thing in getattr(self.source, collection).items()
                if id in self.names and (made := self.thing(thing))
            }
            for collection in COLLECTIONS
        }
        business = self._model(self.source.business, self.source.business)
        return Plan.model_construct(business=business, **collections)

    def thing(self, thing: Thing) -> Thing | None:
        """The thing, under the id that it goes by, or nothing where it cannot stand."""
        made = self._model(thing, thing)
        renamed = made and self.names[thing.id] != thing.id
        return made.model_copy(update={"id": self.names[thing.id]}) if made and renamed else made

    def _model(self, model: AnyModel, thing: Model) -> AnyModel | None:
        """The model with what may be shown, or nothing when a field that it must have may not."""
        changed: dict[str, Any] = {}
        meant = model.meant_for
        for name, field, edition, default in _fields(type(model), type(thing), _audience(thing)):
            typed = getattr(model, name)
            if typed is default:
                continue  # there is nothing to withhold
            shown = self.edition.shows(meant or edition)
            value = self._value(typed, thing) if shown else self._meant(typed, thing)
            if value is None or value == () or value == {}:
                if not field.is_required():
                    value = default
                elif model is thing and not shown and isinstance(typed, tuple):
                    value = ()  # a wider audience shows that a thing exists, and no more
                elif value != typed:
                    return None
            if value is not typed:
                changed[name] = value
        made = model.model_copy(update=changed) if changed else model  # which nobody can change
        if isinstance(made, Step) and not any(getattr(made, action) for action in ACTIONS):
            return None  # all that it said was to use or to send what is withheld
        return made

    def _meant(self, value: Any, thing: Model) -> Any:
        """What is left of a field that is not shown: the parts of a list that are meant for this edition."""
        parts = value if isinstance(value, tuple) else ()
        kept = (part for part in parts if isinstance(part, Model) and part.meant_for)
        return self._value(tuple(kept), thing) or None

    def _value(self, value: Any, thing: Model) -> Any:
        if isinstance(value, Model):
            return self._model(value, thing) if self.edition.shows(value.kept_to) else None
        if isinstance(value, tuple):
            parts = [self._value(part, thing) for part in value]
            if all(map(is_, parts, value)):
                return value
            return tuple(part for part in parts if part is not None)
        if isinstance(value, dict):
            made = {key: self._value(part, thing) for key, part in value.items()}
            return {key: part for key, part in made.items() if part is not None}
        if isinstance(value, Ref):
            name = self.names.get(value)
            return value if name == value else name and type(value)(name)
        if isinstance(value, Text):
            return self._text(value)
        return value

    def _text(self, text: Text) -> Text:
        if not any(True for _ in mentions(text)):
            return text
        with speaking((text.foreign and speaker(text.foreign)) or spoken()):
            return text.changed(self._mentioning(say), self._mentioning(str))

    def _mentioning(self, word: Callable[[str], str]) -> Callable[[str], str]:
        return lambda text: MENTION.sub(lambda match: self._mention(match, word), text)

    def _mention(self, match: re.Match[str], word: Callable[[str], str]) -> str:
        id = match["mention"]
        if id not in self.source.things:
            return match[0]
        if id in self.names:
            return f"{{{self.names[id]}}}"
        return word(_PLAIN[self.source.thing(id).collection])


_PLAIN: Mapping[str, str] = {
    "people": mark("a colleague"),
    "functions": mark("the task"),
    "systems": mark("the system"),
    "equipment": mark("the device"),
    "stock": mark("the stock"),
    "suppliers": mark("the supplier"),
    "locations": mark("the place"),
    "procedures": mark("the procedure"),
    "scenarios": mark("the plan for this case"),
    "messages": mark("the message"),
    "units": mark("the firm"),
    "shifts": mark("the shift"),
    "obligations": mark("the duty"),
    "funds": mark("the account"),
    "break_glass": mark("the emergency access"),
    "documents": mark("the document"),
    "decisions": mark("the decision table"),
    "call_trees": mark("the call tree"),
    "promises": mark("the promise"),
    "exercises": mark("the drill"),
}
"""What a text says instead of a thing that its edition does not know."""
