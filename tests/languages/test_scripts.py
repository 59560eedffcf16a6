"""What scripts of a page say, and how they write days, in another language than English."""

import json
from pathlib import Path

import pytest
from outlast.languages import ENGLISH, speaking
from outlast.languages.scripts import speech
from outlast.render import SEARCH, own_assets
from playwright.sync_api import Browser

from tests.languages.pseudo import pseudo
from tests.languages.test_catalogues import PACKAGE, POLISH

SCRIPTS = ("templates/assets/base.js", "envelope/page/envelope.js")


def test_scripts_get_the_words_and_the_names_of_days_of_a_language() -> None:
    told = json.loads(speech(pseudo(locale="nl")).split(" = ", 1)[1].split(";\n", 1)[0])
    assert (told["days"][0], told["brief"]["days"][0], told["brief"]["months"][2]) == ("maandag", "ma", "mrt")
    assert told["words"]["Open the log"] == ["Óþéń ţĥé ĺóǵ"]
    assert {"HH:mm", "EEE d MMM", "EEE d MMM y"} <= told["words"].keys()
    assert speech(ENGLISH) == ""


def test_the_search_knows_how_a_language_says_other_names() -> None:
    with speaking(pseudo()):
        script = own_assets()[SEARCH].decode()
    assert script.startswith('var outlastAlsoCalled = "Áĺśó ')
    assert "{names}" in script.splitlines()[0]


@pytest.mark.e2e
def test_scripts_choose_among_three_plural_forms_and_say_the_rest_in_english(
    browser: Browser, tmp_path: Path
) -> None:
    scripts = [speech(POLISH), *((PACKAGE / each).read_text(encoding="utf-8") for each in SCRIPTS)]
    html = "<!doctype html>" + "".join(f"<script>{each}</script>" for each in scripts)
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    counted = "[1, 3, 5, 12, 22].map(n => outlast.sayCount('{count} %s', '{count} %ss', n))"
    steps, keys = (page.evaluate(counted.replace("%s", noun)) for noun in ("step", "key"))
    stops = page.evaluate(
        "[1, 0].map(n => outlast.say(n ? 'By {day}.' : '{day}: it ends', { day: '12 déc.' }))"
    )
    locked = page.evaluate("outlastEnvelope.amiss('a b c d e', 'a b c d e')")
    page.close()
    assert steps == ["1 krok", "3 kroki", "5 kroków", "12 kroków", "22 kroki"]
    assert keys == ["1 key", "3 keys", "5 keys", "12 keys", "22 keys"]
    assert stops == ["By 12 déc.", "12 déc.: it ends"]
    assert locked == "You typed 5 words. A phrase that Outlast made has six or more."


@pytest.mark.e2e
def test_a_long_label_leaves_room_for_the_day_on_a_phone(browser: Browser) -> None:
    style = (PACKAGE / "templates/assets/incident.css").read_text(encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 600})
    page.set_content(
        f"<!doctype html><style>{style}</style><div class='ol-happened'>"
        "<label>Quello che corrisponde meglio</label><input type='date'></div>"
    )
    wide = page.locator("input").evaluate("node => node.clientWidth / node.parentNode.clientWidth")
    page.close()
    assert wide > 0.5
