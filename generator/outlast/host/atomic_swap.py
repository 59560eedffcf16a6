"""Two folders change names in one step, so that no moment is without either."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = {"linux": -100, "darwin": -2}
_CALL = {"linux": "renameat2", "darwin": "renameatx_np"}
_SWAP = 2
"""RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""


def swap(one: Path, other: Path) -> bool:
    """Whether the two, which both exist, have changed names; False where the system or the disk cannot.

    Linux (renameat2, since 3.15) and macOS (renameatx_np, since 10.12) can; Windows cannot.
    """
    call = getattr(ctypes.CDLL(None), _CALL[sys.platform], None) if sys.platform in _CALL else None
    if call is None:
        return False
    call.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    here = _AT_FDCWD[sys.platform]
    return bool(call(here, os.fsencode(one), here, os.fsencode(other), _SWAP) == 0)
