"""Text as one scalar of YAML that reads as exactly this text."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[^\W_](?:(?:[\w .+/@&()'’€£$%·›–-]|:(?=/))*[\w./)%])?")
"""What needs no quotation marks, in a block or between brackets, whatever reads it."""


def scalar(text: str) -> str:
    """The text, in quotation marks where YAML would read it as something else without them."""
    if _PLAIN.fullmatch(text) and text.casefold() != "null":
        return text
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff]",
        lambda match: f"\\u{ord(match[0]):04x}",
        json.dumps(text, ensure_ascii=False),
    )
