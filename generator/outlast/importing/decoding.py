"""The text of a file that some other program wrote, in whatever encoding it used."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from outlast.importing.outcome import Unreadable

LARGEST_FILE = 64_000_000
"""Bytes. Address books with photos come close to it."""

_NO_TEXT = (
    (b"PK\x03\x04", "This is an Excel workbook or another zip file, whatever its name says."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel workbook, whatever its name says."),
    (b"%PDF", "This is a PDF."),
    (b"\x1f\x8b", "This file is compressed."),
    (b"\xff\xd8\xff", "This is a picture."),
    (b"\x89PNG", "This is a picture."),
    (b"SQLite format 3", "This is a database."),
)
_SAVE = "Save it as CSV (in Excel: File, Save as, CSV UTF-8), or export it again as .vcf, .ics or .csv."
_MARKS = (  # the longer ones first: a mark of UTF-32 begins with one of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1257 mac_roman cp850 shift_jis gb18030 big5 euc_kr".split()  # noqa: SIM905 - a list in quotes is harder to read
)
_SPOKEN = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman"}
_SAMPLE = 20_000
"""Bytes that are enough to tell an encoding."""
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f]")


def decode(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a file, and its encoding where that had to be guessed. Raises Unreadable.

    Args:
        encoding: what the owner says that it is.
    """
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"This file is larger than {LARGEST_FILE // 1_000_000} MB. Export less at a time.")
    if not content.strip():
        raise Unreadable("This file is empty.")
    for start, what in _NO_TEXT:
        if content.startswith(start):
            raise Unreadable(f"{what} {_SAVE}")
    text, guessed = _decoded(content, encoding)
    sample = text[: 10 * _SAMPLE]
    if len(_CONTROL.findall(sample)) > 10 + len(sample) // 200:
        raise Unreadable(f"This is no text. {_SAVE}")
    return _CONTROL.sub("", text).removeprefix("\ufeff"), guessed


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    if encoding:
        try:
            return content.decode(encoding), ""
        except LookupError:
            raise Unreadable(f'There is no encoding "{encoding}". Usual ones: utf-8, cp1252.') from None
        except UnicodeError:
            raise Unreadable(f"This file is not encoded as {encoding}.") from None
    for name in (*(name for mark, name in _MARKS if content.startswith(mark)), _wide(content), "utf-8"):
        try:
            return content.decode(name), ""
        except UnicodeError:
            continue
    for name in _guesses(content):
        try:
            return content.decode(name), _SPOKEN.get(name, name)
        except UnicodeError:
            continue
    raise Unreadable("The encoding of this file cannot be told. Save it again as UTF-8.")


def _wide(content: bytes) -> str:
    """UTF-16 without a mark, which has a NUL in nearly every letter; UTF-8 otherwise."""
    sample = content[:2000]
    if sample.count(0) * 4 < len(sample):
        return "utf-8"
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _guesses(content: bytes) -> Iterator[str]:
    """The likeliest encodings of a text that is no UTF-8, best first."""
    from charset_normalizer import from_bytes

    sample = content[:_SAMPLE]
    for line in re.finditer(rb"[^\r\n]*[\x80-\xff][^\r\n]*", content[_SAMPLE:]):
        sample += line[0][:500] + b"\n"
        if len(sample) > 2 * _SAMPLE:
            break
    found = from_bytes(sample, cp_isolation=_CANDIDATES)
    for match in sorted(found, key=lambda m: (m.chaos, -m.coherence, "cp1252" not in _alike(m.encoding, m))):
        yield "cp1252" if "cp1252" in _alike(match.encoding, match) else match.encoding


def _alike(name: str, match: object) -> list[str]:
    """The encodings that read the sample alike."""
    return [name, *getattr(match, "could_be_from_charset", ())]
