"""The file beside a plan that says its texts in another language, as translators get it."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from outlast.languages.extraction import NEVER

HEADER = """\
# What the plan says, in another language. A line that begins with #. tells where a text stands.
# `outlast languages --plan --write` brings the file up to date, and keeps what is translated.
#"""


def updated(old: bytes, code: str, texts: Iterable[tuple[str, str]]) -> bytes:
    """The file with these texts and the translations that it has of them.

    The translation of a text that has changed stays as a proposal, marked `fuzzy`, which no reader gets.

    Args:
        old: the file as it is; empty if there is none.
        texts: each with the place where it stands in the plan; one may stand in several.
    """
    locale = code.replace("-", "_")
    wanted = Catalog(creation_date=NEVER)
    for text, place in texts:
        wanted.add(text, "", auto_comments=[place])
    catalogue = read_po(BytesIO(old), locale=locale) if old else Catalog(locale=locale)
    catalogue.update(wanted, update_creation_date=False)
    catalogue.header_comment, catalogue.fuzzy = HEADER, False
    catalogue.project, catalogue.version, catalogue.msgid_bugs_address = "plan", "", ""
    catalogue.last_translator = catalogue.language_team = ""
    catalogue.creation_date = catalogue.revision_date = NEVER
    for message in catalogue:
        message.flags -= {"python-format", "python-brace-format"}
    written = BytesIO()
    write_po(written, catalogue, width=110, ignore_obsolete=True)
    return written.getvalue()
