"""One duty has one deadline and one consequence on every page, unless the page says what else it assumes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from outlast.analysis import Facts, analyse, other_days
from outlast.analysis.whatif.outlook import Happening, Task
from outlast.analysis.whatif.question import WINDOW
from outlast.model import Edition, Plan
from outlast.model.scenarios import PHASES
from outlast.pages import compose, days, layers_of, whatif
from outlast.pages.parts import sentence
from outlast.pages.step_views import all_steps
from outlast.redact import redact, redactor
from outlast.render import draw
from outlast.render.text import text
from outlast.site.blocks import Section

from tests.builders import make_plan
from tests.drawing import INFO, TODAY, html_of, page_of, seen_in
from tests.shared import example, example_pages, example_plan, example_tree
from tests.whatif.plans import drawn

START = date(2026, 11, 29)
SHORT = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w* \d+ [A-Z]\w+(?: \d{4})?"
TOLD = {
    "entry": (
        r"\bWHAT\. (?:By: [^.]+\. |This happens by itself(?:, but too late)?\. |Do it at once\. [^.]+\. "
        r"|Nobody can do this in time\. (?:[^.]+\. )?)?"
        r"Deadline: (?P<last>DAY)"
    ),
    "lately": r"WHAT” was due on (?P<due>DAY)\. The deadline (?:is|was) (?P<last>DAY)",
    "ask": r"(?P<last>DAY)(?: \d\d:\d\d)? +“?WHAT”?\. Due: (?P<due>DAY)",
    "table": r"(?P<due>DAY) +WHAT .*? (?P<last>DAY)\.(?= If|$)",
    "nobody": r"It is too late for “WHAT”(?:, due on (?P<due>DAY))?: its deadline was (?P<last>DAY)",
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
        found[each.node, each.due].add(each.last)
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
    again = SHOP.replace("every month on 28", "every friday")
    turns = [each for each in analyse(make_plan(again), START).outlook.lately if each.node == "past"]
    assert [(each.due, each.last.date()) for each in turns] == [
        (date(2026, 11, 20), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 12, 4)),
    ], "each turn has a deadline of its own"
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


def test_a_wait_that_only_the_plan_promises_says_so() -> None:
    plan = make_plan("""
people:
  lotte: {name: Lotte, role: Accountant}
obligations:
  filing: {name: File the return, due: 2027-01-05, by: lotte, stops: [linked]}
functions:
  books: {name: Keep the books, by: lotte, unattended: 45d, mtpd: 90d}
  linked: {name: Send the return, by: lotte, unattended: 45d, mtpd: 90d}
