"""A directed graph over plain ids. No word of the business stands here."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def layers(waits_for: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """The nodes in groups: each waits only for nodes of earlier groups, each group sorted.

    A node that `waits_for` does not list is left out. Nodes that wait for each other in a circle,
    and those that wait for such nodes, can never be placed; they are the last group, if there are any.
    Time and space are linear in nodes and edges, sorting aside.
    """
    missing = {node: {other for other in waits_for[node] if other in waits_for} for node in waits_for}
    followers: dict[str, list[str]] = {node: [] for node in waits_for}
    for node, others in missing.items():
        for other in others:
            followers[other].append(node)
    ready = sorted(node for node, others in missing.items() if not others)
    groups: list[tuple[str, ...]] = []
    while ready:
        groups.append(tuple(ready))
        following: list[str] = []
        for node in ready:
            for follower in followers[node]:
                missing[follower].discard(node)
                if not missing[follower]:
                    following.append(follower)
        ready = sorted(following)
    stuck = sorted(node for node, others in missing.items() if others)
    return (*groups, tuple(stuck)) if stuck else tuple(groups)


def circles(needs: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """The nodes in groups, each after all that it needs: nodes that need each other are one group.

    Within a group the nodes are sorted. What `needs` does not list is left out. Tarjan's algorithm, without
    recursion; linear in nodes and edges, sorting aside.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    groups: list[tuple[str, ...]] = []
    for root in sorted(needs):
        if root in index:
            continue
        work = [(root, iter(sorted(other for other in needs[root] if other in needs)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, others = work[-1]
            for other in others:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(sorted(each for each in needs[other] if each in needs))))
                    break
                if other in on_stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        group.append(member)
                        if member == node:
                            break
                    groups.append(tuple(sorted(group)))
    return tuple(groups)
