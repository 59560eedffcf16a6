"""The edges that docs/what-if.md speaks of: the first and the last moment at which something still holds.

1 December 2026 is a Tuesday. Expected answers are written as in docs/what-if-examples.md.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.asks import asks
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.promises import question_of, scenario
from outlast.analysis.whatif.question import LONGEST, Question

from tests.builders import make_plan
from tests.whatif.worked import asking, told

TUESDAY = date(2026, 12, 1)
OFFICE = '[{days: mon-fri, from: "09:00", to: "17:00"}]'
SAM = "people: {sam: {name: Sam, role: A}}\n"
TWO = "people: {sam: {name: Sam, role: A}, ada: {name: Ada, role: B%s}}\n"
FREE = "cost 0.00 in the window, 0.00 after it"


def lines(plan: str, words: str) -> tuple[str, ...]:
    """The answer to the words that stand after `outlast whatif`, without its costs where there are none."""
    made = make_plan(plan)
    return tuple(line for line in told(made, asking(made, words)) if line != FREE)


def away(days: str, who: str = "sam", first: date = TUESDAY) -> str:
    return f"--away {who} --for {days} --from {first}"


def test_who_is_back_is_there_from_the_first_moment_of_that_day() -> None:
    pack = "functions: {pack: {name: Pack, by: sam}}"
    assert lines(SAM + pack, away("3d")) == ("pack: stopped until 2026-12-04 00:00, by sam",)
    at_nine = SAM.replace("role: A", f"role: A, works: {OFFICE}") + pack
    assert lines(at_nine, away("3d")) == ("pack: stopped until 2026-12-04 09:00, by sam",)
    assert lines(at_nine, away("4d")) == ("pack: stopped until 2026-12-07 09:00, by sam",)


@pytest.mark.parametrize(("mtpd", "breach"), [("3d", ()), ("71h", ("pack: too long from 2026-12-03 23:00",))])
def test_a_stop_of_exactly_what_is_allowed_is_not_too_long(mtpd: str, breach: tuple[str, ...]) -> None:
    plan = SAM + f"functions: {{pack: {{name: Pack, by: sam, mtpd: {mtpd}}}}}"
    assert lines(plan, away("3d")) == ("pack: stopped until 2026-12-04 00:00, by sam", *breach)


def test_nothing_for_no_time_is_nothing() -> None:
    plan = make_plan(SAM + "functions: {pack: {name: Pack, by: sam, loss: 9 EUR per day}}")
    nothing = told(plan, Question(TUESDAY))
    assert told(plan, Question(TUESDAY, (("sam", timedelta()),))) == nothing == (FREE,)
    both = (("sam", timedelta()), ("sam", timedelta(days=1)))
    assert told(plan, Question(TUESDAY, both)) == told(plan, Question(TUESDAY, both[1:])) != nothing


def test_absences_that_overlap_are_one() -> None:
    plan = make_plan(SAM + "functions: {pack: {name: Pack, by: sam, loss: 9 EUR per day}}")
    three, five = ("sam", timedelta(days=3)), ("sam", timedelta(days=5))
    one = told(plan, Question(TUESDAY, (five,)))
    assert one[0] == "pack: stopped until 2026-12-06 00:00, by sam"
    assert told(plan, Question(TUESDAY, (three, five))) == told(plan, Question(TUESDAY, (five, three))) == one
    assert told(plan, Question(TUESDAY, (five, ("sam", None))))[0] == "pack: stopped"


def test_losing_what_is_down_already_changes_nothing_until_it_would_have_come_back() -> None:
    plan = (
        "systems: {net: {name: Net}, shop: {name: Shop, needs: [net]}}\n"
        "functions: {sell: {name: Sell, by: automatic, needs: [shop]}}\n"
        "scenarios:\n"
        "  short: {name: S, lost: [{what: net, for: 3d}, {what: shop, for: 2d}]}\n"
        "  long: {name: L, lost: [{what: net, for: 3d}, {what: shop, for: 4d}]}\n"
    )
    net = "net: down until 2026-12-04 00:00, up"
    alone = lines(plan, "--out net --for 3d --from 2026-12-01")
    assert alone == (
        "sell: stopped until 2026-12-04 00:00, by automatic",
        net,
        "shop: down until 2026-12-04 00:00, up",
    )
    assert lines(plan, "--scenario short --from 2026-12-01") == alone
    assert lines(plan, "--scenario long --from 2026-12-01") == (
        "sell: stopped until 2026-12-05 00:00, by automatic",
        net,
        "shop: down until 2026-12-05 00:00, up",
    )


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ("needs: [{what: net, coasts: 2d}], by: automatic", "coasting"),
        ("by: sam, unattended: 2d", "unattended"),
        ("by: sam, workaround: {do: Write., at_most: 2d, capacity: 100%}", "workaround"),
    ],
)
def test_what_lasts_as_long_as_the_loss_is_enough_and_a_day_less_is_not(keys: str, kind: str) -> None:
    plan = SAM + f"systems: {{net: {{name: Net}}}}\nfunctions: {{f: {{name: F, {keys}}}}}"
    who = "automatic" if "automatic" in keys else "sam"
    gone = "--out net" if who == "automatic" else "--away sam"
    (enough, *_) = lines(plan, f"{gone} --for 2d --from 2026-12-01")
    (longer, *_) = lines(plan, f"{gone} --for 3d --from 2026-12-01")
    assert enough == f"f: {kind} until 2026-12-03 00:00, by {who}"
    assert longer == f"f: {kind} until 2026-12-03 00:00, stopped until 2026-12-04 00:00, by {who}"


def test_a_limit_reaches_its_own_amount() -> None:
    plan = (
        "people: {sam: {name: Sam, role: A, may: {refund: any}},"
        " ada: {name: Ada, role: B, may: {refund: 80}}}\n"
        "functions: {f: {name: F, by: [sam, ada], limit: refund,"
        " amounts: [{up_to: 80, share: 50%}, {over: 80, up_to: 81, share: 50%}]}}"
    )
    assert lines(plan, away("1d")) == (
        "f up to 80: by ada until 2026-12-02 00:00, by sam",
        "f over 80 up to 81: stopped until 2026-12-02 00:00, by sam",
    )


DUTY = """
systems: {{host: {{name: Host}}}}
obligations: {{bill: {{name: Bill, by: sam, stops: [host], {keys}}}}}
"""


def bill(keys: str, words: str, people: str = SAM) -> tuple[str, ...]:
    return lines(people + DUTY.format(keys=keys), words)


def test_a_duty_that_is_due_on_the_day_of_return_is_done() -> None:
    assert bill("due: 2026-12-04", away("3d")) == ()
    late = "late from 2026-12-04 00:00, done 2026-12-05 00:00 by sam, costs 0.00"
    assert bill("due: 2026-12-03", away("4d")) == (
        "host: up until 2026-12-04 00:00, down until 2026-12-05 00:00, up",
        f"bill: due 2026-12-03, {late}",
    )


BY = """
systems: {{host: {{name: Host}}, robot: {{name: Robot}}}}
stock: {{box: {{name: Box, feeds: [pay]}}}}
functions: {{pay: {{name: Pay, by: {by}, needs: [{{what: robot{coasts}}}]}}}}
obligations: {{bill: {{name: Bill, due: 2026-12-02, by: [{doer}], stops: [host]{needs}}}}}
"""


def by(words: str, doer: str = "pay", by: str = "automatic", **keys: str) -> tuple[str, ...]:
    found = lines(SAM + BY.format(**{"coasts": "", "needs": "", "by": by, "doer": doer, **keys}), words)
    return tuple(line for line in found if line.startswith(("host", "bill")))


def test_a_function_that_runs_by_itself_does_a_duty_as_soon_as_its_day_begins() -> None:
    out = "--out robot --from 2026-12-01 --for "
    missed = "bill: due 2026-12-02, late from 2026-12-03 00:00, done {} by pay, costs 0.00"
    assert by("--away sam --for 3d --from 2026-12-01") == ()  # nobody is needed
    assert by(out + "47h") == ()
    assert by(out + "2d") == (missed.format("2026-12-03 00:00"),)  # the day has just ended: too late
    assert by(out + "49h") == (
        "host: up until 2026-12-03 00:00, down until 2026-12-03 01:00, up",
        missed.format("2026-12-03 01:00"),
    )
    # What feeds the function counts too, and the function itself.
    for gone in ("box", "pay"):
        assert by(f"--out {gone} --from 2026-12-01 --for 49h")[1:] == (missed.format("2026-12-03 01:00"),)


@pytest.mark.parametrize(
    "keys",
    [
        {"by": "automatic", "coasts": ", coasts: 36h"},
        {"by": "sam", "coasts": ", coasts: 36h"},
        {"doer": "sam", "needs": ", needs: [{what: robot, coasts: 36h}]"},
        {"doer": "{who: sam, needs: [{what: robot, coasts: 36h}]}"},
        {"doer": "sam", "needs": ", automatic: yes, needs: [{what: robot, coasts: 36h}]"},
    ],
    ids=["function by itself", "function", "duty", "doer", "duty by itself"],
)
def test_a_duty_is_done_while_what_it_needs_coasts(keys: dict[str, str]) -> None:
    """From Tuesday the robot is done without until Wednesday noon, the day on which the bill is due."""
    assert by("--out robot --for 9d --from 2026-12-01", **keys) == ()
    shorter = {key: words.replace("36h", "23h") for key, words in keys.items()}
    assert by("--out robot --for 9d --from 2026-12-01", **shorter)[0].startswith("host: up until 2026-12-03")


def test_the_amount_of_a_duty_lies_in_one_band_of_the_function_that_does_it() -> None:
    plan = (
        "people: {sam: {name: Sam, role: A, may: {spend: any}},"
        " ada: {name: Ada, role: B, may: {spend: 80}}}\n"
        "systems: {host: {name: Host}}\n"
        "functions: {pay: {name: Pay, by: [sam, ada], limit: spend}}\n"
        "obligations: {bill: {name: Bill, due: 2026-12-02, by: [WHO], stops: [host]AMOUNT}}\n"
    )

    def missed(amount: str, who: str = "pay", away: str = "sam") -> bool:
        text = plan.replace("AMOUNT", amount).replace("WHO", who)
        found = lines(text, f"--away {away} --for 9d --from 2026-12-01")
        return any(line.startswith("bill") for line in found)

    assert not missed("")
    assert not missed(", amount: 80 EUR")
    assert missed(", amount: 81 EUR")
    assert not missed(", amount: 81 EUR", away="ada")
    # A bound that the duty itself puts on whoever does that function.
    bound = "{who: pay, up_to: 50 EUR}, sam"
    assert not missed(", amount: 50 EUR", bound)
    assert missed(", amount: 51 EUR", bound)


def test_a_duty_that_is_done_at_the_very_end_of_its_grace_is_late() -> None:
    office = SAM.replace("role: A", f"role: A, works: {OFFICE}")
    assert bill("due: 2026-12-03", away("71h")) == ()
    assert bill("due: 2026-12-03", away("3d"))[-1].startswith(
        "bill: due 2026-12-03, late from 2026-12-04 00:00"
    )
    assert bill("due: 2026-12-04, grace: 58h", away("6d"), office) == ()  # Monday 10:00
    assert bill("due: 2026-12-04, grace: 57h", away("6d"), office) != ()  # Monday 09:00, when he begins
    gone = "scenarios: {gone: {name: Gone, lost: [{what: sam, for: 6d}]}}\n"  # in a window of 21 days
    assert bill("due: 2026-12-04, grace: 56h", "--scenario gone --from 2026-12-01", office + gone) == (
        "host: up until 2026-12-07 08:00, down until 2026-12-07 09:00, up",
        "bill: due 2026-12-04, late from 2026-12-07 08:00, done 2026-12-07 09:00 by sam, costs 0.00",
    )


@pytest.mark.parametrize(
    ("due", "first", "day"),
    [
        ("every month on 29", date(2027, 2, 28), "2027-02-28"),
        ("every month on 30", date(2028, 2, 29), "2028-02-29"),
        ("every month on 31", date(2027, 2, 28), "2027-02-28"),
        ("every month on 31", date(2027, 4, 30), "2027-04-30"),
        ("every month on 31", date(2027, 1, 31), "2027-01-31"),
        ("every month on the last day", date(2027, 2, 28), "2027-02-28"),
    ],
)
def test_a_day_that_a_month_does_not_have_is_its_last(due: str, first: date, day: str) -> None:
    """Away on that day and the next, the duty is a day late; away up to the day before, it is in time."""
    end = first + timedelta(days=1)
    missed = bill(f"due: {due}", away("2d", first=first))
    done = f"done {end + timedelta(days=1)} 00:00 by sam"
    assert missed[1:] == (f"bill: due {day}, late from {end} 00:00, {done}, costs 0.00",)
    assert bill(f"due: {due}", away("2d", first=first - timedelta(days=2))) == ()


def test_a_stretch_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    night = SAM.replace("role: A", 'role: A, works: [{days: wed, from: "22:00", to: "02:00"}]')
    pack = night + "functions: {pack: {name: Pack, by: sam}}"
    assert lines(pack, away("2d")) == ("pack: stopped until 2026-12-03 00:00, by sam",)
    assert lines(pack, away("49h")) == ("pack: stopped until 2026-12-03 01:00, by sam",)
    # The stretch ends just before 02:00.
    assert lines(pack, away("50h")) == ("pack: stopped until 2026-12-09 22:00, by sam",)


def test_a_day_counts_by_the_calendar_and_hours_as_they_pass() -> None:
    pack = SAM + "functions: {pack: {name: Pack, by: sam, loss: 24 EUR per day}}"
    spring, autumn = date(2027, 3, 27), date(2026, 10, 24)
    cost = "cost {} in the window, 0.00 after it"
    found = {
        (first, length): lines(pack, away(length, first=first))
        for first in (spring, autumn)
        for length in ("2d", "36h")
    }
    # A day of 23 or of 25 hours is one day; the part of it that is lost is a part of its own hours.
    assert found == {
        (spring, "2d"): ("pack: stopped until 2027-03-29 00:00, by sam", cost.format("48.00")),
        (spring, "36h"): (
            "pack: stopped until 2027-03-28 13:00, by sam",
            cost.format(f"{24 + 24 * 12 / 23:.2f}"),
        ),
        (autumn, "2d"): ("pack: stopped until 2026-10-26 00:00, by sam", cost.format("48.00")),
        (autumn, "36h"): (
            "pack: stopped until 2026-10-25 11:00, by sam",
            cost.format(f"{24 + 24 * 12 / 25:.2f}"),
        ),
    }


@pytest.mark.parametrize(
    "keys",
    [
        "systems: {shop: {name: S, access: [{who: sam}, {who: ada, until: 2026-12-03}]}}",
        "documents: {shop: {name: S, held_by: [sam, ada], expires: 2026-12-03}}",
        "funds: {shop: {name: S, expires: 2026-12-03}}",
    ],
    ids=["access", "document", "fund"],
)
def test_the_day_on_which_something_ends_still_counts(keys: str) -> None:
    access = "systems" in keys
    by = "[sam, ada]" if access else "[sam, {who: ada, needs: [shop]}]"
    needs = ", needs: [shop]" if access else ""
    plan = TWO % "" + keys + f"\nfunctions: {{sell: {{name: Sell, by: {by}{needs}}}}}"
    ends = "by ada until 2026-12-04 00:00, stopped until 2026-12-06 00:00, by sam"
    assert lines(plan, away("5d")) == (f"sell: {ends}",)


def test_the_last_day_of_a_holiday_is_a_holiday() -> None:
    off = ", holidays: [{from: 2026-12-02, to: 2026-12-03}]"
    plan = TWO % off + "functions: {sell: {name: Sell, by: [sam, ada]}}"
    gap = (
        "by ada until 2026-12-02 00:00, stopped until 2026-12-04 00:00, by ada until 2026-12-06 00:00, by sam"
    )
    assert lines(plan, away("5d")) == (f"sell: {gap}",)


def test_who_is_on_holiday_at_the_start_may_have_done_a_duty_before() -> None:
    """Sam works on Tuesdays: what is due on Wednesday was done the day before, and then the holiday began."""
    people = SAM.replace(
        "role: A", "role: A, works: [{days: tue}], holidays: [{from: 2026-12-02, to: 2026-12-03}]"
    )
    assert bill("due: 2026-12-02", "--away sam --for 9d --from 2026-12-02", people) == ()
    assert bill("due: 2026-12-04", "--away sam --for 9d --from 2026-12-01", people)[1:] == (
        "bill: due 2026-12-04, late from 2026-12-05 00:00, done 2026-12-15 00:00 by sam, costs 0.00",
    )


def test_notice_is_heard_once_whatever_holiday_comes_after_it() -> None:
    off = ", works: [{days: mon-fri}], holidays: [{from: 2026-12-07, to: 2026-12-11}]"
    plan = TWO % off + "functions: {sell: {name: Sell, by: [sam, {who: ada, starts_in: 2d}]}}"
    assert lines(plan, away("15d")) == (
        "sell: stopped until 2026-12-03 00:00, by ada until 2026-12-07 00:00,"
        " stopped until 2026-12-14 00:00, by ada until 2026-12-16 00:00, by sam",
    )
    # On holiday at the start, Ada hears of it when she is back.
    early = TWO % off.replace("12-07", "12-01").replace("12-11", "12-02")
    found = lines(
        early + "functions: {sell: {name: Sell, by: [sam, {who: ada, starts_in: 1d}]}}", away("15d")
    )
    assert found[0].startswith("sell: stopped until 2026-12-04 00:00, by ada")


def test_a_holiday_is_over_at_midnight_also_for_who_works_through_it() -> None:
    night = 'works: [{days: wed, from: "22:00", to: "02:00"}], holidays: [{from: 2026-12-01, to: 2026-12-02}]'
    people = SAM.replace("role: A", f"role: A, {night}")
    found = bill("due: 2026-12-01", away("7d", first=date(2026, 11, 25)), people)
    assert found[1].endswith("done 2026-12-03 00:00 by sam, costs 0.00")


def test_what_stops_late_is_too_long_at_once_where_it_counts_from_the_incident() -> None:
    plan = SAM + "functions: {pack: {name: Pack, by: sam, unattended: 3d, mtpd: 2d}}"
    assert lines(plan, away("6d") + " --targets incident")[1] == "pack: too long from 2026-12-04 00:00"
    assert lines(plan, away("6d"))[1] == "pack: too long from 2026-12-06 00:00"


def test_a_function_that_is_lost_itself_is_back_after_its_rto_and_does_its_duties_again() -> None:
    plan = (
        SAM + "systems: {host: {name: Host}}\n"
        "functions: {pay: {name: Pay, by: automatic, rto: 36h}}\n"
        "obligations: {bill: {name: Bill, due: 2026-12-01, by: pay, stops: [host]}}\n"
    )
    assert lines(plan, "--out pay --from 2026-12-01") == (
        "pay: stopped until 2026-12-02 12:00, by automatic",
        "host: up until 2026-12-02 00:00, down until 2026-12-02 12:00, up",
        "bill: due 2026-12-01, late from 2026-12-02 00:00, done 2026-12-02 12:00 by pay, costs 0.00",
    )


def test_a_supplier_that_nobody_pays_is_not_replaced_either() -> None:
    plan = (
        "suppliers: {van: {name: Van, alternatives: [{name: Another van, lead_time: 1d}]}}\n"
        "funds: {card: {name: Card, pays: [van], expires: 2026-12-03}}\n"
        "functions: {send: {name: Send, by: van}}\n"
    )
    (send, *_) = lines(plan, "--out van --for 9d --from 2026-12-01")
    assert send == "send: stopped until 2026-12-02 00:00, by van until 2026-12-04 00:00, stopped"


def test_what_usually_comes_up_at_a_moment_does_not_lift_a_circle_that_is_down() -> None:
    """Each Thursday the host is down until Bob pays at 09:00; while the shop is gone he cannot."""
    plan = (
        'people: {ann: {name: Ann, role: A, works: [{days: wed, from: "22:00"}]},'
        f" bob: {{name: Bob, role: B, works: {OFFICE}}}}}\n"
        "systems: {shop: {name: Shop, needs: [host]}, host: {name: Host}}\n"
        "obligations:\n"
        "  count: {name: Count, due: every wednesday, by: ann}\n"
        "  bill: {name: Bill, after: count, by: bob, needs: [{what: shop, coasts: 36h}], stops: [host]}\n"
    )
    found = lines(plan, "--out shop --for 7d --from 2026-12-01")
    assert [line for line in found if line.startswith("shop")] == ["shop: down"]


def test_who_agrees_may_have_agreed_before_their_holiday() -> None:
    plan = (
        "people: {sam: {name: Sam, role: A}, ada: {name: Ada, role: B,"
        " works: [{days: mon-fri}], holidays: [{from: 2026-12-01, to: 2026-12-04}]}}\n"
        "systems: {host: {name: Host}}\n"
        "functions: {pay: {name: Pay, by: ada, approvals: [{create: [ada], approve: [sam]}]}}\n"
        "obligations: {bill: {name: Bill, due: 2026-12-01, by: pay, stops: [host]}}\n"
    )
    for first in (date(2026, 12, 1), date(2026, 11, 30)):
        usual = Engine(make_plan(plan)).outcome(Question(first)).usual
        assert all(value.up for value in usual.histories["host"].values)
    assert "bill" in str(lines(plan, "--away sam --for 9d --from 2026-11-30"))


def test_what_lasts_for_a_century_is_looked_at_for_two_years() -> None:
    """Every day and every duty of the window is worked out; a slip of the pen must not take hours."""
    plan = make_plan(
        "people: {sam: {name: Sam, role: A}}\n"
        "functions: {send: {name: Send, by: sam}}\n"
        "scenarios: {fire: {name: Fire, lost: [{what: sam, for: 36525d}], serve: {first-hour: [Look]}}}\n"
        "promises: {week: {name: Week, when: {away: [sam], for: 36525d}, keep: [send]}}\n"
    )
    asked = scenario(plan.scenarios["fire"], date(2026, 12, 1))
    promised = question_of(plan, plan.promises["week"].when, date(2026, 12, 1))
    assert asked.window == promised.window == LONGEST
    assert answer(Engine(plan), asked).functions["send"].bands[0].stops[0].end is None


def test_nobody_is_asked_for_what_they_have_or_for_what_comes_too_late() -> None:
    """A sealed way into a system that one gets into anyway, and cover after it goes on again by itself."""
    plan = make_plan(
        """people:
  sam: {name: Sam, role: Founder}
  joris: {name: Joris, role: Packer}
locations:
  stockroom: {name: Stockroom, fallback: [{to: shed, ready_in: 4h}]}
  shed: {name: Shed}
systems:
  address: {name: Web address, restore: {by: [sam], takes: 2h}}
  mail: {name: Mail, needs: [address], access: [sam, joris]}
break_glass:
  spare:
    name: Spare
    holders: [sam]
    opens: [{system: mail}]
    tests: [{system: mail, on: 2026-09-28, worked: yes}]
functions:
  restock: {name: Restock, by: [sam, {who: joris, starts_in: 1d}], needs: [stockroom, mail]}
"""
    )
    engine = Engine(plan)
    flood = Question(date(2026, 11, 23), (("stockroom", timedelta(days=9)),), timedelta(days=21))
    assert [each.who for each in asks(engine, flood)] == []
    lapsed = replace(flood, lost=(("address", None),))
    assert [each.who for each in asks(engine, lapsed)] == []
    away = replace(flood, lost=(("sam", timedelta(days=9)),))
    assert [(each.who, each.through) for each in asks(engine, away)] == [("joris", None)]
