"""Today for me: everything that somebody must do stands on their days, once, and nobody else's does."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

from outlast.model import Edition
from outlast.pages import days
from outlast.pages.agenda import Mine
from outlast.pages.first_week import main_scenarios
from outlast.redact import redact
from outlast.render.text import text
from outlast.site.blocks import Agenda, Table
from outlast.site.paper import Chapter, Sheet

from tests.builders import make_plan
from tests.drawing import facts_of, site_of
from tests.shared import example, example_pages, example_plan

SHOP = """
people:
  sam: {name: Sam Okafor, role: Founder, may: {refund: any}, reach: [{phone: "+32 470 00 01 02"}]}
  maya: {name: Maya Reyes, role: Support, may: {refund: 80 EUR}, reach: [{phone: "+32 470 00 03 04"}]}
  ilse: {name: Ilse Claes, role: Friend, may: {refund: 500 EUR}, reach: [{phone: "+32 470 00 05 06"}]}
systems:
  shop:
    name: Webshop
    login: {kept_in: vault, at: Shop}
    access: [sam, maya, {who: ilse, second_factor: key}]
  vault: {name: Vault}
  mail: {name: Mailbox, login: {kept_in: vault, at: Mail}, access: [ilse]}
break_glass:
  envelope: {name: The envelope, holders: [ilse], opens: [{system: shop}]}
equipment:
  key: {name: Blue key, held_by: ilse}
functions:
  refunds:
    name: Refund customers
    by: [sam, maya, {who: ilse, starts_in: 1 day}]
    needs: [shop]
    limit: refund
    mtpd: 3 days
    messages: [sorry]
messages:
  held: {name: Who leads, to: the team, channel: email, text: {en: {subject: Lead, body: Lead.}}}
  sorry: {name: We are sorry, to: customers, channel: email, text: {en: {subject: Sorry, body: Sorry.}}}
obligations:
  rent: {name: Pay the rent, due: every month on 1, by: [sam, maya], amount: 900 EUR, stops: [refunds]}
call_trees:
  team: {name: The team, starts: maya, calls: [{who: maya, calls: [ilse]}], message: sorry}
scenarios:
  hospital:
    name: Sam is in hospital
    likely: high
    lost: [{what: sam, for: 21 days}]
    invoke: {by: [sam, maya], when: Nobody reached Sam for a day.}
    serve:
      first-hour: [{do: Say who leads., by: ilse, in: mail, message: held}]
      first-week: [Look at the week.]
    tell: [{who: customers, message: sorry, by: sam, deputy: ilse, within: 2 days}]
