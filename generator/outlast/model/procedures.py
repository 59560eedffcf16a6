"""Step lists that functions, systems and scenarios use."""

from __future__ import annotations

from typing import ClassVar

from outlast.languages import Sentence
from outlast.model.base import Thing, public
from outlast.model.needs import Needs
from outlast.model.steps import Steps


class Procedure(Thing):
    """Steps with a name."""

    collection: ClassVar[str] = "procedures"
    one: ClassVar[Sentence] = Sentence("a procedure")

    needs: Needs = public(())
    """What the steps take."""
    steps: Steps = public(min_length=1)
    """How it is done."""
