"""One sheet for each page of the site: the same view, in the order in which paper needs it."""

from __future__ import annotations

from outlast.binder.data import Data, Ink, box, direction, note, part
from outlast.model.prose import literal
from outlast.pages.entries import Entry
from outlast.pages.functions import FunctionView, WorkaroundView
from outlast.pages.headings import HeadingsView
from outlast.pages.nobody import NobodyView
from outlast.pages.people import PersonView, SupplierView
from outlast.pages.readiness import DrillView, PromiseView
from outlast.pages.scenarios import HalfView, PhaseView, ScenarioView
from outlast.pages.systems import SystemView
from outlast.pages.view import Fact, MessageView, Phrase, Table, VersionView
from outlast.pages.ways_in import WayIn

DAYS = {
    "first-hour": "Day 1",
    "first-day": "Day 1",
    "first-week": "Days 2 to 7",
    "until-over": "From day 8",
    "stand-down": "Last day",
}
"""Which days each phase of a scenario fills."""
HALVES = (("serve", "Keep serving (BC)"), ("restore", "Restore (DR)"))


def function(ink: Ink, view: FunctionView) -> list[Data]:
    hands = ink.calls(view.hands)
    return [
        *ink.prose(view.about),
        *_promised(ink, view.promise),
        *part(
            "Who does it",
            note("It runs by itself. Nobody has to do anything while it works.") if view.automatic else [],
            note("In this order. Is the first one away? Call the next.") if hands else [],
            hands,
            note("This plan names nobody who does this.") if view.nobody else [],
            note(f"Somebody must be there: {view.hours}.") if view.hours else [],
            ink.table(view.amounts),
            ink.table(view.approvals),
        ),
        *part("Before you begin", ink.rows(view.needs), _ways_in(ink, view.ways_in)),
        *part("Steps", ink.steps(view.steps)),
        *box(
            "stop",
            "Stop and call somebody",
            [*ink.prose(view.stop_when), *ink.calls(view.stop_calls)],
        ),
        *part("Files", ink.attachments(view.attachments)),
        *(_workaround(ink, view.workaround) if view.workaround else []),
        *_messages(ink, view.messages),
        *(
            part(
                "To stop it on purpose",
                ink.steps(view.pause.steps),
                ink.fact("To take it up again", view.pause.undo),
            )
            if view.pause
            else []
        ),
        *part("Questions", ink.questions(view.questions)),
        *part("What stops if this stops", ink.things(view.stops)),
        *part("In figures", ink.facts(view.figures), ink.table(view.impact), ink.facts(view.links)),
    ]


def _ways_in(ink: Ink, ways: tuple[WayIn, ...]) -> list[Data]:
    """A line for each system: its name, and what one must have at hand."""
    return ink.facts(
        Fact(
            way.name + (f", {way.role}" if way.role else ""),
            "; ".join(f"{each.label}: {each.value}" for each in way.facts),
        )
        for way in ways
    )


def _workaround(ink: Ink, view: WorkaroundView) -> list[Data]:
    return part(
        "If the usual way is gone",
        ink.prose(view.do),
        note(view.limits),
        ink.calls(view.hands),
        ink.rows(view.needs),
        ink.steps(view.steps),
    )


def system(ink: Ink, view: SystemView) -> list[Data]:
    support = view.support
    return [
        *ink.prose(view.about),
        *_promised(ink, view.promise),
        *ink.facts(view.sign_in),
        *box("careful", "Not tried yet", ink.prose(view.unverified)),
        *part("What do you see?", ink.table(view.symptoms)),
        *part(
            "How it comes back",
            ink.facts(view.restore_facts),
            note("Who can bring it back, best first:") if view.restorers else [],
            ink.calls(view.restorers),
            note("Have these at hand:") if view.restore_needs or view.restore_ways_in else [],
            ink.rows(view.restore_needs),
            _ways_in(ink, view.restore_ways_in),
            ink.steps(view.steps),
        ),
        *_messages(ink, view.messages),
        *part(
            "Who gets in",
            ink.table(view.access),
            box("careful", "Only the owner can", ink.lines(view.owner_only)),
        ),
        *part("Backups", ink.table(view.backups)),
        *(
            part("Who helps", ink.reach(support.reach), ink.facts(support.facts), ink.prose(support.notes))
            if support
            else []
        ),
        *part("The bill", ink.facts(view.bill)),
        *part("What it runs on", ink.rows(view.needs)),
        *part("What stops without it", ink.things(view.stops)),
        *part("Files", ink.attachments(view.attachments)),
        *part("Questions", ink.questions(view.questions)),
        *part("In figures", ink.facts(view.figures), ink.facts(view.links)),
    ]


