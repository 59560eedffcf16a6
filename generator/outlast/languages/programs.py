"""What the programs of a copy that run without Outlast say in its languages."""

from __future__ import annotations

import json
from collections.abc import Sequence

from outlast.languages.language import Language, english, forms

_TEXTS = "TEXTS: Mapping[str, Mapping[str, str]] = {}\n"


def in_languages(program: str, place: str, languages: Sequence[Language]) -> str:
    """The text of a program with what it says in these languages, the first of which it prefers.

    Args:
        place: where it lies in the package, as catalogues name it.
    """
    if not any(language.catalogues for language in languages):
        return program
    texts = {
        language.locale.language: {
            english(message): forms(message)[0]
            for catalogue in reversed(language.catalogues)
            for message in catalogue
            if all(forms(message)) and place in (file for file, _ in message.locations)
        }
        for language in languages
    }
    told = json.dumps(texts, ensure_ascii=False, indent=4)
    return program.replace(_TEXTS, _TEXTS.replace("{}", told), 1)
