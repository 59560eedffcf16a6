"""The rules of reading about what stands in a plan, explained."""

from __future__ import annotations

from outlast.checks.rule import Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence

LOST = Sentence("Outlast cannot know what was meant, and the page would be wrong or empty.")

PARTS = (
    Rule(
        "missing-business",
        Severity.ERROR,
        title=Sentence("No file says what the business is"),
        why=Sentence("Dates, hours and amounts have no meaning without it."),
        change=Sentence(
            "Begin a file with `business:` and below it `format: 1`, `name`, `timezone` and `currency`."
        ),
        example="""
            people:
              sam: {name: Sam, role: Founder}
        """,
        instead="""
            business:
              format: 1
              name: Fern & Flask
              timezone: Europe/Brussels
              currency: EUR
        """,
    ),
    Rule(
        "duplicate-business",
        Severity.ERROR,
        title=Sentence("`business` stands twice"),
        why=LOST,
        change=Sentence("Put the keys of both under one."),
        example="""
            # plan/business.yml
            business:
              format: 1
              name: Fern & Flask
              timezone: Europe/Brussels
              currency: EUR
            # plan/money.yml
            business:
              revenue: 610 EUR per day
        """,
        instead="""
            business:
              format: 1
              name: Fern & Flask
              timezone: Europe/Brussels
              currency: EUR
              revenue: 610 EUR per day
        """,
    ),
    Rule(
        "plan-format",
        Severity.ERROR,
        title=Sentence("The plan is written in another version of the plan language"),
        why=Sentence("A key may mean something else in another version."),
        change=Sentence("Write `format: 1` under `business`. For a newer format, upgrade Outlast."),
        example="""
            business:
              format: 2
              name: Fern & Flask
              timezone: Europe/Brussels
              currency: EUR
        """,
        instead="""
            business:
              format: 1
              name: Fern & Flask
              timezone: Europe/Brussels
              currency: EUR
        """,
    ),
    Rule(
        "bad-id",
        Severity.ERROR,
        title=Sentence("An id contains signs that it cannot have"),
        why=Sentence(
            "An id becomes the address of a page, and the name of a file on every kind of computer."
        ),
        change=Sentence(
            "Use small letters, digits and single hyphens, at most 60 signs. People read `name`, not the id."
        ),
        example="""
            systems:
              Web_Shop: {name: Web shop}
        """,
        instead="""
            systems:
              web-shop: {name: Web shop}
        """,
    ),
    Rule(
        "duplicate-id",
        Severity.ERROR,
        title=Sentence("Two things have the same id"),
        why=Sentence(
            "A reference is nothing but an id, so each id must lead to one thing in the whole plan."
        ),
        change=Sentence("Rename one of them, and use the new id where you mean it."),
        example="""
            systems:
              mail: {name: Mail}
            functions:
              mail: {name: Answer mail, by: maya}
        """,
        instead="""
            systems:
              mail: {name: Mail}
            functions:
              answer-mail: {name: Answer mail, by: maya}
        """,
    ),
    Rule(
        "missing-key",
        Severity.ERROR,
        title=Sentence("A required key is missing"),
        why=Sentence("The pages cannot do without it."),
        change=Sentence("Add it. The message says what it is for."),
        example="""
            people:
              sam: {name: Sam}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
        """,
    ),
    Rule(
        "unknown-key",
        Severity.ERROR,
        title=Sentence("The plan language has no such key in this place"),
        why=Sentence("The runbook would silently leave out a key with a typing mistake."),
        change=Sentence("Correct the spelling, or look up the right key in the reference."),
        example="""
            people:
              sam: {name: Sam, rolle: Founder, role: Founder}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
        """,
    ),
    Rule(
        "wrong-shape",
        Severity.ERROR,
        title=Sentence("A list, a block of keys or a text stands where something else belongs"),
        why=LOST,
        change=Sentence("Write it like the example in the message."),
        example="""
            people:
              - {name: Sam, role: Founder}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
        """,
    ),
    Rule(
        "empty-value",
        Severity.ERROR,
        title=Sentence("A value is missing"),
        why=LOST,
        change=Sentence("Write the value, or leave the key out."),
        example="""
            people:
              sam: {name: "", role: Founder}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder}
        """,
    ),
    Rule(
        "unknown-word",
        Severity.ERROR,
        title=Sentence("A word is none of those that are allowed here"),
        why=LOST,
        change=Sentence("Use one of the words in the message."),
        example="""
            scenarios:
              fire: {name: Fire, likely: often}
        """,
        instead="""
            scenarios:
              fire: {name: Fire, likely: low}
        """,
    ),
    Rule(
        "unknown-reference",
        Severity.ERROR,
        title=Sentence("The plan names something that it does not define"),
        why=Sentence("The link would lead the reader nowhere, and nothing could be calculated from it."),
        change=Sentence("Correct the id, or define the thing."),
        example="""
            functions:
              refunds: {name: Refund customers, by: smam}
        """,
        instead="""
            functions:
              refunds: {name: Refund customers, by: sam}
        """,
    ),
    Rule(
        "unknown-vendor",
        Severity.ERROR,
        title=Sentence("The catalogue has no entry of this name"),
        why=Sentence(
            "The page of the system would lack all that the catalogue is to say: roles, lockout, restore."
        ),
        change=Sentence(
            "Correct the id. If the catalogue has no entry, delete the line and write the facts yourself."
        ),
        example="""
            systems:
              payments: {name: Card payments, vendor: strpe}
        """,
        instead="""
            systems:
              payments: {name: Card payments, vendor: stripe}
        """,
    ),
    Rule(
        "wrong-kind",
        Severity.ERROR,
        title=Sentence("The plan names something that cannot stand here"),
        why=Sentence("A person is not a system. What follows from it would make no sense."),
        change=Sentence("Name a thing of the kind in the message."),
        example="""
            systems:
              shop: {name: Web shop}
            functions:
              refunds: {name: Refund customers, by: shop}
        """,
        instead="""
            systems:
              shop: {name: Web shop}
            functions:
              refunds: {name: Refund customers, by: sam, needs: shop}
        """,
    ),
    Rule(
        "bad-link",
        Severity.ERROR,
        title=Sentence("A link starts with something other than https, http, mailto, tel or sms"),
        why=Sentence("Such a link does not work on the reader's device, and could run something on it."),
        change=Sentence("Link to a web page, a mail address or a number. Write the path of a file as text."),
        example="""
            systems:
              shop: {name: Web shop, about: "See [the manual](file:///C:/manual.pdf)"}
        """,
        instead="""
            systems:
              shop: {name: Web shop, about: "See [the manual](https://www.example.com/manual)"}
        """,
    ),
    Rule(
        "missing-file",
        Severity.ERROR,
        title=Sentence("An attached file is not there"),
        why=Sentence("The reader would open a link that leads nowhere."),
        change=Sentence(
            "Put the file into the folder of the plan. Write its path from there, with capital letters"
            " as in its name."
        ),
        example="""
            documents:
              insurance: {name: Insurance, attachments: [{file: papers/polcy.txt, name: The policy}]}
        """,
        instead="""
            documents:
              insurance: {name: Insurance, attachments: [{file: papers/policy.txt, name: The policy}]}
        """,
    ),
    Rule(
        "other-file",
        Severity.ERROR,
        title=Sentence("An attached file is not what its name says"),
        why=Sentence(
            "The reader's device goes by the ending of the name. It would show an error, or something"
            " else than you saw."
        ),
        change=Sentence("Open the file and save it again in that format, or correct the ending of its name."),
        example="""
            documents:
              insurance: {name: Insurance, attachments: [{file: saved-as-web-page.pdf, name: The policy}]}
        """,
        instead="""
            documents:
              insurance: {name: Insurance, attachments: [{file: papers/policy.txt, name: The policy}]}
        """,
    ),
    Rule(
        "empty-step",
        Severity.ERROR,
        title=Sentence("A step does not say what to do"),
        why=Sentence("The reader would find an empty line."),
        change=Sentence("Give it `do`, `use`, `choose`, `parallel`, `wait_until`, `message` or `command`."),
        example="""
            functions:
              refunds: {name: Refund customers, steps: [{takes: 5m}]}
        """,
        instead="""
            functions:
              refunds: {name: Refund customers, steps: [{do: Open the order, takes: 5m}]}
        """,
    ),
    Rule(
        "deep-steps",
        Severity.ERROR,
        title=Sentence("Steps are nested more than two deep"),
        why=Sentence("Under stress nobody keeps track of a list inside a list inside a list."),
        change=Sentence("Make a procedure of the inner steps and `use` it."),
        example="""
            functions:
              ship:
                name: Ship orders
                steps:
                  - parallel:
                      - parallel:
                          - parallel: [Pack, Print]
        """,
        instead="""
            procedures:
              pack: {name: Pack, steps: [{parallel: [Pack, Print]}]}
            functions:
              ship: {name: Ship orders, steps: [{use: pack}]}
        """,
    ),
    Rule(
        "circular-use",
        Severity.ERROR,
        title=Sentence("Procedures use each other in a circle"),
        why=Sentence("The reader would never come to an end."),
        change=Sentence("Delete one of the uses."),
        example="""
            procedures:
              open: {name: Open the shop, steps: [{use: count}]}
              count: {name: Count the cash, steps: [{use: open}]}
        """,
        instead="""
            procedures:
              open: {name: Open the shop, steps: [{use: count}]}
              count: {name: Count the cash, steps: [Open the till]}
        """,
    ),
    Rule(
        "circular-duty",
        Severity.ERROR,
        title=Sentence("Duties wait for each other in a circle"),
        why=Sentence("None of them would ever be due."),
        change=Sentence("Give one of them a day of its own: `due` instead of `after`."),
        example="""
            obligations:
              count: {name: Count the stock, after: order, by: sam}
              order: {name: Order pots, after: count, by: sam}
        """,
        instead="""
            obligations:
              count: {name: Count the stock, due: every month on 1, by: sam}
              order: {name: Order pots, after: count, by: sam}
        """,
    ),
    Rule(
        "empty-key",
        Severity.WARNING,
        title=Sentence("A key was begun, and nothing follows it"),
        why=Sentence("You meant to say something there. The page shows nothing, and nobody notices."),
        change=Sentence("Write what belongs there. If nothing does, delete the key."),
        example="""
            people:
              sam:
                name: Sam
                role: Founder
                about:
        """,
        instead="""
            people:
              sam:
                name: Sam
                role: Founder
        """,
        false_alarm=Sentence(
            "If you want to fill it in later, delete the key until then. Or say in `about` what is missing."
        ),
    ),
    Rule(
        "language-without-command",
        Severity.ERROR,
        title=Sentence("A step names the language of a command and has no command"),
        why=Sentence("The command was forgotten, or it stands in another field where nobody can copy it."),
        change=Sentence("Add `command`, or delete `language`."),
        example="""
            functions:
              restart: {name: Restart the server, steps: [{do: Restart it, language: bash}]}
        """,
        instead="""
            functions:
              restart: {name: Restart the server, steps: [{do: Restart it, command: reboot, language: bash}]}
        """,
    ),
    Rule(
        "undeclared-blank",
        Severity.ERROR,
        title=Sentence("A message has a blank that is not declared"),
        why=Sentence("The reader fills in the blanks in a form. The form would not ask for this one."),
        change=Sentence("Add it under `blanks`, with its name in plain words, or correct it."),
        example="""
            messages:
              delay:
                name: We are late
                to: customers
                text: {en: {body: "Order {{ order }} is late."}}
        """,
        instead="""
            messages:
              delay:
                name: We are late
                to: customers
                blanks: {order: the order number}
                text: {en: {body: "Order {{ order }} is late."}}
        """,
    ),
    Rule(
        "unused-blank",
        Severity.WARNING,
        title=Sentence("A message declares a blank that it does not use"),
        why=Sentence("The form would ask the reader for something that the message then does not say."),
        change=Sentence("Use it in the text, or delete it."),
        example="""
            messages:
              delay:
                name: We are late
                to: customers
                blanks: {order: the order number}
                text: {en: {body: Your order is late.}}
        """,
        instead="""
            messages:
              delay:
                name: We are late
                to: customers
                blanks: {order: the order number}
                text: {en: {body: "Order {{ order }} is late."}}
        """,
        false_alarm=Sentence("Only while the text is still to be written."),
    ),
    Rule(
        "bad-translation",
        Severity.ERROR,
        title=Sentence("A translation is not the text that the plan has"),
        why=Sentence("The reader of that language would be told less than others, or something else."),
        change=Sentence(
            "Name in `languages/nl.po` the same things in braces as the text of the plan does. A skill or"
            " a limit needs a translation that nothing else has."
        ),
        example="""
            procedures:
              refund: {name: Refund, steps: ["Ask {maya} first."]}
            # plan/languages/nl.po
            msgid "Ask {maya} first."
            msgstr "Vraag het haar eerst."
        """,
        instead="""
            procedures:
              refund: {name: Refund, steps: ["Ask {maya} first."]}
            # plan/languages/nl.po
            msgid "Ask {maya} first."
            msgstr "Vraag het eerst aan {maya}."
        """,
    ),
    Rule(
        "uneven-blanks",
        Severity.WARNING,
        title=Sentence("A message has a blank in one language that another language lacks"),
        why=Sentence("Customers who read one of the languages would be told less."),
        change=Sentence("Say the same in each language."),
        example="""
            messages:
              delay:
                name: We are late
                to: customers
                blanks: {order: the order number}
                text:
                  en: {body: "Order {{ order }} is late."}
                  nl: {body: Uw bestelling is laat.}
        """,
        instead="""
            messages:
              delay:
                name: We are late
                to: customers
                blanks: {order: the order number}
                text:
                  en: {body: "Order {{ order }} is late."}
                  nl: {body: "Bestelling {{ order }} is laat."}
        """,
        false_alarm=Sentence("If one language says it in another way, without the blank, leave it so."),
    ),
)
"""Problems of what stands in a plan."""