""")
    start = page_of(
        draw(compose(*redact(plan, analyse(plan, START), Edition.FULL), INFO, Edition.FULL)), "index"
    )
    text = told(html_of(start))
    assert (
        "Keep the books The plan says that nobody is needed for 45 days. It keeps running until then." in text
    )
    assert "Send the return Do this by then: File the return. until Tue 5 Jan 2027" in text


def test_work_that_follows_other_steps_takes_as_long_as_they_do() -> None:
    plan = example_plan()
    found = [
        (step.takes, plan.systems[str(step.in_)].restore)
        for scenario in plan.scenarios.values()
        for half in (scenario.serve, scenario.restore)
        for phase in PHASES
        for step in all_steps(plan, half.phase(phase))
        if "Follow the restore steps" in (step.do or "")
    ]
    assert len(found) == 2
    assert [takes for takes, _ in found] == [restore.takes for _, restore in found if restore]


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
    assert whatif.headline_of(plan, found, "sam") == (
        "**Everything keeps running** if you do this in time: Ask {maya} by Tue 1 Dec."
    )


def test_a_statement_in_bold_has_one_full_stop() -> None:
    assert sentence("**Everything keeps running.**", "no second one..", "") == (
        "**Everything keeps running.** No second one."
    )


@dataclass(frozen=True)
class Told:
    """Lines as they stand in one place: on a page, on paper, or in a layer of a scenario that has begun."""

    page: str
    scenario: str
    """Which scenario it is about, and which variant of it; empty for a page that assumes nothing."""
    facts: Facts
    lines: tuple[str, ...]


@cache
def places() -> tuple[Told, ...]:
    """Every page of the example, in the binder too, and each scenario and variant that begins on its day."""
    checked, site = example(), example_pages()
    shown, known = redactor(example_plan(), Edition.FULL)
    facts = known(checked.facts)

    def lines(sections: tuple[Section, ...], title: str) -> tuple[str, ...]:
        return tuple(text(sections, site.links, title, width=10**6).splitlines())

    found = []
    for page in (*site.pages, *site.paper):
        scenario = next((each.id for each in shown.scenarios.values() if each.title in page.title), "")
        found.append(Told(page.path, scenario, facts, lines(page.sections, page.title)))
    pairs = [(moment, known(of)) for moment, of in other_days(example_plan(), checked.facts, [TODAY])]
    begun = {moment.key: of for moment, of in pairs}
    for layer in layers_of(shown, facts, checked.info, Edition.FULL, pairs, site.assets):
        scenario = next((id for id in shown.scenarios if id in layer.name.split("/")), "")
        for key, sections in layer.moments.items():
            situation = scenario + key.removeprefix(TODAY.isoformat()) if scenario else ""
            found.append(Told(layer.name, situation, begun[key], lines(sections, "")))
    return tuple(found)


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
    """Every deadline in every place of the example."""
    plan = example_plan()
    things = (*plan.obligations.values(), *plan.stock.values(), *plan.funds.values())
    nodes = {thing.title: thing.id for thing in things}
    what = f"(?:Order |Top up )?(?P<what>{any_of(nodes)})(?: again)?"
    forms = {
        form: re.compile(pattern.replace("WHAT", what).replace("DAY", SHORT))
        for form, pattern in TOLD.items()
    }
    found = []
    for place in places():
        for line in place.lines:
            if not re.search(SHORT, line):
                continue
            matches = [(form, match) for form, each in forms.items() for match in each.finditer(line)]
            spans = [match.span() for _, match in matches]
            for any_form in re.finditer(rf"[Dd]eadline[^.]{{0,60}}?{SHORT}", line):
                assert any(start < any_form.end() <= end for start, end in spans), (place.page, line)
            for form, match in matches:
                after = line[match.end() :]
                says = re.search(
                    r"If (?:nobody does it|this payment fails): (.*?)(?= This assumes|  |$)", after
                )
                due = re.findall(SHORT, match.groupdict().get("due") or "")
                found.append(
                    Mentioned(
                        form,
                        place.page,
                        nodes[match["what"]],
                        tuple(map(read, due)),
                        read(match["last"]),
                        says[1] if says else "",
                        assumed(after, place.scenario),
                    )
                )
    return tuple(found)


def assumed(said: str, scenario: str) -> str:
    """What is assumed: as the entry says it, and what its page is about where the entry does not say that."""
    printed = re.findall(r"This assumes [^.]+\.", said)
    lost = [each for each in printed if "the store is full" not in each and "the usual amount" not in each]
    complete = lost and not any("listed above" in each for each in lost)
    return " ".join(printed if complete else (*printed, scenario))


def read(day: str) -> date:
    """A day as pages write it; without a year, the one that is nearest."""
    _, number, month = day.split()[:3]
    in_month = MONTHS.index(month[:3]) + 1
    return min(
        (date(year, in_month, int(number)) for year in (2026, 2027)), key=lambda each: abs(each - TODAY)
    )


def test_no_page_gives_a_duty_another_deadline() -> None:
    known: dict[str, set[date]] = defaultdict(set)
    for facts in {id(place.facts): place.facts for place in places()}.values():
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


def dates_of(facts: Facts, scenario: str) -> dict[str, set[date]]:
    """All days that belong to each duty: due, done, the deadline, and what follows where it is missed."""
    known: dict[str, set[date]] = defaultdict(set)
    for task in (*facts.outlook.upkeep, *facts.outlook.rounds.get(scenario, ())):
        moments = (task.last, task.missed, task.done, *(at for _, at in task.stops))
        known[task.node] |= {task.due, *(each.date() for each in moments if each)}
    for each in facts.outlook.lately:
        known[each.node] |= {each.due, each.last.date(), each.missed.date()}
    for event in facts.outlook.idle:
        known[event.node].add(event.when.date())
        if event.due:
            known[event.node] |= {event.due, (event.when - timedelta(minutes=1)).date()}
    for due in facts.calendar:
        known[due.obligation].add(due.date)
    return known


def sayings(line: str, entries: str, duties: str) -> Iterator[tuple[str, str]]:
    """What a line says of duties and orders, each with the text that names it."""
    entry = re.match(rf" *- (?:Order |Top up )?(?P<what>{entries})(?: again)?\. ", line)
    if entry:
        yield entry["what"], line
        return
    # Else each cell of a table by itself, and each sentence in it.
    for said in re.split(r"(?<=\.) (?=[A-Z“])|  +", line):
        for title in re.findall(duties, said):
            yield title, said


def any_of(titles: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))


def test_every_day_beside_a_duty_belongs_to_that_duty() -> None:
    """In every place, each day beside the name of a duty is one that follows for it in that situation."""
    plan = example_plan()
    orders = {thing.title: thing.id for thing in (*plan.stock.values(), *plan.funds.values())}
    duties = {duty.title: id for id, duty in plan.obligations.items()}
    nodes = duties | orders
    entries, named = any_of(nodes), any_of(duties)
    told: dict[tuple[str, str, str], set[date]] = defaultdict(set)
    known: dict[str, dict[str, set[date]]] = {}
    for place in places():
        known[place.scenario] = dates_of(place.facts, place.scenario.partition(".")[0])
        for line in filter(re.compile(SHORT).search, place.lines):
            for title, said in sayings(line, entries, named):
                told[place.scenario, nodes[title], said] |= set(map(read, re.findall(SHORT, said)))
    strange = {
        (scenario, said): sorted(found - of)
        for (scenario, id, said), found in told.items()
        if found - (of := {TODAY, *known[scenario][id]})
    }
    assert strange == {}
    assert sum(map(len, told.values())) > 500
    losing = (
        f"{id}.{number}"
        for id, scenario in plan.scenarios.items()
        for number, variant in enumerate(scenario.variants, start=1)
        if variant.lost
    )
    assert {place.scenario for place in places()} == {"", *plan.scenarios, *losing}


def test_whoever_is_asked_to_stand_in_is_asked_by_one_date() -> None:
    """The verdict and the days of a scenario ask each person by one date: it is one call."""
    people = any_of({person.title: id for id, person in example_plan().people.items()})
    by = rf"(?:to stand in\. Ask )?by (?P<day>{SHORT}(?: \d\d:\d\d)?)"
    ask = re.compile(rf"\bask (?P<who>{people}) (?:{by}|now to stand in|at once)", re.IGNORECASE)
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place in places():
        if place.page.startswith("scenarios/"):
            for match in (match for line in place.lines for match in ask.finditer(line)):
                told[place.scenario, match["who"]].add(match["day"] or "at once")
    assert {asked: days for asked, days in told.items() if len(days) > 1} == {}
    assert ("founder-in-hospital.2", "Ilse Claes") in told
    assert told["domain-lapsed.2", "Ilse Claes"] == {"at once"}, "refunds stop at once, and again after days"
