"""What day it is for a copy, and the rules by which a place sets its clocks."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo


def as_of(zone: ZoneInfo, today: date | None = None) -> date:
    """The day that a copy is of: the one given, else SOURCE_DATE_EPOCH, else today where the business is."""
    if today:
        return today
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else datetime.now(UTC)
    return moment.astimezone(zone).date()


def zone_rules(zone: ZoneInfo) -> bytes:
    """The clock of a place as this machine has it, on which a question that counts hours depends."""
    for folder in TZPATH:
        if (file := Path(folder, zone.key)).is_file():
            return file.read_bytes()
    from importlib.metadata import version  # every command would import it, and most machines have a clock

    return version("tzdata").encode()
