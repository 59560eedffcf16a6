"""How much of the access that others count on was really tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.sign_ins import Proof, WayIn
from outlast.model import Plan
from outlast.reasons import name
from outlast.site.blocks import Table

_ORDER = (Proof.BROKEN, Proof.CLAIMED, Proof.PROVEN)


def told(plan: Plan, facts: Facts) -> tuple[str, str, str, Table | None]:
    """Heading, what came of it, title and table for Readiness; the table is None where there is no cover."""
    ways = sorted(_cover(facts), key=lambda each: _ORDER.index(each.proof))
    rows = tuple((name(each.who), name(each.system), state(each)) for each in ways)
    heads = ("Who", "Gets into", "What is known")
    title = "Each way in, the broken ones first"
    table = Table(title, heads, rows) if rows else None
    return "Access: proven, claimed or broken", result(facts), title, table


def result(facts: Facts) -> str:
    """How much of the cover is proven, in a sentence or two; empty where there is none."""
    counts = Counter(each.proof for each in _cover(facts))
    if not counts:
        return ""
    all, broken = counts.total(), counts[Proof.BROKEN]
    verb = "is" if counts[Proof.PROVEN] == 1 else "are"
    failed = f" {words.capital(words.count(broken, 'way'))} in did not work." if broken else ""
    return f"{counts[Proof.PROVEN]} of {all} ways in of stand-ins {verb} proven.{failed}"


def state(way: WayIn) -> str:
    """What is known of a way in."""
    if way.on is None:
        return "claimed: nobody has tried it"
    match way.proof:
        case Proof.PROVEN:
            return f"proven on {words.day(way.on)}"
        case Proof.BROKEN:
            return f"**broken**: it did not work on {words.day(way.on)}"
        case Proof.CLAIMED:
            return f"claimed: the last try, on {words.day(way.on)}, is too long ago"


def _cover(facts: Facts) -> Iterable[WayIn]:
    return (each for each in facts.ways if each.covers)
