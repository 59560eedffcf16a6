"""What the scripts of a page say in a language, as a script of its own."""

from __future__ import annotations

import json
import re

from babel.dates import get_day_names, get_month_names

from outlast.languages.language import Language, english, forms

_EXPRESSION = re.compile(r"[n0-9 ()?:%&|!=<>]+")
"""Which plural form a number takes, in the C of a catalogue, which is JavaScript, too."""


def speech(language: Language) -> str:
    """The script that must run before all others; empty for English, which stands in the scripts."""
    if not language.catalogues:
        return ""
    words: dict[str, list[str]] = {}
    expression = "n != 1"
    for catalogue in reversed(language.catalogues):
        expression = catalogue.plural_expr
        for message in catalogue:
            if all(forms(message)) and any(file.endswith(".js") for file, _ in message.locations):
                words[english(message)] = list(forms(message))
    if not _EXPRESSION.fullmatch(expression):
        raise ValueError(f"the plural forms of {language.code} are no expression: {expression}")
    days, months = (
        list(names("abbreviated", locale=language.locale).values())
        for names in (get_day_names, get_month_names)
    )
    data = json.dumps({"words": words, "days": days, "months": months}, ensure_ascii=False, sort_keys=True)
    safe = data.replace("<", r"\u003c")
    return (
        f"window.outlastSpeech = {safe};\n"
        f"window.outlastSpeech.form = function (n) {{ return Number({expression}); }};\n"
    )
