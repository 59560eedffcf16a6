"""Where each thing stands in the site, and the pages to which several modules lead."""

from __future__ import annotations

from collections.abc import Mapping

from outlast.model import Plan, Thing
from outlast.reasons import is_phrase
from outlast.site import Address, Link, Part

START = Address("index")
SERVE = Address("serve/index")
RESTORE = Address("restore/index")
SCENARIOS = Address("scenarios/index")
PEOPLE = Address("people/index")
HELP = Address("help/index")
QUESTIONS = Address("help/questions")
GLOSSARY = Address("help/words")
INCIDENT_LOG = Address("incident-log")
TODAY = Address("today")
MESSAGES = Address("serve/messages")
PROCEDURES = Address("serve/procedures")
STOCK = Address("serve/stock")
EQUIPMENT = Address("restore/equipment")
SUPPLIERS = Address("people/suppliers")
LOCATIONS = Address("people/locations")
UNITS = Address("people/units")
SHIFTS = Address("people/shifts")
DOCUMENTS = Address("people/documents")
CALL_TREES = Address("people/call-trees")
OBLIGATIONS = Address("serve/obligations")
FUNDS = Address("serve/funds")
DECISIONS = Address("serve/decisions")
BREAK_GLASS = Address("restore/break-glass")
READINESS = Address("readiness/index")
NOBODY = Address("readiness/nobody")
HEADINGS = Address("readiness/headings")

OWN_PAGE = {
    "people": "people",
    "functions": "serve",
    "systems": "restore",
    "suppliers": "people",
    "scenarios": "scenarios",
}
"""The folder of the pages of a collection whose things each have one."""
SHARED_PAGE = {
    "equipment": EQUIPMENT,
    "stock": STOCK,
    "locations": LOCATIONS,
    "procedures": PROCEDURES,
    "messages": MESSAGES,
    "units": UNITS,
    "shifts": SHIFTS,
    "documents": DOCUMENTS,
    "call_trees": CALL_TREES,
    "obligations": OBLIGATIONS,
    "funds": FUNDS,
    "decisions": DECISIONS,
    "break_glass": BREAK_GLASS,
    "promises": READINESS,
    "exercises": READINESS,
}
"""The page on which all things of a collection stand."""
HALVES = {"serve": Part.SERVE, "restore": Part.RESTORE}


def links(plan: Plan) -> Mapping[str, Link]:
    """The way to each thing of the plan, by its id."""
    return {
        id: Link(thing.title, address(thing), _half(address(thing)), is_phrase(thing))
        for id, thing in plan.things.items()
    }


def address(thing: Thing) -> Address:
    """Where a thing stands: its own page, or its heading on the page of its collection."""
    if thing.collection in OWN_PAGE:
        return Address(f"{OWN_PAGE[thing.collection]}/{thing.id}")
    prefix = "message-" if thing.collection == "messages" else ""
    return Address(SHARED_PAGE[thing.collection].page, prefix + thing.id)


def _half(address: Address) -> Part | None:
    return HALVES.get(address.page.partition("/")[0])
