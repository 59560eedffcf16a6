"""The oracle itself, law by law, on plans that are small enough to be worked out by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from outlast.analysis.whatif.answering import read
from outlast.analysis.whatif.causes import Why
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.question import Kind, Question
from outlast.model import Plan

from tests.builders import make_plan
from tests.whatif.agreement import Answered, as_yaml, disagreements
from tests.whatif.oracle import Walk, walk

MONDAY = date(2026, 11, 23)
DAYS = 12
OFFICE = '{days: mon-fri, from: "09:00", to: "17:00"}'
TWO = f"""people:
  sam: {{name: Sam, role: A, works: [{OFFICE}]}}
  ada: {{name: Ada, role: B, works: [{OFFICE}]}}
"""


def gone(start: date = MONDAY, **lost: int | None) -> Question:
    """A question; lengths are days, None is until restored, and `_` in a name is a hyphen."""
    lengths = {id: None if days is None else timedelta(days=days) for id, days in lost.items()}
    return Question(start, tuple((id.replace("_", "-"), length) for id, length in lengths.items()))


def changes(walked: Walk, states: list[Any]) -> list[str]:
    """When a state begins, as `23 09:00 by`, the first one without its moment."""
    words = ["up" if state is True else "down" if state is False else str(state) for state in states]
    return [
        word if number == 0 else f"{walked.moments[number]:%d %H:%M} {word}"
        for number, word in enumerate(words)
        if number == 0 or words[number - 1] != word
    ]


def band(plan: Plan, question: Question, function: str, number: int = 0) -> list[str]:
    walked = walk(plan, question, days=DAYS)
    return changes(walked, walked.bands[function, number])


def node(plan: Plan, question: Question, id: str) -> list[str]:
    walked = walk(plan, question, days=DAYS)
    return changes(walked, walked.up[id])


def test_the_moments_are_the_steps_of_whole_days_by_the_clock_on_the_wall() -> None:
    walked = walk(make_plan(TWO), Question(date(2026, 10, 24)), days=2)

    assert len(walked.moments) == 48 + 50
    assert f"{walked.moments[0]:%d %H:%M %z}" == "24 00:00 +0200"
    assert f"{walked.moments[-1]:%d %H:%M %z}" == "25 23:30 +0100"


def test_who_is_away_is_back_when_the_days_have_passed_and_starts_at_work() -> None:
    plan = make_plan(TWO + "functions: {pack: {name: Pack, by: sam}, sell: {name: Sell, by: [sam, ada]}}")

    assert node(plan, gone(sam=3), "sam") == ["down", "26 00:00 up"]
    assert band(plan, gone(sam=3), "pack") == ["stopped", "26 09:00 by"]
    assert band(plan, gone(sam=3), "sell") == ["by"]


def test_a_day_counts_by_the_calendar_and_hours_as_they_pass() -> None:
    plan = make_plan(TWO + "equipment: {key: {name: Key}, pen: {name: Pen}}")
    lost = {"key": timedelta(days=2), "pen": timedelta(hours=36)}

    walked = walk(plan, Question(date(2026, 10, 24), tuple(lost.items())), days=4)

    assert changes(walked, walked.up["key"]) == ["down", "26 00:00 up"]
    assert changes(walked, walked.up["pen"]) == ["down", "25 11:00 up"]  # 03:00 came twice


def test_a_need_that_coasts_is_tolerated_from_its_loss() -> None:
    plan = make_plan(
        "systems: {shop: {name: Shop, needs: [{what: net, coasts: 1d}]}, net: {name: Net},"
        " till: {name: Till, needs: [net, printer], coasts: 36h}, printer: {name: Printer}}"
    )

    assert node(plan, gone(net=3), "shop") == ["up", "24 00:00 down", "26 00:00 up"]
    assert node(plan, gone(net=3), "till") == ["up", "24 12:00 down", "26 00:00 up"]


def test_a_choice_holds_while_as_many_do_as_it_counts() -> None:
    plan = make_plan(
        "systems: {a: {name: A}, b: {name: B}, c: {name: C},"
        " any: {name: Any, needs: [{any: [a, b]}]}, two: {name: Two, needs: [{any: [a, b, c], count: 2}]}}"
    )

    assert node(plan, gone(a=1), "any") == ["up"]
    assert node(plan, gone(a=1, b=2), "any") == ["down", "24 00:00 up"]
    assert node(plan, gone(a=1, b=2), "two") == ["down", "24 00:00 up"]


def test_a_circle_waits_for_something_outside_it() -> None:
    plan = make_plan(
        "systems: {a: {name: A, needs: [{any: [b, c]}]}, b: {name: B, needs: [a]},"
        " c: {name: C}, d: {name: D}}"
    )

    assert node(plan, gone(d=1), "a") == ["up"]  # a circle that nothing broke stays
    assert node(plan, gone(b=1), "b") == ["down", "24 00:00 up"]
    assert node(plan, gone(b=2, c=1), "a") == ["down", "24 00:00 up"]
    assert node(plan, gone(b=2, c=None), "a") == ["down"]


def test_a_person_takes_along_what_they_hold_unless_it_stays_or_there_is_a_spare() -> None:
    plan = make_plan(
        TWO + "equipment: {phone: {name: P, held_by: sam}, both: {name: B, held_by: [sam, ada]},"
        " desk: {name: D, held_by: sam, stays: yes}, token: {name: T, held_by: sam, spares: 1, fetch: 12h},"
        " safe: {name: S, held_by: sam, kept_in: office},"
        " card: {name: C, kept_in: office, spares: 1, fetch: 4h}}\n"
        "locations: {office: {name: Office}}"
    )

    away = gone(sam=2)
    assert node(plan, away, "phone") == ["down", "25 00:00 up"]
    assert node(plan, away, "both") == ["up"]
    assert node(plan, away, "desk") == ["up"]
    assert node(plan, away, "token") == ["down", "23 12:00 up"]
    assert node(plan, away, "safe") == ["up"]
    assert node(plan, gone(sam=1, office=2), "safe") == ["down", "24 00:00 up"]
    assert node(plan, gone(card=9), "card") == ["down", "23 04:00 up"]
    assert node(plan, gone(office=9), "card") == ["down", "02 00:00 up"]  # nothing says where the spare was


def test_a_place_is_replaced_and_what_was_in_it_is_not() -> None:
    plan = make_plan(
        "locations:\n"
        "  store: {name: Store, fallback: [{to: attic, ready_in: 1 working day}]}\n"
        "  attic: {name: Attic}\n"
        "documents: {permit: {name: Permit, kept_in: store}, card: {name: Card, expires: 2026-11-25}}\n"
        "stock: {wax: {name: Wax, kept_in: store}}"
    )

    assert node(plan, gone(date(2026, 11, 21), store=5), "store") == ["down", "24 00:00 up"]
    assert node(plan, gone(store=5), "permit") == ["down", "28 00:00 up"]
    assert node(plan, gone(store=5), "wax") == ["down", "28 00:00 up"]
    assert node(plan, gone(store=5, attic=4), "store") == ["down", "27 00:00 up"]
    assert node(plan, gone(attic=1), "card") == ["up", "26 00:00 down"]


def test_a_supplier_is_replaced_or_comes_back() -> None:
    plan = make_plan(
        "suppliers: {a: {name: A, alternatives: [{who: b, lead_time: 3d}]}, b: {name: B, rto: 36h},"
        " c: {name: C, alternatives: [{name: D, lead_time: 2 working days}]}}"
    )

    assert node(plan, gone(a=9), "a") == ["down", "26 00:00 up"]
    assert node(plan, gone(b=None), "b") == ["down", "24 12:00 up"]
    assert node(plan, gone(date(2026, 11, 21), c=None), "c") == ["down", "25 00:00 up"]


def test_an_alternative_makes_ready_only_on_days_on_which_it_is_not_closed() -> None:
    plan = make_plan(
        "suppliers: {a: {name: A, alternatives: [{who: b, lead_time: 3d}]},"
        " b: {name: B, closures: [{from: 2026-11-25, to: 2026-11-26}]}}"
    )

    assert node(plan, gone(a=9), "a") == ["down", "28 00:00 up"]


def test_a_stock_runs_down_and_is_ordered_by_somebody_at_work() -> None:
    plan = make_plan(
        TWO
        + "stock: {wax: {name: Wax, cover: 6d, refill: {at: 2d, by: [sam], lead_time: 3d}, feeds: [sell]}}\n"
        "functions: {sell: {name: Sell, by: [ada]}}"
    )

    # It falls to its level at 00:00 on the 27th, a Friday, and is empty at 00:00 on the 29th.
    assert node(plan, gone(), "wax") == ["up", "29 00:00 down", "30 09:00 up"]
    assert node(plan, gone(sam=7), "wax") == ["up", "29 00:00 down", "03 09:00 up"]
    assert node(plan, gone(wax=None), "wax") == ["down", "26 09:00 up", "02 09:00 down", "03 09:00 up"]
    assert band(plan, gone(sam=7), "sell") == ["by", "29 00:00 stopped", "03 09:00 by"]


def test_an_order_needs_a_supplier_who_is_not_closed() -> None:
    plan = make_plan(
        TWO
        + "stock: {wax: {name: Wax, cover: 4d, refill: {at: 2d, by: [sam, ada], lead_time: 1d, from: mill}}}"
        "\n"
        "suppliers: {mill: {name: Mill, closures: [{from: 2026-11-24, to: 2026-11-26}]}}"
    )

    # It is ordered on Wednesday at 09:00; the day counts from Friday 00:00. The next order is in time.
    assert node(plan, gone(), "wax") == ["up", "27 00:00 down", "28 00:00 up"]


def test_a_fund_burns_on_open_days_and_expires_at_the_end_of_its_day() -> None:
    plan = make_plan(
        TWO + "funds:\n"
        "  card: {name: Card, balance: 144, burn: 48 per open day, pays: [ads],\n"
        "         refill: {at: 24, by: ada, lead_time: 1d, amount: 96}}\n"
        "  old: {name: Old, expires: 2026-11-25}\n"
        "systems: {ads: {name: Ads}}"
    )

    # 24 is left at 12:00 on Wednesday, when Ada orders: the money is there a day later. Of these 96 the last
    # 24 last over the weekend; Ada orders on Monday at 09:00, and on Thursday at 09:00, when it is empty.
    found = [
        "up",
        "26 00:00 down",
        "26 12:00 up",
        "30 12:00 down",
        "01 09:00 up",
        "03 09:00 down",
        "04 09:00 up",
    ]
    assert node(plan, gone(), "card") == found
    assert node(plan, gone(), "ads") == found
    assert node(plan, gone(), "old") == ["up", "26 00:00 down"]


def test_what_a_duty_pays_does_not_need_the_fund_itself() -> None:
    plan = make_plan(
        TWO + "funds: {card: {name: Card, expires: 2026-11-23, pays: [ads, net]}}\n"
        "systems: {ads: {name: Ads}, net: {name: Net}}\n"
        "obligations: {bill: {name: Bill, due: 2026-11-25, by: ada, fund: card, stops: [ads]}}"
    )

    assert node(plan, gone(), "net") == ["up", "24 00:00 down"]
    assert node(plan, gone(), "ads") == ["up", "26 00:00 down"]  # the bill could not be paid on the day


def test_a_system_is_restored_in_working_time_with_access_to_what_that_needs() -> None:
    plan = make_plan(
        TWO + "systems:\n"
        "  shop: {name: Shop, needs: [net], restore: {by: [sam, ada], takes: 1d, needs: [vault]}}\n"
        "  net: {name: Net, rto: 4h}\n"
        "  vault: {name: Vault, access: [{who: sam}]}\n"
        "  site: {name: Site, restore: {by: ada}}\n"
    )

    assert node(plan, gone(shop=None), "shop") == ["down", "24 09:00 up"]
    assert node(plan, gone(shop=None, sam=2), "shop") == ["down", "26 09:00 up"]
    assert node(plan, gone(shop=None, net=None), "net") == ["down", "23 04:00 up"]
    assert node(plan, gone(shop=None, net=2), "shop") == ["down", "26 09:00 up"]
    assert node(plan, gone(shop=3), "shop") == ["down", "26 00:00 up"]
    assert node(plan, gone(site=None), "site") == ["down"]


def test_a_restorer_with_limited_hands_has_one_system_at_a_time() -> None:
    plan = make_plan(
        TWO + "systems:\n"
        "  a: {name: A, restore: {by: sam, takes: 1d, priority: 2}}\n"
        "  b: {name: B, restore: {by: sam, takes: 12h, priority: 1}}\n"
    )
    few = Question(MONDAY, (("a", None), ("b", None)), limited_hands=True)

    assert node(plan, gone(a=None, b=None), "a") == ["down", "24 09:00 up"]
    assert node(plan, few, "b") == ["down", "23 21:00 up"]
    assert node(plan, few, "a") == ["down", "25 09:00 up"]


def test_access_has_a_role_a_second_factor_a_beginning_and_an_end() -> None:
    shop = "systems: {shop: {name: Shop, roles: [viewer, staff, owner], access: [%s]}}\n"
    rest = """
