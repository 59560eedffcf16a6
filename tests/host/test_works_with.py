"""Other plugins of MkDocs beside ours. What they do is done here by hooks, which are plugins in one file.

That the plugins of docs/other-plugins.md themselves work is tried by hand: they are not among our packages.
"""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from outlast.host.mounting import Place
from outlast.mkdocs_plugin import MIKE
from outlast.mkdocs_plugin.works_with import arranged_by_files, arrangement, refuse

from tests.host.running import run, succeed

DATES = """
def on_page_markdown(markdown, page, config, files):
    page.meta["revision"] = '<span class="date">1 May</span>'

def on_page_content(html, page, config, files):
    return html + page.meta["revision"] + page.meta["title"] if page.file.src_uri == "by-hand.md" else html
"""
REDIRECTS = """
from pathlib import Path
seen = []

def on_files(files, config):
    seen.extend(file.src_uri for file in files.documentation_pages())

def on_post_build(config):
    Path(config.config_file_path).with_name("seen.txt").write_text("\\n".join(seen))
"""
POSTS = """
from pathlib import Path
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

@event_priority(-50)
def on_files(files, config):
    folder = Path(config.config_file_path).with_name("posts")
    files.append(File("blog.md", str(folder), config.site_dir, config.use_directory_urls))
    return files
"""
LATE_HTML = """
def on_post_page(output, page, config):
    return output.replace("</head>", "<style>.late { color: red }</style></head>")
"""


def with_hook(shop: Path, text: str) -> Path:
    (shop / "hook.py").write_text(text, encoding="utf-8")
    with (shop / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [hook.py]\n")
    return shop


def test_what_a_plugin_adds_to_front_matter_stays_html(shop: Path) -> None:
    """Such as the date by git-revision-date-localized; what the author wrote there is text."""
    (shop / "docs/by-hand.md").write_text("---\ntitle: A <b>page</b>\n---\n# Page\n", encoding="utf-8")
    succeed("mkdocs", "build", cwd=with_hook(shop, DATES))
    html = (shop / "site/by-hand.html").read_text(encoding="utf-8")
    assert "<span class=date>1 May</span>" in html
    assert "A &lt;b&gt;page" in html
    assert "<b>page" not in html


def test_a_plugin_that_asks_which_pages_there_are_is_told_of_ours(shop: Path) -> None:
    """Such as redirects, wherever it stands in the list of plugins."""
    succeed("mkdocs", "build", cwd=with_hook(shop, REDIRECTS))
    seen = (shop / "seen.txt").read_text(encoding="utf-8").splitlines()
    assert {"by-hand.md", "serve/refunds.md", "index.md"} <= {*seen}


def test_pages_that_a_plugin_adds_later_are_in_the_navigation(shop: Path) -> None:
    """Such as those of blog."""
    (shop / "posts").mkdir()
    (shop / "posts" / "blog.md").write_text("# Posts of ours\n", encoding="utf-8")
    succeed("mkdocs", "build", cwd=with_hook(shop, POSTS))
    assert 'href="blog.html"' in (shop / "site/by-hand.html").read_text(encoding="utf-8")


def test_styles_that_a_plugin_writes_into_pages_are_allowed(shop: Path) -> None:
    """Such as those of glightbox: the policy of a page is made last."""
    succeed("mkdocs", "build", cwd=with_hook(shop, LATE_HTML))
    html = (shop / "site/serve/refunds.html").read_text(encoding="utf-8")
    assert "<style>.late" in html
    assert html.count("Content-Security-Policy") == 1
    policy = html.split("style-src ")[1].split(";")[0]
    assert "sha256-" in policy


def test_who_only_asks_for_the_settings_gets_the_folder_of_the_site(shop: Path) -> None:
    """mike does, and then publishes what MkDocs has built there in another process."""
    config = load_config(str(shop / "mkdocs.yml"))
    named = config.site_dir
    config.plugins.run_event("startup", command="mike", dirty=False)
    config = config.plugins.run_event("config", config)
    config.plugins.run_event("shutdown")
    assert config.site_dir == named
    assert not [path for path in shop.iterdir() if path.name.startswith(".site")]


def test_a_version_that_mike_publishes_is_public(shop: Path) -> None:
    done = run("mkdocs", "build", cwd=shop, **{MIKE: "1.0"})
    assert done.returncode == 1
    assert "Nothing was published: everybody could read the edition full" in done.stderr
    assert os.environ.get(MIKE) is None
    succeed("mkdocs", "build", cwd=shop, OUTLAST_EDITION="public", **{MIKE: "1.0"})


def config_with(*names: str) -> MkDocsConfig:
    plugins = {name: SimpleNamespace(config={"filename": ".order.yml"}) for name in names}
    return cast(MkDocsConfig, SimpleNamespace(plugins=plugins))


@pytest.mark.parametrize("path", ["", "runbook"])
def test_a_plugin_that_builds_a_site_for_each_language_is_refused(path: str) -> None:
    with pytest.raises(PluginError, match="once for each language"):
        refuse(config_with("material/search", "i18n"), Place(path))


def test_a_plugin_that_arranges_pages_by_folders_arranges_no_runbook() -> None:
    with pytest.raises(PluginError, match="awesome-nav"):
        refuse(config_with("awesome-nav"), Place())
    refuse(config_with("awesome-nav"), Place("runbook"))
    refuse(config_with("material/search", "material/blog", "mike"), Place())
    assert arranged_by_files(config_with("awesome-nav")) == ".order.yml"
    assert arranged_by_files(config_with("search")) == ""


def test_it_arranges_a_guest_by_a_file_that_is_no_part_of_the_site(shop: Path) -> None:
    entries = ["help/run/index.md", {"Serve": ["help/run/serve/index.md", "help/run/serve/a.md"]}]
    config = load_config(str(shop / "mkdocs.yml"))
    config.plugins._current_plugin = "outlast"  # as in every event
    file = arrangement(entries, ".order.yml", Place("help/run"), config)
    assert file.src_uri == "help/run/.order.yml"
    assert file.inclusion.is_excluded()  # type: ignore[no-untyped-call]
    assert yaml.safe_load(file.content_string) == {
        "title": "Runbook",
        "nav": ["index.md", {"Serve": ["serve/index.md", "serve/a.md"]}],
    }
