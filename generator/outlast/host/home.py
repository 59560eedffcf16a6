"""A hosted site on the home screen of a telephone: a copy that opens there without a network.

A worker (`worker.js`) keeps every file of one build, each held against its hash, and only of that build:
pages of two builds never stand side by side. It is a file of the site like any other; from a drive nobody
asks for it.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection, Iterable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from outlast.languages import Language, say, speaking, spoken
from outlast.render import ASSETS

WORKER = "outlast-worker.js"
MANIFEST = "outlast.webmanifest"
LARGEST = 3_000_000
"""Bytes: a larger file, such as an attached film, is fetched when it is asked for."""
SIZES = (192, 512)


def keep_at_home(
    site: Path, place: str, without: Collection[str] = (), others: Iterable[Language] = ()
) -> None:
    """Write the worker and the manifest of a finished site. The same files give the same bytes.

    Args:
        place: the folder of the runbook in the site; "" where it is the site.
        without: files that nobody reads on a telephone, by path in the site.
        others: the languages that have folders in it: all are kept, and each has a manifest of its own.
    """
    root = site / place
    (root / MANIFEST).write_bytes(_manifest())
    for language in others:
        with speaking(language):
            (root / language.code / MANIFEST).write_bytes(_manifest(scope="../"))
    there = sorted(file for file in root.rglob("*") if file.is_file() and not file.name.startswith("."))
    kept = {
        file.relative_to(root).as_posix(): _hash(file)
        for file in there
        if file.name != WORKER
        and file.relative_to(site).as_posix() not in without
        and file.stat().st_size <= LARGEST
    }
    told = json.dumps(kept, ensure_ascii=False, sort_keys=True, indent=0)
    head = f'var BUILD = "{sha256(told.encode()).hexdigest()[:20]}";\nvar FILES = {told};\n'
    (root / WORKER).write_bytes(head.encode() + (files("outlast") / "host" / "worker.js").read_bytes())


def _manifest(scope: str = "./") -> bytes:
    # What stands below the icon: a telephone shows it to everybody, so it does not say whose it is.
    name = say("Runbook")
    told = {
        "lang": spoken().code,
        "name": name,
        "short_name": name,
        "start_url": "index.html",
        "scope": scope,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1b2a33",
        "icons": [
            {"src": f"{ASSETS}/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
            for size in SIZES
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _hash(file: Path) -> str:
    return f"sha256-{b64encode(sha256(file.read_bytes()).digest()).decode()}"
