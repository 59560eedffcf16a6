"""Files beside a plan: read or refused, searched, shown to whom they are for and to nobody else."""

import io
import os
import sys
import zipfile
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
import typst
from hypothesis import example, given
from hypothesis import strategies as st
from outlast.analysis.attached import attached_facts
from outlast.build import Built, build, contents
from outlast.diagnostics import render
from outlast.model import Edition
from outlast.model.scalars import FilePath
from outlast.pages.attachments import LARGEST_SHOWN
from outlast.source import KINDS, Attached, attached, is_picture, legible
from outlast.source.attached import LARGEST, LARGEST_TOGETHER
from pydantic import TypeAdapter, ValidationError
from pypdf import PdfReader, PdfWriter

from tests.builders import BUSINESS, notes, office, photo, png
from tests.drawing import html_of, page_of, seen_in

TODAY = date(2026, 11, 22)
PATH = TypeAdapter(FilePath)
SAM = "people:\n  sam: {name: Sam Okafor, role: Founder, reach: [{phone: +32 470 00 01 02}]}\n"
TOKEN = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"


def pdf(*lines: str) -> bytes:
    page = "\n\n".join(f'#text("{line}")' for line in lines)
    made = typst.compile(page.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def site(folder: Path, edition: Edition, attachments: str, files: dict[str, bytes]) -> Built:
    """The site of a shop whose one task has these attachments."""
    plan = folder / "plan"
    for path, content in files.items():
        (plan / path).parent.mkdir(parents=True, exist_ok=True)
        (plan / path).write_bytes(content)
    task = f"functions:\n  pack:\n    name: Pack\n    by: sam\n    attachments: [{attachments}]\n"
    (plan / "shop.yml").write_text(BUSINESS + SAM + task, encoding="utf-8")
    return build(plan, edition, today=TODAY)


def said(built: Built) -> str:
    return render(built.diagnostics)


# Reading


@given(st.text(st.sampled_from("ab./\\: ~$CON\u202e\0*"), max_size=20).map(lambda path: f"{path}.pdf"))
@example("../a.pdf")
@example("C:/a.pdf")
@example("//host/share/a.pdf")
@example("a/../../b.pdf")
@example(". ./a.pdf")
@example("a/.. /b.pdf")
def test_no_path_leads_out_of_the_folder(path: str) -> None:
    try:
        known = str(PATH.validate_python(path))
    except ValidationError:
        return
    for parts in (PurePosixPath(known), PureWindowsPath(known)):
        assert not parts.is_absolute()
        assert not parts.drive
        assert all(part.strip(" .") for part in parts.parts)
    assert os.path.normpath(known) == os.path.normpath(known).lstrip("/.")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.txt").write_text("secret")
    plan = tmp_path / "plan"
    plan.mkdir()
    (plan / "a.txt").symlink_to(tmp_path / "outside" / "a.txt")
    (plan / "folder").symlink_to(tmp_path / "outside")
    found = attached(plan, ["a.txt", "folder/a.txt"])
    assert [file.rule for file in found.values()] == ["link", "link"]
    assert not any(file.content for file in found.values())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders are a Unix thing")
def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # reading it would wait for ever
    assert attached(tmp_path, ["pipe.txt"])["pipe.txt"].rule == "unreadable-file"


def test_paths_that_lead_out_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "a.txt").write_text("outside")
    assert attached(tmp_path / "plan", ["../a.txt", str(tmp_path / "a.txt"), "a.svg"]) == {}


