"""One duty has one deadline and one consequence on every page, unless the page says what else it assumes."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import pytest
from outlast.analysis import Facts, analyse
from outlast.analysis.whatif.outlook import Happening, Task
from outlast.analysis.whatif.question import WINDOW
from outlast.model import Edition, Plan
from outlast.pages import compose, days, whatif
from outlast.pages.parts import sentence
from outlast.redact import redact
from outlast.render import draw
from outlast.render.text import text

from tests.builders import make_plan
from tests.drawing import INFO, TODAY, html_of, page_of, seen_in
from tests.shared import example, example_pages, example_plan, example_tree
from tests.whatif.plans import drawn

START = date(2026, 11, 29)
SHORT = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w* \d+ [A-Z]\w+(?: \d{4})?"
TOLD = {
    "entry": (
        r"\bWHAT\. (?:By: [^.]+\. |This happens by itself\. |Nobody can do this in time\. (?:[^.]+\. )?)?"
        r"Deadline: (?P<last>DAY)"
    ),
    "lately": r"WHAT” was due on (?P<due>DAY(?:(?:,| and) DAY)*)\. The deadline (?:is|was) (?P<last>DAY)",
    "ask": r"(?P<last>DAY)(?: \d\d:\d\d)? +“?WHAT”?\. Due: (?P<due>DAY)",
    "table": r"(?P<due>DAY) +WHAT .*? (?P<last>DAY)\.(?= If|$)",
    "nobody": r"It is too late for “WHAT”: its deadline was (?P<last>DAY)",
    "verdict": r"The deadline for “WHAT” is (?P<last>DAY)",
}
"""How pages give the deadline of a duty or of what is ordered."""
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def told(text: str) -> str:
    return re.sub(r" ([,.:;)])", r"\1", " ".join(" ".join(seen_in(text).chunks).split()))


def tasks_of(facts: Facts) -> list[Task]:
    outlook = facts.outlook
    return [*outlook.upkeep, *(task for tasks in outlook.tasks.values() for task in tasks)]


def no_thing_waits_too_long(plan: Plan, facts: Facts) -> None:
    """A thing waits no longer than until it stops, and until the first deadline of its own."""
    stops: dict[str, list[datetime]] = defaultdict(list)
    for event in facts.outlook.idle:
        if event.what is Happening.STOPS:
            stops[event.node].append(event.when)
    for wait in facts.outlook.waits:
        for when in stops[wait.function]:
            assert wait.until
            assert wait.until <= when, wait
    deadlines = {
        event.node: event.when for event in reversed(facts.outlook.idle) if event.what is Happening.MISSED
    }
    for wait in facts.outlook.waits:
        for id, duty in plan.obligations.items():
            its_own = wait.function in duty.stops or any(hand.who == wait.function for hand in duty.by)
            if its_own and id in deadlines:
                assert wait.until
                assert wait.until < deadlines[id], (wait, id)


def no_deadline_after_a_stop(facts: Facts) -> None:
    for task in tasks_of(facts):
        assert not [stop for _, stop in task.stops if stop < task.last], task


def one_deadline_each(plan: Plan, facts: Facts) -> None:
    """The same turn of a duty has the same deadline, whatever else is lost or left undone."""
    found: dict[tuple[str, date], set[object]] = defaultdict(set)
    for task in tasks_of(facts):
        if task.node in plan.obligations:
            found[task.node, task.due].add(task.last)
    for each in facts.outlook.lately:
        found[each.node, each.days[-1]].add(each.last)
    assert [lasts for lasts in found.values() if len(lasts) > 1] == []


@pytest.mark.parametrize("number", range(20))
def test_no_random_plan_tells_two_stories_of_a_duty(number: int) -> None:
    case = drawn(number)
    facts = analyse(case.plan, case.question.start)
    no_thing_waits_too_long(case.plan, facts)
    no_deadline_after_a_stop(facts)
    one_deadline_each(case.plan, facts)


def test_the_example_tells_one_story_of_each_duty() -> None:
    plan, facts = example_plan(), example().facts
    no_thing_waits_too_long(plan, facts)
    no_deadline_after_a_stop(facts)
    one_deadline_each(plan, facts)


SHOP = """
people:
  sam: {name: Sam Okafor, role: Founder}
  maya: {name: Maya Reyes, role: Support}
suppliers:
  grower: {name: Grower, closures: [{from: 2026-12-04, to: 2026-12-07}]}
stock:
  plants: {name: Plants, cover: 10d, feeds: [selling], refill: {at: 8d, by: sam, from: grower, lead_time: 2d}}
funds:
  card: {name: Card, balance: 900 EUR, expires: 2026-12-05}
  account: {name: Account, balance: 900 EUR}
