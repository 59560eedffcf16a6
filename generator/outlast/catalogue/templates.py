"""Work, duties and scenarios that a plan can take from the catalogue, as templates that adapt to the plan.

A file is a header in YAML, a line `---`, and the keys of one thing of a plan as a Jinja template. Messages
and procedures come along with whatever names them; they have no header. In a template `<<shop>>` is an id,
`<<msg("delay")>>` a message that is brought along, and a line that begins with `%%` a statement. A key
whose value the plan lacks disappears with its value; a sentence about what the plan lacks is an error of
the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from textwrap import indent, wrap
from typing import TYPE_CHECKING, Literal

from babel.languages import get_official_languages

from outlast.catalogue.entries import CATEGORIES, Source
from outlast.catalogue.situation import Situation
from outlast.model.base import Model, public
from outlast.model.scalars import Day
from outlast.model.value import Text, Word
from outlast.source import parse
from outlast.source.scalar import scalar

if TYPE_CHECKING:
    from jinja2 import Environment

Kind = Literal["functions", "duties", "scenarios"]

_COLLECTIONS = {
    "functions": "functions",
    "duties": "obligations",
    "scenarios": "scenarios",
    "messages": "messages",
    "procedures": "procedures",
}
"""The part of a plan that the files of each folder belong to."""

_ENDING = ".yml.j2"
_FOLDER = files("outlast.catalogue")
_HEAD_END = "\n---\n"

WIDTH = 100
"""How long the lines of a comment are."""
DEPUTIES = 2
"""How many stand-ins a scenario names beside the owner, of a team that may be large."""

_EUROPEAN = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GB".split()  # noqa: SIM905 - a list in quotes is harder to read
)
"""Where consumers can withdraw within 14 days and personal data are protected as in the EU: it and the UK."""

_LACKING = "\0"
"""What stands in a text for a thing that the plan does not have."""


class Entry(Model):
    """Something of the catalogue that a plan can take: a header, and a template as its body."""

    kind: Kind = public()
    id: str = public()
    name: Word = public()
    about: Text = public()
    """What it is, for a list, in a sentence."""
    countries: tuple[Word, ...] = public(())
    """Where it holds, two letters each; empty: everywhere."""
    needs: tuple[Word, ...] = public(())
    """Categories of systems, and ids of other entries, that make it more useful."""
    also: tuple[Word, ...] = public(())
    """Other words that somebody may look for."""
    spoken: dict[str, tuple[Word, ...]] = public({})
    """The same in other languages, by two letters each: a plan takes those of its country."""
    checked: Day = public()
    """The day on which the sources were read."""
    sources: tuple[Source, ...] = public(())
    unverified: Text | None = public(None)
    """What no source says."""
    body: str = public()


class _Ids(tuple[str, ...]):
    """Things of the plan that serve the same purpose; written alone, the first of them."""

    __slots__ = ()

    def __str__(self) -> str:
        return self[0] if self else _LACKING

    @property
    def list(self) -> str:
        """All of them, to stand in a list of the plan language."""
        return ", ".join(self) or _LACKING

    @property
    def other(self) -> _Ids:
        """Those after the first."""
        return _Ids(self[1:])

    @property
    def all(self) -> str:
        """All of them, to stand in a sentence."""
        return _listed(self, "and")

    @property
    def any(self) -> str:
        """All of them, of which one is enough, to stand in a sentence."""
        return _listed(self, "or")


def entries(kind: Kind) -> tuple[Entry, ...]:
    """Every entry of a kind, by name."""
    found = [_read(kind, id) for id in _ids(kind)]
    return tuple(sorted(found, key=lambda entry: entry.name.casefold()))


def entry(id: str) -> Entry | None:
    """The entry with this id, of whatever kind; None where there is none."""
    kinds: tuple[Kind, ...] = ("functions", "duties", "scenarios")
    return next((_read(kind, id) for kind in kinds if id in _ids(kind)), None)


def adapted(entry: Entry, situation: Situation, by: Iterable[str] = ()) -> Iterator[tuple[str, str, str]]:
    """An entry as things of this plan, each as collection, id and text; what comes along with it after it.

    See `fragments.fragments`.
    """
    adapter = _Adapter(situation, tuple(by))
    adapter.want(entry.kind, entry.id)
    while adapter.wanted:
        folder, template, id = adapter.wanted.pop(0)
        if folder == entry.kind:
            text = (
                _introduction(entry)
                + adapter.render(entry.body)
                + _found_by(entry, situation.country)
                + _links(entry, situation)
            )
        else:
            text = adapter.render(_text(folder, template))
        yield _COLLECTIONS[folder], id, f"{id}:\n{indent(text, '  ')}"


@dataclass
class _Adapter:
    """What a template can say of a plan, and what it turned out to need."""

    situation: Situation
    by: tuple[str, ...]
    wanted: list[tuple[str, str, str]] = field(default_factory=list)
    """Folder and name of templates to be rendered, with the id that each gets in the plan."""
    given: dict[tuple[str, str], str] = field(default_factory=dict)

    def want(self, folder: str, template: str) -> str:
        """The id that a thing of the catalogue has in the plan; it is rendered later if the plan lacks it."""
        if (folder, template) not in self.given:
            id = self.known(folder, template)
            if not id:
                id = template if template not in self.situation.things else _renamed(folder, template)
                self.wanted.append((folder, template, id))
            self.given[folder, template] = id
        return self.given[folder, template]

    def known(self, folder: str, template: str) -> str:
        """The id of what the plan has of it already; empty where it has nothing."""
        collection = _COLLECTIONS[folder]
        candidates = (template, _renamed(folder, template))
        return next((id for id in candidates if self.situation.things.get(id) == collection), "")

    def render(self, template: str) -> str:
        return _without_lacking(_environment().from_string(template).render(self.words()))

    def words(self) -> dict[str, object]:
        """Every word that a template knows."""
        here = self.situation
        owner = _Ids([here.owner] if here.owner else [])
        groups = {c.replace("-", "_"): _Ids(here.systems.get(c, ())) for c in CATEGORIES}
        return {
            **groups,
            "domain_mail": _Ids(id for id in groups["mail"] if id not in here.free),
            "inbox": groups["helpdesk"] or groups["mail"],
            "owner": owner,
            "deputy": _Ids(here.stand_ins[:1]),
            "lead": _Ids([*here.stand_ins[:1], *owner]),
            "people": _Ids([*owner, *here.stand_ins[:DEPUTIES]]),
            "stand_ins": _Ids(here.stand_ins[:DEPUTIES]),
            "suppliers": _Ids(here.of("suppliers")),
            "places": _Ids(here.of("locations")),
            "goods": _Ids(here.of("stock")),
            "tools": _Ids(here.of("equipment")),
            "country": here.country,
            "currency": here.currency,
            "european": _EUROPEAN,
            "hands": self.hands(),
            "needs": self.needs,
            "limited": lambda limit: limit in here.limits,
            "fn": lambda id: self.known("functions", id),
            "scenario": lambda id: self.known("scenarios", id),
            "msg": lambda id: self.want("messages", id),
            "use": lambda id: self.want("procedures", id),
        }

    def hands(self) -> str:
        """Who does it: the owner, and those whom the owner named. The others stand there as a comment."""
        owner = [self.situation.owner] if self.situation.owner else []
        doers = [*owner, *(id for id in self.by if id not in owner)]
        others = [id for id in self.situation.stand_ins if id not in doers]
        if not doers:
            return _LACKING
        line = doers[0] if len(doers) == 1 else f"[{', '.join(doers)}]"
        return f"{line}   # and whoever else can: [{', '.join([*doers, *others])}]" if others else line

    def needs(self, *groups: _Ids) -> str:
        """The groups as a list of needs: one of each that the plan has, in the role that the work takes."""
        choices = [[self.need(id) for id in group] for group in groups if group]
        lines = [c[0] if len(c) == 1 else f"{{any: [{', '.join(c)}]}}" for c in choices]
        return f"[{', '.join(lines)}]" if lines else _LACKING

    def need(self, id: str) -> str:
        role = self.situation.roles.get(id)
        return f"{{what: {id}, as: {scalar(role)}}}" if role else id


def _listed(ids: Iterable[str], word: str) -> str:
    mentions = [f"{{{id}}}" for id in ids]
    if not mentions:
        return _LACKING
    return f" {word} ".join(part for part in (", ".join(mentions[:-1]), mentions[-1]) if part)


def _renamed(folder: str, id: str) -> str:
    return f"{id}-{_COLLECTIONS[folder].removesuffix('s')}"


_DROPPED = (
    re.compile(r"(?m)^[ ]*(?:- )?\w+: \[?(?:\0(?:, )?)+\]?[ ]*(?:#.*)?\n"),  # a key on a line of its own
    re.compile(r"(?<=\[)\0, |, \0(?=[,\]])"),  # an entry of a list
    re.compile(r", \w+: (?:\0|\[\0\])|\w+: (?:\0|\[\0\]), "),  # a key between braces
)


def _without_lacking(text: str) -> str:
    """A text without the keys and list entries whose value the plan lacks.

    Raises ValueError if a sentence speaks of what is lacking.
    """
    for pattern in _DROPPED:
        text = pattern.sub("", text)
    if _LACKING in text:
        line = next(line for line in text.splitlines() if _LACKING in line)
        raise ValueError(f"a template speaks of what the plan lacks: {line.strip()!r}")
    return text


def _introduction(entry: Entry) -> str:
    """What the owner reads above a thing that came from the catalogue, as comments."""
    text = (
        f"From the catalogue, as of {entry.checked}. Read it, change what is different in your shop, and then"
        " write the day on which you did: reviewed: 2026-12-31."
    )
    if entry.unverified:
        text += f" Not verified: {entry.unverified}"
    return "".join(f"# {line}\n" for line in wrap(text, WIDTH))


def _found_by(entry: Entry, country: str | None) -> str:
    """The words by which the thing is found on the site too, also those of the people of the country."""
    tongues = get_official_languages(country, de_facto=True) if country else ()
    words = (*entry.also, *(word for tongue in tongues for word in entry.spoken.get(tongue, ())))
    once = {word.casefold(): word for word in reversed(words)}
    return f"also: [{', '.join(reversed(once.values()))}]\n" if words else ""


def _links(entry: Entry, situation: Situation) -> str:
    sources = [
        one
        for one in entry.sources
        if (not one.countries or situation.country in one.countries)
        and (not one.about or any(id in situation.things for id in one.about))
    ]
    if not sources:
        return ""
    lines = [f"  - {{name: {scalar(one.name)}, url: {scalar(one.url)}}}\n" for one in sources]
    return f"links:   # read on {entry.checked}\n" + "".join(lines)


@cache
def _ids(folder: str) -> tuple[str, ...]:
    names = (file.name for file in (_FOLDER / folder).iterdir())
    return tuple(sorted(name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)))


@cache
def _text(folder: str, id: str) -> str:
    return (_FOLDER / folder / f"{id}{_ENDING}").read_text(encoding="utf-8")


@cache
def _read(kind: Kind, id: str) -> Entry:
    head, separator, body = _text(kind, id).partition(_HEAD_END)
    document = parse(f"{id}{_ENDING}", head.encode())
    if not separator or document.diagnostics or not isinstance(document.data, dict):
        raise ValueError(f"{kind}/{id}{_ENDING} has no header that can be read: {document.diagnostics}")
    return Entry.model_validate({**document.data, "kind": kind, "id": id, "body": body})


@cache
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined  # most commands adapt nothing

    return Environment(  # noqa: S701 - it renders YAML, and no HTML
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        line_statement_prefix="%%",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
