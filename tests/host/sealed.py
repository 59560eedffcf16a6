"""Encrypted sites of tests: how they are set up, and what can be read in them."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from outlast.envelope import decrypt

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)


def settings(shop: Path, outlast: Mapping[str, object] | None = None, **more: object) -> None:
    """Change mkdocs.yml: options of the plugin, and keys at the top."""
    file = shop / "mkdocs.yml"
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    for plugin in told["plugins"]:
        if "outlast" in plugin:
            plugin["outlast"] |= outlast or {}
    file.write_text(yaml.safe_dump({**told, **more}), encoding="utf-8")


def readable(folder: Path) -> Iterator[tuple[str, str]]:
    """All that anybody can read in a folder: each file as text, archives opened."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            if content[:2] == b"\x1f\x8b":
                content = gzip.decompress(content)
            yield file.relative_to(folder).as_posix(), unescape(content.decode("utf-8", "replace"))


def found_in(folder: Path, words: set[str]) -> list[str]:
    return sorted(f"{path}: {word}" for path, text in readable(folder) for word in words if word in text)


def sound(part: Any) -> Any:
    """The maximal plan without what no rule lets pass: too high counts, rules that do not exist."""
    if isinstance(part, list):
        return [sound(each) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {key: sound(value) for key, value in part.items() if key not in ("accepts", "count")}
    if kept.get("by") == kept.get("deputy"):
        kept.pop("deputy", None)
    return kept


def envelope(site: Path) -> dict[str, Any]:
    """That of the first page."""
    found = decrypt.PAGE.search((site / "index.html").read_text(encoding="utf-8"))
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def decrypted(program: Path, phrase: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """decrypt.py as a person runs it, without Outlast and without what is installed."""
    command = [sys.executable, "-I", "-S", str(program), *arguments]
    return subprocess.run(
        command, input=f"{phrase}\n", capture_output=True, encoding="utf-8", timeout=120, check=False
    )