obligations:
  bill: {name: Pay the bill, due: 2026-12-02, by: sam, amount: 5 EUR, fund: card, grace: 9d, stops: [selling]}
  past: {name: Pay the grower, due: every month on 28, by: sam, fund: account, grace: 7d, stops: [grower]}
  old: {name: Send the list, due: 2026-11-17, by: sam, stops: [grower]}
  older: {name: Send the form, due: 2026-11-14, by: sam, stops: [grower]}
  itself: {name: Rent, due: 2026-11-28, automatic: yes, fund: account, grace: 7d, stops: [selling]}
  later: {name: Rent again, due: 2026-12-08, automatic: yes, fund: account, stops: [selling]}
  list: {name: Write the list, due: 2026-12-20, by: tidying, grace: 1d}
functions:
  selling: {name: Sell plants, by: [sam], unattended: 60d, mtpd: 90d}
  tidying: {name: Tidy up, by: [sam], unattended: 60d, mtpd: 90d}
"""


@cache
def facts() -> Facts:
    return analyse(make_plan(SHOP), START)


def test_a_deadline_ends_with_the_money_that_pays_it() -> None:
    bill = next(task for task in facts().outlook.upkeep if task.node == "bill")
    assert bill.last.date() == date(2026, 12, 5), "the card expires long before the grace is over"
    assert bill.missed is not None
    assert bill.missed.date() == date(2026, 12, 12)


def test_an_order_is_in_time_only_while_the_supplier_takes_it() -> None:
    order = next(task for task in facts().outlook.upkeep if task.node == "plants")
    # The shelf is empty on the 9th. Of what is ordered on the 3rd one of the two days lies after the pause.
    assert order.last.date() == date(2026, 12, 2)


def test_what_fell_due_before_the_copy_is_asked_for_as_long_as_it_matters() -> None:
    found = {each.node: each for each in facts().outlook.lately}
    assert {*found} == {"past", "old"}, "what is done by itself, and what was due long ago, is not asked for"
    assert found["past"].last.date() == date(2026, 12, 5)
    text = told(
        html_of(
            page_of(
                draw(compose(*redact(make_plan(SHOP), facts(), Edition.FULL), INFO, Edition.FULL)), "index"
            )
        )
    )
    assert (
        "Pay the grower was due on Saturday 28 November. The deadline is Saturday 5 December. If it was not "
        "done: Grower is not available from Sunday 6 December." in text
    )


def test_what_is_done_by_itself_is_never_told_as_missed() -> None:
    assert not {event.node for event in facts().outlook.idle} & {"itself", "later"}


def test_a_thing_waits_only_until_the_first_deadline_that_belongs_to_it() -> None:
    waits = {each.function: each for each in facts().outlook.waits}
    until = {id: (each.until.date() if each.until else None, each.due) for id, each in waits.items()}
    assert until == {"tidying": (date(2026, 12, 21), "list"), "selling": (date(2026, 12, 2), "plants")}


def test_what_stops_anyway_is_not_blamed_on_a_duty() -> None:
    plan = make_plan("""
people:
  sam: {name: Sam Okafor, role: Founder}
suppliers:
  grower: {name: Grower}
stock:
  plants: {name: Plants, cover: 10d, feeds: [selling], refill: {at: 2d, by: sam, lead_time: 8d}}
obligations:
  bill: {name: Pay the grower, due: 2026-12-02, by: sam, stops: [grower]}
functions:
  selling: {name: Sell plants, by: [sam], needs: [{any: [grower, sam]}]}
""")
    upkeep = analyse(plan, START).outlook.upkeep
    assert {task.node: bool(task.stops) for task in upkeep} == {"bill": False, "plants": True}


def test_a_verdict_and_the_days_below_it_name_the_same_last_day_to_ask() -> None:
    text = told(html_of(page_of(example_tree(), "scenarios/founder-in-hospital")))
    verdict = re.search(r"in time: Ask Ilse Claes by (\w+ \d+ \w+)", text)
    assert verdict is not None
    assert f"Ask Ilse Claes to stand in Ask by {verdict[1]}." in text
    told_by_day = re.split(r"(?=Day \d+ \w{3} \d+ \w{3} )", text)
    last = next(day for day in told_by_day if "Last chance: ask Ilse Claes to stand in" in day)
    assert verdict[1] in last


def test_what_fails_is_told_where_no_function_stops() -> None:
    plan = make_plan("""
people:
  sam: {name: Sam Okafor, role: Founder}
suppliers:
  grower: {name: Grower}
obligations:
  bill: {name: Pay the grower, due: 2026-12-02, by: sam, stops: [grower]}
functions:
  selling: {name: Sell plants, by: [sam]}
""")
    (bill,) = analyse(plan, START).outlook.upkeep
    assert days.consequence(plan, bill, START) == (
        "If nobody does it: {grower} is not available from Thursday 3 December."
    )


def test_a_verdict_says_which_acts_it_takes_for_granted() -> None:
    plan = make_plan("""
