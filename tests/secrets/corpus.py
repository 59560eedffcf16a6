"""The corpus: invented secrets, and lines that look like some and are none.

Both stand with a broken bar after every fourth sign, so that scanners of repositories do not take them for
real; here they are put together again.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
BAR = "¦"


@dataclass(frozen=True)
class Planted:
    """A line with a secret, and the family that it belongs to."""

    family: str
    text: str


def planted() -> tuple[Planted, ...]:
    """The lines that hold a secret."""
    pairs = (line.split("\t", 1) for line in _lines("secrets.txt"))
    return tuple(Planted(family, text) for family, text in pairs)


def harmless() -> tuple[str, ...]:
    """The lines that hold none."""
    return tuple(_lines("harmless.txt"))


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.replace(BAR, "") for line in text.splitlines() if not line.startswith("# ")]
