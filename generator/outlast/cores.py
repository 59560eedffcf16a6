"""Work that falls into independent parts, on all processors of a machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")
_BEGUN: list[Any] = []
"""In a process that does a part: the function, and what all parts share."""


def on_all_cores(function: Callable[[S, T], R], shared: S, parts: Sequence[T]) -> list[R]:
    """What a function makes of each part, in their order, wherever it was made.

    Args:
        function: one of a module, so that another process finds it.
        shared: what all parts need, handed to each process once.
    """
    cores = min(os.cpu_count() or 1, len(parts))
    if cores > 1:
        try:
            with ProcessPoolExecutor(cores, initializer=_begin, initargs=(function, shared)) as pool:
                return list(pool.map(_do, parts))
        except (BrokenProcessPool, OSError):
            pass  # a machine that gives no more processes, or no memory for them: one after another
    return [function(shared, part) for part in parts]


def _begin(function: Callable[[S, T], R], shared: S) -> None:
    _BEGUN[:] = [function, shared]


def _do(part: Any) -> Any:
    function, shared = _BEGUN
    return function(shared, part)
