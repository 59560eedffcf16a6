"""`outlast new` in a terminal, typed as a person types: with back, skip, stop and resume."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from outlast.new import read, shelf
from outlast.new.kept import answer
from outlast.source import parse

from tests.host.running import run
from tests.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal in Python")


def test_somebody_goes_back_leaves_out_stops_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "my-shop"
    first = Terminal("new", str(folder))
    first.answer("What is your shop called?", "Fern")
    first.answer("In which country is it?", "Belgum")
    first.until("is not a country")
    first.answer("In which country is it?", "<")
    first.answer("What is your shop called? [Fern]", "Fern & Flask 🌿")
    first.answer("In which country is it?", "Belgium")
    first.answer("address of your website?", "-")
    first.answer("Your name", "Zoë D'Hondt")
    first.answer("Telephone number?", "-")
    first.answer("Email address?", "nobody")
    first.until("is not an email address")
    first.until("Email address?")
    first.interrupt()
    shown, code = first.end()
    assert code == 1
    assert "Your answers so far are in" in shown
    assert [file.name for file in folder.iterdir()] == [".outlast-answers.yml"]

    again = Terminal("new", str(folder))
    assert "shop called" not in again.until("Email address?"), "what was answered is not asked again"
    again.type("zoe@fern.example")
    again.answer("Who else?", "Ben")
    again.answer("What does Ben do?", "Packer")
    again.answer("Telephone number?", "0470 00 01 03")
    again.answer("Who else?")
    again.answer("Which of these do you use?", "shopify, stripe, sendcloud")
    again.answer("Shipping labels: which one?", "Sendcloud")
    again.answer("What else does it run on")
    again.answer("Which of these can Ben sign in to", "1")
    again.answer("does a code come to the phone of", "-")
    again.answer("Where are the passwords kept?", "<")
    again.answer("does a code come to the phone of Zoë D'Hondt? [all]")
    again.answer("Where are the passwords kept?", "a notebook in the safe")
    again.answer("Which of these must go on", "refunds")
    again.answer("Which of these could Ben do")
    again.answer("Up to how much may Ben refund", "60")
    again.answer("Which of these have to be done in your shop", "1-2, Renew the insurance")
    again.answer("What would be worst?", "1, carrier-strike")
    shown, code = again.end()
    assert code == 0, shown
    assert "If Zoë D'Hondt is away for three weeks:" in shown
    assert "stops on day 0, because" in shown
    assert "outlast todo" in shown
    assert not (folder / ".outlast-answers.yml").exists()
    assert "name: Sendcloud" in (folder / "plan/systems/shipping-labels.yml").read_text(encoding="utf-8")
    checked = run("outlast", "check", cwd=folder)
    assert checked.returncode == 0, checked.stdout


def test_the_answers_so_far_can_be_used_as_a_file(tmp_path: Path) -> None:
    terminal = Terminal("new", str(tmp_path / "shop"))
    terminal.answer("shop called?", "Fern: #1")
    terminal.answer("country", "us")
    terminal.answer("Which clock do you live by? [America/New_York]", "los angeles")
    terminal.answer("website", "fern.example")
    terminal.until("Your name")
    terminal.interrupt()
    terminal.end()
    file = tmp_path / "shop" / ".outlast-answers.yml"
    file.write_text(file.read_text(encoding="utf-8") + "people: [{name: Sam}]\n", encoding="utf-8")
    kept, wrong = read(parse("answers.yml", file.read_bytes()), shelf(), whole=True)
    assert wrong == ()
    assert answer(kept, ("timezone",)) == "America/Los_Angeles"
    succeeded = run("outlast", "new", "other", "--answers", str(file), cwd=tmp_path)
    assert succeeded.returncode == 0, succeeded.stderr
