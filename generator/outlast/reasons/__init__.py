"""What the what-if found, in words: why something stops, who does it instead, what nobody knows.

Texts are in the small Markdown of a plan: things are named as `{id}`, so that pages link them. `plain` puts
their names there, for a terminal or a finding.
"""

from outlast.reasons.causes import CauseWording, name, names, reasons
from outlast.reasons.kinds import again, or_instead, refill, until, used_up
from outlast.reasons.plain import is_phrase, plain
from outlast.reasons.states import band, state, unknown

__all__ = [
    "CauseWording",
    "again",
    "band",
    "is_phrase",
    "name",
    "names",
    "or_instead",
    "plain",
    "reasons",
    "refill",
    "state",
    "unknown",
    "until",
    "used_up",
]
