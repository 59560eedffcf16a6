"""A folder for a shop that has no plan yet, from the answers to short questions."""

from outlast.new.asking import BACK, Question, Unclear
from outlast.new.folder import SETTINGS, Folder, folder
from outlast.new.kept import Kept, answer, put, written
from outlast.new.plan import Unplanned
from outlast.new.questions import SCREENS, Shelf
from outlast.new.reading import back, before, following, read
from outlast.new.shelf import shelf

__all__ = [
    "BACK",
    "SCREENS",
    "SETTINGS",
    "Folder",
    "Kept",
    "Question",
    "Shelf",
    "Unclear",
    "Unplanned",
    "answer",
    "back",
    "before",
    "folder",
    "following",
    "put",
    "read",
    "shelf",
    "written",
]
