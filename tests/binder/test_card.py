"""The wallet card: five numbers, three steps, and the way to the site."""

import re
from dataclasses import replace

import pytest
import segno
from outlast.binder import printed
from outlast.binder.card import qr
from outlast.host.refusal import Refusal

from tests.binder.paper import ADDRESS, book, example, tags
from tests.builders import make_plan

PEOPLE = """
people:
  a: {name: Ann, role: Founder, reach: [{email: ann@shop.example}, {whatsapp: "+32 470 00 00 02"}]}
  b: {name: Ben, role: Packer, reach: [{email: ben@shop.example}]}
  c: {name: Cem, role: Helper, reach: [{sms: "+32 470 00 00 04"}, {phone: "+32 470 00 00 03"}]}
"""


def test_it_names_the_first_five_to_call_with_a_number() -> None:
    text = " ".join(example().card.pages[0].extract_text().split())
    calls = example().site.first.calls
    for place, call in enumerate(calls[:5], 1):
        numbers = [way.address for way in call.reach if way.channel == "phone"]
        assert f"{place} {call.name} {numbers[0]}" in text
    assert calls[5].name not in text


def test_a_number_is_one_to_speak_or_to_type_to_at_once() -> None:
    text = " ".join(book(make_plan(PEOPLE)).card.pages[0].extract_text().split())
    assert "1 Ann WhatsApp +32 470 00 00 02" in text
    assert "3 Cem +32 470 00 00 03" in text
    assert "ben@shop.example" not in text
    assert re.search(r"2 Ben 3 Cem", text)
    assert "4 5" in text, "lines to write on"


def test_it_has_three_steps_and_the_emergency_pack() -> None:
    text = " ".join(example().card.pages[0].extract_text().split())
    steps = text.partition("The first three steps")[2]
    assert re.search(r"1\. Call .* 2\. Open the runbook .* 3\. Do only", steps)
    assert "Emergency pack: red crate under the packing table (Varenhof unit 3)" in text


def test_the_code_is_that_of_the_address() -> None:
    drawn = qr(ADDRESS)
    modules = segno.make(ADDRESS, micro=False, error="m")
    dark = sum(sum(row) for row in modules.matrix)
    runs = [int(length) for length in re.findall(r"h(\d+)", drawn)]
    assert sum(runs) == dark
    assert ADDRESS in " ".join(example().card.pages[0].extract_text().split())


def test_the_picture_of_the_code_has_words() -> None:
    words = [str(tag["/Alt"]) for tag in tags(example().card) if "/Alt" in tag]
    assert words == [f"QR code of the address {ADDRESS}"]


def test_without_an_address_it_says_so() -> None:
    text = " ".join(book_without_address().split())
    assert "no address on the web" in text
    assert "Use the binder or the stick." in text
    assert "code on the back" not in text


def book_without_address() -> str:
    made = replace(example(), printed=printed(book(make_plan(PEOPLE)).site))
    return made.card.pages[0].extract_text()


def test_it_is_one_page() -> None:
    assert len(example().card.pages) == 1


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(Refusal, match="begins with https://"):
        printed(example().site, address="runbook.example")
