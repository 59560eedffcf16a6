"""Rules that judge, and the explanation of every rule."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from outlast import checks
from outlast.analysis import Look, analyse
from outlast.checks import RULES, Accepted, Finding, acceptance
from outlast.diagnostics import Severity
from outlast.model.value import Text

from tests.builders import make_plan

PACKAGE = Path(__file__).resolve().parent.parent / "generator" / "outlast"
SAYS = {
    "Attached",
    "Diagnostic",
    "wrong",
    "error",
    "report",
    "refuse",
    "diagnostic",
    "_say",
    "_refused",
    "Refused",
    "Undecodable",
    "Finding",
}
"""What is called with the rule as the first text that looks like one."""

TODAY = date(2026, 11, 22)
PEOPLE = "people:\n  sam: {name: Sam, role: Founder}\n  maya: {name: Maya, role: Support}\n"


def found(text: str) -> list[tuple[str, str, str]]:
    """Rule, subject and field of what the rules find."""
    return [(one.rule, one.subject, ".".join(map(str, one.field))) for one in judged(text).findings]


def judged(text: str) -> checks.Judged:
    plan = make_plan(PEOPLE, text)
    return checks.run(plan, analyse(plan, TODAY, Look.RULES), TODAY)


def function(more: str) -> str:
    return f"functions:\n  f: {{name: F, {more}}}\nsystems: {{a: {{name: A}}, b: {{name: B}}}}\n"


@pytest.mark.parametrize(
    ("rto", "mtpd", "wrong"),
    [
        ("2d", "1d", True),
        ("1d", "1d", False),
        ("24h", "1d", False),
        ("25h", "1d", True),
        ("5 working days", "3d", True),
        ("3 working days", "3d", False),
        ("5d", "3 working days", False),
        ("4 working days", "3 working days", True),
        ("unknown", "1d", False),
        ("2d", "vendor", False),
    ],
)
def test_rto_over_mtpd(rto: str, mtpd: str, wrong: bool) -> None:
    said = found(function(f"by: sam, rto: {rto}, mtpd: {mtpd}"))
    assert said == ([("rto-over-mtpd", "f", "rto")] if wrong else [])


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ("needs: a, steps: [{do: x, in: a}]", []),
        ("needs: [{any: [a, b]}], steps: [{do: x, in: b}]", []),
        ("needs: a, steps: [{do: x, in: b}]", ["steps.0.in"]),
        ("needs: a, steps: [{parallel: [{do: x, in: b}]}]", ["steps.0.parallel.0.in"]),
        ("by: [{who: sam, needs: b}], steps: [{do: x, in: b}]", []),
        ("workaround: {needs: b, steps: [{do: x, in: b}]}", []),
        ("workaround: {needs: b, do: x}, steps: [{do: x, in: b}]", ["steps.0.in"]),
    ],
)
def test_step_outside_needs(more: str, fields: list[str]) -> None:
    more = more if "by:" in more else f"by: sam, {more}"
    assert found(function(more)) == [("step-outside-needs", "f", field) for field in fields]


def test_a_step_in_what_is_being_restored_is_not_outside() -> None:
    assert found("systems: {s: {name: S, restore: {steps: [{do: x, in: s}]}}}") == []


def test_a_scenario_needs_no_needs() -> None:
    halves = "serve: {first-hour: [{do: a, in: s}]}, restore: {first-day: b}"
    assert found(f"systems: {{s: {{name: S}}}}\nscenarios: {{x: {{name: X, {halves}}}}}") == []


@pytest.mark.parametrize(
    ("halves", "missing"),
    [
        ("serve: {first-hour: a}, restore: {first-hour: a}", []),
        ("serve: {stand-down: a}", ["restore"]),
        ("restore: {first-week: a}", ["serve"]),
        ("serve: {}", ["restore", "serve"]),
    ],
)
def test_missing_half(halves: str, missing: list[str]) -> None:
    assert found(f"scenarios: {{x: {{name: X, {halves}}}}}") == [
        ("missing-half", "x", half) for half in missing
    ]


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ("by: [sam, maya]", []),
        ("by: [sam, maya, sam]", ["by.hands.2.who"]),
        ("by: [sam, {who: sam, starts_in: 1d}]", ["by.hands.1.who"]),
        ("by: sam, workaround: {do: x, by: [sam]}", []),
        ("by: sam, workaround: {do: x, by: [maya, maya]}", ["workaround.by.1.who"]),
        ("by: sam, steps: [{do: x, by: maya}, {do: y, by: maya}]", []),
    ],
)
def test_own_deputy(more: str, fields: list[str]) -> None:
    assert found(function(more)) == [("own-deputy", "f", field) for field in fields]


def test_own_deputy_of_a_notice() -> None:
    halves = "serve: {first-hour: a}, restore: {first-hour: a}"
    tell = "tell: [{who: all, by: sam, deputy: sam}, {who: some, by: sam}]"
    assert found(f"scenarios: {{x: {{name: X, {halves}, {tell}}}}}") == [("own-deputy", "x", "tell.0.deputy")]


def test_unverified() -> None:
    assert found(function("by: sam, steps: [{do: x, unverified: not tried}]")) == [
        ("unverified", "f", "steps.0.unverified")
    ]


def test_no_one() -> None:
    assert found(function("about: x")) == [("no-one", "f", "by")]
    assert found(function("by: automatic")) == []
    vacant = "people: {later: {role: Deputy}}\n"
    assert found(vacant + function("by: later")) == [("no-one", "f", "by")]
    assert found(vacant + function("by: [later, sam]")) == [("vacant-first", "f", "by.hands.0.who")]


def test_findings_are_sorted_and_carry_the_severity_of_their_rule() -> None:
    text = "functions:\n  b: {name: B}\n  a: {name: A, by: [sam, sam], rto: 2d, mtpd: 1d}\n"
    findings = judged(text).findings
    assert [(one.subject, one.rule, one.severity) for one in findings] == [
        ("a", "own-deputy", Severity.ERROR),
        ("a", "rto-over-mtpd", Severity.ERROR),
        ("b", "no-one", Severity.WARNING),
    ]
    assert all(isinstance(one, Finding) for one in findings)


def accepting(rule: str, until: str, more: str = "about: x") -> checks.Judged:
    accepts = f"accepts: [{{rule: {rule}, because: I know., until: {until}}}]"
    return judged(f"functions: {{f: {{name: F, {more}, {accepts}}}}}")


def test_what_is_accepted_stands_apart_until_its_day() -> None:
    said = accepting("no-one", "2026-11-23")
    assert said.findings == ()
    message = 'nobody is named who does "f"'
    assert said.accepted == (Accepted("f", "no-one", message, Text("I know."), date(2026, 11, 23)),)


def test_an_acceptance_whose_day_has_come_is_said_and_silences_nothing() -> None:
    said = accepting("no-one", "2026-11-22")
    assert sorted(one.rule for one in said.findings) == ["acceptance-expired", "no-one"]
    assert said.accepted == ()


def test_an_acceptance_holds_for_its_own_thing_and_rule_only() -> None:
    said = judged(
        "functions:\n  g: {name: G}\n"
        "  f: {name: F, about: …, accepts: [{rule: no-one, because: b, until: 2027-01-01}]}\n"
    )
    assert [(one.rule, one.subject) for one in said.findings] == [("unfilled", "f"), ("no-one", "g")]
    assert [one.subject for one in said.accepted] == ["f"]


def test_an_error_is_never_accepted() -> None:
    said = accepting("own-deputy", "2027-01-01", "by: [sam, sam]")
    assert {one.rule: one.severity for one in said.findings} == {
        "own-deputy": Severity.ERROR,
        "unused-acceptance": Severity.ADVICE,
    }
    assert said.accepted == ()


def test_an_acceptance_of_no_rule_is_an_error() -> None:
    (said,) = accepting("no-won", "2027-01-01", "by: sam").findings
    assert (said.rule, said.severity, said.hint) == (
        "unknown-rule",
        Severity.ERROR,
        'did you mean "no-one"?',
    )


def test_an_acceptance_of_nothing_is_advice() -> None:
    (said,) = accepting("no-one", "2027-01-01", "by: sam").findings
    assert (said.rule, said.severity) == ("unused-acceptance", Severity.ADVICE)


def test_of_two_acceptances_the_one_that_still_holds_counts() -> None:
    entries = ", ".join(f"{{rule: no-one, because: b, until: {day}}}" for day in ("2026-01-01", "2027-01-01"))
    said = judged(f"functions: {{f: {{name: F, accepts: [{entries}]}}}}")
    assert [one.rule for one in said.findings] == ["acceptance-expired"]
    assert len(said.accepted) == 1


def test_every_rule_that_the_code_uses_is_explained() -> None:
    used = set(rules_in_code())
    assert len(used) > 40
    assert used - RULES.keys() == set()


def test_every_explained_rule_is_used() -> None:
    used = set(rules_in_code()) | {rule.id for rule in RULES.values() if rule.check}
    used |= {rule.id for rule in acceptance.RULES}  # applied to what the others find
    assert RULES.keys() - used == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_every_rule_says_why_and_what_to_do(rule: checks.Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.id)
    assert not rule.title.endswith(".")
    for text in (rule.why, rule.cure, rule.false_alarm):
        assert text.endswith(".")
    assert RULES[rule.id] is rule


def test_every_rule_has_a_case() -> None:
    """What `outlast explain` knows is shown by a broken plan."""
    said = "".join(
        file.read_text(encoding="utf-8")
        for file in (PACKAGE.parent.parent / "tests" / "cases").rglob("diagnostics.txt")
    )
    shown = set(re.findall(r": (?:error|warning|advice)\[([a-z-]+)\]", said))
    by_other_tests = {"no-plan", "unreadable-file", "link", "too-big", "withheld-in-text"}
    by_other_tests |= {"secret-in-history"}
    assert RULES.keys() - shown - by_other_tests == set()


def rules_in_code() -> Iterator[str]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "rule")]
                if name in SAYS:
                    yield from first_rule(given)
            elif (
                isinstance(node, ast.Return)
                and isinstance(node.value, ast.Tuple)
                and len(node.value.elts) in (3, 5)
            ):
                yield from first_rule(node.value.elts[:1])


def first_rule(given: list[ast.expr]) -> Iterator[str]:
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            if re.fullmatch(r"[a-z]+(-[a-z]+)*", value.value):
                yield value.value
            return
