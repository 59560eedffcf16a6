#!/usr/bin/env python3
"""Open an encrypted runbook without a browser. Python 3.9 or newer is all that it needs:

    python3 decrypt.py [FOLDER] [NEW-FOLDER]

FOLDER is the encrypted site (else the one in which this file lies); NEW-FOLDER gets the readable one (else
FOLDER with `-open` at its end). It asks for the passphrase, or for the recovery phrase, or for two of three
shares in one line, and keeps none.
"""

from __future__ import annotations

import base64
import getpass
import hashlib
import hmac
import json
import os
import re
import sys
import unicodedata
import zlib
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

FLOOR, CEILING, MOST_SLOTS, BLOCK = 600_000, 10_000_000, 8, 4096
KDF = b"PBKDF2-HMAC-SHA256"
TOP = {"outlast", "build", "slots", "nonce", "data"}
SLOT = {"kdf", "rounds", "salt", "nonce", "key", "commit"}
PAGE = re.compile(r'<script type="application/json" id="outlast-sealed">(.*?)</script>', re.DOTALL)
FILE = re.compile(r'outlastSealed\(".*?",(\{.*\})\);', re.DOTALL)
ENDING, INDEX, LIST = ".sealed.js", "search/search_index", "assets/outlast/files.json"
LIST_OF_WORDS = "assets/outlast/words.js"
LOADER = re.compile(
    r"decrypt\.py|assets/outlast/(words\.js|lock\.js|lock\.css)|([a-zA-Z-]+/)?assets/outlast/envelope\.js"
)
"""What the locked pages need; each language has an envelope.js."""
HYPHENED = ("drop-down", "felt-tip", "t-shirt", "yo-yo")
DRAWN = 6

TEXTS: Mapping[str, Mapping[str, str]] = {}
"""What this program says in the languages of its copy, by code; filled in where it lies in one."""


def say(text: str, **values: object) -> str:
    """A sentence in the language of this computer, if the copy has it, else in the first of the copy."""
    asked = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")[:2]
    texts = TEXTS[asked] if asked in TEXTS else next(iter(TEXTS.values()), {})
    return texts.get(text, text).format_map(values)


class DecryptionError(Exception):
    """The phrase is wrong, or something was changed: which of them is not told."""


def open_sealed(text: str, phrase: str, path: str, floor: int = FLOOR, ceiling: int = CEILING) -> bytes:
    """The content of the envelope `text` (JSON) that lies at `path`. Raises DecryptionError."""
    envelope = read(text, floor, ceiling)
    return content(envelope, file_key(envelope, phrase), path)


