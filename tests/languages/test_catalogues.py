"""Sentences live in catalogues: whole, in every language, with plurals, dates and amounts of the reader."""

import ast
import json
import pickle
import re
from copy import deepcopy
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from click.testing import CliRunner
from outlast import words
from outlast.build import LANGUAGE, language_of
from outlast.checks import RULES
from outlast.cli.languages import languages as author
from outlast.languages import (
    ENGLISH,
    Language,
    Sentence,
    counted,
    extraction,
    known,
    later,
    say,
    say_as,
    say_count,
    speaker,
    speaking,
    told,
)
from outlast.languages.extraction import missing, updated
from outlast.languages.language import catalogue, is_draft
from outlast.languages.scripts import speech
from outlast.model.recurrence import Recurrence

from tests.builders import make_plan
from tests.host.running import ROOT
from tests.languages.pseudo import pseudo
from tests.shared import messages

PACKAGE = ROOT / "generator" / "outlast"
SAYING = {"say", "say_as", "say_count", "mark", "Sentence", "counted"}
POLISH = Language(
    "pl",
    Locale.parse("pl"),
    (
        read_po(
            BytesIO(
                """
msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

#: templates/assets/x.js
msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} dzień"
msgstr[1] "{count} dni"
msgstr[2] "{count} dni"

#: templates/assets/x.js
msgid "{count} step"
msgid_plural "{count} steps"
msgstr[0] "{count} krok"
msgstr[1] "{count} kroki"
msgstr[2] "{count} kroków"

msgctxt "what one does with a page"
msgid "Open"
msgstr "Otwórz"

msgid "Open"
msgstr "Otwarte"

msgid "Ask {person} by {day}."
msgstr "Do {day}: zapytaj {person}."
""".encode()
            ),
            locale="pl",
        ),
    ),
)


def test_a_sentence_is_said_in_the_language_that_is_spoken_with_its_values_in_their_places() -> None:
    assert say("Ask {person} by {day}.", person="Ilse", day="Friday") == "Ask Ilse by Friday."
    with speaking(POLISH):
        assert say("Ask {person} by {day}.", person="Ilse", day="piątku") == "Do piątku: zapytaj Ilse."
        assert say("Nobody has translated this.") == "Nobody has translated this."
        assert say("") == "", "and not the head of the catalogue"
    assert say("Ask {person} by {day}.", person="{sam}", day="Friday") == "Ask {sam} by Friday."


def test_an_abbreviation_at_the_end_of_a_sentence_lends_its_full_stop() -> None:
    assert say("Ask {person} by {day}.", person="Ilse", day="12 déc.") == "Ask Ilse by 12 déc."
    assert say("{day}: ask {person}.", person="Ilse", day="12 déc.") == "12 déc.: ask Ilse."


def test_a_word_with_two_meanings_has_two_translations() -> None:
    with speaking(POLISH):
        assert (say("Open"), say_as("what one does with a page", "Open")) == ("Otwarte", "Otwórz")


@pytest.mark.parametrize(("number", "said"), [(1, "1 dzień"), (3, "3 dni"), (12000, "12\xa0000 dni")])
def test_a_number_takes_the_form_of_its_language(number: int, said: str) -> None:
    with speaking(POLISH):
        assert say_count("{count} day", "{count} days", number) == said


