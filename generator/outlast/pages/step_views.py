"""The tick boxes of a page, and the steps inside others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from outlast import words
from outlast.analysis.step_keys import digest, words_of
from outlast.languages import say
from outlast.model import Plan
from outlast.model.messages import BLANK, LASTING
from outlast.model.prose import MENTION, literal
from outlast.model.steps import Step
from outlast.pages.authority import rule
from outlast.pages.numbers import numbers, quickest
from outlast.pages.turns import Turns
from outlast.site.parts import CHOOSE, BranchView, StepView, WayIn
from outlast.site.places import BLANK_SCHEME, EACH


class Steps:
    """Makes the tick boxes of one page; boxes with the same words are told apart by their order."""

    def __init__(self, plan: Plan, page: str, turns: Turns | None = None, ways: Iterable[WayIn] = ()) -> None:
        """`ways` are those to sign in that the page holds: the first step in a system leads to them."""
        self._plan = plan
        self._turns = turns or Turns(plan)
        self._page = page.replace("/", "-")
        self._seen: Counter[str] = Counter()
        self._ways = {way.id for way in ways}

    def views(self, steps: Iterable[Step], using: tuple[str, ...] = ()) -> tuple[StepView, ...]:
        """One view a step; a procedure that is used brings its own steps along.

        `using` are the procedures around these steps, so that none is unrolled inside itself.
        """
        return tuple(self._view(step, using) for step in steps)

    def _view(self, step: Step, using: tuple[str, ...]) -> StepView:
        procedure = self._plan.procedures.get(step.use) if step.use and step.use not in using else None
        do = self._labelled(step.do) or ""
        sign_in = step.in_ in self._ways
        place = (
            step.in_ or next((each.in_ for each in procedure.steps if each.in_), None)
            if procedure
            else step.in_
        )
        self._ways -= {step.in_}
        asked = step.by if step.by in self._plan.people else None
        # Whoever the step is about has another part in it: a payment, and who prepared it.
        after = self._turns.after(asked, place, MENTION.findall(do), rules=step.rules) if asked else None
        return StepView(
            id=self._id(words_of(step)),
            do=do or _instead(step),
            by=step.by,
            call=quickest(self._plan, step.by) if step.by else None,
            next=after,
            alone=bool(asked and place and not after and self._turns.inside(place)),
            where=step.in_,
            sign_in=sign_in,
            takes=words.duration(step.takes),
            expect=self._labelled(step.expect),
            if_not=self._labelled(step.if_not),
            undo=self._labelled(step.undo),
            warn=self._labelled(step.warn),
            rules=tuple(rule(self._turns, key, step.by) for key in step.rules),
            numbers=tuple(numbers(self._plan, do, step.by)),
            when=step.when,
            for_each=step.for_each,
            wait_until=step.wait_until if step.do else None,
            unverified=step.unverified,
            novice=bool(step.novice),
            command=step.command,
            language=str(step.language or ""),
            check=step.check,
            message=step.message,
            branches=tuple(BranchView(way.when, self.views(way.steps, using)) for way in step.choose),
            parallel=self.views(step.parallel, using),
            steps=self.views(procedure.steps, (*using, procedure.id)) if procedure else (),
            procedure=procedure.id if procedure else None,
        )

    def _labelled(self, text: str | None) -> str | None:
        """A text with its blanks called as the messages of the plan call them."""
        return text and BLANK.sub(self._blank, text)

    def _blank(self, match: re.Match[str]) -> str:
        blank = match[1]
        if known_blanks(self._plan).get(blank):
            return literal(known_blanks(self._plan)[blank])
        known = (each.blanks.items() for each in self._plan.messages.values())
        called = (label for blanks in known for key, label in blanks if key == blank)
        label = re.sub(r"[\[\]]", "", next(called, blank))
        return f"[{literal(label)}]({BLANK_SCHEME}{blank}{'' if blank in LASTING else EACH})"

    def _id(self, text: str) -> str:
        key = digest(text)
        self._seen[key] += 1
        ordinal = f"-{self._seen[key]}" if self._seen[key] > 1 else ""
        return f"{self._page}-{key}{ordinal}"


def _instead(step: Step) -> str:
    """What stands beside the box of a step that says no `do`."""
    if step.use:
        return ""
    if step.message:
        return say("Send the message.")
    if step.wait_until:
        # For translators: {event} is in the words of the plan: the bank has confirmed the payment.
        return say("Wait until {event}.", event=step.wait_until.rstrip("."))
    if step.choose:
        return say(CHOOSE)
    return say("Do these at the same time.") if step.parallel else say("Run the command.")


def known_blanks(plan: Plan) -> dict[str, str]:
    """The blanks that the plan fills itself; empty what it does not know."""
    return {"business": str(plan.business.name), "website": str(plan.business.website or "")}


def all_steps(plan: Plan, steps: Iterable[Step], using: tuple[str, ...] = ()) -> Iterator[Step]:
    """Every step, those inside others and inside used procedures too, in order."""
    for step in steps:
        yield step
        for way in step.choose:
            yield from all_steps(plan, way.steps, using)
        yield from all_steps(plan, step.parallel, using)
        if step.use and step.use not in using and step.use in plan.procedures:
            yield from all_steps(plan, plan.procedures[step.use].steps, (*using, step.use))