def scenario(ink: Ink, view: ScenarioView) -> list[Data]:
    return [
        *ink.prose(view.about),
        *ink.fact("Last tried", view.tried),
        *part("Is this it?", ink.lines(view.signs)),
        *part(
            "Who decides",
            ink.prose(view.invoke_when),
            note("Any one of them can say that this is it:") if view.deciders else [],
            ink.calls(view.deciders),
        ),
        *([{"kind": "begun"}] if view.halves else []),
        *part("What is gone", ink.lines(view.lost)),
        *part("It may also be", ink.table(view.variants)),
        *box("stop", "Do not", ink.lines(view.never)),
        *phases(ink, view.halves),
        *part("Decided beforehand", ink.things(each.id for each in view.decisions)),
        *part("Who must be told", ink.table(view.notices)),
        *_messages(ink, view.messages),
        *part("No need to worry about", ink.lines(view.not_affected)),
        *part("Keep these", ink.lines(view.evidence)),
        *part(
            "When it is over",
            ink.prose(view.over_when),
            phases(ink, view.stand_down),
            part("Hand back", ink.steps(view.hand_back)),
        ),
        *part("Files", ink.attachments(view.attachments)),
        *part("Questions", ink.questions(view.questions)),
        *part("On the web", ink.facts(view.links)),
        {"kind": "days"},
    ]


def phases(ink: Ink, halves: tuple[HalfView, ...]) -> list[Data]:
    """The phases in order of time, each with both halves; numbers run on through a half."""
    seen: dict[str, Data] = {}
    for half, title in HALVES:
        number = 1
        for phase in (each for view in halves if view.half == half for each in view.phases):
            name = phase.id.removeprefix(f"{half}-")
            made = seen.setdefault(name, _phase(name, phase))
            made["halves"].append({"half": half, "title": title, "blocks": ink.steps(phase.steps, number)})
            number += len(phase.steps)
    return [seen[name] for name in DAYS if name in seen]


def _phase(name: str, phase: PhaseView) -> Data:
    return {"kind": "phase", "title": phase.title, "days": DAYS[name], "halves": []}


def person(ink: Ink, view: PersonView) -> list[Data]:
    return [
        *(note(view.role) if view.name != view.role else []),
        *ink.prose(view.about),
        *box(
            "careful",
            "Nobody has this role yet",
            note("There is nobody to call for it.") if view.vacant else [],
        ),
        *ink.reach(view.reach),
        *ink.facts(view.facts),
        *part("May, alone", ink.lines(map(literal, view.authority.may))),
        *part("Must not", ink.lines(map(literal, view.authority.may_not))),
        *part("What they do", ink.rows(view.functions)),
        *part("Duties with a day", ink.things(view.duties)),
        *part("Shifts", ink.things(view.shifts)),
        *part("Where they get in", ink.table(view.systems)),
        *part("What they can bring back", ink.things(view.restores)),
        *part("What they carry", ink.things(view.holds)),
        *part("What they may declare", ink.things(view.invokes)),
        *part("To know", ink.prose(view.notes)),
        *part("Files", ink.attachments(view.attachments)),
        *part("Questions", ink.questions(view.questions)),
        *part("On the web", ink.facts(view.links)),
    ]


