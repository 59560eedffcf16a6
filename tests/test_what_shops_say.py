"""What shops need to say: parts in a crisis, a word that is repeated, endings, copies, sealed ways."""

from datetime import date, timedelta
from functools import cache

import pytest
from outlast import checks
from outlast.analysis import Look, analyse
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.question import Question
from outlast.checks import RULES
from outlast.load.shapes import fields
from outlast.model import COLLECTIONS, Edition, Model
from outlast.model.business import Business
from outlast.pages.addresses import links
from outlast.reference.examples import Examples
from outlast.reference.kinds import inside
from outlast.render.text import text
from outlast.site import Page
from outlast.source import read

from tests.builders import make_plan
from tests.drawing import site_of
from tests.host.running import ROOT

SHOP = """
business:
  format: 1
  name: Fern & Flask
  timezone: Europe/Brussels
  currency: EUR
  never: [Never sign in as somebody else.]
  crisis: {leads: [sam, maya], writes: [maya, ilse], speaks: [maya]}
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya, role: Support}
  ilse: {name: Ilse, role: Friend, may_not: [change an account number]}
systems:
  bank:
    name: Bank
    roles: [signer]
    access: [{who: sam, as: signer}]
    on_death: {do: sell, to: Nora Vale, notice: 90 days}
    backups: [{what: Statements, every: 1 day, kept_for: 30 days}]
functions:
  pay: {name: Pay suppliers, by: [sam, ilse], needs: [{what: bank, as: signer}], mtpd: 3 days}
break_glass:
  envelope:
    name: The envelope
    holders: [ilse]
    opens: [{system: bank, as: signer}]
    tests: [{system: bank, on: 2026-11-01, worked: yes}]
documents:
  lease: {name: Lease, on_death: cancel}
scenarios:
  ill:
    name: Sam is ill
    noticed_after: 8 hours
    lost: [{what: sam, for: 21 days}]
    never: [Never tell the reason.]
    serve: {first-hour: [Call Maya.]}
    tell: [{who: customers, by: maya, within: 1 hour, every: 15 minutes}]
promises:
  weeks: {name: Three weeks, when: {away: [sam], for: 21 days}, keep: [pay]}
"""


@cache
def page(path: str, edition: Edition = Edition.FULL) -> str:
    plan = make_plan(SHOP)
    found: Page = next(each for each in site_of(plan, edition).pages if each.path == path)
    return " ".join(text(found.sections, links(plan), found.title, width=10_000).split())


def test_a_scenario_says_who_has_which_part_without_those_whom_it_takes_away() -> None:
    said = page("scenarios/ill")
    assert "Leads: decides, and gives out the work Maya Writes: keeps the log" in said
    assert "of who did what, and when Ilse or Maya" in said, "Maya leads already"


def test_a_word_that_is_repeated_says_how_often() -> None:
    assert "Within 1 hour, then every 15 minutes" in page("scenarios/ill")


def test_a_scenario_says_that_it_may_go_unseen() -> None:
    assert "It can take 8 hours before anybody notices." in page("scenarios/ill")


def test_what_becomes_of_things_stands_with_each_and_in_one_list_of_the_full_edition() -> None:
    ending = "Sell it. It goes to Nora Vale. Give notice 90 days before it ends."
    assert f"If the owner does not come back: {ending}" in page("restore/bank")
    assert ending in page("people/documents")
    assert "Lease" in page("people/documents")
    assert "Nora" not in page("restore/bank", Edition.TEAM)


def test_a_copy_says_how_long_it_is_kept() -> None:
    assert "Made every 1 day. Kept for 30 days." in page("restore/bank")


def test_a_promise_that_rests_on_a_sealed_way_says_so_and_what_is_forbidden() -> None:
    said = page("readiness/index")
    assert (
        "The plan keeps this promise only with emergency access. Ilse opens The envelope for “Pay suppliers”."
        in said
    )
    assert "Never sign in as somebody else." in said
    assert "Ilse must not: change an account number." in said


