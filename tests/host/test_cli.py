"""The command: what it says, how it ends, and never a traceback for a mistake of its user."""

import json
from pathlib import Path

import click
import pytest
from outlast import __version__
from outlast.checks import RULES
from outlast.cli import outlast

from tests.host.running import run, spoil, succeed

COMMANDS = ("check", "build", "serve", "export", "bundle", "binder", "calendar", "explain", "import")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(command: str, tmp_path: Path) -> None:
    assert f"outlast {command}" in succeed("outlast", command, "--help", cwd=tmp_path).split("Example:")[1]


def test_version(tmp_path: Path) -> None:
    assert succeed("outlast", "--version", cwd=tmp_path).strip() == f"outlast {__version__}"


def test_check_begins_with_what_stops_first_and_ends_with_what_to_do_now(shop: Path) -> None:
    told = succeed("outlast", "check", cwd=shop)
    first, *_, summary, last = told.splitlines()
    assert first.startswith("If Kim Peeters is away for three weeks")
    assert "2 people" in summary
    assert "1 function," in summary
    assert "no errors" in summary
    assert last.startswith("next: ")
    warned = [line for line in told.splitlines() if ": warning[" in line]
    advised = [line for line in told.splitlines() if ": advice[" in line]
    assert advised
    assert told.index(advised[0]) > max((told.index(line) for line in warned), default=0)
    assert told.split(advised[0])[1].count("help:") == 0, "advice takes a line"


def test_check_puts_errors_first_and_names_the_first_of_them(shop: Path) -> None:
    plan = shop / "plan" / "shop.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("about: ", "abuot: ", 1), encoding="utf-8")
    told = run("outlast", "check", cwd=shop).stdout
    assert ": error[unknown-key]" in told.splitlines()[0]
    assert told.splitlines()[-1].startswith("next: plan/shop.yml:")


def test_check_judges_all_editions_unless_one_is_named(shop: Path) -> None:
    page = shop / "docs" / "by-hand.md"
    page.write_text("# By hand\n\nAsk Kim Peeters.\n", encoding="utf-8")
    done = run("outlast", "check", cwd=shop)
    assert "docs/by-hand.md:3:5: error[withheld-in-text]: this is shown in the public edition" in done.stdout
    assert run("outlast", "check", "--edition", "team", cwd=shop).returncode == 0
    page.write_text("---\naudience: team\n---\n# By hand\n\nAsk Kim Peeters.\n", encoding="utf-8")
    assert run("outlast", "check", cwd=shop).returncode == 0


def test_build_names_its_edition_and_replaces_no_fuller_one_in_silence(shop: Path) -> None:
    assert "(edition full)" in succeed("outlast", "build", cwd=shop)
    for module, arguments in (("outlast", ("build", "--edition", "team")), ("mkdocs", ("build",))):
        done = run(module, *arguments, cwd=shop, OUTLAST_EDITION="team")
        assert done.returncode == 1
        assert "site/ holds the edition full of 2026-11-22, which shows more than team" in done.stderr
        assert edition(shop) == "full"
    assert "(edition team)" in succeed("outlast", "build", "--edition", "team", "--replace", cwd=shop)
    assert "(edition team)" in succeed("outlast", "build", "--edition", "team", cwd=shop)


def test_a_plan_needs_no_docs(shop: Path) -> None:
    (shop / "docs" / "by-hand.md").unlink()
    (shop / "docs").rmdir()
    succeed("outlast", "check", cwd=shop)
    succeed("outlast", "build", cwd=shop)
    assert (shop / "site/serve/refunds.html").is_file()
    assert not (shop / "docs").exists()
    settings = shop / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "docs_dir: pages\n", encoding="utf-8")
    assert run("outlast", "build", cwd=shop).returncode == 2, "one that is named must be there"


def test_check_points_at_the_mistake(shop: Path) -> None:
    spoil(shop / "plan")
    done = run("outlast", "check", cwd=shop)
    assert done.returncode == 1
    assert "shop.yml:" in done.stdout
    assert "1 error" in done.stdout.splitlines()[-2]


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
    succeed("mkdocs", "build", cwd=shop, OUTLAST_EDITION="public")
    assert edition(shop) == "public"
    succeed("outlast", "build", cwd=shop, OUTLAST_EDITION="team")
    assert edition(shop) == "team"
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


def test_a_calendar_takes_back_what_no_longer_holds(shop: Path) -> None:
    file = shop / "plan" / "shop.yml"
    before = file.read_text(encoding="utf-8")
    duty = "obligations: {rent: {name: Pay the rent, due: every month on 15, by: kim}}\n"
    file.write_text(f"{before}\n{duty}", encoding="utf-8")
    succeed("outlast", "calendar", "--edition", "team", "--out", "old.ics", cwd=shop)
    later = duty.replace("Pay the rent", "File").replace("rent:", "vat:")
    file.write_text(f"{before}\n{later}", encoding="utf-8")
    said = succeed("outlast", "calendar", "--edition", "team", "--since", "old.ics", cwd=shop)
    assert "Cancelled: Pay the rent" in said
    assert "STATUS:CANCELLED" in (shop / "duties.ics").read_text(encoding="utf-8")
    refused = run("outlast", "calendar", "--edition", "team", "--since", "mkdocs.yml", cwd=shop)
    assert refused.returncode == 2
    assert "It is no calendar" in refused.stderr


@pytest.mark.parametrize("option", ["--plan", "--dry-run"])
def test_an_option_says_the_same_in_every_command(option: str) -> None:
    helps = {
        each.help
        for command in outlast.commands.values()
        for each in command.params
        if isinstance(each, click.Option) and option in each.opts
    }
    assert len(helps) == 1
