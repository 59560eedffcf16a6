"""Address books: cards of people and firms, in a vCard file or in a table."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from icalendar.parser import Contentline

from outlast.importing.tables import FORMULA, Row, Table, named, table


@dataclass(frozen=True)
class Card:
    """What one entry of an address book says, as far as a plan may need it."""

    place: str
    """Where it stands in the file."""
    given: str = ""
    full: str = ""
    organisation: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    """As typed, best first."""
    mails: tuple[str, ...] = ()
    is_firm: bool = False
    """Whether the file itself says that it is one."""
    wrong: str = ""
    """Why nothing can be made of it."""

    @property
    def shown(self) -> str:
        """What to call it in a list."""
        return self.full or self.organisation or next(iter((*self.mails, *self.phones)), "") or "no name"


# --- vCard -----------------------------------------------------------------------------------------------

_BEGIN = re.compile(r"[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_END = re.compile(r"[ \t]*END[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_PARTS = re.compile(r'(?:[^\s.;:"]+\.)?([A-Za-z-]+)((?:;(?:[^":]|"[^"]*")*)?):(.*)', re.DOTALL)
"""Name, parameters and value of a line; a group may stand before the name."""
_WANTED = frozenset(
    ("FN", "N", "ORG", "TITLE", "TEL", "EMAIL", "KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS")
)
_TOO_LONG = 4000
"""Signs of a line that say no name and no number, but hold something in disguise."""


@dataclass(frozen=True)
class _Line:
    name: str
    types: frozenset[str]
    value: str
    rank: int
    """How far down a number or an address goes."""


def of_vcard(text: str) -> Iterator[Card]:
    """Every card of a vCard file of any version."""
    number = 0
    lines: list[_Line] | None = None
    for line in _unfolded(text):
        if _BEGIN.fullmatch(line):
            number += 1
            lines = []
        elif _END.fullmatch(line) and lines is not None:
            yield _card(f"card {number}", lines)
            lines = None
        elif lines is not None and (read := _line(line)):
            lines.append(read)
    if lines is not None:
        yield replace(_card(f"card {number}", lines), wrong="the file breaks off in the middle of it")


def _unfolded(text: str) -> Iterator[str]:
    """The lines of a file as they were before they were folded; pictures are left out early."""
    parts: list[str] = []
    quoted = False
    for line in re.split(r"\r\n|\n|\r", text):
        if quoted and parts[-1].endswith("="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif parts and line[:1] in (" ", "\t") and not _END.fullmatch(line):
            if len(parts) * len(line) < 4 * _TOO_LONG:
                parts.append(line[1:])
        else:
            if parts:
                yield "".join(parts)
            parts = [line]
            quoted = "QUOTED-PRINTABLE" in line.partition(":")[0].upper()
    yield "".join(parts)


def _line(line: str) -> _Line | None:
    match = _PARTS.fullmatch(line) if len(line) < _TOO_LONG else None
    if not match or match[1].upper() not in _WANTED:
        return None
    parameters = _parameters(match[2])
    value = match[3]
    if "QUOTED-PRINTABLE" in parameters.get("ENCODING", ()) or "QUOTED-PRINTABLE" in parameters["TYPE"]:
        value = _unquoted(value, next(iter(parameters.get("CHARSET", ())), "utf-8"))
    types = frozenset(parameters["TYPE"])
    return _Line(match[1].upper(), types, value, _rank(types, parameters.get("PREF", set())))


def _rank(types: frozenset[str], preferred: set[str]) -> int:
    """How far down a number goes: those that are said to be the best first, then those one carries along."""
    if numbers := [int(number) for number in preferred if re.fullmatch(r"[0-9]{1,3}", number)]:
        return min(numbers)
    return 1 if "PREF" in types else 101 if types & {"CELL", "IPHONE", "MOBILE"} else 102


def _parameters(text: str) -> dict[str, set[str]]:
    """The parameters of a line by name; in old cards a type may stand there without one."""
    named = ";".join(part if "=" in part else f"TYPE={part}" for part in text.split(";") if part)
    found: dict[str, set[str]] = {"TYPE": set()}
    try:
        _, parameters, _ = Contentline(f"X;{named}:" if named else "X:").parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return found
    for name, value in parameters.items():
        values = value if isinstance(value, list) else str(value).split(",")
        found.setdefault(name.upper(), set()).update(part.strip().upper() for part in values)
    return found


def _unquoted(value: str, charset: str) -> str:
    content = quopri.decodestring(value.encode("utf-8"))
    for name in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(name)
        except (LookupError, UnicodeError):
            continue
    return content.decode("utf-8", "replace")


def _card(place: str, lines: list[_Line]) -> Card:
    def first(name: str) -> str:
        return next((line.value for line in lines if line.name == name and line.value.strip()), "")

    def best(name: str) -> tuple[str, ...]:
        found = sorted((line for line in lines if line.name == name), key=lambda line: line.rank)
        numbers = (line.value for line in found if not line.types & {"FAX", "PAGER", "X400"})
        return tuple(text for value in numbers if (text := _plain(re.sub(r"(?i)^(tel|mailto):", "", value))))

    kind = (first("KIND") or first("X-ADDRESSBOOKSERVER-KIND")).strip().lower()
    family, given, middle, *_ = (*_components(first("N")), "", "", "")
    organisation = next(iter(_components(first("ORG"))), "")
    is_firm = kind == "org" or first("X-ABSHOWAS").strip().upper() == "COMPANY"
    full = _plain(first("FN")) or " ".join(part for part in (given, middle, family) if part)
    return Card(
        place,
        given=given or ("" if family or is_firm or full == organisation else full),
        full=full,
        organisation=organisation,
        title=_plain(first("TITLE")),
        phones=tuple(re.sub(r";ext=", " ext. ", number) for number in best("TEL")),
        mails=best("EMAIL"),
        is_firm=is_firm,
        wrong="it is a group of others" if kind == "group" else "",
    )


def _components(value: str) -> list[str]:
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    return " ".join(re.sub(r"\\([nN,;:\\])", lambda m: " " if m[1] in "nN" else m[1], value).split())


# --- tables ----------------------------------------------------------------------------------------------

_GIVEN = "first name|given name|forename|vorname|voornaam|prenom|nombre|nome"
_FAMILY = (
    "last name|family name|surname|nachname|familienname|achternaam|nom|nom de famille|apellidos?|cognome"
)
_FULL = (
    "name|full name|display name|contact|contact name|contact person|person|file as|naam|contactpersoon"
    "|nom complet|nom et prenom|ansprechpartner|nombre completo|kontakt"
)
_SUPPLIER = "supplier|supplier name|vendor|vendor name|lieferant|leverancier|fournisseur|proveedor|fornitore"
_FIRM = (
    "company|company name|organi[sz]ation|organi[sz]ation name|organi[sz]ation 1 name|business|firm|firma"
    "|unternehmen|bedrijf|bedrijfsnaam|societe|entreprise|empresa|azienda|ditta|account name"
)
_TITLE = (
    "title|job title|role|position|function|funktion|functie|fonction|cargo|organi[sz]ation title"
    "|organi[sz]ation 1 title"
)
_PHONE = re.compile(
    r"phone|mobile|mobil\b|mobiel|\bcell|\btel\b|telefo|telephone|handy|portable|movil|\bgsm\b|whatsapp"
)
_MAIL = re.compile(r"\be ?mail|\bmail\b|correo|courriel")
_NOT = re.compile(r"\b(?:type|label|fax|pager|display name|newsletter|country code|formatted|consent)\b")


@dataclass(frozen=True)
class _Columns:
    given: int | None = None
    family: int | None = None
    full: int | None = None
    firm: int | None = None
    title: int | None = None
    phones: tuple[int, ...] = ()
    mails: tuple[int, ...] = ()
    suppliers: bool = False
    """Whether the table says that its firms are suppliers."""

    @property
    def known(self) -> int:
        names = (self.given, self.family, self.full, self.firm, self.title)
        return sum(column is not None for column in names) + len(self.phones) + len(self.mails)


def table_of_contacts(text: str) -> Table[_Columns] | None:
    """The table in a text, if its columns are those of an address book."""
    return table(text, _meaning)


def of_table(contacts: Table[_Columns]) -> Iterator[Card]:
    """A card for each row."""
    for row in contacts.rows():
        card = _of_row(row, contacts.columns)
        torn = "it has more cells than there are columns" if contacts.is_torn(row) else ""
        yield replace(card, wrong=card.wrong or torn)


def _meaning(names: Sequence[str]) -> _Columns | None:
    def holding(pattern: re.Pattern[str]) -> tuple[int, ...]:
        fit = (pattern.search(name) and not _NOT.search(name) and len(name) < 40 for name in names)
        return tuple(number for number, fits in enumerate(fit) if fits)

    supplier = named(names, _SUPPLIER)
    mails = holding(_MAIL)
    columns = _Columns(
        named(names, _GIVEN),
        named(names, _FAMILY),
        named(names, _FULL),
        supplier if supplier is not None else named(names, _FIRM),
        named(names, _TITLE),
        tuple(number for number in holding(_PHONE) if number not in mails),
        mails,
        suppliers=supplier is not None,
    )
    has_name = any(each is not None for each in (columns.given, columns.family, columns.full, columns.firm))
    return columns if has_name and columns.known >= 2 else None


def _of_row(row: Row, columns: _Columns) -> Card:
    given, family = row.at(columns.given), row.at(columns.family)
    full = row.at(columns.full) or " ".join(part for part in (given, family) if part)
    firm = row.at(columns.firm)
    texts = (given, family, full, firm, row.at(columns.title))
    return Card(
        f"line {row.line}",
        given=given or ("" if full == firm else full),
        full=full,
        organisation=firm,
        title=row.at(columns.title),
        phones=_values(row, columns.phones),
        mails=_values(row, columns.mails),
        is_firm=bool(columns.suppliers and firm),
        wrong="it holds a formula" if any(FORMULA.match(text) for text in texts) else "",
    )


def _values(row: Row, columns: Sequence[int]) -> tuple[str, ...]:
    """What stands in these cells; Google writes several values into one."""
    found = (part.strip() for column in columns for part in row.at(column).split(" ::: "))
    return tuple(dict.fromkeys(part for part in found if part))