equipment: {key: {name: Key}, card: {name: Card}}
functions: {sell: {name: Sell, by: sam, needs: [{what: shop, as: staff}]}}
"""

    def sold(entry: str, question: Question) -> list[str]:
        return band(make_plan(TWO + shop % entry + rest), question, "sell")

    assert sold("{who: sam, as: owner}", gone()) == ["by"]
    assert sold("{who: sam, as: viewer}", gone()) == ["stopped"]
    assert sold("{who: ada, as: owner}", gone()) == ["stopped"]
    assert sold("{who: sam, as: staff, second_factor: key}", gone(key=1)) == ["stopped", "24 09:00 by"]
    either = "{who: sam, as: staff, second_factor: [key, card]}"
    assert sold(either, gone(key=1)) == ["by"]
    assert sold(either, gone(key=2, card=1)) == ["stopped", "24 09:00 by"]
    assert sold("{who: sam, as: staff, until: 2026-11-24}", gone()) == ["by", "25 00:00 stopped"]
    assert sold("{who: sam, as: staff, starts_in: 12h}", gone()) == ["stopped", "23 12:00 by"]


def test_a_vault_gives_its_code_to_whom_it_lets_in_and_never_to_itself() -> None:
    plan = make_plan(
        TWO
        + """systems:
  vault: {name: Vault, access: [sam]}
  shop: {name: Shop, access: [{who: sam, second_factor: vault}, {who: ada, second_factor: vault}]}
  loop: {name: Loop, access: [{who: sam, second_factor: pool}]}
  pool: {name: Pool, access: [{who: sam, second_factor: loop}]}
