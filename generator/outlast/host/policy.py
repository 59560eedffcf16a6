"""A content-security policy for a finished page: only what the page brought along may run.

It stands in the page, since a drive has no headers. Scripts in the page are allowed one by one, by their
hash: those of the theme hold the way to the root of the site, so they differ from folder to folder.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from outlast.host.minify import minify

NAME = "Content-Security-Policy"
_RUNS = frozenset({"", "module", "text/javascript", "application/javascript"})
"""Types of a script that a browser runs; others, such as JSON, are data."""
_CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_META = re.compile(r"<meta\s[^>]*http-equiv=[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"content=\"([^\"]*)\"|content='([^']*)'", re.IGNORECASE)
_HASH = re.compile("'sha(?:256|384|512)-")
_ANY_STYLE = "'unsafe-inline'"


@dataclass(frozen=True)
class Inline:
    """What stands in a page itself and would run or style it."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    attributes: tuple[str, ...]
    """Values of `style` attributes."""
    places: tuple[tuple[int, str], ...] = ()
    """Of each script and style: where in the page the name of its tag ends, and its text."""


def guarded(html: str, origins: Iterable[str] = (), plan: str = "") -> str:
    """A finished page, minified, with its policy; see `with_policy`."""
    return with_policy(minify(html), origins, plan)


def with_policy(html: str, origins: Iterable[str] = (), plan: str = "") -> str:
    """The page with its policy, before anything that could load; a page without a head as it is.

    Args:
        origins: other places that scripts and styles may come from, `https://host`.
        plan: the part of the page that was made of a plan. What runs or styles in there was not meant to be,
            and gets no permission.
    """
    there, foreign = inline(html), inline(plan)
    allowed = Inline(
        tuple(one for one in there.scripts if one not in foreign.scripts),
        tuple(one for one in there.styles if one not in foreign.styles),
        tuple(one for one in there.attributes if one not in foreign.attributes),
    )
    return _with_meta(html, policy(allowed, origins))


def sealed(html: str) -> str:
    """The page with a policy under which it loads and runs nothing: all that it needs stands in it."""
    allowed = inline(html)
    directives = {
        "default-src": ["'none'"],
        "style-src": _hashes(allowed.styles),
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return _with_meta(html, _written(directives))


def for_lock(html: str, nonce: str) -> tuple[str, str]:
    """The policy of the locked page, as a tag that tells nothing of `html`; and `html` so that it runs there.

    A hash of what stands in a page would let anybody try out what it says. So a locked page allows by a
    nonce what the page itself allows by its hash. Once it is opened both hold. "" where `html` has none.
    """
    found = _META.search(html)
    content = found and _CONTENT.search(found[0])
    if not content:
        return "", html
    own = unescape(content[1] or content[2] or "")
    directives = {
        name: sources for name, *sources in (part.split() for part in own.split(";") if part.split())
    }
    for name in ("script-src", "style-src"):
        told = [source for source in directives.get(name, []) if not _HASH.match(source)]
        if name in directives and _ANY_STYLE not in told:
            directives[name] = [*told, f"'nonce-{nonce}'"]
    directives["style-src-attr"] = [_ANY_STYLE]
    allowed = [place for place, text in inline(html).places if _hashes([text])[0] in own]
    for place in reversed(allowed):
        html = f'{html[:place]} nonce="{nonce}"{html[place:]}'
    return _meta(_written(directives)), html


def policy(allowed: Inline, origins: Iterable[str] = ()) -> str:
    """The policy of a page that holds this.

    `file:` stands beside 'self' because browsers do not agree what 'self' is on a drive; a page from the web
    can never load it.
    """
    own = ["'self'", "file:"]
    others = sorted(set(origins))
    directives = {
        "default-src": ["'none'"],
        "script-src": [*own, *others, *_hashes(allowed.scripts)],
        "style-src": [*own, *others, *_hashes(allowed.styles)],
        "img-src": [*own, "data:"],  # the theme's icons
        "font-src": [*own, *others],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],  # search
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if allowed.attributes:
        directives["style-src-attr"] = ["'unsafe-hashes'", *_hashes(allowed.attributes)]
    return _written(directives)


def _written(directives: dict[str, list[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def _with_meta(html: str, policy: str) -> str:
    place = _CHARSET.search(html) or _HEAD.search(html)
    if place is None:
        return html
    return f"{html[: place.end()]}\n{_meta(policy)}{html[place.end() :]}"


def _meta(policy: str) -> str:
    return f'<meta http-equiv="{NAME}" content="{escape(policy, quote=False)}">'


def origin(url: str) -> str | None:
    """Where a script or a style is loaded from, if not from the site itself: `https://host`."""
    parts = urlsplit(url if not url.startswith("//") else f"https:{url}")
    named = parts.scheme in ("http", "https") and re.fullmatch(r"[\w.-]+(?::\d+)?", parts.netloc)
    return f"{parts.scheme}://{parts.netloc}" if named else None


def inline(html: str) -> Inline:
    """The scripts and styles that stand in a page."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(html)
    reader.close()
    lines = [0, *(found.end() for found in re.finditer("\n", html))]
    places = tuple((lines[line - 1] + column, texts[n]) for line, column, texts, n in reader.places)
    return Inline(tuple(reader.scripts), tuple(reader.styles), tuple(reader.attributes), places)


def _hashes(texts: Sequence[str]) -> list[str]:
    """Each text as a browser hashes it, in order, none twice."""
    digests = (sha256(text.replace("\r\n", "\n").encode()).digest() for text in texts)
    return list(dict.fromkeys(f"'sha256-{b64encode(digest).decode()}'" for digest in digests))


@dataclass
class _Reader(HTMLParser):
    convert_charrefs: bool
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    places: list[tuple[int, int, list[str], int]] = field(default_factory=list)
    """Line and column where the name of a tag ends, the list that has its text, and where in it."""
    _open: list[str] | None = None

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=self.convert_charrefs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "style" in given:
            self.attributes.append(given["style"])
        if tag == "script" and "src" not in given and given.get("type", "").strip().lower() in _RUNS:
            self._open = self.scripts
        elif tag == "style":
            self._open = self.styles
        if self._open is not None:
            line, column = self.getpos()
            self.places.append((line, column + 1 + len(tag), self._open, len(self._open)))
            self._open.append("")

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._open = None
