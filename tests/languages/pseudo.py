"""Languages that nobody speaks: every sentence of the catalogue is changed, so that all others are seen."""

import re
from functools import cache

from babel import Locale
from babel.messages.catalog import Catalog
from outlast.languages import Language

from tests.shared import messages

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒǵĥíĵķĺɱńóþɋŕśţúṽŵẋýžÁƁĆĐÉƑǴĤÍĴĶĹḾŃÓÞɊŔŚŢÚṼŴẊÝŽ",
)
KEPT = re.compile(r"(\{\w*\}|`[^`]*`|\]\([^)]*\)|<[^>]*>)")
"""What a translator leaves as it is: placeholders, code, where links lead, elements."""


def accented(text: str) -> str:
    """With an accent on each letter."""
    return "".join(part if at % 2 else part.translate(_LETTERS) for at, part in enumerate(KEPT.split(text)))


def lengthened(text: str) -> str:
    """Half as long again, as the longest languages are, in words that do not break."""
    return f"{accented(text)} {'ẅ' * max(3, len(text) // 2)}"


@cache
def pseudo(change: str = "accented", locale: str = "en_GB") -> Language:
    """A language in which all messages are changed in the same way."""
    changed = {"accented": accented, "lengthened": lengthened}[change]
    catalogue = Catalog(locale="en")
    for message in messages():
        if not message.id:
            continue
        pattern = any("CLDR" in comment for comment in message.auto_comments)
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        said = tuple(each if pattern else changed(each) for each in ids)
        catalogue.add(
            message.id,
            said if len(said) > 1 else said[0],
            message.locations,
            context=message.context,
        )
    return Language("qps", Locale.parse(locale), (catalogue,))
