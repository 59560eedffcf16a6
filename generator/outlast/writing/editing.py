"""Changes to the text of a plan. Each is read back and compared with what it was to be before it is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from outlast.diagnostics import Span
from outlast.model import COLLECTIONS
from outlast.model.value import ID
from outlast.source import Data, KeyPath, is_translation, parse
from outlast.writing.change import Added, Change, Contents, Unwritable
from outlast.writing.file import File, altered, at, children, indented, place


class Fragment(Protocol):
    """The YAML of one thing of a plan."""

    @property
    def collection(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str:
        """From column 0 on, beginning with `<id>:` or with comments above it."""
        ...


def add(contents: Contents, fragments: Iterable[Fragment]) -> Change:
    """Things that the plan does not have yet.

    A collection that the plan keeps in one file gets them at its end there; else each thing has a new file,
    `<collection>/<id>.yml`. Raises Unwritable where an id is taken.
    """
    by_collection: dict[str, dict[str, str]] = defaultdict(dict)
    plan = {path: content for path, content in contents.items() if not is_translation(path)}
    places = {path: parse(path, content).keys for path, content in plan.items()}
    taken = dict(_ids(places))
    for fragment in fragments:
        _check(fragment, taken)
        taken[fragment.id] = "what is to be added"
        by_collection[fragment.collection][fragment.id] = fragment.text
    change = Change(contents)
    for collection, texts in by_collection.items():
        now = change.after
        homes = [path for path, keys in places.items() if (collection,) in keys]
        added = _add_to_one_file(now, homes, collection, texts) or _add_files(now, collection, texts)
        change = _both(change, added)
    return change


def insert(contents: Contents, path: str, keys: KeyPath, text: str, after: str = "") -> Change:
    """Keys, or entries of a list, at the end of the block at `keys`.

    Args:
        text: as it would stand in column 0: `reviewed: 2026-11-29`, or `- who: sam`.
        after: the key of the block below which they go instead.
    """
    file = File.read(path, contents[path])
    new = _read(text)
    here = at(file.document.data, keys)
    column = file.block_column(keys)
    if isinstance(here, dict) and isinstance(new, dict) and (twice := [key for key in new if key in here]):
        raise Unwritable(f"{file.place((*keys, twice[0]))} says {twice[0]} already.")
    expected = altered(file.document.data, keys, lambda old: _joined(old, new))
    above = (*keys, after) if after else keys
    last, before_next = file.last_lines(above, column + 1 if after else column)
    blank = [file.end] if not after and _separated(file, keys, here, text) else []
    lines = indented(text, column - 1, file.end)
    # What looks like a blank line or a comment may be part of a text (`|+`): then what is new goes below it.
    for position in (last, before_next):
        before = [*file.lines[:position]]
        if before and not before[-1].endswith(("\n", "\r")):
            before[-1] += file.end
        content = file.with_lines([*before, *(blank if before else ()), *lines, *file.lines[position:]])
        if _holds(path, content, expected):
            return Change(contents, {path: content}, _added(path, content, keys, here, new))
    raise Unwritable(f"{file.place(keys)} cannot be extended safely as it is written. Add it by hand.")


def set_value(contents: Contents, path: str, keys: KeyPath, text: str) -> Change:
    """Another value, in YAML, for a key that has one in a single line."""
    file = File.read(path, contents[path])
    span = file.document.values[keys]
    value = at(_read(f"value: {text}"), ("value",))
    line = file.lines[span.line - 1]
    start = span.column - 1
    lines = [*file.lines]
    lines[span.line - 1] = line[:start] + text + line[start + span.length :]
    content = file.with_lines(lines)
    if not _holds(path, content, altered(file.document.data, keys, lambda _: value)):
        raise Unwritable(f"{file.place(keys)} cannot be changed safely. Change it by hand.")
    return Change(contents, {path: content})


def remove(contents: Contents, path: str, keys: KeyPath) -> Change:
    """The plan without a key or an entry of a list. A block that would be left empty goes with it."""
    file = File.read(path, contents[path])
    while len(keys) > 1 and len(at(file.document.data, keys[:-1]) or ()) == 1:
        keys = keys[:-1]
    start = file.start(keys)
    last, _ = file.last_lines(keys, start.column + 1 if isinstance(keys[-1], str) else start.column)
    content = file.with_lines([*file.lines[: start.line - 1], *file.lines[last:]])
    if not _holds(path, content, altered(file.document.data, keys[:-1], lambda old: _without(old, keys[-1]))):
        raise Unwritable(f"{file.place(keys)} cannot be taken out safely. Take it out by hand.")
    return Change(contents, {path: content})


def _ids(places: Mapping[str, Mapping[KeyPath, Span]]) -> Iterator[tuple[str, str]]:
    for path, found in places.items():
        for keys, span in found.items():
            if len(keys) == 2 and keys[0] in COLLECTIONS:
                yield str(keys[1]), place(path, span)


def _check(fragment: Fragment, taken: dict[str, str]) -> None:
    if fragment.id in taken:
        raise Unwritable(f'{taken[fragment.id]} has the id "{fragment.id}" already.')
    if fragment.collection not in COLLECTIONS or not ID.fullmatch(fragment.id):
        raise Unwritable(f'"{fragment.id}" in {fragment.collection} cannot be the name of a thing.')


def _add_to_one_file(
    contents: Contents, homes: Sequence[str], collection: str, texts: dict[str, str]
) -> Change | None:
    """The change, where the plan keeps the collection in one file that can be extended."""
    if len(homes) != 1 or homes[0].startswith(f"{collection}/"):
        return None
    try:
        return insert(contents, homes[0], (collection,), _together(texts.values()))
    except Unwritable:
        return None


def _add_files(contents: Contents, collection: str, texts: dict[str, str]) -> Change:
    change = Change(contents)
    for id, text in texts.items():
        content = "".join((f"{collection}:\n", *indented(text, 2, "\n"))).encode()
        path = _free(change.after, f"{collection}/{id}")
        if not _holds(path, content, {collection: _read(text)}):
            raise Unwritable(f"{path} would not say what it is to say.")
        added = _added(path, content, (collection,), None, _read(text))
        change = _both(change, Change(change.after, {path: content}, added))
    return change


def _free(contents: Contents, path: str) -> str:
    there = {each.casefold() for each in contents}
    names = (f"{path}{suffix}.yml" for suffix in ("", *(f"-{number}" for number in range(2, len(there) + 3))))
    return next(name for name in names if name.casefold() not in there)


def _both(first: Change, second: Change) -> Change:
    return Change(first.before, {**first.files, **second.files}, (*first.added, *second.added))


def _read(text: str) -> Data:
    document = parse("what is to be added", text.encode())
    for wrong in document.diagnostics:
        if wrong.rule != "secret":
            raise Unwritable(f"{place(wrong.path, wrong.span)}: {wrong.message}.")
    return document.data


def _joined(old: Data, new: Data) -> Data:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **new}
    if isinstance(old, list) and isinstance(new, list):
        return [*old, *new]
    return new if old is None else old


def _without(old: Data, key: str | int) -> Data:
    if isinstance(old, dict):
        return {name: value for name, value in old.items() if name != key}
    return [each for number, each in enumerate(old or ()) if number != key]


def _holds(path: str, content: bytes, expected: Data) -> bool:
    document = parse(path, content)
    return document.data == expected and all(wrong.rule == "secret" for wrong in document.diagnostics)


def _separated(file: File, keys: KeyPath, here: Data, text: str) -> bool:
    """Whether a blank line goes above what is new: as between the parts of the block, if it has some."""
    others = [file.line_of((*keys, each)) for each in children(here)[1:]]
    if others:
        return any(file.stands_apart(line) for line in others)
    return bool(here) and len(keys) == 1 and _is_long(text)


def _together(texts: Iterable[str]) -> str:
    """The texts as one, blank lines between them unless that is a line more of a text that keeps them."""
    whole = [text if text.endswith("\n") else f"{text}\n" for text in texts]
    apart = "\n".join(whole)
    return apart if any(map(_is_long, whole)) and _read(apart) == _read("".join(whole)) else "".join(whole)


def _is_long(text: str) -> bool:
    return "\n " in text


def _added(path: str, content: bytes, keys: KeyPath, old: Data, new: Data) -> tuple[Added, ...]:
    file = File.read(path, content)
    first = len(old) if isinstance(old, list) else 0
    places = [(*keys, first + part if isinstance(part, int) else part) for part in children(new)]
    return tuple(Added(path, file.line_of(each), each) for each in places)
