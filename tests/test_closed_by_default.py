"""What a result does not say about a field, no lesser edition tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, make_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, get_args, get_type_hints

import pytest
from outlast.analysis import Facts
from outlast.analysis.shown import Amount, Id, Masked, OnlyFull, Shown, Whole
from outlast.analysis.whatif.causes import WITHHELD
from outlast.redact.walk import GONE, Walk, fields_of, is_record

WALK = Walk({"sam", "shop"}, {})


def reachable(kind: type) -> set[type]:
    """The types of records that a lesser edition may hold inside of one."""
    seen: set[type] = set()
    todo: list[Any] = [kind]
    while todo:
        hint = todo.pop()
        todo += get_args(hint)
        if is_record(hint) and hint not in seen:
            seen.add(hint)
            hints = get_type_hints(hint, include_extras=True)
            todo += [hints[field.name] for field in fields_of(hint) if field.rule]
    return seen


def unmarked(kind: type) -> Iterator[str]:
    """The fields whose annotations do not say what a lesser edition may know of them."""
    for each in sorted(reachable(kind), key=lambda each: each.__name__):
        yield from (f"{each.__name__}.{field.name}" for field in fields_of(each) if not field.meant)


def test_every_field_of_a_result_says_what_an_edition_may_know_of_it() -> None:
    names = {each.__name__ for each in reachable(Facts)}
    assert {"Facts", "Outlook", "Answer", "BandState", "Cause", "Unknown", "BackupFacts", "Fix"} <= names
    assert list(unmarked(Facts)) == []


@dataclass(frozen=True)
class Note:
    who: Id
    said: str = "nothing"


@dataclass(frozen=True)
class Notes:
    notes: tuple[Note, ...]
    names: Mapping[Id, str]
    last: "Loud | None" = None


class Loud(NamedTuple):
    said: str


def test_a_field_that_nobody_marked_is_withheld_and_named() -> None:
    whole = Notes((Note("sam", "Secret"), Note("maya", "Secret")), {"sam": "Secret"}, Loud("Secret"))
    assert WALK.record(whole) is GONE, "names has no default"
    assert WALK.record(whole.notes[0]) == Note("sam")
    assert WALK.record(Loud("Secret")) is GONE
    assert list(unmarked(Notes)) == ["Loud.said", "Note.said", "Notes.names"]


def test_a_record_is_walked_by_its_own_type_and_not_by_that_of_its_field() -> None:
    @dataclass(frozen=True)
    class Longer(Note):
        more: str = ""

    @dataclass(frozen=True)
    class Holder:
        note: Note

    assert WALK.record(Holder(Longer("sam", "Secret", "Secret"))) == Holder(Longer("sam", "nothing", ""))


@pytest.mark.parametrize(
    "hint",
    [
        str,
        str | None,
        bytes,
        float,
        Decimal,
        Fraction,
        object,
        Any,
        list[Id],
        tuple[str, ...],
        tuple[Id, str],
        frozenset[str],
        Mapping[str, int],
        Mapping[Id, str],
        Id | date,
        Whole[tuple[str, ...]],
    ],
)
def test_what_the_walk_does_not_understand_is_withheld(hint: Any) -> None:
    record = make_dataclass("Record", [("value", hint, "default")])
    assert WALK.record(record("Secret")).value == "default"
    assert list(unmarked(record)) == ["Record.value"]


@pytest.mark.parametrize(
    ("hint", "whole", "left"),
    [
        (Id, "sam", "sam"),
        (Id, "maya", GONE),
        (Id | None, None, None),
        (Masked, "sam", "sam"),
        (Masked, "maya", WITHHELD),
        (Masked, "maya, sam, till", "sam"),
        (Masked, "", ""),
        (Amount, Fraction(9), Fraction(0)),
        (Shown[str], "as it is", "as it is"),
        (Shown[Decimal] | None, Decimal(9), Decimal(9)),
        (OnlyFull[str], "Secret", "default"),
        (date, date(2026, 11, 29), date(2026, 11, 29)),
        (tuple[Id, ...], ("sam", "maya", "shop"), ("sam", "shop")),
        (tuple[Masked, ...], ("till", "sam", "maya"), (WITHHELD, "sam")),
        (tuple[tuple[Id, int], ...], (("maya", 1), ("sam", 2)), (("sam", 2),)),
        (tuple[tuple[Id, ...], ...], (("maya",), ("sam",)), ((), ("sam",))),
        (Whole[tuple[Id, ...]], ("sam", "shop"), ("sam", "shop")),
        (Whole[tuple[Id, ...]], ("sam", "maya"), GONE),
        (frozenset[Id] | None, frozenset({"sam", "maya"}), frozenset({"sam"})),
        (Mapping[Id, int], {"sam": 1, "maya": 2}, {"sam": 1}),
        (Mapping[Id, Note], {"sam": Note("maya"), "shop": Note("sam")}, {"shop": Note("sam")}),
    ],
)
def test_what_is_left_of_a_value(hint: Any, whole: object, left: object) -> None:
    record = make_dataclass("Record", [("value", hint, "default")])
    walked = WALK.record(record(whole))
    assert (walked if walked is GONE else walked.value) == left
    assert "Record.value" not in unmarked(record)


def test_what_no_annotation_can_say_is_decided_after_the_walk() -> None:
    walk = Walk(WALK.known, {Note: lambda whole, left: left if whole.said == "aloud" else GONE})
    assert walk.record(Note("sam", "aloud")) == Note("sam")
    assert walk.record(Note("sam", "low")) is GONE
