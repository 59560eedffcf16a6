"""How a try went, in the files of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outlast.load import Origins
from outlast.source import parse
from outlast.source.scalar import scalar
from outlast.writing import Change, Contents, insert


@dataclass(frozen=True)
class Answer:
    """How one try went."""

    system: str
    worked: bool
    note: str = ""
    """What stood in the way."""

    def line(self, day: date) -> str:
        """The answer as an entry of a list."""
        note = f", note: {scalar(self.note)}" if self.note else ""
        return f"- {{system: {self.system}, on: {day}, worked: {'yes' if self.worked else 'no'}{note}}}"


def recorded(
    contents: Contents, folder: str, origins: Origins, who: str, answers: tuple[Answer, ...], day: date
) -> Change:
    """What somebody tried, below what they tried before. Raises Unwritable.

    Args:
        folder: what stands before the paths of `contents` in those of `origins`.
    """
    entry = origins.entries[who]
    path = entry.document.path.removeprefix(f"{folder}/")
    lines = [answer.line(day) for answer in answers]
    if (*entry.path, "sign_ins") in parse(path, contents[path]).keys:
        return insert(contents, path, (*entry.path, "sign_ins"), "\n".join(lines))
    block = "\n".join(("sign_ins:", *(f"  {line}" for line in lines)))
    return insert(contents, path, entry.path, block)
