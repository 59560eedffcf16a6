"""How somebody signs in to a system: where, with which password, with whose code; and who really can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from outlast import words
from outlast.analysis import Facts, confirmed
from outlast.analysis.routes import forbidden, last_tests
from outlast.analysis.sign_ins import Proof, way_in
from outlast.analysis.sign_ins import WayIn as Known
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.model.break_glass import BreakGlass, Opening
from outlast.model.equipment import Equipment
from outlast.model.functions import Function
from outlast.model.needs import requirements
from outlast.model.prose import literal
from outlast.model.steps import Step
from outlast.model.systems import Access, Login, System
from outlast.pages import at_hand, parts, step_views
from outlast.reasons import name, names
from outlast.site.blocks import Block, Fold, OnPaper, OnScreen, Table, WaysIn, present
from outlast.site.parts import Fact, WayIn

ANCHOR = "sign-in-"
"""What an address within a page begins with that leads to how to sign in to a system."""


def ways_in(
    plan: Plan, facts: Facts, needs: at_hand.NeedList, steps: Iterable[Step], beside: str = ""
) -> tuple[WayIn, ...]:
    """One for each system that is needed or worked in, and last for what keeps passwords and gives codes.

    `beside` is the id of a system that has a page of its own around this.
    """
    roles: dict[str, str] = {}
    for need in requirements(tuple(needs)):
        roles[need.what] = roles.get(need.what) or str(need.as_ or "")
    for step in step_views.all_steps(plan, steps):
        if step.in_:
            roles.setdefault(step.in_, "")
    asked = [id for id in roles if id in plan.systems and id != beside]
    keepers: list[str] = [login.kept_in for id in asked if (login := plan.systems[id].login)]
    keepers += [factor for id in asked for way in plan.systems[id].access for factor in way.second_factor]
    ids = dict.fromkeys((*asked, *(each for each in keepers if each in plan.systems)))
    found = (_way_in(plan, facts, plan.systems[id], roles.get(id, "")) for id in ids)
    return tuple(way for way in found if way.facts)


def folded(ways: tuple[WayIn, ...]) -> tuple[Block, ...]:
    """The same to look up: on a screen each in a fold to which the first step in that system leads."""
    folds = tuple(Fold((WaysIn((way,)),), way.name, f"{ANCHOR}{way.id}") for way in ways)
    return present((OnScreen(folds), OnPaper(present((WaysIn(ways),)))))


def into(plan: Plan, facts: Facts, system: System) -> tuple[Fact, ...]:
    """What anybody must have at hand to get into a system."""
    return _way_in(plan, facts, system, "").facts


def used(plan: Plan, functions: Iterable[Function]) -> Iterator[str]:
    """What these functions need, and what their steps are done in, by id."""
    for function in functions:
        yield from (str(need.what) for need in requirements(function.needs))
        yield from (str(step.in_) for step in step_views.all_steps(plan, function.steps) if step.in_)


def mine(plan: Plan, facts: Facts, who: str, asked: Iterable[str]) -> tuple[Fact, ...]:
    """How one person gets into these systems; those that open alike together."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for system in (plan.systems[id] for id in dict.fromkeys(asked) if id in plan.systems):
        for way in _open(facts, system):
            if way.who == who:
                how = (
                    say("Use the code from {devices}.", devices=_sources(plan, way))
                    if way.second_factor
                    else "",
                    _password(plan, way.login or system.login),
                )
                alike[" ".join(filter(None, how))].append(system.title)
    return tuple(Fact(words.some(systems), how or say("Yes.")) for how, systems in alike.items())


def _way_in(plan: Plan, facts: Facts, system: System, role: str) -> WayIn:
    enough = [way for way in _open(facts, system) if _suffices(system, way, role)]
    return WayIn(
        system.id,
        system.title,
        say("(sign in as {role})", role=literal(role)) if role else "",
        parts.figures(
            (say("Sign in at"), parts.web(str(system.url)) if system.url else None),
            (say("Password"), _shared(plan, system, enough)),
            (
                say("Who can sign in"),
                " ".join(_who(plan, way, _own(system, way, enough), role) for way in enough),
            ),
            (say("If none of them can"), names(facts.working_routes.get(system.id, ()), "or")),
        ),
    )


