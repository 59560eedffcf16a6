"""Money, limits, shares, numbers, yes and no."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Self

from pydantic_core import PydanticCustomError

from outlast.languages import Sentence
from outlast.model.scalars import currencies as named_currencies
from outlast.model.scalars.currencies import THREE_PLACES, codes, own
from outlast.model.scalars.numbers import WORDS, plain, readings
from outlast.model.value import ALONE, Contextual, Setting, Value, Word, wrong

_CURRENCY = r"[^\W\d][^\d,.]{0,24}[.]?|[^\w\s\d.,+-]"
_AMOUNT = re.compile(
    rf"(?P<before>{_CURRENCY})?\s*(?P<number>\d(?:[\d.,'’\u00a0\u202f ]*\d)?)(?P<whole>[.,][-–])?"
    rf"(?:\s?(?P<times>k|thousand|million)\b)?\s*(?P<after>{_CURRENCY})?",
    re.IGNORECASE,
)
_TIMES = {"k": 1000, "thousand": 1000, "million": 1_000_000}
_NOTHING = frozenset({"nothing", "none", "free", "nil", "zero"})
LONGEST = 100
"""Signs of a value that is looked at for what it may have been meant for."""
_TO = r"(?<=\S)\s*(?:-|–|to|or|and)\s*(?=\S)"


@dataclass(frozen=True)
class Money(Contextual):
    """An amount: `4500` in the business's currency, `4500 GBP`, `£4,500`."""

    text: str
    amount: Decimal
    currency: str | None

    kind: ClassVar[Sentence] = Sentence("an amount of money")
    pattern: ClassVar[str | None] = r"^[^-]*\d|^(free|nothing|none|nil|zero)$"
    examples: ClassVar[tuple[str, ...]] = ("4500", "80 EUR", "1250.50 GBP")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse_in(cls, text: str, setting: Setting) -> Self:
        source = " ".join(text.split())
        if source.lower() in _NOTHING:
            return cls("0", Decimal(0), None)
        match = _AMOUNT.fullmatch(source)
        if not match:
            raise _no_money(source, setting)
        numbers = readings(match["number"])
        named = [sign.strip() for sign in (match["before"], match["after"]) if sign]
        if not numbers or not all(codes(sign, setting) for sign in named):
            raise _no_money(source, setting)
        currencies = _shared(named, setting)
        if len(numbers) > 1 and match["whole"]:
            numbers = numbers[:1]
        if len(numbers) > 1:
            in_thousandths = (currencies or (setting.currency,))[0] in THREE_PLACES
            numbers = numbers[1:] if in_thousandths else (numbers[0], f"{Decimal(numbers[1]):.2f}")
        amounts = [_times(number, match["times"]) for number in numbers]
        said = [f"{amount} {code}".rstrip() for amount in amounts for code in currencies or ("",)]
        if len(said) > 1:
            message = Sentence('"{source}" may be two amounts', source=source)
            if len(currencies) > 1:
                message = Sentence('"{source}" may be in several currencies', source=source)
            raise wrong(
                "bad-money",
                message,
                Sentence("say which"),
                *said,
            )
        return cls(said[0], Decimal(amounts[0]), currencies[0] if currencies else None)


def _shared(named: list[str], setting: Setting) -> tuple[str, ...]:
    """The currencies that all signs of one amount may name: `$` and `CAD` name the Canadian dollar."""
    found = [codes(sign, ALONE) for sign in named]
    shared = tuple(code for code in found[0] if all(code in other for other in found)) if found else ()
    return own(shared, setting)


def _times(number: str, many: str | None) -> str:
    return plain(Decimal(number) * _TIMES[many.lower()]) if many else number


