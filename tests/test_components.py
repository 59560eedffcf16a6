"""The shared parts of a page: what they say, that anybody can use them, their styles and scripts."""

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from outlast.languages import speaker, speaking
from outlast.render import ASSETS, _drawn, _environment, _tighten, own_assets
from outlast.render.pen import Pen
from outlast.site import Address, Link
from outlast.site.blocks import (
    Answers,
    Banner,
    Block,
    Box,
    BoxKind,
    Calls,
    CardLook,
    Cards,
    CopyAge,
    FactList,
    Message,
    Prose,
    Questions,
    Rows,
    Steps,
    Table,
)
from outlast.site.parts import (
    Age,
    Blank,
    BranchView,
    Call,
    Card,
    Fact,
    Phrase,
    QuestionView,
    ReachView,
    Row,
    StepView,
    VersionView,
)
from playwright.sync_api import Browser, BrowserContext, Page

TEMPLATES = files("outlast") / "templates"
LINKS = {
    id: Link(name, Address(page))
    for id, name, page in [
        ("sam", "Sam Okafor", "people/sam"),
        ("helpdesk", "Gorgias", "restore/helpdesk"),
        ("call-everyone", "Call everyone", "procedures/call-everyone"),
        ("hospital", "Sam is in hospital", "scenarios/hospital"),
        ("delay", "Your refund is on its way", "serve/refunds"),
    ]
}
ENVIRONMENT = _environment(Pen(LINKS, directory_urls=False, page="serve/refunds"))
VOID = {"input", "br", "path", "circle", "rect", "meta", "link"}
HARD = "a < b & \"c\" | `d` \\ <script>alert(1)</script> 'e'"
"""What a text may hold that HTML or Markdown would like to read."""

ORDER = Blank("order", "Order number")
NAME = Blank("name", "First name")
STEPS = (
    StepView(
        "one",
        "Open the order {helpdesk}",
        by="sam",
        call=ReachView("phone", "Call", "+32 470 00 01 02", "tel:+32470000102"),
        where="helpdesk",
        takes="2 minutes",
        expect="The order says *Refunded*",
        if_not="Look in [the list](https://list.example)",
        undo="Close it",
        warn="Once only\n\n- really",
        rules=("Refund\n\n- {sam}: up to €80",),
        numbers=("Carrier: [+32 470 00 09 09](tel:+32470000909)",),
        when="it is due",
        for_each="order",
        wait_until="the parcel is back",
        unverified="nobody tried",
        novice=True,
        command=HARD,
        language="bash",
        message="delay",
    ),
    StepView(
        "two",
        HARD,
        branches=(
            BranchView("Up to €80", (StepView("two-a", "Refund it"),)),
            BranchView("More", (StepView("two-b", "Ask Ilse"),)),
        ),
    ),
    StepView("three", "Pack", parallel=(StepView("three-a", "Print"), StepView("three-b", "Fold"))),
    StepView("four", "", procedure="call-everyone", steps=(StepView("four-a", "Call Ilse"),)),
)
MESSAGE = Message(
    id="delay",
    name="Your refund is on its way",
    to="customers",
    channel="e-mail",
    about="For *late* parcels",
    blanks=(NAME, ORDER),
    versions=(
        VersionView(
            "en",
            "English",
            (Phrase("Order "), Phrase("", ORDER)),
            (
                (Phrase("Dear "), Phrase("", NAME), Phrase(",")),
                (Phrase("order "), Phrase("", ORDER), Phrase(" & more <b>\nis late.")),
            ),
        ),
        VersionView("ar", "العربية", (), ((Phrase("مرحبا "), Phrase("", NAME)),)),
    ),
)
CALLS = (
    Call(
        "sam",
        "Sam",
        "Owner",
        (
            ReachView("phone", "Call", "+32 470 00 01 02", "tel:+32470000102"),
            ReachView("email", "Mail", "sam@shop.example", "mailto:sam@shop.example", "slow"),
        ),
    ),
    Call("", "The neighbour", HARD, (ReachView("page", "Visit", "Dorpsstraat 4", ""),)),
    Call("", "Nobody yet", "", ()),
)
TABLE = Table("Who gets in", ("", "As", HARD), (("{sam}", "owner", "yes"), ("Maya", "staff", "no")))
CARD = Card("hospital", "bed", HARD, "In hospital, {sam} *away*", "serve")


def draw(block: Block) -> str:
    """What is drawn of a block, as a page gets it."""
    return _tighten(str(_drawn(ENVIRONMENT, (block,))))


def icon(name: str) -> str:
    return str(ENVIRONMENT.get_template("macros/icon.html.j2").module.icon(name))  # type: ignore[attr-defined]


