"""Blocks as text for a terminal: no line is wider than asked, and nothing in it is obeyed by a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outlast import words
from outlast.diagnostics import cells, clean
from outlast.languages import mark, say
from outlast.model.prose import (
    Anchor,
    Code,
    Emphasis,
    Inline,
    Items,
    Mention,
    Plain,
    Strong,
    inline,
    parse,
)
from outlast.render.lines import Lines, fitted, side_by_side, wrapped
from outlast.site import Link
from outlast.site import blocks as kinds
from outlast.site.blocks import Block, Section
from outlast.site.parts import (
    Age,
    AgendaDay,
    Call,
    DayEntry,
    DayView,
    Fact,
    Phrase,
    QuestionView,
    ReachView,
    StepView,
)
from outlast.site.places import BLANK_SCHEME

WIDTH = 100
RULES = {1: "=", 2: "-", 3: "."}
"""What a heading of each level is underlined with."""
HALVES = {"serve": mark("Keep serving (BC)"), "restore": mark("Restore (DR)")}
EDITIONS = {
    "public": mark("Public edition."),
    "team": mark("Team edition."),
    "full": mark("Full edition."),
}


def text(sections: Iterable[Section], links: Mapping[str, Link], title: str = "", width: int = WIDTH) -> str:
    """A page in plain words, ending with a newline; the same page gives the same text.

    Args:
        links: what each thing is called, by its id.
        width: columns of the terminal.
    """
    pen = _Pen(links, width)
    parts = ["\n".join(_headed(title, 1, width))] if title else []
    waiting: list[tuple[int, str]] = []
    for each in sections:
        waiting = [above for above in waiting if above[0] < each.level]
        waiting += [(each.level, each.heading)] if each.level else []
        body = "\n".join(pen.blocks(each.blocks))
        if body:  # what has only pictures says nothing here, unless something stands below it
            parts += ["\n".join(_headed(heading, level, width)) for level, heading in waiting]
            parts.append(body)
            waiting = []
    return "\n\n".join(parts) + "\n"


def _headed(heading: str, level: int, width: int) -> Lines:
    lines = list(wrapped(heading, width))
    yield from lines
    yield RULES[level] * max(map(cells, lines), default=0)


@dataclass(frozen=True)
class _Pen:
    """Writes blocks for a terminal of a width."""

    links: Mapping[str, Link]
    width: int

    def blocks(self, blocks: Iterable[Block], room: str = "") -> Lines:
        """The lines of blocks, with an empty line between two.

        Args:
            room: what stands before each line.
        """
        pen = _Pen(self.links, max(self.width - len(room), 20))
        written = (list(pen.block(each)) for each in blocks)
        for number, lines in enumerate(filter(None, written)):
            if number:
                yield room.rstrip()
            yield from (f"{room}{line}".rstrip() for line in lines)

    def block(self, block: Block) -> Lines:
        """The lines of one block; none for what a terminal cannot show."""
        match block:
            case kinds.Prose(text):
                return self._prose(text)
            case kinds.Bullets(items, ordered):
                return self._items(map(self._line, items), ordered=ordered)
            case kinds.FactList(facts) | kinds.Words(facts):
                return self._facts(facts)
            case kinds.Rows(rows):
                return self._items(
                    f"{_joined(self._plain(row.title), self._line(row.note), ': ')}{_aside(row.end)}"
                    for row in rows
                )
            case kinds.Table():
                return self._table(block)
            case kinds.Steps(steps):
                return self._steps(steps)
            case kinds.Calls(rows):
                return self._calls(rows)
            case kinds.Chains(chains):
                return self._under((self._line(each.says), self._calls(each.calls)) for each in chains)
            case kinds.Reach(ways):
                return self._ways(ways)
            case kinds.Message():
                return self._message(block)
            case kinds.Box(inner, _, title):
                return self._titled(title, inner, "! ")
            case kinds.StopLine(calls, when):
                return self._stop_line(calls, when)
            case kinds.Questions(questions) | kinds.Answers(questions):
                return self._questions(questions)
            case kinds.Files(files):
                return self._items(
                    f"{self._line(each.name)}{_aside(each.note)}: {each.path}" for each in files
                )
            case kinds.Downloads(files):
                return self._items(
                    f"{_joined(self._plain(each.text), self._plain(each.note), ': ')}: {each.path}"
                    for each in files
                )
            case kinds.Links(links):
                return self._items(
                    _joined(self._plain(each.text), self._line(each.note), ": ") for each in links
                )
            case kinds.FirstActs(halves, title):
                acts = (act.text for half in halves for doer in half.doers for act in doer.acts)
                return self._under([(title, self._items(map(self._line, acts)))])
            case kinds.Cards(cards):
                return self._items(
                    _joined(self._plain(each.title), self._line(each.note), ": ") for each in cards
                )
            case kinds.Days(days):
                return self._under((self._day(day), self._entries(day.entries)) for day in days)
            case kinds.Timed(lines):
                return self._items(self._line(each.text) for each in lines)
            case kinds.Agenda(days):
                return self._under(
                    (self._day(day), self._entries(each.entry for each in day.items)) for day in days
                )
            case kinds.Matrix(rows, caption, corner, columns):
                heads = (corner, *(self._name(each.id) for each in columns))
                cell_rows = ((f"{{{row.id}}}", *(each.words for each in row.cells)) for row in rows)
                return self._table(kinds.Table(caption, heads, tuple(cell_rows)))
            case kinds.Fold(inner, title):
                return self._titled(title, inner, "  ")
            case kinds.Halves(halves):
                return self._under(
                    (
                        f"{half.title} ({half.abbreviation})",
                        self._under(
                            (_joined(phase.title, phase.deadline, ", "), self._steps(phase.steps))
                            for phase in half.phases
                        ),
                    )
                    for half in halves
                )
            case kinds.WaysIn(ways):
                return self._under(
                    (_joined(self._name(way.id), self._line(way.role), " "), self._facts(way.facts))
                    for way in ways
                )
            case kinds.Authority(may, may_not, alone):
                title = say("May do alone") if alone else say("May do")
                told = ((title, may), (say("Must not"), may_not))
                return self._under((title, self._items(map(self._line, all))) for title, all in told if all)
            case kinds.Verdict(said):
                return wrapped(self._plain(said), self.width)
            case kinds.Banner(half):
                return wrapped(say(HALVES[half]), self.width)
            case kinds.CopyAge(age):
                return wrapped(_age(age), self.width)
            case kinds.OnScreen(inner):
                return self.blocks(inner)
            case (
                kinds.Begun()
                | kinds.Buttons()
                | kinds.DayLog()
                | kinds.Form()
                | kinds.FromDay()
                | kinds.Jumps()
                | kinds.LocalTime()
                | kinds.Named()
                | kinds.OnPaper()
                | kinds.Picture()
                | kinds.Place()
            ):
                return iter(())

    # Blocks

    def _prose(self, text: str) -> Lines:
        for number, block in enumerate(parse(text)):
            if number:
                yield ""
            if isinstance(block, Items):
                yield from self._items(map(self._said, block.items), ordered=block.ordered)
            else:
                yield from wrapped(self._said(block.parts), self.width)

    def _items(self, items: Iterable[str], *, ordered: bool = False) -> Lines:
        for number, item in enumerate(items, 1):
            yield from wrapped(item, self.width, f"{number}. " if ordered else "- ")

    def _day(self, day: DayView | AgendaDay) -> str:
        return f"{self._plain(day.title)}{_aside(day.note)}"

    def _entries(self, entries: Iterable[DayEntry]) -> Lines:
        return self._items(_joined(self._line(each.what), self._line(each.note), ". ") for each in entries)

    def _facts(self, facts: Iterable[Fact]) -> Lines:
        for fact in facts:
            label = f"{self._plain(fact.label)}: "
            yield from wrapped(label + self._line(fact.value), self.width, then="    ")

    def _table(self, table: kinds.Table) -> Lines:
        """Columns side by side where they have room, else each row as lines with the headings as labels."""
        heads = [self._plain(head) for head in table.heads]
        rows = [[self._line(cell) for cell in row] for row in table.rows]
        if table.caption:
            yield from wrapped(f"{self._plain(table.caption)}:", self.width)
        widths = fitted([max(map(cells, column)) for column in zip(heads, *rows, strict=True)], self.width)
        if widths:
            yield from side_by_side((heads, ["-" * width for width in widths], *rows), widths)
            return
        for row in rows:
            yield from wrapped(_joined(heads[0], row[0], ": "), self.width, "- ")
            for head, cell in zip(heads[1:], row[1:], strict=True):
                if cell:
                    yield from wrapped(_joined(head, cell, ": "), self.width, "    ", "      ")

    def _steps(self, steps: Iterable[StepView], before: str = "", first: int = 1) -> Lines:
        for number, step in enumerate(steps, first):
            yield from self._step(step, f"{before}{number}")

    def _step(self, step: StepView, number: str) -> Lines:
        only = say("Only if: {text}.", text=self._line(step.when)) if step.when else ""
        each = say("For each: {text}.", text=self._line(step.for_each)) if step.for_each else ""
        do = self._line(step.do) if step.do else self._name(step.procedure) if step.procedure else ""
        depth = "    " * number.count(".")
        room = f"{depth}    "
        told = " ".join(filter(None, (only, each, do)))
        yield from wrapped(told, self.width, f"{depth}[ ] {number}. ", room)
        for detail in self._details(step):
            yield from wrapped(detail, self.width, room, f"{room}  ")
        for command, label in (
            (step.command, step.language or say("Terminal")),
            (step.check, say("Check it with this command")),
        ):
            if command is not None:
                yield from wrapped(f"{label}:", self.width, room)
                yield from (f"{room}  {clean(line)}".rstrip() for line in command.splitlines())
        inner = 1
        for way in step.branches:
            yield from wrapped(self._line(way.when), self.width, f"{room}> ")
            yield from self._steps(way.steps, f"{number}.", inner)
            inner += len(way.steps)
        if step.parallel:
            yield from wrapped(say("Several people can do these at the same time:"), self.width, room)
            yield from self._steps(step.parallel, f"{number}.", inner)
            inner += len(step.parallel)
        if step.steps and step.procedure and step.do:
            yield from wrapped(say("The steps of {page}:", page=self._name(step.procedure)), self.width, room)
        yield from self._steps(step.steps, f"{number}.", inner)

    def _details(self, step: StepView) -> Lines:
        """What stands below a step, a line each."""
        for number in step.numbers:
            yield " ".join((say("Number:"), self._paragraphs(number)))
        who = self._name(step.by) if step.by else ""
        if step.call:
            who = say("{person} ({way})", person=who, way=_way(step.call))
        facts = "; ".join(
            filter(
                None,
                (
                    who,
                    self._next(step),
                    say("in {system}", system=self._name(step.where)) if step.where else "",
                    step.takes,
                    say("no experience needed") if step.novice else "",
                ),
            )
        )
        if facts:
            yield facts
        for label, said in (
            (say("Nobody has checked this."), step.unverified),
            (say("Be careful."), step.warn),
            *((say("Rule:"), rule) for rule in step.rules),
            (say("Wait until:"), step.wait_until),
            (say("Check:"), step.expect),
            (say("If not:"), step.if_not),
            (say("To undo it:"), step.undo),
        ):
            if said:
                yield f"{label} {self._paragraphs(said)}"
        if step.message:
            yield say("Send: {message}", message=self._name(step.message))

    def _next(self, step: StepView) -> str:
        """Who does it if nobody answers, and how far they may go."""
        if not step.next:
            return say("nobody else can do this") if step.alone else ""
        person = self._name(step.next.who)
        if step.next.limit:
            return say("if not reached: {person}, {limit}", person=person, limit=step.next.limit)
        return say("if not reached: {person}", person=person)

    def _calls(self, calls: Iterable[Call]) -> Lines:
        for number, call in enumerate(calls, 1):
            who = self._name(call.who) if call.who in self.links else self._plain(call.name)
            yield from wrapped(_joined(who, self._plain(call.note), ", "), self.width, f"{number}. ")
            yield from self.blocks((kinds.Reach(call.reach, who),), "   ")
            if not call.reach:
                yield "   " + say("No number in this copy")
            if call.next:
                yield from wrapped(self._plain(call.next), self.width, "   ")

    def _ways(self, ways: Iterable[ReachView]) -> Lines:
        for way in ways:
            yield from wrapped(f"{_way(way)}{_aside(way.note)}", self.width, then="  ")

    def _message(self, message: kinds.Message) -> Lines:
        sort = f"{self._plain(message.name)}{_aside(message.channel)}"
        if message.to:
            sort = say("{message}, to: {people}", message=sort, people=self._line(message.to))
        yield from wrapped(sort, self.width)
        if message.about:
            yield from self._prose(message.about)
        for version in message.versions:
            yield ""
            if len(message.versions) > 1:
                yield from wrapped(f"{version.language_name}:", self.width)
            if version.subject:
                yield from wrapped(say("Subject: {text}", text=_phrases(version.subject)), self.width)
            for paragraph in version.body:
                yield ""
                for line in _phrases(paragraph).split("\n"):
                    yield from wrapped(line, self.width)

    def _stop_line(self, calls: tuple[Call, ...], when: str) -> Lines:
        people = words.some(
            (
                self._plain(each.name) + (_aside(_way(each.reach[0])) if each.reach else "")
                for each in calls[:2]
            ),
            "or",
        )
        text = self._line(when) if when else ""
        if people and text:
            told = say("Stop and call {people} if: {text}", people=people, text=text)
        elif people:
            told = say("Stop and call {people}.", people=people)
        else:
            told = say("Stop if: {text}", text=text) if text else say("Stop.")
        yield from wrapped(told, self.width, "! ")

    def _questions(self, questions: Iterable[QuestionView]) -> Lines:
        for number, each in enumerate(questions):
            if number:
                yield ""
            yield from wrapped(self._line(each.q), self.width)
            yield from self.blocks((kinds.Prose(each.a),), "  ")
            if each.more:
                yield from wrapped(say("More: {page}", page=self._name(each.more)), self.width, "  ")

    def _titled(self, title: str, inner: Iterable[Block], room: str) -> Lines:
        yield from wrapped(self._plain(title), self.width, room if room.strip() else "")
        yield from self.blocks(inner, room)

    def _under(self, parts: Iterable[tuple[str, Iterable[str]]]) -> Lines:
        """Lines under the words that lead them, with an empty line between two."""
        for number, (title, lines) in enumerate(parts):
            if number:
                yield ""
            yield from wrapped(title, self.width)
            yield from lines

    # Words

    def _line(self, text: str) -> str:
        """One line of small Markdown in plain words."""
        return self._said(inline(" ".join(text.split())))

    def _plain(self, text: str) -> str:
        """One line without any markup, to the letter."""
        return clean(" ".join(text.split()))

    def _paragraphs(self, text: str) -> str:
        """Small Markdown on one line."""
        blocks = (each.items if isinstance(each, Items) else (each.parts,) for each in parse(text))
        return " ".join(self._said(parts) for each in blocks for parts in each)

    def _said(self, parts: tuple[Inline, ...]) -> str:
        alone = not parts[1:] or (isinstance(parts[1], Plain) and parts[1].text.startswith(","))
        return clean("".join(self._part(part, alone=alone and not at) for at, part in enumerate(parts)))

    def _part(self, part: Inline, *, alone: bool = False) -> str:
        match part:
            case Plain(text) | Code(text):
                return text
            case Anchor(parts, href) if href.startswith(BLANK_SCHEME):
                return f"[{''.join(map(self._part, parts))}]"
            case Strong(parts) | Emphasis(parts) | Anchor(parts):
                inner = len(parts) == 1
                return "".join(self._part(each, alone=alone and inner) for each in parts)
            case Mention(id):
                named = self._name(id)
                return f"“{named}”" if not alone and id in self.links and self.links[id].phrase else named

    def _name(self, id: str) -> str:
        return self.links[id].text if id in self.links else id


def _way(way: ReachView) -> str:
    return f"{way.label} {way.address}"


def _age(age: Age) -> str:
    """How old a copy is, and until when it is valid, in sentences."""
    copy = say("Copy of {day}.", day=age.words)
    edition = say(EDITIONS[age.edition]) if age.edition else ""
    until = say("Valid until {day}.", day=age.until) if age.until else ""
    return " ".join(filter(None, (copy, edition, until)))


def _aside(said: str) -> str:
    return f" ({said})" if said else ""


def _joined(first: str, second: str, by: str) -> str:
    return by.join(filter(None, (first, second)))


def _phrases(phrases: Iterable[Phrase]) -> str:
    """Words ready to send, with what is to be filled in as `[Order number]`."""
    return "".join(f"[{each.blank.label}]" if each.blank else each.text for each in phrases)
