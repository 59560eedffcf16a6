"""Every folder of tests/cases is a plan about some rules, and what these rules say about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from outlast import checks
from outlast.analysis import Look, analyse
from outlast.checks import RULES, Rule
from outlast.diagnostics import Diagnostic, ordered, render
from outlast.load import load, locate, named_files
from outlast.model import Plan
from outlast.source import Document, attached, read

from tests.builders import filled

CASES = Path(__file__).parent / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
SILENT = [
    pytest.param(file.parent, text, id=f"{file.parent.name}-{number}")
    for file in sorted(CASES.glob("*/silent.yml"))
    for number, text in enumerate(file.read_text(encoding="utf-8").split("\n---\n"), 1)
]
WHOLE = {"all-rules"}
"""Cases that all rules judge together."""
TODAY = date(2026, 11, 22)
ELSEWHERE = {"link", "no-plan", "secret-in-history", "too-big", "withheld-in-text"}
"""Rules whose case a folder in version control cannot hold: other tests show them."""


@dataclass(frozen=True)
class Report:
    """A plan, if it could be read, and what the rules say about it."""

    plan: Plan | None
    diagnostics: Sequence[Diagnostic]

    @property
    def text(self) -> str:
        return render(self.diagnostics)

    @property
    def rules(self) -> set[str]:
        return {each.rule for each in self.diagnostics}


def about(case: Path) -> dict[str, Rule]:
    """The rules that a case is about: those in its `rules.txt`, or else the one that it is named after."""
    listed = case / "rules.txt"
    names = listed.read_text(encoding="utf-8").split() if listed.exists() else [case.name]
    if names == ["all"]:
        return dict(RULES)
    assert names, f"{case.name}/rules.txt is empty"
    unknown = set(names) - RULES.keys()
    assert not unknown, f"{case.name}: no rule is called {unknown}; rules.txt says what this case is about"
    return {name: RULES[name] for name in names}


def judge(documents: Sequence[Document], case: Path) -> Report:
    """Judge these files of a plan by the rules that the case is about; those of reading always apply."""
    files = attached(case / "plan", named_files(documents))
    loaded = load(documents, files)
    if loaded.plan is None:
        return Report(None, loaded.diagnostics)
    facts = analyse(loaded.plan, TODAY, Look.RULES, files)
    findings = checks.run(loaded.plan, facts, about(case).values()).findings
    located = (locate(finding, loaded.origins) for finding in findings)
    return Report(loaded.plan, ordered([*loaded.diagnostics, *located]))


@cache
def report(name: str) -> Report:
    return judge(read(CASES / name / "plan", "plan"), CASES / name)


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, request: pytest.FixtureRequest) -> None:
    case = CASES / name
    expected = case / "expected" / "diagnostics.txt"
    if request.config.getoption("--update"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(report(name).text, encoding="utf-8", newline="\n")
    parts = {path.name for path in case.iterdir()}
    assert {"expected", "plan"} <= parts <= {"expected", "plan", "rules.txt", "silent.yml"}, (
        "stray or missing"
    )
    assert [path.name for path in expected.parent.iterdir()] == ["diagnostics.txt"], "stray or missing file"
    assert report(name).text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_case_is_safe_to_print(name: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", report(name).text)


@pytest.mark.parametrize("name", NAMES)
def test_case_breaks_the_rules_that_it_is_about_and_no_other(name: str) -> None:
    """A folder whose name starts with `good-` breaks none of them."""
    if name.startswith("good-"):
        assert report(name).rules == set()
    elif name in WHOLE:
        assert report(name).rules
    else:
        assert report(name).rules == about(CASES / name).keys()


@pytest.mark.parametrize(("case", "text"), SILENT)
def test_rule_is_silent_about_what_looks_alike(case: Path, text: str) -> None:
    """Each document of a silent.yml is a plan, to which a business, Sam and Maya are added if it has none."""
    result = judge(filled(text), case)
    assert result.plan is not None, result.text
    assert not result.rules & about(case).keys()


def test_every_rule_has_a_case() -> None:
    """What `outlast explain` knows is shown by a broken plan."""
    broken = {name for name in NAMES if not name.startswith("good-") and name not in WHOLE}
    assert RULES.keys() - {rule for name in broken for rule in about(CASES / name)} == ELSEWHERE