def age(iso: str, said: str, zone: str = "") -> CopyAge:
    return CopyAge(Age(iso, said, "team", "", "", zone, "shop", Address("incident-log")))


def boxed(kind: BoxKind) -> str:
    return draw(Box((Prose("now"),), kind, "Stop & call"))


DRAWN = {
    "steps": draw(Steps(STEPS)),
    "message": draw(MESSAGE),
    "calls": draw(Calls(CALLS)),
    "cards": draw(Cards((CARD, replace(CARD, note="", half="")))),
    "doors": draw(Cards((CARD,), CardLook.DOORS)),
    "serve": draw(Banner("serve", Address("restore/index"))),
    "restore": draw(Banner("restore", Address("serve/index"))),
    "facts": draw(FactList((Fact("Promised", "**1 day**"), Fact("Cost", HARD)))),
    "rows": draw(Rows((Row("hospital", "box", HARD, "{sam} *does*", "by 15:00"), Row("", "x", "Plain", "")))),
    "table": draw(TABLE),
    "box": boxed(BoxKind.STOP),
    "questions": draw(Questions((QuestionView("Is it *late*?", "Yes.\n\nWait.", id="late"),))),
    "answers": draw(Answers((QuestionView("Is it *late*?", "Yes.\n\nWait.", id="late"),))),
    "age": draw(age("2026-11-22", "Sunday 22 November 2026")),
}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.all()

    def find(self, tag: str = "", **attributes: str) -> "list[Element]":
        """Those of that tag with those attributes; `cls` asks for a class, `_` stands for a hyphen."""
        cls = attributes.pop("cls", "")
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            element
            for element in self.all()
            if (not tag or element.tag == tag)
            and (not cls or cls in element.classes)
            and all(element.attributes.get(key) == value for key, value in wanted.items())
        ]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        (found,) = self.find(tag, **attributes)
        return found

    def above(self) -> "Iterator[Element]":
        if self.parent:
            yield self.parent
            yield from self.parent.above()


class Reader(HTMLParser):
    """A tree of HTML that forgives nothing: every element is closed by its own end."""

    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} says an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> ends <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read(fragment: str) -> Element:
    reader = Reader()
    reader.feed(fragment)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> is not closed"
    return reader.root


# Every part


@pytest.fixture(params=sorted(DRAWN))
def drawn(request: pytest.FixtureRequest) -> str:
    return DRAWN[str(request.param)]


def test_no_blank_line_ends_a_raw_block(drawn: str) -> None:
    assert drawn.strip()
    assert not re.search(r"\n[ \t]*\n", drawn)


def test_the_policy_of_the_site_allows_it(drawn: str) -> None:
    for element in read(drawn).all():
        assert "style" not in element.attributes
        assert element.tag not in {"script", "style", "iframe"}
        assert not [name for name in element.attributes if name.startswith("on")]


