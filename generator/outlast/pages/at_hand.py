"""What must be at hand before one begins, and how one signs in."""

from __future__ import annotations

from collections.abc import Iterable

from outlast import words
from outlast.analysis.confirmed import ways_in
from outlast.languages import say, say_count
from outlast.model import Plan
from outlast.model.needs import Choice, Requirement, requirements
from outlast.model.prose import literal
from outlast.model.systems import System
from outlast.pages.parts import one_line, sentence
from outlast.reasons import name
from outlast.site.parts import Row

NeedList = Iterable[Requirement | Choice]


def needs(plan: Plan, needed: NeedList) -> tuple[Row, ...]:
    """What must be at hand before one begins: a row each, with where its password is kept."""
    return tuple(_need(plan, need) for need in needed)


def beside_systems(plan: Plan, needed: NeedList) -> tuple[Row, ...]:
    """The same without systems, whose ways in are told apart; a choice says only what there is to choose."""
    return tuple(
        _need(plan, need, keys=False)
        for need in needed
        if isinstance(need, Choice) or need.what not in plan.systems
    )


def _need(plan: Plan, need: Requirement | Choice, *, keys: bool = True) -> Row:
    if isinstance(need, Choice):
        kind = say_count("One of these", "{count} of these", need.count)
        ways = _ways(need)
        where = (_key(plan, part) for part in requirements((need,)) if keys)
        return Row("", "fork", kind, sentence(ways, *dict.fromkeys(filter(None, where))))
    thing = plan.thing(need.what)
    role = say("Sign in as {role}.", role=literal(need.as_)) if need.as_ else ""
    if isinstance(thing, System):
        return Row(thing.id, "device", thing.title, sentence(role, login(thing), _factors(thing)))
    note = sentence(role, one_line(thing))
    return Row(thing.id, _ICONS.get(thing.collection, "tick"), thing.title, note)


def needed(needs: NeedList) -> str:
    """What must be at hand, as one line of small Markdown."""
    return words.some(_choice(need) for need in needs)


def _key(plan: Plan, need: Requirement) -> str:
    """Where the password of one of several systems is kept, as a sentence."""
    system = plan.systems.get(need.what)
    if system is None or system.login is None:
        return ""
    values = {"system": name(system.id), "vault": name(system.login.kept_in)}
    if system.login.at:
        entry = literal(system.login.at)
        return say("{system}: the password is in {vault}, under {entry}.", entry=entry, **values)
    return say("{system}: the password is in {vault}.", **values)


def _choice(need: Requirement | Choice) -> str:
    if isinstance(need, Choice):
        # For translators: {things} is a list with "or": Stripe or PayPal.
        return say_count("either {things}", "{count} of {things}", need.count, things=_ways(need))
    return in_role(name(need.what), literal(need.as_ or ""))


def _ways(need: Choice) -> str:
    return words.some((_choice(part) for part in need.any), "or")


def in_role(thing: str, role: str | None) -> str:
    """`Stripe (sign in as owner)`: a role is one of a system, and people know it from signing in there."""
    return say("{system} (sign in as {role})", system=thing, role=role) if role else thing


_ICONS = {
    "people": "person",
    "functions": "serve",
    "equipment": "device",
    "stock": "box",
    "suppliers": "supplier",
    "locations": "place",
}


def login(system: System) -> str:
    """Where the password is kept, and whose it is, in sentences of small Markdown; never the password."""
    if system.login is None:
        return ""
    vault, entry = name(system.login.kept_in), literal(system.login.at or "")
    ways = ways_in(system)
    owners = words.some(name(way.who) for way in ways if not way.login)
    if owners and any(way.login for way in ways):
        values = {"people": owners, "vault": vault, "entry": entry}
        kept = (
            say("The password of {people} is in {vault}, under {entry}.", **values)
            if entry
            else say("The password of {people} is in {vault}.", **values)
        )
        return sentence(kept, say("Everybody else has a password of their own."))
    if entry:
        return say("The password is in {vault}, under {entry}.", vault=vault, entry=entry)
    return say("The password is in {vault}.", vault=vault)


def _factors(system: System) -> str:
    devices = dict.fromkeys(name(factor) for way in ways_in(system) for factor in way.second_factor)
    return say("The code comes from {devices}.", devices=words.some(devices, "or")) if devices else ""
