"""The wallet card: five numbers and the first three steps, on the size of a bank card when folded."""

from __future__ import annotations

from io import BytesIO

from outlast import words
from outlast.languages import say
from outlast.render.paper import Data, Ink
from outlast.site import Site
from outlast.site.parts import Call

_SPOKEN = ("phone", "whatsapp", "signal", "sms")
"""Ways to reach somebody at once, best first."""
PLACES = 5
"""Numbers on the card; those that the plan does not know are lines to write on."""


def card(site: Site, ink: Ink, address: str, code: str) -> Data:
    """What stands on the card.

    Args:
        address: of the site on the web; empty if it has none.
        code: its QR code as SVG; empty without an address.
    """
    return {
        "address": address,
        "code": code,
        "numbers": numbers(site),
        "steps": [
            say("Call the first person on this card. If nobody answers, call the next."),
            say("Open the runbook and choose what has happened. The code on the back opens it.")
            if address
            else say("Open the runbook in the binder or on the stick. Choose what has happened."),
            say("Do only what it says for today. Write down what you do, and when."),
        ],
        "say": _words(site, address),
        "packs": [{"label": fact.label, "value": ink.line(fact.value)} for fact in site.first.packs[:1]],
    }


def _words(site: Site, address: str) -> Data:
    """What the card itself says, by the names that its template has for it."""
    return {
        "title": say("{shop}: wallet card", shop=site.name),
        "happened": say("If something has happened"),
        "open": say("Open this card. It says whom to call and what to do first."),
        "copy": words.copy(site.info.as_of, site.edition),
        "stick": say("Number of the stick:"),
        "call": say("Call, in this order"),
        "steps": say("The first three steps"),
        "pack": say("Emergency pack:"),
        "code": say("QR code of the address {address}", address=address),
        "runbook": say("The runbook"),
        "nowhere": say(
            "It has no address on the web, so this card has no code. Use the binder or the stick. You find "
            "them here:"
        ),
        "found": say("Found this card? Please give it back to:"),
        "cut": [
            say("Print this page at its real size (100 %, not “fit to page”). Cut along the outer line."),
            say("Fold the lower half back along the dashed line."),
            say("Fold it again like a book, so that the cover is outside."),
        ],
    }


def numbers(site: Site) -> list[Data]:
    """Whom to call, in order, and empty lines up to as many as there are places."""
    calls = [_number(call) for call in site.first.calls[: site.first.called]]
    blank: Data = {"name": "", "label": "", "number": ""}
    return [*calls, *(blank for _ in range(PLACES - len(calls)))]


def qr(address: str) -> str:
    """The QR code of an address as SVG."""
    import segno

    drawn = BytesIO()
    segno.make(address, micro=False, error="m").save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()


def _number(call: Call) -> Data:
    ways = sorted(
        (way for way in call.reach if way.channel in _SPOKEN), key=lambda way: _SPOKEN.index(way.channel)
    )
    label = ways[0].label if ways and ways[0].channel != "phone" else ""
    return {"name": call.name, "label": label, "number": ways[0].address if ways else ""}
