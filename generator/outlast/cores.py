"""Work that falls into independent parts, on all processors of a machine."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import parent_process
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")
_BEGUN: list[Any] = []
"""In a process that does a part: the function, and what all parts share."""


def on_all_cores(function: Callable[[S, T], R], shared: S, parts: Sequence[T]) -> Iterator[R]:
    """What a function makes of each part, in their order, wherever it was made; one after another as needed.

    Args:
        function: one of a module, so that another process finds it.
        shared: what all parts need, handed to each process once.
    """
    cores, done = min(os.cpu_count() or 1, len(parts)), 0
    if cores > 1:
        try:
            with ProcessPoolExecutor(cores, initializer=_begin, initargs=(function, shared)) as pool:
                for made in pool.map(_do, parts):
                    done += 1
                    yield made
        except (BrokenProcessPool, OSError):
            pass  # a machine that gives no more processes, or no memory for them: one after another
    yield from (function(shared, part) for part in parts[done:])


def _begin(function: Callable[[S, T], R], shared: S) -> None:
    threading.Thread(target=_end_too, daemon=True).start()
    _BEGUN[:] = [function, shared]


def _end_too() -> None:
    """End with the process that hands out the parts: if that is killed, nobody ends this one."""
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _do(part: Any) -> Any:
    function, shared = _BEGUN
    return function(shared, part)
