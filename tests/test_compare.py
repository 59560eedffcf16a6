"""What changed between two versions of a plan, in consequences; from folders, git, sticks and bundles."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outlast.analysis import Facts, analyse
from outlast.cli import outlast
from outlast.comparing import Comparison, as_html, as_markdown, as_message, as_text, compare
from outlast.comparing.versions import opened
from outlast.host.refusal import Refusal
from outlast.model import Plan
from outlast.verify import Manifest, fingerprint, write_manifest

from tests.builders import make_plan

TODAY = date(2026, 11, 23)
OLD = """
business:
  format: 1
  name: Fern
  timezone: Europe/London
  currency: EUR
  copies: [{who: maya, where: blue stick, language: en}, {where: the safe}]
people:
  sam: {name: Sam, role: Founder}
  maya:
    name: Maya
    role: Support
    reach: [{phone: "+44 20 7946 0001"}, {email: maya@fern.example}]
    may: {refund: any}
functions:
  refunds:
    name: Refund customers
    by: [sam, maya]
    limit: refund
    mtpd: 2d
    loss: 100 EUR per day
    needs: [stripe]
    steps: [Press Refund.]
  orders: {name: Take orders, by: automatic}
systems:
  stripe: {name: Stripe, access: [sam, maya]}
break_glass:
  envelope:
    name: The envelope
    holders: maya
    opens: [{system: stripe}]
    tests: [{system: stripe, on: 2026-06-01, worked: yes}]
documents:
  policy: {name: Fire policy, type: insurance, expires: 2026-11-01}
promises:
  weeks: {name: Three weeks without Sam, when: {away: sam, for: 21d}, keep: refunds}
