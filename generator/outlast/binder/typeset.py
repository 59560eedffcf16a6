"""Data to PDF, with our own fonts and nothing of the machine: no clock, no fonts of the system."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

from outlast.binder.coverage import ENDINGS
from outlast.host.refusal import Failure, Refusal

STANDARD: Final = "ua-1"
"""PDF/UA-1, ISO 14289-1: tagged, with a title, a language and words for every picture."""


_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"


class Untypeset(Failure):
    """No PDF can be made of the data; the text says why."""


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
    data: Mapping[str, object],
    more_fonts: tuple[Path, ...] = (),
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """A PDF. The same data, fonts and pictures give the same bytes.

    Args:
        template: one of the files beside this one.
        data: what it prints; every text in it is text, never markup.
        more_fonts: folders with fonts for letters that ours lack.
        pictures: what the data names as files, by path; each can be drawn (see `drawable`).

    Raises Untypeset.
    """
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS, *more_fonts]
    )
    with _room(pictures) as room:
        compiler = typst.Compiler(
            room / template,
            root=room,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
        try:
            made = compiler.compile(format="pdf", pdf_standards=[STANDARD])
        except typst.TypstError as error:
            raise Untypeset(f"The typesetter refuses this plan: {error.message}.") from None
    assert isinstance(made, bytes)  # noqa: S101 - one PDF, whatever the number of its pages
    return made


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
    with TemporaryDirectory(prefix="outlast-") as folder:
        room = Path(folder)
        for template in _HERE.glob("*.typ"):
            (room / template.name).write_bytes(template.read_bytes())
        for path, content in pictures.items():
            (room / path).parent.mkdir(parents=True, exist_ok=True)
            (room / path).write_bytes(content)
        yield room


def own_fonts() -> tuple[Path, ...]:
    """Our font files, sorted."""
    return tuple(font_files(_FONTS))


def font_files(folder: Path) -> Iterator[Path]:
    """The font files in a folder and below, sorted."""
    return iter(sorted(file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS))
