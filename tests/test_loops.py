"""Each loop from its sheet to another verdict: the plan is written, and its verdict is another."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner
from outlast.cli import outlast
from outlast.journal import write
from outlast.model import Plan
from outlast.pages.drilling import call_key

from tests.test_learning import START, boxes, learn, log_of, now

SHOP = """
business:
  format: 1
  name: Fern
  timezone: Europe/Brussels
  currency: EUR
  believe_drills: yes
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{phone: "+32 2 555 01 00"}]}
  maya:
    name: Maya Reyes
    role: Support
    reach:
      - "+32 2 555 01 01"
functions:
  refunds:
    name: Refund customers
    by: [sam, maya]
    owner: sam
    needs: [till]
    loss: 100 EUR per day
    steps:
      - Open the order.
      - Press Refund.
  orders: {name: Take orders, by: automatic, needs: [till], loss: 100 EUR per day}
systems:
  till:
    name: The till
    rto: 1h
    access: [sam, maya]
    reviewed: 2026-01-02
    review_every: 90d
    restore:
      by: sam
      takes: 30m
      steps: [Plug it in.]
call_trees:
  chain: {name: The call chain, starts: sam, calls: [{who: sam, calls: [maya]}]}
scenarios:
  gone: {name: The founder is gone, signs: [Silence.], lost: [sam], serve: {first-hour: ["Call {maya}."]}}
exercises:
  talked: {name: Talked, of: gone, type: table-top, again: 90d, on: 2026-06-01, by: sam, result: worked}
  called: {name: Called, of: chain, type: calls, again: 90d, on: 2026-06-01, by: sam, result: worked}
