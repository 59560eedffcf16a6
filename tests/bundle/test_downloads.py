"""Contacts and duties as other programs read them: vobject, icalendar, csv and dateutil are the judges."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline
from outlast import source
from outlast.analysis import analyse
from outlast.analysis.calendar import working_days
from outlast.load import load
from outlast.model import Edition, Plan
from outlast.pages import compose
from outlast.pages.downloads.duties import AHEAD
from outlast.pages.downloads.lines import joined, text, uid
from outlast.pages.downloads.since import AnotherCalendar, with_cancellations
from outlast.render import draw
from outlast.site import BuildInfo, Site, Tree
from outlast.source import Attached

from tests.builders import make_plan
from tests.drawing import TODAY, html_of, page_of, tree_of
from tests.host.running import ROOT

HARD = """
people:
  mei:
    name: 陈梅; Mei, "the \\ buyer"
    latin_name: Chen Mei
    role: "=cmd|'/c calc'!A1"
    reach:
      - {signal: "+86 138 0000 0001", note: "=1+1; call twice, please"}
      - {phone: "+86 138 0000 0001"}
      - {phone: "0032 9 000 00 00"}
      - {email: mei@fern.example}
      - {chat: "@mei on Slack"}
    works: [{days: mon-fri, from: "09:00", to: "17:00"}]
    languages: [zh, en]
  nobody:
    role: Nobody yet
suppliers:
  glass:
    name: Verrerie Éloïse
    provides: [glass]
    contacts:
      - {name: Order desk, reach: [{phone: "+33 1 00 00 00 00"}]}
      - {name: Owner, role: in person, reach: [{page: "https://glass.example/form"}]}
"""


@pytest.fixture(scope="module")
def shop() -> Plan:
    plan = load(source.read(ROOT / "plan")).plan
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def hard() -> Tree:
    return tree_of(make_plan(HARD))


# Contacts


def cards(tree: Tree) -> list[Any]:
    return list(vobject.readComponents(tree.files["contacts.vcf"].decode()))


def test_cards_say_what_the_plan_says(hard: Tree) -> None:
    mei, desk, owner = cards(hard)
    assert mei.fn.value == '陈梅; Mei, "the \\ buyer"'
    assert (mei.n.value.family, mei.n.value.given) == ("", mei.fn.value)
    assert mei.contents["sort-string"][0].value == "Chen Mei"
    assert [tel.value for tel in mei.contents["tel"]] == ["+86 138 0000 0001", "0032 9 000 00 00"]
    assert mei.contents["tel"][0].params["TYPE"] == ["CELL", "VOICE", "PREF"]
    assert mei.email.value == "mei@fern.example"
    assert mei.note.value.splitlines() == [
        "Signal +86 138 0000 0001, =1+1; call twice, please",
        "Chat @mei on Slack",
        "Hours: Monday to Friday 09:00 to 17:00",
        "Speaks Chinese and English",
    ]
    assert (desk.fn.value, desk.org.value) == ("Verrerie Éloïse: Order desk", ["Verrerie Éloïse"])
    assert owner.fn.value == "Verrerie Éloïse: Owner, in person"
    assert owner.url.value == "https://glass.example/form"


def test_whoever_can_be_reached_has_a_card_and_nobody_else(shop: Plan) -> None:
    there = {card.fn.value for card in cards(tree_of(shop))}
    assert {person.title for person in shop.people.values() if person.reach} <= there
    assert not {person.title for person in shop.people.values() if not person.reach} & there
    assert {"Sam Okafor", "Maya Reyes"} <= there


ALIKE = """
people:
  sam: {name: Sam Okafor, role: Founder, reach: [{phone: "+32 470 00 01 02 ext. 14"}]}
  els: {name: Els van der Berg, role: Packing, reach: [{phone: "+32 470 00 01 03"}]}
  els2: {name: Els van der Berg, role: Post, reach: [{phone: "+32 470 00 01 04"}]}
  jo: {name: Jo, role: Help, reach: [{phone: "112"}]}
