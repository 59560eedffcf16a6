"""A plan whose every text begins a formula or ends a line: in no file does it become either."""

import csv
import io
import itertools
import json
import re
from functools import cache
from typing import Any

import pytest
import yaml
from outlast.model import Edition, Plan
from outlast.pages.downloads.sheet import defused

from tests.builders import make_plan
from tests.drawing import html_of, seen_in, tree_of
from tests.maximal import maximal

ENDS_A_CARD = "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:owned"
PAYLOADS = (
    "=cmd|' /C calc'!A1",
    "+1+cmd|' /C calc'!A1",
    "-2+3+cmd|' /C calc'!A1",
    "@SUM(1+9)*cmd|' /C calc'!A1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "＝1+1",
    "a;=1+1",
    "a,@SUM(1)",
    'a"',
    '",=1+1,"',
    ENDS_A_CARD,
    "x\nEND:VEVENT\nEND:VCALENDAR\nATTACH:https://evil.example",
    "x\rATTACH:https://evil.example",
    "x\u0085ATTACH:owned\u2028ATTACH:owned\u2029ATTACH:owned",
    "x;VALUE=URI:https://evil.example",
    "\\nEND:VCARD\\",
    "x\n ATTACH:owned",
    "</script><script>owned</script>\u2028",
    '"}]}; owned()//',
    '#eval("owned") $owned$ @owned <owned> \\u41 /* // #image("owned.png")',
)
STARTS = tuple("=+-@|%\t\r\n＝＋－＠")
LINE = re.compile(rb"[A-Z-]+(?:;[A-Z-]+=[A-Za-z0-9,/_-]+)*:|[ ]")
"""How a line of a vCard or a calendar begins: its name, or a blank, where it goes on."""


@cache
def attacked() -> Plan:
    payloads = itertools.cycle(PAYLOADS)

    def attack(part: Any) -> Any:
        if isinstance(part, dict):
            # What is checked against other parts of the plan stays: see test_hostile.py.
            return {
                key: "1" if key == "count" else attack(value)
                for key, value in part.items()
                if key not in ("accepts", "deputy")
            }
        if isinstance(part, list):
            return [attack(value) for value in part]
        if isinstance(part, str) and (found := re.fullmatch(r"(?:Word|Text|Quim) (q\d+z) here", part)):
            return f"{next(payloads)} {found[1]}"
        return part

    raw = attack(maximal().raw)
    for duty in raw["obligations"].values():
        duty |= {"name": ENDS_A_CARD, "due": "every month on 5"}  # so that there is something to remind of
    return make_plan(yaml.dump(raw, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def files(edition: Edition, ending: str) -> dict[str, bytes]:
    tree = tree_of(attacked(), edition)
    return {name: content for name, content in tree.files.items() if name.endswith(ending)}


def test_the_plan_attacks() -> None:
    """Else the tests below would prove nothing."""
    (table,) = files(Edition.FULL, ".csv").values()
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert sum("'=" in cell or "'+" in cell for row in rows for cell in row) > 3
    for ending in (".ics", ".vcf"):
        for name, content in files(Edition.FULL, ending).items():
            assert b"END:VCARD" in content.replace(b"\r\n ", b"").replace(b"\r\nEND:VCARD", b""), name
    assert len(files(Edition.FULL, ".ics")) == 2


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_separates_cells(edition: Edition, delimiter: str) -> None:
    for table in files(edition, ".csv").values():
        text = table.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            for cell in row:
                bare = re.sub(r"^[\s\u200b-\u200f\u2060\ufeff\"]+", "", cell)
                number = re.fullmatch(r"\+\d+ \d[\d ]*(?: / [+\d][\d ]*)*", cell)  # no formula has "1 2"
                assert number or not bare.startswith(STARTS), row


@pytest.mark.parametrize("edition", Edition)
def test_a_table_has_as_many_cells_in_each_row(edition: Edition) -> None:
    for table in files(edition, ".csv").values():
        rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("ending", [".ics", ".vcf"])
def test_every_line_of_contacts_and_duties_is_ours(edition: Edition, ending: str) -> None:
    for content in files(edition, ending).values():
        lines = content.split(b"\r\n")
        assert lines.pop() == b""
        for line in lines:
            assert LINE.match(line), line
            assert len(line) <= 75
            assert b"\r" not in line
            assert b"\n" not in line
        names = re.findall(rb"(?m)^(BEGIN|END|ATTACH|FN):([A-Z]*)", content)
        assert not [name for name, _ in names if name == b"ATTACH"]
        depth: list[bytes] = []
        for name, what in names:
            if name == b"BEGIN":
                depth.append(what)
            elif name == b"END":
                assert depth.pop() == what
        assert depth == []


@pytest.mark.parametrize("edition", Edition)
def test_data_in_files_of_scripts_and_json_is_data(edition: Edition) -> None:
    for name, content in files(edition, ".json").items():
        assert json.loads(content) is not None, name
    for page in tree_of(attacked(), edition).pages:
        seen = seen_in(html_of(page))
        assert not [tag for tag, _ in seen.tags if tag in ("script", "iframe", "img", "object")], page.path


@pytest.mark.parametrize("edition", Edition)
def test_no_attribute_holds_what_ends_a_line(edition: Edition) -> None:
    """Addresses, ids and classes: a line break in one of them would be another one to some programs."""
    for page in tree_of(attacked(), edition).pages:
        for tag, given in seen_in(html_of(page)).tags:
            for name, value in given:
                if name in ("href", "id", "class", "for", "name", "src"):
                    assert not re.search(r"[\x00-\x1f\x85\u2028\u2029]", value), (page.path, tag, name)


@pytest.mark.parametrize("cell", ["Maya", "2026-12-01 00:00", "a=b", "", "0.50", "Els, orders", "a - b"])
def test_other_cells_stay(cell: str) -> None:
    assert defused(cell) == cell


@pytest.mark.parametrize("cell", ["\t=1", " =1", "\r=1", "\u00a0+1", "\u200b=1", '"=1'])
def test_room_before_a_formula_does_not_hide_it(cell: str) -> None:
    assert re.fullmatch(r"[\u200b\"]?'[=+]1", defused(cell))
