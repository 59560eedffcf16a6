"""A change on the disk: all of it or nothing."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from outlast.writing.change import Change, Unwritable


def write(folder: Path, change: Change) -> None:
    """Replace the files of a plan by what a change makes of them.

    Each new text is complete on the disk, beside the old one, before the first takes its place. Raises
    Unwritable where a file is no longer as the change found it, and OSError; every file is as it was then.
    """
    ready: dict[str, Path] = {}
    replaced: list[str] = []
    try:
        for path, content in change.files.items():
            if _content(folder / path) != change.before.get(path):
                raise Unwritable(f"{path} has just been changed by somebody else. Nothing was written.")
            ready[path] = _beside(folder / path)
            _fill(ready[path], content, folder / path)
        for path, file in ready.items():
            file.replace(folder / path)
            replaced.append(path)
    except BaseException:
        for path in replaced:
            _restore(folder / path, change.before.get(path))
        raise
    finally:
        for file in ready.values():
            file.unlink(missing_ok=True)
    for parent in {(folder / path).parent for path in ready}:
        _settle(parent)


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.outlast-new")  # hidden: no part of the plan


def _fill(file: Path, content: bytes, target: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if target.exists():
        shutil.copymode(target, file)


def _restore(target: Path, content: bytes | None) -> None:
    if content is None:
        target.unlink(missing_ok=True)
    else:
        _fill(_beside(target), content, target)
        _beside(target).replace(target)


def _settle(folder: Path) -> None:
    """Let the new names survive a power cut, where the system can promise that."""
    with suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
