"""Writing into the files of a plan as a careful person would: their lines, comments and layout stay.

Every function takes the files as they are (`source.contents`) and returns a Change, which nothing has
written yet. What cannot be done safely is an Unwritable that says why.
"""

from outlast.writing.change import Change, Contents, Unwritable
from outlast.writing.disk import write
from outlast.writing.editing import add, insert, remove, set_value
from outlast.writing.keys import set_key

__all__ = [
    "Change",
    "Contents",
    "Unwritable",
    "add",
    "insert",
    "remove",
    "set_key",
    "set_value",
    "write",
]
