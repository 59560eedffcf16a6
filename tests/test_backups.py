"""Whether one can rely on a copy of data: what the page of its system says, and in which edition."""

import pytest
from outlast.model import Edition
from outlast.pages.backups import VERDICT
from outlast.site.blocks import Table

from tests.builders import make_plan
from tests.drawing import site_of

SAM = "people: {sam: {name: Sam, role: Founder}}"
TESTED = "tested: 2026-09-12"


def drill(result: str, on: str, more: str = "") -> str:
    return f"exercises: {{try-it: {{name: T, of: s, on: {on}, by: sam, result: {result}{more}}}}}"


def said(backups: str, rest: str = "", more: str = "", edition: Edition = Edition.FULL) -> list[str] | None:
    """The verdict on each copy of a system; None where the page has no verdicts."""
    plan = make_plan(SAM, f"systems: {{s: {{name: S, {more} backups: [{backups}]}}}}", *filter(None, [rest]))
    site = site_of(plan, edition)
    (page,) = (page for page in site.pages if page.path == "restore/s")
    (table,) = (block for each in page.sections if each.id == "backups" for block in each.blocks)
    assert isinstance(table, Table)
    assert all(len(row) == len(table.heads) for row in table.rows)
    if VERDICT not in table.heads:
        return None
    place = table.heads.index(VERDICT)
    return [row[place].replace("*", "") for row in table.rows]


@pytest.mark.parametrize(
    ("backup", "verdict"),
    [
        (TESTED, "Yes. Somebody tested it."),
        ("tested: 2025-11-22", "Yes. Somebody tested it."),
        ("tested: 2025-11-21", "Not sure. The last test is too old: 366 days."),
        ("every: 1d", "Not known. Nobody has ever tried to restore it."),
        (f"every: 1d, {TESTED}", "Yes. Somebody tested it."),
        (f"every: 7d, {TESTED}", "Only in part. You can lose the data of 7 days. The promise was 1 day."),
        ("every: 7d, tested: 2020-11-22", "Not sure. The last test is too old: 2,191 days."),
        ("every: 7d", "Not known. Nobody has ever tried to restore it."),
    ],
)
def test_the_worst_that_is_known_is_said(backup: str, verdict: str) -> None:
    assert said(f"{{what: W, {backup}}}", more="rpo: 1d,") == [verdict]


def test_copies_that_are_made_too_seldom_count_only_if_none_is_made_often() -> None:
    backups = f"{{what: V, every: 1d, {TESTED}}}, {{what: W, every: 7d, {TESTED}}}"
    assert said(backups, more="rpo: 1d,") == ["Yes. Somebody tested it."] * 2
    assert said(backups, more="rpo: 2h,") == [
        "Only in part. You can lose the data of 1 day. The promise was 2 hours.",
        "Only in part. You can lose the data of 7 days. The promise was 2 hours.",
    ]


@pytest.mark.parametrize(
    ("result", "on", "failed"),
    [
        ("failed", "2026-10-01", True),
        ("failed", "2026-09-12", True),
        ("failed", "2026-09-11", False),
        ("worked", "2026-10-01", False),
    ],
)
def test_a_drill_that_failed_counts_until_the_copy_is_tried_again(result: str, on: str, failed: bool) -> None:
    wanted = "No. The last test failed: {try-it}." if failed else "Yes. Somebody tested it."
    assert said(f"{{what: W, {TESTED}}}", drill(result, on)) == [wanted]


def test_of_several_drills_the_last_counts() -> None:
    both = """
    exercises:
      b: {name: B, of: s, on: 2026-10-01, by: sam, result: failed}
      a: {name: A, of: s, on: 2026-10-02, by: sam, result: worked}
    """
    assert said(f"{{what: W, {TESTED}}}", both) == ["Yes. Somebody tested it."]


def test_an_edition_says_only_what_it_may_know() -> None:
    copy = f"{{what: W, {TESTED}}}"
    assert said(copy, edition=Edition.TEAM) == ["Yes. Somebody tested it."]
    assert said(copy, edition=Edition.PUBLIC) is None


@pytest.mark.parametrize("result", ["failed", "worked"])
def test_a_drill_that_is_withheld_leaves_no_verdict(result: str) -> None:
    """Neither a yes that may be false, nor what came of the drill."""
    hidden = drill(result, "2026-10-01", ", audience: full")
    assert said(f"{{what: W, {TESTED}}}", hidden, edition=Edition.TEAM) is None
