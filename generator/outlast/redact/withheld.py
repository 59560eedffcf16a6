"""What an edition must not say, in every way in which it may be written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from outlast.model import Edition, Plan
from outlast.model.people import Person
from outlast.model.scalars import Email, Iban, Limit, Loss, Money, Phone
from outlast.model.value import Ref, Text, Word
from outlast.redact.plan import placed

AMOUNT = "an amount that is withheld"
_ELSEWHERE = "say it without, or move it to a field of its own"
_NUMBER = "a telephone number"
_IDENTIFIES = frozenset({"chat", "address", "customer_number"})
"""Keys whose values are as good as a name: they lead to one place or one account."""
_TAIL = 8
"""Digits at the end of a telephone number by which it is known: +32 470…, 0032 470… and 0470… are one."""
_SEPARATED = r"[\s()./\u2010-\u2014-]*"
_LINK = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>\"')\]]+")
_SYMBOLS: Mapping[str, tuple[str, ...]] = {
    "EUR": ("€", "euro", "euros"),
    "GBP": ("£", "pound", "pounds"),
    "USD": (r"\$", "dollar", "dollars"),
}
"""How currencies are written in sentences, by code."""


@dataclass(frozen=True)
class Said:
    """A place in a text that says what is withheld."""

    start: int
    words: str
    what: str
    """What the words are: `the name of a person`."""
    instead: str
    """What to write."""


class Entry(NamedTuple):
    """One thing that must not be said."""

    trace: str
    """What is left of it when only letters and digits count (see `_trace`): without it in a text there is
    no need to look closely. Most texts have none, and looking closely takes a hundred times as long."""
    pattern: str
    what: str
    instead: str


@dataclass(frozen=True)
class Withheld:
    """What an edition must not say."""

    entries: tuple[Entry, ...]
    """The longest first: what fits in several ways is the first of them."""
    names: frozenset[str]
    """Parts of names of people, as they would stand in an address."""

    @classmethod
    def of(cls, plan: Plan, edition: Edition, names: Mapping[str, str]) -> Withheld:
        """What `edition` of the plan withholds; `names` are the things that it knows."""
        found = {entry.pattern: entry for entry in _names(plan, edition, names)}
        for thing in (plan.business, *plan.things.values()):
            known = getattr(thing, "id", "business") in (*names, "business")
            for seen in placed(thing):
                if known and edition.shows(seen.edition):
                    continue
                for entry in _values(seen.value, seen.path, str(plan.business.currency)):
                    found.setdefault(entry.pattern, entry)
        hidden = plan.people.values() if not edition.shows(Edition.TEAM) else ()
        parts = (part for person in hidden for name in _called(person) for part in _parts(name))
        return cls(
            tuple(sorted(found.values(), key=lambda entry: (-len(entry.pattern), entry.pattern))),
            frozenset(part.casefold() for part in parts if len(part) > 2),
        )

    def said_in(self, text: str) -> Iterator[Said]:
        """Where a text says what is withheld, in whatever form its letters are written."""
        read = _plain(text)
        traces = _trace(read)
        found = [
            Said(match.start(), match[0], entry.what, entry.instead)
            for entry in self.entries
            if entry.trace in traces
            for match in _compiled(entry.pattern).finditer(read)
        ]
        end = 0
        for said in sorted(found, key=lambda said: said.start):  # the first entry first, as they were
            if said.start >= end:
                end = said.start + len(said.words)
                yield said
        for link in _LINK.finditer(read):
            for name in sorted(self.named_in(link[0]))[:1]:
                yield Said(link.start(), link[0], f'an address with the name "{name}"', _ELSEWHERE)

    def named_in(self, address: str) -> Iterator[str]:
        """The parts of an address, such as an id or the name of a file, that are names of people."""
        for part in re.split(r"[\W_]+", _plain(address).casefold()):
            if part in self.names:
                yield part


def _plain(text: str) -> str:
    """A text as it is read: without signs that nobody sees, and each letter in its usual form."""
    if text.isascii():
        return text
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", seen)


def _trace(text: str) -> str:
    """The letters and digits of a text, capitals and what stands between them left out."""
    return re.sub(r"[\W_]+", "", text.casefold().replace("\u0131", "i"))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _names(plan: Plan, edition: Edition, names: Mapping[str, str]) -> Iterator[Entry]:
    for thing in plan.things.values():
        person = isinstance(thing, Person) and not edition.shows(Edition.TEAM)
        if not thing.name or not (person or thing.id not in names):
            continue
        said = (
            f"the name of {type(thing).one}",
            f"write {{{thing.id}}}, which each edition puts in its own words",
        )
        for name in _called(thing) if isinstance(thing, Person) else (str(thing.name),):
            if len(name) > 2 or _unspaced(name):
                yield Entry(_trace(name), _bounded(_folded(name) if " " in name else _capital(name)), *said)
            if isinstance(thing, Person):
                for part in _parts(name):
                    if len(part) > 2 and part[0] != part[0].lower():  # no word of every sentence
                        yield Entry(_trace(part), _bounded(_capital(part)), *said)


def _called(person: Person) -> Iterator[str]:
    yield from (_plain(str(name)) for name in (person.name, person.latin_name) if name)


def _parts(name: str) -> tuple[str, ...]:
    """First name and last name: those by which somebody is called alone."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
    return tuple(dict.fromkeys((words[0], words[-1]))) if words else ()


