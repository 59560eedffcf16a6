"""What is due to be read again: on pages, in a walk through it, and as one issue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result
from outlast.analysis import analyse
from outlast.build import check
from outlast.cli import outlast
from outlast.edited import edited
from outlast.load import load
from outlast.model import Edition, Plan
from outlast.pages import compose
from outlast.redact import redact
from outlast.render import draw
from outlast.reviewing import FIRST, TITLE, Reason, due
from outlast.site import BuildInfo
from outlast.source import read

from tests.builders import make_plan
from tests.drawing import text_of

TODAY = date(2026, 11, 22)
PLAN = """\
# My shop, written on a Sunday
business: {format: 1, name: Fern, timezone: Europe/London, currency: GBP, review_every: 90d}

people:
  nell:
    name: Nell Hart   # that is me
    role: Founder
    reviewed: 2026-11-01
  tom: {name: Tom Reed, role: Packs, reviewed: 2026-11-01}

functions:
  orders:
    name: Take orders
    by: [nell]
    loss: 900 GBP per day
    needs: [shop]
    reviewed: 2026-11-01

systems:
  shop:
    name: The shop
    reviewed: 2026-03-02 # before the move

equipment:
  kettle:
    name: Kettle
    reviewed: 2026-01-02

exercises:
  drill:
    name: An order by Tom
    of: orders
    on: 2026-10-14
    by: tom
    result: worked
    actions:
      - do: Write down the code.
        owner: nell
        due: 2026-10-31
"""


def plan_in(folder: Path, text: str = PLAN) -> Path:
    (folder / "plan").mkdir()
    (folder / "plan" / "shop.yml").write_text(text, encoding="utf-8")
    return folder


def review(folder: Path, *arguments: str, typed: str = "", day: date = TODAY) -> Result:
    command = ["review", "--plan", str(folder / "plan"), "--date", day.isoformat(), *arguments]
    result = CliRunner().invoke(outlast, command, input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def written(folder: Path) -> str:
    return (folder / "plan" / "shop.yml").read_text(encoding="utf-8")


def due_of(text: str, day: date = TODAY) -> list[tuple[Reason, str]]:
    plan = make_plan(text)
    return [(each.reason, each.subject) for each in due(plan, analyse(plan, day))]


def page(plan: Plan, path: str, edition: Edition = Edition.FULL, day: date = TODAY) -> str:
    seen, facts = redact(plan, analyse(plan, day, edited={"shop": date(2026, 4, 1)}), edition)
    tree = draw(compose(seen, facts, BuildInfo(day, "1"), edition))
    return text_of(next(each for each in tree.pages if each.path == path))


def test_most_protective_comes_first_and_what_is_fresh_is_not_asked() -> None:
    assert due_of(PLAN) == [
        (Reason.LATE, "shop"),
        (Reason.ACTION, "drill"),
        (Reason.LATE, "kettle"),
    ]


def test_what_was_never_read_and_what_is_due_soon_are_asked_too() -> None:
    moved = PLAN.replace("reviewed: 2026-03-02 # before the move", "url: https://shop.example")
    moved = moved.replace("2026-01-02", "2026-09-10")
    assert due_of(moved)[::2] == [(Reason.NEVER, "shop"), (Reason.SOON, "kettle")]
    assert due_of(moved, date(2026, 9, 11)) == [(Reason.NEVER, "shop")]


def test_what_was_just_read_is_not_asked_again_however_often_it_is_due() -> None:
    often = PLAN.replace("review_every: 90d", "review_every: 20d").replace("2026-03-02", "2026-11-20")
    assert (Reason.LATE, "orders") in due_of(often)
    assert "shop" not in [id for _, id in due_of(often)]
    assert (Reason.SOON, "shop") in due_of(often, date(2026, 12, 1))


def test_every_nag_comes_as_the_clock_moves() -> None:
    """A plan that nobody touches rots by itself."""
    due_then = {id for _, id in due_of(PLAN, date(2027, 6, 1))}
    assert due_then == {"drill", "shop", "kettle", "nell", "tom", "orders"}


def test_review_writes_the_day_and_keeps_every_comment(tmp_path: Path) -> None:
    folder = plan_in(tmp_path)
    said = review(folder, typed="y\ny\nn\nIt was sold in May\n").output
    assert "1 of 3" in said
    assert said.count("Written.") == 3
    expected = PLAN.replace("2026-03-02 # before", "2026-11-22 # before")
    expected = expected.replace("2026-10-31\n", "2026-10-31\n        done: 2026-11-22\n")
    expected = expected.replace("2026-01-02\n", "2026-01-02\n    doubt: It was sold in May\n")
    assert written(folder) == expected
    again = review(folder, typed="y\n").output
    assert "Read again: Kettle, a piece of equipment. You wrote: It was sold in May." in again
    assert "doubt" not in written(folder)
    assert "Nothing is due." in review(folder).output


AGED = """
business: {format: 1, name: Fern, timezone: Europe/London, currency: GBP}
people: {nell: {name: Nell Hart, role: Founder}}
systems:
  shop:
    name: The shop
    access:
      - who: nell
        until: 2026-11-01
    backups:
      - what: Orders
        tested: 2025-10-01
