"""A world that was walked through, looked at again at one of its moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from outlast.analysis.whatif.business_calendar import Moment
from outlast.analysis.whatif.circumstances import Circumstances
from outlast.analysis.whatif.node import Node, Value, View
from outlast.analysis.whatif.simulation import Timeline, World


@dataclass
class Past(Circumstances):
    """A finished world at one moment, as nodes see it."""

    world: World
    usual: World
    nodes: Mapping[str, Node]
    moment: Moment

    def history(self, key: str) -> Timeline:
        histories = self.world.histories
        return histories[key] if key in histories else self.usual.histories[key]

    def value(self, key: str) -> Value:
        found: Value = self.history(key).at(self.moment)
        return found

    def since(self, key: str) -> Moment:
        return self.history(key).since(self.moment)

    def there(self, key: str) -> Moment:
        return self.history(key).there(self.start, self.moment)

    def memory(self, key: str) -> Any:
        """What a node remembered."""
        memories = self.world.memories
        return (memories[key] if key in memories else self.usual.memories[key]).at(self.moment)

    def calm(self, key: str, moment: Moment) -> Value | None:
        found: Value = self.usual.histories[key].at(moment)
        return found

    def busy(self, who: str, system: str, moment: Moment) -> bool:
        return False

    def at(self, moment: Moment) -> Past:
        """The same world at another moment."""
        return replace(self, moment=moment)

    def view(self) -> View:
        return View(self.calendar, self.question, self.start, self.world.horizon, self.moment, False, self)
