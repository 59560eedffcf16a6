"""What every part of a plan has in common: frozen, nothing unknown, an edition for each field."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from outlast.kept import once_each
from outlast.languages import Sentence
from outlast.model.scalars import Day, Duration, FilePath, Url
from outlast.model.shorthand import Many, Short
from outlast.model.value import DoerRef, Name, Text, UnitRef, Word


class Edition(StrEnum):
    """Who may read a copy. Each edition contains the one before it."""

    PUBLIC = "public"
    TEAM = "team"
    FULL = "full"

    def shows(self, other: Edition) -> bool:
        """Whether a copy of this edition holds what belongs to `other`."""
        return _WIDTH[other] <= _WIDTH[self]


_WIDTH = {edition: width for width, edition in enumerate(Edition)}


def public(default: Any = ..., **options: Any) -> Any:
    """A field that everybody may read."""
    return _field(Edition.PUBLIC, default, options)


def team(default: Any = ..., **options: Any) -> Any:
    """A field for those who work here."""
    return _field(Edition.TEAM, default, options)


def full(default: Any = ..., **options: Any) -> Any:
    """A field that only the complete copy holds."""
    return _field(Edition.FULL, default, options)


def _field(edition: Edition, default: Any, options: dict[str, Any]) -> Any:
    return Field(default, json_schema_extra={"edition": edition.value}, **options)


@once_each
def edition_of(field: FieldInfo) -> Edition:
    """The edition that a field of the model belongs to; `full` where none was chosen."""
    extra = field.json_schema_extra
    return Edition(str(extra["edition"])) if isinstance(extra, dict) and "edition" in extra else Edition.FULL


class Model(BaseModel):
    """One mapping of the plan."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=False,
        defer_build=True,
    )

    @property
    def kept_to(self) -> Edition:
        """The least edition that may show it, whatever its fields say."""
        return Edition.PUBLIC

    @property
    def meant_for(self) -> Edition | None:
        """The least edition that its author lets know it, whatever its own fields and those around it say."""
        return None

    def parts(self) -> Iterator[tuple[str, FieldInfo, Any]]:
        """Key as typed in a plan, field and value of each field, in the order of the model."""
        for name, field in type(self).model_fields.items():
            yield field.alias or name, field, getattr(self, name)


def known_fields(model: type[Model]) -> Mapping[str, FieldInfo]:
    """The fields of a model with their types. To validate with them takes longer to prepare."""
    if not model.__pydantic_fields_complete__:
        model.model_rebuild()
    return model.model_fields


@cache
def docstrings(model: type[Model]) -> Mapping[str, str]:
    """The docstring below each field of a model, or of a model that it extends, by key as typed in a plan.

    The source is read when somebody asks. Pydantic would read all of it at the start of every command.
    """
    found: dict[str, str] = {}
    for kind in (each for each in reversed(model.__mro__) if issubclass(each, Model)):
        (block,) = ast.parse(inspect.getsource(kind)).body
        for field, below in pairwise(block.body if isinstance(block, ast.ClassDef) else ()):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = inspect.cleandoc(text)
                case _:
                    pass
    fields = model.model_fields.items()
    return MappingProxyType({field.alias or name: found[name] for name, field in fields if name in found})


class Question(Model):
    """A question that a stand-in asks, with its answer."""

    q: Word = public()
    """What they ask."""
    a: Text = public()
    """The answer."""


class Link(Model):
    """A page on the web that helps."""

    name: Word = public()
    """What the page is called."""
    url: Url = public()
    """Its address."""


class Attachment(Model):
    """A file that belongs to it: a policy, a form, a photo."""

    file: FilePath = public()
    """Where it lies in the folder of the plan."""
    name: Word = public()
    """What it is. Readers open it by this name."""
    audience: Literal["public", "team", "full"] | None = full(None)
    """Which edition may hold it. Left out: the full edition alone."""

    @property
    def kept_to(self) -> Edition:
        return Edition(self.audience or Edition.FULL)


class Acceptance(Model):
    """A warning that the author knows of and lives with."""

    rule: Name = team()
    """The name of the rule, as it stands in brackets in the message."""
    because: Text = team()
    """Why it is all right."""
    until: Day = team()
    """The day on which it must be looked at again."""


class Ending(Model):
    """What is done with something when its owner does not come back."""

    do: Literal["keep", "transfer", "sell", "cancel", "wipe"] = full()
    """What is done with it."""
    to: Word | None = full(None)
    """Who gets it, or buys it."""
    notice: Duration | None = full(None)
    """How long before it ends that must be said."""


class Thing(Model):
    """Anything that has an id."""

    collection: ClassVar[str]
    """The top-level key that it stands under."""
    one: ClassVar[Sentence]
    """What one of them is called in a sentence: `a function`."""
    identity: ClassVar[Edition] = Edition.PUBLIC
    """The least edition that may know that this thing exists, and its name."""

    id: str = Field(exclude=True, json_schema_extra={"edition": "public"})
    name: Word = public()
    """What people call it."""
    about: Text | None = public(None)
    """What it is, in a sentence or two."""
    owner: DoerRef | None = team(None)
    """Who answers for it. Left out: the first who does it."""
    audience: Literal["public", "team", "full"] | None = full(None)
    """Which edition may show this thing, instead of what its fields say."""
    reviewed: Day | None = team(None)
    """When somebody last read this and found it true."""
    review_every: Duration | None = team(None)
    """How often it must be read again. Left out: as the business says."""
    doubt: Text | None = team(None)
    """What somebody found wrong when reading it, until it is put right."""
    questions: Many[Question] = public(())
    """Questions that people ask about it, with answers."""
    links: Many[Link] = public(())
    """Pages on the web that help."""
    attachments: Many[Attachment] = public(())
    """Files that belong to it, each for the full edition unless it says otherwise."""
    also: Many[Name] = public(())
    """Other words that people search for."""
    on_death: Annotated[Ending | None, Short("do")] = full(None)
    """What is done with it when its owner does not come back."""
    unit: UnitRef | None = team(None)
    """The part of the business that it belongs to."""
    accepts: Many[Acceptance] = team(())
    """Warnings about it that are known and accepted."""

    @property
    def title(self) -> str:
        """What a page, a list or a sentence calls it."""
        return str(self.name)
