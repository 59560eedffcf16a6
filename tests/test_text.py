"""Pages as text for a terminal: every kind of block, wrapped, aligned, and safe."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from outlast.diagrams import timeline
from outlast.model import Plan
from outlast.render.text import text
from outlast.site import Address, Link
from outlast.site.blocks import (
    Agenda,
    Answers,
    Authority,
    Banner,
    Begun,
    Block,
    Box,
    BoxKind,
    Bullets,
    Buttons,
    Calls,
    Cards,
    Chains,
    CopyAge,
    DayLog,
    Days,
    Downloads,
    FactList,
    Files,
    FirstActs,
    Fold,
    Form,
    FromDay,
    Halves,
    Jumps,
    Links,
    Live,
    LocalTime,
    Matrix,
    Message,
    Named,
    OnPaper,
    OnScreen,
    Picture,
    Place,
    Prose,
    Questions,
    Reach,
    Rows,
    Section,
    Steps,
    StopLine,
    Table,
    Timed,
    Verdict,
    WaysIn,
    Words,
    opening,
    section,
)
from outlast.site.parts import (
    Act,
    ActsOf,
    Age,
    AgendaDay,
    AgendaItem,
    AttachmentView,
    Blank,
    BranchView,
    Button,
    Call,
    Card,
    Cell,
    Chain,
    Clock,
    Column,
    DayEntry,
    DayView,
    Doer,
    Download,
    Fact,
    HalfView,
    Jump,
    LinkNote,
    MatrixRow,
    PhaseView,
    Phrase,
    QuestionView,
    ReachView,
    Row,
    StepView,
    TimedLine,
    VersionView,
    WayIn,
)
from outlast.site.walk import values

from tests.drawing import site_of
from tests.maximal import maximal

LINKS = {
    "sam": Link("Sam Okafor", Address("people/sam")),
    "shop": Link("Webshop", Address("restore/shop")),
    "rent": Link("Pay the rent", Address("serve/rent"), phrase=True),
    "late": Link("We are late", Address("serve/messages", "message-late")),
    "reset": Link("Reset it", Address("serve/procedures", "reset"), phrase=True),
}
HERE = Address("index")
PHONE = ReachView("phone", "Call", "+32 470 00 01 02", "tel:+32470000102", "after 9")
CALL = Call("sam", "Sam", "founder", (PHONE,), next="No answer? Call Maya.")
NOBODY = Call("", "The neighbour", "", ())
STEPS = (
    StepView(
        "one",
        "Open {shop}",
        by="sam",
        call=PHONE,
        where="shop",
        takes="2 minutes",
        expect="A green *light*",
        if_not="Call us",
        undo="Close it",
        warn="Once only",
        numbers=("Carrier: [+32 470 00 09 09](tel:+32470000909)",),
        when="it is due",
        for_each="order",
        wait_until="noon",
        unverified="Nobody tried",
        novice=True,
        command="ls  -l\n  two",
        language="bash",
        message="late",
    ),
    StepView("two", "Choose", branches=(BranchView("Up to €80", (StepView("a", "Refund it"),)),)),
    StepView("three", "Pack", parallel=(StepView("b", "Print"), StepView("c", "Fold"))),
    StepView("four", "", procedure="reset", steps=(StepView("d", "Turn it off"),)),
)
DAY = DayView("2026-12-01", "Tue 1 Dec", "day 0", (DayEntry("stop", "{rent} stops", "Sam is away."),))
PHASE = PhaseView("p", "first-hour", "In the first hour", STEPS[1:2], "by noon", continued=False)
BEGUN = datetime(2026, 12, 1, tzinfo=UTC)
MESSAGE = Message(
    "late",
    "We are late",
    "{sam}",
    "e-mail",
    "For *late* orders",
    (Blank("order", "Order number"),),
    (
        VersionView(
            "en",
            "English",
            (Phrase("Order "), Phrase("", Blank("order", "Order number"))),
            ((Phrase("Sorry,\nsoon."),),),
        ),
        VersionView("nl", "Nederlands", (), ((Phrase("Sorry."),),)),
    ),
)
SAID: list[tuple[Block, str]] = [
    (Prose("Ask **{sam}**, then:\n\n- one\n- *two*"), "Ask Sam Okafor, then:\n\n- one\n- two"),
    (Bullets(("{rent}", "See {rent}"), ordered=True), "1. Pay the rent\n2. See “Pay the rent”"),
    (FactList((Fact("Where", "{shop}"),)), "Where: Webshop"),
    (Words((Fact("MTPD", "how long"),)), "MTPD: how long"),
    (Rows((Row("sam", "person", "Sam", "*Founder*", "away"),)), "- Sam: Founder (away)"),
    (
        Table("Who", ("Name", "Does"), (("{sam}", "all"), ("Maya", "{rent}, weekly"))),
        "Who:\nName        Does\n----------  --------------------\n"
        "Sam Okafor  all\nMaya        Pay the rent, weekly",
    ),
    (
        Steps(STEPS),
        """[ ] 1. Only if: it is due. For each: order. Open Webshop
    Number: Carrier: +32 470 00 09 09
    Sam Okafor (Call +32 470 00 01 02); in Webshop; 2 minutes; no experience needed
    Nobody has checked this. Nobody tried
    Be careful. Once only
    Wait until: noon
    Check: A green light
    If not: Call us
    To undo it: Close it
    Send: We are late
    bash:
      ls  -l
        two
