"""Output that is complete or old, never half: built aside, swapped in at the end.

A folder that Outlast wrote carries a marker. One without it is somebody else's, and is never cleaned.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outlast.host.atomic_swap import swap
from outlast.host.lock import Lock, OutputLocked

MARKER = ".outlast"
"""The file that says: Outlast made this folder, and may replace it."""


class Replacement:
    """A new, empty folder beside `target` that takes its place when it is kept.

    Whatever happens before, the old one stays as it was. Raises OutputLocked when `target` is not ours to
    replace, or when somebody else is writing it.
    """

    def __init__(self, target: Path, *, anyones: bool = False) -> None:
        """Prepare to replace `target`, which must be ours unless it may be `anyones`."""
        self.named = target
        """As the caller calls it."""
        self.target = target.resolve()
        name = self.target.name
        self._room = self.target.with_name(f".{name}.outlast-new")
        self.folder = self._room / name
        """Where to write: in a room that nobody else can read and git leaves alone, since a site that is not
        sealed yet would stay there after a kill."""
        self._old = self.target.with_name(f".{name}.outlast-old")
        self._lock: Lock | None = Lock(self.target)
        try:
            self._recover()
            check_ours(self.target, anyones=anyones)
            self._room.mkdir(mode=0o700, parents=True)
            (self._room / ".gitignore").write_bytes(b"*\n")
            self.folder.mkdir()
        except BaseException:
            self._lock.release()
            raise

    def keep(self, marker: bytes) -> None:
        """Put the new folder in place of the old one. Hidden files that others put there stay."""
        (self.folder / MARKER).write_bytes(marker)
        try:
            if self.target.exists():
                _carry_hidden(self.target, self.folder)
                if swap(self.folder, self.target):
                    return
                self.target.rename(self._old)
            self.folder.rename(self.target)
        except OSError:
            if self._old.exists() and not self.target.exists():
                self._old.rename(self.target)
            raise
        finally:
            self.drop()

    def drop(self) -> None:
        """Forget the new folder. Harmless after `keep`, and twice."""
        if self._lock is None:
            return
        for leftover in (self._room, self._old):
            shutil.rmtree(leftover, ignore_errors=True)
        self._lock.release()
        self._lock = None

    def _recover(self) -> None:
        """Clear away what a killed build left, and bring the old folder back if it was killed in mid-swap."""
        if self._old.exists() and not self.target.exists():
            self._old.rename(self.target)
        for leftover in (self._room, self._old):
            if leftover.exists():
                shutil.rmtree(leftover)


@contextmanager
def replacing_folder(target: Path) -> Iterator[Replacement]:
    """A replacement to write and to keep; what was not kept when the block ends is gone."""
    replacement = Replacement(target)
    try:
        yield replacement
    finally:
        replacement.drop()


def check_ours(folder: Path, *, anyones: bool = False) -> None:
    """Raise OutputLocked unless `folder` may be replaced: it is missing, empty, or carries our marker.

    Args:
        anyones: whether a folder that others have filled may be replaced, too.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OutputLocked(f"{folder} is not a folder. Name another one, or remove it.")
    if not anyones and folder.exists() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise OutputLocked(
            f"{folder} is not empty and was not made by Outlast (it holds no file {MARKER}), "
            "so it is left alone. Empty it, or name another folder."
        )


def _carry_hidden(old: Path, new: Path) -> None:
    """Copy what somebody keeps hidden at the top of the old folder, such as `.git`."""
    for entry in old.iterdir():
        if entry.name.startswith(".") and not (new / entry.name).exists():
            if entry.is_dir() and not entry.is_symlink():
                shutil.copytree(entry, new / entry.name, symlinks=True)
            else:
                shutil.copy2(entry, new / entry.name, follow_symlinks=False)
