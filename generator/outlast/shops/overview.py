"""One page about several runbooks: what each promises, what is overdue, and the way there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from outlast import words
from outlast.analysis import Facts
from outlast.build import language_of
from outlast.host.marker import Marker
from outlast.host.policy import sealed
from outlast.languages import ENGLISH, mark, say, say_as, say_count, speaking
from outlast.model import Edition, Plan
from outlast.model.prose import MENTION, literal
from outlast.pages import freshness
from outlast.pages.addresses import links
from outlast.redact import redact
from outlast.render import document
from outlast.site import Address, Link, Page, Part
from outlast.site.blocks import Bullets, Prose, Section, Table, Tone, opening, section

MARK = "<!-- outlast overview -->"
"""Stands at the end of the page: only a file that has it is replaced."""
_TITLE = mark("All runbooks")
_UNKNOWN = mark("not known")
_SHOWN = {
    Edition.PUBLIC: mark(
        "It shows only what everybody may read, so nothing of promises and of what is overdue."
    ),
    Edition.TEAM: mark("It shows what the team edition of each runbook may say."),
    Edition.FULL: mark("It shows what the full edition of each runbook may say."),
}
_BUILT = {
    Edition.PUBLIC: mark("{day}, public"),
    Edition.TEAM: mark("{day}, team"),
    Edition.FULL: mark("{day}, full"),
}


@dataclass(frozen=True)
class Shop:
    """A shop, and the site that lies there of it."""

    folder: str
    """What its folder is called."""
    edition: Edition
    """The least edition of the site that is there and of the one that was to be built."""
    start: str = ""
    """The way from the overview to the first page of its runbook, quoted; empty where there is none."""
    marker: Marker | None = None
    """What that site says of itself."""
    built: bool = True
    """Whether the site is of today; else it could not be built."""
    directory_urls: bool = False
    plan: Plan | None = None
    """That of all editions, and so are the facts; None where only the site is known."""
    facts: Facts = field(default_factory=Facts)

    @property
    def locked(self) -> bool:
        """Whether a passphrase opens it. Then nobody learns anything of it here, not even its name."""
        return self.marker is not None and self.marker.encrypted


def overview(shops: tuple[Shop, ...]) -> str:
    """The page as one file that loads nothing. It shows what the least edition of all shops may show.

    A site that is encrypted is read by nobody without its passphrase, and counts as public. It speaks the
    language of all shops, or English.
    """
    languages = {language_of(shop.plan.business) if shop.plan else ENGLISH for shop in shops}
    with speaking(languages.pop() if len(languages) == 1 else ENGLISH):
        return _drawn(shops)


def _drawn(shops: tuple[Shop, ...]) -> str:
    least = {Edition.PUBLIC if shop.locked else shop.edition for shop in shops}
    edition = next((each for each in Edition if each in least), Edition.PUBLIC)
    entries = [_Entry.of(number, shop, edition) for number, shop in enumerate(shops, 1)]
    page = Page(
        "overview",
        say(_TITLE),
        Part.READINESS,
        (
            *opening(*_opening(shops, edition), _table(entries, edition)),
            *(part for entry in entries for part in entry.section()),
        ),
    )
    ways = {id: link for entry in entries for id, link in entry.links().items()}
    return f"{sealed(document(page, ways, beside=True))}{MARK}\n"


def _opening(shops: tuple[Shop, ...], edition: Edition) -> Iterator[Prose]:
    lead = say_count(
        "{count} runbook, with the way to it.", "{count} runbooks, with the way to each.", len(shops)
    )
    yield Prose(lead, Tone.LEAD)
    if failed := sum(not shop.built for shop in shops):
        told = say_count(
            "**{count} runbook could not be built.**", "**{count} runbooks could not be built.**", failed
        )
        yield Prose(" ".join((told, say("`outlast check --all` says why."))))
    yield Prose(say(_SHOWN[edition]), Tone.NOTE)


def _table(entries: list[_Entry], edition: Edition) -> Table:
    caption, shop, copy = say("Each shop"), say("Shop"), say("Copy")
    if edition is Edition.PUBLIC:
        return Table(caption, (shop, copy), tuple((entry.name, entry.copy) for entry in entries))
    return Table(
        caption,
        (shop, say("Promises"), say("Overdue"), copy),
        tuple((entry.name, entry.kept, entry.late, entry.copy) for entry in entries),
    )


@dataclass(frozen=True)
class _Entry:
    """A shop on the page, as the edition of the page may know it."""

    number: int
    shop: Shop
    plan: Plan | None
    """None where nothing of the plan is shown."""
    facts: Facts

    @classmethod
    def of(cls, number: int, shop: Shop, edition: Edition) -> _Entry:
        if shop.plan is None or shop.locked or edition is Edition.PUBLIC:
            return cls(number, shop, None, Facts())
        return cls(number, shop, *redact(shop.plan, shop.facts, edition))

    @property
    def title(self) -> str:
        """Plain."""
        if self.shop.marker is None or self.shop.locked:
            return self.shop.folder
        return str(self.shop.plan.business.name) if self.shop.plan else self.shop.marker.name

    @property
    def name(self) -> str:
        """With the way to its runbook, if there is one."""
        return f"{{{self._id()}}}" if self.shop.start else literal(self.title)

    @property
    def copy(self) -> str:
        marker = self.shop.marker
        if marker is None:
            return say("**not built**")
        if marker.encrypted:
            said = say("encrypted")
        else:
            said = say(_BUILT[Edition(marker.edition)], day=words.day(marker.as_of))
        return said if self.shop.built else say("**not built**, an older one is there: {copy}", copy=said)

    @property
    def kept(self) -> str:
        """How many promises hold."""
        if self.plan is None:
            return say(_UNKNOWN)
        results = self._promises()
        if not results:
            return say_as("promises", "none")
        return say("{count} of {total} hold", count=sum(results.values()), total=len(results))

    @property
    def late(self) -> str:
        """How much is overdue."""
        return str(len(self._overdue()) or say("nothing")) if self.plan else say(_UNKNOWN)

    def section(self) -> tuple[Section, ...]:
        """What it promises and what is overdue; nothing where the edition shows neither."""
        promises = (
            say("{promise}: it holds", promise=self._mention(id))
            if holds
            else say("{promise}: **it does not hold**", promise=self._mention(id))
            for id, holds in self._promises().items()
        )
        late = tuple(
            (self._of(f"{{{about}}}"), self._of(do), self._of(who), say("since {day}", day=words.day(day)))
            for day, about, do, who in self._overdue()
        )
        heads = (say("About"), say("What to do"), say("Who"), say("Overdue"))
        return section(
            self._id(), self.title, Bullets(tuple(promises)), Table(say("What is overdue"), heads, late)
        )

    def links(self) -> Mapping[str, Link]:
        """The ways into its runbook, by ids that no other shop has."""
        base = self.shop.start.removesuffix("index.html")
        start = {self._id(): Link(self.title, Address(f"{base}index"))}
        there = links(self.plan) if self.plan else {}
        return start | {
            self._id(id): Link(link.text, Address(base + self._file(link.to.page), link.to.fragment))
            for id, link in there.items()
        }

    def _id(self, id: str = "") -> str:
        return f"shop-{self.number}{f'-{id}' if id else ''}"

    def _mention(self, id: str) -> str:
        return f"{{{self._id(id)}}}"

    def _of(self, text: str) -> str:
        """The text, with this shop's ids."""
        return MENTION.sub(lambda match: self._mention(match["mention"]), text)

    def _file(self, page: str) -> str:
        """Where a page lies, however its host calls it."""
        return f"{page}/index" if self.shop.directory_urls and page.rpartition("/")[2] != "index" else page

    def _promises(self) -> Mapping[str, bool]:
        """Whether each promise holds, as far as that was worked out."""
        there = self.plan.promises if self.plan else {}
        results = self.facts.outlook.promises
        return {id: results[id].holds for id in there if id in results}

    def _overdue(self) -> list[tuple[date, str, str, str]]:
        """As the page Readiness has it, with what is to be tried again; the oldest first."""
        if self.plan is None:
            return []
        due, today = self.facts.drills_due, self.facts.as_of
        drills = ((day, id, say("Try it again"), "") for id, day in due.items() if day < today)
        return sorted((*freshness.overdue(self.plan, self.facts), *drills))
