"""A shop of two, where only one has the bank and the codes: what its pages must not say when she is away."""

from outlast.analysis import Moment
from outlast.model import Edition
from outlast.pages import first_week, layers_of, whatif
from outlast.pages.start import due_soon
from outlast.site.blocks import Timed

from tests.builders import make_plan
from tests.drawing import INFO, TODAY, facts_of, page_of, text_of, tree_of

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


def test_somebody_who_is_named_but_shut_out_reads_so_on_their_page() -> None:
    told = said("people/anu", "functions: {post: {name: Post parcels, by: [priya, anu], needs: [bank]}}")
    assert "Does it if Priya cannot." in told
    assert "Cannot do this yet. Anu has no access to Business bank." in told


def test_duties_without_a_day_are_named_where_nothing_seems_to_be_due() -> None:
    duties = """
    obligations:
      vat: {name: VAT return, by: priya, due: unknown}
      rent: {name: Rent, by: priya, due: every month on 25}
    """
    dated = duties.replace("unknown", "2026-12-20")
    for path in ("index", "readiness/nobody"):
        assert "when these are due" not in said(path, dated)
        assert "The plan does not say when these are due: VAT return." in said(path, duties)


def test_biggest_risk_has_no_price_where_no_loss_is_known() -> None:
    told = said("readiness/index")
    assert "costs nothing" not in told
    assert "stops the most tasks" in told


def test_steps_of_the_catalogue_say_that_nobody_has_confirmed_them() -> None:
    ours = "functions: {refunds: {name: Refund, by: priya, %s}}"
    steps = "steps: [{do: 'Press *Refund* once, and wait.'}]"
    for filled, shown in ((steps, True), (f"{steps}, reviewed: 2026-11-20", False), ("steps: [Ask.]", False)):
        assert ("You have not confirmed this yet" in said("serve/refunds", ours % filled)) is shown
    listed = said("readiness/index", ours % steps)
    assert "Read its page, and correct it" in listed


def running(section: str, *more: str, shop: str = SHOP) -> list[str]:
    """What pages say while Priya is in hospital since today, line by line."""
    plan = make_plan(shop, *more)
    facts = facts_of(plan)
    found = layers_of(plan, facts, INFO, Edition.FULL, ((Moment(TODAY), facts),), ())
    layer = next(each for each in found if each.name == "incident/hospital")
    sections = layer.moments[TODAY.isoformat()]
    blocks = (block for each in sections if each.id == section for block in each.blocks)
    return [line.text for block in blocks if isinstance(block, Timed) for line in block.lines]


def test_last_one_there_is_not_told_to_call_themselves() -> None:
    (lost,) = running("lost")
    assert lost.endswith("Only {anu} is left, and decides what to do.")
    assert not [
        each
        for each in (*running("lost"), *running("who-pay"))
        if "Call {anu}" in each or "Ask {anu}" in each
    ]
    both = "people: {ilse: {name: Ilse, role: Partner, reach: '+32 470 00 05 06'}}"
    (lost,) = running("lost", both)
    assert lost.endswith("Call {anu} or {ilse}.")


def test_task_that_nobody_can_do_says_what_can_be_done_meanwhile() -> None:
    stopped, again = running("who-pay")
    assert stopped.startswith(
        "**Nobody can do it.** Tell those who wait for it, and promise them nothing before Sun 13 Dec."
    )
    assert again.startswith("From Sun 13 Dec: As usual")
    text = "{en: {subject: Later, body: Later.}}"
    messages = f"messages: {{late: {{name: Later, to: supplier, channel: email, text: {text}}}}}"
    pay = SHOP.replace("name: Pay suppliers,", "name: Pay suppliers, messages: [late],")
    assert "This page has messages for that." in running("who-pay", messages, shop=pay)[0]


def test_who_pays_otherwise_can_pay_or_nobody_does() -> None:
    wax = "suppliers: {wax: {name: Wax works, payment: {by: priya, with: bank}}}"
    paid = said("people/wax", wax)
    assert "Priya, otherwise nobody: Anu decides what to do" in paid
    assert "Pay from Business bank" in paid.replace("Pay from: ", "Pay from ")
    may = SHOP.replace(
        "as: Signatory, confirmed: yes}]", "as: Signatory, confirmed: yes}, {who: anu, as: Signatory}]"
    )
    assert "Priya, otherwise Anu" in " ".join(
        text_of(page_of(tree_of(make_plan(may, wax)), "people/wax")).split()
    )


def test_duty_names_nobody_else_who_cannot_do_it() -> None:
    rent = "obligations: {rent: {name: Rent, by: priya, due: every week on tuesday, needs: [bank]}}"
    plan = make_plan(SHOP, rent)
    (row,) = due_soon(plan, facts_of(plan))
    assert row.note == "{priya}, otherwise nobody: {anu} decides what to do."
    both = make_plan(SHOP, rent.replace("by: priya", "by: [priya, anu]"))
    (row,) = due_soon(both, facts_of(both))
    assert row.note == "{priya}, otherwise {anu}."


def test_place_of_the_passwords_locks_out_whoever_is_not_signed_in() -> None:
    kept = SHOP.replace("name: Web shop\n", "name: Web shop\n    login: {kept_in: browser}\n")
    plan = make_plan(kept, "equipment: {browser: {name: The browser, held_by: priya, stays: yes}}")
    told = "You also lose the passwords for {shop}."
    for page in ("restore/equipment", "help/questions"):
        said = " ".join(text_of(page_of(tree_of(plan), page)).split())
        assert told.replace("{shop}", "Web shop") in said
        assert "No task in this plan depends on The browser" not in said
    answer = facts_of(plan).outlook.without["browser"]
    assert whatif.passwords(plan, answer).startswith(told)
    assert whatif.passwords(plan, facts_of(plan).outlook.without["priya"]) == ""


def test_loss_that_nobody_has_said_is_not_known_rather_than_nothing() -> None:
    told = said("scenarios/hospital")
    assert "You lose within 21 days not known" in told.replace(":", "")
    assert "You lose within 21 days nothing" not in told.replace(":", "")


def test_first_volume_has_the_tasks_that_the_likeliest_scenario_stops() -> None:
    plan = make_plan(SHOP)
    assert first_week.tasks(plan, facts_of(plan)) == {"pay", "ship"}
    calm = make_plan(SHOP.replace("{what: priya, for", "{what: shop, for"))
    assert first_week.tasks(calm, facts_of(calm)) == {"ship"}