def test_a_file_has_a_bound_and_all_together_have_one(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"x" * (LARGEST + 1))
    assert attached(tmp_path, ["large.txt"])["large.txt"].rule == "too-big"
    names = [f"{number:03}.png" for number in range(LARGEST_TOGETHER // LARGEST + 1)]
    for name in names:
        with (tmp_path / name).open("wb") as file:
            file.write(png())
            file.truncate(LARGEST)  # which takes no room on the disk
    found = attached(tmp_path, names)
    assert [file.rule for file in found.values()] == [*[""] * (len(names) - 1), "too-big"]


@pytest.mark.parametrize("ending", sorted(KINDS))
def test_each_kind_is_known_by_how_it_begins(ending: str, tmp_path: Path) -> None:
    good = {
        "pdf": b"%PDF-1.7\n",
        "png": png(),
        "gif": b"GIF89a",
        "webp": b"RIFF\0\0\0\0WEBP",
        "txt": "Gruß".encode(),
        "csv": b"a;b\n",
    }
    good |= dict.fromkeys(("jpg", "jpeg"), photo(place=False))
    good |= dict.fromkeys(("docx", "xlsx", "odt", "ods"), office("Text"))
    (tmp_path / f"good.{ending}").write_bytes(good[ending])
    (tmp_path / f"other.{ending}").write_bytes(b"\x7fELF\0<svg onload=alert(1)>")
    found = attached(tmp_path, [f"good.{ending}", f"other.{ending}"])
    assert [file.rule for file in found.values()] == ["", "other-file"]


# What a file says


def test_words_are_found_in_every_kind_that_has_some() -> None:
    assert legible(b"Plain text.") == "Plain text."
    assert "Call Sam Okafor" in str(legible(pdf("Call Sam Okafor")))
    assert "Sam Okafor\nis away" in str(legible(office("Sam Okafor", "is away")))
    linked = office("Write", part="word/a.xml").replace(b"word/a.xml", b"word/b.xml")
    assert legible(linked) == "Write"


def test_where_a_link_of_a_document_leads_is_among_its_words() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/_rels/document.xml.rels", '<R Target="mailto:sam@shop.example" Id="r1"/>')
    assert "mailto:sam@shop.example" in str(legible(made.getvalue()))


def test_who_made_a_pdf_is_among_its_words() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("A form"))))
    writer.add_metadata({"/Author": "Sam Okafor"})
    made = io.BytesIO()
    writer.write(made)
    assert "Sam Okafor" in str(legible(made.getvalue()))


def test_what_no_program_can_tell_is_none() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("A form"))))
    writer.encrypt("word")
    locked = io.BytesIO()
    writer.write(locked)
    for content in (png(), photo(place=True), locked.getvalue(), b"%PDF-1.7 broken", b"PK\x03\x04broken"):
        assert legible(content) is None


def test_a_document_that_unpacks_to_more_than_one_may_be_is_not_unpacked() -> None:
    bomb = office("0" * 25_000_000)
    assert len(bomb) < 100_000
    assert legible(bomb) is None


@pytest.mark.parametrize("wrap", [lambda text: text.encode(), pdf, office], ids=["text", "PDF", "document"])
def test_a_secret_in_a_file_stops_the_build_in_every_edition(wrap: object, tmp_path: Path) -> None:
    assert callable(wrap)
    ending = {"pdf": "pdf", "office": "docx"}.get(getattr(wrap, "__name__", ""), "txt")
    content = wrap(f"Key of the shop: {TOKEN}")
    built = site(
        tmp_path, Edition.PUBLIC, f"{{file: notes.{ending}, name: Notes}}", {f"notes.{ending}": content}
    )
    assert built.tree is None
    assert f"notes.{ending}" in said(built)
    assert "error[secret]" in said(built)
    assert TOKEN[8:] not in said(built)


def test_an_account_number_may_stand_in_what_only_the_full_edition_has(tmp_path: Path) -> None:
    """The page of an insurer has one at its foot, and nobody can take it out of a PDF."""
    files = {"policy.pdf": pdf("Lindehof, BE68 5390 0754 7034")}
    own = "{file: policy.pdf, name: Policy}"
    assert site(tmp_path, Edition.FULL, own, files).tree
    for audience in ("public", "team"):
        shown = f"{{file: policy.pdf, name: Policy, audience: {audience}}}"
        for attachments in (shown, f"{own}, {shown}"):
            built = site(tmp_path, Edition.FULL, attachments, files)
            assert "error[secret]" in said(built)
            assert "7034" not in said(built)


@pytest.mark.parametrize("wrap", [lambda text: text.encode(), pdf, office], ids=["text", "PDF", "document"])
def test_a_file_that_names_what_its_edition_withholds_is_an_error(wrap: object, tmp_path: Path) -> None:
    assert callable(wrap)
    ending = {"pdf": "pdf", "office": "docx"}.get(getattr(wrap, "__name__", ""), "txt")
    files = {f"form.{ending}": wrap("Questions? Sam Okafor, 0470 00 01 02")}
    shown = f"{{file: form.{ending}, name: The form, audience: public}}"
    built = site(tmp_path, Edition.PUBLIC, shown, files)
    assert built.tree is None
    assert 'says "Sam Okafor", the name of a person' in said(built)
    assert "a telephone number" in said(built)
    assert site(tmp_path, Edition.TEAM, shown, files).tree
    kept = shown.replace("public", "team")
    assert site(tmp_path, Edition.PUBLIC, kept, files).tree


# Where it goes


