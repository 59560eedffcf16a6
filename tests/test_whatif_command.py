"""`outlast whatif`: what is typed, and what comes out as text, HTML, JSON and CSV."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from outlast.analysis.whatif.answer import Interval
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import WINDOW, BandState, Kind, Question
from outlast.analysis.whatif.report import Report, report
from outlast.cli import outlast
from outlast.cli.whatif.data import COLUMNS, as_csv, as_json
from outlast.cli.whatif.page import as_html, as_text
from outlast.pages import days
from outlast.render import document
from outlast.site import Address, Link, Page, Part
from outlast.site.blocks import Box, BoxKind, Prose, opening
from outlast.site.places import words_to

from tests.builders import make_plan
from tests.drawing import seen_in

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
equipment:
  maya-phone: {name: Maya's phone}
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


def report_on(lost: tuple[tuple[str, timedelta | None], ...], plan: str = SHOP) -> Report:
    return report(make_plan(plan), Question(START, lost))


def sections(said: str) -> dict[str, str]:
    """The text of a page by its headings; each section on one line."""
    parts = re.split(r"^(.+)\n[=\-.]+$", said, flags=re.MULTILINE)
    return {head: " ".join(body.split()) for head, body in zip(parts[1::2], parts[2::2], strict=True)}


# What is typed


def test_the_text_says_what_stops_when_why_and_what_it_costs(tmp_path: Path) -> None:
    done = ask_shop("--away", "sam", "--for", "4d", "--from", "2026-12-01", folder=tmp_path)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("From Tuesday 1 December 2026: Sam is away for 4 days. What happens?\n====")
    said = sections(done.output)
    assert "1 task stops. “Refund customers” stops at once." in said["What stops"]
    assert "At once Refund customers Sat 5 Dec Thu 3 Dec about €40" in said["What stops"]
    assert said["What it costs"] == "You lose within 4 days: about €40"
    assert "- Sam is away." in said["Refund customers"]
    assert "The longest acceptable stop is 2 days. It ends on Thu 3 Dec (day 2)." in said["Refund customers"]
    assert "Tue 1 Dec Maya does it. Sat 5 Dec It goes as usual again." in said["Answer the mail"]
    assert said["These go on as usual"] == "- Take orders - Pack parcels"


def test_things_are_gone_until_they_are_restored_and_that_is_said(tmp_path: Path) -> None:
    done = ask_shop("--out", "shopify", "--from", "2026-12-01", folder=tmp_path)
    assert (
        "From Tuesday 1 December 2026: You do not have Shopify until it is restored. What happens?"
        in done.output
    )
    said = sections(done.output)
    assert "Thu 3 Dec Shopify" in said["What comes back"]
    assert "Thu 3 Dec Take orders “Take orders” waits for Shopify." in said["What comes back"]
    assert "At once Take orders Thu 3 Dec" in said["What stops"]
    longer = ask_shop("--out", "shopify", "--for", "6d", "--from", "2026-12-01", folder=tmp_path)
    assert "At once Take orders Mon 7 Dec" in sections(longer.output)["What stops"]


def test_several_are_named_with_commas_or_again(tmp_path: Path) -> None:
    listed = ask_shop("--away", "sam,maya", "--from", "2026-12-01", folder=tmp_path)
    repeated = ask_shop("--away", "sam", "--away", " maya", "--from", "2026-12-01", folder=tmp_path)
    assert listed.output == repeated.output
    assert "3 tasks stop." in listed.output


def test_a_scenario_loses_each_thing_for_its_own_time(tmp_path: Path) -> None:
    done = ask_shop("--scenario", "wiped", "--from", "2026-12-01", folder=tmp_path)
    assert "What if this happens on Tuesday 1 December 2026: “The store is wiped”?" in done.output
    assert "- You do not have Shopify for 3 days." in done.output
    assert "- Sam is away for 5 days." in done.output
    stops = sections(done.output)["What stops"]
    assert "At once Take orders Fri 4 Dec" in stops
    assert "At once Refund customers Sun 6 Dec" in stops


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
    assert ask_shop("--away", "sam", folder=tmp_path).output.startswith("From Monday 2 March 2026:")


def test_a_question_can_begin_at_a_time_of_the_day(tmp_path: Path) -> None:
    asked = ("--away", "sam", "--for", "4d", "--from", "2026-12-01T10:00")
    done = ask_shop(*asked, folder=tmp_path)
    assert done.output.startswith(
        "From Tuesday 1 December 2026 10:00: Sam is away for 4 days. What happens?\n"
    )
    assert (
        "At once Refund customers Sat 5 Dec 10:00 Thu 3 Dec 10:00 about €40"
        in sections(done.output)["What stops"]
    )
    told = json.loads(ask_shop(*asked, "--format", "json", folder=tmp_path).output)
    assert (told["start"], told["end"]) == ("2026-12-01T10:00:00+01:00", "2026-12-05T10:00:00+01:00")


def test_each_switch_reaches_the_question_and_is_said(tmp_path: Path) -> None:
    switches = [*("--ask", "never", "--without", "break-glass", "--hands", "limited")]
    switches += ["--targets", "incident", "--times", "measured"]
    words = ("--away", "sam", "--from", "2026-12-01", *switches)
    said = " ".join(ask_shop(*words, folder=tmp_path).output.split())
    for switch in (
        "nobody is asked",
        "nobody uses emergency access",
        "one system at a time",
        "last drill",
        "first day",
    ):
        assert switch in said
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
        (("--out", "phone"), 'Did you mean "maya-phone"?'),
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


@pytest.mark.parametrize("form", ["text", "html", "json", "csv"])
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
    said = sections(as_text(report_on((("sam", WINDOW),), plan)))
    assert said["What stops"] == "Everything keeps running."
    assert said["What it costs"] == "You lose within 21 days: nothing"
    assert said["These go on as usual"] == "- Take orders"


def test_what_goes_on_in_part_is_said_first() -> None:
    """What a stock keeps from two thirds of the customers is not *everything keeps running*."""
    plan = SHOP + "stock: {glass: {name: Glass, cover: 30d, feeds: orders, share: 67%}}\n"
    said = sections(as_text(report_on((("glass", WINDOW),), plan)))
    assert said["What stops"] == (
        "For a time, only part of “Take orders” gets done. Everything else keeps running."
    )


def test_a_store_that_burnt_is_not_put_down_to_an_order_that_was_not_due_yet() -> None:
    refill = "refill: {at: 10d, by: cook, lead_time: 3d}"
    glass = f"stock: {{glass: {{name: Glass, cover: 30d, feeds: orders, {refill}}}}}\n"
    plan = SHOP.replace("  maya:", "  cook: {name: Jo, role: Cook, works: sat 09:00-12:00}\n  maya:") + glass
    said = sections(as_text(report_on((("glass", None),), plan)))["Take orders"]
    assert "You have no Glass left." in said
    assert "All of Glass was lost." in said
    assert "Nobody ordered" not in said


def test_what_is_lost_is_not_nothing_where_the_plan_does_not_say(tmp_path: Path) -> None:
    asked = ("--away", "sam", "--from", "2026-12-01", "--for", "3d,10d")
    silent = SHOP.replace(", loss: 10 EUR per day", "")
    assert (
        "not known" in sections(ask_shop(*asked, folder=tmp_path, plan=silent).output)["How long it may last"]
    )
    partly = silent.replace("by: [sam, maya]", "by: sam")
    said = sections(ask_shop(*asked, folder=tmp_path, plan=partly).output)["How long it may last"]
    assert "about €20 or more" in said


def test_a_duty_without_a_consequence_is_not_called_harmless() -> None:
    """Silence of the plan is not good news."""
    duties = """
