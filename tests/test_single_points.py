"""Single points of failure: all of them, people first, with what is lost later and what nobody knows."""

import csv
import io
import json
from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result
from outlast.analysis import Facts, analyse
from outlast.cli import outlast
from outlast.model import Edition, Plan
from outlast.pages.weak_spots import weaknesses
from outlast.redact import redact

from tests.builders import make_plan

PLAN = """
people:
  cheap: {name: Cheap, role: Doer}
  dear: {name: Dear, role: Doer}
  slow: {name: Slow, role: Doer}
  vague: {name: Vague, role: Doer}
  vaguer: {name: Vaguer, role: Doer}
systems:
  press: {name: Press}
functions:
  cheaper: {name: Cheaper work, by: cheap, loss: 10 EUR per day}
  dearer: {name: Dearer work, by: dear, needs: [press], loss: 90 EUR per day}
  slower: {name: Slower work, by: slow, loss: 40 EUR per day, unattended: 20d}
  one: {name: Work one, by: vague}
  two: {name: Work two, by: vaguer}
  three: {name: Work three, by: vaguer}
"""
START = date(2026, 11, 29)


def worked_out() -> tuple[Plan, Facts]:
    plan = make_plan(PLAN)
    return plan, analyse(plan, START)


def rows_of(plan: Plan, facts: Facts) -> tuple[tuple[str, ...], ...]:
    return next(each for each in weaknesses(plan, facts) if each.id == "points").table.rows


def test_people_stand_first_and_what_loses_nothing_known_is_ranked_by_what_stops() -> None:
    _, facts = worked_out()
    order = [point.nodes[0] for point in facts.outlook.single_points]
    assert order == ["dear", "cheap", "slow", "vaguer", "vague", "press"]


def test_what_nobody_has_priced_is_said_and_not_called_nothing() -> None:
    rows = {row[0]: row[1] for row in rows_of(*worked_out())}
    assert rows["{vaguer}"] == "Not known. The plan does not say what you lose without {three} and {two}."


def test_every_point_is_shown_however_many_there_are() -> None:
    people = "".join(f"  p{number}: {{name: P{number}, role: Doer}}\n" for number in range(40))
    work = "".join(f"  f{number}: {{name: F{number}, by: p{number}}}\n" for number in range(40))
    plan = make_plan(f"people:\n{people}functions:\n{work}")
    assert len(rows_of(plan, analyse(plan, START))) == 40


def test_what_is_lost_after_the_window_counts() -> None:
    plan = make_plan("""
people:
  soon: {name: Soon, role: Doer}
systems:
  feed: {name: Feed}
  mail: {name: Mail}
stock:
  paper: {name: Paper, cover: 20d, feeds: [printing], refill: {at: 19d, by: soon, lead_time: 20d}}
functions:
  printing: {name: Print, loss: 500 EUR per day}
  selling: {name: Sell, by: soon, needs: [mail], loss: 10 EUR per day}
""")
    points = {point.nodes[0]: point for point in analyse(plan, START).outlook.single_points}
    soon, mail = points["soon"], points["mail"]
    assert soon.tail > soon.cost
    assert soon.lost > mail.lost


def test_a_copy_without_amounts_keeps_people_first_and_tells_no_price() -> None:
    plan, facts = redact(*worked_out(), Edition.TEAM)
    points = facts.outlook.single_points
    assert [point.person for point in points] == sorted((point.person for point in points), reverse=True)
    assert not any(point.unknown or point.lost for point in points)
    assert all(len(row) == 2 for row in rows_of(plan, facts))


def asked(folder: Path, *words: str) -> Result:
    """The command about the plan of this file."""
    (folder / "plan").mkdir(exist_ok=True)
    business = "business: {format: 1, name: Fern, timezone: Europe/Brussels, currency: EUR}\n"
    (folder / "plan" / "all.yml").write_text(business + PLAN, encoding="utf-8")
    given = ["whatif", "--single-points", "--plan", str(folder / "plan"), "--from", "2026-11-29", *words]
    return CliRunner().invoke(outlast, given)


def test_the_command_ranks_them_as_the_page_does_in_every_format(tmp_path: Path) -> None:
    _, facts = worked_out()
    ranked = [point.nodes[0] for point in facts.outlook.single_points]
    told = json.loads(asked(tmp_path, "--format", "json").output)["points"]
    assert [each["id"] for each in told] == ranked
    assert [each["person"] for each in told] == [True] * 5 + [False]
    assert (told[0]["cost"], told[0]["stops"]) == ("1890.00", ["dearer"])
    rows = list(csv.DictReader(io.StringIO(asked(tmp_path, "--format", "csv").output)))
    assert [row["without"].lower() for row in rows] == ranked
    assert rows[3]["not known"] == "Work three, Work two"
    said = asked(tmp_path).output
    assert "Dear About €1,900 Dearer work" in " ".join(said.split())
    assert "Each is gone for 21 days. People stand before things, and the highest loss first" in said
    assert asked(tmp_path, "--format", "html").output.startswith("<!doctype html>")


def test_the_command_takes_a_length_and_no_loss_beside_it(tmp_path: Path) -> None:
    said = asked(tmp_path, "--for", "30d").output
    assert "Each is gone for 30 days" in said
    refused = asked(tmp_path, "--away", "dear")
    assert refused.exit_code != 0
    assert "without --away" in refused.output
