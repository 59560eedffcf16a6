"""`outlast learn`: what a drill or an incident taught, into the plan."""

from __future__ import annotations

from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.keys import key_of, line_of
from outlast.cli.options import (
    config_file_option,
    date_option,
    day,
    described,
    dry_run_option,
    language_option,
    listed,
    plan_option,
    yes_option,
)
from outlast.cli.wrapping import wrap_text

if TYPE_CHECKING:
    from outlast.journal import Log
    from outlast.learning import Lesson
    from outlast.model import Plan
    from outlast.writing import Change, Contents

WIDTH = 88


@click.command(short_help="Take what a drill or an incident taught into the plan.")
@click.argument("log", metavar="LOG", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--by",
    metavar="PERSON",
    multiple=True,
    help="Who did it, if the log does not say; ids, with commas or repeated.",
)
@yes_option
@dry_run_option
@plan_option
@config_file_option
@date_option
@language_option
def learn(
    log: Path,
    by: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    plan: Path | None,
    config_file: Path,
    today: datetime | None,
) -> None:
    """Propose what the plan should say now, from the LOG of a drill or of an incident.

    A record of it, how long each step really took, steps that somebody could not do, numbers that
    nobody answered.
    Each change is shown, and you are asked. Your comments and your layout stay. What is written is in the
    first language of the business that Outlast knows, or in the one that you name.

    \b
    Example:  outlast learn drill-refunds-2026-11-29.json
              outlast learn --dry-run incident-2026-11-24-k3m9xz.json
              outlast learn --yes --by maya drill-refunds-2026-11-29.json
    """
    from outlast import source, writing
    from outlast.build import language_of
    from outlast.cli.drill import read_plan
    from outlast.cli.harm import refuse_harm
    from outlast.cli.telling import honestly, refuse, short
    from outlast.languages import say, say_count, speaking

    with honestly():
        folder, _ = described(config_file, plan, "full")
        _, known = read_plan(folder, day(today), "")
    with honestly(), speaking(language_of(known.business)):
        lesson = _lesson(known, read_log(log), _ids(known, by), asking=not (yes or dry_run))
        before = source.contents(folder)
        change, taken = _walk(folder, before, lesson, yes=yes or dry_run)
        if not taken:
            click.echo(say("Nothing was written."))
            return
        refuse_harm(folder, change, today=day(today))
        if dry_run:
            click.echo(say("Nothing was written."))
            return
        try:
            writing.write(folder, change)
        except writing.Unwritable as why:
            refuse(f"{folder.as_posix()}/{why}")
        click.echo(say_count("Took {count} proposal, in:", "Took {count} proposals, in:", taken))
        for path in sorted(change.files):
            click.echo(f"  {short(folder / path)}")
        click.echo(say("Next: read it once in your editor. `outlast check` says what is still open."))


def read_log(file: Path) -> Log:
    """The log in a file. Ends the program where it is none."""
    from outlast.cli.telling import refuse
    from outlast.journal import LARGEST, Unreadable, read

    with file.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    try:
        return read(content)
    except Unreadable as why:
        refuse(str(why))


def _ids(plan: Plan, typed: tuple[str, ...]) -> tuple[str, ...]:
    from outlast.cli.telling import refuse
    from outlast.load.nearest import nearest

    ids = listed(typed)
    for id in ids:
        if id not in plan.people:
            meant = nearest(id, plan.people)
            hint = f'Did you mean "{meant}"?' if meant else f"There are: {', '.join(plan.people)}."
            refuse(f'Nobody in the plan has the id "{id}". {hint}')
    return ids


def _lesson(plan: Plan, log: Log, by: tuple[str, ...], *, asking: bool) -> Lesson:
    """The log beside the plan. Who did it is asked where nothing says it."""
    from outlast.cli.telling import refuse
    from outlast.languages import say
    from outlast.learning import Unclear, lesson

    try:
        return lesson(plan, log, by)
    except Unclear as why:
        if by or not why.who:
            refuse(str(why))
        if not asking:
            refuse(f"{why} Say it with --by: {', '.join(plan.people)}.")
        click.echo(str(why))
        typed = line_of(say("Who was it? Write their ids, with commas between them."))
        return lesson(
            plan, log, _ids(plan, (typed,)) or refuse("Somebody must have done it. Nothing was written.")
        )


def _walk(folder: Path, before: Contents, lesson: Lesson, *, yes: bool) -> tuple[Change, int]:
    """What is taken, as one change, and how many proposals that are."""
    from outlast import source, writing
    from outlast.languages import say
    from outlast.learning import made, proposals
    from outlast.load import load

    prefix = folder.as_posix()
    found, now, taken = proposals(lesson), dict(before), 0
    for number, proposal in enumerate(found, 1):
        count = say("{number} of {count}", number=number, count=len(found))
        click.echo(f"{count}: {wrap_text(proposal.why, WIDTH)}")
        origins = load(source.parse(f"{prefix}/{path}", content) for path, content in now.items()).origins
        try:
            change = made(now, prefix, origins, proposal)
        except writing.Unwritable as why:
            click.echo(f"  {prefix}/{why}\n")
            continue
        _show(prefix, change)
        answer = "y" if yes else key_of(say("Take it?"), "ynq")
        if answer == "q":
            break
        if answer == "y":
            now, taken = dict(change.after), taken + 1
    if not found:
        click.echo(say("The plan says all that this log tells."))
    files = {path: content for path, content in now.items() if before.get(path) != content}
    return writing.Change(before, files), taken


def _show(prefix: str, change: Change) -> None:
    """The change as a diff, without lines that nothing changes far from it."""
    from outlast.diagnostics import clean

    for path, content in change.files.items():
        before, after = (
            each.decode("utf-8-sig").splitlines() for each in (change.before.get(path, b""), content)
        )
        click.echo(f"  {prefix}/{path}")
        for line in list(unified_diff(before, after, n=1, lineterm=""))[2:]:
            click.echo(f"  {clean(line)}")
    click.echo("")
