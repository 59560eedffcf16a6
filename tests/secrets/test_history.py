"""`outlast check --history`: what git remembers is found, with its place and without its value."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from outlast import history
from outlast.diagnostics import render
from outlast.host.refusal import Refusal

from tests.builders import office
from tests.host.running import run

OLD = "orchid" + "-Bay9"
PLAN = "business: {format: 1, name: Shop, timezone: Europe/Brussels, currency: EUR}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a plan that is clean today, and was not."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    save(tmp_path, "plan/a b é.yml", f"{PLAN}# staff\n# the password is {OLD}\n", "A plan")
    save(tmp_path, "plan/a b é.yml", PLAN, "Less")
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    names = {"GIT_AUTHOR_NAME": "A", "GIT_COMMITTER_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.example"}
    names |= {
        "GIT_COMMITTER_EMAIL": "a@b.example",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **names},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def save(folder: Path, path: str, text: str | bytes, message: str) -> str:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def places(folder: Path) -> list[str]:
    """Where something was found: path, line, column."""
    found = history.searched(folder).diagnostics
    assert {one.rule for one in found} <= {"secret-in-history"}
    return [f"{one.path}:{one.span.line}:{one.span.column}" for one in found if one.span]


def test_a_secret_that_was_deleted_is_found_where_it_first_stood(repository: Path) -> None:
    first = git(repository, "rev-list", "--max-parents=0", "HEAD")
    assert places(repository / "plan") == [f"{first[:10]}:plan/a b é.yml:3:19"]
    assert OLD not in render(history.searched(repository).diagnostics)


def test_git_shows_what_the_message_names(repository: Path) -> None:
    (found,) = history.searched(repository).diagnostics
    assert OLD in git(repository, "show", found.path)


def test_a_secret_in_many_states_is_said_once(repository: Path) -> None:
    for number in range(5):
        save(repository, "notes.txt", f"password: {OLD}\n{number}\n", "Notes")
    assert len(places(repository)) == 1


def test_branches_messages_tags_and_stashes_are_searched(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "other")
    save(repository, "b.md", "The alarm code is 7719.\n", "More")
    git(repository, "switch", "--quiet", "main")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "Words\n\nPIN: 482915")
    git(repository, "tag", "--annotate", "v1", "--message", "door code 5561")
    (repository / "c.md").write_text("password: Willow33\n")
    git(repository, "add", "c.md")
    git(repository, "stash", "--quiet")
    found = places(repository)
    assert len(found) == 5
    assert sum("(message):" in place for place in found) == 2
    assert any(":b.md:" in place for place in found)
    assert any(":c.md:" in place for place in found)


def test_what_no_branch_leads_to_is_searched(repository: Path) -> None:
    save(repository, "d.md", "password: Willow33\n", "Oops")
    git(repository, "reset", "--quiet", "--hard", "HEAD~1")
    git(repository, "reflog", "expire", "--expire=now", "--all")
    assert any("(in no commit)" in place for place in places(repository))


def test_packed_objects_and_subfolders(repository: Path) -> None:
    git(repository, "gc", "--quiet")
    (repository / "plan" / "deep").mkdir()
    assert len(places(repository / "plan" / "deep")) == 1


def test_pictures_are_not_read_and_other_encodings_are(repository: Path) -> None:
    before = len(places(repository))
    save(repository, "picture.png", b"\x89PNG\0\0password: Willow33\n", "Picture")
    assert len(places(repository)) == before
    save(repository, "old.txt", "password: Willow44\n".encode("utf-16"), "Encoding")
    assert len(places(repository)) == before + 1
    save(repository, "notes.docx", office("password: Willow55"), "Document")
    assert len(places(repository)) == before + 2


def test_a_history_without_secrets_has_nothing_to_say(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert history.searched(tmp_path).objects == 0
    save(tmp_path, "plan/a.yml", PLAN, "A plan")
    found = history.searched(tmp_path)
    assert (found.diagnostics, found.objects, found.shallow) == ((), 2, False)


def test_part_of_a_history_is_said_to_be_one(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    part = tmp_path_factory.mktemp("part") / "copy"
    git(repository, "clone", "--quiet", "--depth=1", repository.as_uri(), str(part))
    found = history.searched(part)
    assert found.shallow
    assert found.diagnostics == ()
    done = run("outlast", "check", "--history", "plan", cwd=part)
    assert "git fetch --unshallow" in done.stdout


def accept(folder: Path, text: str) -> None:
    (folder / history.ACCEPTED).write_text(text, encoding="utf-8")


def test_a_secret_is_accepted_by_its_place_with_a_reason(repository: Path) -> None:
    (found,) = history.searched(repository).diagnostics
    place = found.hint.split("accept it: ")[1].split()[0]
    assert OLD not in place
    accept(repository, f"# what opens nothing\n\n{place}  changed on the same day\n")
    seen = history.searched(repository / "plan")
    assert (seen.diagnostics, seen.accepted, seen.idle) == ((), 1, ())
    done = run("outlast", "check", "--history", cwd=repository)
    assert done.returncode == 0, done.stdout
    assert "no secrets. 1 more accepted in accepted-secrets.txt." in done.stdout


def test_the_same_secret_elsewhere_is_not_accepted_with_it(repository: Path) -> None:
    save(repository, "tests/a.md", f"password: {OLD}\n", "A test")
    accept(repository, "tests/*  invented\n")
    assert len(places(repository)) == 1
    accept(repository, "tests/*  invented\nplan/*  invented, too\n")
    assert places(repository) == []
    save(repository, "notes/a.md", f"password: {OLD}\n", "The same file in another place")
    assert len(places(repository)) == 1


def test_what_is_accepted_and_not_there_is_told(repository: Path) -> None:
    accept(repository, "0123456789:7  gone\n")
    assert history.searched(repository).idle == ("0123456789:7",)
    assert "names as 0123456789:7: delete" in run("outlast", "check", "--history", cwd=repository).stdout


def test_nothing_is_accepted_without_a_reason(repository: Path) -> None:
    accept(repository, "plan/*\n")
    with pytest.raises(Refusal, match="txt:1: say behind"):
        history.searched(repository)
    accept(repository, "plan/*\u2028")
    done = run("outlast", "check", "--history", cwd=repository)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_an_iban_in_its_field_is_none_in_the_history_either(repository: Path) -> None:
    number = "BE68 5390" + " 0754 7034"
    save(repository, "plan/b.yml", f"suppliers: {{a: {{name: A, payment: {{iban: {number}}}}}}}\n", "Field")
    assert len(places(repository)) == 1
    save(repository, "plan/c.yml", f"# their account: {number}\n", "Comment")
    assert len(places(repository)) == 2
    other = "sort code 20-00-00, account 5577" + "9911"
    save(repository, "plan/d.yml", f"suppliers: {{a: {{name: A, payment: {{account: '{other}'}}}}}}\n", "UK")
    assert len(places(repository)) == 2
    save(repository, "plan/e.yml", f"# pay to {other}\n", "Comment on it")
    assert len(places(repository)) == 3


def test_surroundings_do_not_lead_elsewhere(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    git(other, "init", "--quiet")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert len(history.searched(repository).diagnostics) == 1


def test_without_git_or_repository_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="lies in no git repository"):
        history.searched(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="without git"):
        history.searched(tmp_path)


def test_the_command_counts_and_fails(repository: Path) -> None:
    done = run("outlast", "check", "--history", cwd=repository)
    assert done.returncode == 1
    assert "error[secret-in-history]" in done.stdout
    assert "History: 4 files and messages read, 1 secret." in done.stdout
    assert OLD not in done.stdout + done.stderr
    assert run("outlast", "check", cwd=repository).returncode == 0
    machine = run("outlast", "check", "--history", "--format", "json", cwd=repository)
    assert [one["rule"] for one in json.loads(machine.stdout)] == ["secret-in-history"]
    outside = run("outlast", "check", "--history", cwd=repository.parent)
    assert outside.returncode == 2
    assert "Traceback" not in outside.stderr
