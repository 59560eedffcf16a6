"""What every reader of an envelope must open, and what it must refuse: the cases of `vectors.json`.

A case is an envelope by name, or a text, and changes to it; with the phrase and the path to open it with.
`pytest tests/envelope --update` writes the file anew: needed only when the format changes.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from outlast.envelope import Lock, lock, seal

FILE = Path(__file__).with_name("vectors.json")
ROUNDS = 1000
FLOOR, CEILING = 600_000, 10_000_000
PAGE = "serve/refunds.html"
OTHER = "serve/returns.html"
WORDS = "barrel evacuate scanner scrabble fossil contusion"
RECOVERY = "theme couch chatter maternity spent uncut"
CONTENT = "<h1>Refund customers</h1> €80, Zoë, 退款\n".encode()
HYPHENS = "yo-yo drop-down yo-yo t-shirt felt-tip yo-yo yo-yo"
OWN = "Purple Giraffes, quarrelling at Qx7"
ACCENTS = "Zoë’s café on Åland: 退款 مرحبا 🌱"
DECOMPOSED = "Zoe\u0308’s cafe\u0301 on A\u030aland: 退款 مرحبا 🌱"


@dataclass(frozen=True)
class Case:
    """One thing that a reader is asked, and what must come of it."""

    name: str
    envelope: str
    """The name of an envelope, or the text itself when there is none of that name."""
    changes: tuple[tuple[str, str], ...] = ()
    """Texts that stand once in the envelope, and what takes their place."""
    phrase: str = WORDS
    path: str = PAGE
    floor: int = ROUNDS
    ceiling: int = CEILING
    opens: str | None = None
    """The content in base64, or None: it must be refused."""


def stream(seed: str) -> Callable[[int], bytes]:
    """Bytes that are the same each time, in place of chance."""
    count = iter(range(1_000_000))

    def next_bytes(size: int) -> bytes:
        return hashlib.shake_256(f"{seed} {next(count)}".encode()).digest(size)

    return next_bytes


def made(seed: str, *phrases: str, rounds: int = ROUNDS) -> Lock:
    return lock(phrases, stream(f"lock {seed}"), rounds)


def sealed(seed: str, *phrases: str, rounds: int = ROUNDS, path: str = PAGE, content: bytes = CONTENT) -> str:
    return made(seed, *phrases, rounds=rounds).seal(path, content, stream(f"file {seed} {path}"))


def envelopes() -> dict[str, str]:
    """Well made ones, and some that only somebody who has the key can make wrong."""
    two = (WORDS, RECOVERY)
    found = {
        "two": sealed("two", *two),
        "two-other-file": sealed("two", *two, path=OTHER, content=b"<h1>Take returns back</h1>"),
        "two-other-build": sealed("again", *two),
        "eight": sealed("eight", *(f"{RECOVERY} {n}" for n in range(7)), WORDS),
        "accents": sealed("accents", ACCENTS),
        "accents-path": sealed("path", WORDS, path="people/zoë.html"),
        "empty": sealed("empty", WORDS, content=b""),
        "large": sealed("large", WORDS, content=stream("large")(6000)),
        "at-floor": sealed("floor", WORDS, rounds=FLOOR),
        "below-floor": sealed("below", WORDS, rounds=FLOOR - 1),
        "hyphens": sealed("hyphens", HYPHENS),
        "shares": sealed("shares", f"{WORDS} {RECOVERY}"),
        "own": sealed("own", OWN),
        "ligature": sealed("ligature", "office fiction staff sniff cliff bluff"),
    }
    small = zlib.compress(CONTENT)
    for name, inner in {
        "length-too-long": (4093).to_bytes(4, "big") + small,
        "length-too-short": (len(small) - 1).to_bytes(4, "big") + small,
        "length-beyond-all": b"\xff\xff\xff\xff" + small,
        "filled-with-ones": len(small).to_bytes(4, "big") + small + b"\x00\x01",
        "not-compressed": len(CONTENT).to_bytes(4, "big") + CONTENT,
        "cut-inside": (len(small) - 6).to_bytes(4, "big") + small[:-6],
        "more-inside": (len(small) + 1).to_bytes(4, "big") + small + b"x",
    }.items():
        filled = inner + bytes(-len(inner) % seal.BLOCK)
        with mock.patch.object(seal, "_filled", lambda _, filled=filled: filled):
            found[name] = sealed(name, WORDS)
    return found


def cases(known: dict[str, str]) -> Iterator[Case]:
    yield from _opened()
    yield from _wrong_phrases()
    yield from _flipped(known)
    yield from _exchanged(known)
    yield from _paths()
    yield from _rounds(known)
    yield from _forms(known)
    yield from _sizes(known)
    for name in (
        "length-too-long",
        "length-too-short",
        "length-beyond-all",
        "filled-with-ones",
        "not-compressed",
        "cut-inside",
        "more-inside",
    ):
        yield Case(f"with the key, but inside: {name}", name)


def _opened() -> Iterator[Case]:
    text = base64.b64encode(CONTENT).decode()
    yield Case("the passphrase", "two", opens=text)
    yield Case("the recovery phrase", "two", phrase=RECOVERY, opens=text)
    yield Case("the last of eight slots", "eight", opens=text)
    yield Case("spaces around and between", "two", phrase=f"  {WORDS.replace(' ', '   ')} \r\n", opens=text)
    yield Case("words on lines", "two", phrase=WORDS.replace(" ", "\n\t"), opens=text)
    yield Case("spaces that do not break", "two", phrase=WORDS.replace(" ", "\u00a0"), opens=text)
    for name, phrase in {
        "a capital letter": WORDS.capitalize(),
        "all in capitals": WORDS.upper(),
        "hyphens for spaces": WORDS.replace(" ", "-"),
        "a full stop at its end": f"{WORDS}.",
        "numbers before the words": " ".join(f"{n}. {word}" for n, word in enumerate(WORDS.split(), 1)),
        "commas and lines": WORDS.replace(" ", ",\r\n"),
    }.items():
        yield Case(f"drawn words: {name}", "two", phrase=phrase, opens=text)
    for name, phrase in {
        "as drawn": HYPHENS,
        "without hyphens": HYPHENS.replace("-", " "),
        "with hyphens all over": HYPHENS.replace(" ", "-"),
    }.items():
        yield Case(f"words with hyphens: {name}", "hyphens", phrase=phrase, opens=text)
    for name, phrase in {
        "in one order": f"{WORDS} {RECOVERY}",
        "in the other order": f"{RECOVERY} {WORDS}",
        "on two lines, in capitals": f"{RECOVERY.upper()}\n{WORDS.title()}",
    }.items():
        yield Case(f"two shares: {name}", "shares", phrase=phrase, opens=text)
    yield Case("two shares: one alone", "shares", phrase=WORDS)
    yield Case("two shares: one twice", "shares", phrase=f"{WORDS} {WORDS}")
    yield Case("a phrase of one's own", "own", phrase=OWN, opens=text)
    yield Case("wrong phrase: one's own in small letters", "own", phrase=OWN.lower())
    yield Case("wrong phrase: one's own without its signs", "own", phrase=OWN.replace(",", ""))
    yield Case("letters as sealed", "accents", phrase=ACCENTS, opens=text)
    yield Case("letters typed in parts", "accents", phrase=DECOMPOSED, opens=text)
    yield Case("a path in whole letters", "accents-path", path="people/zoë.html", opens=text)
    yield Case("a path in parts of letters", "accents-path", path="people/zoe\u0308.html", opens=text)
    yield Case("nothing inside", "empty", opens="")
    yield Case("two blocks", "large", opens=base64.b64encode(stream("large")(6000)).decode())
    yield Case("real rounds, real limits", "at-floor", floor=FLOOR, opens=text)
    yield Case("rounds at the ceiling", "two", ceiling=2 * ROUNDS, opens=text)
    yield Case(
        "keys in another order", "two", (('{"outlast":"1",', "{"), ("}],", '}],"outlast":"1",')), opens=text
    )
    yield Case("spaces in the JSON", "two", (("}],", "}] ,\n "),), opens=text)


def _wrong_phrases() -> Iterator[Case]:
    for name, phrase in {
        "another one": "other words that were never used",
        "nothing": "",
        "only spaces": " \n",
        "a word less": WORDS.rpartition(" ")[0],
        "a word more": f"{WORDS} uncut",
        "words in another order": " ".join(reversed(WORDS.split())),
        "no spaces": WORDS.replace(" ", ""),
        "both at once": f"{WORDS} {RECOVERY}",
        "a zero byte in front": f"\x00{WORDS}",
        "a space without width": WORDS.replace(" ", "\u200b"),
        "half a character": f"{WORDS}\ud800",
    }.items():
        yield Case(f"wrong phrase: {name}", "two", phrase=phrase)
    yield Case("wrong phrase: no accents", "accents", phrase="Zoe’s cafe on Aland: 退款 مرحبا 🌱")
    yield Case(
        "wrong phrase: ligatures are other letters", "ligature", phrase="oﬃce ﬁction staﬀ sniﬀ cliﬀ bluﬀ"
    )


def _flipped(known: dict[str, str]) -> Iterator[Case]:
    """One bit, in each field, with the phrase of the other slot too: all slots are committed to."""
    told = json.loads(known["two"])
    fields = {"build": told["build"], "nonce": told["nonce"]}
    for number, one in enumerate(told["slots"]):
        fields |= {f"{key} of slot {number}": one[key] for key in ("salt", "nonce", "key", "commit")}
    for name, value in fields.items():
        for bit in (0, -1):
            yield Case(f"flipped: {name}, bit {bit}", "two", ((value, flipped(value, bit)),))
        yield Case(f"flipped: {name}, recovery phrase", "two", ((value, flipped(value, 7)),), phrase=RECOVERY)
    data = told["data"]
    for place, start in {"first": 0, "middle": 2000, "tag": len(data) - 24}.items():
        part = data[start : start + 24]
        yield Case(f"flipped: data, {place}", "two", ((part, flipped(part, 3)),))


def _exchanged(known: dict[str, str]) -> Iterator[Case]:
    two, other, again = (json.loads(known[name]) for name in ("two", "two-other-file", "two-other-build"))
    first, second = two["slots"]

    def swapped(name: str, **fields: Any) -> Case:
        return Case(f"exchanged: {name}", json.dumps({**two, **fields}, separators=(",", ":")))

    yield Case("exchanged: the whole of another page", "two-other-file")
    yield Case("exchanged: this page elsewhere", "two", path=OTHER)
    yield swapped("data of another page", data=other["data"])
    yield swapped("data and nonce of another page", data=other["data"], nonce=other["nonce"])
    yield swapped("nonce of another page", nonce=other["nonce"])
    yield swapped("build id of another build", build=again["build"])
    yield swapped("slots of another build", slots=again["slots"])
    yield swapped("build id and slots of another build", build=again["build"], slots=again["slots"])
    yield swapped("data and nonce of another build", data=again["data"], nonce=again["nonce"])
    yield swapped("slots in another order", slots=[second, first])
    yield swapped("one slot gone", slots=[first])
    yield swapped("one slot twice", slots=[first, second, first])
    yield swapped("a slot of another build more", slots=[first, second, again["slots"][0]])
    yield swapped(
        "commitments", slots=[{**first, "commit": second["commit"]}, {**second, "commit": first["commit"]}]
    )
    yield swapped("wrapped keys", slots=[{**first, "key": second["key"]}, {**second, "key": first["key"]}])


def _paths() -> Iterator[Case]:
    for path in (
        "",
        "refunds.html",
        "serve/refunds",
        "serve/refunds.html/",
        "/serve/refunds.html",
        "./serve/refunds.html",
        "serve\\refunds.html",
        "serve/Refunds.html",
        "serve/refunds.html\x00",
    ):
        yield Case(f"wrong path: {path!r}", "two", path=path)


def _rounds(known: dict[str, str]) -> Iterator[Case]:
    yield Case("rounds: below the real floor", "two", floor=FLOOR)
    yield Case("rounds: one below the real floor", "below-floor", floor=FLOOR)
    yield Case("rounds: together above the ceiling", "two", ceiling=2 * ROUNDS - 1)
    once = json.loads(known["empty"])
    for rounds in (
        "1001",
        "10000001",
        "999999999",
        "0",
        "-1000",
        "",
        "1e3",
        "1000.0",
        "01000",
        " 1000",
        "1000 ",
        "+1000",
    ):
        slot = {**once["slots"][0], "rounds": rounds}
        yield Case(f"rounds: {rounds!r}", json.dumps({**once, "slots": [slot]}))
    for other in ("٢٠٠٠", 1000, 1000.5, None, True, ["1000"], "9" * 400):
        slot = {**once["slots"][0], "rounds": other}
        yield Case(f"rounds: {str(other)[:9]!r} of another kind", json.dumps({**once, "slots": [slot]}))


def _forms(known: dict[str, str]) -> Iterator[Case]:
    two = json.loads(known["two"])
    first, second = two["slots"]
    broken: dict[str, Any] = {
        "version 2": {**two, "outlast": "2"},
        "version 0": {**two, "outlast": "0"},
        "version as a number": {**two, "outlast": 1},
        "version null": {**two, "outlast": None},
        "no slots": {**two, "slots": []},
        "slots null": {**two, "slots": None},
        "slots as a map": {**two, "slots": {"0": first}},
        "slots as text": {**two, "slots": "first"},
        "nine slots": {**two, "slots": [first, second] * 4 + [first]},
        "a slot null": {**two, "slots": [first, None]},
        "a slot as text": {**two, "slots": [first, "second"]},
        "another kdf": {**two, "slots": [{**first, "kdf": "PBKDF2-HMAC-SHA1"}, second]},
        "kdf in small letters": {**two, "slots": [{**first, "kdf": "pbkdf2-hmac-sha256"}, second]},
        "a key more": {**two, "path": PAGE},
        "a key more in a slot": {**two, "slots": [{**first, "hint": "a"}, second]},
        "data null": {**two, "data": None},
        "a list": [two],
        "null": None,
        "a number": 1,
        "text": "outlast",
    }
    broken |= {f"no {key}": {k: v for k, v in two.items() if k != key} for key in two}
    broken |= {
        f"no {key} in a slot": {**two, "slots": [first, {k: v for k, v in second.items() if k != key}]}
        for key in second
    }
    for name, told in broken.items():
        yield Case(f"form: {name}", json.dumps(told))
    yield Case(
        "form: a second version behind the first",
        "two",
        (('{"outlast":"1",', '{"outlast":"1","outlast":"2",'),),
    )
    yield Case("form: nothing", "")
    yield Case("form: no JSON", "two", (('{"outlast"', "{outlast"),))
    yield Case("form: cut in half", known["two"][: len(known["two"]) // 2])
    yield Case("form: something behind it", known["two"] + "{}")
    yield Case("form: a byte order mark", "\ufeff" + known["two"])
    yield Case("form: not a number", "two", (('"outlast":"1"', '"outlast":NaN'),))


def _sizes(known: dict[str, str]) -> Iterator[Case]:
    two = json.loads(known["two"])
    first, second = two["slots"]
    data = base64.b64decode(two["data"])

    def text(value: bytes) -> str:
        return base64.b64encode(value).decode()

    def cut(value: str) -> str:
        return text(base64.b64decode(value)[:-1])

    for name, content in {
        "no data": b"",
        "only a tag": data[-16:],
        "a block less": data[: -4096 - 16] + data[-16:],
        "a byte less": data[:-1],
        "a byte more": data + b"\x00",
        "a block more": data[:-16] + bytes(4096) + data[-16:],
        "a tag of 15 bytes": data[:-16] + data[-15:],
    }.items():
        yield Case(f"size: {name}", json.dumps({**two, "data": text(content)}))
    for key in ("build", "nonce"):
        yield Case(f"size: {key} too short", json.dumps({**two, key: cut(two[key])}))
        yield Case(
            f"size: {key} too long", json.dumps({**two, key: text(base64.b64decode(two[key]) + b"\x00")})
        )
    for key in ("salt", "nonce", "key", "commit"):
        yield Case(
            f"size: {key} of a slot", json.dumps({**two, "slots": [{**first, key: cut(first[key])}, second]})
        )
    salt, key = first["salt"], first["key"]
    yield Case("base64: a line end inside", "two", ((salt, salt[:8] + "\\n" + salt[8:]),))
    yield Case("base64: a space behind", "two", ((salt, salt + " "),))
    yield Case("base64: no filling", "two", ((salt, salt.rstrip("=")),))
    yield Case("base64: too much filling", "two", ((key, key + "===="),))
    yield Case("base64: bits that count for nothing", "two", ((salt, salt[:-3] + _next(salt[-3]) + "=="),))
    yield Case(
        "base64: another alphabet", json.dumps({**two, "slots": [{**first, "salt": "-_" + salt[2:]}, second]})
    )


def flipped(text: str, bit: int) -> str:
    """Base64 of the same bytes with one bit changed; -1 is the last."""
    data = base64.b64decode(text)
    number = int.from_bytes(data, "big") ^ (1 << (0 if bit == -1 else len(data) * 8 - 1 - bit))
    return base64.b64encode(number.to_bytes(len(data), "big")).decode()


def _next(letter: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return alphabet[alphabet.index(letter) + 1]


def written() -> str:
    """The content of the file. The long data of an envelope stands in it once: `@two@` elsewhere."""
    known = envelopes()
    parts = {name: str(json.loads(text)["data"]) for name, text in known.items()}

    def short(text: str) -> str:
        for name, data in parts.items():
            text = text.replace(data, f"@{name}@")
        return text

    told = {
        "data": parts,
        "envelopes": {name: short(text) for name, text in known.items()},
        "cases": [{**asdict(case), "envelope": short(case.envelope)} for case in cases(known)],
    }
    return json.dumps(told, indent=1) + "\n"


def text_of(case: dict[str, Any], told: dict[str, Any]) -> str:
    """The envelope of a case, with its changes."""
    text: str = told["envelopes"].get(case["envelope"], case["envelope"])
    for name, data in told["data"].items():
        text = text.replace(f"@{name}@", data)
    for old, new in case["changes"]:
        assert text.count(old) == 1, case["name"]
        text = text.replace(old, new)
    return text