def test_ids_are_unique_and_what_points_at_one_finds_it(drawn: str) -> None:
    tree = read(drawn)
    ids = [element.attributes["id"] for element in tree.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in tree.all():
        for pointer in ("for", "aria-labelledby"):
            assert element.attributes.get(pointer, ids[0] if ids else None) in {*ids, None}


def test_every_control_has_a_name_and_none_stands_in_another(drawn: str) -> None:
    for control in read(drawn).all():
        if control.tag in {"a", "button"}:
            assert control.text.strip()
            assert not {"a", "button", "label"} & {outer.tag for outer in control.above()}
        if control.tag == "input":
            assert [outer for outer in control.above() if outer.tag == "label" and outer.text.strip()]


def test_icons_are_hidden_because_words_stand_beside_them(drawn: str) -> None:
    for icon in read(drawn).find("svg"):
        assert icon.attributes["aria-hidden"] == "true"


def test_text_of_a_plan_stays_text(drawn: str) -> None:
    assert not read(drawn).find("script")


# Icons


# fmt: off
ICONS = [
    "serve", "restore", "bed", "shop", "key", "money", "box", "fire", "globe", "person", "question",
    "phone", "sms", "whatsapp", "signal", "email", "chat", "page", "warn", "tick", "fork", "stop",
    "clock", "copy", "print", "supplier", "place", "device", "search", "undo", "hand",
]
# fmt: on


def test_each_icon_has_its_own_shape() -> None:
    assert len({icon(name) for name in ICONS}) == len(ICONS)


def test_an_unknown_icon_is_a_page() -> None:
    assert icon("telegram") == icon("page")


# Steps


def test_a_step_says_all_that_is_known() -> None:
    step = read(DRAWN["steps"]).find(cls="ol-step")[0]
    text = " ".join(step.text.split())
    for words in (
        "Only if: it is due",
        "For each: order Open the order Gorgias Number: Carrier: +32 470 00 09 09",
        "Sam Okafor Call Sam Okafor: +32 470 00 01 02 in Gorgias 2 minutes no experience needed",
        "Nobody has checked this. nobody tried",
        "Be careful. Once only",
        "Rule: Refund",
        "Send: Your refund is on its way",
        "Wait until: the parcel is back",
        "Check: The order says Refunded",
        "If not: Look in the list",
        "To undo it: Close it",
    ):
        assert words in text
    assert step.one("a", href="#message-delay").text == "Your refund is on its way"
    assert step.one("em").text == "Refunded"


def test_a_bare_step_has_only_its_box_and_words() -> None:
    tree = read(draw(Steps((StepView("bare", "Breathe"),))))
    assert tree.text.split() == ["Breathe"]
    assert tree.one("input", type="checkbox").attributes["id"] == "bare"
    assert not tree.find("p")


def test_a_careful_comes_before_what_it_warns_of() -> None:
    drawn = DRAWN["steps"]
    assert drawn.index("Be careful.") < drawn.index("<pre") < drawn.index("Check:")


@pytest.mark.parametrize(
    "command",
    [
        HARD,
        "one",
        "tar -xf a.tgz   --strip 1",
        "  echo 'x' | grep \"y\" && cat <<END\n\n\ttab `date`\nEND",
        "a\n\n\nb ",
        "shopify theme push --path theme --unpublished",
        "&#10; &amp; &lt;",
        "echo {sam} *not* **emphasis** [x](y)",
        "Get-ChildItem C:\\temp | % { $_.Name }",
    ],
)
def test_a_command_survives_to_the_letter(command: str) -> None:
    drawn = draw(Steps((StepView("x", "Run it", command=command, language="bash"),)))
    code = read(drawn).one("code")
    assert code.text == command
    assert code.parent is not None
    assert code.parent.children == [code]
    inside = drawn[drawn.index("<pre") : drawn.index("</pre>")]
    assert "\n" not in inside


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        (
            '$ mysqldump shop > "a.sql" && \\\n    scp a.sql nas:/dumps/',
            'mysqldump shop > "a.sql" && \\\n    scp a.sql nas:/dumps/',
        ),
        ("$ one\n$ two", "one\ntwo"),
        ("sam@shop-1:~/www$ git pull", "git pull"),
        ("PS C:\\Users\\Sam> Get-Date", "Get-Date"),
        ("C:\\temp> dir /b", "dir /b"),
        ("mysql> SELECT 1;", "SELECT 1;"),
        (">>> import os", "import os"),
        ("$HOME/bin/run", "$HOME/bin/run"),
        ("# a comment\necho $ 5 > x", "# a comment\necho $ 5 > x"),
        ("a> b", "b"),
    ],
)
def test_a_prompt_is_shown_and_not_copied(command: str, typed: str) -> None:
    drawn = read(draw(Steps((StepView("x", "Run it", command=command),))))
    assert drawn.one("code").text == typed
    shown = [str(part.attributes["data-ol-prompt"]) for part in drawn.find(cls="ol-prompt")]
    assert len("".join(shown)) + len(typed) == len(command)


def test_a_hyphen_does_not_break_a_command() -> None:
    drawn = read(draw(Steps((StepView("x", "Run it", command="push --unpublished now"),))))
    assert [word.text for word in drawn.find(cls="ol-w")] == ["push", "--unpublished", "now"]


def test_ways_to_go_on_stand_under_their_case() -> None:
    choice = read(DRAWN["steps"]).one(cls="ol-in--choose")
    seen = [(e.text, "when") for e in choice.find(cls="ol-in__when")]
    assert seen == [("Up to €80", "when"), ("More", "when")]
    order = [e for e in choice.children if isinstance(e, Element)]
    assert [e.tag for e in order] == ["p", "p", "ol", "p", "ol"]
    assert [box.attributes["id"] for box in choice.find("input")] == ["two-a", "two-b"]


def test_parallel_steps_say_that_several_people_can_work() -> None:
    inner = read(DRAWN["steps"]).find(cls="ol-in")[1]
    assert "Several people can do these at the same time" in inner.text
    assert len(inner.find("input")) == 2


def test_a_procedure_without_words_of_its_own_is_named() -> None:
    step = next(s for s in read(DRAWN["steps"]).find("li") if s.find("input", id="four"))
    assert step.find("label")[0].text.strip() == "Call everyone"
    assert step.find("input", id="four-a")


def test_numbers_run_on_when_asked() -> None:
    first, on = (read(draw(Steps(STEPS, more))).find("ol")[0] for more in (False, True))
    assert "ol-steps--on" not in first.classes
    assert "ol-steps--on" in on.classes