"""
DAY = "2026-11-23"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop.yml").write_text(SHOP, encoding="utf-8")
    return tmp_path


def ran(folder: Path, *words: str, typed: str = "") -> str:
    where = [str(folder)] if words[0] == "check" else ["--plan", str(folder)]
    done = CliRunner().invoke(outlast, [*words, *where, "--date", DAY], input=typed)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.stdout


def stops(folder: Path, *asked: str) -> dict[str, float | None]:
    """What stops, by the what-if, and for how many hours; None for what does not come back."""
    typed = ["whatif", *asked, "--from", DAY, "--format", "json", "--plan", str(folder)]
    answer = json.loads(CliRunner().invoke(outlast, typed).stdout)
    return {
        function["id"]: _hours(stop["start"], stop["end"])
        for function in answer["functions"]
        for band in function["bands"]
        for stop in band["stops"][:1]
    }


def _hours(start: str, end: str | None) -> float | None:
    if end is None:
        return None
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 3600


def found(folder: Path) -> set[tuple[str, str]]:
    """The rules that `outlast check` names, each with the thing."""
    return {
        (each["rule"], id)
        for each in json.loads(ran(folder, "check", "--format", "json"))
        for id in (each["id"], *re.findall(r'"([a-z-]+)"', each["message"]))
    }


def drilled(folder: Path, way: str, of: str, *lines: tuple[float, str, str, str], who: str = "Maya") -> Plan:
    """A drill as its sheet logs it, learned from."""
    plan = now(folder)
    steps = tuple(dict.fromkeys(step for _, _, step, _ in lines if step))
    done = learn(folder, log_of(plan, way, of, *lines, who=who, steps=steps), "--yes")
    assert done.exit_code == 0, done.output
    return now(folder)


def test_whoever_failed_in_a_cold_drill_no_longer_stands_in(shop: Path) -> None:
    assert stops(shop, "--away", "sam") == {}
    first, second = boxes(now(shop), "refunds")
    lines = ((2, "done", first, ""), (5, "stuck", second, "No button."), (9, "result", "", "failed"))
    drilled(shop, "cold", "refunds", *lines)
    assert "refunds" in stops(shop, "--away", "sam")
    again = ((1, "done", first, ""), (2, "done", second, ""), (3, "result", "", "worked"))
    plan = now(shop)
    log = log_of(plan, "cold", "refunds", *again, steps=(first, second))
    later = log.__class__(**{**vars(log), "id": "y", "started": log.started.replace(hour=20)})
    assert learn(shop, later, "--yes").exit_code == 0
    assert stops(shop, "--away", "sam") == {}


def test_a_table_top_ends_the_warning_that_it_is_due(shop: Path) -> None:
    assert ("drill-due", "gone") in found(shop)
    drilled(shop, "table-top", "gone", (1, "done", "turn-1-abc", ""), (9, "result", "", "worked"))
    assert ("drill-due", "gone") not in found(shop)


def test_a_call_drill_ends_the_warning_that_it_is_due(shop: Path) -> None:
    assert ("drill-due", "chain") in found(shop)
    call = call_key("sam", "maya")
    drilled(shop, "calls", "chain", (1, "done", call, ""), (9, "end", "", ""), who="sam")
    assert ("drill-due", "chain") not in found(shop)


def test_whoever_a_call_drill_did_not_reach_is_no_proof_and_their_number_says_so(shop: Path) -> None:
    call = call_key("sam", "maya")
    plan = drilled(shop, "calls", "chain", (5, "missed", call, ""), (9, "end", "", ""), who="sam")
    last = max(plan.exercises.values(), key=lambda each: each.on.date)
    assert (last.of, last.result) == ("chain", "worked in part")
    (number,) = plan.people["maya"].reach
    assert "2026-11-22" in str(number.note)


def test_a_sign_in_that_failed_takes_the_stand_in_away(shop: Path) -> None:
    assert stops(shop, "--away", "sam") == {}
    ran(shop, "rehearse", "maya", "--record", "till=failed:no invitation")
    assert ("sign-in-failed", "till") in found(shop)
    assert "refunds" in stops(shop, "--away", "sam")
    ran(shop, "rehearse", "maya", "--record", "till=worked")
    assert ("sign-in-failed", "till") not in found(shop)
    assert stops(shop, "--away", "sam") == {}


def test_a_restore_drill_changes_how_long_things_stop(shop: Path) -> None:
    assert stops(shop, "--out", "till") == {"refunds": 0.5, "orders": 0.5}
    (box,) = boxes(now(shop), "till")
    drilled(shop, "restore", "till", (1, "done", box, ""), (300, "end", "", ""), who="sam")
    assert stops(shop, "--out", "till") == {"refunds": 5, "orders": 5}
    assert "drill-too-slow" in {rule for rule, _ in found(shop)}


def test_a_review_ends_the_warning_that_something_is_overdue_or_doubts_it(shop: Path) -> None:
    assert ("review-overdue", "till") in found(shop)
    ran(shop, "review", typed="n\nIt was moved.\n")
    assert ("doubted", "till") in found(shop)
    ran(shop, "review", typed="y\n")
    assert not {("doubted", "till"), ("review-overdue", "till")} & found(shop)


def test_a_list_of_members_takes_away_a_stand_in_who_cannot_sign_in(shop: Path) -> None:
    (shop / "staff.csv").write_text("Name,Email\nSam Okafor,sam@fern.example\n", encoding="utf-8")
    asked = ("probe", "--offline", "--members", f"till={shop / 'staff.csv'}")
    (told,) = ran(shop, *asked).splitlines()
    assert "The plan lets Maya Reyes into The till" in told
    assert stops(shop, "--away", "sam") == {}
    line = int(told.partition("shop.yml:")[2].partition(":")[0])
    lines = (shop / "shop.yml").read_text(encoding="utf-8").splitlines()
    lines[line - 1] = lines[line - 1].replace(", maya]", "]")
    (shop / "shop.yml").write_text("\n".join(lines), encoding="utf-8")
    assert ran(shop, *asked) == "Nothing differs from the plan.\n"
    assert "refunds" in stops(shop, "--away", "sam")


def test_what_a_drill_taught_is_compared_in_consequences_until_it_is_put_right(
    shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    old = tmp_path_factory.mktemp("old") / "plan"
    copytree(shop, old)
    asked = ("compare", str(old))
    assert "Nothing changed that a reader would notice." in ran(shop, *asked)
    _, second = boxes(now(shop), "refunds")
    drilled(shop, "cold", "refunds", (5, "stuck", second, "No button."), (9, "result", "", "failed"))
    worse = "While Sam Okafor is away, “Refund customers” now stops on day 0."
    assert worse in ran(shop, *asked)
    first, second = boxes(now(shop), "refunds")
    log = log_of(
        now(shop), "cold", "refunds", (1, "done", first, ""), (2, "done", second, ""), steps=(first, second)
    )
    assert learn(shop, replace(log, started=log.started.replace(hour=20)), "--yes").exit_code == 0
    again = ran(shop, *asked)
    assert worse not in again
    assert "Changed: the steps of Refund customers." in again


def test_an_incident_is_handed_back_and_teaches_the_plan(shop: Path) -> None:
    plan = now(shop)
    _, box = boxes(plan, "refunds")
    lines = (
        (0, "start", "", ""),
        (3, "lead", "", "Maya Reyes"),
        (9, "stuck", box, "There is no button."),
        (4000, "end", "", ""),
    )
    log = log_of(plan, "", "gone", *lines, steps=(box,))
    assert ("drill-due", "gone") in found(shop)
    (shop / "log.json").write_text(write(log, START), encoding="utf-8")
    told = ran(shop, "handback", str(shop / "log.json"))
    wrong = told.partition("What the plan got wrong")[2].partition("The whole log")[0]
    assert "Press Refund" in wrong
    assert learn(shop, log, "--yes").exit_code == 0
    assert ("drill-due", "gone") not in found(shop)
    assert now(shop).functions["refunds"].steps[1].unverified
    after = ran(shop, "handback", str(shop / "log.json"))
    assert "What the plan got wrong" not in after, "the plan says it now"
