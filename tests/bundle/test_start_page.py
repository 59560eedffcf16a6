"""The pages of a drive that no site holds, in another language than English."""

import re
from datetime import date

import pytest
from outlast.bundle.start import beside, files_page, start_page
from outlast.host.marker import Marker
from outlast.languages import say, speaking
from selectolax.lexbor import LexborHTMLParser

from tests.languages.pseudo import accented, pseudo

PATHS = ("wallet-card.pdf", "contacts.vcf", "plan/plan.yml", "verify.py")
NAMES = re.compile(r"[\w-]+\.(?:pdf|vcf|py|html)|plan/|START-HERE|Python|Shop 4711|Windows|Mac|Linux|1\.2\.3")
"""What no language changes: names of files, of systems and of the business."""


def page(encrypted: bool) -> bytes:
    what = Marker("Shop 4711", "team", date(2026, 11, 22), "1.2.3", encrypted)
    return start_page(what, beside(PATHS))


@pytest.mark.parametrize("encrypted", [False, True])
def test_the_first_page_of_a_drive_is_in_the_language_of_its_copy(encrypted: bool) -> None:
    with speaking(pseudo(locale="fr")):
        _only_accented(page(encrypted))
        assert accented("It was made today.") in page(encrypted).decode()


def test_the_page_of_files_is_in_the_language_of_its_copy() -> None:
    with speaking(pseudo(locale="fr")):
        _only_accented(files_page(beside(PATHS), "../", say("Start here")))


def _only_accented(html: bytes) -> None:
    tree = LexborHTMLParser(html.decode())
    assert tree.css_matches("html[lang=qps]")
    for node in tree.css("script, style"):
        node.decompose()
    seen = re.sub(r"dimanche|samedi|novembre|février", "", NAMES.sub("", tree.text()))
    assert not re.search("[A-Za-z]{2}", seen), seen
