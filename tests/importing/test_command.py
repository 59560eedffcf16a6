"""`outlast import`, as it is typed: what it shows, asks and writes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outlast.cli import outlast

from tests.importing.shop import TEXT

FILES = Path(__file__).parent / "files"
Import = Callable[..., Result]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the small plan, as the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/shop.yml").write_text(TEXT)
    return tmp_path


def typed(*words: str, answers: str = "") -> Result:
    done = CliRunner().invoke(outlast, ["import", "--date", "2026-11-29", *words], input=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def plan(shop: Path) -> dict[str, str]:
    return {file.relative_to(shop).as_posix(): file.read_text() for file in (shop / "plan").rglob("*.yml")}


def test_it_shows_what_goes_where_and_adds_what_is_chosen(shop: Path) -> None:
    done = typed(str(FILES / "apple.vcf"), answers="2\n")
    assert "   1  Zoë Müller  person    card 1          plan/shop.yml" in done.output
    assert "   2  Acme Boxes  supplier  card 2, card 3  plan/shop.yml" in done.output
    assert "Sám OKAFOR, card 4: the plan has Sam Okafor (sam)" in done.output
    assert "Added 1 entry" in done.output
    text = plan(shop)["plan/shop.yml"]
    assert "zoe" not in text
    assert "\n  acme-boxes:\n    name: Acme Boxes\n" in text
    assert all(line in text for line in TEXT.splitlines())


def test_a_second_time_there_is_nothing_to_add(shop: Path) -> None:
    assert typed("--yes", str(FILES / "apple.vcf")).exit_code == 0
    before = plan(shop)
    done = typed("--yes", str(FILES / "apple.vcf"))
    assert "There is nothing to add." in done.output
    assert done.exit_code == 0
    assert plan(shop) == before


@pytest.mark.parametrize(
    ("words", "answers"), [(["--dry-run"], ""), ([], "none\n"), ([], ""), ([], "9\nx\n2-1\n0\n")]
)
def test_nothing_is_written_unless_it_is_chosen(shop: Path, words: list[str], answers: str) -> None:
    typed(*words, str(FILES / "apple.vcf"), answers=answers)
    assert plan(shop) == {"plan/shop.yml": TEXT}


def test_a_collection_without_a_file_of_its_own_gets_new_files(shop: Path) -> None:
    start = TEXT.index("suppliers:")
    (shop / "plan/shop.yml").write_text(TEXT[:start] + TEXT[TEXT.index("systems:") :])
    done = typed("--yes", "--only", "acme", str(FILES / "apple.vcf"))
    assert "plan/suppliers/acme-boxes.yml" in done.output
    assert plan(shop)["plan/suppliers/acme-boxes.yml"].startswith("suppliers:\n  acme-boxes:\n")


def test_a_plan_that_would_have_an_error_is_not_written(shop: Path) -> None:
    text = TEXT.replace("  format: 1\n", "  format: 1\n  about: We work with Zoë Müller.\n")
    (shop / "plan/shop.yml").write_text(text)
    done = typed("--yes", str(FILES / "apple.vcf"))
    assert done.exit_code == 2
    assert "nothing was written" in done.output
    assert "Zoë Müller" in done.output
    assert plan(shop) == {"plan/shop.yml": text}


def test_a_plan_with_errors_gets_nothing(shop: Path) -> None:
    (shop / "plan/shop.yml").write_text("business: {}\n")
    done = typed("--yes", str(FILES / "apple.vcf"))
    assert done.exit_code == 2
    assert "Correct them first" in done.output


def test_without_a_plan_it_says_how_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = typed("--yes", str(FILES / "apple.vcf"))
    assert done.exit_code == 2
    assert "outlast new" in done.output


def test_what_cannot_be_read_ends_with_a_sentence(shop: Path) -> None:
    (shop / "book.csv").write_bytes(b"PK\x03\x04" + bytes(100))
    done = typed("book.csv")
    assert done.exit_code == 2
    assert done.output.startswith("outlast: This is an Excel workbook")


def test_a_long_list_of_what_is_left_out_is_cut_unless_all_is_asked_for(shop: Path) -> None:
    cards = "BEGIN:VCARD\nFN:Sam Okafor\nEND:VCARD\n" * 40
    (shop / "many.vcf").write_text(cards)
    assert "and 25 more: --all shows them" in typed("many.vcf").output
    assert typed("--all", "many.vcf").output.count("Sam Okafor, card") == 40


def test_signs_that_a_terminal_would_obey_are_spelled_out(shop: Path) -> None:
    (shop / "bad.vcf").write_text("BEGIN:VCARD\nFN:Jo\x1b[2J \u202eDoe\nEND:VCARD\n" + "X:y\n" * 99)
    output = typed("--dry-run", "bad.vcf").output
    assert "\x1b" not in output
    assert "\u202e" not in output


def test_what_the_file_does_not_tell_is_asked_until_it_is_answered(shop: Path) -> None:
    (shop / "bank.csv").write_text("Date;Payee;Amount\n02/03/2026;Acme;-9.50\n02/03/2025;Acme;-9.50\n")
    done = typed("bank.csv", answers="maybe\nmonth-first\nall\n")
    assert "which part of 02/03/2026 is the day" in done.output
    assert "due: every year on 02-03" in plan(shop)["plan/shop.yml"]


def test_nothing_is_asked_of_a_script_and_the_option_is_named(shop: Path) -> None:
    (shop / "bank.csv").write_text("Date;Payee;Amount\n02/03/2026;Acme;-9.50\n02/03/2025;Acme;-9.50\n")
    done = typed("--yes", "bank.csv")
    assert done.exit_code == 2
    assert "--dates day-first" in done.output
    assert typed("--yes", "--dates", "day-first", "bank.csv").exit_code == 0
    assert "due: every year on 03-02" in plan(shop)["plan/shop.yml"]


def test_a_calendar_becomes_duties_that_the_plan_can_hold(shop: Path) -> None:
    done = typed("--yes", str(FILES / "calendar.ics"))
    assert done.exit_code == 0
    assert "every 3 months on 7 from 2026-01-07" in plan(shop)["plan/shop.yml"]