# Messages


def test_each_blank_stands_in_the_texts_under_its_label() -> None:
    tree = read(DRAWN["message"])
    assert [e.attributes["data-ol-blank"] for e in tree.find(cls="ol-blank")] == [
        "order",
        "name",
        "order",
        "name",
    ]
    assert {e.text for e in tree.find(cls="ol-blank")} == {"First name", "Order number"}


def test_the_words_of_a_message_are_copied_as_they_are() -> None:
    english, arabic = read(DRAWN["message"]).find(cls="ol-msg__text")
    body = english.one("div", lang="en")
    paragraphs = ["Dear First name,", "order Order number & more <b>\nis late."]
    assert [p.text for p in body.find("p")] == paragraphs
    assert body.text == "".join(paragraphs)
    assert arabic.one("div", lang="ar").attributes["dir"] == "auto"


def test_without_a_script_all_languages_can_be_read_under_their_names() -> None:
    tree = read(DRAWN["message"])
    assert [e.text for e in tree.find(cls="ol-msg__which")] == ["English", "العربية"]
    assert not [e for e in tree.all() if "hidden" in e.attributes]
    assert not [*tree.find("button"), *tree.find("input")], "what only a script serves, the script adds"


# Calls, cards, rows, tables


def test_the_best_way_to_reach_somebody_is_the_button_and_the_number_is_text() -> None:
    sam, neighbour, nobody = read(DRAWN["calls"]).find("li")
    assert sam.one("a", cls="ol-btn").attributes["href"] == "tel:+32470000102"
    assert sam.one("a", cls="ol-btn").text.strip() == "Call +32 470 00 01 02, Sam"
    assert sam.one("a", cls="ol-way__more").attributes["href"] == "mailto:sam@shop.example"
    assert "slow" in sam.text
    assert sam.one("b").one("a").attributes["href"] == "../people/sam.html"
    assert not neighbour.find("a")
    assert "Visit Dorpsstraat 4" in neighbour.text
    assert "This copy has no number." in nobody.text


def test_a_card_is_one_link_and_its_note_has_none() -> None:
    for name in ("cards", "doors"):
        card = read(DRAWN[name]).find("li")[0]
        assert [a.text for a in card.find("a")] == [HARD]
        assert card.one("p").text == "In hospital, Sam Okafor away"
        assert "ol-serve" in card.classes


def test_a_row_leads_to_its_thing_or_is_plain() -> None:
    first, second = read(DRAWN["rows"]).find("li")
    assert first.one("b").one("a").attributes["href"] == "../scenarios/hospital.html"
    assert "by 15:00" in first.text
    assert not second.find("a")
    assert second.text.split() == ["Plain"]


def test_a_table_is_still_one_as_cards_on_a_phone() -> None:
    table = read(DRAWN["table"]).one("table", role="table")
    assert table.one("caption").text == "Who gets in"
    assert [th.text for th in table.find("th", scope="row")] == ["Sam Okafor", "Maya"]
    assert [th.text for th in table.find("th", scope="col")] == ["As", HARD]
    first, *_ = table.find("tbody")[0].find("tr")
    assert [td.attributes["data-label"] for td in first.find("td")] == ["As", HARD]
    assert {e.attributes.get("role") for e in table.find("tr")} == {"row"}


def test_facts_pair_a_label_with_its_value() -> None:
    for pair in (e for e in read(DRAWN["facts"]).one("dl").children if isinstance(e, Element)):
        assert [e.tag for e in pair.children if isinstance(e, Element)] == ["dt", "dd"]


def test_a_question_is_a_heading_that_links_and_the_search_lead_to_and_its_answer_follows() -> None:
    for name, container in (("questions", "section"), ("answers", "details")):
        asked = read(DRAWN[name]).one(container)
        heading = asked.one("h3", id="late")
        assert (heading.text, heading.one("em").text) == ("Is it late?", "late")
        assert "".join(asked.text.split()) == "Isitlate?Yes.Wait."


def test_the_halves_differ_in_word_icon_colour_and_way_out() -> None:
    serve, restore = (read(DRAWN[half]).one("p", cls="ol-kind") for half in ("serve", "restore"))
    assert serve.one("b").text == "Keep serving"
    assert restore.one("b").text == "Restore"
    assert ("ol-serve" in serve.classes, "ol-restore" in restore.classes) == (True, True)
    assert [e.attributes for e in serve.one("svg").all()] != [e.attributes for e in restore.one("svg").all()]
    assert serve.one("a").attributes["href"] == "../restore/index.html"
    assert restore.one("a").attributes["href"] == "index.html"


