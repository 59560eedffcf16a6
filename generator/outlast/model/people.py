"""Who there is, how to reach them, when they work and what they may do alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from outlast.languages import Sentence
from outlast.model.base import Edition, Link, Model, Question, Thing, full, public, team
from outlast.model.scalars import (
    ChatName,
    Day,
    Duration,
    Email,
    Flag,
    Language,
    Limit,
    PersonName,
    Phone,
    TimeOfDay,
    Timezone,
    Url,
    Weekdays,
)
from outlast.model.scalars.hours import Stretch, stretches
from outlast.model.shorthand import Many, OneOrMany, Short
from outlast.model.value import Name, PersonRef, SystemRef, Term, Text, Word, wrong

CHANNELS = ("phone", "sms", "whatsapp", "signal", "email", "chat", "page")
"""How somebody may be reached, by key."""


class Reach(Model):
    """One way to reach somebody: exactly one channel, and a note."""

    phone: Phone | None = team(None)
    """A number to call."""
    sms: Phone | None = team(None)
    """A number for text messages."""
    whatsapp: Phone | None = team(None)
    """A number on WhatsApp."""
    signal: Phone | None = team(None)
    """A number on Signal."""
    email: Email | None = team(None)
    """A mail address."""
    chat: ChatName | None = team(None)
    """A name in a chat: `@maya on Slack`."""
    page: Url | None = team(None)
    """A page with a form or a chat."""
    note: Word | None = team(None)
    """When this way is the right one."""
    audience: Literal["public", "team", "full"] | None = full(None)
    """Which edition may hold this way: `public` for an emergency line or a hotline. Left out: `team`."""

    @model_validator(mode="after")
    def _one_channel(self) -> Reach:
        given = [channel for channel in CHANNELS if getattr(self, channel) is not None]
        if len(given) != 1:
            message = Sentence("one way to reach somebody has one channel, but this one has none")
            if given:
                message = Sentence(
                    "one way to reach somebody has one channel, but this one has {channels}",
                    channels=" and ".join(given),
                )
            raise wrong(
                "one-channel",
                message,
                Sentence("start an entry of the list for each of {channels}", channels=", ".join(CHANNELS)),
            )
        return self

    @property
    def kept_to(self) -> Edition:
        return self.meant_for or Edition.TEAM

    @property
    def meant_for(self) -> Edition | None:
        return Edition(self.audience) if self.audience else None

    @property
    def channel(self) -> str:
        return next(channel for channel in CHANNELS if getattr(self, channel) is not None)

    @property
    def address(self) -> Phone | Email | Word | Url:
        address: Phone | Email | Word | Url = getattr(self, self.channel)
        return address


_CHANNELS = {
    **dict.fromkeys(("sms", "text", "txt"), "sms"),
    **dict.fromkeys(("phone", "call", "ring", "tel", "mobile", "mob", "cell", "landline"), "phone"),
    "whatsapp": "whatsapp",
    "signal": "signal",
}


@dataclass(frozen=True)
class _ByForm(Short):
    """A way to reach somebody that shows by its form what it is: a number, a mail address, a page."""

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        if not isinstance(raw, str):
            return raw
        if match := re.fullmatch(r"(.*\d)\s*\(([^()]*[A-Za-z][^()]*)\)", raw):
            channel = _CHANNELS.get(match[2].lower())
            return {channel: match[1]} if channel else {"phone": match[1], "note": match[2]}
        if match := re.fullmatch(r"(\w+)\s*:?\s+(.*\d.*)", raw):
            channel = _CHANNELS.get(match[1].lower())
            return {channel: match[2]} if channel else {"phone": raw}
        if re.fullmatch(r"\S+@\S+\.\S+", raw):
            return {"email": raw}
        if re.match(r"https?://|[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?$", raw, re.IGNORECASE):
            return {"page": raw}
        if raw.startswith("@"):
            return {"chat": raw}
        return {"phone": raw} if len(re.findall(r"\d", raw)) > 2 else raw


Ways = Many[Annotated[Reach, _ByForm("note")]]
"""How to reach somebody, best way first."""


class Hours(Model):
    """When somebody works or something is open."""

    days: Weekdays = public()
    """On which days."""
    from_: TimeOfDay | None = public(None, alias="from")
    """From what time; left out: all day."""
    to: TimeOfDay | None = public(None)
    """Until what time."""
    timezone: Timezone | None = public(None)
    """By whose clock; left out: the business's."""


