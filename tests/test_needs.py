"""The graph of needs: every requirement of a plan is an edge, and what is asked of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from outlast import source
from outlast.analysis import analyse
from outlast.analysis.needs import BACK, PURPOSES, STOPS, Clause, Part, Purpose, edges, left, need_graph
from outlast.analysis.restoring import restoring
from outlast.analysis.whatif.network import compile_plan
from outlast.load import load
from outlast.model import Edition, Model, Plan
from outlast.model.needs import Requirement
from outlast.model.value import Ref
from outlast.redact import redact

from tests.builders import make_plan
from tests.drawing import TODAY, page_of, text_of, tree_of
from tests.maximal import maximal
from tests.whatif.plans import drawn

EXAMPLE = Path(__file__).parents[1] / "plan"


def example() -> Plan:
    plan = load(source.read(EXAMPLE, "plan")).plan
    assert plan is not None
    return plan


# Every requirement is an edge. The walk below knows nothing of the one that it tests: it looks at values.


def references(
    value: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every reference and every requirement in a value, with the field it stands in."""
    if isinstance(value, Ref | Requirement):
        yield path, value
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from references(part, (*path, number))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from references(part, (*path, str(key)))
    elif isinstance(value, Model):
        for name, info in type(value).model_fields.items():
            yield from references(getattr(value, name), (*path, info.alias or name))


def check_edges(plan: Plan) -> int:
    graph = need_graph(plan)
    by_field = {(edge.thing, edge.path): edge for edge in graph.edges}
    assert len(by_field) == len(graph.edges)  # each field once
    expected = 0
    for id, thing in {"business": plan.business, **plan.things}.items():
        for path, found in references(thing):
            if isinstance(found, Requirement):
                edge = by_field[id, (*path, "what")]
                assert (edge.of, edge.what, edge.coasts) == (id, found.what, found.coasts)
                assert edge.as_ == found.as_
                assert edge.purpose is not Purpose.NAMES
            else:
                expected += 1
                edge = by_field[id, path]
                assert edge.named == found
                assert {edge.of, edge.what} == {id, found}
    assert expected == len(graph.edges)
    return expected


def test_every_requirement_of_the_example_is_an_edge() -> None:
    assert check_edges(example()) > 1000


def test_every_requirement_of_a_plan_with_every_field_is_an_edge() -> None:
    plan = maximal().plan()
    check_edges(plan)
    # What a stock has a share in, it does not stop.
    assert {edge.purpose for edge in need_graph(plan).edges} == set(Purpose) - {Purpose.STOCK}
    whole = make_plan(
        "functions: {pack: {name: Pack, by: automatic}}\nstock: {box: {name: Box, feeds: pack}}"
    )
    assert need_graph(whole).users("box", Purpose.STOCK) == ("pack",)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5000))
def test_every_requirement_of_a_drawn_plan_is_an_edge(number: int) -> None:
    check_edges(drawn(number).plan)


def test_fields_with_a_meaning_are_fields_of_the_model() -> None:
    for kind, name in (*PURPOSES, *BACK):
        assert name in kind.model_fields


# What stops without a thing.

SHOP = """
people: {sam: {name: Sam, role: R}, ilse: {name: Ilse, role: R}}
systems:
  bank: {name: Bank}
  app: {name: App}
  other: {name: Other}
equipment: {phone: {name: Phone}, key: {name: Key}}
functions:
  payouts: {name: Payouts, by: sam, needs: bank}
  refunds: {name: Refunds, by: sam, needs: [{any: [app, other]}]}
  twice: {name: Twice, by: sam, needs: [{any: [{what: app, as: a}, {what: app, as: b}]}]}
  both: {name: Both, by: sam, needs: [{any: [app, other], count: 2}]}
  alone: {name: Alone, by: {who: sam, needs: phone}}
  shared: {name: Shared, by: [{who: sam, needs: phone}, ilse]}
obligations:
  wages: {name: Wages, due: every month on 25, by: sam, needs: bank}
  rent: {name: Rent, due: every month on 1, by: payouts}
procedures: {reset: {name: Reset, needs: bank, steps: [x]}}
stock: {glass: {name: Glass, feeds: [refunds]}}
"""


@pytest.mark.parametrize(
    ("gone", "stops", "spared"),
    [
        ("bank", {"payouts", "wages"}, set()),
        ("app", {"twice", "both"}, {"refunds"}),
        ("other", {"both"}, {"refunds"}),
        ("phone", {"alone"}, {"shared"}),
        ("ilse", set(), {"shared"}),
        ("payouts", {"rent"}, set()),
        ("glass", {"refunds"}, set()),
        ("key", set(), set()),
    ],
)
def test_what_stops_without_a_thing_and_what_has_another_way(
    gone: str, stops: set[str], spared: set[str]
) -> None:
    graph = need_graph(make_plan(SHOP))
    assert set(graph.stopped(gone)) == stops
    assert set(graph.users(gone, *STOPS)) - stops == spared


