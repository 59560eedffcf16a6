"""Address books: who comes out of them, who is left out, and what a spreadsheet has broken."""

import re
from contextlib import suppress
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlast.importing import Choices, Unreadable

from tests.builders import make_plan
from tests.importing.shop import proposed, reasons, texts

FILES = Path(__file__).parent / "files"


def content(name: str) -> bytes:
    return (FILES / name).read_bytes()


def test_a_person_comes_with_a_blank_for_the_role_and_the_best_number_first() -> None:
    assert (
        texts(proposed(content("apple.vcf")))["zoe-muller"]
        == """\
zoe-muller:
  name: Zoë Müller
  role: TBD   # what they do here
  # The address book says: Order desk, Widgets, Boxes & Co
  reach:
    - phone: "+44 7700 900999"
    - phone: "+44 20 7946 0001"
    - email: zoe@widgets.example
"""
    )


def test_notes_birthdays_and_photos_stay_in_the_address_book() -> None:
    everything = "".join(texts(proposed(content("apple.vcf"))).values())
    assert not [part for part in ("4711", "1980", "AkGBwgHBgkI", "7946 0000") if part in everything]


def test_a_firm_is_a_supplier_and_whoever_works_there_its_contact() -> None:
    assert (
        texts(proposed(content("apple.vcf")))["acme-boxes"]
        == """\
acme-boxes:
  name: Acme Boxes
  # provides: [what comes from them]
  contacts:
    - name: Acme Boxes
      reach:
        - phone: "+44 20 7946 0018"
    - name: Bo Acme
      reach:
        - email: bo@acme.example
"""
    )


def test_who_is_in_the_plan_is_left_out_with_what_the_plan_lacks() -> None:
    assert reasons(proposed(content("apple.vcf"))) == {
        "Sám OKAFOR": "the plan has Sam Okafor (sam), but not sam.private@mail.example",
        "The packers": "it is a group of others",
    }


@pytest.mark.parametrize(
    ("card", "why"),
    [
        ("FN:Sammy\nTEL:+44 7700 900123", "its number or address, at Sam Okafor (sam)"),
        ("FN:E. V.\nEMAIL:ELS@vuurhof.example", "its number or address, at Glasatelier Vuurhof (glass)"),
        ("FN:els vuurman", "the plan has Glasatelier Vuurhof (glass)"),
        ("ORG:glasatelier  vuurhof", "the plan has Glasatelier Vuurhof (glass)"),
        ("FN:Maya Reyes", "the plan has Maya (maya), who may be the same person"),
        ("FN:Jo Doe\nN:Doe;Jo\nORG:Glasatelier Vuurhof", "add the person there under `contacts`"),
        ("TEL:+44 7700 900999", "it has no name"),
        (f"FN:{'x' * 101}", "its name is too long to be one"),
    ],
)
def test_what_the_plan_has_is_never_doubled(card: str, why: str) -> None:
    outcome = proposed(f"BEGIN:VCARD\n{card}\nEND:VCARD\n")
    assert not outcome.proposals
    assert why in outcome.left_out[0].why


def test_old_cards_with_quoted_letters_and_bare_types() -> None:
    text = texts(proposed(content("old.vcf").replace(b"\r", b"").replace(b"\n", b"\r\n")))["francois-lefevre"]
    assert "name: François Lefèvre" in text
    assert '- phone: "+33 6 12 34 56 78"' in text


def test_version_four_with_addresses_as_uris() -> None:
    text = texts(proposed(content("version4.vcf")))["kiln-clay"]
    assert '- phone: "+44-20-7946-0300 ext. 12"' in text
    assert text.index("orders@kiln.example") < text.index("second@kiln.example")


def test_google_table_with_numbers_that_a_spreadsheet_has_changed() -> None:
    outcome = proposed(content("google.csv"))
    assert {id: re.findall(r'phone: "(.*)"', text) for id, text in texts(outcome).items()} == {
        "ada-lovelace": ["+44 7700 900111", "+44 7700 900112"],
        "cy-ng": [],
        "di-roe": ["+44 7700 900113"],
        "ed-poe": ["+44 7911 123456"],
        "potters-ltd": ["+44 20 7946 0123"],
    }
    notes = {one.fragment.id: " ".join(one.notes) for one in outcome.proposals}
    assert "cut digits off a telephone number (4.4207946E+11)" in notes["cy-ng"]
    assert "compare it" in notes["potters-ltd"]
    assert list(reasons(outcome).values()) == ["it holds a formula"]


