"""What somebody sees who types a plan in an editor with yaml-language-server."""

from pathlib import Path

import pytest
from outlast.model import COLLECTIONS

from tests.editor.language_server import COMMENT, LanguageServer

ROOT = Path(__file__).resolve().parent.parent.parent
PLAN = sorted((ROOT / "plan").rglob("*.yml"))

pytestmark = pytest.mark.editor


def test_the_comment_is_the_one_that_is_documented() -> None:
    assert COMMENT in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_it_offers_every_collection(server: LanguageServer) -> None:
    assert set(server.offered("|")) == {"business", *COLLECTIONS}


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("functions:\n  a:\n    |", {"name", "by", "needs", "rto", "steps", "questions"}),
        ("functions:\n  a:\n    steps:\n      - |", {"do", "use", "expect", "choose"}),
        ("functions:\n  a:\n    steps:\n      - do: x\n        |", {"expect", "if_not"}),
        ("functions:\n  a:\n    needs:\n      - |", {"what", "any", "as", "count"}),
        ("people:\n  a:\n    reach:\n      - |", {"phone", "email", "note"}),
        ("scenarios:\n  a:\n    serve:\n      |", {"first-hour", "stand-down"}),
        ("business:\n  |", {"format", "name", "timezone", "currency"}),
    ],
)
def test_it_offers_the_keys_of_the_place(server: LanguageServer, text: str, some: set[str]) -> None:
    assert some <= set(server.offered(text))


def test_it_offers_no_key_twice_and_none_that_the_place_lacks(server: LanguageServer) -> None:
    offered = set(server.offered("functions:\n  a:\n    needs:\n      - what: a\n        |"))
    assert offered == {"as", "coasts"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("functions:\n  a:\n    by: |", {"automatic"}),
        ("functions:\n  a:\n    rto: |", {"4h", "3d", "unknown", "vendor"}),
        ("functions:\n  a:\n    minimum: |", set()),
        ("functions:\n  a:\n    steps: |", set()),
        ("scenarios:\n  a:\n    likely: |", {"high", "medium", "low"}),
        ("people:\n  a:\n    may: {refund: |}", {"any", "80 EUR"}),
        ("business:\n  format: |", {"1"}),
        ("systems: |", set()),
    ],
)
def test_it_offers_the_words_that_a_key_takes(server: LanguageServer, text: str, words: set[str]) -> None:
    assert set(server.offered(text)) == words


@pytest.mark.parametrize(
    ("key", "inserted"), [("name", "name: "), ("rto", "rto: "), ("steps", "steps:\n  - ")]
)
def test_a_chosen_key_is_typed_with_what_follows(server: LanguageServer, key: str, inserted: str) -> None:
    assert server.offered("functions:\n  a:\n    |")[key]["insertText"] == inserted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("func|tions:\n  a: {name: x}", "Something the business does"),
        ("functions:\n  a|:\n    name: x", "Something the business does"),
        ("functions:\n  a:\n    rt|o: 4h", "By when it is promised back"),
        ("functions:\n  a:\n    b|y: kit", "Who does it, best first, or `automatic`."),
        ("functions:\n  a:\n    steps:\n      - d|o: x", "The action, as an order: `Open the order`."),
        ("functions:\n  a:\n    workaround: {ste|ps: [a]}", "What to do instead, step by step."),
        ("systems:\n  a:\n    log|in: {kept_in: x}", "Where the password is kept."),
    ],
)
def test_hover_says_what_a_key_is_for(server: LanguageServer, text: str, said: str) -> None:
    assert server.hover(text).startswith(said)


def test_hover_says_what_a_key_takes_and_who_sees_it(server: LanguageServer) -> None:
    assert "Takes a duration, `unknown` or `vendor`. Edition: public." in server.hover(
        "functions:\n  a:\n    rt|o: 4h"
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("funktions: {}", [(1, "Property funktions is not allowed.")]),
        ("functions: x", [(1, "`functions` takes a block of ids.")]),
        ("functions:\n  A b: {name: x}", [(2, "An id is made of small letters, digits and single hyphens.")]),
        ("functions:\n  a: x", [(2, "This takes a block of keys.")]),
        (
            "functions:\n  a:\n    nam: x",
            [(2, 'Missing property "name".'), (3, "Property nam is not allowed.")],
        ),
        (
            "functions:\n  a:\n    name: x\n    rto: 4",
            [(4, "This takes a duration, `unknown` or `vendor`, like 4h or 3d.")],
        ),
        ("functions:\n  a:\n    name: x\n    by: Kit B", []),
        (
            "functions:\n  a:\n    name: x\n    steps: [{do: x, taks: 4h}, {do: x, takes: 4}]",
            [(4, "Property taks is not allowed."), (4, "This takes a duration, like 30m or 4h.")],
        ),
        (
            "functions:\n  a:\n    name: x\n    needs: [{any: [a, {what: b, cost: 1}]}]",
            [(4, "Property cost is not allowed.")],
        ),
    ],
)
def test_red_lines_say_what_is_wrong(
    server: LanguageServer, text: str, problems: list[tuple[int, str]]
) -> None:
    assert sorted(server.problems(text)) == sorted(problems)


@pytest.mark.parametrize("file", PLAN, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_example_shop_has_no_red_line(server: LanguageServer, file: Path) -> None:
    assert server.problems(file.read_text(encoding="utf-8")) == []
