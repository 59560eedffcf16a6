"""From documents to a plan: every problem at its place, none hidden, none twice."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from outlast.diagnostics import Diagnostic, render
from outlast.load import load
from outlast.load.shapes import fields, leaves
from outlast.model import COLLECTIONS, Plan, visit
from outlast.model.business import Business
from outlast.model.value import Ref
from outlast.source import parse

from tests.builders import BUSINESS, load_texts, make_plan

SHOP = """
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya, role: Support}
systems:
  shop: {name: Shop, needs: bank}
  bank: {name: Bank}
functions:
  refunds:
    name: Refunds
    by: [maya, {who: sam, needs: {any: [shop, bank]}}]
    needs: [shop, {any: [bank, {what: shop, as: staff}], count: 1}]
    workaround: {do: Ask {sam}, by: sam}
    steps:
      - Look
      - {do: Pay, in: shop, choose: [{when: late, steps: [{do: Call, by: sam}]}]}
  payouts: {name: Payouts, by: automatic}
""".replace("Ask {sam}", '"Ask {sam}"')


def said(*texts: str) -> list[tuple[str, str]]:
    """Rule and line of each diagnostic."""
    return [(one.rule, str(one.span.line) if one.span else "") for one in load_texts(*texts).diagnostics]


def one(*texts: str) -> Diagnostic:
    found = load_texts(*texts).diagnostics
    assert len(found) == 1, render(found)
    return found[0]


def test_a_good_plan() -> None:
    plan = make_plan(SHOP)
    assert plan.business.name == "Fern & Flask"
    assert [hand.who for hand in plan.functions["refunds"].by.hands] == ["maya", "sam"]
    assert plan.functions["payouts"].by.automatic
    assert plan.thing("shop").title == "Shop"


def test_collections_may_lie_in_many_files() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam, role: Founder}}", "people: {maya: {name: Maya, role: Support}}"
    )
    assert list(plan.people) == ["sam", "maya"]


def test_what_is_typed_is_kept() -> None:
    plan = make_plan(
        "people:\n  sam: {name: NO, role: 0042, reach: [{phone: 0470000102}], skills: [1.10, 22:30]}\n"
    )
    sam = plan.people["sam"]
    assert (sam.name, sam.role, sam.skills) == ("NO", "0042", ("1.10", "22:30"))
    assert sam.reach[0].phone == "0470000102"


def test_a_plan_with_an_error_is_no_plan_and_one_with_a_warning_is() -> None:
    message = "messages:\n  m: {name: M, to: all, blanks: {x: an x}, text: {en: {body: Hello}}}\n"
    loaded = load_texts(message)
    assert [one.rule for one in loaded.diagnostics] == ["unused-blank"]
    assert isinstance(loaded.plan, Plan)
    assert load_texts(message.replace("to: all", "to:")).plan is None


def test_problems_of_all_files_come_in_the_order_of_files_and_lines() -> None:
    found = load_texts(
        "people:\n  a: {name: A}\n  b: {name: B, role: C, x: y}\n", "systems:\n  c: {nmae: C}\n", "a: 'b"
    ).diagnostics
    assert [(one.path, one.rule) for one in found] == [
        ("plan/1.yml", "missing-key"),
        ("plan/1.yml", "unknown-key"),
        ("plan/2.yml", "unknown-key"),
        ("plan/3.yml", "unclosed"),
    ]


def test_things_that_failed_still_count_as_defined() -> None:
    assert said("people:\n  sam: {nope: x}\nfunctions:\n  f: {name: F, by: sam, about: '{sam}'}\n") == [
        ("missing-key", "2"),
        ("unknown-key", "2"),
    ]


def test_references_of_things_that_failed_are_checked() -> None:
    assert said("functions:\n  f: {name: F, rto: x, by: nobody}\n") == [
        ("bad-duration", "2"),
        ("unknown-reference", "2"),
    ]


def test_things_in_a_file_that_cannot_be_read_are_not_missed() -> None:
    rules = [
        rule
        for rule, _ in said(BUSINESS, "functions: {f: {name: F, by: sam}}", "people:\n  sam: {name: 'Sam}\n")
    ]
    assert rules == ["unclosed"]


def test_a_suggestion_leads_to_the_thing_and_its_place() -> None:
    found = one(SHOP.replace("needs: [shop,", "needs: [shpo,"))
    assert found.rule == "unknown-reference"
    assert found.message == '"refunds" needs "shpo", which the plan does not define'
    assert found.hint == 'did you mean "shop" (plan/1.yml:6)?'
    assert found.see is not None
    assert str(found.see) == "plan/1.yml:6"


def test_a_suggestion_is_of_the_right_kind() -> None:
    people = "people: {maya: {name: M, role: R}}\n"
    found = one(people, "systems: {maya2: {name: X}}\nfunctions: {f: {name: F, by: maya1}}\n")
    assert '"maya"' in found.hint


def test_the_word_within_a_text_is_pointed_at() -> None:
    text = "systems:\n  shop:\n    name: Shop\n    about: |\n      one {shop}\n      two {shopp}\n"
    found = one(text)
    assert found.span is not None
    assert text.splitlines()[found.span.line - 1][found.span.column - 1 :][: found.span.length] == "{shopp}"


def test_a_missing_key_says_what_it_is_for() -> None:
    found = one("people:\n  sam: {name: Sam}\n")
    assert found.message == '"sam" lacks the key `role`'
    assert "what they do here" in found.hint


def test_a_slip_of_the_pen_is_said_once() -> None:
    assert said("systems: {s: {nmae: S}}") == [("unknown-key", "1")]


@pytest.mark.parametrize("typed", ["Sam Okafor", "sam okafor", "Sam", "sam", "sam-o"])
def test_a_name_that_one_thing_has_stands_for_its_id(typed: str) -> None:
    loaded = load_texts(
        BUSINESS,
        "people: {sam-o: {name: Sam Okafor, role: R}}",
        f"functions: {{f: {{name: F, by: {typed}}}}}",
    )
    assert loaded.plan, loaded.diagnostics
    assert [hand.who for hand in loaded.plan.functions["f"].by.hands] == ["sam-o"]


def test_a_name_that_two_people_have_is_an_error_with_both_ids() -> None:
    people = "people: {sam-o: {name: Sam Okafor, role: R}, sam-p: {name: Sam Park, role: R}}"
    found = one(f"{people}\nfunctions: {{f: {{name: F, by: Sam}}}}\n")
    assert found.rule == "bad-id"
    assert found.cures == (
        "functions: {f: {name: F, by: sam-o}}",
        "functions: {f: {name: F, by: sam-p}}",
    )


def test_an_id_is_unique_in_the_whole_plan() -> None:
    found = one("people: {sam: {name: S, role: R}}", "systems: {sam: {name: S}}")
    assert (found.path, found.rule, str(found.see)) == ("plan/2.yml", "duplicate-id", "plan/1.yml:1")
    assert '"sam-system"' in found.hint


def test_the_second_of_two_is_checked_too() -> None:
    rules = [rule for rule, _ in said("people: {sam: {name: S, role: R}}", "systems: {sam: {nmae: S}}")]
    assert rules == ["duplicate-id", "unknown-key"]


@pytest.mark.parametrize("id", ["a", "a1", "1", "a-b-c", "a" * 60, "console"])
def test_good_ids(id: str) -> None:
    assert id in make_plan(f"systems: {{{id}: {{name: S}}}}").systems


@pytest.mark.parametrize(
    "id", ["A", "a_b", "a--b", "-a", "a-", "é", "a b", "con", "lpt1", "index", "automatic", "a" * 61]
)
def test_bad_ids(id: str) -> None:
    assert said(f"systems:\n  {id}: {{name: S}}\n") == [("bad-id", "2")]


def test_a_newer_format_hides_everything_else() -> None:
    found = one("business: {format: 2, nom: X}\npersons: {}\n")
    assert (found.rule, found.hint) == ("plan-format", "upgrade Outlast")


def test_origins_lead_from_the_model_to_the_file() -> None:
    origins = load_texts(SHOP).origins
    lines = SHOP.splitlines()
    for path, word in (
        ((), "refunds"),
        (("by", "hands", 0, "who"), "maya"),
        (("by", "hands", 1, "needs", 0, "any", 1, "what"), "bank"),
        (("needs", 1, "any", 0, "what"), "bank"),
        (("steps", 0, "do"), "Look"),
        (("steps", 1, "choose", 0, "steps", 0, "by"), "sam"),
        (("workaround", "by", 0, "who"), "sam"),
        (("rto",), "refunds"),
    ):
        span = origins.place("refunds", path).span
        assert span is not None
        assert lines[span.line - 1][span.column - 1 :][: span.length] == word, path


def test_looking_through_raw_data_finds_what_looking_through_the_model_finds() -> None:
    plan = make_plan(SHOP)
    raw: Any = yaml.safe_load(SHOP)
    for thing in plan.things.values():
        typed = [(seen.path, str(seen.value)) for seen in visit(thing) if isinstance(seen.value, Ref)]
        found = [
            (leaf.path, leaf.raw)
            for leaf in leaves(type(thing), raw[thing.collection][thing.id])
            if issubclass(leaf.kind, Ref)
        ]
        assert sorted(found, key=str) == sorted(typed, key=str)
        assert thing.id not in ("refunds",) or len(found) > 8


def test_a_thousand_wrong_words_are_each_told() -> None:
    things = "".join(f"  thing-number-{n}: {{name: N, needs: thing-nummer-{n}}}\n" for n in range(1000))
    found = load_texts(f"systems:\n{things}").diagnostics
    assert {one.rule for one in found} == {"unknown-reference"}
    assert len(found) == 1000


KEYS = sorted({name for thing in COLLECTIONS.values() for name in fields(thing)} | set(fields(Business)))
WORDS = st.sampled_from(
    [
        "sam",
        "shop",
        "Shop",
        "4h",
        "80 EUR",
        "mon-fri",
        "yes",
        "automatic",
        "any",
        "no such",
        "{sam}",
        "{{ x }}",
        "[a](b:c)",
        "",
        "1",
    ]
)
INNER = [
    "what",
    "any",
    "as",
    "who",
    "do",
    "use",
    "in",
    "by",
    "steps",
    "choose",
    "parallel",
    "when",
    "hands",
    "id",
    "en",
    "body",
    "from",
]
TREES = st.recursive(
    WORDS | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS + INNER) | WORDS, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from([*COLLECTIONS, "business", "nope"]),
        st.dictionaries(
            st.sampled_from(["sam", "shop", "index", "A b", "x"]),
            st.dictionaries(st.sampled_from(KEYS), TREES, max_size=5) | TREES,
            max_size=3,
        )
        | TREES,
        max_size=4,
    )
)
@settings(max_examples=400, deadline=None)
def test_any_tree_is_a_plan_or_has_a_message(data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    loaded = load([parse("a.yml", text.encode()), parse("b.yml", BUSINESS.encode())])
    render(loaded.diagnostics)
    assert (loaded.plan is None) == any(found.severity == "error" for found in loaded.diagnostics)
    assert len(set(loaded.diagnostics)) == len(loaded.diagnostics)


def test_a_changed_copy_of_a_plan_looks_itself_through_anew() -> None:
    plan = make_plan("people: {sam: {name: Sam, role: Founder}}")
    assert {*plan.visited} == {"business", *plan.things}
    sam = plan.people["sam"]
    changed = plan.model_copy(update={"people": {"kim": sam.model_copy(update={"id": "kim"})}})
    assert {*changed.things} == {"kim"}
    assert {*changed.visited} == {"business", "kim"}