def _open(facts: Facts, system: System) -> Iterator[Access]:
    """Those that somebody has, that have not ended, and that worked when they were last tried."""
    broken = {each.who for each in facts.ways if each.system == system.id and each.proof is Proof.BROKEN}
    for way in confirmed.ways_in(system):
        if way.who not in facts.vacant | broken and not (way.until and way.until.date < facts.as_of):
            yield way


def _suffices(system: System, way: Access, role: str) -> bool:
    """Whether somebody has the role or a stronger one, or nobody said which they have."""
    held = str(way.as_ or "")
    return not held or confirmed.roles(system).suffices(held, role or None)


def _who(plan: Plan, way: Access, login: Login | None, role: str = "") -> str:
    """One who can sign in, with whose code, in sentences; whether their role is known where one is needed."""
    who = name(way.who)
    told = [
        say("{person} signs in with the code from {devices}.", person=who, devices=_sources(plan, way))
        if way.second_factor
        else say("{person} can sign in.", person=who),
        _password(plan, login),
    ]
    if role and not way.as_:
        told.append(say("The plan does not say in which role."))
    return " ".join(filter(None, told))


def _password(plan: Plan, login: Login | None) -> str:
    where = pointer(plan, login)
    return say("The password: {place}.", place=where) if where else ""


def _sources(plan: Plan, way: Access) -> str:
    return words.some((_source(plan, way, factor) for factor in way.second_factor), "or")


def _source(plan: Plan, way: Access, factor: str) -> str:
    """What gives a code, and who has it or where it is, unless that is plain from who uses it."""
    source = name(factor)
    if _is_shut(plan, way, factor):
        return say("{device} (but {person} cannot open it)", device=source, person=name(way.who))
    device = plan.equipment.get(factor)
    if device is None or _holds(device, way):
        return source
    if device.held_by:
        return say("{device} (held by {people})", device=source, people=names(device.held_by, "or"))
    if device.kept_in:
        return say("{device} (kept in {place})", device=source, place=name(device.kept_in))
    return source


def _is_shut(plan: Plan, way: Access, factor: str) -> bool:
    """Whether a code lies in a vault that does not let in who needs it."""
    vault = plan.systems.get(factor)
    lists = confirmed.ways_in(vault) if vault else ()
    return bool(vault and vault.access) and all(each.who != way.who for each in lists)


def _holds(device: Equipment, way: Access) -> bool:
    return str(way.who) in map(str, device.held_by)


def told(plan: Plan, facts: Facts, system: System) -> str:
    """Who can sign in with whose code, and where the password is, in sentences."""
    ways = tuple(_open(facts, system))
    kept = _shared(plan, system, ways)
    said = [_who(plan, way, _own(system, way, ways)) for way in ways]
    return " ".join((*said, say("The password: {place}.", place=kept)) if kept else said)


def _shared(plan: Plan, system: System, ways: Sequence[Access]) -> str | None:
    """Where the password of the system is kept; unless some have one of their own, and it is said of each."""
    return None if any(way.login for way in ways) else pointer(plan, system.login)


def _own(system: System, way: Access, ways: Sequence[Access]) -> Login | None:
    """Where the password of one of several is kept, if it is said of each."""
    return way.login or (system.login if any(each.login for each in ways) else None)


def pointer(plan: Plan, login: Login | None) -> str | None:
    """`{vault}, under Shop › Stripe`: where the password is kept and where that is, never the password."""
    if login is None:
        return None
    vault = name(login.kept_in)
    where = say("{vault}, under {entry}", vault=vault, entry=literal(login.at)) if login.at else vault
    keeper = plan.equipment.get(login.kept_in)
    at = literal(keeper.at or "") if keeper else ""
    place = name(keeper.kept_in) if keeper and keeper.kept_in else ""
    if place and at:
        return say("{where} ({vault} is in {place}: {spot})", where=where, vault=vault, place=place, spot=at)
    if place or at:
        return say("{where} ({vault} is here: {place})", where=where, vault=vault, place=place or at)
    return where


HEADS = (mark("Who"), mark("Can sign in today"), mark("Role"), mark("Second factor (code)"))


