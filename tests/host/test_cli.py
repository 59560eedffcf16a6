"""The command: what it says, how it ends, and never a traceback for a mistake of its user."""

import json
from pathlib import Path

import pytest
from outlast import __version__
from outlast.checks import RULES

from tests.host.running import run, spoil, succeed

COMMANDS = ("check", "build", "serve", "export", "bundle", "binder", "explain", "import")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(command: str, tmp_path: Path) -> None:
    assert f"outlast {command}" in succeed("outlast", command, "--help", cwd=tmp_path).split("Example:")[1]


def test_version(tmp_path: Path) -> None:
    assert succeed("outlast", "--version", cwd=tmp_path).strip() == f"outlast {__version__}"


def test_check_ends_with_a_line_of_summary(shop: Path) -> None:
    last = succeed("outlast", "check", cwd=shop).splitlines()[-1]
    assert "2 people" in last
    assert "1 function," in last
    assert "no errors" in last


def test_check_points_at_the_mistake(shop: Path) -> None:
    spoil(shop / "plan")
    done = run("outlast", "check", cwd=shop)
    assert done.returncode == 1
    assert "shop.yml:" in done.stdout
    assert "1 error" in done.stdout.splitlines()[-1]


def test_check_for_programs_is_nothing_but_json(shop: Path) -> None:
    spoil(shop / "plan")
    done = run("outlast", "check", "--format", "json", cwd=shop)
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["severity"] == "error"
    assert "1 error" in done.stderr


def test_check_for_github_annotates(shop: Path) -> None:
    spoil(shop / "plan")
    assert "::error file=" in run("outlast", "check", "--format", "github", cwd=shop).stdout


def test_check_takes_a_folder_where_there_is_no_site(shop: Path, tmp_path: Path) -> None:
    assert "no errors" in succeed("outlast", "check", str(shop / "plan"), cwd=tmp_path)


def test_every_rule_is_explained(tmp_path: Path) -> None:
    listed = succeed("outlast", "explain", cwd=tmp_path).splitlines()
    assert [line.split()[0] for line in listed] == sorted(RULES)
    rule = next(iter(RULES.values()))
    said = " ".join(succeed("outlast", "explain", rule.id, cwd=tmp_path).split())
    for text in (rule.title, rule.why, rule.change, rule.example, rule.instead, rule.false_alarm):
        assert " ".join(text.split()) in said


def test_a_rule_that_does_not_exist_gets_a_suggestion(tmp_path: Path) -> None:
    done = run("outlast", "explain", "unknown-referense", cwd=tmp_path)
    assert done.returncode == 2
    assert "unknown-reference" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "Did you mean"),
        (["build", "-f", "nowhere.yml"], "nowhere.yml"),
        (["build", "-f", "bad.yml"], "bad.yml"),
        (["build", "-f", "alone.yml"], "Add `outlast`"),
        (["build", "-f", "wrong.yml"], "edition"),
        (["check", "-f", "nowhere.yml"], "nowhere.yml"),
        (["export", "plan/shop.yml"], "not a folder"),
        (["export", "plan/shop.yml/deeper"], "plan/shop.yml"),
        (["serve", "--address", "127.0.0.1:70000"], "port"),
        (["check", "--date", "tomorrow"], "tomorrow"),
        (["build", "--edition", "secret"], "secret"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(arguments: list[str], said: str, shop: Path) -> None:
    (shop / "bad.yml").write_text("site_name: [", encoding="utf-8")
    (shop / "alone.yml").write_text("site_name: x\nplugins: [search]\n", encoding="utf-8")
    wrong = (shop / "mkdocs.yml").read_text(encoding="utf-8").replace("edition: full", "edition: everything")
    (shop / "wrong.yml").write_text(wrong, encoding="utf-8")
    done = run("outlast", *arguments, cwd=shop)
    assert done.returncode == 2, done.stdout + done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_variable_overrides_mkdocs_yml_and_the_option_overrides_both(shop: Path) -> None:
    succeed("outlast", "build", cwd=shop, OUTLAST_EDITION="team")
    assert edition(shop) == "team"
    succeed("mkdocs", "build", cwd=shop, OUTLAST_EDITION="public")
    assert edition(shop) == "public"
    succeed("outlast", "build", "--edition", "full", cwd=shop, OUTLAST_EDITION="team")
    assert edition(shop) == "full"


def test_a_build_that_names_no_edition_is_public(shop: Path) -> None:
    settings = shop / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("  - outlast:\n      edition: full", "  - outlast")
    settings.write_text(text, encoding="utf-8")
    succeed("mkdocs", "build", cwd=shop)
    assert edition(shop) == "public"


def edition(shop: Path) -> str:
    return str(json.loads((shop / "site/.outlast").read_text(encoding="utf-8"))["edition"])
