"""The plan, and what was computed from it, as one edition may know them.

A new Plan is made that does not contain what the edition may not show; pages are made from it and from
nothing else. Three things happen:

1. Things that the edition may not know are left out, fields that it may not show become empty.
2. In `public` people become their roles: the id too, since ids are addresses.
3. References to what is left out disappear; a mention in text becomes a plain word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic.fields import FieldInfo

from outlast.analysis import Facts
from outlast.checks import Finding
from outlast.diagnostics import Diagnostic, Span
from outlast.load.rules import ACTIONS
from outlast.model import COLLECTIONS, Edition, Model, Plan, Thing, visit
from outlast.model.base import edition_of
from outlast.model.people import Person
from outlast.model.prose import MENTION, mentions
from outlast.model.scalars import Email, Limit, Loss, Money, Phone
from outlast.model.steps import Step
from outlast.model.value import Ref, Text
from outlast.redact.outlook import known_outlook
from outlast.source import Document

__all__ = ["betrayals", "betrayals_by_hand", "redact"]

AnyModel = TypeVar("AnyModel", bound=Model)


def redact(plan: Plan, facts: Facts, edition: Edition) -> tuple[Plan, Facts]:
    """The plan and the facts for one edition; the full edition is the plan itself."""
    if edition is Edition.FULL:
        return plan, facts
    names = _names(plan, edition)
    known = Facts() if edition is Edition.PUBLIC else _known_facts(facts, names)
    return _Redaction(plan, edition, names).plan(), known


def betrayals(plan: Plan, edition: Edition) -> Iterator[Finding]:
    """A finding for every text that this edition shows and that says what it withholds.

    Text names people by reference, so that an edition can name them or not. What is searched for: names of
    people and things, telephone numbers, mail addresses, pointers and limits.
    """
    if edition is Edition.FULL:
        return
    names = _names(plan, edition)
    withheld = _Withheld.of(plan, edition, names)
    for thing in (plan.business, *plan.things.values()):
        id = thing.id if isinstance(thing, Thing) else "business"
        if isinstance(thing, Thing) and id not in names:
            continue
        for seen in visit(thing):
            shown = edition.shows(_edition(thing, seen.field)) and isinstance(seen.value, str)
            if not shown or isinstance(seen.value, Ref) or seen.path == ("id",):
                continue
            for _, words, what, hint in withheld.said_in(seen.value):
                yield Finding(
                    rule="withheld-in-text",
                    subject=id,
                    field=seen.path,
                    message=f'this text is shown in the {edition} edition and says "{words}", {what}',
                    hint=hint,
                )


def betrayals_by_hand(plan: Plan, edition: Edition, documents: Iterable[Document]) -> Iterator[Diagnostic]:
    """An error for every place where a page written by hand says what its edition withholds.

    Amounts are left out: a page may say 50 EUR of anything.
    """
    if edition is Edition.FULL:
        return
    withheld = _Withheld.of(plan, edition, _names(plan, edition))
    hint = "say it without, or say in the front matter of the page who it is for: audience: full"
    for document in documents:
        for number, line in enumerate(document.lines, 1):
            for column, words, what, _ in withheld.said_in(line):
                if what == _AMOUNT:
                    continue
                message = f'this page is shown in the {edition} edition and says "{words}", {what}'
                span = Span(number, column + 1, len(words))
                yield document.error("withheld-in-text", span, message, hint)


@dataclass(frozen=True)
class _Withheld:
    """What an edition must not say."""

    texts: Mapping[str, tuple[str, str]]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, plan: Plan, edition: Edition, names: Mapping[str, str]) -> _Withheld:
        texts = _withheld(plan, edition, names)
        longest_first = sorted(texts, key=len, reverse=True)
        pattern = "|".join(rf"(?<!\w){_written(text)}(?![\w.,]?\d|\w)" for text in longest_first)
        return cls(texts, re.compile(pattern or r"(?!)"))

    def said_in(self, text: str) -> Iterator[tuple[int, str, str, str]]:
        """Where, the words, what they are, and what to write instead."""
        for match in self.pattern.finditer(text):
            words = match[0]
            yield match.start(), words, *self.texts[words if words in self.texts else _dialled(words)]


def _names(plan: Plan, edition: Edition) -> Mapping[str, str]:
    """The id that each thing of the edition goes by; what is withheld is not in it.

    A thing that cannot stand without another that is withheld is withheld with it: the record of a drill
    without what was drilled.
    """
    known = {id for id, thing in plan.things.items() if _known(thing, edition)}
    while True:
        names = _renamed(plan, edition, known)
        redaction = _Redaction(plan, edition, names)
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
            names[id] = _free(_slug(thing.role), taken)
            taken.add(names[id])
        else:
            names[id] = id
    return names


def _known_facts(facts: Facts, names: Mapping[str, str]) -> Facts:
    """The facts about what the edition knows; above `public` every thing keeps its id."""
    return Facts(
        as_of=facts.as_of,
        dependents={
            id: tuple(user for user in users if user in names)
            for id, users in facts.dependents.items()
            if id in names
        },
        restore_order=tuple(
            group for ids in facts.restore_order if (group := tuple(id for id in ids if id in names))
        ),
        calendar=tuple(due for due in facts.calendar if due.obligation in names),
        vacant=facts.vacant & names.keys(),
        untried=tuple(id for id in facts.untried if id in names),
        outlook=known_outlook(facts.outlook, names.keys()),
        priced=False,
    )


def _known(thing: Thing, edition: Edition) -> bool:
    return edition.shows(Edition(thing.audience) if thing.audience else thing.identity)


def _edition(thing: Model, field: FieldInfo) -> Edition:
    """The edition of a field in this thing.

    A narrower audience holds for all of it; a wider one shows that it exists, and its name.
    """
    own = edition_of(field)
    if not isinstance(thing, Thing) or thing.audience is None:
        return own
    audience = Edition(thing.audience)
    if field is type(thing).model_fields["name"]:
        return audience
    return own if own.shows(audience) else audience


def _slug(role: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", role.lower())) or "person"


def _free(slug: str, taken: set[str]) -> str:
    number = 1
    while (candidate := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return candidate


def _written(secret: str) -> str:
    """A pattern for a secret; a telephone number is the same however its digits are set apart."""
    if re.fullmatch(r"\+?\d{6,}", secret):
        return r"[ ()./-]*".join(re.escape(sign) for sign in secret)
    return re.escape(secret)


def _dialled(number: str) -> str:
    return re.sub(r"[^0-9+]", "", number)


def _withheld(plan: Plan, edition: Edition, names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Texts that the edition must not hold, with what each is and what to write instead."""
    found: dict[str, tuple[str, str]] = {}
    for thing in plan.things.values():
        named = isinstance(thing, Person) and not edition.shows(Edition.TEAM)
        if (named or thing.id not in names) and thing.name and len(thing.name) > 2:
            instead = f"write {{{thing.id}}}, which each edition puts in its own words"
            kind = f"the name of {type(thing).one}"
            found[str(thing.name)] = (kind, instead)
            if isinstance(thing, Person):
                found.setdefault(thing.name.split()[0], (kind, instead))
        for seen in visit(thing):
            if edition.shows(_edition(thing, seen.field)):
                continue
            for text, what in _values(seen.value, seen.path, str(plan.business.currency)):
                found[text] = (what, "say it without, or move it to a field of its own")
    return found


