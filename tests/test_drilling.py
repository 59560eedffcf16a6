"""The sheet of a drill says what the runbook says, and the log of one is read with suspicion."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from outlast.analysis.drills import DrillResult, drill_results
from outlast.analysis.step_keys import by_digest, steps_key
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.report import report
from outlast.cli import outlast
from outlast.journal import DRILL, LARGEST, READS, Unreadable, read, write
from outlast.pages import drilling, table_top
from outlast.pages.addresses import links
from outlast.render.text import text
from outlast.site import Page
from outlast.site.blocks import Answers, Steps

from tests.builders import BUSINESS, make_plan
from tests.drawing import TODAY
from tests.shared import example_pages, example_plan

SHOP = """
people:
  sam: {name: Sam, role: Founder, reach: ["+32 2 555 01 00"]}
  maya: {name: Maya, role: Support, reach: ["+32 2 555 01 01"]}
functions:
  orders: {name: Take orders, by: automatic}
  refunds:
    name: Refund customers
    by: [sam, maya]
    steps:
      - Open the order.
      - {do: Press *Refund*., takes: 5m, novice: yes, message: sorry}
call_trees:
  chain: {name: The call chain, starts: sam, calls: [{who: sam, calls: [maya]}]}
messages:
  sorry: {name: Sorry, to: a customer, channel: email, text: {en: {subject: Sorry, body: We are sorry.}}}
scenarios:
  gone:
    name: The founder is gone
    signs: [Sam does not answer.]
    lost: [{what: sam, for: 21d}]
    invoke: {by: [maya], when: After a day.}
