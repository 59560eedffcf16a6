"""Writing into the owner's files: every line of theirs stays, and the data are what they were to be."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from outlast import source, writing
from outlast.source import Data, parse
from outlast.writing import Change, Unwritable, add, insert, remove, set_value
from outlast.writing.file import at


@dataclass(frozen=True)
class Piece:
    collection: str
    id: str
    text: str


STRIPE = Piece("systems", "stripe", "# Payments\nstripe:\n  name: Stripe\n  roles:\n    - Support\n")
PLAN = """\
# The shop
business:
  name: Fern  # for now
people:
  sam:
    name: Sam
    role: Founder   # also packs

  # Support, from home
  maya:
    name: Maya
    reach:
      - phone: "+32 470 00 01 02"
      # the other one is at home
  # nobody else yet

# What runs the shop
systems:
  shop:
    name: Shop
    about: |
      Two lines,
      # this is none of them
    access:
      - who: sam
        confirmed: no   # ask Maya
      - {who: maya, confirmed: no}
"""


def contents(text: str = PLAN, path: str = "shop.yml") -> dict[str, bytes]:
    return {path: text.encode()}


def text_of(change: Change, path: str = "shop.yml") -> str:
    return change.files[path].decode()


def data_of(content: bytes) -> Data:
    document = parse("plan", content)
    assert document.diagnostics == ()
    return document.data


def things(data: Data) -> dict[tuple[str, str], Data]:
    """The things of a file, by collection and id."""
    collections = data if isinstance(data, dict) else {}
    return {
        (name, id): thing
        for name, held in collections.items()
        if isinstance(held, dict)
        for id, thing in held.items()
    }


def is_within(old: str, new: str) -> bool:
    """Whether every line of `old` is in `new`, in order."""
    rest = iter(new.splitlines())
    return all(line in rest for line in old.splitlines())


def test_thing_goes_to_the_end_of_the_file_of_its_collection() -> None:
    change = add(contents(), [Piece("people", "tom", "tom:\n  name: Tom\n  role: Packs\n")])
    assert (
        "  # nobody else yet\n\n  tom:\n    name: Tom\n    role: Packs\n\n# What runs the shop\n"
    ) in text_of(change)
    assert is_within(PLAN, text_of(change))
    [added] = change.added
    assert (added.path, added.line, added.keys) == ("shop.yml", 17, ("people", "tom"))


def test_thing_of_a_new_collection_gets_a_file() -> None:
    change = add(contents(), [Piece("funds", "card", "card:\n  name: Card\n")])
    assert change.files == {"funds/card.yml": b"funds:\n  card:\n    name: Card\n"}
    assert change.added[0].path == "funds/card.yml"


def test_collection_in_a_folder_gets_another_file_there() -> None:
    files = contents("systems:\n  shop: {name: Shop}\n", "systems/shop.yml")
    change = add({**files, "systems/Stripe.yml": b"# nothing yet\n"}, [STRIPE])
    assert [*change.files] == ["systems/stripe-2.yml"]


def test_several_things_go_into_one_file_together() -> None:
    one = Piece("people", "ann", "ann: {name: Ann, role: Packs}")
    other = Piece("people", "ben", "ben: {name: Ben, role: Packs}\n")
    change = add(contents("people:\n  sam: {name: Sam, role: Founder}"), [one, other])
    assert text_of(change) == (
        "people:\n  sam: {name: Sam, role: Founder}\n"
        "  ann: {name: Ann, role: Packs}\n  ben: {name: Ben, role: Packs}\n"
    )
    assert [added.line for added in change.added] == [3, 4]


@pytest.mark.parametrize("systems", ["systems: {shop: {name: Shop}}\n", "systems: {}\n", "systems: ~\n"])
def test_what_cannot_be_extended_is_left_alone_and_a_new_file_made(systems: str) -> None:
    change = add(contents(systems), [STRIPE])
    assert [*change.files] == ["systems/stripe.yml"]


def test_file_with_an_error_is_left_alone() -> None:
    change = add(contents("systems:\n  shop: &one\n    name: Shop\n"), [STRIPE])
    assert [*change.files] == ["systems/stripe.yml"]
    with pytest.raises(Unwritable, match=r"^shop.yml:2 has an error: &one is an anchor"):
        insert(contents("systems:\n  shop: &one\n    name: Shop\n"), "shop.yml", ("systems",), "a: b")


def test_empty_collection_is_begun() -> None:
    text = "systems:   # none yet\n  # one below the other\npeople:\n  sam: {name: Sam, role: Founder}\n"
    new = text_of(add(contents(text), [STRIPE]))
    assert new.startswith("systems:   # none yet\n  # one below the other\n  # Payments\n  stripe:\n")
    assert is_within(text, new)


def test_id_that_is_taken_is_refused_with_its_place() -> None:
    with pytest.raises(Unwritable, match=r'^shop.yml:10 has the id "maya" already.$'):
        add(contents(), [Piece("systems", "maya", "maya:\n  name: Maya")])
    with pytest.raises(Unwritable, match='has the id "stripe" already'):
        add(contents(), [STRIPE, STRIPE])


@pytest.mark.parametrize("id", ["../evil", "a/b", "A", ""])
def test_id_never_leads_out_of_the_folder(id: str) -> None:
    with pytest.raises(Unwritable, match="cannot be the name of a thing"):
        add({}, [Piece("systems", id, f"{id}:\n  name: x")])


def test_fragment_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(Unwritable, match="what is to be added:1"):
        add({}, [Piece("systems", "a", "a: [")])


def test_key_goes_below_the_one_named() -> None:
    change = insert(contents(), "shop.yml", ("systems", "shop"), "reviewed: 2026-11-29", after="name")
    assert "    name: Shop\n    reviewed: 2026-11-29\n    about: |\n" in text_of(change)
    assert is_within(PLAN, text_of(change))


def test_key_goes_below_a_text_that_looks_like_a_comment() -> None:
    change = insert(contents(), "shop.yml", ("systems", "shop"), "url: x", after="about")
    assert "      # this is none of them\n    url: x\n    access:\n" in text_of(change)


def test_entry_goes_to_the_end_of_a_list() -> None:
    keys = ("people", "maya", "reach")
    change = insert(contents(), "shop.yml", keys, "- email: maya@fern.example\n  note: slow")
    new = text_of(change)
    assert "at home\n      - email: maya@fern.example\n        note: slow\n  # nobody" in new
    assert change.added[0].keys == (*keys, 1)


def test_key_that_is_there_is_refused() -> None:
    with pytest.raises(Unwritable, match=r"^shop.yml:6 says name already.$"):
        insert(contents(), "shop.yml", ("people", "sam"), "name: Tom")


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (("people", "sam", "name"), "holds text"),
        (("systems", "shop", "access", 1), "is written in brackets"),
    ],
)
def test_what_is_no_block_is_refused(keys: tuple[str | int, ...], reason: str) -> None:
    with pytest.raises(Unwritable, match=reason):
        insert(contents(), "shop.yml", keys, "a: b")


def test_blank_lines_that_are_text_stay_text() -> None:
    text = "systems:\n  shop:\n    about: |+\n      Text\n\n\npeople:\n  sam: {name: Sam, role: x}\n"
    change = insert(contents(text), "shop.yml", ("systems", "shop"), "name: Shop")
    assert "Text\n\n\n    name: Shop\npeople:" in text_of(change)


def test_value_is_changed_and_its_comment_stays() -> None:
    keys = ("systems", "shop", "access")
    new = text_of(set_value(contents(), "shop.yml", (*keys, 0, "confirmed"), "yes"))
    assert new == PLAN.replace("confirmed: no   #", "confirmed: yes   #")
    new = text_of(set_value(contents(), "shop.yml", (*keys, 1, "confirmed"), "yes"))
    assert new == PLAN.replace("maya, confirmed: no", "maya, confirmed: yes")


def test_value_of_several_lines_is_not_changed() -> None:
    with pytest.raises(Unwritable, match="by hand"):
        set_value(contents(), "shop.yml", ("systems", "shop", "about"), "one")


def test_entry_is_taken_out_with_its_lines() -> None:
    text = "access:\n  - who: sam\n    as: Admin\n  # Maya asked for it\n  - who: maya\n"
    new = text_of(remove(contents(text), "shop.yml", ("access", 0)))
    assert new == "access:\n  # Maya asked for it\n  - who: maya\n"


def test_block_that_would_be_empty_goes_with_its_last_entry() -> None:
    text = "systems:\n  shop:\n    name: Shop\n    access:\n      - who: sam\n    url: x\n"
    new = text_of(remove(contents(text), "shop.yml", ("systems", "shop", "access", 0)))
    assert new == "systems:\n  shop:\n    name: Shop\n    url: x\n"


def test_entry_in_brackets_is_not_taken_out() -> None:
    text = "access: [{who: sam}, {who: maya}]\n"
    with pytest.raises(Unwritable, match="by hand"):
        remove(contents(text), "shop.yml", ("access", 0))


def test_line_ends_and_byte_order_mark_stay() -> None:
    content = b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode()
    change = add({"shop.yml": content}, [STRIPE])
    new = change.files["shop.yml"]
    assert new.startswith(b"\xef\xbb\xbf# The shop\r\n")
    assert new.count(b"\n") == new.count(b"\r\n")


# Random files: blocks with comments, blank lines, texts in every style, and where something may be added.

_words = st.text(st.sampled_from("ab #:-'\"|>[{\t\\é…"), max_size=12)
_comment = st.sampled_from(["", "", "\n", "# note\n", "  # deeper\n", "      # deepest\n", "\n\n# two\n"])
_end = st.sampled_from(["\n", "\r\n"])


@st.composite
def _value(draw: st.DrawFn) -> str:
    text = draw(_words)
    if draw(st.booleans()):
        return yaml.safe_dump(text, allow_unicode=True, default_style=draw(st.sampled_from("'\""))).strip()
    mark = draw(st.sampled_from(["|", ">", "|-", "|+"]))
    line = text.strip().replace("\t", " ") or "x"
    return f"{mark}\n" + indent(f"{line}\n# no comment\n{draw(st.sampled_from(['', chr(10)]))}", "      ")


@st.composite
def _file(draw: st.DrawFn, least: int = 0) -> str:
    """A file with at least so many collections, and things in each; with any, its last line ends."""
    parts = [draw(_comment)]
    collections = st.sampled_from(["people", "systems", "funds"])
    for collection in draw(st.lists(collections, unique=True, min_size=least)):
        parts.append(f"{collection}:{draw(st.sampled_from(['', '  # all of them']))}\n")
        for number in range(draw(st.integers(least, 3))):
            parts.append(draw(_comment))
            parts.append(f"  {collection}-{number}:\n    name: {draw(_value()).rstrip(chr(10))}\n")
            if draw(st.booleans()):
                parts.append(f"    more:\n    - {{a: b}}\n{draw(_comment)}    - c\n")
        parts.append(draw(_comment))
    text = "".join(parts)
    if not least and draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", draw(_end))


@settings(deadline=None)
@given(_file(), st.sampled_from(["people", "systems", "funds"]), st.lists(_value(), min_size=1, max_size=3))
def test_any_file_keeps_its_lines_and_gains_what_is_added(
    file: str, collection: str, values: list[str]
) -> None:
    before = data_of(file.encode())
    texts = {f"new-{n}": f"new-{n}:\n  # why\n  name: {value}\n" for n, value in enumerate(values)}
    change = add({"shop.yml": file.encode()}, [Piece(collection, *each) for each in texts.items()])
    assert [added.keys for added in change.added] == [(collection, id) for id in texts]
    after: dict[tuple[str, str], Data] = {}
    for content in change.after.values():
        after |= things(data_of(content))
    new = {(collection, id): at(data_of(text.encode()), (id,)) for id, text in texts.items()}
    assert after == things(before) | new
    assert is_within(file, change.after["shop.yml"].decode())


def test_text_that_ends_with_the_file_is_not_made_longer() -> None:
    """A line end below it would be a part of it."""
    text = "systems:\n  shop:\n    about: |\n      Text"
    with pytest.raises(Unwritable, match="by hand"):
        insert(contents(text), "shop.yml", ("systems", "shop"), "name: Shop")


@settings(deadline=None)
@given(st.data(), _file(least=1))
def test_what_was_inserted_can_be_taken_out_again(data: st.DataObject, file: str) -> None:
    before = data_of(file.encode())
    collection, id = data.draw(st.sampled_from(sorted(things(before))))
    after = data.draw(st.sampled_from(["", "name"]))
    with_key = insert({"shop.yml": file.encode()}, "shop.yml", (collection, id), "url: x", after)
    text = text_of(with_key)
    assert is_within(file, text)
    thing = at(data_of(text.encode()), (collection, id))
    assert isinstance(thing, dict)
    assert thing == {**at(before, (collection, id)), "url": "x"}  # type: ignore[dict-item]
    again = text_of(remove(with_key.after, "shop.yml", (collection, id, "url")))
    assert again.rstrip("\r\n") == file.rstrip("\r\n")


def test_write_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yml").write_bytes(b"systems:\n  shop: {name: Shop}\n")
    (tmp_path / "b.yml").write_bytes(b"people:\n  sam: {name: Sam, role: x}\n")
    before = source.contents(tmp_path)
    pieces = [
        STRIPE,
        Piece("people", "tom", "tom: {name: Tom, role: x}"),
        Piece("funds", "f", "f: {name: F}"),
    ]
    change = add(before, pieces)
    replace = Path.replace
    count = 0

    def fails_at_the_third(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == 3:
            raise OSError("full")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_at_the_third)
    with pytest.raises(OSError, match="full"):
        writing.write(tmp_path, change)
    assert source.contents(tmp_path) == before
    assert sorted(file.name for file in tmp_path.rglob("*") if file.is_file()) == ["a.yml", "b.yml"]
    monkeypatch.undo()
    writing.write(tmp_path, change)
    assert source.contents(tmp_path) == change.after


def test_file_that_has_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "shop.yml"
    file.write_bytes(PLAN.encode())
    change = add(source.contents(tmp_path), [STRIPE])
    file.write_bytes(PLAN.encode() + b"# one more line\n")
    with pytest.raises(Unwritable, match="has just been changed"):
        writing.write(tmp_path, change)
    assert file.read_bytes().endswith(b"# one more line\n")


def test_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    change = add({}, [STRIPE])
    (tmp_path / "systems").mkdir()
    (tmp_path / "systems" / "stripe.yml").write_bytes(b"mine\n")
    with pytest.raises(Unwritable):
        writing.write(tmp_path, change)


def test_rights_of_a_file_stay(tmp_path: Path) -> None:
    file = tmp_path / "shop.yml"
    file.write_bytes(PLAN.encode())
    file.chmod(0o640)
    writing.write(tmp_path, add(source.contents(tmp_path), [STRIPE]))
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
