"""The rules that are applied while the files of a plan are read, explained."""

from __future__ import annotations

from outlast.checks.rule import Rule
from outlast.diagnostics import Severity

_LOST = (
    "The program cannot know what was meant, and a runbook made of a guess would mislead on the worst day."
)
_ONE_WAY = "A plan has one way to say a thing, so that everybody who opens the file can read and change it."
_PROMISE = "A value that only looks right would be shown to the reader as it stands, or leave a hole."


def _file(id: str, title: str, cure: str, why: str = _LOST) -> Rule:
    return Rule(id, Severity.ERROR, title, why, cure)


def _value(id: str, title: str, cure: str) -> Rule:
    return Rule(id, Severity.ERROR, title, _PROMISE, cure)


FILES = (
    _file(
        "no-plan",
        "There is no plan in this place",
        "Run the command in the folder that holds `plan/`, or begin one with a file that says `business:`.",
    ),
    _file("unreadable-file", "A file of the plan cannot be opened", "Check its name and who may read it."),
    _file(
        "link",
        "A file of the plan is a link to another place",
        "Put a copy of the file into the plan folder.",
        "What a link points at can be missing or changed on another computer, and can lie outside the plan.",
    ),
    _file(
        "wrong-encoding",
        "A file is not saved as UTF-8",
        'Save it again as UTF-8: in most editors under "Save as", "Encoding".',
        "Names with accents and other scripts would be garbled.",
    ),
    _file(
        "control-character",
        "A file or a text holds a sign that cannot be seen",
        "Delete it, or type the line anew.",
        "Such signs can hide text or take over a terminal.",
    ),
    _file(
        "tab",
        "A tab is used for indentation",
        "Replace it by spaces, two for each level; editors can do that.",
    ),
    _file(
        "indentation",
        "A line starts in another column than the block it belongs to",
        "Let the keys of one block start in the same column, and what belongs to a key further to the right.",
    ),
    _file("unclosed", "A quote, a bracket or a brace is opened and not closed", "Add the closing sign."),
    _file(
        "unquoted",
        "A text needs quotes",
        'Put the whole text in quotes: do: "Call Sam: it is urgent". It needs them if it holds a colon and a'
        " space, or starts with one of { [ & * ! | > % @ `, a quote, or a hyphen and a space.",
        "Some signs mean something to YAML, the language of the files.",
    ),
    _file(
        "bad-yaml",
        "A line cannot be read as YAML",
        "Compare it with a line that works: key: value, with a space after the colon; entries of a list after"
        " a hyphen and a space.",
    ),
    _file("bad-key", "A key is missing or is no text", "Write one word, then the colon."),
    _file(
        "duplicate-key",
        "A key stands twice in one block",
        "Keep one of the two, or put both values into one list.",
        "Most programs would silently take one of the two. Keys that differ only in capital letters count as"
        " the same.",
    ),
    _file("alias", "An anchor (&) or an alias (*) of YAML is used", "Write the value out.", _ONE_WAY),
    _file("merge-key", "A merge key (<<) of YAML is used", "Write the keys out.", _ONE_WAY),
    _file("tag", "A tag (!) of YAML is used", "Delete it, or put the text in quotes.", _ONE_WAY),
    _file(
        "several-documents",
        "A file holds more than one YAML document (---)",
        "Put what follows into a file of its own.",
        _ONE_WAY,
    ),
    Rule(
        "secret",
        Severity.ERROR,
        "A file holds a key, a password, a card number or a code",
        "A plan is copied to a website, to drives, to paper and into the history of git, which forgets"
        " nothing. Whoever finds one copy could pay, sell and delete in your name. The value is never shown,"
        " not even in the message.",
        "Take it out, put it into the vault, and write where it is: login: {kept_in: vault, at: Shop ›"
        " Stripe}. If it was ever saved or sent, replace it at its source, too: `outlast check --history`"
        " looks whether git remembers it.",
        "A made-up example or a number of another kind can look like one: write it with dots (sk_live_…),"
        " or say before it what it is (order 4500…).",
    ),
    Rule(
        "secret-in-history",
        Severity.ERROR,
        "An earlier state of the files held a key, a password, a card number or a code",
        "Deleting it from the file leaves it in git: everybody with a copy of the repository has it.",
        "Replace it at its source (a new key, a new password), so that the old one opens nothing. Only then,"
        " if you like, rewrite the history with git-filter-repo.",
        "See `outlast explain secret`. What was replaced long ago is still reported, and harmless.",
    ),
    _file(
        "too-big",
        "A file is larger than a plan can be",
        "Split it; if it is not yours, do not build it.",
        "The program works within bounds, so that no file can make it hang.",
    ),
    _file(
        "too-deep",
        "Lists and blocks are nested too deep",
        "Close what is open, or indent less.",
        "The program works within bounds, so that no file can make it hang.",
    ),
)
"""Problems of a file as such."""

