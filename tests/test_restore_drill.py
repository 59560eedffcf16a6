"""Restore drills are real: commands run one by one with consent, in a folder of their own, and checked."""

import os
import shutil
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outlast import build
from outlast.cli import outlast
from outlast.journal import Log, read
from outlast.sandbox import PATHS, Sandbox, runs

from tests.builders import BUSINESS, PEOPLE
from tests.host.running import ROOT
from tests.languages.pseudo import pseudo
from tests.languages.test_leftovers import english_in, typed

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the commands of the plans are for a POSIX shell"
)

SHOP = """
procedures:
  inner:
    name: Inner
    steps: [{do: Unpack it., command: "echo data as of 2026-01-01T00:00Z", check: test 1 = 1}]
systems:
  till:
    name: The till
    rto: 1h
    rpo: 1d
    owner: sam
    restore:
      by: sam
      takes: 3h
      steps:
        - {do: Make a file., command: echo one > made.txt, check: grep -q one made.txt}
        - {use: inner}
        - {do: Wipe the screen.}
        - {do: Say so., command: cat made.txt, language: bash}
functions:
  orders: {name: Take orders, by: sam, steps: [Open the till.]}
"""


def drill(
    folder: Path, thing: str, *words: str, shop: str = SHOP, answers: str = ""
) -> tuple[Result, list[Log]]:
    (folder / "shop.yml").write_text(BUSINESS + PEOPLE + shop, encoding="utf-8")
    out = folder / "out"
    typed = ["drill", "--run", thing, "--plan", str(folder), "--out", str(out), *words]
    done = CliRunner().invoke(outlast, typed, input=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done, [read(file.read_bytes()) for file in out.glob("*.json")]


def test_the_example_restores_a_real_database(tmp_path: Path) -> None:
    for tool in ("mariadbd", "mariadb-install-db", "mariadb", "mariadb-dump"):
        assert shutil.which(tool, path=PATHS), (
            f"no {tool}: run `make test`, which installs it as root on Debian, or install MariaDB"
        )
    typed = [
        "drill",
        "--run",
        "restore-drill-orders",
        "--yes",
        "--plan",
        str(ROOT / "plan"),
        "--out",
        str(tmp_path),
    ]
    done = CliRunner().invoke(outlast, typed)
    assert done.exit_code == 0, done.output
    assert "It worked, in " in done.output
    assert "Shopify is promised back within 8 hours (RTO): kept." in done.output
    assert "No more than 1 day may be lost (RPO)" in done.output
    (file,) = tmp_path.glob("*.json")
    log = read(file.read_bytes())
    assert log.result == "worked"
    assert len(log.said("done")) == len(log.steps) == 6
    assert "Zoë Müller" in log.said("output")[-1].text
    assert not list(Path("/tmp").glob("outlast-*/db.sock"))


def test_steps_run_in_order_with_their_checks_and_the_log_is_learned_from(tmp_path: Path) -> None:
    done, (log,) = drill(tmp_path, "till", answers="y\ny\ny\ny\n")
    assert done.exit_code == 0, done.output
    assert "$ grep -q one made.txt" in done.output
    assert [entry.text for entry in log.said("done")] == [
        "Make a file.",
        "Unpack it.",
        "Wipe the screen.",
        "Say so.",
    ]
    assert log.said("output")[-1].text == "one"
    assert "The till is promised back within 1 hour (RTO): kept." in done.output
    assert "NOT kept" in done.output.split("(RPO)")[1]
    (file,) = (tmp_path / "out").glob("*.json")
    learned = CliRunner().invoke(outlast, ["learn", str(file), "--plan", str(tmp_path), "--yes"])
    assert learned.exit_code == 0, learned.output
    assert "takes: 1m" in (tmp_path / "shop.yml").read_text(encoding="utf-8")


def test_two_drills_in_a_minute_leave_two_logs(tmp_path: Path) -> None:
    drill(tmp_path, "till", "--yes", shop=SHOP.replace("grep -q one", "grep -q two"))
    _, logs = drill(tmp_path, "till", "--yes")
    assert sorted(log.result for log in logs) == ["failed", "worked in part"]


def test_a_drill_speaks_the_language_of_the_business(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "language_of", lambda *_: pseudo())
    for shop, answers in ((SHOP, "y\nn\ny\ny\n"), (SHOP.replace("one >", "two >"), "y\n"), (SHOP, "q\n")):
        done, _ = drill(tmp_path, "till", answers=answers, shop=shop)
        known = typed(tmp_path)
        told = [line for line in done.output.splitlines() if "$" not in line and str(tmp_path) not in line]
        assert {word: line for line in told for word in english_in(line) if word not in known} == {}


def test_nothing_runs_without_consent(tmp_path: Path) -> None:
    shop = SHOP.replace("echo one > made.txt", f"touch {tmp_path}/made; false")
    for answers in ("q\n", "", "n\nn\nq\n"):
        done, logs = drill(tmp_path, "till", answers=answers, shop=shop)
        assert "Nothing was tried" in done.output
        assert (done.exit_code, logs) == (1, [])
    drill(tmp_path, "till", answers="n\ny\ny\nq\n", shop=shop)
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(("words", "answers"), [((), "y\nn\ny\ny\n"), ((), "y\ny\ny\nq\n"), (("--yes",), "")])
def test_a_drill_of_which_a_step_was_left_out_did_not_work_whole(
    tmp_path: Path, words: tuple[str, ...], answers: str
) -> None:
    """Else an untried step becomes a proof: the step by hand, with --yes, is nobody's."""
    done, (log,) = drill(tmp_path, "till", *words, answers=answers)
    assert log.result == "worked in part"
    assert len(log.said("done")) == 3
    assert (done.exit_code, "(RTO)" in done.output) == (1, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [("grep -q one made.txt", "grep -q two made.txt"), ("echo one > made.txt", "no-such-program")],
)
def test_a_step_or_a_check_that_fails_ends_the_drill(tmp_path: Path, old: str, new: str) -> None:
    done, (log,) = drill(tmp_path, "till", "--yes", shop=SHOP.replace(old, new))
    assert (done.exit_code, log.result) == (1, "failed")
    assert "It failed, and the plan does not say what to do then." in done.output
    assert (log.said("done"), len(log.said("stuck"))) == ((), 1)
    assert "(RTO)" not in done.output


def test_a_step_without_a_command_is_asked_for(tmp_path: Path) -> None:
    done, (log,) = drill(tmp_path, "till", answers="y\ny\nn\n")
    assert "done by hand. Did it work?" in done.output
    assert (done.exit_code, log.result, log.said("stuck")[0].text) == (1, "failed", "Wipe the screen.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("orders", "--who", "sam"), "No step of"),
        (("inner",), "Say who does it: --who"),
        (("inner", "--who", "tom"), "Say who does it: --who"),
        (("till", "--sandbox", "."), "is not empty"),
    ],
)
def test_what_cannot_be_run_is_refused(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done, logs = drill(tmp_path, *words)
    assert said in done.output
    assert (done.exit_code, logs) == (2, [])


def test_a_command_sees_nothing_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "do-not-tell")
    ran = Sandbox(tmp_path).run("env; pwd")
    assert "do-not-tell" not in ran.output
    assert f"HOME={tmp_path}" in ran.output
    assert ran.output.endswith(str(tmp_path))


def test_a_command_that_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    ran = Sandbox(tmp_path).run("sleep 60 & sleep 60", longest=timedelta(seconds=0.3))
    assert ran.code == -signal.SIGTERM
    assert ran.took < timedelta(seconds=20)


def test_what_runs_in_the_background_is_ended_at_the_end(tmp_path: Path) -> None:
    room = Sandbox(tmp_path)
    assert room.run("sleep 60 > /dev/null & echo $! > pid").worked
    pid = int((tmp_path / "pid").read_text())
    os.kill(pid, 0)
    room.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_only_shells_are_run() -> None:
    assert runs("bash")
    assert runs("")
    assert not runs("powershell")
    assert not runs("sql")
