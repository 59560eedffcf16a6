"""The version of a plan that somebody names: a folder, a revision, a stick, a bundle, an opened copy."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from outlast.git import Git, NoGit, NoRepository
from outlast.host.refusal import Refusal
from outlast.host.sealing import FILES, PLAN
from outlast.verify import MANIFEST, Damaged, NothingToCheck, stays_inside, verify

_PLAN = "plan/"
_YAML = (".yml", ".yaml")


@dataclass(frozen=True)
class Version:
    """A plan in a folder, and what it is."""

    label: str
    """What the user called it."""
    folder: Path
    day: date | None
    """The day that it is of; None for the plan as it is now."""


def opened(named: str, plan: Path, room: Path) -> Version:
    """The version that is named. Raises Refusal.

    Args:
        plan: the folder of the plan as it is now, whose history a revision is looked up in.
        room: an empty folder, for what must be written to a disk to be read.
    """
    place = Path(named)
    if place.is_dir():
        return _folder(named, place, room)
    if place.is_file():
        return _bundle(named, place, room)
    return _revision(named, plan, room)


def _folder(named: str, place: Path, room: Path) -> Version:
    if not (place / MANIFEST).is_file():
        if (unlocked := place / FILES / PLAN).is_file():
            return _bundle(named, unlocked, room)
        if not any(file.suffix in _YAML for file in place.rglob("*")):
            raise Refusal(f"{named} holds no plan: name the folder with the .yml files, or a stick.")
        return Version(named, place, None)
    day = _made(named, place)
    if not (place / "plan").is_dir():
        raise Refusal(_NO_PLAN.format(named))
    return Version(named, place / "plan", day)


def _bundle(named: str, place: Path, room: Path) -> Version:
    day = None if _plan_alone(place) else _made(named, place)
    try:
        with zipfile.ZipFile(place) as archive:
            files = {
                name.removeprefix(_PLAN): archive.read(name)
                for name in archive.namelist()
                if name.startswith(_PLAN) and not name.endswith("/")
            }
    except (zipfile.BadZipFile, RuntimeError, zlib.error):
        raise Refusal(f"{named} is damaged: what is in it cannot be read.") from None
    if not files:
        raise Refusal(_NO_PLAN.format(named))
    return Version(named, _written(files, room), day)


def _plan_alone(place: Path) -> bool:
    """Whether a zip is the plan out of an encrypted copy, which has no manifest of its own."""
    try:
        with zipfile.ZipFile(place) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False  # `verify` says what is wrong with it
    return bool(names) and all(name.startswith(_PLAN) for name in names)


def _made(named: str, place: Path) -> date:
    """The day on its manifest, where every file is as it was written."""
    try:
        report = verify(place)
    except (NothingToCheck, Damaged) as why:
        raise Refusal(f"{named}: {why}") from None
    if report.problems:
        raise Refusal(f"{named} is not as it was written: {report.problems[0]}")
    if report.manifest.sealed:
        raise Refusal(
            f"{named} is encrypted. Unlock it first, with decrypt.py in it, and name the new folder."
        )
    return date.fromisoformat(report.manifest.date)


def _revision(named: str, plan: Path, room: Path) -> Version:
    revision, _, folder = named.partition(":")
    try:
        git = Git.at(plan)
    except (NoGit, NoRepository):
        raise Refusal(f"There is no {named}, and {plan} lies in no git repository.") from None
    inside = folder or plan.resolve().relative_to(git.top().resolve()).as_posix()
    files = git.files(revision, inside)
    if files is None:
        raise Refusal(f"{named} is no folder, no bundle and no revision that git knows.")
    if not any(path.endswith(_YAML) for path in files):
        raise Refusal(f"{revision} has no plan in {inside}. If it lay elsewhere: {revision}:FOLDER")
    said = git.run("log", "-1", "--format=%cs", "--end-of-options", revision).stdout.decode().strip()
    return Version(named, _written(files, room), date.fromisoformat(said) if said else None)


def _written(files: Mapping[str, bytes], room: Path) -> Path:
    folder = room / "plan"
    for path, content in files.items():
        if not stays_inside(path):
            raise Refusal(f"{path} leads out of the folder of the plan.")
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


_NO_PLAN = "{} holds no plan: only a bundle of the full edition does."
