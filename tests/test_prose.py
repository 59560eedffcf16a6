"""The small Markdown of texts: what is markup, what is not, and that no text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlast.model.prose import (
    Anchor,
    Block,
    Code,
    Emphasis,
    Inline,
    Items,
    Mention,
    Paragraph,
    Plain,
    Strong,
    foreign_links,
    inline,
    mentions,
    parse,
    plain_text,
)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("words", (Plain("words"),)),
        ("*a* b", (Emphasis((Plain("a"),)), Plain(" b"))),
        ("**a**", (Strong((Plain("a"),)),)),
        ("**a *b* c**", (Strong((Plain("a "), Emphasis((Plain("b"),)), Plain(" c"))),)),
        ("`*a*` {b}", (Code("*a*"), Plain(" "), Mention("b"))),
        (
            "[a *b*](https://c.example)",
            (Anchor((Plain("a "), Emphasis((Plain("b"),))), "https://c.example"),),
        ),
        ("[a](mailto:b@c.example)", (Anchor((Plain("a"),), "mailto:b@c.example"),)),
        ("{sam}", (Mention("sam"),)),
        ("**{sam}**", (Strong((Mention("sam"),)),)),
        # What is no markup is plain text.
        ("2 * 3 * 4", (Plain("2 * 3 * 4"),)),
        ("5 ** 2", (Plain("5 ** 2"),)),
        ("snake_case_word", (Plain("snake_case_word"),)),
        ("<b>a</b> &amp;", (Plain("<b>a</b> &amp;"),)),
        ("# a", (Plain("# a"),)),
        ("![a](x)", (Plain("![a](x)"),)),
        ("{{ order }}", (Anchor((Plain("order"),), "blank:order"),)),
        ("{{sam}}", (Anchor((Plain("sam"),), "blank:sam"),)),
        ("{{ The order }}", (Plain("{{ The order }}"),)),
        ("{Sam} {a b} {}", (Plain("{Sam} {a b} {}"),)),
        ("[a](javascript:x)", (Plain("[a](javascript:x)"),)),
        ("[a](JAVASCRIPT:x)", (Plain("[a](JAVASCRIPT:x)"),)),
        ("[a](/b)", (Plain("[a](/b)"),)),
        ("[a]", (Plain("[a]"),)),
        # A backslash takes the meaning from the sign after it.
        (r"\*a\*", (Plain("*a*"),)),
        (r"\{sam}", (Plain("{sam}"),)),
        (r"\`a\` \\ C:\dir", (Plain(r"`a` \ C:\dir"),)),
        (r"\[a](https://b.example)", (Plain("[a](https://b.example)"),)),
    ],
)
def test_a_line(text: str, tree: tuple[Inline, ...]) -> None:
    assert inline(text) == tree


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("a\nb", (Paragraph((Plain("a b"),)),)),
        ("a\n\nb", (Paragraph((Plain("a"),)), Paragraph((Plain("b"),)))),
        ("- a\n- b", (Items(False, ((Plain("a"),), (Plain("b"),))),)),
        ("1. a\n2. b", (Items(True, ((Plain("a"),), (Plain("b"),))),)),
        ("a:\n- b", (Paragraph((Plain("a:"),)), Items(False, ((Plain("b"),),)))),
        ("- a\n  more\nb", (Items(False, ((Plain("a more"),),)), Paragraph((Plain("b"),)))),
        ("- a\n1. b", (Items(False, ((Plain("a"),),)), Items(True, ((Plain("b"),),)))),
        ("-5 degrees", (Paragraph((Plain("-5 degrees"),)),)),
        ("1.10 EUR", (Paragraph((Plain("1.10 EUR"),)),)),
        ("2026-11-22", (Paragraph((Plain("2026-11-22"),)),)),
        ("", ()),
        (" \n\n ", ()),
    ],
)
def test_blocks(text: str, blocks: tuple[Block, ...]) -> None:
    assert parse(text) == blocks


def test_mentions_are_found_wherever_a_text_shows_them() -> None:
    text = "{a} **{b}** *{c}* [{d}](https://x.example)\n\n- {e}\n- {a}"
    assert list(mentions(text)) == ["a", "b", "c", "d", "e", "a"]
    assert list(mentions(r"`{a}` \{b} {{c}} {{ d }}")) == []


def test_foreign_links_are_named() -> None:
    text = "[a](javascript:x) [b](https://x.example) [c](file:///etc) [d](people/sam) [e](tel:1)"
    assert list(foreign_links(text)) == ["javascript:x", "file:///etc", "people/sam"]


def test_plain_text_is_the_words_on_one_line() -> None:
    assert plain_text("**a** `b`\n\n- [c](https://x.example)\n- {d}") == "a b c {d}"


SIGNS = st.text(alphabet="ab*`[](){}\\-1. \n<&:", max_size=60)


def letters(parts: tuple[Inline, ...]) -> str:
    found = ""
    for part in parts:
        match part:
            case Plain(text) | Code(text):
                found += text
            case Mention(id):
                found += id
            case Strong(inner) | Emphasis(inner) | Anchor(inner):
                found += letters(inner)
    return found


@given(SIGNS)
def test_every_text_has_a_tree_and_no_letter_is_lost(text: str) -> None:
    blocks = parse(text)
    said = ""
    for block in blocks:
        lines = block.items if isinstance(block, Items) else (block.parts,)
        said += "".join(letters(parts) for parts in lines)
    assert [sign for sign in said if sign in "ab<&"] == [sign for sign in text if sign in "ab<&"]


@given(st.text(max_size=80))
def test_text_without_signs_is_one_plain_part(text: str) -> None:
    line = "".join(sign for sign in text if sign not in "*`[]{}\\")
    assert inline(line) == ((Plain(line),) if line else ())


@given(SIGNS)
def test_a_tree_holds_no_link_outside_the_allowed(text: str) -> None:
    def walk(parts: tuple[Inline, ...]) -> None:
        for part in parts:
            if isinstance(part, Anchor):
                assert part.href.split(":")[0].lower() in {"https", "http", "mailto", "tel", "sms"}
            if isinstance(part, Strong | Emphasis | Anchor):
                walk(part.parts)

    walk(inline(text))
