"""`outlast drill --run`: the commands of a thing's steps, run one by one with consent, timed and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.keys import key_of

if TYPE_CHECKING:
    from outlast.model import Plan, Thing
    from outlast.sandbox import Ran, Sandbox
    from outlast.site.parts import StepView

AS_OF = re.compile(r"^data as of:? *(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)", re.M | re.I)
"""What a command prints to say how old the data is that came back."""
SHOWN = 12
"""Lines of output on the terminal: the last ones. The log has more."""
KEPT = 3500
"""Signs of the output of a step in the log: its end."""


class _Outcome(Enum):
    """What became of a step."""

    DONE = auto()
    FAILED = auto()
    LEFT_OUT = auto()
    STOPPED = auto()
    """Somebody ended the drill before it."""


@dataclass
class _Notes:
    """The log while it grows."""

    page: str
    title: str
    lines: list[tuple[datetime, str, str, str]] = field(default_factory=list)
    """When, kind, text, step."""

    def add(self, kind: str, text: str = "", step: str = "") -> None:
        self.lines.append((datetime.now(UTC).astimezone(), kind, text, step))


def run(plan: Plan, thing: Thing, who: str, out: Path, sandbox: Path | None, *, yes: bool) -> int:
    """Run the drill, write its log into a folder, and return the code to end with."""
    from outlast.analysis.step_keys import steps_of
    from outlast.cli.telling import refuse, short
    from outlast.pages import step_views
    from outlast.pages.addresses import address
    from outlast.reasons import plain
    from outlast.sandbox import sandbox as opened

    page = address(thing).page
    steps = tuple(_flat(step_views.Steps(plan, page).views(steps_of(thing))))
    if not any(step.command for step in steps):
        refuse(f'No step of "{thing.id}" has a command. Make a sheet instead: outlast drill {thing.id}')
    if sandbox is not None and sandbox.exists() and any(sandbox.iterdir()):
        refuse(f"{short(sandbox)} is not empty. Name an empty folder, or none.")
    if sandbox is not None:
        sandbox.mkdir(parents=True, exist_ok=True)
    notes = _Notes(page, thing.title)
    notes.add("start", thing.title)
    click.echo(f"{thing.title}: {len(steps)} steps. Each command is shown first, and runs only if you agree.")
    click.echo(
        "It runs in a folder of its own, without your variables. Still, it can do what you can do: read it.\n"
    )
    with opened(sandbox) as room:
        outcomes = []
        for number, step in enumerate(steps, 1):
            click.echo(f"{number}. {plain(plan, step.do) if step.do else step.procedure}")
            outcomes.append(_step(room, notes, step, yes=yes))
            if outcomes[-1] in (_Outcome.FAILED, _Outcome.STOPPED):
                break
    if not {_Outcome.DONE, _Outcome.FAILED} & {*outcomes}:
        click.echo("\nNothing was tried, so no log was written.")
        return 1
    result = _result(outcomes)
    notes.add("result", result)
    notes.add("end", thing.title)
    log = _write(plan, thing, who, steps, notes, out)
    for line in _verdict(plan, thing, steps, notes, result):
        click.echo(line)
    click.echo(f"Wrote {short(log)}. Next: outlast learn {short(log)}")
    return 0 if result == "worked" else 1


def _result(outcomes: Iterable[_Outcome]) -> str:
    """What the log says came out: only what was done whole has worked."""
    found = {*outcomes}
    if _Outcome.FAILED in found:
        return "failed"
    return "worked" if found == {_Outcome.DONE} else "worked in part"


def _flat(steps: Iterable[StepView]) -> Iterator[StepView]:
    """The steps one after the other; those of a procedure in place of the step that uses it."""
    for step in steps:
        inner = (*step.steps, *step.parallel)
        if inner and not step.command:
            yield from _flat(inner)
        else:
            yield step
            yield from _flat(inner)


def _step(room: Sandbox, notes: _Notes, step: StepView, *, yes: bool) -> _Outcome:
    """Go through one step, and say what became of it."""
    from outlast.sandbox import runs

    if not step.command or not runs(step.language):
        if step.command:
            click.echo(f"   This is {step.language}, which does not run here.")
        if yes:
            click.echo("   Left out: it is done by hand.")
            notes.add("note", f"Left out, because it is done by hand: {step.do}", step.id)
            return _Outcome.LEFT_OUT
        return _by_hand(notes, step)
    _show(step.command)
    answer = "y" if yes else key_of("   Run it?", "ynq")
    if answer != "y":
        notes.add("note", f"Not run: {step.do}", step.id)
        return _Outcome.LEFT_OUT if answer == "n" else _Outcome.STOPPED
    ran = room.run(step.command, step.language)
    _tell(ran)
    if ran.worked and step.check:
        click.echo("   Check:")
        _show(step.check)
        checked = room.run(step.check, step.language)
        _tell(checked)
        ran = type(ran)(checked.code, f"{ran.output}\n{checked.output}".strip(), ran.took + checked.took)
    if ran.output:
        notes.add("output", ran.output[-KEPT:], step.id)
    if ran.worked:
        notes.add("done", step.do, step.id)
        return _Outcome.DONE
    notes.add("stuck", f"The command ended with {ran.code}. {ran.output[-300:]}".strip(), step.id)
    click.echo(
        f"   {step.if_not}" if step.if_not else "   It failed, and the plan does not say what to do then."
    )
    return _Outcome.FAILED


def _by_hand(notes: _Notes, step: StepView) -> _Outcome:
    answer = key_of("   This step is done by hand. Did it work?", "ynq")
    if answer == "q":
        return _Outcome.STOPPED
    notes.add("done" if answer == "y" else "stuck", step.do, step.id)
    return _Outcome.DONE if answer == "y" else _Outcome.FAILED


def _show(command: str) -> None:
    from outlast.diagnostics import clean

    for line in command.splitlines():
        click.echo(f"     $ {clean(line)}")


def _tell(ran: Ran) -> None:
    from outlast.diagnostics import clean

    lines = ran.output.splitlines()
    for line in lines[-SHOWN:]:
        click.echo(f"     {clean(line)}")
    how = "It worked" if ran.worked else f"It failed, with {ran.code}"
    click.echo(f"   {how}, after {ran.took.total_seconds():.1f} s.\n")


def _verdict(
    plan: Plan, thing: Thing, steps: tuple[StepView, ...], notes: _Notes, result: str
) -> Iterator[str]:
    """What came out, beside what is promised (RTO and RPO) of each system in which steps are done."""
    from outlast import words
    from outlast.model.systems import System

    took = notes.lines[-1][0] - notes.lines[0][0]
    yield f"\nIt {result}, in {_said(took)}."
    if result != "worked":
        return
    named = dict.fromkeys((thing.id, *(step.where for step in steps if step.where)))
    told = "\n".join(text for _, kind, text, _ in notes.lines if kind == "output")
    ages = [notes.lines[0][0] - _moment(each) for each in AS_OF.findall(told)]
    for id in named:
        system = plan.systems.get(id)
        if not isinstance(system, System):
            continue
        if system.rto and system.rto.duration:
            kept = took <= system.rto.duration.length
            yield f"{system.title} is promised back within {words.target(system.rto)} (RTO): {_kept(kept)}."
        if system.rpo and system.rpo.duration and ages:
            kept = max(ages) <= system.rpo.duration.length
            age = f"the data was {_said(max(ages, default=timedelta()))} old"
            yield f"No more than {words.target(system.rpo)} may be lost (RPO), and {age}: {_kept(kept)}."


def _kept(kept: bool) -> str:
    return "kept" if kept else "NOT kept"


def _said(length: timedelta) -> str:
    seconds = max(0, round(length.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    parts = (
        f"{hours} h" if hours else "",
        f"{rest // 60} min" if rest >= 60 else "",
        f"{rest % 60} s" if not hours else "",
    )
    return " ".join(filter(None, parts))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.upper().replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _write(plan: Plan, thing: Thing, who: str, steps: tuple[StepView, ...], notes: _Notes, out: Path) -> Path:
    """The log as a file, and its place."""
    from outlast import journal
    from outlast.host.room import keep_file
    from outlast.reasons import plain

    started = notes.lines[0][0]
    log = journal.Log(
        f"{plan.business.name} runbook",
        f"{started:%Y%m%d%H%M%S}-run",
        thing.title,
        notes.page,
        "",
        started,
        tuple(journal.LoggedStep(step.id, plain(plan, step.do)) for step in steps),
        tuple(
            journal.Entry(f"run-{n}", n, at, kind, text, notes.page, notes.title, step)
            for n, (at, kind, text, step) in enumerate(notes.lines, 1)
        ),
        journal.Drill("restore", thing.id, who),
    )
    file = out / f"drill-{thing.id}-{started:%Y-%m-%d-%H%M}.json"
    return keep_file(file, journal.write(log, datetime.now(UTC)).encode())
