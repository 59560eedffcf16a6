"""Names that every drive and every system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import PurePosixPath

from outlast.model.value import as_id

LONGEST_PATH = 179
"""Windows gives up at 260, and the drive's own folder stands before it."""

_FORBIDDEN = re.compile(r'[<>:"|?*\\]|[. ]$')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def unsafe(paths: Iterable[str]) -> Iterator[str]:
    """A sentence for each path that FAT or Windows would refuse, cut or confuse with another."""
    folders: dict[str, str] = {}
    seen: dict[str, str] = {}
    for path in sorted(paths):
        if len(path) > LONGEST_PATH:
            yield f"{path}: longer than {LONGEST_PATH} characters"
        parts = PurePosixPath(path).parts
        if not path.isprintable():
            yield f"{path!a}: a name with signs that cannot be seen"
        elif any(_FORBIDDEN.search(part) or _RESERVED.match(part) for part in parts):
            yield f"{path}: a name that Windows does not allow"
        other = seen.setdefault(_same(path), path)
        if other != path:
            yield f"{path}: the same as {other} to a drive that does not tell capitals apart"
        for folder in accumulate(parts[:-1], "{}/{}".format):
            other = folders.setdefault(_same(folder), folder)
            if other != folder:
                yield f"{path}: its folder is {other} to a drive that does not tell capitals apart"
    for key in sorted(folders.keys() & seen.keys()):
        yield f"{seen[key]}: a file with the name of the folder {folders[key]}"


def slug(name: str) -> str:
    """A name for a file: small letters, digits and dashes."""
    return as_id(name, 40) or "runbook"


def _same(path: str) -> str:
    return unicodedata.normalize("NFKC", path).casefold()
