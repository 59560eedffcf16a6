"""The files that a plan names: photos, policies, forms."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from outlast.languages import NOTHING, Sentence
from outlast.source.legible import legible

LARGEST = 10_000_000
"""Bytes of one file: a phone must be able to open it. A photo has 3 to 6 million."""
LARGEST_TOGETHER = 200_000_000
"""Bytes of all: a site on GitHub Pages may have 1 GB, and each deployment is a copy."""

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be attached: what no browser runs and every computer opens."""

    name: str
    """In words."""
    starts: tuple[bytes, ...] = ()
    """How its bytes begin; none for plain text."""


KINDS: Mapping[str, Kind] = {
    "pdf": Kind("PDF", (b"%PDF-",)),
    "jpg": Kind("picture", (b"\xff\xd8\xff",)),
    "jpeg": Kind("picture", (b"\xff\xd8\xff",)),
    "png": Kind("picture", (b"\x89PNG\r\n\x1a\n",)),
    "gif": Kind("picture", (b"GIF87a", b"GIF89a")),
    "webp": Kind("picture", (b"RIFF",)),
    "txt": Kind("text"),
    "csv": Kind("table"),
    "docx": Kind("Word document", (_ZIP,)),
    "odt": Kind("text document", (_ZIP,)),
    "xlsx": Kind("Excel table", (_ZIP,)),
    "ods": Kind("table", (_ZIP,)),
}
"""What may be attached, by the ending of its name. SVG and HTML are not among them: they can run scripts."""


@dataclass(frozen=True)
class Attached:
    """A file that a plan names, or why it cannot be had."""

    content: bytes = field(default=b"", repr=False)
    text: str | None = field(default=None, repr=False)
    """What it says in words; None where no program can tell."""
    rule: str = ""
    """The name of the rule that it breaks; empty for a file that is fine."""
    message: Sentence = NOTHING
    """What is wrong."""
    hint: Sentence = NOTHING
    there: tuple[str, ...] = ()
    """Of a file that is missing: the paths to files that differ from its own where that first went wrong."""


def ending(path: str) -> str:
    """The ending of the name of a file, in small letters and without its dot."""
    _, dot, last = path.rpartition("/")[2].rpartition(".")
    return last.lower() if dot else ""


def is_picture(path: str) -> bool:
    """Whether a page can show the file."""
    return ending(path) in KINDS and KINDS[ending(path)].name == "picture"


def attached(folder: Path, paths: Iterable[str]) -> Mapping[str, Attached]:
    """The files with these paths inside the folder of the plan. Nothing is raised for one that is missing.

    Args:
        paths: of any form; those that could lead out of the folder, and those of kinds that cannot be
            attached, are not looked at and not in the result.
    """
    found: dict[str, Attached] = {}
    room = LARGEST_TOGETHER
    for path in sorted({*paths}):
        if stays_inside(path) and ending(path) in KINDS:
            found[path] = _attached(folder, path, room)
            room -= len(found[path].content)
    return found


def stays_inside(path: str) -> bool:
    """Whether a path cannot lead out of the folder that it starts in, on any system."""
    parts = path.split("/")
    plain = path.isprintable() and not any(sign in path for sign in '\\:*?"<>|')
    return plain and all(part.strip(" .") and not part.startswith(".") for part in parts)


def _attached(folder: Path, path: str, room: int) -> Attached:
    here = folder
    parts = path.split("/")
    for number, part in enumerate(parts):
        try:
            there = {entry.name: entry for entry in os.scandir(here)}
        except OSError as error:
            return _unreadable(path, error)
        # Looked up by its letters: a disk that does not tell capitals apart would find what others miss.
        entry = there.get(part)
        if entry is None:
            return Attached(
                rule="missing-file",
                message=Sentence('"{path}" is not in the folder of the plan', path=path),
                there=tuple(
                    "/".join((*parts[:number], name, *parts[number + 1 :]))
                    for name in sorted(there)
                    if here.joinpath(name, *parts[number + 1 :]).is_file()
                ),
            )
        if entry.is_symlink():
            return Attached(
                rule="link",
                message=Sentence(
                    '"{path}" is a link to another place, and links are not followed', path=path
                ),
                hint=Sentence("put a copy there"),
            )
        here = here / part
    return _read(here, path, room)


def _read(file: Path, path: str, room: int) -> Attached:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return Attached(
                rule="unreadable-file",
                message=Sentence('"{path}" is not an ordinary file', path=path),
                hint=Sentence("name a file, not a folder"),
            )
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        return _unreadable(path, error)
    if len(content) > LARGEST:
        return Attached(
            rule="too-big",
            message=Sentence('"{path}" is larger than {size} MB', path=path, size=LARGEST // 1_000_000),
            hint=Sentence("save it smaller; of a photo, a quarter of the size shows as much"),
        )
    if len(content) > room:
        return Attached(
            rule="too-big",
            message=Sentence(
                '"{path}" and the files before it are together larger than {size} MB',
                path=path,
                size=LARGEST_TOGETHER // 1_000_000,
            ),
            hint=Sentence("save some of them smaller, or keep them elsewhere and say where"),
        )
    if not _is_what_it_says(path, content):
        return Attached(
            rule="other-file",
            message=Sentence(
                '"{path}" does not hold what its ending says: .{ending}', path=path, ending=ending(path)
            ),
            hint=Sentence("open it and save it again as that, or correct the ending")
            if KINDS[ending(path)].starts
            else Sentence("save it again as text in UTF-8"),
        )
    return Attached(content, legible(content))


def _is_what_it_says(path: str, content: bytes) -> bool:
    kind = KINDS[ending(path)]
    if kind.starts:
        return content.startswith(kind.starts) and (ending(path) != "webp" or content[8:12] == b"WEBP")
    try:
        return "\0" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _unreadable(path: str, error: OSError) -> Attached:
    return Attached(
        rule="unreadable-file",
        message=Sentence(
            '"{path}" cannot be opened ({reason})',
            path=path,
            reason=(error.strerror or "no reason given").lower(),
        ),
        hint=Sentence("check who may read it"),
    )
