"""Commands run as a user runs them, and what they leave in a folder."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.host import warm

ROOT = Path(__file__).resolve().parents[2]
SMALL = Path(__file__).resolve().parent / "small"
DAY = "1795348800"  # 2026-11-22
PATIENCE = 240
"""Seconds that no command takes."""
CHOSEN_BY_TESTS = (
    "OUTLAST_EDITION",
    "OUTLAST_PASSPHRASE",
    "OUTLAST_PASSPHRASE_FILE",
    "OUTLAST_RECOVERY",
    "OUTLAST_RECOVERY_FILE",
    "OUTLAST_SHARES",
    "OUTLAST_SHARES_FILE",
    "SOURCE_DATE_EPOCH",
    "GITHUB_ACTIONS",
)


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a command: ours, without what changes a build, on a fixed day."""
    inherited = {name: value for name, value in os.environ.items() if name not in CHOSEN_BY_TESTS}
    return {**inherited, "SOURCE_DATE_EPOCH": DAY, "NO_MKDOCS_2_WARNING": "1", **more}


def run(module: str, *arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """`python -m module arguments`, ended, with its output."""
    environment = surroundings(**more)
    if warm.possible(environment):
        return warm.run(module, arguments, cwd, environment, PATIENCE)
    return cold(module, *arguments, cwd=cwd, **more)


def cold(module: str, *arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The same in a Python that starts anew."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=cwd,
        env=surroundings(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def start(module: str, *arguments: str, cwd: Path) -> "warm.Command | subprocess.Popen[bytes]":
    """The same while it runs, and nobody hears what it says."""
    environment, quiet = surroundings(), subprocess.DEVNULL
    if warm.possible(environment):
        return warm.Command(module, arguments, cwd, environment)
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, cwd=cwd, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)


def succeed(module: str, *arguments: str, cwd: Path, **more: str) -> str:
    """The output of a command that must end well."""
    done = run(module, *arguments, cwd=cwd, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


COMMITTING = {
    f"GIT_{who}_{what}": "x@example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
"""Somebody who may commit."""


def remote(shop: Path) -> Callable[[], Path | None]:
    """Make the shop a repository with a remote one; what was published there last, as files, or None."""

    def git(*arguments: str, cwd: Path = shop) -> int:
        environment = {**os.environ, **COMMITTING}
        return subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, env=environment).returncode

    bare, seen = shop / "remote.git", shop / "seen"
    for command in (
        ("init", "--bare", "--quiet", str(bare)),
        ("init", "--quiet"),
        ("remote", "add", "origin", str(bare)),
        ("commit", "--quiet", "--allow-empty", "-m", "x"),
    ):
        assert git(*command) == 0, command

    def published() -> Path | None:
        if not seen.exists() and git("clone", "--quiet", "--branch", "gh-pages", str(bare), str(seen)) != 0:
            return None
        return seen

    return published


def contents(folder: Path) -> Mapping[str, str]:
    """A fingerprint of every file in a folder, by path."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


def spoil(plan: Path) -> Path:
    """Make a plan that cannot be built of a good one; the file that was changed."""
    file = min(plan.rglob("*.yml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\nbroken: [never closed\n", encoding="utf-8", newline="\n")
    return file