def supplier(ink: Ink, view: SupplierView) -> list[Data]:
    return [
        *ink.prose(view.about),
        *part("What comes from them", ink.lines(view.provides)),
        *part("Whom to call", ink.calls(view.contacts)),
        *part("In figures", ink.facts(view.facts)),
        *part("How they are paid", ink.facts(view.payment), ink.steps(view.steps)),
        *_messages(ink, view.messages),
        *part("When they are closed", ink.table(view.closures)),
        *part("Who else could deliver", ink.table(view.alternatives)),
        *part("What they do for us", ink.things(view.does)),
        *part("Files", ink.attachments(view.attachments)),
        *part("Questions", ink.questions(view.questions)),
        *part("On the web", ink.facts(view.links)),
    ]


def entry(ink: Ink, view: Entry) -> list[Data]:
    return [
        *ink.prose(view.about),
        *ink.facts(view.facts),
        *ink.reach(view.reach),
        *ink.table(view.table),
        *ink.calls(view.calls),
        *(block for each in view.chains for block in (*ink.prose(each.says), *ink.calls(each.calls))),
        *ink.steps(view.steps),
        *ink.attachments(view.attachments),
        *ink.questions(view.questions),
        *ink.facts(view.links),
        *(note(f"Also called: {view.also}.") if view.also else []),
    ]


def message(ink: Ink, view: MessageView) -> list[Data]:
    """The words in every language, blanks as lines to write on."""
    return [
        *note(f"{view.channel[:1].upper()}{view.channel[1:]}, to: {view.to}"),
        *ink.prose(view.about),
        *(_version(version, several=len(view.versions) > 1) for version in view.versions),
    ]


def promise(ink: Ink, view: PromiseView) -> list[Data]:
    return [
        *ink.prose(view.about),
        *ink.facts(view.facts),
        *ink.attachments(view.attachments),
        *ink.questions(view.questions),
        *ink.facts(view.links),
    ]


def drill(ink: Ink, view: DrillView) -> list[Data]:
    return [
        *ink.prose(view.about),
        *ink.facts(view.facts),
        *ink.lines(view.findings),
        *ink.table(view.actions),
        *ink.attachments(view.attachments),
        *ink.questions(view.questions),
        *ink.facts(view.links),
    ]


def nobody(ink: Ink, view: NobodyView) -> list[Data]:
    """The calendar to tick: what must be done, and what stops if it is not."""
    return [
        *ink.prose(view.lead),
        *note(view.reading),
        *part("What stops, and when", ink.lines(view.stops)),
        *part(view.events.caption, [{**grid, "tick": True} for grid in ink.table(view.events)]),
    ]


def headings(ink: Ink, view: HeadingsView) -> list[Data]:
    """What is asked for, and what answers it."""
    rows = tuple(
        (
            row.title,
            row.iso,
            row.ready,
            ("In part: " if row.partly else "") + ", ".join(way.text for way in row.answers) or row.lacking,
        )
        for row in view.rows
    )
    heads = ("Heading", "ISO 22301", "Ready.gov", "Answered by")
    return [*ink.prose(view.verdict), *ink.table(Table("", heads, rows))]


def _promised(ink: Ink, promise: str) -> list[Data]:
    return [{"kind": "promise", "text": ink.line(promise)}] if promise else []


def _messages(ink: Ink, messages: tuple[MessageView, ...]) -> list[Data]:
    """On paper each message stands once, in its own chapter."""
    return part("Messages ready to send", ink.things(each.id for each in messages))


def _version(version: VersionView, *, several: bool) -> Data:
    said = "".join(phrase.text for phrases in version.body for phrase in phrases if not phrase.blank)
    return {
        "kind": "version",
        "lang": version.language,
        "language": version.language_name if several else "",
        "subject": _phrases(version.subject),
        "body": [_phrases(paragraph) for paragraph in version.body],
        "dir": direction(said),
    }


def _phrases(phrases: tuple[Phrase, ...]) -> list[Data]:
    return [{"blank": each.blank.label} if each.blank else {"text": each.text} for each in phrases]