functions:
  sell: {name: Sell, by: sam, needs: [shop]}
  pack: {name: Pack, by: ada, needs: [shop]}
  turn: {name: Turn, by: sam, needs: [loop]}
"""
    )
    assert band(plan, gone(vault=1), "sell") == ["stopped", "24 09:00 by"]
    assert band(plan, gone(), "pack") == ["stopped"]
    assert band(plan, gone(), "turn") == ["stopped"]
    assert not disagreements(plan, gone(vault=1), Answered, days=DAYS)


def test_equipment_is_down_with_its_needs_and_back_after_its_rto() -> None:
    plan = make_plan(
        TWO
        + """systems: {carrier: {name: Carrier}}
locations: {hall: {name: Hall, fallback: [{name: Barn, ready_in: 1d}]}}
equipment:
  number: {name: Number, needs: [{what: carrier, coasts: 12h}], rto: 2d, held_by: ada}
  safe: {name: Safe, kept_in: hall, rto: 3d}
"""
    )
    assert node(plan, gone(carrier=2), "number") == ["up", "23 12:00 down", "25 00:00 up"]
    assert node(plan, gone(number=None), "number") == ["down", "25 00:00 up"]
    assert node(plan, gone(number=5), "number") == ["down", "28 00:00 up"]
    assert node(plan, gone(safe=None, hall=None), "safe") == ["down", "26 00:00 up"]
    for question in (gone(carrier=2), gone(number=None), gone(safe=None, hall=None), gone(carrier=4, ada=2)):
        assert not disagreements(plan, question, Answered, days=DAYS)


def test_nobody_is_asked_before_it_is_noticed() -> None:
    plan = make_plan(
        """people:
  sam: {name: Sam, role: A, noticed_after: 2d, noticed_by: ada}
  ada: {name: Ada, role: B}
  eve: {name: Eve, role: C}
