"""The fonts that travel with the binder are the ones that are described, each with its licence."""

import hashlib
import re
from pathlib import Path

from outlast.binder.typeset import own_fonts

MOST = 8_000_000
"""Bytes that the fonts may take."""


def told() -> str:
    return (Path(own_fonts()[0]).parent / "README.md").read_text(encoding="utf-8")


def test_every_font_is_the_one_that_is_described() -> None:
    described = dict(re.findall(r"^\| `([\w-]+\.ttf)` \|.*\| `([0-9a-f]{64})` \|$", told(), re.MULTILINE))
    there = {font.name: hashlib.sha256(font.read_bytes()).hexdigest() for font in own_fonts()}
    assert there == described


def test_every_font_has_its_copyright_and_its_licence() -> None:
    licence = (own_fonts()[0].parent / "LICENSE-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    named = re.findall(r"([\w-]+)-\*\.ttf", licence)
    assert {font.name.partition("-")[0] for font in own_fonts()} == set(named)


def test_the_fonts_are_small() -> None:
    assert sum(font.stat().st_size for font in own_fonts()) < MOST
