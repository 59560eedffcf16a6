"""What is looked at before a built site goes to a host, and after it is there."""

from __future__ import annotations

import hashlib
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from outlast.host.marker import Marker, marker_of
from outlast.host.refusal import Failure, Refusal
from outlast.model import Edition
from outlast.secrets import IBAN, search
from outlast.source import legible

LIST = "published.txt"
"""The file of the site that names every other, with its hash."""
_PATIENCE = 5
"""Seconds between two looks at a host that has not caught up yet."""
_LONGEST = 60_000_000
"""Bytes that are read of one file."""


@dataclass(frozen=True)
class Ready:
    """A site that may go out."""

    marker: Marker
    files: int
    fingerprint: str
    """SHA-256 of the list of its files, by which a host is compared afterwards."""


def ready(site: Path, allowed: str = "") -> Ready:
    """Look at a built site, and write the list of its files into it. Raises Refusal where it must not go out.

    Args:
        allowed: the name of the business whose data is invented, so that any edition of it may go out.
    """
    marker = marker_of(site)
    if marker is None or not (site / "index.html").is_file():
        raise Refusal(f"{site} holds no site made by Outlast: nothing may be published from there.")
    if marker.edition != Edition.PUBLIC and not marker.encrypted and not _is_of(marker, allowed):
        raise Failure(
            f"{site} holds the edition {marker.edition}, and everybody could read it. Build the edition"
            " public, or set a passphrase."
        )
    content = dict(_files(site))
    # What is locked looks random, and was searched before it was locked.
    found = [] if marker.encrypted else list(_secrets(content))
    if found:
        raise Failure(f"These must not be published:\n{_lines(found)}")
    listed = "".join(f"{_hash(text)}  {path}\n" for path, text in sorted(content.items())).encode()
    (site / LIST).write_bytes(listed)
    return Ready(marker, len(content), _hash(listed))


def compare(address: str, fingerprint: str, patience: float = 0) -> int:
    """How many files a host serves exactly as they were built. Raises Failure where one differs.

    Args:
        address: where the site is; only https, or this computer.
        fingerprint: what `ready` said.
        patience: seconds to wait for a host that still serves the old site.
    """
    place = urlsplit(address)
    if place.scheme != "https" and place.hostname not in ("127.0.0.1", "localhost"):
        raise Refusal(f"{address} is no address that begins with https://")
    base = address.rstrip("/") + "/"
    end = time.monotonic() + patience
    listed = _fetched(base + LIST)
    while listed is None or _hash(listed) != fingerprint:
        if time.monotonic() >= end:
            raise Failure(
                f"{base} does not serve the site that was built: its {LIST} is"
                f" {'missing' if listed is None else 'another one'}."
            )
        time.sleep(_PATIENCE)
        listed = _fetched(base + LIST)
    lines = [line.partition("  ") for line in listed.decode().splitlines()]
    wrong = [path for digest, _, path in lines if _served(base, path) != digest]
    if wrong:
        raise Failure(f"{base} serves something else than was built:\n{_lines(wrong)}")
    return len(lines)


def _is_of(marker: Marker, allowed: str) -> bool:
    return bool(allowed) and marker.name == f"{allowed} runbook"


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file that a host would serve. Raises Failure for what leads out of the site."""
    for folder, names, files in os.walk(site):
        for name in (*names, *files):
            path = Path(folder) / name
            shown = path.relative_to(site).as_posix()
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                raise Failure(f"{shown} is a link or no ordinary file: a host would serve what it leads to.")
            if path.is_file() and not name.startswith(".") and shown != LIST:
                yield shown, path.read_bytes()
        names[:] = [name for name in names if not name.startswith(".")]


def _secrets(content: Mapping[str, bytes]) -> Iterator[str]:
    """What looks like a secret in a text of the site; its value is not told."""
    for path, text in sorted(content.items()):
        if not path.endswith(_TEXTS):
            continue
        written = legible(text)
        if written is None:
            continue
        read = _TAG.sub(_apart, written) if path.endswith(".html") else written
        for secret in search(read):
            if secret.kind != IBAN:
                line = written.count("\n", 0, secret.start) + 1
                yield f"{path}:{line}: {secret.kind}"


_TEXTS = (".html", ".md", ".txt", ".csv", ".vcf", ".ics")
"""What people wrote; scripts and styles are those of Outlast and its theme, and look random."""


_TAG = re.compile(r"<[^<>]*>")


def _apart(tag: re.Match[str]) -> str:
    """As long as the tag: what stands on its two sides is not one sentence."""
    return "\n" + " " * (len(tag[0]) - 1)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _served(base: str, path: str) -> str:
    content = _fetched(base + quote(path))
    return _hash(content) if content is not None else ""


def _fetched(address: str) -> bytes | None:
    request = urllib.request.Request(address, headers={"Cache-Control": "no-cache", "User-Agent": "outlast"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the scheme was looked at
            content: bytes = answer.read(_LONGEST)
            return content
    except (urllib.error.URLError, OSError, ValueError):
        return None


def _lines(names: Iterable[str]) -> str:
    """A line for each, indented."""
    return "\n".join(f"  {each}" for each in names)
