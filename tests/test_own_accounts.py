"""No promise rests on signing in as somebody else, where the business forbids that."""

from datetime import date

import pytest
from outlast.analysis import Facts, analyse
from outlast.model import Plan
from outlast.pages import at_hand

from tests.builders import make_plan
from tests.drawing import text_of, tree_of

START = date(2026, 11, 29)
PLAN = """
business:
  {{format: 1, name: Fern, timezone: Europe/Brussels, currency: EUR, {rule}}}
people:
  sam: {{name: Sam Okafor, role: Founder}}
  ilse: {{name: Ilse Claes, role: Trusted contact}}
systems:
  shop: {{name: Shop, roles: [owner], access: [{{who: sam, as: owner}}]}}
break_glass:
  envelope:
    name: The envelope
    holders: [ilse]
    opens: [{{system: shop, as: owner, account: {account}}}]
    tests: [{{system: shop, on: 2026-10-01, worked: yes}}]
functions:
  refunds: {{name: Refund customers, by: [sam, ilse], needs: [{{what: shop, as: owner}}], mtpd: 2d}}
promises:
  bus: {{name: Without Sam, when: {{away: [sam], for: 21d}}, keep: [refunds]}}
"""


def worked_out(rule: str, account: str = "sam") -> tuple[Plan, Facts]:
    plan = make_plan(PLAN.format(rule=rule, account=account))
    return plan, analyse(plan, START)


@pytest.mark.parametrize(
    ("rule", "account", "holds"),
    [
        ("own_accounts: yes", "sam", False),
        ("own_accounts: no", "sam", True),
        ("own_accounts: yes", "ilse", True),
    ],
)
def test_a_promise_rests_on_an_account_of_ones_own(rule: str, account: str, holds: bool) -> None:
    _, facts = worked_out(rule, account)
    assert facts.outlook.promises["bus"].holds is holds
    assert bool(facts.outlook.without["sam"].functions["refunds"].stop) is not holds
    assert ("shop" in facts.working_routes) is holds


def test_the_pages_say_that_the_account_belongs_to_somebody_else() -> None:
    plan, _ = worked_out("own_accounts: yes")
    drawn = tree_of(plan)
    texts = [" ".join(text_of(page).split()) for page in drawn.pages]
    assert sum("It is the account of Sam Okafor." in text for text in texts) >= 2
    counted = "No date in this copy counts on it, because the business lets nobody sign in as somebody else."
    assert sum(text.count(counted) for text in texts) == 1, "once, above what it opens"
    assert not any("Nobody may sign in" in text for text in texts), "the steps of the page tell to do it"


def test_a_password_says_whose_it_is_where_others_have_their_own() -> None:
    """Nobody who stands in is sent to the founder's entry in the vault."""
    plan = make_plan(
        "people: {sam: {name: Sam, role: Boss}, maya: {name: Maya, role: Support}}\n"
        "systems:\n"
        "  vault: {name: Vault}\n"
        "  shop: {name: Shop, login: {kept_in: vault, at: Owner}, "
        "access: [sam, {who: maya, login: {kept_in: vault, at: Maya}}]}\n"
        "  blog: {name: Blog, login: {kept_in: vault, at: Blog}, access: [sam, maya]}\n"
    )
    assert {id: at_hand.login(system) for id, system in plan.systems.items() if system.login} == {
        "shop": "The password of {sam} is in {vault}, under Owner. "
        "Everybody else has a password of their own.",
        "blog": "The password is in {vault}, under Blog.",
    }
