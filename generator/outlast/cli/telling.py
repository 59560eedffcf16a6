"""How the command line speaks: refusals in a sentence, one line about a plan, what MkDocs logs."""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Iterator
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


def summary(plan: Plan | None, diagnostics: tuple[Diagnostic, ...]) -> str:
    """One line: what there is, and how much of it is wrong."""
    from outlast.diagnostics import Severity
    from outlast.model import COLLECTIONS

    counts = {severity: sum(found.severity is severity for found in diagnostics) for severity in Severity}
    wrong = [_count(counts[Severity.ERROR], "error"), _count(counts[Severity.WARNING], "warning")]
    if counts[Severity.ADVICE]:
        wrong.append(f"{counts[Severity.ADVICE]} of advice")
    there = [
        f"{number} {kind.one.split(' ', 1)[1] if number == 1 else name.replace('_', ' ')}"
        for name, kind in (COLLECTIONS.items() if plan else ())
        if (number := len(getattr(plan, name)))
    ]
    return ": ".join(", ".join(part) for part in (there, wrong) if part)


def remembered(history: Searched) -> str:
    """One line or two: how much of the history was read, and what was found."""
    said = (
        f"History: {history.objects} files and messages read, {_count(len(history.diagnostics), 'secret')}."
    )
    if history.accepted:
        said += f" {history.accepted} more accepted in accepted-secrets.txt."
    if history.idle:
        idle = ", ".join(history.idle)
        said += f"\nNothing is found at what accepted-secrets.txt names as {idle}: delete the line."
    if history.shallow:
        said += "\nThis copy of the repository lacks its older part: run `git fetch --unshallow`, then again."
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


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
