"""What was written by hand and goes out with a site: what belongs to the runbook, and to which edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils.meta import get_data

from outlast.host.mounting import Place
from outlast.mkdocs_plugin.configuration import published, shown
from outlast.model import Edition
from outlast.redact import Origin, Outgoing
from outlast.source import Document, legible, page


def written_by_hand(files: Iterable[File], place: Place) -> list[File]:
    """The files that belong to the runbook and that nobody generated."""
    return [file for file in files if file.generated_by is None and place.holds(file.src_uri)]


def withheld(files: Sequence[File], edition: Edition) -> tuple[File, ...]:
    """Hand-written pages that are not for this edition: `audience:` in their front matter says for which.

    Raises PluginError for an audience that is no edition.
    """
    return tuple(
        file for file in files if file.is_documentation_page() and not edition.shows(_audience(file))
    )


def texts(
    files: Sequence[File], config: MkDocsConfig, editions: Iterable[Edition], place: Place
) -> tuple[Outgoing, ...]:
    """What goes out of these files, and what mkdocs.yml says where the site is the runbook: texts and names.

    Raises PluginError as `withheld` does.

    Args:
        files: those of the runbook that were written by hand.
    """
    left_out = {edition: withheld(files, edition) for edition in editions}
    found = [
        Outgoing(
            _text(file), Origin.BY_HAND, frozenset(each for each in left_out if file not in left_out[each])
        )
        for file in files
        if file.src_dir == config.docs_dir and file.inclusion is not InclusionLevel.EXCLUDED
    ]
    if not place.path:
        found += _settings(config, left_out)
    return tuple(each for each in found if each.editions)


def _text(file: File) -> Document:
    return page(shown(Path(str(file.abs_src_path))), legible(file.content_bytes) or "", file.src_uri)


def _settings(config: MkDocsConfig, left_out: Mapping[Edition, Sequence[File]]) -> Iterator[Outgoing]:
    """What mkdocs.yml says. What it calls the pages that an edition leaves out is left out with them."""
    found: dict[tuple[str, tuple[str, ...]], list[Edition]] = {}
    documents: dict[tuple[str, tuple[str, ...]], Document] = {}
    for edition, files in left_out.items():
        for document in published(config, frozenset(file.src_uri for file in files)):
            key = document.path, document.lines
            documents.setdefault(key, document)
            found.setdefault(key, []).append(edition)
    for key, editions in found.items():
        yield Outgoing(documents[key], Origin.BY_HAND, frozenset(editions))


def _audience(file: File) -> Edition:
    _, meta = get_data(file.content_string)
    named = str(meta.get("audience", Edition.PUBLIC))
    try:
        return Edition(named)
    except ValueError:
        raise PluginError(
            f'{file.src_uri} is for the audience "{named}". Use one of: {", ".join(Edition)}.'
        ) from None
