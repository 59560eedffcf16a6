"""Random small plans with a question each.

A number stands for the same plan and question on every machine, whatever has run before. Everything happens
at multiples of 30 minutes, and everything is drawn from short lists and small numbers; `soak.py` takes out of
a case that fails what it fails without.

Where the laws leave a reading open that would only make noise, the plans keep away from it: shifts over
midnight, with two stretches a day, of equal rank, or where a rest depends on who joins as one too many; a
vacant role first in a list; silence about `fetch`, `ready_in`, `lead_time`; `stays` with a place; a stock
lost for a length, or a supplier with an rto; a whole workaround with
`at_most` beside paid hands; what runs down where the clock changes; functions as needs; suppliers as hands
where skills are asked; equal priorities of restoring.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cached_property
from random import Random
from typing import Any, TypeVar

import yaml
from outlast.analysis.whatif.question import Question
from outlast.catalogue import vendor
from outlast.model import Plan

from tests.builders import make_plan

T = TypeVar("T")
Block = dict[str, Any]

STARTS = (
    date(2026, 11, 23),  # a Monday
    date(2026, 11, 20),  # a Friday
    date(2026, 11, 21),  # a Saturday
    date(2026, 10, 23),  # two days before the clock goes back
    date(2027, 3, 26),  # two days before it goes forward
    date(2026, 12, 30),  # over the end of a year
)
LONGEST = 12
"""Days: the longest absence that is drawn."""
HORIZON = 18
"""Days: so far a walk of these cases is worth looking at."""

WORKS: tuple[Any, ...] = (
    None,
    [{"days": "mon-fri", "from": "09:00", "to": "17:00"}],
    [{"days": "mon-fri", "from": "09:00", "to": "13:00", "timezone": "Europe/Lisbon"}],
    [{"days": "mon-sat", "from": "09:00", "to": "12:30", "timezone": "Asia/Shanghai"}],
    [{"days": "tue, thu", "from": "10:00", "to": "18:00", "timezone": "America/New_York"}],
    [{"days": "sat-sun", "from": "10:00", "to": "16:00"}, {"days": "wed", "from": "22:00", "to": "02:00"}],
)
SHORT = ("4h", "1d", "12h", "36h", "2d", "1 working day", "6 working hours")
LONG = ("1d", "2d", "3d", "36h", "5d", "2 working days")
ROLES = ("viewer", "staff", "owner")


@dataclass(frozen=True)
class Case:
    """A plan and what is asked of it."""

    text: str
    """The plan as a file."""
    question: Question

    @cached_property
    def plan(self) -> Plan:
        """The plan itself. Raises AssertionError if the file has mistakes."""
        return make_plan(self.text)


def drawn(number: int) -> Case:
    """The small plan of a number, with a question that takes one to three of its things away."""
    shop = _Shop(number)
    shop.fill()
    # Through JSON, so that YAML sees no object twice: a plan has no aliases.
    raw = json.loads(json.dumps({key: block for key, block in shop.raw.items() if block}))
    _propose(raw, Random(number + PROPOSALS))
    _close(raw, shop.start, Random(number + CLOSURES))
    _lead(raw, Random(number + LED))
    question = shop.question()
    if number % 5 == 2:
        raw["scenarios"] = {"scenarios-0": {"name": "Scenario", "noticed_after": SHORT[number % len(SHORT)]}}
        question = replace(question, unnoticed="scenarios-0")
    return Case(yaml.dump(raw, Dumper=yaml.CSafeDumper, sort_keys=False), question)


PROPOSALS = 10**9
CLOSURES = 2 * PROPOSALS
LED = 3 * PROPOSALS
"""Added to a number for what is drawn after all else, so that the plan stays the same around it."""


def _close(raw: Block, start: date, random: Random) -> None:
    """Close some businesses for some days, once or twice."""
    for _ in range(max(0, int(random.random() * 5) - 2)):
        first = start + timedelta(days=int(random.random() * 12) - 2)
        last = first + timedelta(days=int(random.random() * 4))
        raw["business"].setdefault("closed", []).append({"from": str(first), "to": str(last)})


def _lead(raw: Block, random: Random) -> None:
    """Lead a novice through some duties, and seal a second way in some plans."""
    for duty in raw.get("obligations", {}).values():
        if random.random() < 0.25:
            duty["steps"] = [{"do": "Do it.", "novice": "yes"}]
    if "break_glass" in raw and random.random() < 0.3:
        holder, system = random.choice(list(raw["people"])), random.choice(list(raw["systems"]))
        route: Block = {"name": "Another", "holders": [holder], "opens": [{"system": system}]}
        route["tests"] = [{"system": system, "on": "2026-05-01", "worked": "yes"}]
        raw["break_glass"]["break-glass-1"] = route


def _propose(raw: Block, random: Random) -> None:
    """Make some accesses proposals, and give some systems the roles of the catalogue, read or not."""
    for id, system in raw["systems"].items():
        for entry in system.get("access", ()):
            if random.random() < 0.15:
                entry["confirmed"] = "no"
        if "roles" not in system or random.random() < 0.4:
            continue
        del system["roles"]
        entry = vendor("stripe")
        assert entry is not None
        names = [str(role) for role in entry.system.roles]
        _rename(raw, id, dict(zip(ROLES, (names[0], names[1], names[-1]), strict=True)))
        system["vendor"] = "stripe"
        if random.random() < 0.2:
            system["reviewed"] = "2026-10-01"


def _rename(data: Any, system: str, names: Mapping[str, str]) -> None:
    """Call the roles of a system by other names, wherever they stand."""
    for key, part in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(part, dict) and "as" in part and (part.get("what") or part.get("system")) == system:
            part["as"] = names[part["as"]]
        if key == system and isinstance(part, dict):
            for way in part.get("access", ()):
                if "as" in way:
                    way["as"] = names[way["as"]]
        if isinstance(part, dict | list):
            _rename(part, system, names)


class _Shop:
    """A plan while it is drawn, as what stands in its file."""

    def __init__(self, number: int) -> None:
        self._random = Random(number)
        self.start = self.one(STARTS)
        self.raw: dict[str, Block] = {}

    def fill(self) -> None:
        """Draws every collection. Names come first, so that everything can point to everything."""
        sizes = {
            "people": (2, 5),
            "equipment": (1, 3),
            "locations": (0, 2),
            "documents": (0, 1),
            "suppliers": (0, 2),
            "systems": (1, 4),
            "stock": (0, 1),
            "funds": (0, 1),
            "break_glass": (0, 1),
            "functions": (1, 3),
            "shifts": (0, 2),
            "obligations": (0, 3),
            "exercises": (0, 1),
        }
        self.raw["business"] = self._business()
        for key, (least, most) in sizes.items():
            count = self.number(least, most)
            self.raw[key] = {f"{key.replace('_', '-')}-{number}": {} for number in range(count)}
        for key in sizes:
            for number, (id, block) in enumerate(self.raw[key].items()):
                block["name"] = id.title()
                getattr(self, f"_{key}")(number, id, block)

    def number(self, least: int, most: int) -> int:
        """Either end included. `random()` alone gives the same in every version of Python."""
        return least + int(self._random.random() * (most - least + 1))

    def chance(self, tenths: int) -> bool:
        return self.number(0, 9) >= 10 - tenths

    def one(self, values: Sequence[T]) -> T:
        return values[self.number(0, len(values) - 1)]

    def some(self, values: Sequence[T], most: int, least: int = 0) -> list[T]:
        """Different ones in any order; all there are where that is fewer than the least."""
        left = list(values)
        found: list[T] = []
        for _ in range(self.number(least, most)):
            if left:
                found.append(self.one(left))
                left = [each for each in left if each != found[-1]]
        return found

    def day(self, first: int = -3, last: int = LONGEST) -> str:
        return (self.start + timedelta(days=self.number(first, last))).isoformat()

    def stretch(self) -> Block:
        first = self.number(-2, LONGEST)
        last = first + self.number(0, 5)
        return {
            "from": (self.start + timedelta(days=first)).isoformat(),
            "to": (self.start + timedelta(days=last)).isoformat(),
        }

    def ids(self, *collections: str) -> list[str]:
        return [id for key in collections for id in self.raw[key]]

    def put(self, block: Block, key: str, tenths: int, values: Sequence[Any]) -> None:
        """One of some values under a key, sometimes."""
        if self.chance(tenths):
            block[key] = self.one(values)

    def need(self, own: str, *, depth: int = 0) -> Any:
        """A need of something else: an id, in a role, for a while, or a choice."""
        if depth == 0 and self.chance(2):
            return {"any": [self.need(own, depth=1) for _ in range(2)]}
        likely = [id for id in self.ids("systems", "equipment") if id != own]
        rare = [id for id in self.ids("locations", "documents", "suppliers", "stock", "funds") if id != own]
        what = self.one([*likely, *rare] if self.chance(4) else likely)
        need: Block = {"what": what}
        if "roles" in self.raw["systems"].get(what, {}) or (what in self.raw["systems"] and self.chance(2)):
            self.put(need, "as", 6, ROLES)
        self.put(need, "coasts", 4, LONG)
        return need

    def needs(self, own: str, most: int, tenths: int = 6) -> list[Any]:
        return [self.need(own) for _ in range(self.number(1, most))] if self.chance(tenths) else []

    def _business(self) -> Block:
        block: Block = {"format": 1, "name": "Shop", "timezone": "Europe/Brussels", "currency": "EUR"}
        self.put(block, "opening_hours", 3, ([{"days": "mon-sat", "from": "08:00", "to": "20:00"}],))
        if self.chance(2):
            block["seasons"] = [{"name": "Peak", "from": "11-24", "to": "12-31", "factor": 2}]
        return block

    def _people(self, number: int, id: str, block: Block) -> None:
        block["role"] = "Role"
        if number and self.chance(1):
            del block["name"]
        works = self.one(WORKS)
        if works is not None:
            block["works"] = works
        if self.chance(2):
            block["holidays"] = [self.stretch()]
        self.put(block, "noticed_after", 4, SHORT)
        if self.chance(5):
            block["skills"] = ["packing"]
        if self.chance(8):
            block["may"] = {"refund": self.one(("any", "50", "100"))}

    def _equipment(self, number: int, id: str, block: Block) -> None:
        block["held_by"] = self.some(self.ids("people"), 2, 1)
        places = self.ids("locations")
        if places and self.chance(4):
            block["kept_in"] = self.one(places)
        elif self.chance(1):
            block["stays"] = "yes"
        if self.chance(3):
            block |= {"spares": 1, "fetch": self.one(SHORT)}
        if self.chance(2):
            block["needs"] = self.needs(id, 1, 10)
        self.put(block, "rto", 2, LONG)

    def _locations(self, number: int, id: str, block: Block) -> None:
        others = [other for other in self.ids("locations") if other != id]
        if self.chance(4):
            to = {"to": self.one(others)} if others and self.chance(5) else {"name": "Elsewhere"}
            block["fallback"] = [{**to, "ready_in": self.one(SHORT)}]

    def _documents(self, number: int, id: str, block: Block) -> None:
        block["held_by"] = self.some(self.ids("people", "suppliers"), 2, 1)
        if self.raw["locations"] and self.chance(3):
            block["kept_in"] = self.one(self.ids("locations"))
        if self.chance(3):
            block["expires"] = self.day()

    def _suppliers(self, number: int, id: str, block: Block) -> None:
        others = [other for other in self.ids("suppliers") if other != id]
        self.put(block, "hours", 4, WORKS[1:])
        if self.chance(2):
            block["closures"] = [self.stretch()]
        if self.chance(4):
            who = {"who": self.one(others)} if others and self.chance(5) else {"name": "Another"}
            block["alternatives"] = [{**who, "lead_time": self.one(LONG)}]
        self.put(block, "rto", 3, LONG)

    def _systems(self, number: int, id: str, block: Block) -> None:
        block["needs"] = self.needs(id, 2, 4)
        self.put(block, "coasts", 2, LONG)
        if self.chance(4):
            block["roles"] = list(ROLES)
        if self.chance(5):
            able = self.some(self.ids("people"), 4, min(2, len(self.raw["people"])))
            block["access"] = [self._access(who, block) for who in able]
        if self.chance(7):
            restore: Block = {
                "by": self.some(self.ids("people"), 2),
                "needs": self.needs(id, 1, 4),
                "priority": number + 1,
            }
            self.put(restore, "takes", 8, SHORT)
            block["restore"] = restore
        self.put(block, "rto", 3, (*LONG, "vendor"))
        if self.chance(2):
            block["backups"] = [{"what": "Data"} for _ in range(self.number(1, 2))]
            for backup in block["backups"]:
                self.put(backup, "took", 8, SHORT)

    def _access(self, who: str, system: Block) -> Block:
        entry: Block = {"who": who}
        if "roles" in system:
            entry["as"] = self.one(ROLES) if self.chance(4) else "owner"
        if self.chance(3):
            entry["second_factor"] = self.some(self.ids("equipment", "systems"), 2, 1)
        self.put(entry, "starts_in", 1, SHORT)
        if self.chance(1):
            entry["until"] = self.day()
        return entry

    def _stock(self, number: int, id: str, block: Block) -> None:
        block["feeds"] = self.some(self.ids("functions"), 2)
        self.put(block, "share", 3, ("40%", "60%"))
        if self.raw["locations"] and self.chance(3):
            block["kept_in"] = self.one(self.ids("locations"))
        if not self._clock_changes():
            self.put(block, "cover", 8, ("8d", "6d", "10d"))
        if self.chance(8):
            block["refill"] = {
                "by": self.some(self.ids("people"), 2, 1),
                "lead_time": self.one(("1d", "2d", "36h", "4d", "2 working days")),
            }
            self.put(block["refill"], "at", 9, ("2d", "1d", "36h", "4d"))
            if self.raw["suppliers"]:
                self.put(block["refill"], "from", 5, self.ids("suppliers"))

    def _funds(self, number: int, id: str, block: Block) -> None:
        block["pays"] = self.some(self.ids("systems", "suppliers"), 1)
        self.put(block, "seasonal", 3, ("yes",))
        if self.chance(2):
            block["expires"] = self.day()
        if self.chance(7) and not self._clock_changes():
            block["balance"] = self.number(2, 9) * 48
            block["burn"] = self.one(("48 per day", "48 per open day", "96 per day"))
        if self.chance(8):
            block["refill"] = {
                "at": self.number(0, 25) * 4,
                "by": self.some(self.ids("people"), 2, 1),
                "lead_time": self.one(("1d", "12h", "2 working days")),
            }
            self.put(block["refill"], "amount", 4, (96, 240))

    def _clock_changes(self) -> bool:
        last = self.start + timedelta(HORIZON)
        return any(self.start <= date.fromisoformat(day) <= last for day in CHANGES)

    def _break_glass(self, number: int, id: str, block: Block) -> None:
        block["holders"] = [self.one(self.ids("people"))]
        system = self.one(self.ids("systems"))
        block["opens"] = [{"system": system}]
        self.put(block["opens"][0], "as", 6, ROLES)
        aside = Random(f"{id} {system} {block['holders']} {self.start}")  # so that the other draws stay
        if aside.random() < 0.4:
            block["opens"][0]["account"] = aside.choice(self.ids("people"))
            self.raw["business"]["own_accounts"] = "yes"
        if self.chance(8):
            worked = self.one(("yes", "no")) if self.chance(2) else "yes"
            block["tests"] = [{"system": system, "on": "2026-05-01", "worked": worked}]
        self.put(block, "delay", 6, SHORT)
        self.put(block, "hours", 4, WORKS[1:])
        if self.raw["locations"]:
            self.put(block, "kept_in", 3, self.ids("locations"))

    def _functions(self, number: int, id: str, block: Block) -> None:
        limited = self.chance(2)
        if limited:
            block["limit"] = "refund"
            if self.chance(5):
                block["amounts"] = [{"up_to": 50, "share": "75%"}, {"over": 50, "share": "25%"}]
        skilled = self.chance(2)
        if skilled:
            block["skills"] = ["packing"]
        if not limited and not skilled and self.chance(2):
            block["by"] = "automatic"
        else:
            people = self.ids("people") if skilled else self.ids("people", "suppliers")
            named = [id for id in people if id in self.raw["suppliers"] or "name" in self.raw["people"][id]]
            first = self.one(named)
            others = [who for who in self.some(people, 2) if who != first]
            block["by"] = [self._hand(n, who, id, limited) for n, who in enumerate([first, *others])]
            if not limited and self.chance(2) and len(people) > 1:
                pair = [
                    {"any": self.some(self.ids("people"), 3, 1)},
                    {"any": self.some(self.ids("people"), 3, 1)},
                ]
                block["approvals"] = [{"over": 20, "create": [pair[0]], "approve": [pair[1]]}]
        block["needs"] = self.needs(id, 2, 6)
        if self.raw["break_glass"] and isinstance(block["by"], list) and self.chance(5):
            self._meet_the_route(block)
        self.put(block, "hours", 3, WORKS[1:3])
        self.put(block, "unattended", 4, LONG)
        self.put(block, "loss", 5, ("48 per day", "24 per open day"))
        self.put(block, "mtpd", 5, LONG)
        self.put(block, "rto", 3, LONG)
        if self.chance(4):
            block["workaround"] = self._workaround(id, block)
        if self.chance(2):
            block["steps"] = [{"do": "Do it.", "novice": "yes"}]

    def _meet_the_route(self, function: Block) -> None:
        """Lets a break-glass route matter: its holder is listed, and the system that it opens is needed."""
        route = self.raw["break_glass"]["break-glass-0"]
        holder, system = route["holders"][0], route["opens"][0]["system"]
        function["needs"].append({"what": system, **({"coasts": "2d"} if self.chance(3) else {})})
        if holder not in [hand["who"] for hand in function["by"]]:
            function["by"].append({"who": holder})
            if self.chance(7):
                self.raw["systems"][system]["access"] = [{"who": function["by"][0]["who"], "as": "owner"}]

    def _hand(self, number: int, who: str, own: str, limited: bool) -> Block:
        hand: Block = {"who": who}
        if limited and (who in self.raw["suppliers"] or self.chance(2)):
            hand["up_to"] = self.one(("any", "50", "100"))
        if number or self.chance(2):
            self.put(hand, "starts_in", 3, SHORT)
        if number:
            self.put(hand, "day_rate", 3, (100,))
        hand["needs"] = self.needs(own, 1, 1)
        return hand

    def _workaround(self, own: str, function: Block) -> Block:
        way: Block = {
            "do": "Keep a list.",
            "by": self.some(self.ids("people"), 2, 1),
            "needs": self.needs(own, 1, 2),
        }
        by = function["by"] if isinstance(function["by"], list) else []
        way["by"] = [who for who in way["by"] if "name" in self.raw["people"][who]] or ["people-0"]
        way["capacity"] = self.one(("40%", "100%"))
        if way["capacity"] == "40%" or not any("day_rate" in hand for hand in by):
            self.put(way, "at_most", 5, LONG)
        return way

    def _shifts(self, number: int, id: str, block: Block) -> None:
        hours = ({"from": "08:00", "to": "14:00"}, {"from": "13:00", "to": "21:00"})
        block["hours"] = [{"days": self.one(("mon-fri", "mon-sat", "sat, sun")), **self.one(hours)}]
        block["staff"] = self.some(self.ids("people"), 3, 1)
        block["serves"] = self.some(self.ids("functions"), 1, 1)
        block["priority"] = number + 1
        self.put(block, "minimum", 3, (2,))
        self.put(block, "skills", 2, (["packing"],))
        if len(self.raw["shifts"]) == len(block["staff"]) == 1:
            self.put(block, "rest", 5, ("11h", "20h"))
        if self.chance(1):
            block |= {"suspended_from": self.day(0, 3), "suspended_until": self.day(3, 6)}

    def _obligations(self, number: int, id: str, block: Block) -> None:
        dated = [other for other, duty in self.raw["obligations"].items() if "due" in duty]
        if dated and self.chance(2):
            block["after"] = self.one(dated)
        else:
            rhythms = (
                "every tuesday",
                f"every 3 days from {self.start}",
                "every month on 25",
                "every working day",
            )
            block["due"] = self.day(0) if self.chance(5) else self.one(rhythms)
        named = [person for person, words in self.raw["people"].items() if "name" in words]
        self.put(block, "amount", 4, (50, 51, 200))
        if self.chance(5):
            function = self.one(self.ids("functions"))
            block["by"] = [{"who": function, "needs": self.needs(id, 1, 2)}]
            self.put(block["by"][0], "up_to", 2, ("any", "50", "100"))
            if self.chance(2):
                self.raw["functions"][function]["only_when_due"] = "yes"
        if "by" not in block or self.chance(2):
            doers = [self.one(named), *self.some(self.ids("people", "suppliers"), 1)]
            known = block.get("by", [])
            hands = enumerate(dict.fromkeys(doers), len(known))
            block["by"] = [*known, *(self._hand(n, who, id, self.chance(2)) for n, who in hands)]
        if self.chance(2):
            block["automatic"] = "yes"
        block["needs"] = self.needs(id, 1, 4)
        self.put(block, "fee", 3, (25,))
        self.put(block, "loss", 3, ("48 per day", "24 per open day"))
        if self.raw["funds"]:
            self.put(block, "fund", 3, self.ids("funds"))
        self.put(block, "grace", 5, SHORT)
        block["stops"] = self.some(self.ids("systems", "functions", "equipment"), 2)
        own = {doer["who"] for doer in block["by"]}
        block["stops"] = [node for node in block["stops"] if node not in own]
        self.put(block, "recovers_in", 4, SHORT)

    def _exercises(self, number: int, id: str, block: Block) -> None:
        people = self.raw["people"]
        block |= {
            "of": self.one(self.ids("systems")),
            "on": self.day(-20, 5),
            "by": [next(id for id in people if "name" in people[id])],
            "result": "failed" if self.chance(2) else "worked",
        }
        self.put(block, "took", 8, SHORT)

    def question(self) -> Question:
        """One to three things are gone, and sometimes a switch is turned."""
        nodes = self.ids(
            "people",
            "people",
            "equipment",
            "locations",
            "documents",
            "suppliers",
            "systems",
            "funds",
            "functions",
        )
        needed = [need["what"] for need in self.raw["functions"]["functions-0"]["needs"] if "what" in need]
        chosen = self.some(needed, 1) if self.chance(5) else []
        hands = self.raw["functions"]["functions-0"]["by"]
        if isinstance(hands, list) and self.chance(5):
            chosen.append(hands[0]["who"])
        chosen += self.some([id for id in nodes if id not in chosen], 2, 1)
        lost = {id: self._length(id) for id in chosen}
        if self.raw["stock"] and self.chance(2):
            lost["stock-0"] = None
        duties = self.ids("obligations", "stock", "funds")
        idle = frozenset(self.some(duties, 2)) if self.chance(2) else frozenset()
        return Question(
            self.start,
            tuple(lost.items()),
            window=timedelta(days=HORIZON),
            ask=not self.chance(1),
            break_glass=not self.chance(1),
            limited_hands=self.chance(3),
            from_incident=self.chance(1),
            measured=self.chance(3),
            idle=None if self.chance(1) else idle,
            clock=time(self.one((6, 10, 15))) if self.chance(2) else time(),
        )

    def _length(self, id: str) -> timedelta | None:
        endless = id in self.raw["systems"] or "rto" in self.raw["suppliers"].get(id, {})
        if self.chance(2) or (endless and self.chance(7)) or id in self.raw["stock"]:
            return None
        if "rto" in self.raw["suppliers"].get(id, {}):
            return None
        if self.chance(2):
            return timedelta(hours=self.one((12, 36, 30)))
        return timedelta(days=self.number(1, LONGEST))


CHANGES = ("2026-10-25", "2027-03-28")
"""When the clock of Brussels is changed."""
