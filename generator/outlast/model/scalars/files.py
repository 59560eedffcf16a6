"""Files beside a plan."""

from __future__ import annotations

from typing import Self

from outlast.model.value import Word, wrong
from outlast.source import KINDS, ending, stays_inside

_ENDINGS = ", ".join(f".{each}" for each in KINDS)
_ANY_CASE = ("".join(f"[{sign}{sign.upper()}]" for sign in each) for each in KINDS)
_INSTEAD = {
    "svg": "a browser would run what is in it; save it as .png",
    "html": "a browser would run what is in it; print it as .pdf",
    "htm": "a browser would run what is in it; print it as .pdf",
    "heic": "many computers cannot open it; save it as .jpg",
    "doc": "save it as .docx or .pdf",
    "xls": "save it as .xlsx or .pdf",
    "docm": "it can run macros; save it as .docx or .pdf",
    "xlsm": "it can run macros; save it as .xlsx or .pdf",
    "zip": "attach what is in it, file by file",
}


class FilePath(Word):
    """The path of a file inside the folder of the plan: `papers/insurance.pdf`."""

    __slots__ = ()
    kind = "the path of a file in the folder of the plan"
    pattern = rf"\.({'|'.join(_ANY_CASE)})$"
    examples = ("papers/insurance.pdf", "photos/fuse-box.jpg")

    @classmethod
    def parse(cls, text: str) -> Self:
        path = text.strip()
        if not stays_inside(path):
            raise wrong(
                "bad-file",
                f'"{path}" is not a path inside the folder of the plan',
                "put the file there and write where, with /: papers/insurance.pdf",
            )
        if ending(path) not in KINDS:
            hint = _INSTEAD.get(ending(path), f"save it as one of {_ENDINGS}")
            raise wrong("bad-file", f'"{path}" is of a kind that cannot be attached', hint)
        return cls(path)
