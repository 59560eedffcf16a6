"""Python and JavaScript open the same envelopes and refuse the same ones: `vectors.json`."""

import base64
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from outlast.envelope import Missing, decrypt
from playwright.sync_api import Browser

from tests.envelope import vectors

PAGE = Path(decrypt.__file__).with_name("page")
JAVASCRIPT = """
async ({text, phrase, path, floor, ceiling}) => {
  const { read, fileKey, content, text64, DecryptionError } = window.outlastEnvelope;
  try {
    const found = read(text, { floor, ceiling });
    return text64(await content(found, await fileKey(found, phrase), path));
  } catch (error) {
    return error instanceof DecryptionError ? null : "another error: " + error;
  }
}
"""


@pytest.fixture(scope="module")
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    if request.config.getoption("--update"):
        vectors.FILE.write_text(vectors.written(), encoding="utf-8", newline="\n")
    read: dict[str, Any] = json.loads(vectors.FILE.read_text(encoding="utf-8"))
    return read


def test_there_are_many_and_most_must_be_refused(told: dict[str, Any]) -> None:
    cases = told["cases"]
    assert len({case["name"] for case in cases}) == len(cases)
    refused = sum(case["opens"] is None for case in cases)
    assert len(cases) >= 150
    assert refused > len(cases) / 2
    assert len(cases) - refused >= 15


def test_python_agrees(told: dict[str, Any]) -> None:
    wrong = []
    for case in told["cases"]:
        text = vectors.text_of(case, told)
        try:
            found = decrypt.open_sealed(text, case["phrase"], case["path"], case["floor"], case["ceiling"])
            opened: str | None = base64.b64encode(found).decode()
        except decrypt.DecryptionError:
            opened = None
        if opened != case["opens"]:
            wrong.append(case["name"])
    assert wrong == []


@pytest.mark.e2e
def test_javascript_agrees(told: dict[str, Any], browser: Browser, tmp_path: Path) -> None:
    script = (PAGE / "envelope.js").read_text(encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<!doctype html><script>{script}</script>", encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    wrong = []
    for case in told["cases"]:
        asked = {key: case[key] for key in ("phrase", "path", "floor", "ceiling")}
        opened = page.evaluate(JAVASCRIPT, {**asked, "text": vectors.text_of(case, told)})
        if opened != case["opens"]:
            wrong.append(f"{case['name']}: {str(opened)[:80]}")
    page.close()
    assert wrong == []


def test_the_writer_still_makes_what_the_vectors_hold(told: dict[str, Any]) -> None:
    """The same chance gives the same slots. (What compressors make differs from Python to Python.)"""
    now = json.loads(vectors.sealed("two", vectors.WORDS, vectors.RECOVERY))
    then = json.loads(told["envelopes"]["two"])
    assert {**now, "data": ""} == {**then, "data": ""}


def test_the_small_cipher_is_aes_256_gcm() -> None:
    """decrypt.py brings its own; it agrees with OpenSSL's for sizes around the blocks."""
    chance = vectors.stream("cipher")
    for size in (0, 1, 15, 16, 17, 31, 32, 33, 1000):
        key, nonce, bound, plain = chance(32), chance(12), chance(size % 37), chance(size)
        made = AESGCM(key).encrypt(nonce, plain, bound)
        assert decrypt.gcm(key, nonce, made, bound) == plain
        with pytest.raises(decrypt.DecryptionError):
            decrypt.gcm(key, nonce, made[:-1] + bytes([made[-1] ^ 1]), bound)
        with pytest.raises(decrypt.DecryptionError):
            decrypt.gcm(key, nonce, made, bound + b"x")


def test_each_seal_is_another() -> None:
    made = vectors.made("one", vectors.WORDS)
    chance = vectors.stream("files")
    first, second = (json.loads(made.seal("a.html", b"same", chance)) for _ in range(2))
    assert first["nonce"] != second["nonce"]
    assert first["data"] != second["data"]


def test_sizes_are_rounded_up() -> None:
    made = vectors.made("size", vectors.WORDS)
    sizes = {len(made.seal("a.html", bytes(size), vectors.stream("s"))) for size in (0, 1, 500, 5000)}
    assert len(sizes) == 1


def test_keys_are_not_shown() -> None:
    made = vectors.made("repr", vectors.WORDS)
    assert repr(made._key)[2:-1] not in repr(made)
    assert "key" not in repr(made)


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    with pytest.raises(Missing, match=r"pip install 'outlast\[encrypt\]'"):
        vectors.made("missing", vectors.WORDS)


@pytest.mark.parametrize("number", [0, 9])
def test_there_are_one_to_eight_phrases(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 8"):
        vectors.made("many", *["some phrase"] * number)
