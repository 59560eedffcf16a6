"""Reading files: what is typed stays, what is broken is said at its place, and nothing hangs."""

import os
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from outlast.diagnostics import Diagnostic, Span, render
from outlast.load import load
from outlast.source import Document, decoding, folder, parse, read, tree


def rules(document: Document) -> list[str]:
    return [diagnostic.rule for diagnostic in document.diagnostics]


def only(document: Document) -> Diagnostic:
    assert len(document.diagnostics) == 1, render(document.diagnostics)
    return document.diagnostics[0]


@pytest.mark.parametrize(
    "typed",
    [
        "+32470000102",
        "0042",
        "NO",
        "no",
        "on",
        "22:30",
        "1.10",
        "1e3",
        "0x1F",
        "2026-11-22",
        "=",
        "Null",
        "1_000",
        ".5",
    ],
)
def test_a_scalar_stays_as_typed(typed: str) -> None:
    assert parse("a.yml", f"key: {typed}\n".encode()).data == {"key": typed}
    assert parse("a.yml", f"{typed}: x\n".encode()).data == {typed: "x"}


@pytest.mark.parametrize("typed", ["", "~", "null", "  # only a comment"])
def test_nothing_is_none(typed: str) -> None:
    assert parse("a.yml", f"key: {typed}\n".encode()).data == {"key": None}


@pytest.mark.parametrize("typed", ['""', "''"])
def test_an_empty_text_is_not_none(typed: str) -> None:
    assert parse("a.yml", f"key: {typed}\n".encode()).data == {"key": ""}


def test_every_key_and_value_has_its_place() -> None:
    document = parse("a.yml", "😀: [b, {c: 'd e'}]\nf:\n  g: |\n    text\n".encode())
    assert document.data == {"😀": ["b", {"c": "d e"}], "f": {"g": "text\n"}}
    assert document.keys["😀", 1, "c"] == Span(1, 9)
    assert document.values["😀", 0] == Span(1, 5)
    assert document.values["😀", 1, "c"] == Span(1, 12, 5)
    assert document.values["😀", 1] == Span(1, 8, 10)
    assert document.keys["f", "g"] == Span(3, 3)
    assert document.values["f", "g"] == Span(3, 6)


def test_the_parser_in_python_gives_the_same_places() -> None:
    """Where PyYAML came without its C part."""
    text = "a: [b, {c: 'd'}]\ne:\n  - f: \n    g: |\n      h\n"
    fast, slow = (
        tree.build("a.yml", text, decoding.split(text), loader)
        for loader in (yaml.CSafeLoader, yaml.SafeLoader)
    )
    assert fast == slow


def test_line_ends_of_every_system() -> None:
    for end in ("\n", "\r\n", "\r"):
        document = parse("a.yml", f"a: b{end}c: [{end}".encode())
        assert only(document).span == Span(2, 4), repr(end)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"[" * 100_000, "too-deep"),
        (b"{" * 100_000, "too-deep"),
        (b"- " * 50_000, "too-deep"),
        (b"? " * 50_000, "too-deep"),
        (b"a: " + b"[" * 51 + b"]" * 51, "too-deep"),
        (b"[" + b"a," * 250_000 + b"]", "too-big"),
        (b"#" * (folder.LARGEST_FILE + 1), "too-big"),
        (b"a: '" + b"x" * 1_000_000, "unclosed"),
        (b"\x00" * 100_000, "control-character"),
        (b"\xff" * 100_000, "wrong-encoding"),
        (b"a: !!python/object/apply:os.system [echo]", "tag"),
        (b"%TAG ! tag:x,2000:\n---\na: !b c", "tag"),
    ],
)
def test_a_bomb_ends_in_a_message(content: bytes, rule: str) -> None:
    document = parse("a.yml", content)
    assert rules(document) == [rule]
    assert document.diagnostics[0].span is not None


def test_ten_thousand_aliases_are_not_expanded() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 1000))
    document = parse("a.yml", f"l0: &l0 x\n{levels}".encode())
    assert set(rules(document)) == {"alias"}


def test_fifty_levels_are_read() -> None:
    document = parse("a.yml", b"[" * 50 + b"x" + b"]" * 50)
    assert document.diagnostics == ()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_byte_that_is_no_utf_8_is_named_at_its_place(mark: bytes) -> None:
    assert only(parse("a.yml", mark + b"\x80")).span == Span(1, 1)
    found = only(parse("a.yml", mark + "é: ok\nname: Zo".encode() + b"\xeb\n"))
    assert (found.rule, found.span) == ("wrong-encoding", Span(2, 9))
    assert "0xEB" in found.message
    assert '"ë"' in found.hint


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_wide_encoding_is_named(encoding: str) -> None:
    found = only(parse("a.yml", "a: b\n".encode(encoding)))
    assert encoding.upper() in found.message


