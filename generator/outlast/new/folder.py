"""The whole folder: the plan, and around it what makes a website of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outlast.new.drawing import draw
from outlast.new.kept import Kept
from outlast.new.plan import plan
from outlast.new.questions import Shelf
from outlast.new.settings import Unextendable, with_runbook
from outlast.new.workflow import NOT_KNOWN, workflow

SETTINGS = "mkdocs.yml"
WORKFLOW = ".github/workflows/runbook.yml"
REVIEW = ".github/workflows/review.yml"


@dataclass(frozen=True)
class Folder:
    """What is to be written."""

    files: Mapping[str, str]
    """Text of each file, by its path."""
    notes: tuple[str, ...] = ()
    """What could not be done, and what to do about it."""


def folder(kept: Kept, shelf: Shelf, today: date, settings: str | None = None) -> Folder:
    """The folder that follows from the answers.

    Args:
        settings: the mkdocs.yml of a site that the runbook is added to.
    """
    notes: list[str] = []
    made = {f"plan/{path}": text for path, text in plan(kept, shelf, today).items()}
    wanted = kept.get("workflow") == "yes"
    if wanted and shelf.requirement:
        made[WORKFLOW] = workflow(shelf.requirement)
        made[REVIEW] = workflow(shelf.requirement, "review")
    elif wanted:
        notes.append(NOT_KNOWN)
    if settings is None:
        made |= _site(kept, published=WORKFLOW in made)
    if settings is not None:
        try:
            extended = with_runbook(settings)
        except Unextendable as why:
            notes.append(str(why))
        else:
            made |= {SETTINGS: extended} if extended != settings else {}
    return Folder(made, tuple(notes))


def _site(kept: Kept, *, published: bool) -> dict[str, str]:
    """What stands around a plan in a folder of its own."""
    docs = kept.get("docs") == "yes"
    values = {"shop": kept["shop"], "docs": docs, "workflow": published}
    return {
        SETTINGS: draw("mkdocs.yml.j2", **values),
        "README.md": draw("README.md.j2", **values),
        ".gitignore": draw("gitignore.j2"),
        **({"docs/about.md": draw("about.md.j2", **values)} if docs else {}),
    }
