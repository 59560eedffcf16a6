"""A site drawn: each page as ordered sections of HTML, a macro for each kind of block."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Generic, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from outlast import words
from outlast.cores import on_all_cores
from outlast.languages import Language, say, say_as, say_count, speaking, spoken
from outlast.languages.scripts import speech
from outlast.render.compiled import keep_compiled
from outlast.render.layers import encoded
from outlast.render.pen import ASSETS as ASSETS
from outlast.render.pen import Pen
from outlast.render.pen import url as url
from outlast.site import DrawnLayer, DrawnPage, DrawnSection, Layer, Link, Page, Site, Tree
from outlast.site.blocks import Begun, Block, DayLog, Form, Named, OnPaper, Section

S = TypeVar("S")
T = TypeVar("T")
BASE = f"{ASSETS}/base.js"
"""The script that runs before all others."""
SEARCH = f"{ASSETS}/search.js"
"""What finds pages, in place of Material's own: see docs/decisions/0018-a-search-of-our-own.md."""
LAYERS = f"{ASSETS}/days/"
"""Where the layers lie."""
LOOK = f"{ASSETS}/look.css"
"""The styles that make a whole site look like a runbook; the others speak of what is ours on a page."""
GUEST = f"{ASSETS}/guest.css"
"""The styles that suit a page of ours to the site in which it is a guest."""


_PROMPT = re.compile(
    r"(?:[\w.-]+@[\w.-]+:[^\s$#%>]*[$#%]|PS(?: [A-Za-z]:[^>\n]*)?>|[A-Za-z]:\\[^>\n]*>|[$%]|>>>|[a-z]+>) +"
)
"""What a terminal writes before a command: `$ `, `sam@shop:~$ `, `mysql> `. A `#` alone may be a comment."""


@dataclass
class _Last(Generic[S, T]):
    """What was made last of things of a kind: `serve` makes them after each edit, and most say the same."""

    seen: object = None
    """All that it depends on beside the things."""
    made: dict[Hashable, tuple[S, T]] = field(default_factory=dict)
    """By what a thing is called."""

    def again(self, seen: object, things: Mapping[Hashable, S], make: Callable[[S], T]) -> tuple[T, ...]:
        """What becomes of these things, made anew only where one differs from the last of its name."""
        before = self.made if self.seen == seen else {}
        self.seen, self.made = (
            seen,
            {
                name: last if (last := before.get(name)) and last[0] == thing else (thing, make(thing))
                for name, thing in things.items()
            },
        )
        return tuple(made for _, made in self.made.values())


_pages = _Last[Page, DrawnPage]()
_layers = _Last[Layer, DrawnLayer]()
_files = _Last[DrawnLayer, bytes]()


def draw(site: Site, layers: Sequence[DrawnLayer] = (), *, directory_urls: bool = False) -> Tree:
    """The drawn site: the same site gives the same bytes.

    Args:
        layers: what its pages say on other days.
        directory_urls: whether the host serves `serve/refunds` as `serve/refunds/` instead of
            `serve/refunds.html`; addresses inside the pages follow it.
    """
    pen = _pen(site, directory_urls=directory_urls)
    environment = _environment(pen)
    names = frozenset(each.name for each in layers)
    environment.globals["layered"] = bool(names)
    pages = _pages.again(
        (pen.seen, names, spoken()),
        {page.path: page for page in site.pages},
        lambda page: _draw(page, pen, environment, names),
    )
    extra = {asset.path: asset.content for asset in site.assets}
    files: Iterable[bytes]
    if sum(len(each.moments) for each in layers) > _FEW:
        files = on_all_cores(_encoded, spoken(), layers)
    else:
        files = _files.again(spoken(), {(each.name, each.page): each for each in layers}, encoded)
    extra |= {layer_file(each.name): file for each, file in zip(layers, files, strict=True)}
    return Tree(
        name=site.name,
        language=site.language,
        edition=site.edition,
        timezone=site.timezone,
        pages=pages,
        nav=site.nav,
        files=dict(sorted({**own_assets(), **extra}.items())),
        key=site.key,
    )


def layer_file(name: str) -> str:
    """Where a layer lies in a site."""
    return f"{LAYERS}{name}.js"


