"""Keep serving: the list of what is done for customers, and a page for each function."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan
from outlast.model.functions import Approval, Band, Function, Pause, Workaround
from outlast.model.needs import Needs
from outlast.model.prose import literal
from outlast.pages import coverage, lists, parts
from outlast.pages.addresses import RESTORE, SERVE
from outlast.pages.attachments import files
from outlast.pages.copy import Copy
from outlast.pages.first_week import apart, tasks
from outlast.pages.turns import Turns, of_function, only_one
from outlast.pages.ways_in import ways_in
from outlast.reasons import name
from outlast.site import Address, Page, Part
from outlast.site.blocks import (
    Banner,
    Block,
    Box,
    BoxKind,
    Buttons,
    Calls,
    CopyAge,
    FactList,
    Links,
    OnScreen,
    Prose,
    Rows,
    Section,
    Steps,
    StopLine,
    Table,
    Tone,
    WaysIn,
    opening,
    present,
    section,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Age, Button, Call, Fact, Row

ORDER = 30


def pages(copy: Copy) -> Iterator[Page]:
    """The list, then the functions in the order of the plan: its author put first what comes first."""
    plan, facts, age = copy.plan, copy.facts, copy.age
    yield _index(plan, age)
    soon = tasks(plan, facts)
    for function in plan.functions.values():
        chapter = Chapter.TASKS_SOON if function.id in soon else Chapter.TASKS
        yield _page(plan, facts, age, function, chapter)


def _index(plan: Plan, age: Age) -> Page:
    rows = tuple(
        Row(each.id, "tick", each.title, parts.one_line(each), _who(plan, each))
        for each in plan.functions.values()
    )
    lead = "What people do so that customers are served and bills are paid, whatever is broken."
    return Page(
        path=SERVE.page,
        title="Keep serving (BC)",
        part=Part.SERVE,
        sections=(
            *opening(OnScreen((Banner("serve", RESTORE), Prose(lead, Tone.LEAD), CopyAge(age)))),
            *section("tasks", "What must be done?", Rows(rows)),
            *section("lists", "Lists", Links(lists.links(plan, Part.SERVE)), on_paper=False),
        ),
        sheet=Sheet(Chapter.TASKS, "All tasks, and who does them"),
        description="Business continuity: what is done for customers and to stay in business.",
        also=("business continuity",),
    )


def _who(plan: Plan, function: Function) -> str:
    if function.by.automatic:
        return "runs by itself"
    named = [plan.thing(hand.who).title for hand in function.by.hands[:2]]
    return ", else ".join(named) or "nobody named"


def _page(plan: Plan, facts: Facts, age: Age, function: Function, chapter: Chapter) -> Page:
    path = f"{SERVE.page.removesuffix('/index')}/{function.id}"
    turns = of_function(function, plan)
    steps = parts.Steps(plan, path, turns)
    workaround, pause = function.workaround, function.pause
    within = [*function.steps, *(workaround.steps if workaround else ()), *(pause.steps if pause else ())]
    stop_calls = parts.in_turn(turns, (parts.call(plan, id) for id in function.stop_call))
    reading = OnScreen((Prose(coverage.reading(facts), Tone.NOTE),))
    main = Steps(steps.views(function.steps))
    stop_line = StopLine(stop_calls, function.stop_when or "")
    go = (Button("Go to the steps", Address(path, "steps"), main=True),) if main else ()
    needs = Rows(parts.beside_systems(plan, function.needs))
    ways = WaysIn(ways_in(plan, facts, function.needs, function.steps))
    without = coverage.stoppers(plan, facts, function)
    return Page(
        path=path,
        title=function.title,
        part=Part.SERVE,
        sections=(
            *opening(
                Banner("serve", RESTORE),
                Prose(function.about or "", Tone.LEAD),
                Prose(_promise(function), Tone.PROMISE),
                CopyAge(age),
                Buttons(go),
            ),
            *section("who", "Who does it", *_hands(plan, facts, function)),
            *section("before-you-begin", "Before you begin", needs, ways),
            *(section("steps", "Steps", stop_line, main) if main else ()),
            *section(
                "stop-and-call",
                "Stop and call",
                Box(
                    present(
                        (Prose(function.stop_when or ""), _leave_yourself_out(stop_calls), Calls(stop_calls))
                    ),
                    BoxKind.STOP,
                    "Stop and call somebody",
                ),
            ),
            *files(function, facts),
            *(_workaround(plan, function, workaround, steps) if workaround else ()),
            *parts.to_send(plan, function.messages, within),
            *(_pause(pause, steps) if pause else ()),
            *parts.asked(function),
            *(section("without", "What stops it", without, reading, on_paper=False) if without else ()),
            *section(
                "stops",
                "What stops if this stops",
                *parts.stopped(facts, function.id),
            ),
            *section(
                "figures",
                "In figures",
                FactList(_figures(plan, facts, function)),
                _impact(function),
                FactList(parts.closing_facts(function)),
            ),
        ),
        sheet=Sheet(
            chapter,
            apart=apart(("pause", "stops", "figures", "trust"), Chapter.FIGURES),
        ),
        description=parts.description(plan, function),
        also=tuple(function.also),
    )


def _hands(plan: Plan, facts: Facts, function: Function) -> Iterator[Block | None]:
    """Who does it: by itself, in which order, today, in which hours and up to what."""
    if function.by.automatic:
        yield Prose("It runs by itself. Nobody has to do anything while it works.")
    named = (parts.hand(plan, hand, function.limit, facts.vacant) for hand in function.by.hands)
    hands = parts.in_turn(of_function(function, plan), named)
    if hands:
        yield Prose("In this order. Is the first one away? Call the next.", Tone.NOTE)
        yield Calls(hands, clocks=True)
    today = coverage.today(plan, facts, function)
    if today:
        yield OnScreen((today, Prose(coverage.reading(facts), Tone.NOTE)))
    if not hands and not function.by.automatic:
        nobody = Prose("This plan names nobody who does this.")
        yield Box((nobody,), BoxKind.CAREFUL, "Nobody is named")
    hours = words.hours(function.hours, plan.business.timezone)
    yield Prose(f"Somebody must be there: {hours}." if hours else "")
    yield _amounts(plan, function)
    yield _approvals(plan, function)


def _leave_yourself_out(calls: tuple[Call, ...]) -> Prose | None:
    """Whoever reads may be one of them."""
    return Prose("In this order. Leave yourself out. No answer? Call the next.", Tone.NOTE) if calls else None


def _pause(pause: Pause, steps: parts.Steps) -> tuple[Section, ...]:
    return section(
        "pause",
        "To stop it on purpose",
        Steps(steps.views(pause.steps)),
        Prose(f"**To take it up again:** {pause.undo}"),
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
        (_range(plan, each), _who_may(plan, each.create), _who_may(plan, each.approve))
        for each in function.approvals
    )
    heads = ("Amount", "Who prepares it", "Who must agree")
    return Table("Two people: nobody agrees to what they prepared", heads, rows) if rows else None


def _who_may(plan: Plan, needs: Needs) -> str:
    return parts.needed(needs) + only_one(plan, needs)


def _range(plan: Plan, band: Band | Approval) -> str:
    return words.capital(words.bounds(band.over, band.up_to, plan.business.currency)) or "Any amount"


def _impact(function: Function) -> Table | None:
    rows = tuple((words.duration(each.after), str(each.what)) for each in function.impact)
    return Table("How the harm grows", ("After", "What happens"), rows) if rows else None


def _workaround(plan: Plan, function: Function, way: Workaround, steps: parts.Steps) -> tuple[Section, ...]:
    capacity = f"gets about {way.capacity} of the work done" if way.capacity else ""
    at_most = f"holds for {words.duration(way.at_most)} at most" if way.at_most else ""
    return section(
        "workaround",
        "If the usual way is gone",
        Prose(way.do or ""),
        Prose(parts.sentence(" and ".join(filter(None, (capacity, at_most)))), Tone.NOTE),
        Calls(
            parts.in_turn(Turns(plan, way.by), (parts.hand(plan, hand, function.limit) for hand in way.by))
        ),
        Rows(parts.needs(plan, way.needs)),
        Steps(steps.views(way.steps)),
    )


def _figures(plan: Plan, facts: Facts, function: Function) -> tuple[Fact, ...]:
    currency = plan.business.currency
    return parts.figures(
        ("Back within (RTO, recovery time objective)", words.target(function.rto)),
        ("Longest bearable stop (MTPD)", words.target(function.mtpd)),
        ("Least that is acceptable (MBCO)", function.minimum),
        ("As a share of the work", str(function.minimum_share) if function.minimum_share else None),
        ("Answer within", words.duration(function.answer_within)),
        ("Runs on without hands for", words.duration(function.unattended)),
        ("Stops only", "When a duty that is done by it is missed" if function.only_when_due else None),
        ("A day of standstill costs", words.loss(function.loss, currency)),
        ("Takes somebody who can", literal(words.some(function.skills))),
        ("Last tried", parts.last_drill(plan, facts, function.id)),
        ("Answers for it", name(function.owner) if function.owner else None),
        ("Read and found true", words.day(function.reviewed.date) if function.reviewed else None),
        ("To be read again every", words.duration(function.review_every)),
    )