systems: {shop: {name: Shop, access: [sam, {who: eve, starts_in: 12h}]}}
functions:
  sell: {name: Sell, by: [sam, {who: ada, starts_in: 1d}]}
  pack: {name: Pack, by: [sam, eve], needs: [shop]}
"""
    )
    assert band(plan, gone(sam=5), "sell") == ["stopped", "26 00:00 by"]
    assert band(plan, gone(sam=5), "pack") == ["stopped", "25 12:00 by"]
    assert band(plan, gone(sam=5, eve=4), "sell") == ["stopped", "24 00:00 by"]
    for question in (gone(sam=5), gone(sam=5, eve=4), gone(sam=1), gone()):
        assert not disagreements(plan, question, Answered, days=DAYS)


def test_nobody_brings_anything_back_before_it_is_noticed() -> None:
    plan = make_plan(
        """people: {sam: {name: Sam, role: A}}
systems:
  shop: {name: Shop, restore: {by: sam, takes: 4h}}
  mail: {name: Mail, rto: 4h}
scenarios: {wiped: {name: Wiped, noticed_after: 12h, lost: [shop, mail]}}
"""
    )
    seen = gone(shop=None, mail=None)
    wiped = replace(seen, unnoticed="wiped")
    for system in ("shop", "mail"):
        assert node(plan, wiped, system) == ["down", "23 16:00 up"]
        assert node(plan, seen, system) == ["down", "23 04:00 up"]
    assert not disagreements(plan, wiped, Answered, days=DAYS)


def test_hands_work_around_a_loss_only_once_it_is_noticed() -> None:
    plan = make_plan(
        """people:
  sam: {name: Sam, role: A}
  ada: {name: Ada, role: B}