def _no_money(source: str, setting: Setting) -> Exception:
    """The error of an amount, with each amount that it may have been meant for."""
    bare, _ = _without_period(source[:LONGEST])
    inner = re.sub(r"^(?:about|around|approx\w*\.?|ca\.?|circa|up to|max\w*\.?|under|~|<|≤)\s*", "", bare)
    parts = [part for part in re.split(_TO, inner) if part != source]
    amounts = [amount for part in parts if (amount := _readable(part, setting))]
    code = next((amount.currency for amount in amounts if amount.currency), None)
    instead = [str(one) if one.currency or not code else f"{one} {code}" for one in amounts]
    message = Sentence('"{source}" is not an amount of money', source=source)
    if len(instead) > 1:
        message = Sentence('"{source}" has more than one amount', source=source)
    return wrong(
        "bad-money",
        message,
        Sentence("write it like 80 EUR, or 80 for the business's own currency"),
        *instead,
    )


def _readable(text: str, setting: Setting) -> Money | None:
    try:
        return Money.parse_in(text, setting)
    except PydanticCustomError:
        return None


_WITHOUT_END = frozenset(
    {"any", "unlimited", "no limit", "without limit", "limitless", "any amount", "anything", "all", "∞"}
)
_ENOUGH = re.compile(
    r"(?:up to|max(?:imum)?\.?|at most|no more than|<=?|≤)\s*(.+)|(.+?)\s+(?:max(?:imum)?\.?|or less)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Limit(Contextual):
    """How far somebody may go alone: `any`, one amount, or a list with an amount for each currency."""

    amounts: tuple[Money, ...] = ()
    any: bool = False

    kind: ClassVar[Sentence] = Sentence("`any` or an amount of money")
    pattern: ClassVar[str | None] = (
        rf"^(any|[Uu]nlimited|[Nn]o limit|any amount|anything|all|no|∞)$|{Money.pattern}"
    )
    examples: ClassVar[tuple[str, ...]] = ("any", "80 EUR")

    def __str__(self) -> str:
        return "any" if self.any else " / ".join(str(amount) for amount in self.amounts)

    @classmethod
    def read(cls, raw: object, setting: Setting = ALONE) -> Self:
        if isinstance(raw, list):
            if cut := next((pair for pair in pairwise(raw) if _is_cut(*pair)), None):
                message = Sentence(
                    '"{before},{after}" is one amount, and inside [ ] a comma ends it',
                    before=cut[0],
                    after=cut[1],
                )
                raise wrong("bad-money", message, Sentence("put each amount in quotes"))
            return cls(tuple(Money.read(part, setting) for part in raw))
        return super().read(raw, setting)

    @classmethod
    def parse_in(cls, text: str, setting: Setting) -> Self:
        source = " ".join(text.split())
        if source.lower() in _WITHOUT_END:
            return cls(any=True)
        if source.lower() == "no":
            return cls((Money.parse("0"),))
        if source.lower() == "yes":
            message, hint = (
                Sentence("a limit says how far somebody may go alone"),
                Sentence("write `any`, or an amount"),
            )
            raise wrong("bad-money", message, hint, "any", f"80 {setting.currency or 'EUR'}")
        bare, period = _without_period(source)
        if period and (money := _readable(bare, setting)):
            message = Sentence('"{source}" is money over time, and a limit counts each time', source=source)
            raise wrong("bad-money", message, Sentence("say how far they may go each time"), str(money))
        if match := _ENOUGH.fullmatch(source):
            source = match[1] or match[2]
        several = [_readable(part, setting) for part in re.split(r"\s*/\s*|\s+or\s+|,\s+", source)]
        each = tuple(money for money in several if money and money.currency)
        if len(each) > 1 and len(each) == len(several) == len({money.currency for money in each}):
            return cls(each)
        return cls((Money.parse_in(source, setting),))


def _is_cut(amount: object, rest: object) -> bool:
    """Whether a comma of an amount has made two entries of a list of it."""
    return bool(re.fullmatch(r"\d{3}\b.*", str(rest)) and re.search(r"(?<!\d)\d{1,3}$", str(amount)))


_PERIOD = re.compile(
    r"(?P<money>.+?)\s*(?:/|\b(?:per|an?|each|every)\b)\s*(?:calendar|clock)?"
    r"\s*(?P<kind>open|working|business|opening)?\s*"
    r"(?P<unit>day|d|hour|hr|h|week|wk|w|month|mo|year|yr)s?|(?P<daily>.+?)\s+daily",
    re.IGNORECASE,
)
_TIMES_A_DAY = {
    "d": Fraction(1),
    "h": Fraction(24),
    "w": Fraction(1, 7),
    "m": Fraction(12, 365),
    "y": Fraction(1, 365),
}


def _without_period(source: str) -> tuple[str, re.Match[str] | None]:
    """A text without the time that its amount is counted by, and that time."""
    match = _PERIOD.fullmatch(source) if len(source) <= LONGEST else None
    return (match["money"] or match["daily"], match) if match else (source, None)


@dataclass(frozen=True)
class Loss(Contextual):
    """Money lost over time: `35 EUR per day` (clock days) or `35 EUR per open day`."""

    text: str
    money: Money
    open_days: bool
    written: Money | None = field(default=None, compare=False)
    """The amount that was written, where it counts by another time than the day."""

    kind: ClassVar[Sentence] = Sentence("a loss per day")
    pattern: ClassVar[str | None] = (
        r"^[^-]*\d.*([Dd]ay|[Dd]aily|[Hh]our|[Ww]eek|[Mm]onth|[Yy]ear|[/] ?[dhwmy])"
    )
    examples: ClassVar[tuple[str, ...]] = ("35 EUR per day", "120 per open day")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse_in(cls, text: str, setting: Setting) -> Self:
        source = " ".join(text.split())
        bare, period = _without_period(source)
        if not period:
            money = _readable(source, setting)
            instead = (f"{money} per day", f"{money} per open day") if money else ()
            hint = Sentence("write it like 35 EUR per day or 35 EUR per open day")
            raise wrong(
                "bad-loss", Sentence('"{source}" is not a loss per day', source=source), hint, *instead
            )
        unit = (period["unit"] or "d")[0].lower()
        try:
            money = Money.parse_in(bare, setting)
        except PydanticCustomError as error:
            raise _with_period(error, source[len(bare) :]) from None
        if period["kind"] and unit != "d":
            message = Sentence('"{source}" needs to know for how long the shop is open', source=source)
            hint = Sentence("write what is lost on an open day, or in any hour of the day or night")
            raise wrong("bad-loss", message, hint, f"{money} per {period['unit']}")
        daily = cls._a_day(money, _TIMES_A_DAY[unit])
        days = "open day" if period["kind"] else "day"
        written = None if daily == money else money
        return cls(f"{daily} per {days}", daily, bool(period["kind"]), written)

    @staticmethod
    def _a_day(money: Money, times: Fraction) -> Money:
        if times == 1:
            return money
        exact = Fraction(money.amount) * times
        amount = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"))
        return Money(f"{plain(amount)} {money.currency or ''}".rstrip(), amount, money.currency)


def _with_period(error: PydanticCustomError, period: str) -> PydanticCustomError:
    """The error of an amount as that of an amount by day."""
    said = error.context or {}
    instead = tuple(f"{money}{period}" for money in said["instead"])
    return wrong(said["rule"], said["message"], said["hint"], *instead)


_PARTS = {"all": "100%", "everything": "100%", "half": "50%", "a third": "33.3%", "a quarter": "25%"}


@dataclass(frozen=True)
class Share(Value):
    """A part of the whole: `75%`."""

    text: str
    fraction: Decimal

    kind: ClassVar[Sentence] = Sentence("a percentage")
    pattern: ClassVar[str | None] = r"\d.*(%|[Pp]er ?cent|[Pp]ct)|^(all|everything|half|a third|a quarter)$"
    examples: ClassVar[tuple[str, ...]] = ("40%",)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        source = text.strip()
        said = _PARTS.get(source.lower(), source)
        match = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,9})?)(\s*)(?:%|per ?cent|pct)", said, re.IGNORECASE)
        number = match[1].replace(",", ".") if match else ""
        if not match or Decimal(number) > 100:
            raise wrong(
                "bad-share",
                Sentence('"{source}" is not a percentage', source=source),
                Sentence("write a number up to 100 and a %: 40%"),
                *_percentages(source),
            )
        return cls(f"{number}{match[2] if said.endswith('%') else ''}%", Decimal(number) / 100)


