"""What an edition must not say, in every way in which it may be written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urlsplit

from outlast.languages import NOTHING, Sentence
from outlast.model import Edition, Model, Plan, Thing
from outlast.model.messages import Words
from outlast.model.people import Person
from outlast.model.scalars import (
    AccountId,
    BankAccount,
    ChatName,
    Email,
    Iban,
    Limit,
    Loss,
    Money,
    PersonName,
    Phone,
    Pointer,
    PostalAddress,
    RoleName,
)
from outlast.model.value import Name, Term, Text, Word
from outlast.redact.plan import Placed, all_placed

AMOUNT = Sentence("an amount that is withheld")
PERSON = Sentence("the name of a person")
_ELSEWHERE = Sentence("say it without, or move it to a field of its own")
_NUMBER = Sentence("a telephone number")
_IDENTIFIES: Mapping[type, Sentence] = {
    AccountId: Sentence("the number or name of an account"),
    ChatName: Sentence("a name in a chat"),
    PostalAddress: Sentence("an address that is withheld"),
}
"""Kinds of text that are as good as a name: each leads to one person, one place or one account."""
_KNOWN_AGAIN = (
    PersonName,
    RoleName,
    Phone,
    Email,
    Iban,
    BankAccount,
    Loss,
    Limit,
    Money,
    Pointer,
    *_IDENTIFIES,
)
"""Kinds of values, beside the name of a thing, by which something can be known again in a sentence."""
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
    what: Sentence
    """What the words are: `the name of a person`."""
    instead: Sentence
    """What to write."""


class Entry(NamedTuple):
    """One thing that must not be said."""

    trace: str
    """What is left of it when only letters and digits count (see `_trace`): without it in a text there is
    no need to look closely. Most texts have none, and looking closely takes a hundred times as long."""
    pattern: str
    what: Sentence
    instead: Sentence


class Telling(NamedTuple):
    """A value that could be known again in a sentence."""

    thing: Model
    seen: Placed
    entries: tuple[Entry, ...]
    parts: tuple[str, ...]
    """Names by which somebody is called alone."""


def telling(plan: Plan, values: Iterable[tuple[Model, Iterable[Placed]]]) -> tuple[Telling, ...]:
    """The values of a plan that say something by which it can be known again: the same for every edition."""
    seen_in = [(thing, seen) for thing, seen_in_it in values for seen in seen_in_it]
    find = _Search(str(plan.business.currency), _ordinary(seen for _, seen in seen_in))
    may_tell = (
        (thing, seen)
        for thing, seen in seen_in
        if isinstance(seen.value, _KNOWN_AGAIN) or seen.path == ("name",)
    )
    found = (Telling(*at, tuple(find.entries(*at)), tuple(find.parts(*at))) for at in may_tell)
    return tuple(
        each for each in found if each.entries or each.parts or isinstance(each.seen.value, RoleName)
    )


@dataclass(frozen=True)
class Withheld:
    """What an edition must not say."""

    entries: tuple[Entry, ...]
    """The longest first: what fits in several ways is the first of them."""
    names: frozenset[str]
    """Parts of names of people, as they would stand in an address."""
    own: str
    """A pattern of what the business calls itself, no secret even if it is the name of its founder."""

    @classmethod
    def of(
        cls,
        plan: Plan,
        edition: Edition,
        names: Mapping[str, str],
        values: Iterable[Telling] = (),
    ) -> Withheld:
        """What `edition` of the plan withholds; `names` are the things that it knows.

        What it shows in one place is withheld nowhere, except amounts: two that are equal are not the same.

        Args:
            values: what is `telling` in the plan, if somebody has gone through it already.
        """
        shown: list[Telling] = []
        hidden: list[Telling] = []
        known_ids = {*names, "business"}
        for each in values or telling(plan, all_placed(plan)):
            known = getattr(each.thing, "id", "business") in known_ids
            is_shown = (known or each.seen.meant) and edition.shows(each.seen.edition)
            (shown if is_shown else hidden).append(each)
        said = [entry for each in shown for entry in each.entries]
        people = {entry.trace for entry in said if entry.what == PERSON}
        told = {entry.trace for entry in said if entry.what != AMOUNT}
        told |= {_trace(each.seen.value) for each in shown if isinstance(each.seen.value, RoleName)}
        entries: dict[str, Entry] = {}
        parts: set[str] = set()
        for each in hidden:
            # A thing that is called like somebody of the plan does not make that name known.
            known_as = people if isinstance(each.thing, Person) else told
            for entry in each.entries:
                if entry.what == AMOUNT or entry.trace not in known_as:
                    entries.setdefault(entry.pattern, entry)
            parts |= {part for part in each.parts if _trace(part) not in known_as}
        return cls(
            tuple(sorted(entries.values(), key=lambda entry: (-len(entry.pattern), entry.pattern))),
            frozenset(part.casefold() for part in parts if len(part) > 2),
            _own(plan),
        )

    def said_in_each(self, texts: Sequence[str]) -> Iterator[tuple[int, Said]]:
        """What each of these texts says, by its number: most of what is withheld stands in none of them."""
        traces = [_read(text)[1] for text in texts]
        starts = list(accumulate((len(trace) + 1 for trace in traces), initial=0))
        everything = "\n".join(traces)
        likely: dict[int, list[Entry]] = {}
        for entry in self.entries if texts else ():
            at = everything.find(entry.trace)
            while at >= 0:
                number = bisect(starts, at) - 1
                likely.setdefault(number, []).append(entry)
                at = everything.find(entry.trace, starts[number + 1])
        for number, text in enumerate(texts):
            if number in likely or _LINK.search(_read(text)[0]):
                entries = tuple(likely.get(number, ()))
                yield from ((number, said) for said in replace(self, entries=entries).said_in(text))

    def said_in(self, text: str) -> Iterator[Said]:
        """Where a text says what is withheld, in whatever form its letters are written."""
        read, traces = _read(text)
        found = [
            Said(match.start(), match[0], entry.what, entry.instead)
            for entry in self.entries
            if entry.trace in traces
            for match in _compiled(entry.pattern).finditer(read)
        ]
        own = [match.span() for match in _compiled(self.own).finditer(read)] if found else []
        found = [
            said
            for said in found
            if not any(start <= said.start and said.start + len(said.words) <= end for start, end in own)
        ]
        end = 0
        for said in sorted(found, key=lambda said: said.start):  # the first entry first, as they were
            if said.start >= end:
                end = said.start + len(said.words)
                yield said
        for link in _LINK.finditer(read):
            for name in sorted(self.named_in(_compiled(self.own).sub("", link[0])))[:1]:
                yield Said(
                    link.start(),
                    link[0],
                    Sentence('an address with the name "{name}"', name=name),
                    _ELSEWHERE,
                )

    def named_in(self, address: str) -> Iterator[str]:
        """The parts of an address, such as an id or the name of a file, that are names of people."""
        for part in re.split(r"[\W_]+", _plain(address).casefold()):
            if part in self.names:
                yield part


@cache
def _read(text: str) -> tuple[str, str]:
    """A text as it is read, and what is left of it: the same for every edition that it is searched for."""
    read = _plain(text)
    return read, _trace(read)


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


@dataclass(frozen=True)
class _Search:
    """What to look for, value by value."""

    currency: str
    """The currency of amounts that name none."""
    ordinary: frozenset[str]
    """Words that the plan writes small somewhere."""

    def entries(self, thing: Model, seen: Placed) -> Iterator[Entry]:
        """What of a value could stand in a sentence."""
        if isinstance(seen.value, PersonName):
            yield from self._person(thing, seen.value)
        elif isinstance(thing, Thing) and seen.path == ("name",):
            what, instead = Sentence("the name of {one}", one=type(thing).one), _by_reference(thing)
            if len(name := str(seen.value)) > 2 or _unspaced(name):
                yield Entry(_trace(name), _named(name), what, instead)
        elif seen.path == ("name",):
            yield Entry(
                _trace(str(seen.value)),
                _named(str(seen.value)),
                Sentence("the name of the business"),
                NOTHING,
            )
        else:
            yield from _values(seen.value, self.currency)

    def parts(self, thing: Model, seen: Placed) -> Iterator[str]:
        """First name and last name: those by which somebody is called alone."""
        if isinstance(seen.value, PersonName):
            for name in _aliases(seen.value):
                ends = _ends(name)
                if isinstance(thing, Person) or all(map(self._is_name, ends)):
                    yield from ends

    def _person(self, thing: Model, value: PersonName) -> Iterator[Entry]:
        """The whole name, and its parts.

        Somebody at another firm may be a desk: `orders`, `the depot`, `Customer service`. So what the plan
        uses as a word of every day is looked for as it is written, and only in the whole name.
        """
        member = isinstance(thing, Person)
        said = (
            PERSON,
            _by_reference(thing)
            if member
            else Sentence(
                "say it without, or move it to a field of its own; a word that is no name, write small"
            ),
        )
        for name in _aliases(value):
            words = re.findall(_WORD, name)
            if len(name) <= 2 and not _unspaced(name):
                continue
            if member or any(map(self._is_name, words)):
                yield Entry(_trace(name), _named(name), *said)
            elif len(words) > 1 and not all(word[0].islower() for word in words):
                yield Entry(_trace(name), _bounded(_capital(name)), *said)
        for part in self.parts(thing, Placed((), value, Edition.FULL)):
            if len(part) > 2 and part[0] != part[0].lower():  # no word of every sentence
                yield Entry(_trace(part), _bounded(_capital(part)), *said)

    def _is_name(self, word: str) -> bool:
        return not word[0].islower() and word.casefold() not in self.ordinary


def _by_reference(thing: Model) -> Sentence:
    return Sentence("write {{{id}}}, which each edition puts in its own words", id=getattr(thing, "id", ""))


def _ordinary(values: Iterable[Placed]) -> frozenset[str]:
    """The words that stand in texts in small letters; not those of an address or an id."""
    texts = (str(seen.value) for seen in values if type(seen.value) in (Text, Word, Name, Term, Words))
    alone = r"(?<![\w@.{/-])[^\W\d_]+(?![\w@}/]|[.-]\w)"
    return frozenset(word for text in texts for word in re.findall(alone, text) if word.islower())


def _own(plan: Plan) -> str:
    """A pattern of the name of the business and of its place on the web."""
    host = urlsplit(str(plan.business.website or "")).hostname or ""
    called = (_named(str(plan.business.name)), re.escape(host.removeprefix("www.")))
    return "|".join(f"(?:{each})" for each in called if each)


_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"


def _aliases(name: str) -> Iterator[str]:
    """The ways in which a name is given: `李晓梅 (Li Xiaomei)` has two."""
    return (alias for part in re.split(r"[()/]", _plain(name)) if (alias := part.strip()))


def _ends(name: str) -> tuple[str, ...]:
    words = re.findall(_WORD, name)
    return tuple(dict.fromkeys((words[0], words[-1]))) if words else ()


def _named(name: str) -> str:
    name = _plain(name)
    return _bounded(_folded(name) if " " in name else _capital(name))


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
    if any("\u2e80" <= sign <= "\uffff" for sign in written):  # as a pattern it takes 20 ms to compile
        return written
    return rf"(?<!\w)(?:{written})(?![\w.,]?\d|\w)"


def _values(value: object, currency: str) -> Iterator[Entry]:
    """What of a value other than a name could stand in a sentence."""

    def entry(trace: str, written: str, what: Sentence) -> Entry:
        return Entry(_trace(trace), written, what, _ELSEWHERE)

    if isinstance(value, Phone):
        yield entry(re.sub(r"\D", "", value.number)[-_TAIL:], _dialled(value.number), _NUMBER)
    elif isinstance(value, Email):
        yield entry(value, _bounded(_folded(value)), Sentence("a mail address"))
    elif isinstance(value, Iban):
        yield entry(value.signs, _bounded(_SEPARATED.join(value.signs)), Sentence("an account number"))
    elif isinstance(value, BankAccount):
        yield entry(value.digits, _bounded(_SEPARATED.join(value.digits)), Sentence("an account number"))
    elif isinstance(value, Loss):
        for money, time in ((value.money, "day"), (value.written, "(?:hour|week|month|year)")):
            if money:
                by_time = rf"(?:{_amount(money, currency)})\s?(?:(?:per|an?) |/ ?)(?:open )?{time}"
                yield entry(_digits(money), _bounded(by_time), AMOUNT)
    elif isinstance(value, Limit | Money):
        for money in value.amounts if isinstance(value, Limit) else (value,):
            yield entry(_digits(money), _bounded(_amount(money, currency)), AMOUNT)
    elif isinstance(value, Pointer):
        yield entry(value, _named(value), Sentence("where a secret is kept"))
    elif isinstance(value, tuple(_IDENTIFIES)) and len(str(value)) > 4:
        yield entry(str(value), _bounded(_folded(str(value))), _IDENTIFIES[type(value)])


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
