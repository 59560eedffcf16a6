"""What docs/threat-model.md promises: each promise names tests, and they exist."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "threat-model.md"
TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
BOLD = re.compile(r"^\|? ?\*\*([A-Z][\w ]+?)\.?\*\*", re.MULTILINE)


def parts() -> dict[str, str]:
    """The page by the headings of its parts."""
    _, *rest = re.split("^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {part.split("\n", 1)[0]: part for part in rest}


def test_every_test_that_the_table_names_exists() -> None:
    named = TEST.findall(parts()["Which test holds which promise"])
    assert len(named) > 50
    for file, name in named:
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (file, name)


def test_every_row_names_a_test_and_every_promise_has_a_row() -> None:
    table = parts()["Which test holds which promise"]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert [row for row in rows if not TEST.search(row)] == []
    promised = BOLD.findall(parts()["What Outlast guarantees"])
    assert len(promised) > 6
    assert promised == BOLD.findall("\n".join(rows))


def test_a_security_policy_leads_to_the_promises() -> None:
    assert "(docs/threat-model.md)" in (TESTS.parent / "SECURITY.md").read_text(encoding="utf-8")
