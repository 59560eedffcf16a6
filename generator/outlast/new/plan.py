"""The plan that follows from the answers: first what the owner said, then what the catalogue adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from textwrap import indent

from outlast.catalogue import Vendor, vendor
from outlast.catalogue.fragments import Fragment, fragments, situation
from outlast.catalogue.templates import entry as catalogued
from outlast.diagnostics import render
from outlast.load import load
from outlast.model import Plan
from outlast.model.scalars import Duration
from outlast.model.value import as_id
from outlast.new.asking import Choice
from outlast.new.countries import home
from outlast.new.drawing import draw
from outlast.new.kept import Kept, answer, listed
from outlast.new.questions import REFUNDS, Shelf, people, used
from outlast.source import Data, parse
from outlast.writing import Contents, add

Files = Mapping[str, str]
"""Text of each file, by its path."""


@dataclass(frozen=True)
class Person:
    """Somebody who was named."""

    id: str
    name: str
    role: str
    reach: tuple[tuple[str, str], ...]
    """Channel and address, best first."""
    steps_in: bool
    """Whether they could stand in; of whoever runs the shop, no."""
    signs_in: tuple[str, ...]
    """Ids of the systems that they get into with an account of their own."""
    codes_for: tuple[str, ...]
    """Ids of the systems whose codes come to their phone."""
    can_do: tuple[str, ...]
    """Ids of the functions that they can do."""
    opens_envelope: bool = False
    """Whether they may open the sealed envelope with the codes of whoever runs the shop."""
    may_refund: str = ""
    """Up to how much they may refund alone; `any` for any amount."""

    @property
    def phone(self) -> str:
        """The id of their phone."""
        return f"{self.id}-phone"


@dataclass(frozen=True)
class Thing:
    """A piece of equipment."""

    id: str
    name: str
    held_by: str = ""
    phone: bool = False


@dataclass(frozen=True)
class Way:
    """A way into a system."""

    who: str
    role: str = ""
    factor: str = ""
    role_asked: bool = False
    """Whether the role is a proposal."""


@dataclass(frozen=True)
class Card:
    """What something is paid from."""

    id: str
    name: str
    pays: tuple[str, ...]


class Unplanned(Exception):
    """Answers of which no plan can be made; the text says why."""


def plan(kept: Kept, shelf: Shelf, today: date) -> Files:
    """The files of the plan, by their path in its folder. Raises Unplanned.

    Args:
        today: a day to propose where one is to be written.
    """
    own: Contents = {path: text.encode() for path, text in said(kept, shelf, today).items()}
    staff = _deciding(_staff(kept, shelf))
    country = str(kept["country"])
    found = replace(
        situation(_loaded(own)),
        owner=staff[0].id,
        stand_ins=tuple(one.id for one in staff if one.steps_in),
        country=country,
    )
    chosen = [id for part in ("never_stops", "duties", "worst") for id in listed(kept, (part,))]
    brought: list[Fragment] = []
    for entry in filter(None, map(catalogued, chosen)):
        new = fragments(entry, found, [one.id for one in staff if entry.id in one.can_do])
        found = replace(found, things={**found.things, **{each.id: each.collection for each in new}})
        limit = answer(kept, ("may_stop_for", entry.id))
        brought += (_limited(each, limit) if limit and each.id == entry.id else each for each in new)
    if any(one.may_refund for one in staff):
        brought = [_by_limit(each) if each.id == REFUNDS else each for each in brought]
    files = add(own, brought).after
    _loaded(files)
    return {path: content.decode() for path, content in files.items()}


def _loaded(files: Contents) -> Plan:
    """The plan in these files. Raises Unplanned."""
    loaded = load(parse(f"plan/{path}", content) for path, content in files.items())
    if loaded.plan is None:
        raise Unplanned(render(loaded.diagnostics))
    return loaded.plan


def _limited(fragment: Fragment, said: Data) -> Fragment:
    """Work that may stop for as long as the owner says, and is promised back by then."""
    limit = str(said)
    text = re.sub(r"(?m)^  mtpd: .*$", f"  mtpd: {limit}", fragment.text)
    promised = re.search(r"(?m)^  rto: ([^#\n]*)", text)
    if promised and Duration.parse(promised[1]).length > Duration.parse(limit).length:
        text = text.replace(promised[0], f"  rto: {limit}   ")
    return replace(fragment, text=text)


def _by_limit(fragment: Fragment) -> Fragment:
    """Refunds of which everybody may give as much as the plan says of them."""
    return replace(fragment, text=re.sub(r"(?m)^  # limit: refund\b.*$", "  limit: refund", fragment.text))


def said(kept: Kept, shelf: Shelf, today: date) -> Files:
    """The files that say what the owner said: the business, people, systems, what pays for them."""
    staff = _deciding(_staff(kept, shelf))
    tools = used(kept, shelf)
    keeper, kept_by_hand = _keeper(kept, tools)
    things = [Thing(one.phone, f"{one.name}'s phone", one.id, True) for one in staff if one.codes_for]
    things += [kept_by_hand] if kept_by_hand else []
    cards = tuple(_cards(kept, {one.id for one in staff} | {tool.id for tool in tools}))
    shop = {key: kept.get(key) for key in ("shop", "website", "timezone", "currency", "revenue", "country")}
    files = {
        "business.yml": draw("plan/business.yml.j2", **shop),
        "people.yml": draw(
            "plan/people.yml.j2",
            people=staff,
            prefix=home(str(kept["country"])).prefix,
            currency=kept["currency"],
        ),
    }
    if things:
        files["equipment.yml"] = draw("plan/equipment.yml.j2", things=things)
    if cards:
        files["funds.yml"] = draw("plan/funds.yml.j2", funds=cards, owner=staff[0].id)
    holders = [one.id for one in staff if one.opens_envelope]
    sealed = [tool for tool in tools if tool.id in staff[0].codes_for] or tools
    if holders and sealed:
        opens = [(tool.id, next(_ways(tool.id, vendor(tool.id), staff)).role) for tool in sealed]
        files["break_glass.yml"] = draw(
            "plan/break_glass.yml.j2", id=ENVELOPE, holders=holders, opens=opens, today=today.isoformat()
        )
    for tool in tools:
        text = _system(tool, staff, keeper, str(kept["currency"]), today)
        files[f"systems/{tool.id}.yml"] = text
    return files


def _staff(kept: Kept, shelf: Shelf) -> Iterator[Person]:
    taken = {offer.id for offers in (shelf.tools, shelf.functions, shelf.scenarios) for offer in offers}
    taken |= {tool.id for tool in used(kept, shelf)} | {"business", KEEPER, ENVELOPE}
    for number, name in people(kept):
        at = ("people", number)
        role = str(answer(kept, (*at, "role")))
        id = _free((as_id(name.split()[0]), as_id(name), as_id(role), f"person-{number + 1}"), taken)
        taken |= {id, f"{id}-phone"}
        ways = ((channel, str(answer(kept, (*at, channel)) or "")) for channel in ("phone", "email"))
        yield Person(
            id,
            name,
            role,
            tuple((channel, address) for channel, address in ways if address),
            number > 0 and answer(kept, (*at, "steps_in")) == "yes" and answer(kept, (*at, "can_do")) != [],
            tuple(listed(kept, (*at, "signs_in"))),
            tuple(listed(kept, (*at, "codes_for"))),
            tuple(listed(kept, (*at, "can_do"))),
            number > 0 and answer(kept, (*at, "opens_envelope")) == "yes",
            str(answer(kept, (*at, "may_refund")) or ""),
        )


def _deciding(staff: Iterable[Person]) -> tuple[Person, ...]:
    """The staff; where somebody has a limit for refunds, whoever runs the shop has none."""
    first, *others = staff
    limited = any(one.may_refund for one in others)
    return (replace(first, may_refund="any") if limited else first, *others)


def _free(wanted: tuple[str, ...], taken: set[str]) -> str:
    """The first of the ids that nothing has yet; the last one, numbered, where all are taken."""
    free = next((id for id in wanted if id and not {id, f"{id}-phone"} & taken), None)
    number = 2
    while free is None:
        free = f"{wanted[-1]}-{number}" if f"{wanted[-1]}-{number}" not in taken else None
        number += 1
    return free


ENVELOPE = "sealed-codes"
"""The id of the sealed envelope with codes."""
KEEPER = "password-place"
"""The id of a place for passwords that is no system."""


def _keeper(kept: Kept, tools: tuple[Choice, ...]) -> tuple[str, Thing | None]:
    """The id of what keeps the passwords, and the thing itself where it is no system."""
    place = str(kept.get("passwords") or "")
    if not place:
        return "", None
    same = next((tool.id for tool in tools if place.casefold() in (tool.name.casefold(), tool.id)), "")
    return (same, None) if same else (KEEPER, Thing(KEEPER, place))


def _cards(kept: Kept, taken: set[str]) -> Iterator[Card]:
    found = kept.get("money")
    for number in range(len(found) if isinstance(found, list) else 0):
        name = str(answer(kept, ("money", number, "name")) or "")
        if name:
            id = _free((as_id(name), f"{as_id(name) or 'card'}-fund", f"card-{number + 1}"), taken)
            taken = taken | {id}
            yield Card(id, name, tuple(listed(kept, ("money", number, "pays"))))


def _system(tool: Choice, staff: tuple[Person, ...], keeper: str, currency: str, today: date) -> str:
    entry = vendor(tool.id)
    text = draw(
        "plan/system.yml.j2",
        id=tool.id,
        name=tool.name,
        vendor=tool.id if entry else "",
        access=tuple(_ways(tool.id, entry, staff)),
        roles=entry.system.roles if entry else (),
        stand_in_role=str(entry.system.stand_in_role or "") if entry else "",
        without=[one.id for one in staff if one.steps_in and tool.id not in one.signs_in],
        kept_in=keeper if keeper != tool.id else "",
        is_keeper=keeper == tool.id,
        backups=entry.backups if entry else (),
        currency=currency,
        today=today.isoformat(),
    )
    return f"systems:\n{indent(text, '  ')}"


def _ways(tool: str, entry: Vendor | None, staff: tuple[Person, ...]) -> Iterator[Way]:
    """Who gets in. The owner has the strongest role; of others it is not known which one they have."""
    roles = tuple(map(str, entry.system.roles)) if entry else ()
    for number, one in enumerate(staff):
        factor = one.phone if tool in one.codes_for else ""
        if number == 0:
            yield Way(one.id, roles[-1] if roles else "", factor)
        elif tool in one.signs_in:
            least = str(entry.system.stand_in_role or "") if entry else ""
            yield Way(one.id, least, factor, role_asked=bool(least))
