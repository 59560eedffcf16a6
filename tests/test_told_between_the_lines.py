"""What an edition withholds is not told by the way either: by an order, a count, a cause, a gap.

The strictest form of it: whatever stands in what is withheld, not a byte of the edition is another.
"""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
import yaml
from outlast.analysis import analyse
from outlast.analysis.whatif.causes import WITHHELD
from outlast.analysis.whatif.outlook import Change, Fix, Happening
from outlast.model import Edition, Plan
from outlast.redact import redact
from outlast.site import Tree

from tests.builders import make_plan
from tests.drawing import TODAY, everything, tree_of
from tests.maximal import maximal

BELOW = (Edition.PUBLIC, Edition.TEAM)


def written(tree: Tree) -> dict[str, object]:
    """All that hosts get of a tree, by name."""
    return {"nav": tree.nav, **tree.files, **{page.path: page for page in tree.pages}}


def differing(one: Plan, other: Plan, edition: Edition) -> list[str]:
    before, after = written(tree_of(one, edition)), written(tree_of(other, edition))
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


@pytest.mark.parametrize("edition", BELOW)
def test_other_words_in_what_is_withheld_change_no_byte(edition: Edition) -> None:
    made = maximal()
    hidden = [canary for canary in made.canaries if not edition.shows(canary.edition)]
    assert len(hidden) > 90
    text = yaml.dump(made.raw, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6)
    other = text
    for canary in hidden:
        assert canary.text in other, canary.path
        other = other.replace(canary.text, made.scalar(canary.kind))
    assert differing(make_plan(text), make_plan(other), edition) == []


LOSING = """
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya, role: Support}
  joris: {name: Joris, role: Packer, reach: [{phone: "+32 470 00 01 02"}]}
systems:
  shop: {name: Shop, roles: [staff], access: [{who: sam, as: staff}]}
  mail: {name: Mail}
  tool: {name: Tool}
stock: {boxes: {name: Boxes, cover: 5d, feeds: [ship], refill: {at: 2d, by: sam, lead_time: 9d}}}
functions:
  ship: {name: Ship, by: [joris, sam], needs: [tool], mtpd: 3d, loss: %s EUR per day}
  sell: {name: Sell, by: [sam], needs: [shop, mail], mtpd: 2d, loss: %s EUR per day}
  answer: {name: Answer, by: [maya, joris], needs: [mail], mtpd: 4d, loss: %s EUR per day}
  pay: {name: Pay, by: [sam], mtpd: 9d, loss: %s EUR per day}
"""


def test_what_is_lost_decides_no_order_that_a_lesser_edition_sees() -> None:
    amounts = ("900", "40", "7", "1")
    one, other = make_plan(LOSING % amounts), make_plan(LOSING % amounts[::-1])
    full = [analyse(plan, TODAY).outlook.single_points for plan in (one, other)]
    assert [point.nodes for point in full[0]] != [point.nodes for point in full[1]], "it does in full"
    assert differing(one, other, Edition.TEAM) == []
    assert redact(one, analyse(one, TODAY), Edition.TEAM)[1].outlook.single_points


@pytest.mark.parametrize("losses", [(0, 0, 0, 50), (50, 0, 0, 0)])
def test_what_costs_and_stops_nothing_is_not_named(losses: tuple[int, ...]) -> None:
    plan = make_plan(LOSING % losses)
    facts = analyse(plan, TODAY)
    first = facts.outlook.single_points[0]
    only_dear = replace(first, nodes=("mail",), stopped=(), breached=())
    dear = replace(facts, outlook=replace(facts.outlook, single_points=(only_dear, first)))
    told = redact(plan, dear, Edition.TEAM)[1].outlook.single_points
    assert [point.nodes for point in told] == [first.nodes]


