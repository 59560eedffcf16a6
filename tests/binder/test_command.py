"""`outlast binder`: what it writes, what it says, and how it ends."""

import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outlast import binder, cli
from outlast.verify import verify
from pypdf import PdfReader

from tests.host.running import DAY, SMALL, contents, run, spoil, succeed

FILES = ("binder-1-first-week.pdf", "binder-2-the-rest.pdf", "wallet-card.pdf", "emergency-kit.pdf")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with the small shop, to be changed at will."""
    folder = tmp_path / "shop"
    shutil.copytree(SMALL, folder)
    return folder


def here(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> Result:
    """The command in this process."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.delenv("OUTLAST_EDITION", raising=False)
    return CliRunner().invoke(cli.outlast, ["binder", *arguments])


def test_it_writes_both_files_and_says_so(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = here(monkeypatch, shop, "--edition", "full", "--paper", "letter", "--out", "paper")
    assert done.exit_code == 0, done.output
    assert sorted(file.name for file in (shop / "paper").iterdir()) == sorted(FILES)
    for name in FILES:
        assert name in done.output
        assert float(PdfReader(shop / "paper" / name).pages[0].mediabox.width) == pytest.approx(612)
    assert "edition full" in done.output
    assert "whoever finds it can read it" in done.output


def test_the_address_is_that_of_the_site(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = shop / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "site_url: https://small.example/runbook/\n", encoding="utf-8"
    )
    assert here(monkeypatch, shop).exit_code == 0
    assert "https://small.example/runbook/" in card(shop)
    assert here(monkeypatch, shop, "--address", "https://other.example/").exit_code == 0
    assert "https://other.example/" in card(shop)
    assert here(monkeypatch, shop, "--address", "").exit_code == 0
    assert "no address on the web" in card(shop)


def card(shop: Path) -> str:
    text = PdfReader(shop / "dist" / "wallet-card.pdf").pages[0].extract_text()
    return " ".join(text.split())


def test_the_number_is_that_of_the_bundle_that_is_named(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    succeed("outlast", "bundle", "--plain", "--edition", "full", "--out", "drive", cwd=shop)
    (bundle,) = (shop / "drive").iterdir()
    assert here(monkeypatch, shop, "--edition", "full", "--bundle", str(bundle)).exit_code == 0
    number = verify(bundle).number
    for name in FILES:
        assert number in PdfReader(shop / "dist" / name).pages[0].extract_text()
    before = contents(shop / "dist")
    other = here(monkeypatch, shop, "--edition", "full", "--date", "2026-12-01", "--bundle", str(bundle))
    assert "is edition full of 2026-11-22, and this paper is edition full of 2026-12-01" in other.output
    with zipfile.ZipFile(bundle, "a") as archive:
        archive.writestr("site/added.html", "evil")
    changed = here(monkeypatch, shop, "--edition", "full", "--bundle", str(bundle))
    assert "is not as it was written" in changed.output
    missing = here(monkeypatch, shop, "--edition", "full", "--bundle", "nowhere")
    assert "There is no file or folder nowhere" in missing.output
    assert [done.exit_code for done in (other, changed, missing)] == [2, 2, 2]
    assert contents(shop / "dist") == before


def test_a_broken_plan_leaves_the_old_paper(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert here(monkeypatch, shop).exit_code == 0
    before = contents(shop / "dist")
    spoil(shop / "plan")
    done = here(monkeypatch, shop)
    assert done.exit_code == 1
    assert "error" in done.output
    assert contents(shop / "dist") == before


def test_letters_that_no_font_has_are_told(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "plan" / "more.yml").write_text("people: {x: {name: 서울, role: Helper}}\n", encoding="utf-8")
    done = here(monkeypatch, shop, "--edition", "full")
    assert done.exit_code == 0
    assert "서 울" in done.stderr
    assert "--fonts" in done.stderr


def test_what_the_typesetter_refuses_is_told(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binder, "without", lambda data, _: data)  # a sign that no font has gets through
    (shop / "plan" / "more.yml").write_text("people: {x: {name: 서울, role: Helper}}\n", encoding="utf-8")
    done = here(monkeypatch, shop, "--edition", "full")
    assert done.exit_code == 1
    assert "The typesetter refuses this plan: PDF/UA-1" in done.stderr
    assert not (shop / "dist").exists()


@pytest.mark.parametrize("package", ["typst", "segno", "fontTools"])
def test_without_the_extra_it_says_what_to_install(
    package: str, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    done = here(monkeypatch, shop)
    assert done.exit_code == 2
    assert f'needs the package "{package}"' in done.stderr
    assert "pip install" in done.stderr
    assert not (shop / "dist").exists()


def test_a_folder_that_cannot_be_written_is_told(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "dist").write_text("a file", encoding="utf-8")
    done = here(monkeypatch, shop)
    assert done.exit_code == 2
    assert "dist" in done.stderr
    assert "Traceback" not in done.output


def test_the_bytes_do_not_hang_on_where_and_when_it_runs(shop: Path, tmp_path: Path) -> None:
    other = tmp_path / "another folder" / "läden"
    shutil.copytree(shop, other)
    for folder, surroundings in (
        (shop, {"TZ": "UTC", "PYTHONHASHSEED": "1"}),
        (other, {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2", "LC_ALL": "C"}),
    ):
        succeed("outlast", "binder", "--edition", "full", "--date", "2026-11-22", cwd=folder, **surroundings)
    assert contents(shop / "dist") == contents(other / "dist")
    assert sorted(contents(shop / "dist")) == sorted(FILES)


def test_a_wrong_address_is_refused_in_a_sentence(shop: Path) -> None:
    done = run("outlast", "binder", "--address", "small.example", cwd=shop)
    assert done.returncode == 2
    assert done.stderr.startswith('outlast: "small.example" is no address')
