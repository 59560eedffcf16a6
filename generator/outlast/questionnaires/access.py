"""Who gets in: second factors, accounts that should have ended, emergency access."""

from __future__ import annotations

from collections.abc import Callable

from outlast.analysis.confirmed import ways_in
from outlast.analysis.routes import last_tests
from outlast.analysis.sign_ins import Proof as SignedIn
from outlast.analysis.sign_ins import way_in
from outlast.languages import mark
from outlast.model.break_glass import BreakGlass, Opening
from outlast.model.systems import Access, System
from outlast.pages.addresses import BREAK_GLASS, READINESS, RESTORE
from outlast.questionnaires.verdicts import FAILED, NEVER_TRIED, TRIED_LONG_AGO, Item, Known, Proof, Verdict
from outlast.site import Address

_MAIL = ("mail", "email", "e-mail")
_SIGN_INS = Address(READINESS.page, "access")
_FACTORS = mark("Accounts whose second factor somebody used in the last year: {proven} of {total}.")
_NO_FACTOR = mark("The plan names no second factor for some accounts in these: {things}.")
_CLAIMED = mark("Nobody has signed in with some accounts in the last year: {things}.")
_BROKEN = mark("Somebody could not sign in to these: {things}.")
_NO_ACCESS = mark("The plan does not say who has access to these: {things}.")
_ENDED = mark("Some access to these should have ended: {things}.")
_WRITE = "systems: {THING: {access: [{who: PERSON, second_factor: DEVICE}]}}"


def second_factor_email(known: Known) -> Proof:
    mail = known.systems("mail", *_MAIL)
    return _factors(known, lambda system, _: system.id in mail)


def second_factor_admin(known: Known) -> Proof:
    return _factors(known, lambda system, way: _highest(known, system, way))


def second_factor_everywhere(known: Known) -> Proof:
    mail = known.systems("mail", *_MAIL)
    return _factors(known, lambda system, _: system.id not in mail)


def access_known(known: Known) -> Proof:
    """Whether it is written who gets into each system, and whether they do."""
    items = (_of_system(known, system) for system in known.plan.systems.values())
    told = mark("Systems in which everybody signed in during the last year: {proven} of {total}.")
    return Proof(told, _SIGN_INS, tuple(items), "systems: {THING: {access: [{who: PERSON, as: ROLE}]}}")


def access_ended(known: Known) -> Proof:
    """Accounts that the plan still counts on after their end."""
    ended = (
        system.id
        for system in known.plan.systems.values()
        for way in ways_in(system)
        if way.until and way.until.date < known.facts.as_of
    )
    items = tuple(Item(id, Verdict.NO, _ENDED) for id in dict.fromkeys(ended))
    return Proof("", RESTORE, items, "", needed=False)


def emergency_access(known: Known) -> Proof:
    items = (
        _opened(known, route, opening) for route in known.plan.break_glass.values() for opening in route.opens
    )
    told = mark("Systems that emergency access opened in the last year: {proven} of {total}.")
    write = "break_glass: {envelope: {name: Sealed envelope, holders: [PERSON], opens: [{system: SYSTEM}]}}"
    return Proof(told, BREAK_GLASS, tuple(items), write)


def _factors(known: Known, chosen: Callable[[System, Access], bool]) -> Proof:
    items = tuple(
        _factor(known, system, way)
        for system in known.plan.systems.values()
        for way in ways_in(system)
        if chosen(system, way)
    )
    return Proof(_FACTORS, _SIGN_INS, items, _WRITE)


def _factor(known: Known, system: System, way: Access) -> Item:
    if not way.second_factor:
        return Item(system.id, Verdict.UNSAID, _NO_FACTOR)
    return _way(known, system, way)


def _way(known: Known, system: System, way: Access) -> Item:
    tried = way_in(known.plan, str(way.who), system.id, known.facts.as_of)
    if tried.proof is SignedIn.PROVEN:
        return Item(system.id, Verdict.YES, day=tried.on)
    if tried.proof is SignedIn.BROKEN:
        return Item(system.id, Verdict.NO, _BROKEN, tried.on)
    return Item(system.id, Verdict.IN_PART, _CLAIMED, tried.on)


def _highest(known: Known, system: System, way: Access) -> bool:
    """Whether somebody has the highest role; where the plan names no roles, whether they own the shop."""
    return way.as_ == system.roles[-1] if system.roles else str(way.who) == known.situation.owner


def _of_system(known: Known, system: System) -> Item:
    ways = [_way(known, system, way) for way in ways_in(system)]
    if not ways:
        return Item(system.id, Verdict.UNSAID, _NO_ACCESS)
    worst = min(ways, key=lambda item: item.verdict.worth)
    days = [item.day for item in ways if item.day]
    return Item(system.id, worst.verdict, worst.why, min(days, default=None))


def _opened(known: Known, route: BreakGlass, opening: Opening) -> Item:
    system, test = str(opening.system), last_tests(route).get(str(opening.system))
    if test is None or test.on.date > known.facts.as_of:
        return Item(system, Verdict.IN_PART, NEVER_TRIED)
    if not test.worked:
        return Item(system, Verdict.NO, FAILED, test.on.date)
    if not known.recent(test.on.date):
        return Item(system, Verdict.IN_PART, TRIED_LONG_AGO, test.on.date)
    return Item(system, Verdict.YES, day=test.on.date)
