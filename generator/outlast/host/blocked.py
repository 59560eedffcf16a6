"""What a page wants to load and its policy blocks: else readers see a gap, and nobody knows why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from outlast.host.policy import origin

_NEVER = {"iframe": "frame", "object": "plug-in", "embed": "plug-in"}
"""Refused from wherever they come."""
_MEDIA = {
    "img": "picture",
    "video": "video",
    "audio": "sound",
    "source": "video or sound",
    "track": "subtitle",
}
_ELSEWHERE = {**_MEDIA, "script": "script", "link": "style"}
"""Refused from other hosts."""
_ADDRESSES = {"object": "data", "link": "href"}


def blocked(html: str, origins: Collection[str]) -> tuple[str, ...]:
    """What a browser will not load for this piece of a page, by name: `a picture from img.shields.io`.

    Args:
        origins: the hosts that scripts and styles may come from.
    """
    reader = _Reader(origins=origins)
    reader.feed(html)
    reader.close()
    return tuple(dict.fromkeys(reader.found))


@dataclass
class _Reader(HTMLParser):
    origins: Collection[str]
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        address = given.get(_ADDRESSES.get(tag, "src"), "")
        host = urlsplit(address).netloc
        if tag in _NEVER:
            self.found.append(f"a {_NEVER[tag]}" + (f" from {host}" if host else ""))
        elif tag in _ELSEWHERE and host and (tag != "link" or given.get("rel", "").lower() == "stylesheet"):
            if tag in _MEDIA or origin(address) not in self.origins:
                self.found.append(f"a {_ELSEWHERE[tag]} from {host}")
        elif tag == "form" and given.get("action"):
            self.found.append(
                "a form" + (f" that goes to {target}" if (target := urlsplit(given["action"]).netloc) else "")
            )
        if any(name.startswith("on") for name in given):
            self.found.append("a script in an attribute, such as onclick")
