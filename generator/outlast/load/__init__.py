"""From the files of a plan to one typed plan, with all that is wrong with it, each at its place."""

from outlast.load.files import named_files
from outlast.load.folder import load_folder
from outlast.load.loading import Loaded, in_language, load
from outlast.load.origins import Entry, Origins, locate
from outlast.load.translations import told, untranslated

__all__ = [
    "Entry",
    "Loaded",
    "Origins",
    "in_language",
    "load",
    "load_folder",
    "locate",
    "named_files",
    "told",
    "untranslated",
]
