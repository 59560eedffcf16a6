"""Secrets in the history of the repository that holds a plan: git forgets nothing that was ever saved.

Plain `git` is asked for every object it has, those that no branch leads to any more too. Nothing is changed,
nothing is fetched, and no program that the repository names is run.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile

from outlast.diagnostics import Diagnostic, Severity, Span, ordered
from outlast.git import Git, NoGit, NoRepository, env
from outlast.host.refusal import Refusal
from outlast.languages import Sentence
from outlast.secrets import Secret, is_account, search
from outlast.source import legible

LARGEST = 10_000_000
"""Bytes of an object that is searched: as much as a file beside a plan may have."""
_SHORT = 10
"""Signs of a hash that are shown; `git show` takes them."""
ACCEPTED = "accepted-secrets.txt"
"""The file at the top of a repository that says what is known there and opens nothing."""
_PLACE = re.compile(r"[0-9a-f]{10}:\d+")
_FIELD = re.compile(
    r"(?:^|[\s{,])(?:(?P<iban>iban)|account):[ \t]*"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|(?(iban)[^,}\n#]*|[^}\n#]*))",
    re.MULTILINE,
)
"""The fields that a plan has for the number of an account."""


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
    kept = _Remembered.at(folder)
    listed = kept.objects()
    found = [one for each in kept.contents(listed) for one in _secrets(*each)]
    homes = kept.homes({one.object for one in found if one.kind == "blob"})
    named = _named(kept.git.top())
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
        kept.git.shallow(),
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
    message = Sentence("{kind} stood here, or what looks like one", kind=one.secret.kind)
    hint = Sentence(
        "replace it at its source, since everybody with a copy of the repository has it,"
        " also after it was deleted; then it opens nothing any more, and you may accept it:"
        " {place} in {file}, and why",
        place=one.place,
        file=ACCEPTED,
    )
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
    for secret in search(_FIELD.sub(_without_account, text)):
        before = text[: secret.start]
        line = before.count("\n") + 1
        span = Span(line, secret.start - (before.rfind("\n") + 1) + 1, secret.end - secret.start)
        yield _Found(object, kind, secret, span, sha256(text[secret.start : secret.end].encode()).digest())


def _without_account(field: re.Match[str]) -> str:
    value = field["value"]
    blank = " " * len(value) if is_account(value, field["iban"] or "account") else value
    return field[0].removesuffix(value) + blank


@dataclass(frozen=True)
class _Remembered:
    """What git remembers of a repository."""

    git: Git

    @classmethod
    def at(cls, folder: Path) -> _Remembered:
        try:
            return cls(Git.at(folder))
        except NoGit:
            raise Refusal(
                "The history cannot be searched without git. Install it: https://git-scm.com"
            ) from None
        except NoRepository as why:
            if "dubious ownership" in str(why):
                raise Refusal(
                    f"The repository of {folder} belongs to somebody else, and git does not open it. If you"
                    " trust it, add it to git's safe.directory."
                ) from None
            raise Refusal(f"{folder} lies in no git repository: there is no history to search.") from None

    def objects(self) -> Sequence[tuple[str, str]]:
        """Hash and type of all that may hold words, sorted: files, and the messages of commits and tags."""
        form = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
        lines = self.git.run("cat-file", "--batch-all-objects", form).stdout.decode().splitlines()
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
                self.git.command("cat-file", "--batch"),
                stdin=names,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=env(),
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
        for word in self.git.run("log", *asked, *form).stdout.decode("utf-8", "replace").split("\0"):
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