"""


def said(page: Page, shop: str = SHOP) -> str:
    return text(page.sections, links(make_plan(shop)), page.title)


def log(**more: Any) -> dict[str, Any]:
    """A log as the page of a drill saves it."""
    entry = {
        "n": 1,
        "at": "2026-11-29T10:00:00.000+01:00",
        "text": "",
        "page": "serve/refunds",
        "title": "Refunds",
    }
    entries = [{**entry, "id": "a", "kind": "start"}, {**entry, "id": "b", "n": 2, "kind": "end"}]
    incident = {
        "id": "202611291000-x", "title": "Refunds", "page": "serve/refunds", "copy": "", "steps": [],
        "started": "2026-11-29T10:00:00.000+01:00", "entries": entries,
    }  # fmt: skip
    drill = {"way": "cold", "of": "refunds", "who": "Maya"}
    return {"what": DRILL, "format": 1, "plan": "P", "drill": drill, "incident": incident, **more}


def test_cold_sheet_has_the_steps_of_the_runbook_and_room_to_write() -> None:
    plan = make_plan(SHOP)
    page = drilling.page(plan, plan.functions["refunds"], cold=True)
    told = said(page)
    assert "never done this" in told
    assert "Press Refund." in told
    assert "Begun at" not in told  # only paper has that
    (steps,) = [block for each in page.sections for block in each.blocks if isinstance(block, Steps)]
    assert {view.id.rpartition("-")[2] for view in steps.steps} == set(by_digest(plan))
    assert "never done this" not in said(drilling.page(plan, plan.functions["refunds"]))


def test_boxes_of_a_drill_have_the_ids_of_the_site() -> None:
    plan = example_plan()
    page = drilling.page(plan, plan.functions["refunds"])
    (site,) = [each for each in example_pages().pages if each.path == "serve/refunds"]
    (ours,) = [block for each in page.sections for block in each.blocks if isinstance(block, Steps)]
    theirs = [block for each in site.sections if each.id == "steps" for block in each.blocks]
    steps = next(block.steps for block in theirs if isinstance(block, Steps))
    # Only the page of the task has below it how to sign in, to which its steps lead.
    assert ours.steps == tuple(replace(step, sign_in=False) for step in steps)


def test_call_drill_has_a_box_for_each_call() -> None:
    plan = make_plan(SHOP)
    told = said(drilling.calls(plan, plan.call_trees["chain"]))
    assert "Maya answers in person" in told
    assert "+32 2 555 01 01" in told


def test_table_top_asks_and_answers_from_the_plan_and_owns_what_it_lacks() -> None:
    plan = make_plan(SHOP)
    answer = report(plan, Question(TODAY, (("sam", None),)), ("gone",))
    page = table_top.page(answer, plan.scenarios["gone"])
    answers = {
        each.q: each.a
        for section in page.sections
        for block in section.blocks
        if isinstance(block, Answers)
        for each in block.questions
    }
    assert answers["Who may declare the emergency, and when?"] == "{maya}. After a day."
    assert answers["Maya does not answer. Who decides now?"] == table_top.SILENT
    assert answers["How can you be sure what has happened?"] == "Sam does not answer."


def test_worked_becomes_changed_with_the_words_of_a_step_and_not_with_its_minutes() -> None:
    plan = make_plan(SHOP)
    key = steps_key(plan, plan.functions["refunds"])
    what = "name: D, of: refunds, on: 2026-09-01, by: maya, result: worked"
    drilled = f"exercises: {{d: {{{what}, tried: {key}}}}}"
    for old, new, result in (
        ("takes: 5m, novice: yes", "takes: 9m", DrillResult.WORKED),
        ("Open the order.", "Open the  order.", DrillResult.WORKED),
        ("Open the order.", "Open the ticket.", DrillResult.CHANGED),
        ("message: sorry", "if_not: Ask Sam.", DrillResult.CHANGED),
    ):
        changed = make_plan(SHOP.replace(old, new), drilled)
        assert drill_results(changed, TODAY) == {"d": result}, new


def test_a_log_survives_writing() -> None:
    there = read(json.dumps(log()).encode())
    assert there.drill is not None
    assert read(write(there, datetime.now(UTC)).encode()) == there


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no log of Outlast"),
        (b"\xff\xfe{", "no log of Outlast"),
        (b"[" * 100_000, "no log of Outlast"),
        (b'{"what": NaN}', "no log of Outlast"),
        (b'{"what": "outlast incident log", "format": true}', "newer Outlast"),
        (b" " * (LARGEST + 1), "too large"),
        (json.dumps(log(format=READS + 1)).encode(), "newer Outlast"),
        (json.dumps(log(drill=None)).encode(), "damaged"),
        (json.dumps(log(drill={"way": "x", "of": "refunds", "who": ""})).encode(), "damaged"),
        (json.dumps(log(drill={"way": "cold", "of": "../x", "who": ""})).encode(), "damaged"),
        (json.dumps(log()).replace('"kind": "end"', '"kind": "<b>"').encode(), "damaged"),
        (json.dumps(log()).replace("serve/refunds", "javascript:alert(1)").encode(), "damaged"),
        (json.dumps(log()).replace('"n": 2', '"n": -1').encode(), "damaged"),
        (json.dumps(log()).replace("2026-11-29T10", "2026-13-99T10").encode(), "damaged"),
        (json.dumps(log(incident={**log()["incident"], "entries": [1]})).encode(), "damaged"),
        (json.dumps(log(incident={**log()["incident"], "title": "x" * 401})).encode(), "damaged"),
    ],
)
def test_foreign_and_hostile_files_are_refused_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(content)


def test_signs_that_nobody_sees_do_not_come_in() -> None:
    raw = log()
    raw["incident"]["entries"][1] |= {"kind": "note", "text": "a\x1b[31m\u202eb\ud800\nc"}
    assert read(json.dumps(raw).encode()).entries[1].text == "a [31m b c"


def drill(folder: Path, *arguments: str) -> Result:
    (folder / "shop.yml").write_text(BUSINESS + SHOP, encoding="utf-8")
    out = ["--plan", str(folder), "--out", str(folder / "out"), "--date", "2026-11-22"]
    return CliRunner().invoke(outlast, ["drill", *out, *arguments])


def test_drill_writes_a_page_that_loads_nothing_and_a_pdf(tmp_path: Path) -> None:
    for thing in ("refunds", "gone", "chain"):
        done = drill(tmp_path, thing)
        assert done.exit_code == 0, done.output
        page = (tmp_path / "out" / f"drill-{thing}.html").read_text(encoding="utf-8")
        assert "default-src 'none'" in page
        assert "script-src 'sha256-" in page
        assert 'src="' not in page
        assert (tmp_path / "out" / f"drill-{thing}.pdf").read_bytes().startswith(b"%PDF")


def test_a_sheet_never_replaces_one_that_says_something_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for arguments in ((), ("--cold",), ("--cold",), ("--edition", "full", "--cold")):
        assert drill(tmp_path, "refunds", *arguments).exit_code == 0
    first, second = (out / f"drill-refunds{number}.html" for number in ("", "-2"))
    assert first.read_bytes() != second.read_bytes()
    assert len([*out.iterdir()]) == 4, "the same sheet is no new one"


def test_a_sheet_speaks_the_language_that_is_asked_for(tmp_path: Path) -> None:
    assert drill(tmp_path, "refunds", "--language", "nl").exit_code == 0
    page = (tmp_path / "out" / "drill-refunds.html").read_text(encoding="utf-8")
    assert '<html lang="nl"' in page
    assert "Dit is een oefening" in page
    assert "window.outlastSpeech" in page, "its script, too"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("refund",), 'Did you mean "refunds"?'),
        (("sam",), "which cannot be drilled"),
        (("orders",), "has no steps"),
        (("xyz",), "Write the id of"),
        (("chain", "--edition", "public"), "Make the sheet with --edition full"),
    ],
)
def test_what_cannot_be_drilled_is_refused(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = drill(tmp_path, *arguments)
    assert words in done.output
    assert done.exit_code == 2