def test_a_file_goes_to_its_edition_and_to_those_above(tmp_path: Path) -> None:
    names = "{file: a.txt, name: For all, audience: public}, {file: b.txt, name: For us, audience: team},"
    names += "{file: c.txt, name: For the safe}"
    files = {f"{name}.txt": name.encode() for name in "abc"}
    found = {}
    for edition in Edition:
        tree = site(tmp_path, edition, names, files).tree
        assert tree
        found[edition] = [path for path in tree.files if path.startswith("attachments/")]
    everybody, ours, safe = (f"attachments/pack/for-{who}.txt" for who in ("all", "us", "the-safe"))
    assert found == {
        Edition.PUBLIC: [everybody],
        Edition.TEAM: [everybody, ours],
        Edition.FULL: [everybody, safe, ours],
    }


def test_a_narrower_thing_keeps_its_files_with_it(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    plan.mkdir()
    (plan / "a.txt").write_text("a")
    (plan / "shop.yml").write_text(
        BUSINESS
        + SAM
        + "functions:\n  f: {name: F, by: sam, audience: team, "
        + "attachments: [{file: a.txt, name: A, audience: public}]}\n"
    )
    for edition, there in ((Edition.PUBLIC, False), (Edition.TEAM, True)):
        tree = build(plan, edition, today=TODAY).tree
        assert tree
        assert ("attachments/f/a.txt" in tree.files) is there


def test_files_of_one_name_are_told_apart_and_foreign_names_have_one(tmp_path: Path) -> None:
    names = "{file: a.txt, name: The form}, {file: b.txt, name: The: form?}, {file: c.TXT, name: 说明}"
    names = names.replace("The: form?", '"The: form?"')
    files = {"a.txt": b"a", "b.txt": b"b", "c.TXT": b"c"}
    tree = site(tmp_path, Edition.FULL, names, files).tree
    assert tree
    made = {path: content for path, content in tree.files.items() if path.startswith("attachments/")}
    assert made == {
        "attachments/pack/the-form.txt": b"a",
        "attachments/pack/the-form-2.txt": b"b",
        "attachments/pack/file.txt": b"c",
    }


def test_a_page_shows_small_pictures_and_names_the_rest(tmp_path: Path) -> None:
    names = "{file: a.png, name: The door}, {file: b.png, name: Large}, {file: c.pdf, name: Policy}"
    files = {"a.png": png(), "b.png": png() + b"\0" * LARGEST_SHOWN, "c.pdf": pdf("Policy")}
    tree = site(tmp_path, Edition.FULL, names, files).tree
    assert tree
    seen = seen_in(html_of(page_of(tree, "serve/pack")))
    pictures = [dict(attributes)["src"] for tag, attributes in seen.tags if tag == "img"]
    assert pictures == ["../attachments/pack/the-door.png"]
    for name in ("the-door.png", "large.png", "policy.pdf"):
        assert f"../attachments/pack/{name}" in seen.links
    for words in ("The door", "picture, 1 KB", "Large", "picture, 1.0 MB", "Policy", "PDF,"):
        assert words in seen.text


def test_where_a_photo_was_taken_is_read_from_each_form_of_notes() -> None:
    def tells(name: str, content: bytes) -> bool:
        return attached_facts({name: Attached(content)})[name].tells_place

    for order in "<>":
        assert tells("a.jpg", photo(place=True, order=order))
        assert not tells("a.jpg", photo(place=False, order=order))
    assert tells("a.png", png() + b"eXIf" + notes(place=True))
    assert tells("a.webp", b"RIFF\0\0\0\0WEBPEXIF\0\0\0\0" + notes(place=True))
    assert not tells("a.jpg", photo(place=True)[:20])
    assert is_picture("a.webp")


def test_the_files_are_a_part_of_the_plan_that_a_bundle_carries(tmp_path: Path) -> None:
    site(
        tmp_path, Edition.FULL, "{file: papers/a.txt, name: A}", {"papers/a.txt": b"a", "b.txt": b"not named"}
    )
    assert contents(tmp_path / "plan").keys() == {"shop.yml", "papers/a.txt"}


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("a.svg", "a browser would run what is in it"),
        ("a.html", "a browser would run what is in it"),
        ("a.xlsm", "macros"),
        ("a.exe", "save it as one of"),
        ("a", "save it as one of"),
        ("a/.git/a.pdf", "put the file there"),
    ],
)
def test_kinds_that_could_run_something_are_refused(path: str, hint: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PATH.validate_python(path)
    (error,) = refused.value.errors()
    assert hint in error["ctx"]["hint"]
