"""Secrets in the history of the repository that holds a plan: git forgets nothing that was ever saved.

Plain `git` is asked for every object it has, those that no branch leads to any more too. Nothing is changed,
nothing is fetched, and no program that the repository names is run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from outlast.diagnostics import Diagnostic, Severity, Span, ordered
from outlast.host.refusal import Refusal
from outlast.secrets import IBAN, Secret, search
from outlast.source import legible

LARGEST = 10_000_000
"""Bytes of an object that is searched: as much as a file beside a plan may have."""
_SHORT = 10
"""Signs of a hash that are shown; `git show` takes them."""
_HINT = (
    "replace it at its source, since everybody with a copy of the repository has it, also after it was"
    " deleted; then it opens nothing any more, and you may accept it: {place} in {file}, and why"
)
ACCEPTED = "accepted-secrets.txt"
"""The file at the top of a repository that says what is known there and opens nothing."""
_PLACE = re.compile(r"[0-9a-f]{10}:\d+")
_IBAN_FIELD = re.compile(r"(?:^|[\s{,])iban:[ \t]*[\"']?$")
"""What stands before an IBAN in the one field that a plan has for it."""


@dataclass(frozen=True)
class Searched:
    """What a search through the history came to."""

    diagnostics: tuple[Diagnostic, ...]
    """One for each secret, where it first stood: `commit:path`, line and column."""
    objects: int
    """How many states of files and messages were read."""
    shallow: bool
    """Whether this copy of the repository lacks its older part."""
    accepted: int = 0
    """How many secrets are not among the diagnostics, since the file of accepted ones names their places."""
    idle: tuple[str, ...] = ()
    """What that file names and nothing is found at."""


@dataclass(frozen=True)
class _Home:
    """Where a file stood: in the first commit that had it, and all the paths that it ever had."""

    number: int
    commit: str
    file: str
    paths: frozenset[str]


@dataclass(frozen=True)
class _Found:
    object: str
    kind: str
    """`blob`, `commit` or `tag`."""
    secret: Secret
    span: Span
    digest: bytes
    """Of the secret, so that it is reported once without being kept."""

    @property
    def place(self) -> str:
        """Names it without a word of it; the same in every copy of the repository, and for ever."""
        return f"{self.object[:_SHORT]}:{self.span.line}"


def searched(folder: Path) -> Searched:
    """What git remembers of secrets, in the repository that `folder` lies in.

    Raises Refusal where there is no git or no repository, or the file of accepted secrets gives no reasons.
    """
    git = _Git.at(folder)
    listed = git.objects()
    found = [one for object, kind, content in git.contents(listed) for one in _secrets(object, kind, content)]
    homes = git.homes({one.object for one in found if one.kind == "blob"})
    named = _named(git.top())
    used: set[str] = set()
    first: dict[bytes, tuple[tuple[int, str], Diagnostic]] = {}
    for one in found:
        if fitting := [each for each in named if _fits(each, one, homes)]:
            used.update(fitting)
            continue
        said = _said(one, homes)
        if one.digest not in first or said[0] < first[one.digest][0]:
            first[one.digest] = said
    return Searched(
        ordered(said for _, said in first.values()),
        len(listed),
        git.shallow(),
        len({one.digest for one in found} - first.keys()),
        tuple(each for each in named if each not in used),
    )


def _named(top: Path) -> Sequence[str]:
    """The places and the paths that the repository accepts. Raises Refusal for one without a reason."""
    try:
        lines = (top / ACCEPTED).read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeError):
        raise Refusal(f"{ACCEPTED} cannot be read: save it as text in UTF-8.") from None
    named = []
    for number, line in enumerate(lines, 1):
        words = line.split(maxsplit=1)
        if not words or words[0].startswith("#"):
            continue
        if len(words) == 1:
            raise Refusal(f"{ACCEPTED}:{number}: say behind {words[0]} why it opens nothing.")
        named.append(words[0])
    return named


def _fits(named: str, one: _Found, homes: Mapping[str, _Home]) -> bool:
    if _PLACE.fullmatch(named):
        return named == one.place
    home = homes.get(one.object)
    return home is not None and all(fnmatchcase(path, named) for path in home.paths)


def _said(one: _Found, homes: Mapping[str, _Home]) -> tuple[tuple[int, str], Diagnostic]:
    """When it was (for comparison) and what is said about it."""
    if one.kind != "blob":
        age, path = -1, f"{one.object[:_SHORT]} (message)"
    elif one.object in homes:
        home = homes[one.object]
        age, path = home.number, f"{home.commit[:_SHORT]}:{home.file}"
    else:
        age, path = 1 << 60, f"{one.object[:_SHORT]} (in no commit)"
    message = f"{one.secret.kind} stood here, or what looks like one"
    hint = _HINT.format(place=one.place, file=ACCEPTED)
    said = Diagnostic(path, one.span, Severity.ERROR, rule="secret-in-history", message=message, hint=hint)
    return (age, path), said


def _secrets(object: str, kind: str, content: bytes) -> Iterator[_Found]:
    """What a file or a message holds. Of pictures and programs nothing is read."""
    if kind != "blob":
        content = content.partition(b"\n\n")[2]  # who and when stands before the message
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16", "replace") if wide else legible(content)
    if text is None:
        return
    for secret in search(text):
        before = text[: secret.start]
        if secret.kind == IBAN and _IBAN_FIELD.search(before[-60:].rpartition("\n")[2]):
            continue
        line = before.count("\n") + 1
        span = Span(line, secret.start - (before.rfind("\n") + 1) + 1, secret.end - secret.start)
        yield _Found(object, kind, secret, span, sha256(text[secret.start : secret.end].encode()).digest())


@dataclass(frozen=True)
class _Git:
    program: str
    folder: Path

    @classmethod
    def at(cls, folder: Path) -> _Git:
        program = shutil.which("git")
        if program is None:
            raise Refusal("The history cannot be searched without git. Install it: https://git-scm.com")
        place = next((one for one in (folder, *folder.resolve().parents) if one.is_dir()), Path())
        git = cls(program, place)
        done = git.run("rev-parse", "--git-dir")
        if done.returncode:
            why = done.stderr.decode("utf-8", "replace")
            if "dubious ownership" in why:
                raise Refusal(
                    f"The repository of {folder} belongs to somebody else, and git does not open it. If you"
                    " trust it, add it to git's safe.directory."
                )
            raise Refusal(f"{folder} lies in no git repository: there is no history to search.")
        return git

    def run(self, *arguments: str, stdin: IO[bytes] | None = None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603 - the arguments are ours
            self._command(*arguments),
            stdin=stdin or subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=_env(),
        )

    def _command(self, *arguments: str) -> list[str]:
        return [self.program, "-C", str(self.folder), "--no-pager", *arguments]

    def shallow(self) -> bool:
        return self.run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def top(self) -> Path:
        """The folder at the top of the working tree; where there is none, the one that was named."""
        said = self.run("rev-parse", "--show-toplevel").stdout.decode("utf-8", "replace").strip()
        return Path(said) if said else self.folder

    def objects(self) -> Sequence[tuple[str, str]]:
        """Hash and type of all that may hold words, sorted: files, and the messages of commits and tags."""
        form = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
        lines = self.run("cat-file", "--batch-all-objects", form).stdout.decode().splitlines()
        rows = (line.split() for line in lines)
        return [
            (row[0], row[1])
            for row in rows
            if len(row) == 3 and row[1] in ("blob", "commit", "tag") and int(row[2]) <= LARGEST
        ]

    def contents(self, listed: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, bytes]]:
        """Hash, type and content of each object, one after the other."""
        with TemporaryFile() as names:
            names.write("".join(f"{object}\n" for object, _ in listed).encode())
            names.seek(0)
            with subprocess.Popen(  # noqa: S603 - as above
                self._command("cat-file", "--batch"),
                stdin=names,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_env(),
            ) as process:
                stream = process.stdout
                if stream is None:
                    return
                while header := stream.readline().split():
                    if len(header) != 3:
                        continue  # it is missing from this copy
                    content = stream.read(int(header[2]))
                    stream.read(1)
                    yield header[0].decode(), header[1].decode(), content

    def homes(self, blobs: set[str]) -> Mapping[str, _Home]:
        """Where each of these files stood."""
        first: dict[str, tuple[int, str, str]] = {}
        paths: dict[str, set[str]] = {}
        if not blobs:
            return {}
        asked = ("--all", "--reflog", "--reverse", "--topo-order", "-m", "--root")
        form = ("--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "-z", "--format=commit %H")
        commit, number, object = "", 0, ""
        for word in self.run("log", *asked, *form).stdout.decode("utf-8", "replace").split("\0"):
            word = word.lstrip("\n")
            if object:
                if object in blobs:
                    first.setdefault(object, (number, commit, word))
                    paths.setdefault(object, set()).add(word)
                object = ""
            elif word.startswith("commit "):
                commit, number = word.split()[1], number + 1
            elif word.startswith(":"):
                object = word.split()[3]
        return {object: _Home(*where, frozenset(paths[object])) for object, where in first.items()}


def _env() -> dict[str, str]:
    """The surroundings without what would lead git to another repository, or to the network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
