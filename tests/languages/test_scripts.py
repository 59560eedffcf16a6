"""What scripts of a page say, and how they write days, in another language than English."""

import json

from outlast.languages import ENGLISH, speaking
from outlast.languages.scripts import speech
from outlast.render import SEARCH, own_assets

from tests.languages.pseudo import pseudo


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