obligations:
  rent: {name: Pay the rent, due: every month on 3, by: sam}
  tax: {name: Pay the tax, due: every month on 3, by: sam, fee: 80 EUR, loss: 2 EUR per day}
"""
    plan = make_plan(SHOP + duties + "stock: {glass: {name: Glass, cover: 30d, feeds: orders}}\n")
    assert days.without_consequence(plan, "glass") == "Nothing stops.", (
        "it feeds a task, which the plan names"
    )
    assert days.without_consequence(plan, "rent") == "The plan names nothing that stops."
    assert days.without_consequence(plan, "tax") == "Nothing stops. Being late costs €80 and €2 per day."


def test_who_is_paid_on_the_owner_s_own_holiday_costs_no_more_without_the_owner() -> None:
    shop = """
people:
  sam: {name: Sam, role: Founder, holidays: [{from: 2026-12-01, to: 2026-12-03}]}
  ada: {name: Ada, role: Agency}
functions: {ads: {name: Run the ads, by: [sam, {who: ada, day_rate: 100 EUR}], loss: 5 EUR per day}}
"""
    for days_away, pays in ((3, 0), (5, 200)):
        made = report_on((("sam", timedelta(days=days_away)),), shop)
        assert made.answer.cover == pays


def test_what_stops_anyway_stands_apart() -> None:
    plan = SHOP.replace(
        "maya: {name: Maya, role: Support}",
        "maya: {name: Maya, role: Support}\n  cook: {role: Cook}",
    ).replace(
        "functions:", "functions:\n  cooking: {name: Cook lunch, by: cook, needs: [sam], loss: 1 EUR per day}"
    )
    said = sections(as_text(report_on((("sam", WINDOW),), plan)))
    assert "Cook lunch" not in said["What stops"]
    assert said["What stops anyway, whatever is gone"] == (
        "- “Cook lunch”: from Tue 1 Dec (day 0) on. Sam is away. Nobody has this role yet: Cook."
    )


def test_what_must_be_asked_and_done_stands_before_the_reasons() -> None:
    made = report_on((("sam", WINDOW),))
    moment = datetime(2026, 12, 3, 9, tzinfo=UTC)
    asks = (Ask("refunds", 0, "maya", None, moment, moment, moment, None, None),)
    tasks = (Task("refunds", date(2026, 12, 2), moment, None, None, ()),)
    said = as_text(replace(made, asks=asks, tasks=tasks))
    assert said.index("Ask for this and do this in time") < said.index("why it stops")
    todo = sections(said)["Ask for this and do this in time"]
    assert "Thu 3 Dec 09:00 Ask Maya to stand in Whoever leads “Refund customers” stops on Thu 3" in todo
    row = "“Refund customers”. Due: Nobody in time Nothing stops. Wednesday 2 December"
    assert row in todo, "the day is on the second line of its cell"
    found = json.loads(as_json(replace(made, asks=asks, tasks=tasks)))
    assert (found["asks"][0]["by"], found["asks"][0]["duty"]) == (moment.isoformat(), None)
    assert found["tasks"][0]["due"] == "2026-12-02"


def test_a_working_time_between_two_stops_is_not_called_a_stop() -> None:
    words = ("--away", "maya,joris", "--for", "5d", "--from", "2026-12-01", "--ask", "never")
    said = ask_example(*words).output
    assert "Tue 1 Dec 10:00  It has stopped.\nTue 1 Dec 14:00  Sam Okafor does it." in said


def test_a_duty_that_is_missed_is_said_with_its_day_and_its_price() -> None:
    rent = "{name: Pay the rent, by: sam, due: every month on 3, grace: 1d, fee: 50 EUR}"
    plan = f"{SHOP}obligations: {{rent: {rent}}}"
    said = sections(as_text(report_on((("sam", WINDOW),), plan)))
    assert "Pay the rent Thu 3 Dec" in said["Duties that are not done in time"]
    assert said["Duties that are not done in time"].endswith("about €50")


def test_a_promise_of_an_answer_that_breaks_is_said_first_though_nothing_stops() -> None:
    plan = """
