"""Money, limits, shares, numbers, yes and no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from outlast.model.value import Value, Word, wrong


@dataclass(frozen=True)
class Money(Value):
    """An amount: `4500` in the business's currency, or `4500 GBP`."""

    text: str
    amount: Decimal
    currency: str | None

    kind: ClassVar[str] = "an amount of money"
    pattern: ClassVar[str | None] = r"^\s*\d+([.]\d{1,3})?(\s+[A-Z]{3})?\s*$"
    examples: ClassVar[tuple[str, ...]] = ("4500", "80 EUR", "1250.50 GBP")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.split())
        match = re.fullmatch(r"(\d{1,15}(?:\.\d{1,3})?)(?: ([A-Z]{3}))?", source)
        if not match:
            raise wrong("bad-money", f'"{source}" is no amount of money', _money_hint(source))
        if match[2] and not _is_currency(match[2]):
            raise wrong(
                "bad-money", f'"{match[2]}" is no currency', "use the ISO code, such as EUR, GBP, USD"
            )
        return cls(source, Decimal(match[1]), match[2])


def _is_currency(code: str) -> bool:
    from babel.numbers import is_currency

    return bool(is_currency(code))


def _money_hint(source: str) -> str:
    symbols = {"€": "EUR", "£": "GBP", "$": "USD"}
    for symbol, code in symbols.items():
        if symbol in source:
            return (
                f"write the amount first and the code after it: {source.replace(symbol, '').strip()} {code}"
            )
    if re.search(r"\d,\d", source):
        return "no separator between thousands, and a point before cents: 1250.50"
    return "write it like 80 EUR, or 80 for the business's own currency"


@dataclass(frozen=True)
class Limit(Value):
    """How far somebody may go alone: `any`, one amount, or a list with an amount for each currency."""

    amounts: tuple[Money, ...] = ()
    any: bool = False

    kind: ClassVar[str] = "`any` or an amount of money"
    pattern: ClassVar[str | None] = rf"^any$|{Money.pattern}"
    examples: ClassVar[tuple[str, ...]] = ("any", "80 EUR")

    def __str__(self) -> str:
        return "any" if self.any else " / ".join(str(amount) for amount in self.amounts)

    @classmethod
    def read(cls, raw: object) -> Self:
        if isinstance(raw, list):
            return cls(tuple(Money.read(part) for part in raw))
        return super().read(raw)

    @classmethod
    def parse(cls, text: str) -> Self:
        if text.strip() == "any":
            return cls(any=True)
        return cls((Money.parse(text),))


@dataclass(frozen=True)
class Loss(Value):
    """Money lost over time: `35 EUR per day` (clock days) or `35 EUR per open day`."""

    text: str
    money: Money
    open_days: bool

    kind: ClassVar[str] = "a loss per day"
    pattern: ClassVar[str | None] = r"^\s*\d+([.]\d{1,3})?(\s+[A-Z]{3})? per (open )?day\s*$"
    examples: ClassVar[tuple[str, ...]] = ("35 EUR per day", "120 per open day")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        source = " ".join(text.split())
        match = re.fullmatch(r"(.+) per (open )?day", source)
        if not match:
            raise wrong(
                "bad-loss",
                f'"{source}" is no loss per day',
                "write it like 35 EUR per day or 35 EUR per open day",
            )
        return cls(source, Money.parse(match[1]), bool(match[2]))


@dataclass(frozen=True)
class Share(Value):
    """A part of the whole: `75%`."""

    text: str
    fraction: Decimal

    kind: ClassVar[str] = "a percentage"
    pattern: ClassVar[str | None] = r"^\s*\d{1,3}(\.\d+)?\s*%\s*$"
    examples: ClassVar[tuple[str, ...]] = ("40%",)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%", text.strip())
        if not match or Decimal(match[1]) > 100:
            raise wrong(
                "bad-share", f'"{text.strip()}" is no percentage', "write a number up to 100 and a %: 40%"
            )
        return cls(text.strip(), Decimal(match[1]) / 100)


@dataclass(frozen=True)
class Factor(Value):
    """A number to multiply with: `2.5`."""

    text: str
    number: Decimal

    kind: ClassVar[str] = "a number"
    pattern: ClassVar[str | None] = r"^\d+(\.\d+)?$"
    examples: ClassVar[tuple[str, ...]] = ("1.5", "2")

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text.strip()):
            raise wrong("bad-number", f'"{text.strip()}" is no number', "write it with a point: 1.5")
        return cls(text.strip(), Decimal(text.strip()))


class Currency(Word):
    """A currency by its ISO code: `EUR`."""

    __slots__ = ()
    kind = "a currency"
    pattern = "^[A-Z]{3}$"
    examples = ("EUR", "GBP")

    @classmethod
    def parse(cls, text: str) -> Self:
        if not _is_currency(text.strip()):
            raise wrong(
                "bad-money", f'"{text.strip()}" is no currency', "use the ISO code, such as EUR, GBP, USD"
            )
        return cls(text.strip())


class Count(Value, int):
    """A whole number."""

    kind = "a whole number"
    pattern = r"^\d+$"
    examples = ("3",)

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch(r"\d{1,9}", text.strip()):
            raise wrong("bad-number", f'"{text.strip()}" is no whole number', "write it in digits: 3")
        return cls(int(text))


def _flag(text: str) -> bool:
    if text in ("yes", "true"):
        return True
    if text in ("no", "false"):
        return False
    raise wrong("bad-flag", f'"{text}" is neither yes nor no', "write yes or no")


@dataclass(frozen=True)
class Flag(Value):
    """`yes` or `no`."""

    on: bool

    kind: ClassVar[str] = "yes or no"
    pattern: ClassVar[str | None] = "^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"
    examples: ClassVar[tuple[str, ...]] = ("yes", "no")

    def __str__(self) -> str:
        return "yes" if self.on else "no"

    def __bool__(self) -> bool:
        return self.on

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(_flag(text.strip().lower()))
