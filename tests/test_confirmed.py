"""What nobody has confirmed: proposals count for nothing, and it is said that they are proposals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from outlast import words
from outlast.analysis import Look, analyse
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Change
from outlast.analysis.whatif.question import Question
from outlast.catalogue import vendor
from outlast.checks import backups as backup_rules
from outlast.model import Edition, Plan
from outlast.pages import ways_in
from outlast.pages.vendors import UNREAD
from outlast.reasons.causes import CauseWording

from tests.builders import make_plan
from tests.drawing import page_of, text_of, tree_of

TODAY = date(2026, 11, 29)


def shop(access: str, more: str = "", needs: str = "[pay]") -> Plan:
    return make_plan(
        f"""
        business: {{format: 1, name: Shop, timezone: Europe/London, currency: GBP}}
        people:
          nell: {{name: Nell, role: Founder}}
          ilse: {{name: Ilse, role: Help}}
        systems:
          pay:
            name: Payments
            access: {access}
            {more}
        functions:
          refunds: {{name: Refund, by: [nell, ilse], needs: {needs}, mtpd: 1d, loss: 100 GBP per day}}
        """
    )


def why_it_stops(plan: Plan) -> list[str]:
    """What stops refunds while Nell is away, in sentences; nothing where they go on."""
    length = timedelta(days=21)
    found = answer(Engine(plan), Question(TODAY, (("nell", length),), length))
    wording = CauseWording(plan, TODAY)
    stops = [stop for band in found.functions["refunds"].bands for stop in band.stops]
    return [line.text for stop in stops for line in wording.chain(stop.causes, stop.start)]


def test_access_that_nobody_confirmed_is_no_way_in() -> None:
    assert why_it_stops(shop("[{who: nell}, {who: ilse}]")) == []
    assert why_it_stops(shop("[{who: nell}, {who: ilse, confirmed: no}]")) == [
        "{nell} is away.",
        "Nobody has confirmed that {ilse} can sign in to {pay}.",
    ]


def test_access_that_would_not_do_if_confirmed_is_none() -> None:
    more = "roles: [viewer, owner]"
    access = "[{who: nell, as: owner}, {who: ilse, as: viewer, confirmed: no}]"
    told = why_it_stops(shop(access, more, "[{what: pay, as: owner}]"))
    assert told == ["{nell} is away.", "{ilse} has no access to {pay}."]


def test_system_with_nothing_but_proposals_lets_nobody_in() -> None:
    access = "[{who: nell, confirmed: no}, {who: ilse, confirmed: no}]"
    assert len(analyse(shop(access), TODAY).outlook.anyway) == 1


STRIPE = "vendor: stripe"
READ = f"{STRIPE}\n            reviewed: 2026-11-28"
AS_SUPPORT = "[{what: pay, as: Support Specialist}]"


def with_role(role: str, more: str = STRIPE) -> list[str]:
    access = f"[{{who: nell, as: Owner}}, {{who: ilse, as: {role}}}]"
    return why_it_stops(shop(access, more, AS_SUPPORT))


def test_order_of_roles_from_the_catalogue_counts_when_somebody_has_read_it() -> None:
    assert with_role("Administrator") == [
        "{nell} is away.",
        "Nobody has confirmed that {ilse} can sign in to {pay}.",
    ]
    assert with_role("Administrator", READ) == []
    own = "roles: [Analyst, Support Specialist, Administrator, Owner]"
    assert with_role("Administrator", f"{STRIPE}\n            {own}") == []


@pytest.mark.parametrize("role", ["Support Specialist", "Owner"])
def test_the_same_role_and_the_strongest_count_unread(role: str) -> None:
    assert with_role(role) == []


@pytest.mark.parametrize(
    ("access", "more", "needs"),
    [
        ("[{who: nell}, {who: ilse, confirmed: no}]", "", "[pay]"),
        ("[{who: nell, as: Owner}, {who: ilse, as: Administrator}]", STRIPE, AS_SUPPORT),
        ("[{who: nell, as: Owner}, {who: ilse, as: Administrator, confirmed: no}]", STRIPE, AS_SUPPORT),
    ],
    ids=["an access", "roles", "both"],
)
def test_confirming_is_the_change_that_helps(access: str, more: str, needs: str) -> None:
    fixes = analyse(shop(access, more, needs), TODAY).outlook.fixes
    (fix,) = [each for each in fixes if each.change is Change.CONFIRM]
    assert (fix.subject, fix.who) == ("pay", "ilse")
    assert fix.saved >= 20 * 100


def test_only_a_confirmed_access_makes_a_second_holder() -> None:
    def holders(access: str) -> list[str]:
        plan = shop(access, "roles: [staff, owner]", "[{what: pay, as: owner}]")
        return [each.who for each in analyse(plan, TODAY, Look.RULES).outlook.single_people]

    assert holders("[{who: nell, as: owner}, {who: ilse, as: owner}]") == []
    assert holders("[{who: nell, as: owner}, {who: ilse, as: owner, confirmed: no}]") == ["nell"]


def page(plan: Plan, path: str, edition: Edition = Edition.FULL) -> str:
    return text_of(page_of(tree_of(plan, edition), path))


@pytest.mark.parametrize("edition", Edition)
def test_page_of_a_system_says_that_nobody_confirmed_the_catalogue(edition: Edition) -> None:
    assert UNREAD in page(shop("[{who: nell}]", STRIPE), "restore/pay", edition)


@pytest.mark.parametrize("edition", Edition)
def test_page_says_so_no_more_when_somebody_has_read_it(edition: Edition) -> None:
    """Also where the edition does not know the day."""
    assert UNREAD not in page(shop("[{who: nell}]", READ), "restore/pay", edition)
    assert UNREAD not in page(shop("[{who: nell}]"), "restore/pay", edition)


def test_page_has_the_way_back_in_first_and_last_where_it_was_read() -> None:
    plan = shop("[{who: nell}]", STRIPE)
    headings = [each.heading for each in page_of(tree_of(plan), "restore/pay").sections]
    order = ["How to restore it", "If the second factor is lost", "Who can sign in", "More about it"]
    assert [heading for heading in headings if heading in order] == order


def test_way_back_in_is_one_press_away() -> None:
    there = "lockout: [Ask the vendor.]"
    label = "The second factor is lost"
    assert label in page(shop("[{who: nell}]", there), "restore/pay")
    assert label not in page(shop("[{who: nell}]"), "restore/pay")


def test_page_shows_each_source_with_its_day_and_what_is_unsure() -> None:
    entry = vendor("stripe")
    assert entry is not None
    assert entry.unverified
    told = page(shop("[{who: nell}]", STRIPE), "restore/pay")
    assert [source.url for source in entry.sources if str(source.url) not in told] == []
    assert words.day(entry.checked.date) in told
    assert entry.unverified.split(".")[0].split(",")[0] in told


def test_a_way_in_that_nobody_confirmed_is_listed_as_such() -> None:
    plan = shop("[{who: nell}, {who: ilse, confirmed: no}]")
    facts = analyse(plan, TODAY)
    table = ways_in.access(plan, facts, plan.systems["pay"])
    assert table is not None
    assert [row[:2] for row in table.rows] == [
        ("{nell}", "**Yes.**"),
        ("{ilse}", "**Do not count on it.** You have not confirmed this."),
    ]
    (way,) = ways_in.ways_in(plan, facts, plan.functions["refunds"].needs, ())
    assert [fact.value for fact in way.facts if fact.label == "Who can sign in"] == ["{nell} can sign in."]
    assert "have not confirmed this" in page(plan, "people/ilse")
    assert "have not confirmed this" not in page(plan, "people/nell")


PROPOSED = "{what: Orders, every: 1d, confirmed: no}"
MADE = "{what: Orders, every: 1d}"


def found(backups: str) -> set[str]:
    """The rules about backups that a system with these breaks."""
    plan = shop("[{who: nell}]", f"rpo: 1h\n            backups: [{backups}]")
    facts = analyse(plan, TODAY)
    rules = [backup_rules.NEVER_TESTED, backup_rules.OLD_TEST, backup_rules.OVER_RPO]
    return {rule.id for rule in rules if rule.check for _ in rule.check(plan, facts)}


def test_a_backup_that_nobody_confirmed_counts_as_none() -> None:
    assert found(MADE) == {"backup-never-tested", "backup-over-rpo"}
    assert found(PROPOSED) == set()
    # A proposal that is often enough does not hide that the one that is made is not.
    often = "{what: Orders, every: 30m, confirmed: no}"
    assert found(f"{MADE}, {often}") == {"backup-never-tested", "backup-over-rpo"}


def test_a_backup_that_nobody_confirmed_is_called_so() -> None:
    plan = shop("[{who: nell}]", f"backups: [{PROPOSED}]")
    for path in ("restore/pay", "help/questions"):
        assert "have not confirmed this" in page(plan, path)


def test_readiness_and_the_list_of_systems_name_what_is_not_confirmed() -> None:
    more = f"{STRIPE}\n            backups: [{PROPOSED}, {MADE}]"
    told = page(shop("[{who: nell}, {who: ilse, confirmed: no}]", more), "readiness/index")
    assert "Not confirmed: 3 facts. Outlast does not count on them until the owner confirms them." in told
    for what in ("Read its page, and correct it", "Sign in once", "Make this backup: Orders"):
        assert told.count(what) == 1
    assert UNREAD in page(shop("[{who: nell}]", STRIPE), "restore/index")
    read = shop("[{who: nell}, {who: ilse}]", f"{READ}\n            backups: [{MADE}]")
    assert all("not confirmed" not in page(read, path) for path in ("readiness/index", "restore/index"))


def test_what_stops_anyway_is_not_said_to_go_on() -> None:
    access = "[{who: nell, confirmed: no}, {who: ilse, confirmed: no}]"
    told = page(shop(access), "restore/pay")
    assert "Refund stops anyway. Everything else keeps running." in told
    assert "It does not stop" not in told
