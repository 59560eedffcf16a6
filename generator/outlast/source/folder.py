"""The files of a plan folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from outlast.diagnostics import Severity, Span
from outlast.kept import on_disk
from outlast.languages import Sentence
from outlast.source.decoding import Undecodable, decode, split
from outlast.source.document import Document
from outlast.source.secrecy import guarded
from outlast.source.translation import translation
from outlast.source.tree import build

LARGEST_FILE = 2_000_000
"""Bytes of one file. What a person writes and reads stays far below; more is a mistake or an attack."""

SUFFIXES = (".yml", ".yaml")
TRANSLATIONS = "languages"
"""The folder in a plan of which `nl.po` says its texts in Dutch."""


def read(folder: Path, prefix: str = "plan") -> tuple[Document, ...]:
    """Every file of the plan in this folder and the folders in it, sorted by path.

    `prefix` stands before each path in place of the folder. Hidden files and folders are left out, links
    are not followed. What cannot be read is a Document with diagnostics; nothing is raised for a plan.
    """
    prefix = prefix.rstrip("/") or "."
    if not folder.is_dir():
        return (_refused(prefix, "no-plan", Sentence("there is no folder of this name"), _START),)
    found = sorted(_files(folder, prefix), key=lambda pair: pair[0])
    if not found:
        return (_refused(prefix, "no-plan", Sentence("this folder holds no .yml file"), _START),)
    return tuple(_document(path, file) for path, file in found)


def contents(folder: Path) -> Mapping[str, bytes]:
    """The files that `read` reads, as they are, by their path inside the folder; not those it refuses."""
    found = sorted((path, file) for path, file in _files(folder, "") if isinstance(file, Path))
    return {path.removeprefix("/"): file.read_bytes() for path, file in found if file.is_file()}


@lru_cache(maxsize=256)  # `serve` reads a plan again after each edit of one file
def parse(path: str, content: bytes) -> Document:
    """The document of a file with this content. It never raises: what is wrong is in its diagnostics."""
    if len(content) > LARGEST_FILE:
        return _refused(
            path,
            "too-big",
            Sentence("this file is larger than {size} MB", size=LARGEST_FILE // 1_000_000),
            _SPLIT,
        )
    try:
        text = decode(content)
    except Undecodable as error:
        diagnostic = Document(path, error.lines).error(error.rule, error.span, error.message, error.hint)
        # Ids are searched in what could not be read; UTF-16 without a mark is text with a NUL in each letter.
        unread = "\n".join(error.lines).replace("\0", "")
        document = Document(path, error.lines, unread=unread, diagnostics=(diagnostic,))
        return guarded(document, "\n".join(error.lines))
    return guarded((translation if is_translation(path) else build)(path, text, split(text)), text)


def is_translation(path: str) -> bool:
    """Whether a file of a plan is no part of it, and says its texts in another language."""
    return PurePosixPath(path).parent.name == TRANSLATIONS and path.lower().endswith(".po")


@lru_cache(maxsize=256)
def parsed(path: str, content: bytes) -> Document:
    """The same, unless another process has parsed that file: to read a document is faster than YAML."""
    return on_disk(b"document " + repr(path).encode() + content, lambda: parse(path, content))


_START = Sentence("a plan is a folder of YAML files, and begins with one that says `business:`")
_SPLIT = Sentence("split it: a plan may be spread over any number of files")


def _files(folder: Path, path: str) -> Iterator[tuple[str, Path | Document]]:
    """Path and file, or path and what is to be said about it."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield (
            path,
            _refused(
                path,
                "unreadable-file",
                Sentence("this folder cannot be opened ({reason})", reason=_why(error)),
                _RIGHTS,
            ),
        )
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        here = f"{path}/{entry.name}"
        ours = entry.name.lower().endswith(SUFFIXES) or is_translation(here)
        if entry.is_symlink():
            if ours or entry.is_dir():
                yield (
                    here,
                    _refused(
                        here,
                        "link",
                        Sentence("this is a link to another place, and links are not followed"),
                        Sentence("put a copy here"),
                    ),
                )
        elif entry.is_dir(follow_symlinks=False):
            if ours:
                yield (
                    here,
                    _refused(
                        here,
                        "unreadable-file",
                        Sentence("this is a folder with the name of a file"),
                        Sentence(
                            "give it a name without {suffix} at the end", suffix=Path(entry.name).suffix
                        ),
                    ),
                )
            yield from _files(Path(entry.path), here)
        elif ours:
            yield here, Path(entry.path)


def _document(path: str, file: Path | Document) -> Document:
    if isinstance(file, Document):
        return file
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return _refused(
                path,
                "unreadable-file",
                Sentence("this is not an ordinary file"),
                Sentence("put a file of text here"),
            )
        with file.open("rb") as stream:
            return parsed(path, stream.read(LARGEST_FILE + 1))
    except OSError as error:
        return _refused(
            path,
            "unreadable-file",
            Sentence("this file cannot be opened ({reason})", reason=_why(error)),
            _RIGHTS,
        )


_RIGHTS = Sentence("check who may read it")


def _why(error: OSError) -> str:
    return (error.strerror or "no reason given").lower()


def _refused(path: str, rule: str, message: Sentence, hint: Sentence) -> Document:
    empty = Document(path)
    span = None if rule == "no-plan" else Span(1, 1)
    diagnostic = empty.diagnostic(Severity.ERROR, rule, span, message, hint)
    return Document(path, diagnostics=(diagnostic,))
