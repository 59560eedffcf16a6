"""A file that is complete or old, and a room to work in that a kill does not leave behind."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from secrets import token_hex

from outlast.host.lock import Lock, OutputLocked

_ASIDE = ".outlast-new"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A file to write; it takes the place of `target` unless the block raises.

    What killed runs left in the folder is swept. Raises OutputLocked when another run writes there, and
    OSError.
    """
    folder = target.parent.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{target.name}{_ASIDE}"
    with Lock(folder):
        try:
            for leftover in folder.glob(f".*{_ASIDE}"):
                if leftover.is_file():
                    leftover.unlink()
            try:
                yield aside
                with aside.open("rb+") as written:
                    os.fsync(written.fileno())  # a stick may be pulled out a moment later
                aside.replace(folder / target.name)
            except OSError as error:
                # Writing says what went wrong, and not where.
                raise OSError(error.errno, error.strerror, str(target)) from error
        finally:
            aside.unlink(missing_ok=True)


def replace_file(target: Path, content: bytes) -> None:
    """Write a file whole, in place of the old one. Raises OutputLocked and OSError."""
    if target.exists() and not target.is_file():
        target.write_bytes(content)  # a pipe, or a terminal
        return
    with replacing(target.resolve()) as aside:
        aside.write_bytes(content)


def keep_file(wanted: Path, content: bytes) -> Path:
    """Write a file whole under the name that is wanted, and return its place. Raises OSError.

    Nothing is replaced. Where another text has that name, the file gets the next free one: `-2`, `-3` …
    A file that has this content already is the file.
    """
    wanted.parent.mkdir(parents=True, exist_ok=True)
    aside = wanted.with_name(f".{wanted.name}.{token_hex(4)}")
    try:
        with aside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        number, place = 1, wanted
        while not _claimed(place):
            if place.is_file() and place.read_bytes() == content:
                return place
            number += 1
            place = wanted.with_stem(f"{wanted.stem}-{number}")
        aside.replace(place)
        return place
    finally:
        aside.unlink(missing_ok=True)


def _claimed(place: Path) -> bool:
    """Whether a name was free, and is ours now: of two runs, one gets it."""
    try:
        place.open("xb").close()
    except FileExistsError:
        return False
    return True


@contextmanager
def private_room() -> Iterator[Path]:
    """An empty folder for what must not stay: nobody else can read it, and it is gone afterwards.

    After a kill the next room takes its place, and empties it. Raises OSError.
    """
    with _first_free() as lock:
        room = Path(tempfile.gettempdir()) / f"outlast-{lock.key}"
        try:
            if room.is_symlink() or room.exists():
                shutil.rmtree(room)  # which refuses a link
            room.mkdir(mode=0o700)
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _first_free() -> Lock:
    """A lock that nobody holds. Few are ever made: each leaves an empty file in the temporary folder."""
    for number in count():
        with suppress(OutputLocked):
            return Lock(Path(f"room {number}"))
    raise AssertionError