[ ] 2. Choose
    > Up to €80
    [ ] 2.1. Refund it
[ ] 3. Pack
    Several people can do these at the same time:
    [ ] 3.1. Print
    [ ] 3.2. Fold
[ ] 4. Reset it
    [ ] 4.1. Turn it off""",
    ),
    (
        Calls((CALL, NOBODY)),
        "1. Sam Okafor, founder\n   Call +32 470 00 01 02 (after 9)\n   No answer? Call Maya.\n"
        "2. The neighbour\n   No number in this copy",
    ),
    (
        Chains((Chain("It begins with {sam}:", (NOBODY,)),)),
        "It begins with Sam Okafor:\n1. The neighbour\n   No number in this copy",
    ),
    (Reach((PHONE,), "Sam"), "Call +32 470 00 01 02 (after 9)"),
    (
        MESSAGE,
        "We are late (e-mail), to: Sam Okafor\nFor late orders\n\n"
        "English:\nSubject: Order [Order number]\n\nSorry,\nsoon.\n\nNederlands:\n\nSorry.",
    ),
    (Box((Prose("Wait."), Prose("Call.")), BoxKind.STOP, "Stop"), "! Stop\n! Wait.\n!\n! Call."),
    (StopLine((CALL,), "it *smells*"), "! Stop and call Sam (Call +32 470 00 01 02) if: it smells"),
    (Questions((QuestionView("Why?", "So."),)), "Why?\n  So."),
    (Answers((QuestionView("Why?", "So.", "sam"),)), "Why?\n  So.\n  More: Sam Okafor"),
    (
        Files((AttachmentView("files/a.pdf", "A plan", "PDF, 2 KB", False),)),
        "- A plan (PDF, 2 KB): files/a.pdf",
    ),
    (Downloads((Download("files/b.csv", "Numbers", "for a phone"),)), "- Numbers: for a phone: files/b.csv"),
    (Links((LinkNote("Help", HERE, "words"),)), "- Help: words"),
    (
        FirstActs((ActsOf("", (Doer((Act("a", "Call {sam}"),)),)),), "In the first hour"),
        "In the first hour\n- Call Sam Okafor",
    ),
    (Cards((Card("sam", "person", "Sam", "is *away*"),)), "- Sam: is away"),
    (Timed((TimedLine("{sam} is *away*.", "2026-12-01", "2026-12-22"),)), "- Sam Okafor is away."),
    (
        Agenda((AgendaDay("2026-12-01", "Tue 1 Dec", "Day 0", (AgendaItem("a", DAY.entries[0]),)),)),
        "Tue 1 Dec (Day 0)\n- “Pay the rent” stops. Sam is away.",
    ),
    (Days((DAY,)), "Tue 1 Dec (day 0)\n- “Pay the rent” stops. Sam is away."),
    (
        Matrix((MatrixRow("sam", (Cell("stops", "stop", "at once"),)),), "Hits", "Who", (Column("shop"),)),
        "Hits:\nWho         Webshop\n----------  -------\nSam Okafor  at once",
    ),
    (Fold((Prose("Rarely read."),), "More"), "More\n  Rarely read."),
    (
        Halves((HalfView("serve", "Keep serving", "BC", HERE, (PHASE,)),), "Now"),
        "Keep serving (BC)\nIn the first hour, by noon\n"
        "[ ] 1. Choose\n    > Up to €80\n    [ ] 1.1. Refund it",
    ),
    (
        WaysIn((WayIn("shop", "Webshop", "(as owner)", (Fact("Code", "{sam}"),)),)),
        "Webshop (as owner)\nCode: Sam Okafor",
    ),
    (Authority(("refund",), ("sell",)), "May do alone\n- refund\n\nMust not\n- sell"),
    (Verdict("It holds", holds=True), "It holds"),
    (Banner("restore", HERE), "Restore (DR)"),
    (
        CopyAge(Age("2026-12-01", "1 December", "team", "2026-12-31", "31 December", "UTC", "x", HERE)),
        "Copy of 1 December. Team edition. Valid until 31 December.",
    ),
    (OnScreen((Prose("Here."),)), "Here."),
]
SILENT: list[Block] = [
    Begun(),
    Buttons((Button("Print", "a.pdf"),)),
    DayLog(),
    Form((("When", 1),), 3),
    FromDay((Prose("It expired."),), date(2026, 12, 1)),
    Jumps((Jump("x", "X"),)),
    LocalTime(Clock("UTC", "", "")),
    Named(("late",)),
    OnPaper((Prose("On paper."),)),
    Picture(timeline("t", "T", (), BEGUN, BEGUN, BEGUN + timedelta(days=7))),
    Place(Live.LOG),
]
"""What a terminal cannot show: rows to write on, things to press, what a script fills, pictures."""


def lines_of(*blocks: Block, width: int = 100) -> list[str]:
    return text((Section(0, "", "", blocks),), LINKS, width=width).splitlines()


@pytest.mark.parametrize(("block", "said"), SAID, ids=[type(block).__name__ for block, _ in SAID])
def test_each_kind_of_block_is_said(block: Block, said: str) -> None:
    assert "\n".join(lines_of(block)) == said


@pytest.mark.parametrize("block", SILENT, ids=[type(block).__name__ for block in SILENT])
def test_what_a_terminal_cannot_show_is_left_out_with_its_heading(block: Block) -> None:
    found = text((*section("a", "A heading", Prose("x")), Section(2, "b", "Another", (block,))), LINKS)
    assert found == "A heading\n---------\n\nx\n"


def test_no_kind_of_block_is_forgotten() -> None:
    assert {type(block) for block, _ in SAID} | {type(block) for block in SILENT} == {*get_args(Block)}


@pytest.fixture(scope="module")
def whole() -> Plan:
    return maximal().plan()


@pytest.mark.parametrize("width", [40, 100])
def test_every_page_of_a_site_fits_a_terminal(whole: Plan, width: int) -> None:
    site = site_of(whole)
    for page in site.pages:
        said = text(page.sections, site.links, page.title, width)
        texts = (each for each in values(page.sections) if isinstance(each, str))
        kept = {line.strip() for each in texts for line in each.splitlines()}  # a command stays as it is
        assert [line for line in said.splitlines() if len(line) > width and line.strip() not in kept] == []
        assert not said.startswith("\n")
        assert "\n\n\n" not in said


def test_headings_are_underlined_by_level_and_stand_above_what_is_below_them() -> None:
    picture = SILENT[-2]
    found = text(
        (
            *opening(Prose("First.")),
            Section(2, "a", "Above", (picture,)),
            Section(3, "b", "Below", (Prose("Second."),)),
            Section(2, "c", "Nothing", (picture,)),
            Section(2, "d", "Other", (Prose("Third."),)),
        ),
        LINKS,
        "Title",
    )
    assert found == (
        "Title\n=====\n\nFirst.\n\nAbove\n-----\n\nBelow\n.....\n\nSecond.\n\nOther\n-----\n\nThird.\n"
    )


def test_a_table_wraps_its_wide_cells_and_gives_up_columns_where_they_have_no_room() -> None:
    table = Table("", ("When", "What"), (("Monday", "word " * 20),))
    assert lines_of(table, width=60) == [
        "When    What",
        "------  " + "-" * 52,
        "Monday  " + " ".join(["word"] * 10),
        "        " + " ".join(["word"] * 10),
    ]
    assert lines_of(table, width=24)[:3] == [
        "- When: Monday",
        "    What: word word word",
        "      word word word",
    ]


def test_a_cell_without_words_has_no_label() -> None:
    table = Table("", ("When", "What", "Why"), (("Monday", "", "word " * 60),))
    assert lines_of(table, width=30)[:2] == ["- When: Monday", "    Why: word word word word"]


def test_nothing_that_a_terminal_would_obey_is_written() -> None:
    evil = "a\x1b[31mred\u202eback"
    links = {"evil": Link(evil, HERE)}
    blocks: tuple[Block, ...] = (
        Prose(f"{evil} {{evil}} `{evil}`"),
        Table(evil, (evil,), ((evil,),)),
        Steps((StepView("x", evil, takes=evil, command=f"{evil}\n{evil}", language=evil, by="evil"),)),
        Calls((Call("", evil, evil, (ReachView("phone", evil, evil, "", evil),), next=evil),)),
        Fold((Prose(evil),), evil),
        Days((DayView("", evil, evil, ()),)),
        Timed((TimedLine(evil, "2026-12-01", "", "stops", "0"),)),
        Agenda((AgendaDay("", evil, evil, (AgendaItem("x", DayEntry("", evil, evil)),)),)),
        Files((AttachmentView(evil, evil, evil, False),)),
        Message(
            "m", evil, evil, evil, evil, (), (VersionView("en", evil, (Phrase(evil),), ((Phrase(evil),),)),)
        ),
        Halves((HalfView("serve", evil, evil, HERE, ()),), evil),
    )
    said = text((Section(2, "x", evil, blocks),), links, evil)
    assert not {"\x1b", "\u202e"} & {*said}
    assert said.count("\\x1b[31mred") >= 20


def test_signs_that_are_two_columns_wide_count_as_two() -> None:
    found = lines_of(Prose("東京" * 15), width=20)
    assert found == ["東京" * 5] * 3
    assert lines_of(Table("", ("A", "B"), (("東京", "x"), ("a", "y"))))[2:] == ["東京  x", "a     y"]
