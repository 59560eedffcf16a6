"""A few seconds of fuzzing. `make fuzz` goes on for as long as it is told; see tests/README.md."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Page

from tests.fuzz import targets
from tests.fuzz.inputs import changed, grafted, kept, plans

FEW = settings(
    max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed")


@given(changed(plans()))
@FEW
def test_any_plan_is_read_or_refused_in_words(content: bytes) -> None:
    targets.judged(targets.plan, content)


def test_what_once_failed_is_kept(folder: Path) -> None:
    for target, judge in (
        ("plan", targets.rules),
        ("archive", targets.archive(folder)),
        ("manifest", targets.manifest(folder)),
    ):
        for content in kept(target):
            targets.judged(judge, content)


def test_any_archive_is_whole_or_refused_in_words(folder: Path) -> None:
    judge = targets.archive(folder)

    @given(changed((targets.bundle(), *kept("archive"))))
    @FEW
    def each(content: bytes) -> None:
        targets.judged(judge, content)

    each()


def test_another_manifest_has_another_number(folder: Path) -> None:
    (folder / "stick").mkdir()
    judge = targets.manifest(folder / "stick")
    whole = (folder / "stick" / "MANIFEST").read_bytes()

    @given(changed((whole,)))
    @FEW
    def each(content: bytes) -> None:
        targets.judged(judge, content)

    each()


@pytest.fixture(scope="module")
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    page = browser.new_page()
    targets.ready(page, folder)
    yield page
    page.close()


@pytest.mark.e2e
def test_any_incident_log_is_loaded_or_refused_in_words(page: Page) -> None:
    judge = targets.log(page)
    for content in kept("log"):
        targets.judged(judge, content)

    @given(grafted(kept("log")) | changed(kept("log")))
    @FEW
    def each(content: bytes) -> None:
        targets.judged(judge, content)

    each()
