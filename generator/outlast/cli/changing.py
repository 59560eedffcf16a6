"""A change of the plan that a command makes: written only where the plan can still be read with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.telling import refuse

if TYPE_CHECKING:
    from outlast.load import Origins
    from outlast.writing import Change


def written(folder: Path, make: Callable[[Mapping[str, bytes], str, Origins], Change]) -> bool:
    """Write what `make` makes of the files of a plan, or say why nothing was written.

    Args:
        make: from the files, the folder as the paths of the origins name it, and the origins.
    """
    from outlast import source, writing
    from outlast.analysis import Look
    from outlast.build import check
    from outlast.diagnostics import brief, errors
    from outlast.languages import say
    from outlast.model import Edition

    prefix, contents = folder.as_posix(), source.contents(folder)
    now = check(folder, Edition.FULL, look=Look.NONE)
    if now.plan is None:
        refuse("the plan has just been changed, and cannot be read now. `outlast check` says why.", 1)
    try:
        change = make(contents, prefix, now.origins)
        after = check(folder, Edition.FULL, look=Look.NONE, changed=change.files)
        if after.plan is None:
            click.echo(say("Nothing was written, because the plan could not be read then:"))
            click.echo(brief(errors(after.diagnostics)))
            return False
        writing.write(folder, change)
    except writing.Unwritable as refused:
        click.echo(f"{prefix}/{refused}\n")
        return False
    click.echo(say("Written.") + "\n")
    return True
