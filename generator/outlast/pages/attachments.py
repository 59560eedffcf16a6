"""Files that belong to a thing: where they lie in the site, and how a page offers them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outlast import words
from outlast.analysis import Facts
from outlast.languages import say
from outlast.model import Plan, Thing
from outlast.model.base import Attachment
from outlast.model.value import as_id, unlike
from outlast.site import Asset
from outlast.site.blocks import Files, Section, section
from outlast.site.parts import AttachmentView
from outlast.source import KINDS, Attached, ending

FOLDER = "attachments"
LARGEST_SHOWN = 1_000_000
"""Bytes of a picture that a page loads unasked; larger ones open at a tap."""


def attachments(thing: Thing, facts: Facts) -> tuple[AttachmentView, ...]:
    """The files of a thing that are there, in the order of the plan."""
    return tuple(
        AttachmentView(
            path=path,
            name=str(each.name),
            note=f"{KINDS[ending(each.file)].name}, {words.size(known.size)}",
            shown=known.picture and known.size <= LARGEST_SHOWN,
        )
        for each, path in _placed(thing)
        if (known := facts.attached.get(each.file))
    )


def files(thing: Thing, facts: Facts) -> tuple[Section, ...]:
    """The section of the files of a thing."""
    return section("attachments", say("Files"), Files(attachments(thing, facts)))


def assets(plan: Plan, files: Mapping[str, Attached]) -> Iterator[Asset]:
    """The files of a plan that was made for its edition, under names that say what readers may know."""
    for thing in plan.things.values():
        for each, path in _placed(thing):
            if each.file in files:
                yield Asset(path, files[each.file].content)


def _placed(thing: Thing) -> Iterator[tuple[Attachment, str]]:
    """Each file with its place in the site: of the id of the thing and the name that readers see.

    What the author calls the file may say more than the edition knows.
    """
    taken: set[str] = set()
    for each in thing.attachments:
        name = unlike(taken, as_id(each.name, 40) or "file")
        taken.add(name)
        yield each, f"{FOLDER}/{thing.id}/{name}.{ending(each.file)}"
