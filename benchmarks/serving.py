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


class Edits(Enum):
    """What an author changes: a pattern in the file of a plan, and what stands there instead."""

    TEXT = r"(about: The website sells by itself, day and night\.).*"
    WHAT_IF = r"(rto: )\d+h"


NAMES = {Edits.TEXT: "an edit of a text", Edits.WHAT_IF: "one that changes the what-if"}


def edited(folder: Path, edit: Edits) -> str:
    """Change a plan, each time otherwise, and give the text that the page must then show."""
    file, number = folder / PLAN_FILE, time.monotonic_ns()
    text = file.read_text(encoding="utf-8")
    if edit is Edits.TEXT:
        mark = f"Edit number {number}."
        new = re.sub(edit.value, rf"\1 {mark}", text, count=1)
    else:
        hours = next(hours for hours in range(7, 12) if f"rto: {hours}h" not in text.split("mtpd", 1)[0])
        mark = f"{hours} hours"
        new = re.sub(edit.value, rf"\g<1>{hours}h", text, count=1)
    file.write_text(new, encoding="utf-8")
    return mark


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
                before, began = _cpu(pid), time.monotonic()
                mark = edited(folder, edit)
                while mark not in _page(address):
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
            return str(answer.read().decode())
    except OSError:
        return ""


def _cpu(pid: int) -> float:
    """Seconds of the processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
