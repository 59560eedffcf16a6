"""Messages ready to send, by who gets them and by what has happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.needs import Purpose
from outlast.languages import mark, say, say_count
from outlast.model import Plan
from outlast.model.messages import Message
from outlast.pages import addresses, first_week, parts, ready_messages
from outlast.pages.attachments import attachments
from outlast.pages.copy import Copy
from outlast.pages.first_week import apart
from outlast.reasons import name, names
from outlast.site import Page, Part
from outlast.site.blocks import (
    Bullets,
    CopyAge,
    FactList,
    Files,
    Fold,
    Jumps,
    Prose,
    Questions,
    Section,
    Tone,
    opening,
    present,
    section,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Jump

ORDER = 65
LEAD = mark("Choose who gets the message, fill in the blanks, then send it.")
OTHERS, EVERYBODY = mark("Others"), mark("Everybody")
MOMENTS = "moments"


def pages(copy: Copy) -> Iterator[Page]:
    """One page with all messages, where the plan has any."""
    plan, facts = copy.plan, copy.facts
    if not plan.messages:
        return
    groups = audiences(plan.messages.values())
    jumps = [Jump(_id(number), _who(to)) for number, (to, _) in enumerate(groups)]
    moments = tuple(_moments(plan, facts))
    if moments:
        jumps.append(Jump(MOMENTS, say("By what has happened")))
    lead = f"{say(LEAD)} {say(ready_messages.UNAPPROVED)}"
    ways = Jumps(tuple(jumps) if len(jumps) > 1 else ())
    yield Page(
        path=addresses.MESSAGES.page,
        title=Chapter.MESSAGES.title,
        part=Part.SERVE,
        sections=(
            *opening(Prose(lead, Tone.LEAD), CopyAge(copy.age), ways),
            *(each for number, group in enumerate(groups) for each in _group(plan, facts, number, *group)),
            *section(MOMENTS, say("By what has happened"), Bullets(moments), on_paper=False),
        ),
        sheet=Sheet(
            Chapter.MESSAGES,
            each=True,
            apart=apart(first_week.messages(plan, facts), Chapter.MESSAGES_SOON),
        ),
        description=say("Messages to customers, suppliers and colleagues, to send or to copy."),
        also=("e-mail", "mail", "WhatsApp", "text message", "template", "letter", "wording"),
    )


def audiences(messages: Iterable[Message]) -> tuple[tuple[str, tuple[Message, ...]], ...]:
    """The messages by who gets them, in the order of the plan; who gets a single one is among the others.

    `customers with an open order` are among the `customers`, where there are messages to these.
    """
    every = tuple(messages)
    groups: defaultdict[str, list[Message]] = defaultdict(list)
    for message in every:
        to = str(message.to)
        shorter = (str(each.to) for each in every if to.startswith(f"{each.to} "))
        groups[min((to, *shorter), key=len)].append(message)
    shared = {to: tuple(group) for to, group in groups.items() if len(group) > 1}
    others = tuple(each for group in groups.values() if len(group) == 1 for each in group)
    return (*shared.items(), *(((OTHERS if shared else EVERYBODY, others),) if others else ()))


def _group(
    plan: Plan, facts: Facts, number: int, to: str, messages: tuple[Message, ...]
) -> Iterator[Section]:
    heading = say(to) if to in (OTHERS, EVERYBODY) else say("To {people}", people=to)
    yield from section(
        _id(number),
        heading,
        Prose(say_count("{count} message.", "{count} messages.", len(messages))),
        on_paper=False,
    )
    for message in messages:
        # It says itself who gets it and when; the words are folded, so that the page can be looked through.
        ready = ready_messages.message(plan, message)
        lines = (
            say("To {people}.", people=message.to) if str(message.to) != to else "",
            str(message.about or ""),
        )
        spoken = words.some(words.language_in_english(each.language) for each in ready.versions)
        yield Section(
            3,
            f"send-{message.id}",
            message.title,
            present(
                (
                    Prose(" ".join(filter(None, lines))),
                    Fold(
                        (replace(ready, about=None),),
                        say("The words ({channel}, {languages})", channel=ready.channel, languages=spoken),
                        whole=True,
                    ),
                    Questions(parts.questions(plan, message)),
                    Files(attachments(message, facts)),
                    FactList(parts.web_links(message)),
                )
            ),
            thing=message.id,
        )


def _who(to: str) -> str:
    return say(to) if to in (OTHERS, EVERYBODY) else words.capital(to)


def _id(number: int) -> str:
    return f"to-{number + 1}"


def _moments(plan: Plan, facts: Facts) -> Iterator[str]:
    """What has happened or is being done, with the messages for it; scenarios first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for message in plan.messages.values():
        for user in _used(plan, facts, message):
            found[user].append(message.id)
    for user in sorted(found, key=lambda id: id not in plan.scenarios):
        yield say("{situation}: {messages}", situation=name(user), messages=names(found[user]))


def _used(plan: Plan, facts: Facts, message: Message) -> tuple[str, ...]:
    """Whose page sends it."""
    return tuple(id for id in facts.needs.users(message.id, *Purpose) if id in plan.things)
