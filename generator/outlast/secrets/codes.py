"""PINs, door and alarm codes, and the codes that get in when a second factor is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outlast.languages import Sentence
from outlast.secrets.found import Secret, after, lowered

PINS = (
    "pin", "pin code", "pin-code", "pincode", "pins", "code pin", "código pin", "codice pin", "kod pin",
    "puk", "puk code", "pukcode", "geheimzahl", "geheimnummer", "pinkode", "pin-kode", "pinkod",
    "пин-код", "пин", "暗証番号", "card code", "cvv", "cvc", "cvv2", "security code", "passcode",
    "unlock code", "ontgrendelcode", "schermcode", "code de déverrouillage", "entsperrcode",
)  # fmt: skip
LOCKS = (
    "door code", "entry code", "gate code", "access code", "keypad code", "keypad", "lock code",
    "safe code", "safe combination", "combination", "combination lock", "padlock", "lockbox",
    "lockbox code", "key box", "key box code", "key safe", "key safe code", "keybox", "keybox code",
    "alarm code", "alarm pin", "burglar code", "disarm code", "duress code", "panic code",
    "intercom code", "shutter code", "door", "alarm", "deurcode", "toegangscode", "poortcode",
    "code van de deur", "alarmcode", "code van het alarm", "kluiscode", "code van de kluis", "cijfercode",
    "sleutelkluis", "sleutelkastje", "cijferslot", "code van de poort", "code de la porte", "code porte",
    "digicode", "code d'entrée", "code d'accès", "code de l'alarme", "code alarme", "code du coffre",
    "code du portail", "code de l'immeuble", "combinaison", "boîte à clés", "türcode", "zugangscode",
    "torcode", "code der alarmanlage", "alarmanlage", "tresorcode", "zahlenkombination", "zahlenschloss",
    "schlüsselkasten", "schlüsseltresor", "code für die tür", "code für den tresor",
    "código de la puerta", "código de puerta", "código de alarma", "código de la alarma",
    "código de acceso", "código de la caja fuerte", "combinación", "codice porta", "codice della porta",
    "codice allarme", "codice dell'allarme", "codice cancello", "combinazione", "código da porta",
    "código do alarme", "código do cofre", "kod do drzwi", "kod do alarmu", "kod do sejfu", "kod alarmu",
    "dörrkod", "portkod", "larmkod", "dørkode", "alarmkode", "ovikoodi",
)  # fmt: skip
RECOVERY = (
    "recovery code", "recovery codes", "backup code", "backup codes", "back-up code", "back-up codes",
    "rescue code", "rescue codes", "scratch codes", "emergency code", "emergency codes",
    "two-factor codes", "2fa codes", "one-time codes", "recovery key", "emergency key", "unlock key",
    "herstelcode", "herstelcodes", "reservecode", "reservecodes", "back-upcode", "back-upcodes",
    "noodcode", "noodcodes", "herstelsleutel", "code de récupération", "codes de récupération",
    "code de secours", "codes de secours", "clé de récupération", "wiederherstellungscode",
    "wiederherstellungscodes", "backup-code", "backup-codes", "ersatzcode", "ersatzcodes", "notfallcode",
    "notfallcodes", "wiederherstellungsschlüssel", "código de recuperación", "códigos de recuperación",
    "códigos de respaldo", "codici di recupero", "codice di recupero", "codici di backup",
    "códigos de recuperação", "código de recuperação", "códigos de backup", "kody zapasowe",
    "kod odzyskiwania", "återställningskoder", "gendannelseskoder",
)  # fmt: skip
SEEDS = (
    "seed phrase", "recovery phrase", "seed words", "recovery words", "mnemonic",
    "secret recovery phrase", "herstelzin", "phrase de récupération", "wiederherstellungsphrase",
    "frase semilla", "frase di recupero",
)  # fmt: skip

_ELSEWHERE = (
    "in|at|see|kept|stored|under|behind|envelope|page|box|room|shelf|drawer|vault|line|number|call|company|tel|ring"
    "|until|since|after|before|within|every|from|closes|opens|opened|closed|locked|width|wide|dans|voir|im|siehe|zie"
    "|ligt|staat|liegt|en|nel|enveloppe|envelop|umschlag|has|have|heeft|telt|hat|comporte|tiene|ha|changed|order"
    "|firm|service|model|type|serial|room|floor|street|unit"
)
# Blanks are taken whole (++, *+): else a long run of them would be tried in every division.
_FILL = rf"(?:[ \t]++(?!(?:{_ELSEWHERE})\b)[^\W\d][\w'’/-]{{0,20}}){{0,5}}?"
_LINK = (
    r"(?:[ \t]*+[*_`\"')\]]{1,2})?(?:[ \t]*+(?:[:：=]|->|→)|[ \t]++(?:is|was|est|ist|lautet|es|è|é|jest|to"
    r"|är|er|nu|now)(?:[ \t]++(?:the|de|le|la|el|der|die|das|il|o))?)"
)
_MARKS = r"[ \t]*+\n?[ \t]*+[*_`\"'(“«]{0,3}\s?"
_NUMBER = (
    r"(?P<code>\d{1,4}[A-D]\d{1,4}#?|[A-D#*]?\d{3,8}[A-D]?\d{0,3}[A-D]?[#*]?"
    r"|\d{1,2}(?:[ ]?[-–/.][ ]?\d{1,2}){2,4}|\d(?:[ -]\d){3,7})"
)
_NOT_AFTER = (
    r"(?![\w]|[.,:/-]\d|[ ]\d|[ \t-]*(?:digit|number|figure|sign|letter|char|cijfer|teken|chiffre"
    r"|ziffer|stell|dígito|cifr|time|tr(?:y|ies)"
    r"|attempt|keer|fois|mal\b|min|second|hour|day|week|month|uur|jour|tag|euro|eur\b|€|%|cm|mm|m\b|km"
    r"|kg|x\b|am\b|pm\b|h\b))"
)
_PIN = re.compile(rf"{_FILL}(?:{_LINK})?{_MARKS}{_NUMBER}{_NOT_AFTER}")
_LOCK = re.compile(
    rf"{_FILL}{_LINK}{_MARKS}{_NUMBER}{_NOT_AFTER}"
    rf"|[ \t]*+{_MARKS}(?P<bare>\d{{1,2}}(?:-\d{{1,2}}){{2,3}}"
    rf"|[A-D#*]?\d{{4,8}}[A-D]?\d{{0,3}}[#*]?){_NOT_AFTER}"
)
_VAGUE = frozenset(
    {"door", "alarm", "padlock", "keypad", "combination", "alarmanlage", "key box", "key safe", "lockbox"}
)
"""They mean the thing as well as its code: a number must be linked to them by a colon or "is"."""

_ONE = r"(?:[A-Za-z0-9]{3,8}(?:[-–][A-Za-z0-9]{3,8}){1,7}|(?=[A-Za-z]*\d)[A-Za-z0-9]{6,24}|\d{4}[ ]\d{4,6})"
_LIST = re.compile(
    rf"(?:[ \t]++[\w'’(&/-]{{1,20}}\)?){{0,5}}?(?:[ \t]*+[*_`\"')]{{1,2}})?"
    rf"(?:[ \t]*+[:：=]|[ \t]++(?:is|are|zijn|sont|sind|son|sono|est|ist))?"
    rf"(?:[ \t]*+[|>]-?)?[\s*_`\"'(\[#-]*(?P<codes>{_ONE}(?:[\s,;/*_`\"'#-]{{1,12}}{_ONE})*)"
)
_NAKED = re.compile(r"(?m)(?:^[ \t#*-]*[\"'`]?[0-9a-z]{5}-[0-9a-z]{5}[\"'`]?[ \t,]*(?:\n|\Z)){4,}")
_PHRASE = re.compile(
    r"[^\n:]{0,40}[:：]?[\s\"'`>"
    r"|-]*(?P<words>(?:(?:\d{1,2}[.)][ ]?)?[a-z]{3,8}[\s,]+){11,23}(?:\d{1,2}[.)][ ]?)?[a-z]{3,8})\b"
)


def search(text: str) -> Iterator[Secret]:
    """Codes with a word before them that says what they open, and lists that can be nothing else."""
    small = lowered(text)
    for _, end in after(small, PINS):
        if (match := _PIN.match(text, end)) and not _year(match["code"], text[end : match.start("code")]):
            yield Secret(match.start("code"), match.end("code"), Sentence("a PIN or a code"))
    for word, end in after(small, LOCKS):
        if match := _LOCK.match(text, end):
            name = "code" if match["code"] else "bare"
            if name == "bare" and word in _VAGUE and "-" not in match["bare"]:
                continue
            yield Secret(match.start(name), match.end(name), Sentence("a door or alarm code"))
    for _, end in after(small, RECOVERY):
        if (match := _LIST.match(text, end)) and _varied(match["codes"]):
            yield Secret(match.start("codes"), match.end("codes"), Sentence("recovery codes"))
    for _, end in after(small, SEEDS):
        if match := _PHRASE.match(text, end):
            yield Secret(match.start("words"), match.end("words"), Sentence("a recovery phrase"))
    for match in _NAKED.finditer(text):
        if _varied(match[0]):
            yield Secret(match.start(), match.end(), Sentence("recovery codes"))


def _year(code: str, between: str) -> bool:
    """Whether a number after a word about PINs is rather the year in which something was done."""
    return bool(re.fullmatch(r"(?:19|20)\d\d", code)) and not re.search(r"[:=]|is|est|ist", between)


def _varied(codes: str) -> bool:
    """Whether they are codes: no date comes first, and they are not words with hyphens."""
    first = re.split(r"[\s,;]+", codes.strip(" \t\"'`#*-"))[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", first) or len(set(codes)) < 5:
        return False
    digits, letters = sum(sign.isdigit() for sign in codes), sum(sign.isalpha() for sign in codes)
    return digits > 1 and (letters > 0 or digits > 3)
