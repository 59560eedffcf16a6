"""What must hold for any input at all: it is read or refused, in words, and never passes for another."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from outlast import source
from outlast.build import check
from outlast.diagnostics import Diagnostic, render
from outlast.load import load
from outlast.model import Edition
from outlast.render import own_assets
from outlast.verify import (
    MANIFEST,
    Damaged,
    Manifest,
    NothingToCheck,
    fingerprint,
    told,
    verify,
    write_manifest,
)
from playwright.sync_api import Page

SLOWEST = 10.0
"""Seconds for one small input."""
TODAY = date(2026, 11, 22)
FILES = {
    "START-HERE.html": b"<h1>Start</h1>",
    "site/index.html": b"<h1>Shop</h1>",
    "site/a/b.html": b"<p>B</p>" * 40,
}
_SAID = (
    "This file is not an incident log.",
    "This log was saved by",
    "This file is damaged",
    "Together these logs",
)
_LOAD = """
text => {
  const log = window.outlast.incident;
  let found;
  localStorage.clear();
  try { found = log.opened(text); } catch (error) { return error.message || 'thrown: ' + error; }
  const one = found.incident, whole = JSON.stringify(one), room = one.entries.length < log.MOST.entries;
  log.merge(one);
  const kept = log.get(one.id);
  log.state(one); log.next(one); log.inTime(one); log.every(); log.running();
  if (!kept) return 'lost after it was loaded';
  if (JSON.stringify(kept) !== whole) return 'changed by loading';
  if (JSON.stringify(log.opened(log.saved(one)).incident) !== whole) return 'changed by saving';
  log.add(one.id, [{ kind: 'note', text: 'later' }]);
  if (room && log.get(one.id).entries.length !== one.entries.length + 1) return 'took no note';
  return window.owned ? 'a script ran' : '';
}
"""


@dataclass
class Last:
    """The input that was judged last: after a failure, the smallest one that fails."""

    content: bytes = b""


LAST = Last()


def judged(judge: Callable[[bytes], None], content: bytes) -> None:
    """Judge an input within its time, and remember it."""
    LAST.content = content
    began = time.monotonic()
    judge(content)
    assert time.monotonic() - began < SLOWEST


def plan(content: bytes) -> None:
    """A plan is read, with its problems in words, whatever stands in it."""
    loaded = load((source.parse("plan/shop.yml", content),), {})
    _in_words(loaded.diagnostics, sound=loaded.plan is not None)


def rules(content: bytes) -> None:
    """The same, and what every rule says about it; a hundred times slower."""
    checked = check(Path("no-such-plan"), *Edition, today=TODAY, changed={"shop.yml": content})
    _in_words(checked.diagnostics, sound=checked.plan is not None)


def _in_words(diagnostics: Sequence[Diagnostic], *, sound: bool) -> None:
    said = render(diagnostics)
    assert sound or said
    assert not [sign for sign in said if ord(sign) < 32 and sign not in "\n\t"], "no terminal is steered"


def bundle() -> bytes:
    """A small bundle, zipped."""
    files = {path: fingerprint(content) for path, content in FILES.items()}
    manifest = write_manifest(Manifest("Shop", "team", "2026-11-22", "1.0", False, files))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in {**FILES, MANIFEST: manifest}.items():
            archive.writestr(zipfile.ZipInfo(path), content)
    return made.getvalue()


def archive(folder: Path) -> Callable[[bytes], None]:
    """A judge of zips: one that verifies holds the very files that it should."""

    def judge(content: bytes) -> None:
        (folder / "stick.zip").write_bytes(content)
        try:
            report = verify(folder / "stick.zip")
        except (Damaged, NothingToCheck):
            return
        assert "\n".join(told(report))
        if report.problems or report.manifest.files != {path: fingerprint(it) for path, it in FILES.items()}:
            return
        with zipfile.ZipFile(folder / "stick.zip") as opened:
            assert {name: opened.read(name) for name in FILES} == FILES

    return judge


def manifest(folder: Path) -> Callable[[bytes], None]:
    """A judge of manifests in an unpacked bundle: another one has another number, or is refused."""
    for path, content in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    with zipfile.ZipFile(io.BytesIO(bundle())) as opened:
        whole = opened.read(MANIFEST)
    (folder / MANIFEST).write_bytes(whole)
    first = verify(folder)

    def judge(content: bytes) -> None:
        (folder / MANIFEST).write_bytes(content)
        try:
            report = verify(folder)
        except (Damaged, NothingToCheck):
            return
        assert "\n".join(told(report))
        if not report.problems and report.number == first.number:
            assert report.manifest == first.manifest

    return judge


def ready(page: Page, folder: Path) -> None:
    """Open a page with the scripts that read incident logs, and nothing else."""
    files = own_assets()
    scripts = [
        files[path].decode()
        for name in ("base.js", "incident.js")
        for path in files
        if path.endswith(f"/{name}")
    ]
    (folder / "log.html").write_text(
        '<!doctype html><html><body><div data-ol-plan="Shop" data-ol-home="UTC" data-ol-log="log.html"></div>'
        + "".join(f"<script>{script}</script>" for script in scripts),
        encoding="utf-8",
    )
    page.goto((folder / "log.html").as_uri())


def log(page: Page) -> Callable[[bytes], None]:
    """A judge of incident logs: each is refused in words, or loaded as it is and can go on."""

    def judge(content: bytes) -> None:
        said: Any = page.evaluate(_LOAD, content.decode("utf-8", "replace"))
        assert said == "" or said.startswith(_SAID), said

    return judge
