"""The messages that the program says, as its source has them, and the catalogues of these messages."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from itertools import chain, pairwise
from pathlib import Path
from string import Formatter

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from outlast.languages.language import english, forms, regional
from outlast.languages.speech import inside

PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUES = PACKAGE / "languages"
METHODS = {".py": "python", ".js": "javascript", ".j2": "jinja2.ext:babel_extract"}
"""How messages stand in a file, by the end of its name."""
KEYWORDS = {
    "say": None,
    "mark": None,
    "Sentence": None,
    "say_as": ((1, "c"), 2),
    "say_count": (1, 2),
    "counted": (1, 2),
    "sayCount": (1, 2),
}
"""Which argument of a function is a message, in the words of Babel."""
RULES = ("title", "why", "change", "false_alarm")
"""Which keys of a rule are messages, where a file of YAML explains it."""
COMMENT = "For translators:"
"""What a comment begins with that is meant for them."""
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""No catalogue says when it was written: the same messages give the same bytes."""


@cache
def messages() -> Catalog:
    """All that the program says, with where it says so; nobody may change it."""
    found = Catalog(creation_date=NEVER)
    for path in sorted(each for each in PACKAGE.rglob("*") if each.suffix in METHODS):
        place = path.relative_to(PACKAGE).as_posix()
        if place.startswith("languages/"):
            continue
        method = METHODS[path.suffix]
        for line, message, comments, context in extract_from_file(
            method, path, keywords=KEYWORDS, comment_tags=(COMMENT,), strip_comment_tags=True
        ):
            if not any(map(str.isalpha, str(message))):
                continue
            found.add(message, None, [(place, line)], auto_comments=comments, context=context)
        if place.startswith("model/"):
            for line, text in _required(path):
                found.add(text, None, [(place, line)], auto_comments=["After the name of a key: `name: …`"])
    for path in sorted((*PACKAGE.glob("checks/*.yml"), *PACKAGE.glob("pages/*.yml"))):
        for line, text in _explained(path):
            found.add(text, None, [(path.relative_to(PACKAGE).as_posix(), line)])
    return found


def _explained(path: Path) -> Iterator[tuple[int, str]]:
    """What a file says of rules, or of words, with its lines."""
    content = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    for title, entries in content.value if content else ():
        nodes = [text for key, text in entries.value if key.value in RULES]
        if path.parent.name == "pages":
            nodes = [title, *chain.from_iterable(entries.value)]
        yield from ((node.start_mark.line + 1, node.value) for node in nodes)


def _required(path: Path) -> Iterator[tuple[int, str]]:
    """What each key is that a plan must have, as an error says it where one is missing."""
    for model in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(model, ast.ClassDef):
            continue
        for key, below in pairwise(model.body):
            match key, below:
                case (
                    ast.AnnAssign(value=ast.Call(func=ast.Name("public" | "team" | "full"), args=[])),
                    ast.Expr(ast.Constant(str(text))),
                ):
                    yield below.lineno, inside(text)
                case _:
                    pass


def updated(old: bytes, wanted: Catalog, name: str) -> bytes:
    """A catalogue with these messages and the translations that it has of them.

    One that only says how a country differs holds nothing else.
    """
    catalogue = read_po(BytesIO(old), locale=name)
    catalogue.update(deepcopy(wanted), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.project, catalogue.version, catalogue.msgid_bugs_address = "Outlast", "", ""
    catalogue.last_translator = catalogue.language_team = ""
    for message in list(catalogue):
        message.locations = sorted({(file, 0) for file, _ in message.locations})
        if regional(name) and message.id and not any(forms(message)):
            catalogue.delete(message.id, message.context)
    catalogue.creation_date = catalogue.revision_date = NEVER
    written = BytesIO()
    write_po(written, catalogue, width=110, include_lineno=False, ignore_obsolete=True, sort_by_file=True)
    return written.getvalue()


def missing(have: Catalog, wanted: Catalog) -> Iterator[tuple[str, int, str]]:
    """What the program says and a catalogue does not: file, line, and the English words."""
    for message in wanted:
        there = have.get(english(message), message.context)
        if message.id and not (there and not there.fuzzy and all(forms(there))):
            file, line = message.locations[0]
            yield file, line, english(message)


def names_differ(catalogue: Catalog) -> Iterator[str]:
    """The translations whose placeholders are not those of the English sentence."""
    for message in catalogue:
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        wanted = {name for each in ids for name in _names(str(each))}
        for form in forms(message):
            # A form for one thing may leave out its number.
            if message.id and form and _names(form) - {"count"} != wanted - {"count"}:
                yield f"other placeholders than in: {english(message)}"


def _names(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()  # it speaks of braces, and has no values


def no_longer_said(have: Catalog, wanted: Catalog) -> Iterator[str]:
    """The English words of messages that a catalogue has and the program does not say."""
    for message in have:
        if message.id and wanted.get(english(message), message.context) is None:
            yield english(message)


def brought_up_to_date(wanted: Catalog, names: Iterable[str]) -> Mapping[Path, bytes]:
    """Those of these catalogues that are not what the program says, with what should stand in them."""
    found = {}
    for name in names:
        file = CATALOGUES / name / "messages.po"
        old = file.read_bytes()
        new = updated(old, wanted, name)
        if new != old:
            found[file] = new
    return found
