"""What pages say of the what-if: who, until when, why, how much; by edition; as picture and words."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from outlast import words
from outlast.analysis import Facts, analyse
from outlast.analysis.whatif.answer import BandAnswer, Down, FunctionAnswer, Gap, Interval, Stop
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.asks import asks
from outlast.analysis.whatif.causes import WITHHELD, Cause, Why
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Ask, Task
from outlast.analysis.whatif.question import BandState, Kind, Question
from outlast.diagrams import Lane, timeline
from outlast.diagrams.segments import Segment, lessened, segments
from outlast.load.shapes import fields, models_at
from outlast.model import COLLECTIONS, Edition, Plan
from outlast.model.business import Business
from outlast.pages import compose, whatif, without
from outlast.pages.age import age
from outlast.pages.copy import Copy
from outlast.pages.downloads import ics
from outlast.pages.headings import HEADINGS, Answered, answered
from outlast.redact import redact
from outlast.render import draw
from outlast.site import Site, Tree
from outlast.site.blocks import Fold, Table
from outlast.site.pictures import Tone

from tests.builders import make_plan
from tests.drawing import INFO, dead_links, everything, html_of, page_of, seen_in, text_of
from tests.outlooks import START, facts_of

SHOP = """
people:
  sam: {name: Sam Okafor, role: Founder, may: {refund: any}}
  maya: {name: Maya Reyes, role: Support, may: {refund: 80 EUR}}
  olena: {name: Olena Secret, role: Silent partner, audience: full}
systems:
  shop:
    name: Webshop
    access: [{who: sam, as: staff, second_factor: phone}, {who: maya, as: staff}]
    roles: [staff]
  till: {name: Till, audience: full}
equipment:
  phone: {name: Blue phone, held_by: sam}
  bolt: {name: Bolt, needs: till}
funds:
  purse: {name: Secret purse, holders: [sam]}
functions:
  refunds:
    name: Refund customers
    by: [maya, sam]
    limit: refund
    amounts: [{up_to: 80 EUR, share: 75%}, {over: 80 EUR, share: 25%}]
    needs: [{what: shop, as: staff}]
    mtpd: 5d
    loss: 4000 EUR per day
    workaround: {do: Promise it, by: [maya], capacity: 40%, at_most: 7d}
  count:
    name: Count the till
    by: [maya]
    needs: [till]
    mtpd: 2d
  quiet: {name: Keep quiet, by: maya}
scenarios:
  hospital: {name: In hospital, lost: [{what: sam, for: 21d}]}
promises:
  bus: {name: Hit by a bus, when: {away: sam, for: 21d}, keep: [refunds], costs_under: 10 EUR}
