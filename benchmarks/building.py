"""What a build costs beside other generators on the same pages, and how soon an author sees a change.

    .venv/bin/python benchmarks/building.py [--copies 1,6,22] [--rounds 3] [--days 6,all] [--write|--compare]

The plans are the example and copies of it. All programs of a size run in turn, round after round, each as a
process of its own; the ratio to stock Material is taken round by round, so that other work of the machine
counts for both. Figures are seconds of the processor, its children included.

`--write` puts the tables into docs/performance.md and keeps the ratios as those of this release; `--compare`
fails if one is a third larger than those that were kept. `--days` adds builds that calculate what holds on so
many days before and after that of the copy, or on all of the window.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from copies import write_copies
from peers import installed, peers
from serving import Edits, edited, until_shown

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "performance.md"
KEPT = Path(__file__).with_name("released.json")
STOCK = "stock Material"
OUTLAST = (sys.executable, "-m", "outlast")
WORSE = 4 / 3
"""A ratio that grows by more than this fails a comparison."""


@dataclass(frozen=True)
class Run:
    """What one process took."""

    cpu: float
    wall: float
    memory: float
    """The most it held, in MB."""
    bytes: int = 0
    """Of the site that it made."""


@dataclass(frozen=True)
class Row:
    """Something that is measured, each round anew."""

    name: str
    stock: str
    """The row that it is compared with; empty for none."""
    measured: Callable[[], Run]
    site: Path | None = None


@dataclass(frozen=True)
class Result:
    """What the rounds of a row gave."""

    name: str
    runs: Sequence[Run]
    ratios: Sequence[float]

    @property
    def ratio(self) -> float:
        return median(self.ratios) if self.ratios else 0.0

    def line(self) -> str:
        """A row of the table."""
        cpu = sorted(run.cpu for run in self.runs)
        ratio = f"**{self.ratio:.2f}**" if self.ratios else "–"
        return (
            f"| {self.name} | {median(cpu):.2f} | {cpu[0]:.2f}–{cpu[-1]:.2f} | {ratio} |"
            f" {median(run.wall for run in self.runs):.1f} | {max(run.memory for run in self.runs):.0f} |"
            f" {f'{made / 1e6:.1f}' if (made := self.runs[-1].bytes) else '–'} |"
        )


def process(command: Sequence[str], folder: Path, cache: Path, **variables: str) -> Run:
    """Run a program to its end, and tell what it took. What it must not fail of is its exit code."""
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(cache), "NO_MKDOCS_2_WARNING": "1", **variables}
    surroundings.pop("OUTLAST_CACHE", None)
    began = time.monotonic()
    with (folder / "said.log").open("wb") as said:
        child = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=surroundings)  # noqa: S603
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}\n{(folder / 'said.log').read_text()}")
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024)


def shop(copies: int, room: Path) -> Path:
    """A shop with a plan of so many copies of the example, and the settings of the example."""
    folder = room / f"shop-{copies}"
    folder.mkdir(parents=True)
    write_copies(copies, folder / "plan")
    shutil.copytree(ROOT / "docs" / "runbook", folder / "docs" / "runbook")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def rows(copies: int, room: Path, bin: Path | None, days: Sequence[str]) -> Iterator[Row]:
    """All that is measured of a size."""
    folder, cache, nothing = shop(copies, room), room / "cache", room / "no-cache"
    for edition in ("public", "full"):
        exported = room / f"{edition}-{copies}"
        process((*OUTLAST, "export", str(exported), "--edition", edition), folder, cache, OUTLAST_AHEAD="0")
        stock = f"{STOCK}, `{edition}` pages"
        for peer in peers(exported, bin):
            yield Row(
                f"{peer.name}, `{edition}` pages",
                "" if peer.name == STOCK else stock,
                lambda peer=peer: process(peer.command, peer.folder, cache),  # type: ignore[misc]
                peer.site,
            )
        build = (*OUTLAST, "build", "--edition", edition, "--replace")

        def first(build: Sequence[str] = build) -> Run:
            shutil.rmtree(nothing, ignore_errors=True)
            return process(build, folder, nothing, OUTLAST_AHEAD="0")

        def again(build: Sequence[str] = build) -> Run:
            edited(folder, Edits.TEXT)
            return process(build, folder, cache, OUTLAST_AHEAD="0")

        process(build, folder, cache, OUTLAST_AHEAD="0")  # an export keeps no pages
        yield Row(f"`outlast build`, `{edition}`", stock, first, folder / "site")
        yield Row(f"the same after one edit, `{edition}`", stock, again)
    whole = (*OUTLAST, "build", "--edition", "full", "--replace")
    for ahead in days:
        some = f"{2 * int(ahead) + 1} days of the window" if ahead.isdecimal() else "each day of the window"

        def window(ahead: str = ahead) -> Run:
            shutil.rmtree(nothing, ignore_errors=True)
            return process(whole, folder, nothing, OUTLAST_AHEAD=ahead)

        def window_again(ahead: str = ahead) -> Run:
            edited(folder, Edits.TEXT)
            return process(whole, folder, nothing, OUTLAST_AHEAD=ahead)

        yield Row(f"`outlast build`, `full`, {some}", f"{STOCK}, `full` pages", window, folder / "site")
        yield Row(f"{some}, again after one edit", f"{STOCK}, `full` pages", window_again)
    for command in (("check",), ("whatif", "--away", "sam")):

        def empty(command: Sequence[str] = command) -> Run:
            shutil.rmtree(nothing, ignore_errors=True)
            return process((*OUTLAST, *command), folder, nothing)

        def kept(command: Sequence[str] = command) -> Run:
            process((*OUTLAST, *command), folder, cache)
            return process((*OUTLAST, *command), folder, cache)

        def after(command: Sequence[str] = command) -> Run:
            process((*OUTLAST, *command), folder, cache)
            edited(folder, Edits.TEXT)
            return process((*OUTLAST, *command), folder, cache)

        name = f"`outlast {' '.join(command)}`"
        yield Row(f"{name}, nothing kept", "", empty)
        yield Row(f"{name}, after one edit", "", after)
        yield Row(f"{name}, nothing changed", "", kept)


def measure(all_rows: Sequence[Row], rounds: int) -> list[Result]:
    """Each row in turn, round after round."""
    taken: dict[str, list[Run]] = {row.name: [] for row in all_rows}
    for _ in range(rounds):
        for row in all_rows:
            run = row.measured()
            taken[row.name].append(replace(run, bytes=_bytes(row.site)) if row.site else run)
            print(f"  {row.name}: {taken[row.name][-1]}", file=sys.stderr, flush=True)
    return [
        Result(
            row.name,
            taken[row.name],
            [mine.cpu / its.cpu for mine, its in zip(taken[row.name], taken[row.stock], strict=True)]
            if row.stock
            else [],
        )
        for row in all_rows
    ]


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def table(results: Sequence[Result]) -> str:
    """The results of a size as a table of Markdown."""
    head = "| | CPU s | least–most | × stock | wall s | MB of memory | MB of site |"
    return "\n".join([head, "|---|---:|---:|---:|---:|---:|---:|", *(result.line() for result in results)])


def noise(results: Sequence[Result]) -> float:
    """How far the runs of stock Material lie apart, as a part of their median."""
    cpu = [run.cpu for result in results if result.name.startswith(STOCK) for run in result.runs]
    apart = [
        (max(mine) - min(mine)) / median(mine)
        for result in results
        if result.name.startswith(STOCK) and (mine := [run.cpu for run in result.runs])
    ]
    return max(apart) if cpu else 0.0


def compared(ratios: Mapping[str, float], before: Mapping[str, float]) -> list[str]:
    """What has become a third slower beside stock Material."""
    return [
        f"{name}: {ratio:.2f} × stock Material, {before[name]:.2f} in the last release"
        for name, ratio in ratios.items()
        if name in before and ratio > WORSE * before[name]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--copies", default="1,6,22")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--days", default="")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--peers", type=Path, default=ROOT / "benchmarks" / ".peers")
    asked = parser.parse_args()
    bin = installed(asked.peers)
    compileall.compile_dir(ROOT / "generator", quiet=1)  # as pip has done with the others
    ratios: dict[str, float] = {}
    parts = []
    with TemporaryDirectory(prefix="outlast-benchmark-") as folder:
        room = Path(folder)
        for copies in map(int, asked.copies.split(",")):
            days = asked.days.split(",") if asked.days else ()
            results = measure(list(rows(copies, room, bin, days)), asked.rounds)
            pages = {
                edition: len(list((room / f"{edition}-{copies}" / "docs").rglob("*.md")))
                for edition in ("public", "full")
            }
            size = f"{copies} × the example: {pages['public']} pages `public`, {pages['full']} `full`"
            parts.append(
                f"### {size}\n\n{table(results)}\n\nRuns of stock Material lay {noise(results):.0%} apart."
            )
            print(parts[-1], flush=True)
            ratios |= {
                f"{copies}: {each.name}": round(each.ratio, 3)
                for each in results
                if each.ratios and not each.name.endswith("pages")  # those are of others
            }
        shown = until_shown(shop(1, room / "served"), room / "cache", asked.rounds)
        served = "\n".join(
            f"| {each.name} | {median(each.cpu):.2f} | {median(each.written):.2f} | {median(each.wall):.2f} |"
            for each in shown
        )
        head = "| | CPU s | wall s until the site is there | wall s until the browser shows it |"
        parts.append(f"### Until the browser has an edit\n\n{head}\n|---|---:|---:|---:|\n{served}")
        print(parts[-1], flush=True)
    if asked.compare:
        worse = compared(ratios, json.loads(KEPT.read_text(encoding="utf-8")))
        raise SystemExit("\n".join(worse) if worse else 0)
    if asked.write:
        KEPT.write_text(json.dumps(ratios, indent=2) + "\n", encoding="utf-8")
        report = REPORT.read_text(encoding="utf-8")
        measured = "<!-- measured -->\n\n" + "\n\n".join(parts) + "\n\n<!-- end -->"
        new = re.sub("<!-- measured -->.*<!-- end -->", lambda _: measured, report, flags=re.DOTALL)
        REPORT.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
