"""How much of the access that others count on was really tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.sign_ins import Proof, WayIn
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.reasons import name
from outlast.site.blocks import Table

_ORDER = (Proof.BROKEN, Proof.CLAIMED, Proof.PROVEN)


def told(plan: Plan, facts: Facts) -> tuple[str, str, str, Table | None]:
    """Heading, what came of it, title and table for Readiness; the table is None where there is no cover."""
    ways = sorted(_cover(facts), key=lambda each: _ORDER.index(each.proof))
    rows = tuple((name(each.who), name(each.system), state(each)) for each in ways)
    heads = (say("Who"), say("System"), say("What we know"))
    title = say("Each access of a stand-in; what failed stands first")
    table = Table(title, heads, rows) if rows else None
    return say("Access: proven, not tested or failed"), result(facts), title, table


def result(facts: Facts) -> str:
    """How much of the cover is proven, in a sentence or two; empty where there is none."""
    counts = Counter(each.proof for each in _cover(facts))
    if not counts:
        return ""
    all, broken = counts.total(), counts[Proof.BROKEN]
    told = say_count(
        "{count} of the {all} sign-ins that stand-ins need is proven.",
        "{count} of the {all} sign-ins that stand-ins need are proven.",
        counts[Proof.PROVEN],
        all=all,
    )
    if broken:
        told += " " + say_count("{count} did not work.", "{count} did not work.", broken)
    return told


def state(way: WayIn) -> str:
    """What is known of a way in."""
    if way.on is None:
        return say("nobody has tried it")
    match way.proof:
        case Proof.PROVEN:
            return say("proven on {day}", day=words.day(way.on))
        case Proof.BROKEN:
            return say("**failed**: it did not work on {day}", day=words.day(way.on))
        case Proof.CLAIMED:
            return say("the last test is too old: {day}", day=words.day(way.on))


def _cover(facts: Facts) -> Iterable[WayIn]:
    return (each for each in facts.ways if each.covers)
