"""From the log of a drill to a changed plan: what is proposed, shown, asked for and written."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outlast import source
from outlast.analysis.drills import DrillResult, drill_results, drills_due
from outlast.analysis.step_keys import digest
from outlast.cli import outlast
from outlast.journal import Drill, Entry, Log, LoggedStep, write
from outlast.learning import lesson
from outlast.load import load
from outlast.model import Plan
from outlast.pages import drilling
from outlast.pages.addresses import address
from outlast.pages.drilling import call_key
from outlast.site.blocks import Steps

from tests.builders import BUSINESS
from tests.drawing import TODAY

SHOP = """# Our shop. Comments stay.
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{phone: "+32 2 555 01 00"}]}
  maya:
    name: Maya Reyes
    role: Support
    reach:
      - "+32 2 555 01 01"  # her own
functions:
  refunds:
    name: Refund customers
    by: [sam, maya]
    owner: sam
    steps:
      # the easy one
      - Open the order, and read it.
      - {do: Press *Refund*., takes: 5m, novice: yes}
      - do: Tell the customer.  # with care
        takes: 2m
  orders: {name: Take orders, by: automatic}
systems:
  till:
    {name: The till, rto: 4h, backups: [{what: Prices}], restore: {by: sam, takes: 3h, steps: [Plug it in.]}}
call_trees:
  chain: {name: The call chain, starts: sam, calls: [{who: sam, calls: [maya]}]}
scenarios:
  gone: {name: The founder is gone, signs: [Silence.], lost: [sam], owner: maya, hand_back: [The keys.]}