def read(text: str, floor: int = FLOOR, ceiling: int = CEILING) -> dict[str, Any]:
    """The envelope with its fields as bytes, if it has the only form that there is."""
    try:
        told = json.loads(text)
        if set(told) != TOP or told["outlast"] != "1" or not 1 <= len(told["slots"]) <= MOST_SLOTS:
            raise DecryptionError
        slots = [slot(each, floor) for each in told["slots"]]
        build, nonce, data = binary(told["build"], 16), binary(told["nonce"], 12), binary(told["data"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise DecryptionError from None
    if sum(int(one[1]) for one in slots) > ceiling:  # or a forged copy could freeze its reader
        raise DecryptionError
    if len(data) <= 16 or (len(data) - 16) % BLOCK:
        raise DecryptionError
    head = packed(b"outlast envelope", b"1", build, *(part for one in slots for part in one[:5]))
    table = hashlib.sha256(packed(head, *(one[5] for one in slots))).digest()
    return {"build": build, "slots": slots, "head": head, "table": table, "nonce": nonce, "data": data}


def slot(told: Any, floor: int) -> list[bytes]:
    """KDF, rounds (as text), salt, nonce, wrapped key, commitment."""
    rounds = told["rounds"]
    if set(told) != SLOT or told["kdf"] != KDF.decode() or not re.fullmatch("[1-9][0-9]{0,8}", rounds):
        raise DecryptionError
    if int(rounds) < floor:
        raise DecryptionError
    sized = [
        binary(told[name], size) for name, size in (("salt", 16), ("nonce", 12), ("key", 48), ("commit", 32))
    ]
    return [KDF, rounds.encode(), *sized]


def file_key(envelope: dict[str, Any], phrase: str) -> bytes:
    """The key of all files of the build, from the first slot that a form of the phrase fits."""
    for form, (kdf, rounds, salt, nonce, wrapped, commit) in product(forms(phrase), envelope["slots"]):
        derived = hashlib.pbkdf2_hmac("sha256", form.encode("utf-8", "replace"), salt, int(rounds))
        mine = hmac.new(hkdf(derived, b"outlast 1 commit"), envelope["head"], "sha256").digest()
        if hmac.compare_digest(mine, commit):
            bound = packed(b"outlast slot", b"1", envelope["build"], kdf, rounds, salt)
            return hkdf(
                gcm(hkdf(derived, b"outlast 1 wrap"), nonce, wrapped, bound),
                b"outlast 1 files",
                envelope["build"],
            )
    raise DecryptionError


def forms(phrase: str) -> list[str]:
    """The phrases that somebody may mean who types this: as drawn words, and to the letter.

    Words that were drawn hold nothing in their capitals, in what stands between them, nor in the order of two
    halves of six words or more, which are two shares.
    """
    exact = re.sub("[ \t\r\n\u00a0\u3000]+", " ", unicodedata.normalize("NFC", phrase)).strip(" ")
    if not re.fullmatch("[ -~]*", exact):
        return [exact]
    drawn = " ".join(re.findall("[a-z]+", exact.lower()))
    for word in HYPHENED:
        drawn = re.sub(rf"\b{word.replace('-', ' ')}\b", word, drawn)
    words = drawn.split()
    half = len(words) // 2
    if half >= DRAWN and len(words) == 2 * half:
        drawn = " ".join(sorted((" ".join(words[:half]), " ".join(words[half:]))))
    return list(dict.fromkeys((drawn, exact)))


def amiss(phrase: str, known: Collection[str]) -> str:
    """What is wrong with a phrase that should be of words from a list; "" where it is not of such words.

    It looks at nothing but what was typed, so it tells nobody anything of the right phrase.
    """
    words = forms(phrase)[0].split(" ")
    wrong = [number for number, word in enumerate(words) if word not in known]
    if len(wrong) * 2 >= len(words):
        return ""
    if wrong:
        places = ", ".join(str(number + 1) for number in wrong)
        if len(wrong) == 1:
            return say("Word {place} is not on the list of words that Outlast uses.", place=places)
        return say("Words {places} are not on the list of words that Outlast uses.", places=places)
    if len(words) < DRAWN:
        return say(
            "Too few words: {count}. Phrases that Outlast makes have {least} or more.",
            count=len(words),
            least=DRAWN,
        )
    return ""


def content(envelope: dict[str, Any], key: bytes, path: str) -> bytes:
    """What was sealed."""
    name = unicodedata.normalize("NFC", path).encode("utf-8", "replace")
    bound = packed(b"outlast file", b"1", envelope["table"], envelope["build"], name)
    filled = gcm(key, envelope["nonce"], envelope["data"], bound)
    length = int.from_bytes(filled[:4], "big")
    if length > len(filled) - 4 or any(filled[4 + length :]):
        raise DecryptionError
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(filled[4 : 4 + length])
    except zlib.error:
        raise DecryptionError from None
    if not stream.eof or stream.unused_data:
        raise DecryptionError
    return plain


def packed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def hkdf(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    extracted = hmac.new(salt or bytes(32), secret, "sha256").digest()
    return hmac.new(extracted, purpose + b"\x01", "sha256").digest()


def binary(text: str, size: int | None = None) -> bytes:
    """Base64 in its one canonical spelling."""
    data = base64.b64decode(text.encode("ascii"), validate=True)
    if base64.b64encode(data).decode() != text or (size is not None and len(data) != size):
        raise DecryptionError
    return data


# AES-256-GCM (FIPS 197, SP 800-38D), decryption only. Python's own library has no AES.


def gcm(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    """The plain text; raises DecryptionError if a bit was changed.

    Args:
        nonce: 12 bytes.
        sealed: ends with its tag.
    """
    rounds = schedule(key)
    table = multiples(int.from_bytes(encrypt(rounds, 0), "big"))
    data, tag = sealed[:-16], sealed[-16:]
    lengths = (len(bound) * 8).to_bytes(8, "big") + (len(data) * 8).to_bytes(8, "big")
    hashed = 0
    hashing = bound + bytes(-len(bound) % 16) + data + bytes(-len(data) % 16) + lengths
    for at in range(0, len(hashing), 16):
        hashed ^= int.from_bytes(hashing[at : at + 16], "big")
        product = 0
        for row in table:
            product ^= row[hashed & 255]
            hashed >>= 8
        hashed = product
    stream = encrypt(rounds, int.from_bytes(nonce + b"\0\0\0\1", "big"), 1 + (len(data) + 15) // 16)
    mask, used = stream[:16], stream[16 : 16 + len(data)]
    if not hmac.compare_digest((hashed ^ int.from_bytes(mask, "big")).to_bytes(16, "big"), tag):
        raise DecryptionError
    return (int.from_bytes(data, "big") ^ int.from_bytes(used, "big")).to_bytes(len(data), "big")


def multiples(h: int) -> list[list[int]]:
    """For each of the 16 bytes of a number, lowest first, its 256 products with h in the field of GCM."""
    powers = [h]
    for _ in range(127):
        last = powers[-1]
        powers.append(last >> 1 ^ (0xE1 << 120 if last & 1 else 0))
    rows = []
    for byte in range(16):
        row = [0] * 256
        for bit in range(8):
            row[1 << bit] = powers[127 - 8 * byte - bit]
        for n in range(256):
            row[n] = row[n & n - 1] ^ row[n & -n]
        rows.append(row)
    return rows


def double(n: int) -> int:
    return (n << 1 ^ (0x11B if n & 128 else 0)) & 255


def box() -> bytes:
    """The S-box."""
    box, p, q = bytearray(b"\x63" * 256), 1, 1
    while True:
        p ^= double(p)
        q ^= q << 1
        q ^= q << 2
        q = (q ^ q << 4) & 255
        q ^= 9 if q & 128 else 0
        turned = q | q << 8
        box[p] = (turned ^ turned >> 7 ^ turned >> 6 ^ turned >> 5 ^ turned >> 4) & 255 ^ 0x63
        if p == 1:
            break
    return bytes(box)


S = box()
DOUBLED = bytes(map(double, S))


def schedule(key: bytes) -> bytes:
    """The expanded key: 16 bytes for each of 15 rounds."""
    words = [int.from_bytes(key[at : at + 4], "big") for at in range(0, 32, 4)]
    constant = 1
    for n in range(8, 60):
        word = words[-1]
        if n % 8 == 0:
            word = (word << 8 | word >> 24) & 0xFFFFFFFF
        if n % 4 == 0:
            word = int.from_bytes(word.to_bytes(4, "big").translate(S), "big")
        if n % 8 == 0:
            word ^= constant << 24
            constant = double(constant)
        words.append(words[-8] ^ word)
    return b"".join(word.to_bytes(4, "big") for word in words)


def encrypt(key: bytes, start: int, count: int = 1) -> bytes:
    """So many blocks of AES-256, which are the numbers from `start` on.

    All blocks at once: the first bytes of all are one long number, the second bytes another, and so on.
    Python works a hundred times faster with 16 long numbers than with many short ones.
    """
    blocks = b"".join((start + n).to_bytes(16, "big") for n in range(count))
    each = int.from_bytes(b"\1" * count, "big")  # times a byte: that byte in every block
    state = [int.from_bytes(blocks[n::16], "big") ^ each * key[n] for n in range(16)]
    for at in range(16, 240, 16):
        old = [number.to_bytes(count, "big") for number in state]
        moved = [old[5 * n % 16] for n in range(16)]
        state = plain = [int.from_bytes(part.translate(S), "big") for part in moved]
        if at < 224:
            twice = [int.from_bytes(part.translate(DOUBLED), "big") for part in moved]
            state = []
            for n in range(16):
                a, b, c, d = (n & 12 | n + more & 3 for more in range(4))  # a column, from this byte on
                state.append(twice[a] ^ twice[b] ^ plain[b] ^ plain[c] ^ plain[d])
        state = [number ^ each * key[at + n] for n, number in enumerate(state)]
    out = bytearray(16 * count)
    for n, number in enumerate(state):
        out[n::16] = number.to_bytes(count, "big")
    return bytes(out)


# The folder


def main(arguments: list[str]) -> int | str | None:
    here = Path(__file__).resolve().parent
    site = Path(arguments[0]).resolve() if arguments else here
    out = Path(arguments[1]).resolve() if len(arguments) > 1 else site.with_name(site.name + "-open")
    if len(arguments) > 2 or any(word.startswith("-") for word in arguments):
        return __doc__
    sealed = dict(find(site))
    if not sealed:
        return say(
            "{folder} holds no encrypted runbook. Name its folder: the one with index.html in it.",
            folder=site,
        )
    if out.exists() or site in out.parents:
        return say(
            "{folder} exists already, or lies inside the runbook. Name a new folder after the first one.",
            folder=out,
        )
    asked = say("Passphrase, recovery phrase, or two shares in one line (it is not shown):")
    phrase = getpass.getpass(asked + " ") if sys.stdin.isatty() else sys.stdin.readline()
    print(say("This takes a few seconds …"), flush=True)
    try:
        files = open_all(site, sealed, phrase)
        write(out, {**readable(site, files), **files}, drive=(site / f"{INDEX}.js").exists())
    except DecryptionError as closed:
        return f"{str(closed) or not_opened()} {amiss(phrase, words_of(site))}".rstrip()
    except OSError as error:
        return say(
            "{file}: {reason}. What lies in {folder} is not complete.",
            file=error.filename,
            reason=error.strerror,
            folder=out,
        )
    first = out / "index.html"
    print(say("Files opened: {count}. Open {file} in a browser.", count=len(files), file=first))
    print(say("Delete that folder afterwards: everybody can read it."))
    return 0


def not_opened(file: Path | None = None) -> str:
    """That the phrase is wrong or something was changed; with the file, once the phrase has opened others."""
    told = [say("Not opened. Either the passphrase is wrong, or this copy was changed or damaged.")]
    if file:
        told.append(say("It is about this file: {file}", file=file))
    return " ".join(told)


def words_of(site: Path) -> set[str]:
    """The words that phrases are drawn from, which lie in the site for the locked pages."""
    file = site / LIST_OF_WORDS
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    return set(text.partition("`")[2].split())


def find(site: Path) -> Iterator[tuple[str, Path]]:
    """What is sealed in a site: the path that it has when it is open, and its file."""
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        path = file.relative_to(site).as_posix()
        if path.endswith(".html") and PAGE.search(file.read_text(encoding="utf-8", errors="replace")):
            yield path, file
        elif path.endswith(ENDING):
            yield path[: -len(ENDING)], file


def open_all(site: Path, sealed: dict[str, Path], phrase: str) -> dict[str, bytes]:
    """All files of a site, opened. The key is worked out once: what another build sealed does not open."""
    key: bytes | None = None
    files: dict[str, bytes] = {}
    for path, file in sealed.items():
        text = file.read_text(encoding="utf-8", errors="replace")
        found = (PAGE if file.suffix == ".html" else FILE).search(text)
        try:
            envelope = read(found[1] if found else "")
            key = key or file_key(envelope, phrase)
            files[path] = content(envelope, key, path)
        except DecryptionError:
            raise DecryptionError(not_opened(file if key else None)) from None
    return files


def readable(site: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """What was never sealed: scripts and styles. What was added to the site is left out.

    Raises DecryptionError unless every file is as it was built: also what asks for the passphrase in a
    browser, and around each envelope the page with its policy and its scripts.
    """
    found = {}
    for path, digest in json.loads(files.pop(LIST, b"{}")).get("files", {LIST + ENDING: ""}).items():
        file = site / path
        if not file.is_file():
            raise DecryptionError(not_opened(file))
        found[path] = file.read_bytes()
        if hashlib.sha256(found[path]).hexdigest() != digest:
            raise DecryptionError(not_opened(file))
    sealed = {*files, *(path + ENDING for path in files)}
    return {path: data for path, data in found.items() if path not in sealed and not LOADER.fullmatch(path)}


def write(out: Path, files: dict[str, bytes], drive: bool) -> None:
    """Write what was opened; for a site that is read from a drive, search in the form that it needs there."""
    if drive:
        indexes = {path: text for path, text in files.items() if path.endswith(f"{INDEX}.json")}
        files = {**files, **{path[:-2]: b"var __index = " + text for path, text in indexes.items()}}
    for path, data in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
