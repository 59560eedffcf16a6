"""From a plan to what stands on its pages: who, how far, in which order, and to the letter."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from outlast.model import COLLECTIONS, Edition, Plan
from outlast.model.messages import Words
from outlast.model.procedures import Procedure
from outlast.model.steps import Command, Step
from outlast.model.value import ProcedureRef, Text, Word
from outlast.pages import numbers, ready_messages, step_views
from outlast.site import DrawnPage, Part, Tree

from tests.builders import make_plan
from tests.drawing import anchors_in, dead_links, html_of, page_of, seen_in, site_of, text_of, tree_of
from tests.maximal import WORDED, whole, whole_plan, whole_tree
from tests.shared import example_pages, example_plan, example_tree

SHOP = """
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{phone: "+32 470 00 01 02"}], may: {refund: any}}
  maya:
    name: Maya Reyes
    role: Support
    reach: [{phone: 0032470}, {email: maya@fern.example}]
    works: [{days: mon-fri, from: "09:00", to: "22:30"}]
    may: {refund: 80 EUR}
  wen: {role: Bookkeeper}
suppliers:
  carrier: {name: BPost, contacts: [{name: Desk, reach: [{phone: "0800 1234"}]}]}
systems:
  shop: {name: Webshop, login: {kept_in: vault, at: Shop › Owner}, access: [{who: sam, second_factor: key}]}
  vault: {name: Vault}
equipment:
  key: {name: Blue key, held_by: sam}
procedures:
  calling: {name: Call everyone, steps: [Call Sam, Call Maya]}
functions:
  refunds:
    name: Refund customers
    by: [maya, {who: sam, starts_in: 2h}, carrier, {who: wen, up_to: 10.50 EUR}]
    limit: refund
    needs: [{what: shop, as: staff}, {any: [key, vault], count: 1}]
    steps:
      - Open the order
      - {use: calling}
      - {do: Write to them, message: sorry}
      - Open the order
messages:
  sorry:
    name: Sorry
    to: customers
    blanks: {order: order number}
    text:
      en: {subject: "About {{ order }}", body: "{{business}} is late with {{ order }}.\\n\\nYours"}
      nl: {body: "Sorry {{ order }}"}
scenarios:
  fire:
    name: Fire
    likely: low
    invoke: {by: [maya, sam], when: It burns}
    lost: [{what: shop, for: 3d}, key]
    serve: {first-hour: [Run, {use: calling}], first-week: [Rest]}
    restore: {first-day: [Mend]}
    hand_back: [Give it back]
  flood: {name: Flood, likely: high}
  frost: {name: Frost, likely: low}
promises:
  bus: {name: Hit by a bus, when: {away: sam}, keep: [refunds]}