suppliers:
  seeds:
    name: Seed House
    contacts:
      - {name: orders, reach: [{phone: "+44 20 7946 0100"}]}
      - {name: orders, reach: [{phone: "+44 20 7946 0102"}]}
      - {name: Seed House returns, reach: [{phone: "+44 20 7946 0103"}]}
  boxes: {name: Box Works, contacts: [{name: orders, reach: [{phone: "+44 20 7946 0101"}]}]}
systems:
  till: {name: Till, support: {reach: [{phone: "+44 20 7946 0104"}]}}
"""


def test_a_ringing_phone_says_which_firm_it_is_and_no_two_cards_are_alike() -> None:
    assert [card.fn.value for card in cards(tree_of(make_plan(ALIKE)))] == [
        "Sam Okafor",
        "Els van der Berg, Packing",
        "Els van der Berg, Post",
        "Jo",
        "Seed House: orders (1)",
        "Seed House: orders (2)",
        "Seed House returns",
        "Box Works: orders",
        "Till: help",
    ]


def test_a_card_has_family_and_given_names_apart() -> None:
    names = [card.n.value for card in cards(tree_of(make_plan(ALIKE)))]
    assert [(name.family, name.given) for name in names][:5] == [
        ("Okafor", "Sam"),
        ("van der Berg", "Els"),
        ("van der Berg", "Els"),
        ("", "Jo"),
        ("", "Seed House: orders (1)"),
    ]


def test_a_phone_waits_before_it_dials_an_extension() -> None:
    sam = cards(tree_of(make_plan(ALIKE)))[0]
    assert sam.tel.value == "+32 470 00 01 02,14"
    assert sam.note.value == "Call +32 470 00 01 02 ext. 14"


def test_a_card_keeps_its_identifier(shop: Plan, hard: Tree) -> None:
    def uids(tree: Tree) -> dict[str, str]:
        return {card.fn.value: card.uid.value for card in cards(tree)}

    full, team = uids(tree_of(shop)), uids(tree_of(shop, Edition.TEAM))
    assert len(set(full.values())) == len(full)
    assert {name: full[name] for name in team if name in full} == team
    assert set(uids(hard).values()).isdisjoint(full.values())


def test_the_table_holds_no_formula(hard: Tree, shop: Plan) -> None:
    for tree in (hard, tree_of(shop)):
        content = tree.files["contacts.csv"].decode("utf-8-sig")
        assert "\r\n" in content
        rows = list(csv.DictReader(io.StringIO(content, newline="")))
        assert len(rows) == len(cards(tree))
        begun = [cell for row in rows for cell in row.values() if re.match(r"[=+\-@\t\r|%＝＋－＠]", cell)]
        assert [cell for cell in begun if not re.match(r"\+\d+ \d[\d /]*$", cell)] == []
    first = next(csv.DictReader(io.StringIO(hard.files["contacts.csv"].decode("utf-8-sig"), newline="")))
    assert first["Role"] == "'=cmd|'/c calc'!A1"
    assert first["Phone"] == "+86 138 0000 0001 / 0032 9 000 00 00"  # a program dials it as it stands
    assert first["Name"] == '陈梅; Mei, "the \\ buyer"'


# Lines


@pytest.mark.parametrize("name", ["contacts.vcf", "duties.ics"])
def test_lines_are_short_whole_and_ended_as_they_must_be(name: str, shop: Plan, hard: Tree) -> None:
    for tree in (tree_of(shop), hard):
        lines = tree.files.get(name, b"").split(b"\r\n")
        assert all(len(line) <= 75 for line in lines)
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        for line in lines:
            line.decode()  # no character is cut in two


@given(st.text(max_size=300))
def test_any_text_comes_back(value: str) -> None:
    line = joined([f"NOTE:{text(value)}"])
    assert all(len(piece) <= 75 for piece in line.split(b"\r\n"))
    unfolded = line.replace(b"\r\n ", b"").decode().removesuffix("\r\n").removeprefix("NOTE:")
    seen = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], unfolded)
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    assert seen == "".join(
        " " if sign != "\n" and (ord(sign) < 32 or ord(sign) == 127) else sign for sign in plain
    )


def test_an_identifier_is_of_its_names() -> None:
    assert uid("a", "b") == uid("a", "b")
    assert len({uid("a", "b"), uid("a", "c"), uid("b", "b")}) == 3


# Duties


DUTIES = """
people:
  maya: {name: Maya, role: Support}
  sam: {name: Sam, role: Founder}
