"""A site that was built aside: sealed where it is to be, marked, and put in the place of the old one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from outlast import words
from outlast.envelope import Lock
from outlast.host.folder import Replacement
from outlast.host.marker import Marker
from outlast.host.sealing import NAME, seal_site
from outlast.site import BuildInfo, Tree


@dataclass(frozen=True)
class Output:
    """What is written, and how it is to lie there."""

    tree: Tree
    info: BuildInfo
    lock: Lock | None = None
    """What it is sealed with; None: it stays readable."""
    clear: frozenset[str] = frozenset()
    """The files that say nothing of the plan, and stay readable when the rest is sealed."""

    @property
    def copy(self) -> str:
        """Which copy this is, in words: its day and its edition."""
        return words.copy(self.info.as_of, self.tree.edition)


def put_in_place(replacement: Replacement, output: Output) -> None:
    """Let the new folder take the place of the old one, sealed if there is a lock.

    Raises Refusal for a page that cannot be sealed, and OSError; the old folder is there then.
    """
    marker = Marker.of(output.tree, output.info)
    if output.lock:
        seal_site(replacement.folder, output.lock, output.clear, secrets.token_bytes, output.copy)
        marker = replace(marker, name=NAME, encrypted=True)
    replacement.keep(marker.content())
