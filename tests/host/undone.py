"""What can be read in the bytes of a file when every wrapping that we know is taken off it."""

import base64
import binascii
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from html import unescape
from urllib.parse import unquote

from pypdf import PdfReader

from tests.pdf import read_quickly

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_HEX = re.compile(rb"<((?:[0-9A-Fa-f]{2}){4,})>")
"""How a PDF writes what its outline and its annotations say."""
_QUOTED = re.compile("(?:%[0-9A-Fa-f]{2})+")
_SPELLED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")


@cache
def readings(content: bytes) -> frozenset[str]:
    """All readings of a file: archives opened, codes taken back, folded lines joined.

    What is looked for is ASCII, in which each sign of UTF-16 has a byte that is zero.
    """
    encodings = ("utf-8", "utf-16-le", "utf-16-be") if b"\0" in content else ("utf-8",)
    found = {form for encoding in encodings for form in _texts(content.decode(encoding, "replace"))}
    for inner in _inside(content):
        found |= readings(inner)
    return frozenset(found)


def _texts(text: str) -> Iterator[str]:
    spelled = _SPELLED.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    for form in {text, unescape(text), _unquoted(text), spelled, unescape(unescape(_unquoted(spelled)))}:
        yield form
        yield re.sub(r"\r?\n[ \t]?", "", form)  # lines that are folded
    yield re.sub(r"<[^>]*>", "", unescape(text))  # words with tags in them


def _unquoted(text: str) -> str:
    return _QUOTED.sub(lambda found: unquote(found[0]), text)  # unquote is slow with what is not quoted


def _inside(content: bytes) -> Iterator[bytes]:
    written = [bytes.fromhex(found.decode()) for found in _HEX.findall(content)]
    if written:
        yield "\n".join(_written(each) for each in written).encode("utf-8", "replace")
    if content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment
            for entry in archive.infolist():
                yield entry.filename.encode() + b"\n" + entry.comment + b"\n" + entry.extra
                yield archive.read(entry)
    if content[:5] == b"%PDF-":
        reader = PdfReader(io.BytesIO(content))
        yield json.dumps({key: str(value) for key, value in (reader.metadata or {}).items()}).encode()
        with read_quickly():
            text = "".join(page.extract_text() for page in reader.pages)
        yield text.encode("utf-8", "replace")
        for stream in _STREAM.findall(content):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                yield stream
    elif len(content) < 3_000_000:
        for found in _BASE64.findall(content):
            bare = found.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
            try:
                yield base64.b64decode(bare + b"=" * (-len(bare) % 4))
            except binascii.Error:
                continue


def _written(text: bytes) -> str:
    return text[2:].decode("utf-16-be", "replace") if text[:2] == b"\xfe\xff" else text.decode("latin-1")
