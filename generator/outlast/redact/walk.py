"""A walk over a result that leaves what an edition may know, as the annotations of its fields say.

Closed by default: a field that does not say what it is (`analysis/shown.py`) has its default in every
lesser edition, and a record without a default for it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

from outlast.analysis.shown import Mark
from outlast.analysis.whatif.causes import WITHHELD


class _Gone(Enum):
    GONE = "gone"


GONE: Final = _Gone.GONE
"""Stands for a value that the edition may not know at all."""
PLAIN = frozenset({bool, int, date, datetime, timedelta})
"""Types of values that name nobody and are no money."""
Rule = Callable[["Walk", Any], Any]
"""What an edition may know of a value; GONE if nothing."""
Afterthought = Callable[[Any, Any], Any]
"""What becomes of a record after the walk: a function of the whole one and of what the walk left of it."""


@dataclass(frozen=True)
class Walk:
    """The walk for one edition."""

    known: Collection[str]
    """The ids that the edition knows."""
    afterthoughts: Mapping[type, Afterthought]
    """What no annotation can say, by the type of record."""

    def record(self, whole: Any) -> Any:
        """What is left of a dataclass or a named tuple; GONE if the edition may not know it."""
        left: dict[str, Any] = {}
        for field in fields_of(whole.__class__):
            value = field.rule(self, getattr(whole, field.name)) if field.rule else field.default()
            if value is GONE:
                return GONE
            left[field.name] = value
        made = type(whole)(**left)
        afterthought = self.afterthoughts.get(type(whole))
        return afterthought(whole, made) if afterthought else made


class Field(NamedTuple):
    """A field of a record."""

    name: str
    rule: Rule | None
    """None where the field is withheld."""
    default: Callable[[], Any]
    """What it holds where it is withheld; GONE where it has to hold something."""
    meant: bool
    """Whether its annotation says what may be known of it."""


@cache
def fields_of(kind: type) -> tuple[Field, ...]:
    """The fields of a record type with their rules."""
    hints = get_type_hints(kind, include_extras=True)
    found = []
    for name, default in _defaults(kind).items():
        rule = rule_of(hints[name])
        meant = rule is not None or _mark(hints[name]) is Mark.ONLY_FULL
        found.append(Field(name, rule, default, meant))
    return tuple(found)


def _defaults(kind: type) -> dict[str, Callable[[], Any]]:
    if is_dataclass(kind):
        return {
            field.name: field.default_factory
            if field.default_factory is not MISSING
            else _constant(GONE if field.default is MISSING else field.default)
            for field in fields(kind)
        }
    defaults: Mapping[str, Any] = getattr(kind, "_field_defaults", {})
    return {name: _constant(defaults.get(name, GONE)) for name in getattr(kind, "_fields", ())}


def _constant(value: Any) -> Callable[[], Any]:
    return lambda: value


def is_record(hint: Any) -> bool:
    """Whether it is a type whose fields are walked."""
    return isinstance(hint, type) and (is_dataclass(hint) or hasattr(hint, "_fields"))


def rule_of(hint: Any) -> Rule | None:
    """The rule for values of an annotation; None where nothing of them may be known."""
    arguments = get_args(hint)
    match get_origin(hint):
        case None:
            return _rule_of_type(hint)
        case origin if origin is Annotated:
            return _rule_of_mark(_mark(hint), arguments[0])
        case origin if origin in (Union, UnionType):
            (rule, *others) = [rule_of(each) for each in arguments if each is not NoneType]
            return None if others or rule is None else _optional(rule)
        case origin if origin is tuple and arguments[1:] != (...,):
            rules = [rule for each in arguments if (rule := rule_of(each))]
            return _pair(rules) if len(rules) == len(arguments) else None
        case origin if origin in (tuple, frozenset):
            rule = rule_of(arguments[0])
            return rule and _entries(rule, origin, once=_mark(arguments[0]) is Mark.MASKED)
        case origin if origin is Mapping:
            key, value = map(rule_of, arguments)
            return _items(key, value) if key and value else None
    return None


def _mark(hint: Any) -> Mark | None:
    return next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Mark)), None)


def _rule_of_type(kind: Any) -> Rule | None:
    if is_record(kind):
        return Walk.record
    if kind in PLAIN or (isinstance(kind, type) and issubclass(kind, Enum)):
        return _shown
    return None


def _rule_of_mark(mark: Mark | None, hint: Any) -> Rule | None:
    match mark:
        case Mark.ID:
            return lambda walk, id: id if id in walk.known else GONE
        case Mark.MASKED:
            return _masked
        case Mark.AMOUNT:
            return lambda walk, amount: Fraction(0)
        case Mark.SHOWN:
            return _shown
        case Mark.WHOLE:
            rule = rule_of(get_args(hint)[0])
            return rule and _all(rule)
        case Mark.ONLY_FULL | None:
            return None


def _shown(walk: Walk, value: Any) -> Any:
    return value


def _masked(walk: Walk, ids: str) -> str:
    return ", ".join(id for id in ids.split(", ") if id in walk.known) or (ids and WITHHELD)


def _optional(rule: Rule) -> Rule:
    return lambda walk, value: None if value is None else rule(walk, value)


def _entries(rule: Rule, kind: Callable[[Any], Any], *, once: bool) -> Rule:
    """Of the entries of a list, those that are left; masked ones once, so that nobody counts them."""

    def entries(walk: Walk, values: Collection[Any]) -> Any:
        left = (each for value in values if (each := rule(walk, value)) is not GONE)
        return kind(dict.fromkeys(left) if once else left)

    return entries


def _all(rule: Rule) -> Rule:
    def all(walk: Walk, values: Collection[Any]) -> Any:
        left = tuple(rule(walk, value) for value in values)
        return GONE if GONE in left else left

    return all


def _pair(rules: Collection[Rule]) -> Rule:
    def pair(walk: Walk, values: Collection[Any]) -> Any:
        left = tuple(rule(walk, value) for rule, value in zip(rules, values, strict=True))
        return GONE if GONE in left else left

    return pair


def _items(key: Rule, value: Rule) -> Rule:
    def items(walk: Walk, mapping: Mapping[Any, Any]) -> Any:
        left = ((key(walk, name), value(walk, each)) for name, each in mapping.items())
        return {name: each for name, each in left if name is not GONE and each is not GONE}

    return items
