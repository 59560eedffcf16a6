"""What the templates themselves say, by the names that they have for it.

A place in braces that is left in a sentence is filled by the template: only it knows the number of a page.
"""

from __future__ import annotations

from datetime import date

from outlast import words
from outlast.languages import say, say_count, spoken
from outlast.render.paper import Data
from outlast.site import Site
from outlast.site.paper import Volume
from outlast.site.parts import CHOOSE


def lang() -> str:
    """The language of a document, as the typesetter calls it: without a country."""
    return spoken().code.partition("-")[0]


def volume(site: Site, which: Volume) -> Data:
    """The words of a volume of the binder."""
    first = site.first
    more = len(first.calls) - first.called
    return {
        **blocks(),
        "title": say("{shop}: {volume}", shop=site.name, volume=which.title),
        "turn": say("In an emergency, turn this page."),
        "begin": say("In an emergency, begin with the other volume: {volume}."),
        "about": say(
            "This binder tells you what to do when something happens and the usual person is not there."
        ),
        "copy": words.copy(site.info.as_of, site.edition),
        "version": say("Outlast version:"),
        "stick": say("Number of the stick:"),
        "number": say("Number {number}"),
        "belongs": say("This copy belongs to:"),
        "kept": say("It is kept here:"),
        "checked": say("Checked on:"),
        "checker": say("Checked by:"),
        "found": say("Have you found this copy? It is private. Please stop reading and give it back."),
        "first": say("First steps"),
        "lead": say(
            "Something has happened at {shop}, and you are looking after it now. You need no technical "
            "knowledge. Take two minutes to read this page before you do anything.",
            shop=first.business,
        ),
        "what": say("1. Find what has happened, and turn to its page"),
        "call": say("2. Call these people now"),
        "order": say("Call them in this order. If nobody answers, call the next person. Then start again."),
        "more": say_count(
            "You find {count} more person on page {page}.",
            "You find {count} more people on page {page}.",
            more,
            page="{page}",
        )
        if more > 0
        else "",
        "due": say("3. What is due in the seven days after {day}", day=words.day(site.info.as_of)),
        "never": say("Please do not:"),
        "pack": say("Emergency pack"),
        "contents": say("Contents"),
        "finder": say("Find it by word"),
        "page_of": say("{volume}, page {page} of {count}"),
    }


def sheet(name: str, as_of: date) -> Data:
    """The words of one page by itself."""
    return {
        **blocks(),
        "shop": say("{shop}, {day}", shop=name, day=words.day(as_of)),
        "page_of": say("Page {page} of {count}"),
    }


def kit(site: Site) -> Data:
    """The words of the emergency kit."""
    return {
        "title": say("{shop}: emergency kit", shop=site.name),
        "lead": say(
            "Print this sheet and fill it in by hand. Seal it in an envelope. It opens the runbook, so never "
            "keep it with the stick. Outlast never prints these words: only you can write them here."
        ),
        "copy": words.copy(site.info.as_of, site.edition),
        "stick": say("Number of the stick:"),
        "where": say("Where the stick and the other copies are"),
        "place": say("Place"),
        "opener": say("Who can open it"),
        "words": say("The words that open the runbook"),
        "passphrase": say("Passphrase"),
        "recovery": say("Recovery phrase, or your share (two of three shares open it)"),
        "open": say(
            "To open the runbook, put the stick into a computer that you trust. Open START-HERE.html. Type "
            "the words when a page asks for them."
        ),
        "call": say("Call, in this order"),
        "codes": say("Recovery codes that you have used"),
        "codes_how": say(
            "Write the name of an account on each line, and where its codes are. Never write the codes "
            "themselves. Each code works once: tick a box when you have used one."
        ),
        "sealed": say("Sealed on:"),
        "sealer": say("Sealed by:"),
        "again": say("Check it again on:"),
    }


def blocks() -> Data:
    """The words of the blocks, which a volume and a sheet share."""
    return {
        "page": _unbroken(say("page {page}")),
        "elsewhere": _unbroken(say("{volume}, page {page}")),
        "ways": say("How to sign in:"),
        "ways_say": say("Each page says who has access and what you need."),
        "no_number": say("No number in this copy:"),
        "answered": say("Answered at"),
        "done": say("Done"),
        "only_if": say("Only if: {text}"),
        "for_each": say("For each: {text}"),
        "next": say("if not reached: {person}"),
        "next_limit": say("if not reached: {person}, {limit}"),
        "alone": say("nobody else can do this"),
        "where_to": say("in {system}"),
        "novice": say("no experience needed"),
        "unverified": say("Nobody has checked this."),
        "warn": say("Be careful."),
        "rule": say("Rule:"),
        "send": say("Send: {message}"),
        "wait_until": say("Wait until:"),
        "expect": say("Check:"),
        "check": say("Check it with this command."),
        "check_how": say("It fails if something is wrong."),
        "if_not": say("If not:"),
        "undo": say("To undo it:"),
        "choose": say(CHOOSE),
        "branch": say("If: {text}"),
        "parallel": say("Several people can do these at the same time:"),
        "steps_of": say("The steps of {page}:"),
        "date": say("Date:"),
        "leads": say("Who leads:"),
        "begun": say("The emergency is declared."),
        "day_one": say("Day 0 is:"),
        "time": say("Time:"),
        "declared": say("Declared by:"),
        "days": say("Day by day"),
        "day_heads": [say("Day"), say("Date"), say("Who leads"), say("What was done"), say("What is open")],
        "day_names": [
            *map(str, range(7)),
            *(say("Week {number}", number=number) for number in (2, 3)),
        ],
    }


def _unbroken(sentence: str) -> str:
    """The sentence with the number of the page on the line of the word before it."""
    return sentence.replace(" {page}", "\u00a0{page}")
