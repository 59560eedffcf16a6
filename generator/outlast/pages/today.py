"""Today for me: what one person does today, decides and asks for, and their week on paper."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.model.people import Person
from outlast.model.scenarios import Scenario
from outlast.pages.addresses import SCENARIOS, TODAY
from outlast.pages.age import reading
from outlast.pages.agenda import Mine
from outlast.pages.copy import Copy
from outlast.pages.first_week import main_scenarios
from outlast.pages.other_days import OfDay
from outlast.site import Page, Part
from outlast.site.blocks import CopyAge, Live, Place, Prose, Section, Tone, in_layer, opening
from outlast.site.paper import Chapter, NoSheet, Sheet
from outlast.site.places import words_to

ORDER = 15
LEAD = mark(
    "Choose your name once. This page then says what you do each day, what you may decide, and whom to ask."
)


def pages(copy: Copy) -> Iterator[Page]:
    """One page for everybody, where it knows who does what: their duties while nothing has happened."""
    plan, facts = copy.plan, copy.facts
    mine = _sections(plan, facts)
    if not facts.outlook.upkeep or not mine:
        return
    # For translators: {scenarios} is a link to the page "Scenarios".
    happened = say(
        "Has something happened? Open {scenarios}, choose the page that fits, and start the scenario there.",
        scenarios=words_to(say("Scenarios"), SCENARIOS),
    )
    yield Page(
        path=TODAY.page,
        title=say("Today for me"),
        part=Part.START,
        sections=(
            *opening(
                Prose(say(LEAD), Tone.LEAD),
                Place(Live.WHO),
                CopyAge(reading(copy.age, _people(plan))),
                Prose(happened, Tone.CALM),
            ),
            *in_layer(TODAY.page, mine),
        ),
        sheet=NoSheet.ELSEWHERE,
        description=say("What you do today, what you may decide, and whom to ask."),
        also=(say("my tasks"), say("to do"), say("week"), say("who am I")),
    )


def daily(copy: Copy) -> Iterator[OfDay]:
    """What everybody does from that day on, while nothing has happened."""
    yield OfDay(TODAY.page, _sections(copy.plan, copy.facts))


def begun(copy: Copy) -> Iterator[OfDay]:
    """What everybody does in each scenario that begins on that day."""
    for id in copy.facts.outlook.scenarios:
        scenario = copy.plan.scenarios[id]
        for each in _sections(copy.plan, copy.facts, scenario):
            # A file for each person: nobody loads what the others do.
            yield OfDay(f"{TODAY.page}/{id}/{each.id}", (each,), TODAY.page)


def sheets(plan: Plan, facts: Facts) -> Iterator[Page]:
    """The weeks of each stand-in on paper, for the scenarios that are likeliest."""
    for scenario in main_scenarios(plan):
        for person in _people(plan):
            mine = Mine(plan, facts, person, scenario)
            if person.id not in mine.gone and mine.agenda:
                yield Page(
                    path=f"{TODAY.page}-{scenario.id}-{person.id}",
                    title=say("{person}: {scenario}", person=person.title, scenario=scenario.title),
                    part=Part.START,
                    sections=(mine.section(),),
                    sheet=Sheet(Chapter.WEEKS),
                )


def _sections(plan: Plan, facts: Facts, scenario: Scenario | None = None) -> tuple[Section, ...]:
    return tuple(Mine(plan, facts, person, scenario).section() for person in _people(plan))


def _people(plan: Plan) -> tuple[Person, ...]:
    """Everybody with a name: a role that nobody has has no day."""
    return tuple(person for person in plan.people.values() if person.name)
