"""Private keys, and addresses and tokens that let in whoever has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outlast.languages import Sentence
from outlast.secrets.found import Secret, is_placeholder

_BLOCK = re.compile(
    r"-----BEGIN (?P<what>(?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V1)-----"
    r"(?:[^-]{0,20000}-----END (?P=what)-----)?"
)
_FORMS: tuple[tuple[Sentence, re.Pattern[str]], ...] = (
    (Sentence("a private key of PuTTY"), re.compile(r"PuTTY-User-Key-File-\d:.*")),
    (Sentence("a private key of age"), re.compile(r"AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{20,}")),
    (
        Sentence("a private key of WireGuard"),
        re.compile(r"(?i:privatekey|presharedkey)\s*=\s*(?P<value>[A-Za-z0-9+/]{43}=)"),
    ),
    (Sentence("a signed token (JWT)"), re.compile(r"(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?")),
    (
        Sentence("a password as a server keeps it"),
        re.compile(
            r"\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}"
            r"|[56]\$(?:rounds=\d+\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86})(?![./A-Za-z0-9])"
        ),
    ),
    (Sentence("the seed of a second factor"), re.compile(r"(?i:otpauth(?:-migration)?)://[^\s\"'`<>)\]]+")),
    (
        Sentence("the password of a Wi-Fi"),
        re.compile(r"WIFI:(?:[A-OQ-Z]:[^;\n]{0,100};){0,5}P:(?P<value>[^;]+);"),
    ),
    (
        Sentence("a password in a web address"),
        re.compile(
            r"(?<![a-zA-Z0-9+.-])[a-zA-Z][a-zA-Z0-9+.-]{1,30}://[^\s/:@\"'<>]{0,100}:(?P<value>[^\s/@\"'<>]+)@[\w\[]"
        ),
    ),
    (
        Sentence("a password in a web address"),
        re.compile(
            r"[?&](?i:(?:access_|auth_|api_?)?(?:token|key|secret)|pass(?:word)?|pwd|sig)="
            r"(?P<value>[^\s&\"'<>)\]#]{8,})"
        ),
    ),
    (
        Sentence("a password in a command"),
        re.compile(
            r"\b(?:curl|wget|http)\b[^\n]{0,200}?\s(?:-u|--user|-a)[ =]?[\"']?[\w.@-]+:(?P<value>[^\s\"']+)"
        ),
    ),
    (
        Sentence("a password in a command"),
        re.compile(r"\bmysql(?:dump)?\b[^\n]{0,200}?\s-p(?P<value>[^\s\"']{4,})"),
    ),
    (Sentence("a password in a command"), re.compile(r"\bsshpass\s+-p\s*[\"']?(?P<value>[^\s\"']+)")),
    (
        Sentence("a password in a header"),
        re.compile(r"(?i:authorization\s*:\s*(?:basic|bearer|token))\s+(?P<value>[\w+/=.~-]{8,})"),
    ),
)


def search(text: str) -> Iterator[Secret]:
    """Private keys from their first line to their last, and tokens by their form."""
    for match in _BLOCK.finditer(text):
        yield Secret(match.start(), match.end(), Sentence("a private key"))
    for kind, pattern in _FORMS:
        for match in pattern.finditer(text):
            value = match.groupdict().get("value")
            if value is None:
                yield Secret(match.start(), match.end(), kind)
            elif not is_placeholder(value) and not value.startswith(("$", "pk_")):
                yield Secret(match.start("value"), match.end("value"), kind)
