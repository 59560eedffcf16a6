"""What the benchmarks themselves must get right: their plans, and what they call slower."""

from __future__ import annotations

from pathlib import Path

import pytest
from outlast import source
from outlast.diagnostics import errors
from outlast.load import load

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Benchmarks are programs that import each other from their own folder."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))


def test_copies_of_the_example_are_a_sound_plan_of_that_size(tmp_path: Path) -> None:
    import copies  # type: ignore[import-not-found]

    copies.write_copies(2, tmp_path / "plan")
    loaded = load(source.read(tmp_path / "plan", "plan"))
    assert loaded.plan
    assert not errors(loaded.diagnostics)
    alone = load(source.read(copies.EXAMPLE, "plan")).plan
    assert alone
    assert len(loaded.plan.things) == 2 * len(alone.things)
    assert {"sam", "sam-2"} <= set(loaded.plan.people)
    assert loaded.plan.functions["orders"].owner == "sam"
    assert loaded.plan.functions["orders-2"].owner == "sam-2"


def test_a_ratio_that_grew_by_more_than_a_third_fails_a_comparison() -> None:
    import building  # type: ignore[import-not-found]

    kept = {"a build": 1.0, "another": 2.0, "a row that is gone": 1.0}
    found = building.compared({"a build": 1.34, "another": 2.6, "a new row": 9.0}, kept)
    assert [line.split(":")[0] for line in found] == ["a build"]
