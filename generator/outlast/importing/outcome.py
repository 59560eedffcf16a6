"""What comes of a file: things for the plan, what is left out and why, and what only the owner can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from outlast.catalogue.fragments import Fragment
from outlast.model import COLLECTIONS
from outlast.model.value import Setting
from outlast.source import parse


class Unreadable(Exception):
    """A file that cannot be imported. The text says why and what to do, in a sentence or two."""


class Unclear(Exception):
    """Something that the file does not tell, and that must not be guessed."""

    def __init__(self, option: str, question: str, answers: Mapping[str, str]) -> None:
        """
        Args:
            option: the field of Choices that answers it.
            answers: the values that it may have, each with what it means.
        """
        super().__init__(question)
        self.option, self.question, self.answers = option, question, answers


@dataclass(frozen=True)
class Choices:
    """What the owner says about a file; empty where the file is to tell."""

    encoding: str = ""
    dates: str = ""
    """`day-first` or `month-first`."""
    decimals: str = ""
    """`comma` or `point`."""
    spent: str = ""
    """`minus` or `plus`: the sign of what was paid."""
    contacts: str = ""
    """`person` or `supplier`: what all cards are."""


@dataclass(frozen=True)
class Proposal:
    """A thing that the plan may get."""

    fragment: Fragment
    name: str
    place: str
    """Where in the file it comes from."""
    notes: tuple[str, ...] = ()
    """What the owner should look at."""

    @property
    def kind(self) -> str:
        """What it would be in the plan: `person`, `supplier`, `duty`."""
        if self.fragment.collection == "obligations":
            return "duty"
        return COLLECTIONS[self.fragment.collection].one.partition(" ")[2]

    def refusal(self, setting: Setting) -> str:
        """Why no plan can hold it; empty where one can."""
        document = parse(self.fragment.id, self.fragment.text.encode())
        if document.secrets:
            return "something in it looks like a password or a key"
        if document.diagnostics or not isinstance(document.data, dict):
            return "it cannot be written down"
        raw = document.data[self.fragment.id]
        if not isinstance(raw, dict):
            return "it cannot be written down"
        try:
            model = COLLECTIONS[self.fragment.collection]
            model.model_validate({**raw, "id": self.fragment.id}, context=setting)
        except ValidationError as error:
            return error.errors(include_url=False)[0]["msg"]
        return ""


@dataclass(frozen=True)
class LeftOut:
    """Something in the file that does not go into the plan."""

    name: str
    place: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """All that came of a file."""

    proposals: tuple[Proposal, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was assumed of the whole file, in sentences."""
