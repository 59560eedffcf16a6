"""A drawn site as files that any builder of Markdown sites takes: the way out of our plugin and of MkDocs.

Headings, front matter and navigation are Markdown and YAML; what stands under a heading is raw HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import yaml

from outlast.host.folder import replacing_folder
from outlast.host.join import TITLE_ID, nav_titles
from outlast.host.output import Output, put_in_place, verify_tree
from outlast.render import ASSETS, GUEST, LAYERS
from outlast.site import BuildInfo, DrawnPage, DrawnSection, NavItem, Tree

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!])|([|~^=$:<>&\"'])")
"""What may be a mark in Markdown: those that a backslash takes it from, and those that it does not."""


def export(tree: Tree, info: BuildInfo, folder: Path) -> None:
    """Write `mkdocs.yml` and `docs/` into `folder`, whole or not at all.

    The tree must be drawn without directory URLs. Raises OutputLocked for a folder that is not ours,
    NotWhole, and OSError.
    """
    verify_tree(tree)
    with replacing_folder(folder) as replacement:
        for path, content in files(tree).items():
            file = replacement.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        put_in_place(replacement, Output(tree, info))


def files(tree: Tree) -> Mapping[str, bytes]:
    """What an export consists of, by path."""
    titles = nav_titles(tree)
    pages = {f"docs/{page.path}.md": markdown(page, titles.get(page.path, "")) for page in tree.pages}
    return {
        "mkdocs.yml": _yaml(settings(tree)).encode(),
        **{path: text.encode() for path, text in pages.items()},
        **{f"docs/{path}": content for path, content in tree.files.items()},
    }


def markdown(page: DrawnPage, nav_title: str = "") -> str:
    """A page as Markdown with raw HTML under its headings."""
    front: dict[str, Any] = {}
    # What builders call a page without a title of its own is its first heading.
    if nav_title and nav_title != page.title and _inert(escape(nav_title)) == nav_title:
        front["title"] = nav_title
    if page.description:
        front["description"] = _inert(escape(page.description))
    if page.also:
        front["tags"] = [_inert(escape(word)) for word in page.also]
        front["hide"] = ["tags"]  # they are for the search
    # MkDocs turns a first heading back into plain text, and prints that raw as the title of the page.
    parts = [
        f"# {_plain(_tagless(page.title))} {{#{TITLE_ID}}}",
        *(_section(section) for section in page.sections),
    ]
    head = f"---\n{_yaml(front)}---\n\n" if front else ""
    return head + "\n\n".join(parts) + "\n"


def settings(tree: Tree) -> dict[str, Any]:
    """What `mkdocs.yml` of an export says."""
    # What pages say on other days is fetched by those that need it.
    ours = sorted(
        path for path in tree.files if path.startswith(f"{ASSETS}/") and not path.startswith(LAYERS)
    )
    workers = [path for path in ours if "iframe-worker" in path]
    return {
        # Builders differ in whether they escape it: an ampersand suits them all, a tag must not pass.
        "site_name": _tagless(tree.name),
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "language": tree.language.code,
            "font": False,
            "features": ["navigation.tabs", "navigation.indexes", "navigation.prune", "navigation.top"],
        },
        "plugins": ["search", "offline"],
        "markdown_extensions": ["attr_list", {"toc": {"permalink": True}}],
        "extra": {"generator": False, "polyfills": workers[:1]},
        "extra_css": [path for path in ours if path.endswith(".css") and path != GUEST],
        "extra_javascript": [path for path in ours if path.endswith(".js") and path not in workers],
        "nav": [_entry(item) for item in tree.nav],
    }


def _entry(item: NavItem) -> Any:
    page = f"{item.page}.md"
    if not item.children:
        return page
    return {escape(item.title): [page, *(_entry(child) for child in item.children)]}


def _section(section: DrawnSection) -> str:
    html = f'<div class="ol-section">\n{_inert(section.html)}\n</div>'
    if not section.level or not section.heading:
        return html
    return f"{'#' * section.level} {_plain(section.heading)} {{#{section.id}}}\n\n{html}"


def _inert(html: str) -> str:
    """HTML in which no template and no include begins: many builders run `{{ x }}`, `{% x %}` and `{!x!}`
    wherever they stand on a page."""
    return html.replace("{", "&#123;")


def _plain(text: str) -> str:
    """Text in which Markdown finds no marks."""
    return _MARKS.sub(
        lambda mark: f"\\{mark[1]}" if mark[1] else f"&#{ord(mark[2])};", " ".join(text.split())
    )


def _tagless(text: str) -> str:
    """Text in which nobody finds a tag, however often it is unescaped."""
    return text.replace("<", "‹").replace(">", "›")


def _yaml(data: Any) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000))