def test_a_number_that_lost_its_plus_is_told_and_one_without_a_country_too() -> None:
    nowhere = make_plan("people: {sam: {name: Sam, role: Founder}}")
    table = "Name,Phone\nAda Low,442079460123\nBo Roe,020 7946 0123\n"
    outcome = proposed(table, into=nowhere)
    assert '"+44 20 7946 0123"' in texts(outcome)["ada-low"]
    assert "lost its +" in outcome.proposals[0].notes[0]
    assert "phone: 020 7946 0123" in texts(outcome)["bo-roe"]
    assert "no country code" in outcome.proposals[1].notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_outlook_table_in_every_usual_encoding(encoding: str) -> None:
    outcome = proposed(content("outlook.csv").decode().encode(encoding))
    assert "name: Jürgen Groß" in texts(outcome)["jurgen-gro"]
    assert '"+49 1512 3456789"' in texts(outcome)["jurgen-gro"]
    assert any("Windows-1252" in text for text in outcome.remarks) == (encoding == "cp1252")


def test_a_table_of_suppliers_is_one_firm_with_its_people() -> None:
    outcome = proposed(content("suppliers.csv"))
    assert [one.kind for one in outcome.proposals] == ["supplier"]
    assert [line for line in texts(outcome)["moss-co"].splitlines() if "- name" in line] == [
        "    - name: Kit Moss",
        "    - name: Lou Moss",
    ]


def test_the_owner_says_what_all_cards_are() -> None:
    card = "BEGIN:VCARD\nFN:Jo Doe\nN:Doe;Jo\nORG:Doe Ltd\nEND:VCARD\n"
    assert [one.kind for one in proposed(card).proposals] == ["person"]
    assert [one.kind for one in proposed(card, Choices(contacts="supplier")).proposals] == ["supplier"]
    firm = "BEGIN:VCARD\nORG:Doe Ltd\nEND:VCARD\n"
    assert [one.kind for one in proposed(firm, Choices(contacts="person")).proposals] == ["person"]


def test_cards_of_one_person_are_taken_together() -> None:
    card = "BEGIN:VCARD\nFN:{}\nTEL:{}\nEND:VCARD\n"
    outcome = proposed(card.format("Jo Doe", "07700 900001") + card.format("JO DOE", "07700 900002"))
    assert list(texts(outcome)) == ["jo-doe"]
    assert texts(outcome)["jo-doe"].count("phone:") == 2


def test_what_looks_like_a_password_stays_out() -> None:
    outcome = proposed("BEGIN:VCARD\nFN:password is hunter2-Xy7Qp9\nEND:VCARD\n")
    assert "password" in outcome.left_out[0].why


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "empty"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(256)) * 40, "encoding"),
        (b"\x00" * 5000, "no text"),
        (b"<html><table><tr><td>Name</td></tr></table>", "web page"),
        (b"just some words\nand more of them\n", "names columns"),
        (b'Name,Phone\n"' + b"x" * 1_100_000, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(file: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        proposed(file)


def test_a_wrong_encoding_named_by_the_owner_is_refused() -> None:
    for name in ("klingon", "utf-8"):
        with pytest.raises(Unreadable, match="encod"):
            proposed("Zoë".encode("cp1252"), Choices(encoding=name))


SIGNS = st.sampled_from(":;,=\\\"'\n\r\t {}[]#&*!|>%@`-?\u202e\u2028\ufeff=E")
HOSTILE = st.text(SIGNS | st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)
KEYS = st.sampled_from(["FN", "N", "ORG", "TITLE", "TEL", "TEL;CELL", "EMAIL"])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(KEYS, HOSTILE), max_size=8))
def test_no_card_ends_in_a_traceback_or_a_plan_that_cannot_hold_it(lines: list[tuple[str, str]]) -> None:
    body = "".join(f"{name}:{value}\n" for name, value in lines)
    outcome = proposed(f"BEGIN:VCARD\n{body}END:VCARD\n".encode("utf-8", "replace"))
    for one in outcome.proposals:
        assert make_plan(f"{one.fragment.collection}:\n" + indent(one.fragment.text, "  "))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_end_in_a_traceback(file: bytes) -> None:
    for start in (b"", b"Name,Phone\n", b"BEGIN:VCARD\n", "Name;E-Mail\n".encode("utf-16")):
        with suppress(Unreadable):
            proposed(start + file)