def test_each_kind_of_box_has_its_own_look() -> None:
    assert len({boxed(kind).split("<span>")[0] for kind in BoxKind}) == 3
    assert "Stop &amp; call" in boxed(BoxKind.STOP)


def test_the_date_of_a_copy_stands_there_without_a_script() -> None:
    line = read(DRAWN["age"]).one("p", cls="ol-age")
    assert line.text == "Copy of Sunday 22 November 2026 (team edition)."
    assert (line.attributes["data-ol-date"], line.attributes["data-ol-plan"]) == ("2026-11-22", "shop")


def test_scripts_get_the_city_whose_clock_it_is_in_the_language_of_the_copy() -> None:
    portuguese = speaker("pt")
    assert portuguese
    with speaking(portuguese):
        drawn = draw(age("2026-11-22", "22 de novembro de 2026", "Europe/Brussels"))
    line = read(drawn).one("p", cls="ol-age")
    assert line.attributes["data-ol-home"] == "Europe/Brussels"
    assert line.attributes["data-ol-city"] == "Bruxelas"


def test_until_when_to_trust_a_copy_stands_there_too() -> None:
    trusted = replace(
        age("2026-11-22", "Sunday 22 November 2026").age, until_iso="2027-02-20", until="20 February"
    )
    drawn = draw(CopyAge(trusted))
    line = read(drawn).one("p", cls="ol-age")
    assert line.text == "Copy of Sunday 22 November 2026 (team edition). Valid until 20 February."
    assert line.attributes["data-ol-until"] == "2027-02-20"


# Styles and scripts


def asset(name: str) -> str:
    return own_assets()[f"{ASSETS}/{name}"].decode()


CSS = asset("outlast.css")
SCRIPTS = {
    "base.js": 9_500,  # it writes the words, days and times of every language
    "clocks.js": 5_000,
    "day-form.js": 2_000,
    "days.js": 12_000,
    "fill-case.js": 3_500,
    "fill-form.js": 4_000,
    "found.js": 3_000,
    "home.js": 4_000,
    "incident.js": 18_500,
    "languages.js": 3_000,
    "log-bar.js": 12_500,
    "log-marks.js": 13_800,  # it finds the words between two names in every language
    "log-page.js": 20_000,
    "messages.js": 9_000,
    "outlast.js": 13_000,
    "search.js": 26_000,
    "today.js": 8_000,
    "iframe-worker.js": 4_000,
}
"""Our scripts in the order in which a page runs them, with their largest sizes in bytes."""
BODY = re.compile(
    r'^ *body(?::where\(\[data-md-color-scheme="slate"\]\))? \{\n(.*?)\}', re.MULTILINE | re.DOTALL
)
LIGHT, DARK = BODY.findall(CSS)[:2]
BOTH = {"ol-bar", "ol-on-bar", "ol-on-bar-soft"}
"""Colours of the bar on top, which is dark in both schemes."""


