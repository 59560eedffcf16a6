"""Entries of the catalogue: what is true of a vendor for every shop, and where that was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from outlast.model.base import Model, public
from outlast.model.scalars import Day, Flag, Url
from outlast.model.systems import Backup, System
from outlast.model.value import Text, Word
from outlast.source import Data, parsed

Category = Literal[
    "shop",
    "payments",
    "marketplace",
    "ads",
    "domain",
    "mail",
    "accounting",
    "email-marketing",
    "helpdesk",
    "fulfilment",
    "labels",
    "passwords",
    "bank",
    "payroll",
    "phone",
    "code",
]
"""What a shop uses a vendor for."""

CATEGORIES: tuple[Category, ...] = get_args(Category)
"""Every category, in the order in which a list shows them."""

_ENTRIES = files("outlast.catalogue") / "vendors"


class Source(Model):
    """A page on which something of an entry was read."""

    name: Word = public()
    """What the page is about, in our words."""
    url: Url = public()
    """Its address."""
    kind: Literal["vendor", "authority", "archived", "third-party"] = public()
    """Who wrote it: the vendor; an authority; one of both, in somebody else's copy; or somebody else."""
    countries: tuple[Word, ...] = public(())
    """Where what it says holds, two letters each; empty: everywhere."""
    about: tuple[Word, ...] = public(())
    """The vendors that it is about: a plan without them has no use for it; empty: no single one."""


class _Entry(Model):
    """A file of the catalogue, beside the fields of its system."""

    name: Word = public()
    category: Category = public()
    checked: Day = public()
    sources: tuple[Source, ...] = public(min_length=1)
    unverified: Text | None = public(None)
    backups: tuple[Backup, ...] = public(())
    on_own_domain: Flag = public(Flag(True))
    generic: Flag = public(Flag(False))


@dataclass(frozen=True)
class Vendor:
    """One entry of the catalogue."""

    id: str
    name: str
    """As the vendor writes it."""
    category: Category
    checked: Day
    """The day on which the sources were read."""
    sources: tuple[Source, ...]
    unverified: Text | None
    """What no source of the vendor's own says."""
    fields: Mapping[str, Data]
    """The fields of a system as they would stand in a plan; a plan that says one itself overrides it."""
    system: System
    """The same fields, typed."""
    backups: tuple[Backup, ...]
    """Copies that a shop should make. They are proposals, and in no system before its owner takes them."""
    on_own_domain: bool = True
    """Of mail: whether it stops with the web address of the shop."""
    generic: bool = False
    """Whether it describes any firm of its kind, such as any bank, and a shop has a name for its own."""


@cache
def ids() -> tuple[str, ...]:
    """The id of every vendor, sorted. No file is read for it."""
    names = (file.name for file in _ENTRIES.iterdir())
    return tuple(sorted(name.removesuffix(".yml") for name in names if name.endswith(".yml")))


@cache
def vendor(id: str) -> Vendor | None:
    """The entry of this id; None where the catalogue has none. Raises ValueError if an entry is malformed."""
    return _read(id, (_ENTRIES / f"{id}.yml").read_bytes()) if id in ids() else None


def vendors() -> tuple[Vendor, ...]:
    """Every entry: by category, then by name."""
    entries = [entry for id in ids() if (entry := vendor(id))]
    return tuple(sorted(entries, key=lambda one: (CATEGORIES.index(one.category), one.name.casefold())))


def _read(id: str, content: bytes) -> Vendor:
    document = parsed(f"{id}.yml", content)
    if document.diagnostics or not isinstance(document.data, dict):
        raise ValueError(f"{id}.yml cannot be read: {document.diagnostics}")
    data = dict(document.data)
    fields = data.pop("system", None)
    if not isinstance(fields, dict):
        raise ValueError(f"{id}.yml has no block `system`")
    entry = _Entry.model_validate(data)
    return Vendor(
        id=id,
        name=str(entry.name),
        category=entry.category,
        checked=entry.checked,
        sources=entry.sources,
        unverified=entry.unverified,
        fields=fields,
        system=System.model_validate({**fields, "id": id, "name": entry.name}),
        backups=entry.backups,
        on_own_domain=bool(entry.on_own_domain),
        generic=bool(entry.generic),
    )
