"""One writer at a time."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from weakref import WeakSet

from outlast.host.refusal import Refusal


class OutputLocked(Refusal):
    """The output cannot go there; the text says why and what to do."""


_HELD: WeakSet[Lock] = WeakSet()
"""The locks of this process. One that it starts must not hold them, too: it may live longer."""


def _let_go() -> None:
    for lock in _HELD:
        lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


class Lock:
    """A lock on an output that the system lets go of by itself when this process ends, however it ends.

    Raises OutputLocked when somebody else holds it.
    """

    def __init__(self, target: Path, use: str = "") -> None:
        """Take the lock on `target`; locks for different uses do not hinder each other."""
        who = f"{os.getuid()}:" if hasattr(os, "getuid") else ""
        self.key = hashlib.sha256(f"{who}{target}{use}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
        """The same for the same user and target."""
        file = Path(tempfile.gettempdir()) / f"outlast-{self.key}.lock"
        handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise OutputLocked(f"Another build is writing {target} now. Wait until it is done.") from None
        self._handle: int | None = handle
        _HELD.add(self)

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Let go of it. Harmless twice."""
        if self._handle is not None:
            with suppress(OSError):
                os.close(self._handle)
            self._handle = None
