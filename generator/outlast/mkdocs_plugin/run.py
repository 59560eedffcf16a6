"""MkDocs driven from inside, for the command line."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251 - one that stays empty
from typing import Any, cast

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from outlast.analysis import Facts
from outlast.host.refusal import Failure, Refusal
from outlast.mkdocs_plugin import OutlastPlugin, outgoing, settings
from outlast.mkdocs_plugin.configuration import own_folders, refuse_files
from outlast.mkdocs_plugin.phrases import phrases
from outlast.model import Edition, Plan
from outlast.redact import Outgoing
from outlast.site import Site


@dataclass(frozen=True)
class Made:
    """A site that was built, and what it was made of."""

    folder: Path
    start: Path
    """The page with which the runbook begins."""
    directory_urls: bool
    plan: Plan
    """That of all editions, and so are the facts."""
    facts: Facts


@dataclass(frozen=True)
class Offline:
    """A readable site that works without a server, and what else a drive takes of the same build."""

    folder: Path
    views: Mapping[str, Site]
    """What its pages are drawn from, by the folder of their language; "" is the first."""
    clear: frozenset[str]
    """Its files that say nothing of the plan, by path."""


def build_site(config_file: Path, *, strict: bool, publish: bool = False, anyway: bool = False) -> Made:
    """Build the site that `config_file` describes.

    Raises Refusal or OSError; MkDocs has logged the particulars.

    Args:
        publish: whether everybody will be able to read it.
        anyway: whether it may take the place of an edition that shows more.
    """
    config = _config(config_file, strict=strict or None)
    plugin = _plugin(config)
    plugin.asked = replace(plugin.asked, public=publish, anyway=anyway)
    folder = _built(config)
    shown = plugin.shown
    if shown is None or shown.whole is None:
        raise Failure(_NOT_RUN)
    start = folder / settings.place(plugin.config).path / "index.html"
    return Made(folder, start, bool(config.use_directory_urls), shown.whole, shown.facts)


def build_offline(config_file: Path, site_dir: Path) -> Offline:
    """Build the site for a drive into another folder, readable even where a passphrase is set.

    Raises as `build_site` does.
    """
    config = _config(config_file, site_dir=str(site_dir))
    if settings.place(_plugin(config).config).path:
        raise Refusal(
            f"A bundle is a site of its own, and {config_file} makes the runbook a part of another one."
            " Write a second file without the option path, and name it: outlast bundle -f runbook.yml"
        )
    if not _has(config, "offline"):
        raise Refusal(f"Add `offline` to the plugins in {config_file}: a bundle is read without a server.")
    plugin = _plugin(config)
    plugin.asked = replace(plugin.asked, plain=True)
    folder = _built(config)
    if plugin.shown is None or plugin.shown.site is None:
        raise Failure(_NOT_RUN)
    views = {at: part.site for at, part in plugin.shown.parts.items() if part.site}
    return Offline(folder, views, plugin.shown.readable)


_NOT_RUN = "The plugin outlast did not run: nothing was built."


def _built(config: MkDocsConfig) -> Path:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except (MkDocsException, UnicodeError) as error:
        raise Failure(_why(error)) from None
    finally:
        config.plugins.on_shutdown()
    return Path(config.site_dir)


def serve_site(config_file: Path, *, address: str | None, open_browser: bool) -> None:
    """Serve the site until Ctrl-C, and rebuild it when the plan changes. Raises as `build_site` does."""
    _config(config_file, dev_addr=address)  # so that what is wrong with it is told like everywhere
    try:
        serve(str(config_file), dev_addr=address, open_in_browser=open_browser, **_without_docs(config_file))
    except (MkDocsException, UnicodeError) as error:
        raise Failure(_why(error)) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise Refusal("That port is in use. Choose another: --address 127.0.0.1:8001") from None
    except OverflowError:
        raise Refusal(f"{address} has no port that exists: it must be below 65536.") from None


def described(config_file: Path) -> tuple[Path, str, tuple[Path, ...] | None]:
    """The folder of the plan and the edition that `config_file` and the surroundings name. Raises Refusal.

    And which files and folders decide that, and the texts that go out beside the plan; None where others do.
    """
    config = _config(config_file)
    options = _plugin(config).config
    try:
        return settings.plan_dir(options, config), settings.edition(options).value, _read(config)
    except MkDocsException as error:
        raise Refusal(error.format_message()) from None


def _read(config: MkDocsConfig) -> tuple[Path, ...] | None:
    """All that the settings and the texts of a site are read from, as far as that can be told."""
    file = Path(config.config_file_path)
    if any(word in file.read_bytes() for word in _ELSEWHERE):
        return None
    own = (each for each in own_folders(config) if str(each) != _without_docs(file).get("docs_dir"))
    return (file, *own, *(Path(folder, "mkdocs_theme.yml") for folder in config.theme.dirs))


_ELSEWHERE = (b"INHERIT", b"!ENV", b"!!python", b"hooks")
"""Words in mkdocs.yml by which its values, or programs that change them, may come from elsewhere."""


def site_folder(config_file: Path) -> Path:
    """Where the site is written that `config_file` describes. Raises Refusal."""
    return Path(_config(config_file).site_dir)


def invented(config_file: Path) -> str:
    """The business whose data `config_file` says is for everybody; empty if it says none. Raises Refusal."""
    return str(_plugin(_config(config_file)).config.publish or "")


def phrases_for(config_file: Path) -> tuple[str, ...]:
    """The phrases that are set for the site that `config_file` describes; maybe none. Raises Refusal."""
    config = _config(config_file)
    options = _plugin(config).config
    try:
        return phrases(options, config, settings.edition(options), demanded=False)
    except MkDocsException as error:
        raise Refusal(error.format_message()) from None


def address(config_file: Path) -> str:
    """Where the site that `config_file` describes is on the web; empty if it does not say. Raises Refusal."""
    return str(_config(config_file).site_url or "")


def texts(config_file: Path, editions: Iterable[Edition]) -> tuple[Outgoing, ...]:
    """What was written by hand and goes with the site of these editions. Raises Refusal."""
    config = _config(config_file)
    try:
        place = settings.place(_plugin(config).config)
        refuse_files(config, place)
        files = get_files(config)
        set_exclusions(files, config)
        return outgoing.texts(outgoing.written_by_hand(files, place), config, editions, place)
    except MkDocsException as error:
        raise Refusal(error.format_message()) from None


def _config(config_file: Path, **options: Any) -> MkDocsConfig:
    try:
        config = load_config(str(config_file), **_without_docs(config_file), **options)
    except Abort:
        raise Refusal(f"{config_file} cannot be used: see above.") from None
    except MkDocsException as error:
        raise Refusal(error.format_message()) from None
    if not _has(config, "outlast"):
        raise Refusal(
            f"Add `outlast` to the plugins in {config_file}: without it there are no pages of a plan."
        )
    return config


@cache
def _empty() -> TemporaryDirectory[str]:
    """A folder for as long as the program runs."""
    return TemporaryDirectory(prefix="outlast-docs-")


def _without_docs(config_file: Path) -> dict[str, Any]:
    """What to tell MkDocs where there is no docs/: a plan needs none, and MkDocs insists on one."""
    try:
        with config_file.open("rb") as file:
            named = yaml_load(file).get("docs_dir")
    except (OSError, YAMLError, MkDocsException, AttributeError):
        return {}  # MkDocs says what is wrong with it
    if named is not None or (config_file.parent / "docs").exists():
        return {}
    return {"docs_dir": _empty().name}


def _plugin(config: MkDocsConfig) -> OutlastPlugin:
    return cast(OutlastPlugin, next(it for name, it in config.plugins.items() if name == "outlast"))


def _why(error: Exception) -> str:
    """What to add to the log of MkDocs, which has told the rest."""
    if isinstance(error, Abort) and "strict" in error.message:
        return f"{error.message} The site is as it was before."
    return "Nothing was built. The site is as it was before."


def _has(config: MkDocsConfig, plugin: str) -> bool:
    return plugin in {name.rpartition("/")[2] for name in config.plugins}