"""

INSTEAD = ("You lead: say what to do", "what to do", "to stand in", "Nobody can do it while it is stopped")
"""What a stand-in does where nobody does it."""


@cache
def of(who: str, scenario: str = "hospital") -> Mine:
    plan = make_plan(SHOP)
    return Mine(plan, facts_of(plan), plan.people[who], plan.scenarios.get(scenario))


def said(mine: Mine) -> dict[str, list[str]]:
    """What stands on each day."""
    (agenda,) = [b for b in mine.section().blocks if isinstance(b, Agenda)] or [Agenda(())]
    return {day.iso: [each.entry.what for each in day.items] for day in agenda.days}


def test_whoever_may_declare_it_leads_where_the_first_is_gone() -> None:
    assert of("maya").leads
    assert not of("ilse").leads
    first = said(of("maya"))["2026-11-22"]
    assert first[:3] == [
        "Decide whether to declare the emergency",
        "Call {ilse}",
        "Ask {ilse} now to stand in",
    ]
    assert "Make sure that the steps for the first hour are done" in first


def test_the_stand_in_reads_what_becomes_theirs() -> None:
    days_of_ilse = said(of("ilse"))
    assert "{maya} asks you to stand in for {refunds}" in days_of_ilse["2026-11-22"]
    assert "Say who leads" in days_of_ilse["2026-11-22"]
    assert "You do {refunds}, over €80 and up to €500" in days_of_ilse["2026-11-23"]
    assert "Tell customers: within 2 days" in days_of_ilse["2026-11-24"]  # in place of Sam


def test_a_duty_stands_with_whoever_does_it_then() -> None:
    assert "{rent}" in said(of("maya"))["2026-12-01"]
    assert "{rent}" in said(of("sam", ""))["2026-12-01"]
    assert all("{rent}" not in each for each in said(of("ilse")).values())


def test_what_they_may_decide_and_whom_they_ask_stands_with_a_number() -> None:
    read = text((of("maya").section(),), site_of(make_plan(SHOP)).links)
    assert "Refund: up to €80" in read
    assert "Over €80 and up to €500" in read
    assert "+32 470 00 05 06" in read
    assert "+32 470 00 01 02" not in read, "Sam is gone: nobody is sent to him"
    assert "We are sorry" in read


def test_a_workaround_is_no_leave_to_decide() -> None:
    """Maya promises the larger refunds meanwhile; the page says who decides about them."""
    plan, facts = redact(example_plan(), example().facts, Edition.FULL)
    maya = Mine(plan, facts, plan.people["maya"], plan.scenarios["founder-in-hospital"])
    read = " ".join(text((maya.section(),), example_pages().links).split())
    assert "Task: Refund customers Amount: Over €80" in read
    assert "Ilse Claes" in read.partition("What you may not decide alone")[2]


def test_who_may_agree_is_not_told_to_ask_for_it() -> None:
    plan, facts = redact(example_plan(), example().facts, Edition.FULL)
    ilse = Mine(plan, facts, plan.people["ilse"], plan.scenarios["founder-in-hospital"])
    read = " ".join(text((ilse.section(),), example_pages().links).split())
    assert "or Ilse Claes must approve" not in read


def test_no_line_of_the_table_ends_with_nobody() -> None:
    """Where nobody does it, or nobody may agree, it says whom to ask, or that they are it."""
    small = make_plan(SHOP)
    seen = set[str]()
    for plan, facts in (
        redact(example_plan(), example().facts, Edition.FULL),
        redact(small, facts_of(small), Edition.FULL),
    ):
        for scenario in plan.scenarios.values():
            for person in plan.people.values():
                blocks = Mine(plan, facts, person, scenario).section().blocks
                for said in (row[2] for block in blocks if isinstance(block, Table) for row in block.rows):
                    if (
                        "stopped" in said.lower()
                        or "Nobody is needed" in said
                        or "must approve. {sam} cannot" in said
                    ):
                        found = [each for each in INSTEAD if each in said]
                        assert found or "Either" in said, (scenario.id, person.id, said)
                        seen.update(found)
    assert seen == set(INSTEAD)


def test_late_is_what_had_a_deadline_and_an_ask_has_one_name() -> None:
    maya = [item for day in of("maya").agenda.days for item in day.items]
    ilse = [item for day in of("ilse").agenda.days for item in day.items]
    due = {item.entry.what: item.due for item in (*maya, *ilse)}
    assert due["Ask {ilse} now to stand in"] == due["Last chance: ask {ilse} to stand in"] > "2026-11-22"
    assert due["Say who leads"] == "2026-11-22"
    assert due["Make sure that the steps for the first week are done"] == "2026-11-29"
    assert due["You do {refunds}, over €80 and up to €500"] == ""
    asks = [item for item in (*maya, *ilse) if item.entry.ask]
    assert {item.entry.ask for item in asks} == {"ask-ilse-refunds"}
    assert len({item.id for item in asks}) == len(asks) == 3
    assert {item.id[:-11] for item in asks} == {"ask-ilse-refunds"}


def test_how_they_get_in_is_said() -> None:
    read = _read("ilse")
    assert "Webshop: Use the code from Blue key. The password: Vault, under Shop." in read
    assert "Mailbox: The password: Vault, under Mail." in read, "a step of theirs is done there"
    assert "Emergency access that you may open: The envelope" in read
    assert "- Who leads" in read[read.index("Messages ready to send") :]


def test_whoever_only_stands_in_reads_for_what_before_anything_has_happened() -> None:
    read = _read("ilse", "")
    assert "If somebody is away, you stand in for: “Refund customers”." in read
    assert "Webshop: Use the code from Blue key." in read
    assert "Your tasks: “Refund customers”." in _read("sam", "")
    assert "you stand in for" not in _read("ilse")


def _read(who: str, scenario: str = "hospital") -> str:
    return " ".join(text((of(who, scenario).section(),), site_of(make_plan(SHOP)).links).split())


def test_a_box_keeps_its_tick_in_a_later_copy() -> None:
    boxes = [b for b in of("sam", "").section().blocks if isinstance(b, Agenda)]
    ids = [item.id for box in boxes for day in box.days for item in day.items]
    assert ids == list(dict.fromkeys(ids))
    assert all(id.startswith("today-sam-") for id in ids)


def test_every_duty_of_the_example_stands_on_the_days_of_whoever_does_it() -> None:
    for scenario in (None, *example_plan().scenarios):
        check_duties(scenario)


def check_duties(scenario: str | None) -> None:
    plan, facts = redact(example_plan(), example().facts, Edition.FULL)
    known = plan.scenarios[scenario] if scenario else None
    tasks = facts.outlook.rounds[scenario] if scenario else facts.outlook.upkeep
    last = facts.as_of + timedelta(days=14 if known is None else 90)
    for person in plan.people.values():
        mine = Mine(plan, facts, person, known)
        due = Counter(
            (max(task.due, mine.first), days.what(plan, task.node))
            for task in tasks
            if task.by == person.id and task.due <= last
        )
        found = Counter(
            (date.fromisoformat(day), what)
            for day, entries in said(mine).items()
            for what in entries
            if what in {days.what(plan, task.node) for task in tasks}
        )
        assert set(due) == set(found), person.id


def test_the_binder_has_the_weeks_of_each_stand_in() -> None:
    site = example_pages()
    weeks = [page for page in site.paper if page.sheet == Sheet(Chapter.WEEKS)]
    titles = {page.title for page in weeks}
    likeliest = main_scenarios(example_plan())
    assert any(each.id == "founder-in-hospital" for each in likeliest)
    assert {"Ilse Claes: The founder is in hospital", "Maya Reyes: The founder is in hospital"} <= titles
    assert "Sam Okafor: The founder is in hospital" not in titles


def test_the_public_edition_has_no_such_page() -> None:
    assert all(page.path != "today" for page in example_pages(Edition.PUBLIC).pages)
