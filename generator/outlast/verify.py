#!/usr/bin/env python3
"""Check that a copy of the runbook is whole: every file there, none changed, none added.

    python verify.py                   the folder that this program lies in
    python verify.py PLACE             another folder, or a zip
    python verify.py PLACE NUMBER      and whether its number is the one on the paper

The code at the end is 0 when all is as it was written, 1 when something is not, 2 when there is nothing to
check. This file lies on the drive and runs where Outlast is not installed: it needs nothing but Python 3.8.
Whoever can change a copy can change this file in it. So check a copy with a verify.py from another place.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

MANIFEST = "MANIFEST"
START = "START-HERE.html"

TEXTS: Mapping[str, Mapping[str, str]] = {}
"""What this program says in the languages of its copy, by code; filled in where it lies in one."""

_FORMAT = "Outlast bundle, format 2"
_HEAD = ("name", "edition", "date", "version", "sealed")
_LINE = re.compile(r"([0-9a-f]{64})  (\d{1,12})  (.+)")
_LARGEST_MANIFEST = 8_000_000
_CHUNK = 1 << 18
_DIGITS, _GROUP = 20, 4
"""Of the number of a copy. 80 bits: few enough to write by hand, too many to find a second copy with them."""
_LITTER = re.compile(
    r"\._.*|\.ds_store|\.localized|\.apdisk|\.volumeicon\.icns|\.directory|\.fuse_hidden.*"
    r"|(eh)?thumbs\.db|desktop\.ini|indexervolumeguid|wpsettings\.dat",
    re.IGNORECASE,
)
_MOST_LITTER = 5
"""Names of them that are told."""
_LITTER_FOLDER = re.compile(
    r"__macosx|\.spotlight-v100|\.trashes|\.trash-\d+|\.fseventsd|\.temporaryitems|\.documentrevisions-v100"
    r"|system volume information|\$recycle\.bin|recycler|lost\+found",
    re.IGNORECASE,
)


def say(text: str, **values: object) -> str:
    """A sentence in the language of this computer, if the copy has it, else in the first of the copy."""
    asked = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")[:2]
    texts = TEXTS[asked] if asked in TEXTS else next(iter(TEXTS.values()), {})
    return texts.get(text, text).format_map(values)


class NothingToCheck(Exception):
    """There is no bundle in that place; the text says what is there instead."""


class Damaged(Exception):
    """It is a bundle, and so badly damaged that its files cannot be checked one by one."""


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself."""

    name: str
    edition: str
    date: str
    version: str
    sealed: bool
    """Whether the files on the drive are encrypted."""
    files: Mapping[str, tuple[str, int]] = field(repr=False)
    """SHA-256 and size in bytes of every file but the manifest itself, by path."""


@dataclass(frozen=True)
class Report:
    """What came of a check."""

    manifest: Manifest
    problems: tuple[str, ...]
    """A sentence for each file that is not as it was written."""
    number: str
    """The number of the copy, computed from the files that are there."""
    litter: tuple[str, ...] = ()
    """Files that a computer writes by itself on every drive; they count for nothing."""


def number(manifest: Manifest) -> str:
    """One number for a copy: the first digits of the SHA-256 of what a manifest says of it and of each file.

    No file of the copy holds it, so every file counts, as it lies there: encrypted or not, PDFs included.
    """
    digits = _sha(_body(manifest).encode())[:_DIGITS]
    return "-".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))


