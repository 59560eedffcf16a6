"""What the types cannot say: rules for blocks, steps and circles, and for the blanks of messages."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from pydantic_core import PydanticCustomError

from outlast.diagnostics import Diagnostic, Severity
from outlast.languages import Sentence, later
from outlast.load.nearest import nearest
from outlast.load.origins import Entry
from outlast.load.references import within
from outlast.load.shapes import Leaf, fields
from outlast.model import Model
from outlast.model.messages import BLANK, KNOWN, Message
from outlast.model.scalars import Day
from outlast.model.steps import Step
from outlast.model.value import ObligationRef, ProcedureRef, Value
from outlast.words import some

ACTIONS = ("do", "use", "choose", "parallel", "wait_until", "message", "command")
"""A step says at least one of these."""

DEEPEST_STEP = 2
"""A step may hold steps, and those hold none."""


def check_step(entry: Entry, leaf: Leaf) -> Iterator[Diagnostic]:
    """What is wrong with a step as a whole."""
    if leaf.kind is not Step or not isinstance(leaf.raw, dict) or entry.damaged(leaf.path):
        return
    if not any(leaf.raw.get(action) for action in ACTIONS):
        if any(key in leaf.raw for key in ACTIONS):
            return  # it is there and empty, which validation says where the key may not be empty
        message = Sentence("{thing} does not say what to do", thing=entry.words(leaf.path))
        hint = Sentence("give it one of: {keys}", keys=", ".join(ACTIONS))
        yield entry.error("empty-step", entry.span(leaf.path), message, hint)
    depth = leaf.within.count(Step) + 1
    if depth == DEEPEST_STEP + 1:
        message = Sentence("{thing} is a step inside a step inside a step", thing=entry.words(leaf.path))
        yield entry.error(
            "deep-steps",
            entry.span(leaf.path),
            message,
            Sentence("make a procedure of the inner steps, and `use` it"),
        )
    if leaf.raw.get("language") and not leaf.raw.get("command"):
        message = Sentence(
            "{thing} names the language of a command, and has no command", thing=entry.words(leaf.path)
        )
        hint = Sentence("add the command, or delete `language`")
        yield entry.error("language-without-command", entry.key_span((*leaf.path, "language")), message, hint)


def check_block(entry: Entry, leaf: Leaf) -> Iterator[Diagnostic]:
    """Keys of a block that were begun and not finished."""
    if not (issubclass(leaf.kind, Model) and isinstance(leaf.raw, dict)) or entry.damaged(leaf.path):
        return
    known = fields(leaf.kind)
    for key, value in leaf.raw.items():
        # Where a key may not be empty, validation has said so.
        if value is None and key in known and type(None) in get_args(known[key].annotation):
            message = Sentence(
                "{thing} was begun, and nothing stands after it", thing=entry.words((*leaf.path, key))
            )
            hint = Sentence("write its value, or delete the key")
            span = entry.key_span((*leaf.path, key))
            if not entry.damaged((*leaf.path, key)):
                yield entry.report(Severity.WARNING, "empty-key", span, message, hint)


_FIRST_AND_LAST = (("from", "to"), ("suspended_from", "suspended_until"))
"""Keys of a first and a last day, as the blocks have them that hold both."""


def check_days(entry: Entry, leaf: Leaf) -> Iterator[Diagnostic]:
    """A last day of a block that is before its first day."""
    if not (issubclass(leaf.kind, Model) and isinstance(leaf.raw, dict)) or entry.damaged(leaf.path):
        return
    known = fields(leaf.kind)
    for keys in _FIRST_AND_LAST:
        if all(key in known and known[key].annotation in (Day, Day | None) for key in keys):
            first, last = (_day(leaf.raw.get(key)) for key in keys)
            if first and last and last < first:
                yield _backwards(entry, leaf, keys, first, last)


def _day(raw: Any) -> date | None:
    try:
        return Day.read(raw).date
    except PydanticCustomError:
        return None  # validation says so where it may not be left out


def _backwards(entry: Entry, leaf: Leaf, keys: tuple[str, str], first: date, last: date) -> Diagnostic:
    """The error, with the cure that makes the shorter time: another year of the last day, or to swap them."""
    start, end = ((*leaf.path, key) for key in keys)
    message = Sentence(
        "{thing}: the last day, {last}, is before the first, {first}",
        thing=entry.words(leaf.path),
        last=last,
        first=first,
    )
    next_year = _on_or_after(first, last)
    if next_year - first < first - last:
        hint = Sentence("if it ends in another year, write that year")
        cures = entry.cures(end, leaf.raw[keys[1]], [str(next_year)])
    else:
        values = {"first": keys[0], "earlier": last, "last": keys[1], "later": first}
        hint = Sentence("swap the two: write {first}: {earlier} and {last}: {later}", **values)
        cures = entry.swapped(start, end, f"{last}", f"{first}")
    return replace(entry.error("ends-before-start", entry.span(end), message, hint), cures=cures)


def _on_or_after(first: date, last: date) -> date:
    """The same day of the year as `last`, the first time that it is not before `first`."""
    year = first.year + ((last.month, last.day) < (first.month, first.day))
    return date(year, last.month, min(last.day, calendar.monthrange(year, last.month)[1]))


IN_CIRCLES = (ProcedureRef, ObligationRef)
"""The kinds of references that must not lead back to where they stand."""


def check_circles(
    entries: Mapping[str, Entry], all_leaves: Mapping[str, Sequence[Leaf]]
) -> Iterator[Diagnostic]:
    """Procedures that use each other in a circle, and duties that wait for each other.

    Each circle is said once, where it closes.
    """
    for leaf, circle in _circles("procedures", ProcedureRef, entries, all_leaves):
        message = Sentence("these procedures use each other in a circle: {circle}", circle=" → ".join(circle))
        entry = entries[circle[-2]]
        yield entry.error(
            "circular-use", entry.span(leaf.path), message, Sentence("take one of the uses out")
        )
    for leaf, circle in _circles("obligations", ObligationRef, entries, all_leaves):
        message = Sentence("each of these duties waits for the next: {circle}", circle=" → ".join(circle))
        entry = entries[circle[-2]]
        yield entry.error(
            "circular-duty", entry.span(leaf.path), message, Sentence("give one of them a day: `due`")
        )


def _circles(
    collection: str,
    kind: type[Value],
    entries: Mapping[str, Entry],
    all_leaves: Mapping[str, Sequence[Leaf]],
) -> Iterator[tuple[Leaf, list[str]]]:
    """The reference that closes each circle of things of one collection, and the circle, closed."""
    uses = {
        subject: [
            leaf for leaf in all_leaves.get(subject, ()) if leaf.kind is kind and isinstance(leaf.raw, str)
        ]
        for subject, entry in entries.items()
        if entry.collection == collection
    }
    done: set[str] = set()
    for start in uses:
        trail: dict[str, None] = {}
        waiting: list[tuple[str, Iterator[Leaf]]] = []
        if start not in done:
            trail[start] = None
            waiting.append((start, iter(uses[start])))
        while waiting:
            subject, following = waiting[-1]
            leaf = next(following, None)
            if leaf is None:
                done.add(subject)
                del trail[subject]
                waiting.pop()
            elif leaf.raw in trail:
                names = list(trail)
                yield leaf, [*names[names.index(leaf.raw) :], leaf.raw]
            elif leaf.raw in uses and leaf.raw not in done:
                trail[leaf.raw] = None
                waiting.append((leaf.raw, iter(uses[leaf.raw])))


def check_blanks(entry: Entry, message: Message) -> Iterator[Diagnostic]:
    """Blanks that a message uses and does not declare, or the other way round."""
    declared = {str(name) for name in message.blanks}
    used: dict[str, list[str]] = {}
    for language, version in message.text.items():
        parts = {"subject": version.subject, "body": version.body}
        used[str(language)] = list(
            dict.fromkeys(blank for words in parts.values() if words for blank in words.blanks())
        )
        for key, words in parts.items():
            yield from _undeclared(
                entry, ("text", str(language), key), words.blanks() if words else (), declared
            )
        for named in sorted(version.blanks.keys() - declared):
            said = Sentence(
                '{thing} names the blank "{blank}" in "{language}" and does not declare it',
                thing=entry.words(()),
                blank=named,
                language=language,
            )
            span = entry.key_span(("text", str(language), "blanks", str(named)))
            yield entry.report(
                Severity.WARNING,
                "unused-blank",
                span,
                said,
                Sentence("declare it under `blanks`, or delete it"),
            )
    everywhere = dict.fromkeys(blank for blanks in used.values() for blank in blanks)
    for blank in declared - set(everywhere):
        said = Sentence(
            '{thing} declares the blank "{blank}" and never uses it', thing=entry.words(()), blank=blank
        )
        hint = Sentence("use it as {{{{ {blank} }}}}, or delete it", blank=blank)
        yield entry.report(Severity.WARNING, "unused-blank", entry.key_span(("blanks", blank)), said, hint)
    for spoken, blanks in used.items():
        lacking = [blank for blank in everywhere if blank not in blanks]
        if lacking:
            said = Sentence(
                '{thing} in "{language}" lacks {blanks}, which another language has',
                thing=entry.words(()),
                language=spoken,
                blanks=later(some, tuple(f"{{{{ {blank} }}}}" for blank in lacking)),
            )
            span = entry.key_span(("text", spoken))
            yield entry.report(
                Severity.WARNING, "uneven-blanks", span, said, Sentence("say the same in each language")
            )


def _undeclared(
    entry: Entry, path: tuple[str, ...], blanks: Iterable[str], declared: set[str]
) -> Iterator[Diagnostic]:
    for blank in dict.fromkeys(blanks):
        if blank in declared or blank in KNOWN:
            continue
        close = nearest(blank, declared | KNOWN)
        hint = Sentence("to declare it, add under blanks: {blank}: what it is in plain words", blank=blank)
        if close:
            hint = Sentence(
                'did you mean "{meant}"? to declare it, add under blanks: {blank}: what it is in plain words',
                meant=close,
                blank=blank,
            )
        span = within(entry, path, _as_typed(entry, path, blank))
        yield entry.error(
            "undeclared-blank",
            span,
            Sentence(
                '{thing} uses the blank "{blank}" and does not declare it', thing=entry.words(()), blank=blank
            ),
            hint,
        )


def _as_typed(entry: Entry, path: tuple[str, ...], blank: str) -> str:
    start = entry.span(path).line
    for line in entry.document.lines[start - 1 :]:
        for found in BLANK.finditer(line):
            if found[1] == blank:
                return found[0]
    return f"{{{{ {blank} }}}}"
