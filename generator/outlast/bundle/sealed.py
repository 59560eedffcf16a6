"""What lies on an encrypted drive: locked pages, and every other file inside the same envelope.

Readable stay the first page, what opens and checks the rest, and what makes the looks of a site. The papers
and the plan become files of the site, so that one phrase opens them where it opens the pages. The plan is one
archive there, since the names of its files would tell what is in it.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from outlast import words
from outlast.bundle.start import SIGN, TAKE_ALONG, Beside, beside, files_page, start_name, start_pages
from outlast.host.marker import Marker
from outlast.host.room import private_room
from outlast.host.sealing import FILES, INDEX, PLAN, Seal
from outlast.host.sealing import sealed as seal_site
from outlast.host.switch import folder
from outlast.languages import say, speaking

VERIFY = "verify.py"

_SITE, _PLAN = "site/", "plan/"
_UP = "../../../"


def sealed(content: dict[str, bytes], site: Path, what: Marker, seal: Seal) -> dict[str, bytes]:
    """Every file of an encrypted drive except MANIFEST, by path. Raises Refusal and OSError.

    Args:
        content: every file of the plain one.
        site: the folder of the built site.
    """
    with private_room() as room:
        for path, text in _inside(content, site, what).items():
            file = room / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
        seal = replace(seal, clear=seal.clear | {SIGN.removeprefix(_SITE)})
        seal_site(room, what, seal, languages=what.languages)
        drive = {
            _SITE + file.relative_to(room).as_posix(): file.read_bytes()
            for file in room.rglob("*")
            if file.is_file()
        }
    drive[VERIFY] = content[VERIFY]
    return drive | start_pages(what, lambda at: [_fetched(at), *beside(drive)])


def _fetched(at: str) -> Beside:
    """The page from which files are fetched, in the language that is spoken."""
    return Beside(
        f"{_SITE}{at}{FILES}index.html",
        say("Files to take along"),
        say("Phone numbers, what is due, and paper to print. They are locked like the runbook."),
    )


def _inside(content: dict[str, bytes], site: Path, what: Marker) -> dict[str, bytes]:
    """The files of the site, with all that a plain drive has beside it."""
    inside = {path.removeprefix(_SITE): text for path, text in content.items() if path.startswith(_SITE)}
    folders = {folder(what.languages, each): each for each in what.languages}
    for at in folders:
        if (site / at / INDEX).is_file():  # a plain drive needs it in another form only
            inside[at + INDEX] = (site / at / INDEX).read_bytes()
    plan = {path: text for path, text in content.items() if path.startswith(_PLAN)}
    apart = {
        path: text
        for path, text in content.items()
        if not path.startswith((_SITE, _PLAN))
        and path not in (VERIFY, *map(start_name, folders))
        and path.rpartition("/")[2] not in TAKE_ALONG
    }
    if plan:
        apart[PLAN] = _archive(plan)
    places = {path: _place(path, folders) for path in apart}
    places |= {path: path for at in folders for name in TAKE_ALONG if (path := at + name) in inside}
    inside |= {places[path]: text for path, text in apart.items()}
    for at, language in folders.items():
        room = f"{at}{FILES}"
        with speaking(language):
            linked = [
                replace(one, href=posixpath.relpath(places[one.href], room)) for one in beside(places, at)
            ]
            copy = words.copy(what.as_of, what.edition)
            root = posixpath.relpath(".", room) + "/"
            inside[f"{room}index.html"] = files_page(linked, _UP, copy, root)
    return inside


def _place(path: str, folders: Collection[str]) -> str:
    """Where in the site a file goes that a plain drive has beside it: with those of its language."""
    first, slash, name = path.partition("/")
    at = f"{first}/" if slash and f"{first}/" in folders else ""
    return f"{at}{FILES}{name if at else path}"


def _archive(plan: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in sorted(plan):
            archive.writestr(zipfile.ZipInfo(path), plan[path])
    return made.getvalue()
