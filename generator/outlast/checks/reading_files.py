"""The rules of reading about a file as such, explained."""

from __future__ import annotations

from outlast.checks.rule import Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence

LOST = Sentence(
    "Outlast cannot know what was meant. A runbook made of a guess would mislead the reader on the worst day."
)
ONE_WAY = Sentence(
    "A plan has one way to say a thing, so that everybody who opens the file can read and change it."
)
BOUNDS = Sentence("Outlast works within bounds, so that no file can make it hang.")

FILES = (
    Rule(
        "no-plan",
        Severity.ERROR,
        title=Sentence("There is no plan in this place"),
        why=Sentence("Without a plan there is nothing to build or to check."),
        change=Sentence(
            "Run the command in the folder that contains `plan/`. Or begin a plan with a file that says"
            " `business:`."
        ),
    ),
    Rule(
        "unreadable-file",
        Severity.ERROR,
        title=Sentence("A file of the plan cannot be opened"),
        why=LOST,
        change=Sentence("Check its name, and who may read it."),
    ),
    Rule(
        "link",
        Severity.ERROR,
        title=Sentence("A file of the plan is a link to another place"),
        why=Sentence(
            "What a link points to can be missing or different on another computer. It can also lie"
            " outside the plan."
        ),
        change=Sentence("Put a copy of the file into the folder of the plan."),
    ),
    Rule(
        "wrong-encoding",
        Severity.ERROR,
        title=Sentence("A file is not saved as UTF-8"),
        why=Sentence("Names with accents and other scripts would be garbled."),
        change=Sentence('Save it again as UTF-8. Most editors offer that under "Save as", "Encoding".'),
    ),
    Rule(
        "control-character",
        Severity.ERROR,
        title=Sentence("A file or a text contains an invisible control character"),
        why=Sentence("Such characters can hide text or take over a terminal."),
        change=Sentence("Delete it, or type the line again."),
        example="""
            people:
              sam: {name: Sam, role: "Founder\\e[2J"}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
        """,
    ),
    Rule(
        "tab",
        Severity.ERROR,
        title=Sentence("A tab is used for indentation"),
        why=Sentence("YAML, the language of the files, allows only spaces there."),
        change=Sentence("Replace it with spaces, two for each level. Editors can do that."),
        example="""
            people:
            \tsam: {name: Sam, role: Founder}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
        """,
    ),
    Rule(
        "indentation",
        Severity.ERROR,
        title=Sentence("A line starts in another column than the block it belongs to"),
        why=LOST,
        change=Sentence(
            "Start the keys of one block in the same column. Indent what belongs to a key further to the"
            " right."
        ),
        example="""
            people:
              sam:
                name: Sam
                 role: Founder
        """,
        instead="""
            people:
              sam:
                name: Sam
                role: Founder
        """,
    ),
    Rule(
        "unclosed",
        Severity.ERROR,
        title=Sentence("A quote, a bracket or a brace is opened and not closed"),
        why=LOST,
        change=Sentence("Add the closing sign."),
        example="""
            people:
              sam: {name: Sam, role: Founder
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
        """,
    ),
    Rule(
        "unquoted",
        Severity.ERROR,
        title=Sentence("A text needs quotes"),
        why=Sentence(
            "Some signs mean something to YAML, the language of the files: a colon and a space, or one"
            " of { [ & * ! | > % @ ` at the start of a text, a quote, or a hyphen and a space."
        ),
        change=Sentence("Put the whole text in quotes."),
        example="""
            functions:
              refunds: {name: Refund customers, steps: [{do: @sam must agree}]}
        """,
        instead="""
            functions:
              refunds: {name: Refund customers, steps: [{do: "@sam must agree"}]}
        """,
    ),
    Rule(
        "bad-yaml",
        Severity.ERROR,
        title=Sentence("A line cannot be read as YAML"),
        why=LOST,
        change=Sentence(
            "Compare it with a line that works: `key: value`, with a space after the colon. Entries of a"
            " list follow a hyphen and a space."
        ),
        example="""
            people:
              sam:
                name:Sam
                role: Founder
        """,
        instead="""
            people:
              sam:
                name: Sam
                role: Founder
        """,
    ),
    Rule(
        "bad-key",
        Severity.ERROR,
        title=Sentence("A key is missing or is no text"),
        why=LOST,
        change=Sentence("Write one word, then the colon."),
        example="""
            people:
              [sam, maya]: {role: Founder}
        """,
        instead="""
            people:
              sam: {role: Founder}
        """,
    ),
    Rule(
        "duplicate-key",
        Severity.ERROR,
        title=Sentence("A key stands twice in one block"),
        why=Sentence(
            "Most programs would silently take one of the two. Keys that differ only in capital letters"
            " count as the same."
        ),
        change=Sentence("Keep one of the two, or put both values into one list."),
        example="""
            people:
              sam: {name: Sam, role: Founder, role: Packer}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder and packer}
        """,
    ),
    Rule(
        "alias",
        Severity.ERROR,
        title=Sentence("An anchor (&) or an alias (*) of YAML is used"),
        why=ONE_WAY,
        change=Sentence("Write the value out."),
        example="""
            people:
              sam: {name: Sam, role: &role Founder}
              maya: {name: Maya, role: *role}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
              maya: {name: Maya, role: Founder}
        """,
    ),
    Rule(
        "merge-key",
        Severity.ERROR,
        title=Sentence("A merge key (<<) of YAML is used"),
        why=ONE_WAY,
        change=Sentence("Write the keys out."),
        example="""
            people:
              sam: {name: Sam, <<: {role: Founder}}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
        """,
    ),
    Rule(
        "tag",
        Severity.ERROR,
        title=Sentence("A tag (!) of YAML is used"),
        why=ONE_WAY,
        change=Sentence("Delete it, or put the text in quotes."),
        example="""
            people:
              sam: {name: !!str Sam, role: Founder}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
        """,
    ),
    Rule(
        "several-documents",
        Severity.ERROR,
        title=Sentence("A file contains more than one YAML document (---)"),
        why=ONE_WAY,
        change=Sentence("Put what follows into a file of its own."),
        example="""
            people:
              sam: {name: Sam, role: Founder}
            ---
            systems:
              shop: {name: Web shop}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
            systems:
              shop: {name: Web shop}
        """,
    ),
    Rule(
        "secret",
        Severity.ERROR,
        title=Sentence("A file contains a key, a password, a card number or a code"),
        why=Sentence(
            "A plan is copied to a website, to drives, to paper, and into the history of git, which"
            " forgets nothing. Whoever finds one copy could pay, sell and delete in your name. Outlast"
            " never shows the value, not even in the message."
        ),
        change=Sentence(
            "Take it out, put it into the vault, and write where it is. If the file was ever saved or"
            " sent, replace the secret where it was issued, too. `outlast check --history` looks whether"
            " git remembers it."
        ),
        example="""
            systems:
              shop: {name: Web shop, about: The password is orchid-Bay9}
        """,
        instead="""
            systems:
              vault: {name: Password vault}
              shop: {name: Web shop, login: {kept_in: vault, at: Shop › Web shop}}
        """,
        false_alarm=Sentence(
            "A made-up example or another number can look like a secret. Write it with dots (sk_live_…),"
            " or say first what it is (order 4500…)."
        ),
    ),
    Rule(
        "secret-in-history",
        Severity.ERROR,
        title=Sentence(
            "An earlier version of the files contained a key, a password, a card number or a code"
        ),
        why=Sentence(
            "If you delete it from the file, git still has it. Everybody with a copy of the repository"
            " can read it."
        ),
        change=Sentence(
            "Replace it where it was issued (a new key, a new password), so that the old one opens"
            " nothing. Only then, if you like, rewrite the history with git-filter-repo."
        ),
        false_alarm=Sentence(
            "See `outlast explain secret`. What was replaced long ago is still reported, and harmless."
        ),
    ),
    Rule(
        "too-big",
        Severity.ERROR,
        title=Sentence("A file is larger than a plan can be"),
        why=BOUNDS,
        change=Sentence("Split it. If it is not yours, do not build it."),
    ),
    Rule(
        "too-deep",
        Severity.ERROR,
        title=Sentence("Lists and blocks are nested too deep"),
        why=BOUNDS,
        change=Sentence("Close what is open, or indent less."),
    ),
)
"""Problems of a file as such."""