people:
  sam: {name: Sam Okafor, role: Founder}
  maya: {name: Maya Reyes, role: Support}
functions:
  selling: {name: Sell plants, by: [sam, {who: maya, starts_in: 1d}], unattended: 4d, mtpd: 2d}
""")
    found = analyse(plan, START)
    assert whatif.headline_of(found, "sam") == (
        "**Everything keeps running** if you do this in time: Ask {maya} by Tue 1 Dec."
    )


def test_a_statement_in_bold_has_one_full_stop() -> None:
    assert sentence("**Everything keeps running.**", "no second one..", "") == (
        "**Everything keeps running.** No second one."
    )


@dataclass(frozen=True)
class Mentioned:
    """A deadline as it stands on a page, on the site or on paper."""

    form: str
    page: str
    node: str
    due: tuple[date, ...]
    """On which days it is due, where that stands beside it."""
    last: date
    consequence: str
    assumed: str
    """What is assumed besides, as the page says it."""


@cache
def crawled() -> tuple[Mentioned, ...]:
    """Every deadline on every page of the example, in the pages of the binder too."""
    plan, site = example_plan(), example_pages()
    things = (*plan.obligations.values(), *plan.stock.values(), *plan.funds.values())
    nodes = {thing.title: thing.id for thing in things}
    titles = "|".join(map(re.escape, sorted(nodes, key=len, reverse=True)))
    what = f"(?:Order |Top up )?(?P<what>{titles})(?: again)?"
    forms = {
        form: re.compile(pattern.replace("WHAT", what).replace("DAY", SHORT))
        for form, pattern in TOLD.items()
    }
    found = []
    for page in (*site.pages, *site.paper):
        scenario = next((each.title for each in plan.scenarios.values() if each.title in page.title), "")
        for line in text(page.sections, site.links, page.title, width=10**6).splitlines():
            if not re.search(SHORT, line):
                continue
            matches = [(form, match) for form, each in forms.items() for match in each.finditer(line)]
            spans = [match.span() for _, match in matches]
            for any_form in re.finditer(rf"[Dd]eadline[^.]{{0,60}}?{SHORT}", line):
                assert any(start < any_form.end() <= end for start, end in spans), (page.path, line)
            for form, match in matches:
                after = line[match.end() :]
                says = re.search(r"If nobody does it: (.*?)(?= This assumes|  |$)", after)
                assumed = re.search(r"This assumes that [^.]+\.", after)
                due = re.findall(SHORT, match.groupdict().get("due") or "")
                found.append(
                    Mentioned(
                        form,
                        page.path,
                        nodes[match["what"]],
                        tuple(map(read, due)),
                        read(match["last"]),
                        says[1] if says else "",
                        assumed[0] if assumed else scenario,
                    )
                )
    return tuple(found)


def read(day: str) -> date:
    """A day as pages write it; without a year, the one that is nearest."""
    _, number, month = day.split()[:3]
    in_month = MONTHS.index(month[:3]) + 1
    return min(
        (date(year, in_month, int(number)) for year in (2026, 2027)), key=lambda each: abs(each - TODAY)
    )


def test_no_page_gives_a_duty_another_deadline() -> None:
    facts = example().facts
    known: dict[str, set[date]] = defaultdict(set)
    for task in tasks_of(facts):
        known[task.node].add(task.last.date())
    for each in facts.outlook.lately:
        known[each.node].add(each.last.date())
    end = TODAY + WINDOW
    assert [each for each in crawled() if each.last <= end and each.last not in known[each.node]] == []
    of_a_turn: dict[tuple[str, date], set[date]] = defaultdict(set)
    for mention in crawled():
        if len(mention.due) == 1 and mention.node in example_plan().obligations:
            of_a_turn[mention.node, mention.due[0]].add(mention.last)
    assert {turn: lasts for turn, lasts in of_a_turn.items() if len(lasts) > 1} == {}
    assert {each.form for each in crawled()} == set(TOLD), "every form is on some page"
    assert len({each.page for each in crawled()}) > 10


def test_every_page_says_the_same_of_a_missed_duty_or_what_else_it_assumes() -> None:
    stories: dict[tuple[str, date, str], set[str]] = defaultdict(set)
    pages: dict[tuple[str, date, str], set[str]] = defaultdict(set)
    for each in crawled():
        if each.consequence:
            stories[each.node, each.last, each.assumed].add(each.consequence)
            pages[each.node, each.last, each.assumed].add(each.page)
    assert {told: said for told, said in stories.items() if len(said) > 1} == {}
    assert max(map(len, pages.values())) > 2, "at least one duty is told on three pages"
    assert len({assumed for _, _, assumed in stories}) > 3