def test_the_page_of_the_bank_names_its_duties_and_what_has_another_way_apart() -> None:
    tree = tree_of(make_plan(SHOP))
    text = text_of(page_of(tree, "restore/bank"))
    assert "What stops without it" in text
    assert "Payouts" in text
    assert "Wages" in text
    assert "another way" not in text
    text = text_of(page_of(tree, "restore/app"))
    assert text.index("Both") < text.index("These can go on in another way:") < text.index("Refunds")


def test_the_bank_of_the_example_stops_its_thirteen_duties() -> None:
    plan = example()
    stops = need_graph(plan).stopped("bank")
    assert [id for id in stops if id in plan.obligations] == [
        id for id, duty in plan.obligations.items() if "bank" in str(duty.needs)
    ]
    assert len([id for id in stops if id in plan.obligations]) == 13


def test_second_factors_are_edges_of_the_system() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam, role: R}}\nequipment: {key: {name: Key}}\n"
        "systems: {mail: {name: Mail, access: [{who: sam, as: owner, second_factor: key}]}}"
    )
    assert need_graph(plan).users("key", Purpose.FACTOR) == ("mail",)
    assert not need_graph(plan).of("mail", Purpose.FACTOR)[0].holds_without("key")
    assert "Gives the code for" in text_of(page_of(tree_of(plan), "restore/equipment"))


def test_one_of_several_second_factors_is_enough() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam, role: R}}\nequipment: {key: {name: Key}, phone: {name: Phone}}\n"
        "systems: {mail: {name: Mail, access: [{who: sam, second_factor: [phone, key]}]}}"
    )
    (clause,) = need_graph(plan).of("mail", Purpose.FACTOR)
    assert clause.holds_without("key")
    assert clause.holds_without("phone")
    assert not clause.holds(lambda edge: False)


INPUTS = (
    Purpose.RUNS,
    Purpose.WORKAROUND,
    Purpose.RETURNS,
    Purpose.DUTY,
    Purpose.STOCK,
    Purpose.SHIFT,
)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5000))
def test_the_network_of_the_what_if_looks_at_what_the_graph_names(number: int) -> None:
    plan = drawn(number).plan
    nodes = compile_plan(plan).network.nodes
    for edge in need_graph(plan).edges:
        # A duty that nobody can do looks at nothing.
        if edge.purpose in INPUTS and edge.of not in plan.obligations:
            assert edge.what in nodes[edge.of].inputs


# In which order systems come back.


def order(text: str) -> tuple[tuple[str, ...], ...]:
    plan = make_plan(text)
    return restoring(plan, need_graph(plan)).order


def test_systems_come_back_after_what_they_need_to_run_or_to_come_back() -> None:
    assert order("""
        systems:
          mail: {name: Mail, needs: domain}
          domain: {name: Domain, restore: {needs: registrar}}
          registrar: {name: Registrar}
          loop: {name: Loop, needs: pool}
          pool: {name: Pool, restore: {needs: loop}}
          last: {name: Last, needs: loop}
    """) == (("registrar",), ("domain",), ("mail",), ("loop", "pool", "last"))


def test_the_order_follows_priority_then_time_within_what_dependence_allows() -> None:
    assert order("""
        systems:
          typed-first: {name: A}
          slow: {name: B, rto: 2d}
          fast: {name: C, rto: 1h}
          third: {name: D, restore: {priority: 3}}
          second: {name: E, needs: base, restore: {priority: 2}}
          base: {name: F, rto: 9d}
          first: {name: G, restore: {priority: 1}}
    """) == (("first", "base"), ("second", "third", "fast", "slow", "typed-first"))


CIRCLE = """
equipment: {drive: {name: Drive}}
systems:
  shop: {name: Shop, restore: {priority: 1, needs: [{any: [backup, drive]}]}}
  backup: {name: Backup, needs: shop}
  mail: {name: Mail, restore: {needs: [{any: [chat, paper-mail]}]}}
  chat: {name: Chat, needs: mail}
  paper-mail: {name: Paper mail}
"""


def test_a_choice_with_another_way_is_no_circle() -> None:
    plan = make_plan(CIRCLE)
    found = restoring(plan, need_graph(plan))
    assert found.order == (("shop",), ("backup", "paper-mail"), ("mail",), ("chat",))
    waits = {id: [edge.what for edge in edges(parts)] for id, parts in found.waits.items()}
    assert waits == {"backup": ["shop"], "mail": ["paper-mail"], "chat": ["mail"]}
    text = text_of(page_of(tree_of(plan), "restore/index"))
    assert "First restore Shop" in text
    assert "First restore Backup" not in text
    assert "Restore first" not in text_of(page_of(tree_of(plan), "restore/shop"))