people:
  yusuf: {name: Yusuf, role: Support, works: [{days: sat-sun, from: "09:00", to: "17:00"}]}
  marta: {name: Marta, role: Support, works: [{days: mon-fri, from: "09:00", to: "17:00"}]}
functions:
  mail: {name: Answer the mail, by: [marta, yusuf], answer_within: 24h}
"""
    said = sections(as_text(report_on((("yusuf", WINDOW),), plan)))
    assert "“Answer the mail” does not stop, but answers come too late from" in said["What stops"]
    assert (
        "You promise an answer within 24 hours. From Sat 5 Dec 17:00, answers come too late."
        in said["Answer the mail"]
    )
    assert "These go on as usual" not in said


def test_of_many_changes_the_middle_is_left_out_and_counted() -> None:
    made = report_on((("sam", WINDOW),))
    (band,) = made.answer.functions["refunds"].bands
    by, stopped = BandState(Kind.BY, "sam"), BandState(Kind.STOPPED, None, (), Fraction(0))
    intervals = tuple(
        Interval(
            made.answer.start + timedelta(days=n),
            made.answer.start + timedelta(days=n + 1),
            stopped if n % 2 else by,
            by,
            Fraction(0),
            Fraction(0),
        )
        for n in range(21)
    )
    function = replace(made.answer.functions["refunds"], bands=(replace(band, intervals=intervals),))
    answer = replace(made.answer, functions={"refunds": function})
    said = sections(as_text(replace(made, answer=answer)))["Refund customers"]
    rows = re.findall(r"(Sam does it|stopped|as usual|13 more changes. --format csv shows all of them)", said)
    assert rows == [*["Sam does it", "stopped"] * 3, "Sam does it", rows[7], "as usual"]


# As a file for a browser


def test_the_html_is_one_document_that_loads_nothing() -> None:
    html = as_html(report_on((("sam", timedelta(days=4)),)))
    seen = seen_in(html)
    tags = [tag for tag, _ in seen.tags]
    assert html.startswith("<!doctype html>")
    assert ("html", (("lang", "en"),)) in seen.tags, "written from left to right, as is usual"
    assert (tags.count("h1"), tags.count("main"), html.count("<title>")) == (1, 1, 1)
    assert not {"script", "img", "iframe", "object"} & {*tags}
    assert seen.links == ["data:,"]
    assert len(seen.ids) == len({*seen.ids})
    assert not re.search(r"url\((?!#)|@import|https?:", html)
    (policy,) = [dict(attrs)["content"] for tag, attrs in seen.tags if "http-equiv" in dict(attrs)]
    assert "default-src 'none'" in policy
    assert "self" not in policy
    assert not [attrs for _, attrs in seen.tags if "style" in dict(attrs)]


def test_an_icon_has_its_size_without_styles() -> None:
    box = Box((Prose("Call first."),), BoxKind.STOP, "Stop")
    page = Page("x", "X", Part.READINESS, (*opening(box, box),))
    svgs = [dict(attrs) for tag, attrs in seen_in(document(page, {})).tags if tag == "svg"]
    assert [(svg["width"], svg["height"]) for svg in svgs] == [("24", "24")] * 2


def test_a_page_by_itself_names_things_and_leads_nowhere() -> None:
    links = {"sam": Link("Sam <b>", Address("people/sam"))}
    text = f"{{sam}} and {words_to('the list', Address('serve/index'))}"
    html = document(Page("x", "A & B", Part.READINESS, opening(Prose(text))), links)
    assert "<p>Sam &lt;b&gt; and the list</p>" in html
    assert "<h1>A &amp; B</h1>" in html


def test_the_html_says_what_the_text_says() -> None:
    made = report_on((("sam", timedelta(days=4)), ("shopify", None)))
    html = as_html(made)
    body = " ".join(seen_in(html[html.index("<main>") :]).chunks)
    shown = {word.strip(".,:;“”()") for word in body.split()}
    told = {word.strip(".,:;“”()-=") for word in as_text(made).split()} - {"", "Until", "From"}
    assert not told - shown


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
        "unknown": {
            "type": "array",
            "items": {"type": "object", "required": ["subject", "key", "text", "ids"]},
        },
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


def test_every_sentence_of_the_json_has_the_ids_that_it_names(example: dict[str, Any]) -> None:
    told = [*sentences(example)]
    assert all(isinstance(each["ids"], list) for each in told)
    assert any("sam" in each["ids"] and "Sam" in each["text"] for each in told)


def sentences(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict) and "text" in data:
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from sentences(each)


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


def test_the_json_says_why() -> None:
    plan = """
