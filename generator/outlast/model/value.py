"""Values that stand in one scalar of a plan.

Every scalar of a plan is read as text; the class named in a field gives it its type. A value keeps
what was typed (`str(value)`), so that a page shows what the author wrote.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id looks like; it becomes a part of an address."""


def wrong(rule: str, message: str, hint: str = "") -> PydanticCustomError:
    """The error of a value that cannot be read; `rule` names it for `outlast explain`."""
    return PydanticCustomError("outlast", "{message}", {"rule": rule, "message": message, "hint": hint})


def as_id(text: str, longest: int = 60) -> str:
    """A text as an id: small letters and digits of its words, joined by hyphens; empty where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:longest].strip("-")


class Value:
    """What a field needs from the class of its value: how to read it and how an editor checks it."""

    kind: ClassVar[str] = "text"
    """What it is called in a message: `a duration`, `an amount of money`."""
    pattern: ClassVar[str | None] = None
    """What the editor's schema asks of the text."""
    examples: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """The value that a text says.

        Raises PydanticCustomError (see `wrong`) if the text says none.
        """
        raise TypeError(f"{cls.__name__} is no kind of value that a plan holds")

    @classmethod
    def read(cls, raw: object) -> Self:
        """The value of what stands in the plan, which may be no scalar at all."""
        if isinstance(raw, cls):
            return raw
        if raw is None:
            raise wrong("empty-value", f"this is empty; it takes {cls.kind}", cls._example())
        if not isinstance(raw, str):
            shape = "a list" if isinstance(raw, list | tuple) else "a block of keys"
            raise wrong("wrong-shape", f"this takes {cls.kind}, not {shape}", cls._example())
        return cls.parse(raw)

    @classmethod
    def _example(cls) -> str:
        return f"write it like {' or '.join(cls.examples[:2])}" if cls.examples else ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.to_string_ser_schema()
        )


class Word(Value, str):
    """One line of plain text: shown as typed, no markup."""

    __slots__ = ()
    kind = "one line of text"

    @classmethod
    def parse(cls, text: str) -> Self:
        line = " ".join(text.split())
        if not line:
            raise wrong("empty-value", f"this is empty; it takes {cls.kind}", cls._example())
        return cls(line)


class Text(Value, str):
    """Text of a few paragraphs; lists, *emphasis*, **strong**, `code`, links, and `{id}` to name a thing."""

    __slots__ = ()
    kind = "text"

    @classmethod
    def parse(cls, text: str) -> Self:
        if not text.strip():
            raise wrong("empty-value", "this is empty; it takes text", "write the text, or leave the key out")
        return cls(text.strip("\n"))


class Ref(Value, str):
    """The id of another thing of the plan. Whether that thing exists is checked when the plan is whole."""

    __slots__ = ()
    kind = "the id of a thing"
    kinds: ClassVar[frozenset[str]] = frozenset()
    """The collections it may point into; none named means any."""

    @classmethod
    def parse(cls, text: str) -> Self:
        if not ID.fullmatch(text):
            raise wrong(
                "bad-id", f'"{text}" is no id', "an id is made of small letters, digits and single hyphens"
            )
        return cls(text)


class PersonRef(Ref):
    __slots__ = ()
    kind = "the id of a person"
    kinds = frozenset({"people"})


class DoerRef(Ref):
    __slots__ = ()
    kind = "the id of a person or a supplier"
    kinds = frozenset({"people", "suppliers"})


class DutyRef(Ref):
    """Who does a duty."""

    __slots__ = ()
    kind = "the id of a person, a supplier or a function"
    kinds = frozenset({"people", "suppliers", "functions"})


class FunctionRef(Ref):
    __slots__ = ()
    kind = "the id of a function"
    kinds = frozenset({"functions"})


class SystemRef(Ref):
    __slots__ = ()
    kind = "the id of a system"
    kinds = frozenset({"systems"})


class EquipmentRef(Ref):
    __slots__ = ()
    kind = "the id of a piece of equipment"
    kinds = frozenset({"equipment"})


class SupplierRef(Ref):
    __slots__ = ()
    kind = "the id of a supplier"
    kinds = frozenset({"suppliers"})


class LocationRef(Ref):
    __slots__ = ()
    kind = "the id of a location"
    kinds = frozenset({"locations"})


class KeeperRef(Ref):
    """Something that keeps a secret: a password manager, a safe, an envelope."""

    __slots__ = ()
    kind = "the id of a system, a location or a piece of equipment"
    kinds = frozenset({"systems", "locations", "equipment"})


class ProcedureRef(Ref):
    __slots__ = ()
    kind = "the id of a procedure"
    kinds = frozenset({"procedures"})


class MessageRef(Ref):
    __slots__ = ()
    kind = "the id of a message"
    kinds = frozenset({"messages"})


class NodeRef(Ref):
    """Anything that can be up or down."""

    __slots__ = ()
    kind = "the id of something that can be needed"
    kinds = frozenset(
        {
            "people",
            "functions",
            "systems",
            "equipment",
            "stock",
            "funds",
            "suppliers",
            "locations",
            "documents",
        }
    )


class FundRef(Ref):
    __slots__ = ()
    kind = "the id of a fund"
    kinds = frozenset({"funds"})


class ObligationRef(Ref):
    __slots__ = ()
    kind = "the id of an obligation"
    kinds = frozenset({"obligations"})


class DrillRef(Ref):
    """What can be drilled."""

    __slots__ = ()
    kind = "the id of a function, a system, a scenario, a procedure or a break-glass route"
    kinds = frozenset({"functions", "systems", "scenarios", "procedures", "break_glass"})


class ScenarioRef(Ref):
    __slots__ = ()
    kind = "the id of a scenario"
    kinds = frozenset({"scenarios"})


class UnitRef(Ref):
    __slots__ = ()
    kind = "the id of a unit"
    kinds = frozenset({"units"})


class DecisionRef(Ref):
    __slots__ = ()
    kind = "the id of a decision table"
    kinds = frozenset({"decisions"})
