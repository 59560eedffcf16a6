"""What is down besides functions: together where one reason takes several things away at once."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis.whatif.answer import Down
from outlast.cli.whatif.pen import Pen
from outlast.cli.whatif.report import Report, gist
from outlast.reasons import Line, names


def down(pen: Pen, report: Report) -> Iterator[str]:
    """A line or two for each reason and time, what was asked about left out."""
    asked = {id for id, _ in report.answer.question.lost}
    groups: dict[object, list[Down]] = {}
    for each in report.answer.down:
        if each.node not in asked or each.start > report.answer.start:
            groups.setdefault((each.start, each.end, *_reason(each)), []).append(each)
    for alike in groups.values():
        first = alike[0]
        lines = report.telling.chain([each.causes[0] for each in alike if each.causes], first.start)
        when = f"{pen.day(first.start)}, {pen.until(first.end)}: "
        yield from pen.lines(when + _said(alike, lines), "  - ")


def back(pen: Pen, report: Report) -> Iterator[str]:
    """When what is gone until restored is there again, or something in its place."""
    until_restored = [id for id, gone in report.answer.question.lost if gone is None]
    first = {each.node: each for each in reversed(report.answer.down)}
    ends: dict[str, list[str]] = {}
    for id in until_restored:
        if id in first:
            ends.setdefault(pen.day(end) if (end := first[id].end) else "not in sight", []).append(id)
    for when, ids in ends.items():
        yield from pen.lines(f"{names(ids)}: {when}", "  - ")


def _reason(each: Down) -> tuple[object, ...]:
    """What several things must have in common to be told together: why, and through what."""
    if not each.causes:
        return ()
    cause = each.causes[0]
    own = cause.node == each.node
    return cause.why, cause.about, None if own else cause.node, tuple(kid.node for kid in cause.of), own


def _said(alike: list[Down], lines: tuple[Line, ...]) -> str:
    """The reason, which names its subject itself where that is what is down."""
    said = gist(lines)
    subjects = names(each.node for each in alike)
    own = any(each.causes and each.causes[0].node == each.node for each in alike)
    return said if own and said else f"{subjects}. {said}".strip()
