"""Every file that is not as it was written is found and named; nothing that systems do by themselves is."""

import os
import random
import shutil
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from outlast.bundle import bundle
from outlast.verify import (
    MANIFEST,
    START,
    Damaged,
    NothingToCheck,
    is_litter,
    read_manifest,
    verify,
)

from tests.bundle.checking import alone, ask
from tests.bundle.conftest import PLAN, seal

PAGE = "site/serve/refunds.html"
Change = Callable[[Path], object]


def text_of(folder: Path, path: str = PAGE) -> bytes:
    return (folder / path).read_bytes()


def test_an_untouched_copy_is_whole(zipped: Path, stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in (zipped, stick):
        said = ask(place, capsys)
        assert said.code == 0
        assert "All 11 files are as the MANIFEST beside them says" in said.text
        assert "Fern & Flask runbook, edition full, of 2026-11-22" in said.text


def test_the_program_on_the_stick_needs_no_package_and_no_name(stick: Path, zipped: Path) -> None:
    here = alone(program=stick / "verify.py")
    assert (here.code, here.text.count("\n")) == (0, 4)
    assert alone(str(zipped), program=stick / "verify.py") == here
    assert sorted(entry.name for entry in stick.iterdir() if "cache" in entry.name) == []
    (stick / PAGE).unlink()
    assert alone(program=stick / "verify.py").code == 1
    assert alone(str(stick / "nowhere"), program=stick / "verify.py").code == 2


def test_the_program_on_the_stick_is_the_module(stick: Path) -> None:
    module = Path(str(sys.modules["outlast.verify"].__file__))
    assert (stick / "verify.py").read_bytes() == module.read_bytes().replace(b"\r\n", b"\n")


CHANGES: dict[str, tuple[Change, str]] = {
    "changed": (
        lambda folder: (folder / PAGE).write_bytes(text_of(folder).replace(b"Refunds", b"refunds", 1)),
        f"changed: {PAGE} is not as it was written.",
    ),
    "longer": (
        lambda folder: (folder / PAGE).write_bytes(text_of(folder) + b" "),
        f"changed: {PAGE} is longer than the 800 bytes that were written.",
    ),
    "cut short": (
        lambda folder: (folder / PAGE).write_bytes(text_of(folder)[:100]),
        f"cut short: {PAGE} has 100 of its 800 bytes.",
    ),
    "emptied": (
        lambda folder: (folder / PAGE).write_bytes(b""),
        f"cut short: {PAGE} has 0 of its 800 bytes.",
    ),
    "missing": (lambda folder: (folder / PAGE).unlink(), f"missing: {PAGE} is not there."),
    "a folder missing": (
        lambda folder: shutil.rmtree(folder / "plan"),
        "missing: plan/systems/shop.yml is not there.",
    ),
    "extra": (
        lambda folder: (folder / "site/autorun.inf").write_bytes(b"x"),
        "extra: site/autorun.inf does not belong to this copy.",
    ),
    "hidden extra": (
        lambda folder: (folder / "site/.hidden.js").write_bytes(b"x"),
        "extra: site/.hidden.js does not belong to this copy.",
    ),
    "renamed": (
        lambda folder: (folder / PAGE).rename(folder / "site/serve/money.html"),
        f"renamed: {PAGE} is now called site/serve/money.html.",
    ),
    "moved": (
        lambda folder: (folder / PAGE).rename(folder / "refunds.html"),
        f"renamed: {PAGE} is now called refunds.html.",
    ),
    "the first page": (
        lambda folder: (folder / START).write_bytes(text_of(folder, START).replace(b"site/", b"evil/")),
        f"changed: {START} is not as it was written.",
    ),
    "the program itself": (
        lambda folder: (folder / "verify.py").write_bytes(b"print('All is well.')"),
        "cut short: verify.py",
    ),
    "the manifest missing": (
        lambda folder: (folder / MANIFEST).unlink(),
        "missing: MANIFEST is not there, so nothing can be compared.",
    ),
    "the manifest cut short": (
        lambda folder: (folder / MANIFEST).write_bytes(text_of(folder, MANIFEST)[:-80]),
        "MANIFEST was cut short",
    ),
    "the manifest changed": (
        lambda folder: (folder / MANIFEST).write_bytes(text_of(folder, MANIFEST).replace(b"800", b"801")),
        "MANIFEST was changed after it was written.",
    ),
    "the manifest of bytes": (
        lambda folder: (folder / MANIFEST).write_bytes(b"\xff\xfe\x00" * 100),
        "MANIFEST is damaged: it is no text.",
    ),
    "the manifest empty": (lambda folder: (folder / MANIFEST).write_bytes(b""), "MANIFEST was cut short"),
}


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_a_change_is_found(
    kind: str, packed: bool, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, words = CHANGES[kind]
    change(stick)
    said = ask(pack(stick, tmp_path / "again.zip") if packed else stick, capsys)
    assert said.code == 1
    assert words in said.text
    assert "Do not trust" in said.text


def test_all_changes_are_told_at_once(stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (stick / PAGE).unlink()
    (stick / "site/index.html").write_bytes(b"<h1>Start hore</h1>")
    (stick / "more.txt").write_bytes(b"more")
    told = ask(stick, capsys).text.splitlines()
    assert told[:3] == [
        "changed: site/index.html is not as it was written.",
        "extra: more.txt does not belong to this copy.",
        f"missing: {PAGE} is not there.",
    ]


def test_two_files_that_changed_places_are_found(stick: Path) -> None:
    one, other = text_of(stick, "site/index.html"), text_of(stick, "site/people/index.html")
    (stick / "site/index.html").write_bytes(other)
    (stick / "site/people/index.html").write_bytes(one)
    assert len(verify(stick).problems) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only some users make links")
def test_links_are_no_files_and_not_followed(stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (stick / PAGE).rename(stick.parent / "elsewhere.html")
    (stick / PAGE).symlink_to(stick.parent / "elsewhere.html")
    (stick / "site/all").symlink_to(stick)
    os.mkfifo(stick / "pipe")  # which would never answer
    said = ask(stick, capsys)
    assert said.code == 1
    assert f"link: {PAGE} is a link to another place" in said.text
    assert f"missing: {PAGE}" in said.text
    assert "link: site/all is a link" in said.text
    assert "extra: pipe is no ordinary file." in said.text


LITTER = (
    ".DS_Store",
    "site/.DS_Store",
    "site/serve/._refunds.html",
    "._START-HERE.html",
    "Thumbs.db",
    "site/ehthumbs.db",
    "desktop.ini",
    "site/Desktop.ini",
    "System Volume Information/IndexerVolumeGuid",
    "System Volume Information/WPSettings.dat",
    "$RECYCLE.BIN/S-1-5-21/desktop.ini",
    ".Spotlight-V100/Store-V2/x",
    ".fseventsd/0000",
    ".Trashes/501/x",
    ".Trash-1000/info/x",
    "__MACOSX/site/._index.html",
    ".directory",
)


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_litter_and_other_times_are_fine(
    packed: bool, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in LITTER:
        file = stick / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"litter")
    for file in stick.rglob("*"):
        os.utime(file, (10**9, 10**9))
    place = pack(stick, tmp_path / "again.zip", zipfile.ZIP_STORED) if packed else stick
    assert ask(place, capsys).code == 0


def test_litter_is_named_so_that_nothing_hides_in_it(stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (stick / "__MACOSX").mkdir()
    (stick / "__MACOSX/START-HERE.html").write_bytes(b"<h1>Type your passphrase</h1>")
    asked = ask(stick, capsys)
    assert asked.code == 0
    assert "not checked: __MACOSX/START-HERE.html.\nComputers write" in asked.text


@pytest.mark.parametrize(
    "path",
    ["site/index.html", "autorun.inf", "site/DS_Store", "site/desktop.ini.exe", "thumbs.db/x.js", "a.tmp"],
)
def test_what_is_no_litter(path: str) -> None:
    assert not is_litter(path)


def test_a_bundle_in_the_one_folder_of_a_folder_is_found(
    stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs that unpack put all into a folder with the name of the zip."""
    shutil.move(stick, tmp_path / "outer" / "fern-flask")
    (tmp_path / "outer" / ".DS_Store").write_bytes(b"")
    assert ask(tmp_path / "outer", capsys).code == 0
    again = pack(tmp_path / "outer", tmp_path / "again.zip")
    assert ask(again, capsys).code == 0


def test_a_short_name_in_small_letters_is_the_manifest(stick: Path) -> None:
    (stick / MANIFEST).rename(stick / "manifest")
    assert verify(stick).problems == ()


def test_names_that_a_mac_takes_apart_are_the_same(site: Path, tmp_path: Path) -> None:
    name = unicodedata.normalize("NFC", "geschäft.yml")
    zipped = bundle(site, tmp_path / "dist", plan={name: b"x"})
    folder = tmp_path / "mac"
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    (folder / "plan" / name).rename(folder / "plan" / unicodedata.normalize("NFD", name))
    assert verify(folder).problems == ()


# What is no bundle, or a hostile one


def test_what_is_no_bundle_is_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "letter.txt").write_text("Dear Maya", encoding="utf-8")
    (tmp_path / "nothing.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("thesis.txt", "three years of work")
    for place, words in (
        ("nowhere", "There is no file or folder"),
        ("empty", "holds no MANIFEST"),
        ("letter.txt", "is neither a zip nor a folder"),
        ("nothing.zip", "is neither a zip nor a folder"),
        ("other.zip", "holds no MANIFEST"),
    ):
        said = ask(tmp_path / place, capsys)
        assert said.code == 2, place
        assert words in said.text


@pytest.mark.parametrize("kept", [4, 100, 2000, -1, -30])
def test_a_zip_that_was_cut_short(
    kept: int, zipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(zipped.read_bytes()[:kept])
    said = ask(cut, capsys)
    assert said.code == 1
    assert "is damaged or was cut short" in said.text


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "/etc/passwd",
        "site/../../evil",
        "C:/evil.txt",
        "site\\..\\evil",
        "site//x",
        "a\x1b[2Jb",
    ],
)
def test_names_that_lead_out_are_told_and_not_followed(
    name: str, zipped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr(name, "evil")
    said = ask(zipped, capsys)
    assert said.code == 1
    assert "has a name that could lead out of its folder" in said.text
    assert "\x1b" not in said.text


def test_a_manifest_that_leads_out_is_refused(stick: Path) -> None:
    (stick.parent / "secret").write_bytes(b"secret")
    body = (stick / MANIFEST).read_text(encoding="utf-8").rpartition("end: ")[0]
    line = f"{'0' * 64}  6  ../secret\n"
    with pytest.raises(Damaged, match="cannot be understood"):
        read_manifest(signed(body + line))
    assert read_manifest(signed(body)).edition == "full"


def test_a_file_that_stands_twice_in_a_zip(zipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(zipped, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(PAGE, "evil")
    said = ask(zipped, capsys)
    assert said.code == 1
    assert f"extra: {PAGE} stands in the zip twice." in said.text


def test_a_link_inside_a_zip(zipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = zipfile.ZipInfo("site/passwords")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    said = ask(zipped, capsys)
    assert said.code == 1
    assert "link: site/passwords is a link" in said.text


def test_a_bomb_is_read_no_further_than_it_should_be(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred megabytes of zeros in place of a page of 800 bytes, and as a file of its own."""
    bomb = bytes(100_000_000)
    (stick / PAGE).unlink()
    place = pack(stick, tmp_path / "bomb.zip")
    with zipfile.ZipFile(place, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PAGE, bomb)
        archive.writestr("site/bomb.bin", bomb)
    read = 0
    real = zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        nonlocal read
        chunk = real(self, n)
        read += len(chunk)
        return chunk

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    problems = verify(place).problems
    assert f"changed: {PAGE} is longer than the 800 bytes that were written." in problems
    assert "extra: site/bomb.bin does not belong to this copy." in problems
    assert read < 1_000_000


def test_damage_anywhere_in_a_zip_is_told_without_a_traceback(zipped: Path, tmp_path: Path) -> None:
    """Bytes are changed at random in 300 copies; each is whole, or is told in words."""
    whole, told, chance = zipped.read_bytes(), 0, random.Random(7)  # the same each time
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 1, 4, 40))):
            damaged[chance.randrange(len(whole) - 1)] ^= 1 << chance.randrange(8)
        if chance.random() < 0.2:
            del damaged[chance.randrange(len(damaged)) :]
        file = tmp_path / "damaged.zip"
        file.write_bytes(damaged)
        try:
            told += bool(verify(file).problems)
        except (Damaged, NothingToCheck):
            told += 1
    assert told > 200  # dates and rights of files may change without harm


def test_a_locked_file_is_told(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def locked(self: Path, mode: str = "r") -> object:
        if self.name == "refunds.html":
            raise PermissionError(13, "Permission denied")
        return real(self, mode)

    monkeypatch.setattr(Path, "open", locked)
    assert verify(stick).problems == (f"damaged: {PAGE} cannot be read (permission denied).",)


def test_a_sealed_copy_is_checked_by_what_lies_there(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = bundle(site, tmp_path / "sealed", plan=PLAN, seal=seal())
    report = verify(file)
    assert (report.problems, report.manifest.sealed) == ((), True)
    assert report.manifest.name == "Runbook"
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    said = ask(folder, capsys)
    assert said.code == 0
    assert "This check did not look inside" in said.text
    page = folder / "site/serve/refunds.html"
    page.write_bytes(page.read_bytes().replace(b'"data":"', b'"data":"A', 1))
    said = ask(folder, capsys)
    assert said.code == 1
    assert "changed: site/serve/refunds.html" in said.text


def signed(body: str) -> bytes:
    """A manifest with a last line that is right."""
    import hashlib

    return (body + f"end: {hashlib.sha256(body.encode()).hexdigest()}\n").encode()


def pack(folder: Path, file: Path, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A folder as somebody else would zip it."""
    with zipfile.ZipFile(file, "w", method) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder).as_posix())
    return file
