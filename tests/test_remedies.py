"""The cheapest set of changes with which a promise holds, and the letters for it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outlast.analysis.cheapest import Price, Remedy, remedy
from outlast.analysis.whatif.causes import Cause, Why
from outlast.analysis.whatif.fixes import Candidate, candidates, changed
from outlast.analysis.whatif.outlook import Change
from outlast.cli import outlast
from outlast.model import Plan
from outlast.pages.letters import BLANK, letters

from tests.builders import BUSINESS, make_plan
from tests.drawing import TODAY

COSTS = "changes_cost: {deputy: 400 EUR, limit: 0 EUR, access: 30 EUR, spare: 250 EUR}"
SHOP = """
people:
  sam: {name: Sam, role: Founder, may: {refund: any}}
  maya: {name: Maya, role: Support, may: {refund: 50 EUR}}
functions:
  refunds:
    name: Refund customers
    by: [sam, maya]
    needs: [till]
    limit: refund
    amounts: [{up_to: 50 EUR, share: 50 %%}, {over: 50 EUR, share: 50 %%}]
    mtpd: 1d
    loss: 10 EUR per day
  orders: {name: Take orders, by: [sam, maya], needs: [shop], mtpd: 1d, loss: 100 EUR per day}
systems:
  till: {name: The till, access: [{who: sam, as: boss}, {who: maya, as: boss}], roles: [boss]}
  shop: {name: Web shop, access: [{who: sam, as: boss}], roles: [boss]}
promises:
  bus: {name: Three weeks without Sam, when: {away: sam, for: 21d}, keep: [%s]}
