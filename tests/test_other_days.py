"""What a copy shows on another day than its own is what a copy shows that is made on that day.

The small shop is compared for many days, as data. The example is compared in a browser whose clock is
set, for one day; `pytest tests/test_other_days.py --other-days 9` compares nine, spread over its window.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from outlast.analysis import Facts, analyse, other_days
from outlast.host.join import body
from outlast.model import Edition, Plan
from outlast.pages import compose, layers_of
from outlast.redact import redactor
from outlast.render import desk, draw, layer_file
from outlast.render.layers import Encoded, decoded
from outlast.site import BuildInfo, DrawnLayer, Site, Tree
from playwright.sync_api import Browser, Page

from tests.builders import make_plan
from tests.shared import example, example_plan
from tests.test_handbook import SHOP, START

VARIANT = """    variants:
      - {name: Longer, when: Nobody can name a day, lost: [{what: sam, for: 42d}]}
      - {name: Shorter, when: It is a broken arm}
"""
AWAY = "holidays: [{from: 2026-12-21, to: 2026-12-27}], may: {refund: 80 EUR}"
PLAN = SHOP.replace("may: {refund: 80 EUR}", AWAY) + VARIANT
LATER = tuple(START + timedelta(days=number) for number in (1, 6, 28, 34, 39, 40, 58, 90))
"""Over Christmas, when Maya is away, over the end of the year, and the last day."""


@cache
def small(long: bool = False) -> Plan:
    return make_plan(PLAN.replace("for: 21d", "for: 42d", 1) if long else PLAN)


@cache
def made_on(day: date, long: bool = False) -> Tree:
    """A copy of the small shop made on a day; `long` as if the variant were all that can happen."""
    return copy_of(small(long), analyse(small(long), day), BuildInfo(day, "1.2.3"))


def copy_of(
    plan: Plan, facts: Facts, info: BuildInfo, days: Iterable[date] = (), edition: Edition = Edition.FULL
) -> Tree:
    """A drawn copy that knows of some days beside its own; one that knows of none has the same places."""
    shown, known = redactor(plan, edition)
    site = compose(shown, known(facts), info, edition)
    moments = ((m, known(f)) for m, f in other_days(plan, facts, days))
    found = layers_of(shown, known(facts), info, edition, moments, site.assets)
    return draw(site, desk(site).draw(found) if found else places_in(site))


def places_in(site: Site) -> tuple[DrawnLayer, ...]:
    named = {section.layer: page.path for page in site.pages for section in page.sections if section.layer}
    return tuple(DrawnLayer(name, path, {}) for name, path in named.items())


def layer_in(tree: Tree, name: str) -> Encoded:
    read: Encoded = json.loads(tree.files[layer_file(name)].decode().split("\n")[1])
    return read


PLACE = re.compile(r'<div data-ol-layer="(.*?)" data-ol-section="(.*?)">\n(.*)\n</div>', re.DOTALL)


def places(tree: Tree) -> Iterator[tuple[str, str, str]]:
    """Each place of a drawn copy: the layer, the section, and what stands there, its icons by name only."""
    for page in tree.pages:
        for section in page.sections:
            if found := PLACE.fullmatch(section.html):
                yield found[1], found[2], without_shapes(found[3])


def without_shapes(html: str) -> str:
    """Which of several icons brings the shape depends on the rest of the page."""
    return re.sub(r"<symbol.*?</symbol>", "", html)


@pytest.mark.parametrize("edition", [Edition.FULL, Edition.TEAM])
def test_a_copy_knows_what_a_copy_of_a_later_day_says(edition: Edition) -> None:
    days = LATER if edition is Edition.FULL else LATER[3:4]
    facts = analyse(small(), START)
    copy = copy_of(small(), facts, BuildInfo(START, "1.2.3"), days, edition)
    compared = set()
    for day in days:
        later = copy_of(small(), analyse(small(), day), BuildInfo(day, "1.2.3"), (), edition)
        for name, section, html in places(later):
            told = decoded(layer_in(copy, name), day.isoformat(), section)
            assert without_shapes(told) == html, (day, name, section)
            compared.add((name, section))
    assert {("index", "waits"), ("index", "due"), ("scenarios/hospital", "days")} <= compared


def test_a_copy_knows_what_follows_from_a_variant_that_began_on_any_day() -> None:
    facts = analyse(small(), START)
    days = (START - timedelta(days=9), *LATER[2:8:2])
    copy = copy_of(small(), facts, BuildInfo(START, "1.2.3"), days)
    told = layer_in(copy, "scenarios/hospital")
    for day in days:
        for long, key in ((False, day.isoformat()), (True, f"{day.isoformat()}.1")):
            for name, section, html in places(made_on(day, long)):
                if name == "scenarios/hospital":
                    assert without_shapes(decoded(told, key, section)) == html, (key, section)
        assert f"{day.isoformat()}.2" not in told["moments"], "it loses what the scenario loses"
    assert min(days).isoformat() not in layer_in(copy, "index")["moments"], "nobody asks what was due then"


def test_a_public_copy_knows_of_no_other_day() -> None:
    tree = copy_of(small(), analyse(small(), START), BuildInfo(START, "1.2.3"), (), Edition.PUBLIC)
    assert list(places(tree)) == []


# In a browser.

SCRIPTS = ("base", "days", "incident")
SHOWN = """() => Array.from(document.querySelectorAll("[data-ol-layer]"), (part) => [
    part.dataset.olLayer,
    part.dataset.olSection,
    part.dataset.olShown || "",
    part.textContent.replace(/\\s+/g, " ").trim(),
    Array.from(part.querySelectorAll("a"), (to) => to.pathname.split("/").slice(-2).join("/") + to.hash),
    Array.from(part.querySelectorAll("use"), (icon) => !!document.querySelector(icon.getAttribute("href"))),
])"""
"""What stands in each place: the moment, words, where links lead, whether icons have a shape."""
TOLD = """() => Array.from(document.querySelectorAll("[data-ol-today]")).every((line) =>
    /^(Today|The clock)/.test(line.textContent))"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800}, timezone_id="Pacific/Auckland")
    yield context.new_page()
    context.close()


