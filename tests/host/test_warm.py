"""A command in a process that has imported already does what one in a process of its own does."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.host import warm
from tests.host.running import ROOT, SMALL, cold, contents, run, spoil, surroundings

pytestmark = pytest.mark.skipif("os.name == 'nt'", reason="Windows cannot fork: all commands are cold there")


def test_output_code_and_files_are_those_of_a_new_process(tmp_path: Path) -> None:
    one, other = tmp_path / "one" / "shop", tmp_path / "other" / "shop"
    for shop in (one, other):
        shutil.copytree(SMALL, shop)
    for command in (("outlast", "build"), ("mkdocs", "build", "--quiet"), ("outlast", "never heard of")):
        warmed, new = run(*command, cwd=one, TZ="Asia/Tokyo"), cold(*command, cwd=other, TZ="Asia/Tokyo")
        assert (warmed.returncode, warmed.stdout, warmed.stderr) == (new.returncode, new.stdout, new.stderr)
    assert contents(one) == contents(other)
    spoil(one / "plan")
    spoil(other / "plan")
    warmed, new = run("outlast", "check", cwd=one), cold("outlast", "check", cwd=other)
    assert (warmed.returncode, warmed.stdout) == (1, new.stdout)


def test_no_command_sees_what_another_did_to_its_process(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(
        "import os, sys, outlast\n"
        "print(hasattr(outlast, 'seen'), os.getcwd(), sys.argv[1:], os.environ['TOLD'], file=sys.stderr)\n"
        "outlast.seen = True\n"
        "sys.exit('the reason')\n",
        encoding="utf-8",
    )
    for number in ("1", "2"):
        done = run("module", number, cwd=tmp_path, TOLD=number)
        assert done.stderr == f"False {tmp_path} ['{number}'] {number}\nthe reason\n"
        assert (done.returncode, done.stdout) == (1, "")


def test_what_a_command_does_at_its_end_is_done(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(
        "import atexit, sys, tempfile, threading, time\n"
        "folder = tempfile.TemporaryDirectory(dir='.')\n"
        "atexit.register(print, 'at exit')\n"
        "threading.Thread(target=lambda: time.sleep(0.1) or print('of a thread')).start()\n"
        "print('of the module')\n"
        "if sys.argv[1:]: sys.exit(int(sys.argv[1]))\n",
        encoding="utf-8",
    )
    for code in ("", "0", "3"):
        done = run("module", *code, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (int(code or 0), "of the module\nof a thread\nat exit\n")
    assert [each.name for each in tmp_path.iterdir()] == ["module.py"]


def test_one_that_takes_too_long_is_ended_and_the_next_one_runs(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(900)\n", encoding="utf-8")
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run("slow", (), tmp_path, surroundings(), timeout=0.1)
    assert run("outlast", "--version", cwd=ROOT).returncode == 0
