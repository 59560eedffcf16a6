"""The plan in a folder, which is not read again while all that lies there is as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from outlast import source
from outlast.load.files import named_files
from outlast.load.loading import Loaded, load

NOTHING: Mapping[str, bytes] = MappingProxyType({})


def load_folder(folder: Path, changed: Mapping[str, bytes] = NOTHING) -> Loaded:
    """The plan in a folder in its own language, as `load` loads it, with the files that it names.

    Args:
        changed: files that are not written yet, by their path in the folder; they stand for those there.
    """
    new = {f"{folder.as_posix()}/{path}": content for path, content in changed.items()}

    documents = (
        *(each for each in source.read(folder, folder.as_posix()) if each.path not in new),
        *(source.parse(path, content) for path, content in new.items()),
    )
    return load(documents, source.attached(folder, named_files(documents)), kept=not new)
