"""The options of the plugin, and what a site needs of mkdocs.yml to work offline."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.theme import Theme

from outlast.build import asked_languages
from outlast.host.mounting import Place, is_instant
from outlast.host.policy import origin
from outlast.languages import Language, known, speaker
from outlast.load.nearest import suggestion
from outlast.mkdocs_plugin.publishing import BusinessName
from outlast.mkdocs_plugin.theme import brought_by
from outlast.model import Edition
from outlast.render import ASSETS, GUEST, LOOK, SEARCH, own_assets

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
    "share",
    "shares",
)
"""What somebody may call a phrase that they type into mkdocs.yml, in small letters without separators."""
_STYLES = tuple(path for path in sorted(own_assets()) if path.endswith(".css"))
STYLES = tuple(path for path in _STYLES if path != GUEST)
SCRIPTS = tuple(
    path for path in sorted(own_assets()) if path.endswith(".js") and path not in (WORKER, SEARCH)
)
"""What runs in pages."""
GUEST_STYLES = (*(path for path in _STYLES if path not in (LOOK, GUEST)), GUEST)
"""What a guest brings: the looks of the whole site are those of its host."""

_FONTS = (".woff", ".woff2", ".ttf", ".otf")


class Options(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say under `plugins: - outlast:`."""

    plan = config_options.Type(str, default="plan")
    """The folder of the plan, seen from mkdocs.yml."""
    edition = config_options.Choice([edition.value for edition in Edition], default=Edition.PUBLIC.value)
    """Who may read this copy."""
    language = config_options.Type((str, list), default="")
    """The code of its language, or several; left out: the first of the business that Outlast knows."""
    path = config_options.Type(str, default="")
    """Where the runbook stands in a site that has pages of its own; left out: it is the site."""
    date = config_options.Optional(config_options.Type((date, str)))
    """The day that the copy is of; left out: SOURCE_DATE_EPOCH, else today."""
    fast = config_options.Choice([True, False, "verify"], default=True)
    """Whether parts of pages that are known are not made again; verify: they are, and must be the same."""
    publish = BusinessName()
    """Whose edition above `public` may go out to everybody, by the name of the business."""
    encrypt = config_options.Type(bool, default=False)
    """Whether an edition above `public` must be encrypted: without a passphrase nothing is built."""
    passphrase_file = config_options.Optional(config_options.Type(str))
    """Seen from mkdocs.yml. The variables of `phrases` come before it."""
    recovery_file = config_options.Optional(config_options.Type(str))
    """The same for the recovery phrase."""
    shares_file = config_options.Optional(config_options.Type(str))
    """The same for three shares, of which any two open it."""

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
        "make a new one with `outlast passphrase --out FILE`, and name that file under passphrase_file, "
        "recovery_file or shares_file."
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


def languages(options: Options) -> tuple[str, ...]:
    """The codes of the languages that are asked for, in order; none if that is left to the plan."""
    named = [options.language] if isinstance(options.language, str) else options.language
    codes = asked_languages() or tuple(dict.fromkeys(str(code) for code in named if code))
    found = tuple(each.code for code in codes if (each := speaker(code)))
    if unknown := [code for code in codes if speaker(code) is None]:
        raise PluginError(f'There is no language "{unknown[0]}". Use one of: {", ".join(known())}.')
    if len(codes) > 1 and options.path:
        raise PluginError(
            "A runbook inside another site has one language. Leave out the option path, or name one language."
        )
    return found


def place(options: Options) -> Place:
    """Where the runbook stands in the site."""
    path = options.path.strip("/")
    if not all(re.fullmatch(r"[a-z0-9][a-z0-9_-]*", part) for part in path.split("/") if path):
        raise PluginError(
            f'The option path is "{options.path}". Write a folder of the site, such as runbook or'
            " help/runbook, in small letters, digits and dashes."
        )
    return Place(path)


def today(options: Options) -> date | None:
    """The day that mkdocs.yml names."""
    day = options.date
    if day is None or type(day) is date:
        return day
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise PluginError(f'The option date is "{day}". Write a day such as 2026-11-22.') from None


def prepare(options: Options, config: MkDocsConfig, place: Place) -> None:
    """Set what the user left open and the site needs; refuse what would break it in silence."""
    offline = "offline" in {name.rpartition("/")[2] for name in config.plugins}
    features = config.theme.get("features") or []
    if offline and any(map(is_instant, features)):
        raise PluginError(
            "Remove navigation.instant from the features of the theme in mkdocs.yml, or offline from the"
            " plugins: with both, pages opened from a drive lose their scripts without any message."
        )
    config.watch.append(str(plan_dir(options, config)))
    if place.path:
        return
    # Each page has a policy and scripts of its own, so none is shown without being loaded whole.
    config.theme["features"] = [feature for feature in features if not is_instant(feature)]
    if config.theme.get("font") == brought_by(config.theme.name).get("font"):  # nobody chose one
        config.theme["font"] = False
    if offline:
        polyfills = config.extra.setdefault("polyfills", [])
        if not any("iframe-worker" in str(url) for url in polyfills):
            polyfills.append(WORKER)
    config.extra.setdefault("generator", False)
    config.extra.setdefault("homepage", "index.html")  # on a drive a folder shows a list of files
    config.extra_css[:0] = STYLES
    config.extra_javascript[:0] = SCRIPTS


def speak(theme: Theme, language: Language) -> None:
    """Let the theme speak the language of the runbook, too, where it can."""
    tongue = language.locale.language
    if any((Path(folder) / f"partials/languages/{tongue}.html").is_file() for folder in theme.dirs):
        theme["language"] = tongue


def origins(config: MkDocsConfig) -> frozenset[str]:
    """Places on the web that mkdocs.yml itself has scripts, styles and fonts loaded from."""
    named = {origin(str(url)) for url in (*config.extra_css, *config.extra_javascript)} - {None}
    if config.theme.get("font"):
        named |= {"https://fonts.googleapis.com", "https://fonts.gstatic.com"}
    return frozenset(str(one) for one in named)


def readable(config: MkDocsConfig, files: Iterable[File], place: Place) -> frozenset[str]:
    """The files that stay readable when a site is encrypted: what makes its looks and says nothing of a plan.

    Those of the installed theme and of Outlast, fonts, and styles and scripts that mkdocs.yml names.
    """
    theme = [folder for folder in config.theme.dirs if folder != config.theme.custom_dir]
    found = {file.dest_uri for file in files if file.src_dir in theme or file.dest_uri.endswith(_FONTS)}
    named = [*config.extra_css, *(getattr(script, "path", script) for script in config.extra_javascript)]
    return frozenset({*found, *map(place.at, own_assets()), *(str(path) for path in named)})
