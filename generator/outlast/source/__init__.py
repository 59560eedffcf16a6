"""The files of a plan as raw text data, with the place of every key and value."""

from outlast.source.document import Data, Document, KeyPath
from outlast.source.folder import contents, parse, read
from outlast.source.secrecy import conceal, page

__all__ = ["Data", "Document", "KeyPath", "conceal", "contents", "page", "parse", "read"]
