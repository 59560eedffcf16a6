"""What a file says in words, so that it can be searched for what it must not say."""

from __future__ import annotations

import html
import io
import re
import zipfile

from outlast.kept import on_disk

LARGEST_TEXT = 20_000_000
"""Characters of one file; a file that unpacks to more was made to."""
MOST_PAGES = 300
"""Of a PDF. Reading takes about 20 ms a page."""

_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_BREAK = re.compile(r"</(?:w:p|a:p|text:p|text:h|row|si|c|table:table-cell|dc:\w+|cp:\w+)>|<w:br/>")
"""Where a paragraph or a cell ends in the XML of office programs."""
_TAG = re.compile(r"<[^>]*>")
_TARGET = re.compile(r'\s(?:Target|xlink:href)="([^"]*)"')
"""Where a link leads, which stands in no text."""


def legible(content: bytes) -> str | None:
    """The words in a text, a PDF or a document of an office program, and what it says of itself.

    None where no program can tell: of a picture, of a file that is encrypted or damaged, or too large.
    """
    if content.startswith(_PDF):
        (text,) = on_disk(b"legible " + content, lambda: (_of_pdf(content),))
        return text
    if content.startswith(_ZIP):
        return _of_office(content)
    if b"\0" in content or len(content) > LARGEST_TEXT:
        return None
    return content.decode("utf-8-sig", "replace")


def _of_office(content: bytes) -> str | None:
    """The text of every part that is XML; an archive without any is no document."""
    texts: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
            if sum(part.file_size for part in parts) > LARGEST_TEXT:
                return None
            for part in sorted(parts, key=lambda part: part.filename):
                with archive.open(part) as stream:
                    texts.append(_words(stream.read(LARGEST_TEXT).decode("utf-8", "replace")))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None
    return "\n".join(text for text in texts if text) if texts else None


def _words(xml: str) -> str:
    said = _TAG.sub("", _BREAK.sub("\n", xml))
    text = html.unescape("\n".join((said, *_TARGET.findall(xml))))
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def _of_pdf(content: bytes) -> str | None:
    # Takes a while to import, and most plans have none.
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is ours to say
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted or len(reader.pages) > MOST_PAGES:
            return None
        about = [str(value) for value in (reader.metadata or {}).values()]
        pages = [page.extract_text() for page in reader.pages]
    except Exception:  # damaged files raise whatever the code happens to meet
        return None
    return "\n".join((*about, *pages)) if any(page.strip() for page in pages) else None
