"""Values that stand in one scalar of a plan.

Every scalar of a plan is read as text; the class named in a field gives it its type. A value keeps
what was typed (`str(value)`), so that a page shows what the author wrote; what was typed in another
form than that of the plan language is kept in that form (`24 hours` as `24h`), and read again as the same.
A text with two readings is refused with each of them (`wrong`), which becomes the line to paste.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, count
from types import MappingProxyType
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema
from pydantic_core.core_schema import ValidationInfo

from outlast.languages import NOTHING, Sentence

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id looks like; it becomes a part of an address."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
"""What the code of a language looks like in a plan."""


def wrong(rule: str, message: Sentence, hint: Sentence = NOTHING, *instead: str) -> PydanticCustomError:
    """The error of a value that cannot be read.

    Args:
        rule: its name for `outlast explain`.
        instead: what may stand there instead, best first, each as its class reads it.
    """
    said = {"rule": rule, "message": message, "hint": hint, "instead": instead}
    return PydanticCustomError("outlast", "{message}", said)


@dataclass(frozen=True)
class Setting:
    """What the rest of a plan says about the meaning of a single value."""

    country: str | None = None
    """Of the business, as an ISO code: whose telephone numbers are local."""
    currency: str | None = None
    """Of the business, as an ISO code: which dollar `$` is."""
    ids: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The collection of each id."""
    named: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """The ids of all that has a name, by the name as `folded` makes it."""
    own: str = "en"
    """The language of texts that name none."""
    language: str = "en"
    """The language in which texts are read."""
    translations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What texts that name no language are in the language in which they are read."""

    def id_of(self, text: str, kinds: frozenset[str]) -> str:
        """The id that a text stands for: an id, or the name of only one thing of these collections."""
        if text in self.ids:
            return text
        fitting = [id for id in self.named.get(folded(text), ()) if not kinds or self.ids[id] in kinds]
        return fitting[0] if len(fitting) == 1 else text


ALONE = Setting()
"""Of a value that stands in no plan."""


def folded(name: str) -> str:
    """A name as it is compared: without regard to case and to how many spaces it has."""
    return " ".join(name.casefold().split())


def nearest_code(language: str, codes: Iterable[str]) -> str | None:
    """The one of these codes that is this language, or this language in another country."""
    tongue = language.partition("-")[0]
    given = list(codes)
    fitting = (code for code in given if code.partition("-")[0] == tongue)
    return language if language in given else tongue if tongue in given else next(fitting, None)


def is_language(code: str) -> bool:
    """Whether this is the code of a language as a plan writes it: `nl`, `pt-BR`."""
    return bool(LANGUAGE.fullmatch(code)) and code.partition("-")[0] in _languages()


@cache
def _languages() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").languages)


def is_by_language(raw: object) -> bool:
    """Whether a block holds a text in several languages: `{en: Open it, nl: Open het}`."""
    return isinstance(raw, dict) and any(value and is_language(str(key)) for key, value in raw.items())


def as_id(text: str, longest: int = 60) -> str:
    """A text as an id: small letters and digits of its words, joined by hyphens; empty where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:longest].strip("-")


def unlike(taken: Container[str], id: str) -> str:
    """The id, or with the first number behind it with which it is none of those taken."""
    return next(each for each in chain((id,), (f"{id}-{number}" for number in count(2))) if each not in taken)


