"""What `check` and `whatif` said is said again only while it is what they would say."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from outlast import build, kept
from outlast.cli import outlast
from outlast.load import typed

from tests.host.running import SMALL

Answer = tuple[int, str, str]


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small shop, in which commands run on a fixed day."""
    folder = tmp_path / "shop"
    shutil.copytree(SMALL, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OUTLAST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    monkeypatch.setattr(kept, "WORTH", -1)
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The plans that were read since the test began."""
    plans, real = [], build.check

    def counted(plan_dir: Path, *editions: object, **options: object) -> build.Checked:
        plans.append(plan_dir)
        return real(plan_dir, *editions, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "check", counted)
    return plans


def told(*words: str) -> Answer:
    """How a command ends and what it says, by a process that has done nothing else."""
    kept._held.clear()
    typed._held.clear()
    done = CliRunner().invoke(outlast, words)
    return done.exit_code, done.stdout, done.stderr


def told_anew(*words: str) -> Answer:
    """The same where nothing is kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OUTLAST_CACHE", "")
        return told(*words)


COMMANDS = (("check",), ("check", "--format", "json"), ("whatif", "--away", "kim"))


def edits(shop: Path, dice: random.Random) -> tuple[Callable[[], object], ...]:
    """Changes of everything that a command reads, each in another way each time."""
    plan, page, settings = shop / "plan/shop.yml", shop / "docs/by-hand.md", shop / "mkdocs.yml"
    number = dice.randint(2, 99)

    def append(file: Path, text: str) -> None:
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    def swap(file: Path, old: str, new: str) -> None:
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return (
        lambda: append(plan, f"# Edit {number}\n"),
        lambda: swap(plan, "rto: ", "rto: 1"),
        lambda: swap(plan, "name: ", f"name: {number} "),
        lambda: append(plan, f"stray-{number}: x\n"),
        lambda: shutil.copy(SMALL / "plan/shop.yml", plan),
        lambda: (shop / f"plan/more-{number}.yml").write_text(f"systems: {{s{number}: {{name: Till}}}}\n"),
        lambda: list(map(Path.unlink, (shop / "plan").glob("more-*"))),
        lambda: append(page, f"Our card is 4111 1111 1111 1111, page {number}.\n"),
        lambda: shutil.copy(SMALL / "docs/by-hand.md", page),
        lambda: (shop / f"docs/page-{number}.md").write_text("The password is Tr0ub4dor&3-fern.\n"),
        lambda: append(settings, f"copyright: Number {number}\n"),
        lambda: append(settings, "docs_dir: elsewhere\n"),
        lambda: shutil.copy(SMALL / "mkdocs.yml", settings),
        lambda: (shop / "elsewhere").mkdir(exist_ok=True),
    )


def test_after_random_edits_commands_say_what_they_say_anew(shop: Path) -> None:
    dice, answers = random.Random(18), set()
    for _ in range(24):
        dice.choice(edits(shop, dice))()
        command = dice.choice(COMMANDS)
        told(*command)
        answer = told(*command)
        assert answer == told_anew(*command)
        answers.add(answer)
    assert len(answers) > 8, "the edits change nothing that matters"


def test_nothing_is_read_again_until_something_changes(shop: Path, read: list[Path]) -> None:
    file = shop / "plan/shop.yml"
    text = file.read_text(encoding="utf-8")
    first = told("check")
    for change, times in (
        (lambda: None, 1),
        (lambda: file.write_text(f"{text}# More\n", encoding="utf-8"), 2),
        (lambda: file.write_text(text, encoding="utf-8"), 2),
        (lambda: (shop / "docs/new.md").write_text("More"), 3),
        (lambda: (shop / "docs/new.md").unlink(), 3),
        (lambda: (shop / "plan/empty").mkdir(), 4),
    ):
        change()
        assert told("check") == first
        assert len(read) == times


def test_each_command_day_and_edition_has_an_answer_of_its_own(
    shop: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, words in enumerate(
        (
            ("check",),
            ("check", "--edition", "team"),
            ("check", "--date", "2027-06-01"),
            ("whatif", "--away", "kim"),
            ("whatif", "--away", "kim", "--for", "3d"),
        ),
        start=1,
    ):
        assert told(*words) == told(*words)
        assert len(read) == number, words
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795348800 + 86_400))
    told("check")
    assert len(read) == 6


@pytest.mark.parametrize(
    "more",
    ["site_author: !ENV [SOMEBODY, Ann]\n", "INHERIT: base.yml\n", "hooks: [hook.py]\n"],
)
def test_settings_that_come_from_elsewhere_are_read_each_time(
    more: str, shop: Path, read: list[Path]
) -> None:
    (shop / "base.yml").write_text("site_author: Ann\n")
    (shop / "hook.py").write_text("")
    settings = shop / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert told("check") == told("check")
    assert len(read) == 2


def test_a_warning_of_mkdocs_is_given_each_time(shop: Path) -> None:
    settings = shop / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "unheard_of: 1\n", encoding="utf-8")
    first = told("check")
    assert "unheard_of" in first[2]
    assert told("check") == first


def test_a_link_in_the_plan_is_followed_by_nobody(shop: Path, read: list[Path]) -> None:
    (shop / "plan/link.yml").symlink_to(SMALL / "plan/shop.yml")
    assert told("check") == told("check")
    assert len(read) == 2


def test_an_edit_while_a_command_runs_is_not_taken_for_what_it_read(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, real = shop / "plan/shop.yml", build.check
    text = file.read_text(encoding="utf-8")

    def edited(*arguments: object, **options: object) -> build.Checked:
        file.write_text(f"{text}stray: x\n", encoding="utf-8")
        return real(*arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(build, "check", edited)
        assert "stray" in told("check")[1]
    file.write_text(text, encoding="utf-8")
    assert "stray" not in told("check")[1]


def test_what_is_kept_names_nobody_and_is_not_believed_when_it_was_changed(
    tmp_path: Path, read: list[Path]
) -> None:
    first = told("check")
    files = list((tmp_path / "cache/answers").iterdir())
    assert files
    for file in files:
        content = file.read_bytes()
        assert b"shop.yml" not in content
        assert b"warning" not in content
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert told("check") == first
    assert len(read) == 2