"""


@pytest.fixture(scope="module")
def shop() -> Plan:
    return make_plan(SHOP)


@pytest.fixture(scope="module")
def tree(shop: Plan) -> Tree:
    return tree_of(shop)


def words_of(text: str) -> str:
    return " ".join(text.split())


# What was typed is what is shown.


@pytest.mark.parametrize(
    ("yaml", "path", "shown"),
    [
        ("people: {a: {name: A, role: B, reach: [{phone: +32470}]}}", "people/a", "+32470"),
        ("people: {a: {name: A, role: B, reach: [{phone: 0042}]}}", "people/a", "0042"),
        ("people: {a: {name: NO, role: off}}", "people/a", "NO"),
        ("people: {a: {name: Null, role: 1e3}}", "people/a", "1e3"),
        ("people: {a: {name: A, role: B, works: [{days: sat, from: 22:30}]}}", "people/a", "22:30"),
        ("people: {a: {name: A, role: 1.10}}", "people/a", "1.10"),
        ("people: {a: {name: A, role: 0x1F}}", "people/a", "0x1F"),
        ("people: {a: {name: A, role: 2026-11-02}}", "people/a", "2026-11-02"),
        ("people: {a: {name: A, role: 1_000}}", "people/a", "1_000"),
        ("documents: {d: {name: D, number: 007}}", "people/documents", "007"),
        ("documents: {d: {name: D, number: 1:30:00}}", "people/documents", "1:30:00"),
        ("functions: {f: {name: F, steps: [NO]}}", "serve/f", "NO"),
        ("functions: {f: {name: F, steps: [{do: 1.10, expect: yes}]}}", "serve/f", "yes"),
        ("systems: {s: {name: S, roles: [on, 010]}}", "restore/s", "010"),
        ("suppliers: {s: {name: S, customer_number: 0000123}}", "people/s", "0000123"),
    ],
)
def test_what_was_typed_is_what_is_shown(yaml: str, path: str, shown: str) -> None:
    drawn = tree_of(make_plan(yaml))
    page = page_of(drawn, path)
    said = " ".join([page.title, *seen_in(html_of(page)).chunks])
    assert shown in re.split(r"[\s;,]+|[.](?:\s|$)", said)


LITERAL = r"\\nas\shop *1* `2` [3](https://a.example) {maya} **4** 5_6_7 \*"


@pytest.mark.parametrize(
    ("yaml", "path"),
    [
        ("documents: {d: {name: D, number: '%s'}}", "people/documents"),
        ("systems: {s: {name: S, backups: [{what: B, where: '%s'}]}}", "restore/s"),
        ("systems: {s: {name: S, login: {kept_in: s, at: '%s'}}}", "restore/s"),
        ("equipment: {e: {name: E, at: '%s'}}", "restore/equipment"),
        ("suppliers: {s: {name: S, payment: {with: '%s'}}}", "people/s"),
        ("suppliers: {s: {name: S, customer_number: '%s'}}", "people/s"),
        ("people: {a: {name: A, role: '%s'}}", "people/a"),
        ("people: {a: {name: A, role: R, skills: ['%s']}}", "people/a"),
        ("people: {a: {name: A, role: R, reach: [{chat: '%s'}]}}", "people/a"),
        ("functions: {f: {name: '%s'}}", "serve/f"),
        ("systems: {s: {name: S, symptoms: [{see: '%s', means: M, do: D}]}}", "restore/s"),
        ("systems: {s: {name: S, owner_only: ['%s']}}", "restore/s"),
    ],
)
def test_a_line_without_markup_is_shown_to_the_letter(yaml: str, path: str) -> None:
    plan = make_plan(yaml % LITERAL, "people: {maya: {name: Maya, role: B}}")
    assert LITERAL in words_of(text_of(page_of(tree_of(plan), path)))


COMMANDS = [
    "a | b",
    'echo "it\'s" `date` $(id) $HOME',
    "printf '<b>%s</b>' && rm -rf \\*",
    "cat <<EOF\n\n  two spaces\n\ttab\nEOF",
    "{sam} {{ x }} {% y %} **z** [a](b)",
    "ends with a backslash \\",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_survives_to_the_letter(command: str) -> None:
    plan = make_plan("functions: {f: {name: F, steps: [{command: X, language: bash}]}}")
    step = plan.functions["f"].steps[0].model_copy(update={"command": Command(command)})
    function = plan.functions["f"].model_copy(update={"steps": (step,)})
    html = html_of(page_of(tree_of(plan.model_copy(update={"functions": {"f": function}})), "serve/f"))
    (block,) = re.findall(r"<pre[^>]*>.*?</pre>", html, re.DOTALL)
    assert seen_in(block).text == command


def test_a_command_in_yaml_keeps_its_lines() -> None:
    plan = make_plan(
        """
        functions:
          f:
            name: F
            steps:
              - command: |
                  a | grep "x"

                    b \\
                  c
        """
    )
    (block,) = re.findall(r"<pre.*?</pre>", html_of(page_of(tree_of(plan), "serve/f")), re.DOTALL)
    assert seen_in(block).text == 'a | grep "x"\n\n  b \\\nc'


# Hands and limits.


def test_hands_stand_in_the_order_of_the_plan_with_their_limits(tree: Tree) -> None:
    text = words_of(text_of(page_of(tree, "serve/refunds")))
    text = text[text.index("Ask them in this order") :]
    places = [text.index(name) for name in ("Maya Reyes", "Sam Okafor", "BPost", "Bookkeeper")]
    assert places == sorted(places)
    maya, sam, rest = text[places[0] : places[1]], text[places[1] : places[2]], text[places[2] :]
    assert "May do this for up to €80." in maya
    assert "09:00 to 22:30" in maya
    assert "May do this for any amount." in sam
    assert "Can start 2 hours after you ask." in sam
    assert "May do this for up to €10.50." in rest


def test_page_of_a_task_begins_with_limits_and_steps_and_leads_to_signing_in_from_the_first_step() -> None:
    plan = make_plan("""
people:
  sam: {name: Sam Okafor, role: Founder, may: {pay: any}}
  ilse: {name: Ilse Claes, role: Spouse, may: {pay: 2500 EUR}, may_not: [sign contracts, give keys]}
systems:
  vault: {name: Vault}
  bank: {name: Bank, url: "https://bank.example", login: {kept_in: vault}, access: [sam, ilse]}
functions:
  pay:
    name: Pay
    by: [sam, ilse]
    limit: pay
    approvals: [{over: 900 EUR, create: ilse, approve: sam}]
    steps: [{do: Open it, in: bank}, {do: Sign it, in: bank}]
  look: {name: Look, by: [sam], steps: [Look]}
""")
    tree = tree_of(plan)
    html = html_of(page_of(tree, "serve/pay"))
    text = words_of(text_of(page_of(tree, "serve/pay")))
    places = [text.index(each) for each in ("up to €2,500", "Open it", "Ask them in this order")]
    assert places == sorted(places)
    both = "Sam Okafor: up to €900 Sam Okafor may approve any amount if somebody else prepared it."
    assert f"May do {both} Ilse Claes: up to €2,500" in text
    rule = "Over €900: nobody goes ahead before Sam Okafor approves."
    assert f"Ilse Claes: sign contracts or give keys {rule}" in text
    assert "Nobody approves what they prepared themselves." in text
    assert html.count('href="#sign-in-bank"') == 1, "the second step finds them signed in"
    assert 'id="sign-in-bank"' in html
    assert "Limits: who may do what" not in text_of(page_of(tree, "serve/look")), "nothing limits it"


def test_a_rule_stands_at_the_step_where_it_holds() -> None:
    plan = make_plan("""
