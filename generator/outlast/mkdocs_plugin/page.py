"""A page of the Tree as MkDocs wants it, without passing through Markdown."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from outlast.host.join import TITLE_ID, Heading, body, headings
from outlast.languages import Language, speaking
from outlast.pages.addresses import TODAY
from outlast.site import DrawnPage, Part

LONGEST_CONTENTS = 25
"""Headings of a page that its table of contents lists."""

RANK = {Part.START: 1.2, Part.SCENARIOS: 1.2, Part.READINESS: 0.6, TODAY.page: 0.6}
"""What search prefers of pages that say the same: what to do before what was calculated. Others count 1."""


class ModelPage(Page):
    """A page that is drawn already. MkDocs and Material print titles raw: all are escaped here."""

    def __init__(
        self, drawn: DrawnPage, language: Language, title: str, file: File, config: MkDocsConfig
    ) -> None:
        super().__init__(escape(title), file, config)
        self.drawn = drawn
        self.language = language
        self.drawn_content = ""
        """What `render` made of it: other plugins may change `content`."""
        self.edit_url = None

    def read_source(self, config: MkDocsConfig) -> None:
        """Front matter only: there is no Markdown."""
        self.markdown = ""
        rank = RANK.get(self.drawn.path, RANK.get(self.drawn.part, 1.0))
        self.meta = {
            "title": escape(self.drawn.title),
            "outlast": self.drawn.part.value,
            "search": {"boost": rank},
        }
        if self.drawn.wide:
            self.meta["hide"] = ["toc"]
        if self.drawn.description:
            self.meta["description"] = escape(self.drawn.description)
        if self.drawn.also:
            # Of all fields of Material's search index, tags weigh most.
            self.meta["tags"] = [escape(word) for word in self.drawn.also]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Content and table of contents, and the ids by which MkDocs validates links from other pages."""
        with speaking(self.language):
            self.content = self.drawn_content = body(self.drawn)
        # A wide page leads to its parts by itself, and a theme prints a hidden table of contents twice. Of a
        # list with very many parts nobody reads one.
        found = headings(self.drawn)
        bare = self.drawn.wide or len(found.children) > LONGEST_CONTENTS
        self.toc = get_toc([_token(replace(found, children=()) if bare else found)])
        self.present_anchor_ids = {TITLE_ID, *self.drawn.ids}


def _token(heading: Heading) -> Any:
    return {
        "level": heading.level,
        "id": heading.id,
        "name": heading.text,
        "children": [_token(child) for child in heading.children],
    }
