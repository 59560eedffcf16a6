"""How long `outlast serve` takes from an edit of the plan until a browser would have the new page."""

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
from enum import Enum
from pathlib import Path

PLAN_FILE = "plan/functions/customers.yml"
PAGE = "serve/orders.html"
_RELOADS = re.compile(r"livereload\([^)]*\)")
"""What the server adds to each page, each time another number."""


class Edits(Enum):
    """What an author changes: a pattern in the file of a plan, and what stands there instead."""

    TEXT = r"(about: The website sells by itself, day and night\.).*"
    WHAT_IF = r"(rto: )(\d+)h"


NAMES = {Edits.TEXT: "an edit of a text", Edits.WHAT_IF: "one that changes the what-if"}


def edited(folder: Path, edit: Edits) -> None:
    """Change a plan, each time otherwise."""
    file = folder / PLAN_FILE
    text = file.read_text(encoding="utf-8")
    if edit is Edits.TEXT:
        new = re.sub(edit.value, rf"\1 Edit number {time.monotonic_ns()}.", text, count=1)
    else:
        new = re.sub(edit.value, lambda found: f"{found[1]}{int(found[2]) + 1}h", text, count=1)
    file.write_text(new, encoding="utf-8")


def until_shown(folder: Path, cache: Path, rounds: int) -> Iterator[tuple[str, list[float], list[float]]]:
    """What was edited, with seconds of the processor and of the clock until the server has the page."""
    with _served(folder, cache) as (address, pid):
        for edit, name in (
            (Edits.TEXT, "an edit of a text"),
            (Edits.WHAT_IF, "one that changes the what-if"),
        ):
            cpu, wall = [], []
            for _ in range(rounds):
                time.sleep(1.5)  # the watcher has seen the last edit, and is idle
                page, before, began = _page(address), _cpu(pid), time.monotonic()
                edited(folder, edit)
                while _page(address) in ("", page):
                    time.sleep(0.02)
                wall.append(time.monotonic() - began)
                cpu.append(_cpu(pid) - before)
            yield name, cpu, wall


@contextmanager
def _served(folder: Path, cache: Path) -> Iterator[tuple[str, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "outlast", "serve", "--edition", "full", "--address", address]
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    with (folder / "said.log").open("wb") as said:
        child = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=surroundings)  # noqa: S603
    try:
        while not _page(address):
            time.sleep(0.2)
            if child.poll() is not None:
                raise SystemExit((folder / "said.log").read_text())
        yield f"{address}", child.pid
    finally:
        child.send_signal(signal.SIGINT)
        child.wait()


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(f"http://{address}/{PAGE}", timeout=120) as answer:
            return _RELOADS.sub("", answer.read().decode())
    except OSError:
        return ""


def _cpu(pid: int) -> float:
    """Seconds of the processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
