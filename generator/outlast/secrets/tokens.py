"""Words that look drawn by lot, after a word that says what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outlast.languages import Sentence
from outlast.secrets.found import Secret, after, entropy, is_placeholder, lowered

STRONG = (
    "api key", "api keys", "api-key", "apikey", "api_key", "api token", "api-token", "api secret",
    "api password", "access token", "access key", "secret key", "secret access key", "client secret",
    "consumer secret", "consumer key", "app secret", "auth token", "auth key", "authtoken", "auth_token",
    "bearer", "bearer token", "refresh token", "signing key", "signing secret", "shared secret",
    "webhook secret", "private key", "encryption key", "license key", "licence key", "server token",
    "personal access token", "credential", "credentials", "secret", "token", "access_token", "access_key",
    "secret_key", "client_secret", "secret_access_key", "hmac key", "merchant key", "integration key",
    "storage key", "account key", "sync key", "deploy key", "app key", "api-sleutel", "geheime sleutel",
    "toegangssleutel", "sleutel", "clé api", "clé d'api", "clé secrète", "clef secrète", "jeton",
    "api-schlüssel", "geheimer schlüssel", "schlüssel", "zugangsschlüssel", "clave api", "clave secreta",
    "clave privada", "ficha", "chiave api", "chiave segreta", "chave api", "chave secreta", "klucz api",
    "ключ api", "key",
)  # fmt: skip
GROUPED = (
    "app password", "app passwords", "application password", "app-wachtwoord",
    "mot de passe d'application", "app-passwort", "contraseña de aplicación", "app-specific password",
)  # fmt: skip
SEEDS = (
    "setup key", "authenticator key", "authenticator secret", "totp", "totp secret", "2fa secret",
    "2fa key", "two-factor key", "mfa secret", "otp secret", "otp seed", "secret key", "instelsleutel",
    "clé de configuration", "einrichtungsschlüssel", "manual entry key",
)  # fmt: skip

# Blanks are taken whole (++, *+): else a long run of them would be tried in every division.
_FILL = r"(?:[ \t]++[\w'’()/&-]{1,24}){0,5}?"
_LINK = (
    r"(?:[ \t]*+[*_`\"')\]]{1,3})?"
    r"(?:[ \t]*+(?:[:：=]|->|→|=>)|[ \t]++(?:is|est|ist|es|è|é|jest))?[ \t]*+\n?[ \t]*+"
)
_LONG = re.compile(
    rf"(?=[\s:：=\"'`*)\]]){_FILL}{_LINK}[\"'`“«*(<]{{0,3}}"
    rf"(?P<value>[A-Za-z0-9+/_.~$!@%^-][A-Za-z0-9+/_.=~$!@%^-]{{15,300}})"
)
_FOURS = re.compile(
    rf"{_FILL}{_LINK}[\"'`“«*(]{{0,3}}(?P<value>[A-Za-z0-9]{{4}}(?:[ -][A-Za-z0-9]{{4}}){{3,5}})(?![\w-])"
)
_BASE32 = re.compile(
    rf"{_FILL}{_LINK}[\"'`“«*(]{{0,3}}(?P<value>[A-Z2-7]{{16,64}}"
    rf"|(?:[A-Za-z2-7]{{4}}[ -]){{3,15}}[A-Za-z2-7]{{2,4}})(?![\w-])"
)

_UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HEX = re.compile(r"(?i)[0-9a-f]+")
_OPEN = re.compile(
    r"(?i)pk_(?:live|test)_\w+|(?:age1|ssh-(?:rsa|ed25519)|sha(?:1|256|384|512)|md5|AAAA[BCE]3Nza)\S*"
    r"|(?:G|GTM|UA|AW)-[\w-]+"
    r"|https?[:/].*|www\..*|[\w.+-]+@[\w.-]+\.\w+|.*\.(?:pdf|png|jpe?g|csv|xlsx?|docx?|kdbx|ya?ml|json"
    r"|txt|html?|pem|key|zip)"
)
"""What is made to be shown: publishable keys, public halves, checksums, addresses, names of files."""
_OF_PUBLIC = re.compile(
    r"public|publish|checksum|sha-?\d|md5|hash|commit|digest|fingerprint|revision|etag|integrity"
    r"|site key|sitekey|measurement"
    r"|tracking|order|invoice|host key|known.hosts|vingerafdruk|empreinte|fingerabdruck|primary key"
    r"|key id|sort key"
)


def search(text: str) -> Iterator[Secret]:
    """Long random words after "key", "token" and the like, groups of four after "app password", and seeds."""
    small = lowered(text)
    for word, end in after(small, STRONG):
        match = _LONG.match(text, end)
        if match and not _OF_PUBLIC.search(small, *_around(small, end - len(word), match.start("value"))):
            value = match["value"].rstrip(".,;!")
            if _drawn(value, strong=word not in ("key", "sleutel", "schlüssel", "ficha")):
                start = match.start("value")
                yield Secret(start, start + len(value), Sentence("a key or a token"))
    for _, end in after(small, GROUPED):
        if match := _FOURS.match(text, end):
            yield Secret(match.start("value"), match.end("value"), Sentence("a password"))
    for _, end in after(small, SEEDS):
        if (match := _BASE32.match(text, end)) and _seed(match["value"]):
            yield Secret(match.start("value"), match.end("value"), Sentence("the seed of a second factor"))


def _around(small: str, start: int, end: int) -> tuple[int, int]:
    """From a little before the word, in its line, to the value."""
    return max(small.rfind("\n", max(0, start - 25), start) + 1, start - 25, 0), end


def _drawn(value: str, *, strong: bool) -> bool:
    """Whether a word looks random: letters and digits mixed within one stretch, and hardly any sign twice."""
    if is_placeholder(value) or _OPEN.fullmatch(value):
        return False
    if _UUID.fullmatch(value):
        return strong
    if _HEX.fullmatch(value):
        return strong and len(value) >= 24 and not value.isdigit() and entropy(value) > 2.8
    stretches = re.split(r"[-_./=+~$!@%^]", value)
    mixed = [part for part in stretches if len(part) >= 6 and _mixed(part)]
    return bool(mixed) and sum(map(len, mixed)) >= 12 and entropy(value) >= (3.2 if strong else 3.6)


def _mixed(part: str) -> bool:
    """Letters and digits in turn, not a word with a number behind it; or capitals all over."""
    turns = len(re.findall(r"[a-z](?=[^a-z])|[A-Z](?=[^A-Za-z])|\d(?=\D)", part))
    digits = sum(sign.isdigit() for sign in part)
    return turns >= 3 and (digits > 0 or turns >= 5)


def _seed(value: str) -> bool:
    plain = re.sub(r"[ -]", "", value)
    return (
        len(plain) >= 16
        and len(set(plain)) >= 6
        and (any(sign.isdigit() for sign in plain) or plain.isupper())
    )
