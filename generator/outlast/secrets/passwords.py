"""Passwords in sentences, in the languages that shops write in.

What tells a password from a word about passwords is what links them: a colon, an equals sign, or "is" in
front of something that is no ordinary word. `password: see the vault` is a pointer and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outlast.languages import Sentence
from outlast.secrets.found import Secret, after, is_placeholder, lowered

WORDS = (
    # English, Dutch, French, German, Spanish, Italian, Portuguese, Polish
    "password", "passwords", "passwd", "passphrase", "pass phrase", "passcode", "pwd", "pword", "pw",
    "wachtwoord", "wachtwoorden", "paswoord", "wachtzin", "ww", "mot de passe", "mots de passe", "mdp",
    "phrase secrète", "passwort", "passwörter", "kennwort", "losungswort", "zugangswort", "contraseña",
    "contrasena", "clave", "parola d'ordine", "parola chiave", "palavra-passe", "senha", "hasło", "haslo",
    # The North, the East, Greek, Turkish
    "lösenord", "adgangskode", "kodeord", "passord", "salasana", "heslo", "jelszó", "parolă", "lozinka",
    "geslo", "slaptažodis", "parole", "şifre", "sifre", "parola", "пароль", "парола", "κωδικός πρόσβασης",
    # Beyond Europe
    "密码", "密碼", "パスワード", "비밀번호", "비번", "كلمة المرور", "كلمة السر", "סיסמה", "סיסמא", "पासवर्ड",
    "mật khẩu",
    # How programs call it
    "pass", "secret_key_base", "kata sandi",
)  # fmt: skip

_ELSEWHERE = (
    "manager|managers|reset|resets|rule|rules|policy|hint|length|field|page|box|change|changes|changed|vault|kept"
    "|in|at|see|stored|hangs|expires|protected|manager's|beheerder|resetten|kluis|staat|ligt|bewaard|gestionnaire"
    "|coffre|dans|voir|rangé|manager:in|liegt|steht|siehe|im|gestor|está|en|nel|nella|em|no|na"
)
"""After one of these the sentence speaks of where or how, and not of the password itself."""
# Blanks are taken whole (++, *+): else a long run of them would be tried in every division.
_FILL = rf"(?:[ \t]++(?!(?:{_ELSEWHERE})\b)(?:[\w'’&/@+-]|\.(?=\w)){{1,24}}){{0,6}}?"
_MARKS = r"[ \t]*+[*_`\"'»)\]]{0,3}[ \t]*+"
_QUOTED = (
    r"(?:\"(?P<q1>[^\"\n]{3,80})\"|'(?P<q2>[^'\n]{3,80})'|`(?P<q3>[^`\n]{3,80})`"
    r"|“(?P<q4>[^”\n]{3,80})”"
)
_QUOTED += (
    r"|„(?P<q5>[^“”\n]{3,80})[“”]|«\s?(?P<q6>[^»\n]{3,80}?)\s?»|\*\*(?P<q7>[^*\n]{3,80})\*\*"
    r"|‘(?P<q8>[^’\n]{3,80})’)"
)
_BARE = r"(?P<bare>[^\s\"'`“”«»\[{|>][^\s\"`“”«»]{2,79})"
_ASSIGNED = re.compile(rf"{_FILL}{_MARKS}(?:[:：=]|->|→|=>)[ \t]*+(?:{_QUOTED}|[\"'*_(]{{0,3}}{_BARE})")
_IS = (
    r"(?:is|was|equals|remains|now|nu|luidt|est|lautet|ist|wurde|es|era|è|é|ser|jest|brzmi|to|är|er|on"
    r"|je|este|eshte|är:"
    r"|dir|olan|это|είναι|是|は|는|은|هي|هو|הוא|היא)"
)
_STILL = r"(?:still|now|currently|nog|nu|steeds|toujours|maintenant|noch|immer|jetzt|ahora|adesso|agora)"
_SAID = re.compile(
    rf"{_FILL}(?:[?][ \t]++it|[ \t]++{_STILL})?[ \t]*+\n?[ \t]*+(?:#[ \t]*+)?"
    rf"{_IS}(?:[ \t]++{_STILL}){{0,2}}[ \t]*+:?[ \t]*+\n?[ \t]*+"
    rf"(?:{_QUOTED}|{_BARE})"
)
_DIRECT = re.compile(rf"[ \t]++(?:{_QUOTED}|(?P<bare>[^\s\"'`“”«»\[{{|>:=][^\s\"`“”«»]{{5,79}}))")
_REVERSED = re.compile(
    r"(?<!\S)[\"'`“«]?(?P<bare>[^\s\"'`“”«»]{5,60})[\"'`”»]?[ \t]++(?:is|was|est|ist|es|è|é)[ \t]++"
    r"(?i:the|our|my|het|ons|le|notre|das|unser|la|nuestra|a|il)[ \t]++(?:[\w-]+[ \t]++){0,2}?"
    r"(?i:password|passphrase|wachtwoord|mot de passe|passwort|kennwort|contraseña|senha)\b"
)

_POINTERS = frozenset(
    """
    none unknown required optional needed yes no n/a na tbd todo secret hidden same below above here there
    vault safe envelope blank empty set unset true false null prompt ask see wrong right correct incorrect
    expired changed forgotten lost kept stored strong weak long short new old known valid invalid shared
    personal private unique missing not never always only still also now and or if when at in on by with
    from for of the a an 1password bitwarden keepass keepassxc lastpass dashlane nordpass proton
    protonpass keeper keychain passbolt enpass vaultwarden sso passkey authenticator otp sms email e-mail
    mail text string hash hashed encrypted kluis brandkast kast enveloppe envelop onbekend geen nodig
    verplicht geheim hetzelfde zie vraag leeg nieuw oud gewijzigd verlopen vergeten bekend veilig sterk
    zwak lang kort juist fout niet coffre enveloppe inconnu aucun requis obligatoire secret identique voir
    demander vide nouveau ancien perdu oublié changé expiré connu sûr fort faible tresor safe umschlag
    unbekannt keines keine kein nötig erforderlich geheim gleich siehe frage leer neu alt vergessen
    geändert abgelaufen bekannt sicher stark schwach lang kurz falsch richtig nicht caja sobre desconocida
    ninguna necesaria obligatoria secreta misma ver preguntar vacía nueva segura olvidada cassaforte busta
    sconosciuta nessuna richiesta obbligatoria segreta stessa vedi chiedi vuota nuova sicura cofre
    desconhecida nenhuma obrigatória secreta mesma sejf koperta nieznane brak wymagane
    """.split()  # noqa: SIM905 - a list in quotes is harder to read
)
"""Single words that say where a password is, what kind it is, or that there is none."""
_SAYS_HOW = re.compile(
    r"""(?ix) (?:https?|mailto|ftp)://.*      # an address
          | [\w.+-]+@[\w-]+\.[\w.-]+         # a mail address
          | \d+(?:[-–.,]\d+)?                # a number alone: how long, how often
          | \d+[-–]?(?:fa|step|factor|char\w*|digit\w*|sign\w*|letter\w*
            |word\w*|day\w*|week\w*|month\w*|x|st|nd|rd|th)[\w-]*
          | \d{4}-\d\d-\d\d | \d\d?[:.]\d\d
          | (?:and|or|on|yes|he|she|his|her|read|login|user|username|mail|write|in|input|output)/\w+
          | [\w-]+[:=]                       # the next key
          | (?-i:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)   # the name of a variable
          | .*[›].*
    """
)


def search(text: str) -> Iterator[Secret]:
    """Passwords with a word before them that says so."""
    small = lowered(text)
    for _, end in after(small, WORDS):
        yield from _at(text, small, end)
    for match in _REVERSED.finditer(text):
        if _odd(match["bare"]):
            yield _secret(match.start("bare"), match["bare"])


def _at(text: str, small: str, end: int) -> Iterator[Secret]:
    if match := _ASSIGNED.match(text, end):
        start, value, quoted = _value(match)
        sentence = value.count(" ") > (0 if small.endswith("pass", end - 4, end) else 6)
        if (
            not _pointer(value)
            and not sentence
            and (quoted or _odd(value) or _alone(text, start + len(value)))
        ):
            yield _secret(start, value)
            return
    if match := _SAID.match(small, end):
        start, value, quoted = _value(match)
        value = text[start : start + len(value)]
        if not _pointer(value) and (quoted or _odd(value)):
            yield _secret(start, value)
            return
    if match := _DIRECT.match(text, end):
        start, value, quoted = _value(match)
        phrase = quoted and value.count(" ") > 1 and small.endswith(("phrase", "zin"), 0, end)
        if not _pointer(value) and (phrase or (_mixed(value) and (quoted or _odd(value)))):
            yield _secret(start, value)


def _value(match: re.Match[str]) -> tuple[int, str, bool]:
    """Where the value starts, the value without what ends its sentence, and whether it stands in quotes."""
    name = next(name for name, value in match.groupdict().items() if value is not None)
    value = match[name]
    if name == "bare":
        value = value.rstrip(",;.)]}*_'’")
        value = value if _odd(value) or not value.endswith(("!", "?")) else value.rstrip("!?")
    return match.start(name), value, name != "bare"


def _secret(start: int, value: str) -> Secret:
    return Secret(start, start + len(value), Sentence("a password"))


def _pointer(value: str) -> bool:
    """Whether it says where or how instead of what."""
    plain = value.strip("().,;:!?*_\"'`").lower()
    return (
        len(plain) < 3
        or plain in _POINTERS
        or any(word in _POINTERS for word in plain.split()[:2])
        or is_placeholder(plain)
        or bool(_SAYS_HOW.fullmatch(value))
    )


def _odd(value: str) -> bool:
    """Whether it is no ordinary word, number or name: letters mixed with digits, or signs inside."""
    if value.startswith("http") or _SAYS_HOW.fullmatch(value):
        return False
    return _mixed(value) or bool(re.search(r"\w[!@#$%^&*+~?=][^\s]", value) or re.search(r"\w[!#$%]$", value))


def _mixed(value: str) -> bool:
    return len(value) > 4 and bool(re.search(r"[^\W\d_]", value) and re.search(r"\d", value))


def _alone(text: str, end: int) -> bool:
    """Whether nothing but the end of the sentence or of the value follows."""
    return bool(
        re.match(
            r"[)\]}*_\"'`»”]*(?:[ \t]*+$|[.,;!][ \t]*+(?:$|[\"'}])|[ \t]*+[,;}]|\.[ \t]|[ \t]++#)",
            text[end : end + 40],
            re.M,
        )
    )
