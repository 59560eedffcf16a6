"""How people and suppliers are reached, and the numbers of those whom a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from outlast import words
from outlast.languages import say
from outlast.model import Plan
from outlast.model.people import Person, Reach
from outlast.model.prose import MENTION
from outlast.model.suppliers import Supplier
from outlast.reasons import name
from outlast.site.parts import QuestionView, ReachView

AT_ONCE = ("phone", "sms", "whatsapp")
"""Ways to reach somebody that ring, or show on a phone."""


def reach(ways: Iterable[Reach]) -> tuple[ReachView, ...]:
    """Ways to reach somebody, best first, as buttons."""
    return tuple(map(_view, ways))


def _view(way: Reach) -> ReachView:
    channel, address = way.channel, way.address
    href: str = getattr(address, "href", "")
    if channel == "sms":
        href = href.replace("tel:", "sms:", 1)
    elif channel == "whatsapp":
        href = "https://wa.me/" + re.sub(r"\D", "", href.partition(";")[0])
    elif channel == "signal":
        href = ""
    return ReachView(channel, words.channel(channel), str(address), href, str(way.note or ""))


def ways_to(plan: Plan, id: str) -> tuple[ReachView, ...]:
    """Ways to reach a thing of the plan, best first: of a firm, its first contact."""
    thing = plan.things.get(id)
    if isinstance(thing, Supplier):
        return reach(thing.contacts[0].reach) if thing.contacts else ()
    return reach(thing.reach) if isinstance(thing, Person) else ()


def quickest(plan: Plan, id: str) -> ReachView | None:
    """The first way that reaches a person or a supplier at once: a call, or a message to their phone."""
    return next((way for way in ways_to(plan, id) if way.channel in AT_ONCE and way.href), None)


def numbers(plan: Plan, text: str, but: str | None = None) -> Iterator[str]:
    """The number of each person and firm that a text names, but of one, in small Markdown."""
    for id in dict.fromkeys(MENTION.findall(text)):
        way = quickest(plan, id) if id != but else None
        if way:
            yield say("{name}: {number}", name=name(id), number=f"[{way.address}]({way.href})")


def answered(plan: Plan, q: str, a: str, more: str = "", id: str = "") -> QuestionView:
    """A question with its answer and the numbers of those whom it names, but for what it says itself."""
    missing = (each for each in numbers(plan, a) if each.rpartition("[")[2].partition("]")[0] not in a)
    return QuestionView(q, a, more, id, tuple(missing))


def with_number(plan: Plan, id: str, line: str) -> str:
    """A line about somebody, with their number at its end."""
    way = quickest(plan, id)
    return f"{line} [{way.address}]({way.href})" if way else line
