"""What the outlook, its causes and its costs say, in plans of a few lines."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from outlast.analysis import Look, analyse
from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.question import Question
from outlast.build import build, check
from outlast.cli import outlast
from outlast.diagnostics import errors
from outlast.model import Edition, Plan
from outlast.pages import compose
from outlast.redact import redact

from tests.builders import load_texts, make_plan
from tests.shared import example, example_pages, example_plan

START = date(2026, 11, 22)
PEOPLE = """
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya, role: Support, works: [{days: mon-fri, from: "09:00", to: "13:00"}]}
"""


def asked(plan: Plan, *lost: str, days: int = 21) -> Answer:
    length = timedelta(days=days)
    return answer(Engine(plan), Question(START, tuple((id, length) for id in lost), length))


def whys(causes: tuple[Cause, ...]) -> Iterator[tuple[Why, str]]:
    for top in causes:
        yield from ((each.why, each.node) for each in top.all())


def test_what_lies_in_a_place_says_why_the_place_is_closed() -> None:
    plan = make_plan(
        PEOPLE,
        """
        locations: {shed: {name: Shed}}
        stock: {box: {name: Box, kept_in: shed, feeds: [ship]}}
        functions: {ship: {name: Ship, by: [maya]}}
        obligations: {rent: {name: Rent, due: every month on 1, by: sam, stops: [shed]}}
        """,
    )
    (stop,) = asked(plan, "sam").functions["ship"].bands[0].stops
    assert (Why.OUT_OF_REACH, "box") in whys(stop.causes)
    assert (Why.MISSED, "rent") in whys(stop.causes)
    assert (Why.AWAY, "sam") in whys(stop.causes)
    assert Why.EMPTY not in {why for why, _ in whys(stop.causes)}


def test_who_must_be_asked_first_is_not_also_off_work() -> None:
    plan = make_plan(PEOPLE, "functions: {ship: {name: Ship, by: [sam, {who: maya, starts_in: 3d}]}}")
    (stop,) = asked(plan, "sam").functions["ship"].bands[0].stops
    assert [cause.why for cause in stop.causes] == [Why.AWAY, Why.NOTICE]


LATE = """
obligations:
  vat: {name: VAT, due: every month on 25, by: sam, loss: 10 EUR per day, fee: 7 EUR}
  rent: {name: Rent, due: every week on monday, by: sam, loss: 10 EUR per day}
