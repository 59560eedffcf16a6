"""The zip for a drive: the same bytes each time, fit for any drive, and only for whom it is meant."""

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from outlast import build
from outlast.bundle import bundle, needed, unsafe
from outlast.cli import outlast
from outlast.host.refusal import Refusal
from outlast.mkdocs_plugin import run as run_of_mkdocs

from tests.host.running import contents, run, succeed


def test_two_bundles_are_the_same_to_the_byte(shop: Path, tmp_path: Path) -> None:
    settings = (
        ("one", {"TZ": "UTC", "PYTHONHASHSEED": "1", "HOME": "/", "LC_ALL": "C"}),
        ("two", {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "2", "USER": "somebody"}),
    )
    other = shutil.copytree(shop, tmp_path / "another place with blanks")
    for (name, surroundings), folder in zip(settings, (shop, other), strict=True):
        succeed("outlast", "bundle", "--plain", "--out", str(tmp_path / name), cwd=folder, **surroundings)
    one, two = sorted((tmp_path / "one").iterdir()), sorted((tmp_path / "two").iterdir())
    assert (
        [file.name for file in one]
        == [file.name for file in two]
        == ["small-shop-runbook-full-2026-11-22.zip"]
    )
    assert one[0].read_bytes() == two[0].read_bytes()


def test_it_opens_from_a_drive(example: Path, tmp_path: Path) -> None:
    plan = build.contents(example / "plan")
    file = bundle(example / "site", tmp_path, plan=plan)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "drive")
    drive = tmp_path / "drive"
    assert sorted(entry.name for entry in drive.iterdir()) == [
        "MANIFEST",
        "START-HERE.html",
        "contacts.csv",
        "contacts.vcf",
        "duties.ics",
        "plan",
        "site",
        "verify.py",
    ]
    start = (drive / "START-HERE.html").read_text(encoding="utf-8")
    assert 'href="site/index.html"' in start
    assert "22 November 2026" in start
    assert "20 February 2027" in start  # until then it can be trusted
    assert (drive / "site/index.html").is_file()
    assert (drive / "site/search/search_index.js").is_file()
    assert contents(drive / "plan") == contents(example / "plan")
    # What hides the warning "unpack first" lies beside the page, and so is not found inside a zip.
    sign = start.split('rel="stylesheet" href="')[1].split('"')[0]
    assert ".zipped{display:none" in (drive / sign).read_text(encoding="utf-8")
    for name in re.findall(r'href="([^":]+)"', start):
        assert (drive / name).exists(), name


def test_it_is_small(example: Path, tmp_path: Path) -> None:
    made = bundle(example / "site", tmp_path)
    days = sum(e.compress_size for e in zipfile.ZipFile(made).infolist() if "/outlast/days/" in e.filename)
    assert made.stat().st_size - days < 1_500_000
    assert 0 < days < 150_000, "what the day of the copy brings, if a scenario begins on it"


@pytest.mark.parametrize(("edition", "there"), [("public", False), ("team", False), ("full", True)])
def test_the_plan_travels_only_in_full(edition: str, there: bool, shop: Path) -> None:
    succeed("outlast", "bundle", "--edition", edition, "--plain", cwd=shop)
    (file,) = (shop / "dist").iterdir()
    names = zipfile.ZipFile(file).namelist()
    assert ("plan/shop.yml" in names) is there
    assert ("contacts.vcf" in names) is (edition != "public")


def test_a_plan_that_changes_meanwhile_is_refused(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site would say one thing, and the plan beside it another."""
    monkeypatch.chdir(shop)
    real = run_of_mkdocs.build_offline

    def changed(*arguments: Any, **options: Any) -> run_of_mkdocs.Offline:
        site = real(*arguments, **options)
        with (shop / "plan/shop.yml").open("a", encoding="utf-8") as file:
            file.write("# one more word\n")
        return site

    monkeypatch.setattr(run_of_mkdocs, "build_offline", changed)
    result = CliRunner().invoke(outlast, ["bundle", "--plain"])
    assert result.exit_code == 1
    assert "The plan was changed while its bundle was made" in result.output
    assert not (shop / "dist").exists()


def test_what_only_a_server_needs_is_left_out(example: Path) -> None:
    paths = list(needed(example / "site"))
    assert not [
        path
        for path in paths
        if path.endswith((".map", ".gz")) or "lunr" in path or "/workers/" in path or path == "404.html"
    ]
    assert "search/search_index.json" not in paths
    assert ".outlast" not in paths
    assert "assets/outlast/search.js" in paths


@pytest.mark.parametrize(
    "path",
    [
        "site/con.html",
        "site/AUX/x.html",
        "site/a:b.html",
        "site/end./x",
        "site/blank /x",
        "site/" + "x" * 175,
        "site/half\ud800.html",
        "plan/a\u200bb.yml",
        "plan/a\nb.yml",
    ],
)
def test_names_that_a_drive_refuses_are_found(path: str) -> None:
    assert len(list(unsafe([path]))) == 1


def test_names_that_a_drive_confuses_are_found() -> None:
    assert len(list(unsafe(["site/A.html", "site/a.html"]))) == 1
    assert len(list(unsafe(["site/straße.html", "site/STRASSE.html"]))) == 1
    assert len(list(unsafe(["Site/a.html", "site/b.html"]))) == 1
    assert len(list(unsafe(["site/a", "site/A/b.html"]))) == 1
    assert len(list(unsafe(["plan/ﬁ.yml", "plan/fi.yml"]))) == 1
    assert list(unsafe(["site/serve/refunds.html", "START-HERE.html"])) == []


def test_the_public_edition_needs_no_passphrase(shop: Path) -> None:
    succeed("outlast", "bundle", "--edition", "public", cwd=shop)
    assert [file.name for file in (shop / "dist").iterdir()] == ["small-shop-runbook-public-2026-11-22.zip"]


def test_a_bundle_needs_a_site_that_works_offline(shop: Path) -> None:
    settings = shop / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("  - offline\n", ""), encoding="utf-8")
    done = run("outlast", "bundle", "--plain", cwd=shop)
    assert done.returncode == 2
    assert "offline" in done.stderr


def test_a_folder_without_a_marker_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no site made by Outlast"):
        bundle(tmp_path, tmp_path / "dist")


def test_the_new_stick_says_what_changed_since_the_old_one(shop: Path, tmp_path: Path) -> None:
    old = shutil.copytree(shop / "plan", tmp_path / "old")
    plan = shop / "plan" / "shop.yml"
    before = plan.read_text(encoding="utf-8")
    plan.write_text(before.replace("+32", "+33", 1), encoding="utf-8")
    assert plan.read_text(encoding="utf-8") != before
    refused = run("outlast", "bundle", "--edition", "team", "--plain", "--since", str(old), cwd=shop)
    assert "goes with --edition full only" in refused.stderr
    succeed("outlast", "bundle", "--edition", "full", "--plain", "--since", str(old), cwd=shop)
    (file,) = (shop / "dist").iterdir()
    with zipfile.ZipFile(file) as archive:
        assert "number changed." in archive.read("what-changed.html").decode()
        assert 'href="what-changed.html"' in archive.read("START-HERE.html").decode()
