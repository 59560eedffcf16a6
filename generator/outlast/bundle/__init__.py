"""One zip for a drive: a page to begin with, the site without what only a server needs, and a manifest.

The files of a plain one, and so its number, are the same to the byte for the same plan and day. The zip is so
only under the same compressor, which differs from Python to Python. Encryption makes each one another.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from outlast.bundle.names import slug, unsafe
from outlast.bundle.needed import needed
from outlast.bundle.sealed import VERIFY, sealed
from outlast.bundle.start import CHANGED, SIGN, TAKE_ALONG, beside, start_pages
from outlast.host.marker import Marker, marker_of
from outlast.host.refusal import Refusal
from outlast.host.room import replacing
from outlast.host.sealing import Seal, nameless
from outlast.host.switch import folder
from outlast.languages import speaking
from outlast.languages.programs import in_languages
from outlast.verify import MANIFEST, Manifest, fingerprint, write_manifest

__all__ = ["CHANGED", "Seal", "Unfit", "bundle", "copy_of", "needed", "unsafe"]

Files = Mapping[str, bytes]
"""Content by path, seen from the top of the drive."""


class Unfit(Refusal):
    """The site cannot go on a drive; the text says why."""


def bundle(
    site: Path,
    folder: Path,
    *,
    plan: Files | None = None,
    papers: Files | None = None,
    seal: Seal | None = None,
) -> Path:
    """Write the zip of a built site into `folder` and return its path. Raises Refusal and OSError.

    Args:
        plan: the files of the plan that the site was made of, by path inside plan/; only for the edition
            that may hold all of it.
        papers: the PDFs that travel with it, and what changed since an older copy.
        seal: what to encrypt with; left out, everybody can read it.
    """
    what = marker_of(site)
    if what is None:
        raise Unfit(f"{site} holds no site made by Outlast.")
    with speaking(what.languages[0]):
        content = copy_of(site, what, plan or {}, papers or {})
        if seal:
            what = nameless(what)
            content = sealed(content, site, what, seal)
    content[MANIFEST] = _manifest(content, what, sealed=seal is not None)
    bad = list(unsafe(content))
    if bad:
        raise Unfit("A drive cannot hold these names:\n" + "\n".join(f"  {problem}" for problem in bad))
    target = folder / f"{slug(what.name)}-{what.edition}-{what.as_of.isoformat()}.zip"
    with replacing(target) as aside:
        _write(aside, content, what)
    return target


def copy_of(site: Path, what: Marker, plan: Files, papers: Files) -> dict[str, bytes]:
    """Every file of a plain copy except MANIFEST."""
    content = {f"site/{path}": (site / path).read_bytes() for path in needed(site)}
    content[SIGN] = b".zipped{display:none!important}.unpacked{display:block!important}\n"
    along = [folder(what.languages, each) + name for each in what.languages for name in TAKE_ALONG]
    content |= {name: content[f"site/{name}"] for name in along if f"site/{name}" in content}
    content |= {f"plan/{path}": text for path, text in plan.items()}
    content |= papers
    program = (files("outlast") / VERIFY).read_text(encoding="utf-8")
    content[VERIFY] = in_languages(program, VERIFY, what.languages).encode()
    content |= start_pages(what, lambda at: beside(content, at))
    return content


def _manifest(content: Files, what: Marker, *, sealed: bool) -> bytes:
    return write_manifest(
        Manifest(
            name=what.name,
            edition=what.edition,
            date=what.as_of.isoformat(),
            version=what.version,
            sealed=sealed,
            files={path: fingerprint(text) for path, text in content.items()},
        )
    )


def _write(file: Path, content: Files, what: Marker) -> None:
    moment = (max(what.as_of.year, 1980), what.as_of.month, what.as_of.day, 0, 0, 0)
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(content):
            entry = zipfile.ZipInfo(path, moment)
            entry.create_system = 3  # the same on Windows too
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content[path], zipfile.ZIP_DEFLATED, 9)
