"""Scenarios: what may have happened, and the handbook for each with its two halves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan
from outlast.model.prose import literal
from outlast.model.scenarios import PHASES, Half, Lost, Notice, Scenario
from outlast.model.steps import Step
from outlast.pages import handbook, parts, without
from outlast.pages.addresses import RESTORE, SCENARIOS, SERVE
from outlast.pages.attachments import attachments
from outlast.pages.entries import decision_table
from outlast.pages.handbook import PauseView, TreeView, Worked
from outlast.pages.start import cards, likeliest_first
from outlast.pages.view import AttachmentView, Call, Card, Fact, MessageView, QuestionView, StepView, Table
from outlast.pages.without import WithoutView
from outlast.reasons import until
from outlast.site import Address, Page, Part
from outlast.site.parts import Age


@dataclass(frozen=True)
class ScenariosView:
    age: Age
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class PhaseView:
    id: str
    title: str
    steps: tuple[StepView, ...]
    deadline: str
    """By when, counted from the moment that somebody decides; empty where there is none."""
    continued: bool
    """Whether its numbers run on from the phase before."""


@dataclass(frozen=True)
class HalfView:
    half: str
    """`serve` or `restore`."""
    title: str
    abbreviation: str
    to: Address
    phases: tuple[PhaseView, ...]


@dataclass(frozen=True)
class DecisionView:
    id: str
    title: str
    table: Table


@dataclass(frozen=True)
class ScenarioView:
    age: Age
    about: str | None
    signs: tuple[str, ...]
    invoke_when: str | None
    deciders: tuple[Call, ...]
    lost: tuple[str, ...]
    first: str
    """The very first thing to do, in small Markdown."""
    contents: tuple[Jump, ...]
    tree: TreeView | None
    worked: Worked
    pauses: tuple[PauseView, ...]
    paused: tuple[str, ...]
    """How each of them is taken up again, in small Markdown."""
    halves: tuple[HalfView, ...]
    headline: str
    """How bad it is, in small Markdown."""
    without: WithoutView | None
    tried: str | None
    variants: Table | None
    decisions: tuple[DecisionView, ...]
    notices: Table | None
    messages: tuple[MessageView, ...]
    not_affected: tuple[str, ...]
    never: tuple[str, ...]
    evidence: tuple[str, ...]
    over_when: str | None
    stand_down: tuple[HalfView, ...]
    hand_back: tuple[StepView, ...]
    questions: tuple[QuestionView, ...]
    attachments: tuple[AttachmentView, ...]
    links: tuple[Fact, ...]


@dataclass(frozen=True)
class Jump:
    """A way to a part of the same page."""

    to: str
    """Its id."""
    text: str


def pages(plan: Plan, facts: Facts, age: Age) -> Iterator[Page]:
    """The cards, then a handbook for each scenario."""
    yield Page(
        path=SCENARIOS.page,
        title="Scenarios",
        kind="scenarios",
        part=Part.SCENARIOS,
        description="What may have happened, and what to do then.",
        view=ScenariosView(age, cards(plan)),
    )
    for scenario in likeliest_first(plan):
        yield _page(plan, facts, age, scenario)


def _page(plan: Plan, facts: Facts, age: Age, scenario: Scenario) -> Page:
    path = f"{SCENARIOS.page.removesuffix('/index')}/{scenario.id}"
    steps = parts.Steps(plan, path)
    decisions = tuple(plan.decisions[id] for id in scenario.decisions)
    named = [str(notice.message) for notice in scenario.tell if notice.message]
    named += [str(case.message) for each in decisions for case in each.cases if case.message]
    within = [step for half in (scenario.serve, scenario.restore) for step in _steps(half)]
    phases, last = PHASES[:-1], PHASES[-1:]
    told = without.scenario(plan, facts, scenario.id)
    worked = handbook.worked(plan, facts, scenario)
    halves = _halves(scenario, steps, phases)
    pauses = handbook.pauses(plan, facts, scenario, steps)
    view = ScenarioView(
        age=age,
        about=scenario.about,
        signs=scenario.signs,
        invoke_when=scenario.invoke.when if scenario.invoke else None,
        deciders=tuple(parts.first_way(parts.call(plan, id)) for id in scenario.invoke.by)
        if scenario.invoke
        else (),
        lost=_lost(plan, scenario.lost),
        tried=parts.last_drill(plan, scenario.id),
        variants=_variants(plan, scenario),
        decisions=tuple(DecisionView(each.id, each.title, decision_table(each)) for each in decisions),
        halves=halves,
        first=_first(plan, halves),
        contents=tuple(_contents(scenario, halves, worked)),
        tree=handbook.tree(plan, scenario),
        worked=worked,
        pauses=pauses,
        paused=tuple(f"{{{each.id}}}: {each.undo}" for each in pauses),
        headline=told.headline if told else "",
        without=_told_once(told),
        notices=_notices(scenario),
        messages=parts.messages(plan, named, within),
        not_affected=scenario.not_affected,
        never=scenario.never,
        evidence=scenario.evidence,
        over_when=scenario.over_when,
        stand_down=_halves(scenario, steps, last),
        hand_back=steps.views(Step(do=each) for each in scenario.hand_back),
        questions=parts.questions(scenario),
        attachments=attachments(scenario, facts),
        links=parts.web_links(scenario),
    )
    return Page(
        path=path,
        title=scenario.title,
        kind="scenario",
        part=Part.SCENARIOS,
        description=parts.description(plan, scenario),
        also=tuple(scenario.also),
        view=view,
    )


def _told_once(view: WithoutView | None) -> WithoutView | None:
    """Without what the days of the handbook tell already."""
    return replace(view, headline="", todo=None, happens=None, as_usual=()) if view else None


def _first(plan: Plan, halves: tuple[HalfView, ...]) -> str:
    for half in halves:
        for phase in half.phases:
            for step in phase.steps:
                return step.do or f"{{{step.procedure}}}"
    return ""


def _contents(scenario: Scenario, halves: tuple[HalfView, ...], worked: Worked) -> Iterator[Jump]:
    """The five questions of somebody who opens the page, as far as it answers them."""
    if halves:
        yield Jump("what-to-do", "Now")
    today = next((p.id for half in halves for p in half.phases if p.id.endswith("-first-day")), None)
    if today:
        yield Jump(today, "Today")
    if worked.days:
        yield Jump("days", "Day by day")
    if scenario.tell:
        yield Jump("tell", "Say")
    if scenario.over_when or scenario.serve.stand_down or scenario.restore.stand_down or scenario.hand_back:
        yield Jump("over", "When it is over")


def _halves(scenario: Scenario, steps: parts.Steps, phases: tuple[str, ...]) -> tuple[HalfView, ...]:
    both = (
        HalfView("serve", "Keep serving", "BC", SERVE, _phases("serve", scenario.serve, steps, phases)),
        HalfView("restore", "Restore", "DR", RESTORE, _phases("restore", scenario.restore, steps, phases)),
    )
    return tuple(half for half in both if half.phases)


def _phases(name: str, half: Half, steps: parts.Steps, phases: tuple[str, ...]) -> tuple[PhaseView, ...]:
    made: list[PhaseView] = []
    for phase in phases:
        views = steps.views(_phase(half, phase))
        if views:
            made.append(
                PhaseView(
                    f"{name}-{phase}",
                    words.PHASES[phase],
                    views,
                    handbook.DEADLINES.get(phase, ""),
                    bool(made),
                )
            )
    return tuple(made)


def _phase(half: Half, phase: str) -> tuple[Step, ...]:
    steps: tuple[Step, ...] = getattr(half, phase.replace("-", "_"))
    return steps


def _steps(half: Half) -> Iterator[Step]:
    for phase in PHASES:
        yield from _phase(half, phase)


def _lost(plan: Plan, lost: tuple[Lost, ...]) -> tuple[str, ...]:
    return tuple(
        f"{{{each.what}}}, {f'for {words.duration(each.for_)}' if each.for_ else until(plan, str(each.what))}"
        for each in lost
    )


def _variants(plan: Plan, scenario: Scenario) -> Table | None:
    rows = tuple(
        (literal(each.name), each.when, "; ".join(_lost(plan, each.lost)), each.do or "")
        for each in scenario.variants
    )
    heads = ("Variant", "How you know", "What is gone", "What is different")
    return Table("It may also be", heads, rows) if rows else None


def _notices(scenario: Scenario) -> Table | None:
    rows = tuple(_notice(each) for each in scenario.tell)
    heads = ("Who", "By when", "Who tells them", "With which words", "Only if")
    return Table("Who must be told", heads, rows) if rows else None


def _notice(notice: Notice) -> tuple[str, ...]:
    who = f"{{{notice.by}}}" if notice.by else "whoever leads"
    deputy = f", else {{{notice.deputy}}}" if notice.deputy else ""
    approved = f", after {{{notice.approved_by}}} has agreed to the words" if notice.approved_by else ""
    message = f"{{{notice.message}}}" if notice.message else "your own words"
    return (
        words.capital(literal(notice.who)),
        words.capital(handbook.clock(notice)),
        f"{who}{deputy}{approved}",
        message,
        str(notice.only_if or "always"),
    )
