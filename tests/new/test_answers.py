"""Answers: what is typed or stands in a file, what is kept of it, and the way through the questions."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from outlast.new import Kept, Shelf, back, before, following, put, read, written
from outlast.new.asking import Unclear
from outlast.new.kept import answer
from outlast.new.questions import Offer, questions
from outlast.source import Data, parse
from outlast.source.scalar import scalar

SHELF = Shelf(
    tools=(
        Offer("shopify", "Shopify", category="shop"),
        Offer("stripe", "Stripe", category="payments"),
        Offer("vault-app", "Vault App", category="passwords"),
    ),
    functions=(Offer("refunds", "Refund customers"), Offer("shipping", "Pack and send")),
    scenarios=(Offer("away", "Founder away"), Offer("fire", "Fire in the stockroom")),
)
SMALL = "{shop: Fern, country: US, people: [{name: Sam}, {name: Maya}], runs_on: [stripe], worst: all}"
LEAST = "{shop: Fern & Flask, country: BE, people: [{name: Sam Okafor}]}"
ODD = (
    "Tom's Tea",
    "Tea: the shop",
    "#1 Tea",
    "@tea",
    "- tea -",
    "Tea 🫖 & Co",
    "שרה לוי",
    "yes",
    "null",
    "~",
    "{tea}",
    "[tea]",
    "*tea*",
    "&tea",
    "!tea",
    "tea, milk",
    "tea #2",
    '"tea"',
    "0123",
    "1e3",
    "12:30",
    "\\tea\\",
    "100 % tea",
    "tea:",
    "ends in a blank ",
    "<<tea>>",
    "{{ tea }}",
    "`tea`",
    "| tea",
    "> tea",
    "? tea",
    "tea\u2028milk",
)


def kept(text: str) -> Kept:
    """The answers in a file that says everything well."""
    found, wrong = read(parse("answers.yml", text.encode()), SHELF, whole=True)
    assert wrong == ()
    return found


def wrong(text: str) -> tuple[str, ...]:
    return read(parse("answers.yml", text.encode()), SHELF, whole=True)[1]


def typed(answers: Mapping[str, str]) -> Kept:
    """The answers of somebody who types these at the questions that begin so, and Enter at all others."""
    left = dict(answers)
    found: Kept = {}
    for _ in range(200):
        question = following(found, SHELF)
        if question is None:
            assert not left, f"never asked: {left}"
            return found
        asked = [] if question.silent else [key for key in left if question.ask.startswith(key)]
        line = left.pop(asked[0]) if asked else ""
        found = put(found, question.path, question.typed(line))
    raise AssertionError("the questions never end")


@pytest.mark.parametrize("text", ODD)
def test_a_scalar_reads_as_the_very_text_in_a_block_and_between_brackets(text: str) -> None:
    block = parse("x.yml", f"key: {scalar(text)}\n".encode())
    flow = parse("x.yml", f"key: [{scalar(text)}, {{inner: {scalar(text)}}}]\n".encode())
    assert (block.data, block.diagnostics) == ({"key": text}, ())
    assert (flow.data, flow.diagnostics) == ({"key": [text, {"inner": text}]}, ())


@pytest.mark.parametrize("text", [each for each in ODD if each.strip() == each and "\u2028" not in each])
def test_what_is_kept_in_a_file_is_read_from_it_again(text: str) -> None:
    answers = put(kept(LEAST), ("shop",), text)
    answers = put(answers, ("also_runs_on",), [text, "Till"])
    assert read(parse("answers.yml", written(answers).encode()), SHELF, whole=False) == (answers, ())


def test_whoever_types_and_whoever_writes_a_file_get_the_same_answers() -> None:
    by_hand = typed(
        {
            "What is your shop called": "Fern & Flask",
            "In which country": "belgium",
            "What is the address": "www.fernandflask.example",
            "Your name": "Sam Okafor",
            "Telephone number": "0470 00 01 02",
            "Who else?": "Maya Lindqvist",
            "Which of these do you use": "1, stripe",
            "What else does it run on": "Till, Van",
            "Which of these can Maya": "stripe",
            "Which of these must": "2",
            "Which of these could Maya": "none",
            "What would be worst": "1",
        }
    )
    from_file = kept("""