def test_two_that_cost_more_together_and_stop_no_more_are_not_named() -> None:
    plan = make_plan(LOSING % (1, 1, 1, 1))
    facts = analyse(plan, TODAY)
    alone = facts.outlook.single_points[0]
    together = replace(alone, nodes=(alone.nodes[0], "maya"), cost=alone.cost * 9, alone=alone.cost)
    more = replace(together, stopped=(*alone.stopped, "answer"))
    assert "answer" not in alone.stopped
    changed = replace(facts, outlook=replace(facts.outlook, single_points=(alone,), pairs=(together, more)))
    (told,) = redact(plan, changed, Edition.TEAM)[1].outlook.pairs
    assert told.stopped == more.stopped
    assert not told.cost
    assert not told.alone


SEASON = """
business: {format: 1, name: F, timezone: Europe/Brussels, currency: EUR,
           seasons: [{name: Frost fair, from: 12-01, to: 12-20, factor: 3}]}
functions: {sell: {name: Sell, by: [sam], mtpd: 2d}}
people: {sam: {name: Sam, role: Founder}}
obligations: {rent: {name: Rent, due: every month on 1, by: sam, stops: [sell]}}
"""


def test_seasons_begin_in_the_full_edition_only() -> None:
    plan = make_plan(SEASON)
    assert Happening.SEASON in {each.what for each in analyse(plan, TODAY).outlook.idle}
    assert "Frost fair" in everything(tree_of(plan, Edition.FULL))
    team = redact(plan, analyse(plan, TODAY), Edition.TEAM)[1].outlook
    assert {each.what for each in team.idle} == {Happening.DUE, Happening.MISSED, Happening.STOPS}
    assert "Frost fair" not in everything(tree_of(plan, Edition.TEAM))


def test_a_season_that_is_called_like_a_thing_is_not_told_either() -> None:
    plan = make_plan(SEASON.replace("Frost fair", "sell"))
    facts = analyse(plan, TODAY)
    assert Happening.SEASON in {each.what for each in facts.outlook.idle}
    assert Happening.SEASON not in {each.what for each in redact(plan, facts, Edition.TEAM)[1].outlook.idle}


def test_in_which_case_a_fix_saves_most_is_not_told() -> None:
    plan = make_plan(LOSING % (1, 1, 1, 1))
    facts = analyse(plan, TODAY)
    helps = Fix(Change.DEPUTY, "sell", None, Fraction(9), ("sam", "maya", "nobody"))
    fixes = (replace(helps, of=("sam",)), replace(helps, of=("nobody",)), helps)
    changed = replace(facts, outlook=replace(facts.outlook, fixes=fixes))
    left = redact(plan, changed, Edition.TEAM)[1].outlook.fixes
    assert [each.of for each in left] == [("maya", "sam"), ("sam",)]
    assert not any(each.saved for each in left)


LYING = """
people: {sam: {name: Sam, role: Founder}, kim: {name: Kim, role: Packer}}
locations: {shed: {name: The shed}}
equipment: {scales: {name: Scales, kept_in: shed}}
documents: {licence: {name: Licence, held_by: sam}}
functions:
  weigh: {name: Weigh, by: kim, needs: [scales], mtpd: 1d}
  sell: {name: Sell, by: kim, needs: [licence], mtpd: 1d}
scenarios: {fire: {name: Fire, lost: [{what: shed, for: 9d}], serve: {first-hour: [Look]}}}
"""


def test_a_cause_does_not_say_where_a_thing_lies_and_with_whom() -> None:
    plan = make_plan(LYING)
    full, team = (everything(tree_of(plan, edition)) for edition in (Edition.FULL, Edition.TEAM))
    for words in ("You cannot get to", "</a>: kept only by <a"):
        assert words in full
        assert words not in team
    answers = redact(plan, analyse(plan, TODAY), Edition.TEAM)[1].outlook.without
    for gone, thing, function in (("shed", "scales", "weigh"), ("sam", "licence", "sell")):
        assert [each.node for each in analyse(plan, TODAY).outlook.without[gone].down if each.node == thing]
        assert thing not in {each.node for each in answers[gone].down}
        (stop,) = answers[gone].functions[function].bands[0].stops
        assert {cause.node for top in stop.causes for cause in top.all()} == {thing}, "and no more than it"


