"""The page of a drill: the sheet that somebody works through while their time is taken, and a call chain.

It stands alone: a file to open in a browser, or paper. What it says of the thing is what the runbook says.
"""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis.step_keys import digest, steps_of
from outlast.languages import mark, say
from outlast.model import Plan, Thing
from outlast.model.call_trees import CallTree
from outlast.model.functions import Function
from outlast.model.systems import System
from outlast.pages import at_hand, call_rows, ready_messages, step_views
from outlast.pages.addresses import address
from outlast.pages.numbers import quickest
from outlast.pages.turns import of_function
from outlast.reasons import name
from outlast.site import Page, Part
from outlast.site.blocks import (
    Box,
    BoxKind,
    Bullets,
    Calls,
    Fold,
    Form,
    Message,
    OnPaper,
    OnScreen,
    Prose,
    Rows,
    Section,
    Steps,
    Table,
    Tone,
    opening,
    present,
    section,
)
from outlast.site.paper import NoSheet
from outlast.site.parts import StepView

LEAD = mark("This is a drill: nothing is broken. You test whether this page tells you enough.")
COLD = (
    mark("Choose a person who has **never done this**. Give them this page and nothing else."),
    mark("Sit beside them and stay silent. Each time you want to help, the page lacks something."),
    mark("They press *I am stuck here* when they do not know what to do. They write what they looked for."),
    mark("Use a harmless case: your own order, an amount of one euro, or a copy."),
)
PRACTISED = (
    mark("Follow the steps exactly, even if you know a shorter way."),
    mark("Press *I am stuck here* where the page is wrong or does not tell you enough."),
    mark("Use a harmless case: your own order, an amount of one euro, or a copy."),
)
CALLING = (
    mark("**First** tell everybody that this is a drill. Say it again in every call."),
    mark("Tick a person when you have spoken to them. A voicemail does not count."),
    mark("Press *No answer* if the number is wrong, or if nobody answers in time."),
)
KEEP = mark("Save the log at the end. `outlast learn` reads it and proposes what to change in the plan.")


def page(plan: Plan, thing: Thing, *, cold: bool = False) -> Page:
    """The drill of the steps of a thing.

    Args:
        cold: whether it is for somebody who has never done it.
    """
    steps = _steps(plan, thing)
    return Page(
        f"drill-{thing.id}",
        say("Drill: {title}", title=thing.title),
        Part.READINESS,
        (
            *opening(Prose(say(LEAD), Tone.LEAD), Prose(thing.about or "")),
            *section(
                "rules",
                say("How the drill works"),
                Bullets(tuple(map(say, COLD if cold else PRACTISED))),
                Prose(say(KEEP), Tone.NOTE),
            ),
            *section("before-you-begin", say("Before you begin"), *_before(plan, thing)),
            *section("steps", say("Steps"), steps),
            *section("messages", say("Messages that are ready to send"), OnScreen(_messages(plan, thing))),
            *_sheet(say("What did you look for? What was wrong?"), steps.steps),
        ),
        NoSheet.SCREEN_ONLY,
    )


def calls(plan: Plan, tree: CallTree) -> Page:
    """The drill of a call tree: who answers, and how soon."""
    chains = [
        (each.who, tuple(_call(plan, str(each.who), who) for who in each.called)) for each in tree.calls
    ]
    told = ready_messages.messages(plan, tree.messages, ())
    waits = (
        say("Let it ring for {time}. Then call the next person.", time=words.duration(tree.wait))
        if tree.wait
        else ""
    )
    every = tuple(view for _, views in chains for view in views)
    return Page(
        f"drill-{tree.id}",
        say("Drill: {title}", title=tree.title),
        Part.READINESS,
        (
            *opening(Prose(say(LEAD), Tone.LEAD), Prose(tree.about or "")),
            *section(
                "rules",
                say("How the drill works"),
                Bullets(tuple(map(say, CALLING))),
                Prose(say(KEEP), Tone.NOTE),
            ),
            *section("nobody", say("If nobody answers"), Prose(waits), Prose(tree.if_nobody or "")),
            *(
                each
                for who, views in chains
                for each in section(
                    f"calls-{who}", say("{person} calls", person=plan.things[who].title), Steps(views)
                )
            ),
            *section("say", say("What to say"), *told),
            *_sheet(say("Who answered? Which number was wrong?"), every),
        ),
        NoSheet.SCREEN_ONLY,
    )


def call_key(caller: str, called: str) -> str:
    """The id of a call in the drill of a call tree."""
    return f"call-{digest(f'{caller} calls {called}')}"


def _call(plan: Plan, caller: str, called: str) -> StepView:
    return StepView(
        call_key(caller, called),
        say("{person} answers in person", person=name(called)),
        by=called,
        call=quickest(plan, called),
    )


def _steps(plan: Plan, thing: Thing) -> Steps:
    turns = of_function(thing, plan) if isinstance(thing, Function) else None
    return Steps(step_views.Steps(plan, address(thing).page, turns).views(steps_of(thing)))


def _before(plan: Plan, thing: Thing) -> Iterator[Rows | Prose | Box]:
    if isinstance(thing, Function):
        yield Rows(at_hand.needs(plan, thing.needs))
        stop = Calls(tuple(call_rows.call(plan, id) for id in thing.stop_call))
        yield Box(present((Prose(thing.stop_when or ""), stop)), BoxKind.STOP, say("Stop and call somebody"))
    elif isinstance(thing, System):
        yield Prose(at_hand.login(thing))
        yield Rows(at_hand.needs(plan, thing.restore.needs if thing.restore else ()))
        target = words.target(thing.rto)
        yield Prose(say("It must be back within {time} (RTO).", time=target) if target else "")
    elif needed := getattr(thing, "needs", ()):
        yield Rows(at_hand.needs(plan, needed))
    if thing.owner:
        yield Prose(say("The owner of this page is {person}.", person=name(thing.owner)), Tone.NOTE)


def _messages(plan: Plan, thing: Thing) -> tuple[Message | Fold, ...]:
    named = thing.messages if isinstance(thing, Function) else ()
    ready = ready_messages.messages(plan, [str(each) for each in named], steps_of(thing))
    return tuple(Fold((each,), each.name, f"message-{each.id}") for each in ready)


def _sheet(question: str, steps: tuple[StepView, ...]) -> tuple[Section, ...]:
    """What paper has instead of a clock: a row for each step, to write on."""
    rows = tuple((str(number), "", "", "") for number in range(1, len(steps) + 1))
    heads = (say("Step"), say("Begun at"), say("Done at"), question)
    who = Form(((say("Who"), 40), (say("Day"), 25), (say("Begun at"), 15), (say("Done at"), 20)), 1)
    return section(
        "sheet",
        say("To fill in"),
        OnPaper((who, Table("", heads, rows), Form(((say("What else did you learn?"), 100),), 4))),
    )