def _values(value: Any, path: tuple[str | int, ...], currency: str) -> Iterator[tuple[str, str]]:
    """What of a withheld value could stand in a sentence, with what it is."""
    if isinstance(value, Phone):
        yield str(value), "a telephone number"
        yield _dialled(value), "a telephone number"
    elif isinstance(value, Email):
        yield str(value), "a mail address"
    elif isinstance(value, Loss):
        for text, what in _values(value.money, path, currency):
            for rate in ("per day", "a day", "per open day"):
                yield f"{text} {rate}", what
    elif isinstance(value, Limit | Money):
        for money in value.amounts if isinstance(value, Limit) else (value,):
            amount, code = f"{money.amount:f}", money.currency or currency
            for text in (f"{amount} {code}", *_SYMBOLS.get(code, ())):
                yield text.format(amount), _AMOUNT
    elif path[0] == "login" and not isinstance(value, Ref):
        yield str(value), "where a secret is kept"


_AMOUNT = "an amount that is withheld"
_SYMBOLS: Mapping[str, tuple[str, ...]] = {
    "EUR": ("€{}", "€ {}", "{} €", "{} euro", "{} euros"),
    "GBP": ("£{}", "{} pounds"),
    "USD": ("${}", "{} dollars"),
}
"""How amounts are written in sentences, by currency."""


@dataclass(frozen=True)
class _Redaction:
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
        return made.model_copy(update={"id": self.names[thing.id]}) if made else None

    def _model(self, model: AnyModel, thing: Model) -> AnyModel | None:
        """The model with what may be shown, or nothing when a field that it must have may not."""
        kept: dict[str, Any] = {}
        for name, field in type(model).model_fields.items():
            typed = getattr(model, name)
            shown = self.edition.shows(_edition(thing, field))
            value = self._value(typed, thing) if shown else None
            if value is None or value == () or value == {}:
                if not field.is_required():
                    value = field.get_default(call_default_factory=True)
                elif model is thing and not shown and isinstance(typed, tuple):
                    value = ()  # a wider audience shows that a thing exists, and no more
                elif value != typed:
                    return None
            kept[name] = value
        made = model.model_copy(update=kept)
        if isinstance(made, Step) and not any(getattr(made, action) for action in ACTIONS):
            return None  # all that it said was to use or to send what is withheld
        return made

    def _value(self, value: Any, thing: Model) -> Any:
        if isinstance(value, Model):
            return self._model(value, thing)
        if isinstance(value, tuple):
            parts = (self._value(part, thing) for part in value)
            return tuple(part for part in parts if part is not None)
        if isinstance(value, dict):
            made = {key: self._value(part, thing) for key, part in value.items()}
            return {key: part for key, part in made.items() if part is not None}
        if isinstance(value, Ref):
            return type(value)(self.names[value]) if value in self.names else None
        if isinstance(value, Text):
            return self._text(value)
        return value

    def _text(self, text: Text) -> Text:
        if not any(True for _ in mentions(text)):
            return text
        return Text(MENTION.sub(self._mention, text))

    def _mention(self, match: re.Match[str]) -> str:
        id = match["mention"]
        if id not in self.source.things:
            return match[0]
        if id in self.names:
            return f"{{{self.names[id]}}}"
        return _PLAIN[self.source.thing(id).collection]


_PLAIN: Mapping[str, str] = {
    "people": "a colleague",
    "functions": "the work",
    "systems": "the system",
    "equipment": "the device",
    "stock": "the stock",
    "suppliers": "the supplier",
    "locations": "the place",
    "procedures": "the procedure",
    "scenarios": "the plan for this case",
    "messages": "the message",
    "units": "the firm",
    "shifts": "the shift",
    "obligations": "the duty",
    "funds": "the account",
    "break_glass": "the sealed way in",
    "documents": "the paper",
    "decisions": "the decision table",
    "call_trees": "the call tree",
    "promises": "the promise",
    "exercises": "the drill",
}
"""What a text says instead of a thing that its edition does not know."""
