"""Answers that took long, kept for the next run under all that they depend on.

What is kept can be read by nobody who does not have the plan already: file and seal come from the question,
and the question holds the plan. So the cache gives nothing away on a machine from which a plan was removed.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from collections.abc import Callable
from functools import cache
from hashlib import blake2b, shake_256
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar, cast
from zoneinfo import TZPATH, ZoneInfo

from platformdirs import user_cache_path

T = TypeVar("T")
CACHE = "OUTLAST_CACHE"
"""The variable that names another folder than the cache folder of the user; empty: nothing is written."""
WORTH = 0.3
"""Seconds that an answer must have taken, to be written to disk."""
MOST = 40
"""Answers that stay there; the ones unused for longest go first."""
_RECENT = 4
"""Answers that a process holds, for a program that runs on."""
_held: dict[bytes, object] = {}


def kept(question: bytes, answer: Callable[[], T]) -> T:
    """The answer to a question, worked out unless this machine has it.

    Args:
        question: everything that the answer depends on, other than the program.
        answer: works it out; it must be a value that nobody changes.
    """
    key = blake2b(question, key=_program()).digest()
    if key not in _held:
        _held[key] = found = _read(key)
        if found is None:
            began = time.monotonic()
            _held[key] = answer()
            if time.monotonic() - began > WORTH:
                _write(key, _held[key])
        while len(_held) > _RECENT:
            del _held[next(iter(_held))]
    return cast(T, _held[key])


def zone_rules(zone: ZoneInfo) -> bytes:
    """The clock of a place as this machine has it, on which a question that counts hours depends."""
    for folder in TZPATH:
        if (file := Path(folder, zone.key)).is_file():
            return file.read_bytes()
    return version("tzdata").encode()


def cache_folder() -> Path | None:
    """The folder for what takes long to make, or None where nothing may be kept."""
    chosen = os.environ.get(CACHE)
    if chosen is None:
        return user_cache_path("outlast")
    return Path(chosen) if chosen else None


@cache
def _program() -> bytes:
    """What stands for the code that answers: all of it, so that no change of it is missed."""
    package = Path(__file__).parent
    files = [(file, file.stat()) for file in sorted(package.rglob("*.py"))]
    stamps = [(str(file), found.st_size, found.st_mtime_ns) for file, found in files]
    others = [version(name) for name in ("pydantic", "python-dateutil")]
    return blake2b(repr((stamps, others, sys.version)).encode()).digest()


def _file(key: bytes) -> Path | None:
    folder = cache_folder()
    return folder / "answers" / blake2b(key, digest_size=16, person=b"name").hexdigest() if folder else None


def _sealed(key: bytes, content: bytes) -> bytes:
    """The content under a key that is used for no other content, or the content again if it is sealed."""
    stream = int.from_bytes(shake_256(key).digest(len(content)))
    return (int.from_bytes(content) ^ stream).to_bytes(len(content))


def _read(key: bytes) -> object | None:
    """What was kept; None where nothing was, or something else lies there."""
    file = _file(key)
    if file is None:
        return None
    try:
        content = file.read_bytes()
        file.touch()
    except OSError:
        return None
    seal, content = content[:64], content[64:]
    if seal != blake2b(content, key=key).digest():
        return None
    # Only who knows the whole question can have written this.
    return cast(object, pickle.loads(_sealed(key, content)))  # noqa: S301


def _write(key: bytes, answer: object) -> None:
    """Keep an answer, if there is a place for it."""
    file = _file(key)
    if file is None:
        return
    content = _sealed(key, pickle.dumps(answer))
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = file.with_suffix(f".{time.monotonic_ns()}")
        aside.write_bytes(blake2b(content, key=key).digest() + content)
        aside.replace(file)
        for old in sorted(file.parent.iterdir(), key=lambda each: each.stat().st_mtime)[:-MOST]:
            old.unlink()
    except OSError:
        return  # a full disk, or another process that tidies up: it is worked out again
