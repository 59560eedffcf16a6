"""The words of this site, in plain ones: the plain word first, its short form second."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.pages.addresses import GLOSSARY
from outlast.pages.copy import Copy
from outlast.site import Page, Part
from outlast.site.blocks import (
    CopyAge,
    Prose,
    Tone,
    Words,
    opening,
    section,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Fact

ORDER = 130
WORDS = (
    (
        "Who and where",
        (
            (
                "Stand-in",
                "Whoever runs the shop now. If you read this because something happened, it is you.",
            ),
            ("Edition", "Who may read a copy: public, team or full. What it may not show is left out."),
            ("Scenario", "Something that may happen, with what to do then."),
            ("Invoke", "To say aloud: this has happened, we now follow this page."),
            ("Stand down", "To say aloud: it is over, and to hand everything back."),
            ("Call tree", "Who calls whom, so that everybody is reached and nobody twice."),
            ("Drill (exercise)", "A try on a quiet day, with the minutes that it took and what went wrong."),
        ),
    ),
    (
        "The two halves",
        (
            (
                "Keep serving (BC)",
                "Business continuity: what people do so that customers and bills do not wait.",
            ),
            ("Restore (DR)", "Disaster recovery: how data and systems come back after they broke."),
            ("Function", "A piece of work that customers or the law count on: refunds, shipping, tax."),
            ("System", "Software, an account or a service that the work runs on: the shop, the bank."),
            ("Duty (obligation)", "Something that is due on a day: rent, tax, pay."),
            ("Workaround", "Another way to go on for a while, usually slower."),
            ("Procedure", "A list of steps that several pages use."),
        ),
    ),
    (
        "How long it may take",
        (
            ("Back within (RTO)", "Recovery time objective: by when it is promised to work again."),
            (
                "Longest bearable stop (MTPD)",
                "Maximum tolerable period of disruption: what lasts longer does lasting harm.",
            ),
            (
                "Data that may be lost (RPO)",
                "Recovery point objective: how old the copy may be that comes back.",
            ),
            (
                "Least that is acceptable (MBCO)",
                "Minimum business continuity objective: less than that is a stop.",
            ),
            (
                "How the harm grows (BIA)",
                "Business impact analysis: what has happened after a day, after a week, after a month.",
            ),
            ("Runs on without hands (unattended)", "How long nothing happens though nobody does it."),
            ("Grace", "How late a duty may be before anything stops."),
            ("Lead time", "How long it takes from an order to the shelf."),
        ),
    ),
    (
        "Getting in",
        (
            (
                "Where it is kept (pointer)",
                "The way to a password or a key. Passwords themselves never stand here.",
            ),
            ("Second factor (2FA)", "The code from a phone or a key that is asked for after the password."),
            (
                "Sealed way in (break-glass)",
                "An envelope or an emergency access for when the usual way is gone. Opening it is noticed.",
            ),
            ("Only one way (single point of failure)", "Somebody or something without which work stops."),
            ("Vault", "The program that keeps the passwords."),
        ),
    ),
)
"""Headings, and under each the words in the order in which they help."""


def pages(copy: Copy) -> Iterator[Page]:
    """The page of words."""
    lists = (
        each
        for number, (title, entries) in enumerate(WORDS, 1)
        for each in section(f"words-{number}", title, Words(tuple(Fact(*each) for each in entries)))
    )
    yield Page(
        path=GLOSSARY.page,
        title="Words",
        part=Part.HELP,
        sections=(
            *opening(Prose("The plain word first, its short form beside it.", Tone.LEAD), CopyAge(copy.age)),
            *lists,
        ),
        sheet=Sheet(Chapter.HELP, "What the words mean"),
        description="What the words and short forms of this site mean, in plain ones.",
        also=("glossary", "abbreviations", "woordenlijst", "RTO", "RPO", "MTPD", "MBCO", "BIA", "2FA"),
    )