PARTS = (
    _file(
        "missing-business",
        "No file says what the business is",
        "Start a file with `business:` and below it `format: 1`, `name`, `timezone` and `currency`.",
        "Dates, hours and amounts have no meaning without it.",
    ),
    _file("duplicate-business", "`business` stands twice", "Put the keys of both under one.", _LOST),
    _file(
        "plan-format",
        "The plan is written in another version of the plan language",
        "Write `format: 1` under `business`; for a newer format, upgrade Outlast.",
        "Keys may mean something else in another version.",
    ),
    _file(
        "bad-id",
        "An id has signs that it cannot have",
        "Use small letters, digits and single hyphens, at most 60 signs; people read `name`, not the id.",
        "An id becomes the address of a page and the name of a file on every kind of computer.",
    ),
    _file(
        "duplicate-id",
        "Two things have the same id",
        "Give one of them a suffix, and use the new id where it is meant.",
        "A reference is just an id, so it must lead to one thing in the whole plan.",
    ),
    _file(
        "missing-key",
        "A key that must be there is not",
        "Add it; the message says what it is for.",
        "The pages cannot do without it.",
    ),
    _file(
        "unknown-key",
        "The plan language has no such key in this place",
        "Correct the spelling, or look up the right key in the reference.",
        "A key with a slip of the pen would silently be left out of the runbook.",
    ),
    _file(
        "wrong-shape",
        "A list, a block of keys or a text stands where another is meant",
        "Write it like the example.",
    ),
    _file("empty-value", "A value is missing", "Write it, or leave the key out."),
    _file(
        "unknown-word", "A word is none of those that are allowed here", "Take one of those in the message."
    ),
    _file(
        "unknown-reference",
        "Something is named that the plan does not define",
        "Correct the id, or define the thing.",
        "The reader would be sent to a page that does not exist, and nothing could be computed from it.",
    ),
    _file(
        "wrong-kind",
        "Something is named that cannot stand here",
        "Name a thing of the kind in the message.",
        "A person is not a system: what follows from it would make no sense.",
    ),
    _file(
        "bad-link",
        "A link starts with something else than https, http, mailto, tel or sms",
        "Link to a web page, a mail address or a number; write the path of a file as text.",
        "Such a link does not work on the reader's device, and could run something on it.",
    ),
    _file(
        "missing-file",
        "A file that is attached is not there",
        "Put it into the folder of the plan and write its path from there, capital letters as in its name.",
        "The reader would tap on a link that leads nowhere.",
    ),
    _file(
        "other-file",
        "A file that is attached is not what its name says",
        "Open it and save it again in that form, or correct the ending of its name.",
        "The reader's device goes by the ending and would show an error, or something else than you saw.",
    ),
    _file(
        "empty-step",
        "A step does not say what to do",
        "Give it `do`, `use`, `choose`, `parallel`, `wait_until`, `message` or `command`.",
        "The reader would stand before an empty line.",
    ),
    _file(
        "deep-steps",
        "Steps are nested more than two deep",
        "Make a procedure of the inner steps and `use` it.",
        "Nobody keeps track of a list in a list in a list under stress.",
    ),
    _file(
        "circular-use",
        "Procedures use each other in a circle",
        "Take one of the uses out.",
        "The reader would never come to an end.",
    ),
    _file(
        "circular-duty",
        "Duties wait for each other in a circle",
        "Give one of them a day of its own: `due` instead of `after`.",
        "None of them would ever be due.",
    ),
    Rule(
        "empty-key",
        Severity.WARNING,
        "A key was begun, and nothing stands after it",
        "The author meant to say something there. The page shows nothing, and nobody notices.",
        "Write what belongs there; if nothing does, delete the key.",
        "If it is to be filled in later, delete the key until then, or say in `about` what is missing.",
    ),
    _file(
        "language-without-command",
        "A step names the language of a command and has none",
        "Add `command`, or delete `language`.",
        "The command was forgotten or stands in another field, where it cannot be copied.",
    ),
    _file(
        "undeclared-blank",
        "A message has a blank that is not declared",
        "Add it under `blanks` with its name in plain words, or correct it.",
        "The reader fills the blanks in a form, and would not be asked for this one.",
    ),
    Rule(
        "unused-blank",
        Severity.WARNING,
        "A message declares a blank that it does not use",
        "The reader would be asked for something that the message then does not say.",
        "Use it in the text, or delete it.",
        "There is none, unless the text is still to be written.",
    ),
    Rule(
        "uneven-blanks",
        Severity.WARNING,
        "A message has a blank in one language that another lacks",
        "Customers of one language would be told less.",
        "Say the same in each language.",
        "Where a language says it in another way without the blank, leave it so.",
    ),
)
"""Problems of what stands in a plan."""

