"""`outlast new`: some twenty short questions, and a folder that works at once."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.telling import honestly, short
from outlast.cli.wrapping import wrap_text

if TYPE_CHECKING:
    from outlast.new import Kept, Question, Shelf
    from outlast.source import Data, KeyPath

ANSWERS = ".outlast-answers.yml"
"""Where the answers are kept, in the new folder, until all are given."""
NOTHING = frozenset({ANSWERS, ".git", ".DS_Store"})
"""What a folder may hold that counts as empty."""
WIDTH = 88
HOW = (
    "Enter takes the answer in brackets, or leaves the question out where there is none. "
    "- leaves it out, < goes back. Ctrl-C stops: your answers are kept, and the same command goes on later."
)


@click.command(short_help="Begin: answer some short questions, and get a plan that works.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--answers",
    "answers_file",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Ask nothing: take the answers from FILE, and the usual ones for what it leaves out.",
)
@click.option("--workflow", is_flag=True, help="Add workflows that check and publish it on GitHub.")
def new(folder: Path, answers_file: Path | None, workflow: bool) -> None:
    """Ask about your shop, and write a plan for it into DIR, with a website that can be built at once.

    It takes about ten minutes. You can stop with Ctrl-C and go on later: the same command asks only for
    what is missing. If DIR is a MkDocs site already, the plan is added to it. Your files stay as they are.

    \b
    Example:  outlast new my-shop
              outlast new my-shop --answers answers.yml

    A workflow publishes the edition that names nobody. Keep the repository private: the plan has names and
    telephone numbers in it.
    """
    from zoneinfo import ZoneInfo

    from outlast import new as wizard
    from outlast.clock import as_of
    from outlast.host.refusal import Refusal
    from outlast.writing import Change, write

    with honestly():
        settings = _settings(folder)
        shelf = wizard.shelf()
        kept = _kept(answers_file, shelf, whole=True) if answers_file else _conversation(folder, shelf)
        if workflow:
            kept = {**kept, "workflow": "yes"}
        today = as_of(ZoneInfo("UTC"))
        try:
            made = wizard.folder(kept, shelf, today, settings)
        except wizard.Unplanned as why:
            raise Refusal(f"No plan can be made of these answers, so nothing was written.\n\n{why}") from None
        before = {wizard.SETTINGS: settings.encode()} if settings is not None else {}
        files = {
            path: text.encode()
            for path, text in made.files.items()
            if path in before or not (folder / path).exists()
        }
        write(folder, Change(before, files))
        (folder / ANSWERS).unlink(missing_ok=True)
        click.echo(f"\nWrote {len(files)} files into {short(folder)}.")
        for note in made.notes:
            click.echo(_wrapped(note))
        _afterwards(folder, today)


def _settings(folder: Path) -> str | None:
    """The mkdocs.yml of a site to which the runbook is added; None for a new folder. Raises Refusal."""
    from outlast.host.refusal import Refusal
    from outlast.new import SETTINGS

    if not folder.is_dir() or all(each.name in NOTHING for each in folder.iterdir()):
        return None
    if (folder / "plan").exists():
        raise Refusal(f"{short(folder)} has a plan already. `outlast add` brings more into it.")
    if not (folder / SETTINGS).is_file():
        raise Refusal(f"{short(folder)} is not empty, and no MkDocs site. Name a new folder.")
    try:
        return (folder / SETTINGS).read_bytes().decode()
    except UnicodeDecodeError:
        raise Refusal(f"{short(folder / SETTINGS)} is not UTF-8 text: save it as UTF-8 first.") from None


def _kept(file: Path, shelf: Shelf, *, whole: bool) -> Kept:
    """The answers in a file; what is wrong with them ends the program."""
    from outlast.new import read
    from outlast.source import parse

    kept, wrong = read(parse(short(file), file.read_bytes()), shelf, whole=whole)
    if wrong:
        click.echo("\n".join(wrong), err=True)
        sys.exit(1)
    return kept


def _conversation(folder: Path, shelf: Shelf) -> Kept:
    """Ask what is not answered yet, and keep each answer at once."""
    from outlast.host.room import replace_file
    from outlast.new import BACK, Unclear, answer, back, before, following, put, written

    file = folder / ANSWERS
    kept = _kept(file, shelf, whole=False) if file.exists() else {}
    folder.mkdir(parents=True, exist_ok=True)
    click.echo(_wrapped(HOW))
    taken_back: dict[KeyPath, Data] = {}
    asked: Question | None = None
    try:
        while question := following(kept, shelf):
            if (earlier_answer := taken_back.get(question.path)) is not None:
                question = replace(question, default=earlier_answer)
            if question.silent:
                kept = put(kept, question.path, question.typed(""))
                continue
            _show(question, asked)
            asked = question
            typed = click.prompt(_prompt(question), default="", show_default=False, prompt_suffix=" ")
            if not sys.stdin.isatty():
                click.echo()  # a terminal shows the line that was typed
            if typed.strip() == BACK:
                if to := before(kept, shelf, question):
                    earlier, kept = kept, back(kept, shelf, to)
                    taken_back[to.path] = answer(earlier, to.path)
                else:
                    click.echo("This is the first question.")
                continue
            try:
                kept = put(kept, question.path, question.typed(typed))
            except Unclear as unclear:
                click.echo(_wrapped(str(unclear)))
                continue
            replace_file(file, written(kept).encode())
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\nStopped. Your answers so far are in {short(file)}.")
        click.echo(f"To go on: outlast new {short(folder)}")
        sys.exit(1)
    return kept


def _show(question: Question, last: Question | None) -> None:
    """Say the heading of a screen where it begins, and once what comes before the question."""
    from outlast.new import SCREENS

    if last is None or question.screen != last.screen:
        number = SCREENS.index(question.screen) + 1
        heading = f"{question.screen} ({number} of {len(SCREENS)})"
        click.echo(f"\n{heading}\n{'-' * len(heading)}")
    if last is None or question.path != last.path:
        for line in question.lead:
            click.echo(line if len(line) <= WIDTH else _wrapped(line))


def _prompt(question: Question) -> str:
    default = question.shown_default()
    return f"{question.ask} [{default}]" if default else question.ask


def _wrapped(text: str) -> str:
    return wrap_text(text, WIDTH)


def _afterwards(folder: Path, today: date) -> None:
    """Say what the plan knows already, and the next steps."""
    from outlast.analysis import Look
    from outlast.build import check
    from outlast.model import Edition
    from outlast.reasons.outlook import outlook

    enter = "" if folder.resolve() == Path.cwd() else f'cd "{short(folder)}", then '
    plan = check(folder / "plan", Edition.FULL, today=today, look=Look.NONE).plan
    for line in (
        "",
        *(outlook(plan, today) if plan else ()),
        "",
        "Next:",
        f"  1. See it:           {enter}outlast serve --open --edition full",
        "  2. Make it yours:    outlast todo says what to write first, --confirm asks about proposals",
        "  3. Show your team:   outlast build --edition team, then open site/index.html",
        "  4. Hand it on:       outlast bundle --edition full makes the file for a USB stick",
    ):
        click.echo(line)
