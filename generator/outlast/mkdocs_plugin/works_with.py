"""Other plugins of MkDocs that would undo a runbook: those that are refused, and what one of them needs."""

from __future__ import annotations

from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel

from outlast.host.mounting import Place
from outlast.mkdocs_plugin.messages import log
from outlast.mkdocs_plugin.navigation import GUEST

_ARRANGES = "awesome-nav"
_TRANSLATES = "i18n"


def refuse(config: MkDocsConfig, place: Place) -> None:
    """Raise PluginError for a plugin with which no runbook can be built."""
    names = {name.rpartition("/")[2] for name in config.plugins}
    if _TRANSLATES in names:
        raise PluginError(
            "The plugin i18n (mkdocs-static-i18n) builds a site once for each language from files in docs/,"
            " and the pages of a plan are no files there. Remove it, or make the runbook a site of its own."
        )
    if _ARRANGES in names and not place.path:
        raise PluginError(
            "The plugin awesome-nav arranges pages by folders, and a runbook has its pages in the order in"
            " which they are needed. Remove it, or make the runbook a part of the site: path: runbook"
        )


def warn(config: MkDocsConfig) -> None:
    """Name what the settings switch on and the policy of the runbook blocks."""
    analytics = config.extra.get("analytics")
    if isinstance(analytics, dict) and analytics.get("provider"):
        log.warning(
            f"extra.analytics in mkdocs.yml names {analytics['provider']}. The policy of the runbook blocks"
            " it: no page sends anything to anybody. Take it out."
        )


def arranged_by_files(config: MkDocsConfig) -> str:
    """The name of the files by which awesome-nav arranges the pages of a host; "" where it does not."""
    found = (plugin for name, plugin in config.plugins.items() if name.rpartition("/")[2] == _ARRANGES)
    return next((str(plugin.config.get("filename") or ".nav.yml") for plugin in found), "")


def arrangement(entries: list[Any], name: str, place: Place, config: MkDocsConfig) -> File:
    """The file by which awesome-nav arranges the pages of a guest. It is no part of the site.

    Args:
        entries: the navigation of the guest, by paths from the root of the site.
    """
    content = yaml.safe_dump({"title": GUEST, "nav": _below(entries, place)}, allow_unicode=True)
    return File.generated(config, place.at(name), content=content, inclusion=InclusionLevel.EXCLUDED)


def _below(entries: Any, place: Place) -> Any:
    if isinstance(entries, str):
        return entries.removeprefix(place.at(""))
    if isinstance(entries, dict):
        return {title: _below(each, place) for title, each in entries.items()}
    return [_below(each, place) for each in entries]
