"""What a change of the plan would break, refused before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.telling import problems, refuse

if TYPE_CHECKING:
    from outlast.diagnostics import Diagnostic
    from outlast.writing import Change


def refuse_harm(folder: Path, change: Change, today: date | None) -> None:
    """End the program if the plan would have an error, in any edition, that it does not have now."""
    from outlast import build as stages
    from outlast.diagnostics import errors
    from outlast.model import Edition

    def wrong(changed: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
        return errors(stages.check(folder, *Edition, today=today, changed=changed).diagnostics)

    if not (after := wrong(change.files)):
        return
    there = {(each.path, each.rule, each.message) for each in wrong({})}
    if new := [each for each in after if (each.path, each.rule, each.message) not in there]:
        click.echo(problems(new), nl=False, err=True)
        refuse("With this the plan would have errors, so nothing was written. Choose fewer, or correct them.")
