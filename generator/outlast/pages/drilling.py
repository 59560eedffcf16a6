"""The page of a drill: the sheet that somebody works through while their time is taken, and a call chain.

It stands alone: a file to open in a browser, or paper. What it says of the thing is what the runbook says.
"""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis.step_keys import digest, steps_of
from outlast.model import Plan, Thing
from outlast.model.call_trees import CallTree
from outlast.model.functions import Function
from outlast.model.systems import System
from outlast.pages import parts
from outlast.pages.addresses import address
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

LEAD = "This is a drill. Nothing is broken. Somebody tries whether this page is enough."
COLD = (
    "Choose somebody who has **never done this**. Give them this page and nothing else.",
    "Sit beside them and stay silent. Each time you want to help, the page has a gap.",
    "They press *I am stuck here* when they do not know what to do, and write what they looked for.",
    "Use a harmless case: your own order, one euro, a copy.",
)
PRACTISED = (
    "Do the steps as they stand here, even where you know a shorter way.",
    "Press *I am stuck here* where the page is wrong or says too little.",
    "Use a harmless case: your own order, one euro, a copy.",
)
CALLING = (
    "Tell everybody **first** that this is a drill. Say it again in every call.",
    "Tick a person when they have answered in person. A voice mail is no answer.",
    "Press *No answer* when the number is wrong, or when nobody answers in time.",
)
KEEP = "Save the log at the end. `outlast learn` then proposes what the plan should say now."


def page(plan: Plan, thing: Thing, *, cold: bool = False) -> Page:
    """The drill of the steps of a thing.

    Args:
        cold: whether it is for somebody who has never done it.
    """
    steps = _steps(plan, thing)
    return Page(
        f"drill-{thing.id}",
        f"Drill: {thing.title}",
        Part.READINESS,
        (
            *opening(Prose(LEAD, Tone.LEAD), Prose(thing.about or "")),
            *section(
                "rules", "How the drill works", Bullets(COLD if cold else PRACTISED), Prose(KEEP, Tone.NOTE)
            ),
            *section("before-you-begin", "Before you begin", *_before(plan, thing)),
            *section("steps", "Steps", steps),
            *section("messages", "Messages ready to send", OnScreen(_messages(plan, thing))),
            *_sheet("What did you look for? What was wrong?", steps.steps),
        ),
        NoSheet.SCREEN_ONLY,
    )


def calls(plan: Plan, tree: CallTree) -> Page:
    """The drill of a call tree: who answers, and how soon."""
    chains = [
        (each.who, tuple(_call(plan, str(each.who), str(who)) for who in each.calls)) for each in tree.calls
    ]
    told = parts.message(plan, plan.messages[tree.message]) if tree.message else None
    waits = f"Ring for {words.duration(tree.wait)}, then go on." if tree.wait else ""
    every = tuple(view for _, views in chains for view in views)
    return Page(
        f"drill-{tree.id}",
        f"Drill: {tree.title}",
        Part.READINESS,
        (
            *opening(Prose(LEAD, Tone.LEAD), Prose(tree.about or "")),
            *section("rules", "How the drill works", Bullets(CALLING), Prose(KEEP, Tone.NOTE)),
            *section("nobody", "When nobody answers", Prose(waits), Prose(tree.if_nobody or "")),
            *(
                each
                for who, views in chains
                for each in section(f"calls-{who}", f"{plan.things[who].title} calls", Steps(views))
            ),
            *section("say", "What to say", told),
            *_sheet("Answered by whom? Which number was wrong?", every),
        ),
        NoSheet.SCREEN_ONLY,
    )


def call_key(caller: str, called: str) -> str:
    """The id of a call in the drill of a call tree."""
    return f"call-{digest(f'{caller} calls {called}')}"


def _call(plan: Plan, caller: str, called: str) -> StepView:
    return StepView(
        call_key(caller, called),
        f"{{{called}}} answers in person",
        by=called,
        call=parts.telephone(plan, called),
    )


def _steps(plan: Plan, thing: Thing) -> Steps:
    return Steps(parts.Steps(plan, address(thing).page).views(steps_of(thing)))


def _before(plan: Plan, thing: Thing) -> Iterator[Rows | Prose | Box]:
    if isinstance(thing, Function):
        yield Rows(parts.needs(plan, thing.needs))
        stop = Calls(tuple(parts.call(plan, id) for id in thing.stop_call))
        yield Box(present((Prose(thing.stop_when or ""), stop)), BoxKind.STOP, "Stop and call somebody")
    elif isinstance(thing, System):
        yield Prose(parts.login(thing))
        yield Rows(parts.needs(plan, thing.restore.needs if thing.restore else ()))
        target = words.target(thing.rto)
        yield Prose(f"It is promised back within {target} (RTO)." if target else "")
    elif needed := getattr(thing, "needs", ()):
        yield Rows(parts.needs(plan, needed))
    if thing.owner:
        yield Prose(f"{name(thing.owner)} answers for this page.", Tone.NOTE)


def _messages(plan: Plan, thing: Thing) -> tuple[Message | Fold, ...]:
    named = thing.messages if isinstance(thing, Function) else ()
    ready = parts.messages(plan, [str(each) for each in named], steps_of(thing))
    return tuple(Fold((each,), each.name, f"message-{each.id}") for each in ready)


def _sheet(question: str, steps: tuple[StepView, ...]) -> tuple[Section, ...]:
    """What paper has instead of a clock: a row for each step, to write on."""
    rows = tuple((str(number), "", "", "") for number in range(1, len(steps) + 1))
    heads = ("Step", "Begun at", "Done at", question)
    who = Form((("Who", 40), ("Day", 25), ("Begun at", 15), ("Done at", 20)), 1)
    return section(
        "sheet",
        "To fill in",
        OnPaper((who, Table("", heads, rows), Form((("What else was learned", 100),), 4))),
    )