shop: Fern & Flask
country: Belgium
website: https://www.fernandflask.example
people:
  - {name: Sam Okafor, phone: "+32 470 00 01 02"}
  - {name: Maya Lindqvist, signs_in: [Stripe], can_do: []}
runs_on: Shopify, Stripe
also_runs_on: [Till, Van]
never_stops: shipping
worst: [away]
""")
    assert by_hand == from_file
    assert answer(by_hand, ("timezone",)) == "Europe/Brussels", "of one clock nobody is asked"
    assert answer(by_hand, ("currency",)) == "EUR"
    assert answer(by_hand, ("people", 0, "codes_for")) == ["shopify", "stripe", "till", "van"]


def test_shop_of_three_is_asked_only_for_what_the_first_site_shows() -> None:
    people = ", ".join(f"{{name: {name}, phone: 0470 00 01 02}}" for name in ("Sam", "Maya", "Ben"))
    found = kept(f"{{shop: Fern, country: BE, people: [{people}], runs_on: all}}")
    asked = [each.path for each in questions(found, SHELF) if not each.silent]
    assert len(asked) <= 24, asked
    later = {"may_stop_for", "money", "revenue", "docs", "workflow"}
    assert not [path for path in asked if later & {*path} or path[-1] in ("opens_envelope", "steps_in")]


def test_email_address_is_asked_where_there_is_no_telephone_number() -> None:
    for phone, silent in (("0470 00 01 02", True), (None, False)):
        said: Kept = {"shop": "S", "country": "BE", "people": [{"name": "Sam", "role": "F", "phone": phone}]}
        [email] = [each for each in questions(said, SHELF) if each.path == ("people", 0, "email")]
        assert email.silent is silent


def test_several_people_on_one_line_are_asked_for_one_at_a_time() -> None:
    [name] = [each for each in questions({}, SHELF) if each.path == ("people", 0, "name")]
    with pytest.raises(Unclear, match="One name at a time"):
        name.typed("Maya Lindqvist, Ben Moreau")


def test_going_back_takes_one_answer_back_and_no_silent_one() -> None:
    found: Kept = {"shop": "Fern", "country": "BE", "timezone": "Europe/Brussels", "currency": "EUR"}
    now = following(found, SHELF)
    assert now
    assert now.path == ("website",)
    to = before(found, SHELF, now)
    assert to
    assert to.path == ("country",)
    assert back(found, SHELF, to) == {"shop": "Fern"}


def test_somebody_who_goes_back_from_anywhere_meets_every_question_before() -> None:
    found = kept(SMALL)
    asked = [each.path for each in questions(found, SHELF) if not each.silent]
    met = []
    question = before(found, SHELF, [*questions(found, SHELF)][-1])
    while question:
        met.append(question.path)
        found = back(found, SHELF, question)
        now = following(found, SHELF)
        assert now
        assert now.path == question.path
        question = before(found, SHELF, question)
    assert met == asked[::-1]
    assert found == {}


@pytest.mark.parametrize("cut", range(4, 30))
def test_answers_that_were_cut_short_go_on_where_they_stopped(cut: int) -> None:
    whole = kept(SMALL)
    expected = [*questions(whole, SHELF)]
    cut += next(n for n, each in enumerate([*expected[cut:], None]) if each is None or not each.silent)
    found: Kept = {}
    for question in expected[:cut]:
        found = put(found, question.path, answer(whole, question.path))
    again, wrong = read(parse("answers.yml", written(found).encode()), SHELF, whole=False)
    assert (again, wrong) == (found, ())
    now = following(again, SHELF)
    assert (now.path if now else None) == (expected[cut].path if cut < len(expected) else None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("shop:", "answers.yml:1: shop: This one is needed: every page of the runbook says it."),
        ("country: Belgum", 'answers.yml:1: country: "Belgum" is not a country: '),
        ("website: fern and flask", "answers.yml:1: website: "),
        (
            "runs_on: [Shopfy]",
            'answers.yml:1: runs_on: "Shopfy" is not in the list. Did you mean Shopify?',
        ),
        (
            "runs_on: [Shopfy, Till roll]",
            'answers.yml:1: runs_on: "Shopfy" is not in the list. Did you mean Shopify? '
            '"Till roll" is not in the list. Leave that out here.',
        ),
        ("runs_on: 4", "answers.yml:1: runs_on: There is no number 4: they go from 1 to 3."),
        ("runs_on: {shopify: yes}", "answers.yml:1: runs_on: This takes one line of text."),
        ("run_on: [Shopify]", 'answers.yml:1: "run_on" answers no question here; did you mean "runs_on"?'),
        ("docs: maybe", "answers.yml:1: docs: Type yes or no."),
        ("revenue: a lot", "answers.yml:1: revenue: "),
        ("people: [{name: Sam, phone: 12}]", "answers.yml:1: people › 1 › phone: "),
        ("passwords: my password is hunter2sesame", "answers.yml:1: a password is in this place"),
        ("shop: [", "answers.yml:"),
    ],
)
def test_a_wrong_answer_in_a_file_is_told_with_its_line_and_a_cure(line: str, said: str) -> None:
    assert any(each.startswith(said) for each in wrong(line)), wrong(line)


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(wrong("country: Nowhereland\nfoo: 1\ndocs: maybe\n")) == 5  # and the shop and its founder


def test_a_country_gives_its_prefix_to_a_number_without_one() -> None:
    found = kept("{shop: Fern, country: GB, people: [{name: Sam, phone: 07700 900101}]}")
    assert answer(found, ("people", 0, "phone")) == "+44 7700 900101"


@pytest.mark.parametrize(("country", "here", "other"), [("BE", "+32", "+44"), ("GB", "+44", "+32")])
def test_another_prefix_is_shown_with_one_of_another_country(country: str, here: str, other: str) -> None:
    [phone] = [each for each in questions({"country": country}, SHELF) if each.path == ("people", 0, "phone")]
    assert phone.lead == (f"Begin with the prefix, such as {other}, where it is not {here}.",)


def test_a_number_of_another_country_stays_what_it_is() -> None:
    found = kept("{shop: Fern, country: GB, people: [{name: Sam, phone: '+32 470 00 01 02'}]}")
    assert answer(found, ("people", 0, "phone")) == "+32 470 00 01 02"


@pytest.mark.parametrize(
    ("said", "picked"),
    [
        ("1, 3", ["shopify", "vault-app"]),
        ("1 3", ["shopify", "vault-app"]),
        ("1-2", ["shopify", "stripe"]),
        ("stripe and SHOPIFY", ["shopify", "stripe"]),
        ("vault app", ["vault-app"]),
        ("all", ["shopify", "stripe", "vault-app"]),
        ("none", []),
    ],
)
def test_several_are_picked_as_people_write_lists(said: str, picked: Data) -> None:
    question = next(each for each in questions({}, SHELF) if each.path == ("runs_on",))
    assert question.typed(said) == picked


def test_a_secret_that_is_typed_is_refused_and_not_kept() -> None:
    question = next(each for each in questions({}, SHELF) if each.path == ("shop",))
    with pytest.raises(Unclear, match="looks like a secret"):
        question.typed("password: hunter2sesame")


def test_a_key_that_is_no_letter_is_refused() -> None:
    question = next(each for each in questions({}, SHELF) if each.path == ("shop",))
    with pytest.raises(Unclear, match="again"):
        question.typed("Fern\x1b[D Flask")


def test_what_follows_from_an_answer_that_is_missing_is_not_decided_yet() -> None:
    kept, wrong = read(parse("answers.yml", b"shop: Hot\n"), Shelf(), whole=False)
    assert (kept, wrong) == ({"shop": "Hot"}, ())
