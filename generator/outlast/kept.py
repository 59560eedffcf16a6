"""Answers that took long, kept for the next run under all that they depend on.

What is kept can be read by nobody who does not have the plan already: file and seal come from the question,
and the question holds the plan. So the cache gives nothing away on a machine from which a plan was removed.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, wraps
from hashlib import blake2b, shake_256
from itertools import count
from pathlib import Path
from typing import TypeVar, cast
from zlib import compress, decompress

from platformdirs import user_cache_path

S = TypeVar("S")
T = TypeVar("T")
CACHE = "OUTLAST_CACHE"
"""The variable that names another folder than the cache folder of the user; empty: nothing is written."""
ANSWERS = "answers"
"""The folder of those that take long."""
WORTH = 0.3
"""Seconds that an answer must have taken, to be written to disk."""
MOST = 100_000_000
"""Bytes of all answers that stay there; the ones unused for longest go first."""
MOST_BYTES = 100_000_000
"""Bytes that are read to see whether anything has changed; more takes longer than to answer."""
_EACH = 20_000
"""Bytes that a file counts for beside its own: to open one takes the time in which these could be read."""
TIDY_EVERY = 50
"""Answers that a process writes before it looks again how many there are."""
_writes = count()
_RECENT = 4
"""Answers that a process holds, for a program that runs on."""
_RECENT_EACH = 2000
"""Values that a function knows what it made of."""
_held: dict[bytes, object] = {}


def kept(question: bytes, answer: Callable[[], T]) -> T:
    """The answer to a question, worked out unless this process or this machine has it.

    Args:
        question: everything that the answer depends on, other than the program.
        answer: works it out; it must be a value that nobody changes.
    """
    key = _key(question)
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


def on_disk(question: bytes, answer: Callable[[], T]) -> T:
    """The same for answers that this process needs once, or holds by itself; none of them is None."""
    key = _key(question)
    found = _read(key)
    if found is None:
        found = answer()
        _write(key, found)
    return cast(T, found)


def unchanged(
    question: bytes,
    places: Iterable[Path],
    answer: Callable[[], T],
    holds: Callable[[T], bool] = lambda _: True,
    worth: Callable[[T, float], bool] = lambda _, took: took > WORTH,
) -> T:
    """An answer that is read from files, worked out unless it is kept and they are as they were then.

    Args:
        question: what the answer depends on beside them.
        places: the files and folders that are read. An answer is never None.
        holds: whether a kept answer still holds, by what is no file.
        worth: whether to keep an answer that took so many seconds.
    """
    places = tuple(places)
    state = state_of(places)
    key = _key(question + state) if state else b""
    found = cast(T | None, _read(key)) if key else None
    if found is not None and holds(found):
        return found
    began = time.monotonic()
    found = answer()
    # Somebody may have saved a file meanwhile.
    if key and worth(found, time.monotonic() - began) and state_of(places) == state:
        _write(key, found)
    return found


def recalled(question: bytes, folder: str = ANSWERS) -> object | None:
    """What was kept for a question; None where nothing was."""
    return _read(_key(question), folder)


def keep(question: bytes, answer: object, folder: str = ANSWERS) -> None:
    """Keep an answer for the next process, if there is a place for it."""
    _write(_key(question), answer, folder)


def tidy(folder: str, most: int = MOST) -> None:
    """Leave the answers of a folder that were used last, as many as there is room for in so many bytes."""
    if place := cache_folder():
        with suppress(OSError):  # another process may tidy up, too
            for file in sorted(
                (place / folder).iterdir(), key=lambda each: each.stat().st_mtime, reverse=True
            ):
                most -= file.stat().st_size + _EACH
                if most < 0:
                    file.unlink()


def state_of(places: Iterable[Path]) -> bytes | None:
    """What stands for all that lies in these files and folders: every name and every byte.

    None where not all can be told: there is a link, something that is no file, or too much of it.
    """
    state, room = blake2b(), MOST_BYTES
    try:
        for place in places:
            state.update(repr(str(place)).encode())
            for path, is_folder in _below(place):
                content = b"" if is_folder else path.read_bytes()
                room -= len(content) + _EACH
                if room < 0:
                    return None
                state.update(repr((str(path), is_folder, len(content))).encode() + content)
    except (OSError, _Untold):
        return None
    return state.digest()


class _Untold(Exception):
    """Something lies there whose bytes do not tell what a command reads."""


def _below(place: Path) -> Iterator[tuple[Path, bool]]:
    """A file, or a folder and all that lies in it, each with whether it is a folder; sorted."""
    if not os.path.lexists(place):
        return
    kind = place.lstat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise _Untold
    yield place, stat.S_ISDIR(kind)
    if stat.S_ISDIR(kind):
        for each in sorted(place.iterdir()):
            yield from _below(each)


def once_each(make: Callable[[S], T]) -> Callable[[S], T]:
    """A function of one frozen value that looks at each value once, told apart by which one it is.

    Equal values may take longer to compare than what is made of them.
    """
    known: dict[int, tuple[S, T]] = {}

    def made(of: S) -> T:
        found = known.get(id(of))
        if found is None:
            while len(known) >= _RECENT_EACH:
                del known[next(iter(known))]
            found = known[id(of)] = of, make(of)  # held, lest another value take its place
        return found[1]

    return made


def once_a_text(make: Callable[[str], T]) -> Callable[[str], T]:
    """A function of a text that reads each text once, known by its digest: the texts themselves are large."""
    known: dict[bytes, T] = {}

    @wraps(make)
    def made(text: str) -> T:
        digest = blake2b(text.encode(errors="surrogatepass")).digest()
        if digest not in known:
            while len(known) >= _RECENT_EACH:
                del known[next(iter(known))]
            known[digest] = make(text)
        return known[digest]

    return made


def cache_folder() -> Path | None:
    """The folder for what takes long to make, or None where nothing may be kept."""
    chosen = os.environ.get(CACHE)
    if chosen is None:
        return user_cache_path("outlast")
    return Path(chosen) if chosen else None


def _key(question: bytes) -> bytes:
    return blake2b(question, key=_program()).digest()


@cache
def _program() -> bytes:
    """What stands for the code that answers and for what it knows: all of it, so that no change is missed."""
    stamps = sorted(_stamps(os.fspath(Path(__file__).parent)))
    return blake2b(repr((stamps, sorted(_installed()), sys.version)).encode()).digest()


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of each file of the program."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path) if entry.name != "__pycache__" else ()
            else:
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns


def _installed() -> Iterator[str]:
    """Name and version of each package that can be imported."""
    for folder in filter(os.path.isdir, sys.path):
        with os.scandir(folder) as entries:
            yield from (entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))


def _file(key: bytes, folder: str) -> Path | None:
    place = cache_folder()
    return place / folder / blake2b(key, digest_size=16, person=b"name").hexdigest() if place else None


def _sealed(key: bytes, content: bytes) -> bytes:
    """The content under a key that is used for no other content, or the content again if it is sealed."""
    stream = int.from_bytes(shake_256(key).digest(len(content)))
    return (int.from_bytes(content) ^ stream).to_bytes(len(content))


def _read(key: bytes, folder: str = ANSWERS) -> object | None:
    """What was kept; None where nothing was, or something else lies there."""
    file = _file(key, folder)
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
    return cast(object, pickle.loads(decompress(_sealed(key, content))))  # noqa: S301


def _write(key: bytes, answer: object, folder: str = ANSWERS) -> None:
    """Keep an answer, if there is a place for it."""
    file = _file(key, folder)
    if file is None:
        return
    content = _sealed(key, compress(pickle.dumps(answer), 1))
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = file.with_suffix(f".{time.monotonic_ns()}")
        aside.write_bytes(blake2b(content, key=key).digest() + content)
        aside.replace(file)
    except OSError:
        return  # a full disk: it is worked out again
    if folder == ANSWERS and next(_writes) % TIDY_EVERY == 0:
        tidy(folder, MOST)
