"""Scenarios: what may have happened, and the handbook for each with its two halves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis import Facts
from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.scenarios import PHASES, Half, Lost, Notice, Scenario
from outlast.model.steps import Step
from outlast.pages import call_rows, handbook, parts, ready_messages, step_views, vendors, without
from outlast.pages.addresses import RESTORE, SCENARIOS, SERVE, address
from outlast.pages.attachments import files
from outlast.pages.copy import Copy
from outlast.pages.entries import decision_table
from outlast.pages.first_acts import first_acts, repaired, unsure
from outlast.pages.first_week import main_scenarios, steps_of
from outlast.pages.other_days import OfDay
from outlast.pages.start import cards
from outlast.pages.turns import Turns, likeliest_first, of_scenario, person_and_next
from outlast.reasons import name, names, until
from outlast.site import Page, Part
from outlast.site.blocks import (
    Begun,
    Box,
    BoxKind,
    Bullets,
    Buttons,
    Calls,
    Cards,
    CopyAge,
    Counted,
    DayLog,
    Fold,
    Halves,
    Jumps,
    Live,
    OnPaper,
    OnScreen,
    Place,
    Prose,
    Section,
    Steps,
    Table,
    Tone,
    in_layer,
    mentions,
    on_screen,
    opening,
    present,
    section,
    section_of_day,
)
from outlast.site.paper import Chapter, NoSheet, Sheet
from outlast.site.parts import Age, HalfView, Jump, PhaseView, StepView, first_way

ORDER = 50
NOT_AFFECTED = "not-affected"
LATER = ("first-week", "until-over", "stand-down")
"""Phases of which nobody needs the steps on the first day."""


def pages(copy: Copy) -> Iterator[Page]:
    """The cards, then a handbook for each scenario."""
    plan, facts, age = copy.plan, copy.facts, copy.age
    lead = say("Choose what fits best. Each page says how to be sure, who decides, and what to do first.")
    yield Page(
        path=SCENARIOS.page,
        title=say("Scenarios"),
        part=Part.SCENARIOS,
        sections=opening(Prose(lead, Tone.LEAD), CopyAge(age), Cards(cards(plan))),
        sheet=NoSheet.ELSEWHERE,
        description=say("What may have happened, and what to do about it."),
    )
    for scenario in likeliest_first(plan):
        yield _page(plan, facts, age, scenario)


def begun(copy: Copy) -> Iterator[OfDay]:
    """What depends on the day on which a scenario began."""
    for scenario in copy.plan.scenarios.values():
        if scenario.id in copy.facts.outlook.scenarios:
            begun = _begun(copy.plan, copy.facts, scenario)
            yield OfDay(address(scenario).page, (*begun.days, *begun.not_affected, *begun.afterwards))


@dataclass(frozen=True)
class _Begun:
    """The sections that depend on the day on which it began, each where the page has them."""

    days: tuple[Section, ...]
    not_affected: tuple[Section, ...]
    afterwards: tuple[Section, ...]


def _begun(plan: Plan, facts: Facts, scenario: Scenario) -> _Begun:
    given = Bullets(scenario.not_affected)
    if scenario.id not in facts.outlook.scenarios:
        return _Begun((), section(NOT_AFFECTED, say("What is not affected"), given), ())
    worked, path = handbook.worked(plan, facts, scenario), address(scenario).page
    waits, used = Bullets(worked.backlog), Bullets(worked.used)
    go_on = (
        say("These go on as usual: {functions}.", functions=names(worked.as_usual))
        if worked.as_usual
        else say("This copy knows of nothing that goes on as usual.")
    )
    return _Begun(
        in_layer(
            path,
            (*handbook.days_of(plan, facts, scenario, worked), *without.scenario(plan, facts, scenario.id)),
        ),
        in_layer(path, section(NOT_AFFECTED, say("What is not affected"), given, OnScreen((Prose(go_on),)))),
        in_layer(
            path,
            (
                *section_of_day(
                    "backlog",
                    say("Work that is waiting"),
                    Prose(say("First do the work that customers are waiting for."), Tone.NOTE)
                    if waits
                    else None,
                    Fold((waits,), say_count("{count} task", "{count} tasks", len(waits.items)), whole=True)
                    if waits
                    else None,
                    otherwise=say("No work is left to catch up on."),
                    level=3,
                    on_paper=False,
                ),
                *section_of_day(
                    "used",
                    say("Access that people used: sign out, and change what was shared"),
                    Fold(
                        (used,), say_count("{count} sign-in", "{count} sign-ins", len(used.items)), whole=True
                    )
                    if used
                    else None,
                    otherwise=say("Nobody needs more than their own access."),
                    level=3,
                    on_paper=False,
                ),
            ),
        ),
    )


def _page(plan: Plan, facts: Facts, age: Age, scenario: Scenario) -> Page:
    path = address(scenario).page
    turns = of_scenario(scenario, plan)
    steps = step_views.Steps(plan, path, turns)
    decisions = tuple(plan.decisions[id] for id in scenario.decisions)
    tree = handbook.call_tree(plan, scenario)
    told = [str(notice.message) for notice in scenario.tell if notice.message]
    named = [*told, *(tree.messages if tree else ())]
    within = [step for half in (scenario.serve, scenario.restore) for step in steps_of(half)]
    begun = _begun(plan, facts, scenario)
    halves = _halves(scenario, steps, PHASES[:-1])
    pauses = handbook.pauses(plan, facts, scenario, steps)
    tables = tuple(
        Fold((decision_table(each, turns),), each.title, f"decide-{each.id}") for each in decisions
    )
    named_only = OnPaper(present((Bullets(mentions(scenario.decisions)),)))
    return Page(
        path=path,
        title=scenario.title,
        part=Part.SCENARIOS,
        sections=(
            *_opening(plan, facts, age, scenario, halves, begun),
            *(
                section("what-to-do", say("What to do"), Halves(halves, say("what to do")), Buttons(()))
                if halves
                else ()
            ),
            *parts.asked(plan, scenario),
            *_signs(plan, scenario),
            *_deciders(plan, scenario),
            *_crisis(plan, scenario),
            *on_screen(handbook.tree(plan, scenario)),
            *begun.days,
            *without.broken(facts, scenario.id),
            *section("tell", say("Who must be told"), _notices(scenario, turns)),
            *ready_messages.to_send(plan, named, within),
            *section("decisions", say("Decisions made in advance"), OnScreen(tables), named_only),
            *begun.not_affected,
            *section("pause", say("What you may pause"), *map(handbook.pause, pauses), on_paper=False),
            *section("evidence", say("Keep these as evidence"), Bullets(scenario.evidence)),
            *_over(scenario, steps, begun, pauses),
            *files(scenario, facts),
            *parts.on_the_web(scenario),
            *opening(OnPaper((DayLog(),))),
        ),
        sheet=Sheet(Chapter.SCENARIOS_SOON if scenario in main_scenarios(plan) else Chapter.SCENARIOS),
        description=parts.description(plan, scenario),
        also=tuple(scenario.also),
        wide=True,
    )


def _opening(
    plan: Plan,
    facts: Facts,
    age: Age,
    scenario: Scenario,
    halves: tuple[HalfView, ...],
    begun: _Begun,
) -> tuple[Section, ...]:
    """What is done and what is not, before anything is explained."""
    tried = parts.last_drill(plan, facts, scenario.id)
    counted = Counted.BEGINNING if begun.days else Counted.NO_DAY
    return opening(
        first_acts(plan, scenario, halves),
        Box(present((Bullets(scenario.never),)), BoxKind.STOP, say("Warnings")),
        OnScreen(present((Prose(unsure(plan, scenario)), Prose(" ".join(repaired(plan, facts, scenario)))))),
        Prose(scenario.about or "", Tone.LEAD),
        Jumps(tuple(_contents(plan, scenario, halves, begun))),
        CopyAge(age, counted),
        vendors.proposed(scenario, facts),
        Prose(say("Last drill: {drill}", drill=tried) if tried else "", Tone.NOTE),
        Place(Live.BEGIN, tuple((str(each.name), bool(each.lost)) for each in scenario.variants)),
        OnPaper((Begun(),)) if halves else None,
    )


def _signs(plan: Plan, scenario: Scenario) -> tuple[Section, ...]:
    lost = Bullets(_lost(plan, scenario.lost))
    variants = _variants(plan, scenario)
    return section(
        "signs",
        say("Is this what has happened?"),
        Bullets(scenario.signs),
        Fold((lost,), say("What you lose")) if lost else None,
        Prose(_noticed(scenario)),
        Fold((variants,), say("If it is something else")) if variants else None,
    )


def _noticed(scenario: Scenario) -> str:
    """What it means for the dates that nobody notices it at once."""
    after = words.duration(scenario.noticed_after)
    if not after:
        return ""
    return say(
        "It can take {time} before anybody notices. The dates on this page allow for that.", time=after
    )


def _deciders(plan: Plan, scenario: Scenario) -> tuple[Section, ...]:
    if scenario.invoke is None:
        return ()
    named = (call_rows.call(plan, id) for id in scenario.invoke.by)
    calls = call_rows.in_turn(of_scenario(scenario, plan), named)
    anyone = say_count(
        "This person can declare the emergency. All deadlines below count from that moment.",
        "Any of them can declare the emergency. All deadlines below count from that moment.",
        len(calls),
    )
    leads = handbook.leader(plan, scenario, {str(each.what) for each in scenario.lost})
    then = say("After that, {person} leads.", person=name(leads)) if leads else ""
    return section(
        "who-decides",
        say("Who can declare the emergency"),
        Prose(scenario.invoke.when or ""),
        Prose(" ".join(filter(None, (anyone, then))), Tone.NOTE) if calls else None,
        OnScreen(present((Bullets(tuple(map(call_rows.line, calls))),))),
        OnPaper(present((Calls(tuple(map(first_way, calls))),))),
    )


CRISIS = (
    ("leads", mark("Leads: decides, and gives out the work")),
    ("writes", mark("Writes: keeps the log of who did what, and when")),
    ("speaks", mark("Speaks: talks to customers and the authorities. Nobody else does.")),
)


def _crisis(plan: Plan, scenario: Scenario) -> tuple[Section, ...]:
    """Who has which part in it, of those whom it does not take away; who has one part already stands last."""
    roles = plan.business.crisis
    gone, taken, rows = {str(each.what) for each in scenario.lost}, set[str](), []
    for key, does in CRISIS if roles else ():
        there = [str(who) for who in getattr(roles, key) if str(who) not in gone]
        there.sort(key=taken.__contains__)
        if there:
            taken.add(there[0])
            rows.append((say(does), names(there, "or")))
    table = Table("", (say("Role"), say("Who, in this order")), tuple(rows)) if rows else None
    return section("crisis", say("Who leads, who writes, who speaks"), table)


def _over(
    scenario: Scenario, steps: step_views.Steps, begun: _Begun, pauses: tuple[handbook.Paused, ...]
) -> Iterator[Section]:
    """What to do when it is over, each part under a heading of its own."""
    stand_down = Halves(_halves(scenario, steps, PHASES[-1:]), say("when it is over"))
    back = steps.views(Step(do=each) for each in scenario.hand_back)
    hand_back = Fold((Steps(back),), _steps(back), whole=True) if back else None
    over = Prose(scenario.over_when or "")
    if not (over or stand_down or hand_back):
        return
    yield Section(2, "over", say("When it is over"), present((over, stand_down)))
    yield from section("hand-back", say("Hand back"), hand_back, level=3)
    paused = Bullets(
        tuple(say("{function}: {steps}", function=name(each.id), steps=each.undo) for each in pauses)
    )
    yield from begun.afterwards
    yield from section("paused", say("Start again what you paused"), paused, level=3, on_paper=False)


def _contents(plan: Plan, scenario: Scenario, halves: tuple[HalfView, ...], begun: _Begun) -> Iterator[Jump]:
    """The questions of somebody who opens the page, as far as it answers them."""
    if halves:
        yield Jump("what-to-do", say("Now"))
    today = next((p.id for half in halves for p in half.phases if p.id.endswith("-first-day")), None)
    if today:
        yield Jump(today, say("Today"))
    yield from (Jump(each.id, each.heading) for each in parts.asked(plan, scenario))
    if any(each.id == "days" for each in begun.days):
        yield Jump("days", say("Day by day"))
    if scenario.tell:
        yield Jump("tell", say("Who must be told"))
    if scenario.over_when or scenario.serve.stand_down or scenario.restore.stand_down or scenario.hand_back:
        yield Jump("over", say("When it is over"))
    if scenario.signs:
        yield Jump("signs", say("Is this what has happened?"))


def _halves(scenario: Scenario, steps: step_views.Steps, phases: tuple[str, ...]) -> tuple[HalfView, ...]:
    both = (
        HalfView("serve", say("Keep serving"), "BC", SERVE, _phases("serve", scenario.serve, steps, phases)),
        HalfView(
            "restore", say("Restore"), "DR", RESTORE, _phases("restore", scenario.restore, steps, phases)
        ),
    )
    return tuple(half for half in both if half.phases)


def _phases(name: str, half: Half, steps: step_views.Steps, phases: tuple[str, ...]) -> tuple[PhaseView, ...]:
    made: list[PhaseView] = []
    for phase in phases:
        views = steps.views(half.phase(phase))
        if views:
            made.append(
                PhaseView(
                    f"{name}-{phase}",
                    phase,
                    words.phase(phase),
                    views,
                    say(handbook.DEADLINES[phase]) if phase in handbook.DEADLINES else "",
                    bool(made),
                    _steps(views) if phase in LATER else "",
                )
            )
    return tuple(made)


def _steps(views: tuple[StepView, ...]) -> str:
    return say_count("{count} step", "{count} steps", len(views))


def _lost(plan: Plan, lost: tuple[Lost, ...]) -> tuple[str, ...]:
    return tuple(
        say("{thing} (for {time})", thing=name(str(each.what)), time=words.duration(each.for_))
        if each.for_
        # For translators: {time} is how long: until restored.
        else say("{thing} ({time})", thing=name(str(each.what)), time=until(plan, str(each.what)))
        for each in lost
    )


def _variants(plan: Plan, scenario: Scenario) -> Table | None:
    rows = tuple(
        (
            literal(each.name),
            each.when,
            words.some(_lost(plan, each.lost)) if each.lost else "",
            each.do or "",
        )
        for each in scenario.variants
    )
    heads = (say("What happened"), say("How you know"), say("What you lose"), say("What you do differently"))
    return Table(say("If it is something else"), heads, rows) if rows else None


def _notices(scenario: Scenario, turns: Turns) -> Table | None:
    rows = tuple(_notice(each, turns) for each in scenario.tell)
    heads = (say("Who"), say("By when"), say("Who tells them"), say("Which message"), say("Only if"))
    return Table("", heads, rows) if rows else None


def _notice(notice: Notice, turns: Turns) -> tuple[str, ...]:
    told = [
        say("{person}.", person=person_and_next(turns, notice.by, notice.deputy))
        if notice.by
        else say("The person who leads.")
    ]
    if notice.approved_by:
        told.append(say("{person} must approve the message first.", person=name(notice.approved_by)))
    message = name(notice.message) if notice.message else say("your own words")
    return (
        words.capital(literal(notice.who)),
        words.capital(handbook.clock(notice)),
        " ".join(told),
        message,
        str(notice.only_if or ""),
    )
