"""A drill in a browser, without a network: timed, stuck, reloaded, ended and saved."""

import json
from datetime import date
from pathlib import Path

import pytest
from outlast.cli.drill import html
from outlast.journal import read
from outlast.pages import drilling
from playwright.sync_api import Browser, expect

from tests.shared import example_plan

pytestmark = pytest.mark.e2e
HOSTILE = "<img src=x onerror='window.owned = 1'>"


def test_a_drill_from_its_beginning_to_its_log(browser: Browser, tmp_path: Path) -> None:
    plan = example_plan()
    thing = plan.functions["refunds"]
    file = tmp_path / "drill.html"
    page_of_drill = drilling.page(plan, thing, cold=True)
    file.write_text(html(plan, page_of_drill, thing, "cold", date(2026, 11, 22)), encoding="utf-8")
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(file.as_uri())

        # Nothing runs before somebody says who does it.
        boxes = page.locator(".ol-step__box:visible")
        expect(boxes.first).to_be_disabled()
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("status")).to_contain_text("First write who does it")
        page.get_by_label("Who does it?").fill("Joris Vandamme")
        page.get_by_role("button", name="Begin").click()

        boxes.nth(0).check()
        page.get_by_role("button", name="I am stuck here: Check the reason").click()
        page.get_by_role("textbox", name="What did you look for?").fill(HOSTILE)
        page.get_by_role("button", name="Write it down").first.click()
        boxes.nth(1).check()
        boxes.nth(1).uncheck()
        page.reload()
        expect(boxes.nth(0)).to_be_checked()
        expect(boxes.nth(1)).not_to_be_checked()

        page.get_by_label("How did it go?").select_option("worked in part")
        page.get_by_role("button", name="End the drill").click()
        expect(boxes.nth(0)).to_be_disabled()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save the log").click()
        assert waiting.value.suggested_filename.startswith("drill-refunds-")
        content = Path(waiting.value.path()).read_bytes()
        assert page.evaluate("window.owned") is None
        assert said == []

    log = read(content)
    assert log.drill is not None
    assert (log.drill.way, log.drill.of, log.drill.who) == ("cold", "refunds", "Joris Vandamme")
    assert [entry.kind for entry in log.entries] == [
        "start",
        "done",
        "stuck",
        "done",
        "undone",
        "result",
        "end",
    ]
    assert log.result == "worked in part"
    assert log.said("stuck")[0].text == HOSTILE
    assert log.said("stuck")[0].step == log.steps[1].id
    assert json.loads(content)["incident"]["entries"][0]["at"][-6] in "+-"
