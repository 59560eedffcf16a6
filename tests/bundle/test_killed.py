"""Whatever happens to a run, its old result stands or the new one, and the next run needs no cleaning."""

import errno
import itertools
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from outlast.host.atomic_swap import swap
from outlast.host.folder import Replacement, replacing_folder
from outlast.host.lock import Lock, OutputLocked
from outlast.host.room import private_room, replacing
from outlast.verify import verify

from tests.host.running import contents, run, start, succeed, surroundings

MOMENTS = 50
PATIENCE = 60.0
"""Seconds that no build takes."""
WORDS = ("Give customers their money back.", "Give customers their money back today.")
BUILDS = (("outlast", "build"), ("mkdocs", "build", "--quiet"))
AT_REST = ["docs", "mkdocs.yml", "plan", "site"]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of our own, so that what is left in it is seen."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


# Real builds, killed


def say(shop: Path, words: str) -> None:
    file = shop / "plan/shop.yml"
    text = file.read_text(encoding="utf-8")
    for other in WORDS:
        text = text.replace(other, words)
    file.write_text(text, encoding="utf-8", newline="\n")


def test_a_build_killed_at_fifty_moments_leaves_no_broken_site(shop: Path) -> None:
    """The plan changes from round to round, so that a mixture of two sites would be seen as one."""
    whole: dict[str, Mapping[str, str]] = {}
    took = PATIENCE
    for words in WORDS:
        say(shop, words)
        began = time.monotonic()
        succeed("outlast", "build", cwd=shop)
        took = min(took, time.monotonic() - began)
        whole[words] = contents(shop / "site")
    assert whole[WORDS[0]] != whole[WORDS[1]]
    chance = random.Random(50)
    deaths = 0
    for number in itertools.count():
        say(shop, WORDS[number % 2])
        moment = chance.uniform(0, 1.05) * took
        if killed(BUILDS[number % 2], shop, after=moment):
            deaths += 1
        else:
            took = min(took, moment)  # the machine is faster now
        assert contents(shop / "site") in whole.values(), f"broken after {moment:.3f} s"
        if deaths == MOMENTS:
            break
    say(shop, WORDS[0])
    succeed("outlast", "build", cwd=shop)
    assert contents(shop / "site") == whole[WORDS[0]]
    assert sorted(entry.name for entry in shop.iterdir()) == AT_REST


def test_a_bundle_killed_at_ten_moments_leaves_no_broken_zip(shop: Path, room: Path) -> None:
    began = time.monotonic()
    succeed("outlast", "bundle", "--plain", cwd=shop)
    took = time.monotonic() - began
    (zipped,) = (shop / "dist").iterdir()
    chance = random.Random(10)
    for number in range(10):
        say(shop, WORDS[(number + 1) % 2])
        killed(("outlast", "bundle", "--plain"), shop, after=chance.uniform(0.4, 1.02) * took)
        assert verify(zipped).problems == ()
    succeed("outlast", "bundle", "--plain", cwd=shop)
    assert verify(zipped).problems == ()
    assert list((shop / "dist").iterdir()) == [zipped]
    assert [entry.name for entry in room.iterdir() if entry.is_dir()] == []


def killed(command: tuple[str, ...], shop: Path, *, after: float) -> bool:
    """Whether the command still ran when it was killed."""
    module, *arguments = command
    process = start(module, *arguments, cwd=shop)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


# Every step of the swap, one by one

STEPS = """
import os, sys
from pathlib import Path
left = int(sys.argv[1])
changes = "os.rename os.remove os.rmdir os.mkdir shutil.rmtree shutil.copyfile ctypes.dlsym".split()

def watch(event, arguments):
    global left
    if event in changes or (event == "open" and sys.argv[2] in str(arguments[0])):
        left -= 1
        if left < 0:
            os._exit(9)  # at once, with nothing tidied up

import outlast.host.folder as folder, outlast.host.room as room
if sys.argv[3] == "renames":
    folder.swap = lambda one, other: False
sys.addaudithook(watch)
if sys.argv[4] == "folder":
    with folder.replacing_folder(Path(sys.argv[2]) / "site") as new:
        (new.folder / "page.html").write_text("new")
        (new.folder / "deep").mkdir()
        (new.folder / "deep/page.html").write_text("new")
        new.keep(b"new")
else:
    with room.replacing(Path(sys.argv[2]) / "copy.zip") as new:
        new.write_bytes(b"new")
"""


def broken_off(at: int, place: Path, how: str, what: str) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", STEPS, str(at), str(place), how, what],
        env=surroundings(),
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 9), done.stderr.decode()
    return done.returncode == 9


def old_site(place: Path) -> Path:
    with replacing_folder(place / "site") as new:
        (new.folder / "page.html").write_text("old", encoding="utf-8")
        (new.folder / "deep").mkdir()
        (new.folder / "deep/page.html").write_text("old", encoding="utf-8")
        new.keep(b"old")
    (place / "site/.git").mkdir()
    (place / "site/.git/HEAD").write_text("ref", encoding="utf-8")
    return place / "site"


