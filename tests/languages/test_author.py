"""What only the author reads is in the language that they ask for: `check`, `explain`, errors of a build."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from outlast import build
from outlast.build import LANGUAGE
from outlast.cli import outlast
from outlast.host.mending import errors_page
from outlast.journal import Entry, Log, write

from tests.languages.pseudo import pseudo
from tests.languages.test_leftovers import english_in, of_the_plan_language, typed
from tests.test_cases import CASES

FAULTY = """business: {format: 1, name: Fern, timezone: Europe/Brussels, currency: EUR}
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya}
functions:
  refunds: {name: Refunds, by: smam, mtpd: 02/03}
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OUTLAST_CACHE", "")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "shop.yml").write_text(FAULTY, encoding="utf-8")
    return folder


def said(*words: str) -> str:
    return CliRunner().invoke(outlast, words).stdout


def test_check_says_in_dutch_what_is_wrong_and_what_to_do(plan: Path) -> None:
    assert said("check", "--language", "nl") == (
        'plan/shop.yml:4:3: fout[missing-key]: "maya" mist de sleutel `role`\n'
        "  4 |   maya: {name: Maya}\n"
        "    |   ^^^^\n"
        "  hulp: role: wat zij hier doen: `Support (part time)`  Meer: outlast explain missing-key\n"
        "\n"
        'plan/shop.yml:6:32: fout[unknown-reference]: "refunds" noemt onder `by` "smam", '
        "maar het plan definieert dat niet\n"
        "  6 |   refunds: {name: Refunds, by: smam, mtpd: 02/03}\n"
        "    |                                ^^^^\n"
        '  hulp: bedoelde je "sam" (plan/shop.yml:3)?  Meer: outlast explain unknown-reference\n'
        "  schrijf: refunds: {name: Refunds, by: sam, mtpd: 02/03}\n"
        "\n"
        'plan/shop.yml:6:44: fout[bad-duration]: "refunds" › mtpd: "02/03" is geen tijdsduur\n'
        "  6 |   refunds: {name: Refunds, by: smam, mtpd: 02/03}\n"
        "    |                                            ^^^^^\n"
        "  hulp: schrijf het zoals 30m, 4h, 3d, 2w, 1d 12h of 5 working days; "
        "de regel hieronder is een voorbeeld  Meer: outlast explain bad-duration\n"
        "  schrijf: refunds: {name: Refunds, by: smam, mtpd: 4h}\n"
        "\n"
        "3 fouten, geen waarschuwingen\n"
        "nu: plan/shop.yml:4: role: wat zij hier doen: `Support (part time)`\n"
    )


def test_it_is_english_unless_the_author_asks_and_always_for_programs(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan / "shop.yml").write_text(FAULTY.replace("EUR}", "EUR, languages: [nl]}"), encoding="utf-8")
    assert '"maya" lacks the key `role`' in said("check")
    monkeypatch.setenv(LANGUAGE, "nl")
    assert '"maya" mist de sleutel `role`' in said("check")
    assert '"maya" mist de sleutel `role`' in said("check", "--format", "github")
    assert json.loads(said("check", "--format", "json"))[0]["message"] == '"maya" lacks the key `role`'