BESIDE = {
    "Choice.count": (
        "a",
        """
people: {sam: {name: Sam, role: A}}
systems: {a: {name: A}, b: {name: B}}
functions:
  sell:
    name: Sell
    by: sam
    needs:
      - any: [a, b]
        count: 2  # it
""",
        "sell stops",
    ),
    "Equipment.stays": (
        "sam",
        """
people: {sam: {name: Sam, role: A}, ada: {name: Ada, role: B}}
equipment:
  printer:
    name: Printer
    held_by: sam
    stays: yes  # it
functions: {pack: {name: Pack, by: ada, needs: [printer]}}
""",
        "",
    ),
    "Function.only_when_due": (
        "sam",
        """
people: {sam: {name: Sam, role: A}}
functions:
  payroll:
    name: Payroll
    by: sam
    only_when_due: yes  # it
obligations: {wages: {name: Wages, due: 2026-12-24, by: payroll}}
""",
        "",
    ),
    "Fund.seasonal": (
        "sam",
        """
business:
  format: 1
  name: Fern & Flask
  timezone: Europe/Brussels
  currency: EUR
  seasons: [{name: Christmas, from: 11-15, to: 12-31, factor: 3}]
people: {sam: {name: Sam, role: A}}
funds:
  credit:
    name: Credit
    balance: 900 EUR
    burn: 30 EUR per day
    seasonal: yes  # it
    refill: {at: 300 EUR, by: sam, lead_time: 1d}
    pays: [sell]
functions: {sell: {name: Sell, by: automatic}}
""",
        "sell stops",
    ),
    "Person.noticed_after": (
        "sam",
        """
people:
  sam:
    name: Sam
    role: A
    noticed_after: 36h  # it
  ada: {name: Ada, role: B}
functions: {sell: {name: Sell, by: [sam, {who: ada, starts_in: 12h}], mtpd: 1d}}
""",
        "sell stops, too long",
    ),
    "System.coasts": (
        "line",
        """
people: {sam: {name: Sam, role: A}}
equipment: {line: {name: Line}}
systems:
  mail:
    name: Mail
    needs: [line]
    coasts: 30d  # it
functions: {sell: {name: Sell, by: sam, needs: [mail]}}
""",
        "",
    ),
    "Access.confirmed": (
        "ada",
        """
people: {sam: {name: Sam, role: A}, ada: {name: Ada, role: B}}
systems:
  bank:
    name: Bank
    access:
      - who: ada
      - who: sam
        confirmed: no  # it
functions: {pay: {name: Pay, by: [ada, sam], needs: [bank]}}
""",
        "pay stops",
    ),
    "Backup.confirmed": (
        "shop",
        """
people: {sam: {name: Sam, role: A}}
systems:
  shop:
    name: Shop
    rpo: 2 days
    backups:
      - what: Orders
        every: 3 days
        confirmed: no  # it
""",
        "",
    ),
}
"""Fields that the example does not use: what is lost, a plan, and what follows only with the field."""


@pytest.mark.parametrize("field", BESIDE)
def test_a_field_that_the_example_does_not_use_changes_an_answer(field: str) -> None:
    lost, plan, follows = BESIDE[field]
    assert told_of(plan, lost) == follows
    without = "\n".join(line for line in plan.splitlines() if not line.endswith("# it"))
    assert told_of(without, lost) != follows


def told_of(text: str, lost: str) -> str:
    """Which functions stop when something is gone for two weeks, and what rules say of its backups."""
    plan = make_plan(text)
    question = Question(date(2026, 12, 1), ((lost, timedelta(days=14)),))
    stops = {each.function: each for each in answer(Engine(plan), question).functions.values() if each.stop}
    told = [f"{id} stops{', too long' if each.breached else ''}" for id, each in stops.items()]
    today = date(2026, 12, 1)
    judged = checks.run(plan, analyse(plan, today, Look.RULES), [RULES["backup-over-rpo"]])
    told += [each.rule for each in judged.findings]
    return "; ".join(told)


def test_each_field_of_the_language_is_used_by_the_example_or_here() -> None:
    examples = Examples(read(ROOT / "plan"))
    unused = {
        f"{model.__name__}.{key}"
        for model in reachable(Business, *COLLECTIONS.values())
        for key in fields(model)
        if not used(examples, model, key)
    }
    # In a country where accounts have an IBAN, no supplier has one without.
    assert unused == {*BESIDE, "Payment.account"}


def reachable(*models: type[Model]) -> set[type[Model]]:
    """The blocks that may stand in a plan."""
    found: set[type[Model]] = set()
    while models:
        found.update(models)
        within = {kind for model in models for field in fields(model).values() for kind in inside(field)}
        models = tuple(kind for kind in within if issubclass(kind, Model) and kind not in found)
    return found


def used(examples: Examples, model: type[Model], key: str) -> bool:
    """Whether a plan uses a key of a block, or the same of the block that it is a kind of."""
    for kind in model.__mro__:
        if issubclass(kind, Model) and key in fields(kind):
            try:
                if examples.of(kind, key).file:
                    return True
            except LookupError:
                continue
    return False
