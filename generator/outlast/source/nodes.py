"""From the events of a YAML parser to nodes, within fixed bounds.

The parser's own composer is never asked: it recurses (its C form ends the whole process on a hundred
kilobytes of brackets), expands aliases and types scalars.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from outlast.diagnostics import Span
from outlast.languages import Sentence
from outlast.source.decoding import split

DEEPEST = 50
"""Levels of nesting. The plan language needs a dozen."""

MOST_NODES = 200_000
"""Keys and values of one file; a plan of ten thousand things has fewer."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Node:
    """A scalar (`items` is None), a list, or a mapping with keys and values in turn."""

    span: Span
    text: str = ""
    plain: bool = False
    items: list[Node] | None = None
    mapping: bool = False
    flow: bool = False
    anchor: str | None = None
    alias: bool = False
    tag: str | None = None


class Refused(Exception):
    def __init__(self, rule: str, span: Span, message: Sentence, hint: Sentence) -> None:
        super().__init__(message)
        self.rule, self.span, self.message, self.hint = rule, span, message, hint


def nodes(text: str, loader: Any) -> tuple[Node | None, Span | None]:
    """The root of the first document, and where a second one begins."""
    lengths = [len(line) for line in split(text)]
    root: Node | None = None
    open_nodes: list[Node] = []
    count = documents = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                return root, _span(event, lengths)
        if isinstance(event, yaml.CollectionEndEvent):
            _close(open_nodes.pop(), event)
        if not isinstance(event, yaml.NodeEvent):
            continue
        node = _node(event, _span(event, lengths))
        count += 1
        if count > MOST_NODES:
            raise Refused(
                "too-big",
                node.span,
                Sentence("this file holds more than {most} values", most=f"{MOST_NODES:,}"),
                Sentence("split it"),
            )
        if open_nodes:
            holder = open_nodes[-1].items
            if holder is not None:
                holder.append(node)
        else:
            root = node
        if node.items is not None:
            open_nodes.append(node)
            if len(open_nodes) > DEEPEST:
                raise Refused(
                    "too-deep",
                    node.span,
                    Sentence("lists and blocks are nested more than {deepest} deep here", deepest=DEEPEST),
                    Sentence(
                        "look for a bracket or an indentation that is wrong; a plan needs a dozen levels"
                    ),
                )
    return root, None


def _close(node: Node, event: Any) -> None:
    """A list or a block in brackets is as long as its brackets are apart, when they stand in one line."""
    if node.flow and event.end_mark.line + 1 == node.span.line:
        node.span = Span(node.span.line, node.span.column, event.end_mark.column + 1 - node.span.column)


def _span(event: Any, lengths: list[int]) -> Span:
    start, end = event.start_mark, event.end_mark
    last = end.column if end.line == start.line else lengths[start.line] if start.line < len(lengths) else 0
    return Span(start.line + 1, start.column + 1, max(1, last - start.column))


def _node(event: Any, span: Span) -> Node:
    if isinstance(event, yaml.AliasEvent):
        return Node(span, anchor=event.anchor, alias=True)
    if isinstance(event, yaml.ScalarEvent):
        return Node(span, event.value, bool(event.implicit[0]), anchor=event.anchor, tag=event.tag)
    mapping = isinstance(event, yaml.MappingStartEvent)
    flow = bool(event.flow_style)
    return Node(span, items=[], mapping=mapping, flow=flow, anchor=event.anchor, tag=event.tag)
