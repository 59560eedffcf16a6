"""Rules that judge, and the explanation of every rule."""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from outlast import checks
from outlast.analysis import Look, analyse
from outlast.checks import RULES, Accepted, Finding, acceptance
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.load import load, named_files
from outlast.model import Edition
from outlast.model.value import Text
from outlast.redact import find_leaks
from outlast.source import attached, parse

from tests.builders import filled, make_plan, photo, png
from tests.shared import example_plan

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
THREE = """
people:
  sam: {name: Sam, role: Founder, reach: [{phone: "+32 470 00 01 02"}]}
  maya: {name: Maya, role: Support, reach: [{phone: "+32 470 00 01 03"}]}
  joris: {name: Joris, role: Packer, reach: [{phone: "+32 470 00 01 04"}]}
"""
PEOPLE = "people:\n  sam: {name: Sam, role: Founder}\n  maya: {name: Maya, role: Support}\n"


def judged(text: str) -> checks.Judged:
    plan = make_plan(PEOPLE, text)
    return checks.run(plan, analyse(plan, TODAY, Look.RULES))


def test_no_rule_that_judges_the_what_if_stops_a_build() -> None:
    asking = [rule for rule in RULES.values() if rule.asks]
    assert asking
    assert not [rule.id for rule in asking if rule.severity is Severity.ERROR and rule.stops_build]


def test_rules_that_do_not_judge_the_what_if_find_the_same_without_it() -> None:
    plan = example_plan()
    asked, unasked = (checks.run(plan, analyse(plan, TODAY, look)) for look in (Look.RULES, Look.NONE))
    assert unasked.findings == tuple(each for each in asked.findings if not RULES[each.rule].asks)
    assert unasked.accepted == tuple(each for each in asked.accepted if not RULES[each.rule].asks)
    assert len(unasked.findings) < len(asked.findings)


def test_every_rule_has_an_id_of_its_own_and_they_are_sorted() -> None:
    assert len(set(checks.defined())) == len(RULES)
    assert list(RULES) == sorted(RULES)