def write(tree: Tree, folder: Path) -> None:
    """The pages that say something else on another day, as files that need no server."""
    for path, content in tree.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    for each in tree.pages:
        if "data-ol-layer" in (html := body(each)):
            up = "../" * each.path.count("/")
            scripts = "".join(f'<script src="{up}assets/outlast/{name}.js"></script>' for name in SCRIPTS)
            file = folder / f"{each.path}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f'<!doctype html><meta charset="utf-8"><article>{html}</article>{scripts}')


def shown(page: Page, folder: Path, day: date) -> dict[tuple[str, str], tuple[Any, ...]]:
    """What stands in every place of a copy on a day, late in the evening of the business."""
    found = {}
    page.clock.set_fixed_time(f"{day.isoformat()}T22:30:00Z")
    for file in sorted(folder.rglob("*.html")):
        page.goto(file.as_uri())
        page.wait_for_function(TOLD)
        for name, section, key, *told in page.evaluate(SHOWN):
            words, links, icons = told
            found[name, section] = (words, links)
            assert all(icons), (name, section, day)
            assert key in ("", day.isoformat()), (name, section, key)
    return found


@pytest.mark.e2e
def test_the_example_opened_later_shows_what_a_copy_of_that_day_shows(
    page: Page, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    facts, plan, info = example().facts, example_plan(), example().info
    count = request.config.getoption("--other-days")
    days = [info.as_of + timedelta(days=28 + 62 * number // max(1, count - 1)) for number in range(count)]
    write(copy_of(plan, facts, info, days), tmp_path / "copy" / "site")
    for day in days:
        later = tmp_path / day.isoformat() / "site"
        write(copy_of(plan, analyse(plan, day), BuildInfo(day, info.version)), later)
        theirs = shown(page, later, day)
        ours = shown(page, tmp_path / "copy" / "site", day)
        assert ours.keys() == theirs.keys()
        differ = {place: (ours[place], told) for place, told in theirs.items() if ours[place] != told}
        assert not differ, day
        assert len(theirs) > 20
