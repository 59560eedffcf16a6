"""English that is left over on the pages of a site in a language that nobody speaks.

`python -m tests.languages.leftovers [PAGE …]` lists it for the example, by page.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date

from babel import Locale
from outlast.analysis import Look
from outlast.build import Checked, check
from outlast.languages import speaking
from outlast.model import Edition, Plan
from outlast.pages import compose
from outlast.redact import redact
from outlast.render import draw
from outlast.site import Tree
from selectolax.lexbor import LexborHTMLParser

from tests.host.running import ROOT
from tests.languages.pseudo import pseudo

_UNSEEN = {"script", "style", "code", "pre", "svg"}
_SEEN_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder")
_ENGLISH = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_CHANGED = re.compile(r"\S*[^\x00-\x7f]\S*")
_LOCALE = Locale.parse("en_GB")
DATES = {
    word.lower()
    for names in (_LOCALE.days, _LOCALE.months)
    for widths in names.values()
    for words in widths.values()
    for word in words.values()
} | {"nederlands", "shanghai", "and", "or", "iso", "ready", "gov", "eur"}
"""Words of dates, and names that are the same in every language."""
DATES |= {name.lower() for name in _LOCALE.languages.values()}


def leftovers(tree: Tree, plan: str) -> Iterator[tuple[str, str]]:
    """Page and words of each text that no catalogue and no plan says.

    Args:
        plan: all that the plan says.
    """
    known = _squeezed(plan)
    for page in tree.pages:
        texts = [
            page.title,
            page.description,
            *(text for each in page.sections for text in _texts(each.html)),
        ]
        for text in dict.fromkeys((*texts, *(each.heading for each in page.sections))):
            if rest := _unknown(text, known):
                yield page.path, rest


def _texts(html: str) -> Iterator[str]:
    for node in LexborHTMLParser(html).css("*"):
        if node.tag in _UNSEEN:
            continue
        for name in _SEEN_ATTRIBUTES:
            if value := node.attributes.get(name):
                yield value
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                yield child.text()


def _unknown(text: str, known: str) -> str:
    """The words between changed ones that are neither a plan's nor those of a date or a list."""
    for run in _CHANGED.split(text):
        for part in re.split(r"[,;:.()]\s|\b(?:and|or)\b", run):
            words = [word for word in _ENGLISH.findall(part) if word.lower() not in DATES]
            if words and _squeezed(part) not in known:
                return part.strip()
    return ""


def _squeezed(text: str) -> str:
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text.replace("''", "'").lower())
    return re.sub(r"[\W_]+", " ", text).strip()


def words_of(plan: Plan) -> str:
    """All that the plan of the example says, and what is known of the vendors that it names."""
    folders = (ROOT / "plan", ROOT / "generator" / "outlast" / "catalogue")
    files = (file for folder in folders for file in sorted(folder.rglob("*.y*ml")))
    written = " ".join(file.read_text(encoding="utf-8") for file in files)
    titles = {id: thing.title for id, thing in plan.things.items()}
    titles |= {"business": str(plan.business.name), "website": str(plan.business.website)}
    mention = re.compile(r"\{+\s*([\w-]+)\s*(?:\|([^}]*))?\}+")
    mentioned = mention.sub(lambda it: it[2] or titles.get(it[1], it[1]), written)
    return f"{written} {mentioned}"


def changed(checked: Checked, edition: Edition = Edition.FULL) -> Tree:
    """A plan drawn in the language with accents."""
    assert checked.plan is not None
    plan, facts = redact(checked.plan, checked.facts, edition)
    with speaking(pseudo()):
        return draw(compose(plan, facts, checked.info, edition, checked.files))


if __name__ == "__main__":
    wanted = sys.argv[1:]
    whole = check(ROOT / "plan", Edition.FULL, today=date(2026, 11, 29), look=Look.WHOLE)
    assert whole.plan
    found = list(leftovers(changed(whole), words_of(whole.plan)))
    for page, text in found:
        if not wanted or any(page.startswith(each) for each in wanted):
            print(f"{page}: {text}")
    print(len(found), "texts")