"""
NEW = (
    OLD.replace("refund: any}", "refund: 80 EUR}")
    .replace("0001", "0002")
    .replace("[Press Refund.]", "[Press Give back.]")
    .replace("    tests: [", "    tests: [{system: stripe, on: 2026-11-02, worked: no}, ")
    .replace("systems:", "systems:\n  bank: {name: Bank}")
    .replace("access: [sam, maya]", "access: [sam, maya, {who: maya, as: owner}], roles: [helper, owner]")
)


def judged(text: str) -> tuple[Plan, Facts]:
    plan = make_plan(text)
    return plan, analyse(plan, TODAY)


def changed(old: str, new: str, since: date | None = None) -> list[str]:
    return [each.sentence for each in compare(judged(old), judged(new), since)]


def made(since: date | None = date(2026, 10, 1)) -> Comparison:
    plan, facts = judged(NEW)
    return Comparison("old", "now", plan, TODAY, compare(judged(OLD), (plan, facts), since), since)


def test_every_change_is_said_in_consequences_and_the_gravest_comes_first() -> None:
    said = changed(OLD, NEW, date(2026, 10, 1))
    assert said == [
        "While Sam is away, “Refund customers” over €80 now stops on day 0. Before, it kept going.",
        "The promise “Three weeks without Sam” no longer holds.",
        "Fire policy ran out on Sunday 1 November 2026.",
        "The envelope no longer opens Stripe.",
        "Maya's number changed.",
        "Maya, refund: now up to €80, before any amount.",
        "Maya now gets into Stripe as owner.",
        "Changed: the steps of Refund customers.",
        "New under “Systems”: Bank.",
        "Details changed in Stripe.",
    ]


def test_the_way_back_is_said_too() -> None:
    said = changed(NEW, OLD)
    assert "now keeps going. Before, it stopped on day 0." in said[0]
    assert "The promise “Three weeks without Sam” holds now." in said
    assert "Gone from “Systems”: Bank." in said
    assert not any("ran out on" in each for each in said), "nobody said since when"


def test_a_loss_that_changed_is_told() -> None:
    pack = "  pack: {name: Pack, by: [sam, maya], loss: 100 EUR per day}\nsystems:"
    both, alone = OLD.replace("systems:", pack), OLD.replace("systems:", pack.replace(", maya]", "]"))
    now = "Three weeks without Sam now cost about €2,100. Before, it was nothing."
    assert now in changed(both, alone)
    silent = alone.replace(", loss: 100 EUR per day", "")
    assert now.replace("nothing", "not known") in changed(silent, alone)
    assert not any("cost" in each for each in changed(both, both))


def test_a_plan_that_is_read_in_dutch_is_compared_in_dutch() -> None:
    dutch = [text.replace("  format: 1\n", "  format: 1\n  languages: nl\n") for text in (OLD, NEW)]
    assert dutch[0] != OLD
    plan, facts = judged(dutch[1])
    since = date(2026, 10, 1)
    comparison = Comparison("oud", "nu", plan, TODAY, compare(judged(dutch[0]), (plan, facts), since), since)
    assert [each.sentence for each in comparison.differences][:5] == [
        "Als Sam er niet is, stopt “Refund customers” meer dan €\u00a080 nu op dag 0. Eerst ging het door.",
        "De belofte “Three weeks without Sam” wordt niet meer nagekomen.",
        "Fire policy is verlopen op zondag 1 november 2026.",
        "The envelope opent Stripe niet meer.",
        "Het nummer van Maya is gewijzigd.",
    ]
    assert as_text(comparison).startswith("Van oud naar nu:\n\nWat stopt:\n")
    assert "Je hebt een oudere van donderdag 1 oktober 2026." in as_message(comparison)
    assert 'lang="nl"' in as_html(comparison)


def test_the_same_plan_has_no_differences() -> None:
    assert changed(NEW, NEW, TODAY) == []
    reviewed = NEW.replace("bank: {name: Bank}", "bank: {name: Bank, reviewed: 2026-11-02}")
    assert changed(NEW, reviewed) == [], "that it was read again is no news"


def test_text_and_markdown_say_all_of_it() -> None:
    comparison = made()
    for form in (as_text(comparison), as_markdown(comparison)):
        for each in comparison.differences:
            assert each.sentence in form
    assert as_markdown(comparison).startswith("<!-- outlast compare -->")


def test_markdown_does_not_run_what_a_plan_says() -> None:
    evil = NEW.replace("name: Bank}", 'name: "<img src=x> @everybody #1 [x](http://e.example)"}')
    plan, facts = judged(evil)
    said = as_markdown(Comparison("o", "n", plan, TODAY, compare(judged(OLD), (plan, facts))))
    assert "\\<img" in said
    assert "\\@everybody \\#1 \\[x\\]" in said
    page = as_html(Comparison("o", "n", plan, TODAY, compare(judged(OLD), (plan, facts))))
    assert "<img" not in page


def test_a_message_goes_to_those_who_hold_a_copy_and_tells_no_number_and_no_loss() -> None:
    message = as_message(made())
    to, _, words = message.partition("Subject:")
    assert "- Maya, maya@fern.example: blue stick (in English)" in to
    assert "- the safe" in to
    assert "You hold an older one of Thursday 1 October 2026." in words
    assert "Maya's number changed." in words
    assert "+44" not in words
    assert "cost" not in words
    assert "Details" not in words


# What can be named


def plan_in(folder: Path, text: str) -> Path:
    (folder / "plan").mkdir(parents=True)
    (folder / "plan" / "shop.yml").write_text(text, encoding="utf-8")
    return folder / "plan"


def stick_in(folder: Path, text: str, *, sealed: bool = False) -> Path:
    """What a bundle of the full edition is, as far as a comparison reads it."""
    plan = plan_in(folder, text)
    content = (plan / "shop.yml").read_bytes()
    files = {"plan/shop.yml": fingerprint(content)}
    manifest = Manifest("Fern", "full", "2026-10-01", "1", sealed, files)
    (folder / "MANIFEST").write_bytes(write_manifest(manifest))
    return folder


def ask(*arguments: str) -> Result:
    result = CliRunner().invoke(outlast, [*arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A plan with two versions in git, of which the working copy is the newer."""
    folder = tmp_path / "shop"
    file = plan_in(folder, OLD) / "shop.yml"
    env = {
        **os.environ,
        **dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-10-01T12:00:00+00:00"),
    }
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Old"]):
        subprocess.run(
            ["git", "-c", "user.name=N", "-c", "user.email=n@fern.example", *command],
            cwd=folder,
            check=True,
            env=env,
        )
    file.write_text(NEW, encoding="utf-8")
    return folder


