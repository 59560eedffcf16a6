"""Questions that are answered with a key or a line, on a terminal or from a pipe."""

from __future__ import annotations

import sys

import click


def key_of(question: str, keys: str) -> str:
    """One of some keys: pressed on a terminal, or the first letter of a line that is piped in."""
    while True:
        click.echo(f"{question} [{'/'.join(keys)}] ", nl=False)
        if sys.stdin.isatty():
            key = click.getchar().lower()
        else:
            line = sys.stdin.readline()
            key = line.strip()[:1].lower() if line else keys[-1]
        click.echo(key)
        if key and key in keys:
            return key


def line_of(question: str) -> str:
    """What is typed behind a question; nothing where no more is piped in."""
    click.echo(f"{question} ", nl=False)
    line = sys.stdin.readline().strip()
    if not sys.stdin.isatty():
        click.echo(line)
    return line
