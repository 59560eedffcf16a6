"""Files beside a plan."""

from __future__ import annotations

from typing import Self

from outlast.languages import Sentence
from outlast.model.value import Word, wrong
from outlast.source import KINDS, ending, stays_inside

_ENDINGS = ", ".join(f".{each}" for each in KINDS)
_ANY_CASE = ("".join(f"[{sign}{sign.upper()}]" for sign in each) for each in KINDS)
_INSTEAD = {
    "svg": Sentence("a browser would run what is in it; save it as .png"),
    "html": Sentence("a browser would run what is in it; print it as .pdf"),
    "htm": Sentence("a browser would run what is in it; print it as .pdf"),
    "heic": Sentence("many computers cannot open it; save it as .jpg"),
    "doc": Sentence("save it as .docx or .pdf"),
    "xls": Sentence("save it as .xlsx or .pdf"),
    "docm": Sentence("it can run macros; save it as .docx or .pdf"),
    "xlsm": Sentence("it can run macros; save it as .xlsx or .pdf"),
    "zip": Sentence("attach what is in it, file by file"),
}


class FilePath(Word):
    """The path of a file inside the folder of the plan: `papers/insurance.pdf`."""

    __slots__ = ()
    kind = Sentence("the path of a file in the folder of the plan")
    pattern = rf"\.({'|'.join(_ANY_CASE)})$"
    examples = ("papers/insurance.pdf", "photos/fuse-box.jpg")

    @classmethod
    def parse(cls, text: str) -> Self:
        path = text.strip()
        if not stays_inside(path):
            raise wrong(
                "bad-file",
                Sentence('"{path}" is not a path inside the folder of the plan', path=path),
                Sentence("put the file there and write where, with /: papers/insurance.pdf"),
            )
        if ending(path) not in KINDS:
            hint = _INSTEAD.get(ending(path), Sentence("save it as one of {endings}", endings=_ENDINGS))
            raise wrong(
                "bad-file", Sentence('"{path}" is of a kind that cannot be attached', path=path), hint
            )
        return cls(path)
