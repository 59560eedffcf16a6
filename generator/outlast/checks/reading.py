"""The rules of reading, which are applied while the files are read. Files beside this one explain them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import yaml

from outlast.checks.rule import Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.source.nodes import LOADER


def _rules(name: str) -> Iterator[Rule]:
    text = (files("outlast.checks") / name).read_text(encoding="utf-8")
    for id, words in yaml.load(text, Loader=LOADER).items():  # noqa: S506 - it is a safe one
        severity = Severity(words.pop("severity", Severity.ERROR))
        code = {key: words.pop(key, "") for key in ("example", "instead")}
        messages: dict[str, Any] = {key: Sentence(message) for key, message in words.items()}
        yield Rule(id, severity, **code, **messages)


FILES = tuple(_rules("reading_files.yml"))
PARTS = tuple(_rules("reading_parts.yml"))
VALUES = tuple(_rules("reading_values.yml"))
