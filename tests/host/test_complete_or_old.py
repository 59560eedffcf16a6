"""What a failed or killed build leaves behind: the last good site, and nothing else."""

import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from outlast.host.folder import MARKER, Replacement, replacing_folder
from outlast.host.lock import OutputLocked
from outlast.host.marker import marker_of

from tests.host.running import contents, run, spoil, succeed, surroundings


@pytest.mark.parametrize(
    "command", [("mkdocs", "build"), ("mkdocs", "build", "--strict"), ("outlast", "build")]
)
def test_a_broken_plan_leaves_the_old_site(shop: Path, command: tuple[str, ...]) -> None:
    succeed(*command, cwd=shop)
    before = contents(shop / "site")
    spoilt = spoil(shop / "plan")
    done = run(*command, cwd=shop)
    assert done.returncode == 1
    assert f"{spoilt.name}:" in done.stderr
    assert "error[" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(shop / "site") == before
    assert sorted(entry.name for entry in shop.iterdir()) == ["docs", "mkdocs.yml", "plan", "site"]


def test_a_warning_of_mkdocs_in_strict_mode_leaves_the_old_site(shop: Path) -> None:
    succeed("mkdocs", "build", "--strict", cwd=shop)
    before = contents(shop / "site")
    (shop / "docs/by-hand.md").write_text("# Hand\n\n[nowhere](nowhere.md)\n", encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=shop)
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert contents(shop / "site") == before
    assert run("mkdocs", "build", cwd=shop).returncode == 0
    assert contents(shop / "site") != before


@pytest.mark.parametrize(
    "command", [("mkdocs", "build"), ("outlast", "build"), ("outlast", "export", "site")]
)
def test_a_folder_of_somebody_else_is_left_alone(shop: Path, command: tuple[str, ...]) -> None:
    (shop / "site").mkdir()
    (shop / "site/thesis.txt").write_text("three years of work", encoding="utf-8")
    done = run(*command, cwd=shop)
    assert done.returncode in (1, 2)
    assert "was not made by Outlast" in done.stderr
    assert "Traceback" not in done.stderr
    assert (shop / "site/thesis.txt").read_text(encoding="utf-8") == "three years of work"


def test_what_was_there_before_is_gone_and_what_is_hidden_stays(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with replacing_folder(target) as new:
        (new.folder / "old.html").write_text("old", encoding="utf-8")
        new.keep(b"1")
    (target / ".git").mkdir()
    (target / ".git/HEAD").write_text("ref", encoding="utf-8")
    with replacing_folder(target) as new:
        (new.folder / "new.html").write_text("new", encoding="utf-8")
        new.keep(b"2")
    assert sorted(contents(target)) == [".git/HEAD", MARKER, "new.html"]
    assert (target / MARKER).read_bytes() == b"2"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_an_exception_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with replacing_folder(target) as new:
        (new.folder / "page.html").write_text("good", encoding="utf-8")
        new.keep(b"")
    with pytest.raises(ZeroDivisionError):
        _half(target)
    assert (target / "page.html").read_text(encoding="utf-8") == "good"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_leftovers_of_a_killed_build_are_swept(tmp_path: Path) -> None:
    (tmp_path / ".out.outlast-new").mkdir()
    (tmp_path / ".out.outlast-new/half.html").write_text("half", encoding="utf-8")
    with replacing_folder(tmp_path / "out") as new:
        assert list(new.folder.iterdir()) == []
        new.keep(b"")
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_what_is_not_sealed_yet_is_private_and_ignored_by_git(tmp_path: Path) -> None:
    """A kill leaves it there: nobody else can read it, and `git add .` does not take it."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    with replacing_folder(tmp_path / "out") as new:
        (new.folder / "page.html").write_text("plain", encoding="utf-8")
        (room,) = tmp_path.glob(".out*")
        assert stat.S_IMODE(room.stat().st_mode) == 0o700
        command = ["git", "status", "--porcelain", "--untracked-files=all"]
        assert subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout == b""
        new.keep(b"")
    assert (tmp_path / "out").stat().st_mode & 0o077
    assert not list(tmp_path.glob(".out*"))


def test_a_build_killed_between_the_two_renames_is_undone(tmp_path: Path) -> None:
    (tmp_path / ".out.outlast-old").mkdir()
    (tmp_path / ".out.outlast-old" / MARKER).write_bytes(b"")
    (tmp_path / ".out.outlast-old/page.html").write_text("good", encoding="utf-8")
    Replacement(tmp_path / "out").drop()
    assert (tmp_path / "out/page.html").read_text(encoding="utf-8") == "good"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_of_two_builds_at_once_one_waits_outside(tmp_path: Path) -> None:
    first = Replacement(tmp_path / "out")
    with pytest.raises(OutputLocked, match="Another build"):
        Replacement(tmp_path / "out")
    first.drop()
    Replacement(tmp_path / "out").drop()


def test_a_killed_build_leaves_the_old_site_and_the_next_one_sweeps(shop: Path) -> None:
    succeed("outlast", "build", cwd=shop)
    before = contents(shop / "site")
    command = [sys.executable, "-m", "outlast", "build"]
    build = subprocess.Popen(command, cwd=shop, env=surroundings(), stderr=subprocess.DEVNULL)
    aside = shop / ".site.outlast-new"
    deadline = time.monotonic() + 60
    while not aside.exists():
        assert build.poll() is None, "the build ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.001)
    build.kill()
    build.wait()
    assert aside.exists()
    assert contents(shop / "site") == before
    succeed("outlast", "build", cwd=shop)
    assert contents(shop / "site") == before
    assert sorted(entry.name for entry in shop.iterdir()) == ["docs", "mkdocs.yml", "plan", "site"]


def test_a_damaged_marker_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text("[", encoding="utf-8")
    assert marker_of(tmp_path) is None


def _half(target: Path) -> None:
    with replacing_folder(target) as new:
        (new.folder / "page.html").write_text("half", encoding="utf-8")
        raise ZeroDivisionError
