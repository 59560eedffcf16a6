"""Plans for tests, from text: nothing is written to a disk. And files to attach."""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from textwrap import dedent

from outlast.diagnostics import render
from outlast.load import Loaded, load
from outlast.model import Plan
from outlast.source import Document, parse

BUSINESS = """
business:
  format: 1
  name: Fern & Flask
  timezone: Europe/Brussels
  currency: EUR
"""
PEOPLE = """
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya, role: Support}
"""


def make_plan(*texts: str) -> Plan:
    """The plan in these texts, each a file; a business is added if none of them has one."""
    loaded = load_texts(*texts)
    assert loaded.plan is not None, "\n" + render(loaded.diagnostics)
    return loaded.plan


def load_texts(*texts: str) -> Loaded:
    """What these texts, each a file, come to, mistakes included; a business is added if none has one."""
    files = [dedent(text) for text in texts]
    if not any(line.startswith("business") for text in files for line in text.splitlines()):
        files.append(BUSINESS)
    return load(parse(f"plan/{number}.yml", text.encode()) for number, text in enumerate(files, 1))


def filled(text: str, people: str = PEOPLE) -> list[Document]:
    """The files of a plan: this text, with a business and people if it has none."""
    keys = {line.split(":")[0] for line in text.splitlines()}
    missing = [part for key, part in (("business", BUSINESS), ("people", people)) if key not in keys]
    return [parse(f"plan/{number}.yml", part.encode()) for number, part in enumerate((text, *missing), 1)]


def png() -> bytes:
    """A picture of one grey point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def notes(*, place: bool, order: str = "<") -> bytes:
    """What a camera notes (TIFF): which way is up, and perhaps where it was."""
    tags = [(0x0112, 3, 1, 1), *([(0x8825, 4, 1, 0)] if place else [])]
    start = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    entries = b"".join(struct.pack(f"{order}HHII", *tag) for tag in tags)
    return start + struct.pack(f"{order}H", len(tags)) + entries + struct.pack(f"{order}I", 0)


def photo(*, place: bool, order: str = "<") -> bytes:
    """The beginning and the end of a photo as a phone saves it (JPEG)."""
    block = b"Exif\0\0" + notes(place=place, order=order)
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 2) + block + b"\xff\xd9"


def office(*texts: str, part: str = "word/document.xml") -> bytes:
    """A document of an office program with these paragraphs, each torn into two runs."""
    runs = "".join(
        f"<w:p><w:r><w:t>{text[:3]}</w:t></w:r><w:r><w:t>{text[3:]}</w:t></w:r></w:p>" for text in texts
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, f"<w:document><w:body>{runs}</w:body></w:document>")
    return made.getvalue()


def edited(text: str, dice: random.Random) -> str:
    """A text with another number, another word, or a line less."""
    lines = text.splitlines()
    at = dice.randrange(len(lines))
    edits: tuple[Callable[[str], str], ...] = (
        lambda line: re.sub(r"\d+", lambda found: str(int(found[0]) + dice.randint(1, 9)), line, count=1),
        lambda line: re.sub(r"[a-z]{4,}(?=[ .,])", "another", line, count=1),
        lambda line: f"{line} more",
        lambda line: "",
    )
    lines[at] = dice.choice(edits)(lines[at])
    return "\n".join(lines)