@pytest.mark.parametrize(
    ("code", "country", "moment", "day", "amount"),
    [
        ("en", "US", "Thursday, December 3 5:30 PM", "Thursday, December 3, 2026", "$1,200.50"),
        ("en", "GB", "Thursday 3 December 17:30", "Thursday 3 December 2026", "US$1,200.50"),
        # English is no language of Belgium, nor Portuguese of the Netherlands: they are written as at home.
        ("en", "BE", "Thursday 3 December 17:30", "Thursday 3 December 2026", "US$1,200.50"),
        (
            "pt",
            "NL",
            "3 de dezembro (quinta-feira), 17:30",
            "3 de dezembro de 2026 (quinta-feira)",
            "1 200,50 US$",
        ),
        (
            "pt",
            "PT",
            "3 de dezembro (quinta-feira), 17:30",
            "3 de dezembro de 2026 (quinta-feira)",
            "1 200,50 US$",
        ),
        (
            "pt",
            "BR",
            "3 de dezembro (quinta-feira), 17:30",
            "3 de dezembro de 2026 (quinta-feira)",
            "US$ 1.200,50",
        ),
    ],
)
def test_dates_amounts_and_times_follow_the_country_of_the_business(
    code: str, country: str, moment: str, day: str, amount: str
) -> None:
    at = datetime(2026, 12, 3, 17, 30)  # noqa: DTZ001
    language = speaker(code, country)
    assert language
    with speaking(language):
        assert words.when(at, at.date()) == moment
        assert words.day(at.date()) == day
        assert words.amount(Decimal("1200.5"), "USD").replace("\xa0", " ") == amount


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("every month on the last working day", "every month on the last working day"),
        ("every quarter on 20", "on day 20 of January, April, July, and October"),
        ("every 2 weeks on friday from 2026-01-09", "every 2 weeks on Friday, from Friday, January 9, 2026"),
        ("every year on 03-31", "every year on March 31"),
    ],
)
def test_a_rhythm_is_said_in_the_words_of_the_reader(plan: str, said: str) -> None:
    american = speaker("en", "US")
    assert american
    with speaking(american):
        assert words.due(Recurrence.parse(plan)) == said


def test_a_copy_is_in_the_first_language_of_the_business_that_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(LANGUAGE, raising=False)
    business = make_plan(
        "business: {format: 1, name: F, timezone: UTC, currency: USD, languages: [zh, en-US, en]}\n"
        "people: {sam: {name: Sam, role: Owner}}\n"
    ).business
    assert language_of(business).code == "en-US"
    assert language_of(business, "en").code == "en"
    monkeypatch.setenv(LANGUAGE, "en")
    assert language_of(business).code == "en"


def test_nobody_gets_a_draft_or_an_unknown_language_unasked() -> None:
    assert speaker("tlh") is None
    assert all(speaker(name.partition("_")[0]) for name in known())


