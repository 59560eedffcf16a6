"""Every single point of failure, ranked: as text, as a page, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from outlast.analysis.whatif.answer import Answer
from outlast.analysis.whatif.outlook import SinglePoint
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.single_points import single_points
from outlast.cli.whatif.data import FORMAT, money
from outlast.host.policy import sealed
from outlast.languages import say
from outlast.model import Plan
from outlast.pages import weak_spots, whatif
from outlast.pages.addresses import links
from outlast.pages.downloads.sheet import defused
from outlast.render import document
from outlast.render.text import text
from outlast.site import Page, Part
from outlast.site.blocks import Prose, Tone, opening, section

COLUMNS = ("without", "kind", "cost", "tail", "stops", "too long", "later", "not known")


def told(plan: Plan, question: Question, answers: Mapping[str, Answer], form: str) -> str:
    """The single points of failure that some answers show, in one of the formats of the command."""
    points = single_points(answers, plan.people)
    if form == "json":
        return _json(plan, question, points)
    if form == "csv":
        return _csv(plan, points)
    page = _page(plan, question, points)
    if form == "html":
        return sealed(document(page, links(plan)))
    return text(page.sections, links(plan), page.title)


def _page(plan: Plan, question: Question, points: tuple[SinglePoint, ...]) -> Page:
    found = weak_spots.single_points(points, str(plan.business.currency), question.window, priced=True)
    nothing = say("No single person or thing stops a task or costs money when it is gone.")
    return Page(
        "single-points",
        found.heading,
        Part.READINESS,
        (
            *opening(Prose(found.result or nothing), Prose(whatif.reading(question), Tone.NOTE)),
            *section("points", found.title, found.table if points else None),
        ),
    )


def _json(plan: Plan, question: Question, points: tuple[SinglePoint, ...]) -> str:
    found: dict[str, Any] = {
        "format": FORMAT,
        "currency": str(plan.business.currency),
        "from": question.start.isoformat(),
        "window_seconds": int(question.window.total_seconds()),
        "points": [
            {
                "id": point.nodes[0],
                "person": point.person,
                "cost": money(point.cost),
                "tail": money(point.tail),
                "stops": list(point.stopped),
                "too_long": list(point.breached),
                "later": list(point.later),
                "unknown": list(point.unknown),
            }
            for point in points
        ],
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _csv(plan: Plan, points: tuple[SinglePoint, ...]) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    for point in points:
        thing = plan.things[point.nodes[0]]
        lists = (point.stopped, point.breached, point.later, point.unknown)
        titles = (", ".join(plan.things[id].title for id in ids) for ids in lists)
        kind = "person" if point.person else thing.one.split(" ", 1)[1]
        writer.writerow(map(defused, (thing.title, kind, money(point.cost), money(point.tail), *titles)))
    return sheet.getvalue()