class Value:
    """What a field needs from the class of its value: how to read it and how an editor checks it."""

    kind: ClassVar[Sentence] = Sentence("text")
    """What it is called in a message: `a duration`, `an amount of money`."""
    pattern: ClassVar[str | None] = None
    """What the editor's schema asks of the text."""
    examples: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """The value that a text says.

        Raises PydanticCustomError (see `wrong`) if the text says none, or could mean two.
        """
        raise TypeError(f"{cls.__name__} is no kind of value that a plan holds")

    @classmethod
    def parse_in(cls, text: str, setting: Setting) -> Self:
        """The value that a text says in this plan; to most kinds of value all plans are alike."""
        return cls.parse(text)

    @classmethod
    def read(cls, raw: object, setting: Setting = ALONE) -> Self:
        """The value of what stands in the plan, which may be no scalar at all."""
        if isinstance(raw, cls):
            return raw
        if raw is None:
            raise wrong(
                "empty-value", Sentence("this is empty; it takes {kind}", kind=cls.kind), cls._example()
            )
        if not isinstance(raw, str):
            shape = Sentence("a list") if isinstance(raw, list | tuple) else Sentence("a block of keys")
            raise wrong(
                "wrong-shape",
                Sentence("this takes {kind}, not {shape}", kind=cls.kind, shape=shape),
                cls._example(),
            )
        return cls.parse_in(raw, setting)

    @classmethod
    def _example(cls) -> Sentence:
        if len(cls.examples) > 1:
            return Sentence("write it like {this} or {that}", this=cls.examples[0], that=cls.examples[1])
        return Sentence("write it like {this}", this=cls.examples[0]) if cls.examples else NOTHING

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(raw: object, info: ValidationInfo) -> Value:
            return cls.read(raw, info.context if isinstance(info.context, Setting) else ALONE)

        return core_schema.with_info_plain_validator_function(
            read, serialization=core_schema.to_string_ser_schema()
        )


