"""The reference of the plan language as a few pages of Markdown, made from the model.

What each key is for stands beside it in the model; its example is the first use of it in a real plan.
There are several pages because none of a site may weigh more than 150,000 bytes.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping

from pydantic.fields import FieldInfo

from outlast.load.shapes import fields
from outlast.model import COLLECTIONS, Edition, Model, Thing
from outlast.model.base import docstrings, edition_of
from outlast.model.business import Business
from outlast.model.recurrence import Recurrence
from outlast.model.scalars import Flag
from outlast.model.value import Ref, Value
from outlast.reference.examples import Examples, holder
from outlast.reference.kinds import described, heading, inside, slug
from outlast.reference.pages import COMMON, FIRST, PARTS, SHARED, VALUES, assembled
from outlast.source import Document

__all__ = ["reference"]

_ID = """\
### Id

The name of a thing: small letters, digits and single hyphens, unique in the whole plan. Where a key takes the
id of a person, only a person will do. For example `{example}`."""


def reference(documents: Iterable[Document]) -> dict[str, str]:
    """The pages by file name, the first one first, with examples from these documents.

    The same documents give the same texts.
    """
    examples = Examples(documents)
    holders: dict[str, type[Model]] = {"business": Business, **COLLECTIONS}
    homes = _homes(holders)

    def blocks(home: str | None) -> Iterator[str]:
        return _blocks([model for model, its in homes.items() if its == home], examples)

    sections = {FIRST: [COMMON, *_keys(Thing, examples), *blocks("")]}
    for part in PARTS:
        sections[part.file] = [
            text
            for name in part.collections
            for text in (
                f"## `{name}`",
                _opening(holders[name]),
                *_keys(holders[name], examples),
                *blocks(name),
            )
        ]
    values = [VALUES, _ID.format(example=examples.id()), *_values([Thing, *holders.values()])]
    sections[PARTS[-1].file] += [SHARED, *blocks(None), *values]
    return assembled(sections)


def _homes(holders: Mapping[str, type[Model]]) -> dict[type[Model], str | None]:
    """Where each block is described: with the one collection that uses it, or None for several.

    The empty name stands for the keys of every thing.
    """
    common = set(_reached(Thing))
    users: dict[type[Model], list[str]] = {}
    for collection, top in holders.items():
        for model in _reached(top):
            if model not in common:
                users.setdefault(model, []).append(collection)
    homes: dict[type[Model], str | None] = dict.fromkeys(sorted(common, key=heading), "")
    return homes | {model: used[0] if len(used) == 1 else None for model, used in users.items()}


def _reached(model: type[Model]) -> list[type[Model]]:
    """The blocks inside a block, however deep, in the order in which they are met."""
    found: list[type[Model]] = []
    waiting = [model]
    while waiting:
        inner = [one for field in fields(waiting.pop()).values() for one in inside(field)]
        new = [one for one in dict.fromkeys(inner) if issubclass(one, Model) and one not in found]
        found += new
        waiting += reversed(new)
    return [one for one in found if one is not model]


def _opening(thing: type[Model]) -> str:
    said = _one_line(thing.__doc__)
    if not issubclass(thing, Thing):
        return f"{said} It stands once in the whole plan."
    if thing.identity is not Edition.PUBLIC:
        said += f" Copies below the edition {thing.identity} do not know that it exists."
    return f"{said} Beside its own it has the [keys of every thing](#{slug(COMMON.splitlines()[0][3:])})."


def _blocks(models: Iterable[type[Model]], examples: Examples) -> Iterator[str]:
    for model in models:
        yield f"### {heading(model)}"
        yield _one_line(model.__doc__)
        yield from _keys(model, examples)


def _keys(model: type[Model], examples: Examples) -> Iterator[str]:
    for key, field in fields(model).items():
        if holder(model, key) is model:
            yield _key(model, key, field, examples)


def _key(model: type[Model], key: str, field: FieldInfo, examples: Examples) -> str:
    needed = "required · " if field.is_required() else ""
    said = _one_line(docstrings(model).get(key, ""))
    if default := _default(field):
        said += f" Left out: `{default}`."
    line = f"- **`{key}`** · {needed}{described(field)} · {edition_of(field)}<br>{said}"
    example = examples.of(model, key)
    if example.one_line:
        return f"{line} Example: {_code(example.text)}"
    return f"{line} Example:\n\n```yaml\n# {example.file}\n{example.text}\n```"


def _default(field: FieldInfo) -> str:
    given = field.default
    return str(given) if isinstance(given, str | int | Flag) and not field.is_required() else ""


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _values(models: Iterable[type[Model]]) -> Iterator[str]:
    """Every kind of value that these blocks hold, by name."""
    blocks = {inner for model in models for inner in (model, *_reached(model))}
    found = {value for block in blocks for field in fields(block).values() for value in inside(field)}
    for value in sorted((one for one in found if issubclass(one, Value)), key=heading):
        if not issubclass(value, Ref):
            yield f"### {heading(value)}"
            yield _meaning(value)
            if value.examples:
                yield "\n".join(f"- `{example}`" for example in value.examples)


def _meaning(value: type[Value]) -> str:
    if value is Recurrence:
        # What can be said fills the head of its module.
        return inspect.cleandoc(inspect.getmodule(value).__doc__ or "")
    return _one_line(value.__doc__)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