VALUES = (
    _value("bad-duration", "A length of time cannot be read", "Write 30m, 4h, 3d, 2w or 5 working days."),
    _value(
        "bad-money", "An amount of money cannot be read", "Write 80 EUR, or 80 in the business's currency."
    ),
    _value("bad-loss", "A loss cannot be read", "Write 35 EUR per day or 35 EUR per open day."),
    _value("bad-share", "A percentage cannot be read", "Write 40%."),
    _value("bad-date", "A date cannot be read", "Write year-month-day: 2026-11-22."),
    _value("bad-time", "A time of day cannot be read", "Write 09:00 or 17:30."),
    _value("bad-days", "Days of the week cannot be read", "Write mon-fri, sat, or mon, wed, fri."),
    _value(
        "bad-recurrence", "It cannot be read when something comes again", "Write it like every month on 25."
    ),
    _value("bad-timezone", "A time zone is not known", "Write its name like Europe/Brussels."),
    _value("bad-language", "A language is not known", "Write its code: en, nl, pt-BR."),
    _value("bad-phone", "A telephone number cannot be dialled", "Write it like +32 470 00 01 02."),
    _value("bad-iban", "A bank account number has a slip in it", "Compare it with the invoice."),
    _value("bad-email", "A mail address cannot be right", "Write it like sam@fernandflask.example."),
    _value("bad-url", "A web address cannot be right", "Write it whole: https://www.example.com/page."),
    _value(
        "bad-file",
        "A file cannot be attached",
        "Put it into the folder of the plan, as a PDF, a picture, a text or a document, and write its path"
        " from there: papers/insurance.pdf.",
    ),
    _value("bad-number", "A whole number cannot be read", "Write it in digits: 3."),
    _value("bad-flag", "It is neither yes nor no", "Write yes or no."),
    _value("bad-blank", "Two braces are no blank", "A blank is one word of small letters: {{ order }}."),
    _value(
        "one-channel",
        "A way to reach somebody names no channel, or several",
        "Start an entry of the list for each phone number, mail address and so on.",
    ),
    _value(
        "duty-without-day",
        "A duty is due on no day, or on two",
        "Give it `due`, or `after` with another duty.",
    ),
)
"""Problems of one value."""