def test_a_revision_is_compared_with_the_plan_as_it_is(repository: Path) -> None:
    result = ask("compare", "HEAD", "--plan", str(repository / "plan"), "--date", "2026-11-23")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "From HEAD to now:"
    assert "“Refund customers” over €80 now stops on day 0" in result.output
    assert "Fire policy ran out on Sunday 1 November 2026." in result.output
    again = ask("compare", "HEAD", "HEAD:plan", "--plan", str(repository / "plan"))
    assert "Nothing changed that a reader would notice." in again.output


def test_whatif_compares_its_answer_with_another_version(repository: Path) -> None:
    asked = ["whatif", "--away", "sam", "--from", "2026-11-23", "--plan", str(repository / "plan")]
    result = ask(*asked, "--compare", "HEAD")
    assert result.output == (
        "Before: HEAD. Now: this plan.\n\n"
        "- “Refund customers” over €80 now stops on day 0. Before, it kept going.\n"
    )
    two = ask(*asked, "--compare", str(repository / "plan"), "--for", "3d,10d").output
    assert two.count("Nothing changed that a reader would notice.") == 2
    bank = ask("whatif", "--out", "bank", "--plan", str(repository / "plan"), "--compare", "HEAD")
    assert (bank.exit_code, "does not know bank" in bank.output) == (1, True)


def test_a_stick_and_a_bundle_are_compared(tmp_path: Path) -> None:
    stick, plan = stick_in(tmp_path / "stick", OLD), plan_in(tmp_path / "shop", NEW)
    message = ask("compare", str(stick), "--plan", str(plan), "--format", "message").output
    assert "You hold an older one of Thursday 1 October 2026." in message
    bundle = shutil.make_archive(str(tmp_path / "bundle"), "zip", stick)
    assert "From" in ask("compare", bundle, str(plan)).output


@pytest.mark.parametrize("path", ["../out.yml", "/out.yml", "C:out.yml", "a\\..\\out.yml"])
def test_a_zip_writes_nothing_outside_its_room(path: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"plan/{path}", OLD)
    with pytest.raises(Refusal, match="leads out of the folder"):
        opened(str(file), tmp_path, tmp_path / "room")
    assert not list((tmp_path / "room").rglob("*.yml"))


def test_an_unlocked_copy_and_the_plan_in_it_are_compared(tmp_path: Path) -> None:
    plan_in(tmp_path / "old", OLD)
    plan, unlocked = plan_in(tmp_path / "shop", NEW), tmp_path / "site-open"
    inside = shutil.make_archive(str(unlocked / "assets/outlast/files/plan"), "zip", tmp_path / "old", "plan")
    for named in (str(unlocked), inside):
        said = ask("compare", named, "--plan", str(plan)).output
        assert said.startswith(f"From {named} to now:")
        assert "“Refund customers” over €80 now stops on day 0" in said
        asked = ("whatif", "--away", "sam", "--from", "2026-11-23", "--plan", str(plan), "--compare", named)
        assert "over €80 now stops on day 0" in ask(*asked).output
    content = bytearray(Path(inside).read_bytes())
    content[60:70] = b"x" * 10
    Path(inside).write_bytes(content)
    with pytest.raises(Refusal, match="is damaged"):
        opened(inside, plan, tmp_path / "room")


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("no-such-thing", "no revision that git knows"),
        ("HEAD:elsewhere", "has no plan in elsewhere"),
        ("empty", "holds no plan"),
        ("sealed", "is encrypted"),
        ("changed", "is not as it was written"),
        ("--output=x", "no revision that git knows"),
    ],
)
def test_what_cannot_be_compared_is_said(repository: Path, tmp_path: Path, named: str, why: str) -> None:
    (tmp_path / "empty").mkdir()
    stick_in(tmp_path / "sealed", OLD, sealed=True)
    (stick_in(tmp_path / "changed", OLD) / "plan" / "shop.yml").write_text(NEW, encoding="utf-8")
    named = str(tmp_path / named) if (tmp_path / named).exists() else named
    with pytest.raises(Refusal, match=why):
        opened(named, repository / "plan", tmp_path / "room")
