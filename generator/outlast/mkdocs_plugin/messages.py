"""What a build tells through the log of MkDocs."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from outlast.analysis import Look
from outlast.build import Built, author
from outlast.diagnostics import Diagnostic, Severity, more, render, shown_first
from outlast.languages import speaking

log = get_plugin_logger("outlast")


def report(built: Built) -> tuple[Diagnostic, ...]:
    """Log the errors of a plan as warnings, and return them.

    Of the rest only their number is told, so that a plan that merely grows old fails no strict build.
    """
    reasons = tuple(
        each for each in built.diagnostics if each.severity is Severity.ERROR and each.stops_build
    )
    warn(reasons)
    if left := len(built.diagnostics) - len(reasons):
        least = "At least " if built.facts.look is Look.NONE else ""
        log.info(f"{least}{count(left, 'remark')} on the plan: run `outlast check`")
    return reasons


def warn(errors: Iterable[Diagnostic]) -> None:
    """Log each error as a warning of MkDocs, and of very many only how many more there are."""
    shown, rest = shown_first(errors)
    with speaking(author()):
        for error in shown:
            log.warning(render([error]).rstrip())
        if rest:
            log.warning(more(rest))


def fails_strict(config: MkDocsConfig) -> bool:
    """Whether MkDocs is about to fail this build for a warning."""
    counters: list[Any] = [it for it in logging.getLogger("mkdocs").handlers if isinstance(it, CountHandler)]
    return config.strict and any(counter.get_counts() for counter in counters)


def count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
