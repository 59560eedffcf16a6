"""Nothing above `public` goes out to everybody, unless somebody says so of this very business."""

import subprocess
from pathlib import Path

import pytest
import yaml
from outlast.model import Edition
from outlast.redact import exposed

from tests.builders import make_plan
from tests.host.running import COMMITTING, ROOT, remote, run, succeed

IN_TEAM = "2 people by name, 1 telephone number, 1 mail address, 2 limits on what people may do"
IN_FULL = IN_TEAM.replace(", 2", ", 1 place where a secret is kept, 2")


def settle(shop: Path, **options: str) -> None:
    """Write these options of the plugin into mkdocs.yml."""
    file = shop / "mkdocs.yml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    settings["plugins"][-1]["outlast"] |= options
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")


def answered(answer: str, shop: Path) -> subprocess.CompletedProcess[str]:
    """`mkdocs gh-deploy` in a terminal in which somebody types `answer`."""
    program = (
        "import io, sys\n"
        "from mkdocs.__main__ import cli\n"
        f"sys.stdin = io.TextIOWrapper(io.BytesIO({answer.encode()!r}))\n"
        "sys.stdin.isatty = sys.stdout.isatty = lambda: True\n"
        "cli(['gh-deploy'])\n"
    )
    (shop / "answered.py").write_text(program, encoding="utf-8")
    return run("answered", cwd=shop, **COMMITTING)


@pytest.mark.parametrize("named", ["mkdocs.yml", "OUTLAST_EDITION"])
def test_deploying_without_a_terminal_is_refused_above_public(shop: Path, named: str) -> None:
    published = remote(shop)
    more = COMMITTING
    if named == "OUTLAST_EDITION":
        settle(shop, edition="public")
        more = {**COMMITTING, "OUTLAST_EDITION": "team"}
    done = run("mkdocs", "gh-deploy", cwd=shop, **more)
    assert done.returncode == 1
    assert "Nothing was published" in done.stderr
    assert (IN_TEAM if named == "OUTLAST_EDITION" else IN_FULL) in done.stderr
    assert "publish: Small Shop" in done.stderr
    assert not (shop / "site").exists()
    assert published() is None


def test_the_public_edition_is_deployed_without_a_question(shop: Path) -> None:
    published = remote(shop)
    settle(shop, edition="public", publish="Somebody else")
    succeed("mkdocs", "gh-deploy", cwd=shop, **COMMITTING)
    assert published()


def test_a_business_that_is_named_is_deployed_without_a_terminal(shop: Path) -> None:
    published = remote(shop)
    settle(shop, publish=" Small   Shop")
    succeed("mkdocs", "gh-deploy", cwd=shop, **COMMITTING)
    seen = published()
    assert seen
    assert "Noor" in "".join(file.read_text(encoding="utf-8") for file in seen.rglob("*.html"))


def test_settings_that_were_copied_publish_no_other_business(shop: Path) -> None:
    published = remote(shop)
    settle(shop, publish="Fern & Flask")
    for done in (run("mkdocs", "gh-deploy", cwd=shop, **COMMITTING), answered("yes", shop)):
        assert done.returncode == 1
        assert 'this is the plan of "Small Shop"' in done.stderr
    assert published() is None
    succeed("mkdocs", "build", cwd=shop)  # at home everything can be read


@pytest.mark.parametrize("publish", ["", "Small Shop"])
@pytest.mark.parametrize("answer", ["yes", "no", ""])
def test_in_a_terminal_somebody_is_asked(shop: Path, publish: str, answer: str) -> None:
    published = remote(shop)
    settle(shop, publish=publish)
    done = answered(f"{answer}\n", shop)
    assert f"everybody could read the edition full of Small Shop: {IN_FULL}" in done.stdout
    assert (done.returncode == 0) is (answer == "yes"), done.stderr
    assert (published() is not None) is (answer == "yes")


def test_yes_for_everybody_is_no_answer(shop: Path) -> None:
    file = shop / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8") + "      publish: true\n", encoding="utf-8")
    done = run("outlast", "build", cwd=shop)
    assert done.returncode == 2
    assert "Name the business" in done.stderr
    assert not (shop / "site").exists()


def test_what_a_workflow_publishes_is_asked_like_a_deploy(shop: Path) -> None:
    done = run("outlast", "build", "--publish", cwd=shop)
    assert done.returncode == 1
    assert "Nothing was published" in done.stderr
    assert not (shop / "site").exists()
    assert run("outlast", "publish", "build", "--as-set", cwd=shop).returncode == 1
    assert not (shop / "site").exists()
    settle(shop, publish="Small Shop")
    succeed("outlast", "publish", "build", "--as-set", cwd=shop)
    assert "edition full" in succeed("outlast", "publish", "check", cwd=shop)


def test_the_workflow_asks_last_and_the_example_names_itself() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    commands = [step.get("run", "") for step in workflow["jobs"]["build"]["steps"]]
    builds = [command for command in commands if "make.py site" in command or "outlast publish" in command]
    assert builds[-2].endswith("outlast publish build --as-set")
    assert builds[-1].endswith("outlast publish check")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    business = yaml.safe_load((ROOT / "plan/business.yml").read_text(encoding="utf-8"))["business"]
    assert f"publish: {business['name']} #" in settings


def test_what_would_be_known_is_counted_by_edition() -> None:
    plan = make_plan(
        """
people:
  sam: {name: Сем, latin_name: Sam, role: Founder, may: {refund: any, order: 9 EUR}, notes: x,
        reach: [{phone: 09 300 00 01}, {sms: 09 300 00 01}, {phone: 112, audience: public}]}
suppliers:
  glass: {name: Glass, contacts: [{name: Els, reach: [{email: els@glass.example}]}, {name: orders}],
          customer_number: FF-1, payment: {iban: BE68 5390 0754 7034}}
systems:
  vault: {name: Vault, login: {kept_in: vault, at: Vault}}
functions:
  pay: {name: Pay, loss: 9 EUR per day}
"""
    )

    def counted(edition: Edition) -> dict[str, int]:
        return {kind.one: number for kind, number in exposed(plan, edition).items()}

    team = {
        "person by name": 2,
        "telephone number": 1,
        "mail address": 1,
        "limit on what somebody may do": 2,
    }
    assert counted(Edition.PUBLIC) == {}
    assert counted(Edition.TEAM) == team
    assert counted(Edition.FULL) == {
        **team,
        "place where a secret is kept": 1,
        "account number": 2,
        "amount of money": 1,
    }
