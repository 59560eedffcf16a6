"""Our own envelope: files sealed so that a passphrase, or a recovery phrase, opens them again.

docs/decisions/0009-envelope.md says how it is built; `decrypt.py` and `page/envelope.js` read it.
"""

from outlast.envelope.drawn import generate
from outlast.envelope.phrase import normal
from outlast.envelope.seal import Lock, Missing, lock
from outlast.envelope.shares import new_shares, phrases_of
from outlast.envelope.strength import Weak, refuse_weak

__all__ = [
    "Lock",
    "Missing",
    "Weak",
    "generate",
    "lock",
    "new_shares",
    "normal",
    "phrases_of",
    "refuse_weak",
]
