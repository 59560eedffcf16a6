"""`outlast drill --run`: the commands of a thing's steps, run one by one with consent, timed and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.keys import key_of
from outlast.languages import mark, say, say_count

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
BELOW = "   "
"""What stands before a line about a step."""
_CAME_OUT = {
    "worked": mark("It worked, in {time}."),
    "worked in part": mark("It worked in part, in {time}."),
    "failed": mark("It failed, in {time}."),
}
"""By the result of a drill: what is said of it."""


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
    from outlast.host.room import private_room
    from outlast.pages import step_views
    from outlast.pages.addresses import address
    from outlast.reasons import plain
    from outlast.sandbox import Sandbox

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
    told = (
        say_count("{thing}: {count} step.", "{thing}: {count} steps.", len(steps), thing=thing.title),
        say("Each command is shown first, and runs only if you agree."),
        say("It runs in a folder of its own, without your variables."),
        say("It can still do whatever you can do, so read it first."),
    )
    click.echo(f"{' '.join(told[:2])}\n{' '.join(told[2:])}\n")
    with nullcontext(sandbox) if sandbox else private_room() as folder, closing(Sandbox(folder)) as room:
        outcomes = []
        for number, step in enumerate(steps, 1):
            click.echo(f"{number}. {plain(plan, step.do) if step.do else step.procedure}")
            outcomes.append(_step(room, notes, step, yes=yes))
            if outcomes[-1] in (_Outcome.FAILED, _Outcome.STOPPED):
                break
    if not {_Outcome.DONE, _Outcome.FAILED} & {*outcomes}:
        click.echo("\n" + say("Nothing was tried, so no log was written."))
        return 1
    result = _result(outcomes)
    notes.add("result", result)
    notes.add("end", thing.title)
    log = _write(plan, thing, who, steps, notes, out)
    for line in _verdict(plan, thing, steps, notes, result):
        click.echo(line)
    click.echo(say("Wrote {file}. Next: {command}", file=short(log), command=f"outlast learn {short(log)}"))
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
            _say(say("This is {language}, which does not run here.", language=step.language))
        if yes:
            _say(say("Left out: it is done by hand."))
            notes.add("note", say("Left out, because it is done by hand: {step}", step=step.do), step.id)
            return _Outcome.LEFT_OUT
        return _by_hand(notes, step)
    _show(step.command)
    answer = "y" if yes else key_of(BELOW + say("Run it?"), "ynq")
    if answer != "y":
        notes.add("note", say("Not run: {step}", step=step.do), step.id)
        return _Outcome.LEFT_OUT if answer == "n" else _Outcome.STOPPED
    ran = room.run(step.command, step.language)
    _tell(ran)
    if ran.worked and step.check:
        _say(say("Check:"))
        _show(step.check)
        checked = room.run(step.check, step.language)
        _tell(checked)
        ran = type(ran)(checked.code, f"{ran.output}\n{checked.output}".strip(), ran.took + checked.took)
    if ran.output:
        notes.add("output", ran.output[-KEPT:], step.id)
    if ran.worked:
        notes.add("done", step.do, step.id)
        return _Outcome.DONE
    ended = say("The command ended with {code}.", code=ran.code)
    notes.add("stuck", f"{ended} {ran.output[-300:]}".strip(), step.id)
    _say(step.if_not or say("It failed, and the plan does not say what to do then."))
    return _Outcome.FAILED


def _by_hand(notes: _Notes, step: StepView) -> _Outcome:
    answer = key_of(BELOW + say("This step is done by hand. Did it work?"), "ynq")
    if answer == "q":
        return _Outcome.STOPPED
    notes.add("done" if answer == "y" else "stuck", step.do, step.id)
    return _Outcome.DONE if answer == "y" else _Outcome.FAILED


def _say(sentence: str) -> None:
    """A sentence below the step that it is about."""
    click.echo(BELOW + sentence)


def _show(command: str) -> None:
    from outlast.diagnostics import clean

    for line in command.splitlines():
        click.echo(f"     $ {clean(line)}")


def _tell(ran: Ran) -> None:
    from outlast import words
    from outlast.diagnostics import clean

    lines = ran.output.splitlines()
    for line in lines[-SHOWN:]:
        click.echo(f"     {clean(line)}")
    took = words.measured(ran.took)
    if ran.worked:
        _say(say("It worked, after {time}.", time=took) + "\n")
    else:
        _say(say("It failed with the code {code}, after {time}.", code=ran.code, time=took) + "\n")


def _verdict(
    plan: Plan, thing: Thing, steps: tuple[StepView, ...], notes: _Notes, result: str
) -> Iterator[str]:
    """What came out, beside what is promised (RTO and RPO) of each system in which steps are done."""
    from outlast import words
    from outlast.model.systems import System

    took = notes.lines[-1][0] - notes.lines[0][0]
    yield "\n" + say(_CAME_OUT[result], time=words.measured(took))
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
            values = {"system": system.title, "target": words.target(system.rto)}
            if took <= system.rto.duration.length:
                yield say("{system} is promised back within {target} (RTO): kept.", **values)
            else:
                yield say("{system} is promised back within {target} (RTO): NOT kept.", **values)
        if system.rpo and system.rpo.duration and ages:
            values = {"target": words.target(system.rpo), "time": words.measured(max(ages))}
            if max(ages) <= system.rpo.duration.length:
                yield say(
                    "No more than {target} may be lost (RPO), and the data was {time} old: kept.", **values
                )
            else:
                yield say(
                    "No more than {target} may be lost (RPO), and the data was {time} old: NOT kept.",
                    **values,
                )


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
