"""Commands of a drill, run in a folder of their own, with nothing of the surroundings.

It is no prison: a command can do what its user can do. It keeps apart what a command does not name: it
runs in an empty folder that is also its home, without the user's variables, tokens and settings.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

SHELLS = {"": "sh", "sh": "sh", "shell": "sh", "bash": "bash", "console": "sh", "terminal": "sh"}
"""The shell of each language that a command may name."""
PATHS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin"
LONGEST = timedelta(minutes=30)
MOST = 20_000
"""Signs of the output that are kept: its end."""


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    """0 when it succeeded; less than 0 when it was ended."""
    output: str
    took: timedelta

    @property
    def worked(self) -> bool:
        return self.code == 0


@dataclass
class Sandbox:
    """A folder in which commands run, and what they left running."""

    folder: Path
    _groups: list[int] = field(default_factory=list)

    def run(self, command: str, language: str = "", longest: timedelta = LONGEST) -> Ran:
        """Run a command to its end. What it starts in the background goes on until the sandbox is closed.

        Raises KeyError for a language that has no shell here, see `runs`.
        """
        log = self.folder / ".output"
        shell = SHELLS[language.casefold()]
        strict = "set -euo pipefail" if shell == "bash" else "set -eu"
        begun = monotonic()
        with log.open("wb") as stream:
            process = subprocess.Popen(  # noqa: S603 - commands of the plan, each agreed to
                [shutil.which(shell, path=PATHS) or shell, "-c", f"{strict}\n{command}"],
                cwd=self.folder,
                env=_surroundings(self.folder),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self._groups.append(process.pid)
            try:
                code = process.wait(longest.total_seconds())
            except subprocess.TimeoutExpired:
                code = _stopped(process)
        took = timedelta(seconds=monotonic() - begun)
        return Ran(code, log.read_bytes().decode("utf-8", "replace")[-MOST:].strip(), took)

    def close(self) -> None:
        """End what commands left running."""
        for group in reversed(self._groups):
            _end(group)
        self._groups.clear()


def runs(language: str) -> bool:
    """Whether commands in this language can be run here."""
    shell = SHELLS.get(language.casefold())
    return os.name == "posix" and shell is not None and shutil.which(shell, path=PATHS) is not None


def _surroundings(folder: Path) -> dict[str, str]:
    home = str(folder)
    return {
        "PATH": PATHS,
        "HOME": home,
        "TMPDIR": home,
        "OUTLAST_SANDBOX": home,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def _stopped(process: subprocess.Popen[bytes]) -> int:
    """The code of a command that was ended, never 0."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        code = process.wait()
    _end(process.pid)
    return code or -signal.SIGTERM


def _end(group: int) -> None:
    """Ask the processes of a command to end, and end them if they do not."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGTERM)
        until = monotonic() + 5
        while monotonic() < until:
            os.killpg(group, 0)  # raises when all have ended
            sleep(0.05)
        os.killpg(group, signal.SIGKILL)
