"""What the what-if says already of a plan that was just begun: what stops while its founder is away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from outlast.analysis.whatif.answer import Answer, BandAnswer, Stop
from outlast.analysis.whatif.causes import Cause
from outlast.analysis.whatif.question import WINDOW, Question
from outlast.catalogue.fragments import situation
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.reasons.causes import reasons
from outlast.reasons.plain import plain
from outlast.reasons.states import band

MOST = 5
"""Functions that are named; more than that nobody reads at the end of a long evening."""


def outlook(plan: Plan, today: date, known: Mapping[str, Answer] = MappingProxyType({})) -> tuple[str, ...]:
    """Sentences about the next three weeks without whoever the shop belongs to.

    Args:
        known: the answers for three weeks without somebody, as far as they are known.
    """
    founder = situation(plan).owner
    if founder is None or not plan.functions:
        return ()
    found = known.get(founder) or _answered(plan, Question(today, ((founder, WINDOW),)))
    stops = _stopping(found)
    name = plan.people[founder].title
    if not stops:
        return (
            say(
                "If {person} is away for three weeks, nothing stops, as far as this plan knows.", person=name
            ),
        )
    told = [_stop(plan, found.start.date(), founder, *each) for each in stops[:MOST]]
    more = len(stops) - len(told)
    if more:
        command = f"outlast whatif --away {founder}"
        told.append(
            say_count("- and {count} more: {command}", "- and {count} more: {command}", more, command=command)
        )
    return (say("If {person} is away for three weeks:", person=name), *told)


def _answered(plan: Plan, question: Question) -> Answer:
    """The answer alone: nobody is told here whom to ask and what to do, which takes longer."""
    from outlast.analysis.whatif.answering import answer
    from outlast.analysis.whatif.engine import Engine

    return answer(Engine(plan), question)


def _stopping(answer: Answer) -> list[tuple[str, BandAnswer | None, Stop]]:
    """The functions that stop in that time, each at its first stop; also those that would stop anyway.

    With the amounts that stop, where others go on.
    """
    first = []
    for function in answer.functions.values():
        stops = [(part, stop) for part in function.bands for stop in part.stops if stop.start < answer.end]
        if stops:
            part, stop = min(stops, key=lambda pair: pair[1].start)
            whole = {each.number for each, _ in stops} == {each.number for each in function.bands}
            first.append((function.function, None if whole else part, stop))
    return sorted(first, key=lambda each: each[2].start)


def _stop(
    plan: Plan, start: date, founder: str, function: str, amounts: BandAnswer | None, stop: Stop
) -> str:
    day = (stop.start.date() - start).days
    others = tuple(_without(founder, stop.causes))
    why = reasons(plan, start, others, stop.start)
    because = plain(plan, why[0]).rstrip(".:") if why else say("nobody else does it")
    title, because = plan.functions[function].title, _inside(because, plan)
    if amounts:
        # For translators: the reason is a sentence without its capital, which may follow a colon.
        return say(
            "- “{function}”, {amounts}, stops on day {day}, because {reason}.",
            function=title,
            amounts=band(plan, amounts),
            day=day,
            reason=because,
        )
    # For translators: the reason is a sentence without its capital, which may follow a colon.
    return say(
        "- “{function}” stops on day {day}, because {reason}.", function=title, day=day, reason=because
    )


def _inside(sentence: str, plan: Plan) -> str:
    """A sentence as a part of another one: a name keeps its capital."""
    named = any(sentence.startswith(thing.title) for thing in plan.things.values())
    return sentence if named else sentence[:1].lower() + sentence[1:]


def _without(founder: str, causes: Iterable[Cause]) -> Iterator[Cause]:
    """The causes less that the founder is away, which goes without saying."""
    for cause in causes:
        if cause.node == founder:
            continue
        kept = tuple(_without(founder, cause.of))
        if kept or not cause.of:
            yield replace(cause, of=kept)
