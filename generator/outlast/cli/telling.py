"""How the command line speaks: refusals in a sentence, one line about a plan, what MkDocs logs."""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from outlast.host.refusal import Refusal

if TYPE_CHECKING:
    from outlast.diagnostics import Diagnostic
    from outlast.history import Searched
    from outlast.model import Plan


@contextmanager
def honestly() -> Iterator[None]:
    """Say in a sentence what the user can put right, and end with its code."""
    try:
        yield
    except Refusal as refusal:
        refuse(str(refusal), refusal.code)
    except BrokenPipeError:
        raise  # `outlast check | head`: click ends quietly
    except OSError as error:
        refuse(sentence(error))


def sentence(error: Refusal | OSError) -> str:
    """What went wrong, for the user."""
    if isinstance(error, Refusal):
        return str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):  # copying names the file that it reads
        return "The disk is full. Make room, and try again; what was there before is as it was."
    return f"{error.filename or 'The system'}: {error.strerror or error}."


def refuse(why: str, code: int = Refusal.code) -> NoReturn:
    """Say why, and end."""
    click.echo(f"outlast: {why}", err=True)
    sys.exit(code)


def problems(diagnostics: Iterable[Diagnostic], of: tuple[Diagnostic, ...] = ()) -> str:
    """What is wrong, in the language of the author; of all that is, with one line that says how much."""
    from outlast.build import author
    from outlast.diagnostics import render
    from outlast.languages import speaking

    with speaking(author()):
        return render(diagnostics) + (f"{summary(None, of)}\n" if of else "")


def refuse_plan(diagnostics: tuple[Diagnostic, ...]) -> NoReturn:
    """Say what is wrong with a plan, and end."""
    click.echo(problems(diagnostics, diagnostics), nl=False, err=True)
    sys.exit(1)


def summary(plan: Plan | None, diagnostics: tuple[Diagnostic, ...]) -> str:
    """One line: what there is, and how much of it is wrong."""
    from outlast.diagnostics import Severity
    from outlast.languages import say, say_count
    from outlast.model import COLLECTIONS

    counts = {severity: sum(found.severity is severity for found in diagnostics) for severity in Severity}
    errors, warnings, advice = counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.ADVICE]
    wrong = [
        say_count("{count} error", "{count} errors", errors) if errors else say("no errors"),
        say_count("{count} warning", "{count} warnings", warnings) if warnings else say("no warnings"),
    ]
    if advice:
        wrong.append(say_count("{count} of advice", "{count} of advice", advice))
    there = [
        _things(name, number)
        for name in (COLLECTIONS if plan else ())
        if (number := len(getattr(plan, name)))
    ]
    return ": ".join(", ".join(part) for part in (there, wrong) if part)


def _things(collection: str, number: int) -> str:
    """How many of its things a plan has: `3 people`."""
    from outlast.languages import say_count

    counted = {
        "people": lambda: say_count("{count} person", "{count} people", number),
        "functions": lambda: say_count("{count} function", "{count} functions", number),
        "systems": lambda: say_count("{count} system", "{count} systems", number),
        "equipment": lambda: say_count("{count} piece of equipment", "{count} pieces of equipment", number),
        "stock": lambda: say_count("{count} stock", "{count} stock", number),
        "funds": lambda: say_count("{count} fund", "{count} funds", number),
        "suppliers": lambda: say_count("{count} supplier", "{count} suppliers", number),
        "locations": lambda: say_count("{count} location", "{count} locations", number),
        "documents": lambda: say_count("{count} document", "{count} documents", number),
        "break_glass": lambda: say_count(
            "{count} way of emergency access", "{count} ways of emergency access", number
        ),
        "obligations": lambda: say_count("{count} obligation", "{count} obligations", number),
        "procedures": lambda: say_count("{count} procedure", "{count} procedures", number),
        "scenarios": lambda: say_count("{count} scenario", "{count} scenarios", number),
        "decisions": lambda: say_count("{count} decision table", "{count} decision tables", number),
        "call_trees": lambda: say_count("{count} call tree", "{count} call trees", number),
        "messages": lambda: say_count("{count} message", "{count} messages", number),
        "promises": lambda: say_count("{count} promise", "{count} promises", number),
        "exercises": lambda: say_count("{count} exercise", "{count} exercises", number),
        "shifts": lambda: say_count("{count} shift", "{count} shifts", number),
        "units": lambda: say_count("{count} unit", "{count} units", number),
    }
    return counted[collection]()


def remembered(history: Searched) -> str:
    """One line or two: how much of the history was read, and what was found."""
    from outlast.languages import say, say_count

    secrets = len(history.diagnostics)
    found = say_count("{count} secret", "{count} secrets", secrets) if secrets else say("no secrets")
    said = say("History: {number} files and messages read, {secrets}.", number=history.objects, secrets=found)
    if history.accepted:
        said += " " + say_count(
            "{count} more accepted in {file}.",
            "{count} more accepted in {file}.",
            history.accepted,
            file="accepted-secrets.txt",
        )
    if history.idle:
        idle = say(
            "Nothing is found at what {file} names as {places}: delete the line.",
            file="accepted-secrets.txt",
            places=", ".join(history.idle),
        )
        said += f"\n{idle}"
    if history.shallow:
        lacks = say(
            "This copy of the repository lacks its older part: run `git fetch --unshallow`, then again."
        )
        said += f"\n{lacks}"
    return said


def short(path: Path) -> str:
    """The path as it is said from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def listen(level: int) -> None:
    """Show what MkDocs logs from this level on."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(level)
    if not any(isinstance(handler, logging.StreamHandler) for handler in logger.handlers):
        handler = logging.StreamHandler(_Errors())
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)


class _Errors:
    """Whatever is the stream for errors at the moment of writing."""

    def write(self, text: str) -> None:
        _errors().write(text)

    def flush(self) -> None:
        _errors().flush()


def _errors() -> TextIO:
    return sys.stderr