def document(
    page: Page,
    links: Mapping[str, Link],
    script: str = "",
    data: Mapping[str, object] | None = None,
    *,
    beside: bool = False,
) -> str:
    """A page as one HTML file that needs nothing beside it: its styles stand in it, and it loads nothing.

    Args:
        links: what each thing is called, by its id.
        script: the name of one of our scripts, which stands in the page.
        data: what that script reads.
        beside: whether the sites lie beside it that the links lead into.
    """
    environment = _environment(Pen(links, directory_urls=False, page=page.path, alone=not beside))
    # Each icon keeps its own shape and size, so that it is no larger where styles are not shown.
    sections = (
        DrawnSection(each.level, each.id, each.heading, _tighten(_drawn(environment, each.blocks)))
        for each in page.sections
    )
    styles = (
        content.decode() for path, content in own_assets().items() if path.endswith(".css") and path != GUEST
    )
    return environment.get_template("document.html.j2").render(
        page=page,
        attributes=Markup(spoken().attributes),  # noqa: S704 - ours
        sections=tuple(each for each in sections if each.html),
        styles=Markup("\n").join(map(Markup, styles)),
        script=_alone(script) if script else "",
        data=_as_script(data),
    )


def _alone(script: str) -> Markup:
    """A script with what it needs of ours, for a page that stands alone."""
    own = (files("outlast") / "templates" / script).read_text("utf-8")
    return Markup(own_assets()[BASE].decode() + own)  # noqa: S704 - ours


def _as_script(data: Mapping[str, object] | None) -> Markup:
    """Data as JSON inside an element of a page: nothing in it can end that element."""
    text = json.dumps(data or {}, ensure_ascii=False)
    return Markup(re.sub("[<>&]", lambda match: f"\\u{ord(match[0]):04x}", text))  # noqa: S704


def own_assets() -> Mapping[str, bytes]:
    """Styles and scripts that every site carries, by path."""
    own = {f"{ASSETS}/{name}": content for name, content in _read(files("outlast") / "templates" / "assets")}
    told = {"outlastAlsoCalled": say(words.ALSO_CALLED), "outlastAlike": say(words.ALIKE)}
    before = "".join(f"var {key} = {json.dumps(text, ensure_ascii=False)};\n" for key, text in told.items())
    return {**own, BASE: speech(spoken()).encode() + own[BASE], SEARCH: before.encode() + own[SEARCH]}


