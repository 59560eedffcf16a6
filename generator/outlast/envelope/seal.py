"""Sealing: one fresh key for a build, wrapped once for each phrase that may open it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outlast.envelope.phrase import normal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = "1"
KDF = "PBKDF2-HMAC-SHA256"
ROUNDS = 1_000_000
"""Of PBKDF2. OWASP asks for 600,000 or more, below which readers refuse; about one second on a laptop."""
BLOCK = 4096
"""Bytes. What is sealed is filled up to a multiple of it, so that its size tells little."""
MOST_SLOTS = 8
"""Readers try each slot, so there may not be many."""

Random = Callable[[int], bytes]
"""So many bytes that nobody can foresee."""


class Missing(Exception):
    """The package that encrypts is not installed; the text says how to get it."""


@dataclass(frozen=True)
class Slot:
    """One way to the data key: wrapped under what a phrase gives."""

    rounds: int
    salt: bytes
    nonce: bytes
    key: bytes = field(repr=False)
    """The data key, encrypted."""
    commit: bytes = b""
    """Tells the right phrase before anything is decrypted: AES-GCM alone does not bind to one key."""


@dataclass(frozen=True)
class Lock:
    """What seals the files of one build."""

    build: bytes
    """Names the build; files of two builds cannot be mixed."""
    slots: tuple[Slot, ...]
    _key: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """What a browser calls the build while it keeps its key."""
        return _text(self.build)

    def seal(self, path: str, content: bytes, random: Random) -> str:
        """The envelope of one file as JSON in one line, without `<`. It opens at this path only.

        Args:
            path: where it lies in the site, with `/` between folders.
        """
        nonce = random(12)
        sealed = _cipher(self._key).encrypt(nonce, _filled(content), self._bound(path))
        told = {
            "outlast": FORMAT,
            "build": _text(self.build),
            "slots": [
                {
                    "kdf": KDF,
                    "rounds": str(slot.rounds),
                    "salt": _text(slot.salt),
                    "nonce": _text(slot.nonce),
                    "key": _text(slot.key),
                    "commit": _text(slot.commit),
                }
                for slot in self.slots
            ],
            "nonce": _text(nonce),
            "data": _text(sealed),
        }
        return json.dumps(told, separators=(",", ":"))

    def _bound(self, path: str) -> bytes:
        """What a file is bound to: the format, the slots as they are, the build, the path."""
        table = hashlib.sha256(
            packed(_head(self.build, self.slots), *(slot.commit for slot in self.slots))
        ).digest()
        name = unicodedata.normalize("NFC", path).encode()
        return packed(b"outlast file", FORMAT.encode(), table, self.build, name)


def lock(phrases: Sequence[str], random: Random, rounds: int = ROUNDS) -> Lock:
    """A lock with a fresh key, which each of `phrases` opens. Raises Missing.

    Args:
        random: the only source of what is not foreseen; the same bytes give the same lock.
        rounds: of PBKDF2; readers refuse less than 600,000.
    """
    if not 0 < len(phrases) <= MOST_SLOTS:
        raise ValueError(f"1 to {MOST_SLOTS} phrases, not {len(phrases)}")
    build, data_key = random(16), random(32)
    slots: list[Slot] = []
    commit_keys: list[bytes] = []
    for phrase in phrases:
        salt, nonce = random(16), random(12)
        derived = hashlib.pbkdf2_hmac("sha256", normal(phrase).encode(), salt, rounds)
        wrap = _cipher(hkdf(derived, b"outlast 1 wrap"))
        bound = packed(b"outlast slot", FORMAT.encode(), build, KDF.encode(), str(rounds).encode(), salt)
        slots.append(Slot(rounds, salt, nonce, wrap.encrypt(nonce, data_key, bound)))
        commit_keys.append(hkdf(derived, b"outlast 1 commit"))
    head = _head(build, slots)
    committed = tuple(
        Slot(slot.rounds, slot.salt, slot.nonce, slot.key, hmac.digest(key, head, "sha256"))
        for slot, key in zip(slots, commit_keys, strict=True)
    )
    return Lock(build, committed, hkdf(data_key, b"outlast 1 files", build))


def packed(*parts: bytes) -> bytes:
    """The parts with their lengths (4 bytes, most significant first), so that no two lists look alike."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def hkdf(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """32 bytes for one purpose: HKDF-SHA256 (RFC 5869), whose second step needs one block for that."""
    extracted = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(extracted, purpose + b"\x01", "sha256")


def _head(build: bytes, slots: Sequence[Slot]) -> bytes:
    """All that is known before the commitments."""
    parts = [b"outlast envelope", FORMAT.encode(), build]
    for slot in slots:
        parts += [KDF.encode(), str(slot.rounds).encode(), slot.salt, slot.nonce, slot.key]
    return packed(*parts)


def _filled(content: bytes) -> bytes:
    """Compressed, after its length, with zeros up to a whole number of blocks."""
    small = zlib.compress(content, 9)
    bare = len(small).to_bytes(4, "big") + small
    return bare + bytes(-len(bare) % BLOCK)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _cipher(key: bytes) -> AESGCM:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        raise Missing(
            "To encrypt, the package cryptography is needed: pip install 'outlast[encrypt]'"
        ) from None
    return AESGCM(key)
