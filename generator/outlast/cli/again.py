"""What a command said, said again while all that it has read is the same."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import click

from outlast import kept
from outlast.clock import as_of, zone_rules

if TYPE_CHECKING:
    from outlast.build import Checked

T = TypeVar("T")
VARIABLES = ("OUTLAST_EDITION", "OUTLAST_LANGUAGE", "SOURCE_DATE_EPOCH")
"""What the surroundings say of an answer. Never a phrase: guesses at it could be tried on what is kept."""


class Said(NamedTuple):
    """All that a command says of a plan, and how it ends."""

    out: str
    zone: str
    """The time zone of the business, which decides what day it is."""
    as_of: date
    err: str = ""
    code: int = 0

    @classmethod
    def of(cls, checked: Checked, out: str, err: str = "", code: int = 0) -> Said:
        zone = checked.plan.business.timezone.zone.key if checked.plan else "UTC"
        return cls(out, zone, checked.info.as_of, err, code)


def said(places: tuple[Path, ...] | None, today: date | None, say: Callable[[], Said]) -> Said:
    """What the command that runs says, or what it said when all was as it is now.

    Args:
        places: the files and folders from which all is read; None where it comes from elsewhere, too.
        today: the day that was asked for.
    """

    def on_this_day(found: tuple[Said, bytes]) -> bool:
        zone = ZoneInfo(found[0].zone)
        return found == (found[0]._replace(as_of=as_of(zone, today)), zone_rules(zone))

    def with_rules() -> tuple[Said, bytes]:
        found = say()
        return found, zone_rules(ZoneInfo(found.zone))

    context = click.get_current_context()
    asked = (context.info_name, sorted(context.params.items()))
    return unchanged(places, asked, with_rules, on_this_day)[0]


def unchanged(
    places: tuple[Path, ...] | None,
    asked: object,
    answer: Callable[[], T],
    holds: Callable[[T], bool] = lambda _: True,
) -> T:
    """The answer, worked out unless it is kept and everything in these places is as it was then."""
    if not places:
        return answer()
    chosen = [os.environ.get(name) for name in VARIABLES]
    question = repr((asked, str(Path.cwd()), chosen)).encode()
    with _overheard() as logged:  # which would not be logged again
        return kept.unchanged(question, places, answer, holds, worth=lambda _, took: not logged)


@contextmanager
def _overheard() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs warns of meanwhile."""
    logger, heard = logging.getLogger("mkdocs"), _Heard(logging.WARNING)
    logger.addHandler(heard)
    try:
        yield heard.records
    finally:
        logger.removeHandler(heard)


class _Heard(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