def tokens(scheme: str) -> dict[str, str]:
    return {
        name: "".join(c * 2 for c in value) if len(value) == 3 else value
        for name, value in re.findall(r"--(ol-[\w-]+): #([0-9a-f]{3,6});", scheme)
    }


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2."""

    def light(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_both_schemes_define_the_same_colours() -> None:
    light, dark = map(tokens, (LIGHT, DARK))
    assert light.keys() - dark.keys() == BOTH
    assert dark.keys() <= light.keys()
    assert len(light) > 15


@pytest.mark.parametrize("scheme", [LIGHT, LIGHT + DARK], ids=["light", "dark"])
def test_colours_can_be_read(scheme: str) -> None:
    colours = tokens(scheme)
    for text, ground in itertools.product(("ink", "soft", "link"), ("paper", "surface")):
        assert contrast(colours[f"ol-{text}"], colours[f"ol-{ground}"]) >= 6
    for half in ("serve", "restore"):
        assert contrast(colours[f"ol-{half}"], colours[f"ol-{half}-tint"]) >= 6
        assert contrast(colours[f"ol-on-{half}"], colours[f"ol-{half}"]) >= 6
    for kind in ("stop", "warn"):
        assert contrast(colours[f"ol-{kind}"], colours[f"ol-{kind}-tint"]) >= 6
        assert contrast(colours["ol-ink"], colours[f"ol-{kind}-tint"]) >= 7
    assert contrast(colours["ol-edge"], colours["ol-paper"]) >= 3


def test_styles_load_nothing_and_stay_small() -> None:
    assert not re.search(r"url\(|@import|https?:", CSS)
    assert len(CSS.encode()) < 42_000
    assert CSS.count("{") == CSS.count("}")


def test_sides_are_logical() -> None:
    assert not re.search(
        r"(?:margin|padding|border)-(?:left|right)|text-align: right|[;{ ](?:left|right):", CSS
    )


def test_scripts_need_no_server_and_no_evaluation() -> None:
    assert {
        path.name for path in (TEMPLATES / "assets").iterdir() if path.name.endswith(".js")
    } == SCRIPTS.keys()
    for name, limit in SCRIPTS.items():
        script = asset(name)
        assert len(script.encode()) < limit
        script = script.replace("https://wa.me/?text=", "")  # a link that the reader opens
        assert not re.search(r"fetch\(|XMLHttpRequest|\beval\b|new Function|https?:", script)
        assert not re.search(r"innerHTML|document\.write|^(?:import|export) ", script, re.MULTILINE)


def test_every_class_of_the_parts_is_known_to_style_or_script() -> None:
    known = set(re.findall(r"\.(ol-[\w-]+)", "\n".join((CSS, *map(asset, SCRIPTS)))))
    used = {name for drawn in DRAWN.values() for element in read(drawn).all() for name in element.classes}
    assert used - known == set()


LOOKS = {"ol-vh", "ol-noprint", "ol-live", "ol-note", "ol-btn", "ol-btn--main"}
"""Classes of how something looks: what has them changes with the looks, so no script may go by them."""


def test_scripts_go_by_what_templates_and_scripts_make_and_never_by_looks() -> None:
    scripts = "\n".join(map(asset, SCRIPTS))
    source = Path("generator/outlast")
    makers = [*source.glob("templates/**/*.j2"), *source.glob("host/*.py"), *source.glob("render/*.py")]
    pages = "\n".join(path.read_text(encoding="utf-8") for path in makers)
    named = " ".join(re.findall(r"(?:className(?::| =)|classList\.(?:add|toggle)\(|class=)[^,;\n]*", scripts))
    selected = set(re.findall(r"\.(ol-[\w-]+)", scripts))
    assert selected - set(re.findall(r"ol-[\w-]+", pages + named)) == set()
    assert selected & LOOKS == set()
    given = {
        "data-" + re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name)
        for name in re.findall(r"dataset\.(ol\w+) = ", scripts)
    }
    given |= set(re.findall(r'"(data-ol-[\w-]+)"', scripts))
    asked = set(re.findall(r"\[(data-ol-[\w-]+)", scripts))
    assert asked - given - set(re.findall(r"data-ol-[\w-]+", pages)) == set()


# In a browser, from the disk, under a policy


POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'; base-uri 'none'"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 360, "height": 800}) as found:
        yield found


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A page with every part on it; its address."""
    for name in ("outlast.css", "incident.css", *SCRIPTS):
        (tmp_path / name).write_text(asset(name), encoding="utf-8")
    second = replace(MESSAGE, id="second", versions=MESSAGE.versions[:1])
    parts = [part for name, part in DRAWN.items() if name != "age"]
    parts += [
        draw(second),
        draw(age("2020-01-01", "1 January 2020", "Europe/Brussels")),
    ]
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width"><title>x</title>'
        '<link rel="stylesheet" href="outlast.css">'
        '<link rel="stylesheet" href="incident.css">'
        + "".join(f'<script src="{name}"></script>' for name in SCRIPTS)
    )
    body = f'<body data-md-color-scheme="default"><main class="md-typeset">{"".join(parts)}</main></body>'
    page = tmp_path / "page.html"
    page.write_text(f'<!doctype html><html lang="en"><head>{head}</head>{body}</html>', encoding="utf-8")
    return page.as_uri()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """That page, open; nothing may go wrong on it, and nothing be asked of a network."""
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith("file:") else wrong.append(asked.url))
    page.goto(address)
    yield page
    assert wrong == []


@pytest.mark.e2e
def test_ticks_stay_and_are_counted(page: Page) -> None:
    assert page.inner_text(".ol-progress [role=status]") == "0 of 4 steps are done."
    page.check("#one")
    assert page.inner_text(".ol-progress [role=status]") == "1 of 4 steps are done."
    assert page.get_attribute("[aria-current=step] > label > input", "id") == "two"
    page.reload()
    assert page.is_checked("#one")
    assert not page.is_checked("#two")
    page.once("dialog", lambda asked: asked.dismiss())
    page.click(".ol-progress button")
    assert page.is_checked("#one")
    page.once("dialog", lambda asked: asked.accept())
    page.click(".ol-progress button")
    page.reload()
    assert not page.is_checked("#one")


@pytest.mark.e2e
def test_a_step_is_done_with_its_inner_steps(page: Page) -> None:
    page.check("#two-b")
    assert page.is_checked("#two"), "one of several ways is enough"
    page.check("#three-a")
    assert not page.is_checked("#three")
    page.check("#three-b")
    assert page.is_checked("#three")
    page.uncheck("#three-a")
    assert not page.is_checked("#three")


