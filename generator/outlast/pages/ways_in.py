"""How one gets into a system: where, with which password, with whose code; and who really gets in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from outlast import words
from outlast.analysis import Facts, confirmed
from outlast.analysis.routes import forbidden, last_tests
from outlast.analysis.sign_ins import Proof, way_in
from outlast.model import Plan
from outlast.model.break_glass import BreakGlass, Opening
from outlast.model.equipment import Equipment
from outlast.model.functions import Function
from outlast.model.needs import requirements
from outlast.model.prose import literal
from outlast.model.steps import Step
from outlast.model.systems import Access, Login, System
from outlast.pages import parts
from outlast.reasons import name, names
from outlast.site.blocks import Table
from outlast.site.parts import Fact, WayIn


def ways_in(
    plan: Plan, facts: Facts, needs: parts.NeedList, steps: Iterable[Step], beside: str = ""
) -> tuple[WayIn, ...]:
    """One for each system that is needed or worked in, and last for what keeps passwords and gives codes.

    `beside` is the id of a system that has a page of its own around this.
    """
    roles: dict[str, str] = {}
    for need in requirements(tuple(needs)):
        roles[need.what] = roles.get(need.what) or str(need.as_ or "")
    for step in parts.all_steps(plan, steps):
        if step.in_:
            roles.setdefault(step.in_, "")
    asked = [id for id in roles if id in plan.systems and id != beside]
    keepers: list[str] = [login.kept_in for id in asked if (login := plan.systems[id].login)]
    keepers += [factor for id in asked for way in plan.systems[id].access for factor in way.second_factor]
    ids = dict.fromkeys((*asked, *(each for each in keepers if each in plan.systems)))
    found = (_way_in(plan, facts, plan.systems[id], roles.get(id, "")) for id in ids)
    return tuple(way for way in found if way.facts)


def into(plan: Plan, facts: Facts, system: System) -> tuple[Fact, ...]:
    """What anybody must have at hand to get into a system."""
    return _way_in(plan, facts, system, "").facts


def mine(plan: Plan, facts: Facts, who: str, functions: Iterable[Function]) -> tuple[Fact, ...]:
    """How one person gets into the systems that these functions need; those that open alike together."""
    asked = (
        id
        for function in functions
        for id in (
            *(str(need.what) for need in requirements(function.needs)),
            *(str(step.in_) for step in parts.all_steps(plan, function.steps) if step.in_),
        )
    )
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for system in (plan.systems[id] for id in dict.fromkeys(asked) if id in plan.systems):
        for way in _open(facts, system):
            if way.who == who:
                alike[_with_what(plan, way, way.login or system.login)].append(system.title)
    return tuple(Fact(words.some(systems), parts.sentence(how) or "Yes.") for how, systems in alike.items())


def _way_in(plan: Plan, facts: Facts, system: System, role: str) -> WayIn:
    enough = [way for way in _open(facts, system) if _suffices(system, way, role)]
    return WayIn(
        system.id,
        system.title,
        f"(sign in as {literal(role)})" if role else "",
        parts.figures(
            ("Sign in at", parts.web(str(system.url)) if system.url else None),
            ("Password", _shared(plan, system, enough)),
            ("Who gets in", "; ".join(_who(plan, way, _own(system, way, enough), role) for way in enough)),
            (
                "If none of them is there",
                names(facts.working_routes.get(system.id, ()), "or"),
            ),
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
    """One who gets in, with whose code; where a role is asked for, it is said if theirs is not known."""
    unsaid = " (in which role is not said)" if role and not way.as_ else ""
    return ", ".join(filter(None, (name(way.who), _with_what(plan, way, login)))) + unsaid


def _with_what(plan: Plan, way: Access, login: Login | None) -> str:
    """With whose code, and the password that is kept where."""
    sources = (f"{{{factor}}}{_holder(plan, way, factor)}" for factor in way.second_factor)
    code = f"with the code from {', or '.join(sources)}" if way.second_factor else ""
    own = f"with the password {pointer(plan, login)}" if login else ""
    return ", ".join(filter(None, (code, own)))


def _holder(plan: Plan, way: Access, factor: str) -> str:
    """Who has the device or where it lies, unless that is plain from who uses it; or that a vault is shut."""
    if _is_shut(plan, way, factor):
        return f", which {{{way.who}}} does not get into"
    device = plan.equipment.get(factor)
    if device is None or _holds(device, way):
        return ""
    if device.held_by:
        return f", which {names(device.held_by, 'or')} has"
    return f", which lies in {{{device.kept_in}}}" if device.kept_in else ""


def _is_shut(plan: Plan, way: Access, factor: str) -> bool:
    """Whether a code lies in a vault that does not let in who needs it."""
    vault = plan.systems.get(factor)
    lists = confirmed.ways_in(vault) if vault else ()
    return bool(vault and vault.access) and all(each.who != way.who for each in lists)


def _holds(device: Equipment, way: Access) -> bool:
    return str(way.who) in map(str, device.held_by)


def told(plan: Plan, facts: Facts, system: System) -> str:
    """Who gets in with whose code, and where the password is, in sentences."""
    ways = tuple(_open(facts, system))
    kept = _shared(plan, system, ways)
    return parts.sentence(
        "; ".join(_who(plan, way, _own(system, way, ways)) for way in ways),
        f"the password is {kept}" if kept else "",
    )


def _shared(plan: Plan, system: System, ways: Sequence[Access]) -> str | None:
    """Where the password of the system is kept; unless some have one of their own, and it is said of each."""
    return None if any(way.login for way in ways) else pointer(plan, system.login)


def _own(system: System, way: Access, ways: Sequence[Access]) -> Login | None:
    """Where the password of one of several is kept, if it is said of each."""
    return way.login or (system.login if any(each.login for each in ways) else None)


def pointer(plan: Plan, login: Login | None) -> str | None:
    """`in {vault}, under Shop › Stripe`: where the password is kept and where that lies, never what it is."""
    if login is None:
        return None
    at = f", under {literal(login.at)}" if login.at else ""
    keeper = plan.equipment.get(login.kept_in)
    place = ", ".join(
        filter(
            None,
            (
                name(keeper.kept_in) if keeper and keeper.kept_in else "",
                literal(keeper.at or "") if keeper else "",
            ),
        )
    )
    lies = f" (it lies in {place})" if place else ""
    return f"in {{{login.kept_in}}}{at}{lies}"


HEADS = ("Who", "Gets in today", "As", "Second factor")


def access(plan: Plan, facts: Facts, system: System) -> Table | None:
    """Who really gets in, in words; the sealed ways stand last."""
    rows = [
        (_row(plan, facts, system.id, way), pointer(plan, way.login or system.login)) for way in system.access
    ]
    rows += [(row, None) for row in _sealed(plan, system)]
    if not rows:
        return None
    if any(way.login for way in system.access):
        return Table(
            "Who has a way in", (*HEADS, "Password"), tuple((*row, kept or "") for row, kept in rows)
        )
    return Table("Who has a way in", HEADS, tuple(row for row, _ in rows))


def _row(plan: Plan, facts: Facts, system: str, way: Access) -> tuple[str, ...]:
    factors = names(way.second_factor, "or") or "none"
    return (name(way.who), _verdict(plan, facts, system, way), literal(way.as_ or ""), factors)


def _verdict(plan: Plan, facts: Facts, system: str, way: Access) -> str:
    if way.who in facts.vacant:
        return "**No**: nobody has this role"
    if not way.confirmed:
        return "**Do not count on it**: not confirmed by you"
    known = way_in(plan, str(way.who), system, facts.as_of)
    if known.proof is Proof.BROKEN and known.on:
        return f"**No**: they did not get in on {words.day(known.on)}"
    if way.until and way.until.date < facts.as_of:
        return f"**No**: it ended on {words.day(way.until.date)}"
    ends = f", until {words.day(way.until.date)}" if way.until else ""
    ends += f", tried on {words.day(known.on)}" if known.proof is Proof.PROVEN and known.on else ""
    later = f"**{words.duration(way.starts_in)} after asking**" if way.starts_in else "**Yes**"
    usable = [factor for factor in way.second_factor if not _is_shut(plan, way, factor)]
    if way.second_factor and not usable:
        return f"**No**: they do not get into {names(way.second_factor, 'or')}, which has the code"
    elsewhere = {factor: holder for factor in usable if (holder := _holder(plan, way, factor))}
    if len(elsewhere) < len(usable) or not elsewhere:
        return later + ends
    if all(plan.equipment[factor].held_by for factor in elsewhere):
        return (
            "**Only with " + ", or **".join(f"{{{id}}}**{holder}" for id, holder in elsewhere.items()) + ends
        )
    return f"{later}, with {', or '.join(f'{{{id}}}{holder}' for id, holder in elsewhere.items())}{ends}"


def not_yours(plan: Plan, route: BreakGlass, opened: Opening) -> str:
    """That a route opens the account of somebody else, which nobody may use here; else empty."""
    if opened.account is None or not forbidden(plan, route, opened):
        return ""
    return f"it is the account of {name(opened.account)}, and nobody may sign in as somebody else"


def _sealed(plan: Plan, system: System) -> Iterator[tuple[str, ...]]:
    for route in plan.break_glass.values():
        opened = next((each for each in route.opens if each.system == system.id), None)
        if opened is None:
            continue
        test = last_tests(route).get(system.id)
        barred = not_yours(plan, route, opened)
        after = f"**After {words.duration(route.delay)}**" if route.delay else "**Yes**"
        if barred:
            told = f"**No**: {barred}"
        elif test is None:
            told = "**Do not count on it**: never tried"
        elif test.worked:
            told = f"{after}: it worked on {words.day(test.on.date)}"
        else:
            told = f"**Do not count on it**: it failed on {words.day(test.on.date)}"
        yield (name(route.id), told, literal(opened.as_ or ""), "none")
