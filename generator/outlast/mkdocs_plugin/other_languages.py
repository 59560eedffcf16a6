"""The site of each language of a copy but the first: a build of its own into a folder of the first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

_OF_THE_WHOLE = ("404.html", "sitemap.xml", "sitemap.xml.gz")
"""What a host looks for at the root of a site only."""


def settings_of_folder(config: MkDocsConfig, folder: str) -> MkDocsConfig:
    """The settings of a build, read anew for the folder of a language. Raises PluginError."""
    site = Path(config.site_dir) / folder
    if site.exists():
        raise PluginError(
            f"docs/{folder} stands where the pages in the language {folder} go. Rename that folder."
        )
    address = f"{config.site_url.rstrip('/')}/{folder}/" if config.site_url else config.site_url
    with _new_plugins():
        return load_config(
            config.config_file_path,
            site_dir=str(site),
            site_url=address,
            docs_dir=config.docs_dir,
            use_directory_urls=config.use_directory_urls,
            strict=False,  # the build around it counts its warnings
        )


@contextmanager
def _new_plugins() -> Iterator[None]:
    """Have MkDocs make its plugins anew: those that watch over several builds it uses again."""
    option = dict(MkDocsConfig._schema)["plugins"]
    assert isinstance(option, Plugins)  # noqa: S101 - MkDocs says so
    of_the_whole, option.plugin_cache = option.plugin_cache, {}
    try:
        yield
    finally:
        option.plugin_cache = of_the_whole


def build_folder(config: MkDocsConfig) -> None:
    """Write the site of one language. Raises as MkDocs does."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    for name in _OF_THE_WHOLE:
        (Path(config.site_dir) / name).unlink(missing_ok=True)
