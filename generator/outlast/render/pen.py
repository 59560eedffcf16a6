"""Texts and addresses of a plan as HTML, as they are seen from the page that is being drawn.

Text reaches HTML in one way only: through the tree of `model.prose`, escaped here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import nh3
from markupsafe import Markup, escape

from outlast.model.prose import (
    SCHEMES,
    Anchor,
    Code,
    Emphasis,
    Inline,
    Items,
    Mention,
    Paragraph,
    Plain,
    Strong,
    inline,
    parse,
)
from outlast.site import Address, Link
from outlast.site.places import BLANK_SCHEME, PAGE_SCHEME, place_of

ASSETS = "assets/outlast"
"""Where our own files lie in a site."""


def url(page: str, *, directory_urls: bool) -> str:
    """Where a host serves a page, from the root of the site; `./` is the root itself."""
    if not directory_urls:
        return f"{page}.html"
    folder, _, name = page.rpartition("/")
    if name == "index":
        return f"{folder}/" if folder else "./"
    return f"{page}/"


_SIEVE = nh3.Cleaner(
    tags={"p", "ul", "ol", "li", "strong", "em", "code", "a", "bdi", "span"},
    attributes={
        "a": {"href", "class", "lang"},
        "p": {"dir"},
        "ul": {"dir"},
        "ol": {"dir"},
        "bdi": {"dir"},
        "span": {"data-ol-blank", "data-ol-each"},
    },
    allowed_classes={"span": {"ol-blank"}},
    url_schemes=set(SCHEMES),
    link_rel=None,
)


_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""A letter of a script that runs from right to left."""
_NUMBER = re.compile(r"(\+?\d[\d ()./-]{4,}\d)")
"""A telephone number, a date: its groups of digits would change places in a line from right to left."""


def _turned(html: Markup) -> bool:
    """Whether any of it runs from right to left: a browser must be told where that begins and ends."""
    return _FROM_RIGHT.search(html) is not None


def _isolated(html: Markup) -> Markup:
    """Words that keep their own direction among others."""
    return Markup("<bdi>{}</bdi>").format(html) if _turned(html) else html


def _dialled(text: str) -> Markup:
    """Text in which numbers keep their order, whatever runs around them."""
    if not _FROM_RIGHT.search(text):
        return escape(text)
    parts = (
        Markup('<bdi dir="ltr">{}</bdi>').format(each) if at % 2 else escape(each)
        for at, each in enumerate(_NUMBER.split(text))
    )
    return Markup("").join(parts)


def _whole(tag: str, html: Markup) -> Markup:
    """An element that runs in the direction of its first letter, its numbers as they are dialled."""
    if not _turned(html):
        return Markup("<{0}>{1}</{0}>").format(tag, html)
    return Markup('<{0} dir="auto">{1}</{0}>').format(tag, html)


def _spoken_in(html: Markup, language: str) -> Markup:
    """Words in a language that is not that of the page."""
    return Markup('<span lang="{}">{}</span>').format(language, html)


def _of_language(html: Markup, language: str) -> Markup:
    """Paragraphs and lists in a language that is not that of the page."""
    spoken = Markup(' lang="{}"').format(language)
    # As text that is no markup: `re.sub` joins its parts, and a join of markup would escape them.
    return Markup(re.sub(r"<(p|ul|ol)(?=[ >])", rf"<\1{spoken}", str(html)))  # noqa: S704 - drawn, and sifted


def _sifted(html: Markup) -> Markup:
    """What was drawn of a text, less what no text may become.

    There is nothing to take out as long as `_part` escapes: this is the second lock of the same door.
    """
    return Markup(_SIEVE.clean(html))  # noqa: S704 - this is what makes it safe


