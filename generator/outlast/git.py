"""Plain `git`, asked without a network and without running a program that a repository names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO

_HEAD = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)")
"""What stands before each line of a file in `git blame --porcelain`."""
_NOT_COMMITTED = b"0" * 40


class NoGit(Exception):
    """There is no git here."""


class NoRepository(Exception):
    """A folder lies in no repository that git opens; the text is what git says."""


@dataclass(frozen=True)
class Git:
    """The repository that a folder lies in."""

    program: str
    folder: Path

    @classmethod
    def at(cls, folder: Path) -> Git:
        """Raises NoGit and NoRepository."""
        program = shutil.which("git")
        if program is None:
            raise NoGit
        place = next((one for one in (folder, *folder.resolve().parents) if one.is_dir()), Path())
        git = cls(program, place)
        done = git.run("rev-parse", "--git-dir")
        if done.returncode:
            raise NoRepository(done.stderr.decode("utf-8", "replace"))
        return git

    def run(self, *arguments: str, stdin: IO[bytes] | None = None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603 - the arguments are ours
            self.command(*arguments),
            stdin=stdin or subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=env(),
        )

    def command(self, *arguments: str) -> list[str]:
        return [self.program, "-c", "core.fsmonitor=false", "-C", str(self.folder), "--no-pager", *arguments]

    def shallow(self) -> bool:
        """Whether this copy of the repository lacks its older part."""
        return self.run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def top(self) -> Path:
        """The folder at the top of the working tree; where there is none, the one that was named."""
        said = self.run("rev-parse", "--show-toplevel").stdout.decode("utf-8", "replace").strip()
        return Path(said) if said else self.folder

    def files(self, revision: str, folder: str) -> Mapping[str, bytes] | None:
        """All files below a folder, by their path inside it, as a revision has them; None without it."""
        found = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")
        if found.returncode:
            return None
        tree = found.stdout.decode().strip()
        if folder not in ("", "."):
            found = self.run("rev-parse", "--verify", "--quiet", f"{tree}:{folder}")
            if found.returncode:
                return {}
            tree = found.stdout.decode().strip()
        listed = self.run("ls-tree", "-r", "-z", "--full-tree", tree).stdout.decode("utf-8", "replace")
        rows = (row.partition("\t") for row in listed.split("\0") if row)
        return {
            path: self.run("cat-file", "blob", head.split()[2]).stdout
            for head, _, path in rows
            if head.split()[1] == "blob" and not head.startswith("120000")  # links are not followed
        }

    def line_days(self, path: str) -> Sequence[date | None]:
        """For each line of a file when it was last changed; None where it is not committed yet.

        Empty where git does not know the file.
        """
        done = self.run("blame", "--porcelain", "--no-textconv", "--", path)
        when: dict[bytes, date | None] = {_NOT_COMMITTED: None}
        days: list[date | None] = []
        commit = b""
        for line in done.stdout.split(b"\n"):
            if line.startswith(b"\t"):
                days.append(when.get(commit))
            elif line.startswith(b"author-time ") and commit != _NOT_COMMITTED:
                when[commit] = datetime.fromtimestamp(int(line.split()[1]), UTC).date()
            elif head := _HEAD.match(line):
                commit = head[1]
        return days


def env() -> dict[str, str]:
    """The surroundings without what would lead git to another repository, or to the network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
