"""Every folder of tests/cases is a plan; expected/diagnostics.txt says what Outlast says about it."""

import re
from datetime import date
from pathlib import Path

import pytest
from outlast import checks
from outlast.analysis import Look, analyse
from outlast.diagnostics import ordered, render
from outlast.load import load, locate, named_files
from outlast.source import attached, read

CASES = Path(__file__).parent / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
TODAY = date(2026, 11, 22)


def said(plan: Path) -> str:
    documents = read(plan, "plan")
    files = attached(plan, named_files(documents))
    loaded = load(documents, files)
    if loaded.plan is None:
        return render(loaded.diagnostics)
    findings = checks.run(loaded.plan, analyse(loaded.plan, TODAY, Look.RULES, files), TODAY).findings
    return render(ordered([*loaded.diagnostics, *(locate(finding, loaded.origins) for finding in findings)]))


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, request: pytest.FixtureRequest) -> None:
    case = CASES / name
    expected = case / "expected" / "diagnostics.txt"
    actual = said(case / "plan")
    if request.config.getoption("--update"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(actual, encoding="utf-8", newline="\n")
    assert sorted(path.name for path in case.iterdir()) == ["expected", "plan"], "stray or missing folder"
    assert [path.name for path in expected.parent.iterdir()] == ["diagnostics.txt"], "stray or missing file"
    assert actual == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_case_is_safe_to_print(name: str) -> None:
    text = said(CASES / name / "plan")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("name", NAMES)
def test_case_is_named_by_its_defect(name: str) -> None:
    """A folder whose name starts with `good-` has nothing to say; each of the others has."""
    assert (said(CASES / name / "plan") == "") is name.startswith("good-")
