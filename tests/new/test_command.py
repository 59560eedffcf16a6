"""`outlast new` as a command: where it writes, what it refuses, what it says at the end."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from outlast import new as wizard
from outlast.cli import outlast
from outlast.new.folder import WORKFLOW

from tests.host.running import contents, run, succeed, surroundings
from tests.new.stacks import answers

LEAST = "{shop: Fern & Flask, country: BE, people: [{name: Sam Okafor}]}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yml"
    path.write_text(answers("store, cards, vault", "GB"), encoding="utf-8")
    return path


def test_from_answers_to_a_site_a_stick_and_a_binder(tmp_path: Path, file: Path) -> None:
    said = succeed("outlast", "new", "shop", "--answers", str(file), cwd=tmp_path)
    assert "If Zoë O'Hara: #1 is away for three weeks:" in said
    assert (
        "“Refund customers” stops on day 0, because nobody has confirmed that @Ben can sign in to Shopify."
        in said
    )
    for number in (1, 2, 3):
        assert f"  {number}. " in said
    shop = tmp_path / "shop"
    succeed("outlast", "check", cwd=shop)
    succeed("outlast", "build", cwd=shop)
    page = (shop / "site" / "serve" / "refunds.html").read_text(encoding="utf-8")
    assert "Ben" not in page
    succeed("outlast", "bundle", "--edition", "full", "--plain", cwd=shop)
    assert [each.suffix for each in (shop / "dist").iterdir()] == [".zip"]
    succeed("outlast", "binder", "--edition", "full", "--out", "paper", cwd=shop)
    assert (shop / "paper" / "binder-1-first-week.pdf").read_bytes().startswith(b"%PDF")


def test_answers_that_are_wrong_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "answers.yml").write_text("shop: Fern\ncountry: Belgum\n", encoding="utf-8")
    done = run("outlast", "new", "shop", "--answers", "answers.yml", cwd=tmp_path)
    assert done.returncode == 1
    assert 'answers.yml:2: country: "Belgum" is not a country' in done.stderr
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize(
    ("there", "why"),
    [
        ({"letter.txt": ""}, "is not empty, and no MkDocs site"),
        ({"plan/business.yml": ""}, "has a plan already"),
        ({"mkdocs.yml": "site_name: Fern\n", "plan/business.yml": ""}, "has a plan already"),
    ],
)
def test_a_folder_that_holds_something_else_is_refused(
    there: dict[str, str], why: str, tmp_path: Path, file: Path
) -> None:
    shop = tmp_path / "shop"
    for path, text in there.items():
        (shop / path).parent.mkdir(parents=True, exist_ok=True)
        (shop / path).write_text(text, encoding="utf-8")
    before = contents(shop)
    done = run("outlast", "new", "shop", "--answers", str(file), cwd=tmp_path)
    assert done.returncode == 2
    assert why in done.stderr
    assert contents(shop) == before


def test_a_runbook_is_added_to_a_site_whose_files_stay_as_they_are(tmp_path: Path, file: Path) -> None:
    shop = tmp_path / "shop"
    (shop / "docs").mkdir(parents=True)
    (shop / "docs" / "index.md").write_text("# Our handbook\n", encoding="utf-8")
    (shop / "README.md").write_text("Ours\n", encoding="utf-8")
    settings = "site_name: Handbook\r\ntheme: material # ours\r\nplugins:\r\n  - search\r\n"
    (shop / "mkdocs.yml").write_bytes(settings.encode())
    before = contents(shop)
    succeed("outlast", "new", "shop", "--answers", str(file), cwd=tmp_path)
    after = contents(shop)
    assert {path for path in before if after[path] != before[path]} == {"mkdocs.yml"}
    assert all(path.startswith("plan/") for path in after.keys() - before.keys())
    now = (shop / "mkdocs.yml").read_bytes().decode()
    assert now.startswith(settings)
    assert yaml.safe_load(now)["plugins"][-1]["outlast"]["path"] == "runbook"


def test_settings_that_cannot_be_extended_stay_and_it_is_said_what_to_add(tmp_path: Path, file: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "mkdocs.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    said = succeed("outlast", "new", "shop", "--answers", str(file), cwd=tmp_path)
    assert "Add this to its plugins by hand" in " ".join(said.split())
    assert (shop / "mkdocs.yml").read_text(encoding="utf-8") == "INHERIT: base.yml\n"
    assert (shop / "plan" / "business.yml").is_file()


def test_settings_in_another_encoding_are_refused(tmp_path: Path, file: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "mkdocs.yml").write_bytes("site_name: Café\n".encode("cp1252"))
    done = run("outlast", "new", "shop", "--answers", str(file), cwd=tmp_path)
    assert done.returncode == 2
    assert "is not UTF-8 text" in done.stderr


def test_answers_can_come_through_a_pipe(tmp_path: Path) -> None:
    lines = "\n".join(("Fern & Flask", "Belgium", "", "Sam Okafor", "", "", "", "", "etsy")) + "\n" * 40
    command = [sys.executable, "-m", "outlast", "new", "shop"]
    done = subprocess.run(
        command, cwd=tmp_path, env=surroundings(), input=lines, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "Which of these do you use? Numbers or names, with commas between. \n" in done.stdout
    assert (tmp_path / "shop" / "plan" / "systems" / "etsy.yml").is_file()


def test_workflows_are_added_only_where_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = replace(wizard.shelf(), requirement="outlast==1.2.3")
    monkeypatch.setattr(wizard, "shelf", lambda: shelf)
    file = tmp_path / "answers.yml"
    file.write_text(LEAST, encoding="utf-8")
    for shop, options in (("with", ["--workflow"]), ("without", [])):
        done = CliRunner().invoke(outlast, ["new", str(tmp_path / shop), "--answers", str(file), *options])
        assert done.exit_code == 0, done.output
        assert (tmp_path / shop / WORKFLOW).exists() == bool(options)


def test_an_empty_clone_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "shop" / ".git").mkdir(parents=True)
    (tmp_path / "answers.yml").write_text(LEAST, encoding="utf-8")
    succeed("outlast", "new", "shop", "--answers", "answers.yml", cwd=tmp_path)
    assert (tmp_path / "shop" / "README.md").is_file()