"""


def plan_of(keep: str, costs: str = COSTS) -> Plan:
    return make_plan(f"{BUSINESS.rstrip()}\n  {costs}\n", SHOP % keep)


def found(keep: str, costs: str = COSTS) -> Remedy:
    plan = plan_of(keep, costs)
    return remedy(plan, plan.promises["bus"], TODAY)


def test_access_is_cheaper_than_a_deputy() -> None:
    result = found("orders")
    assert result.changes == (Candidate(Change.ACCESS, "shop", "maya"),)
    assert result.price.money == 30
    assert not result.held


def test_what_the_plan_says_of_costs_decides() -> None:
    dear = "changes_cost: {deputy: 10 EUR, access: 500 EUR}"
    assert found("orders", dear).changes == (Candidate(Change.DEPUTY, "orders"),)


def test_without_costs_fewer_changes_come_first() -> None:
    result = found("orders", "country: BE")
    assert [each.change for each in result.changes] == [Change.ACCESS]
    assert result.price == Price(unpriced=1, effort=2)


def test_several_are_found_together_and_none_that_is_not_needed() -> None:
    plan = plan_of("orders, refunds")
    result = remedy(plan, plan.promises["bus"], TODAY)
    assert Candidate(Change.ACCESS, "shop", "maya") in result.changes
    assert len(result.changes) == 2
    for one in result.changes:
        made = plan
        for each in result.changes:
            made = made if each == one else changed(made, each)
        assert not remedy(made, made.promises["bus"], TODAY).held
    made = plan
    for each in result.changes:
        made = changed(made, each)
    assert remedy(made, made.promises["bus"], TODAY).held


def test_two_deputies_can_do_both_tasks() -> None:
    plan = plan_of("orders, refunds")
    for function in ("orders", "refunds"):
        plan = changed(plan, Candidate(Change.DEPUTY, function))
    assert remedy(plan, plan.promises["bus"], TODAY).held


def test_a_promise_that_holds_needs_nothing() -> None:
    plan = make_plan(SHOP.replace("{who: sam, as: boss}], roles: [boss]}", "sam, maya]}") % "orders")
    result = remedy(plan, plan.promises["bus"], TODAY)
    assert (result.held, result.changes, result.tried) == (True, (), 1)


def test_where_nothing_helps_it_says_so() -> None:
    lost = "promises: {gone: {name: Gone, when: {out: shop, for: 21d}, keep: [orders]}}"
    plan = make_plan(SHOP % "orders", lost)
    result = remedy(plan, plan.promises["gone"], TODAY)
    assert not result.found


@pytest.mark.parametrize(("opens", "helps"), [("mail", True), ("vault", True), ("ads", False)])
def test_envelope_is_to_be_tried_only_for_what_it_opens(opens: str, helps: bool) -> None:
    plan = make_plan(
        SHOP % "orders",
        f"""
        systems: {{mail: {{name: Mail, needs: [vault]}}, vault: {{name: Vault}}, ads: {{name: Ads}}}}
        functions: {{answers: {{name: Answer, by: [sam, maya], needs: [mail]}}}}
        break_glass: {{codes: {{name: Codes, holders: [maya], opens: [{{system: {opens}}}]}}}}
        """,
    )
    found = candidates(plan, "answers", (Cause(Why.AWAY, "sam"),))
    assert (Candidate(Change.TEST, "codes") in found) is helps


def test_letters_go_to_whoever_must_agree() -> None:
    plan = make_plan(
        SHOP % "orders",
        """
        systems: {bank: {name: Our bank, access: [sam, maya]}}
        functions: {bills: {name: Pay bills, by: [sam, {who: maya, up_to: 50 EUR}], needs: [bank]}}
        break_glass: {envelope: {name: The envelope, holders: [sam, maya], opens: [{system: shop}]}}
        """,
    )
    made = letters(
        plan,
        (
            Candidate(Change.DEPUTY, "orders"),
            Candidate(Change.LIMIT, "bills", "maya"),
            Candidate(Change.ACCESS, "shop", "maya"),
            Candidate(Change.TEST, "envelope"),
            Candidate(Change.SPARE, "shop"),
        ),
    )
    assert [each.to for each in made] == ["your deputy", "Maya", "Our bank", "Web shop", "Sam and Maya"]
    assert made[0].paragraphs[1].endswith(" You would get an account of your own in Web shop.")
    assert f"Please let Maya release payments up to {BLANK}" in made[2].paragraphs[1]
    assert made[3].paragraphs[1].startswith("We would like to add a user")
    assert all("{" not in line for each in made for line in each.paragraphs)


def fixes(folder: Path, *words: str) -> Result:
    (folder / "shop.yml").write_text(f"{BUSINESS.rstrip()}\n  {COSTS}\n{SHOP % 'orders'}", encoding="utf-8")
    return CliRunner().invoke(outlast, ["fixes", "--plan", str(folder), "--date", "2026-11-22", *words])


def test_the_command_says_what_to_do_for_how_much_and_writes_the_letters(tmp_path: Path) -> None:
    done = fixes(tmp_path, "bus", "--letters", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    assert "The changes cost €30. What to do:" in done.output
    assert "Give Maya access to Web shop" in done.output
    letter = (tmp_path / "out" / "access-shop.txt").read_text(encoding="utf-8")
    assert letter.startswith("To: Web shop\nSubject: Another user for Web shop\n\nDear support team,\n")
    assert max(map(len, letter.splitlines())) <= 78


@pytest.mark.parametrize(("words", "said"), [(("buss",), 'Did you mean "bus"?'), (("x",), "has the ids")])
def test_an_unknown_promise_is_refused(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = fixes(tmp_path, *words)
    assert said in done.output
    assert done.exit_code == 2


def test_plan_without_a_promise_is_shown_one_to_paste(tmp_path: Path) -> None:
    text = f"{BUSINESS}{SHOP % 'orders'}"
    (tmp_path / "shop.yml").write_text(text[: text.index("promises:")], encoding="utf-8")
    words = ["fixes", "--plan", str(tmp_path), "--date", "2026-11-22"]
    refused = CliRunner().invoke(outlast, words)
    assert refused.exit_code == 2
    block = refused.output[refused.output.index("promises:\n") : refused.output.index("\n\nTake out")]
    (tmp_path / "promises.yml").write_text(block, encoding="utf-8")
    assert "What to do:" in CliRunner().invoke(outlast, words).output