def access(plan: Plan, facts: Facts, system: System) -> Table | None:
    """Who can really sign in, in words; emergency access stands last."""
    rows = [
        (_row(plan, facts, system.id, way), pointer(plan, way.login or system.login)) for way in system.access
    ]
    rows += [(row, None) for row in _sealed(plan, system)]
    if not rows:
        return None
    heads = tuple(map(say, HEADS))
    if any(way.login for way in system.access):
        heads = (*heads, say("Password"))
        return Table(say("Who has access"), heads, tuple((*row, kept or "") for row, kept in rows))
    return Table(say("Who has access"), heads, tuple(row for row, _ in rows))


def _row(plan: Plan, facts: Facts, system: str, way: Access) -> tuple[str, ...]:
    factors = names(way.second_factor, "or") or say("none")
    return (name(way.who), _verdict(plan, facts, system, way), literal(way.as_ or ""), factors)


def _verdict(plan: Plan, facts: Facts, system: str, way: Access) -> str:
    if way.who in facts.vacant:
        return say("**No.** Nobody has this role.")
    if not way.confirmed:
        return say("**Do not count on it.** You have not confirmed this.")
    known = way_in(plan, str(way.who), system, facts.as_of)
    if known.proof is Proof.BROKEN and known.on:
        return say("**No.** They could not sign in on {day}.", day=words.day(known.on))
    if way.until and way.until.date < facts.as_of:
        return say("**No.** Their access ended on {day}.", day=words.day(way.until.date))
    usable = [factor for factor in way.second_factor if not _is_shut(plan, way, factor)]
    if way.second_factor and not usable:
        vault = names(way.second_factor, "or")
        return say("**No.** The code is in {vault}, and they cannot open it.", vault=vault)
    return " ".join((_usable(plan, way, usable), *_dates(way, known)))


def _usable(plan: Plan, way: Access, usable: Sequence[str]) -> str:
    """That they can sign in: at once or later, and with what that somebody else has."""
    elsewhere = [factor for factor in usable if _source(plan, way, factor) != name(factor)]
    devices = words.some((_source(plan, way, factor) for factor in elsewhere), "or")
    needed = bool(elsewhere) and len(elsewhere) == len(usable)
    if needed and all(plan.equipment[factor].held_by for factor in elsewhere):
        return say("**Only with {devices}.**", devices=devices)
    if way.starts_in:
        wait = words.duration(way.starts_in)
        if needed:
            return say("**{time} after somebody asks**, with {devices}.", time=wait, devices=devices)
        return say("**{time} after somebody asks.**", time=wait)
    return say("**Yes**, with {devices}.", devices=devices) if needed else say("**Yes.**")


def _dates(way: Access, known: Known) -> Iterator[str]:
    if way.until:
        yield say("Valid until {day}.", day=words.day(way.until.date))
    if known.proof is Proof.PROVEN and known.on:
        yield say("Tested on {day}.", day=words.day(known.on))


def not_yours(plan: Plan, route: BreakGlass, opened: Opening) -> str:
    """That a route opens the account of somebody else, where nobody signs in as that; else empty."""
    if opened.account is None or not forbidden(plan, route, opened):
        return ""
    who = name(opened.account)
    return say("It is the account of {person}.", person=who)


def _sealed(plan: Plan, system: System) -> Iterator[tuple[str, ...]]:
    for route in plan.break_glass.values():
        opened = next((each for each in route.opens if each.system == system.id), None)
        if opened is None:
            continue
        test = last_tests(route).get(system.id)
        barred = not_yours(plan, route, opened)
        if barred:
            told = " ".join((say("**Do not count on it.**"), barred))
        elif test is None:
            told = say("**Do not count on it.** Nobody has tried it.")
        elif not test.worked:
            told = say("**Do not count on it.** It failed on {day}.", day=words.day(test.on.date))
        elif route.delay:
            wait, on = words.duration(route.delay), words.day(test.on.date)
            told = say("**After {time}.** It worked on {day}.", time=wait, day=on)
        else:
            told = say("**Yes.** It worked on {day}.", day=words.day(test.on.date))
        yield (name(route.id), told, literal(opened.as_ or ""), say("none"))