people:
  sam: {name: Sam Okafor, role: Founder, may: {pay: any, refund: any}}
  ilse: {name: Ilse Claes, role: Spouse, may: {pay: 2500 EUR}}
  lotte: {name: Lotte, role: Accountant, may_not: [sign payments]}
  maya: {name: Maya, role: Support, may: {refund: 80 EUR}}
functions:
  pay:
    name: Pay
    by: [sam, ilse]
    limit: pay
    approvals: [{create: lotte, approve: [{any: [sam, ilse]}]}]
    steps: [{do: Open it}, {do: Sign it, rules: [pay, sign payments]}]
scenarios:
  away:
    name: Away
    lost: [sam]
    serve: {first-hour: [{do: Refund, rules: refund}, {do: Sign, by: ilse, rules: pay}]}
""")
    drawn = tree_of(plan)
    agreed = [
        "Ilse Claes may approve up to €2,500 if somebody else prepared it.",
        "Nobody goes ahead before either Sam Okafor or Ilse Claes approves.",
        "Nobody approves what they prepared themselves.",
    ]
    sam = "Sam Okafor may approve any amount if somebody else prepared it."
    assert _rules(drawn, "serve/pay") == [["Pay", sam, *agreed], ["Sign payments", "Lotte must not do this."]]
    # Who is away is not named, and where somebody does the step only what they may.
    assert _rules(drawn, "scenarios/away") == [["Refund", "Maya: up to €80"], ["Pay", *agreed]]
    assert len(_rules(tree_of(plan, Edition.TEAM), "serve/pay")) == 2
    assert _rules(tree_of(plan, Edition.PUBLIC), "serve/pay") == []


def _rules(drawn: Tree, path: str) -> list[list[str]]:
    """What stands beside each *Rule:* of a page, in lines."""
    found = re.findall(
        r'ol-aside--rule">.*?<b>Rule:</b>(.*?)</div></div>', html_of(page_of(drawn, path)), re.DOTALL
    )
    lines = [re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", each, re.DOTALL) for each in found]
    return [[re.sub(r"<[^>]*>", "", line) for line in each] for each in lines]


def test_every_number_can_be_dialled_and_is_shown_as_typed(tree: Tree) -> None:
    seen = seen_in(html_of(page_of(tree, "serve/refunds")))
    assert [link for link in seen.links if link.startswith("tel:")] == [
        "tel:0032470",  # who may do what
        "tel:+32470000102",
        "tel:0032470",
        "tel:+32470000102",
        "tel:08001234",
    ]
    assert "+32 470 00 01 02" in seen.text
    assert "mailto:maya@fern.example" in seen.links


@pytest.mark.parametrize(
    ("way", "href"),
    [
        ("sms: +32 470", "sms:+32470"),
        ("whatsapp: +32 (0)470 ext 5", "https://wa.me/32470"),
        ("page: https://a.example/x?y=1&z=2", "https://a.example/x?y=1&z=2"),
        ("chat: '@maya'", None),
        ("signal: +32 470", None),
    ],
)
def test_each_channel_leads_where_it_should(way: str, href: str | None) -> None:
    plan = make_plan(f"people: {{a: {{name: A, role: B, reach: [{{{way}}}]}}}}")
    (shown,) = numbers.reach(plan.people["a"].reach)
    assert shown.href == (href or "")
    links = seen_in(html_of(page_of(tree_of(plan), "people/a"))).links
    assert [link for link in links if link == href] == ([href] if href else [])


def test_answered_questions_stand_before_what_is_calculated() -> None:
    both = 0
    for page in example_pages().pages:
        ids = [section.id for section in page.sections]
        if {"questions", "without"} <= {*ids}:
            both += 1
            assert ids.index("questions") < ids.index("without"), page.path
    assert both > 10


def test_what_is_good_to_know_of_somebody_stands_before_what_is_told_of_their_work() -> None:
    noted = [person for person in example_plan().people.values() if person.notes]
    assert len(noted) > 3
    for person in noted:
        first, *others = page_of(example_tree(), f"people/{person.id}").sections
        assert "Good to know" in first.html, person.id
        assert not first.heading
        assert not any("Good to know" in section.html for section in others)


def test_a_scenario_is_printed_by_a_button_after_its_steps() -> None:
    for scenario in example_plan().scenarios:
        sections = page_of(example_tree(), f"scenarios/{scenario}").sections
        (steps,) = (section.html for section in sections if "data-ol-print" in section.html)
        assert 0 < steps.rindex("ol-step__box") < steps.index("data-ol-print"), scenario


def test_a_supplier_says_how_late_the_duties_that_pay_it_may_be() -> None:
    drawn = tree_of(
        make_plan(
            "suppliers: {grower: {name: Grower}}\n"
            "funds: {bank: {name: Bank}}\n"
            "obligations:\n"
            "  plants: {name: Pay the plants, due: every week on tuesday, grace: 10d,"
            " fund: bank, stops: [grower]}\n"
            "  order: {name: Order plants, due: every week on friday, grace: 2d, stops: [grower]}\n"
        )
    )
    said = "".join(seen_in(html_of(page_of(drawn, "people/grower"))).text.split())
    assert "HowlateyoucanbewithoutharmPaytheplants:10days" in said
    assert "Orderplants:2days" not in said, "it orders, and pays nothing"


def test_a_function_that_nobody_does_says_so() -> None:
    drawn = tree_of(make_plan("functions: {f: {name: F}, g: {name: G, by: automatic}}"))
    assert "names nobody who does this" in text_of(page_of(drawn, "serve/f"))
    assert "names nobody who does this" not in text_of(page_of(drawn, "serve/g"))
    assert "runs by itself" in text_of(page_of(drawn, "serve/g"))


def test_needs_say_the_role_where_the_password_is_and_where_the_code_comes_from(tree: Tree) -> None:
    text = words_of(text_of(page_of(tree, "serve/refunds")))
    assert "Webshop (sign in as staff)" in text
    assert "Vault, under Shop › Owner" in text
    assert "Sam Okafor signs in with the code from Blue key. The plan does not say in which role." in text
    assert "One of these Blue key or Vault" in text


# Steps.


def boxes_of(page: DrawnPage) -> list[str]:
    tags = [dict(attrs) for tag, attrs in seen_in(html_of(page)).tags if tag == "input"]
    return [attrs["id"] for attrs in tags if attrs.get("type") == "checkbox"]


def steps_of(plan: Plan) -> list[str]:
    return boxes_of(page_of(tree_of(plan), "serve/f"))


def test_a_procedure_that_is_used_brings_its_steps_along(shop: Plan, tree: Tree) -> None:
    views = step_views.Steps(shop, "serve/refunds").views(shop.functions["refunds"].steps)
    assert [view.do for view in views[1].steps] == ["Call Sam", "Call Maya"]
    assert views[1].procedure == "calling"
    text = text_of(page_of(tree, "serve/refunds"))
    assert text.index("Open the order") < text.index("Call Sam") < text.index("Write to them")


def test_a_role_is_said_as_what_one_signs_in_as() -> None:
    drawn = tree_of(
        make_plan(
            "systems: {a: {name: Shop, roles: [staff]}, b: {name: Pay, roles: [owner]}, c: {name: Till}}\n"
            "functions: {f: {name: F, needs: [{any: [{what: a, as: staff}, {what: b, as: owner}]}]}}\n"
            "procedures: {p: {name: P, steps: [Go], needs: "
            "[{what: a, as: staff}, {any: [b, c]}, {any: [a, b, c], count: 2}]}}"
        )
    )
    choice = words_of(text_of(page_of(drawn, "serve/f")))
    assert "One of these Shop (sign in as staff) or Pay (sign in as owner)." in choice
    listed = words_of(text_of(page_of(drawn, "serve/procedures")))
    assert "Shop (sign in as staff), either Pay or Till and 2 of Shop, Pay or Till" in listed


def test_a_step_of_somebody_with_a_telephone_can_be_called_from_it() -> None:
    """The first way that reaches them at once, where the edition has one; other ways stand on their page."""
    plan = make_plan(
        "people: {sam: {name: Sam, role: Boss, reach: [{email: s@fern.example}, {phone: +32 470 00 01 02}]}, "
        "wen: {name: Wen, role: Books, reach: [{email: w@fern.example}]}, "
        "ilse: {name: Ilse, role: Friend, reach: [{sms: +32 470 00 03 04}, {phone: +32 470 00 03 04}]}}\n"
        "suppliers: {carrier: {name: Carrier, contacts: [{name: Desk, reach: [{phone: 0800 1234}]}]}}\n"
        "functions: {f: {name: F, steps: "
        "[{do: A, by: sam}, {do: B, by: wen}, {do: C, by: carrier}, {do: D}, {do: E, by: ilse}]}}"
    )
    views = step_views.Steps(plan, "serve/f").views(plan.functions["f"].steps)
    assert [view.call.href if view.call else "" for view in views] == [
        "tel:+32470000102",
        "",
        "tel:08001234",
        "",
        "sms:+32470000304",
    ]
    drawn = html_of(page_of(tree_of(plan), "serve/f"))
    assert '<span class="ol-vh">Call Sam: </span><bdi>+32 470 00 01 02</bdi></a>' in drawn
    assert '<span class="ol-vh">Text Ilse: </span><bdi>+32 470 00 03 04</bdi></a>' in drawn


@pytest.mark.parametrize("length", [1, 2, 3])
def test_procedures_that_use_each_other_cannot_hang(length: int) -> None:
    # Reading refuses such a plan; whatever makes one all the same must not run for ever.
    plan = make_plan("functions: {f: {name: F, steps: [A]}}")
    procedures = {
        f"p{n}": Procedure(
            id=f"p{n}",
            name=Word(f"P{n}"),
            steps=(Step(do=Text(f"Do {n}")), Step(use=ProcedureRef(f"p{(n + 1) % length}"))),
        )
        for n in range(length)
    }
    function = plan.functions["f"].model_copy(update={"steps": (Step(use=ProcedureRef("p0")),)})
    circular = plan.model_copy(update={"procedures": procedures, "functions": {"f": function}})
    text = text_of(page_of(tree_of(circular), "serve/f"))
    for n in range(length):
        assert text.count(f"Do {n}") == 1


def test_boxes_keep_their_ids_when_a_step_is_added() -> None:
    before = make_plan("functions: {f: {name: F, steps: [A, B, A, {do: C, parallel: [D, B]}]}}")
    after = make_plan("functions: {f: {name: F, steps: [New, A, B, A, More, {do: C, parallel: [D, B, E]}]}}")
    assert set(steps_of(before)) < set(steps_of(after))
    assert len(steps_of(after)) == len(steps_of(before)) + 3
    assert [id for id in steps_of(after) if id in steps_of(before)] == steps_of(before)


def test_boxes_change_their_ids_with_their_words() -> None:
    one, other = (make_plan(f"functions: {{f: {{name: F, steps: [{word}]}}}}") for word in "AB")
    assert steps_of(one) != steps_of(other)


@pytest.mark.parametrize("edition", Edition)
def test_every_box_of_a_site_has_an_id_of_its_own(edition: Edition) -> None:
    drawn = whole_tree(edition)
    boxes = Counter(id for page in drawn.pages for id in boxes_of(page))
    assert len(boxes) > 50
    assert [id for id, count in boxes.items() if count > 1] == []


def test_pages_with_like_paths_do_not_share_ids() -> None:
    plan = make_plan(
        "functions: {people-a: {name: F, steps: [Go]}, b: {name: G, steps: [Go]}}\n"
        "systems: {a-b: {name: S, restore: {steps: [Go]}}, b-a: {name: T, restore: {steps: [Go]}}}"
    )
    every = [id for page in tree_of(plan).pages for id in anchors_in(html_of(page)).ids]
    boxes = [id for id in every if "-" in id and re.search(r"-[0-9a-f]{10}(-\d+)?$", id)]
    assert len(boxes) == 4
    assert len(set(boxes)) == 4


def test_no_two_places_of_a_page_have_the_same_id() -> None:
    for page in whole_tree().pages:
        ids = [*anchors_in(html_of(page)).ids, *(section.id for section in page.sections if section.id)]
        assert [id for id, count in Counter(ids).items() if count > 1] == [], page.path


# Scenarios.


def test_phases_follow_each_other_and_number_on(tree: Tree) -> None:
    page = page_of(tree, "scenarios/fire")
    text = next(seen_in(each.html).text for each in page.sections if each.id == "what-to-do")
    order = ["In the first hour", "Run", "Call Sam", "In the first week", "Rest", "On the first day", "Mend"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    lists = [
        dict(attrs)["class"].split()
        for tag, attrs in seen_in(html_of(page)).tags
        if tag == "ol" and "ol-steps" in dict(attrs).get("class", "")
    ]
    # first hour, the procedure in it, first week, first day of the other half, hand back
    assert ["ol-steps--on" in classes for classes in lists] == [False, True, True, False, False]


def test_what_is_gone_says_for_how_long(tree: Tree) -> None:
    text = words_of(text_of(page_of(tree, "scenarios/fire")))
    assert "Webshop (for 3 days)" in text
    assert "Blue key (until there is another)" in text


def test_likeliest_scenarios_stand_first_and_equal_ones_as_typed(tree: Tree) -> None:
    for path in ("index", "scenarios/index"):
        text = text_of(page_of(tree, path))
        places = [text.index(name) for name in ("Flood", "Fire", "Frost")]
        assert places == sorted(places), path


def test_who_decides_is_called_first(tree: Tree) -> None:
    names = re.findall(r"Maya Reyes|Sam Okafor", text_of(page_of(tree, "index")))
    assert names[0] == "Maya Reyes"
    assert "Bookkeeper" not in [call.name for call in site_of(make_plan(SHOP)).first.calls]


# Messages.


def test_known_blanks_are_filled_and_others_labelled(shop: Plan) -> None:
    view = ready_messages.message(shop, shop.messages["sorry"])
    assert [blank.label for blank in view.blanks] == ["Order number"]
    english, dutch = view.versions
    assert english.language_name == "English"
    assert dutch.language_name == "Nederlands"
    assert len(english.body) == 2
    first = english.body[0]
    assert "".join(phrase.text for phrase in first if not phrase.blank) == "Fern & Flask is late with ."
    assert [phrase.blank.label for phrase in first if phrase.blank] == ["Order number"]
    assert [phrase.blank.name for phrase in english.subject if phrase.blank] == ["order"]
    assert dutch.subject == ()


def test_a_blank_of_a_step_is_called_as_in_the_messages_and_says_whether_it_is_of_one_case() -> None:
    plan = make_plan("""