class Contextual(Value):
    """A value of which the rest of the plan says what it means: it defines `parse_in`."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls.parse_in(text, ALONE)


class Told(Value):
    """A value that a reader reads as it stands: it may be said in several languages."""

    __slots__ = ()
    told: ClassVar[bool] = False
    """Whether it has a language at all. A class has to say so itself: most kinds of words have none."""
    _written: str
    _foreign: str

    def __init_subclass__(cls) -> None:
        cls.told = cls.__dict__.get("told", False)

    @property
    def written(self) -> str:
        """The same in the language of the plan, by which things are told apart in every copy."""
        return getattr(self, "_written", str(self))

    @property
    def foreign(self) -> str:
        """The code of its language, where that is not the one that was asked for; else empty."""
        return getattr(self, "_foreign", "")

    @classmethod
    def varies(cls, text: str) -> bool:
        """Whether this text is another one in another language: a number or a name may not be."""
        return cls.told

    def changed(self, change: Callable[[str], str], as_written: Callable[[str], str]) -> Self:
        """With a change, and with that of it as it was written, which is the same in every copy."""
        new = type(self)(change(str(self)))  # type: ignore[call-arg]  # every such class is a text
        new._written, new._foreign = as_written(self.written), self.foreign
        return new

    @classmethod
    def read(cls, raw: object, setting: Setting = ALONE) -> Self:
        if not cls.told or isinstance(raw, cls):
            return super().read(raw, setting)
        texts = cls._each(raw) if is_by_language(raw) else {setting.own: super().read(raw, setting)}
        own = nearest_code(setting.own, texts) or next(iter(texts))
        code = nearest_code(setting.language, texts)
        translated = None if code else setting.translations.get(str(texts[own]))
        said = texts[code] if code else cls.parse(translated) if translated else texts[own]
        if not code and not translated:
            said._foreign = own if cls.varies(str(said)) else ""
        elif said != texts[own]:
            said._written = str(texts[own])
        return said

    @classmethod
    def _each(cls, raw: Any) -> dict[str, Self]:
        """A text in each of its languages. Raises ValidationError with all that is wrong with them."""
        texts: dict[str, Self] = {}
        wrongs: list[InitErrorDetails] = []
        for code, text in raw.items():
            try:
                if not is_language(code):
                    raise wrong(
                        "bad-language",
                        Sentence('"{code}" is no code of a language', code=code),
                        Sentence("write en, nl, fr, zh, pt-BR"),
                    )
                texts[code] = super().read(text)
            except PydanticCustomError as error:
                wrongs.append(InitErrorDetails(type=error, loc=(code,), input=text))
        if wrongs:
            raise ValidationError.from_exception_data(cls.__name__, wrongs)
        return texts


def written(value: object) -> str:
    """What a plan says in its own language."""
    return value.written if isinstance(value, Told) else str(value)


class Word(Told, str):
    """One line of plain text, shown as typed; or one for each language: `{en: Refunds, nl: Betalingen}`."""

    __slots__ = ("_foreign", "_written")
    kind = Sentence("one line of text")
    told = True

    @classmethod
    def parse(cls, text: str) -> Self:
        line = " ".join(text.split())
        if not line:
            raise wrong(
                "empty-value", Sentence("this is empty; it takes {kind}", kind=cls.kind), cls._example()
            )
        return cls(line)


class Name(Word):
    """One line that is the same in every language: the name of a firm, a word that things are found by."""

    __slots__ = ()


class Term(Word):
    """Words by which parts of a plan are matched: within a language they are the same wherever they stand."""

    __slots__ = ()
    told = True

    @classmethod
    def _each(cls, raw: Any) -> dict[str, Self]:
        message = Sentence("this takes {kind}, which other parts of the plan repeat", kind=cls.kind)
        raise wrong(
            "wrong-shape", message, Sentence("write it in one language, and translate it in languages/nl.po")
        )


class Text(Told, str):
    """Text of a few paragraphs; lists, *emphasis*, **strong**, `code`, links, and `{id}` to name a thing.

    It may be given by language: `{en: Pay it., nl: Betaal het.}`.
    """

    __slots__ = ("_foreign", "_written")
    kind = Sentence("text")
    told = True

    @classmethod
    def parse(cls, text: str) -> Self:
        if not text.strip():
            raise wrong(
                "empty-value",
                Sentence("this is empty; it takes text"),
                Sentence("write the text, or leave the key out"),
            )
        return cls(text.strip("\n"))


class Ref(Contextual, str):
    """The id of another thing of the plan. Whether that thing exists is checked when the plan is whole."""

    __slots__ = ()
    kind = Sentence("the id of a thing")
    kinds: ClassVar[frozenset[str]] = frozenset()
    """The collections it may point into; none named means any."""

    @classmethod
    def parse_in(cls, text: str, setting: Setting) -> Self:
        id = setting.id_of(text.strip(), cls.kinds)
        if not ID.fullmatch(id):
            raise wrong(
                "bad-id",
                Sentence('"{text}" is not an id', text=text),
                Sentence("an id has small letters, digits and single hyphens"),
            )
        return cls(id)


class PersonRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a person")
    kinds = frozenset({"people"})


class DoerRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a person or a supplier")
    kinds = frozenset({"people", "suppliers"})


class DutyRef(Ref):
    """Who does a duty."""

    __slots__ = ()
    kind = Sentence("the id of a person, a supplier or a function")
    kinds = frozenset({"people", "suppliers", "functions"})


class FunctionRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a function")
    kinds = frozenset({"functions"})


class SystemRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a system")
    kinds = frozenset({"systems"})


class FactorRef(Ref):
    """What a second factor comes from: a device, or a vault that gives the code."""

    __slots__ = ()
    kind = Sentence("the id of a piece of equipment or a system")
    kinds = frozenset({"equipment", "systems"})


class SupplierRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a supplier")
    kinds = frozenset({"suppliers"})


class LocationRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a location")
    kinds = frozenset({"locations"})


class KeeperRef(Ref):
    """Something that keeps a secret: a password manager, a safe, an envelope."""

    __slots__ = ()
    kind = Sentence("the id of a system, a location or a piece of equipment")
    kinds = frozenset({"systems", "locations", "equipment"})


class ProcedureRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a procedure")
    kinds = frozenset({"procedures"})


class MessageRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a message")
    kinds = frozenset({"messages"})


class NodeRef(Ref):
    """Anything that can be up or down."""

    __slots__ = ()
    kind = Sentence("the id of something that can be needed")
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
    kind = Sentence("the id of a fund")
    kinds = frozenset({"funds"})


class ObligationRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of an obligation")
    kinds = frozenset({"obligations"})


class DrillRef(Ref):
    """What can be drilled."""

    __slots__ = ()
    kind = Sentence(
        "the id of a function, a system, a scenario, a procedure, a call tree or a way of emergency access"
    )
    kinds = frozenset({"functions", "systems", "scenarios", "procedures", "call_trees", "break_glass"})


class ScenarioRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a scenario")
    kinds = frozenset({"scenarios"})


class UnitRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a unit")
    kinds = frozenset({"units"})


class DecisionRef(Ref):
    __slots__ = ()
    kind = Sentence("the id of a decision table")
    kinds = frozenset({"decisions"})