systems: {shop: {name: Shop}, bank: {name: Bank, access: [{who: ada, confirmed: no}]}}
functions:
  sell: {name: Sell, needs: [shop], workaround: {do: By mail, capacity: 50%, by: [sam], at_most: 24h}}
  host: {name: Host, needs: [shop], workaround: {do: The copy answers, capacity: 50%, at_most: 24h}}
  bill: {name: Bill, by: ada, needs: [bank], workaround: {do: On paper, capacity: 50%, by: [sam]}}
scenarios: {wiped: {name: Wiped, noticed_after: 12h, lost: [shop]}}
"""
    )
    wiped = replace(gone(shop=3), unnoticed="wiped")
    assert band(plan, wiped, "sell") == ["stopped", "23 12:00 workaround", "24 12:00 stopped", "26 00:00 by"]
    assert band(plan, wiped, "host") == ["workaround", "24 00:00 stopped", "26 00:00 by"]
    assert band(plan, wiped, "bill")[0] == "workaround"  # since before the start
    assert band(plan, gone(shop=3), "sell") == ["workaround", "24 00:00 stopped", "26 00:00 by"]
    assert not disagreements(plan, wiped, Answered, days=DAYS)

    first, last = read(Engine(plan).outcome(wiped)).functions["sell"].bands[0].stops
    assert [(cause.why, cause.node) for cause in first.causes][-1] == (Why.UNNOTICED, "sell")
    assert [(cause.why, cause.node) for cause in last.causes][-1] == (Why.USED_UP, "sell")


def test_limits_split_a_function_into_bands() -> None:
    people = (
        "people: {sam: {name: Sam, role: A, may: {refund: any}},"
        " ada: {name: Ada, role: B, may: {refund: 50}},"
        " tim: {name: Tim, role: C, may: {refund: 20}}, eve: {name: Eve, role: D}}\n"
    )
    plan = make_plan(
        people + "functions:\n"
        "  refund: {name: R, limit: refund, by: [eve, ada, sam, {who: tim, up_to: 70}]}\n"
        "  split: {name: S, limit: refund, by: [ada, sam],"
        " amounts: [{over: 40, share: 10%}, {up_to: 40, share: 90%}]}\n"
    )
    walked = walk(plan, gone(sam=1, tim=2), days=3)

    assert changes(walked, walked.bands["refund", 0]) == ["by"]  # up to 50: Ada
    assert changes(walked, walked.bands["refund", 1]) == ["stopped", "24 00:00 by"]  # up to 70: Sam, Tim
    assert changes(walked, walked.bands["refund", 2]) == ["stopped", "24 00:00 by"]  # above: Sam
    assert ("refund", 3) not in walked.bands
    assert changes(walked, walked.bands["split", 0]) == ["stopped", "24 00:00 by"]
    assert changes(walked, walked.bands["split", 1]) == ["by"]


def test_skills_are_needed_and_nobody_fills_two_places_of_an_approval() -> None:
    people = (
        "people: {sam: {name: Sam, role: A, skills: [weld]}, ada: {name: Ada, role: B},"
        " tim: {name: Tim, role: C}}\n"
    )
    plan = make_plan(
        people + "functions:\n"
        "  weld: {name: W, by: [ada, sam], skills: [weld]}\n"
        "  pay: {name: P, by: [tim, sam, ada], approvals:"
        " [{create: [{any: [sam, ada]}], approve: [{any: [sam, ada, tim], count: 2}]}]}\n"
    )

    assert band(plan, gone(sam=1), "weld") == ["stopped", "24 00:00 by"]
    assert band(plan, gone(sam=1), "pay") == ["stopped", "24 00:00 by"]
    assert band(plan, gone(), "pay") == ["by"]


def test_notice_is_heard_and_over_in_working_time() -> None:
    plan = make_plan(
        TWO + "functions: {sell: {name: Sell, by: [sam, {who: ada, starts_in: 36h}]},"
        " pack: {name: Pack, by: [{who: ada, starts_in: 36h}, sam]}}"
    )

    # Ada hears of it on Monday at 09:00; 36 hours later is Tuesday 21:00, so she begins on Wednesday.
    assert band(plan, gone(sam=9), "sell") == ["stopped", "25 09:00 by"]
    assert band(plan, gone(sam=9), "pack") == ["by"]  # the first of a list needs no notice
    assert band(plan, gone(date(2026, 11, 21), sam=19), "sell") == ["stopped", "25 09:00 by"]
    assert band(plan, gone(sam=9, ada=2), "sell") == ["stopped", "27 09:00 by"]  # told on Wednesday
    assert band(plan, Question(MONDAY, gone(sam=9).lost, ask=False), "sell") == ["stopped", "02 09:00 by"]


def test_a_break_glass_route_opens_in_its_hours_for_what_its_holder_is_listed_for() -> None:
    text = (
        TWO + "systems: {shop: {name: Shop, roles: [staff, owner], access: [{who: sam, as: owner}]}}\n"
        "functions:\n"
        "  sell: {name: Sell, by: [sam, ada], needs: [{what: shop, as: staff}]}\n"
        "  list: {name: List, by: [sam], needs: [shop]}\n"
        "  easy: {name: Easy, by: [sam], needs: [shop], steps: [{do: Do it., novice: yes}]}\n"
        "locations: {safe: {name: Safe}}\n"
        "break_glass: {letter: {name: Letter, holders: [ada], kept_in: safe, delay: 12h,"
        " opens: [{system: shop, as: owner}],"
        " hours: [{days: mon-sun, from: '08:00', to: '10:00'}],"
        " tests: [{system: shop, on: 2026-01-01, worked: no}, {system: shop, on: 2026-02-01, worked: yes}]}}"
    )
    plan = make_plan(text)

    # Stopped until Ada is at work; asked at 00:00, it opens at 08:00 on Tuesday.
    assert band(plan, gone(sam=9), "sell") == ["stopped", "24 09:00 break-glass", "02 00:00 by"]
    assert band(plan, gone(sam=9), "easy") == ["stopped", "24 09:00 break-glass", "02 00:00 by"]
    assert band(plan, gone(sam=9), "list") == ["stopped", "02 09:00 by"]
    assert band(plan, gone(sam=9, safe=3), "sell") == ["stopped", "26 09:00 break-glass", "02 00:00 by"]
    assert band(plan, gone(sam=9, ada=1), "sell") == ["stopped", "25 09:00 break-glass", "02 00:00 by"]
    assert band(plan, Question(MONDAY, gone(sam=9).lost, break_glass=False), "sell") == [
        "stopped",
        "02 09:00 by",
    ]
    failed = make_plan(text.replace("2026-01-01", "2026-03-01"))
    assert band(failed, gone(sam=9), "sell") == ["stopped", "02 09:00 by"]


def test_the_ladder_from_coasting_over_running_on_to_the_workaround() -> None:
    plan = make_plan(
        TWO + "systems: {shop: {name: Shop}}\n"
        "functions: {sell: {name: Sell, by: sam, needs: [{what: shop, coasts: 1d}], unattended: 2d,"
        " workaround: {do: Keep a list., by: ada, capacity: 40%, at_most: 3d}}}"
    )

    assert band(plan, gone(shop=2), "sell") == ["coasting", "24 00:00 workaround", "25 00:00 by"]
    assert band(plan, gone(sam=9), "sell") == [
        "unattended",
        "25 00:00 workaround",
        "28 00:00 stopped",
        "02 09:00 by",
    ]
    assert band(plan, gone(sam=9, ada=4), "sell")[:3] == [
        "unattended",
        "25 00:00 stopped",
        "27 09:00 workaround",
    ]


def test_who_is_paid_comes_after_running_on_and_after_a_workaround_that_does_it_all() -> None:
    text = (
        TWO + "functions: {sell: {name: Sell, by: [sam, {who: ada, fee: 100}], unattended: 1d,"
        " workaround: {do: Keep a list., by: ada, capacity: 40%}}}"
    )

    assert band(make_plan(text), gone(sam=2), "sell") == ["unattended", "24 00:00 paid", "25 00:00 by"]
    whole = make_plan(text.replace("40%", "100%"))
    assert band(whole, gone(sam=2), "sell") == ["unattended", "24 00:00 workaround", "25 00:00 by"]


def test_hours_need_a_hand_at_work_and_a_gap_of_both_worlds_is_closed() -> None:
    plan = make_plan(
        "people:\n"
        f"  sam: {{name: Sam, role: A, works: [{OFFICE}],"
        " holidays: [{from: 2026-11-25, to: 2026-11-25}]}\n"
        "  ada: {name: Ada, role: B, works: [{days: mon-fri, from: '12:00', to: '18:00'}]}\n"
        "functions:\n"
        "  desk: {name: Desk, by: [sam, ada], hours: [{days: mon-wed, from: '08:00', to: '18:00'}]}\n"
        "  solo: {name: Solo, by: [sam]}\n"
    )

    assert band(plan, gone(), "solo") == ["by", "25 00:00 closed", "26 00:00 by"]
    undisturbed = [
        "by",
        "23 08:00 closed",
        "23 09:00 by",
        "24 08:00 closed",
        "24 09:00 by",
        "25 08:00 closed",
    ]
    assert band(plan, gone(), "desk")[:7] == [*undisturbed, "25 12:00 by"]
    disturbed = ["by", "23 08:00 closed", "23 09:00 stopped", "23 12:00 by", "24 08:00 closed"]
    assert band(plan, gone(sam=2), "desk")[:5] == disturbed


def test_shifts_are_filled_by_priority_with_skills_and_rest() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam, role: A, skills: [weld]}, ada: {name: Ada, role: B},"
        " tim: {name: Tim, role: C, works: [{days: tue-fri}], skills: [weld]}}\n"
        "functions: {weld: {name: W, by: [sam, ada, tim]}, sell: {name: S, by: [sam, ada, tim]}}\n"
        "shifts:\n"
        "  late: {name: Late, hours: [{days: mon-fri, from: '14:00', to: '22:00'}], staff: [ada, sam, tim],"
        " serves: [weld], skills: [weld], priority: 1}\n"
        "  early: {name: Early, hours: [{days: mon-fri, from: '06:00', to: '14:00'}], staff: [tim],"
        " serves: [sell], rest: 11h}\n"
    )

    # Without Sam the late shift finds no welder on Monday; on Tuesday it takes Tim, of the early shift.
    assert band(plan, gone(sam=1), "weld") == ["by", "23 14:00 stopped", "23 22:00 by"]
    found = band(plan, gone(sam=2), "sell")
    assert found[:5] == ["by", "23 06:00 closed", "23 14:00 by", "24 06:00 stopped", "24 14:00 by"]
    # On Wednesday Sam is back, but Tim was at work until 22:00 and rests until 09:00.
    assert found[5:7] == ["25 06:00 stopped", "25 14:00 by"]


def test_a_function_that_stops_only_when_due_waits_for_its_duties() -> None:
    plan = make_plan(
        TWO + "functions: {books: {name: Books, by: sam, only_when_due: yes}}\n"
        "obligations: {tax: {name: Tax, due: 2026-11-25, by: books, grace: 1d}}"
    )

    found = band(plan, gone(sam=9), "books")
    assert [change for change in found if "stopped" in change] == ["27 00:00 stopped"]
    assert found[-1] == "02 09:00 by"


def test_a_missed_duty_holds_down_what_it_stops_until_it_has_recovered() -> None:
    text = (
        TWO + "systems: {host: {name: Host}}\n"
        "obligations: {bill: {name: Bill, due: 2026-11-25, by: [sam], grace: 1d,"
        " stops: [host], recovers_in: 12h}}"
    )
    plan = make_plan(text)

    assert node(plan, gone(), "host") == ["up"]
    assert node(plan, gone(sam=3), "host") == ["up"]  # done on the 26th, within the grace
    assert node(plan, gone(sam=4), "host") == ["up", "27 00:00 down", "27 21:00 up"]
    idle = Question(MONDAY, idle=frozenset({"bill"}))
    assert node(plan, idle, "host") == ["up", "27 00:00 down"]
    everybody = make_plan(text.replace("[sam]", "[sam, {who: ada, starts_in: 5d}]"))
    assert node(everybody, gone(sam=9), "host") == ["up", "27 00:00 down", "30 21:00 up"]


def test_a_duty_on_a_day_off_is_done_on_the_last_working_day_before() -> None:
    plan = make_plan(
        TWO + "systems: {host: {name: Host}, mail: {name: Mail}}\n"
        "obligations: {bill: {name: Bill, due: 2026-11-29, by: sam, stops: [host]},"
        " post: {name: Post, after: bill, by: ada, stops: [mail]}}"
    )

    assert node(plan, gone(sam=5), "host") == ["up", "30 00:00 down", "30 09:00 up"]
    assert node(plan, gone(date(2026, 11, 28), sam=1), "host") == ["up"]  # done on Friday, before the start
    assert node(plan, gone(sam=4), "host") == ["up"]
    # Done on Friday, so that the post is due on Friday too; Ada is back on Monday.
    assert node(plan, gone(ada=7), "mail") == ["up", "28 00:00 down", "30 09:00 up"]


class Said:
    """An engine that answers from a walk, with one mistake."""

    def __init__(self, plan: Plan, question: Question) -> None:
        self.walked = walk(plan, question, days=2)

    def kind(self, function: str, band: int, moment: Any) -> Kind:
        number = self.walked.moments.index(moment)
        return Kind.COASTING if number == 50 else self.walked.bands[function, band][number]

    def up(self, id: str, moment: Any) -> bool:
        return self.walked.up[id][self.walked.moments.index(moment)]

    def staffed(self, function: str, moment: Any) -> bool:
        return self.walked.staffed[function][self.walked.moments.index(moment)]

    def cost(self, id: str) -> Fraction:
        return self.walked.costs[id]

    def breaches(self, function: str, band: int) -> list[datetime]:
        return self.walked.breaches[function, band]


def test_a_disagreement_names_its_first_moment() -> None:
    plan = make_plan(TWO + "functions: {sell: {name: Sell, by: sam}}")
    found = disagreements(plan, gone(sam=1), Said, days=2)

    first = "sell (band 0) from Tue 2026-11-24 01:00: the oracle says stopped, the engine coasting"
    assert f"{first} (1 steps differ)" in found.splitlines()
    assert make_plan(as_yaml(plan)) == plan
    assert make_plan(found[: found.index("Question(")]) == plan
