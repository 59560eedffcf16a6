"""Outlast inside MkDocs, the only package that knows it: hands over a drawn Tree and checks the result.

A plan that has errors leaves the site of the last build as it was; under `mkdocs serve` the last good
state of the plan stays on the screen.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_relative_url

from outlast import words
from outlast.build import Built, build
from outlast.diagnostics import Diagnostic, Severity, render
from outlast.envelope import Lock, Missing, lock
from outlast.host.folder import Replacement
from outlast.host.join import anchors, body, nav_titles
from outlast.host.lean import lean
from outlast.host.links import problems
from outlast.host.lock import Occupied
from outlast.host.made import Made
from outlast.host.nowhere import PAGE, nowhere
from outlast.host.policy import with_policy
from outlast.host.refusal import Refusal
from outlast.host.sealing import NAME, seal_site
from outlast.mkdocs_plugin import drawn, settings
from outlast.mkdocs_plugin.configuration import refuse_files, shown
from outlast.mkdocs_plugin.page import ModelPage
from outlast.mkdocs_plugin.phrases import phrases, refuse_published
from outlast.mkdocs_plugin.publishing import refuse_private
from outlast.model import Edition, Plan
from outlast.pages.addresses import INCIDENT_LOG
from outlast.render import url
from outlast.site import BuildInfo, Site, Tree
from outlast.source import Document

_log = get_plugin_logger("outlast")


class OutlastPlugin(BasePlugin[settings.Options]):  # type: ignore[no-untyped-call]
    """Compiles the plan into pages, navigation and files of a MkDocs site."""

    def __init__(self) -> None:
        self.plain = False
        """Whether the site stays readable even where a passphrase is set."""
        self.publishes = False
        """Whether everybody will be able to read the site."""
        self.views: Site | None = None
        """What the pages of the last build were drawn from."""
        self.readable: frozenset[str] = frozenset()
        """The files of the site that say nothing of the plan, and stay readable when it is encrypted."""
        self._command = "build"
        self._dirty = False
        self._replacement: Replacement | None = None
        self._shown: tuple[Tree, BuildInfo] | None = None
        """What is being built; between two builds of `serve`, the last good one."""
        self._whole: Plan | None = None
        """What the pages by hand are held against."""
        self._drawn: dict[str, drawn.Drawn] = {}
        """The pages by hand of this build, by file."""
        self._site_dir = ""
        self._lock: Lock | None = None
        """What the site is sealed with; None: it stays readable."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what MkDocs was called for. That this exists keeps the plugin alive between reloads."""
        self._command, self._dirty = command, dirty
        self.publishes |= command == "gh-deploy"

    @event_priority(100)  # before Material's offline plugin, which would name a script on the network
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare the settings, and have MkDocs write beside the site instead of into it."""
        self._drawn = {}
        settings.refuse_misplaced(config)
        refuse_files(config)
        refuse_published(self.config, config)
        edition = settings.edition(self.config)
        self._lock = self._make_lock(config, edition)
        settings.prepare(self.config, config)
        self._site_dir = config.site_dir
        if self._command != "serve" and not self._dirty:
            try:
                self._replacement = Replacement(Path(config.site_dir))
            except Occupied as occupied:
                raise PluginError(str(occupied)) from None
            except OSError as error:
                raise PluginError(f"{config.site_dir} cannot be written: {error.strerror}.") from None
            config.site_dir = str(self._replacement.folder)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and files of the plan, and set the navigation."""
        by_hand = [file for file in files.documentation_pages() if file.generated_by is None]
        withheld = settings.withheld(by_hand, settings.edition(self.config))
        for file in withheld:
            files.remove(file)
            by_hand.remove(file)
        gone = frozenset(file.src_uri for file in withheld)
        tree = self._build(config, settings.texts(files, config, gone))
        if self.publishes and self._whole and not self._lock:
            refuse_private(self._whole, Edition(tree.edition), self.config.publish)
        _refuse_clashes(tree, files, config)
        config.nav = settings.navigation(tree.nav, settings.hand_written(config, by_hand, gone))
        titles = nav_titles(tree)
        for page in tree.pages:
            listed = InclusionLevel.INCLUDED if page.path in titles else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, f"{page.path}.md", content="", inclusion=listed)
            ModelPage(page, titles.get(page.path, page.title), file, config)
            files.append(file)
        for path, content in tree.files.items():
            files.append(File.generated(config, path, content=content))
        self.readable = settings.readable(config, list(files))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Date every page with the day of the copy instead of the clock's, so that builds can be repeated."""
        for file in files.documentation_pages():
            if file.page and self._shown:
                file.page.update_date = self._shown[1].as_of.isoformat()
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let search list pages of the plan before those written by hand about the same words.

        What their front matter says is text: a theme prints it as it is, titles on every page.
        """
        if not isinstance(page, ModelPage):
            page.meta = {key: _escaped(value) for key, value in page.meta.items()}
            page.meta.setdefault("search", {"boost": 0.5})
        return markdown

    @event_priority(-1000)  # after everybody who brings something in
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say on pages written by hand, too, whose copy this is, of which day, for whom, where its log is."""
        if isinstance(page, ModelPage) or not self._shown:
            return html
        file = shown(Path(str(page.file.abs_src_path)))
        self._drawn[file] = drawn.Drawn(page.file.content_string, f"{page.title}\n{html}")
        tree, _ = self._shown
        log = get_relative_url(url(INCIDENT_LOG.page, directory_urls=config.use_directory_urls), page.url)
        mine = f'data-ol-plan="{escape(tree.name)}" data-ol-home="{escape(tree.timezone)}"'
        mine += f' data-ol-log="{log}"'
        return f'{html}\n<p class="ol-age" data-search-exclude {mine}>{escape(self._copy())}</p>'

    @event_priority(-1000)  # after everybody who changes pages: what comes later would not be allowed
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let nothing run on a page but what it brought along."""
        plan = page.content or "" if isinstance(page, ModelPage) else ""
        return self._guarded(output, config, plan)

    @event_priority(-1000)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are no documents; 404.html, whose theme knows no place but `/`, is ours."""
        if template_name == PAGE and self._shown:
            output_content = nowhere(self._copy())
        return self._guarded(output_content, config) if template_name.endswith(".html") else output_content

    @event_priority(-1000)  # after everybody who writes into the site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Check that the site is whole; then let it take the place of the old one."""
        if self._shown is None:
            return
        tree, info = self._shown
        self._refuse_brought_in(tree)
        missing = list(problems(Path(config.site_dir), _expected(tree, config)))
        for problem in missing:
            _log.warning(problem)
        if missing and self._command != "serve":
            raise PluginError(f"The site is not whole: {_count(len(missing), 'problem')}.")
        if self._replacement and not _fails_strict(config):
            try:
                self._replacement.keep(self._sealed(tree, info).marker())
            except Refusal as refusal:
                raise PluginError(str(refusal)) from None
            except OSError as error:
                raise PluginError(f"{self._site_dir} cannot be replaced: {error.strerror}.") from None
            sealed = ", encrypted" if self._lock else ""
            _log.info(f"The site is in {self._site_dir}, edition {tree.edition}{sealed}, as of {info.as_of}")
        self._finish(config)

    def _refuse_brought_in(self, tree: Tree) -> None:
        """Raise PluginError for pages by hand that say, once they are drawn, what they must not."""
        found = drawn.said(self._whole, Edition(tree.edition), self._drawn) if self._whole else ()
        self._drawn = {}
        for error in found:
            _log.warning(render([error]).rstrip())
        if found and self._command != "serve":
            raise PluginError(f"The pages by hand have {_count(len(found), 'error')}: nothing was built.")

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it was; a disk that is full or closed is told without a traceback."""
        self._finish()
        if isinstance(error, OSError) and self._command != "serve":
            _log.error(f"{error.filename or 'The disk'}: {error.strerror or error}.")
            raise PluginError("Nothing was built. The site is as it was before.") from None

    def on_shutdown(self) -> None:
        """The same for a build that was broken off."""
        self._finish()

    def _finish(self, config: MkDocsConfig | None = None) -> None:
        if self._replacement:
            self._replacement.drop()
            self._replacement = None
            if config:
                config.site_dir = self._site_dir

    def _make_lock(self, config: MkDocsConfig, edition: Edition) -> Lock | None:
        """A lock for this build, if there is a passphrase. What `serve` shows stays on this computer."""
        if self._command == "serve" or self.plain:
            return None
        opening = phrases(self.config, config, edition)
        if not opening:
            return None
        if self._dirty:
            raise PluginError("A site cannot be encrypted in part: build it without --dirty.")
        try:
            return lock(opening, secrets.token_bytes)
        except Missing as missing:
            raise PluginError(str(missing)) from None

    def _sealed(self, tree: Tree, info: BuildInfo) -> Made:
        """Seal the new site if there is a lock; what its marker says."""
        made = Made.of(tree, info)
        if not self._lock or not self._replacement:
            return made
        seal_site(self._replacement.folder, self._lock, self.readable, secrets.token_bytes, self._copy())
        return replace(made, name=NAME, encrypted=True)

    def _copy(self) -> str:
        """Which copy is being built: its day and its edition."""
        if self._shown is None:
            return ""
        tree, info = self._shown
        return words.copy(info.as_of, tree.edition)

    def _guarded(self, html: str, config: MkDocsConfig, plan: str = "") -> str:
        if self._command == "serve":
            return html  # the server adds a script of its own to each page
        return with_policy(lean(html), settings.origins(config), plan)

    def _build(self, config: MkDocsConfig, by_hand: Sequence[Document]) -> Tree:
        """The Tree of the plan as it is now; under `serve` that of the last good one if it has errors."""
        built = build(
            settings.plan_dir(self.config, config),
            settings.edition(self.config),
            today=settings.today(self.config),
            directory_urls=config.use_directory_urls,
            by_hand=by_hand,
        )
        _report(built)
        if built.tree:
            self._shown, self.views, self._whole = (built.tree, built.info), built.site, built.whole
            return built.tree
        if self._command == "serve" and self._shown:
            _log.warning("The plan has errors: what you see is its last good state")
            return self._shown[0]
        errors = len(_errors(built))
        raise PluginError(f"The plan has {_count(errors, 'error')}: nothing was built.")


def _report(built: Built) -> None:
    """Errors as warnings of MkDocs; of the rest only how much there is, so that age alone fails no build."""
    errors = _errors(built)
    for error in errors:
        _log.warning(render([error]).rstrip())
    if len(errors) < len(built.diagnostics):
        count = _count(len(built.diagnostics) - len(errors), "remark")
        _log.info(f"{count} on the plan: run `outlast check`")


def _errors(built: Built) -> list[Diagnostic]:
    """The reasons for which there is no site; a broken promise is none."""
    return [each for each in built.diagnostics if each.severity is Severity.ERROR and each.stops_build]


def _refuse_clashes(tree: Tree, files: Files, config: MkDocsConfig) -> None:
    taken = {file.dest_uri.casefold(): file for file in files if file.src_dir == config.docs_dir}
    ours = {page.path: f"{page.path}.md" for page in tree.pages} | {path: path for path in tree.files}
    for path, source in ours.items():
        file = taken.get(File.generated(config, source, content="").dest_uri.casefold())
        if file:
            what = "the page" if source != path else "the file"
            raise PluginError(f"{file.abs_src_path} stands where {what} {path} of the plan goes. Rename it.")


def _expected(tree: Tree, config: MkDocsConfig) -> Sequence[tuple[str, frozenset[str]]]:
    """Where each page must stand in the site, and what must be on it."""
    return [
        (File.generated(config, f"{page.path}.md", content="").dest_uri, anchors(body(page)))
        for page in tree.pages
    ]


def _escaped(value: Any) -> Any:
    """A value of front matter without HTML in it."""
    if isinstance(value, str):
        return escape(value)
    return [_escaped(part) for part in value] if isinstance(value, list) else value


def _fails_strict(config: MkDocsConfig) -> bool:
    """Whether MkDocs is about to fail this build for a warning."""
    counters: list[Any] = [it for it in logging.getLogger("mkdocs").handlers if isinstance(it, CountHandler)]
    return config.strict and any(counter.get_counts() for counter in counters)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
