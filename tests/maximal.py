"""A plan in which every field of the model says something, each with words that stand nowhere else.

It is made by walking the types, so that a field that is new tomorrow is in it without a word here.
"""

import itertools
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from outlast import words
from outlast.model import COLLECTIONS, Edition, Model, Plan, Thing
from outlast.model.base import Attachment, edition_of
from outlast.model.business import Business
from outlast.model.functions import By, Hand
from outlast.model.locations import Fallback
from outlast.model.messages import Words
from outlast.model.needs import Choice
from outlast.model.obligations import Obligation
from outlast.model.people import CHANNELS, Person, Reach
from outlast.model.procedures import Procedure
from outlast.model.recurrence import Recurrence
from outlast.model.scalars import (
    AccountId,
    BankAccount,
    ChatName,
    Count,
    Country,
    Currency,
    Day,
    Duration,
    Email,
    Factor,
    FilePath,
    Flag,
    Iban,
    Language,
    Limit,
    Loss,
    Money,
    PersonName,
    Phone,
    Pointer,
    PostalAddress,
    RoleName,
    Share,
    Target,
    TimeOfDay,
    Timezone,
    Url,
    VendorId,
    Weekdays,
    YearDay,
)
from outlast.model.steps import Branch, Command, Step
from outlast.model.suppliers import Alternative
from outlast.model.value import Name, Ref, Term, Text, Value, Word
from outlast.site import Tree
from pydantic.fields import FieldInfo

from tests.builders import make_plan
from tests.drawing import tree_of
from tests.shared import kept

ORDER = list(Edition)
PREFERRED = ("people", "systems", "functions")
"""Where a reference points that may point into several collections: to what every edition knows."""


@dataclass(frozen=True)
class Canary:
    """A value that stands once in the plan."""

    text: str
    kind: type[Value]
    edition: Edition
    """The least that may show it: the widest of its field, of what it stands in, and of what must stand
    beside it."""
    path: str


@dataclass
class Maximal:
    """The raw data of the plan, and what was put into it."""

    raw: dict[str, Any] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)
    files: dict[str, Canary] = field(default_factory=dict)
    """What stands in the files beside the plan, by path."""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def plan(self) -> Plan:
        """The plan, read from YAML as any other."""
        return make_plan(yaml.dump(self.raw, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))

    def attach(self, folder: Path) -> None:
        """Write the files beside the plan into its folder."""
        for path, canary in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(canary.text, encoding="utf-8")

    # What a value of each kind looks like, n being a number that is used once.
    def scalar(self, kind: type[Value]) -> str:
        n = next(self._numbers)
        if issubclass(kind, Recurrence | Day):
            return (date(2031, 1, 1) + timedelta(days=n)).isoformat()
        if issubclass(kind, Ref):
            # As a stand-in for ids that `kinds` names: the first of a collection that fits.
            fitting = [each for each in (*PREFERRED, *sorted(kind.kinds)) if each in kind.kinds]
            return thing_id(fitting[0])
        if issubclass(kind, Iban):
            account = f"{n:012}"  # ISO 7064: BE is 11 14, and the check digits come last
            return str(Iban.parse(f"BE{98 - int(account + '111400') % 97:02}{account}"))
        if issubclass(kind, BankAccount):
            return f"sort code 20-00-00, account 41{n:06}"
        for known, text in _SCALARS.items():
            if issubclass(kind, known):
                return text.format(n=n, w=f"q{n:04}z")
        raise AssertionError(f"no text for {kind}")


_SCALARS: dict[type[Value], str] = {
    FilePath: "files/{w}.txt",
    Duration: "17{n:05}m",
    Target: "18{n:05}m",
    Limit: "19{n:05} EUR",
    Loss: "27{n:05} EUR per open day",
    Money: "28{n:05} EUR",
    Share: "12.3{n:04}%",
    Factor: "7.3{n:04}",
    YearDay: "12-20",
    TimeOfDay: "09:00",
    Weekdays: "mon-fri",
    Timezone: "Pacific/Apia",
    Currency: "EUR",
    Language: "nl",
    Country: "WS",
    Phone: "+32 470 {n:06}",
    Email: "{w}@mail.example",
    Url: "https://{w}.example/page",
    Count: "39{n:05}",
    VendorId: "stripe",
    Flag: "yes",
    Command: "echo {w} | cat",
    Words: "Dear {w}, {{{{ order }}}} is late, yours {{{{ business }}}}",
    PersonName: "Quim {w} here",
    Text: "Text {w} here",
    Word: "Word {w} here",
}
WORDED = (Word, Name, Term, Text, PersonName, RoleName, ChatName, AccountId, Pointer, PostalAddress)
"""Kinds of text that are shown as typed."""
UNIQUE = (
    *(Duration, Target, Limit, Loss, Money, Share, Factor, Phone, Email, Url, Count, Command, Words),
    *(Iban, BankAccount),
)
"""Beside those and dates: kinds whose texts can be found again."""


def shapes(canary: Canary) -> Iterator[str]:
    """The ways in which a value may stand on a page."""
    yield canary.text
    if issubclass(canary.kind, Phone):
        yield re.sub(r"\D", "", canary.text)
    if issubclass(canary.kind, Iban):
        yield canary.text.replace(" ", "")
    if issubclass(canary.kind, Day | Recurrence):
        yield words.day(date.fromisoformat(canary.text))
    if re.match(r"\d{7}", canary.text):
        yield canary.text[:7]
        yield f"{int(canary.text[:7]):,}"
    if found := re.search(r"q\d{4}z", canary.text):
        yield found[0]


