"""A finished site sealed: locked pages in place of pages, envelopes in place of files that belong to them.

What stays readable is what says nothing of the plan: the scripts, styles and pictures of the theme and of
Outlast, and addresses, numbers and sizes of files. docs/threat-model.md tells that to users.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from outlast import words
from outlast.envelope import Lock
from outlast.envelope.phrase import wordlist
from outlast.envelope.seal import Random
from outlast.host.home import keep_at_home
from outlast.host.marker import Marker
from outlast.host.not_found import PAGE, not_found
from outlast.host.policy import for_lock, with_policy
from outlast.host.refusal import Refusal
from outlast.host.static_assets import with_static_assets
from outlast.host.switch import folder, language_of, other_languages
from outlast.languages import Language, say, say_as, speaking, spoken
from outlast.languages.programs import in_languages
from outlast.languages.scripts import speech

DECRYPT = "decrypt.py"
INDEX = "search/search_index.json"
LIST = "assets/outlast/files.json"
"""A sealed list of all files: by it decrypt.py notices what is missing or was changed, envelopes or not."""
FILES = "assets/outlast/files/"
"""Where in an encrypted site the files lie that a plain drive has beside it; a folder that is ours."""
PLAN = "plan.zip"
"""The plan of the full edition, among those files."""
NAME = "Runbook"
"""What a sealed site is called where its own name would tell whose it is."""

_DRIVE_INDEX = "search/search_index.js"
_ENDING = ".sealed.js"
_HOSTING = ("CNAME", "robots.txt", ".nojekyll")
"""What a host must read."""
_LISTS = ("sitemap.xml", "sitemap.xml.gz")
_OWN = "assets/outlast"
_PHRASES = 2
"""A passphrase and a recovery phrase; slots beyond them are those of pairs of shares."""


@dataclass(frozen=True)
class Seal:
    """What a site is sealed with."""

    lock: Lock
    clear: frozenset[str]
    """Its files that say nothing of the plan, by path; all others are sealed."""
    random: Random = field(repr=False)


def sealed(
    site: Path, marker: Marker, seal: Seal, home: str | None = None, languages: Sequence[Language] = ()
) -> Marker:
    """Seal a site in its folder; what its marker then says, which is not whose it is.

    If this raises, the folder is half sealed and must not be used.

    Args:
        home: see `output.Output`.
        languages: those of the copy, the first one first; left out, the one that is spoken.

    Raises:
        Refusal: a page needs a sealed file in a way that would not work.
        OSError: the folder cannot be written.
    """
    seal_files(site, seal, lambda: words.copy(marker.as_of, marker.edition), home, languages)
    return nameless(marker)


def nameless(marker: Marker) -> Marker:
    """What the marker of a sealed site says."""
    return replace(marker, name=NAME, encrypted=True)


def seal_files(
    site: Path,
    seal: Seal,
    copy: Callable[[], str] = str,
    home: str | None = None,
    languages: Sequence[Language] = (),
) -> None:
    """The same for what has no marker; `copy` is what each locked page says of the copy it belongs to."""
    lock, random = seal.lock, seal.random
    languages = languages or (spoken(),)
    folders = {folder(languages, each): each for each in languages}
    for name in _LISTS:
        (site / name).unlink(missing_ok=True)
    indexes = [at + name for at in folders for name in (INDEX, _DRIVE_INDEX)]
    readable = {*seal.clear, *_HOSTING, *indexes}
    found = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    pages = [path for path in found if path.endswith(".html") and path != PAGE]
    rest = {path: (site / path).read_bytes() for path in found if path not in {*readable, *pages, PAGE}}
    for path in pages:
        html = with_static_assets(_text(site, path), path, rest)
        with speaking(language_of(path, languages)):
            _write(site, path, _locked(html, path, seal, copy(), languages, found))
    for path, content in rest.items():
        (site / path).unlink()
        _write(site, path + _ENDING, _script(path, lock.seal(path, content, random)))
    for at in folders:
        if (site / at / INDEX).is_file():
            _seal_index(site, at, lock, random)
    if (site / PAGE).exists():  # it is shown at any address, so it could not be opened
        _write(site, PAGE, with_policy(not_found(copy())))
    for at, language in folders.items():
        _write(site, f"{at}{_OWN}/envelope.js", speech(language) + _ours("page/envelope.js"))
    for name in ("lock.js", "lock.css"):
        _write(site, f"{_OWN}/{name}", _ours(f"page/{name}"))
    _write(site, f"{_OWN}/words.js", _word_list())
    _write(site, DECRYPT, in_languages(_ours(DECRYPT), f"envelope/{DECRYPT}", languages))
    if home is not None:
        keep_at_home(site, home, {DECRYPT}, languages[1:])
    _write(site, LIST + _ENDING, _script(LIST, lock.seal(LIST, _list(site), random)))


def _locked(
    html: str, path: str, seal: Seal, copy: str, languages: Sequence[Language], found: Collection[str]
) -> str:
    """A page that asks for the passphrase. A policy holds from its first byte on, before the page's own."""
    lock = seal.lock
    rules, html = for_lock(html, lock.name)
    root, own = "../" * path.count("/"), folder(languages, spoken())
    others = other_languages(languages, spoken(), root, path.removeprefix(own))
    index = own + INDEX
    values: Mapping[str, str] = {
        **{name: escape(text) for name, text in _texts(shares=len(lock.slots) > _PHRASES).items()},
        "attributes": spoken().attributes,
        "policy": rules and f"\n{rules}",
        "root": root,
        "own": root + own,
        "others": f'<p class="others">{" ".join(others)}</p>\n' if others else "",
        "build": lock.name,
        "search": index if index in found else "",
        "copy": escape(copy),
        "sealed": lock.seal(path, html.encode(), seal.random),
    }
    return Template(_ours("page/lock.html")).substitute(values)


