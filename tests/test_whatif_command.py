"""`outlast whatif`: what is typed, and what comes out as text, JSON and CSV."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import WINDOW, Question
from outlast.cli import outlast
from outlast.cli.whatif.data import COLUMNS, as_csv, as_json
from outlast.cli.whatif.report import Report
from outlast.cli.whatif.text import text

from tests.builders import make_plan

ROOT = Path(__file__).resolve().parent.parent
START = date(2026, 12, 1)
SHOP = """
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya, role: Support}
functions:
  refunds: {name: Refund customers, by: sam, mtpd: 2d, loss: 10 EUR per day}
  orders: {name: Take orders, by: automatic, needs: [shopify], loss: 100 EUR per day}
  mail: {name: Answer the mail, by: [sam, maya], loss: 5 EUR per day}
  parcels: {name: Pack parcels, by: maya, loss: 20 EUR per day}
systems:
  shopify: {name: Shopify, rto: 2d}
scenarios:
  wiped: {name: The store is wiped, lost: [{what: shopify, for: 3d}, {what: sam, for: 5d}]}
  empty: {name: Nothing is lost}
procedures:
  note: {name: Write a note, steps: [{do: Write it.}]}
"""


def ask_shop(*words: str, folder: Path, plan: str = SHOP) -> Result:
    """The command about a plan that lies in a folder."""
    (folder / "plan").mkdir(exist_ok=True)
    business = "business: {format: 1, name: Fern, timezone: Europe/Brussels, currency: EUR}\n"
    (folder / "plan" / "all.yml").write_text(business + plan, encoding="utf-8")
    return CliRunner().invoke(outlast, ["whatif", "--plan", str(folder / "plan"), *words])


def ask_example(*words: str) -> Result:
    """The command about the example shop."""
    return CliRunner().invoke(outlast, ["whatif", "--plan", str(ROOT / "plan"), *words])


def report(lost: tuple[tuple[str, timedelta | None], ...], plan: str = SHOP) -> Report:
    made = make_plan(plan)
    return Report(made, answer(Engine(made), Question(START, lost)))


# What is typed


def test_the_text_says_what_stops_when_why_and_what_it_costs(tmp_path: Path) -> None:
    done = ask_shop("--away", "sam", "--for", "4d", "--from", "2026-12-01", folder=tmp_path)
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0] == "What if Sam is away for 4 days, from Tuesday 1 December 2026?"
    assert lines[2] == "1 of 4 functions stops:"
    assert lines[3] == ("  Tue 1 Dec   (day 0)   Refund customers: until Sat 5 Dec; too long from Thu 3 Dec")
    assert "It costs about €40 up to Fri 4 Dec." in lines
    assert "    - Sam is away." in lines
    assert "    ! down longer than the 2 days it may be, from Thu 3 Dec" in lines
    assert "      Tue 1 Dec – Fri 4 Dec               Maya does it" in lines
    assert lines[-1] == "  Take orders; Pack parcels"


def test_things_are_gone_until_they_are_restored_and_that_is_said(tmp_path: Path) -> None:
    done = ask_shop("--out", "shopify", "--from", "2026-12-01", folder=tmp_path)
    assert "What if Shopify is gone until restored, from Tuesday 1 December 2026?" in done.output
    assert "Shopify: Thu 3 Dec" in done.output
    assert "Take orders: until Thu 3 Dec" in done.output
    longer = ask_shop("--out", "shopify", "--for", "6d", "--from", "2026-12-01", folder=tmp_path)
    assert "Take orders: until Mon 7 Dec" in longer.output


def test_several_are_named_with_commas_or_again(tmp_path: Path) -> None:
    listed = ask_shop("--away", "sam,maya", "--from", "2026-12-01", folder=tmp_path)
    repeated = ask_shop("--away", "sam", "--away", " maya", "--from", "2026-12-01", folder=tmp_path)
    assert listed.output == repeated.output
    assert "3 of 4 functions stop:" in listed.output


def test_a_scenario_loses_each_thing_for_its_own_time(tmp_path: Path) -> None:
    done = ask_shop("--scenario", "wiped", "--from", "2026-12-01", folder=tmp_path)
    assert 'What if this happens on Tuesday 1 December 2026: "The store is wiped"?' in done.output
    assert "Take orders: until Fri 4 Dec" in done.output
    assert "Refund customers: until Sun 6 Dec" in done.output


def test_the_longer_of_two_times_counts(tmp_path: Path) -> None:
    words = (
        "--scenario",
        "wiped",
        "--away",
        "sam",
        "--for",
        "2d",
        "--from",
        "2026-12-01",
        "--format",
        "json",
    )
    asked = json.loads(ask_shop(*words, folder=tmp_path).output)["question"]["lost"]
    assert asked == [{"id": "sam", "seconds": 5 * 86_400}, {"id": "shopify", "seconds": 3 * 86_400}]


def test_without_a_day_it_is_the_day_of_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp())))
    assert "from Monday 2 March 2026?" in ask_shop("--away", "sam", folder=tmp_path).output


def test_each_switch_reaches_the_question_and_is_said(tmp_path: Path) -> None:
    switches = [*("--ask", "never", "--without", "break-glass", "--hands", "limited")]
    switches += ["--targets", "incident", "--times", "measured"]
    words = ("--away", "sam", "--from", "2026-12-01", *switches)
    said = ask_shop(*words, folder=tmp_path).output
    assert said.count("Read so: ") == 5
    asked = json.loads(ask_shop(*words, "--format", "json", folder=tmp_path).output)["question"]
    assert (asked["ask"], asked["break_glass"], asked["hands"]) == ("never", False, "limited")
    assert (asked["targets"], asked["times"]) == ("incident", "measured")


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        ((), "--away PERSON, --out THING or --scenario SCENARIO"),
        (("--away", "smam"), 'Did you mean "sam"?'),
        (("--away", "Sam"), 'Did you mean "sam"?'),
        (("--out", "shopfy"), 'Did you mean "shopify"?'),
        (("--scenario", "wipd"), 'Did you mean "wiped"?'),
        (("--away", "zzzzzz"), "is not in the plan"),
        (("--away", "shopify"), "write --out shopify"),
        (("--out", "sam"), "write --away sam"),
        (("--out", "wiped"), "write --scenario wiped"),
        (("--out", "note"), "cannot be gone"),
        (("--scenario", "empty"), "does not say what is lost"),
        (("--away", "sam", "--for", "21"), "21d"),
        (("--away", "sam", "--for", "0d"), "730d"),
        (("--away", "sam", "--for", "9999d"), "730d"),
        (("--away", "sam", "--for", "3 working days"), "21d or 3w"),
        (("--away", "sam", "--from", "9999-12-31"), "between 1800 and 2300"),
        (("--away", "sam", "--from", "soon"), "%Y-%m-%d"),
        (("--away", "sam", "--format", "xml"), "csv"),
    ],
)
def test_wrong_use_ends_with_2_and_a_cure(words: tuple[str, ...], cure: str, tmp_path: Path) -> None:
    done = ask_shop(*words, folder=tmp_path)
    assert done.exit_code == 2
    assert cure in done.stderr
    assert done.stdout == ""
    assert isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_plan_with_errors_is_not_asked(form: str, tmp_path: Path) -> None:
    broken = SHOP.replace("by: maya", "by: mya")
    done = ask_shop("--away", "sam", "--format", form, folder=tmp_path, plan=broken)
    assert done.exit_code == 1
    assert "error[unknown-reference]" in done.stderr
    assert done.stdout == ""


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = CliRunner().invoke(outlast, ["whatif", "--plan", str(tmp_path / "none"), "--away", "sam"])
    assert done.exit_code == 1
    assert "error[no-plan]" in done.stderr


# What comes out


def test_nothing_that_stops_is_said_too() -> None:
    plan = (
        "people: {sam: {name: Sam, role: Founder}}\nfunctions: {orders: {name: Take orders, by: automatic}}"
    )
    said = text(report((("sam", WINDOW),), plan))
    assert "Nothing stops that would not stop anyway." in said
    assert "It costs nothing that the plan knows of." in said


def test_what_stops_anyway_stands_apart() -> None:
    plan = SHOP.replace(
        "maya: {name: Maya, role: Support}",
        "maya: {name: Maya, role: Support}\n  cook: {role: Cook}",
    ).replace(
        "functions:", "functions:\n  cooking: {name: Cook lunch, by: cook, needs: [sam], loss: 1 EUR per day}"
    )
    said = text(report((("sam", WINDOW),), plan))
    summary, _, rest = said.partition("Stops anyway, whatever is gone")
    assert "Cook lunch" not in summary
    assert "Cook lunch: from Tue 1 Dec, no end in sight." in rest


def test_what_must_be_asked_and_done_stands_before_the_reasons() -> None:
    made = report((("sam", WINDOW),))
    moment = datetime(2026, 12, 3, tzinfo=UTC)
    asks = (Ask("refunds", 0, "maya", None, moment, moment, moment, None, None),)
    tasks = (Task("refunds", date(2026, 12, 2), moment, None, None, ()),)
    said = text(replace(made, asks=asks, tasks=tasks))
    assert said.index("Ask for this") < said.index("Do this in time") < said.index("why it stops")
    assert "  - Ask Maya for “Refund customers” by Thursday 3 December" in said
    found = json.loads(as_json(replace(made, asks=asks, tasks=tasks)))
    assert found["asks"][0]["by"] == moment.isoformat()
    assert found["tasks"][0]["due"] == "2026-12-02"


def test_a_working_time_between_two_stops_is_not_called_a_stop(tmp_path: Path) -> None:
    words = ("--away", "maya,joris", "--for", "5d", "--from", "2026-12-01", "--ask", "never")
    said = ask_example(*words).output
    assert "Tue 1 Dec, 10:00 to 14:00           stopped" in said
    assert "Tue 1 Dec 14:00 – Wed 2 Dec 10:00   Sam Okafor does it" in said


SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        *("format", "question", "start", "end", "horizon", "cost", "tail", "cover", "functions"),
        *("untouched", "asks", "tasks", "missed", "down", "unknown", "currency", "timezone"),
    ],
    "properties": {
        "format": {"const": 1},
        "currency": {"type": "string"},
        "timezone": {"type": "string"},
        "question": {
            "type": "object",
            "required": ["from", "lost", "window_seconds", "ask", "break_glass", "hands", "targets", "times"],
        },
        "start": {"$ref": "#/$defs/time"},
        "end": {"$ref": "#/$defs/time"},
        "horizon": {"$ref": "#/$defs/time"},
        "cost": {"$ref": "#/$defs/money"},
        "tail": {"$ref": "#/$defs/money"},
        "cover": {"$ref": "#/$defs/money"},
        "functions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "name", "cost", "tail", "cover", "breached", "gap", "bands"],
                "properties": {
                    "cost": {"$ref": "#/$defs/money"},
                    "breached": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/time"}]},
                    "bands": {"type": "array", "items": {"$ref": "#/$defs/band"}},
                },
            },
        },
        "untouched": {"type": "array", "items": {"type": "string"}},
        "asks": {"type": "array"},
        "tasks": {"type": "array"},
        "missed": {
            "type": "array",
            "items": {"type": "object", "required": ["id", "due", "late", "done", "by", "cost"]},
        },
        "down": {"type": "array", "items": {"type": "object", "required": ["id", "start", "end", "why"]}},
        "unknown": {"type": "array", "items": {"type": "object", "required": ["subject", "key", "text"]}},
    },
    "$defs": {
        "time": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"},
        "money": {"type": "string", "pattern": r"^-?\d+\.\d\d$"},
        "band": {
            "type": "object",
            "required": ["over", "up_to", "share", "intervals", "stops"],
            "properties": {
                "intervals": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["start", "end", "state", "usually", "cost", "tail"],
                        "properties": {"start": {"$ref": "#/$defs/time"}, "cost": {"$ref": "#/$defs/money"}},
                    },
                },
                "stops": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["start", "end", "breached", "anyway", "waits_for", "why", "causes"],
                    },
                },
            },
        },
    },
}
"""What programs may rely on. A change here that is more than a new key needs a new `format`."""


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    done = ask_example("--away", "sam", "--from", "2026-12-01", "--format", "json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


def test_the_json_keeps_its_form(example: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(example)


def test_the_json_adds_up(example: dict[str, Any]) -> None:
    functions = sum(Decimal(each["cost"]) for each in example["functions"])
    missed = sum(Decimal(each["cost"]) for each in example["missed"])
    assert abs(functions + missed - Decimal(example["cost"])) < Decimal("0.5")
    for each in example["functions"]:
        parts = sum(Decimal(i["cost"]) for band in each["bands"] for i in band["intervals"])
        assert abs(parts - Decimal(each["cost"]) - Decimal(each["tail"])) < Decimal(1)


def test_the_json_says_why(example: dict[str, Any]) -> None:
    paying = next(each for each in example["functions"] if each["id"] == "supplier-payments")
    stop = paying["bands"][1]["stops"][0]
    assert {"depth": 0, "text": "Ilse Claes may go up to €2,500 only."} in stop["why"]
    limit: dict[str, Any] = {
        "why": "limit",
        "id": "ilse",
        "about": "supplier-payments",
        "since": None,
        "until": None,
        "of": [],
    }
    assert limit in stop["causes"]


def test_the_example_in_text_is_whole_and_fits_a_terminal() -> None:
    done = ask_example("--away", "sam", "--for", "21d", "--from", "2026-12-01")
    assert "4 of 15 functions stop:" in done.output
    assert "  Mon 21 Dec  (day 20)  Pay suppliers, over €2,500: until Tue 22 Dec 08:30" in done.output
    assert max(map(len, done.output.splitlines())) <= 100
    assert "{" not in done.output
    assert "None" not in done.output


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_the_same_question_has_the_same_answer(form: str) -> None:
    words = ("--scenario", "stockroom-fire", "--from", "2026-12-01", "--format", form)
    first, second = ask_example(*words), ask_example(*words)
    assert first.exit_code == 0
    assert first.output == second.output


def test_every_scenario_of_the_example_has_an_answer() -> None:
    for file in sorted((ROOT / "plan" / "scenarios").iterdir()):
        done = ask_example("--scenario", file.stem, "--from", "2026-11-02")
        assert done.exit_code == 0, (file, done.output)


def test_a_row_of_the_csv_for_each_interval() -> None:
    made = report((("sam", timedelta(days=4)),))
    rows = list(csv.DictReader(io.StringIO(as_csv(made))))
    assert tuple(rows[0]) == COLUMNS
    expected = [i for f in made.answer.functions.values() for b in f.bands for i in b.intervals]
    assert len(rows) == len(expected)
    stopped = next(row for row in rows if row["state"] == "stopped")
    assert stopped == {
        "function": "Refund customers",
        "band": "",
        "from": "2026-12-01 00:00",
        "to": "2026-12-05 00:00",
        "state": "stopped",
        "who": "",
        "capacity": "0",
        "cost": "40.00",
        "cause": "Sam is away.",
    }


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_a_name_that_a_spreadsheet_would_run_is_text(name: str) -> None:
    plan = SHOP.replace("name: Refund customers", f'name: "{name}"')
    rows = list(csv.reader(io.StringIO(as_csv(report((("sam", WINDOW),), plan)))))
    assert f"'{name}" in {row[0] for row in rows}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "＝"))]


def test_a_day_in_another_age_is_wrong_use() -> None:
    done = CliRunner().invoke(outlast, ["check", "--date", "9999-12-31"])
    assert done.exit_code == 2
    assert "a day lies in a year from 1800 to 2300" in done.output
