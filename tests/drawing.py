"""Drawn sites for tests, and what a browser would make of them."""

import posixpath
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

from outlast.analysis import Facts, analyse
from outlast.model import Edition, Plan
from outlast.pages import compose
from outlast.redact import redact
from outlast.render import draw
from outlast.site import BuildInfo, DrawnPage, Site, Tree
from outlast.source import Attached
from selectolax.lexbor import LexborHTMLParser

TODAY = date(2026, 11, 22)
INFO = BuildInfo(TODAY, "1.2.3")
_LAST: deque[tuple[Plan, Facts]] = deque(maxlen=4)


def site_of(plan: Plan, edition: Edition = Edition.FULL) -> Site:
    """The pages of a plan before they are drawn."""
    made, facts = redact(plan, facts_of(plan), edition)
    return compose(made, facts, INFO, edition, attached_to(plan))


def facts_of(plan: Plan) -> Facts:
    """The facts of a plan; asked again about one of the last plans, those found before."""
    for known, facts in _LAST:
        if known is plan:
            return facts
    _LAST.append((plan, analyse(plan, TODAY, files=attached_to(plan))))
    return _LAST[-1][1]


def attached_to(plan: Plan) -> dict[str, Attached]:
    """A text in place of each file that the plan names."""
    named = (each.file for thing in plan.things.values() for each in thing.attachments)
    return {str(path): Attached(b"A text.", "A text.") for path in named}


def tree_of(plan: Plan, edition: Edition = Edition.FULL, *, directory_urls: bool = False) -> Tree:
    """A plan drawn, as a host gets it."""
    return draw(site_of(plan, edition), directory_urls=directory_urls)


def html_of(page: DrawnPage) -> str:
    """All fragments of a page."""
    return "\n".join(section.html for section in page.sections)


def page_of(tree: Tree, path: str) -> DrawnPage:
    """The page with this path."""
    return next(page for page in tree.pages if page.path == path)


@dataclass
class Seen(HTMLParser):
    """What stands in a fragment: tags with attributes, text, ids and links."""

    tags: list[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    chunks: list[str] = field(default_factory=list)
    """The text, from tag to tag."""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    """Comments, declarations and the like, which no page of ours has."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @cached_property
    def text(self) -> str:
        return "".join(self.chunks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple((name, value or "") for name, value in attrs)))
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.chunks.append(data)

    def updatepos(self, i: int, j: int) -> int:
        return j  # nobody asks for lines, and to count them takes long

    def handle_comment(self, data: str) -> None:
        self.loose.append(data)

    def handle_decl(self, decl: str) -> None:
        self.loose.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.loose.append(data)

    def handle_pi(self, data: str) -> None:
        self.loose.append(data)


@lru_cache(maxsize=300)  # a few sites: one test after the other looks at their pages
def seen_in(html: str) -> Seen:
    """A fragment as a browser reads it."""
    seen = Seen()
    seen.feed(html)
    seen.close()
    return seen


class Anchors(NamedTuple):
    """Where a fragment can be linked to, and where it links."""

    ids: tuple[str, ...]
    links: tuple[str, ...]


@lru_cache(maxsize=300)
def anchors_in(html: str) -> Anchors:
    """The ids and links of a fragment: read twenty times faster than all that `seen_in` sees."""
    found = [node.attributes for node in LexborHTMLParser(html).css("[id], [href], [src]")]
    links = (each[name] or "" for each in found for name in ("href", "src") if name in each)
    return Anchors(tuple(each["id"] or "" for each in found if "id" in each), tuple(links))


def text_of(page: DrawnPage) -> str:
    """What somebody reads on a page, with its title and headings."""
    headings = [section.heading for section in page.sections]
    return "\n".join([page.title, *headings, seen_in(html_of(page)).text])


def everything(tree: Tree) -> str:
    """All that leaves with a drawn site, files of ours aside: HTML, titles, addresses and navigation."""
    return repr((tree.name, tree.pages, tree.nav)) + "\n".join(html_of(page) for page in tree.pages)


def dead_links(tree: Tree, *, directory_urls: bool = False) -> Iterator[str]:
    """Every link inside a drawn site that leads to no page, no file or no place on its page."""
    seen = [anchors_in(html_of(page)) for page in tree.pages]
    places = {
        page.path: {*there.ids, *(section.id for section in page.sections)}
        for page, there in zip(tree.pages, seen, strict=True)
    }
    for page, there in zip(tree.pages, seen, strict=True):
        for link in there.links:
            path, _, fragment = link.partition("#")
            if ":" in path.split("/", 1)[0] or path.startswith("//"):
                continue
            target = _target(page.path, path, directory_urls=directory_urls)
            if path.endswith("/") and target not in places:
                target = posixpath.normpath(posixpath.join(target, "index"))
            if target not in places and target not in tree.files:
                yield f"{page.path}: {link}"
            elif fragment and fragment not in places.get(target, set()):
                yield f"{page.path}: {link} (no such place)"


def _target(here: str, path: str, *, directory_urls: bool) -> str:
    if not path:
        return here
    if not directory_urls:
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
        return joined.removesuffix(".html")
    base = posixpath.dirname(here) if here.rpartition("/")[2] == "index" else here
    return posixpath.normpath(posixpath.join(base, path))