def fingerprint(content: bytes) -> tuple[str, int]:
    """What the manifest says of a file: SHA-256 and size."""
    return _sha(content), len(content)


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as a file: a head, a line for each file, and a hash of all that stands before it."""
    text = _body(manifest)
    return (text + f"end: {_sha(text.encode())}\n").encode()


def _body(manifest: Manifest) -> str:
    told = {key: str(getattr(manifest, key)) for key in _HEAD}
    told["sealed"] = "yes" if manifest.sealed else "no"
    head = [_FORMAT, *(f"{key}: {' '.join(told[key].split())}" for key in _HEAD), ""]
    lines = [f"{sha}  {size}  {path}" for path, (sha, size) in sorted(manifest.files.items())]
    return "\n".join([*head, *lines]) + "\n"


def read_manifest(content: bytes) -> Manifest:
    """The manifest in a file. Raises Damaged."""
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Damaged(say("MANIFEST is damaged: it is no text.")) from None
    body, found, end = text.rpartition("end: ")
    if not found or not body.endswith("\n"):
        raise Damaged(say("MANIFEST was cut short: its last line is missing."))
    if end.strip() != _sha(body.encode()):
        raise Damaged(say("MANIFEST was changed after it was written."))
    head, _, rest = body.partition("\n\n")
    first, *told = head.split("\n")
    if first != _FORMAT:
        raise Damaged(
            say("This program does not know the form of this MANIFEST. Use the verify.py beside it.")
        )
    said = dict(line.partition(": ")[::2] for line in told)
    if not set(_HEAD) <= set(said):
        raise Damaged(say("MANIFEST is damaged: its head lacks a line."))
    files: dict[str, tuple[str, int]] = {}
    for line in rest.splitlines():
        match = _LINE.fullmatch(line)
        if not match or not stays_inside(match[3]) or match[3] in files:
            raise Damaged(
                say("MANIFEST is damaged: a line cannot be understood: {line}", line=plain(line[:120]))
            )
        files[match[3]] = match[1], int(match[2])
    return Manifest(
        name=said["name"],
        edition=said["edition"],
        date=said["date"],
        version=said["version"],
        sealed=said["sealed"] == "yes",
        files=files,
    )


def verify(place: Path, expected: str = "") -> Report:
    """Compare a folder or a zip with the manifest in it. Raises NothingToCheck and Damaged.

    Args:
        expected: the number that the copy must have, as somebody types it; left out, it may have any.
    """
    digits = re.sub(r"[\s-]", "", expected).lower()
    if expected and not re.fullmatch(f"[0-9a-f]{{{_DIGITS}}}", digits):
        raise NothingToCheck(
            say(
                "{number} is not the number of a copy. That has {count} signs, each 0 to 9 or a to f.",
                number=plain(expected),
                count=_DIGITS,
            )
        )
    report = _checked(place)
    if expected and not report.problems and report.number.replace("-", "") != digits:
        another = say(
            "This copy has the number {number}, and not {other}.",
            number=report.number,
            other=plain(expected),
        )
        return replace(report, problems=(another,))
    return report


def _checked(place: Path) -> Report:
    try:
        kind = place.stat().st_mode
    except (OSError, ValueError):
        raise NothingToCheck(say("There is no file or folder {path}.", path=plain(str(place)))) from None
    if stat.S_ISDIR(kind):
        return _compare(_Folder(place))
    if not stat.S_ISREG(kind):
        raise NothingToCheck(say("{path} is neither a zip nor a folder.", path=plain(str(place))))
    with _opened(place) as archive:
        return _compare(_Zip(archive))


def told(report: Report, expected: str = "") -> Iterator[str]:
    """The lines that tell a person what came of a check for the number `expected`, if any."""
    manifest = report.manifest
    values = {
        "name": plain(manifest.name),
        "edition": plain(manifest.edition),
        "day": plain(manifest.date),
        "count": len(manifest.files) + 1,
    }
    if report.litter:
        some = [plain(path) for path in report.litter[:_MOST_LITTER]]
        more = len(report.litter) - _MOST_LITTER
        yield say("Not part of this copy, and not checked: {files}.", files=", ".join(some))
        if more > 0:
            yield say("More such files: {count}.", count=more)
        yield say("Computers write such files by themselves. Do not open them.")
    if report.problems:
        yield from report.problems
        yield say("This copy is not as it was written: {name}, edition {edition}, of {day}.", **values)
        yield say("Do not trust it: use another copy, or ask who made it for a new one.")
        return
    yield say(
        "All {count} files are as the MANIFEST beside them says: {name}, edition {edition}, of {day}.",
        **values,
    )
    if manifest.sealed:
        yield say("The runbook is encrypted. This check did not look inside: the passphrase does.")
    yield say("Number of this copy: {number}", number=report.number)
    if expected:
        yield say("That is the number you gave. Nothing was changed since this copy was made.")
    else:
        yield say("Compare it with the number on your paper. If they differ, somebody changed this copy.")
    yield say("Trust this check only if its program did not come from the copy itself.")


def plain(text: str) -> str:
    """Text of a stranger, fit for a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text.encode("utf-8", "replace").decode())