def _texts(*, shares: bool) -> dict[str, str]:
    """What a locked page says, by where it stands in `lock.html`."""
    lost = [
        say("If you do not have the passphrase, ask the person who gave you this copy."),
        say("The recovery phrase is in a sealed envelope that somebody else keeps, such as the accountant."),
    ]
    if shares:
        lost.append(say("You can also ask two of the three people who have a share of a recovery phrase."))
        lost.append(say("Type both shares, one after the other."))
    return {
        "title": say("Locked page"),
        "heading": say("This page is locked"),
        "about": say(
            "It belongs to a runbook, which says what to do when something is wrong. "
            "Type the passphrase once, and all pages open until you close this tab."
        ),
        "field": say("Passphrase, or recovery phrase"),
        "show": say("Show what I type"),
        # For translators: a button that unlocks the page.
        "open": say_as("unlock", "Open"),
        "lost": " ".join(lost),
        "insecure": say(
            "Browsers do not unlock pages over a connection that is not secure. "
            "Put https:// in place of http:// at the start of the address. "
            "If that does not help, open the copy on the USB stick or on this computer."
        ),
        "old": say(
            "This browser is too old to unlock pages. "
            "Use a newer one: Chrome, Edge, Firefox or Safari from 2023 or later."
        ),
        "no_script": say(
            "You cannot type the passphrase yet, because the scripts of this page do not run. "
            "Switch JavaScript on, or use another browser. Keep all files of this copy together. "
            "Without a browser: run the file decrypt.py of this copy with Python."
        ),
        "on_paper": say("This paper is empty because the page is locked. Unlock it first, then print it."),
    }


def _seal_index(site: Path, at: str, lock: Lock, random: Random) -> None:
    """Search finds nothing until a page is open. What stays is the languages, which choose its own files."""
    path = at + INDEX
    content = (site / path).read_bytes()
    settings = json.loads(content).get("config", {})
    _write(site, path + _ENDING, _script(path, lock.seal(path, content, random)))
    _write(site, path, json.dumps({"config": settings, "docs": []}) + "\n")
    if (site / at / _DRIVE_INDEX).is_file():
        _write(site, at + _DRIVE_INDEX, "/* The index is sealed: the opened page brings it along. */\n")


def _word_list() -> str:
    """The words of drawn phrases as a script, with the head of their file, which says whose they are."""
    lines = _ours("words.txt").splitlines()
    head = "".join(f"//{line[1:]}\n" for line in lines if line.startswith("#"))
    return f"{head}window.outlastWords = `\n{chr(10).join(wordlist())}\n`;\n"


def _list(site: Path) -> bytes:
    """The SHA-256 of every file as it lies in the sealed site, by path."""
    there = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    return json.dumps(
        {"files": {path: hashlib.sha256((site / path).read_bytes()).hexdigest() for path in there}}
    ).encode()


def _script(path: str, sealed: str) -> str:
    """An envelope as a script: a page on a drive can load nothing else."""
    return f"outlastSealed({json.dumps(path)},{sealed});\n"


def _text(site: Path, path: str) -> str:
    try:
        return (site / path).read_bytes().decode()
    except UnicodeDecodeError:
        raise Refusal(f"{path} cannot be read: save it as UTF-8.") from None


def _ours(name: str) -> str:
    return (files("outlast") / "envelope" / name).read_text(encoding="utf-8")


def _write(site: Path, path: str, text: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8", newline="\n")