def test_a_byte_order_mark_moves_nothing() -> None:
    document = parse("a.yml", "\ufeffa: b\n".encode())
    assert document.data == {"a": "b"}
    assert document.values[("a",)] == Span(1, 4)


def test_both_places_of_a_duplicate_key() -> None:
    found = only(parse("a.yml", b"a: 1\nb: 2\na: 3\n"))
    assert found.span == Span(3, 1)
    assert found.see is not None
    assert found.see.span == Span(1, 1)


def test_keys_that_differ_only_in_their_letters_are_duplicates() -> None:
    assert rules(parse("a.yml", "Straße: 1\nSTRASSE: 2\n".encode())) == ["duplicate-key"]
    assert rules(parse("a.yml", "e\u0301: 1\n\u00e9: 2\n".encode())) == ["duplicate-key"]


def test_all_refusals_of_a_file_are_said() -> None:
    text = b"a: &x 1\nb: *x\nc: !ENV HOME\na: 2\n? [k]\n: v\n"
    assert rules(parse("a.yml", text)) == ["alias", "alias", "tag", "duplicate-key", "bad-key"]


def test_the_environment_stays_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANARY", "sings")
    document = parse("a.yml", b"a: !ENV CANARY\nb: ${CANARY}\n")
    assert "sings" not in repr(document)


def test_files_of_all_folders_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b.yml", "a/z.yaml", "a/B.YML", "notes.txt", ".hidden.yml", ".git/x.yml"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("a: b\n", encoding="utf-8")
    assert [document.path for document in read(tmp_path, "my/plan")] == [
        "my/plan/a/B.YML",
        "my/plan/a/z.yaml",
        "my/plan/b.yml",
    ]


def test_no_plan_is_one_message(tmp_path: Path) -> None:
    for place in (tmp_path / "missing", tmp_path):
        loaded = load(read(place, "plan"))
        assert [(one.path, one.rule) for one in loaded.diagnostics] == [("plan", "no-plan")]


def test_a_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    (tmp_path / "x.yml" / "y.yml").write_text("a: b\n", encoding="utf-8")
    assert [rules(document) for document in read(tmp_path)] == [["unreadable-file"], []]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yml").write_text("secret: yes\n", encoding="utf-8")
    plan = tmp_path / "plan"
    plan.mkdir()
    (plan / "broken.yml").symlink_to(plan / "nowhere")
    (plan / "file.yml").symlink_to(outside / "secret.yml")
    (plan / "folder").symlink_to(outside)
    (plan / "loop").symlink_to(plan)
    documents = read(plan)
    assert [(document.path, rules(document)) for document in documents] == [
        (f"plan/{name}", ["link"]) for name in ("broken.yml", "file.yml", "folder", "loop")
    ]
    assert "secret" not in {
        key for document in documents if isinstance(document.data, dict) for key in document.data
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders are a Unix thing")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    assert [rules(document) for document in read(tmp_path)] == [["unreadable-file"]]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_nobody_may_read(tmp_path: Path) -> None:
    file = tmp_path / "locked.yml"
    file.write_text("a: b\n", encoding="utf-8")
    file.chmod(0)
    assert [rules(document) for document in read(tmp_path)] == [["unreadable-file"]]


SIGNS = [*"ab:[]{},'\"|>!#%@\\~é😀", "people", "sam", "&a", "*a", "!!str", "---", "...", "<<:"]
PIECES = st.sampled_from(
    [*SIGNS, " ", ": ", "- ", "? ", "\n", "\n  ", "\n    ", "\t", "\x00", "\x85", "\u2028"]
)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    loaded = load([parse("a.yml", content)])
    assert loaded.plan is None
    assert render(loaded.diagnostics)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=600, deadline=None)
def test_any_signs_of_yaml_are_read_or_refused(text: str) -> None:
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        document = parse("a.yml", text.encode())
        if not any(one.rule in ("control-character", "wrong-encoding") for one in document.diagnostics):
            document = tree.build("a.yml", text, decoding.split(text), loader)
        for diagnostic in document.diagnostics:
            assert diagnostic.span is not None
            assert 1 <= diagnostic.span.line <= len(document.lines)
            assert diagnostic.span.column <= len(document.line(diagnostic.span.line)) + 1
        assert load([document]).plan is None