def _percentages(source: str) -> tuple[str, ...]:
    """The percentages that a bare number may mean: `0.75` may be three quarters, or less than one percent."""
    if not re.fullmatch(r"\d{1,3}([.,]\d{1,9})?", source) or Decimal(source.replace(",", ".")) > 100:
        return ()
    number = Decimal(source.replace(",", "."))
    return (*((f"{plain(number * 100)}%",) if 0 < number <= 1 else ()), f"{plain(number)}%")


_FACTORS = {"double": "2", "twice": "2", "triple": "3", "half": "0.5"}


@dataclass(frozen=True)
class Factor(Value):
    """A number to multiply with: `2.5`."""

    text: str
    number: Decimal

    kind: ClassVar[Sentence] = Sentence("a number")
    pattern: ClassVar[str | None] = r"^[x×]?\s?\d+([.,]\d+)?\s?[x×]?$|^(double|twice|triple|half)$"
    examples: ClassVar[tuple[str, ...]] = ("1.5", "2")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        source = text.strip()
        said = re.sub(r"^[x×]\s?|\s?(?:[x×]|times)$", "", _FACTORS.get(source.lower(), source))
        if not re.fullmatch(r"\d{1,6}([.,]\d{1,6})?", said):
            raise wrong(
                "bad-number",
                Sentence('"{source}" is not a number', source=source),
                Sentence("write it with a point: 1.5"),
            )
        number = said.replace(",", ".")
        return cls(number, Decimal(number))


