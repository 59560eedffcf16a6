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