""".replace(", needs: till}", "}")


@cache
def plan() -> Plan:
    return make_plan(SHOP)


@cache
def facts() -> Facts:
    return facts_of(plan())


@cache
def site(edition: Edition = Edition.FULL) -> Site:
    return compose(*redact(plan(), facts(), edition), INFO, edition)


@cache
def tree(edition: Edition = Edition.FULL) -> Tree:
    return draw(site(edition))


def said(path: str, section: str = "", edition: Edition = Edition.FULL) -> str:
    page = page_of(tree(edition), path)
    html = "".join(s.html for s in page.sections if s.id == section) if section else html_of(page)
    return re.sub(r" ([,.])", r"\1", " ".join(" ".join(seen_in(html).chunks).split()))


# Pages.


def test_a_function_says_who_does_it_and_who_if_that_one_is_away() -> None:
    text = said("serve/refunds", "who")
    assert "Up to €80 Maya Reyes does it. Sam Okafor does it." in text
    assert "Over €80 Sam Okafor does it. Maya Reyes uses the workaround. About 40% of the work" in text
    assert "Nobody can do it from Sun 29 Nov (day 7). Sam Okafor is away." in text
    assert "Maya Reyes may only handle amounts up to €80." in text


def test_a_function_says_what_stops_it_and_for_how_long() -> None:
    text = said("serve/refunds", "without")
    assert (
        "Sam Okafor Sun 29 Nov (day 7) It goes on again on Sun 13 Dec (day 21). It is stopped for too long"
        in text
    )
    assert "Maya Reyes Sun" not in text  # Sam takes over


def test_a_person_page_says_what_stops_without_them_when_why_and_what_it_costs() -> None:
    text = said("people/sam", "without")
    assert "1 task stops. Refund customers stops on Sun 29 Nov (day 7)." in text
    assert "It is stopped for too long." in text
    # A quarter of €4,000 a day: 60% of it for 7 days, all of it for 14.
    assert "You lose within 21 days about €18,000" in text
    assert "From Sun 29 Nov: It has stopped. From Fri 4 Dec: It is stopped for too long." in text
    assert "Sam Okafor is away" in text
    assert "Hit by a bus" in text
    assert "Keep quiet" not in text.split("These go on as usual")[0]


def test_a_loss_that_nobody_wrote_down_is_not_known_and_not_nothing() -> None:
    assert "The plan does not say what you lose without Count the till" in said("people/maya", "without")


def test_what_must_be_done_stands_before_the_picture_soonest_first() -> None:
    html = next(s.html for s in page_of(tree(), "people/sam").sections if s.id == "without")
    assert html.index("What must be done by when") < html.index("ol-fig")
    assert "By when What Who What happens otherwise" in said("people/sam", "without")


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("people/sam", "without"),
        ("restore/shop", "without"),
        ("scenarios/hospital", "without"),
        ("serve/refunds", "who"),
        ("readiness/index", "bus"),
        ("readiness/nobody", ""),
    ],
)
def test_every_statement_says_which_reading_it_uses(path: str, section: str) -> None:
    assert re.search("Calculated (for 21 days )?from Sunday 22 November 2026", said(path, section))


def test_the_reading_tells_every_switch() -> None:
    usual = Question(date(2026, 12, 1))
    switched = replace(
        usual, ask=False, break_glass=False, limited_hands=True, from_incident=True, measured=True
    )
    told, other = whatif.reading(usual), whatif.reading(switched)
    for one, two in (
        ("everyone is asked on the first day", "nobody is asked"),
        ("emergency access may be used", "nobody uses emergency access"),
        ("several systems at once", "one system at a time"),
        ("as long as promised", "as long as in the last drill"),
        ("for 21 days", "counts from the first day"),
    ):
        assert one in told
        assert two not in told
        assert two in other
    assert "is asked on the first day" not in other


UNNOTICED = """people:
  sam: {name: Sam, role: Founder, noticed_after: 2d, noticed_by: maya}
  maya: {name: Maya, role: Support}
functions: {sell: {name: Take orders, by: [sam, {who: maya, starts_in: 1d}]}}
"""


def test_an_answer_says_when_an_absence_is_noticed_and_by_whom() -> None:
    plan = make_plan(UNNOTICED)
    engine = Engine(plan)
    question = Question(date(2026, 12, 1), (("sam", timedelta(5)),))
    told = whatif.reading(answer(engine, question).question)
    assert "{maya} notices this on Thursday 3 December, and everyone is asked then" in told
    assert "on the first day" not in told
    other = answer(engine, replace(question, lost=(("maya", timedelta(5)),))).question
    assert "noticed" not in whatif.reading(other)
    both = whatif.common_reading((answer(engine, question).question, other))
    assert "the others are asked only then" in both
    assert "{maya}" not in both
    assert whatif.common_reading(()) == ""
    (ask,) = asks(engine, question)
    assert (ask.who, ask.ready and ask.ready.isoformat()) == ("maya", "2026-12-04T00:00:00+01:00")


def test_who_is_asked_for_a_task_is_asked_in_time_for_a_duty_of_theirs() -> None:
    plan = make_plan("""
people:
  sam: {name: Sam Okafor, role: Founder}
  ilse: {name: Ilse Claes, role: Friend}
functions:
  selling: {name: Sell plants, by: [sam, {who: ilse, starts_in: 1d}], unattended: 9d}
obligations:
  wages: {name: Pay the packer, due: 2026-12-03, by: [sam, {who: ilse, starts_in: 1d}], stops: [selling]}