@pytest.mark.e2e
def test_a_step_that_holds_others_follows_them_and_says_so(page: Page) -> None:
    def beside(id: str) -> str:
        return page.inner_text(f".ol-step:has(> label > #{id}) > label .ol-step__time")

    page.click("#three")
    assert not page.is_checked("#three"), "a tick on the whole ticks nothing"
    assert beside("three") == "Not done yet. 2 of 2 steps inside are still open."
    assert page.inner_text(".ol-progress .ol-vh") == beside("three"), "said aloud, too"
    page.click("#two")
    assert beside("two") == "Not done yet. Choose the one that fits below, and tick its steps."
    assert beside("three") == "", "only the last one is answered"
    assert page.inner_text(".ol-progress [role=status] >> nth=0") == "0 of 4 steps are done."
    page.check("#three-b")
    assert beside("three") == "1 of 2 steps inside are done"
    assert page.evaluate("document.querySelector('#three').indeterminate")
    assert page.evaluate("document.querySelector('.ol-progress progress').value") == 0.5
    page.check("#three-a")
    assert page.inner_text(".ol-progress [role=status] >> nth=0") == "1 of 4 steps are done."
    page.click("#three")
    assert page.is_checked("#three")
    assert re.fullmatch(r"Done \d\d:\d\d.*\. To undo it, untick a step inside\.", beside("three"))
    kept = page.evaluate("JSON.parse(localStorage[Object.keys(localStorage)[0]])")
    assert sorted(kept) == ["three-a", "three-b"], "what follows from others is not kept beside them"


@pytest.mark.e2e
def test_a_call_in_a_step_is_as_high_as_a_thumb_and_stands_on_paper(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    call = page.get_by_role("link", name="Call Sam Okafor: +32 470 00 01 02")
    area = call.bounding_box()
    assert area
    rem = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert area["height"] >= 2.2 * rem - 0.1, "44 px where the theme sets 20 px"
    page.emulate_media(media="print")
    assert "+32 470 00 01 02" in call.inner_text()


@pytest.mark.e2e
def test_the_next_step_is_an_inner_one(page: Page) -> None:
    def next_box() -> str | None:
        return page.get_attribute("[aria-current=step] > label > input", "id")

    page.check("#one")
    assert next_box() == "two", "the choice is open"
    page.check("#two-a")
    assert next_box() == "three-a"
    page.check("#three-a")
    assert next_box() == "three-b"
    page.check("#three-b")
    assert next_box() == "four-a"


@pytest.mark.e2e
@pytest.mark.parametrize("language", ["en-US", "de-DE", "ar-EG"])
def test_times_are_in_the_words_of_the_site_and_by_the_clock_of_the_business(
    browser: Browser, address: str, language: str
) -> None:
    """An hour later is another day there; a browser that likes AM and PM shows neither."""
    told = "window.outlast.{}('2026-11-24T22:41:05.123Z')"
    with browser.new_context(locale=language, timezone_id="America/New_York") as context:
        page = context.new_page()
        page.clock.set_fixed_time("2026-11-24T22:50:00Z")
        page.goto(address)
        assert page.evaluate(told.format("when")) == "23:41 (Brussels time)"
        assert page.evaluate(told.format("dated")) == "Tue 24 Nov, 23:41"
        page.evaluate("document.querySelector('[data-ol-city]').dataset.olCity = 'Brussel'")
        assert page.evaluate(told.format("when")) == "23:41 (Brussel time)", "as the page calls the city"
        page.evaluate("document.querySelector('[data-ol-city]').dataset.olCity = 'Brussels'")
        page.clock.set_fixed_time("2026-11-24T23:10:00Z")
        assert page.evaluate(told.format("when")) == "Tue 24 Nov, 23:41 (Brussels time)", "yesterday there"
        page.clock.set_fixed_time("2027-01-02T10:00:00Z")
        assert page.evaluate(told.format("dated")) == "Tue 24 Nov 2026, 23:41"
        page.evaluate("document.querySelector('[data-ol-home]').dataset.olHome = 'Nowhere/At_all'")
        assert page.evaluate(told.format("when")) == "Tue 24 Nov 2026, 17:41", "else the clock of the device"
    with browser.new_context(locale=language, timezone_id="Europe/Paris") as context:
        page = context.new_page()
        page.clock.set_fixed_time("2026-09-04T22:50:00Z")
        page.goto(address)
        assert page.evaluate("window.outlast.when('2026-09-04T22:05:00Z')") == "00:05", "the same clock"
        assert page.evaluate("window.outlast.dated('2026-09-03T09:05:00+02:00')") == "Thu 3 Sep, 09:05"


@pytest.mark.e2e
def test_what_is_filled_in_stands_in_every_message_of_the_page(page: Page) -> None:
    page.fill("#message-delay [data-ol-fill=order]", "FF-7")
    assert page.input_value("#message-second [data-ol-fill=order]") == "FF-7"
    assert "order FF-7 & more" in page.inner_text("#message-second")
    assert page.inner_text("#message-delay .ol-msg__foot [role=status]") == "1 blank is still empty."
    page.fill("#message-second [data-ol-fill=name]", "Ann")
    assert page.inner_text("#message-delay .ol-msg__foot [role=status]") == "All blanks are filled in."
    page.check("#message-delay input[value=ar]")
    assert page.inner_text("#message-delay .ol-msg__text:visible") == "مرحبا Ann"
    assert not page.is_visible("#message-delay [data-ol-copy=subject]")


@pytest.mark.e2e
def test_a_message_gets_a_field_for_each_blank_a_switch_where_it_has_languages_and_buttons(
    page: Page,
) -> None:
    fields = page.locator("#message-delay [data-ol-fill]")
    assert sorted(e.get_attribute("data-ol-fill") or "" for e in fields.all()) == ["name", "order"]
    assert page.locator("#message-delay .ol-msg__lang input").count() == 2
    assert page.locator("#message-second .ol-msg__lang").count() == 0
    assert page.locator("#message-delay button").all_inner_texts()[0].startswith("Copy the text")
    assert page.locator("#message-delay [data-ol-copy=subject]").count() == 1


@pytest.mark.e2e
def test_copies_are_exact_and_said(page: Page) -> None:
    page.evaluate(
        "navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve() }"
    )
    page.click("[data-ol-copy=command]")
    page.wait_for_function("document.querySelector('.ol-cmd [role=status]').textContent === 'Copied.'")
    assert page.evaluate("copied") == HARD
    page.click("#message-delay [data-ol-copy=body]")
    page.wait_for_function("copied.startsWith('Dear')")
    assert page.evaluate("copied") == "Dear [First name],\n\norder [Order number] & more <b>\nis late."


@pytest.mark.e2e
def test_a_refused_copy_marks_the_text(page: Page) -> None:
    page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false"
    )
    page.click("[data-ol-copy=command]")
    page.wait_for_function("document.querySelector('.ol-cmd [role=status]').textContent.includes('Ctrl+C')")
    assert page.evaluate("getSelection().toString()") == HARD


