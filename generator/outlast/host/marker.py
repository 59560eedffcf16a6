"""What a folder that Outlast made says of itself: the content of its marker."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from outlast.host.folder import MARKER
from outlast.languages import ENGLISH, Language, speaker
from outlast.site import BuildInfo, Tree


@dataclass(frozen=True)
class Marker:
    """Which site lies there."""

    name: str
    edition: str
    as_of: date
    version: str
    encrypted: bool = False
    """Whether a passphrase is needed. Then the name does not tell whose it is."""
    until: date | None = None
    """The last day on which to trust it; None where an older version made it."""
    language: str = "en"
    """The code of that in which it is written."""
    others: tuple[str, ...] = ()
    """The codes of its other languages, each of which has a folder."""

    @classmethod
    def of(cls, tree: Tree, info: BuildInfo, others: Iterable[Language] = ()) -> Marker:
        """What to say of a drawn site."""
        return cls(
            tree.name,
            tree.edition,
            info.as_of,
            info.version,
            until=info.until,
            language=tree.language.code,
            others=tuple(each.code for each in others),
        )

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those of the copy, the first one first."""
        found = (speaker(code) for code in (self.language, *self.others))
        return tuple(each or ENGLISH for each in found)

    def content(self) -> bytes:
        """The content of the marker."""
        until = self.until.isoformat() if self.until else None
        told = {**asdict(self), "as_of": self.as_of.isoformat(), "until": until}
        if not self.others:
            del told["others"]
        return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def marker_of(folder: Path) -> Marker | None:
    """What the marker of `folder` says, or None where there is no marker, or an unreadable one."""
    try:
        told = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return Marker(
            str(told["name"]),
            str(told["edition"]),
            date.fromisoformat(told["as_of"]),
            str(told["version"]),
            told.get("encrypted") is True,
            date.fromisoformat(until) if (until := told.get("until")) else None,
            str(told.get("language", "en")),
            tuple(map(str, told.get("others", ()))),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