def test_what_a_lesser_edition_shows_of_a_thing_stays_among_the_causes() -> None:
    text = LYING.replace(
        "equipment: {scales: {name: Scales, kept_in: shed}}",
        "equipment: {scales: {name: Scales, held_by: sam}}",
    )
    assert "</a>: kept only by <a" in everything(tree_of(make_plan(text), Edition.TEAM))


SEALED = """
people:
  sam: {name: Sam, role: Founder}
  maya: {name: Maya, role: Support}
systems: {shop: {name: Shop, roles: [staff], access: [{who: sam, as: staff}]}}
break_glass:
  first: {name: One, holders: maya, opens: [{system: shop, as: staff}], tests: [%s]}
  second: {name: Two, holders: maya, opens: [{system: shop, as: staff}], tests: [%s]}
functions: {sell: {name: Sell, by: [sam, maya], needs: [{what: shop, as: staff}], mtpd: 1d}}
"""


def test_a_sealed_way_in_is_called_something_and_not_counted() -> None:
    worked = "{system: shop, on: 2026-10-01, worked: yes}"
    plan = make_plan(SEALED % (worked, worked))
    outlook = redact(plan, analyse(plan, TODAY), Edition.TEAM)[1].outlook
    routes = {
        interval.state.routes
        for band in outlook.without["sam"].functions["sell"].bands
        for interval in band.intervals
    }
    assert routes <= {(), (WITHHELD,)}
    assert (WITHHELD,) in routes
    drawn = everything(tree_of(plan, Edition.TEAM))
    assert "with emergency access: something that is not in this edition" in drawn
    assert not re.search(r"emergency access:\s*[.;,<]", drawn)


def test_that_nobody_knows_the_loss_is_not_told_where_no_loss_is() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam, role: Founder}}\n"
        "functions: {sell: {name: Sell, by: [sam], mtpd: 1d, workaround: {do: Wait, by: sam}}}"
    )

    def unknown(edition: Edition) -> set[tuple[str, str]]:
        outlook = redact(plan, analyse(plan, TODAY), edition)[1].outlook
        return {(each.subject, each.field) for found in outlook.without.values() for each in found.unknown}

    assert ("sell", "loss") in unknown(Edition.FULL)
    rest = {each for each in unknown(Edition.FULL) if each[1] != "loss"}
    assert rest
    assert unknown(Edition.TEAM) == rest


def test_a_team_sees_what_is_to_be_read_again_and_no_more_than_it_knows() -> None:
    plan = make_plan(
        "people: {sam: {name: Sam, role: Founder, reviewed: 2025-01-01, review_every: 30d}}\n"
        "funds: {till: {name: Till, reviewed: 2025-01-01, review_every: 30d}}"
    )
    facts = analyse(plan, TODAY)
    assert {"sam", "till"} <= {*facts.review_due}
    assert {*redact(plan, facts, Edition.TEAM)[1].review_due} == {*facts.review_due} - {"till"}
    assert redact(plan, facts, Edition.PUBLIC)[1].review_due == {}


PAID = """
people:
  sam: {name: Sam, role: Founder}
  daan: {name: Daan, role: Builder}
functions: {mend: {name: Mend, by: [sam, {who: daan%s}], mtpd: 1d, loss: 90 EUR per day}}
promises: {kept: {name: Kept, when: {away: [sam], for: 9d}, keep: [mend], costs_under: %s}}
"""


def test_neither_what_cover_costs_nor_what_a_promise_may_cost_is_told() -> None:
    one, other = (
        make_plan(PAID % (", day_rate: 25 EUR", "1 EUR")),
        make_plan(PAID % (", day_rate: 26 EUR", "2 EUR")),
    )
    assert differing(one, other, Edition.TEAM) == []
    team = everything(tree_of(one, Edition.TEAM))
    assert "called in" in team
    assert not re.search(r"\bpaid\b|[12] EUR|€[12]\b", team.partition("readiness")[0])
    assert "This costs more than the plan promises" in team
    assert "€1" in everything(tree_of(one, Edition.FULL))
