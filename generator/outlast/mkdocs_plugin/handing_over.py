"""A drawn Tree handed to MkDocs: its pages and files, and what must stand in the site afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from outlast.host.join import TITLE_ID, nav_titles
from outlast.languages import spoken
from outlast.mkdocs_plugin.page import ModelPage
from outlast.model import Edition
from outlast.pages.addresses import START
from outlast.render import own_assets
from outlast.site import DrawnPage, NavItem, Part, Tree


def add(tree: Tree, files: Files, config: MkDocsConfig) -> None:
    """Add the pages and files of the plan. Raises PluginError where a file by hand stands in their place."""
    _refuse_clashes(tree, files, config)
    titles = nav_titles(tree)
    for page in tree.pages:
        listed = InclusionLevel.INCLUDED if page.path in titles else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, f"{page.path}.md", content="", inclusion=listed)
        ModelPage(page, tree.language, titles.get(page.path, page.title), file, config)
        files.append(file)
    for path, content in tree.files.items():
        files.append(File.generated(config, path, content=content))


def nothing(config: MkDocsConfig) -> Tree:
    """A site of one page that says nothing, to be shown as long as there is no plan that can be read."""
    title = "The plan has errors"
    return Tree(
        name=str(config.site_name),
        language=spoken(),
        edition=Edition.PUBLIC,
        timezone="UTC",
        pages=(DrawnPage(START.page, title, Part.START, "", (), ()),),
        nav=(NavItem(title, START.page, Part.START),),
        files=own_assets(),
    )


def expected(tree: Tree, config: MkDocsConfig) -> Sequence[tuple[str, frozenset[str]]]:
    """Where each page must stand in the site, and the ids that must be on it."""
    return [
        (File.generated(config, f"{page.path}.md", content="").dest_uri, page.ids | {TITLE_ID})
        for page in tree.pages
    ]


def _refuse_clashes(tree: Tree, files: Files, config: MkDocsConfig) -> None:
    taken = {file.dest_uri.casefold(): file for file in files if file.src_dir == config.docs_dir}
    ours = {page.path: f"{page.path}.md" for page in tree.pages} | {path: path for path in tree.files}
    for path, source in ours.items():
        file = taken.get(File.generated(config, source, content="").dest_uri.casefold())
        if file:
            what = "the page" if source != path else "the file"
            raise PluginError(f"{file.abs_src_path} stands where {what} {path} of the plan goes. Rename it.")