systems:
  shop: {name: The shop, reviewed: 2026-06-01, review_every: 365d, owner: sam}
  old: {name: Old till, reviewed: 2020-01-01, review_every: 30d}
  same: {name: New till, reviewed: 2026-06-01, review_every: 365d}
obligations:
  rent: {name: Pay the rent, due: every month on 15 or the working day before, by: [maya, sam], stops: [shop],
         amount: 780 EUR, grace: 3d}
  vat: {name: File the VAT, due: every quarter on 20, by: sam}
  licence: {name: Renew the licence, due: every year on 02-29, by: sam}
  once: {name: Answer the court, due: 2027-01-05, by: sam}
  last: {name: Pay wages, due: every month on the last working day, by: sam}
  water: {name: Water the plants, due: every 3 days from 2026-11-20, by: maya}
  till: {name: Count the till, due: every working day, by: maya}
  week: {name: Pay the grower, due: every tuesday, by: sam}
  fortnight: {name: Order soil, due: "every 2 weeks on mon, fri from 2026-01-09", by: sam}
  later: {name: Later, due: every 3 weeks on friday from 2027-03-05, by: sam}
  follows: {name: Then this, after: vat, by: sam}
"""


def events(content: bytes) -> dict[str, list[Any]]:
    """The events of a calendar by what they say."""
    found: dict[str, list[Any]] = {}
    for event in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        found.setdefault(str(event["SUMMARY"]), []).append(event)
    return found


def days_of(events: list[Any]) -> list[date]:
    """Each day on which they happen, rules unrolled by dateutil."""
    days: list[date] = []
    for event in events:
        start: date = event["DTSTART"].dt
        assert type(start) is date
        assert event["DTEND"].dt == start + timedelta(days=1)
        if "RRULE" in event:
            rule = event["RRULE"].to_ical().decode()
            began = datetime(start.year, start.month, start.day)  # noqa: DTZ001 - whole days have no zone
            days += [moment.date() for moment in rrulestr(rule, dtstart=began)]
        else:
            days.append(start)
    return sorted(days)


@pytest.mark.parametrize("today", [TODAY, date(2027, 2, 28), date(2027, 5, 31)])
def test_the_calendar_has_the_days_that_the_plan_has(today: date) -> None:
    plan = make_plan(DUTIES)
    files = draw(site_at(plan, today)).files
    found, working = events(files["duties.ics"]), working_days(plan.business)
    for duty in plan.obligations.values():
        expected = duty.due.days(today, today + AHEAD, working) if duty.due else ()
        assert days_of(found.get(duty.title, [])) == list(expected), duty.id


def test_the_shop_s_calendar_has_the_days_that_the_plan_has(shop: Plan) -> None:
    found, working = events(tree_of(shop).files["duties.ics"]), working_days(shop.business)
    due = [duty for duty in shop.obligations.values() if duty.due]
    assert due
    for duty in due:
        assert duty.due is not None
        expected = duty.due.days(TODAY, TODAY + AHEAD, working)
        assert days_of(found.get(duty.title, [])) == list(expected), duty.id


def test_a_working_day_before_is_kept() -> None:
    found = events(tree_of(make_plan(DUTIES)).files["duties.ics"])["Pay the rent"]
    days = days_of(found)
    assert date(2027, 5, 14) in days  # the 15th is a Saturday
    assert date(2027, 5, 15) not in days
    assert not any("RRULE" in event for event in found)


def test_an_event_says_who_and_what_stops_and_reminds() -> None:
    event = events(tree_of(make_plan(DUTIES)).files["duties.ics"])["Pay the rent"][0]
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Who: Maya or Sam",
        "Amount: €780",
        "You can be up to 3 days late without harm.",
        "If nobody does it, this stops: The shop",
        "The runbook says how to do it, under Keep serving, What is due.",
    ]
    alarms = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert alarms == [timedelta(hours=-15), timedelta(hours=9)]
    assert event["DTSTAMP"].dt.date() == TODAY


def test_what_is_to_be_read_again_is_one_event_a_day() -> None:
    found = events(tree_of(make_plan(DUTIES)).files["duties.ics"])
    (together,) = found["Read the runbook again: 2 pages"]
    assert together["DTSTART"].dt == date(2027, 6, 1)
    assert str(together["DESCRIPTION"]).splitlines()[1:] == ["The shop (Sam)", "New till"]
    (late,) = found["Read the runbook again: 1 page"]
    assert late["DTSTART"].dt == TODAY


def test_identifiers_stay_from_copy_to_copy() -> None:
    plan = make_plan(DUTIES)

    def uids(today: date) -> set[tuple[str, str, date]]:
        content = draw(site_at(plan, today)).files["duties.ics"]
        return {
            (str(event["UID"]), name, event["DTSTART"].dt)
            for name, found in events(content).items()
            for event in found
            if "RRULE" not in event and not name.startswith(("Read", "Make a new copy"))
        }

    now, later = uids(TODAY), uids(TODAY + timedelta(days=60))
    both = {entry for entry in now if entry[2] >= TODAY + timedelta(days=60)}
    assert both
    assert both <= later
    assert len({entry[0] for entry in now}) == len(now)


MOVED = {
    "every month on 15": "every month on 20",
    "every month on 1 or the working day before": "every month on 3",
    "every quarter on 20": "every quarter on 5",
    "every year on 03-01": "every year on 02-20",
    "2027-01-05": "2027-02-09",
    "every tuesday": "every friday",
}


@pytest.mark.parametrize("before", MOVED)
def test_a_duty_keeps_its_identifier_when_its_date_moves(before: str) -> None:
    """A calendar that reads the next copy moves the events it has, and adds none beside them."""
    wanted = "people: {sam: {name: Sam, role: Founder}}\nobligations: {a: {name: A, due: DUE, by: sam}}"
    told = []
    for due, today in ((before, TODAY), (MOVED[before], TODAY + timedelta(days=1))):
        content = draw(site_at(make_plan(wanted.replace("DUE", due)), today)).files["duties.ics"]
        told.append({str(event["UID"]): event for event in events(content)["A"]})
        assert content.decode().count("SUMMARY:A\r\n") == len(told[-1])
    old, new = told
    shared = old.keys() & new.keys()
    assert len(old) - len(shared) <= 1, "the ends of the year may differ"
    assert len(new) - len(shared) <= 1
    assert shared
    assert all(new[uid]["SEQUENCE"] == old[uid]["SEQUENCE"] + 1 for uid in shared)
    assert any(new[uid]["DTSTART"].dt != old[uid]["DTSTART"].dt for uid in shared)


def test_a_working_day_before_the_first_of_a_month_has_an_identifier_of_its_own() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam, role: Founder}}\n"
        "obligations: {a: {name: A, due: every month on 1 or the working day before, by: sam}}"
    )
    found = events(tree_of(plan).files["duties.ics"])["A"]
    assert len({str(event["UID"]) for event in found}) == len(found) > 12


def test_the_calendar_reminds_of_the_next_copy() -> None:
    plan = make_plan(DUTIES)
    for today in (TODAY, TODAY + timedelta(days=30)):
        content = draw(site_at(plan, today)).files["duties.ics"]
        (copy,) = events(content)["Make a new copy of the runbook"]
        assert copy["DTSTART"].dt == today + timedelta(days=90)
        assert len(copy.walk("VALARM")) == 2
        assert str(copy["UID"]) == uid("Fern & Flask", "copy")


BEFORE = """
people: {sam: {name: Sam, role: Founder}}
obligations:
  rent: {name: Rent, due: every month on 15, by: sam}
  vat: {name: VAT, due: every quarter on 20, by: sam}
  water: {name: Water, due: every 3 days from 2026-11-20, by: sam}
  lease: {name: Lease, due: 2027-01-05, by: sam}
  past: {name: Past, due: 2026-11-24, by: sam}
