"""The example grows old by itself: on each later day, every nag is in its place, and none comes too early.

What must be due on a day is read off the dates of the plan. What Outlast says is read off its rules
(`outlast check`), the list of `outlast review`, the list of `outlast rehearse`, and the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pytest
from outlast import checks
from outlast.analysis import Facts, Look, analyse
from outlast.analysis.sign_ins import Proof
from outlast.checks import Finding
from outlast.model import Edition, Plan
from outlast.model.documents import Document
from outlast.model.funds import Fund
from outlast.pages import compose, freshness
from outlast.pages.addresses import READINESS, links
from outlast.rehearsing import to_try
from outlast.reviewing import Reason, due
from outlast.site import BuildInfo, Page
from outlast.site.blocks import Box, Fold, FromDay, Section, Table

from tests.drawing import TODAY
from tests.shared import example, example_plan

MONTHS = tuple(TODAY + timedelta(days=days) for days in (0, 30, 60, 183, 400))
"""The day of the copy, and one, two, six and thirteen months later."""
YEAR = timedelta(days=365)
WORSE = ("The last test is too old", "The last test failed", "have not confirmed this")
"""What stands beside a backup whose last test is too long ago; the worst that is known of it comes first."""


@dataclass(frozen=True)
class Day:
    day: date
    facts: Facts
    findings: tuple[Finding, ...]

    def of(self, rule: str) -> set[str]:
        """What a rule says something about."""
        return {each.subject for each in self.findings if each.rule == rule}


@cache
def on(day: date) -> Day:
    plan = example_plan()
    facts = analyse(plan, day, Look.NONE, example().files)
    return Day(day, facts, checks.run(plan, facts).findings)


@cache
def pages(day: date) -> dict[str, Page]:
    site = compose(example_plan(), on(day).facts, BuildInfo(day, "1"), Edition.FULL, example().files)
    return {page.path: page for page in site.pages}


def accepted(plan: Plan, rule: str, day: date) -> set[str]:
    """What is known and accepted until a day that is not over."""
    return {
        thing.id
        for thing in plan.things.values()
        for each in thing.accepts
        if str(each.rule) == rule and day <= each.until.date
    }


def late_reviews(plan: Plan, day: date) -> set[str]:
    every = plan.business.review_every
    return {
        thing.id
        for thing in plan.things.values()
        if thing.collection != "exercises"
        and (rhythm := thing.review_every or every)
        and thing.reviewed
        and thing.reviewed.date + rhythm.length < day
    }


def late_actions(plan: Plan, day: date) -> set[str]:
    return {
        drill.id
        for drill in plan.exercises.values()
        for action in drill.actions
        if not action.done and action.due and action.due.date < day
    }


def ended(plan: Plan, day: date) -> set[str]:
    things: tuple[Fund | Document, ...] = (*plan.funds.values(), *plan.documents.values())
    gone = {thing.id for thing in things if thing.expires and thing.expires.date < day}
    ways = {
        system.id
        for system in plan.systems.values()
        for way in system.access
        if way.confirmed and way.until and way.until.date < day
    }
    return gone | ways


def old_openings(plan: Plan, day: date) -> set[str]:
    """Emergency access that opened something in its last test, more than a year ago."""
    return {
        route.id
        for route in plan.break_glass.values()
        for opens in route.opens
        if (
            tests := sorted(
                (each for each in route.tests if each.system == opens.system), key=lambda one: one.on
            )
        )
        and tests[-1].worked
        and day - tests[-1].on.date > YEAR
    }


def late_drills(plan: Plan, day: date) -> dict[str, str]:
    """What is to be tried again, with the drill that was the last."""
    last = {str(each.of): each for each in sorted(plan.exercises.values(), key=lambda each: each.on.date)}
    return {of: each.id for of, each in last.items() if each.again and each.on.date + each.again.length < day}


def old_backups(plan: Plan, day: date) -> set[str]:
    return {
        system.id
        for system in plan.systems.values()
        for each in system.backups
        if each.tested and day - each.tested.date > YEAR
    }


def unproven(plan: Plan, day: date) -> set[tuple[str, str]]:
    """Who got in somewhere, but too long ago."""
    return {
        (person.id, str(each.system))
        for person in plan.people.values()
        for each in person.sign_ins
        if each.worked and each.on.date <= day and day - each.on.date > YEAR
    }


@pytest.mark.parametrize("day", MONTHS, ids=str)
def test_check_says_what_is_over_and_nothing_that_is_not(day: date) -> None:
    plan, now = example_plan(), on(day)
    assert now.of("review-overdue") == late_reviews(plan, day) - accepted(plan, "review-overdue", day)
    assert now.of("action-overdue") == late_actions(plan, day) - accepted(plan, "action-overdue", day)
    assert now.of("expired") == ended(plan, day) - accepted(plan, "expired", day)
    soon = ended(plan, day + timedelta(days=31)) - ended(plan, day)
    assert now.of("expires-soon") == soon - accepted(plan, "expires-soon", day)
    assert now.of("drill-due") == {*late_drills(plan, day).values()} - accepted(plan, "drill-due", day)
    assert now.of("backup-test-old") == old_backups(plan, day) - accepted(plan, "backup-test-old", day)
    opened = old_openings(plan, day) - accepted(plan, "break-glass-test-old", day)
    assert now.of("break-glass-test-old") == opened
    over = {thing.id for thing in plan.things.values() for each in thing.accepts if each.until.date < day}
    assert now.of("acceptance-expired") == over


@pytest.mark.parametrize("day", MONTHS, ids=str)
def test_review_asks_for_what_is_late_and_for_what_will_be_within_a_month(day: date) -> None:
    plan = example_plan()
    items = due(plan, on(day).facts)
    asked = {reason: {each.subject for each in items if each.reason is reason} for reason in Reason}
    late = late_reviews(plan, day)
    soon = late_reviews(plan, day + timedelta(days=31)) - late
    doubted = {thing.id for thing in plan.things.values() if thing.doubt}
    assert asked[Reason.LATE] == late - doubted
    ending = ended(plan, day + timedelta(days=31)) - ended(plan, day)
    assert asked[Reason.SOON] == (soon - doubted) | ending
    assert asked[Reason.EXPIRED] == ended(plan, day)
    assert asked[Reason.TEST] == old_backups(plan, day) | old_openings(plan, day)
    assert asked[Reason.DOUBT] == doubted
    assert asked[Reason.ACTION] == late_actions(plan, day)
    about = {about for _, about, *_ in freshness.overdue(plan, on(day).facts)}
    aged = ended(plan, day) | old_backups(plan, day) | old_openings(plan, day)
    assert about == late | late_actions(plan, day) | aged, "Readiness has the same"


@pytest.mark.parametrize("day", MONTHS, ids=str)
def test_a_proof_of_access_is_only_a_claim_after_a_year_and_is_tried_again(day: date) -> None:
    old = unproven(example_plan(), day)
    tried = (each for each in on(day).facts.ways if each.on)
    assert {(each.who, each.system) for each in tried if each.proof is Proof.CLAIMED} == old
    for who in {who for who, _ in old}:
        order = [each.proof for each in to_try(on(day).facts, who)]
        assert Proof.PROVEN not in order or order.index(Proof.CLAIMED) < order.index(Proof.PROVEN)


def test_every_kind_of_nag_comes_up_on_the_way() -> None:
    """Else the tests above compare nothing with nothing."""
    plan, last = example_plan(), MONTHS[-1]
    kinds = (late_reviews, late_actions, ended, late_drills, old_backups, old_openings, unproven)
    assert [kind.__name__ for kind in kinds if not kind(plan, last)] == []
    assert [kind.__name__ for kind in kinds if len(kind(plan, TODAY)) == len(kind(plan, last))] == []


def test_a_sealed_envelope_that_was_only_accepted_comes_back() -> None:
    plan = example_plan()
    until = {
        thing.id: each.until.date
        for thing in plan.break_glass.values()
        for each in thing.accepts
        if str(each.rule) == "break-glass-untested"
    }
    assert any(end < MONTHS[-1] for end in until.values())
    for day in MONTHS:
        for id, end in until.items():
            assert (id in on(day).of("break-glass-untested")) == (end < day), (id, day)


@pytest.mark.parametrize("day", [MONTHS[0], MONTHS[3], MONTHS[4]], ids=str)
def test_each_page_says_on_top_that_it_is_late(day: date) -> None:
    plan, where = example_plan(), links(example_plan())
    marked = {(page.path, id) for page in pages(day).values() for id in warned(page, plan)}
    expected = {(where[id].to.page, where[id].to.fragment and id) for id in late_reviews(plan, day)}
    assert marked == expected


@pytest.mark.parametrize("day", [MONTHS[0], MONTHS[3], MONTHS[4]], ids=str)
def test_what_expired_or_was_not_opened_for_a_year_says_so_where_it_stands(day: date) -> None:
    plan, where = example_plan(), links(example_plan())
    marked = {
        (page.path, id)
        for page in pages(day).values()
        for id in warned(page, plan, "This may no longer work")
    }
    stale = ended(plan, day) | old_openings(plan, day)
    assert marked == {(where[id].to.page, where[id].to.fragment and id) for id in stale}


@pytest.mark.parametrize("later", [1, 9, 10, 20, 29], ids=str)
def test_a_copy_that_is_read_later_warns_as_one_of_that_day_would(later: int) -> None:
    """A script shows a warning from its day on: on a stick, nothing is built again."""
    plan, where, day = example_plan(), links(example_plan()), TODAY + timedelta(days=later)

    def places(ids: set[str]) -> set[tuple[str, str]]:
        return {(where[id].to.page, where[id].to.fragment and id) for id in ids}

    for title, over in (
        ("This may be out of date", late_reviews(plan, day)),
        ("This may no longer work", ended(plan, day) | old_openings(plan, day)),
    ):
        shown = {(path, id) for path, page in pages(TODAY).items() for id in warned(page, plan, title, day)}
        assert shown == places(over)


def test_something_grows_old_while_a_copy_is_read() -> None:
    """Else the test above compares nothing with nothing."""
    plan, last = example_plan(), TODAY + timedelta(days=29)
    assert late_reviews(plan, last) > late_reviews(plan, TODAY)


def warned(
    page: Page, plan: Plan, title: str = "This may be out of date", day: date = date.min
) -> Iterator[str]:
    """What a page warns of when it is read on a day: an entry of it, or "" for the page itself."""
    for part in page.sections:
        for block in part.blocks:
            for each in block.blocks if isinstance(block, FromDay) and block.day <= day else (block,):
                if isinstance(each, Box) and each.title == title:
                    yield part.thing or part.id


@pytest.mark.parametrize("day", [MONTHS[0], MONTHS[3], MONTHS[4]], ids=str)
def test_readiness_and_the_systems_say_it_too(day: date) -> None:
    plan = example_plan()
    there = {part.id: part for part in pages(day)[READINESS.page].sections}
    overdue = rows(there["overdue"])
    late = [row for row in overdue if row[3].startswith("since ")]
    assert len(late) >= len(late_reviews(plan, day) | late_actions(plan, day))
    again = {row[0].strip("{}") for row in rows(there["drills"]) if row[1].endswith("(**overdue**)")}
    assert again == late_drills(plan, day).keys()
    stale = (row for row in rows(there["access"]) if "last test is too old" in row[2])
    access = {(who.strip("{}"), system.strip("{}")) for who, system, _ in stale}
    covers = {(each.who, each.system) for each in on(day).facts.ways if each.covers}
    assert access == unproven(plan, day) & covers
    for id in old_backups(plan, day):
        told = [cell for part in pages(day)[f"restore/{id}"].sections for row in rows(part) for cell in row]
        assert any(verdict in cell for cell in told for verdict in WORSE), id


def rows(part: Section) -> Iterator[tuple[str, ...]]:
    """The rows of all tables of a section, folded ones too."""
    for block in part.blocks:
        for each in block.blocks if isinstance(block, Fold) else (block,):
            if isinstance(each, Table):
                yield from each.rows
