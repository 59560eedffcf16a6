"""The wallet card: five numbers and the first three steps, on the size of a bank card when folded."""

from __future__ import annotations

from io import BytesIO

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
            "Call the first name on this card. Nobody answers? Call the next.",
            "Open the runbook and choose what has happened."
            + (" The code on the back leads there." if address else " It is in the binder and on the stick."),
            "Do only what it says for today. Write down what you do, with the time.",
        ],
        "packs": [{"label": fact.label, "value": ink.line(fact.value)} for fact in site.first.packs[:1]],
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
