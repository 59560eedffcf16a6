"""A shop of two, where only one has the bank and the codes: what its pages must not say when she is away."""

from tests.builders import make_plan
from tests.drawing import page_of, text_of, tree_of

SHOP = """
people:
  priya: {name: Priya, role: Founder, reach: "+32 470 00 01 02"}
  anu: {name: Anu, role: Packer, reach: "+32 470 00 02 03"}
systems:
  bank: {name: Business bank, access: [{who: priya, as: Signatory, confirmed: yes}]}
  shop:
    name: Web shop
    access: [{who: priya, confirmed: yes}, {who: anu, confirmed: yes}]
functions:
  pay: {name: Pay suppliers, by: priya, needs: [bank], mtpd: 14d}
  ship: {name: Ship orders, by: [priya, anu], needs: [shop], mtpd: 5d}
scenarios:
  hospital: {name: Priya in hospital, likely: high, lost: [{what: priya, for: 21d}]}
  flood: {name: Flood, likely: low, lost: [{what: shop, for: 21d}]}
"""


def said(path: str, *more: str) -> str:
    """What somebody reads on a page of the shop, on one line."""
    return " ".join(text_of(page_of(tree_of(make_plan(SHOP, *more)), path)).split())


def test_start_page_names_what_the_likeliest_scenario_stops_at_once() -> None:
    told = said("index")
    warned = "These tasks stop on the first day if this has happened: Priya in hospital: Pay suppliers."
    assert warned in told
    assert told.index(warned) < told.index("is due on which day")
    assert "Flood:" not in told


def test_calm_of_duties_says_that_it_counts_on_everybody_to_work() -> None:
    stock = "stock: {wax: {name: Wax, cover: 10d, refill: {at: 5d, by: priya}, feeds: [ship]}}"
    for path in ("index", "readiness/nobody"):
        told = said(path, stock)
        assert "everybody can still" in told
        assert "These tasks stop on the first day" in told