def test_every_message_is_a_literal_so_that_it_gets_into_the_catalogues() -> None:
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "outlast.languages"
            for name in node.names
        }
        hidden = {
            id(node) for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for node in ast.walk(text)
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            name = node.func.id
            if name in SAYING & imported:
                wanted = node.args[:2] if name in ("say_count", "say_as", "counted") else node.args[:1]
                literal = all(isinstance(arg, ast.Constant) for arg in wanted)
                table = isinstance(wanted[0], ast.Call) and ast.unparse(wanted[0].func).endswith(".get")
                constant = table or isinstance(wanted[0], ast.Name | ast.Subscript | ast.Attribute)
                constant = constant and name in ("say", "Sentence")
                # Babel reads no calls inside an f-string before Python 3.12.
                if not (literal or constant) or (not constant and id(node) in hidden):
                    found.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_a_sentence_is_said_later_with_all_that_it_quotes() -> None:
    days = counted("{count} day", "{count} days", 3)
    said = Sentence("Ask {person} by {day}.", person="Ilse", day=days)
    assert said == str(said) == "Ask Ilse by 3 days."
    for each in (said, pickle.loads(pickle.dumps(said))):
        with speaking(POLISH):
            assert told(each) == "Do 3 dni: zapytaj Ilse."
    with speaking(POLISH):
        assert Sentence("Nobody has translated {this}.", this="x") == "Nobody has translated x."
        assert told(later(words.some, ("a", "b"))) == "a i b"
        assert told("What is no sentence") == "What is no sentence"


def test_a_secret_that_a_sentence_quotes_is_left_out_in_every_language() -> None:
    inner = Sentence("Ask {person} by {day}.", person="hunter22", day="Friday")
    for each in (inner, later(words.some, ("hunter22", "b")), Sentence("hunter22")):
        hidden = each.without("hunter22", "(not shown)")
        assert hidden == str(each).replace("hunter22", "(not shown)")
        with speaking(POLISH):
            assert "hunter22" not in told(hidden)
    with speaking(POLISH):
        assert told(inner.without("hunter22", "?")) == "Do Friday: zapytaj ?."


def test_nothing_is_said_to_be_the_same_in_every_language() -> None:
    """What is no sentence of ours is a value of one: for a message mypy takes nothing else."""
    files = [file for file in PACKAGE.rglob("*.py") if "languages" not in file.parts]
    assert [file for file in files if "languages.sentence" in file.read_text(encoding="utf-8")] == []


def test_every_message_of_a_script_or_a_template_is_found() -> None:
    """Babel reads neither a call among the arguments of another one, nor one after a regular expression."""
    known = {
        id for message in messages() for id in ([message.id] if isinstance(message.id, str) else message.id)
    }
    found = {
        (file.name, text)
        for kind in ("*.js", "*.j2")
        for file in PACKAGE.rglob(kind)
        for text in re.findall(r'\bsay(?:Count)?\("([^"\\]+)"', file.read_text(encoding="utf-8"))
    }
    assert len(found) > 100
    assert {each for each in found if each[1] not in known} == set()


def test_every_word_that_explains_a_rule_is_a_message() -> None:
    texts = {
        text for rule in RULES.values() for text in (rule.title, rule.why, rule.change, rule.false_alarm)
    }
    assert texts - {message.id for message in messages()} == set()


def test_catalogues_are_up_to_date_and_keep_the_names_of_their_messages() -> None:
    done = CliRunner().invoke(author, ["--check"])
    assert (done.exit_code, done.output) == (0, ""), done.output


def test_a_new_sentence_needs_one_language_and_one_that_goes_is_missed_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A draft may lack it, so that whoever adds a sentence changes no file that they cannot read."""
    added, taken = deepcopy(messages()), deepcopy(messages())
    added.add("Ask {person} where to park.", locations=[("pages/entries.py", 7)])
    taken.delete("Who has keys")
    told = {}
    for change, made in (("added", added), ("taken", taken)):
        monkeypatch.setattr(extraction, "messages", lambda made=made: made)
        told[change] = CliRunner().invoke(author, ["--check"]).output.splitlines()
    assert told["added"] == [
        "nl is not up to date: outlast languages --write nl",
        "pages/entries.py:7: no nl for: Ask {person} where to park.",
    ]
    drafts = [name for name in known() if name != "en" and is_draft(catalogue(name))]
    assert drafts
    assert told["taken"] == [
        "nl is not up to date: outlast languages --write nl",
        *(f"{name}: nothing says this any more: Who has keys" for name in drafts),
    ]


def test_a_catalogue_that_lacks_a_sentence_says_where_the_program_says_it() -> None:
    wanted = messages()
    old = b'msgid ""\nmsgstr ""\n"Language: nl\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    new = updated(old, wanted, "nl")
    assert updated(new, wanted, "nl") == new, "the same messages give the same bytes"
    lacking = list(missing(read_po(BytesIO(new), locale="nl"), wanted))
    assert len(lacking) == len([each for each in wanted if each.id])
    file, line, english = lacking[0]
    assert english.split("{")[0] in " ".join((PACKAGE / file).read_text(encoding="utf-8").split())
    assert line > 0


def test_scripts_get_their_own_messages_and_the_plurals_of_the_language() -> None:
    assert speech(ENGLISH) == ""
    script = speech(POLISH)
    data = json.loads(script.partition(" = ")[2].partition(";\n")[0])
    assert data["words"] == {
        "{count} day": ["{count} dzień", "{count} dni", "{count} dni"],
        "{count} step": ["{count} krok", "{count} kroki", "{count} kroków"],
    }
    assert "return Number((n==1 ? 0" in script
    assert "<" not in json.dumps(data)


def test_a_pseudo_language_changes_all_but_the_values() -> None:
    with speaking(pseudo()):
        said = say("Deadline: {day}.", day="Friday")
    assert said.endswith(": Friday.")
    assert not re.search("[a-z]", said.removesuffix("Friday."))
