"""The emergency kit: one sheet with blanks, which names where copies lie and whom to call."""

from outlast.model import Edition

from tests.binder.paper import Book, book, example
from tests.builders import make_plan

LEAST = "people: {a: {name: Ann, role: Founder, reach: [{phone: '+32 470 00 00 02'}]}}"


def text(made: Book) -> str:
    (page,) = made.kit.pages
    return " ".join(page.extract_text().split())


def test_it_says_where_copies_lie_who_opens_them_and_whom_to_call() -> None:
    said = text(example())
    for fact in example().site.first.copies:
        assert fact.label.replace("\\", "") in said
    assert len(example().site.first.copies) > 1
    for call in example().site.first.calls[:5]:
        assert call.name in said
    assert "Recovery phrase, or your share" in said


def test_it_has_six_blanks_for_each_phrase_and_ten_boxes_for_codes() -> None:
    for made in (example(), book(make_plan(LEAST)), book(make_plan(LEAST), Edition.PUBLIC)):
        said = text(made)
        assert [said.count(f" {n}.") for n in (1, 6, 7)] == [2, 2, 0]
        assert "1 2 3 4 5 6 7 8 9 10" in said
