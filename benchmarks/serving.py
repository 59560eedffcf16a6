"""How long `outlast serve` takes from an edit of the plan until a browser shows it.

A real browser has a page open, as an author has: the Chromium of Playwright, or the one that OUTLAST_CHROMIUM
names. Each round saves an edit of a file, and waits until the page says something else.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PLAN_FILE = "plan/functions/customers.yml"
PAGE = "serve/orders.html"
SAID = "document.readyState === 'complete' && document.querySelector('.md-content').innerText"
"""What a page says, once it is loaded."""
ANEW = f"before => {{ const now = {SAID}; return now && now !== before }}"
RELOADS = "Reloading browsers"
"""What MkDocs logs when a build is done."""


class Edits(Enum):
    """What an author changes: a pattern in the file of a plan, and what stands there instead."""

    TEXT = r"(about: The website sells by itself, day and night\.).*"
    WHAT_IF = r"(rto: )(\d+)h"


NAMES = {Edits.TEXT: "an edit of a text", Edits.WHAT_IF: "one that changes the what-if"}


@dataclass(frozen=True)
class Seen:
    """What it took until edits of one kind were seen, round by round, in seconds."""

    name: str
    cpu: list[float]
    """Of the processor, in the server."""
    written: list[float]
    """Of the clock, until the server had the whole site again."""
    wall: list[float]
    """Of the clock, until the browser showed it."""


def edited(folder: Path, edit: Edits) -> None:
    """Change a plan, each time otherwise."""
    file = folder / PLAN_FILE
    text = file.read_text(encoding="utf-8")
    if edit is Edits.TEXT:
        new = re.sub(edit.value, rf"\1 Edit number {time.monotonic_ns()}.", text, count=1)
    else:
        new = re.sub(edit.value, lambda found: f"{found[1]}{int(found[2]) + 1}h", text, count=1)
    file.write_text(new, encoding="utf-8")


def until_shown(folder: Path, cache: Path, rounds: int) -> Iterator[Seen]:
    """What it takes until each kind of edit is seen."""
    with _served(folder, cache) as (address, pid, log), _opened(f"http://{address}/{PAGE}") as page:
        for edit, name in NAMES.items():
            seen = Seen(name, [], [], [])
            for number in range(rounds + 1):
                time.sleep(1.5)  # the watcher has seen the last edit, and is idle
                before, cpu, began = page.evaluate(SAID), _cpu(pid), time.monotonic()
                builds = log.read_text().count(RELOADS)
                edited(folder, edit)
                while log.read_text().count(RELOADS) == builds:
                    time.sleep(0.005)
                written = time.monotonic() - began
                page.wait_for_function(ANEW, arg=before)
                if number:  # the first of its kind fills what is kept
                    seen.wall.append(time.monotonic() - began)
                    seen.written.append(written)
                    seen.cpu.append(_cpu(pid) - cpu)
            yield seen


@contextmanager
def _opened(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("OUTLAST_CHROMIUM"))
        page = browser.new_page()
        page.goto(address, wait_until="load")
        yield page
        browser.close()


@contextmanager
def _served(folder: Path, cache: Path) -> Iterator[tuple[str, int, Path]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "outlast", "serve", "--edition", "full", "--address", address]
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    log = folder / "said.log"
    with log.open("wb") as said:
        child = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=surroundings)  # noqa: S603
    try:
        while not _answers(address):
            time.sleep(0.2)
            if child.poll() is not None:
                raise SystemExit(log.read_text())
        yield address, child.pid, log
    finally:
        child.send_signal(signal.SIGINT)
        child.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}/{PAGE}", timeout=120) as answer:
            return bool(answer.read())
    except OSError:
        return False


def _cpu(pid: int) -> float:
    """Seconds of the processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
