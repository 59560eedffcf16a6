"""The example keeps its promises because it was mended; taken back, each mend is missed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from outlast import source
from outlast.analysis.whatif.causes import Why
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.outlook import Flaw, PromiseResult
from outlast.analysis.whatif.promises import promise_results
from outlast.load import load
from outlast.model import Plan

PLAN = Path(__file__).resolve().parents[2] / "plan"
TODAY = date(2026, 11, 22)


def example(*changes: tuple[str, str, str]) -> Plan:
    """The example, with a text replaced in some of its files."""
    documents = []
    for file in sorted(PLAN.rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        for name, old, new in changes:
            if name == file.relative_to(PLAN).as_posix():
                assert text.count(old) == 1, (name, old)
                text = text.replace(old, new)
        documents.append(source.parse(file.name, text.encode()))
    plan = load(documents).plan
    assert plan is not None
    return plan


def promises(plan: Plan) -> dict[str, PromiseResult]:
    return promise_results(Engine(plan), TODAY)


def test_every_promise_of_the_example_holds() -> None:
    assert [each.promise for each in promises(example()).values() if not each.holds] == []


def test_without_the_higher_mandate_three_weeks_cost_too_much() -> None:
    mandate = "amount: 2100 EUR"
    plan = example(
        ("obligations.yml", mandate, "amount: 2600 EUR")
    )  # above what the second signatory may sign
    broken = promises(plan)["hit-by-a-bus"]
    assert [failure.flaw for failure in broken.failures] == [Flaw.TOO_DEAR]
    stop = broken.answer.functions["orders"].stop
    assert stop is not None
    assert any(
        cause.why is Why.MISSED and cause.node == "pay-glass" for top in stop.causes for cause in top.all()
    )


def test_without_a_second_hand_refunds_stop_for_too_long() -> None:
    hand = ", {who: ilse, starts_in: 1d, up_to: any}"
    broken = promises(example(("functions/customers.yml", hand, "")))["hit-by-a-bus"]
    failures = [(failure.flaw, failure.function, failure.band) for failure in broken.failures]
    assert (Flaw.TOO_LONG, "refunds", 1) in failures