@dataclass(frozen=True)
class _AsHours(OneOrMany):
    """Days with their hours in a text: `mon-fri 9am-5pm, sat 10:00-14:00`."""

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        entries = [raw] if isinstance(raw, str | dict) else raw
        if not isinstance(entries, list):
            return raw
        return [hours for entry in entries for hours in self._hours(entry)]

    @staticmethod
    def _hours(entry: Any) -> list[Any]:
        try:
            found = stretches(entry) if isinstance(entry, str) else None
        except PydanticCustomError:
            found = None  # said of the entry, at its place
        return [entry] if found is None else [_spelled_out(one) for one in found]


@dataclass(frozen=True)
class _AsDays(Short):
    """Days alone in a text, with no hours that can be read in two ways."""

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        if isinstance(raw, str):
            stretches(raw)
        return super().spelled_out(raw, annotation)


def _spelled_out(hours: Stretch) -> dict[str, str]:
    """Hours as the keys that a plan has for them."""
    ends = {"from": hours.from_, "to": hours.to}
    return {"days": hours.days, **{key: end for key, end in ends.items() if end}}


Schedule = Annotated[tuple[Annotated[Hours, _AsDays("days")], ...], _AsHours()]


class Absence(Model):
    """Days on which somebody is not there, first and last included."""

    from_: Day = team(alias="from")
    """The first day."""
    to: Day = team()
    """The last day."""


@dataclass(frozen=True)
class _FirstToLast(Short):
    """Days in a text: `24 December 2026 to 2 January 2027`, or one day."""

    def spelled_out(self, raw: Any, annotation: Any) -> Any:
        if not isinstance(raw, str) or not re.search(r"\d", raw):
            return raw
        first, _, last = re.sub(r"\s(?:-|–|until|till|through)\s", " to ", raw).partition(" to ")
        return {"from": first, "to": last or first}


class SignIn(Model):
    """Somebody tried to sign in with their own account and their own second factor."""

    system: SystemRef = team()
    """Which system."""
    on: Day = team()
    """When."""
    worked: Flag = team()
    """Whether they got in. Who did not get in the last time counts as having no access."""
    note: Word | None = team(None)
    """What stood in the way, or what they saw."""


class Person(Thing):
    """Somebody who does something, or a role that nobody has yet."""

    collection: ClassVar[str] = "people"
    one: ClassVar[Sentence] = Sentence("a person")

    name: PersonName | None = team(None)  # type: ignore[assignment]  # the one thing that may lack a name
    """What everybody calls them. Left out: the role has nobody yet."""
    role: Word = public()
    """What they do here: `Support (part time)`."""
    # What is said of a person is for those who work with them: in `public` a person is a role and no more.
    about: Text | None = team(None)
    """Who they are for the shop, in a sentence or two."""
    questions: Many[Question] = team(())
    """Questions that people ask about them, with answers."""
    links: Many[Link] = team(())
    """Pages on the web that help."""
    also: Many[Name] = team(())
    """Other words that people search for."""
    latin_name: PersonName | None = team(None)
    """The name in Latin letters, where the name is in others."""
    reach: Ways = team(())
    """How to reach them, best way first."""
    languages: Many[Language] = team(())
    """Languages they speak."""
    timezone: Timezone | None = team(None)
    """Where they are; left out: where the business is."""
    works: Schedule = team(())
    """When they work."""
    holidays: Many[Annotated[Absence, _FirstToLast("from_")]] = team(())
    """When they are away."""
    noticed_after: Duration | None = team(None)
    """How long it takes until somebody notices that they are gone: `2d`. Nobody is asked for help before."""
    noticed_by: PersonRef | None = team(None)
    """Who notices it."""
    sign_ins: Many[SignIn] = team(())
    """When they last tried to get into a system: `outlast rehearse` writes this."""
    skills: Many[Term] = team(())
    """What they can do that not everybody can."""
    may: dict[Term, Limit] = team({})
    """What they may decide alone, and up to what: `refund: 80 EUR`."""
    may_not: Many[Word] = team(())
    """What they must not do."""
    notes: Text | None = full(None)
    """What a stand-in should know about them and nobody else."""

    @property
    def title(self) -> str:
        return str(self.name or self.role)
