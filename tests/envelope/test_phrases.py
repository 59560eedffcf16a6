"""Passphrases: how one is drawn, read and judged."""

import collections
import itertools
import math
import unicodedata
from pathlib import Path

import pytest
from outlast.envelope import Weak, decrypt, generate, new_shares, normal, phrases_of, refuse_weak
from outlast.envelope.phrase import slip, wordlist
from outlast.envelope.strength import estimate
from outlast.mkdocs_plugin.phrases import names


def test_six_words_are_drawn_from_the_list() -> None:
    words = generate().split()
    assert len(words) == 6
    assert set(words) <= set(wordlist())
    assert generate() != generate()


def test_the_list_is_whole_and_six_words_hold_77_bits() -> None:
    words = wordlist()
    assert len(set(words)) == len(words) == 6**5
    assert min(map(len, words)) >= 3
    assert 6 * math.log2(len(words)) == pytest.approx(77.5, abs=0.1)


def test_each_word_can_be_drawn() -> None:
    places = itertools.count()
    drawn = generate(10, lambda words: words[next(places)])
    assert drawn.split() == list(wordlist()[:10])


def test_a_draw_that_could_be_guessed_is_drawn_anew() -> None:
    easy, hard = ["monday", "april", "golf", "hotel", "echo", "alpha"], list(wordlist()[:6])
    draws = iter([*easy, *hard])
    assert generate(6, lambda _: next(draws)) == " ".join(hard)


NAMES = ("Sam", "Maya", "Joris", "Ilse", "Lotte")


@pytest.mark.parametrize("words", [6, 8])
def test_generated_ones_are_never_refused(words: int) -> None:
    for _ in range(200):
        refuse_weak(generate(words), ("Fern & Flask runbook",))


@pytest.mark.parametrize(
    "phrase",
    [
        "k3Jf9sLq0PzXm2VbN7aT",
        "dvlh-8xkq-22mz-p0aw",
        "hVjQkzXwMpLtRnBsGdCf",
        "8c1f0b77d2e94a6635ab",
        "Räuber tanzen quer durch Ölgemälde, siebzehnmal",
    ],
)
def test_strong_ones_pass(phrase: str) -> None:
    refuse_weak(phrase)


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("", "0 characters"),
        ("short one", "9 characters"),
        ("              x              ", "1 characters"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "easy to guess"),
        ("abcabcabcabcabcabcabc", "easy to guess"),
        ("123456789012345678", "easy to guess"),
        ("qwertyuiopasdfghjkl", "easy to guess"),
        ("passwordpassword1234", "easy to guess"),
        ("password password password", "easy to guess"),
        ("Correct horse battery staple", "easy to guess"),
        ("Summer2026!Summer2026!", "easy to guess"),
        ("fern and flask runbook 2026!", "easy to guess"),
        ("Fern&Flask-Fern&Flask-2026", "easy to guess"),
        ("fragile activist sheet playmate", "easy to guess"),
        ("31121985 01011990", "easy to guess"),
        ("a b c d e f g h i j k l m n o p", "easy to guess"),
        ("1-2-3-4-5-6-7-8-9-0", "easy to guess"),
        ("P@ssw0rd-Summer2026!", "easy to guess"),
        ("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "easy to guess"),
        ("!QAZ@WSX#EDC$RFV", "easy to guess"),
        ("!QAZ2wsx#EDC4rfv", "easy to guess"),
        ("101102103104105106107", "easy to guess"),
        ("123456789101112131415161718", "easy to guess"),
        ("eleven twelve thirteen fourteen fifteen", "easy to guess"),
        ("un deux trois quatre cinq six", "easy to guess"),
        ("january february march april may june", "easy to guess"),
    ],
)
def test_weak_ones_are_refused_with_a_reason(phrase: str, why: str) -> None:
    with pytest.raises(Weak, match=why) as refused:
        refuse_weak(phrase, ("Fern & Flask runbook",))
    words = {word for word in phrase.split() if len(word) > 5}
    assert not any(word in str(refused.value) for word in words), "the phrase is never told"


