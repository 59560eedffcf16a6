"""Keep serving: the list of what is done for customers, and a page for each function."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.languages import say
from outlast.model import Plan
from outlast.model.functions import Approval, Band, Function, Pause, Workaround
from outlast.model.needs import Needs
from outlast.model.prose import literal
from outlast.pages import (
    at_hand,
    authority,
    call_rows,
    coverage,
    lists,
    parts,
    ready_messages,
    step_views,
    vendors,
)
from outlast.pages.addresses import RESTORE, SERVE, address
from outlast.pages.attachments import files
from outlast.pages.copy import Copy
from outlast.pages.first_week import apart, tasks
from outlast.pages.turns import Turns, of_duty, of_function, only_one
from outlast.pages.ways_in import folded, ways_in
from outlast.reasons import name
from outlast.site import Page, Part
from outlast.site.blocks import (
    Banner,
    Block,
    Box,
    BoxKind,
    Buttons,
    Calls,
    CopyAge,
    FactList,
    Jumps,
    Links,
    OnScreen,
    Prose,
    Rows,
    Section,
    Steps,
    StopLine,
    Table,
    Tone,
    opening,
    present,
    section,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Age, Call, Fact, Jump, Row

ORDER = 30


def pages(copy: Copy) -> Iterator[Page]:
    """The list, then the functions in the order of the plan: its author put first what comes first."""
    plan, facts, age = copy.plan, copy.facts, copy.age
    yield _index(plan, facts, age)
    soon = tasks(plan, facts)
    for function in plan.functions.values():
        chapter = Chapter.TASKS_SOON if function.id in soon else Chapter.TASKS
        yield _page(plan, facts, age, function, chapter)


def _index(plan: Plan, facts: Facts, age: Age) -> Page:
    rows = tuple(
        Row(each.id, "tick", each.title, parts.one_line(each), _who(plan, facts, each))
        for each in plan.functions.values()
    )
    lead = say("These tasks keep the business running: customers are served and bills are paid.")
    return Page(
        path=SERVE.page,
        title=say("Keep serving (BC)"),
        part=Part.SERVE,
        sections=(
            *opening(OnScreen((Banner("serve", RESTORE), Prose(lead, Tone.LEAD), CopyAge(age)))),
            *section("tasks", say("What must be done?"), Rows(rows)),
            *section("lists", say("Lists"), Links(lists.links(plan, Part.SERVE)), on_paper=False),
        ),
        sheet=Sheet(Chapter.TASKS, say("All tasks, and who does them")),
        description=say("Business continuity: the tasks that keep the business running."),
        also=(say("business continuity"),),
    )


def _who(plan: Plan, facts: Facts, function: Function) -> str:
    if function.by.automatic:
        return say("It runs by itself.")
    named = [plan.thing(hand.who).title for hand in function.by.hands if hand.who not in facts.vacant][:2]
    return words.some(named, "or") or say("Nobody is named.")


def _page(plan: Plan, facts: Facts, age: Age, function: Function, chapter: Chapter) -> Page:
    path = address(function).page
    turns = of_function(function, plan)
    workaround, pause = function.workaround, function.pause
    within = [*function.steps, *(workaround.steps if workaround else ()), *(pause.steps if pause else ())]
    ways = ways_in(plan, facts, function.needs, function.steps)
    steps = step_views.Steps(plan, path, turns, ways)
    stop_calls = call_rows.in_turn(turns, (call_rows.call(plan, id) for id in function.stop_call))
    reading = OnScreen((Prose(coverage.reading(facts), Tone.NOTE),))
    main = Steps(steps.views(function.steps))
    stop_line = StopLine(stop_calls, function.stop_when or "")
    done = section("who", say("Who does it"), *_hands(plan, facts, function))
    needs = Rows(at_hand.beside_systems(plan, function.needs))
    needed = section("before-you-begin", say("What you need"), needs, *folded(ways))
    due = Rows(tuple(_due(plan, facts, function)))
    asked = parts.asked(plan, function)
    contents = tuple(Jump(each.id, each.heading) for each in (*asked, *done, *needed))
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
                OnScreen((due,)) if due else None,
                OnScreen((Jumps((Jump("steps", say("Steps")), *contents)),)) if main else None,
                CopyAge(age),
                vendors.proposed(function, facts),
            ),
            *section(
                "limits", say("Limits: who may do what"), authority.limits(plan, function), on_paper=False
            ),
            *(section("steps", say("Steps"), stop_line, main, Buttons(())) if main else ()),
            *section(
                "stop-and-call",
                say("Stop and call"),
                Box(
                    present(
                        (Prose(function.stop_when or ""), _leave_yourself_out(stop_calls), Calls(stop_calls))
                    ),
                    BoxKind.STOP,
                    say("Stop and call somebody"),
                ),
            ),
            *asked,
            *done,
            *needed,
            *files(function, facts),
            *(_workaround(plan, facts, function, workaround, steps) if workaround else ()),
            *ready_messages.to_send(plan, function.messages, within),
            *(_pause(pause, steps) if pause else ()),
            *(
                section("without", say("What stops this task"), without, reading, on_paper=False)
                if without
                else ()
            ),
            *section(
                "stops",
                say("What stops if this task stops"),
                *parts.stopped(facts, function.id),
            ),
            *section(
                "figures",
                say("In figures"),
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
        yield Prose(say("It runs by itself. Nobody has to do anything while it works."))
    named = (call_rows.hand(plan, hand, function.limit, facts.vacant) for hand in function.by.hands)
    hands = call_rows.in_turn(of_function(function, plan), named)
    if hands:
        yield Prose(say("Ask them in this order. If the first one is away, call the next."), Tone.NOTE)
        yield Calls(hands, clocks=True)
    today = coverage.today(plan, facts, function)
    if today:
        yield OnScreen((today, Prose(coverage.reading(facts), Tone.NOTE)))
    if not hands and not function.by.automatic:
        nobody = Prose(say("This plan names nobody who does this."))
        yield Box((nobody,), BoxKind.CAREFUL, say("Nobody is named"))
    hours = words.hours(function.hours, plan.business.timezone)
    yield Prose(say("Somebody must be at work at these times: {hours}.", hours=hours) if hours else "")
    yield _amounts(plan, function)
    yield _approvals(plan, function)


def _leave_yourself_out(calls: tuple[Call, ...]) -> Prose | None:
    """Whoever reads may be one of them."""
    if not calls:
        return None
    return Prose(
        say("Call them in this order, but leave yourself out. If nobody answers, call the next."), Tone.NOTE
    )


def _pause(pause: Pause, steps: step_views.Steps) -> tuple[Section, ...]:
    return section(
        "pause",
        say("To stop this task on purpose"),
        Steps(steps.views(pause.steps)),
        Prose(say("**To start it again:** {how}", how=pause.undo)),
    )


def _promise(function: Function) -> str:
    """The two times that matter, in plain words."""
    told = []
    if function.rto and function.rto.duration:
        told.append(say("If it stops, start it again within **{time}**.", time=words.target(function.rto)))
    if function.mtpd and function.mtpd.duration:
        told.append(
            say("A stop of more than **{time}** does lasting harm.", time=words.target(function.mtpd))
        )
    return " ".join(told)


def _due(plan: Plan, facts: Facts, function: Function) -> Iterator[Row]:
    """The duties that belong to a task: who does each, and when it is due next."""
    days = {each.obligation: each.date for each in reversed(facts.calendar)}
    first = {each.id for each in plan.obligations.values() if function.id in each.stops}
    for duty in plan.obligations.values():
        if duty.id in first or duty.after in first:
            who, end = (
                parts.sentence(of_duty(plan, duty)),
                words.day(days[duty.id]) if duty.id in days else "",
            )
            after = say("Do it after {duty}.", duty=name(duty.after)) if duty.after and not end else ""
            yield Row(duty.id, "clock", duty.title, " ".join(filter(None, (who, after))), end)


def _amounts(plan: Plan, function: Function) -> Table | None:
    rows = tuple((_range(plan, band), str(band.share)) for band in function.amounts)
    heads = (say("Amount"), say("Share of all cases"))
    return Table(say("How many of the cases have which amount"), heads, rows) if rows else None


def _approvals(plan: Plan, function: Function) -> Table | None:
    rows = tuple(
        (_range(plan, each), _who_may(plan, each.create), _who_may(plan, each.approve))
        for each in function.approvals
    )
    heads = (say("Amount"), say("Who prepares it"), say("Who must approve it"))
    caption = say("Two people are needed: nobody approves what they prepared themselves")
    return Table(caption, heads, rows) if rows else None


def _who_may(plan: Plan, needs: Needs) -> str:
    who = at_hand.needed(needs)
    return say("Only {people}", people=who) if only_one(plan, needs) else who


def _range(plan: Plan, band: Band | Approval) -> str:
    return words.capital(words.bounds(band.over, band.up_to, plan.business.currency)) or say("Any amount")


def _impact(function: Function) -> Table | None:
    rows = tuple((words.duration(each.after), str(each.what)) for each in function.impact)
    return Table(say("How the harm grows"), (say("After"), say("What happens")), rows) if rows else None


def _workaround(
    plan: Plan, facts: Facts, function: Function, way: Workaround, steps: step_views.Steps
) -> tuple[Section, ...]:
    told = []
    if way.capacity:
        told.append(
            say("About {percent} of the work gets done with this workaround.", percent=str(way.capacity))
        )
    if way.at_most:
        told.append(say("You can use this workaround for {time} at most.", time=words.duration(way.at_most)))
    return section(
        "workaround",
        say("If the usual way does not work"),
        Prose(way.do or ""),
        Prose(" ".join(told), Tone.NOTE),
        Calls(
            call_rows.in_turn(
                Turns(plan, way.by),
                (call_rows.hand(plan, hand, function.limit, facts.vacant) for hand in way.by),
            )
        ),
        Rows(at_hand.needs(plan, way.needs)),
        Steps(steps.views(way.steps)),
    )


def _figures(plan: Plan, facts: Facts, function: Function) -> tuple[Fact, ...]:
    currency = plan.business.currency
    return parts.figures(
        (say("Back within (RTO, recovery time objective)"), words.target(function.rto)),
        (say("Longest acceptable stop (MTPD)"), words.target(function.mtpd)),
        (say("Minimum level (MBCO)"), function.minimum),
        (
            say("Minimum level as a share of the work"),
            str(function.minimum_share) if function.minimum_share else None,
        ),
        (say("Answer within"), words.duration(function.answer_within)),
        (say("Nobody is needed for"), words.duration(function.unattended)),
        (
            say("When it stops"),
            say("Only when a duty that is part of it is not done in time.")
            if function.only_when_due
            else None,
        ),
        (say("What you lose while it is stopped"), words.loss(function.loss, currency)),
        (say("Skills that it takes"), literal(words.some(function.skills))),
        (say("Last drill"), parts.last_drill(plan, facts, function.id)),
        (say("Owner of this task"), name(function.owner) if function.owner else None),
        (say("Last checked"), words.day(function.reviewed.date) if function.reviewed else None),
        (say("Check it again every"), words.duration(function.review_every)),
    )