""")
    found = analyse(plan, date(2026, 12, 1))
    (ask,) = found.outlook.asks["sam"]
    assert ask.by is not None
    assert (ask.by.date(), ask.duty) == (date(2026, 12, 2), "wages"), "selling alone had time until the 9th"
    assert "Ask {ilse} by Wed 2 Dec." in whatif.headline_of(plan, found, "sam")
    tree = draw(compose(*redact(plan, found, Edition.FULL), INFO, Edition.FULL))
    told = " ".join(text_of(page_of(tree, "people/sam")).split())
    assert "Nobody does Pay the packer in time." in told


def test_an_entry_says_what_stops_without_it() -> None:
    text = said("restore/equipment", "phone")
    assert "What happens without it: 1 task stops. Refund customers stops" in text


def test_the_matrix_has_words_in_each_cell() -> None:
    text = said("readiness/index", "matrix")
    assert "stops from day 7, for too long" in text
    assert "No scenario changes these: Count the till and Keep quiet." in text


def test_readiness_says_which_promise_fails_and_why() -> None:
    text = said("readiness/index", "bus")
    assert "The plan does not keep this promise" in text
    stop = "Refund customers stops on Sunday 29 November. It starts again on Sunday 13 December."
    assert f"{stop} Sam Okafor is away." in text
    assert "This costs more than the plan promises: about €99,000." in text


def test_the_whole_site_links_only_to_what_is_there() -> None:
    for edition in Edition:
        assert list(dead_links(tree(edition))) == []


def test_without_an_outlook_nothing_is_claimed() -> None:
    bare = draw(compose(plan(), replace(facts(), outlook=Facts().outlook), INFO, Edition.FULL))
    assert "readiness/nobody" not in [page.path for page in bare.pages]
    assert "Calculated from" not in everything(bare)
    assert "Outlast has not checked this promise." in text_of(page_of(bare, "readiness/index"))


# Editions.


def test_public_carries_nothing_that_was_worked_out() -> None:
    text = everything(tree(Edition.PUBLIC))
    assert not re.search("Calculated for|day 7|ol-fig|If nobody does what is due", text)
    assert not [path for path in tree(Edition.PUBLIC).files if path.endswith(".ics")]


def test_team_tells_days_and_no_amount_of_a_loss() -> None:
    text = everything(tree(Edition.TEAM)) + calendar_of(Edition.TEAM)
    assert "1 task stops" in re.sub("<.*?>", "", text)
    assert not re.search(r"You lose within|Saves|What this fix saves|Is lost|€(?!80|10\b)", text)
    assert "This costs more than the plan promises." in said("readiness/index", "bus", Edition.TEAM)
    numbers = ("98765", "76543", "65432", "54321", "4000")
    assert not [number for number in numbers if number in text + repr(redacted(Edition.TEAM))]


def test_team_names_nothing_that_it_does_not_know() -> None:
    text = everything(tree(Edition.TEAM)) + calendar_of(Edition.TEAM) + repr(redacted(Edition.TEAM))
    assert "olena" not in text.lower()
    assert "purse" not in text.lower()
    assert not re.search(r"\btill\b(?!\")", re.sub("Count the till", "", text))
    assert not re.search(r"\{~\}|>~<", text)


def test_a_cause_that_is_withheld_stays_a_cause() -> None:
    hidden = Cause(Why.NEEDS, "till", of=(Cause(Why.EMPTY, "purse", of=(Cause(Why.AWAY, "sam"),)),))
    outlook = replace(facts().outlook, idle=(replace(facts().outlook.idle[0], node="sam", causes=(hidden,)),))
    _, known = redact(plan(), replace(facts(), outlook=outlook), Edition.TEAM)
    (event,) = known.outlook.idle
    assert [each.node for each in event.causes[0].all()] == [WITHHELD, WITHHELD, "sam"]
    assert whatif.because(plan(), START, event.causes, event.when) == (
        "Something that is not in this edition needs {sam}. {sam} is away."
    )


def test_a_promise_does_not_hold_in_any_edition_because_its_reason_is_withheld() -> None:
    kept = facts().outlook.promises["bus"]
    failing = replace(kept, failures=(replace(kept.failures[0], function="till"),))
    outlook = replace(facts().outlook, promises={"bus": failing})
    _, known = redact(plan(), replace(facts(), outlook=outlook), Edition.TEAM)
    assert not known.outlook.promises["bus"].holds


def test_the_full_edition_is_told_everything() -> None:
    assert redact(plan(), facts(), Edition.FULL)[1] is facts()


def redacted(edition: Edition) -> object:
    return redact(plan(), facts(), edition)[1].outlook


def calendar_of(edition: Edition) -> str:
    files = tree(edition).files
    return "".join(files[path].decode() for path in files if path.endswith(".ics")).replace("\r\n ", "")


# The picture.

ZONE = ZoneInfo("Europe/Brussels")
BY = BandState(Kind.BY, "maya")
STOP = BandState(Kind.STOPPED, None, (), Fraction(0))
SHUT = BandState(Kind.CLOSED)


def at(day: float) -> datetime:
    return datetime(2026, 11, 22, tzinfo=ZONE) + timedelta(days=day)


def band(*parts: tuple[float, BandState], breached: float | None = None) -> BandAnswer:
    """A band from moments in days with what holds from then; the last one only ends it."""
    intervals = [
        Interval(at(start), at(end), state, BY, Fraction(0), Fraction(0))
        for (start, state), (end, _) in pairwise(parts)
    ]
    stops = [
        Stop(each.start, each.end, at(breached) if breached else None, False, (), ())
        for each in intervals
        if each.state.kind is Kind.STOPPED
    ]
    return BandAnswer(0, None, None, None, tuple(intervals), tuple(stops))


def tones(found: BandAnswer) -> list[tuple[Tone, float]]:
    return [(each.tone, (each.end - each.start) / timedelta(days=1)) for each in segments(found)]


def test_gaps_of_hours_are_not_told_and_stops_of_hours_are() -> None:
    nights = band((0, BY), (0.4, SHUT), (0.6, BY), (1.4, SHUT), (1.6, BY), (3, BY))
    assert tones(nights) == [(Tone.USUAL, 3)]
    assert tones(band((0, BY), (1, STOP), (1.1, BY), (3, BY))) == [
        (Tone.USUAL, 1),
        (Tone.STOPPED, pytest.approx(0.1)),
        (Tone.USUAL, pytest.approx(1.9)),
    ]


def test_who_does_it_by_day_is_told_though_nobody_does_it_by_night() -> None:
    sam = BandState(Kind.BY, "sam")
    days = ((0, sam), (1.7, SHUT), (2.3, BY), (2.7, SHUT), (3.3, BY), (3.7, SHUT), (4.3, BY), (5, BY))
    assert [(tone, round(length, 1)) for tone, length in tones(band(*days))] == [
        (Tone.OTHER, 2.3),
        (Tone.USUAL, 2.7),
    ]


def test_hours_with_less_of_the_work_are_counted_though_no_bar_shows_them() -> None:
    part = BandState(Kind.BY, "sam", (), Fraction(2, 3))
    found = band((0, BY), (0.5, part), (0.75, BY), (1.5, part), (1.75, BY), (3, BY))
    assert tones(found) == [(Tone.USUAL, 3)]
    assert [each.state for each in lessened(found)] == [part, part]
    assert whatif.lessening(found) == (
        "For 12 hours in all, less of the work gets done than usual: 67% at worst."
    )
    function = FunctionAnswer("refunds", (found,), Fraction(0), Fraction(0), Fraction(0), None)
    assert whatif.changes(function, found)
    assert whatif.lessening(band((0, part), (3, BY))) == ""  # that is told as it is


def test_a_broken_promise_of_an_answer_is_a_change_though_nothing_stops() -> None:
    calm = band((0, BY), (3, BY))
    gap = Gap(at(1), at(2), at(1.5), usually=False)
    function = FunctionAnswer("refunds", (calm,), Fraction(0), Fraction(0), Fraction(0), gap)
    assert whatif.changes(function, calm)
    assert not whatif.changes(replace(function, gap=replace(gap, usually=True)), calm)
    assert not whatif.changes(replace(function, gap=replace(gap, broken=None)), calm)


def test_reasons_that_are_left_out_are_counted() -> None:
    causes = tuple(Cause(Why.OFF_WORK, who, until=at(n)) for n, who in enumerate(("sam", "maya", "olena"), 1))
    said = whatif.because(plan(), START, causes, at(0))
    assert "more" not in said
    lost = Cause(Why.EMPTY, "purse")
    assert whatif.because(plan(), START, (*causes, lost), at(0)) == f"{said} There is 1 more reason."


def test_what_was_said_as_the_cause_of_one_reason_is_no_second_reason() -> None:
    away = Cause(Why.AWAY, "sam")
    shop = Cause(Why.NEEDS, "shop", of=(away,))
    assert whatif.because(plan(), START, (shop, away), at(0)) == "{shop} needs {sam}. {sam} is away."


def test_who_is_asked_for_several_things_is_asked_once_by_the_first_date() -> None:
    shop, of = plan(), facts().outlook.without["sam"]
    asked = Ask("refunds", 0, "maya", None, at(3), at(8), at(5.5), at(12), at(9))
    sooner, now = replace(asked, function="count", by=at(4)), replace(asked, function="quiet", by=None)
    sealed = replace(asked, through="shop")

    def rows(*asks: Ask) -> list[tuple[str, ...]]:
        table = without.todo(shop, asks, (), of)
        return [row[:2] for row in table.rows] if table else []

    assert rows(asked, sooner, sealed) == [
        ("Wed 25 Nov", "Ask {maya} to stand in"),
        ("Fri 27 Nov 12:00", "Ask {maya} to use {shop}"),
    ]
    assert rows(asked, sooner, now) == [("At once", "Ask {maya} to stand in")]
    assert "Ask {maya} at once." in whatif.headline(of, (asked, now))
    assert "Ask {maya} by Fri 27 Nov 12:00." in whatif.headline(of, (asked,))


def test_what_is_taken_to_be_gone_for_a_time_waits_for_no_restore() -> None:
    shop = make_plan("""
