"""What the plugin changes on finished pages: whose copy they are, their policy, and the styles of a guest.

Where the runbook is the site, every page is one of its own; the pages of a host stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from outlast import words
from outlast.host.blocked import blocked
from outlast.host.home import MANIFEST, WORKER
from outlast.host.mounting import Place, is_instant, with_belongings, without_guest
from outlast.host.not_found import PAGE, not_found
from outlast.host.output import Output
from outlast.host.policy import guarded
from outlast.host.switch import other_languages, with_switch
from outlast.host.theme_settings import with_search
from outlast.languages import speaker, speaking
from outlast.mkdocs_plugin import settings
from outlast.mkdocs_plugin.building import Building
from outlast.mkdocs_plugin.messages import log
from outlast.mkdocs_plugin.page import ModelPage
from outlast.pages.addresses import INCIDENT_LOG
from outlast.render import LAYERS, SEARCH, url

ALONE = (
    "@layer alone{.md-sidebar,.md-header,.md-tabs,.md-footer{display:none}.ol-i{width:1.2em;height:1.2em}}"
)
"""How a page looks to whoever has only its one file, as telephones open it: its text first, and small icons.
Styles outside a layer come before these, so they count nowhere else."""
_SITEMAP = "sitemap.xml"


def meta(front: Mapping[str, Any]) -> dict[str, Any]:
    """The front matter of a page as text: a theme prints it as it is, titles on every page.

    Search lists pages of the plan before those written by hand about the same words.
    """
    return {"search": {"boost": 0.5}, **{key: _escaped(value) for key, value in front.items()}}


def note(output: Output, place: Place, page: Page, config: MkDocsConfig) -> str:
    """What stands below a page by hand: of which copy it is, and where scripts find the incident log."""
    tree = output.tree
    log = url(place.at(INCIDENT_LOG.page), directory_urls=config.use_directory_urls)
    with speaking(tree.language):
        city = words.city(tree.timezone)
    mine = (
        f'data-ol-plan="{escape(tree.key)}" data-ol-home="{escape(tree.timezone)}"'
        f' data-ol-city="{escape(city)}" data-ol-log="{get_relative_url(log, page.url)}"'
    )
    mine += " data-ol-layered" if any(path.startswith(LAYERS) for path in tree.files) else ""
    return f'\n<p class="ol-age" data-search-exclude {mine}>{escape(output.copy)}</p>'


def page(html: str, page: Page, config: MkDocsConfig, building: Building) -> str:
    """A finished page with its policy, and that of a guest with its styles; a page of a host as it is."""
    if not building.owns(page.file):
        return html
    place = building.place
    html = with_switch(html, _other_languages(page, building))
    # A guest finds what is of the runbook: in a hurry nobody wants the other pages of a site.
    html = with_search(
        html,
        get_relative_url(place.at(SEARCH), page.url) + (f"#{place.path}/" if place.path else ""),
    )
    if place.path:
        html = with_belongings(
            html,
            [get_relative_url(place.at(path), page.url) for path in settings.GUEST_STYLES],
            [get_relative_url(place.at(path), page.url) for path in settings.SCRIPTS],
        )
    else:
        html = html.replace("</head>", f"<style>{ALONE}</style></head>", 1)
    if building.asked.serves:
        return html  # the server adds a script of its own to each page
    if building.asked.writes:
        worker = get_relative_url(place.at(WORKER), page.url)
        if building.asked.folder:  # one worker keeps all languages, and each has a page to begin with
            manifest = get_relative_url(MANIFEST, page.url)
            meta = f'content="../{escape(worker)}" data-manifest="{escape(manifest)}"'
        else:
            meta = f'content="{escape(worker)}"'
        html = html.replace("</head>", f'<meta name="outlast-worker" {meta}></head>', 1)
    origins, content = settings.origins(config), page.content or ""
    if isinstance(page, ModelPage):
        return guarded(html, origins, content)
    for what in blocked(content, origins):
        log.warning(
            f"{page.file.src_uri}: the policy of the runbook blocks {what}, so nobody sees it. Save the file"
            " in docs/, link to the page that has it, or take it out."
        )
    return guarded(html, origins)


def _other_languages(page: Page, building: Building) -> list[str]:
    """Links to the page in the other languages of the copy; none where it has one."""
    languages = [each for code in building.languages if (each := speaker(code))]
    if len(languages) < 2:
        return []
    here = speaker(building.asked.folder) or languages[0]
    root = "../" * (page.url.removeprefix("./").count("/") + bool(building.asked.folder))
    return other_languages(languages, here, root, page.url)


def template(html: str, name: str, config: MkDocsConfig, building: Building, output: Output) -> str:
    """A finished page that is no document. A host loads pages of ours whole: see `with_belongings`."""
    place = building.place
    if place.path:
        if name == _SITEMAP and any(map(is_instant, config.theme.get("features") or ())):
            return without_guest(html, f"{config.site_url or '/'}{place.path}/")
        return html
    if name == PAGE:
        with speaking(output.tree.language):
            html = not_found(output.copy)
    if building.asked.serves or not name.endswith(".html"):
        return html
    return guarded(html, settings.origins(config))


def _escaped(value: Any) -> Any:
    """A value of front matter without HTML in it."""
    if isinstance(value, str):
        return escape(value)
    return [_escaped(part) for part in value] if isinstance(value, list) else value
