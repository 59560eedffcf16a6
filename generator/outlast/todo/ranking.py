"""All that there is to do, the most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from outlast import checks
from outlast.analysis import Facts
from outlast.analysis.confirmed import unread
from outlast.analysis.needs import Purpose, needed_by
from outlast.analysis.whatif.fixes import Candidate, candidates
from outlast.analysis.whatif.outlook import Change
from outlast.checks import Finding
from outlast.diagnostics import Diagnostic, Place, Severity
from outlast.languages import say, told
from outlast.model import Plan
from outlast.todo import wording
from outlast.todo.absence import Absence, absence
from outlast.todo.items import Item, Kind
from outlast.todo.paying import paying
from outlast.todo.proposals import proposals
from outlast.todo.sealed import sealed
from outlast.todo.wording import name
from outlast.words import capital

_KINDS = tuple(Kind)
_OF_SEVERITY = {
    Severity.ERROR: Kind.ERROR,
    Severity.WARNING: Kind.WARNING,
    Severity.ADVICE: Kind.ADVICE,
}
_SAID_ELSEWHERE = frozenset({"sole-holder"})
"""Rules about what stands among the changes and under ALONE already."""
_SHOWN_BY_STOP = frozenset({"stops-anyway", "deputy-cannot"})
"""Rules that say no more of a function than something to do against its stop."""
_WHY_IT_STOPS = frozenset({"no-one", "deputy-cannot", "vacant-first", "limit-nobody-has", "stops-anyway"})
"""Rules that name why a function may stop."""
NONE = Fraction(0)


@dataclass(frozen=True)
class _Gain:
    """What a change is good for."""

    functions: tuple[str, ...] = ()
    stops: datetime | None = None
    saved: Fraction = NONE


def todo(plan: Plan, facts: Facts, today: date, read: Iterable[Diagnostic] = ()) -> tuple[Item, ...]:
    """What to do next: first against what stops first while the owner is away, then by the money it saves.

    Args:
        facts: with the whole outlook.
        today: the day that the plan is judged on.
        read: what was found while the files were read.
    """
    away = absence(plan, facts)
    gains = _gains(plan, facts, away)
    items = [
        *_changes(plan, gains, today),
        *_proposals(plan, facts, gains, today),
        *_alone(plan, facts),
        *sealed(plan, away, today),
        *paying(plan),
        *_without_copy(plan, facts),
        *(wording.lacking(plan, each) for each in (away.answer.unknown if away else ())),
    ]
    stopping = {halt.function: halt.start for halt in away.halts} if away else {}
    solved = {function for item in items for function in item.functions}
    items += _findings(plan, facts, stopping, solved)
    items += _reading(read)
    best: dict[object, Item] = {}
    for item in sorted(items, key=_urgency):
        best.setdefault(item.key, item)
    return tuple(_mixed(best.values()))


def _mixed(items: Iterable[Item]) -> list[Item]:
    """Of the items that are not urgent and save no money, one of each group before the second of any."""
    turns: Counter[object] = Counter()
    ranked: list[tuple[int, Item]] = []
    for item in items:
        if not item.stops and not item.saved and item.kind is not Kind.ERROR:
            turns[item.group] += 1
        ranked.append((turns[item.group], item))
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]


def _urgency(item: Item) -> tuple[datetime, Fraction, int, int, str, str]:
    late = datetime.max.replace(tzinfo=item.stops.tzinfo if item.stops else None)
    return (
        (item.stops or late).replace(tzinfo=None),
        -item.saved,
        -len(item.functions),
        _KINDS.index(item.kind),
        item.subject,
        str(item.field),
    )


def _gains(plan: Plan, facts: Facts, away: Absence | None) -> Mapping[Candidate, _Gain]:
    """For each change that would help: against which stop, and how much it saves."""
    found: dict[Candidate, _Gain] = {}
    for halt in away.halts if away else ():
        for each in _shortest(candidates(plan, halt.function, halt.causes)):
            gain = found.get(each, _Gain(stops=halt.start))
            functions = (*gain.functions, halt.function)
            found[each] = replace(gain, functions=functions, saved=gain.saved + halt.cost)
    for fix in facts.outlook.fixes:
        each = Candidate(fix.change, fix.subject, fix.who)
        found[each] = replace(found.get(each, _Gain()), saved=fix.saved)
    return found


def _shortest(near: Iterable[Candidate]) -> Iterator[Candidate]:
    """The changes less those that ask more than another one: what is there already need only be confirmed."""
    near = frozenset(near)
    kinds = {each.change for each in near}
    longer = set()
    if Change.CONFIRM in kinds:
        longer |= {Change.ACCESS, Change.DEPUTY}
    if kinds & {Change.ACCESS, Change.LIMIT}:
        longer |= {Change.DEPUTY}
    return (each for each in near if each.change not in longer)


def _with(item: Item, gain: _Gain) -> Item:
    return replace(item, functions=gain.functions, stops=gain.stops, saved=max(item.saved, gain.saved))


def _changes(plan: Plan, gains: Mapping[Candidate, _Gain], today: date) -> Iterator[Item]:
    for candidate, gain in gains.items():
        if candidate.change is not Change.CONFIRM:
            yield _with(wording.change(plan, candidate, today), gain)


def _proposals(plan: Plan, facts: Facts, gains: Mapping[Candidate, _Gain], today: date) -> Iterator[Item]:
    for item in proposals(plan):
        item = replace(item, write=item.write.format(today=today))
        if item.kind is Kind.BACKUP:
            yield replace(item, saved=_lost_without(facts, item.subject))
            continue
        gain = min(
            (gain for each, gain in gains.items() if _confirms(plan, item, each)),
            key=lambda gain: (gain.stops is None, str(gain.stops), -gain.saved),
            default=None,
        )
        yield _with(item, gain) if gain else item


def _confirms(plan: Plan, item: Item, candidate: Candidate) -> bool:
    """Whether a proposal is what a change asks to be confirmed."""
    if candidate.change is not Change.CONFIRM or candidate.subject != item.subject:
        return False
    proposed = [way for way in plan.systems[item.subject].access if not way.confirmed]
    if item.kind is Kind.REVIEW:  # the way in is confirmed, so it is the roles that are not
        return all(way.who != candidate.who for way in proposed)
    number = item.field[1]
    return isinstance(number, int) and plan.systems[item.subject].access[number].who == candidate.who


def _alone(plan: Plan, facts: Facts) -> Iterator[Item]:
    for function in plan.functions.values():
        hands = {str(hand.who) for hand in function.by.hands}
        if len(hands) == 1:
            [who] = hands
            answer = facts.outlook.without.get(who)
            reply = answer.functions.get(function.id) if answer else None
            yield Item(
                Kind.ALONE,
                function.id,
                ("by",),
                say(
                    "Who else could do {task}? Only {person} is named.",
                    task=name(plan, function.id),
                    person=name(plan, who),
                ),
                wording.another_doer(plan, function.by.hands),
                saved=reply.cost + reply.tail if reply else NONE,
            )


def _without_copy(plan: Plan, facts: Facts) -> Iterator[Item]:
    used = {edge.what for each in plan.functions.values() for edge in needed_by(each, Purpose.RUNS)}
    for system in plan.systems.values():
        if system.id in used and not system.backups:
            yield Item(
                Kind.NO_BACKUP,
                system.id,
                ("backups",),
                say(
                    "If {system} lost its data today, what could you restore, and from where?",
                    system=system.title,
                ),
                "backups: [{what: …, how: …, every: …}]",
                saved=_lost_without(facts, system.id),
            )


def _lost_without(facts: Facts, system: str) -> Fraction:
    answer = facts.outlook.without.get(system)
    return answer.cost + answer.tail if answer else NONE


def _findings(plan: Plan, facts: Facts, stopping: Mapping[str, datetime], solved: set[str]) -> Iterator[Item]:
    not_read = unread(plan)
    proposed = {(item.subject, item.field) for item in proposals(plan)}
    for finding in checks.run(plan, facts).findings:
        if finding.rule in _SAID_ELSEWHERE or not finding.hint:
            continue
        if finding.rule in _SHOWN_BY_STOP and finding.subject in solved:
            continue
        if (finding.subject, finding.field[:2]) in proposed:
            continue
        if finding.rule == "never-reviewed" and finding.subject in not_read:
            continue
        item = _finding(finding)
        if finding.rule in _WHY_IT_STOPS and finding.subject in stopping:
            item = replace(item, functions=(finding.subject,), stops=stopping[finding.subject])
        yield item


def _reading(found: Iterable[Diagnostic]) -> Iterator[Item]:
    for each in found:
        rule = checks.RULES.get(each.rule)
        if each.hint and (rule is None or rule.check is None):
            place = Place(each.path, each.span)
            kind = _OF_SEVERITY[each.severity]
            yield Item(kind, "", (), _sentence(each.message), told(each.hint), rule=each.rule, place=place)


def _finding(finding: Finding) -> Item:
    kind = Kind.BLANK if finding.rule == "unfilled" else _OF_SEVERITY[finding.severity]
    return Item(
        kind,
        finding.subject,
        finding.field,
        _sentence(finding.message),
        told(finding.hint),
        rule=finding.rule,
    )


def _sentence(text: str) -> str:
    said = capital(told(text))
    return said if said.endswith((".", "?", "!")) else f"{said}."
