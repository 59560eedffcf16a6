"""The reference pages are what the model and the example shop say today."""

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from outlast.load.shapes import fields
from outlast.model import COLLECTIONS, Model, Thing
from outlast.model.business import Business
from outlast.model.functions import Function, Hand
from outlast.reference import reference
from outlast.reference.examples import Example, Examples
from outlast.reference.typed import shortened, typed
from outlast.source import Data, parse, read

from tests.builders import BUSINESS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
KEY = re.compile(r"^- \*\*`([\w-]+)`\*\* · (.*?) · (public|team|full)<br>(.*?) Example:(.*)$", re.MULTILINE)
FENCE = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^(#{2,3}) (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return reference(read(ROOT / "plan"))


@pytest.fixture(scope="module")
def page(pages: dict[str, str]) -> str:
    """All pages, one after another."""
    return "\n".join(pages.values())


def section(page: str, heading: str) -> str:
    """The text below a heading, without that of the next."""
    return page.split(f"\n{heading}\n", 1)[1].split("\n##", 1)[0]


def test_every_page_is_in_the_navigation_of_the_documentation(pages: dict[str, str]) -> None:
    navigation = (ROOT / "mkdocs-docs.yml").read_text(encoding="utf-8")
    assert re.findall(r"^ +- (plan-reference\S*)$", navigation, re.MULTILINE) == list(pages)


def test_the_pages_are_not_kept_as_files(pages: dict[str, str]) -> None:
    assert not [name for name in pages if (DOCS / name).exists()]


def test_the_first_page_leads_to_every_other_and_to_every_collection(pages: dict[str, str]) -> None:
    first, *others = pages
    linked = re.findall(r"^- \[.+?\]\((\S+?)\): ", pages[first], re.MULTILINE)
    assert linked == others
    for collection in ("business", *COLLECTIONS):
        (home,) = [name for name, text in pages.items() if f"\n## `{collection}`\n" in text]
        assert f"[`{collection}`]({home}#{collection})" in pages[first]


@pytest.mark.parametrize("collection", ["business", *COLLECTIONS])
def test_every_collection_lists_its_own_keys(page: str, collection: str) -> None:
    model: type[Model] = Business if collection == "business" else COLLECTIONS[collection]
    common = set(fields(Thing)) - set(model.__annotations__) if collection != "business" else set()
    listed = [match[1] for match in KEY.finditer(section(page, f"## `{collection}`"))]
    assert listed == [key for key in fields(model) if key not in common]


def test_every_key_says_all_that_it_must(page: str) -> None:
    """A line that is none of these shapes would be missing here."""
    bullets = re.findall(r"^- \*\*", page, re.MULTILINE)
    keys = list(KEY.finditer(page))
    assert len(keys) == len(bullets) > 250
    for match in keys:
        assert match[2], match[0]
        assert match[4].strip(), match[0]


def test_every_example_is_yaml_with_its_key(page: str) -> None:
    files = {document.path.removeprefix("plan/") for document in read(ROOT / "plan")}
    for match in KEY.finditer(page):
        inline = match[5].strip().strip("`").strip()
        file = "inline"
        if not inline:
            fence = FENCE.match(page, match.end() + 2)
            assert fence, f"nothing follows {match[0]}"
            file, inline = fence[1], fence[2]
            assert file in files
        document = parse(file, inline.encode())
        assert document.diagnostics == (), inline
        assert isinstance(document.data, dict), inline
        assert list(document.data) == [match[1]]
        assert document.data[match[1]] is not None, inline


def test_every_heading_is_an_address_of_its_own_and_every_link_leads_to_one(pages: dict[str, str]) -> None:
    slugs = {name: [slug(text) for _, text in HEADING.findall(page)] for name, page in pages.items()}
    everywhere = [one for found in slugs.values() for one in found]
    assert len(everywhere) == len(set(everywhere))
    linked = {
        (target or name, anchor)
        for name, page in pages.items()
        for target, anchor in re.findall(r"\]\((plan-reference[\w-]*\.md)?#([^)]+)\)", page)
    }
    assert {"step", "id", "duration", "people"} <= {anchor for _, anchor in linked}
    assert {(target, anchor) for target, anchor in linked if anchor not in slugs[target]} == set()


def slug(heading: str) -> str:
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))


def test_recurrences_stand_there_with_all_their_forms(page: str) -> None:
    said = section(page, "### Recurrence")
    for form in (
        "every working day",
        "every quarter on 20",
        "the last working day",
        "or the working day after",
    ):
        assert form in said


def test_without_a_use_in_the_plan_the_model_gives_the_example() -> None:
    examples = Examples([parse("plan/shop.yml", BUSINESS.encode())])
    assert examples.of(Business, "format") == Example("format: 1", "shop.yml")
    assert examples.of(Business, "revenue") == Example("revenue: 610 EUR per day", ""), "from its docstring"
    assert examples.of(Function, "rto") == Example("rto: 4h", ""), "from the class of its value"
    with pytest.raises(LookupError, match=r"Business\.about"):
        examples.of(Business, "about")


def test_a_use_that_was_typed_goes_before_one_that_a_short_form_implies() -> None:
    plan = """
        functions:
          refunds: {name: Refunds, by: kit}
          parcels: {name: Parcels, by: [{who: noa}]}
    """
    examples = Examples([parse("plan/shop.yml", dedent(plan).encode())])
    assert examples.of(Hand, "who").text == "who: noa"
    assert examples.of(Function, "by").text == "by: kit"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("4h", "key: 4h"),
        ("a: b", 'key: "a: b"'),
        ("{{ order }} is late", 'key: "{{ order }} is late"'),
        ("null", 'key: "null"'),
        (["a", "b, c"], 'key: [a, "b, c"]'),
        ({"do": "x", "in": "y"}, "key: {do: x, in: y}"),
        ({"do": "x" * 60, "in": "y" * 60}, f"key:\n  do: {'x' * 60}\n  in: {'y' * 60}"),
        ([{"do": "x" * 60, "in": "y" * 60}], f"key:\n  - do: {'x' * 60}\n    in: {'y' * 60}"),
        ("one\n\ntwo\n", "key: |\n  one\n\n  two"),
    ],
)
def test_data_is_typed_as_an_author_would(value: Data, text: str) -> None:
    assert typed("key", value) == text
    assert parse("x.yml", f"{text}\n".encode()).data == {"key": value}


def test_what_is_long_is_shortened() -> None:
    assert shortened(["a", "b", "c"]) == ["a", "b"]
    assert shortened({"about": "word " * 50}) == {"about": "word " * 22 + "…"}


@pytest.mark.parametrize("seed", ["1", "2"])
def test_hash_order_changes_nothing(page: str, seed: str) -> None:
    code = (
        "import sys; from pathlib import Path; from outlast.reference import reference;"
        "from outlast.source import read; from outlast.schema import text;"
        "sys.stdout.reconfigure(encoding='utf-8', newline='');"
        "sys.stdout.write('\\n'.join(reference(read(Path('plan'))).values()) + text())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    from outlast.schema import text

    assert done.stdout.decode() == page + text()