def test_the_name_of_the_site_counts_for_little() -> None:
    phrase = "Copper Kettle bicycles"
    assert estimate(phrase, ("Copper Kettle",)) < estimate(phrase)


def test_names_of_the_plan_count_for_little(tmp_path: Path) -> None:
    people = "people:\n" + "".join(f"  {name.lower()}: {{name: {name}}}\n" for name in NAMES)
    (tmp_path / "people.yml").write_text(people, encoding="utf-8")
    known = set(names(tmp_path))
    assert set(NAMES) <= known
    refuse_weak(" ".join(NAMES))
    with pytest.raises(Weak):
        refuse_weak(" ".join(NAMES).lower(), known)


def test_words_of_generated_phrases_are_no_names_of_a_plan(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("\n".join(word.title() for word in wordlist()), encoding="utf-8")
    assert list(names(tmp_path)) == []


def test_more_words_hold_more() -> None:
    held = [estimate(" ".join(wordlist()[:n])) for n in range(1, 8)]
    assert held == sorted(held)


def test_phrases_are_read_alike_however_they_are_typed() -> None:
    composed = "Zoë’s café"
    forms = {normal(unicodedata.normalize(form, composed)) for form in ("NFC", "NFD")}
    assert forms == {composed}
    assert normal("  two\twords\r\n") == "two words"


def test_drawn_words_are_sealed_as_they_stand_on_the_list() -> None:
    words = "barrel evacuate drop-down t-shirt fossil contusion"
    typed = (
        "Barrel-Evacuate-Drop-Down-T-Shirt-Fossil-Contusion.",
        "1. BARREL\n2. evacuate, drop down t shirt fossil contusion",
    )
    assert {normal(text) for text in (words, *typed)} == {words}
    assert normal("Purple-Giraffes at Qx7, quarrelling") == "Purple-Giraffes at Qx7, quarrelling"


def test_the_list_has_no_other_words_with_hyphens() -> None:
    assert tuple(word for word in wordlist() if not word.isalpha()) == decrypt.HYPHENED
    parts = [set(word.split("-")) for word in decrypt.HYPHENED]
    assert not any(part <= set(wordlist()) for part in parts), "else two words could be meant"


def test_a_slip_is_named_by_its_place() -> None:
    good = "barrel evacuate scanner scrabble fossil contusion"
    assert slip(good) == ""
    assert slip(good.replace("scrabble", "scrable")) == (
        "Word 4 is not on the list of words that Outlast uses."
    )
    assert slip(good.replace("scrabble", "xq")) == "", "it may be a phrase of one's own"
    assert slip("k3Jf9sLq0PzXm2VbN7aT") == ""
    known = frozenset(wordlist())
    assert decrypt.amiss("Barrel evacuat scanner scrable fossil contusion", known).startswith(
        "Words 2, 4 are not"
    )
    assert decrypt.amiss("barrel evacuate scanner scrabble fossil", known).startswith("Too few words: 5.")
    assert decrypt.amiss("my own words were never drawn here", known) == ""
    assert decrypt.amiss("", known) == ""


def test_any_two_shares_make_the_same_phrase_in_either_order() -> None:
    one, two, three = new_shares()
    made = phrases_of(f"{one}\n{two.title()}\n\n{three.upper()}\n")
    assert len(set(made)) == 3
    assert made == phrases_of(f"{one}\n{two}\n{three}")
    for first, second in itertools.permutations((one, two, three), 2):
        assert normal(f"{first} {second}") in made
    assert not any(phrase in (one, two, three) for phrase in made)


def test_what_is_no_text_is_no_phrase() -> None:
    with pytest.raises(UnicodeEncodeError):
        normal("\udcff\udcfe")


def test_words_are_drawn_evenly() -> None:
    """A draw that knew only a part of the list would show in few beginnings."""
    letters = collections.Counter(word[0] for word in generate(2000).split())
    assert len(letters) > 20
