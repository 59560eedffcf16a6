"""When each thing of a plan was last edited, as git remembers it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from pathlib import Path

from outlast.git import Git, NoGit, NoRepository
from outlast.load import Entry, Origins

WORKERS = 4


def edited(folder: Path, origins: Origins, as_of: date) -> Mapping[str, date]:
    """The day of the last edit of each thing; nothing where git does not know it, or not all of it.

    A line that is not committed yet was edited on `as_of`.

    Args:
        folder: the plan, whose name stands before the paths of the origins.
    """
    try:
        git = Git.at(folder)
    except (NoGit, NoRepository):
        return {}
    if git.shallow():
        return {}  # all that is older than the copy would be dated by it
    head = git.run("rev-parse", "HEAD").stdout.strip()
    by_file: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in origins.entries.values():
        by_file[entry.document.path].append(entry)
    prefix = f"{folder.as_posix()}/"

    def days(path: str) -> Sequence[date | None]:
        lines = by_file[path][0].document.lines
        return _line_days(git, head, path.removeprefix(prefix), lines)

    with ThreadPoolExecutor(WORKERS) as pool:
        found = zip(by_file, pool.map(days, by_file), strict=True)
        return dict(one for path, lines in found for one in _last(by_file[path], lines, as_of))


@lru_cache(maxsize=1000)
def _line_days(git: Git, head: bytes, path: str, lines: Sequence[str]) -> Sequence[date | None]:
    """As `git.line_days`; kept while neither the commit nor the file changes, for a site that is served."""
    return git.line_days(path)


def _last(entries: Iterable[Entry], days: Sequence[date | None], as_of: date) -> Iterable[tuple[str, date]]:
    """For each thing of a file the last day among those of its lines, up to the next thing."""
    ordered = sorted(entries, key=lambda entry: entry.key.line)
    for entry, after in zip(ordered, (*ordered[1:], None), strict=True):
        own = days[entry.key.line - 1 : after.key.line - 1 if after else None]
        if own:
            yield entry.subject, min(as_of, max(day or as_of for day in own))
