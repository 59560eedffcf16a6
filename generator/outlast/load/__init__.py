"""From the files of a plan to one typed plan, with all that is wrong with it, each at its place."""

from outlast.load.files import named_files
from outlast.load.folder import load_folder
from outlast.load.loading import Loaded, in_language, load
from outlast.load.origins import BUSINESS, Entry, Origins, locate
from outlast.load.translations import PlanText, told, untranslated

__all__ = [
    "BUSINESS",
    "Entry",
    "Loaded",
    "Origins",
    "PlanText",
    "in_language",
    "load",
    "load_folder",
    "locate",
    "named_files",
    "told",
    "untranslated",
]