people: {sam: {name: Sam, role: Founder}}
messages:
  done: {name: Done, to: customers, blanks: {order: order number}, text: {en: {body: "Order {{ order }}"}}}
functions:
  refund:
    name: Refund
    by: [sam]
    steps:
      - {do: "Open {{order}}, then {{ date }}", expect: "By {{ business }}", command: "cat {{ order }}"}
""")
    page = page_of(tree_of(plan), "serve/refund")
    html, text = html_of(page), words_of(text_of(page))
    assert 'Open <span class="ol-blank" data-ol-blank="order" data-ol-each="">order number</span>' in html
    assert '<span class="ol-blank" data-ol-blank="date">date</span>' in html
    assert "Open order number, then date" in text
    assert "cat {{ order }}" in text, "a command is to the letter"
    assert f"Check: By {plan.business.name}" in text, "what the plan knows nobody fills in"


def test_a_message_is_shown_as_it_was_written() -> None:
    hard = 'Dear <b>you</b>,\n* no list\n- [x](https://a.example) {maya} `code` & "so" on\n\nYours'
    plan = make_plan(SHOP)
    version = plan.messages["sorry"].text
    (english, *_) = version
    message = plan.messages["sorry"].model_copy(
        update={"text": {english: version[english].model_copy(update={"body": Words(hard)})}}
    )
    drawn = tree_of(plan.model_copy(update={"messages": {"sorry": message}}))
    for path in ("serve/messages", "serve/refunds"):
        html = html_of(page_of(drawn, path))
        (body,) = re.findall(r"<div[^>]* data-ol-body>(.*?)</div>", html, re.DOTALL)
        paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", body, re.DOTALL)
        assert "\n\n".join(seen_in(each).text for each in paragraphs) == hard


def test_a_message_that_a_step_sends_stands_on_the_page(tree: Tree) -> None:
    seen = seen_in(html_of(page_of(tree, "serve/refunds")))
    assert "#message-sorry" in seen.links
    assert seen.ids.count("message-sorry") == 1


# Links.


def test_a_mention_is_a_link_with_the_name_of_the_thing() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam & Co, role: R}}\nfunctions: {f: {name: F, about: 'Ask {sam}'}}"
    )
    html = html_of(page_of(tree_of(plan), "serve/f"))
    assert '<a href="../people/sam.html">Sam &amp; Co</a>' in html


def test_no_page_shows_a_mention_as_its_author_wrote_it() -> None:
    for page in example_tree().pages:
        assert not re.findall(r"\{[a-z][a-z0-9-]*\}", text_of(page)), page.path


def test_a_question_that_mentions_somebody_names_them_wherever_it_stands() -> None:
    plan = make_plan(
        "business: {format: 1, name: B, currency: EUR, timezone: UTC, languages: [en], "
        "questions: [{q: 'Does {sam} know?', a: No}]}\n"
        "people: {sam: {name: Sam & Co, role: R, questions: [{q: 'Where is {sam}?', a: There}]}}"
    )
    tree = tree_of(plan)
    for path in ("help/questions", "help/index", "people/sam"):
        assert "{" not in text_of(page_of(tree, path)), path
    assert "Where is Sam & Co?" in text_of(page_of(tree, "help/questions"))


@pytest.mark.parametrize("directory_urls", [False, True])
@pytest.mark.parametrize("edition", Edition)
def test_every_link_of_the_example_shop_leads_somewhere(edition: Edition, directory_urls: bool) -> None:
    drawn = example_tree(edition, directory_urls)
    assert len(drawn.pages) > 20
    assert list(dead_links(drawn, directory_urls=directory_urls)) == []


@pytest.mark.parametrize("directory_urls", [False, True])
@pytest.mark.parametrize("edition", Edition)
def test_every_link_of_a_plan_that_says_everything_leads_somewhere(
    edition: Edition, directory_urls: bool
) -> None:
    drawn = whole_tree(edition, directory_urls)
    assert list(dead_links(drawn, directory_urls=directory_urls)) == []


def test_a_dead_link_would_be_found(tree: Tree) -> None:
    page = tree.pages[0]
    for href in ("not_found.html", "serve/index.html#nowhere", "#nowhere", "../index.html"):
        section = replace(page.sections[0], html=f'<a href="{href}">x</a>')
        broken = replace(tree, pages=(replace(page, sections=(section,)), *tree.pages[1:]))
        assert list(dead_links(broken)), href


@pytest.mark.parametrize("edition", Edition)
def test_every_address_of_the_example_shop_exists(edition: Edition) -> None:
    site = example_pages(edition)
    drawn = example_tree(edition)
    places = {
        page.path: {"", *(section.id for section in page.sections), *anchors_in(html_of(page)).ids}
        for page in drawn.pages
    }
    assert site.links
    for id, link in site.links.items():
        assert link.to.fragment in places[link.to.page], id


@pytest.mark.parametrize("edition", Edition)
def test_every_thing_of_a_plan_has_a_place(edition: Edition) -> None:
    plan = whole_plan()
    drawn = whole_tree(edition)
    site = site_of(plan, edition)
    places = {
        page.path: {"", *(section.id for section in page.sections), *anchors_in(html_of(page)).ids}
        for page in drawn.pages
    }
    assert (set(site.links) == set(plan.things)) is (edition is Edition.FULL)
    for id, link in site.links.items():
        assert link.to.fragment in places[link.to.page], id
        assert link.text in text_of(page_of(drawn, link.to.page)), id


def test_words_of_a_plan_stand_on_its_pages() -> None:
    """Every field has a reader: what somebody wrote for people to read is on a page."""
    made = whole()
    shown = "\n".join(text_of(page) for page in whole_tree().pages)
    missing = [
        canary.path
        for canary in made.canaries
        if canary.kind in (*WORDED, Words, Command) and canary.text.split("{{")[0].strip() not in shown
    ]
    unseen = {re.sub(r"^the-|-zq\b|\.\d+", "", path) for path in missing}
    # What only a rule, a search or a key reads.
    rules = {
        path
        for path in unseen
        if ".accepts" in path
        or path.endswith((".also", ".limit"))
        or path.startswith("business.")
        # Or what a language of that plan calls by words of its own.
        or path == "messages.blanks"
        or path == "exercises.tried"  # the result beside it says what the key tells
    }
    assert unseen - rules == set(), "no page says these: see How to add a field in docs/architecture.md"


def test_page_of_a_person_says_after_whom_they_stand_in() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam, role: A}, maya: {name: Maya, role: B}, joris: {name: Joris, role: C}}\n"
        "functions: {ship: {name: Ship orders, by: [maya, sam, joris]}}"
    )
    drawn = tree_of(plan)
    said = {id: words_of(text_of(page_of(drawn, f"people/{id}"))) for id in plan.people}
    assert "Ship orders Does this first." in said["maya"]
    assert "Ship orders Does it if Maya cannot." in said["sam"]
    assert "Ship orders Does it if Maya and Sam cannot." in said["joris"]


# The whole site.


@pytest.mark.parametrize("edition", Edition)
def test_every_page_says_of_which_day_it_is_and_until_when_to_trust_it(edition: Edition) -> None:
    line = f"Copy of Sunday 22 November 2026 ({edition} edition). Valid until Saturday 20 February 2027."
    for page in whole_tree(edition).pages:
        assert line in words_of(text_of(page)), page.path
        assert 'data-ol-until="2027-02-20"' in html_of(page), page.path


def test_navigation_begins_each_part_with_its_own_page(tree: Tree) -> None:
    assert [item.part for item in tree.nav] == list(Part)
    assert [item.page for item in tree.nav] == [
        "index",
        "serve/index",
        "restore/index",
        "scenarios/index",
        "people/index",
        "readiness/index",
        "help/index",
    ]
    pages = [page.path for page in tree.pages]
    listed = [entry.page for item in tree.nav for entry in (item, *item.children)]
    assert sorted(listed) == sorted(pages)
    for item in tree.nav:
        assert {child.part for child in item.children} <= {item.part}


def test_scenarios_stand_in_the_navigation_likeliest_first(tree: Tree) -> None:
    scenarios = next(item for item in tree.nav if item.part is Part.SCENARIOS)
    cards = page_of(tree, "scenarios/index").sections[0].html
    titles = [child.title for child in scenarios.children]
    assert sorted(titles) == ["Fire", "Flood", "Frost"]
    assert titles == sorted(titles, key=cards.index)


@pytest.mark.parametrize("edition", Edition)
def test_a_plan_that_only_names_the_business_is_drawn(edition: Edition) -> None:
    drawn = tree_of(make_plan(""), edition)
    assert [item.part for item in drawn.nav] == [part for part in Part if part is not Part.READINESS]
    assert "Fern & Flask" in text_of(page_of(drawn, "index"))
    assert list(dead_links(drawn)) == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_thing_that_says_only_what_it_must_is_drawn(collection: str) -> None:
    least = {
        "people": "role: R",
        "obligations": "name: N, due: every day",
        "break_glass": "name: N, holders: p, opens: [{system: s}]",
        "procedures": "name: N, steps: [A]",
        "decisions": "name: N, asks: Q, cases: [{when: W, then: T}]",
        "call_trees": "name: N, starts: p, calls: [{who: p, calls: p}]",
        "messages": "name: N, to: T, text: {en: {body: B}}",
        "promises": "name: N, when: {away: p}, keep: [f]",
        "exercises": "name: N, of: f, on: 2026-01-01, by: p, result: failed",
        "shifts": "name: N, hours: mon",
    }
    others = {"people": "p: {name: P, role: R}", "systems": "s: {name: S}", "functions": "f: {name: F}"}
    one = f"x-1: {{{least.get(collection, 'name: N')}}}"
    blocks = {**{key: [value] for key, value in others.items()}}
    blocks.setdefault(collection, []).append(one)
    text = "\n".join(f"{key}: {{{', '.join(each)}}}" for key, each in blocks.items())
    for edition in Edition:
        assert list(dead_links(tree_of(make_plan(text), edition))) == []
    full = tree_of(make_plan(text))
    assert make_plan(text).thing("x-1").title in "".join(text_of(page) for page in full.pages)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("سامي", "اتصل بالمورد أولاً، ثم انتظر."),
        ("陈薇", "先打电话给供应商，然后等待。"),
        ("Олена", "Спочатку зателефонуйте постачальнику."),
        ("Ç️é̂🪴", "emoji 🪴 and e\u0301 and \u200fmarks"),
    ],
)
def test_a_plan_in_other_letters_keeps_them(name: str, text: str) -> None:
    plan = make_plan(
        f"business: {{format: 1, name: '{name}', timezone: Asia/Shanghai, currency: CNY}}\n"
        f"people: {{a: {{name: '{name}', role: '{name}', latin_name: Sami}}}}\n"
        f"functions: {{f: {{name: '{name}', about: '{text}', by: a, steps: ['{text}']}}}}\n"
        f"messages: {{m: {{name: '{name}', to: '{name}', text: {{zh: {{body: '{text}'}}}}}}}}"
    )
    for edition in Edition:
        drawn = tree_of(plan, edition)
        assert text_of(page_of(drawn, "serve/f")).count(text) == 2
        assert text in text_of(page_of(drawn, "serve/messages"))
        assert name in text_of(page_of(drawn, "index"))
    page = page_of(tree_of(plan), "people/a")
    assert page.title == name
    assert "Sami" in text_of(page)


def test_the_parts_of_the_first_page_are_counted_without_a_gap() -> None:
    plan = make_plan("people: {sam: {name: Sam, role: Founder, reach: [{phone: '+32 470 00 01 02'}]}}")
    for edition in Edition:
        page = page_of(tree_of(plan, edition), "index")
        numbers = [each.heading.partition(".")[0] for each in page.sections if each.heading[:1].isdigit()]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        assert len(numbers) == (3 if edition is Edition.PUBLIC else 4)
        assert ("list above" in text_of(page)) <= (edition is not Edition.PUBLIC)


def test_only_a_copy_that_knows_the_order_says_that_systems_stand_in_it() -> None:
    plan = make_plan("systems: {label: {name: Label, needs: shop}, shop: {name: Shop}}")
    said = {
        edition: "Restore them in this order" in text_of(page_of(tree_of(plan, edition), "restore/index"))
        for edition in Edition
    }
    assert said == {Edition.PUBLIC: False, Edition.TEAM: True, Edition.FULL: True}


def test_a_language_may_call_its_blanks_by_its_own_words() -> None:
    plan = make_plan(
        "messages: {late: {name: Late, to: customers, blanks: {days: number of days}, text: {"
        "en: {body: 'In {{ days }}'}, nl: {blanks: {days: aantal dagen}, body: 'Binnen {{ days }}'}}}}"
    )
    (late,) = plan.messages.values()
    ready = ready_messages.message(plan, late)
    called = [
        phrase.blank.label for view in ready.versions for body in view.body for phrase in body if phrase.blank
    ]
    assert called == ["Number of days", "Aantal dagen"]


def test_a_number_beside_that_of_somebody_else_says_whose_it_is() -> None:
    shop = """
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{phone: "+32 470 00 01 02"}]}
  ilse: {name: Ilse Claes, role: Partner, reach: [{phone: "+32 470 00 05 06"}]}