def test_an_answer_that_is_kept_is_not_said_again_in_another_language(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTLAST_CACHE", str(tmp_path / "cache"))
    for _ in range(2):
        monkeypatch.delenv(LANGUAGE, raising=False)
        assert "3 errors" in said("check")
        assert "3 fouten" in said("check", "--language", "nl")


def test_a_rule_is_explained_in_the_language_of_the_author(monkeypatch: pytest.MonkeyPatch) -> None:
    text = said("explain", "doubted", "--language", "nl")
    assert "Iemand las een deel van het plan en vond dat het niet klopt." in text
    assert "Waarom het ertoe doet:" in text
    assert re.search(r"no-one +waarschuwing +Er staat niet wie", said("explain", "--language", "nl"))


def test_errors_of_a_build_are_shown_in_the_language_of_the_author(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = build.check(plan).diagnostics
    assert '<html lang="en">' in errors_page(errors)
    monkeypatch.setenv(LANGUAGE, "nl")
    page = errors_page(errors)
    assert '<html lang="nl">' in page
    assert "<h1>Het plan heeft 3 fouten</h1>" in page
    assert "&quot;maya&quot; mist de sleutel" in page


def test_no_english_is_left_in_what_check_writes(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "author", pseudo)
    folder = CASES / "all-rules" / "plan"
    lines = said("check", str(folder), "--date", "2026-11-22").splitlines()
    told = [line for line in lines if not re.match(r" +\d* \| ", line)]
    assert len(told) > 10
    known = typed(folder) | of_the_plan_language() | {"outlast", "explain", "todo"}
    found = {word: line for line in told for word in english_in(line) if word not in known}
    assert found == {}


DUTCH = """business: {format: 1, name: Varen, timezone: Europe/Brussels, currency: EUR, languages: [nl]}
people:
  sam: {name: Sam, role: Eigenaar, skills: [bank]}
  maya: {name: Maya, role: Helpdesk}
functions: {refunds: {name: Terugbetalen, by: sam, needs: [till], steps: [Druk op de knop.]}}
systems:
  till: {name: De kassa, access: [sam, {who: maya, confirmed: no}], backups: [{what: Alles, confirmed: no}]}
promises: {weeks: {name: Drie weken zonder Sam, when: {away: [sam], for: 21d}, keep: [refunds]}}
scenarios: {gone: {name: Sam is weg, signs: [Stilte.], lost: [sam]}}
"""


@pytest.mark.parametrize(
    ("typed", "dutch"),
    [
        (("rehearse", "sam"), "Oefening in inloggen: Sam"),
        (("fixes", "--letters", "letters"), "Wat helpt om de beloftes na te komen"),
        (("handback", "log.json"), "Overdracht: Sam is weg"),
        (("whatif", "--away", "sam"), "Sam is 21 dagen afwezig"),
        (("todo",), "Waarom: terwijl jij weg bent, stopt “Terugbetalen” meteen."),
        (("learn", "log.json", "--dry-run", "--by", "sam"), "Het gebeurde: Sam is weg"),
    ],
)
def test_what_is_made_for_others_is_in_the_language_of_the_business(
    plan: Path, typed: tuple[str, ...], dutch: str
) -> None:
    (plan / "shop.yml").write_text(DUTCH, encoding="utf-8")
    start = datetime(2026, 11, 22, 10, tzinfo=UTC)
    log = Log("P", "x", "Sam is weg", "scenarios/gone", "", start, (), (Entry("e", 1, start, "start"),))
    Path("log.json").write_text(write(log, start), encoding="utf-8")
    assert dutch in said(*typed)
    if "--letters" in typed:
        (letter,) = Path("letters").iterdir()
        assert letter.read_text(encoding="utf-8").splitlines()[1].startswith("Onderwerp: ")
    assert dutch not in said(*typed, "--language", "en")


ASKED = [
    ("learn", "log.json", "--dry-run", "--by", "sam"),
    ("rehearse", "sam", "--ask"),
    ("review", "--all"),
    ("todo", "--all"),
    ("todo", "--confirm"),
    ("probe", "--members", "till=staff.csv"),
]


@pytest.mark.parametrize("asked", ASKED, ids=[" ".join(words[::2]) for words in ASKED])
def test_no_english_is_left_in_what_is_asked_on_the_way(
    plan: Path, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each command that speaks the language of the business: its questions and its last words, too."""
    monkeypatch.setattr(build, "language_of", lambda *_: pseudo())
    (plan / "shop.yml").write_text(DUTCH, encoding="utf-8")
    start = datetime(2026, 11, 22, 10, tzinfo=UTC)
    log = Log("P", "x", "Sam is weg", "scenarios/gone", "", start, (), (Entry("e", 1, start, "start"),))
    Path("log.json").write_text(write(log, start), encoding="utf-8")
    Path("staff.csv").write_text("Name,Role\nMaya,Owner\n", encoding="utf-8")
    lines = CliRunner().invoke(outlast, asked, input="s\ny\nn\nn\n").stdout.splitlines()
    known = typed(plan) | of_the_plan_language() | {"outlast", *asked}
    known |= {"company", "card", "sealed", "codes", "yes", "per"}  # to paste
    told = [line for line in lines if line and not line.startswith(("  +", "  @@", "  plan/"))]
    assert told
    assert {word: line for line in told for word in english_in(line) if word not in known} == {}


def test_programs_read_the_same_in_every_language(plan: Path) -> None:
    (plan / "shop.yml").write_text(DUTCH, encoding="utf-8")
    asked = ("whatif", "--away", "sam", "--from", "2026-11-22", "--format", "json")
    assert said(*asked) == said(*asked, "--language", "en")
