"""Messages that are ready to send, with their blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from outlast import words
from outlast.languages import mark, say
from outlast.model import Plan
from outlast.model.messages import BLANK, LASTING, Message, Version, Words
from outlast.model.steps import Step
from outlast.model.value import Name
from outlast.pages.parts import Sections
from outlast.pages.step_views import all_steps, known_blanks
from outlast.site.blocks import Fold, Named, OnPaper, OnScreen, Prose, Tone, present, section
from outlast.site.blocks import Message as Ready
from outlast.site.parts import Blank, Phrase, VersionView


def messages(plan: Plan, named: Iterable[str], steps: Iterable[Step]) -> tuple[Ready, ...]:
    """The messages that are named and those that steps send, each once, in that order."""
    ids = dict.fromkeys([*named, *(step.message for step in all_steps(plan, steps) if step.message)])
    return tuple(message(plan, plan.messages[id]) for id in ids if id in plan.messages)


UNAPPROVED = mark("Nobody has approved these words: read them before you send them.")


def to_send(plan: Plan, named: Iterable[str], steps: Iterable[Step]) -> Sections:
    """The section of the messages that are named and those that steps send, each in a fold of its own.

    On paper each message stands once, in its own chapter.
    """
    ready = messages(plan, named, steps)
    shown = (Fold((each,), each.name) for each in ready)
    return section(
        "messages",
        say("Messages ready to send"),
        OnScreen((Prose(say(UNAPPROVED), Tone.NOTE), *shown) if ready else ()),
        OnPaper(present((Named(tuple(each.id for each in ready)),))),
    )


def message(plan: Plan, source: Message) -> Ready:
    """A message with its blanks; those that the plan knows are filled."""
    known = known_blanks(plan)
    labels = {str(blank): words.capital(label) for blank, label in source.blanks.items()}
    used = {blank for version in source.text.values() for blank in _blanks(version)}
    unknown = {blank: words.capital(blank) for blank, value in known.items() if blank in used and not value}

    def phrases(text: Words | str, own: dict[Name, Name]) -> tuple[Phrase, ...]:
        called = {**labels, **{str(blank): words.capital(label) for blank, label in own.items()}}
        made: list[Phrase] = []
        end = 0
        for match in BLANK.finditer(text):
            made.append(Phrase(text[end : match.start()]))
            if known.get(match[1]):
                made.append(Phrase(known[match[1]]))
            else:
                blank = Blank(match[1], called.get(match[1], match[1]), match[1] not in LASTING)
                made.append(Phrase(match[0], blank))
            end = match.end()
        made.append(Phrase(text[end:]))
        return tuple(phrase for phrase in made if phrase.text)

    return Ready(
        id=source.id,
        name=source.title,
        to=str(source.to),
        channel=words.sent_by(source.channel),
        about=source.about,
        blanks=tuple(Blank(blank, label) for blank, label in {**unknown, **labels}.items()),
        versions=tuple(
            VersionView(
                language=str(code),
                language_name=words.language(code),
                subject=phrases(version.subject or "", version.blanks),
                body=tuple(phrases(part, version.blanks) for part in re.split(r"\n[ \t]*\n", version.body)),
            )
            for code, version in source.text.items()
        ),
    )


def _blanks(version: Version) -> Iterator[str]:
    yield from version.body.blanks()
    if version.subject:
        yield from version.subject.blanks()
