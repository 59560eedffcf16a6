"""What to write next: all that a plan lacks, in the order in which it buys most safety.

First comes what stops first while the owner is away, then what costs most money, then the rest.
"""

from outlast.todo.absence import absence
from outlast.todo.confirming import can_go, confirm, renumbered, withdraw
from outlast.todo.items import Item, Kind
from outlast.todo.proposals import proposals
from outlast.todo.ranking import todo

__all__ = [
    "Item",
    "Kind",
    "absence",
    "can_go",
    "confirm",
    "proposals",
    "renumbered",
    "todo",
    "withdraw",
]
