"""Outlast inside MkDocs, the only package that knows it: it translates events, and does nothing itself.

A plan that has errors leaves the site of the last build as it was; under `mkdocs serve` the last good
state of the plan stays on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from outlast.build import build
from outlast.envelope import Lock
from outlast.host.folder import Replacement
from outlast.host.links import problems
from outlast.host.lock import OutputLocked
from outlast.host.not_found import PAGE, not_found
from outlast.host.output import Output, put_in_place
from outlast.host.policy import guarded
from outlast.host.refusal import Refusal
from outlast.mkdocs_plugin import by_hand, handing_over, settings
from outlast.mkdocs_plugin.configuration import refuse_files, shown
from outlast.mkdocs_plugin.messages import count, fails_strict, log, report, warn
from outlast.mkdocs_plugin.page import ModelPage
from outlast.mkdocs_plugin.phrases import refuse_published, sealed_with
from outlast.mkdocs_plugin.publishing import refuse_private
from outlast.model import Edition, Plan
from outlast.site import Site


@dataclass(frozen=True)
class Asked:
    """What the site is built for."""

    command: Literal["build", "gh-deploy", "serve"] = "build"
    dirty: bool = False
    plain: bool = False
    """Whether the site stays readable even where a passphrase is set."""
    public: bool = False
    """Whether everybody will be able to read it."""


@dataclass(frozen=True)
class Shown:
    """What is being built; between two builds of `serve`, the last good state of the plan."""

    output: Output
    site: Site
    """What the pages were drawn from."""
    whole: Plan
    """What the pages by hand are held against."""


class OutlastPlugin(BasePlugin[settings.Options]):  # type: ignore[no-untyped-call]
    """Compiles the plan into pages, navigation and files of a MkDocs site."""

    def __init__(self) -> None:
        self.asked = Asked()
        self.shown: Shown | None = None
        self._lock: Lock | None = None
        self._replacement: Replacement | None = None
        self._by_hand: dict[str, by_hand.Drawn] = {}
        """The pages by hand of this build, by file."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what MkDocs was called for. That this exists keeps the plugin alive between reloads."""
        public = self.asked.public or command == "gh-deploy"
        self.asked = replace(self.asked, command=command, dirty=dirty, public=public)

    @event_priority(100)  # before Material's offline plugin, which would name a script on the network
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare the settings, and have MkDocs write beside the site instead of into it."""
        self._by_hand = {}
        settings.refuse_misplaced(config)
        refuse_files(config)
        refuse_published(self.config, config)
        readable = self.asked.plain or self.asked.command == "serve"  # what `serve` shows stays here
        self._lock = None if readable else sealed_with(self.config, config, dirty=self.asked.dirty)
        settings.prepare(self.config, config)
        if self.asked.command != "serve" and not self.asked.dirty:
            self._replacement = _aside(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and files of the plan, and set the navigation."""
        edition = settings.edition(self.config)
        mine = [file for file in files.documentation_pages() if file.generated_by is None]
        withheld = settings.withheld(mine, edition)
        for file in withheld:
            files.remove(file)
        gone = frozenset(file.src_uri for file in withheld)
        self.shown = self._build(files, config, gone)
        tree = self.shown.output.tree
        if self.asked.public and not self._lock:
            refuse_private(self.shown.whole, Edition(tree.edition), self.config.publish)
        left = [file for file in mine if file not in withheld]
        config.nav = settings.navigation(tree.nav, settings.hand_written(config, left, gone))
        handing_over.add(tree, files, config)
        clear = settings.readable(config, list(files))
        self.shown = replace(self.shown, output=replace(self.shown.output, lock=self._lock, clear=clear))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Date every page with the day of the copy instead of the clock's, so that builds can be repeated."""
        for file in files.documentation_pages():
            if file.page and self.shown:
                file.page.update_date = self.shown.output.info.as_of.isoformat()
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let search list pages of the plan before those written by hand about the same words."""
        if not isinstance(page, ModelPage):
            page.meta = by_hand.meta(page.meta)
        return markdown

    @event_priority(-1000)  # after everybody who brings something in
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say on pages written by hand, too, whose copy this is, of which day, for whom, where its log is."""
        if isinstance(page, ModelPage) or not self.shown:
            return html
        file = shown(Path(str(page.file.abs_src_path)))
        self._by_hand[file] = by_hand.Drawn(page.file.content_string, f"{page.title}\n{html}")
        return html + by_hand.note(self.shown.output, page.url, directory_urls=config.use_directory_urls)

    @event_priority(-1000)  # after everybody who changes pages: what comes later would not be allowed
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let nothing run on a page but what it brought along."""
        return self._guarded(output, config, page.content or "" if isinstance(page, ModelPage) else "")

    @event_priority(-1000)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are no documents; 404.html, whose theme knows no place but `/`, is ours."""
        if template_name == PAGE and self.shown:
            output_content = not_found(self.shown.output.copy)
        return self._guarded(output_content, config) if template_name.endswith(".html") else output_content

    @event_priority(-1000)  # after everybody who writes into the site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Check that the site is whole; then let it take the place of the old one."""
        if self.shown is None:
            return
        output, whole = self.shown.output, self.shown.whole
        brought_in = by_hand.said(whole, Edition(output.tree.edition), self._by_hand)
        missing = list(problems(Path(config.site_dir), handing_over.expected(output.tree, config)))
        warn(brought_in)
        for problem in missing:
            log.warning(problem)
        if self.asked.command != "serve" and brought_in:
            errors = count(len(brought_in), "error")
            raise PluginError(f"The pages by hand have {errors}: nothing was built.")
        if self.asked.command != "serve" and missing:
            raise PluginError(f"The site is not whole: {count(len(missing), 'problem')}.")
        if self._replacement and not fails_strict(config):
            _keep(self._replacement, output)
        self._finish(config)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it was; a disk that is full or closed is told without a traceback."""
        self._finish()
        if isinstance(error, OSError) and self.asked.command != "serve":
            log.error(f"{error.filename or 'The disk'}: {error.strerror or error}.")
            raise PluginError("Nothing was built. The site is as it was before.") from None

    def on_shutdown(self) -> None:
        """The same for a build that was broken off."""
        self._finish()

    def _finish(self, config: MkDocsConfig | None = None) -> None:
        if self._replacement:
            self._replacement.drop()
            if config:
                config.site_dir = str(self._replacement.named)
            self._replacement = None

    def _guarded(self, html: str, config: MkDocsConfig, plan: str = "") -> str:
        if self.asked.command == "serve":
            return html  # the server adds a script of its own to each page
        return guarded(html, settings.origins(config), plan)

    def _build(self, files: Files, config: MkDocsConfig, gone: frozenset[str]) -> Shown:
        """The plan as it is now; under `serve` its last good state if it has errors."""
        built = build(
            settings.plan_dir(self.config, config),
            settings.edition(self.config),
            today=settings.today(self.config),
            directory_urls=config.use_directory_urls,
            by_hand=settings.texts(files, config, gone),
        )
        errors = report(built)
        if built.tree and built.site and built.whole:
            return Shown(Output(built.tree, built.info), built.site, built.whole)
        if self.asked.command == "serve" and self.shown:
            log.warning("The plan has errors: what you see is its last good state")
            return self.shown
        raise PluginError(f"The plan has {count(errors, 'error')}: nothing was built.")


def _aside(config: MkDocsConfig) -> Replacement:
    """Where MkDocs is to write, beside the site that it replaces."""
    try:
        replacement = Replacement(Path(config.site_dir))
    except OutputLocked as locked:
        raise PluginError(str(locked)) from None
    except OSError as error:
        raise PluginError(f"{config.site_dir} cannot be written: {error.strerror}.") from None
    config.site_dir = str(replacement.folder)
    return replacement


def _keep(replacement: Replacement, output: Output) -> None:
    try:
        put_in_place(replacement, output)
    except Refusal as refusal:
        raise PluginError(str(refusal)) from None
    except OSError as error:
        raise PluginError(f"{replacement.named} cannot be replaced: {error.strerror}.") from None
    sealed = ", encrypted" if output.lock else ""
    edition, day = output.tree.edition, output.info.as_of
    log.info(f"The site is in {replacement.named}, edition {edition}{sealed}, as of {day}")
