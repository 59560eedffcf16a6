"""What Material's script reads on a finished page: which features there are, and where its search lies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

_SETTINGS = re.compile(r'(<script id="?__config"? type="?application/json"?>)(.*?)(</script>)', re.DOTALL)


def with_settings(html: str, change: Callable[[dict[str, Any]], None]) -> str:
    """The page with its settings changed; as it is where there are none of that form."""

    def changed(found: re.Match[str]) -> str:
        try:
            settings = json.loads(found[2])
            change(settings)
        except (ValueError, KeyError, TypeError):
            return found[0]
        return found[1] + json.dumps(settings).replace("<", "\\u003c") + found[3]

    return _SETTINGS.sub(changed, html)


def with_search(html: str, worker: str) -> str:
    """The page with a search of our own, by the address of its worker: Material asks any that answers so."""

    return with_settings(html, lambda settings: settings.update(search=worker))