class Currency(Contextual, Word):
    """A currency by its ISO code, sign or name: `EUR`, `£`, `euro`."""

    __slots__ = ()
    kind = Sentence("a currency")
    examples = ("EUR", "GBP")

    @classmethod
    def parse_in(cls, text: str, setting: Setting) -> Self:
        return cls(named_currencies.code(text.strip(), Setting(setting.country)))


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


class Count(Value, int):
    """A whole number."""

    kind = Sentence("a whole number")
    pattern = rf"^\d+(st|nd|rd|th)?$|^({'|'.join((*WORDS, *_ORDINALS))})$"
    examples = ("3",)

    @classmethod
    def parse(cls, text: str) -> Self:
        source = text.strip().lower()
        said = str(WORDS.get(source) or _ORDINALS.get(source) or source)
        match = re.fullmatch(r"(\d{1,9})(?:st|nd|rd|th)?", said)
        if not match:
            raise wrong(
                "bad-number",
                Sentence('"{text}" is not a whole number', text=text.strip()),
                Sentence("write it in digits: 3"),
            )
        return cls(int(match[1]))


_YES = frozenset({"yes", "true", "y", "on"})
_NO = frozenset({"no", "false", "n", "off"})


@dataclass(frozen=True)
class Flag(Value):
    """`yes` or `no`."""

    on: bool

    kind: ClassVar[Sentence] = Sentence("yes or no")
    pattern: ClassVar[str | None] = (
        "^([Yy]([Ee][Ss])?|[Nn][Oo]?|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Oo][Nn]|[Oo][Ff][Ff])$"
    )
    examples: ClassVar[tuple[str, ...]] = ("yes", "no")

    def __str__(self) -> str:
        return "yes" if self.on else "no"

    def __bool__(self) -> bool:
        return self.on

    @classmethod
    def parse(cls, text: str) -> Self:
        source = text.strip().lower()
        if source not in _YES | _NO:
            raise wrong(
                "bad-flag",
                Sentence('"{source}" is neither yes nor no', source=source),
                Sentence("write yes or no"),
                "yes",
                "no",
            )
        return cls(source in _YES)
