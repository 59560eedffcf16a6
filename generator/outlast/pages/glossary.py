"""The words of this site, in plain ones: the plain word first, its short form second."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.languages import mark, say
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
        mark("Who and where"),
        (
            (
                mark("Stand-in"),
                mark(
                    "Whoever runs the shop for now. If you read this because something happened, it is you."
                ),
            ),
            (
                mark("Owner"),
                mark("Whoever keeps a page, a system or a duty up to date on normal days."),
            ),
            (
                mark("Copy"),
                mark(
                    "This runbook as it was on one day. The top of a page says which day, and until when "
                    "the copy is valid."
                ),
            ),
            (
                mark("Edition"),
                mark(
                    "Who may read a copy: public, team or full. A copy leaves out what its readers may "
                    "not see."
                ),
            ),
            (
                mark("Scenario"),
                mark("Something that may happen, with the steps for it."),
            ),
            (
                mark("Incident"),
                mark(
                    "Something that has happened and that you are dealing with now. Its log says what "
                    "was done and when."
                ),
            ),
            (
                mark("Declare the emergency"),
                mark("To say to everybody: this has happened, and we follow this page from now on."),
            ),
            (
                mark("Stand down"),
                mark("To say to everybody: it is over. Then you hand everything back."),
            ),
            (
                mark("Call tree"),
                mark("Who calls whom, so that everybody gets one call."),
            ),
            (
                mark("Drill (exercise)"),
                mark("A test on a quiet day. It shows how long something takes and what goes wrong."),
            ),
        ),
    ),
    (
        mark("The two halves"),
        (
            (
                mark("Keep serving (BC)"),
                mark("Business continuity: what people do so that customers and bills do not wait."),
            ),
            (
                mark("Restore (DR)"),
                mark("Disaster recovery: how you get data and systems back after they broke."),
            ),
            (
                mark("Task (function)"),
                mark("Work that customers or the law count on: refunds, parcels, tax."),
            ),
            (
                mark("System"),
                mark("A program, an account or a service that tasks need: the shop, the bank."),
            ),
            (
                mark("Duty (obligation)"),
                mark("Something that must be done by a day: rent, tax, wages."),
            ),
            (
                mark("Deadline"),
                mark(
                    "The last day on which you can do something without harm. It can be later than the "
                    "day on which it is due."
                ),
            ),
            (
                mark("Workaround"),
                mark("Another way to do a task for a while. It is usually slower."),
            ),
            (
                mark("Procedure"),
                mark("A list of steps that several pages use."),
            ),
            (
                mark("Supplier"),
                mark("A firm that you buy from or pay."),
            ),
            (
                mark("Backup"),
                mark("A second copy of data, kept somewhere else."),
            ),
        ),
    ),
    (
        mark("How long it may take"),
        (
            (
                mark("Back within (RTO)"),
                mark("Recovery time objective: the time within which something must work again."),
            ),
            (
                mark("Longest acceptable stop (MTPD)"),
                mark("Maximum tolerable period of disruption: if a task stops for longer, the harm lasts."),
            ),
            (
                mark("Data loss up to (RPO)"),
                mark("Recovery point objective: how many hours or days of data you may lose."),
            ),
            (
                mark("Minimum level (MBCO)"),
                mark(
                    "Minimum business continuity objective: if less than this gets done, it counts as a stop."
                ),
            ),
            (
                mark("How the harm grows (BIA)"),
                mark("Business impact analysis: what has happened after a day, a week and a month."),
            ),
            (
                mark("Runs by itself (unattended)"),
                mark("How long a task goes on when nobody looks after it."),
            ),
            (
                mark("Grace"),
                mark("How many days late a duty may be before there is any harm."),
            ),
            (
                mark("Lead time"),
                mark("How long it takes from an order until the goods are there."),
            ),
            (
                mark("Calculated"),
                mark(
                    "The program that made this runbook found it by counting, from the plan. Nobody has "
                    "watched it happen."
                ),
            ),
        ),
    ),
    (
        mark("How you sign in"),
        (
            (
                mark("Access"),
                mark("The right to use a system with your own account."),
            ),
            (
                mark("Sign-in details (pointer)"),
                mark(
                    "Where you find a password or a key. The passwords themselves are never on these pages."
                ),
            ),
            (
                mark("Second factor (2FA)"),
                mark("A code from a phone or a key. You type it after the password."),
            ),
            (
                mark("Emergency access (break-glass)"),
                mark(
                    "A sealed envelope or a special account, for when nobody can sign in as usual. "
                    "Somebody sees that you opened it, and that is all right."
                ),
            ),
            (
                mark("Single point of failure"),
                mark("A person or a thing without a backup: if it is missing, work stops."),
            ),
            (
                mark("Proof"),
                mark("The day on which somebody signed in as a test, so that you can rely on it."),
            ),
            (
                mark("Vault"),
                mark("The program that keeps the passwords."),
            ),
        ),
    ),
)
"""Headings, and under each the words in the order in which they help."""


def pages(copy: Copy) -> Iterator[Page]:
    """The page of words."""
    lists = (
        each
        for number, (title, entries) in enumerate(WORDS, 1)
        for each in section(
            f"words-{number}",
            say(title),
            Words(tuple(Fact(say(word), say(means)) for word, means in entries)),
        )
    )
    meaning = say("What the words and short forms on these pages mean.")
    yield Page(
        path=GLOSSARY.page,
        title=say("Words"),
        part=Part.HELP,
        sections=(
            *opening(
                Prose(say("What the words and short forms on these pages mean."), Tone.LEAD),
                CopyAge(copy.age),
            ),
            *lists,
        ),
        sheet=Sheet(Chapter.HELP, say("What the words mean")),
        description=meaning,
        also=("glossary", "abbreviations", "woordenlijst", "RTO", "RPO", "MTPD", "MBCO", "BIA", "2FA"),
    )
