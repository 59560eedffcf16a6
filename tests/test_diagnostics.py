"""How a problem is said: on a terminal, to a program, to GitHub."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlast.diagnostics import (
    MOST_SHOWN,
    Diagnostic,
    Place,
    Severity,
    Span,
    brief,
    clean,
    errors,
    ordered,
    render,
)
from outlast.host.mending import errors_page
from outlast.languages.sentence import literal
from outlast.mkdocs_plugin.messages import warn

REFUND = Diagnostic(
    "plan/functions/refunds.yml",
    Span(9, 11, 6),
    Severity.ERROR,
    "unknown-reference",
    literal('"refunds" needs "strype", which the plan does not define'),
    literal('did you mean "stripe" (plan/systems/payments.yml:2)?'),
    "  needs: [strype, helpdesk]",
    Place("plan/systems/payments.yml", Span(2, 3)),
    ("needs: [stripe, helpdesk]", "needs: [stripes, helpdesk]"),
)


def at(line: str, span: Span, message: str = "m", hint: str = "") -> Diagnostic:
    return Diagnostic("a.yml", span, Severity.ERROR, "tab", literal(message), literal(hint), line)


def carets(line: str, span: Span) -> str:
    """What stands above the carets."""
    shown, marks = (text.split("| ", 1)[1] for text in render([at(line, span)]).splitlines()[1:3])
    start, end = marks.index("^"), marks.rindex("^") + 1
    return cut(shown, start, end)


def cut(text: str, start: int, end: int) -> str:
    """The signs that a terminal shows in these cells."""
    cells = ""
    for sign in text:
        cells += sign * (
            2 if unicodedata.east_asian_width(sign) in "WF" else 0 if unicodedata.combining(sign) else 1
        )
    return cells[start:end]


def test_the_form_of_the_design() -> None:
    assert render([REFUND]) == (
        'plan/functions/refunds.yml:9:11: error[unknown-reference]: "refunds" needs "strype",'
        " which the plan does not define\n"
        "  9 |   needs: [strype, helpdesk]\n"
        "    |           ^^^^^^\n"
        '  help: did you mean "stripe" (plan/systems/payments.yml:2)?'
        "  More: outlast explain unknown-reference\n"
        "  write: needs: [stripe, helpdesk]\n"
        "     or: needs: [stripes, helpdesk]\n"
    )


def test_a_whole_file_has_no_line() -> None:
    found = Diagnostic("plan", None, Severity.WARNING, "no-plan", literal("nothing here"))
    assert render([found]) == "plan: warning[no-plan]: nothing here\n  help: outlast explain no-plan\n"


def test_a_line_that_must_not_be_shown_is_not() -> None:
    found = Diagnostic("a.yml", Span(3, 1), Severity.ERROR, "secret", literal("a secret"))
    assert render([found]) == "a.yml:3:1: error[secret]: a secret\n  help: outlast explain secret\n"


def test_nothing_to_say_is_nothing() -> None:
    assert render([]) == ""
    assert json.loads(render([], "json")) == []
    assert render([], "github") == ""


@pytest.mark.parametrize(
    ("line", "span", "shown"),
    [
        ("name: x", Span(1, 7), "x"),
        ("王小明: x", Span(1, 6), "x"),
        ("name: 王小", Span(1, 7, 2), "王王小小"),
        ("a\u0301: x", Span(1, 5), "x"),
        ("a\x1b: x", Span(1, 5), "x"),
        ("\u202ea: x", Span(1, 5), "x"),
        ("short: x" + " y" * 200, Span(1, 8), "x"),
        ("y " * 200 + "needle " + "z " * 200, Span(1, 401, 6), "needle"),
    ],
)
def test_carets_stand_under_the_value(line: str, span: Span, shown: str) -> None:
    assert carets(line, span) == shown


def test_a_tab_before_the_value_is_a_tab_before_the_carets() -> None:
    lines = render([at("a:\tb", Span(1, 4))]).splitlines()
    assert lines[1:3] == ["  1 | a:\tb", "    |   \t^"]


def test_a_place_behind_the_end_of_a_line_has_a_caret() -> None:
    lines = render([at("a:", Span(1, 3))]).splitlines()
    assert lines[2] == "    |   ^"


def test_order_is_by_file_line_and_column() -> None:
    spans = [("b", Span(1, 1)), ("a", Span(10, 1)), ("a", Span(9, 2)), ("a", Span(9, 1)), ("a", None)]
    found = [Diagnostic(path, span, Severity.ERROR, "tab", literal("m")) for path, span in spans]
    assert [(one.path, one.span) for one in ordered(found)] == [
        ("a", None),
        ("a", Span(9, 1)),
        ("a", Span(9, 2)),
        ("a", Span(10, 1)),
        ("b", Span(1, 1)),
    ]


def test_only_errors_are_errors() -> None:
    assert errors([REFUND])
    assert not errors(
        [Diagnostic("a", None, severity, "tab", literal("m")) for severity in list(Severity)[1:]]
    )


def test_json_has_everything_a_program_needs() -> None:
    assert json.loads(render([REFUND], "json")) == [
        {
            "path": "plan/functions/refunds.yml",
            "line": 9,
            "column": 11,
            "length": 6,
            "severity": "error",
            "rule": "unknown-reference",
            "id": None,
            "message": '"refunds" needs "strype", which the plan does not define',
            "hint": 'did you mean "stripe" (plan/systems/payments.yml:2)?',
            "cures": ["needs: [stripe, helpdesk]", "needs: [stripes, helpdesk]"],
            "see": {"path": "plan/systems/payments.yml", "line": 2},
        }
    ]


def test_github_annotations() -> None:
    assert render([REFUND], "github") == (
        "::error file=plan/functions/refunds.yml,line=9,col=11,endColumn=17,title=unknown-reference::"
        '"refunds" needs "strype", which the plan does not define%0A'
        'did you mean "stripe" (plan/systems/payments.yml:2)?%0Awrite: needs: [stripe, helpdesk]\n'
    )


def test_github_cannot_be_given_orders() -> None:
    found = Diagnostic(
        "a,b:c%.yml", None, Severity.ADVICE, "tab", literal("50%\n::stop-commands::x\r"), literal("")
    )
    assert render([found], "github") == (
        "::notice file=a%2Cb%3Ac%25.yml,title=tab::50%25\\x0a::stop-commands::x\\x0d\n"
    )


def test_a_long_message_is_cut() -> None:
    assert len(render([at("", Span(1, 1), "x" * 100_000)])) < 1000


@given(st.text(), st.text(), st.integers(1, 50), st.integers(0, 50))
def test_no_sign_of_a_plan_reaches_a_terminal_raw(line: str, message: str, column: int, length: int) -> None:
    found = at(line, Span(1, column, length), message, message)
    for form in ("text", "json", "github"):
        text = render([found], form)
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", text
        )
    assert len(render([found], "github").splitlines()) == 1
    assert len(render([found]).splitlines()) in (2, 4)


def test_clean_keeps_letters_of_every_script() -> None:
    assert clean("Zoë 王小明 أمل 😀") == "Zoë 王小明 أمل 😀"


def many(number: int, rule: str = "tab", severity: Severity = Severity.ERROR) -> list[Diagnostic]:
    return [Diagnostic("a.yml", Span(line, 1), severity, rule, literal("m")) for line in range(1, number + 1)]


def test_of_very_many_problems_only_the_number_is_said() -> None:
    problems = [*many(4312 + MOST_SHOWN - 1), REFUND]
    text, github = render(problems), render(problems, "github")
    assert text.endswith("\n\nand 4,312 more, all of them tab\n")
    assert github.endswith("::notice title=outlast::and 4,312 more, all of them tab\n")
    assert len(github.splitlines()) == MOST_SHOWN + 1
    assert len(brief(problems).splitlines()) == MOST_SHOWN + 1
    assert errors_page(problems).count("<pre>") == MOST_SHOWN
    assert "and 4,312 more" in errors_page(problems)
    assert len(json.loads(render(problems, "json"))) == len(problems)


def test_a_build_logs_only_so_many_problems(caplog: pytest.LogCaptureFixture) -> None:
    warn(many(1000))
    assert len(caplog.messages) == MOST_SHOWN + 1
    assert caplog.messages[-1].endswith("and 970 more, all of them tab")


def test_as_many_problems_as_are_shown_leave_none_out() -> None:
    assert "more" not in brief(many(MOST_SHOWN))
    assert brief(many(MOST_SHOWN + 1)).endswith("and 1 more, all of them tab\n")


@pytest.mark.parametrize("rare", [many(1, "unknown-reference"), [REFUND]])
def test_many_mistakes_of_one_kind_do_not_hide_one_of_another(rare: list[Diagnostic]) -> None:
    assert "unknown-reference" in brief(many(5000) + rare)


def test_errors_are_shown_before_warnings() -> None:
    shown = brief(many(1000, "expired", Severity.WARNING) + many(MOST_SHOWN, "tab"))
    assert shown.count("error[tab]") == MOST_SHOWN
    assert "warning" not in shown


def test_what_is_left_out_is_named_by_its_commonest_rule() -> None:
    assert brief(many(100) + many(90, "bad-id")).endswith("most of them tab\n")
    three = many(100) + many(100, "bad-id") + many(101, "no-one")
    assert brief(three).endswith("many of them no-one\n")
