"""Access that is proven, claimed or broken: the list to try, the answers, and what follows from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outlast.analysis import analyse
from outlast.analysis.sign_ins import Proof, way_in
from outlast.cli import outlast
from outlast.model import Edition, Plan
from outlast.pages import compose
from outlast.redact import redact
from outlast.render import draw
from outlast.site import BuildInfo

from tests.builders import make_plan
from tests.drawing import text_of

TODAY = date(2026, 11, 23)
PLAN = """\
business: {format: 1, name: Fern, timezone: Europe/London, currency: GBP}

people:
  sam: {name: Sam, role: Founder}
  maya:
    name: Maya Reyes   # part time
    role: Support

functions:
  refunds:
    name: Refund customers
    by: [sam, maya]
    needs: [stripe]
    mtpd: 2d

systems:
  stripe:
    name: Stripe
    url: https://stripe.example
    access:
      - {who: sam, as: owner}
      - {who: maya, as: helper, second_factor: phone, login: vault}
    roles: [helper, owner]
  vault: {name: Vault, access: [sam, maya]}
  attic: {name: Attic, access: [maya]}

equipment:
  phone: {name: Maya's phone, held_by: maya}

promises:
  weeks: {name: Three weeks without Sam, when: {away: sam, for: 21d}, keep: refunds}
"""


def tried(*entries: str) -> str:
    lines = "".join(f"      - {{{entry}}}\n" for entry in entries)
    return PLAN.replace("    role: Support\n", f"    role: Support\n    sign_ins:\n{lines}")


WORKED = "system: stripe, on: 2026-11-02, worked: yes"
FAILED = "system: stripe, on: 2026-11-05, worked: no, note: The code went to an old number."


def rehearse(folder: Path, *arguments: str, typed: str = "") -> Result:
    command = ["rehearse", "maya", "--plan", str(folder), "--date", TODAY.isoformat(), *arguments]
    result = CliRunner().invoke(outlast, command, input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop.yml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def page(plan: Plan, path: str, edition: Edition = Edition.FULL) -> str:
    seen, facts = redact(plan, analyse(plan, TODAY), edition)
    tree = draw(compose(seen, facts, BuildInfo(TODAY, "1"), edition))
    return text_of(next(each for each in tree.pages if each.path == path))


@pytest.mark.parametrize(
    ("entries", "proof"),
    [
        ((), Proof.CLAIMED),
        ((WORKED,), Proof.PROVEN),
        ((WORKED, FAILED), Proof.BROKEN),
        ((FAILED, WORKED), Proof.BROKEN),
        ((FAILED, "system: stripe, on: 2026-11-05, worked: yes"), Proof.PROVEN),
        (("system: stripe, on: 2025-11-22, worked: yes",), Proof.CLAIMED),
        (("system: stripe, on: 2026-11-24, worked: yes",), Proof.CLAIMED),
    ],
)
def test_last_try_says_whether_a_way_in_is_proven(entries: tuple[str, ...], proof: Proof) -> None:
    plan = make_plan(tried(*entries) if entries else PLAN)
    assert way_in(plan, "maya", "stripe", TODAY).proof is proof


def test_a_broken_way_in_is_no_cover_and_a_new_try_makes_it_one() -> None:
    for entries, holds in (
        ((WORKED,), True),
        ((FAILED,), False),
        ((FAILED, WORKED.replace("02", "09")), True),
    ):
        facts = analyse(make_plan(tried(*entries)), TODAY)
        assert facts.outlook.promises["weeks"].holds is holds


def test_what_if_says_which_access_it_counts_on(folder: Path) -> None:
    asked = ["whatif", "--away", "sam", "--from", TODAY.isoformat(), "--plan", str(folder)]
    file = folder / "shop.yml"
    claimed = CliRunner().invoke(outlast, asked).output
    assert "Maya Reyes signs in to Stripe. Test: nobody has tried it." in claimed
    file.write_text(tried(WORKED), encoding="utf-8")
    proven = CliRunner().invoke(outlast, asked).output
    assert "Maya Reyes signs in to Stripe. Test: proven on Monday 2 November 2026." in proven
    file.write_text(tried(FAILED), encoding="utf-8")
    broken = CliRunner().invoke(outlast, asked).output
    assert "Maya Reyes could not sign in to Stripe on Thursday 5 November 2026" in " ".join(broken.split())


def test_readiness_says_how_much_of_the_cover_is_proven() -> None:
    assert "0 of the 1 sign-ins that stand-ins need are proven." in page(make_plan(PLAN), "readiness/index")
    proven = page(make_plan(tried(WORKED)), "readiness/index")
    assert "1 of the 1 sign-ins that stand-ins need is proven." in proven
    broken = page(make_plan(tried(FAILED)), "readiness/index")
    assert "0 of the 1 sign-ins that stand-ins need are proven. 1 did not work." in broken


def test_pages_count_on_nobody_who_did_not_get_in() -> None:
    whole = make_plan(tried(FAILED))
    system = page(whole, "restore/stripe")
    assert "They could not sign in on Thursday 5 November 2026" in system
    assert "Maya Reyes" in page(make_plan(PLAN), "serve/refunds").partition("Who can sign in")[2][:200]
    assert "Maya Reyes" not in page(whole, "serve/refunds").partition("Who can sign in")[2][:200]
    person = page(whole, "people/maya", Edition.TEAM)
    assert "The code went to an old number." in person
    seen, facts = redact(whole, analyse(whole, TODAY), Edition.PUBLIC)
    public = draw(compose(seen, facts, BuildInfo(TODAY, "1"), Edition.PUBLIC))
    assert not any("old number" in text_of(each) for each in public.pages)


def test_the_list_is_what_one_does_with_what_is_ones_own(folder: Path) -> None:
    said = " ".join(rehearse(folder).output.split())
    assert said.index("Stripe") < said.index("Attic"), "what covers for others comes first"
    assert "1. Sign in at https://stripe.example, as yourself. Your password is in Vault." in said
    assert "The code comes from Maya's phone." in said
    assert "Your role should be helper." in said
    assert "Open nothing, change nothing." in said
    assert "writes it down with outlast rehearse maya --ask." in said
    html = rehearse(folder, "--format", "html").output
    assert html.startswith("<!doctype html>")
    assert "Access rehearsal: Maya Reyes" in html


def test_answers_come_back_as_dated_proofs(folder: Path) -> None:
    file = folder / "shop.yml"
    rehearse(folder, "--record", "stripe=worked", "--record", "vault=failed:no invitation: none came")
    first = tried(
        "system: stripe, on: 2026-11-23, worked: yes",
        'system: vault, on: 2026-11-23, worked: no, note: "no invitation: none came"',
    )
    assert file.read_text(encoding="utf-8") == first
    said = rehearse(folder, "--ask", typed="n\nLocked out\ny\ns\n").output
    assert said.index("Did Maya Reyes get into Vault?") < said.index("Did Maya Reyes get into Attic?")
    assert file.read_text(encoding="utf-8") == first.replace(
        'came"}\n',
        'came"}\n'
        "      - {system: vault, on: 2026-11-23, worked: no, note: Locked out}\n"
        "      - {system: attic, on: 2026-11-23, worked: yes}\n",
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("stripe", "Write --record stripe=worked or stripe=failed"),
        ("bank=worked", 'They have no access to "bank". These are: stripe, vault, attic.'),
    ],
)
def test_what_is_no_answer_is_refused(folder: Path, typed: str, why: str) -> None:
    result = rehearse(folder, "--record", typed)
    assert result.exit_code == 2
    assert why in result.output
    assert (folder / "shop.yml").read_text(encoding="utf-8") == PLAN


def test_a_person_who_is_not_there_is_refused_with_the_nearest(folder: Path) -> None:
    result = CliRunner().invoke(outlast, ["rehearse", "maja", "--plan", str(folder)])
    assert (result.exit_code, 'Did you mean "maya"?' in result.output) == (2, True)