"""


def test_days_on_which_several_turns_of_a_duty_are_late_are_lost_once() -> None:
    found = asked(make_plan(PEOPLE, LATE), "sam")
    rent = [each for each in found.missed if each.duty == "rent"]
    # From Tuesday 24 November, when the first is late, to Sunday 13 December, when Sam is back.
    assert len(rent) == 3
    assert sum((each.cost for each in rent), Fraction(0)) == 10 * 19
    assert [each.tail for each in rent] == [0, 0, 0]


def test_a_duty_that_stays_late_costs_after_the_window_too() -> None:
    plan = make_plan(PEOPLE, LATE)
    length = timedelta(days=40)
    found = answer(Engine(plan), Question(START, (("sam", length),), timedelta(days=10)))
    (vat,) = (each for each in found.missed if each.duty == "vat")
    # Late from 26 November; the window ends on 2 December, and Sam is back on 1 January.
    assert [vat.cost, vat.tail] == [7 + 10 * 6, 10 * 30]
    assert found.tail == sum((each.tail for each in found.missed), Fraction(0))


def test_a_stop_without_an_end_says_why_it_still_lasts() -> None:
    plan = make_plan(
        PEOPLE,
        """
        functions: {ship: {name: Ship, by: sam}}
        obligations: {permit: {name: Permit, due: 2026-12-20, by: sam, needs: office, stops: [ship]}}
        systems: {office: {name: Office, roles: [a], access: [{who: maya, as: a}]}}
        """,
    )
    found = answer(Engine(plan), Question(START, (("sam", timedelta(days=60)),), timedelta(days=60)))
    (stop,) = found.functions["ship"].bands[0].stops
    assert stop.end is None
    assert [cause.why for cause in stop.causes] == [Why.AWAY]
    assert [(cause.why, cause.node) for cause in stop.still] == [(Why.MISSED, "permit")]
    assert [(cause.why, cause.node) for cause in stop.still[0].of] == [(Why.NO_ACCESS, "sam")]


def test_rules_need_less_than_pages_and_see_the_same() -> None:
    plan = make_plan(PEOPLE, LATE, "functions: {ship: {name: Ship, by: [sam]}}")
    part, whole = (analyse(plan, START, look).outlook for look in (Look.RULES, Look.WHOLE))
    assert (part.without, part.single_people, part.anyway) == (
        whole.without,
        whole.single_people,
        whole.anyway,
    )
    assert whole.idle
    assert not part.idle
    assert not analyse(plan, START, Look.NONE).outlook.without


def test_a_public_copy_says_the_same_without_it() -> None:
    facts = analyse(example_plan(), example().info.as_of, Look.NONE, example().files)
    plan, shown = redact(example_plan(), facts, Edition.PUBLIC)
    site = compose(plan, shown, example().info, Edition.PUBLIC, example().files)
    assert site == example_pages(Edition.PUBLIC)


def test_a_broken_promise_fails_the_check_and_not_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "shop.yml").write_text(
        "business: {format: 1, name: F, timezone: Europe/Brussels, currency: EUR}\n"
        "people: {sam: {name: Sam, role: Founder}}\n"
        "functions: {ship: {name: Ship, by: sam, mtpd: 1d}}\n"
        "promises: {bus: {name: Bus, when: {away: [sam]}, keep: [ship]}}\n",
        encoding="utf-8",
    )
    checked = check(folder, Edition.FULL, today=START)
    assert errors(checked.diagnostics)
    assert checked.sound
    assert build(folder, Edition.FULL, today=START).tree is not None
    done = CliRunner().invoke(outlast, ["check", str(folder), "--date", "2026-11-22"])
    assert done.exit_code == 1
    assert "error[promise-broken]" in done.output


@pytest.mark.parametrize("day", ["0001-01-01", "1799-12-31", "2301-01-01", "9999-12-31"])
def test_a_promise_from_another_age_is_a_mistake_with_a_message(day: str) -> None:
    when = f"{{away: [sam], from: {day}}}"
    loaded = load_texts(PEOPLE, f"promises: {{bus: {{name: Bus, when: {when}, keep: []}}}}")
    assert "bad-date" in {each.rule for each in loaded.diagnostics}


@pytest.mark.parametrize("day", ["1800-01-01", "2300-12-31"])
def test_a_promise_from_the_edge_of_the_calendar_is_worked_out(day: str) -> None:
    when = f"{{away: [sam], from: {day}}}"
    plan = make_plan(
        PEOPLE,
        "functions: {ship: {name: Ship, by: sam, mtpd: 1d}}",
        f"promises: {{bus: {{name: Bus, when: {when}, keep: [ship]}}}}",
    )
    assert not analyse(plan, START, Look.RULES).outlook.promises["bus"].holds


@pytest.mark.parametrize(("automatic", "by", "done"), [("automatic: yes, ", None, 12), ("", "maya", 11)])
def test_nobody_does_early_what_is_done_by_itself_on_its_day(
    automatic: str, by: str | None, done: int
) -> None:
    """A bill of a Saturday, and whoever pays it at work until Friday."""
    bill = f"{{name: Pay the host, due: 2026-12-12, by: maya, {automatic}stops: host}}"
    plan = make_plan(f"{PEOPLE}systems: {{host: {{name: Host}}}}\nobligations: {{bill: {bill}}}\n")
    (task,) = analyse(plan, START).outlook.upkeep
    assert (task.by, task.done and task.done.day) == (by, done)