functions:
  refunds: {name: Refunds, by: [sam], steps: [Do it.], stop_when: It is odd., stop_call: [sam, ilse]}
"""
    html = html_of(page_of(tree_of(make_plan(shop)), "serve/refunds"))
    box = html[html.index("ol-stopline") : html.index("ol-stopline") + 2500]
    for name in ("Sam Okafor", "Ilse Claes"):
        assert f'<span class="ol-way__who">, {name}</span>' in box


def test_a_step_shows_the_numbers_of_whom_it_names_before_that_of_who_does_it() -> None:
    shop = """
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{phone: "+32 470 00 01 02"}]}
  ilse: {name: Ilse Claes, role: Partner, reach: [{sms: "+32 470 00 05 06"}]}
suppliers: {carrier: {name: Carrier, contacts: [{name: Office, reach: [{phone: "+32 470 00 09 09"}]}]}}
functions: {ship: {name: Ship, steps: [{do: "Call {carrier}, and tell {ilse} and {sam}.", by: sam}]}}
"""
    plan = make_plan(shop)
    html = html_of(page_of(tree_of(plan), "serve/ship"))
    step = html[html.index("ol-step__more") :]
    numbers = ("tel:+32470000909", "sms:+32470000506", "tel:+32470000102")
    places = [step.index(f'href="{number}"') for number in numbers]
    assert 0 < places[0] < places[1] < places[2]
    assert numbers[2] not in step[: step.index("ol-meta")], "whoever does the step has it beside their name"
    public = html_of(page_of(tree_of(plan, Edition.PUBLIC), "serve/ship"))
    assert "Number:" not in public