people: {sam: {name: Sam, role: Founder}}
systems: {store: {name: Store, access: [{who: sam}], restore: {by: sam, takes: 5h}}}
functions: {orders: {name: Take orders, by: automatic, needs: [store]}}
""")
    engine = Engine(shop)

    def waits(length: timedelta | None) -> str:
        table = without.order(shop, answer(engine, Question(START, (("store", length),))))
        assert table is not None
        return next(row[2] for row in table.rows if row[1] == "{store}")

    assert waits(None) == "Restoring it takes 5 hours."
    assert waits(timedelta(days=2)) == "This assumes that it is gone for 2 days."


def test_whom_to_ask_by_when_and_what_else_becomes_of_it() -> None:
    answer = facts().outlook.without["sam"]
    in_time = Ask("refunds", 0, "maya", None, at(3), at(8), at(5.5), at(12), at(9))
    late = Ask("refunds", 0, "maya", "shop", at(9), at(8), None, at(12), at(4))
    never = Ask("refunds", 0, "olena", None, None, at(8), None, None, None)
    table = without.todo(plan(), (late, never, in_time), (), answer)
    assert table is not None
    assert set(table.rows) == {
        (
            "Fri 27 Nov 12:00",
            "Ask {maya} to stand in",
            "Whoever leads",
            "{refunds} stops on Mon 30 Nov (day 8).",
        ),
        (
            "At once",
            "Ask {maya} to use {shop}",
            "Whoever leads",
            "{refunds} stops on Mon 30 Nov (day 8). It goes on again from Tue 1 Dec (day 9). "
            "If you ask after Wed 25 Nov, it is stopped for too long.",
        ),
        (
            "At once",
            "Ask {olena} to stand in",
            "Whoever leads",
            "{refunds} stops on Mon 30 Nov (day 8). Nobody knows when {olena} can start.",
        ),
    }


def test_what_goes_by_itself_is_not_said_to_be_done_by_nobody() -> None:
    answer = facts().outlook.without["sam"]
    done = Task("count", answer.start.date(), answer.end, None, answer.start, ())
    table = without.todo(plan(), (), (done, replace(done, done=None)), answer)
    assert table is not None
    assert {row[2] for row in table.rows} == {"It happens by itself", "**Nobody in time**"}


def test_what_can_no_longer_be_in_time_is_to_be_done_at_once() -> None:
    answer = facts().outlook.without["sam"]
    late = Task("count", answer.start.date(), answer.start, "maya", answer.end, ())
    table = without.todo(plan(), (), (late,), answer)
    assert table is not None
    assert table.rows[0][::2] == ("At once", "{maya} can do it on Sun 13 Dec.")


def test_what_does_not_come_back_is_said_last() -> None:
    answer = facts().outlook.without["sam"]
    lasting = replace(answer, down=(Down("sam", answer.start, None, ()), *answer.down))
    table = without.order(plan(), lasting)
    assert table is not None
    assert table.rows[-1][:2] == ("Not known", "{sam}")


def test_holidays_are_told() -> None:
    assert [tone for tone, _ in tones(band((0, BY), (2, SHUT), (5, BY), (7, BY)))] == [
        Tone.USUAL,
        Tone.CLOSED,
        Tone.USUAL,
    ]


def test_a_stop_is_cut_where_it_becomes_too_long() -> None:
    assert tones(band((0, BY), (1, STOP), (9, BY), (10, BY), breached=5)) == [
        (Tone.USUAL, 1),
        (Tone.STOPPED, 4),
        (Tone.PAST, 4),
        (Tone.USUAL, 1),
    ]


def lane(*parts: tuple[Tone, float, float], label: str = "Maya") -> Lane:
    state = BandState(Kind.BY, "maya")
    return Lane(
        "Refund customers",
        "stops on day 7",
        True,
        tuple((Segment(at(start), at(end), state, tone), label) for tone, start, end in parts),
    )


def test_bars_fill_the_width_without_a_gap() -> None:
    drawn = timeline(
        "t",
        "T",
        [lane((Tone.USUAL, 0, 7), (Tone.STOPPED, 7, 19), (Tone.PAST, 19, 60))],
        at(0),
        at(21),
        at(28),
    )
    bars = drawn.rows[0].bars
    edges = [(float(bar.x[:-1]), float(bar.x[:-1]) + float(bar.width[:-1])) for bar in bars]
    assert edges[0][0] == 0
    assert edges[-1][1] == pytest.approx(100, abs=0.02)
    assert all(one[1] == pytest.approx(two[0], abs=0.02) for one, two in pairwise(edges))
    assert drawn.rows[0].limit == bars[2].x
    assert drawn.back == ""  # the picture ends with the last change, on the day of the return


def test_a_picture_ends_soon_after_the_last_change() -> None:
    short = timeline("t", "T", [lane((Tone.STOPPED, 0, 1), (Tone.USUAL, 1, 90))], at(0), at(21), at(28))
    assert [tick.day for tick in short.ticks][:2] == ["day 0", "1"]
    assert len(short.weekends) == 2  # Sunday the 22nd, and Saturday the 28th


def test_a_label_stands_where_there_is_room() -> None:
    parts = ((Tone.USUAL, 0, 20), (Tone.STOPPED, 20, 20.3), (Tone.USUAL, 20.3, 28))
    long = timeline("t", "T", [lane(*parts)], at(0), at(21), at(28)).rows[0].bars
    assert [bar.label for bar in long] == ["Maya", "", "Maya"]
    assert long[0].fits


def test_the_clock_change_does_not_shift_a_day() -> None:
    start = datetime(2026, 10, 20, tzinfo=ZONE)
    state = BandState(Kind.BY, "maya")
    parts = (
        (Segment(start, start + timedelta(days=7), state, Tone.USUAL), ""),
        (Segment(start + timedelta(days=7), start + timedelta(days=14), state, Tone.OTHER), ""),
        (Segment(start + timedelta(days=14), start + timedelta(days=30), state, Tone.USUAL), ""),
    )
    drawn = timeline(
        "t", "T", [Lane("A", "", False, parts)], start, start + timedelta(days=21), start + timedelta(days=28)
    )
    widths = [float(bar.width[:-1]) for bar in drawn.rows[0].bars]
    assert widths[0] == widths[1]


def test_the_drawn_picture_has_a_name_patterns_a_table_and_no_style() -> None:
    section = next(s for s in page_of(tree(), "people/sam").sections if s.id == "without")
    seen = seen_in(section.html)
    (picture,) = [
        dict(attrs) for tag, attrs in seen.tags if tag == "svg" and dict(attrs).get("role") == "img"
    ]
    for id in picture["aria-labelledby"].split():
        assert id in seen.ids
    assert not [tag for tag, attrs in seen.tags if "style" in dict(attrs)]
    assert section.html.index("</figure>") < section.html.index("What the picture shows")
    assert {"ol-hatch", "ol-past", "ol-dots", "ol-bars"} <= set(seen.ids)


# Words.


@pytest.mark.parametrize(
    ("value", "words_"),
    [
        (0, "nothing"),
        (Fraction(1, 3), "less than €10"),
        (14, "about €10"),
        (15, "about €20"),
        (994, "about €990"),
        (996, "about €1,000"),
        (9695, "about €9,700"),
        (16687, "about €17,000"),
    ],
)
def test_amounts_are_rounded_for_people(value: Fraction, words_: str) -> None:
    assert words.about(Fraction(value), "EUR") == words_


def test_a_day_has_a_year_only_where_it_is_another_one() -> None:
    near = date(2026, 11, 22)
    assert whatif.clock(datetime(2026, 12, 6, tzinfo=ZONE), near) == "Sun 6 Dec"
    assert whatif.clock(datetime(2027, 1, 4, 8, 30, tzinfo=ZONE), near) == "Mon 4 Jan 2027 08:30"
    assert whatif.last_day(datetime(2026, 12, 6, tzinfo=ZONE), near) == "Sat 5 Dec"


def test_every_cause_has_words() -> None:
    for why in Why:
        said = whatif.because(plan(), START, [Cause(why, "maya", "shop")], at(0))
        assert re.fullmatch(r"[A-Z{][^~]*\.", said), why


def test_an_amount_of_a_band_keeps_its_cents() -> None:
    assert words.amount(Decimal("10.50"), "EUR") == "€10.50"


# The calendar file.


def test_the_calendar_file_is_folded_escaped_and_stable() -> None:
    entry = ics.Event("due rent", date(2026, 12, 1), "Pay; rent, now \\ " + "ü€" * 60, ("a", "b"))
    made = ics.calendar("due", [entry], "Fern & Flask", INFO)
    assert made == ics.calendar("due", [entry], "Fern & Flask", INFO)
    lines = made.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    text = made.decode().replace("\r\n ", "")
    assert "SUMMARY:Pay\\; rent\\, now \\\\ " + "ü€" * 60 in text
    assert "DESCRIPTION:a\\nb" in text
    assert "DTSTAMP:20261122T000000Z" in text
    assert "DTSTART;VALUE=DATE:20261201" in text
    later = ics.calendar("due", [entry], "Fern & Flask", replace(INFO, as_of=date(2026, 11, 23)))
    assert uid(later) == uid(made)


def uid(file: bytes) -> bytes:
    return next(line for line in file.split(b"\r\n") if line.startswith(b"UID:"))


def test_every_event_of_the_page_is_in_the_file_once() -> None:
    text = calendar_of(Edition.FULL)
    assert text.count("BEGIN:VEVENT") == len(facts().outlook.idle)
    uids = re.findall("UID:.*", text)
    assert len(set(uids)) == len(uids)
    assert not re.search(r"\{|\*\*", text)


def test_readiness_begins_with_the_verdict() -> None:
    text = said("readiness/index")
    assert text.index("The plan does not keep 1 of its promises: Hit by a bus.") < text.index(
        "Outlast checks every"
    )
    assert "Biggest risk:" in text
    assert "Never tried: In hospital." in text
    team = said("readiness/index", "", Edition.TEAM).split("Outlast checks every")[0]
    assert "€" in text.split("Outlast checks every")[0]
    assert "€" not in team


def test_a_heading_is_answered_by_what_the_plan_has_and_by_nothing_else() -> None:
    rows = {row.title: row for row in headings_of(Edition.FULL)}
    assert [way.text for way in rows["What can go wrong"].answers] == ["Scenarios: 1"]
    assert [way.text for way in rows["Ways to go on without a person or a thing"].answers] == [
        "Tasks that several people can do: 1",
        "Tasks with a workaround: 1",
    ]
    assert rows["Drills"].answers == rows["A signed policy"].answers == ()
    text = said("readiness/headings")
    assert "Drills 8.5 Testing and exercises Not in this plan. Add exercises." in text
    assert "Who knows the plan 7.3 Training Not in this plan. Add exercises.*.cold." in text
    assert "A signed policy 5.2 Program management The plan has no place for this." in text
    assert all(not row.keys for row in rows.values() if row.answers)
    numbers = {number for row in rows.values() for number in row.iso.split(", ")}
    assert {
        "4.1",
        "5.2",
        "6.1",
        "7.5",
        "8.2.2",
        "8.3",
        "8.4.3",
        "8.4.4",
        "8.4.5",
        "8.5",
        "9.2",
        "10.1",
    } <= numbers


def test_a_heading_is_answered_in_part_while_something_lacks_what_each_should_have() -> None:
    rows = {row.title: row for row in headings_of(Edition.FULL)}
    stop = rows["What harm a stop does, and how soon"]
    assert stop.partly
    assert [way.text for way in stop.answers][:2] == [
        "Tasks with a longest acceptable stop (MTPD): 2 of 3",
        "Tasks with a time to be back (RTO): 0 of 3",
    ]
    assert "In part: Tasks with a longest acceptable stop (MTPD): 2 of 3" in said("readiness/headings")
    whole = make_plan(
        "functions: {f: {name: F, by: automatic, rto: 1d, mtpd: 2d}}\n"
        "scenarios: {s: {name: S, serve: {first-hour: [Look]}}}"
    )
    (full,) = (row for row in answered(copy_of(whole)) if row.title == stop.title)
    assert not full.partly
    assert [way.text for way in full.answers] == [
        "Tasks with a longest acceptable stop (MTPD): 1",
        "Tasks with a time to be back (RTO): 1",
    ]
    for rto, partly in (("vendor", False), ("unknown", True)):
        systems = make_plan(
            f"systems: {{a: {{name: A, rto: 1d}}, b: {{name: B, rto: {rto}}}}}\n"
            "scenarios: {s: {name: S, serve: {first-hour: [Look]}}}"
        )
        assert next(row for row in answered(copy_of(systems)) if row.title == stop.title).partly is partly
    assert not rows["What can go wrong"].partly, "any number of scenarios will do"
    assert not any(row.partly for edition in (Edition.PUBLIC, Edition.TEAM) for row in headings_of(edition))


def test_a_public_copy_has_the_headings_with_what_it_shows_and_nothing_computed() -> None:
    rows = {row.title: row for row in headings_of(Edition.PUBLIC)}
    assert rows["What the plan aims for"].answers == ()
    assert "Not in this copy" in said("readiness/headings", "", Edition.PUBLIC)
    assert "Not in this plan" not in said("readiness/headings", "", Edition.PUBLIC)
    assert not any(row.keys for row in rows.values())


@pytest.mark.parametrize("key", sorted({key for each in HEADINGS for key in each.keys}))
def test_what_a_heading_says_to_write_is_a_key_of_the_plan(key: str) -> None:
    collection, *path = key.replace(".*", "").split(".")
    model = Business if collection == Business.collection else COLLECTIONS[collection]
    assert not path or any(path[-1] in fields(one) for one in models_at(model, tuple(path[:-1])))


def headings_of(edition: Edition) -> tuple[Answered, ...]:
    shown, _ = redact(plan(), facts(), edition)
    return answered(copy_of(shown, edition))


def copy_of(plan: Plan, edition: Edition = Edition.FULL) -> Copy:
    return Copy(plan, Facts(), age(INFO, edition, plan.business.timezone))


# Readiness in a line each.


def test_each_part_of_readiness_says_what_came_of_it_before_it_folds() -> None:
    for section, told in (
        ("promises", "The plan does not keep its 1 promise."),
        ("matrix", "stops most:"),
        ("points", "you lose most without Webshop : about €73,000."),
        ("pairs", "You lose most without both"),
        ("too-late", "before help is there."),
        ("sole", "that only one person can do."),
        ("fixes", "changes would each help on their own."),
    ):
        assert told in said("readiness/index", section)


def test_what_only_one_can_do_is_told_person_by_person() -> None:
    (page,) = (page for page in site().pages if page.path == "readiness/index")
    (sole,) = (each for each in page.sections if each.id == "sole")
    (fold,) = (each for each in sole.blocks if isinstance(each, Fold))
    (table,) = (each for each in fold.blocks if isinstance(each, Table))
    names = [row[0] for row in table.rows]
    assert len(names) == len({*names})
    assert len(names) == len({each.who for each in facts().outlook.single_people})


def test_where_amounts_are_not_told_nothing_is_said_to_hurt_most() -> None:
    assert "the loss of Maya Reyes stops most." in said("readiness/index", "points", Edition.TEAM)
    assert "lose most" not in said("readiness/index", "points", Edition.TEAM)
