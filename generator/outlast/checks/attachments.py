"""Files that say more than they seem to."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later
from outlast.model import Edition, Plan, Thing
from outlast.model.base import Attachment


def _place(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing, number, each in _below_full(plan):
        file = facts.attached.get(each.file)
        if file and file.tells_place:
            yield Finding(
                thing.id,
                ("attachments", number, "file"),
                Sentence(
                    '"{file}" says where it was taken, and the {edition} edition shows it',
                    file=each.file,
                    edition=later(words.edition, each.kept_to),
                ),
                Sentence(
                    "save a copy without the place (most programs ask when they export), or show a screenshot"
                ),
            )


def _unsearched(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for thing, number, each in _below_full(plan):
        file = facts.attached.get(each.file)
        if file and not file.searchable and each.kept_to is Edition.PUBLIC:
            yield Finding(
                thing.id,
                ("attachments", number, "file"),
                Sentence(
                    'everybody may see "{file}", and Outlast cannot check what it shows', file=each.file
                ),
                Sentence("look at it as a stranger would, then accept this with the day on which you did"),
            )


def _below_full(plan: Plan) -> Iterator[tuple[Thing, int, Attachment]]:
    for thing in plan.things.values():
        for number, each in enumerate(thing.attachments):
            if each.kept_to is not Edition.FULL:
                yield thing, number, each


TELLS_PLACE = Rule(
    "picture-tells-place",
    Severity.WARNING,
    title=Sentence("A photo contains the place where it was taken"),
    why=Sentence(
        "A phone writes the place into each photo, to within a few metres. Whoever has the copy can read"
        " where somebody lives, or where the stock or the safe is."
    ),
    change=Sentence(
        "Save the photo without the place: most programs have a box for that when they export, and a"
        " screenshot has none. Or show the photo in the full edition only."
    ),
    example="""
        locations:
          stockroom:
            name: Stockroom
            attachments: [{file: fuse-box.jpg, name: The fuse box, audience: team}]
    """,
    instead="""
        locations:
          stockroom:
            name: Stockroom
            attachments: [{file: fuse-box.jpg, name: The fuse box}]
    """,
    false_alarm=Sentence("If the page names the place anyway, such as the shop itself, accept the warning."),
    check=_place,
)

UNSEARCHED = Rule(
    "unsearched-file",
    Severity.WARNING,
    title=Sentence("The public edition shows a file that no program can read"),
    why=Sentence(
        "Outlast searches texts for names and secrets. It cannot read a picture or a scan, so one of"
        " them can slip through."
    ),
    change=Sentence(
        "Look at the file as a stranger would. Then accept the warning and say when you looked. Or keep"
        " the file to the team."
    ),
    example="""
        locations:
          stockroom:
            name: Stockroom
            attachments: [{file: form.png, name: The form, audience: public}]
    """,
    instead="""
        locations:
          stockroom:
            name: Stockroom
            attachments: [{file: form.png, name: The form, audience: public}]
            accepts:
              - {rule: unsearched-file, because: Sam looked at it on 20 November., until: 2027-11-20}
    """,
    false_alarm=Sentence("Never: somebody has to look at the file once."),
    check=_unsearched,
)
