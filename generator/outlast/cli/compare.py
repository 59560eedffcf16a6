"""`outlast compare`: what changed between two versions of a plan, in consequences."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.options import (
    config_file_option,
    date_option,
    day,
    described,
    language_option,
    plan_option,
)

if TYPE_CHECKING:
    from datetime import date

    from outlast.comparing import Comparison


@click.command(short_help="Say what changed between two versions of the plan.")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "html", "message"]),
    default="text",
    show_default=True,
    help="md: for a pull request. message: for those who hold an older copy.",
)
@click.option(
    "--comment",
    type=int,
    metavar="NUMBER",
    help="Write it below this pull request, through gh; the comment before is replaced.",
)
@language_option
@plan_option
@config_file_option
@date_option
def compare(
    old: str,
    new: str | None,
    form: str,
    comment: int | None,
    plan: Path | None,
    config_file: Path,
    today: datetime | None,
) -> None:
    """Say what changed from OLD to NEW: what stops now, who can be reached, what ran out.

    OLD and NEW are a folder with a plan, a revision of git, a stick, or a bundle of the full edition. Without
    NEW, it is the plan as it is now.

    \b
    Example:  outlast compare HEAD~1
              outlast compare v1 main --format md
              outlast compare /media/stick --format message
    """
    from outlast.cli.telling import honestly
    from outlast.comparing import as_html, as_markdown, as_message, as_text
    from outlast.host.gh import gh

    with honestly():
        folder, _ = described(config_file, plan, "full")
        made = compared(folder, old, new, day(today))
        if comment is not None:
            replace = ("--edit-last", "--create-if-none", "--body-file", "-")
            click.echo(gh("pr", "comment", str(comment), *replace, stdin=as_markdown(made)), nl=False)
            return
        forms = {"text": as_text, "md": as_markdown, "html": as_html, "message": as_message}
        click.echo(forms[form](made), nl=False)


def compared(folder: Path, old: str, new: str | None, today: date | None) -> Comparison:
    """Two versions of a plan, and what lies between them; the newer one is the folder unless it is named."""
    from outlast import build
    from outlast.analysis import Facts, Look
    from outlast.comparing import Comparison, Version, opened
    from outlast.comparing import compare as differences
    from outlast.host.refusal import Failure
    from outlast.host.room import private_room
    from outlast.model import Edition, Plan

    def judged(version: Version, as_of: date | None) -> tuple[Plan, Facts]:
        checked = build.check(version.folder, Edition.FULL, today=as_of, look=Look.WHOLE)
        if checked.plan is None:
            raise Failure(f"The plan of {version.label} cannot be read. `outlast check` says why.")
        return checked.plan, checked.facts

    with private_room() as room:
        rooms = [room / name for name in ("old", "new")]
        before = opened(old, folder, rooms[0])
        now = opened(new, folder, rooms[1]) if new else Version("now", folder, None)
        later = judged(now, today)
        as_of = later[1].as_of
        found = differences(judged(before, as_of), later, before.day, now.day)
        return Comparison(before.label, now.label, later[0], as_of, found, before.day)
