"""What the scripts of a page say in a language, as a script of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import time

from babel.dates import format_time, get_day_names, get_month_names

from outlast.languages.language import Language, english, forms

_EXPRESSION = re.compile(r"[n0-9 ()?:%&|!=<>]+")
"""Which plural form a number takes, in the C of a catalogue, which is JavaScript, too."""


def speech(language: Language) -> str:
    """The script that must run before all others; empty for English, which stands in the scripts.

    The patterns of dates and times are among the words: base.js says them as any other message.
    """
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
    days, months, brief_days, brief_months = (
        _in_order(names(width, locale=language.locale))
        for width in ("wide", "abbreviated")
        for names in (get_day_names, get_month_names)
    )
    if language.locale.language == "en":  # as `words` does: CLDR has four letters for one British month
        brief_months = [name[:3] for name in brief_months]
    told = {
        "words": words,
        "days": days,
        "months": months,
        "brief": {"days": brief_days, "months": brief_months},
        "halves": [str(format_time(time(hour), "a", locale=language.locale)) for hour in (9, 21)],
    }
    data = json.dumps(told, ensure_ascii=False, sort_keys=True)
    safe = data.replace("<", r"\u003c")
    return (
        f"window.outlastSpeech = {safe};\n"
        f"window.outlastSpeech.form = function (n) {{ return Number({expression}); }};\n"
    )


def _in_order(names: Mapping[int, str]) -> list[str]:
    return [names[number] for number in sorted(names)]
