"""The questions of `outlast new`, one after the other; which one follows depends on what was answered.

Only what the first site needs is asked. A silent question can be answered in a file; `outlast todo` asks
for what is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from outlast.model.scalars import (
    Country,
    Currency,
    Duration,
    Email,
    Limit,
    Loss,
    PersonName,
    Phone,
    Timezone,
    Url,
)
from outlast.model.value import Setting, as_id
from outlast.new.asking import Choice, Line, Names, Pick, Question, Unclear, YesNo, text, value
from outlast.new.countries import Home, home
from outlast.new.kept import Kept, answer, listed
from outlast.source import KeyPath

WIDTH = 80
"""Signs of a line that lists things."""
MOST_PEOPLE = 12
MOST_FUNDS = 8
SCREENS = (
    "Your shop",
    "Who runs it",
    "Who else is there",
    "What your shop runs on",
    "Who gets in",
    "Codes and passwords",
    "What must never stop",
    "What falls due",
    "What would be worst",
)
"""The headings under which the questions stand, in order."""
REFUNDS = "refunds"
"""The work of the catalogue that a limit is asked for."""
NOT_LISTED = "What is not in the list is asked next."
SHARED = "With your password they use your account. That does not count here."
OTHERS = ("Everybody who works here, and everybody who could step in: a partner, a friend, an accountant.",)


@dataclass(frozen=True)
class Offer:
    """Something of the catalogue that can be chosen."""

    id: str
    name: str
    category: str = ""
    also: tuple[str, ...] = ()
    """What people call it, too."""
    generic: bool = False
    """Whether a shop has a name for its own, such as that of its bank."""
    useful: Callable[[frozenset[str]], bool] = lambda _: True
    """Whether it fits a shop that uses tools of these categories."""
    usual: Callable[[frozenset[str]], bool] = lambda _: True
    """Whether such a shop does it as a rule, so that it is proposed."""
    countries: tuple[str, ...] = ()
    """Where it holds; empty: everywhere."""
    may_stop_for: str = "2d"
    """Of a function: how long it may stop, as the catalogue proposes."""


@dataclass(frozen=True)
class Shelf:
    """What the catalogue offers."""

    tools: tuple[Offer, ...] = ()
    """By category."""
    functions: tuple[Offer, ...] = ()
    duties: tuple[Offer, ...] = ()
    """Those that a law asks for first."""
    scenarios: tuple[Offer, ...] = ()
    """The likeliest first."""
    requirement: str = ""
    """What a workflow has to install to get this program; empty where that is not known."""


def questions(kept: Kept, shelf: Shelf) -> Iterator[Question]:
    """Every question that these answers lead to, in order.

    What was not answered yet counts as left out.
    """
    yield from _shop(kept)
    yield from _people(kept)
    yield from _tools(kept, shelf)
    yield from _signing_in(kept, shelf)
    yield from _functions(kept, shelf)
    yield from _duties(kept, shelf)
    yield from _money(kept, shelf)
    yield from _scenarios(kept, shelf)
    yield from _folder()


def own_tools(kept: Kept) -> tuple[Choice, ...]:
    """What the shop runs on that the catalogue does not have, each with an id that nothing else here has."""
    taken = set(listed(kept, ("runs_on",)))
    found = []
    for number, name in enumerate(listed(kept, ("also_runs_on",)), 1):
        id = as_id(name) or f"tool-{number}"
        while id in taken:
            id += "-own"
        taken.add(id)
        found.append(Choice(id, name))
    return tuple(found)


def used(kept: Kept, shelf: Shelf) -> tuple[Choice, ...]:
    """Everything that the shop runs on."""
    chosen = listed(kept, ("runs_on",))
    known = tuple(
        Choice(tool.id, str(answer(kept, ("called", tool.id)) or tool.name), (tool.name.casefold(),))
        for tool in shelf.tools
        if tool.id in chosen
    )
    return known + own_tools(kept)


def people(kept: Kept) -> tuple[tuple[int, str], ...]:
    """Position and name of everybody who was named."""
    names = (answer(kept, _who(number, "name")) for number in range(MOST_PEOPLE))
    return tuple((number, str(name)) for number, name in enumerate(names) if name)


# --- the screens -----------------------------------------------------------------------------------


def _shop(kept: Kept) -> Iterator[Question]:
    ask = partial(Line, screen="Your shop")
    yield ask(
        path=("shop",), ask="What is your shop called?", form=text, needed="every page of the runbook says it"
    )
    yield ask(
        path=("country",),
        ask="In which country is it?",
        lead=("By name or by its two letters: Belgium, or BE.",),
        form=value(Country),
        needed="the currency, the clock and the duties towards the state follow from it",
    )
    where = _home(kept)
    zones = where.zones if where else ()
    yield ask(
        path=("timezone",),
        ask="Which clock do you live by?",
        lead=(f"Such as: {', '.join(map(_city, zones))}.",),
        form=partial(_zone, zones),
        default=zones[0] if zones else None,
        needed="dates and hours follow it" if where else "",
        silent=len(zones) == 1 or not where,
    )
    yield ask(
        path=("currency",),
        ask="In which currency are your prices? Three letters.",
        form=value(Currency),
        default=where.currency if where else None,
        needed="amounts are in it" if where else "",
        silent=True,
    )
    yield ask(path=("website",), ask="What is the address of your website?", form=value(Url))


def _people(kept: Kept) -> Iterator[Question]:
    where = _home(kept)
    number = 0
    while number < MOST_PEOPLE:
        first = number == 0
        who = partial(_who, number)
        screen = "Who runs it" if first else "Who else is there"
        ask = partial(Line, screen=screen)
        yield ask(
            path=who("name"),
            ask="Your name, or that of whoever runs the shop?"
            if first
            else "Who else? One name at a time; Enter for nobody else.",
            lead=OTHERS if number == 1 else (),
            form=_one_person,
            needed="somebody must be away before anybody can stand in" if first else "",
        )
        name = answer(kept, who("name"))
        if not name and not first:
            return
        called = str(name or "they")
        yield ask(
            path=who("role"),
            ask="Your role?" if first else f"What does {called} do?",
            form=text,
            default="Founder" if first else "Helps out",
            needed="in a public copy people are their roles",
            silent=first,
        )
        yield ask(
            path=who("phone"),
            ask="Telephone number?",
            lead=(f"Begin with the prefix, such as {where.other_prefix}, where it is not {where.prefix}.",)
            if first and where
            else (),
            form=value(Phone, Setting(country=where.code if where else None)),
        )
        yield ask(
            path=who("email"),
            ask="Email address?",
            form=value(Email),
            silent=bool(answer(kept, who("phone"))),
        )
        if not first:
            yield YesNo(
                path=who("steps_in"),
                ask=f"Could {called} step in?",
                screen=screen,
                default="yes",
                silent=True,
            )
        number += 1


def _tools(kept: Kept, shelf: Shelf) -> Iterator[Question]:
    screen = "What your shop runs on"
    choices = tuple(Choice(tool.id, tool.name, tool.also) for tool in shelf.tools)
    yield Pick(
        path=("runs_on",),
        ask="Which of these do you use? Numbers or names, with commas between.",
        screen=screen,
        lead=(*_by_category(shelf.tools), NOT_LISTED),
        choices=choices,
        otherwise=f"Leave that out here. {NOT_LISTED}",
    )
    chosen = listed(kept, ("runs_on",))
    for tool in shelf.tools:
        if tool.generic and tool.id in chosen:
            yield Line(
                path=("called", tool.id), ask=f"{tool.name}: which one? Its name.", screen=screen, form=text
            )
    yield Names(
        path=("also_runs_on",),
        ask="What else does it run on that is not in the list? Names, with commas between.",
        screen=screen,
    )


def _signing_in(kept: Kept, shelf: Shelf) -> Iterator[Question]:
    tools = used(kept, shelf)
    there = people(kept)
    if not tools or not there:
        return
    screen = "Who gets in"
    lead = _numbered(tools)
    for number, name in there[1:]:
        yield Pick(
            path=_who(number, "signs_in"),
            ask=f"Which of these can {name} sign in to with an account of their own?",
            screen=screen,
            lead=(*lead, SHARED),
            choices=tools,
            default=[],
        )
    screen = "Codes and passwords"
    for number, name in there:
        own = tools if number == 0 else _only(tools, listed(kept, _who(number, "signs_in")))
        if own:
            yield Pick(
                path=_who(number, "codes_for"),
                ask=f"For which of these does a code come to the phone of {name}?",
                screen=screen,
                lead=("Signing in often takes a code from a phone.", *_numbered(own)),
                choices=own,
                default=[tool.id for tool in own] if number == 0 else [],
                silent=number > 0,
            )
    for number, name in there[1:]:
        if answer(kept, _who(number, "steps_in")) == "yes":
            yield YesNo(
                path=_who(number, "opens_envelope"),
                ask=f"May {name} open a sealed envelope with the recovery codes of {there[0][1]}?",
                screen=screen,
                default="no",
                silent=True,
            )
    chosen = listed(kept, ("runs_on",))
    managers = [tool.name for tool in shelf.tools if tool.category == "passwords" and tool.id in chosen]
    yield Line(
        path=("passwords",),
        ask="Where are the passwords kept?",
        screen=screen,
        lead=("The place only, never a password: a password manager, a notebook in the safe, a browser.",),
        form=text,
        default=managers[0] if managers else None,
    )


def _functions(kept: Kept, shelf: Shelf) -> Iterator[Question]:
    screen = "What must never stop"
    choices = _useful(kept, shelf, shelf.functions)
    if not choices:
        return
    yield Pick(
        path=("never_stops",),
        ask="Which of these must go on, whatever happens?",
        screen=screen,
        lead=_numbered(choices),
        choices=tuple(Choice(one.id, one.name) for one in choices),
        default=[one.id for one in choices[:6]],
    )
    chosen = listed(kept, ("never_stops",))
    for one in choices:
        if one.id in chosen:
            yield Line(
                path=("may_stop_for", one.id),
                ask=f"{one.name}: how long may it stop?",
                screen=screen,
                form=value(Duration),
                silent=True,
            )
    doing = tuple(Choice(one.id, one.name) for one in choices if one.id in chosen)
    for number, name in people(kept)[1:]:
        if doing and answer(kept, _who(number, "steps_in")) == "yes":
            yield Pick(
                path=_who(number, "can_do"),
                ask=f"Which of these could {name} do while {people(kept)[0][1]} is away?",
                screen=screen,
                lead=(*_numbered(doing), "Type none for somebody who could not step in."),
                choices=doing,
                default=[one.id for one in doing],
            )
            if REFUNDS in listed(kept, _who(number, "can_do")):
                yield Line(
                    path=_who(number, "may_refund"),
                    ask=f"Up to how much may {name} refund without asking anybody?",
                    screen=screen,
                    lead=("Enter if you have not thought about it yet.",),
                    form=partial(_amount, str(answer(kept, ("currency",)) or "")),
                )


def _duties(kept: Kept, shelf: Shelf) -> Iterator[Question]:
    choices = _useful(kept, shelf, shelf.duties)
    if choices:
        categories = _categories(kept, shelf)
        yield Pick(
            path=("duties",),
            ask="Which of these have to be done in your shop, by whomever?",
            screen="What falls due",
            lead=(*_numbered(choices), "If you are not sure about one, take it, and ask your adviser later."),
            choices=tuple(Choice(one.id, one.name) for one in choices),
            default=[one.id for one in choices if one.usual(categories)],
        )


def _money(kept: Kept, shelf: Shelf) -> Iterator[Question]:
    tools = used(kept, shelf)
    ask = partial(Line, screen="What falls due", silent=True)
    for number in range(MOST_FUNDS if tools else 0):
        path: KeyPath = ("money", number)
        yield ask(path=(*path, "name"), ask="Which card or account pays your bills?", form=text)
        name = answer(kept, (*path, "name"))
        if not name:
            break
        yield Pick(
            path=(*path, "pays"),
            ask=f"Which of these are paid from {name}?",
            screen="What falls due",
            choices=tools,
            default=[tool.id for tool in tools] if number == 0 else [],
            silent=True,
        )
    yield ask(
        path=("revenue",),
        ask="About how much does the shop take in on a day?",
        form=partial(_revenue, str(answer(kept, ("currency",)) or "")),
    )


def _scenarios(kept: Kept, shelf: Shelf) -> Iterator[Question]:
    choices = _useful(kept, shelf, shelf.scenarios)
    if choices:
        yield Pick(
            path=("worst",),
            ask="What would be worst? Choose a few.",
            screen="What would be worst",
            lead=_numbered(choices),
            choices=tuple(Choice(one.id, one.name) for one in choices),
            default=[one.id for one in choices[:3]],
        )


def _folder() -> Iterator[Question]:
    ask = partial(YesNo, screen="What would be worst", silent=True)
    yield ask(path=("docs",), ask="Add a page that you can write yourself?", default="yes")
    yield ask(path=("workflow",), ask="Add a workflow that checks and publishes it on GitHub?", default="no")


# --- parts of questions ----------------------------------------------------------------------------


def _who(number: int, key: str) -> KeyPath:
    return ("people", number, key)


def _home(kept: Kept) -> Home | None:
    code = kept.get("country")
    return home(code) if isinstance(code, str) else None


def _only(tools: tuple[Choice, ...], ids: list[str]) -> tuple[Choice, ...]:
    return tuple(tool for tool in tools if tool.id in ids)


def _categories(kept: Kept, shelf: Shelf) -> frozenset[str]:
    chosen = listed(kept, ("runs_on",))
    return frozenset(tool.category for tool in shelf.tools if tool.id in chosen)


def _useful(kept: Kept, shelf: Shelf, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    categories = _categories(kept, shelf)
    return tuple(
        one
        for one in offers
        if one.useful(categories) and (not one.countries or kept.get("country") in one.countries)
    )


def _numbered(things: Sequence[Choice | Offer]) -> tuple[str, ...]:
    return tuple(f"{number:3}  {one.name}" for number, one in enumerate(things, 1))


def _by_category(tools: tuple[Offer, ...]) -> tuple[str, ...]:
    """The tools with their numbers, those of a category side by side: `Payments   7 PayPal   8 Stripe`."""
    lines: list[str] = []
    last = ""
    for number, tool in enumerate(tools, 1):
        piece = f"{number:3} {tool.name}"
        if tool.category != last or len(lines[-1]) + len(piece) > WIDTH:
            lines.append(f"{CATEGORIES[tool.category] if tool.category != last else '':18}")
            last = tool.category
        lines[-1] += piece + "  "
    return tuple(line.rstrip() for line in lines)


CATEGORIES = {
    "shop": "Shop",
    "payments": "Payments",
    "marketplace": "Marketplaces",
    "ads": "Advertising",
    "domain": "Domain",
    "mail": "Mail and office",
    "accounting": "Accounting",
    "email-marketing": "Newsletters",
    "helpdesk": "Customer service",
    "fulfilment": "Warehouse",
    "labels": "Labels",
    "passwords": "Passwords",
    "bank": "Bank",
    "payroll": "Payroll",
    "phone": "Telephone",
    "code": "Code",
}


def _one_person(said: str) -> str:
    if "," in said:
        raise Unclear("One name at a time, please: you are asked for the next one after this.")
    return value(PersonName)(said)


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _zone(zones: tuple[str, ...], said: str) -> str:
    city = next((zone for zone in zones if _city(zone).casefold() == said.casefold()), None)
    return city or value(Timezone)(said)


def _amount(currency: str, said: str) -> str:
    if not re.search("[^0-9., ]", said):
        said = f"{said} {currency}"
    return value(Limit, Setting(currency=currency))(said)


def _revenue(currency: str, said: str) -> str:
    if not re.search("[^0-9., ]", said):
        said = f"{said} {currency}"
    per_day = said if re.search(r"\b(?:per|an?)\b|/", said) else f"{said} per day"
    return value(Loss, Setting(currency=currency))(per_day)