def main(arguments: Sequence[str]) -> int:
    """Check and tell; the code to end with."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if len(arguments) > 2 or any(argument in ("-h", "--help") for argument in arguments):
        print((__doc__ or "").strip())
        return 0 if len(arguments) == 1 else 2
    place = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    expected = arguments[1] if len(arguments) > 1 else ""
    try:
        report = verify(place, expected)
    except NothingToCheck as nothing:
        print(nothing, file=sys.stderr)
        return 2
    except Damaged as damaged:
        print(damaged, say("Do not trust this copy: use another one."), sep="\n")
        return 1
    for line in told(report, expected):
        print(line)
    return 1 if report.problems else 0


# What lies there


class _Folder:
    """A folder with a bundle in it, or in the one folder in it."""

    def __init__(self, top: Path) -> None:
        self.odd: list[str] = []
        self._top = top
        if not _has_manifest(top):
            folders = (Path(entry.path) for entry in _scan(top) if entry.is_dir(follow_symlinks=False))
            inner = [folder for folder in folders if _has_manifest(folder)]
            if len(inner) == 1:
                self._top = inner[0]
        self.sizes = dict(self._walk(self._top, ""))

    def manifest(self) -> bytes | None:
        name = _has_manifest(self._top)
        if name is None:
            return None
        self.sizes.pop(name, None)
        return b"".join(self.chunks(name, _LARGEST_MANIFEST))

    def chunks(self, path: str, limit: int) -> Iterator[bytes]:
        with self._top.joinpath(*path.split("/")).open("rb") as stream:
            yield from _bounded(stream, limit)

    def _walk(self, folder: Path, prefix: str) -> Iterator[tuple[str, int]]:
        for entry in _scan(folder, self.odd):
            path = prefix + entry.name
            if entry.is_symlink():
                self.odd.append(
                    say(
                        "link: {path} is a link to another place, and no file of this copy.", path=plain(path)
                    )
                )
            elif entry.is_dir(follow_symlinks=False):
                yield from self._walk(Path(entry.path), path + "/")
            elif entry.is_file(follow_symlinks=False):
                yield path, entry.stat(follow_symlinks=False).st_size
            else:
                self.odd.append(say("extra: {path} is no ordinary file.", path=plain(path)))


def _has_manifest(folder: Path) -> str | None:
    # Some systems show a short name of a FAT drive in small letters.
    files = (entry.name for entry in _scan(folder) if entry.is_file(follow_symlinks=False))
    return next((name for name in files if name.upper() == MANIFEST), None)


class _Zip:
    """A zip with a bundle in it, or in the one folder in it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.odd: list[str] = []
        self._archive = archive
        self._entries: dict[str, zipfile.ZipInfo] = {}
        names = [entry.orig_filename for entry in archive.infolist()]
        tops = {name[: -len(MANIFEST)] for name in names if name.split("/")[1:] == [MANIFEST]}
        top = tops.pop() if len(tops) == 1 and MANIFEST not in names else ""
        for entry in archive.infolist():
            name = entry.orig_filename
            path = name[len(top) :] if name.startswith(top) else name
            if not stays_inside(path.rstrip("/") or "x"):
                self.odd.append(
                    say("extra: {path} has a name that could lead out of its folder.", path=plain(name))
                )
            elif stat.S_ISLNK(entry.external_attr >> 16):
                self.odd.append(
                    say(
                        "link: {path} is a link to another place, and no file of this copy.", path=plain(path)
                    )
                )
            elif path in self._entries:
                self.odd.append(say("extra: {path} stands in the zip twice.", path=plain(path)))
            elif not name.endswith("/"):
                self._entries[path] = entry
        self.sizes = {path: entry.file_size for path, entry in self._entries.items()}

    def manifest(self) -> bytes | None:
        if MANIFEST not in self.sizes:
            return None
        del self.sizes[MANIFEST]
        return b"".join(self.chunks(MANIFEST, _LARGEST_MANIFEST))

    def chunks(self, path: str, limit: int) -> Iterator[bytes]:
        with self._archive.open(self._entries[path]) as stream:
            yield from _bounded(stream, limit)


def _opened(file: Path) -> zipfile.ZipFile:
    begins = b""
    try:
        with file.open("rb") as stream:
            begins = stream.read(2)
        return zipfile.ZipFile(file)
    except PermissionError:
        raise NothingToCheck(
            say("{path} cannot be read: the system does not allow it.", path=plain(str(file)))
        ) from None
    except Exception:
        # A damaged zip makes the reader fail in more ways than it documents.
        if begins != b"PK":
            raise NothingToCheck(
                say("{path} is neither a zip nor a folder.", path=plain(str(file)))
            ) from None
        raise Damaged(
            say("{path} is damaged or was cut short: it does not open as a zip.", path=plain(str(file)))
        ) from None


# Comparing


