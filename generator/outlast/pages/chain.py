"""A call tree as lists to call down: each row says who is next if nobody answers."""

from __future__ import annotations

from dataclasses import replace

from outlast import words
from outlast.model import Plan
from outlast.model.call_trees import CallTree
from outlast.pages import parts
from outlast.site.parts import Call, Chain


def chains(plan: Plan, tree: CallTree) -> tuple[Chain, ...]:
    """Whoever begins, and the calls of each caller."""
    begins = parts.call(plan, tree.starts)
    mine = _in_place(plan, tree, tree.starts, "Begin yourself and make their calls") or "Begin yourself"
    first = f"{_unanswered(tree)} {mine}."
    return (
        Chain(f"It begins with {{{tree.starts}}}:", (_noted(begins, first),)),
        *(
            Chain(
                f"{{{each.who}}} calls:" if len(each.calls) == 1 else f"{{{each.who}}} calls, in this order:",
                tuple(
                    _noted(parts.call(plan, id), _next(plan, tree, id, each.calls[number + 1 : number + 2]))
                    for number, id in enumerate(each.calls)
                ),
            )
            for each in tree.calls
        ),
    )


def _noted(call: Call, more: str) -> Call:
    return replace(call, next=more)


def _unanswered(tree: CallTree) -> str:
    return f"No answer within {words.duration(tree.wait)}?" if tree.wait else "No answer?"


def _next(plan: Plan, tree: CallTree, id: str, following: tuple[str, ...]) -> str:
    """What the caller does when this one does not answer."""
    todo = [f"go on with {plan.thing(following[0]).title}"] if following else []
    mine = _in_place(plan, tree, id, "make their calls")
    todo += [mine] if mine else []
    return f"{_unanswered(tree)} {words.capital(' and '.join(todo) or 'this was the last of these calls')}."


def _in_place(plan: Plan, tree: CallTree, id: str, do: str) -> str:
    """`make their calls, to A and B`; empty for somebody who calls nobody."""
    theirs = [whom for each in tree.calls if each.who == id for whom in each.calls]
    if not theirs:
        return ""
    return f"{do}, to {words.some(plan.thing(whom).title for whom in theirs)}"
