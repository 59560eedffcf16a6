"""What is known of the files that a plan names, beside what they say."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outlast.source import Attached, is_picture

_GPS = 0x8825
"""The tag that leads to where a picture was taken (Exif 2.32, 4.6.3)."""
_BLOCKS = ((b"Exif\0\0", 0), (b"eXIf", 0), (b"EXIF", 4))
"""What stands before the notes of a camera in JPEG, PNG and WebP, and how many bytes lie between."""


@dataclass(frozen=True)
class AttachedFacts:
    """Of one file."""

    size: int
    """In bytes."""
    picture: bool
    """Whether a page can show it."""
    searchable: bool
    """Whether a program can tell what it says."""
    tells_place: bool
    """Whether a camera noted where it was taken."""


def attached_facts(files: Mapping[str, Attached]) -> Mapping[str, AttachedFacts]:
    """The facts about each file that could be read, by path."""
    return {path: _facts(path, file) for path, file in files.items() if not file.rule}


def _facts(path: str, file: Attached) -> AttachedFacts:
    picture = is_picture(path)
    return AttachedFacts(
        size=len(file.content),
        picture=picture,
        searchable=file.text is not None,
        tells_place=picture and any(_leads_to_place(block) for block in _notes(file.content)),
    )


def _notes(picture: bytes) -> Iterator[bytes]:
    """What could be the notes of a camera."""
    for mark, gap in _BLOCKS:
        start = picture.find(mark)
        if start >= 0:
            block = picture[start + len(mark) + gap :]
            yield block.removeprefix(b"Exif\0\0")


def _leads_to_place(notes: bytes) -> bool:
    """Whether the first directory of TIFF notes has an entry for the place."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(notes[:4])
    if order is None:
        return False
    try:
        (start,) = struct.unpack_from(f"{order}I", notes, 4)
        (entries,) = struct.unpack_from(f"{order}H", notes, start)
        return any(
            struct.unpack_from(f"{order}H", notes, start + 2 + 12 * number) == (_GPS,)
            for number in range(entries)
        )
    except struct.error:
        return False