def _unspaced(name: str) -> bool:
    """Whether it is in a script that sets no blanks between words."""
    return any(sign >= "\u2e80" for sign in name)


def _capital(name: str) -> str:
    """A single word as it is written, or in capitals: the small one may be another, such as `will`."""
    return "|".join(dict.fromkeys((re.escape(name), re.escape(name.upper()))))


def _folded(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in _plain(name).split())
    return f"(?i:{words})"


def _bounded(written: str) -> str:
    """As words of their own, and no part of a longer number; without bounds where a script knows none."""
    if re.search(r"[\u2e80-\uffff]", written):
        return written
    return rf"(?<!\w)(?:{written})(?![\w.,]?\d|\w)"


def _values(value: Any, path: tuple[str | int, ...], currency: str) -> Iterator[Entry]:
    """What of a withheld value could stand in a sentence."""

    def entry(trace: str, written: str, what: str) -> Entry:
        return Entry(_trace(trace), written, what, _ELSEWHERE)

    if isinstance(value, Phone):
        yield entry(re.sub(r"\D", "", value)[-_TAIL:], _dialled(str(value)), _NUMBER)
    elif isinstance(value, Email):
        yield entry(value, _bounded(_folded(value)), "a mail address")
    elif isinstance(value, Iban):
        yield entry(value.signs, _bounded(_SEPARATED.join(value.signs)), "an account number")
    elif isinstance(value, Loss):
        daily = rf"(?:{_amount(value.money, currency)})\s(?:per (?:open )?|a )day"
        yield entry(_digits(value.money), _bounded(daily), AMOUNT)
    elif isinstance(value, Limit | Money):
        for money in value.amounts if isinstance(value, Limit) else (value,):
            yield entry(_digits(money), _bounded(_amount(money, currency)), AMOUNT)
    elif isinstance(value, Ref) or not isinstance(value, Word | Text):
        return
    elif path[0] == "login":
        yield entry(value, _bounded(_folded(value)), "where a secret is kept")
    elif path[-1] in _IDENTIFIES and len(value) > 4:
        what = f"{str(path[-1]).replace('_', ' ')} that is withheld"
        yield entry(value, _bounded(_folded(value)), what)


def _dialled(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    if len(digits) <= _TAIL:
        return _bounded(_SEPARATED.join(digits))
    return rf"(?<![\w+])\+?(?:\d[\s()./-]?){{0,7}}?{_SEPARATED.join(digits[-_TAIL:])}(?!\d)"


def _digits(money: Money) -> str:
    """Those of an amount without which it is another one."""
    return f"{money.amount:f}".partition(".")[0]


def _amount(money: Money, currency: str) -> str:
    whole, _, cents = f"{money.amount:f}".partition(".")
    number = r"[\s.,'’]?".join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", whole))
    number += rf"[.,]{cents}0*" if cents.strip("0") else r"(?:[.,]00|,-)?"
    code = money.currency or currency
    named = "|".join((code, *_SYMBOLS.get(code, ())))
    return rf"(?:{named})\s?{number}|{number}\s?(?:{named})"