def _compare(there: _Folder | _Zip) -> Report:
    manifest = _manifest_of(there)
    sizes = {unicodedata.normalize("NFC", path): path for path in there.sizes}
    names = {unicodedata.normalize("NFC", path): path for path in manifest.files}
    problems, litter = list(there.odd), []
    for path in sorted(set(there.sizes) - set(sizes.values())):
        problems += [
            say("extra: {path} is there twice, in two spellings that look the same.", path=plain(path))
        ]
    files: dict[str, tuple[str, int]] = {}
    for path in sorted(set(names) & set(sizes)):
        sha, size = manifest.files[names[path]]
        found = _look(there, sizes[path], size)
        if found.problem or found.sha != sha:
            problems.append(_changed(path, size, found))
        files[names[path]] = found.sha, found.size
    missing = {path: manifest.files[names[path]] for path in sorted(set(names) - set(sizes))}
    for path in sorted(set(sizes) - set(names)):
        if is_litter(path):
            litter.append(path)
            continue
        before = _former_name(there, sizes[path], missing)
        if before is None:
            problems.append(say("extra: {path} does not belong to this copy.", path=plain(path)))
        else:
            del missing[before]
            problems.append(
                say("renamed: {before} is now called {path}.", before=plain(before), path=plain(path))
            )
    problems += [say("missing: {path} is not there.", path=plain(path)) for path in missing]
    return Report(manifest, tuple(problems), number(replace(manifest, files=files)), tuple(litter))


def _manifest_of(there: _Folder | _Zip) -> Manifest:
    try:
        content = there.manifest()
    except Exception:
        raise Damaged(say("MANIFEST is damaged: it cannot be read.")) from None
    if content is None and any(path == START or path.startswith("site/") for path in there.sizes):
        raise Damaged(say("missing: MANIFEST is not there, so nothing can be compared."))
    if content is None:
        raise NothingToCheck(say("There is no copy of a runbook in that place: it holds no MANIFEST."))
    if len(content) > _LARGEST_MANIFEST:
        raise Damaged(say("MANIFEST is damaged: it is far too large."))
    return read_manifest(content)


@dataclass(frozen=True)
class _Found:
    sha: str = ""
    size: int = 0
    problem: str = ""


def _look(there: _Folder | _Zip, path: str, size: int) -> _Found:
    """What a file holds; no more of it is read than it should hold, and one byte."""
    whole, length = hashlib.sha256(), 0
    try:
        for chunk in there.chunks(path, size):
            whole.update(chunk)
            length += len(chunk)
    except OSError as error:
        return _Found(problem=error.strerror or "damaged")
    except Exception:
        # A damaged entry of a zip makes the reader fail in more ways than it documents.
        return _Found(problem="damaged")
    return _Found(whole.hexdigest(), length)


def _changed(path: str, size: int, found: _Found) -> str:
    if found.problem:
        return say(
            "damaged: {path} cannot be read ({reason}).", path=plain(path), reason=found.problem.lower()
        )
    if found.size < size:
        return say(
            "cut short: {path} has {there} of its {count} bytes.",
            path=plain(path),
            there=found.size,
            count=size,
        )
    if found.size > size:
        return say(
            "changed: {path} is longer than the {count} bytes that were written.",
            path=plain(path),
            count=size,
        )
    return say("changed: {path} is not as it was written.", path=plain(path))


def _former_name(there: _Folder | _Zip, path: str, missing: Mapping[str, tuple[str, int]]) -> str | None:
    for before, (sha, size) in missing.items():
        if there.sizes[path] == size and _look(there, path, size).sha == sha:
            return before
    return None


def is_litter(path: str) -> bool:
    """Whether an operating system left this file, and no person."""
    *folders, name = path.split("/")
    return bool(_LITTER.fullmatch(name)) or any(_LITTER_FOLDER.fullmatch(folder) for folder in folders)


# Small things


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def stays_inside(path: str) -> bool:
    """Whether a path names a file in its folder on every system, and nothing that a terminal obeys."""
    parts = path.split("/")
    return path.isprintable() and "\\" not in path and ":" not in path and not {"", ".", ".."} & set(parts)


def _scan(folder: Path, odd: list[str] | None = None) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        if odd is not None:
            odd.append(
                say(
                    "damaged: the folder {path} cannot be opened ({reason}).",
                    path=plain(str(folder)),
                    reason=error.strerror,
                )
            )
        return []


def _bounded(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """The content in pieces, at most `limit` bytes and one more, which says that there is more."""
    left = limit + 1
    while left > 0:
        chunk = stream.read(min(_CHUNK, left))
        if not chunk:
            return
        left -= len(chunk)
        yield chunk


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
