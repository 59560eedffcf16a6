"""Files that say more than they seem to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.model import Edition, Plan, Thing
from outlast.model.base import Attachment

if TYPE_CHECKING:
    from outlast.analysis import Facts


def _place(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for thing, number, each in _below_full(plan):
        known = facts.attached.get(each.file)
        if known and known.tells_place:
            yield Finding(
                TELLS_PLACE.id,
                thing.id,
                ("attachments", number, "file"),
                f'"{each.file}" notes where it was taken, and the {each.kept_to} edition shows it',
                "save a copy without the place (most programs ask when they export), or show a screenshot",
            )


def _unsearched(plan: Plan, facts: Facts, as_of: date) -> Iterator[Finding]:
    for thing, number, each in _below_full(plan):
        known = facts.attached.get(each.file)
        if known and not known.searchable and each.kept_to is Edition.PUBLIC:
            yield Finding(
                UNSEARCHED.id,
                thing.id,
                ("attachments", number, "file"),
                f'everybody may read "{each.file}", and only a person can see what it shows',
                "look at it as a stranger would; then accept this with the day on which you did",
            )


def _below_full(plan: Plan) -> Iterator[tuple[Thing, int, Attachment]]:
    for thing in plan.things.values():
        for number, each in enumerate(thing.attachments):
            if each.kept_to is not Edition.FULL:
                yield thing, number, each


TELLS_PLACE = Rule(
    "picture-tells-place",
    Severity.WARNING,
    "A photo notes where it was taken",
    "A phone writes the place into each photo, to a few metres. Whoever has the copy can read it: where"
    " somebody lives, where the stock or the safe is.",
    "Save the photo without it: most programs have a box for that when they export. A screenshot has none.",
    "If the place is on the page anyway, such as that of the shop, accept it.",
    _place,
)

UNSEARCHED = Rule(
    "unsearched-file",
    Severity.WARNING,
    "The public edition shows a file that no program can read",
    "Text, PDFs and documents are searched for secrets and for what is withheld. A picture, a scan or a file"
    " with a password is not: a note on the wall behind it goes public with it.",
    "Look at it once, as a stranger would, corner by corner; then accept the warning.",
    "If you have looked at it, accept it, with the day.",
    _unsearched,
)
