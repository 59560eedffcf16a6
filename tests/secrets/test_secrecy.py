"""A secret in a plan is an error at its place, and no word of ours shows it."""

import json

import pytest
from outlast.diagnostics import FORMATS, render
from outlast.load import load
from outlast.source import page, parse

from tests.builders import BUSINESS
from tests.secrets.corpus import BAR, planted

KEY = f"sk_l{BAR}ive_4eC39Hq{BAR}LyjWDarjt".replace(BAR, "")
PASSWORD = "willow" + "-Bay9"

PLACES = {
    "a value": "systems: {shop: {name: Shop, about: KEY}}",
    "a value of the wrong kind": "systems: {shop: {name: Shop, rto: KEY}}",
    "a reference": "systems: {shop: {name: Shop, owner: KEY}}",
    "a key": "systems: {shop: {name: Shop, KEY: x}}",
    "an id": "systems: {KEY: {name: Shop}}",
    "a comment": "systems: {shop: {name: Shop}} # KEY",
    "a line that cannot be read": "systems: {shop: {name: Shop, about: [KEY}",
    "a value in a list of its own": "systems: {shop: {name: Shop, also: [a, KEY]}}",
    "a word of several": "systems: {shop: {name: Shop, audience: KEY}}",
    "a collection": "KEY: {shop: {name: Shop}}",
    "a link": 'systems: {shop: {name: Shop, about: "[x](javascript:KEY)"}}',
    "a mention": "systems: {shop: {name: Shop, about: '{KEY}'}}",
    "a block": "systems:\n  shop:\n    name: Shop\n    about: |\n      one\n      KEY\n",
    "escapes": 'systems: {shop: {name: Shop, about: "' + "".join(f"\\x{ord(s):02x}" for s in KEY) + '"}}',
    "escapes that cannot be read": 'systems: {shop: {about: "'
    + "".join(f"\\u{ord(s):04x}" for s in KEY)
    + '"\n  - x',
    "a second document": "systems: {shop: {name: Shop}}\n---\na: KEY\n",
    "twice the same key": "systems: {shop: {name: Shop, KEY: a, KEY: b}}",
    "a tag": "systems: {shop: {name: !KEY Shop}}",
    "an alias": "systems: {shop: {name: *KEY }}",
}


@pytest.mark.parametrize("place", PLACES)
def test_wherever_it_stands_it_is_an_error_and_is_not_shown(place: str) -> None:
    text = PLACES[place].replace("KEY", KEY)
    loaded = load([parse("plan/a.yml", text.encode()), parse("plan/b.yml", BUSINESS.encode())])
    found = [one for one in loaded.diagnostics if one.rule == "secret"]
    assert found, render(loaded.diagnostics)
    line = next((n for n, each in enumerate(text.splitlines(), 1) if KEY in each), 1)
    assert {(one.path, one.span and one.span.line) for one in found} == {("plan/a.yml", line)}
    assert loaded.plan is None
    said = "".join(render(loaded.diagnostics, form) for form in FORMATS)
    for part in (KEY, KEY[8:20], KEY[-10:]):
        assert part not in said


@pytest.mark.parametrize("one", planted(), ids=lambda one: one.family)
def test_no_secret_of_the_corpus_is_ever_said(one: object) -> None:
    """Each as a key that does not exist, whose message would quote it, and as a value."""
    text = getattr(one, "text", "")
    quoted = json.dumps(text, ensure_ascii=False)
    plan = f"systems: {{shop: {{name: Shop, audience: {quoted}}}}}"
    document = parse("plan/a.yml", plan.encode())
    loaded = load([document, parse("plan/b.yml", BUSINESS.encode())])
    said = "".join(render(loaded.diagnostics, form) for form in FORMATS)
    for piece in document.secrets:
        if len(piece.text) > 3:
            assert piece.text not in said


IBAN = "BE68 5390" + " 0754 7034"


