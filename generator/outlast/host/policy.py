"""A content-security policy for a finished page: only what the page brought along may run.

It stands in the page, since a drive has no headers. Scripts in the page are allowed one by one, by their
hash: those of the theme hold the way to the root of the site, so they differ from folder to folder.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape, unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

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


_NOTHING = Inline((), (), ())


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
    there, foreign = inline(html), inline(plan) if _may_style_or_run(plan) else _NOTHING
    allowed = Inline(
        tuple(one for one in there.scripts if one not in foreign.scripts),
        tuple(one for one in there.styles if one not in foreign.styles),
        tuple(one for one in there.attributes if one not in foreign.attributes),
    )
    return _with_meta(html, policy(allowed, origins))


def _may_style_or_run(html: str) -> bool:
    """Whether there is any need to parse it; in most of what a plan says there is none."""
    written = html.lower()
    return "<script" in written or "style" in written


def sealed(html: str) -> str:
    """The page with a policy under which it loads nothing, and runs only the scripts that stand in it."""
    allowed = inline(html)
    directives = {
        "default-src": ["'none'"],
        "style-src": _hashes(allowed.styles),
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if allowed.scripts:
        directives["script-src"] = _hashes(allowed.scripts)
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
    there = inline(html)
    for tag, texts in (("script", there.scripts), ("style", there.styles)):
        allowed = "|".join(re.escape(text) for text in dict.fromkeys(texts) if _hashes([text])[0] in own)
        if allowed:
            begins = re.compile(rf"<{tag}(?=[^<>]*>(?:{allowed})</{tag}\s*>)", re.IGNORECASE)
            html = begins.sub(rf'\g<0> nonce="{nonce}"', html)
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
        "media-src": [*own, "data:"],  # a sealed video moves into its page
        "font-src": [*own, *others],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],  # search, and the copy on a telephone
        "manifest-src": ["'self'"],
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
    """The scripts and styles that stand in a page, as a browser finds them."""
    scripts: list[str] = []
    styles: list[str] = []
    attributes: list[str] = []
    for node in LexborHTMLParser(html).css("script, style, [style]"):
        given = {name: value or "" for name, value in node.attributes.items()}
        if "style" in given:
            attributes.append(given["style"])
        if node.tag == "style":
            styles.append(node.text(deep=True))
        elif node.tag == "script" and "src" not in given and given.get("type", "").strip().lower() in _RUNS:
            scripts.append(node.text(deep=True))
    return Inline(tuple(scripts), tuple(styles), tuple(attributes))


def _hashes(texts: Sequence[str]) -> list[str]:
    """Each text as a browser hashes it, in order, none twice."""
    digests = (sha256(text.replace("\r\n", "\n").encode()).digest() for text in texts)
    return list(dict.fromkeys(f"'sha256-{b64encode(digest).decode()}'" for digest in digests))