def _read(folder: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _read(entry, f"{prefix}{entry.name}/")
        else:
            found.append((prefix + entry.name, entry.read_bytes()))
    return found


def _draw(page: Page, pen: Pen, environment: Environment, layers: Container[str]) -> DrawnPage:
    pen.page = page.path
    shapes: set[str] = set()
    drawn = (
        DrawnSection(
            each.level,
            each.id,
            each.heading,
            _place(
                each if each.layer in layers else None,
                _once("\n".join(_pieces(environment, each.blocks)), shapes),
            ),
            pen.foreign.get(each.heading, ""),
        )
        for each in page.sections
    )
    return DrawnPage(
        path=page.path,
        title=page.title,
        part=page.part,
        description=page.description,
        also=page.also,
        sections=tuple(each for each in drawn if each.html or each.heading),
        wide=page.wide,
        language=pen.foreign.get(page.title, ""),
    )


def _place(section: Section | None, html: str) -> str:
    """With a place around it where a script puts what a layer says instead; as it is where none does."""
    if section is None:
        return html
    place = f'data-ol-layer="{escape(section.layer)}" data-ol-section="{escape(section.id)}"'
    return f"<div {place}>\n{html}\n</div>"


_FEW = 1000
"""So many moments are encoded before another process has begun."""


def _encoded(language: Language, layer: DrawnLayer) -> bytes:
    """The file of a layer."""
    with speaking(language):
        return encoded(layer)


def _pieces(environment: Environment, blocks: Iterable[Block]) -> Iterator[str]:
    """What each block says on a screen, one below the other."""
    return filter(None, (_tighten(_drawn(environment, (block,))) for block in blocks))


def _tighten(html: str) -> str:
    """Without blank lines, which would end a raw block in Markdown."""
    return re.sub(r"\n\s*\n", "\n", html.strip())


_ICON = re.compile(r'<svg class="ol-i"[^>]* data-shape="([a-z]+)">(.*?)</svg>')


def _once(html: str, shapes: set[str]) -> str:
    """With the shape of each icon where the page says it first; later ones point to it. `shapes` grows."""

    def drawn(match: re.Match[str]) -> str:
        name, shape = match.groups()
        # A symbol has the box, so that what points to it needs none: a page has a hundred icons.
        first = "" if name in shapes else f'<symbol id="ol-i-{name}" viewBox="0 0 24 24">{shape}</symbol>'
        shapes.add(name)
        return f'<svg class="ol-i" aria-hidden="true">{first}<use href="#ol-i-{name}"/></svg>'

    return _ICON.sub(drawn, html)


def _environment(pen: Pen) -> Environment:
    environment = Environment(
        loader=PackageLoader("outlast", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    environment.filters.update(
        prose=pen.prose,
        line=pen.line,
        edition=words.edition,
        city=words.city,
        plain=pen.plain,
        called=pen.called,
        link=pen.link,
        href=pen.href,
        name=pen.name,
        asset=pen.asset,
        file=pen.file,
        verbatim=_verbatim,
        prompted=_prompted,
    )
    environment.globals |= {"layered": False, "say": say, "say_as": say_as, "say_count": say_count}
    environment.globals["draw"] = partial(_drawn, environment)
    keep_compiled(environment, "render")
    return environment


def _drawn(environment: Environment, blocks: Iterable[Block]) -> Markup:
    """Blocks one after the other; what only paper has is left out."""
    macros = environment.get_template("blocks.html.j2").module
    shown = (block for block in blocks if not isinstance(block, PAPER_ONLY))
    return Markup("\n").join(getattr(macros, macro_name(type(block).__name__))(block) for block in shown)


PAPER_ONLY = (Begun, DayLog, Form, Named, OnPaper)
"""Blocks that no screen shows."""


@cache
def macro_name(kind: str) -> str:
    """What the macro of a kind of block is called: `WaysIn` is drawn by `ways_in`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()


def _prompted(row: str) -> tuple[str, str]:
    """What a terminal writes before a command, and the rest of the line, which is what somebody types."""
    end = found.end() if (found := _PROMPT.match(row)) else 0
    return row[:end], row[end:]


def _verbatim(text: str) -> Markup:
    """To the letter, on one line of HTML: for `pre`, where line breaks count."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))  # noqa: S704 - escaped just before


@dataclass
class Desk:
    """Draws the layers of a site; each process compiles the templates for itself."""

    pen: Pen
    language: Language

    @cached_property
    def _environment(self) -> Environment:
        return _environment(self.pen)

    def draw(self, layers: Iterable[Layer]) -> tuple[DrawnLayer, ...]:
        """What the pages say on other days, as they will be drawn."""
        with speaking(self.language):
            drawn = tuple(map(self._layer, layers))
        self.pen.drawn.clear()  # other days say other things
        return drawn

    def draw_again(self, layers: Iterable[Layer]) -> tuple[DrawnLayer, ...]:
        """The same for few moments, which are held for the next time."""
        with speaking(self.language):
            seen = (self.pen.seen, spoken())
            return _layers.again(seen, {(each.name, each.page): each for each in layers}, self._layer)

    def _layer(self, layer: Layer) -> DrawnLayer:
        """A layer, drawn. Days have many of their blocks in common, and each is drawn once."""
        self.pen.page = layer.page
        known: dict[Block, tuple[str, ...]] = {}
        lines: dict[str, str] = {}
        """Each held once."""

        def drawn(block: Block) -> tuple[str, ...]:
            if block not in known:
                html = "\n".join(_pieces(self._environment, (block,)))
                known[block] = tuple([lines.setdefault(each, each) for each in html.split("\n") if each])
            return known[block]

        moments = {
            key: {each.id: tuple(chain.from_iterable(map(drawn, each.blocks))) for each in sections}
            for key, sections in layer.moments.items()
        }
        return DrawnLayer(layer.name, layer.page, moments)


def desk(site: Site, *, directory_urls: bool = False) -> Desk:
    """What draws the layers of a site, to be handed to `draw`."""
    return Desk(_pen(site, directory_urls=directory_urls), spoken())


def _pen(site: Site, *, directory_urls: bool) -> Pen:
    return Pen(site.links, directory_urls, frozenset(page.path for page in site.pages), site.foreign)