def test_an_iban_may_stand_in_its_field_and_nowhere_else() -> None:
    field = "suppliers:\n  glass:\n    name: Glass\n    payment: {iban: %s, due: x}\n"
    assert parse("a.yml", (field % IBAN).encode()).diagnostics == ()
    elsewhere = (
        f"suppliers: {{glass: {{name: Glass, iban: {IBAN}}}}}",
        f"suppliers: {{glass: {{name: Glass, about: 'iban: {IBAN}'}}}}",
        f"systems: {{glass: {{name: Glass, payment: {{iban: {IBAN}}}}}}}",
        (field % IBAN).replace("due: x", f"due: {IBAN}"),
        (field % IBAN) + f"    # iban: {IBAN}\n",
    )
    for text in elsewhere:
        assert [one.rule for one in parse("a.yml", text.encode()).diagnostics] == ["secret"], text
    assert [one.rule for one in page("a.md", f"iban: {IBAN}").diagnostics] == ["secret"]


@pytest.mark.parametrize(
    "account",
    ["sort code 20-00-00, account 5577" + "9911", "BSB 062-000, account 1020" + "3041"],
)
def test_an_account_without_an_iban_may_stand_in_its_field_and_nowhere_else(account: str) -> None:
    field = "suppliers:\n  glass:\n    name: Glass\n    payment: {%s: '%s', due: x}\n"
    assert parse("a.yml", (field % ("account", account)).encode()).diagnostics == ()
    near = (
        f"suppliers: {{a: {{payment: {{account: '{account}'}}}}, b: {{payment: {{account: '{account}'}}}}}}"
    )
    assert "secret" not in {one.rule for one in parse("a.yml", near.encode()).diagnostics}
    for text in (
        field % ("with", account),
        field % ("iban", account),
        f"systems: {{a: {{name: A, payment: {{account: '{account}'}}}}}}",
        (field % ("account", account)) + f"# {account}\n",
    ):
        assert [one.rule for one in parse("a.yml", text.encode()).diagnostics] == ["secret"], text


def test_an_excerpt_of_another_line_stays() -> None:
    text = f"systems:\n  shop:\n    name: Shop\n    about: the password is {PASSWORD}\n    nmae: x\n"
    said = render(load([parse("a.yml", text.encode()), parse("b.yml", BUSINESS.encode())]).diagnostics)
    assert "5 |     nmae: x" in said
    assert PASSWORD not in said


def test_the_span_is_that_of_the_secret_alone() -> None:
    (found,) = parse("a.yml", f"a: the password is {PASSWORD} since May".encode()).diagnostics
    assert found.span is not None
    assert (found.span.line, found.span.column, found.span.length) == (1, 20, len(PASSWORD))


def test_a_private_key_is_hidden_to_its_last_line() -> None:
    body = "\n".join(f"    {letter * 60}" for letter in "bcdefg")
    kind = "RSA " + "PRIVATE KEY"
    text = f"a:\n  b: |\n    -----BEGIN {kind}-----\n{body}\n    -----END {kind}-----\n  c: x\n"
    document = parse("a.yml", text.encode())
    assert [one.rule for one in document.diagnostics] == ["secret"]
    assert [piece.span.line for piece in document.secrets] == list(range(3, 11))


def test_a_file_in_another_encoding_is_searched_too() -> None:
    text = f"business: {{name: Caf\u00e9}}\na: {KEY}\n"
    found = parse("a.yml", text.encode("cp1252")).diagnostics
    assert {one.rule for one in found} == {"wrong-encoding", "secret"}
    assert KEY not in render(found)


def test_pages_are_searched_by_line() -> None:
    (found,) = page("docs/a.md", f"# Title\n\nThe key is {KEY}.\n").diagnostics
    assert (found.path, found.span and found.span.line) == ("docs/a.md", 3)
    assert KEY not in render([found])


def test_among_very_many_secrets_nothing_else_is_said_in_full() -> None:
    """Each message would have to be searched for each of them."""
    keys = [f"sk_l{'ive'}_{number:05}4eC39HqLyjWDarjt" for number in range(600)]
    text = "".join(f"a{number}: {key}\n" for number, key in enumerate(keys))
    said = load([parse("a.yml", text.encode()), parse("b.yml", BUSINESS.encode())]).diagnostics
    assert sum(one.rule == "secret" for one in said) == 600
    others = [one for one in said if one.rule != "secret"]
    assert len(others) == 600
    assert {one.source_line for one in others} == {""}
    assert not any(key in render(others) for key in keys)