def test_what_a_system_waits_for_keeps_its_choices() -> None:
    plan = make_plan("""
        people: {sam: {name: Sam, role: R}}
        systems:
          a: {name: Aa}
          b: {name: Bb}
          c: {name: Cc}
          one: {name: One, needs: [{any: [a, b]}]}
          two: {name: Two, needs: [{any: [a, b, c], count: 2}]}
          helped: {name: Helped, needs: [{any: [a, b, c, sam], count: 3}]}
          all: {name: All, needs: [{any: [a, b, sam], count: 3}, a]}
    """)
    text = text_of(page_of(tree_of(plan), "restore/index"))
    for waits in ("First restore Aa or Bb.", "First restore 2 of Aa, Bb or Cc.", "First restore Aa and Bb."):
        assert waits in text
    assert text.count("First restore 2 of Aa, Bb or Cc.") == 2


def test_a_system_waits_for_what_a_function_that_it_needs_waits_for() -> None:
    assert order("""
        systems:
          shop: {name: Shop, needs: support, restore: {priority: 1}}
          desk: {name: Desk}
        functions: {support: {name: Support, needs: desk}}
    """) == (("desk",), ("shop",))


def test_a_long_chain_of_systems_is_no_recursion() -> None:
    lines = "\n".join(f"  s{n}: {{name: S, needs: s{n + 1}}}" for n in range(2000))
    assert len(order(f"systems:\n{lines}\n  s2000: {{name: S}}")) == 2001


IDS = [f"s{number}" for number in range(7)]
NEEDS = st.lists(
    st.one_of(
        st.sampled_from([*IDS, "desk", "sam"]),
        st.builds(
            lambda ways, count: {"any": ways, "count": min(count, len(ways))},
            st.lists(st.sampled_from([*IDS, "desk"]), min_size=1, max_size=3, unique=True),
            st.integers(1, 2),
        ),
    ),
    max_size=2,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NEEDS, st.none() | st.integers(1, 4)), min_size=7, max_size=7), NEEDS)
def test_whatever_waits_stands_after_enough_of_what_it_needs(
    systems: list[tuple[list[object], int | None]], desk: list[object]
) -> None:
    raw = {
        "people": {"sam": {"name": "Sam", "role": "R"}},
        "systems": {
            id: {
                "name": id,
                "needs": needs,
                "restore": {"priority": priority or 9},
            }
            for id, (needs, priority) in zip(IDS, systems, strict=True)
        },
        "functions": {"desk": {"name": "Desk", "needs": desk}},
    }
    plan = make_plan(yaml.dump(raw, Dumper=NoAliases))
    graph = need_graph(plan)
    found = restoring(plan, graph)
    assert sorted(id for group in found.order for id in group) == IDS
    there = {"sam"}
    for number, group in enumerate(found.order):
        if holds(graph.of("desk", Purpose.RUNS), there):
            there.add("desk")
        able = [id for id in group if holds(graph.of(id, Purpose.RUNS, Purpose.RETURNS), there)]
        if not able:  # nothing of the last group can ever come back
            assert number == len(found.order) - 1
            break
        assert able == list(group)
        assert not [id for id in group if asks_for(found.waits.get(id, ()), there)]
        there |= set(group)


def asks_for(waits: tuple[Part, ...], there: set[str]) -> tuple[Part, ...]:
    return left(waits, lambda edge: edge.what in there)


def holds(clauses: tuple[Clause, ...], there: set[str]) -> bool:
    return all(clause.holds(lambda edge: edge.what in there) for clause in clauses)


class NoAliases(yaml.SafeDumper):
    """Plans have no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


# What an edition knows.

WITHHELD = """
people: {sam: {name: Sam, role: R}}
systems:
  app: {name: App}
  secret: {name: Secret, audience: full}
  shop: {name: Shop, restore: {needs: [{any: [app, secret]}]}}
functions: {refunds: {name: Refunds, by: sam, needs: [{any: [app, secret]}]}}
"""


def test_a_way_that_an_edition_does_not_know_is_a_way_still() -> None:
    plan = make_plan(WITHHELD)
    _, facts = redact(plan, analyse(plan, TODAY), Edition.TEAM)
    assert "secret" not in repr(facts)
    assert facts.needs.stopped("app") == ()
    assert facts.restoring.order == (("app",), ("shop",))
    assert facts.restoring.waits == {}


def test_a_need_in_a_field_that_an_edition_does_not_show_is_no_edge_there() -> None:
    plan = make_plan("""
        people: {sam: {name: Sam, role: R}}
        equipment: {key: {name: Key, kept_in: safe}}
        locations: {safe: {name: Safe, audience: full}}
        funds: {cash: {name: Cash, pays: [shop]}}
        systems: {shop: {name: Shop}}
    """)
    whole = analyse(plan, TODAY)
    assert "cash" in repr(whole.needs)
    assert "cash" not in repr(redact(plan, whole, Edition.TEAM)[1].needs)