"""
AFTER = """
people: {sam: {name: Sam, role: Founder}}
obligations:
  rent: {name: Rent, due: every month on 20, by: sam}
  fire: {name: Fire drill, due: 2027-02-05, by: sam}
"""
Held = dict[str, tuple[int, str, date]]
"""A calendar program: the sequence, the words and the day of each event, by its UID."""


def by_icalendar(content: bytes) -> Iterator[tuple[str, int, str, date, bool]]:
    for event in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        gone = event.get("STATUS") == "CANCELLED"
        yield (
            str(event["UID"]),
            event.decoded("SEQUENCE"),
            str(event["SUMMARY"]),
            event.decoded("DTSTART"),
            gone,
        )


def by_vobject(content: bytes) -> Iterator[tuple[str, int, str, date, bool]]:
    for event in vobject.readOne(content.decode()).vevent_list:
        gone = hasattr(event, "status") and event.status.value == "CANCELLED"
        yield event.uid.value, int(event.sequence.value), event.summary.value, event.dtstart.value, gone


@pytest.mark.parametrize("read", [by_icalendar, by_vobject])
def test_after_two_imports_a_calendar_holds_what_the_plan_holds(
    read: Callable[[bytes], Iterator[tuple[str, int, str, date, bool]]],
) -> None:
    held: Held = {}
    later = TODAY + timedelta(days=7)
    old, new = (
        draw(site_at(make_plan(text), today)).files["duties.ics"]
        for text, today in ((BEFORE, TODAY), (AFTER, later))
    )
    new, gone = with_cancellations(new, old, later)
    assert {"VAT", "Water", "Lease"} == set(gone)
    for content in (old, new, new):
        for uid_, number, words, day, cancelled in read(content):
            if number >= held.get(uid_, (0, "", day))[0]:
                held[uid_] = (number, words, day)
                if cancelled:
                    del held[uid_]
    still = {(words, day) for _, words, day in held.values() if day >= later}
    assert still == {(words, day) for _, _, words, day, cancelled in read(new) if not cancelled}
    assert ("Past", date(2026, 11, 24)) in {(words, day) for _, words, day in held.values()}
    again, none = with_cancellations(new, new, later)
    assert (again, none) == (new, ()), "what was cancelled once is not cancelled again"


@pytest.mark.parametrize(
    "old", [b"", b"BEGIN:VCALENDAR\r\n", b"PK\x03\x04", b"BEGIN:VCALENDAR\r\nPRODID:x\r\nEND:VCALENDAR"]
)
def test_a_calendar_of_somebody_else_is_not_compared(old: bytes) -> None:
    new = draw(site_at(make_plan(AFTER), TODAY)).files["duties.ics"]
    for other in (old, new.replace(b"Fern", b"Moss")):
        with pytest.raises(AnotherCalendar):
            with_cancellations(new, other, TODAY)


def test_after_two_imports_a_phone_holds_one_card_for_each_contact() -> None:
    moved = ALIKE.replace("0100", "0199").replace("Els van der Berg, role: Post", "Els Maes, role: Post")
    for read in (cards, lines_of_cards):
        phone: dict[str, tuple[str, tuple[str, ...]]] = {}
        for text_ in (ALIKE, moved):
            for card in read(tree_of(make_plan(text_))):
                phone[card.uid.value] = (card.fn.value, tuple(tel.value for tel in card.contents["tel"]))
        assert len(phone) == 9
        assert ("Seed House: orders (1)", ("+44 20 7946 0199",)) in phone.values()
        assert ("Els Maes", ("+32 470 00 01 04",)) in phone.values()
        assert ("Jo", ("112",)) in phone.values(), "an emergency number stays as it is dialled"
        assert ("Sam Okafor", ("+32 470 00 01 02,14",)) in phone.values()


def lines_of_cards(tree: Tree) -> Iterator[Any]:
    """The same by another reader: the lines of icalendar."""
    found: dict[str, list[Any]] = {}
    for folded in tree.files["contacts.vcf"].decode().replace("\r\n ", "").split("\r\n"):
        if folded:
            name, _, value = Contentline(folded).parts()  # type: ignore[no-untyped-call]
            found.setdefault(name.casefold(), []).append(SimpleNamespace(value=value.replace("\\,", ",")))
            if (name, value) == ("END", "VCARD"):
                yield SimpleNamespace(uid=found["uid"][0], fn=found["fn"][0], contents=found)
                found = {}


def test_a_card_has_the_photo_of_a_person_and_no_scan() -> None:
    files = "[{file: pass.png, name: Passport}, {file: sam.jpg, name: Photo of Sam}]"
    plan = make_plan(ALIKE.replace("role: Founder,", f"role: Founder, attachments: {files},"))
    photo = bytes.fromhex("ffd8ff") + b"x" * 100
    attached = {"pass.png": Attached(b"scan"), "sam.jpg": Attached(photo)}
    site = compose(plan, analyse(plan, TODAY), BuildInfo(TODAY, "1"), Edition.FULL, attached)
    sam, els, *_ = cards(draw(site))
    assert sam.photo.value == photo
    assert not hasattr(els, "photo")
    attached["sam.jpg"] = Attached(photo * 5000)
    heavy = cards(draw(compose(plan, analyse(plan, TODAY), BuildInfo(TODAY, "1"), Edition.FULL, attached)))
    assert not hasattr(heavy[0], "photo")


def test_a_second_reader_understands_the_calendar() -> None:
    content = tree_of(make_plan(DUTIES)).files["duties.ics"]
    calendar = vobject.readOne(content.decode())
    read = {(event.uid.value, event.summary.value) for event in calendar.vevent_list}
    expected = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert read == {(str(event["UID"]), str(event["SUMMARY"])) for event in expected}


# Editions


def test_the_public_has_none_of_it(shop: Plan) -> None:
    tree = tree_of(shop, Edition.PUBLIC)
    assert not [path for path in tree.files if path.endswith((".vcf", ".csv", ".ics"))]
    assert not [
        page.path for page in tree.pages if "contacts." in html_of(page) or "duties." in html_of(page)
    ]


def test_the_team_sees_no_more_in_a_file_than_on_a_page() -> None:
    plan = make_plan(
        """
        people:
          sam: {name: Sam, role: Founder, reach: [{phone: "+32 1 000 00 01"}]}
          secret: {name: Quiet Partner, role: Partner, audience: full, reach: [{phone: "+32 9 999 99 99"}]}
        funds:
          account: {name: Hidden account}
        obligations:
          pay: {name: Pay, due: every month on 1, by: [sam, secret], amount: 777 EUR, fund: account}
          hush: {name: Quiet duty, due: every month on 2, by: sam, audience: full}
        """
    )
    full, team = tree_of(plan), tree_of(plan, Edition.TEAM)
    for word in (b"Quiet", b"999 99", "€777".encode(), b"Hidden"):
        assert any(word in unfolded(full.files[name]) for name in ("contacts.vcf", "duties.ics")), word
        assert not any(word in unfolded(content) for content in team.files.values()), word
    assert b"+32 1 000 00 01" in team.files["contacts.vcf"]


def test_pages_offer_what_is_there(shop: Plan, hard: Tree) -> None:
    tree = tree_of(shop)
    assert 'href="../contacts.vcf"' in html_of(page_of(tree, "people/index"))
    assert 'href="../contacts.csv"' in html_of(page_of(tree, "people/index"))
    for page in ("serve/obligations", "readiness/index"):
        assert 'href="../duties.ics"' in html_of(page_of(tree, page))
    pretty = tree_of(shop, directory_urls=True)
    assert 'href="../../duties.ics"' in html_of(page_of(pretty, "serve/obligations"))
    assert "duties.ics" not in hard.files
    assert not [page.path for page in hard.pages if "duties.ics" in html_of(page)]


def unfolded(content: bytes) -> bytes:
    return content.replace(b"\r\n ", b"")


def site_at(plan: Plan, today: date) -> Site:
    return compose(plan, analyse(plan, today), BuildInfo(today, "1.2.3"), Edition.FULL)