"""
START = datetime(2026, 11, 22, 10, tzinfo=UTC)
Line = tuple[float, str, str, str]
"""After how many minutes, of which kind, the step, the text."""


def shop(folder: Path) -> Plan:
    (folder / "shop.yml").write_text(BUSINESS + SHOP, encoding="utf-8")
    return now(folder)


def now(folder: Path) -> Plan:
    loaded = load(source.read(folder, folder.as_posix()))
    assert loaded.plan is not None, loaded.diagnostics
    return loaded.plan


def log_of(
    plan: Plan, way: str, of: str, *lines: Line, who: str = "Maya", steps: tuple[str, ...] = ()
) -> Log:
    entries = tuple(
        Entry(f"e{n}", n, START + timedelta(minutes=after), kind, text, step=step)
        for n, (after, kind, step, text) in enumerate(lines)
    )
    logged = tuple(LoggedStep(step, f"words of {step}") for step in steps)
    page = address(plan.things[of]).page
    return Log("P", "x", "T", page, "", START, logged, entries, Drill(way, of, who) if way else None)


def boxes(plan: Plan, of: str) -> tuple[str, ...]:
    page = drilling.page(plan, plan.things[of])
    (steps,) = [block for each in page.sections for block in each.blocks if isinstance(block, Steps)]
    return tuple(view.id for view in steps.steps)


def learn(folder: Path, log: Log, *words: str, answers: str = "") -> Result:
    file = folder / "log.json"
    file.write_text(write(log, START), encoding="utf-8")
    typed = ["learn", str(file), "--plan", str(folder), "--date", "2026-11-23", *words]
    done = CliRunner().invoke(outlast, typed, input=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def cold(plan: Plan) -> Log:
    """Somebody opens the order in 6 minutes, is stuck at the refund, and needs 2 for the message."""
    first, second, third = boxes(plan, "refunds")
    return log_of(
        plan, "cold", "refunds",
        (0, "start", "", ""),
        (5.2, "done", first, ""),
        (9, "stuck", second, "There is no *button* {x}"),
        (14, "done", second, ""),
        (16, "done", third, ""),
        (16, "note", "", "Nobody saw it."),
        (17, "result", "", "worked in part"),
        (17, "end", "", ""),
        steps=(first, second, third),
    )  # fmt: skip


def test_a_cold_drill_writes_its_record_its_minutes_and_where_somebody_was_stuck(tmp_path: Path) -> None:
    done = learn(tmp_path, cold(shop(tmp_path)), "--yes")
    assert done.exit_code == 0, done.output
    text = (tmp_path / "shop.yml").read_text(encoding="utf-8")
    for line in (
        "      # the easy one\n",
        '      - {do: "Open the order, and read it.", takes: 6m}\n',
        "      - {do: Press *Refund*., takes: 9m, novice: no, unverified: ",
        "      - do: Tell the customer.  # with care\n        takes: 2m\n",
    ):
        assert line in text
    assert text.startswith(BUSINESS + "# Our shop. Comments stay.\n")
    plan = now(tmp_path)
    record = plan.exercises["refunds-2026-11-22-100000"]
    assert (record.of, tuple(record.by), bool(record.cold), str(record.took)) == (
        "refunds",
        ("maya",),
        True,
        "17m",
    )
    assert record.result == "worked in part"
    assert [str(each) for each in record.findings][1:] == ["Nobody saw it."]
    assert "There is no \\*button\\* \\{x\\}" in record.findings[0]
    assert [each.owner for each in record.actions] == ["sam"]


def test_time_that_somebody_was_stuck_at_one_step_is_no_time_of_the_next(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    first, second, third = boxes(plan, "refunds")
    lines = ((5, "done", first, ""), (25, "stuck", second, "No button."), (29, "done", third, ""))
    log = log_of(plan, "cold", "refunds", (0, "start", "", ""), *lines, steps=(first, second, third))
    assert learn(tmp_path, log, "--yes").exit_code == 0
    takes = [str(step.takes) for step in now(tmp_path).functions["refunds"].steps]
    assert takes == ["5m", "5m", "4m"], "nobody measured the second"


def test_a_second_time_there_is_nothing_left_to_learn(tmp_path: Path) -> None:
    log = cold(shop(tmp_path))
    learn(tmp_path, log, "--yes")
    before = (tmp_path / "shop.yml").read_bytes(), len([*tmp_path.rglob("*")])
    done = learn(tmp_path, log, "--yes")
    assert "The plan says all that this log tells." in done.output
    assert ((tmp_path / "shop.yml").read_bytes(), len([*tmp_path.rglob("*")])) == before


def test_two_drills_in_a_minute_are_two_records(tmp_path: Path) -> None:
    log = log_of(shop(tmp_path), "practice", "refunds", (0, "start", "", ""))
    for seconds in (0, 20):
        learn(tmp_path, replace(log, started=START + timedelta(seconds=seconds)), "--yes")
    assert len(now(tmp_path).exercises) == 2


def test_a_record_repeats_no_name_that_says_already_what_it_is(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    renamed = (
        (tmp_path / "shop.yml").read_text(encoding="utf-8").replace("Refund customers", "'Drill: refunds'")
    )
    log = log_of(plan, "practice", "refunds", (0, "start", "", ""))
    learn(tmp_path, log, "--yes")
    assert [each.name for each in now(tmp_path).exercises.values()] == ["Drill: Refund customers"]
    (tmp_path / "shop.yml").write_text(renamed, encoding="utf-8")
    learn(tmp_path, replace(log, started=START + timedelta(hours=1)), "--yes")
    assert [each.name for each in now(tmp_path).exercises.values()][1:] == ["Drill: refunds"]


def test_each_change_is_shown_and_asked_for(tmp_path: Path) -> None:
    log = cold(shop(tmp_path))
    before = (tmp_path / "shop.yml").read_bytes()
    for words, answers in (((), "n\nn\nn\nn\nn\n"), ((), "q\n"), ((), ""), (("--dry-run",), "")):
        done = learn(tmp_path, log, *words, answers=answers)
        assert "Nothing was written." in done.output
        assert "-      - Open the order, and read it." in done.output or answers == "q\n" or not answers
        assert (tmp_path / "shop.yml").read_bytes() == before
        assert not (tmp_path / "exercises").exists()
    done = learn(tmp_path, log, answers="n\ny\nq\n")
    assert "Took 1 proposal, in:" in done.output
    assert "takes: 6m" in (tmp_path / "shop.yml").read_text(encoding="utf-8")
    assert not now(tmp_path).exercises


def test_a_drill_that_worked_counts_until_the_steps_are_edited(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    first, second, third = boxes(plan, "refunds")
    lines: list[Line] = [
        (2, "done", first, ""),
        (7, "done", second, ""),
        (9, "done", third, ""),
        (9, "end", "", ""),
    ]
    learn(tmp_path, log_of(plan, "practice", "refunds", *lines, steps=(first, second, third)), "--yes")
    assert [*drill_results(now(tmp_path), TODAY).values()] == [DrillResult.WORKED]
    file = tmp_path / "shop.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Tell the customer", "Write to the customer"), "utf-8"
    )
    assert [*drill_results(now(tmp_path), TODAY).values()] == [DrillResult.CHANGED]


def test_how_often_it_is_tried_is_taken_over_from_the_drill_before(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    before = "exercises: {a: {name: A, of: refunds, on: 2026-01-01, by: sam, result: worked, again: 180d}}\n"
    (tmp_path / "more.yml").write_text(before, encoding="utf-8")
    learn(tmp_path, cold(plan), "--yes")
    plan = now(tmp_path)
    record = plan.exercises["refunds-2026-11-22-100000"]
    assert (str(record.again), record.type) == ("180d", "steps")
    assert drills_due(plan, drill_results(plan, TODAY)) == {"refunds": date(2027, 5, 21)}


def test_a_call_drill_counts_answers_and_marks_the_number(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    call = call_key("sam", "maya")
    log = log_of(
        plan,
        "calls",
        "chain",
        (1, "missed", call, "A voice mail."),
        (9, "end", "", ""),
        who="sam",
        steps=(call,),
    )
    assert learn(tmp_path, log, "--yes").exit_code == 0
    plan = now(tmp_path)
    assert str(plan.people["maya"].reach[0].note) == "no answer on 2026-11-22; check it"
    assert "# her own" in (tmp_path / "shop.yml").read_text(encoding="utf-8")
    (record,) = plan.exercises.values()
    assert [str(each) for each in record.findings] == [
        "{maya} could not be reached. A voice mail.",
        "0 of 1 answered in person.",
    ]


def test_a_question_that_nobody_knew_becomes_an_action(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    log = log_of(
        plan,
        "table-top",
        "gone",
        (1, "stuck", "turn-1-abc", "Sam knows."),
        who="Sam and Maya",
        steps=("turn-1-abc",),
    )
    learn(tmp_path, log, "--yes")
    (record,) = now(tmp_path).exercises.values()
    assert tuple(record.by) == ("sam", "maya")
    assert [str(each.do) for each in record.actions] == ["Write into the plan: “words of turn-1-abc”"]


def test_a_restore_drill_measures_the_restore_and_the_copy(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    (box,) = boxes(plan, "till")
    log = log_of(plan, "restore", "till", (1, "done", box, ""), (45, "end", "", ""), who="sam", steps=(box,))
    learn(tmp_path, log, "--yes")
    till = now(tmp_path).systems["till"]
    assert till.restore is not None
    assert (str(till.restore.takes), str(till.backups[0].tested), str(till.backups[0].took)) == (
        "45m",
        "2026-11-22",
        "45m",
    )


def test_an_incident_leaves_a_record_that_it_was_real(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    log = log_of(plan, "", "gone", (0, "start", "", ""), (3, "lead", "", "Maya Reyes"), (4000, "end", "", ""))
    assert learn(tmp_path, log, "--yes").exit_code == 0
    (record,) = now(tmp_path).exercises.values()
    assert (record.of, bool(record.real), str(record.took), record.tried) == ("gone", True, "2d 18h", None)


def test_what_is_handed_back_is_in_the_plan_and_a_step_that_went_is_not(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    keys, other = (f"scenarios-gone-{digest(each)}" for each in ("The keys.", "The badge."))
    for steps, told in (((keys,), ()), ((keys, other), ("words of " + other,))):
        assert (
            lesson(plan, log_of(plan, "", "gone", (0, "start", "", ""), steps=steps), ("maya",)).gone == told
        )


@pytest.mark.parametrize(
    ("who", "of", "words"),
    [
        ("A stranger", "refunds", "does not say which person of the plan did it"),
        ("Maya", "nothing", "which this plan does not have"),
    ],
)
def test_what_the_log_cannot_tell_is_said_and_not_guessed(
    tmp_path: Path, who: str, of: str, words: str
) -> None:
    log = log_of(shop(tmp_path), "cold", "refunds", (0, "start", "", ""), who=who)
    raw = json.loads(write(log, START))
    raw["drill"]["of"] = of
    (tmp_path / "log.json").write_text(json.dumps(raw))
    done = CliRunner().invoke(
        outlast, ["learn", str(tmp_path / "log.json"), "--plan", str(tmp_path), "--yes"]
    )
    assert words in done.output
    assert done.exit_code == 2


def test_a_secret_in_a_note_writes_nothing(tmp_path: Path) -> None:
    plan = shop(tmp_path)
    log = log_of(plan, "cold", "refunds", (1, "note", "", "the password is hunter2-Blue-Kettle9"))
    done = learn(tmp_path, log, "--yes")
    assert "so nothing was written" in done.output
    assert done.exit_code == 2
    assert not now(tmp_path).exercises


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    shop(tmp_path)
    (tmp_path / "tables.json").write_text('{"tables": []}')
    done = CliRunner().invoke(outlast, ["learn", str(tmp_path / "tables.json"), "--plan", str(tmp_path)])
    assert "This file is no log of Outlast." in done.output
    assert done.exit_code == 2
