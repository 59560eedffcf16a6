"""The files of a plan as raw text data, with the place of every key and value."""

from outlast.source.attached import KINDS, Attached, attached, ending, is_picture, stays_inside
from outlast.source.document import Data, Document, KeyPath
from outlast.source.folder import TRANSLATIONS, contents, is_translation, parse, parsed, read
from outlast.source.legible import legible
from outlast.source.secrecy import conceal, page

__all__ = [
    "KINDS",
    "TRANSLATIONS",
    "Attached",
    "Data",
    "Document",
    "KeyPath",
    "attached",
    "conceal",
    "contents",
    "ending",
    "is_picture",
    "is_translation",
    "legible",
    "page",
    "parse",
    "parsed",
    "read",
    "stays_inside",
]
