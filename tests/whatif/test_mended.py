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


def test_without_the_higher_mandate_the_packer_stays_at_home() -> None:
    signs = "up_to: 2500 EUR, starts_in: 1d}]\n    needs: [{what: bank, as: signer}, payroll-agent]"
    plan = example(("obligations.yml", signs, signs.replace("2500", "1000")))  # less than the wages
    broken = promises(plan)["hit-by-a-bus"]
    assert [failure.flaw for failure in broken.failures] == [Flaw.TOO_LONG, Flaw.TOO_DEAR]
    (packer,) = [each for each in broken.answer.down if each.node == "joris"]
    assert [(cause.why, cause.node) for cause in packer.causes] == [(Why.MISSED, "pay-wages")]


def test_without_a_second_hand_refunds_stop_for_too_long() -> None:
    hands = ", {who: ilse, starts_in: 1d}]\n    limit: refund"
    fewer = "]\n    limit: refund"
    broken = promises(example(("functions/customers.yml", hands, fewer)))["hit-by-a-bus"]
    failures = [(failure.flaw, failure.function, failure.band) for failure in broken.failures]
    assert (Flaw.TOO_LONG, "refunds", 1) in failures
