"""A hook of MkDocs that makes the plan reference, from the model and the example, for the documentation."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from outlast import source
from outlast.reference import reference

PLAN = Path(__file__).resolve().parent.parent / "plan"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the reference, as if they lay in docs/."""
    for name, text in reference(source.read(PLAN, "plan")).items():
        files.append(File.generated(config, name, content=text))
    return files