@pytest.mark.e2e
def test_an_old_copy_is_loud(page: Page) -> None:
    assert page.get_attribute(".ol-age", "data-ol-state") == "old"
    assert "Look for a newer copy" in page.inner_text(".ol-age")


@pytest.mark.e2e
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.e2e
def test_a_browser_that_stores_nothing_still_ticks_and_says_so(context: BrowserContext, address: str) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page = context.new_page()
    page.goto(address)
    page.check("#one")
    assert page.is_checked("#one")
    assert page.inner_text(".ol-progress [role=status]").startswith(
        "1 of 4 steps are done. This browser does not remember"
    )


@pytest.mark.e2e
def test_without_scripts_everything_can_be_read(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        assert page.locator(".ol-msg__text:visible").count() == 3
        assert page.locator("button:visible").count() == 0


@pytest.mark.e2e
def test_a_worker_runs_from_the_disk(page: Page, tmp_path: Path) -> None:
    """As Material's search does: it loads its languages on the first message, and answers."""
    folder = tmp_path / "workers"
    folder.mkdir()
    (folder / "more.js").write_text("var more = 40;", encoding="utf-8")
    (folder / "search.js").write_text(
        "addEventListener('message', async e => { await importScripts('more.js');"
        " postMessage({ sum: more + e.data.add, shim: 'IFrameWorker' in parent }) })",
        encoding="utf-8",
    )
    ask = (
        "new Promise(done => { const worker = new Worker('workers/search.js');"
        " worker.addEventListener('message', e => done(e.data)); worker.postMessage({ add: 2 }) })"
    )
    assert page.evaluate(ask) == {"sum": 42, "shim": True}


@pytest.mark.e2e
def test_a_worker_that_is_missing_says_so(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    lost = "new Promise(done => { new Worker('none.js').onerror = e => done(e.message) })"
    assert "none.js" in page.evaluate(lost)


def test_the_check_of_a_step_stands_after_what_should_be_seen() -> None:
    step = StepView("x", "Run it", command="make", language="bash", expect="A file.", check="test -s <file>")
    drawn = draw(Steps((step,)))
    words = ("make", "A file.", "Check it with this command.", "&lt;file&gt;")
    assert [drawn.index(each) for each in words] == sorted(drawn.index(each) for each in words)
