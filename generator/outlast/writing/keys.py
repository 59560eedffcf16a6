"""One key of a block, whatever form the block has: in lines, in braces, or a text alone that becomes one."""

from __future__ import annotations

from outlast.source import KeyPath
from outlast.source.scalar import scalar
from outlast.writing.change import Change, Contents, Unwritable
from outlast.writing.editing import insert, set_value
from outlast.writing.file import File, at


def set_key(contents: Contents, path: str, keys: KeyPath, key: str, text: str, alone: str = "") -> Change:
    """A key with a value, in YAML: another value where it has one, else a new key of the block at `keys`.

    Args:
        alone: what a text alone stands for in place of the block: `do` of a step. Raises Unwritable without.
    """
    file = File.read(path, contents[path])
    here = at(file.document.data, keys)
    span = file.document.values[keys]
    written = file.document.line(span.line)[span.column - 1 :][: span.length]
    if isinstance(here, str) and alone:
        return set_value(contents, path, keys, f"{{{alone}: {scalar(here)}, {key}: {text}}}")
    if not isinstance(here, dict):
        raise Unwritable(f"{file.place(keys)} holds no block that `{key}` can be added to.")
    if key in here:
        return set_value(contents, path, (*keys, key), text)
    if written.startswith("{"):
        if not written.endswith("}"):
            raise Unwritable(f"{file.place(keys)} is written in braces over several lines. Add it by hand.")
        return set_value(contents, path, keys, f"{written[:-1].rstrip().rstrip(',')}, {key}: {text}}}")
    return insert(contents, path, keys, f"{key}: {text}")
