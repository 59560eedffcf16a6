"""While an incident runs, the runbook answers for its day, its variant and its losses."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from outlast.analysis import other_days
from outlast.analysis.whatif.answer import Answer
from outlast.model import Edition
from outlast.pages import compose, layers_of
from outlast.render import LAYERS, desk, draw
from playwright.sync_api import Browser, Page, expect

from tests import shared
from tests.e2e.hosting import Light, hosting
from tests.e2e.test_incident import load, said, save

pytestmark = pytest.mark.e2e

DAY = date(2027, 1, 10)
"""A Sunday."""
HOSPITAL, FIRE = "founder-in-hospital", "stockroom-fire"
MARKED = ' data-ol-layered data-ol-home="'


def make(folder: Path) -> None:
    """The site of the example with what it says of incidents that began on DAY, and who can do what on it."""
    made = shared.example()
    assert made.plan
    moments = list(other_days(made.plan, made.facts, [DAY]))
    site = compose(made.plan, made.facts, made.info, Edition.FULL, made.files)
    layers = layers_of(made.plan, made.facts, made.info, Edition.FULL, moments, site.assets)
    bare = replace(site, pages=tuple(replace(page, sections=()) for page in site.pages))
    drawn = draw(bare, desk(site).draw(layers))
    shutil.copytree(shared.example_site() / "site", folder / "site", copy_function=os.link)
    for page in (folder / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        if "data-ol-layered" not in text:
            page.unlink()
            page.write_text(text.replace(' data-ol-home="', MARKED), encoding="utf-8")
    for path, content in drawn.files.items():
        if path.startswith((f"{LAYERS}incident/", f"{LAYERS}today/{HOSPITAL}/")):
            file = folder / "site" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink(missing_ok=True)
            file.write_bytes(content)
    answer = next(facts for moment, facts in moments if not moment.variant).outlook.scenarios[HOSPITAL]
    (folder / "able.json").write_text(json.dumps(able(answer)), encoding="utf-8")


def able(answer: Answer) -> dict[str, list[str]]:
    """For each function who can do some of it at some time of DAY, by the engine."""
    return {
        id: sorted(
            {
                who
                for band in found.bands
                for each in band.intervals
                if each.start.date() <= DAY <= each.end.date()
                for who in (*each.state.hands, each.state.who)
                if who
            }
        )
        for id, found in answer.functions.items()
    }


@pytest.fixture(scope="session")
def later() -> Path:
    return shared.once("example on a day in January", make)


@pytest.fixture(scope="session")
def root(later: Path) -> Iterator[str]:
    with hosting(later / "site") as address:
        yield address


@pytest.fixture
def light(later: Path) -> Iterator[str]:
    with hosting(later / "site", Light) as address:
        yield address


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """Somebody with a phone on the morning of DAY."""
    with browser.new_context(viewport={"width": 360, "height": 780}) as context:
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.clock.set_fixed_time(f"{DAY}T09:00:00Z")
        yield page
        assert not wrong


def begin(page: Page, root: str, scenario: str, day: date = DAY) -> None:
    page.goto(f"{root}scenarios/{scenario}.html")
    page.get_by_text("It began on another day").click()
    page.get_by_label("It happened on").fill(day.isoformat())
    page.get_by_role("button", name="start an incident").click()
    expect(page.get_by_role("complementary", name="Incident")).to_be_visible()


FIRST = """() => {
    const first = (nodes) => nodes.length ? nodes[0].getAttribute("href") : "";
    const all = (what, from = document) => [...from.querySelectorAll(what)];
    const after = ({nextSibling: next}) =>
        (next?.classList?.contains("ol-mark") ? next.nextSibling : next)?.textContent ?? "";
    return [
        ...all("article .ol-calls").map((list) => first(all(":scope > li:first-child b > a", list))),
        ...all("article .ol-stopline").map((line) => first(all("b > a", line))),
        ...all("article .ol-stopline .ol-btns").map((line) => first(all(".ol-way:not([hidden]) > a", line))),
        ...all("article a:not([hidden])").filter((one) => !one.closest(".ol-mark, .ol-stopline"))
            .filter((one) => /^, otherwise $/.test(after(one)))
            .map((one) => one.getAttribute("href")),
        ...all("article .ol-meta > span:first-child").filter((who) => who.querySelector(".ol-else"))
            .map((who) => first(all("a:not([hidden])", who))),
    ].filter((to) => /people\\/sam|32470000102/.test(to));
}"""
DOER = "() => document.querySelector('#who ~ .ol-calls > li:first-child b > a')?.getAttribute('href') ?? ''"


def test_no_page_offers_who_is_in_hospital_first(later: Path, light: str, reader: Page) -> None:
    able = json.loads((later / "able.json").read_text(encoding="utf-8"))
    begin(reader, light, HOSPITAL)
    texts = {page: page.read_text(encoding="utf-8") for page in sorted((later / "site").rglob("*.html"))}
    named = [
        page.relative_to(later / "site").as_posix()
        for page, text in texts.items()
        if re.search(r'href="[./]*(people/)?sam\.html"', text)
        and re.search(r"ol-calls|ol-stopline|ol-step__call", text)
    ]
    assert len(named) > 25
    for path in named:
        reader.goto(light + path)
        expect(reader.locator("html[data-ol-marked]")).to_have_count(1)
        assert not reader.locator(".md-sidebar--secondary").is_visible(), "a phone has no room for it"
        if "Sam Okafor" in reader.locator("article").inner_text():
            away = "Sam Okafor cannot work until Sunday 31 January"
            assert away in reader.locator("article").inner_text(), path
        assert reader.evaluate(FIRST) == [], path
        function = path.removeprefix("serve/").removesuffix(".html")
        if path.startswith("serve/") and function in able:
            who = reader.evaluate(DOER).rpartition("/")[2].removesuffix(".html")
            does = reader.locator(".ol-does").inner_text()
            idle = re.search("nobody|runs by itself", does, re.IGNORECASE)
            assert not who or who in able[function] or idle, (path, who, able[function])


def test_day_and_variant_are_corrected_kept_and_carried(root: str, reader: Page, browser: Browser) -> None:
    begin(reader, root, HOSPITAL)
    reader.goto(f"{root}serve/refunds.html")
    does = reader.locator(".ol-does")
    expect(does).to_contain_text("The founder is in hospital, since Sun 10 Jan 2027")
    expect(does.locator(".ol-does__now").first).to_contain_text("Maya Reyes does it")
    expect(does).to_contain_text("You have 5 days left.")

    # Two weeks: the same page says so, and the log keeps what was said before.
    reader.goto(f"{root}incident-log.html")
    reader.get_by_label("What fits best").select_option(label="Two weeks")
    expect(reader.locator(".ol-facts")).to_contain_text("Sun 10 Jan 2027 (Two weeks)")
    expect(reader.locator(".ol-log__entries")).to_contain_text(
        "Corrected: it happened on Sun 10 Jan 2027, Two weeks"
    )
    reader.goto(f"{root}people/sam.html")
    expect(reader.locator(".ol-here")).to_contain_text("until Sunday 24 January 2027")

    # A decision and money go into the summary of the evening and into the hand-back.
    for words, kind, amount in (("Glue", "Money spent", "12,5"), ("No ads", "A decision", "")):
        reader.get_by_role("button", name="Add a note").click()
        asked = reader.get_by_role("dialog", name="Add a note")
        asked.get_by_label("What happened, or what was decided?").fill(words)
        asked.get_by_label("What kind of note?").select_option(label=kind)
        if amount:
            asked.get_by_role("button", name="Add to the log").click()
            expect(asked.get_by_role("status")).to_contain_text("Write the amount as a number")
            asked.get_by_label("How much").fill(amount)
        asked.get_by_role("button", name="Add to the log").click()
        expect(asked.get_by_role("status")).to_contain_text("Added")
        asked.get_by_role("button", name="Close").click()
    reader.goto(f"{root}incident-log.html")
    reader.get_by_text("What was done, what is open").click()
    evening = reader.locator(".ol-log__evening")
    for words in (
        "evening of Sunday 10 January 2027",
        "12.50 EUR: Glue",
        "No ads",
        "Ask Ilse Claes",
        "stops on",
    ):
        expect(evening).to_contain_text(words)
    expect(reader.locator(".ol-log__back")).to_contain_text("In all: 12.50 EUR")

    # The file carries it; one of the first format is read, and nonsense is refused.
    saved = save(reader)
    began, spent = (
        next(one for one in saved["incident"]["entries"] if one["kind"] == kind)
        for kind in ("begun", "spent")
    )
    assert (saved["format"], began["day"], began["variant"], spent["amount"]) == (3, "2027-01-10", 1, "12.5")
    with browser.new_context() as context:
        far = context.new_page()
        far.clock.set_fixed_time(f"{DAY}T20:00:00Z")
        far.goto(f"{root}incident-log.html")
        for part, wrong in (
            (began, {"day": "2027-02-30"}),
            (began, {"variant": -1}),
            (spent, {"amount": "1e9"}),
        ):
            load(far, json.dumps(changed(saved, part["id"], wrong)))
            said(far, "damaged")
        load(far, json.dumps(saved))
        expect(far.locator(".ol-facts")).to_contain_text("Sun 10 Jan 2027 (Two weeks)")
        old = {**saved, "format": 1, "incident": {**saved["incident"], "id": "old"}}
        old["incident"].pop("variants")
        old["incident"]["entries"] = [
            {
                key: value
                for key, value in saved["incident"]["entries"][0].items()
                if key not in ("day", "variant")
            }
        ]
        load(far, json.dumps(old))
        expect(far.locator(".ol-facts")).to_contain_text("It happened onSun 10 Jan 2027")


def changed(saved: Any, id: str, wrong: dict[str, Any]) -> Any:
    """The same file with another value in one entry."""
    entries = [{**one, **wrong} if one["id"] == id else one for one in saved["incident"]["entries"]]
    return {**saved, "incident": {**saved["incident"], "entries": entries}}


def test_two_at_once_say_at_least_what_stops_and_a_day_that_is_not_known_says_so(
    root: str, reader: Page
) -> None:
    begin(reader, root, HOSPITAL)
    begin(reader, root, FIRE)
    reader.goto(f"{root}serve/shipping.html")
    does = reader.locator(".ol-does")
    expect(does).to_contain_text("Ask before you rely on a stand-in. At least this stops")
    expect(does).not_to_contain_text("does it")
    expect(reader.locator(".ol-here")).to_contain_text("Stockroom")
    reader.goto(f"{root}scenarios/{FIRE}.html")
    reader.get_by_text("It began on another day").click()
    reader.get_by_label("It happened on").fill("2027-01-02")
    reader.goto(f"{root}serve/refunds.html")
    expect(reader.locator(".ol-here").filter(has_text="does not know")).to_contain_text("Sat 2 Jan 2027")


def test_each_finds_what_they_do_on_a_day_of_the_incident(root: str, reader: Page) -> None:
    begin(reader, root, HOSPITAL)
    reader.goto(f"{root}today.html")
    expect(reader.get_by_role("heading", level=2)).to_have_count(0)
    reader.get_by_role("button", name="Ilse Claes").focus()
    reader.keyboard.press("Enter")
    mine = reader.locator("article div:has(> #ilse)")
    expect(mine).to_contain_text("began on Sunday 10 January 2027 (day 0)")
    today = mine.locator(".ol-day--now")
    expect(today).to_contain_text("today")
    expect(today).to_contain_text("Maya Reyes asks you to stand in")
    expect(mine).to_contain_text("Sam Okafor (away) cannot do so now")

    expect(reader.locator(".ol-calm")).to_be_hidden()

    # What is ticked belongs to the incident; what is left goes to whoever takes over.
    today.get_by_role("checkbox").first.check()
    today.locator("[data-ol-ask]").get_by_role("checkbox").first.check()
    reader.reload()
    expect(reader.get_by_role("button", name="Ilse Claes")).to_have_attribute("aria-pressed", "true")
    expect(today.get_by_role("checkbox").first).to_be_checked()
    reader.get_by_role("button", name="Copy what is open").click()
    expect(reader.get_by_role("status").filter(has_text="open item")).to_be_visible()

    # Two days later the days before stand folded, with what was left undone.
    reader.clock.set_fixed_time("2027-01-12T09:00:00Z")
    reader.reload()
    expect(mine.locator("summary").first).to_contain_text("overdue")
    expect(today).to_contain_text("Tue 12 Jan")
    overdue = mine.locator(".ol-step:has(.ol-step__mark)").filter(has_text="overdue")
    late = overdue.count()
    overdue.first.get_by_role("checkbox").check()
    expect(overdue).to_have_count(late - 1)

    # Somebody else on the same telephone sees as asked what Ilse ticked as asked.
    reader.get_by_role("button", name="Maya Reyes").click()
    expect(reader.locator("article")).to_contain_text("You lead")
    expect(mine).to_be_hidden()
    asked = reader.locator("[data-ol-ask^=ask-ilse]:visible").first
    expect(asked).to_contain_text("asked already: ticked")
    reader.goto(f"{root}index.html")
    expect(reader.locator(".ol-timed li").filter(has_text="Ask Ilse").first).to_contain_text("Asked already")

    # A beginning that this copy does not know is said, not guessed.
    reader.goto(f"{root}scenarios/{HOSPITAL}.html")
    reader.get_by_text("It began on another day").click()
    reader.get_by_label("It happened on").fill("2027-01-02")
    reader.goto(f"{root}today.html#joris")
    expect(reader.locator("article")).to_contain_text("This copy does not know")
