"""What a build need not make again, and where everything is made as if nothing were known.

`fast: verify` makes both, and fails where they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig

from outlast.mkdocs_plugin.finished import Differs, FinishedPages, differing
from outlast.mkdocs_plugin.spliced import NAVIGATION, Spliced

_OURS = ("outlast.", "material.plugins.search.", "material.plugins.offline.", "material.plugins.info.")
"""Plugins that are known to change nothing behind our back."""
_OTHER_EVENTS = frozenset({"env", "pre_template", "template_context"})


def hindered(config: MkDocsConfig) -> str:
    """Why pages cannot be put together from parts that are known; empty if they can."""
    if config.theme.name != "material":
        return f"the theme is {config.theme.name}"
    custom = config.theme.custom_dir
    if custom and any(Path(custom).rglob("*.html")):
        return f"{custom} has templates of its own"
    for event, methods in config.plugins.events.items():
        if "page" not in event and event not in _OTHER_EVENTS:
            continue
        for method in methods:
            owner = getattr(method, "__self__", None)
            module = type(owner).__module__ if owner else method.__module__
            if not f"{module}.".startswith(_OURS):
                return f"{module} has a part in pages (on_{event})"
    return ""


def speed_up(env: Environment, pages: FinishedPages, *, verified: bool) -> None:
    """Have an environment render the navigation once a section, and no page that is kept."""

    class Fast(Template):
        @classmethod
        def from_code(cls, *arguments: Any) -> Template:
            template = super().from_code(*arguments)
            if template.name == NAVIGATION:
                theme = template.root_render_func
                spliced = Spliced(theme)
                template.root_render_func = both(theme, spliced) if verified else spliced
            return template

        def render(self, *arguments: Any, **named: Any) -> str:
            kept = pages.usable if self.name == "main.html" else None
            return kept.html if kept else super().render(*arguments, **named)

    def both(theme: Any, spliced: Spliced) -> Any:
        def rendered(context: Context) -> Iterator[str]:
            made = "".join(theme(context))
            quick = "".join(spliced(context))
            if made != quick:
                name = context["page"].file.src_uri if context["page"] else "404.html"
                raise Differs(differing(f"The navigation of {name}", quick, made))
            yield made

        return rendered

    env.template_class = Fast
