"""From nodes to data and places."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from outlast.diagnostics import Diagnostic, Place, Severity, Span
from outlast.languages import Sentence
from outlast.source.decoding import UNPRINTABLE
from outlast.source.document import Data, Document, KeyPath
from outlast.source.nodes import LOADER, Node, Refused, nodes
from outlast.source.syntax import translate


def build(path: str, text: str, lines: tuple[str, ...], loader: Any = LOADER) -> Document:
    """The document of a text. What is wrong with it is in its diagnostics."""
    bare = Document(path, lines)
    try:
        root, rest = nodes(text, loader)
    except Refused as refused:
        return _unread(bare, text, bare.error(refused.rule, refused.span, refused.message, refused.hint))
    except yaml.YAMLError as error:
        rule, span, message, hint, see = translate(error, lines)
        return _unread(bare, text, bare.error(rule, span, message, hint, see))
    reading = _Reading(bare)
    data = reading.data(root, ()) if root else None
    if rest:
        reading.refuse(
            (),
            "several-documents",
            rest,
            Sentence("a second document begins here"),
            Sentence("delete the line, or put what follows into a file of its own"),
        )
    return Document(
        path,
        lines,
        data,
        reading.keys,
        reading.values,
        frozenset(reading.damaged),
        "\n".join(lines[rest.line :]) if rest else "",
        tuple(reading.diagnostics),
    )


def _unread(bare: Document, text: str, diagnostic: Diagnostic) -> Document:
    return Document(bare.path, bare.lines, unread=text, diagnostics=(diagnostic,))


@dataclass
class _Reading:
    """Turns nodes into data. It may recurse: no node lies deeper than DEEPEST."""

    document: Document
    keys: dict[KeyPath, Span] = field(default_factory=dict)
    values: dict[KeyPath, Span] = field(default_factory=dict)
    damaged: set[KeyPath] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def refuse(
        self, path: KeyPath, rule: str, span: Span, message: Sentence, hint: Sentence, see: Span | None = None
    ) -> None:
        place = Place(self.document.path, see) if see else None
        self.diagnostics.append(self.document.diagnostic(Severity.ERROR, rule, span, message, hint, place))
        self.damaged.add(path)

    def data(self, node: Node, path: KeyPath) -> Data:
        self.values[path] = node.span
        if node.alias:
            self.refuse(
                path,
                "alias",
                node.span,
                Sentence("*{anchor} is an alias of YAML, which a plan cannot use", anchor=node.anchor),
                _NO_ALIAS,
            )
            return None
        if node.anchor:
            self.refuse(
                path,
                "alias",
                node.span,
                Sentence("&{anchor} is an anchor of YAML, which a plan cannot use", anchor=node.anchor),
                _NO_ALIAS,
            )
        if node.tag is not None:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(
                path,
                "tag",
                node.span,
                Sentence("{tag} is a tag of YAML, which a plan cannot use", tag=tag),
                _NO_TAG,
            )
        if node.items is None:
            return self._scalar(node, path)
        if not node.mapping:
            return [self.data(item, (*path, number)) for number, item in enumerate(node.items)]
        return self._mapping(node.items, path)

    def _scalar(self, node: Node, path: KeyPath) -> str | None:
        if node.plain and node.text in ("", "~", "null"):
            return None
        if found := UNPRINTABLE.search(node.text):
            self.refuse(
                path,
                "control-character",
                node.span,
                Sentence("this text spells the control character U+{code}", code=f"{ord(found[0]):04X}"),
                Sentence(
                    "delete the backslash and what belongs to it, or use single quotes to show it as typed"
                ),
            )
            return None
        return node.text

    def _mapping(self, items: list[Node], path: KeyPath) -> dict[str, Data]:
        data: dict[str, Data] = {}
        first: dict[str, str] = {}
        for key, value in zip(items[::2], items[1::2], strict=True):
            name = self._key(key, path)
            if name is None:
                continue
            folded = unicodedata.normalize("NFKC", name).casefold()
            if folded in first:
                self._twice(key, name, first[folded], path)
                continue
            first[folded] = name
            self.keys[*path, name] = key.span
            data[name] = self.data(value, (*path, name))
        return data

    def _key(self, key: Node, path: KeyPath) -> str | None:
        if key.alias or key.anchor or key.tag is not None:
            self.data(key, path)
        elif key.items is not None:
            braces = self.document.line(key.span.line)[key.span.column - 1 :].startswith("{")
            hint = (
                Sentence('if this is text, put it in quotes: "{{ order }}"')
                if braces
                else Sentence("a key is one word of text")
            )
            self.refuse(path, "bad-key", key.span, Sentence("a list or a block cannot be a key"), hint)
        elif key.plain and key.text == "<<":
            self.refuse(
                path,
                "merge-key",
                key.span,
                Sentence("<< merges blocks in YAML, which a plan cannot do"),
                _NO_ALIAS,
            )
        elif not key.text.strip() or UNPRINTABLE.search(key.text):
            self.refuse(
                path,
                "bad-key",
                key.span,
                Sentence("there is no key before this colon"),
                Sentence("write the key, then the colon"),
            )
        else:
            return key.text
        return None

    def _twice(self, key: Node, name: str, before: str, path: KeyPath) -> None:
        see = self.keys[*path, before]
        again = Sentence('the key "{name}" is here for the second time', name=name)
        if name != before:
            again = Sentence(
                'the key "{name}" differs from "{before}" only in how its letters are written',
                name=name,
                before=before,
            )
        hint = Sentence(
            "it stands first in line {line}; keep one of them, with what belongs to both", line=see.line
        )
        self.refuse((*path, before), "duplicate-key", key.span, again, hint, see)


_NO_ALIAS = Sentence("write the value out where it is needed; if it is text, put it in quotes")
_NO_TAG = Sentence("delete it; if it is text, put it in quotes")
