"""Files that a reader takes out of the site: telephone numbers for a phone, duties for a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outlast.languages import mark, say
from outlast.model import Edition, Plan
from outlast.pages.downloads import sheet, vcard
from outlast.pages.downloads.contacts import contacts
from outlast.pages.downloads.duties import duties
from outlast.pages.downloads.ics import calendar
from outlast.site import Asset, BuildInfo
from outlast.site.parts import Download
from outlast.source import Attached

CARDS = "contacts.vcf"
SHEET = "contacts.csv"
DUTIES = "duties.ics"
_OFFERS = (
    Download(
        CARDS,
        mark("All contacts for a phone"),
        mark("Open the file on your phone. It adds every number to your contacts."),
    ),
    Download(SHEET, mark("All contacts as a table"), mark("Open it in a spreadsheet, or print it.")),
    Download(
        DUTIES, mark("What is due, for a calendar"), mark("It covers one year, and reminds you in time.")
    ),
)


def offers(files: Sequence[Asset], *paths: str) -> tuple[Download, ...]:
    """Those of `paths` that are there, as links."""
    there = {file.path for file in files}
    return tuple(
        Download(offer.path, say(offer.text), say(offer.note))
        for offer in _OFFERS
        if offer.path in paths and offer.path in there
    )


def assets(
    plan: Plan, info: BuildInfo, edition: Edition, attached: Mapping[str, Attached]
) -> Iterator[Asset]:
    """The files of a plan, which has already been made for its edition.

    There are none in `public`, which holds no contacts and nothing computed, and none that would be empty.
    """
    if not edition.shows(Edition.TEAM):
        return
    known = contacts(plan)
    if known:
        photos = {
            contact.photo: attached[contact.photo].content for contact in known if contact.photo in attached
        }
        yield Asset(CARDS, vcard.cards(known, str(plan.business.name), photos))
        yield Asset(SHEET, sheet.table(known))
    due = duties(plan, info)
    if due:
        yield Asset(DUTIES, calendar(say("what is due"), due, str(plan.business.name), info))
