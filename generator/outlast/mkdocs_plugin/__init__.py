"""Outlast inside MkDocs, the only package that knows it: the plugin only translates events.

A plan that has errors leaves the site of the last build as it was; under `mkdocs serve` the last good
state of the plan stays on the screen.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext as Context
from watchdog.observers.polling import PollingObserver

from outlast.mkdocs_plugin import looks, other_languages, searching, settings, theme
from outlast.mkdocs_plugin.building import Asked, Building, Shown
from outlast.mkdocs_plugin.finished import FinishedPages
from outlast.mkdocs_plugin.messages import log
from outlast.mkdocs_plugin.page import ModelPage

MIKE = "MIKE_DOCS_VERSION"
"""What mike sets when it has MkDocs build a version that it then publishes."""


LOOK_EVERY = 0.1
"""Seconds between two looks for edits; each takes about a millisecond."""
TOGETHER = 0.02
"""Seconds that a build waits for more edits of the same look."""


class OutlastPlugin(BasePlugin[settings.Options]):  # type: ignore[no-untyped-call]
    """Compiles the plan into pages, navigation and files of a MkDocs site."""

    def __init__(self) -> None:
        self.asked = Asked()
        self.shown: Shown | None = None
        self.building: Building | None = None
        self.pages = FinishedPages()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what MkDocs was called for. That this exists keeps the plugin alive between reloads."""
        public = self.asked.public or command == "gh-deploy" or MIKE in os.environ
        self.asked = replace(self.asked, command=command, dirty=dirty, public=public)

    @event_priority(100)  # before Material's offline plugin, which would name a script on the network
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare the settings, and have MkDocs write beside the site instead of into it."""
        self.building = Building.begin(self.config, config, self.asked)
        theme.speed_up(config)
        return config

    @event_priority(50)  # before those who ask which pages there are
    def _add(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and files of the plan."""
        if self.building:
            self.shown = self.building.show(files, config, self.shown)
        return files

    @event_priority(-75)  # after those who add pages of their own
    def _navigate(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Set the navigation."""
        if self.building and self.shown:
            self.building.navigate(self.shown, files, config)
        return files

    on_files = CombinedEvent(_add, _navigate)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Date our pages with the day of the copy instead of the clock's, so that builds can be repeated."""
        for file in files.documentation_pages():
            if file.page and self.building and self.shown and self.building.owns(file):
                file.page.update_date = self.shown.output.info.as_of.isoformat()
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Have the theme render what is new."""
        theme.keep_templates(env)  # again: other plugins may have added filters
        if self.building:
            self.building.speed_up(env, config, self.pages)
        return env

    @event_priority(100)  # before anybody who adds HTML of their own to what an author wrote
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let search list pages of the plan before those written by hand about the same words."""
        if self.building and self.building.written_here(page):
            page.meta = looks.meta(page.meta)
        return markdown

    @event_priority(-1000)  # after everybody who brings something in
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say on pages written by hand, too, whose copy this is, of which day, for whom, where its log is."""
        if not self.building or not self.shown or not self.building.written_here(page):
            return html
        self.building.remember(page, html)
        return html + looks.note(self.shown.output, self.building.place, page, config)

    @event_priority(100)  # before search, and after everybody who changes what is said on a page
    def _before_search(
        self, context: Context, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Context:
        """Have Material's search leave out pages of ours: it would read all their HTML again."""
        searching.keep_from_search(page, config)
        return context

    @event_priority(-100)
    def _after_search(
        self, context: Context, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Context:
        """Add what it would have read."""
        known = self.pages.look(page, nav)
        searching.add_to_search(page, config, known and known.entries)
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    @event_priority(-1000)  # after everybody who changes pages: what comes later would not be allowed
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Let nothing run on a page of ours but what it brought along."""
        if self.building and not self.pages.usable:
            output = looks.page(output, page, config, self.building)
            self.pages.keep(page, output)
        if isinstance(page, ModelPage):
            page.drawn_content = ""  # nobody asks for it again, and MkDocs holds its pages to the end
        return output

    @event_priority(-1000)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are no documents; 404.html, whose theme knows no place but `/`, is ours."""
        if not self.building or not self.shown:
            return output_content
        return looks.template(output_content, template_name, config, self.building, self.shown.output)

    @event_priority(-1000)  # after everybody who writes into the site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Check that the site is whole; then let it take the place of the old one."""
        if self.building and self.shown:
            self.pages.end()
            folders = [self._in_folder(code, config) for code in self.building.folders]
            self.shown = replace(self.shown, others=tuple(folders))
            self.building.finish(self.shown, config)

    def _in_folder(self, code: str, config: MkDocsConfig) -> Shown:
        """Write the site of another language of the copy into its folder."""
        inner = other_languages.settings_of_folder(config, code)
        plugin = next(each for each in inner.plugins.values() if isinstance(each, OutlastPlugin))
        plugin.asked = replace(self.asked, folder=code)
        other_languages.build_folder(inner)
        if plugin.shown is None:
            raise PluginError(f"The plugin outlast did not run for the language {code}.")
        return plugin.shown

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """See an edit soon: MkDocs looks for one twice a second, and then waits for another."""
        watched = sorted({each.watch.raw_path for each in server.observer.emitters})
        for path in watched:
            with suppress(KeyError):  # each is left as often as it was asked for
                while True:
                    server.unwatch(path)
        server.observer, server.build_delay = PollingObserver(timeout=LOOK_EVERY), TOGETHER
        for path in watched:
            server.watch(path)
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it was; a disk that is full or closed is told without a traceback."""
        self.on_shutdown()
        if isinstance(error, OSError) and not self.asked.serves:
            log.error(f"{error.filename or 'The disk'}: {error.strerror or error}.")
            raise PluginError("Nothing was built. The site is as it was before.") from None

    def on_shutdown(self) -> None:
        """The same for a build that was broken off."""
        if self.building:
            self.building.drop()
