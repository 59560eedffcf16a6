"""Data to PDF, with our own fonts and nothing of the machine: no clock, no fonts of the system."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from outlast.binder.coverage import ENDINGS, letters
from outlast.host.refusal import Failure, Refusal
from outlast.host.room import private_room
from outlast.kept import on_disk

if TYPE_CHECKING:
    import typst

STANDARD: Final = "ua-1"
"""PDF/UA-1, ISO 14289-1: tagged, with a title, a language and words for every picture."""
Data = Mapping[str, object]
Pictures = Mapping[str, bytes]
NO_OTHER: Final[Data] = {"title": "", "pages": {}}
_PAGES = """(
  query(heading.where(level: 2)).filter(each => each.at("label", default: none) != none)
    .map(each => (str(each.label).slice("thing-".len()), each.location().page())),
  query(<end>).first().location().page(),
)"""
_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"


class Untypeset(Failure):
    """No PDF can be made of the data; the text says why."""


@dataclass(frozen=True)
class Layout:
    """Where what stands in a volume."""

    pages: Mapping[str, int]
    """The page on which each sheet begins, by its id."""
    count: int
    """How many pages it has."""


class Lacking(Refusal):
    """The packages for printing are not installed; the text says how to get them."""


def available() -> None:
    """Raise Lacking unless the packages of the extra `pdf` are there."""
    try:
        import fontTools  # noqa: F401
        import segno  # noqa: F401
        import typst  # noqa: F401
    except ImportError as error:
        raise Lacking(
            f'The binder needs the package "{error.name}", which is not installed. '
            'Install the extra "pdf" of Outlast, or: python -m pip install fonttools segno typst'
        ) from None


def typeset(
    template: str,
    data: Data,
    more_fonts: tuple[Path, ...] = (),
    pictures: Pictures = MappingProxyType({}),
    other: Data = NO_OTHER,
) -> bytes:
    """A PDF. The same data, fonts and pictures give the same bytes.

    Args:
        template: one of the files beside this one.
        data: what it prints; every text in it is text, never markup.
        more_fonts: folders with fonts for letters that ours lack.
        pictures: what the data names as files, by path; each can be drawn (see `drawable`).
        other: the title of the volume beside it, and the page of each of its sheets, by id.

    Raises Untypeset.
    """
    with _compiler(template, data, more_fonts, pictures, other) as compiler:
        made = compiler.compile(format="pdf", pdf_standards=[STANDARD])
    assert isinstance(made, bytes)  # noqa: S101 - one PDF, whatever the number of its pages
    return made


def laid_out(
    template: str, data: Data, more_fonts: tuple[Path, ...], pictures: Pictures, other: Data
) -> Layout:
    """On which page each sheet of a volume begins; arguments and errors are those of `typeset`.

    The numbers of the pages in `other` change nothing: their place is as wide for each of them.
    """
    with _compiler(template, data, more_fonts, pictures, other) as compiler:
        pages, count = json.loads(compiler.eval(_PAGES))
    return Layout(dict(pages), count)


@contextmanager
def _compiler(
    template: str, data: Data, more_fonts: tuple[Path, ...], pictures: Pictures, other: Data
) -> Iterator[typst.Compiler]:
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS, *more_fonts]
    )
    # One input: the order of several changes from call to call, and then nothing is remembered.
    inputs = {"data": json.dumps({**data, "other": other}, ensure_ascii=False)}
    with _room(pictures) as room:
        try:
            yield typst.Compiler(
                room / template, root=room, font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs
            )
        except typst.TypstError as error:
            raise Untypeset(f"The typesetter refuses this plan: {error.message}.") from None


def drawable(path: str, content: bytes) -> bool:
    """Whether the typesetter can draw a picture: a damaged one would cost the whole binder."""
    import typst

    with _room({path: content}) as room:
        page = f'#image("/{path}", alt: "")'.encode()
        compiler = typst.Compiler(page, root=room, ignore_system_fonts=True)
        try:
            compiler.compile(format="pdf")
        except typst.TypstError:
            return False
    return True


@contextmanager
def _room(pictures: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder with our templates and these pictures: the typesetter reads nothing outside one."""
    if not pictures:
        yield _HERE
        return
    with private_room() as room:
        for template in _HERE.glob("*.typ"):
            (room / template.name).write_bytes(template.read_bytes())
        for path, content in pictures.items():
            (room / path).parent.mkdir(parents=True, exist_ok=True)
            (room / path).write_bytes(content)
        yield room


def own_fonts() -> tuple[Path, ...]:
    """Our font files, sorted."""
    return tuple(font_files(_FONTS))


@cache
def own_letters() -> frozenset[int]:
    """The code points that our fonts can draw; the fonts are part of the program, and change with it."""
    return on_disk(b"letters of our fonts", lambda: letters(own_fonts()))


def font_files(folder: Path) -> Iterator[Path]:
    """The font files in a folder and below, sorted."""
    return iter(sorted(file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS))
