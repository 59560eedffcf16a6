"""What an author sees in the browser while the plan has errors: the errors, in place of the site."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from pathlib import Path

from outlast.build import author
from outlast.diagnostics import Diagnostic, more, render, shown_first
from outlast.host.mounting import Place
from outlast.languages import say, say_count, speaking

_PAGE = """<!doctype html>
<html {attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }}
pre {{ padding: .8rem; border: 1px solid; border-inline-start: .5rem solid #a3201d; overflow-x: auto; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{first}
{reloads}</p>
{errors}
</body>
</html>
"""


def errors_page(errors: Collection[Diagnostic]) -> str:
    """The errors as a page that needs nothing beside it."""
    language = author()
    with speaking(language):
        shown, rest = shown_first(errors)
        told = [f"<pre>{escape(render([each]).rstrip())}</pre>" for each in shown]
        told += [f"<p>{escape(more(rest))}</p>"] if rest else []
        return _PAGE.format(
            attributes=language.attributes,
            title=escape(say_count("The plan has {count} error", "The plan has {count} errors", len(errors))),
            first=escape(say("Correct the first one first: the others are often its children.")),
            reloads=escape(say("This page reloads when you save the file.")),
            errors="\n".join(told),
        )


def show_instead(site: Path, place: Place, errors: Collection[Diagnostic]) -> None:
    """Let every page of the runbook in a built site show the errors, at whatever address it is open."""
    page = errors_page(errors)
    for file in site.rglob("*.html"):
        if place.holds(file.relative_to(site).as_posix()):
            file.write_text(page, encoding="utf-8")
