"""Keep serving: the list of what is done for customers, and a page for each function."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan
from outlast.model.functions import Approval, Band, Function
from outlast.model.prose import literal
from outlast.pages import coverage, lists, parts
from outlast.pages.addresses import RESTORE, SERVE
from outlast.pages.age import Age
from outlast.pages.attachments import attachments
from outlast.pages.view import AttachmentView, Call, Fact, MessageView, QuestionView, Row, StepView, Table
from outlast.pages.ways_in import WayIn, ways_in
from outlast.site import Address, Link, Page, Part


@dataclass(frozen=True)
class FunctionsView:
    age: Age
    functions: tuple[Row, ...]
    lists: tuple[Link, ...]
    other: Address


@dataclass(frozen=True)
class WorkaroundView:
    do: str | None
    hands: tuple[Call, ...]
    needs: tuple[Row, ...]
    steps: tuple[StepView, ...]
    limits: str


@dataclass(frozen=True)
class PauseView:
    steps: tuple[StepView, ...]
    undo: str


@dataclass(frozen=True)
class FunctionView:
    age: Age
    other: Address
    about: str | None
    promise: str
    automatic: bool
    hands: tuple[Call, ...]
    nobody: bool
    today: Table | None
    """Who does it now, and who if that one is away."""
    without: Table | None
    """What stops it."""
    reading: str
    hours: str
    amounts: Table | None
    approvals: Table | None
    needs: tuple[Row, ...]
    ways_in: tuple[WayIn, ...]
    steps: tuple[StepView, ...]
    stop_when: str | None
    stop_calls: tuple[Call, ...]
    workaround: WorkaroundView | None
    messages: tuple[MessageView, ...]
    pause: PauseView | None
    questions: tuple[QuestionView, ...]
    stops: tuple[str, ...]
    figures: tuple[Fact, ...]
    impact: Table | None
    attachments: tuple[AttachmentView, ...]
    links: tuple[Fact, ...]


def pages(plan: Plan, facts: Facts, age: Age) -> Iterator[Page]:
    """The list, then the functions in the order of the plan: its author put first what comes first."""
    yield _index(plan, age)
    for function in plan.functions.values():
        yield _page(plan, facts, age, function)


def _index(plan: Plan, age: Age) -> Page:
    rows = (
        Row(each.id, "tick", each.title, parts.one_line(each), _who(plan, each))
        for each in plan.functions.values()
    )
    return Page(
        path=SERVE.page,
        title="Keep serving (BC)",
        kind="functions",
        part=Part.SERVE,
        description="Business continuity: what is done for customers and to stay in business.",
        also=("business continuity",),
        view=FunctionsView(age, tuple(rows), lists.links(plan, Part.SERVE), RESTORE),
    )


def _who(plan: Plan, function: Function) -> str:
    if function.by.automatic:
        return "runs by itself"
    first = function.by.hands[:1]
    return plan.thing(first[0].who).title if first else "nobody named"


def _page(plan: Plan, facts: Facts, age: Age, function: Function) -> Page:
    path = f"{SERVE.page.removesuffix('/index')}/{function.id}"
    steps = parts.Steps(plan, path)
    workaround, pause = function.workaround, function.pause
    within = [*function.steps, *(workaround.steps if workaround else ()), *(pause.steps if pause else ())]
    main = steps.views(function.steps)
    view = FunctionView(
        age=age,
        other=RESTORE,
        about=function.about,
        promise=_promise(function),
        automatic=bool(function.by.automatic),
        hands=tuple(parts.hand(plan, hand, function.limit, facts.vacant) for hand in function.by.hands),
        nobody=not function.by.hands and not function.by.automatic,
        today=coverage.today(plan, facts, function),
        without=coverage.stoppers(plan, facts, function),
        reading=coverage.reading(facts),
        hours=words.hours(function.hours, plan.business.timezone),
        amounts=_amounts(plan, function),
        approvals=_approvals(plan, function),
        needs=parts.beside_systems(plan, function.needs),
        ways_in=ways_in(plan, facts, function.needs, function.steps),
        steps=main,
        stop_when=function.stop_when,
        stop_calls=tuple(parts.call(plan, id) for id in function.stop_call),
        workaround=_workaround(plan, function, steps) if workaround else None,
        messages=parts.messages(plan, function.messages, within),
        pause=PauseView(steps.views(pause.steps), pause.undo) if pause else None,
        questions=parts.questions(function),
        stops=facts.dependents.get(function.id, ()),
        figures=_figures(plan, function),
        impact=_impact(function),
        attachments=attachments(function, facts),
        links=parts.web_links(function),
    )
    return Page(
        path=path,
        title=function.title,
        kind="function",
        part=Part.SERVE,
        description=parts.description(plan, function),
        also=tuple(function.also),
        view=view,
    )


def _promise(function: Function) -> str:
    """The two times that matter, in plain words."""
    parts_ = []
    if function.rto and function.rto.duration:
        parts_.append(f"Must be going again within **{words.target(function.rto)}**.")
    if function.mtpd and function.mtpd.duration:
        parts_.append(f"A stop of more than **{words.target(function.mtpd)}** does lasting harm.")
    return " ".join(parts_)


def _amounts(plan: Plan, function: Function) -> Table | None:
    rows = tuple((_range(plan, band), str(band.share)) for band in function.amounts)
    return Table("How the cases spread over amounts", ("Amount", "Share of cases"), rows) if rows else None


def _approvals(plan: Plan, function: Function) -> Table | None:
    rows = tuple(
        (_range(plan, each), parts.needed(each.create), parts.needed(each.approve))
        for each in function.approvals
    )
    heads = ("Amount", "Who prepares it", "Who must agree")
    return Table("Two people: nobody agrees to what they prepared", heads, rows) if rows else None


def _range(plan: Plan, band: Band | Approval) -> str:
    currency = plan.business.currency
    over = f"over {words.money(band.over, currency)}" if band.over else ""
    up_to = f"up to {words.money(band.up_to, currency)}" if band.up_to else ""
    return words.capital(" ".join(filter(None, (over, up_to)))) or "Any amount"


def _impact(function: Function) -> Table | None:
    rows = tuple((words.duration(each.after), str(each.what)) for each in function.impact)
    return Table("How the harm grows", ("After", "What happens"), rows) if rows else None


def _workaround(plan: Plan, function: Function, steps: parts.Steps) -> WorkaroundView:
    way = function.workaround
    assert way is not None  # noqa: S101 - the caller has looked
    capacity = f"gets about {way.capacity} of the work done" if way.capacity else ""
    at_most = f"holds for {words.duration(way.at_most)} at most" if way.at_most else ""
    return WorkaroundView(
        do=way.do,
        hands=tuple(parts.hand(plan, hand, function.limit) for hand in way.by),
        needs=parts.needs(plan, way.needs),
        steps=steps.views(way.steps),
        limits=parts.sentence(" and ".join(filter(None, (capacity, at_most)))),
    )


def _figures(plan: Plan, function: Function) -> tuple[Fact, ...]:
    currency = plan.business.currency
    return parts.figures(
        ("Back within (RTO, recovery time objective)", words.target(function.rto)),
        ("Longest bearable stop (MTPD)", words.target(function.mtpd)),
        ("Least that is acceptable (MBCO)", function.minimum),
        ("Answer within", words.duration(function.answer_within)),
        ("Runs on without hands for", words.duration(function.unattended)),
        ("Stops only", "When a duty that is done by it is missed" if function.only_when_due else None),
        ("A day of standstill costs", words.loss(function.loss, currency)),
        ("Takes somebody who can", literal(words.some(function.skills))),
        ("Last tried", parts.last_drill(plan, function.id)),
        ("Answers for it", f"{{{function.owner}}}" if function.owner else None),
        ("Read and found true", words.day(function.reviewed.date) if function.reviewed else None),
        ("To be read again every", words.duration(function.review_every)),
    )