def thing_id(collection: str) -> str:
    """The id of the thing of a collection."""
    return f"the-{collection.replace('_', '-')}-zq"


def role_edition(kind: type[Ref]) -> Edition:
    """The least edition that knows what a reference points to."""
    fitting = [each for each in (*PREFERRED, *sorted(kind.kinds)) if each in kind.kinds]
    return COLLECTIONS[fitting[0]].identity


def maximal() -> Maximal:
    """One thing of each collection, with every field."""
    made = Maximal()
    made.raw["business"] = _block(made, Business, Edition.PUBLIC, "business", ())
    made.raw["business"]["format"] = "1"
    for collection, kind in COLLECTIONS.items():
        id = thing_id(collection)
        block = _block(made, kind, kind.identity, id, ())
        block.pop("audience")
        made.raw[collection] = {id: block}
    return made


def _block(
    made: Maximal, model: type[Model], edition: Edition, path: str, within: tuple[type[Model], ...]
) -> dict[str, Any]:
    model.model_rebuild()
    edition = max((edition, *_needed(model)), key=ORDER.index)
    block: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        if name == "id" or (issubclass(model, Obligation) and name == "after"):
            continue
        if issubclass(model, Person) and name == "name":
            own = Edition.TEAM
        else:
            own = edition_of(info)
        widest = max(edition, own, key=ORDER.index)
        value = _value(made, _annotation(info), widest, f"{path}.{key}", (*within, model))
        if value is not None:
            block[key] = value
    return block


def _needed(model: type[Model]) -> Iterator[Edition]:
    """The editions without which a block cannot stand: those of what it must have."""
    for info in model.model_fields.values():
        if not info.is_required() or issubclass(model, Thing):
            continue
        yield edition_of(info)
        for kind in _kinds(info.annotation):
            if issubclass(kind, Ref):
                yield role_edition(kind)


def _kinds(annotation: Any) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)


def _annotation(info: FieldInfo) -> Any:
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation


def _value(
    made: Maximal, annotation: Any, edition: Edition, path: str, within: tuple[type[Model], ...]
) -> Any:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(made, inner[0], edition, path, within)
    if origin in (Union, types.UnionType):
        kinds = [kind for kind in inner if kind is not type(None)]
        return _value(made, kinds[0], edition, path, within)
    if origin is Literal:
        return str(inner[0])
    if origin is tuple:
        return _list(made, inner[0], edition, path, within)
    if origin is dict:
        if path.endswith(".blanks"):
            return {"order": _scalar(made, inner[1], edition, path)}
        key = _scalar(made, inner[0], edition, f"{path}.key")
        return {key: _value(made, inner[1], edition, f"{path}.{key}", within)}
    if issubclass(annotation, By):
        return _list(made, Hand, edition, path, within)
    if issubclass(annotation, Model):
        return _block(made, annotation, edition, path, within)
    return _scalar(made, annotation, edition, path)


def _list(made: Maximal, part: Any, edition: Edition, path: str, within: tuple[type[Model], ...]) -> Any:
    models = [model for model in _models(part) if within.count(model) < _DEEPEST.get(model, 99)]
    if Branch in models and within.count(Step) >= _DEEPEST[Step]:
        return None
    if not models:
        return None if any(_models(part)) else [_value(made, part, edition, f"{path}.0", within)]
    found: list[Any] = []
    for number, model in enumerate(models):
        if model is Attachment:
            found += [_attachment(made, least, edition, f"{path}.{least}", within) for least in Edition]
            continue
        block = _block(made, model, edition, f"{path}.{number}", within)
        if model is Reach:
            found += [{channel: block[channel], "note": block["note"]} for channel in CHANNELS]
        elif model in (Alternative, Fallback):
            name = block.pop("name")  # one that is in the plan, and one that is not
            found += [block, {"name": name}]
        elif model is Step and within[0] is Procedure:
            del block["use"]  # it would use itself
            found.append(block)
        else:
            found.append(block)
    return found


def _attachment(
    made: Maximal, least: Edition, edition: Edition, path: str, within: tuple[type[Model], ...]
) -> dict[str, Any]:
    """A file for `least` and above, with its content."""
    edition = max(edition, least, key=ORDER.index)
    block = _block(made, Attachment, edition, path, within) | {"audience": least.value}
    inside = made.scalar(Text)
    made.files[block["file"]] = Canary(inside, Text, edition, f"{path}.content")
    return block


_DEEPEST: dict[type[Model], int] = {Step: 2, Choice: 1}
"""How often a block may stand inside itself."""


def _models(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _scalar(made: Maximal, kind: type[Value], edition: Edition, path: str) -> str:
    text = made.scalar(kind)
    if issubclass(kind, Ref):
        edition = max(edition, role_edition(kind), key=ORDER.index)
    elif kind in (*WORDED, Day, Recurrence, *UNIQUE):
        made.canaries.append(Canary(text, kind, edition, path))
    return text


# Made once, and not to be changed.


@cache
def whole() -> Maximal:
    return maximal()


@cache
def whole_plan() -> Plan:
    return whole().plan()


@cache
def whole_tree(edition: Edition = Edition.FULL, directory_urls: bool = False) -> Tree:
    name = f"tree of the whole {edition} {directory_urls}"
    return kept(name, lambda: tree_of(whole_plan(), edition, directory_urls=directory_urls))
