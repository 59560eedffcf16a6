"""The one shape of a step, wherever steps stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from outlast.languages import NOTHING, Sentence
from outlast.model.base import Model, public, team
from outlast.model.scalars import Duration, Flag
from outlast.model.shorthand import Many, Short, bulleted
from outlast.model.value import DoerRef, MessageRef, Name, NodeRef, ProcedureRef, Term, Text, Value, wrong


class Command(Value, str):
    """A command to copy to a terminal, to the letter."""

    __slots__ = ()
    kind = Sentence("a command")

    @classmethod
    def parse(cls, text: str) -> Command:
        if not text.strip():
            raise wrong("empty-value", Sentence("this command is empty"), NOTHING)
        return cls(text.rstrip("\n"))


class Branch(Model):
    """One way to go on, of several."""

    when: Text = public()
    """In which case."""
    steps: Steps = public(min_length=1)
    """What is done then."""


class Step(Model):
    """One action, with how to know that it worked and what to do when it did not."""

    do: Text | None = public(None)
    """The action, as an order: `Open the order`."""
    use: ProcedureRef | None = public(None)
    """A procedure whose steps are taken here."""
    by: DoerRef | None = public(None)
    """Who does it, when it is not whoever reads."""
    in_: NodeRef | None = public(None, alias="in")
    """The system or tool it is done in."""
    takes: Duration | None = public(None)
    """How long it takes."""
    expect: Text | None = public(None)
    """How you know that it worked."""
    if_not: Text | None = public(None)
    """What to do when it did not."""
    undo: Text | None = public(None)
    """How to take it back."""
    warn: Text | None = public(None)
    """What to be careful of."""
    rules: Many[Term] = team(())
    """Which rules hold here: a key of `may`, such as `refund`, or words of `may_not`."""
    novice: Flag = public(Flag(False))
    """Whether somebody who has never done it can."""
    command: Command | None = public(None)
    """A command to copy, to the letter."""
    language: Name | None = public(None)
    """The language of the command: `bash`, `powershell`."""
    check: Command | None = public(None)
    """A command that succeeds when the step has worked, and else fails."""
    message: MessageRef | None = public(None)
    """The message to send, ready to copy."""
    when: Text | None = public(None)
    """In which case the step is taken."""
    choose: Many[Branch] = public(())
    """Ways to go on, of which one is taken."""
    parallel: Steps = public(())
    """Steps that may be done at the same time, by several people."""
    for_each: Text | None = public(None)
    """What the step is repeated for: `order in the list`."""
    wait_until: Text | None = public(None)
    """What to wait for before going on."""
    unverified: Text | None = public(None)
    """What nobody has tried or confirmed yet."""


@dataclass(frozen=True)
class _Action(Short):
    """A step that is written as its action alone."""

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        if isinstance(raw, str) and bulleted(raw):
            message = Sentence("these are several steps, written as one")
            raise wrong(
                "wrong-shape", message, Sentence("write each after a hyphen of its own, without its number")
            )
        return super().spelled_out(raw, annotation)


Steps = Many[Annotated[Step, _Action("do")]]

Branch.model_rebuild()
Step.model_rebuild()