funds:
  card:
    name: Company card
    expires: 2026-10-31 # on the back
break_glass:
  envelope:
    name: The envelope
    holders: nell
    opens: [{system: shop}]
    tests:
      - {system: shop, on: 2025-09-01, worked: yes}
"""


def test_what_expired_gets_a_new_day_and_what_was_tested_gets_today(tmp_path: Path) -> None:
    folder = plan_in(tmp_path, AGED)
    said = review(folder, "--list").output
    for each in (
        "The access of Nell Hart to The shop expired on Sunday 1 November 2026.",
        "Restore a backup of The shop again (Orders). The last test was on Wednesday 1 October 2025.",
        "Company card expired on Saturday 31 October 2026.",
        "Try The envelope again for The shop. It last opened on Monday 1 September 2025.",
    ):
        assert each in " ".join(said.split())
    assert [reason for reason, _ in due_of(AGED, date(2026, 10, 20))] == [Reason.TEST] * 2 + [Reason.SOON] * 2
    reasons = [reason for reason, _ in due_of(AGED)]
    typed = "".join("y\n" if each is Reason.TEST else "y\n2029-12-31\n" for each in reasons)
    assert review(folder, typed=typed).output.count("Written.") == 4
    expected = AGED.replace("until: 2026-11-01", "until: 2029-12-31").replace("2026-10-31 #", "2029-12-31 #")
    expected = expected.replace("tested: 2025-10-01", "tested: 2026-11-22")
    opened = "      - {system: shop, on: 2025-09-01, worked: yes}\n"
    expected = expected.replace(opened, opened + opened.replace("2025-09-01", "2026-11-22"))
    assert written(folder) == expected
    assert "Nothing is due." in review(folder).output


def test_a_drill_that_is_due_again_is_asked_for_and_its_new_record_written(tmp_path: Path) -> None:
    drill = "    result: worked\n"
    text = PLAN.replace(drill, drill + "    again: 30d\n").replace("due: 2026-10-31", "done: 2026-10-31")
    folder = plan_in(tmp_path, text)
    assert (Reason.DRILL, "orders") in due_of(text)
    assert (Reason.SOON, "orders") in due_of(text, date(2026, 11, 1))
    assert (Reason.DRILL, "orders") in due_of(
        text.replace("result: worked", "result: failed"), date(2026, 10, 15)
    )
    order = [id for _, id in due_of(text)]
    before = "s\n" * order.index("orders")
    said = " ".join(review(folder, typed=f"{before}y\n\nq\n").output.split())
    assert (
        "Hold the drill of Take orders again: outlast drill orders. The last one was on Wednesday 14" in said
    )
    assert "Nothing was written." in said
    assert "stays due" in review(folder, typed=f"{before}n\nq\n").output
    assert "could not be read" in review(folder, typed=f"{before}y\nnobody\nq\n").output
    assert "Written." in review(folder, typed=f"{before}y\ntom, nell\nq\n").output
    plan = load(read(folder / "plan", "plan")).plan
    assert plan is not None
    (record,) = [each for each in plan.exercises.values() if each.on.date == TODAY]
    assert (record.of, record.name, tuple(record.by), record.result, str(record.again)) == (
        "orders", "An order by Tom", ("tom", "nell"), "worked", "30d"
    )  # fmt: skip
    assert not [each for each in due(plan, analyse(plan, TODAY)) if each.drill]


def test_review_asks_in_the_language_of_the_business(tmp_path: Path) -> None:
    dutch = AGED.replace("currency: GBP}", "currency: GBP, languages: [nl]}")
    said = " ".join(review(plan_in(tmp_path, dutch), typed="s\ns\ns\nq\n").output.split())
    assert "1 van 4" in said
    assert "De laatste test was op woensdag 1 oktober 2025." in said
    both = dutch.replace("name: The shop", "name: {nl: De winkel, en: The shop}")
    (tmp_path / "plan" / "shop.yml").write_text(both, encoding="utf-8")
    assert "De winkel" in review(tmp_path, "--list").output
    assert "De winkel" not in review(tmp_path, "--list", "--language", "en").output


def test_a_day_that_is_none_is_not_written(tmp_path: Path) -> None:
    folder = plan_in(tmp_path, AGED)
    first = next(number for number, (reason, _) in enumerate(due_of(AGED)) if reason is Reason.EXPIRED)
    said = review(folder, typed="s\n" * first + "y\nnext year\nq\n").output
    assert "Nothing was written" in said
    assert written(folder) == AGED


def test_review_writes_nothing_that_the_plan_could_not_be_read_with(tmp_path: Path) -> None:
    folder = plan_in(tmp_path)
    said = review(folder, typed="n\nAsk {nobody-of-us}\nq\n").output
    assert "Nothing was written, because the plan could not be read then:" in said
    assert written(folder) == PLAN


def test_review_says_what_must_be_written_by_hand(tmp_path: Path) -> None:
    text = PLAN.replace("    reviewed: 2026-11-01\n\nfunctions", "\n\nfunctions")
    folder = plan_in(tmp_path, text.replace("Packs, reviewed: 2026-11-01}", "Packs}"))
    assert "written in brackets" in review(folder, "--all", typed="y\ny\ny\ny\n").output


def test_five_are_asked_at_a_time(tmp_path: Path) -> None:
    folder = plan_in(tmp_path)
    said = review(folder, "--list", day=date(2027, 6, 1)).output
    assert f"\n{FIRST}. " in said
    assert f"\n{FIRST + 1}. " not in said
    assert "1 more is due" in said
    assert f"\n{FIRST + 1}. " in review(folder, "--list", "--all", day=date(2027, 6, 1)).output


FAKE = """\
import json, sys
from pathlib import Path
log = Path(sys.argv[0]).with_name("log.json")
calls = json.loads(log.read_text()) if log.exists() else []
body = sys.stdin.read() if "--body-file" in sys.argv else ""
log.write_text(json.dumps([*calls, [*sys.argv[1:], body]]))
if sys.argv[2] == "list":
    print(Path(sys.argv[0]).with_name("open.json").read_text())