@pytest.mark.parametrize("how", ["exchange", "renames"])
def test_a_swap_broken_off_at_any_step(how: str, tmp_path: Path) -> None:
    states = set()
    steps = 0
    while True:
        place = tmp_path / str(steps)
        place.mkdir()
        site = old_site(place)
        old = contents(site)
        unfinished = broken_off(steps, place, how, "folder")
        if how == "exchange" and exchanges(tmp_path):
            assert site.is_dir(), "there is a moment without a site"
        Replacement(site).drop()  # how every run begins
        found = contents(site)
        texts = {
            (site / path).read_text(encoding="utf-8") for path in ("page.html", "deep/page.html", ".outlast")
        }
        assert texts in ({"old"}, {"new"})
        assert found.keys() == old.keys(), "what somebody keeps hidden in it stays"
        assert [entry.name for entry in place.iterdir()] == ["site"]
        states |= texts
        steps += 1
        if not unfinished:
            break
    assert states == {"old", "new"}
    assert steps > 10


def test_a_file_broken_off_at_any_step(tmp_path: Path) -> None:
    states = set()
    steps = 0
    while True:
        place = tmp_path / str(steps)
        place.mkdir()
        (place / "copy.zip").write_bytes(b"old")
        unfinished = broken_off(steps, place, "renames", "file")
        states.add((place / "copy.zip").read_bytes())
        with replacing(place / "another.zip") as aside:
            aside.write_bytes(b"another")
        assert sorted(entry.name for entry in place.iterdir()) == ["another.zip", "copy.zip"]
        steps += 1
        if not unfinished:
            break
    assert states == {b"old", b"new"}


def exchanges(place: Path) -> bool:
    """Whether this system and disk can swap two folders in one step."""
    for name in ("one", "other"):
        (place / name).mkdir(exist_ok=True)
    return swap(place / "one", place / "other")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may lack it")
def test_linux_swaps_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name, encoding="utf-8")
    assert swap(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one/file").read_text(encoding="utf-8") == "other"
    assert not swap(tmp_path / "one", tmp_path / "nowhere")
    assert (tmp_path / "one/file").read_text(encoding="utf-8") == "other"


# Full, read-only, occupied


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to the size of a file")
@pytest.mark.parametrize("command", ["outlast build", "outlast bundle --plain", "mkdocs build"])
def test_a_disk_that_is_full_leaves_the_old_result(command: str, shop: Path, room: Path) -> None:
    """The system refuses to write more than so many bytes of a file, as a full disk does."""
    module, *arguments = command.split()
    succeed(module, *arguments, cwd=shop)
    before = contents(shop)
    limited = (
        "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000));"
        f"runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, *arguments],
        cwd=shop,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (1, 2), done.stderr
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(shop) == before
    assert [entry.name for entry in room.iterdir() if entry.is_dir()] == []


def test_a_full_disk_is_told_with_the_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "copy.zip").write_bytes(b"old")
    with pytest.raises(OSError, match="No space left on device") as told, replacing(tmp_path / "copy.zip"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert str(told.value.filename).endswith("copy.zip")
    assert [entry.name for entry in tmp_path.iterdir()] == ["copy.zip"]
    assert (tmp_path / "copy.zip").read_bytes() == b"old"


def test_a_place_that_cannot_be_written_is_told(shop: Path) -> None:
    (shop / "dist").write_text("a file where the folder should go", encoding="utf-8")
    done = run("outlast", "bundle", "--plain", cwd=shop)
    assert done.returncode == 2
    assert "dist" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("command", [("build",), ("bundle", "--plain")], ids=lambda command: command[0])
def test_a_read_only_folder_is_told(command: tuple[str, ...], shop: Path, locked: Path) -> None:
    done = run("outlast", *command, cwd=shop)
    assert done.returncode in (1, 2)
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def locked(shop: Path) -> Iterator[Path]:
    """The shop, which nobody may write until the test is over."""
    shop.chmod(0o555)
    yield shop
    shop.chmod(0o755)


def test_of_two_builds_at_once_the_site_is_whole(shop: Path) -> None:
    succeed("outlast", "build", cwd=shop)
    before = contents(shop / "site")
    command = [sys.executable, "-m", "outlast", "build"]
    two = [
        subprocess.Popen(command, cwd=shop, env=surroundings(), stderr=subprocess.PIPE, encoding="utf-8")
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[1] for process in two]
    for process, words in zip(two, said, strict=True):
        assert process.returncode == 0 or "Another build is writing" in words
        assert "Traceback" not in words
    assert 0 in {process.returncode for process in two}
    assert contents(shop / "site") == before
    assert sorted(entry.name for entry in shop.iterdir()) == AT_REST


def test_of_two_bundles_at_once_one_is_refused(shop: Path, room: Path) -> None:
    with Lock((shop / "dist").resolve(), "bundle"):
        second = run("outlast", "bundle", "--plain", cwd=shop)
    assert second.returncode == 2
    assert "Another build is writing" in second.stderr
    assert not (shop / "dist").exists()


def test_of_two_writers_of_a_file_one_is_refused(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.zip") as aside:
        aside.write_bytes(b"a")
        with pytest.raises(OutputLocked, match="Another build is writing"), replacing(tmp_path / "b.zip"):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps temporary folders for each user")
def test_a_room_is_private_and_what_a_kill_left_there_is_gone(tmp_path: Path, room: Path) -> None:
    with private_room() as made, private_room() as other:
        place = made
        assert made != other
        assert made.stat().st_mode & 0o077 == 0
    assert not made.exists()
    place.mkdir()
    (place / "plain.html").write_text("secret", encoding="utf-8")
    with private_room() as again:
        assert again == place
        assert list(again.iterdir()) == []
    (tmp_path / "precious").mkdir()
    place.symlink_to(tmp_path / "precious")
    with pytest.raises(OSError, match="symbolic link"), private_room():
        pass
    assert (tmp_path / "precious").is_dir()
