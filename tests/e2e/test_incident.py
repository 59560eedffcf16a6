"""An incident in a browser: it is started, ticked, noted, carried to another browser and printed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect

from tests.e2e.conftest import Visit, hosted_only, light_only
from tests.e2e.test_pages import AXE

pytestmark = pytest.mark.e2e

HOSPITAL, FIRE, REFUNDS = "scenarios/founder-in-hospital", "scenarios/stockroom-fire", "serve/refunds"
HOSTILE = '<img src=x onerror="window.owned = 1"><script>owned = 1</script> {{7*7}} \'"> called, ref 123'
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d")
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"


def go(page: Page, visit: Visit, path: str) -> None:
    page.goto(f"{visit.root}{path}.html")


def start(page: Page, visit: Visit, scenario: str) -> None:
    go(page, visit, scenario)
    page.get_by_role("button", name="start an incident").click()
    expect(page.get_by_role("complementary", name="Incident")).to_be_visible()


def note(page: Page, text: str) -> None:
    page.get_by_role("button", name="Add a note").click()
    page.get_by_role("dialog", name="Add a note").get_by_label("What happened, or what was decided?").fill(
        text
    )
    page.get_by_role("dialog", name="Add a note").get_by_role("button", name="Add to the log").click()
    expect(page.get_by_role("dialog", name="Add a note").get_by_role("status")).to_contain_text("Added")
    page.get_by_role("dialog", name="Add a note").get_by_role("button", name="Close").click()


def entries(page: Page) -> list[str]:
    expect(page.locator(".ol-log__entries > li")).not_to_have_count(0)
    return page.locator(".ol-log__entries > li div > :first-child").all_inner_texts()


def load(page: Page, content: str | Path) -> None:
    """Give the page a file, or what stands in one."""
    file: Path | FilePayload = (
        FilePayload(name="incident-x.json", mimeType="application/json", buffer=content.encode())
        if isinstance(content, str)
        else content
    )
    page.get_by_label("Load a log that was saved").set_input_files(file)


def save(page: Page) -> Any:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save to a file").click()
    assert re.fullmatch(r"incident-\d{4}-\d\d-\d\d-\w{6}\.json", waiting.value.suggested_filename)
    return json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))


def inner(page: Page) -> Locator:
    """The boxes inside the first step of the scenario, which is a procedure."""
    return page.locator(".ol-step").first.locator(".ol-in .ol-step__box")


def said(page: Page, words: str) -> None:
    expect(page.locator(".ol-log__said")).to_contain_text(words)


def test_an_incident_from_its_start_to_another_browser_and_to_paper(
    visit: Visit, page: Page, context: BrowserContext, browser: Browser, tmp_path: Path
) -> None:
    # A tick without an incident, as on any day.
    go(page, visit, REFUNDS)
    usual, other = page.locator(".ol-step__box").nth(0), page.locator(".ol-step__box").nth(1)
    usual.check()
    expect(page.locator(".ol-incident")).to_have_count(0)

    # It starts with empty boxes of its own.
    start(page, visit, HOSPITAL)
    expect(page.locator(".ol-incident")).to_contain_text("Next: Call everyone")
    go(page, visit, REFUNDS)
    expect(usual).not_to_be_checked()
    usual.check()
    other.check()
    other.uncheck()
    note(page, HOSTILE)

    # A second one has its own boxes, and the reader says which is in front; another tab follows.
    start(page, visit, FIRE)
    go(page, visit, REFUNDS)
    expect(usual).not_to_be_checked()
    other.check()
    tab = context.new_page()
    go(tab, visit, REFUNDS)
    expect(tab.locator(".ol-step__box").nth(1)).to_be_checked()
    page.get_by_label("Incident in front").select_option(label="The founder is in hospital")
    expect(usual).to_be_checked()
    expect(other).not_to_be_checked()
    expect(tab.locator(".ol-step__box").nth(0)).to_be_checked()
    expect(tab.locator(".ol-step__box").nth(1)).not_to_be_checked()
    tab.close()

    # Pages written by hand and the first page know of it; the log has what was done, as text.
    go(page, visit, "about-this-example")
    expect(page.locator(".ol-incident")).to_be_visible()
    go(page, visit, "index")
    page.locator("[data-ol-running]").get_by_role("link", name="open the log").first.click()
    expect(page.locator("h1")).to_contain_text("Incident log")
    step = re.sub(r"^Done: ", "", entries(page)[1])
    assert entries(page)[0] == "Incident started"
    assert [text.split(": ")[0] for text in entries(page)[1:4]] == ["Done", "Done", "Tick taken back"]
    assert entries(page)[4] == HOSTILE
    assert page.evaluate("window.owned") is None
    page.get_by_label("Who leads").fill("Maya Reyes")
    page.get_by_label("Who leads").press("Enter")
    page.get_by_label("Who was informed").fill("the insurer")
    page.get_by_label("Who was informed").press("Enter")
    expect(page.locator(".ol-facts")).to_contain_text("Maya Reyes")
    page.get_by_role("button", name="Strike through").click()
    expect(page.locator("s")).to_have_text(HOSTILE)

    # The file: times with their offset, and the same log elsewhere, however often it is loaded.
    saved = save(page)
    assert all(ISO.fullmatch(one["at"]) for one in saved["incident"]["entries"])
    assert saved["incident"]["entries"][1]["text"] == step
    before = entries(page)
    large = tmp_path / "large.json"
    large.write_text(json.dumps(saved | {"padding": "x" * 8_000_001}), encoding="utf-8")
    with browser.new_context(offline=visit.name == "stick") as elsewhere:
        far = elsewhere.new_page()
        go(far, visit, "incident-log")
        for broken, words in (
            ("not json", "not an incident log"),
            ('{"tables": []}', "not an incident log"),
            (json.dumps(saved | {"format": 4}), "newer copy"),
            (json.dumps(saved | {"incident": {"id": "x"}}), "damaged"),
            (json.dumps(saved).replace('"kind": "note"', '"kind": "evil"'), "damaged"),
            (json.dumps(saved).replace(HOSPITAL, "javascript:alert(1)//"), "damaged"),
            (large, "too large"),
        ):
            load(far, broken)
            said(far, words)
            expect(far.get_by_text("Nobody has started an incident in this browser")).to_be_visible()
        load(far, json.dumps(saved))
        said(far, "loaded")
        assert entries(far) == before
        assert far.evaluate("window.owned") is None
        kept = far.evaluate("JSON.stringify({...localStorage})")
        load(far, json.dumps(saved))
        said(far, "Nothing was changed")
        assert far.evaluate("JSON.stringify({...localStorage})") == kept
        go(far, visit, REFUNDS)
        expect(far.locator(".ol-step__box").nth(0)).to_be_checked()
        note(far, "From the other device")
        go(far, visit, "incident-log")
        theirs = save(far)
    note(page, "Meanwhile here")
    load(page, json.dumps(theirs))
    said(page, "1 entry was loaded")
    assert entries(page) == [*before, "From the other device", "Meanwhile here"]

    # On paper: the report, no menus, no forms.
    page.emulate_media(media="print")
    for part in (
        ".md-header",
        ".ol-incident",
        ".ol-log__form >> nth=0",
        ".ol-btns >> nth=0",
        "#where-it-lies",
    ):
        expect(page.locator(part)).to_be_hidden()
    for heading in (
        "The founder is in hospital",
        "What happened, in order",
        "Steps of the scenario",
        "Hand back",
    ):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.locator(".ol-age")).to_be_visible()
    expect(page.locator(".ol-log__steps li").first).to_be_visible()
    assert page.locator(".ol-log__line").count() > 2
    page.emulate_media(media="screen")

    # It ends, is opened again and is deleted; then the boxes are those of any day again.
    page.get_by_role("button", name="End this incident").click()
    expect(page.locator(".ol-facts")).to_contain_text("Ended")
    expect(page.locator(".ol-incident")).to_contain_text("Fire or water")
    page.get_by_role("button", name="Open this incident again").click()
    expect(page.locator(".ol-facts")).to_contain_text("Running for")
    page.once("dialog", lambda asked: asked.dismiss())
    page.get_by_role("button", name="Delete this log").click()
    expect(page.locator(".ol-log__title")).to_have_text("The founder is in hospital")
    for title in ("Fire or water in the stockroom", None):
        page.once("dialog", lambda asked: asked.accept())
        page.get_by_role("button", name="Delete this log").click()
        said(page, "deleted")
        if title:
            expect(page.locator(".ol-log__title")).to_have_text(title)
    expect(page.locator(".ol-incident")).to_be_hidden()
    go(page, visit, REFUNDS)
    expect(usual).to_be_checked()
    expect(other).not_to_be_checked()


@hosted_only
def test_a_procedure_is_done_when_two_devices_have_done_its_steps_between_them(
    visit: Visit, page: Page, browser: Browser
) -> None:
    """Neither log holds a tick of the whole, so the two together cannot contradict each other."""
    start(page, visit, HOSPITAL)
    whole, beside = page.locator(".ol-step__box").first, page.locator(".ol-step__time").first
    progress = page.locator(".ol-progress [role=status]").first
    assert inner(page).count() == 5
    whole.click()
    expect(whole).not_to_be_checked()
    expect(beside).to_have_text("Not done yet. 5 of 5 steps inside are still open.")
    for number in (0, 1):
        inner(page).nth(number).check()
    expect(beside).to_have_text("2 of 5 steps inside are done")
    expect(progress).to_contain_text("0 of 3 steps are done.")
    expect(page.locator(".ol-incident")).to_contain_text("Next: Call everyone (2 of 5 steps inside are done)")
    go(page, visit, "incident-log")
    ours = save(page)
    with browser.new_context(offline=visit.name == "stick") as elsewhere:
        far = elsewhere.new_page()
        go(far, visit, "incident-log")
        load(far, json.dumps(ours))
        said(far, "loaded")
        go(far, visit, HOSPITAL)
        inner(far).nth(0).uncheck()
        for number in (0, 2, 3, 4):
            inner(far).nth(number).check()
        expect(far.locator(".ol-step__box").first).to_be_checked()
        go(far, visit, "incident-log")
        theirs = save(far)
    go(page, visit, HOSPITAL)
    inner(page).nth(1).uncheck()
    go(page, visit, "incident-log")
    load(page, json.dumps(theirs))
    said(page, "entries were loaded")
    open_steps = page.locator("h3", has_text="Steps of the scenario that are open").locator("+ ul > li")
    expect(open_steps.first).to_contain_text("Call everyone")
    expect(open_steps.first).to_contain_text("4 of 5 steps inside are done")
    go(page, visit, HOSPITAL)
    inner(page).nth(1).check()
    expect(whole).to_be_checked()
    expect(progress).to_contain_text("1 of 3 steps are done.")
    expect(page.locator(".ol-incident")).not_to_contain_text("Call everyone")
    go(page, visit, "incident-log")
    done = page.locator("h3", has_text="Steps that are done").locator("+ ul > li")
    expect(done).to_have_count(1)
    expect(done).to_contain_text(re.compile(r"Call everyone.*done \w{3} \d+ \w{3}, \d\d:\d\d"))
    assert not [text for text in entries(page) if "Call everyone" in text]
    broken: tuple[Any, ...] = ({"all": []}, {"none": 1}, "a b", [])
    for waits in broken:
        load(page, json.dumps(theirs))
        said(page, "Nothing was changed")
        changed = json.loads(json.dumps(theirs))
        changed["incident"]["steps"][0]["waits"] = waits
        load(page, json.dumps(changed))
        said(page, "damaged")


@light_only
def test_a_log_with_a_number_beyond_all_takes_further_notes(visit: Visit, page: Page) -> None:
    start(page, visit, HOSPITAL)
    note(page, "First")
    go(page, visit, "incident-log")
    log = save(page)
    log["incident"]["entries"][-1] |= {"id": "far", "n": 999_999_999}
    load(page, json.dumps(log))
    said(page, "loaded")
    for words in ("Second", "Third"):
        note(page, words)
        page.reload()
    assert entries(page)[-2:] == ["Second", "Third"]


@light_only
def test_a_copy_names_the_variant_whose_days_it_does_not_know(visit: Visit, page: Page) -> None:
    go(page, visit, FIRE)
    page.get_by_text("It began on another day").click()
    page.get_by_label("What fits best").select_option(label="A burglary")
    expect(page.locator("[data-ol-today]")).to_contain_text("does not know what follows if it began on")
    expect(page.locator("[data-ol-today]")).to_contain_text("(A burglary). The dates on this page are right")


@light_only
@pytest.mark.parametrize(("zone", "says"), [("America/New_York", True), ("Europe/Brussels", False)])
def test_a_log_is_in_the_time_of_the_business_and_says_so_elsewhere(
    zone: str, says: bool, visit: Visit, browser: Browser
) -> None:
    with browser.new_context(locale="en-US", timezone_id=zone) as context:
        page = context.new_page()
        page.clock.set_fixed_time("2026-11-24T23:41:05Z")
        start(page, visit, HOSPITAL)
        inner(page).first.check()
        time = "00:41 (Brussels time)" if says else "00:41"
        expect(page.locator(".ol-incident")).to_contain_text(f"since {time}")
        expect(inner(page).first.locator("xpath=..").locator(".ol-step__time")).to_have_text(f"Done {time}")
        go(page, visit, "incident-log")
        assert page.locator(".ol-log__entries time").all_inner_texts() == ["Wed 25 Nov, 00:41"] * 2
        assert (page.get_by_text("These are the times in Brussels").count() == 1) == says
        go(page, visit, "about-this-example")
        expect(page.locator(".ol-incident")).to_contain_text(f"since {time}")


def test_it_has_the_name_of_its_page_after_a_search_and_what_is_said_stays_in_sight(
    visit: Visit, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    go(page, visit, HOSPITAL)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("geld terug")
    found = page.locator(".md-search-result__item").filter(has_text="Refund customers").first
    expect(found).to_be_visible()
    expect(found).not_to_contain_text("Print this page")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="start an incident").click()
    expect(page.locator(".ol-incident")).to_contain_text("The founder is in hospital")
    go(page, visit, "incident-log")
    save(page)
    said(page, "Saved to a file")
    expect(page.locator(".ol-log__said")).to_be_in_viewport(ratio=1)


@hosted_only
def test_keyboard_alone_gets_from_the_start_to_a_note(visit: Visit, page: Page) -> None:
    go(page, visit, HOSPITAL)

    def tab_to(name: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == name:
                return
        raise AssertionError(f"no key leads to {name}")

    tab_to("This is happening: start an incident")
    page.keyboard.press("Enter")
    go(page, visit, REFUNDS)
    tab_to("Add a note")
    page.keyboard.press("Enter")
    page.keyboard.type("By key")
    tab_to("Add to the log")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    tab_to("Open the log")
    page.keyboard.press("Enter")
    expect(page.locator(".ol-log__entries")).to_contain_text("By key")


@hosted_only
@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_axe_finds_nothing_while_one_runs(scheme: Any, width: int, visit: Visit, page: Page) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 780})

    def look() -> None:
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_function(
            """() => scrollY === 0 && (innerWidth < 1220 || !document.querySelector('.md-tabs[hidden]'))
                     && document.getAnimations().every(one => one.playState !== 'running')"""
        )
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(one["id"], [node["html"][:140] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    go(page, visit, "incident-log")
    look()
    start(page, visit, FIRE)
    start(page, visit, HOSPITAL)
    page.locator(".ol-in .ol-step__box").first.check()
    page.locator(".ol-step__box").first.click()
    note(page, "Called")
    look()
    foot, bar = page.locator(".md-footer"), page.locator(".ol-incident")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    ends, begins = foot.bounding_box(), bar.bounding_box()
    assert ends
    assert begins
    assert ends["y"] + ends["height"] <= begins["y"] + 1, "the bar covers nothing at the end of the page"
    page.get_by_role("button", name="Add a note").click()
    look()
    page.keyboard.press("Escape")
    go(page, visit, "incident-log")
    look()


@hosted_only
def test_a_browser_that_keeps_nothing_says_so(visit: Visit, context: BrowserContext) -> None:
    page = context.new_page()  # the theme complains in the console
    page.add_init_script(BLOCKED)
    start(page, visit, HOSPITAL)
    expect(page.locator(".ol-incident")).to_contain_text("This browser keeps nothing. Print")
    for box in inner(page).all():
        box.check()
    expect(page.locator(".ol-step__box").first).to_be_checked()
    expect(page.locator(".ol-incident")).not_to_contain_text("Next: Call everyone")


def test_what_is_filled_in_is_of_the_incident_and_what_is_of_one_case_does_not_stay_for_the_next(
    visit: Visit, page: Page
) -> None:
    start(page, visit, HOSPITAL)
    go(page, visit, REFUNDS)
    steps = page.locator(".ol-fill")
    step = page.locator(".ol-step").first
    steps.get_by_label("Order number").fill("FF-10482")
    steps.get_by_label("Amount").fill("€34")
    steps.get_by_label("Amount").press("Tab")
    expect(step.locator(".ol-step__do")).to_contain_text("open the order FF-10482")
    expect(step.locator("xpath=..")).to_contain_text("The amount on the button is €34")
    expect(steps.locator("[data-ol-case]")).to_have_text(
        re.compile(r"Filled in for: Order number FF-10482; Amount €34\.\s*Next case")
    )

    # Its messages show the same words, on this page and on others, after the page is left.
    card = page.locator("#message-refund-done")
    page.reload()
    card.locator("xpath=ancestor::details").locator("summary").click()
    card.get_by_label("Your first name").fill("Ilse")
    expect(card).to_contain_text("FF-10482")
    card.get_by_role("button", name="Copy the text").click()
    expect(card.locator("[data-ol-case]")).to_contain_text("You have used these words already")
    go(page, visit, "serve/messages")
    page.reload()
    expect(page.locator("#message-refund-done [data-ol-case]")).to_contain_text(
        "Order number FF-10482; Amount €34. You have used these words already"
    )

    # The next order begins where its number is typed: the amount of the one before is gone, the name stays.
    go(page, visit, REFUNDS)
    steps.get_by_label("Order number").fill("FF-2")
    steps.get_by_label("Order number").press("Tab")
    expect(steps.get_by_label("Amount")).to_have_value("")
    expect(steps.locator("[data-ol-case]")).to_contain_text("Filled in for: Order number FF-2.")
    steps.get_by_role("button", name="Next case").click()
    expect(step.locator(".ol-blank")).to_have_text("order number")
    expect(steps.locator("[data-ol-case]")).to_be_hidden()
    card.locator("xpath=ancestor::details").locator("summary").click()
    expect(card.get_by_label("Your first name")).to_have_value("Ilse")

    # Another incident has words of its own, and the form of the log empties a case, too.
    steps.get_by_label("Order number").fill("FF-3")  # and the page is left in the middle of it
    start(page, visit, FIRE)
    go(page, visit, REFUNDS)
    expect(step.locator(".ol-blank")).to_have_text("order number")
    page.get_by_label("Incident in front").select_option(label="The founder is in hospital")
    expect(step.locator(".ol-blank")).to_have_text("FF-3")
    go(page, visit, "incident-log")
    page.get_by_text("Fill in once for all steps and messages").click()
    expect(page.get_by_label("Order number")).to_have_value("FF-3")
    page.get_by_role("button", name="Next case").click()
    expect(page.get_by_label("Order number")).to_have_value("")
    expect(page.locator("input[name=signature]")).to_have_value("Ilse")
