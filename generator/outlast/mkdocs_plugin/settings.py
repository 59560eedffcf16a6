"""The options of the plugin, and what a site needs of mkdocs.yml to work offline."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.theme import Theme
from mkdocs.utils import nest_paths
from mkdocs.utils.meta import get_data

from outlast.host.policy import origin
from outlast.load.nearest import suggestion
from outlast.mkdocs_plugin.configuration import published, shown
from outlast.mkdocs_plugin.publishing import BusinessName
from outlast.model import Edition
from outlast.render import ASSETS, own_assets
from outlast.site import NavItem, Part
from outlast.source import Document, legible, page

WORKER = f"{ASSETS}/iframe-worker.js"
"""Lets search run from file://. Without it Material's own is fetched from the network, and finds nothing."""
VARIABLE = "OUTLAST_EDITION"
"""The environment variable that overrides the option `edition`."""

_PHRASES = (
    "passphrase",
    "passphrases",
    "password",
    "phrase",
    "recovery",
    "recoveryphrase",
    "recoverypassphrase",
)
"""What somebody may call a phrase that they type into mkdocs.yml, in small letters without separators."""
_FONTS = (".woff", ".woff2", ".ttf", ".otf")


class Options(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say under `plugins: - outlast:`."""

    plan = config_options.Type(str, default="plan")
    """The folder of the plan, seen from mkdocs.yml."""
    edition = config_options.Choice([edition.value for edition in Edition], default=Edition.PUBLIC.value)
    """Who may read this copy."""
    date = config_options.Optional(config_options.Type((date, str)))
    """The day that the copy is of; left out: SOURCE_DATE_EPOCH, else today."""
    publish = BusinessName()
    """Whose edition above `public` may go out to everybody, by the name of the business."""
    encrypt = config_options.Type(bool, default=False)
    """Whether an edition above `public` must be encrypted: without a passphrase nothing is built."""
    passphrase_file = config_options.Optional(config_options.Type(str))
    """Seen from mkdocs.yml. The variables of `phrases` come before it."""
    recovery_file = config_options.Optional(config_options.Type(str))
    """The same for the recovery phrase."""

    def _validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Refuse what nothing reads: MkDocs would only warn, and build without what was meant to protect."""
        failed, _ = super()._validate()  # it warns of nothing else
        known = dict(self._schema)
        for key in (str(key) for key in self if key not in known):
            hint = _phrase_typed(key) or f"There is no such option; {suggestion(key, known)}"
            failed.append((key, ValidationError(hint)))
        return failed, []


def refuse_misplaced(config: MkDocsConfig) -> None:
    """Raise PluginError for options that stand at the top of mkdocs.yml, where nothing reads them."""
    for key in sorted(map(str, set(config) - config._schema_keys)):
        if hint := _phrase_typed(key):
            raise PluginError(f"{key}: {hint}")
        if key in dict(Options._schema):
            raise PluginError(
                f"{key} stands at the top of mkdocs.yml, where nothing reads it. Move it below the plugin"
                " outlast."
            )


def _phrase_typed(key: str) -> str:
    """What to do about a phrase in mkdocs.yml; empty if the key does not sound like one."""
    if "".join(filter(str.isalpha, key.lower())) not in _PHRASES:
        return ""
    return (
        "A phrase must not stand in mkdocs.yml: whoever reads that file could open every copy. Take it out, "
        "make a new one with `outlast passphrase --out FILE`, and name that file under passphrase_file or "
        "recovery_file."
    )


def plan_dir(options: Options, config: MkDocsConfig) -> Path:
    """The folder of the plan, as short as it can be said from where the command runs."""
    folder = Path(config.config_file_path).parent / options.plan
    try:
        return folder.resolve().relative_to(Path.cwd())
    except ValueError:
        return folder


def edition(options: Options) -> Edition:
    """The edition to build."""
    named = os.environ.get(VARIABLE) or options.edition
    try:
        return Edition(named)
    except ValueError:
        raise PluginError(
            f'{VARIABLE} is "{named}". Use one of: {", ".join(Edition)}; or unset it.'
        ) from None


def today(options: Options) -> date | None:
    """The day that mkdocs.yml names."""
    day = options.date
    if day is None or type(day) is date:
        return day
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise PluginError(f'The option date is "{day}". Write a day such as 2026-11-22.') from None


def prepare(options: Options, config: MkDocsConfig) -> None:
    """Set what the user left open and the site needs; refuse what would break it in silence."""
    features = config.theme.get("features") or []
    if any(str(feature).startswith("navigation.instant") for feature in features):
        raise PluginError(
            "Remove navigation.instant from the features of the theme in mkdocs.yml: "
            "with it, pages opened from a drive lose their scripts without any message."
        )
    if config.theme.get("font") == Theme(name=config.theme.name).get("font"):  # nobody chose one
        config.theme["font"] = False
    if "offline" in {name.rpartition("/")[2] for name in config.plugins}:
        polyfills = config.extra.setdefault("polyfills", [])
        if not any("iframe-worker" in str(url) for url in polyfills):
            polyfills.append(WORKER)
    config.extra.setdefault("generator", False)
    config.extra.setdefault("homepage", "index.html")  # on a drive a folder shows a list of files
    ours = sorted(own_assets())
    config.extra_css[:0] = [path for path in ours if path.endswith(".css")]
    config.extra_javascript[:0] = [path for path in ours if _runs_in_pages(path)]
    config.watch.append(str(plan_dir(options, config)))


def origins(config: MkDocsConfig) -> frozenset[str]:
    """Places on the web that mkdocs.yml itself has scripts, styles and fonts loaded from."""
    named = {origin(str(url)) for url in (*config.extra_css, *config.extra_javascript)} - {None}
    if config.theme.get("font"):
        named |= {"https://fonts.googleapis.com", "https://fonts.gstatic.com"}
    return frozenset(str(one) for one in named)


def navigation(items: Sequence[NavItem], by_hand: Sequence[Any]) -> list[Any]:
    """The navigation in the form of mkdocs.yml: ours, and what was written by hand under Help."""
    entries = [_entry(item, by_hand if item.part is Part.HELP else ()) for item in items]
    if by_hand and not any(item.part is Part.HELP for item in items):
        entries.append({"Help": list(by_hand)})
    return entries


def withheld(files: Sequence[File], edition: Edition) -> tuple[File, ...]:
    """Hand-written pages that are not for this edition: `audience:` in their front matter says for which.

    Raises PluginError for an audience that is no edition.
    """
    return tuple(file for file in files if not edition.shows(_audience(file)))


def texts(files: Iterable[File], config: MkDocsConfig, gone: frozenset[str]) -> tuple[Document, ...]:
    """What was written by hand and goes with the site: text, names of files, and what mkdocs.yml says.

    Args:
        gone: the pages that the edition leaves out; what the navigation calls them goes with them.
    """
    found = list(published(config, gone))
    for file in files:
        if file.src_dir != config.docs_dir or file.generated_by or file.inclusion is InclusionLevel.EXCLUDED:
            continue
        text = legible(file.content_bytes) or ""
        found.append(page(shown(Path(str(file.abs_src_path))), text, file.src_uri))
    return tuple(found)


def _audience(file: File) -> Edition:
    _, meta = get_data(file.content_string)
    named = str(meta.get("audience", Edition.PUBLIC))
    try:
        return Edition(named)
    except ValueError:
        raise PluginError(
            f'{file.src_uri} is for the audience "{named}". Use one of: {", ".join(Edition)}.'
        ) from None


def without(entries: Any, gone: frozenset[str]) -> Any:
    """Entries of a navigation less the pages that are gone, and less the sections that this empties.

    A section of which one page is left becomes that page: there is nothing in it to unfold.
    """
    if isinstance(entries, list):
        kept = (without(entry, gone) for entry in entries)
        return [entry for entry in kept if entry not in (None, {}, [])]
    if isinstance(entries, dict):
        kept_items = {title: _left(entry, gone) for title, entry in entries.items()}
        return {title: entry for title, entry in kept_items.items() if entry not in (None, [])}
    return None if entries in gone else entries


def _left(entry: Any, gone: frozenset[str]) -> Any:
    """What is left of what stands below a title."""
    kept = without(entry, gone)
    return kept[0] if kept != entry and len(kept or ()) == 1 and isinstance(kept[0], str) else kept


def hand_written(config: MkDocsConfig, files: Sequence[File], gone: frozenset[str]) -> list[Any]:
    """The user's own navigation less what is gone, else all pages of docs/, index pages first."""
    if config.nav:
        return list(without(config.nav, gone))
    listed = [file.src_uri for file in files if file.inclusion.is_in_nav()]  # type: ignore[no-untyped-call]
    return list(nest_paths(listed))  # type: ignore[no-untyped-call]


def _entry(item: NavItem, more: Sequence[Any]) -> Any:
    page = f"{item.page}.md"
    if not item.children and not more:
        return page
    return {escape(item.title): [page, *(_entry(child, ()) for child in item.children), *more]}


def readable(config: MkDocsConfig, files: Sequence[File]) -> frozenset[str]:
    """The files that stay readable when a site is encrypted: what makes its looks and says nothing of a plan.

    Those of the installed theme and of Outlast, fonts, and styles and scripts that mkdocs.yml names.
    """
    theme = [folder for folder in config.theme.dirs if folder != config.theme.custom_dir]
    found = {file.dest_uri for file in files if file.src_dir in theme or file.dest_uri.endswith(_FONTS)}
    named = [*config.extra_css, *(getattr(script, "path", script) for script in config.extra_javascript)]
    return frozenset({*found, *own_assets(), *(str(path) for path in named)})


def _runs_in_pages(path: str) -> bool:
    return path.endswith(".js") and "iframe-worker" not in path