def test_module_of_the_package_adds_its_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "from outlast.checks.rule import Rule\nADDED = Rule('added', 'advice', 'Title', 'Why.', 'Cure.')\n"
    (tmp_path / "added.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(checks, "__path__", [*checks.__path__, str(tmp_path)])
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    assert {rule.id for rule in checks.defined()} - RULES.keys() == {"added"}


def test_no_rule_imports_the_module_of_another() -> None:
    defining = {
        file: file.stem for file in (PACKAGE / "checks").glob("*.py") if "= Rule(" in file.read_text("utf-8")
    }
    defining |= {file: file.stem for file in (PACKAGE / "checks").glob("reading_*.py")}
    for file in defining:
        imported = re.findall(r"from outlast\.checks\.(\w+) import", file.read_text("utf-8"))
        assert not set(imported) & set(defining.values()), file.name


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


def test_accepted_finding_stands_apart_until_its_day() -> None:
    result = accepting("no-one", "2026-11-23")
    assert result.findings == ()
    message = Sentence('the plan does not say who does "{thing}"', thing="f")
    assert result.accepted == (Accepted("f", "no-one", message, Text("I know."), date(2026, 11, 23)),)


def test_expired_acceptance_is_reported_and_accepts_nothing() -> None:
    result = accepting("no-one", "2026-11-22")
    assert sorted(one.rule for one in result.findings) == ["acceptance-expired", "no-one"]
    assert result.accepted == ()


def test_an_acceptance_holds_for_its_own_thing_and_rule_only() -> None:
    result = judged(
        "functions:\n  g: {name: G}\n"
        "  f: {name: F, about: …, accepts: [{rule: no-one, because: b, until: 2027-01-01}]}\n"
    )
    assert [(one.rule, one.subject) for one in result.findings] == [("unfilled", "f"), ("no-one", "g")]
    assert [one.subject for one in result.accepted] == ["f"]


def test_an_error_is_never_accepted() -> None:
    result = accepting("own-deputy", "2027-01-01", "by: [sam, sam]")
    assert {one.rule: one.severity for one in result.findings} == {
        "own-deputy": Severity.ERROR,
        "unused-acceptance": Severity.ADVICE,
    }
    assert result.accepted == ()


def test_an_acceptance_of_no_rule_is_an_error() -> None:
    (finding,) = accepting("no-won", "2027-01-01", "by: sam").findings
    assert (finding.rule, finding.severity, finding.hint) == (
        "unknown-rule",
        Severity.ERROR,
        'did you mean "no-one"?',
    )


def test_an_acceptance_of_nothing_is_advice() -> None:
    (finding,) = accepting("no-one", "2027-01-01", "by: sam").findings
    assert (finding.rule, finding.severity) == ("unused-acceptance", Severity.ADVICE)


def test_acceptance_that_still_holds_counts_beside_an_expired_one() -> None:
    entries = ", ".join(f"{{rule: no-one, because: b, until: {day}}}" for day in ("2026-01-01", "2027-01-01"))
    result = judged(f"functions: {{f: {{name: F, accepts: [{entries}]}}}}")
    assert [one.rule for one in result.findings] == ["acceptance-expired"]
    assert len(result.accepted) == 1


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
    for text in (rule.why, rule.change, rule.false_alarm):
        assert text.endswith(".")
    assert RULES[rule.id] is rule


NOT_SHOWN = {
    "link",
    "no-plan",
    "secret-in-history",
    "too-big",
    "too-deep",
    "unreadable-file",
    "wrong-encoding",
}
"""Rules about what a few lines of YAML cannot show."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the examples of rules attach."""
    folder = tmp_path_factory.mktemp("attached")
    (folder / "papers").mkdir()
    (folder / "papers" / "policy.txt").write_text("Fire and water are covered.", encoding="utf-8")
    (folder / "saved-as-web-page.pdf").write_text("<html>", encoding="utf-8")
    (folder / "fuse-box.jpg").write_bytes(photo(place=True))
    (folder / "form.png").write_bytes(png())
    return folder


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_example_breaks_its_rule_and_what_to_write_instead_does_not(rule: checks.Rule, folder: Path) -> None:
    if rule.id in NOT_SHOWN:
        assert rule.check is None
        assert rule.example == rule.instead == ""
    else:
        assert rule.id in broken(rule, rule.example, folder)
        assert not broken(rule, rule.instead, folder)


def broken(rule: checks.Rule, text: str, folder: Path) -> set[str]:
    """What is wrong with an example when it is judged by its rule, beside what would be accepted in it."""
    # An example may be of two files.
    first, *more = re.split(r"# (plan/(?:money\.yml|languages/nl\.po))\n", dedent(text).strip("\n"))
    documents = [parse(path, part.encode()) for path, part in zip(more[::2], more[1::2], strict=True)]
    alone = rule.id == "missing-business"
    documents += [parse("plan/1.yml", first.encode())] if alone else filled(first, people=THREE)
    files = attached(folder, named_files(documents))
    loaded = load(documents, files)
    rules = {each.rule for each in loaded.diagnostics}
    if loaded.plan:
        facts = analyse(loaded.plan, TODAY, Look.RULES, files)
        rules |= {each.rule for each in checks.run(loaded.plan, facts, [rule, RULES["no-one"]]).findings}
        rules |= {each.rule for each in find_leaks(loaded.plan, [Edition.PUBLIC]).findings}
    return rules - ({"no-one"} - {rule.id})


def rules_in_code() -> Iterator[str]:
    for file in sorted(PACKAGE.rglob("*.py")):
        module = ast.parse(file.read_text(encoding="utf-8"))
        constants = {
            each.targets[0].id: each.value
            for each in module.body
            if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
        }
        reads = file.relative_to(PACKAGE).parts[0] in ("source", "load", "model", "secrets")
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "rule")]
                named = (
                    constants.get(each.id, each) if isinstance(each, ast.Name) else each for each in given
                )
                if name in SAYS:
                    yield from first_rule(list(named))
            elif (
                reads
                and isinstance(node, ast.Return)
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
