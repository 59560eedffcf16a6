"""A copy in several languages: the first stands at the root of the site, each other in a folder of its code.

Addresses and anchors are the same in all of them, so a page and its translations differ in the folder only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from outlast.languages import Language, say, speaking

_SEARCH_BUTTON = re.compile(r'<label class="?md-header__button md-icon"? for="?__search"?')
_BODY = re.compile(r"<body[^>]*>")


def folder(languages: Sequence[Language], language: Language) -> str:
    """The folder of a language of a copy: empty for the first, `nl/`."""
    return "" if language.code == languages[0].code else f"{language.code}/"


def language_of(path: str, languages: Sequence[Language]) -> Language:
    """The language in which a file of a copy is written, by its path from the root of the site."""
    first, _, _ = path.partition("/")
    return next((each for each in languages[1:] if each.code == first), languages[0])


def own_name(language: Language, languages: Sequence[Language] = ()) -> str:
    """What a language calls itself: `Nederlands`. It names its country if the copy has the language twice."""
    twins = [each for each in languages if each.locale.language == language.locale.language]
    name = language.locale.get_language_name() if len(twins) < 2 else None
    return name[:1].upper() + name[1:] if name else language.name


def other_languages(languages: Sequence[Language], here: Language, root: str, page: str) -> list[str]:
    """Links to a page in the other languages of its copy, as HTML.

    Args:
        languages: those of the copy.
        here: that of the page.
        root: the way from the page to the root of the site, such as `../`.
        page: where it stands in the folder of each language.
    """
    return [
        f'<a class="ol-language" lang="{each.code}" hreflang="{each.code}"'
        f' href="{escape(root + folder(languages, each) + page)}"'
        f' title="{escape(_invitation(each, name))}">{escape(name)}</a>'
        for each in languages
        if each.code != here.code and (name := own_name(each, languages))
    ]


def with_switch(html: str, links: Sequence[str]) -> str:
    """A finished page with links to its translations: in the header of the theme, else on top."""
    if not links:
        return html
    switch = links[0]
    if len(links) > 1:
        items = "".join(f"<li>{link}</li>" for link in links)
        title = escape(say("Language"))
        switch = f'<details class="ol-languages"><summary>{title}</summary><ul>{items}</ul></details>'
    if found := _SEARCH_BUTTON.search(html):
        return f"{html[: found.start()]}{switch}{html[found.start() :]}"
    return _BODY.sub(lambda body: f"{body[0]}{switch}", html, count=1)


def _invitation(language: Language, name: str) -> str:
    with speaking(language):
        return say("Read this page in {language}", language=name)
