"""What pages say on other days, as data for a script."""

import json
from datetime import date, timedelta

import pytest
from outlast import words
from outlast.render.layers import Encoded, decoded, encoded, joined
from outlast.site import DrawnLayer
from playwright.sync_api import Browser

DAYS = tuple(date(2026, 11, 15) + timedelta(days=number) for number in range(120))
"""They reach over the end of a year, and every month has one of another length."""


def said(day: date) -> tuple[str, ...]:
    """Lines of a section: what moves with the day, what stays, and what only looks like a date."""
    later = day + timedelta(days=3)
    return (
        f"<li>{words.day(day)}, {words.near_day(later, day)}</li>",
        f'<li data-ol-day="{day}"><b>Day 3</b> <span>{words.brief_day(later)}</span>, (day 12)</li>',
        f"<li>by {words.brief_day(date(2027, 1, 4), year=True)}</li>",
        "<li>Sunday 30 February, Mon 99 Dec, Sat 1 Jan 2027, 2026-13-01, day 007, May</li>",
        '<li>\x7fa \\ " \u2028</li>',
    )


MOMENTS = {day.isoformat(): {"one": said(day), "two": (f"<p>{words.day(day)}</p>",)} for day in DAYS}


def read(file: bytes) -> Encoded:
    layer: Encoded = json.loads(file.decode().split("\n")[1])
    return layer


def test_every_moment_is_read_as_it_was_written() -> None:
    layer = read(encoded(DrawnLayer("x", "x", MOMENTS)))
    for key, told in MOMENTS.items():
        for id, lines in told.items():
            assert decoded(layer, key, id) == "\n".join(lines).replace("\x7f", "&#127;")


def test_days_share_their_lines() -> None:
    layer = read(encoded(DrawnLayer("x", "x", MOMENTS)))
    assert len(layer["patterns"]) < 12
    assert len(layer["lines"]) < 20


def test_weeks_hold_each_line_once() -> None:
    weeks = [
        (DrawnLayer("x", "x", {day: {"one": ("".join(("<p>", "same")),)}}),) for day in list(MOMENTS)[:2]
    ]
    (layer,) = joined(weeks)
    one, two = (told["one"][0] for told in layer.moments.values())
    assert one is two


@pytest.mark.e2e
def test_the_script_reads_what_was_written(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<!doctype html><article></article>")
    for name in ("base", "days"):
        page.add_script_tag(path=f"generator/outlast/templates/assets/{name}.js")
    page.add_script_tag(content=encoded(DrawnLayer("x", "x", MOMENTS)).decode())
    found = page.evaluate(
        """(keys) => new Promise((done) => outlast.layers.load("x", done)).then((layer) => keys.map((key) =>
            ["one", "two"].map((id) => outlast.layers.html(layer, id, key))))""",
        list(MOMENTS),
    )
    for (key, told), shown in zip(MOMENTS.items(), found, strict=True):
        assert shown == ["\n".join(lines).replace("\x7f", "&#127;") for lines in told.values()], key
    page.close()
