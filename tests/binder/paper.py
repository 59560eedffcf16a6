"""Printed plans, and what somebody reads in the PDFs."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from outlast.binder import Paper, Printed, printed
from outlast.model import Edition, Plan
from outlast.site import Site
from outlast.site.paper import Volume
from pypdf import PageObject, PdfReader

from tests import shared
from tests.drawing import site_of
from tests.maximal import whole_plan
from tests.pdf import read_quickly

ADDRESS = "https://runbook.example/"
NUMBER = "3f2a-91bc-07de-55a1-90cc"


@dataclass(frozen=True)
class Book:
    """A site and the PDFs that were made of it."""

    site: Site
    printed: Printed

    @property
    def volumes(self) -> tuple[bytes, ...]:
        """The two volumes of the binder."""
        return tuple(self.printed.binder.values())

    @property
    def first(self) -> bytes:
        """The volume of the first week."""
        return self.printed.binder[Volume.FIRST]

    @property
    def binder(self) -> PdfReader:
        """The volume of the first week, to be read."""
        return read(self.first)

    @property
    def card(self) -> PdfReader:
        return read(self.printed.card)

    @property
    def kit(self) -> PdfReader:
        return read(self.printed.kit)


@cache
def example() -> Book:
    """The example shop in full, on A4."""
    site = shared.example_pages()
    made = shared.kept("the binder", lambda: printed(site, address=ADDRESS, number=NUMBER))
    return Book(site, made)


@cache
def everything(edition: Edition) -> Book:
    """The plan in which every field says something, in one edition."""
    site = site_of(whole_plan(), edition)
    made = shared.kept(f"the binder of everything, {edition}", lambda: printed(site, address=ADDRESS))
    return Book(site, made)


def book(plan: Plan, edition: Edition = Edition.FULL, paper: Paper = Paper.A4) -> Book:
    """A plan on paper."""
    site = site_of(plan, edition)
    return Book(site, printed(site, paper=paper, address=ADDRESS))


@lru_cache(maxsize=4)
def read(content: bytes) -> PdfReader:
    """A PDF to be read. To open one takes long: it lists thousands of parts."""
    return PdfReader(BytesIO(content))


def root(reader: PdfReader) -> Any:
    """What a PDF says of itself."""
    return reader.trailer["/Root"]


def tags(reader: PdfReader) -> Iterator[Any]:
    """Every tag of a PDF."""
    stack: list[Any] = [root(reader)["/StructTreeRoot"]]
    while stack:
        one = stack.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            stack.extend(one)
        elif isinstance(one, dict):
            yield one
            stack.append(one.get("/K", []))


def squeezed(text: str) -> str:
    """The text without its spaces: lines break on paper where they must."""
    return re.sub(r"\s+", "", text)


def loosely(text: str) -> str:
    """A pattern for a text whose spaces may be line breaks."""
    return r"\s+".join(re.escape(word) for word in text.split())


@dataclass(frozen=True)
class Leaf:
    """A page as it is read."""

    text: str
    height: float
    places: tuple[tuple[float, str], ...]
    """How high above the lower edge each stretch of text stands, in points."""


def leaves(*contents: bytes) -> tuple[Leaf, ...]:
    """The pages of PDFs."""
    return tuple(leaf for content in contents for leaf in _leaves(content))


@cache
def _leaves(content: bytes) -> tuple[Leaf, ...]:
    name = f"leaves of {hashlib.sha256(content).hexdigest()}"  # reading a binder takes longer than setting it
    with read_quickly():
        return shared.kept(name, lambda: tuple(map(_leaf, read(content).pages)))


def _leaf(page: PageObject) -> Leaf:
    places: list[tuple[float, str]] = []

    def see(text: str, now: list[float], place: list[float], *_: object) -> None:
        if text.strip():
            places.append((now[1] * place[4] + now[3] * place[5] + now[5], text))

    return Leaf(page.extract_text(visitor_text=see), float(page.mediabox.height), tuple(places))


def texts(*contents: bytes) -> tuple[str, ...]:
    """What stands on each page, without spaces."""
    return tuple(squeezed(leaf.text) for leaf in leaves(*contents))


def said(*contents: bytes) -> str:
    """All that PDFs say: pages, bookmarks, addresses of links, what they say of themselves."""
    return "".join(map(_said, contents))


@cache
def _said(content: bytes) -> str:
    reader = read(content)
    links = (str(note.get_object()) for page in reader.pages for note in page.get("/Annots", ()))
    marks = (str(mark) for mark in reader.outline)
    around = (str(reader.metadata), str(root(reader)), *links, *marks)
    return "".join(texts(content)) + squeezed("".join(around))
