"""A plan that believes its drills: measured times count, and who failed the last time does not."""

from outlast.analysis import analyse, other_days
from outlast.analysis.drills import drill_results
from outlast.analysis.tried import as_tried
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.report import report
from outlast.model import Plan

from tests.builders import make_plan
from tests.drawing import TODAY

SHOP = """
business: {format: 1, name: F, timezone: Europe/Brussels, currency: EUR, believe_drills: yes}
people: {sam: {name: Sam, role: F}, maya: {name: Maya, role: S}, tom: {name: Tom, role: T}}
functions:
  refunds: {name: Refunds, by: [sam, maya], loss: 10 EUR per day}
  orders: {name: Orders, by: automatic, needs: [shop], loss: 10 EUR per day}
systems:
  shop: {name: Shop, access: [sam, maya, tom], restore: {by: [sam, maya], takes: 2h}}
"""
DOUBT = SHOP.replace("believe_drills: yes", "believe_drills: no")
WITHOUT_SAM, WITHOUT_SHOP = Question(TODAY, (("sam", None),)), Question(TODAY, (("shop", None),))


def drill(of: str, result: str, by: str = "maya", on: str = "2026-10-01", took: str = "9h") -> str:
    return f"exercises: {{d: {{name: D, of: {of}, on: {on}, by: {by}, took: {took}, result: {result}}}}}"


def stops(shop: str, question: Question, *drills: str) -> tuple[str, ...]:
    """What stops, and from when to when where that is known."""
    plan = believing(make_plan(shop, *drills))
    answer = report(plan, question).answer
    return tuple(
        f"{each.function} {(each.stop.end - each.stop.start) if each.stop.end else 'for good'}"
        for each in answer.functions.values()
        if each.stop
    )


def believing(plan: Plan) -> Plan:
    return as_tried(plan, drill_results(plan, TODAY))


def test_who_failed_the_last_time_is_no_cover() -> None:
    failed = drill("refunds", "failed")
    assert stops(SHOP, WITHOUT_SAM) == ()
    assert stops(SHOP, WITHOUT_SAM, failed) == ("refunds for good",)
    assert stops(DOUBT, WITHOUT_SAM, failed) == ()
    assert stops(SHOP, WITHOUT_SAM, drill("refunds", "worked in part")) == ()


def test_who_failed_the_last_time_is_no_cover_on_another_day() -> None:
    scenario = "scenarios: {gone: {name: Gone, lost: [{what: sam, for: 21d}]}}"
    plan = make_plan(SHOP, drill("refunds", "failed"), scenario)
    facts = analyse(plan, TODAY)
    ((_, again),) = other_days(plan, facts, [TODAY])
    assert [stop.end for stop in facts.outlook.scenarios["gone"].functions["refunds"].bands[0].stops]
    assert again.outlook == facts.outlook


def test_who_failed_once_and_did_it_later_covers_again() -> None:
    later = "d2: {name: D, of: refunds, on: 2026-11-01, by: maya, result: worked}"
    failed = drill("refunds", "failed")
    assert stops(SHOP, WITHOUT_SAM, f"{failed[:-1]}, {later}}}") == ()


def test_where_everybody_failed_nobody_does_it() -> None:
    assert stops(SHOP, WITHOUT_SHOP, drill("shop", "failed", "[sam, maya]")) == ("orders for good",)
    everybody = drill("refunds", "failed", "[sam, maya]")
    assert believing(make_plan(SHOP, everybody)).functions["refunds"].by.hands == ()


def test_restoring_takes_as_long_as_it_took() -> None:
    assert stops(SHOP, WITHOUT_SHOP) == ("orders 2:00:00",)
    assert stops(SHOP, WITHOUT_SHOP, drill("shop", "worked")) == ("orders 9:00:00",)
    assert stops(DOUBT, WITHOUT_SHOP, drill("shop", "worked")) == ("orders 2:00:00",)


def test_a_time_of_other_steps_does_not_count() -> None:
    changed = drill("shop", "worked").replace("result: worked", "result: worked, tried: 1234567890")
    assert stops(SHOP, WITHOUT_SHOP, changed) == ("orders 2:00:00",)


def test_a_sealed_way_in_that_failed_is_not_counted_on() -> None:
    route = """
    break_glass:
      envelope:
        name: Envelope
        holders: maya
        opens: [{system: shop}]
        tests: [{system: shop, on: 2026-09-01, worked: yes}]
    """
    plan = believing(make_plan(SHOP, route, drill("envelope", "failed")))
    assert plan.break_glass["envelope"].tests == ()
    assert believing(make_plan(DOUBT, route, drill("envelope", "failed"))).break_glass["envelope"].tests