people: {sam: {name: Sam, role: A, may: {pay: any}}, ilse: {name: Ilse, role: B, may: {pay: 2500}}}
functions:
  pay: {name: P, by: [sam, ilse], limit: pay, amounts: [{up_to: 2500, share: 90%}, {over: 2500, share: 10%}]}
"""
    (paying,) = json.loads(as_json(report_on((("sam", WINDOW),), plan)))["functions"]
    stop = paying["bands"][1]["stops"][0]
    reason = {"depth": 0, "text": "Ilse may only handle amounts up to €2,500.", "ids": ["ilse"]}
    assert reason in stop["why"]
    limit: dict[str, Any] = {
        "why": "limit",
        "id": "ilse",
        "about": "pay",
        "since": None,
        "until": None,
        "of": [],
    }
    assert limit in stop["causes"]


def test_the_example_in_text_is_whole_and_fits_a_terminal() -> None:
    done = ask_example("--away", "sam", "--for", "21d", "--from", "2026-12-01")
    stops = sections(done.output)["What stops"]
    assert "3 tasks stop." in stops
    assert "Mon 21 Dec (day 20) Restock glassware, over €2,300 Tue 22 Dec 08:30" in stops
    assert max(map(len, done.output.splitlines())) <= 100
    assert "{" not in done.output
    assert "None" not in done.output


def test_three_weeks_without_the_founder_of_the_example_rest_on_no_sealed_way() -> None:
    """The example forbids signing in as somebody else: its first promise holds without the envelope."""
    done = ask_example("--away", "sam", "--for", "21d", "--from", "2026-11-29", "--without", "break-glass")
    said = sections(done.output)["What stops"]
    assert "stops" not in said.partition("verything else keeps running if you do this in time")[0]
    assert "Everything else keeps running if you do this in time" in said
    assert "Over €80 and up to €500:" in done.output


@pytest.mark.parametrize("form", ["text", "html", "json", "csv"])
def test_the_same_question_has_the_same_answer(form: str, tmp_path: Path) -> None:
    words = ("--scenario", "wiped", "--from", "2026-12-01", "--format", form)
    first, second = (ask_shop(*words, folder=tmp_path) for _ in range(2))
    assert first.exit_code == 0
    assert first.output == second.output


def test_every_scenario_of_the_example_has_an_answer() -> None:
    for file in sorted((ROOT / "plan" / "scenarios").iterdir()):
        done = ask_example("--scenario", file.stem, "--from", "2026-11-02")
        assert done.exit_code == 0, (file, done.output)


def test_a_row_of_the_csv_for_each_interval() -> None:
    made = report_on((("sam", timedelta(days=4)),))
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
    rows = list(csv.reader(io.StringIO(as_csv(report_on((("sam", WINDOW),), plan)))))
    assert f"'{name}" in {row[0] for row in rows}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "＝"))]


def test_a_day_in_another_age_is_wrong_use() -> None:
    done = CliRunner().invoke(outlast, ["check", "--date", "9999-12-31"])
    assert done.exit_code == 2
    assert "a day lies in a year from 1800 to 2300" in done.output


def test_several_lengths_are_set_side_by_side_with_where_it_tips(tmp_path: Path) -> None:
    (tmp_path / "shop.yml").write_text(LENGTHS, encoding="utf-8")
    asked = ["whatif", "--plan", str(tmp_path), "--away", "sam", "--from", "2026-12-01", "--for"]
    said = CliRunner().invoke(outlast, [*asked, "10d,3d"]).output
    assert "If it lasts 3 days, everything keeps running. If it lasts 10 days, “Pay” stops." in said
    assert re.search(r"^3 days +nothing +nothing +nothing$", said, re.MULTILINE)
    assert re.search(r"^10 days +Pay +nothing +about €50$", said, re.MULTILINE)
    found = json.loads(CliRunner().invoke(outlast, [*asked, "3d,10d", "--format", "json"]).output)
    assert [each["end"][:10] for each in found] == ["2026-12-04", "2026-12-11"]


def test_each_thing_can_be_gone_for_a_time_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "shop.yml").write_text(LENGTHS, encoding="utf-8")
    asked = ["whatif", "--plan", str(tmp_path), "--from", "2026-12-01"]
    said = CliRunner().invoke(outlast, [*asked, "--away", "sam:2d", "--out", "bank:restored,till:4d"]).output
    assert (
        "Sam is away for 2 days. You do not have Bank until it is restored. "
        "You do not have Till for 4 days. What happens?" in " ".join(said.split())
    )
    refused = CliRunner().invoke(outlast, [*asked, "--away", "sam:restored"])
    assert "say for how long, such as sam:21d" in refused.output


LENGTHS = """
business: {format: 1, name: M, timezone: Europe/Brussels, currency: EUR}
people: {sam: {name: Sam, role: Founder}}
systems: {bank: {name: Bank, restore: {takes: 3d}}, till: {name: Till}}
functions: {pay: {name: Pay, by: sam, unattended: 5d, loss: 10 EUR per day}}
"""
