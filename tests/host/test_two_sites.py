"""The runbook and the documentation of Outlast are two sites: a search in one never leads to the other."""

import json
from pathlib import Path

import pytest

from tests.host.running import ROOT, succeed


@pytest.fixture(scope="module")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built as `make docs` builds it."""
    out = tmp_path_factory.mktemp("docs") / "site"
    command = ("build", "--strict", "--config-file", "mkdocs-docs.yml", "--site-dir", str(out))
    succeed("mkdocs", *command, cwd=ROOT)
    return out


def found_in(site: Path) -> dict[str, str]:
    """The text under each address of a search index."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return {entry["location"]: f"{entry['title']} {entry['text']}" for entry in index["docs"]}


def test_a_search_in_the_runbook_finds_no_page_of_the_documentation(example: Path) -> None:
    runbook = found_in(example / "site")
    documented = {page.stem for page in (ROOT / "docs").glob("*.md")} - {"index"}
    assert len(documented) > 6
    assert not documented & {location.split("#")[0].removesuffix(".html") for location in runbook}
    assert not [location for location, text in runbook.items() if "mkdocs" in text.lower()]


def test_no_file_of_the_runbook_is_a_page_of_the_documentation(example: Path) -> None:
    pages = {file.stem for file in (example / "site").rglob("*.html")}
    assert "about-this-example" in pages
    assert not {"tutorial", "architecture", "0009-envelope", "plan-reference"} & pages


def test_the_documentation_has_the_reference_and_nothing_of_the_runbook(documentation: Path) -> None:
    assert (documentation / "plan-reference-work.html").is_file()
    assert (documentation / "decisions" / "0012-two-sites.html").is_file()
    locations = {location.split("#")[0] for location in found_in(documentation)}
    assert "plan-reference.html" in locations
    assert not [location for location in locations if "runbook" in location or location.startswith("serve/")]
    assert not list(documentation.rglob("*.py"))


def test_a_page_of_the_documentation_loads_nothing_from_a_network(documentation: Path) -> None:
    for page in documentation.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "fonts.googleapis" not in text
        assert 'src="http' not in text
