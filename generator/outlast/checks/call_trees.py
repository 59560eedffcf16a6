"""Call trees that do not reach everybody, or never end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outlast.analysis import Facts
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.graph import layers
from outlast.languages import Sentence
from outlast.model import Plan
from outlast.model.call_trees import CallTree
from outlast.source import KeyPath


def _misses(plan: Plan, facts: Facts) -> Iterator[Finding]:
    if not plan.call_trees:
        return
    reached: set[str] = set()
    for tree in plan.call_trees.values():
        reached |= {str(tree.starts), *map(str, tree.leaves_out)}
        reached |= {str(id) for branch in tree.calls for id in (branch.who, *branch.called)}
    for person in plan.people.values():
        if person.reach and person.id not in reached:
            yield Finding(
                person.id,
                (),
                Sentence('no call tree reaches "{person}"', person=person.id),
                Sentence("add them to the calls of somebody, or to `leaves_out` of a call tree"),
            )


def _unreached(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for tree in plan.call_trees.values():
        calls = _calls(tree)
        reached, waiting = {str(tree.starts)}, [str(tree.starts)]
        while waiting:
            new = [id for id in calls.get(waiting.pop(), {}) if id not in reached]
            reached.update(new)
            waiting += new
        for number, branch in enumerate(tree.calls):
            if branch.who not in reached:
                yield Finding(
                    tree.id,
                    ("calls", number, "who"),
                    Sentence('"{who}" must call others, but nobody calls "{who}"', who=branch.who),
                    Sentence(
                        "let somebody call them; the first call is made by {starts}", starts=tree.starts
                    ),
                )


def _loops(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for tree in plan.call_trees.values():
        calls = _calls(tree)
        *_, last = ((), *layers({who: tuple(called) for who, called in calls.items()}))
        stuck = set(last)
        if not stuck or all(not stuck.intersection(calls[who]) for who in stuck):
            continue
        circle = _circle(calls, stuck)
        yield Finding(
            tree.id,
            calls[circle[-1]][circle[0]],
            Sentence("the calls go in a circle: {circle}", circle=" → ".join((*circle, circle[0]))),
            Sentence("take one of these calls out"),
        )


def _calls(tree: CallTree) -> dict[str, dict[str, KeyPath]]:
    """Whom each caller calls, and where that stands."""
    calls: dict[str, dict[str, KeyPath]] = {}
    for number, branch in enumerate(tree.calls):
        called = calls.setdefault(str(branch.who), {})
        for place, id in enumerate(branch.called):
            called.setdefault(id, ("calls", number, "calls", place))
    return calls


def _circle(calls: Mapping[str, Mapping[str, KeyPath]], stuck: set[str]) -> tuple[str, ...]:
    """A circle among callers of whom each calls another of them: whoever is met again closes it."""
    trail: dict[str, None] = {}
    here = min(stuck)
    while here not in trail:
        trail[here] = None
        here = next(id for id in calls[here] if id in stuck)
    names = list(trail)
    return tuple(names[names.index(here) :])


MISSES = Rule(
    "call-tree-misses",
    Severity.WARNING,
    title=Sentence("Somebody who can be reached is in no call tree"),
    why=Sentence(
        "They hear of the emergency from a customer, or not at all. Tomorrow they do what should not be done."
    ),
    change=Sentence(
        "Add them to the calls of somebody. Or say that you leave them out on purpose, in `leaves_out`."
    ),
    example="""
        call_trees:
          everybody: {name: In an emergency, starts: sam, calls: [{who: sam, calls: [maya]}]}
    """,
    instead="""
        call_trees:
          everybody: {name: In an emergency, starts: sam, calls: [{who: sam, calls: [maya, joris]}]}
    """,
    false_alarm=Sentence(
        "Whoever need not know belongs in `leaves_out`. A plan without any call tree gets no warning."
    ),
    check=_misses,
)

UNREACHED = Rule(
    "call-tree-unreached",
    Severity.WARNING,
    title=Sentence("Somebody should call others, and nobody calls them"),
    why=Sentence("The chain breaks before them. Everybody whom they should call hears nothing."),
    change=Sentence("Add them to the `calls` of somebody whom the first call reaches."),
    example="""
        call_trees:
          everybody: {name: In an emergency, starts: sam, calls: [{who: maya, calls: [joris]}]}
    """,
    instead="""
        call_trees:
          everybody:
            name: In an emergency
            starts: sam
            calls: [{who: sam, calls: [maya]}, {who: maya, calls: [joris]}]
    """,
    false_alarm=Sentence(
        "If they learn of it in another way, such as an alarm, make a call tree that starts with them."
    ),
    check=_unreached,
)

LOOP = Rule(
    "call-tree-loop",
    Severity.WARNING,
    title=Sentence("A call tree goes round in a circle"),
    why=Sentence("People call each other again and again. Each believes that somebody else calls the rest."),
    change=Sentence("Delete the call that leads back."),
    example="""
        call_trees:
          everybody:
            name: In an emergency
            starts: sam
            calls: [{who: sam, calls: [maya, joris]}, {who: maya, calls: [sam]}]
    """,
    instead="""
        call_trees:
          everybody: {name: In an emergency, starts: sam, calls: [{who: sam, calls: [maya, joris]}]}
    """,
    false_alarm=Sentence(
        "If the last person should report to the first, write that in `if_nobody` or in a step."
    ),
    check=_loops,
)