@dataclass
class Pen:
    """Draws texts and addresses as they are seen from the page that is being drawn."""

    links: Mapping[str, Link]
    directory_urls: bool
    pages: frozenset[str] = frozenset()
    """The paths of all pages: what leads to another place in an edition without it is only its words."""
    foreign: Mapping[str, str] = field(default_factory=dict)
    """The language of texts that are not in that of the site."""
    page: str = "index"
    alone: bool = False
    """Whether no other page lies beside it: things are named, and nothing leads to them."""
    drawn: dict[tuple[str, str, str], Markup] = field(default_factory=dict)
    """What texts became on each page: days say much the same."""

    @property
    def seen(self) -> object:
        """All that what is drawn depends on beside the page and what it says."""
        return self.links, self.directory_urls, self.pages, self.foreign, self.alone

    def prose(self, text: str) -> Markup:
        """Blocks of HTML."""
        return self._once("prose", text, lambda: Markup("").join(map(self._block, parse(text))))

    def line(self, text: str) -> Markup:
        """Inline HTML with links."""
        return self._once("line", text, lambda: self._words(text, linked=True))

    def plain(self, text: str) -> Markup:
        """Inline HTML without links: for what is itself a link, a label or a button."""
        return self._once("plain", text, lambda: self._words(text, linked=False))

    def _words(self, text: str, *, linked: bool) -> Markup:
        return _isolated(self._inline(inline(" ".join(text.split())), linked=linked))

    def _once(self, how: str, text: str, draw: Callable[[], Markup]) -> Markup:
        key = (how, self.page, text)
        if key not in self.drawn:
            html = _sifted(draw())
            if language := self.foreign.get(text):
                html = _of_language(html, language) if how == "prose" else _spoken_in(html, language)
            self.drawn[key] = html
        return self.drawn[key]

    def called(self, text: str) -> str:
        """A title, in its own language."""
        return _spoken_in(escape(text), self.foreign[text]) if text in self.foreign else text

    def link(self, id: str) -> Markup:
        """The way to a thing, or only its name where the edition has no page for it."""
        key = ("link", self.page, id)
        if key not in self.drawn:
            self.drawn[key] = self._link(id)
        return self.drawn[key]

    def _link(self, id: str) -> Markup:
        found = self.links.get(id)
        if found is None:
            return escape(id)
        if self.alone:
            return _isolated(escape(found.text))
        restores = found.half is not None and found.half.value == "restore"
        half = Markup(' class="ol-dr"') if restores else Markup("")
        language = self.foreign.get(found.text)
        spoken = Markup(' lang="{}"').format(language) if language else Markup("")
        return Markup('<a{}{} href="{}">{}</a>').format(
            half, spoken, self.href(found.to), _isolated(escape(found.text))
        )

    def name(self, id: str) -> str:
        """What a thing is called."""
        return self.links[id].text if id in self.links else id

    def href(self, target: str | Address) -> str:
        """The address of a thing or a place, relative to this page.

        Raises KeyError for the id of a thing that has no place: a template may not link to it.
        """
        address = self.links[target].to if isinstance(target, str) else target
        fragment = f"#{address.fragment}" if address.fragment else ""
        if fragment and address.page == self.page:
            return fragment
        return self._relative(url(address.page, directory_urls=self.directory_urls)) + fragment

    def file(self, path: str) -> str:
        """The address of a file of the site, relative to this page."""
        return self._relative(path)

    def asset(self, path: str) -> str:
        """The address of one of our own files, relative to this page."""
        return self._relative(f"{ASSETS}/{path}")

    def _relative(self, target: str) -> str:
        here = url(self.page, directory_urls=self.directory_urls)
        start = here if here.endswith("/") else posixpath.dirname(here)
        way = posixpath.relpath(target, start or ".")
        return f"{way}/" if target.endswith("/") else way

    def _block(self, block: Paragraph | Items) -> Markup:
        if isinstance(block, Items):
            items = Markup("").join(
                Markup("<li>{}</li>").format(self._inline(item, linked=True)) for item in block.items
            )
            return _whole("ol" if block.ordered else "ul", items)
        return _whole("p", self._inline(block.parts, linked=True))

    def _inline(self, parts: tuple[Inline, ...], *, linked: bool) -> Markup:
        return Markup("").join(self._part(part, linked=linked) for part in parts)

    def _part(self, part: Inline, *, linked: bool) -> Markup:
        match part:
            case Plain(text):
                return _dialled(text)
            case Code(text):
                return Markup("<code>{}</code>").format(text)
            case Strong(parts):
                return Markup("<strong>{}</strong>").format(self._inline(parts, linked=linked))
            case Emphasis(parts):
                return Markup("<em>{}</em>").format(self._inline(parts, linked=linked))
            case Anchor(parts, href):
                words = self._inline(parts, linked=False)
                if href.startswith(BLANK_SCHEME):
                    blank, _, each = href.removeprefix(BLANK_SCHEME).partition("#")
                    mark = Markup(" data-ol-each") if each else ""
                    span = Markup('<span class="ol-blank" data-ol-blank="{}"{}>{}</span>')
                    return span.format(blank, mark, words)
                if href.startswith(PAGE_SCHEME):
                    place = place_of(href)
                    linked = linked and place.page in self.pages
                    href = self.href(place) if linked else ""
                return Markup('<a href="{}">{}</a>').format(href, words) if linked else words
            case Mention(id):
                return self.link(id) if linked else escape(self.name(id))
