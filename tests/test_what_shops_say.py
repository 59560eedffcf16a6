"""What shops need to say: parts in a crisis, a word that is repeated, endings, copies, sealed ways."""

from functools import cache

from outlast.model import Edition
from outlast.pages.addresses import links
from outlast.render.text import text
from outlast.site import Page

from tests.builders import make_plan
from tests.drawing import site_of

SHOP = """
business:
  format: 1
  name: Fern & Flask
  timezone: Europe/Brussels
  currency: EUR
  never: [Never sign in as somebody else.]
  crisis: {leads: [sam, maya], writes: [maya, ilse], speaks: [maya]}
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya, role: Support}
  ilse: {name: Ilse, role: Friend, may_not: [change an account number]}
systems:
  bank:
    name: Bank
    roles: [signer]
    access: [{who: sam, as: signer}]
    on_death: {do: sell, to: Nora Vale, notice: 90 days}
    backups: [{what: Statements, every: 1 day, kept_for: 30 days}]
functions:
  pay: {name: Pay suppliers, by: [sam, ilse], needs: [{what: bank, as: signer}], mtpd: 3 days}
break_glass:
  envelope:
    name: The envelope
    holders: [ilse]
    opens: [{system: bank, as: signer}]
    tests: [{system: bank, on: 2026-11-01, worked: yes}]
documents:
  lease: {name: Lease, on_death: cancel}
scenarios:
  ill:
    name: Sam is ill
    noticed_after: 8 hours
    lost: [{what: sam, for: 21 days}]
    never: [Never tell the reason.]
    serve: {first-hour: [Call Maya.]}
    tell: [{who: customers, by: maya, within: 1 hour, every: 15 minutes}]
promises:
  weeks: {name: Three weeks, when: {away: [sam], for: 21 days}, keep: [pay]}
"""


@cache
def page(path: str, edition: Edition = Edition.FULL) -> str:
    plan = make_plan(SHOP)
    found: Page = next(each for each in site_of(plan, edition).pages if each.path == path)
    return " ".join(text(found.sections, links(plan), found.title, width=10_000).split())


def test_a_scenario_says_who_has_which_part_without_those_whom_it_takes_away() -> None:
    said = page("scenarios/ill")
    assert "Leads: decides, and gives out the work Maya Writes: keeps the log" in said
    assert "of who did what, and when Ilse or Maya" in said, "Maya leads already"


def test_a_word_that_is_repeated_says_how_often() -> None:
    assert "Within 1 hour, then every 15 minutes" in page("scenarios/ill")


def test_a_scenario_says_that_it_may_go_unseen() -> None:
    assert "It can take 8 hours before anybody notices." in page("scenarios/ill")


def test_what_becomes_of_things_stands_with_each_and_in_one_list_of_the_full_edition() -> None:
    ending = "Sell it. It goes to Nora Vale. Give notice 90 days before it ends."
    assert f"If the owner does not come back: {ending}" in page("restore/bank")
    assert ending in page("people/documents")
    assert "Lease" in page("people/documents")
    assert "Nora" not in page("restore/bank", Edition.TEAM)


def test_a_copy_says_how_long_it_is_kept() -> None:
    assert "Made every 1 day. Kept for 30 days." in page("restore/bank")


def test_a_promise_that_rests_on_a_sealed_way_says_so_and_what_is_forbidden() -> None:
    said = page("readiness/index")
    assert (
        "The plan keeps this promise only with emergency access. Ilse opens The envelope for “Pay suppliers”."
        in said
    )
    assert "Never sign in as somebody else." in said
    assert "Ilse must not: change an account number." in said