if sys.argv[2] == "create":
    print("https://github.example/issues/7")
"""


@pytest.fixture
def gh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a program `gh` that notes what it is asked; `open.json` there is what is open."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "gh.py").write_text(FAKE, encoding="utf-8")
    if sys.platform == "win32":
        (folder / "gh.bat").write_text(f'@"{sys.executable}" "%~dp0gh.py" %*\n', encoding="utf-8")
    else:
        program = folder / "gh"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{folder / "gh.py"}" "$@"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=";" if sys.platform == "win32" else ":")
    return folder


@pytest.mark.parametrize(
    ("open_now", "day", "done", "said"),
    [
        ([], TODAY, "create", "Opened https://github.example/issues/7. Things that are due: 3."),
        ([{"number": 4, "title": "Other"}], TODAY, "create", "Opened https://"),
        ([{"number": 4, "title": TITLE}], TODAY, "edit", "Issue 4 is up to date. Things that are due: 3."),
        ([{"number": 4, "title": TITLE}], date(2026, 1, 1), "close", "Nothing is due. Issue 4 is closed."),
        ([], date(2026, 1, 1), "list", "Nothing is due, and no issue is open."),
    ],
)
def test_one_issue_is_opened_kept_and_closed(
    tmp_path: Path, gh: Path, open_now: object, day: date, done: str, said: str
) -> None:
    (gh / "open.json").write_text(json.dumps(open_now), encoding="utf-8")
    text = PLAN if day == TODAY else PLAN.replace("2026", "2025").replace("2025-11-01", "2025-12-31")
    text = (
        text if day == TODAY else text.replace("2025-03-02", "2025-12-31").replace("2025-01-02", "2025-12-31")
    )
    text = text if day == TODAY else text.replace("due: 2025-10-31", "done: 2025-10-31")
    assert said in review(plan_in(tmp_path, text), "--issue", day=day).output
    calls = json.loads((gh / "log.json").read_text())
    assert calls[-1][1] == done
    if done in ("create", "edit"):
        assert "- [ ] Nell Hart was to do this by Saturday 31 October 2026" in calls[-1][-1]


# On the pages


def test_a_page_tells_read_edited_and_done_apart() -> None:
    plan = make_plan(PLAN)
    shop = page(plan, "restore/shop")
    assert "Last checked" in shop
    assert "Monday 2 March 2026, next time by Sunday 31 May 2026" in shop
    assert "Last edited" in shop
    assert "Wednesday 1 April 2026" in shop
    orders = page(plan, "serve/orders")
    assert "Last done by somebody other than Nell Hart" in orders
    assert "Wednesday 14 October 2026, by Tom Reed: worked" in orders
    assert "other than" not in page(plan, "people/tom")


def test_an_overdue_page_says_so_on_top() -> None:
    plan = make_plan(PLAN)
    late = "Somebody had to read this again by Sunday 31 May 2026, but nobody has done it."
    shop = page(plan, "restore/shop")
    assert late in shop[: shop.index("Last checked")]
    assert "but nobody has done it" in page(plan, "restore/equipment")
    assert late not in page(plan, "restore/shop", day=date(2026, 5, 31))
    assert "but nobody has done it" not in page(plan, "serve/orders")
    assert "Somebody had to read" not in page(plan, "restore/shop", Edition.PUBLIC)


def test_a_doubt_stands_on_top_until_it_is_put_right() -> None:
    doubted = make_plan(PLAN.replace("name: The shop", "name: The shop\n    doubt: The address has moved."))
    shop = page(doubted, "restore/shop")
    assert "Something here is not right" in shop[: shop.index("Last checked")]
    assert "The address has moved." in shop
    assert "The address has moved." not in page(doubted, "restore/shop", Edition.PUBLIC)


def git(folder: Path, *arguments: str, day: str = "2026-03-01") -> None:
    when = f"{day}T12:00:00+00:00"
    subprocess.run(
        ["git", "-c", "user.name=N", "-c", "user.email=n@shop.example", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "PATH": os.environ["PATH"]},
    )


def test_git_says_when_each_thing_was_edited(tmp_path: Path) -> None:
    folder = plan_in(tmp_path)
    plan = folder / "plan"

    def days() -> dict[str, date]:
        return dict(edited(plan, load(read(plan, plan.as_posix())).origins, TODAY))

    assert days() == {}
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Begin")
    assert set(days().values()) == {date(2026, 3, 1)}
    file = plan / "shop.yml"
    file.write_text(PLAN.replace("name: Kettle", "name: Big kettle"), encoding="utf-8")
    assert days()["kettle"] == TODAY, "what is not committed yet was edited today"
    git(folder, "commit", "-qam", "Kettle", day="2026-06-01")
    assert (days()["kettle"], days()["shop"]) == (date(2026, 6, 1), date(2026, 3, 1))
    checked = check(plan, Edition.FULL, today=TODAY)
    assert checked.facts.edited == {}, "rules do not need it"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{folder}", "shallow")
    shallow = tmp_path / "shallow" / "plan"
    assert edited(shallow, load(read(shallow, shallow.as_posix())).origins, TODAY) == {}


def test_a_doubt_is_a_warning_of_check() -> None:
    from outlast import checks

    plan = make_plan(dedent(PLAN).replace("name: The shop", "name: The shop\n    doubt: It has moved."))
    found = checks.run(plan, analyse(plan, TODAY)).findings
    assert [each.subject for each in found if each.rule == "doubted"] == ["shop"]
