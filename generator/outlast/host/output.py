"""A site that was built aside: verified, sealed where it is to be, and put in the place of the old one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from outlast import words
from outlast.host.folder import Replacement
from outlast.host.home import keep_at_home
from outlast.host.join import anchors, body
from outlast.host.links import Read, problems
from outlast.host.marker import Marker
from outlast.host.refusal import Failure
from outlast.host.sealing import Seal, sealed
from outlast.languages import Language, speaking
from outlast.site import BuildInfo, Tree

Expected = Iterable[tuple[str, frozenset[str]]]
"""Where each page must stand in a site, and the ids that must be on it."""


class NotWhole(Failure):
    """A site lacks a page, a part of one, or what a link leads to."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"The site is not whole: {len(missing)} problem{'s'[: len(missing) - 1]}.")
        self.missing = missing
        """A sentence for each."""


@dataclass(frozen=True)
class Output:
    """What is written, and how it is to lie there."""

    tree: Tree
    info: BuildInfo
    seal: Seal | None = None
    """What it is sealed with; None: it stays readable."""
    home: str | None = None
    """The folder in the site that telephones keep a copy of; None where nobody hosts it."""
    others: tuple[Language, ...] = ()
    """The languages of the copy beside that of the tree, each in a folder of its code."""

    @property
    def copy(self) -> str:
        """Which copy this is, in words: its day and its edition."""
        with speaking(self.tree.language):
            return words.copy(self.info.as_of, self.tree.edition)


def put_in_place(replacement: Replacement, output: Output) -> None:
    """Let the new folder take the place of the old one, sealed if there is a seal.

    Raises Refusal for a page that cannot be sealed, and OSError; the old folder is there then.
    """
    marker = Marker.of(output.tree, output.info, output.others)
    languages = (output.tree.language, *output.others)
    with speaking(output.tree.language):
        if output.seal:
            marker = sealed(replacement.folder, marker, output.seal, output.home, languages)
        elif output.home is not None:
            keep_at_home(replacement.folder, output.home, others=output.others)
    replacement.keep(marker.content())


def verify(read: Read, pages: Expected) -> None:
    """Raise NotWhole unless every page is there with all its parts, and every link leads somewhere."""
    if missing := tuple(problems(read, pages)):
        raise NotWhole(missing)


def verify_tree(tree: Tree) -> None:
    """The same for a drawn site that no host has joined yet, drawn without directory URLs."""
    site = {f"{page.path}.html": body(page) for page in tree.pages} | dict.fromkeys(tree.files, "")
    verify(site.get, [(path, anchors(html)) for path, html in site.items() if path.endswith(".html")])


def reader(site: Path, *, part: bool = False) -> Read:
    """How the files of a built site are read.

    Args:
        part: it is the folder of one language. The others are made before or after it, page by page like it.
    """

    def read(path: str) -> str | None:
        if part and path.startswith("../"):
            return ""
        file = site / path
        if not file.is_file():
            return None
        return file.read_text(encoding="utf-8") if path.endswith(".html") else ""

    return read
