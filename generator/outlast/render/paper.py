"""Blocks as plain data for the typesetter: nothing here is markup of any kind.

A *line* is `{"parts": […], "dir": "rtl", "lang": "en"}`: text of a plan as the small tree of `model.prose`,
with the direction of its first strong letter, and its language where that is not the one of the paper. Each
block becomes mappings with a `kind`, for each of which `blocks.typ` has a function of that name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from outlast import words
from outlast.languages import mark, say
from outlast.model.prose import (
    Anchor,
    Code,
    Emphasis,
    Inline,
    Items,
    Mention,
    Paragraph,
    Plain,
    Strong,
    inline,
    parse,
)
from outlast.site import Link, Part
from outlast.site import blocks as kinds
from outlast.site.blocks import Block, Section
from outlast.site.paper import Chapter
from outlast.site.parts import (
    CHOOSE,
    AgendaDay,
    AttachmentView,
    Call,
    Card,
    DayView,
    Fact,
    HalfView,
    MatrixRow,
    Phrase,
    QuestionView,
    ReachView,
    Row,
    StepView,
    VersionView,
    WayIn,
    first_way,
)
from outlast.site.places import BLANK_SCHEME, PAGE_SCHEME

PHASE_DAYS = {
    "first-hour": mark("Day 0"),
    "first-day": mark("Day 0"),
    "first-week": mark("Days 1 to 6"),
    "until-over": mark("From day 7"),
    "stand-down": mark("Last day"),
}
"""Which days each phase of a scenario fills."""

Data = dict[str, Any]
"""What JSON can hold."""


class Ink:
    """Turns texts and the shared parts of views into data; knows what things are called."""

    def __init__(
        self,
        links: Mapping[str, Link],
        pictures: Collection[str] = (),
        foreign: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """
        Args:
            pictures: the files of the site that the typesetter can draw, by path.
            foreign: the language of texts that are not in that of the site.
        """
        self._links = links
        self._pictures = pictures
        self._foreign = foreign

    def sections(self, sections: Iterable[Section]) -> list[Data]:
        """The sections that paper has, each under its heading."""
        made: list[Data] = []
        for each in sections:
            if each.on_paper:
                blocks = self.blocks(each.blocks)
                made += part(each.heading, blocks) if each.level else blocks
        return made

    def blocks(self, blocks: Iterable[Block]) -> list[Data]:
        """The data of blocks, in order; nothing for what only a screen has."""
        return [data for block in blocks for data in self.block(block)]

    def block(self, block: Block) -> list[Data]:
        """The data of one block."""
        match block:
            case kinds.Prose(text, kinds.Tone.NOTE):
                return [{"kind": "note", "text": self.line(text)}]
            case kinds.Prose(text, kinds.Tone.PROMISE):
                return [{"kind": "promise", "text": self.line(text)}]
            case kinds.Prose(text):
                return self.prose(text)
            case kinds.Bullets(items, ordered):
                return _items(map(self.line, items), ordered=ordered)
            case kinds.FactList(facts) | kinds.Words(facts):
                return self.facts(facts)
            case kinds.Rows(rows, tick):
                listed = (_row(self._titled(row), self.line(row.note), row.end) for row in rows)
                return _rows(listed, tick=tick)
            case kinds.Table():
                return self._table(block)
            case kinds.Steps(steps):
                return self.steps(steps)
            case kinds.Calls(rows, _, answered):
                # The list in front has every way to reach somebody; elsewhere the best one is enough.
                return self.calls(rows if answered else map(first_way, rows), tick=answered)
            case kinds.Chains(chains):
                return [
                    data
                    for each in chains
                    for data in (*self.prose(each.says), *self.calls(map(first_way, each.calls)))
                ]
            case kinds.Reach(ways):
                return [{"kind": "reach", "ways": _ways(ways)}] if ways else []
            case kinds.Message():
                return self._message(block)
            case kinds.Named(ids):
                return _items(map(self.thing, ids))
            case kinds.Box(inner, kind, title):
                return [{"kind": "frame", "sort": kind.value, "title": title, "blocks": self.blocks(inner)}]
            case kinds.Questions(questions) | kinds.Answers(questions):
                return self.questions(questions)
            case kinds.Files(files):
                return self.attachments(files)
            case kinds.Cards(cards):
                return self._cards(cards)
            case kinds.Days(days):
                return [data for each in days for data in self._day(each)]
            case kinds.Timed(lines):
                return self.lines(each.text for each in lines)
            case kinds.Agenda(days):
                return [data for each in days for data in self._agenda_day(each)]
            case kinds.Matrix(rows):
                return self._matrix(block, rows)
            case kinds.Fold(inner, title, whole=whole):
                return self.blocks(inner) if whole else part(title, self.blocks(inner))
            case kinds.Halves(halves):
                return self._phases(halves)
            case kinds.WaysIn(ways):
                return self._ways_in(ways)
            case kinds.Authority(may, may_not, alone):
                return [
                    *part(say("May do alone") if alone else say("May do"), self.lines(may)),
                    *part(say("Must not do"), self.lines(may_not)),
                ]
            case kinds.Verdict(said):
                return [
                    {
                        "kind": "para",
                        "text": {"parts": [{"kind": "strong", "parts": self.words(said)["parts"]}]},
                    }
                ]
            case kinds.Form(columns, count, high):
                heads, shares = [head for head, _ in columns], [share for _, share in columns]
                return [{"kind": "form", "heads": heads, "shares": shares, "count": count, "high": high}]
            case kinds.Begun():
                return [{"kind": "begun"}]
            case kinds.DayLog():
                return [{"kind": "days"}]
            case kinds.OnPaper(inner):
                return self.blocks(inner)
            case (
                kinds.OnScreen()
                | kinds.Banner()
                | kinds.Buttons()
                | kinds.CopyAge()
                | kinds.Downloads()
                | kinds.FirstActs()
                | kinds.FromDay()
                | kinds.Jumps()
                | kinds.Links()
                | kinds.LocalTime()
                | kinds.Picture()
                | kinds.Place()
                | kinds.StopLine()
            ):
                return []

    def _message(self, message: kinds.Message) -> list[Data]:
        """The words in every language, blanks as lines to write on."""
        how = (Fact(say("How"), message.channel), Fact(say("To"), message.to))
        return [
            *self.facts(fact for fact in how if fact.value),
            *self.prose(message.about),
            *(_version(version, several=len(message.versions) > 1) for version in message.versions),
        ]

    def _cards(self, cards: Iterable[Card]) -> list[Data]:
        return _rows(
            _row(
                self.thing(card.to) if isinstance(card.to, str) else self.words(card.title),
                self.line(card.note),
            )
            for card in cards
        )

    def _day(self, day: DayView) -> list[Data]:
        title = " ".join(filter(None, (day.title, f"({day.note})" if day.note else "")))
        return part(title, self.lines(f"{each.what}. {each.note}".rstrip() for each in day.entries))

    def _agenda_day(self, day: AgendaDay) -> list[Data]:
        title = " ".join(filter(None, (day.note, f"({day.title})" if day.note else day.title)))
        rows = (_row(self.line(each.entry.what), self.line(each.entry.note)) for each in day.items)
        return part(title, _rows(rows, tick=True))

    def _matrix(self, grid: kinds.Matrix, rows: tuple[MatrixRow, ...]) -> list[Data]:
        heads = (grid.corner, *(self.name(each.id) for each in grid.columns))
        cells = tuple((f"{{{row.id}}}", *(cell.words for cell in row.cells)) for row in rows)
        return self._table(kinds.Table(grid.caption, heads, cells))

    def _phases(self, halves: tuple[HalfView, ...]) -> list[Data]:
        """The phases in order of time, each with both halves; numbers run on through a half."""
        seen: dict[str, Data] = {}
        for half in halves:
            number, title = 1, f"{half.title} ({half.abbreviation})"
            for phase in half.phases:
                days = say(PHASE_DAYS[phase.name])
                empty = {"kind": "phase", "title": phase.title, "days": days, "halves": []}
                made = seen.setdefault(phase.name, empty)
                steps = self.steps(phase.steps, number)
                made["halves"].append({"half": half.half, "title": title, "blocks": steps})
                number += len(phase.steps)
        return [seen[name] for name in PHASE_DAYS if name in seen]

    def _ways_in(self, ways: Iterable[WayIn]) -> list[Data]:
        """The names of the systems, and where the ways in to each stand: they would fill half a page."""
        named = [
            {
                "name": " ".join(filter(None, (way.name, way.role))),
                "id": sheet_apart(Chapter.WAYS_IN, way.id),
            }
            for way in ways
        ]
        every = words.some(f"{{{place}}}" for place in range(len(named)))
        return [{"kind": "ways", "ways": named, "all": every}] if named else []

    # Text

    def line(self, text: str) -> Data:
        """One line of small Markdown."""
        return self._line(inline(" ".join(text.split())), self._foreign.get(text))

    def words(self, text: str) -> Data:
        """One line to the letter, without any markup."""
        return self._line((Plain(text),))

    def prose(self, text: str | None) -> list[Data]:
        """Paragraphs and lists of small Markdown."""
        return [self._block(block, self._foreign.get(text)) for block in parse(text)] if text else []

    def thing(self, id: str) -> Data:
        """The name of a thing, with the way to its page."""
        return {"parts": [self._mention(id)]}

    def name(self, id: str) -> str:
        """What a thing is called."""
        return self._links[id].text if id in self._links else id

    # Parts of pages; an empty part is no block

    def facts(self, facts: Iterable[Fact]) -> list[Data]:
        rows = [{"label": fact.label, "value": self.line(fact.value)} for fact in facts]
        return [{"kind": "facts", "rows": rows}] if rows else []

    def lines(self, texts: Iterable[str]) -> list[Data]:
        """A list with a dot before each."""
        return _items(map(self.line, texts))

    def _titled(self, row: Row) -> Data:
        return self.thing(row.id) if row.id in self._links else self.words(row.title)

    def calls(self, calls: Iterable[Call], *, tick: bool = False) -> list[Data]:
        """People to call; with `tick`, there is room to write when they answered."""
        rows = [
            whole(
                {
                    "name": self.words(call.name),
                    "note": self.words(" ".join(filter(None, (call.note, call.next)))),
                    "ways": _ways(call.reach),
                },
                _ROW,
            )
            for call in calls
        ]
        return [{"kind": "calls", "rows": rows, "tick": tick}] if rows else []

    def _table(self, table: kinds.Table) -> list[Data]:
        rows = [whole({"cells": [self.line(cell) for cell in row]}, _ROW) for row in table.rows]
        return [
            {
                "kind": "grid",
                "caption": table.caption,
                "heads": list(table.heads),
                "shares": [_share(column) for column in zip(table.heads, *table.rows, strict=True)],
                "rows": rows,
                "tick": table.tick,
            }
        ]

    def attachments(self, attached: Iterable[AttachmentView]) -> list[Data]:
        """Pictures to look at; of other files what they are called on a drive that lies beside the paper."""
        shown, others = [], []
        for each in attached:
            if each.shown and each.path in self._pictures:
                shown.append({"kind": "picture", "name": each.name, "file": f"/{each.path}"})
            else:
                others.append(
                    Fact(
                        f"{each.name} ({each.note})", say("on the stick: {file}", file=f"`site/{each.path}`")
                    )
                )
        return [*shown, *self.facts(others)]

    def questions(self, questions: Iterable[QuestionView]) -> list[Data]:
        rows = [{"q": self.line(each.q), "a": self.prose(each.a)} for each in questions]
        return [{"kind": "questions", "rows": rows}] if rows else []

    def steps(self, steps: tuple[StepView, ...], first: int = 1) -> list[Data]:
        """A list of tick boxes whose numbers begin with `first`."""
        if not steps:
            return []
        made = [self._step(step, str(number)) for number, step in enumerate(steps, first)]
        return [{"kind": "steps", "steps": made}]

    def _step(self, step: StepView, number: str) -> Data:
        inner = iter(range(1, 10_000))

        def nested(steps: tuple[StepView, ...]) -> list[Data]:
            return [self._step(each, f"{number}.{next(inner)}") for each in steps]

        do = step.do or (self.name(step.procedure) if step.procedure else "")
        own = {
            "number": number,
            "when": self._maybe(step.when),
            "for_each": self._maybe(step.for_each),
            "do": self.line(do) if step.do else self.words(do),
            "by": self.thing(step.by) if step.by else None,
            "call": _at_once(step.call) if step.call else "",
            "next": self.thing(step.next.who) if step.next else None,
            "limit": step.next.limit if step.next else "",
            "alone": step.alone,
            "where": self.thing(step.where) if step.where else None,
            "takes": step.takes,
            "novice": step.novice,
            "unverified": self.prose(step.unverified),
            "warn": self.prose(step.warn),
            "rules": [self.prose(rule) for rule in step.rules],
            "numbers": [self.line(number) for number in step.numbers],
            "command": step.command,
            "check": step.check,
            "language": step.language or say("Terminal"),
            "message": self.thing(step.message) if step.message else None,
            "wait_until": self.prose(step.wait_until),
            "expect": self.prose(step.expect),
            "if_not": self.prose(step.if_not),
            "undo": self.prose(step.undo),
        }
        return {
            **whole(own, _STEP),
            "chosen": step.do == say(CHOOSE),
            "branches": [{"when": self.line(way.when), "steps": nested(way.steps)} for way in step.branches],
            "parallel": nested(step.parallel),
            "procedure": self.thing(step.procedure) if step.procedure and step.do else None,
            "steps": nested(step.steps),
        }

    def _maybe(self, text: str | None) -> Data | None:
        return self.line(text) if text else None

    def _block(self, block: Paragraph | Items, language: str | None) -> Data:
        if isinstance(block, Items):
            items = [self._line(item, language) for item in block.items]
            return {"kind": "items", "ordered": block.ordered, "items": items}
        return {"kind": "para", "text": self._line(block.parts, language)}

    def _line(self, parts: tuple[Inline, ...], language: str | None = None) -> Data:
        made: Data = {"parts": [self._part(part) for part in parts]}
        if language:
            made["lang"] = language.partition("-")[0]
        return {**made, "dir": "rtl"} if direction("".join(map(self._said, parts))) == "rtl" else made

    def _said(self, part: Inline) -> str:
        match part:
            case Plain(text) | Code(text):
                return text
            case Mention(id):
                return self.name(id)
            case Strong(parts) | Emphasis(parts) | Anchor(parts):
                return "".join(map(self._said, parts))

    def _part(self, part: Inline) -> Data:
        match part:
            case Plain(text):
                return {"kind": "plain", "text": text}
            case Code(text):
                return {"kind": "code", "text": text}
            case Strong(parts):
                return {"kind": "strong", "parts": [self._part(each) for each in parts]}
            case Emphasis(parts):
                return {"kind": "emphasis", "parts": [self._part(each) for each in parts]}
            case Anchor(parts, href) if href.startswith(BLANK_SCHEME):
                return {"kind": "plain", "text": f"[{''.join(map(self._said, parts))}: ________]"}
            case Anchor(parts, href) if href.startswith(PAGE_SCHEME):  # paper leads nowhere by itself
                return {"kind": "strong", "parts": [self._part(each) for each in parts]}
            case Anchor(parts, href):
                return {"kind": "anchor", "parts": [self._part(each) for each in parts], "href": href}
            case Mention(id):
                return self._mention(id)

    def _mention(self, id: str) -> Data:
        found = self._links.get(id)
        # People are called by the list in front: their page numbers would stand in every second sentence.
        paged = found is not None and found.to.page.partition("/")[0] != Part.PEOPLE
        return {"kind": "mention", "id": id, "text": self.name(id), "paged": paged}


def _at_once(way: ReachView) -> str:
    """A number behind a name, with what else to do with it than call."""
    return way.address if way.channel == "phone" else f"({way.label} {way.address})"


def _ways(reach: Iterable[ReachView]) -> list[Data]:
    return [{"label": way.label, "address": way.address, "note": way.note} for way in reach]


def _items(lines: Iterable[Data], *, ordered: bool = False) -> list[Data]:
    items = list(lines)
    return [{"kind": "items", "ordered": ordered, "items": items}] if items else []


def _rows(rows: Iterable[Data], *, tick: bool = False) -> list[Data]:
    listed = list(rows)
    return [{"kind": "rows", "rows": listed, "tick": tick}] if listed else []


def _row(title: Data, note: Data, end: str = "") -> Data:
    return {"title": title, "note": note, "end": end}


def sheet_apart(chapter: Chapter, id: str) -> str:
    """The id of what stands in another chapter than the page of a thing; no thing has such an id."""
    return f"_{chapter.id}-{id}"


def whole(data: Data, most: int) -> Data:
    """The data, with whether it is short enough to stand on one page, so that it need not be torn.

    What is longer than a page and may not be torn would run off the paper.

    Args:
        most: letters, a line break counting as a line of them.
    """
    bulk = sum(len(text) + _LINE * text.count("\n") for text in strings(data))
    return {**data, "whole": bulk <= most}


_LINE = 60
"""Letters that a line break may cost."""
_STEP = 1500
"""Letters of a step that surely fit on a page."""
_ROW = 700
"""Letters of a row of a table that surely fit on a page, were they all in one narrow column."""


def part(title: str, *blocks: list[Data]) -> list[Data]:
    """Blocks under a small heading; nothing where there are none."""
    within = [
        {**block, "caption": ""} if block.get("caption") == title else block
        for each in blocks
        for block in each
    ]
    return [{"kind": "part", "title": title, "blocks": within}] if within else []


def _share(column: tuple[str, ...]) -> int:
    """How wide a column is beside the others: by its longest text, within bounds."""
    return max(12, min(48, max(len(text) for text in column)))


def note(text: str) -> list[Data]:
    """A sentence of ours in small letters."""
    return [{"kind": "note", "text": {"parts": [{"kind": "plain", "text": text}]}}] if text else []


def direction(text: str) -> str:
    """`rtl` where the first letter with a direction runs from right to left, else `ltr`."""
    for sign in text:
        side = unicodedata.bidirectional(sign)
        if side in ("R", "AL"):
            return "rtl"
        if side == "L":
            return "ltr"
    return "ltr"


def strings(data: object) -> Iterator[str]:
    """Every text in the data, keys left out."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def _version(version: VersionView, *, several: bool) -> Data:
    said = "".join(phrase.text for phrases in version.body for phrase in phrases if not phrase.blank)
    return {
        "kind": "version",
        "lang": version.language,
        "language": version.language_name if several else "",
        "subject": _phrases(version.subject),
        "body": [_phrases(paragraph) for paragraph in version.body],
        "dir": direction(said),
    }


def _phrases(phrases: tuple[Phrase, ...]) -> list[Data]:
    return [{"blank": each.blank.label} if each.blank else {"text": each.text} for each in phrases]
