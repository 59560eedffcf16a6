"""One zip for a drive: a page to begin with, and the site without what only a server needs.

Nothing is compressed, since compressors differ from Python to Python: the same site gives the same bytes.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path, PurePosixPath

from babel.dates import format_date

from outlast.host.made import Made, made
from outlast.host.policy import with_policy
from outlast.host.refusal import Refusal

START = "START-HERE.html"
LONGEST_PATH = 180
"""Windows gives up at 260, and the drive's own folder stands before it."""

_SIGN = "assets/outlast/unpacked.css"
"""A file beside the page to begin with, which is not there as long as all is inside the zip."""
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_LUNR = "assets/javascripts/lunr/"
_SEGMENTERS = {"ja": ("tinyseg.js",), "th": ("wordcut.js",), "hi": ("wordcut.js",)}


class Unfit(Refusal):
    """The site cannot go on a drive; the text says why."""


def bundle(site: Path, folder: Path) -> Path:
    """Write the zip of a built site into `folder` and return its path. Raises Unfit and OSError."""
    what = made(site)
    if what is None:
        raise Unfit(f"{site} holds no site made by Outlast.")
    content = {f"site/{path}": (site / path).read_bytes() for path in needed(site)}
    content[f"site/{_SIGN}"] = b".zipped{display:none}.unpacked{display:block!important}\n"
    content[START] = _start_page(what)
    bad = list(unsafe(content))
    if bad:
        raise Unfit("A drive cannot hold these names:\n" + "\n".join(f"  {problem}" for problem in bad))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{_slug(what.name)}-{what.edition}-{what.as_of.isoformat()}.zip"
    aside = target.with_name(f".{target.name}.new")
    try:
        _write(aside, content, what)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return target


def needed(site: Path) -> Iterator[str]:
    """The files of a site that are of use without a server, sorted."""
    languages = _search_languages(site)
    for path in sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()):
        if path.endswith(".map") or path.startswith("sitemap.xml") or path == "404.html":
            continue
        if any(part.startswith(".") for part in path.split("/")):
            continue
        if path == "search/search_index.json" and (site / "search/search_index.js").is_file():
            continue
        if path.startswith(_LUNR) and path.removeprefix(_LUNR) not in languages:
            continue
        yield path


def unsafe(paths: Iterable[str]) -> Iterator[str]:
    """A sentence for each path that FAT or Windows would refuse, cut or confuse with another."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        if len(path) > LONGEST_PATH:
            yield f"{path}: longer than {LONGEST_PATH} characters"
        if any(_FORBIDDEN.search(part) or _RESERVED.match(part) for part in PurePosixPath(path).parts):
            yield f"{path}: a name that Windows does not allow"
        other = seen.setdefault(unicodedata.normalize("NFKC", path).casefold(), path)
        if other != path:
            yield f"{path}: the same as {other} to a drive that does not tell capitals apart"


def _search_languages(site: Path) -> frozenset[str]:
    """The files of lunr that search loads for the languages of this site: none for English alone."""
    try:
        index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
        languages = [str(language) for language in index["config"]["lang"]]
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
    wanted = {"min/lunr.multi.min.js"} if len(languages) > 1 else set()
    for language in languages:
        if language != "en":
            wanted |= {f"min/lunr.{language}.min.js", *_SEGMENTERS.get(language, ())}
    return frozenset({*wanted, "min/lunr.stemmer.support.min.js"} if wanted else ())


def _write(file: Path, content: Mapping[str, bytes], what: Made) -> None:
    moment = (max(what.as_of.year, 1980), what.as_of.month, what.as_of.day, 0, 0, 0)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(content):
            entry = zipfile.ZipInfo(path, moment)
            entry.create_system = 3  # the same on Windows too
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content[path])


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "runbook"


def _start_page(what: Made) -> bytes:
    """The page to begin with. It needs no script: one style sheet is only found once all is unpacked."""
    page = (files("outlast") / "host" / "start-here.html").read_text(encoding="utf-8")
    return with_policy(
        page.replace("NAME", escape(what.name))
        .replace("DATE", format_date(what.as_of, "d MMMM y", locale="en"))
        .replace("SIGN", f"site/{_SIGN}")
    ).encode()
