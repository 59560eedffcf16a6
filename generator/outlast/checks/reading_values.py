"""The rules of reading about one value, explained."""

from __future__ import annotations

from outlast.checks.rule import Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence

VALUE = Sentence("The reader would see a value that only looks right, or find a hole.")

VALUES = (
    Rule(
        "bad-duration",
        Severity.ERROR,
        title=Sentence("A length of time cannot be read"),
        why=VALUE,
        change=Sentence("Write one length of time: 30m, 4 hours, 3d, 2 weeks or 5 working days."),
        example="""
            functions:
              refunds: {name: Refund customers, by: sam, answer_within: 3-5 days}
        """,
        instead="""
            functions:
              refunds: {name: Refund customers, by: sam, answer_within: 3d}
        """,
    ),
    Rule(
        "bad-money",
        Severity.ERROR,
        title=Sentence("An amount of money cannot be read"),
        why=VALUE,
        change=Sentence("Write one amount: 80 EUR, £80, or 80 for the currency of the business."),
        example="""
            people:
              sam: {name: Sam, role: Founder, may: {refund: 1.200}}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, may: {refund: 1200 EUR}}
        """,
    ),
    Rule(
        "bad-loss",
        Severity.ERROR,
        title=Sentence("A loss cannot be read"),
        why=VALUE,
        change=Sentence("Write 35 EUR per day or 35 EUR per open day."),
        example="""
            functions:
              refunds: {name: Refund customers, by: sam, loss: 35 EUR}
        """,
        instead="""
            functions:
              refunds: {name: Refund customers, by: sam, loss: 35 EUR per day}
        """,
    ),
    Rule(
        "bad-share",
        Severity.ERROR,
        title=Sentence("A percentage cannot be read"),
        why=VALUE,
        change=Sentence("Write 40%."),
        example="""
            functions:
              refunds: {name: Refund customers, by: sam, amounts: [{up_to: 80, share: 0.4}]}
        """,
        instead="""
            functions:
              refunds: {name: Refund customers, by: sam, amounts: [{up_to: 80, share: 40%}]}
        """,
    ),
    Rule(
        "bad-date",
        Severity.ERROR,
        title=Sentence("A date cannot be read"),
        why=VALUE,
        change=Sentence("Write 2026-11-22 or 22 November 2026."),
        example="""
            people:
              sam: {name: Sam, role: Founder, reviewed: 02/03/2026}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, reviewed: 2 March 2026}
        """,
    ),
    Rule(
        "bad-time",
        Severity.ERROR,
        title=Sentence("A time of day cannot be read"),
        why=VALUE,
        change=Sentence("Write 09:00, 17:30 or 9am."),
        example="""
            people:
              sam: {name: Sam, role: Founder, works: [{days: mon-fri, from: 9, to: "17:30"}]}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, works: [{days: mon-fri, from: "09:00", to: "17:30"}]}
        """,
    ),
    Rule(
        "bad-days",
        Severity.ERROR,
        title=Sentence("Days of the week cannot be read"),
        why=VALUE,
        change=Sentence("Write mon-fri, sat, or mon, wed, fri."),
        example="""
            people:
              sam: {name: Sam, role: Founder, works: [{days: most days, from: "09:00", to: "17:30"}]}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, works: [{days: mon-fri, from: "09:00", to: "17:30"}]}
        """,
    ),
    Rule(
        "bad-recurrence",
        Severity.ERROR,
        title=Sentence("Outlast cannot read when something recurs"),
        why=VALUE,
        change=Sentence("Write it like every month on 25, or annually on 3 March."),
        example="""
            obligations:
              vat: {name: File the VAT return, by: sam, due: 25th}
        """,
        instead="""
            obligations:
              vat: {name: File the VAT return, by: sam, due: every month on 25}
        """,
    ),
    Rule(
        "bad-timezone",
        Severity.ERROR,
        title=Sentence("A time zone is not known"),
        why=VALUE,
        change=Sentence("Write the city whose clock it is, such as Europe/Brussels."),
        example="""
            people:
              sam: {name: Sam, role: Founder, timezone: GMT+1}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, timezone: Europe/Brussels}
        """,
    ),
    Rule(
        "bad-language",
        Severity.ERROR,
        title=Sentence("A language is not known"),
        why=VALUE,
        change=Sentence("Write its code: en, nl, pt-BR."),
        example="""
            people:
              sam: {name: Sam, role: Founder, languages: [gibberish]}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, languages: [en]}
        """,
    ),
    Rule(
        "bad-country",
        Severity.ERROR,
        title=Sentence("A country is not known"),
        why=Sentence("The numbers of your telephones would be read as those of another country, or of none."),
        change=Sentence("Write the two letters of its code: GB, US, DE."),
        example="""
            business: {format: 1, name: Shop, timezone: Europe/Brussels, currency: EUR, country: Europe}
        """,
        instead="""
            business: {format: 1, name: Shop, timezone: Europe/Brussels, currency: EUR, country: BE}
        """,
    ),
    Rule(
        "bad-phone",
        Severity.ERROR,
        title=Sentence("A phone number cannot be dialled"),
        why=VALUE,
        change=Sentence("Write it like +32 470 00 01 02."),
        example="""
            people:
              sam: {name: Sam, role: Founder, reach: [{phone: call me}]}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, reach: [{phone: "+32 470 00 01 02"}]}
        """,
    ),
    Rule(
        "bad-iban",
        Severity.ERROR,
        title=Sentence("A bank account number (IBAN) contains a typing mistake"),
        why=VALUE,
        change=Sentence("Compare it with the invoice."),
        example="""
            suppliers:
              glass: {name: Glassworks, payment: {iban: BE71 0961 2345 6768}}
        """,
        instead="""
            suppliers:
              glass: {name: Glassworks, payment: {iban: BE71 0961 2345 6769}}
        """,
    ),
    Rule(
        "bad-account",
        Severity.ERROR,
        title=Sentence("A bank account lacks a part, or has a typing mistake"),
        why=VALUE,
        change=Sentence("Name the code of the bank and the account, or write an IBAN under iban."),
        example="""
            suppliers:
              glass: {name: Glassworks, payment: {account: "12345678"}}
        """,
        instead="""
            suppliers:
              glass: {name: Glassworks, payment: {account: "sort code 20-00-00, account 12345678"}}
        """,
    ),
    Rule(
        "bad-email",
        Severity.ERROR,
        title=Sentence("A mail address cannot be right"),
        why=VALUE,
        change=Sentence("Write it like sam@fernandflask.example."),
        example="""
            people:
              sam: {name: Sam, role: Founder, reach: [{email: sam}]}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, reach: [{email: sam@fernandflask.example}]}
        """,
    ),
    Rule(
        "bad-url",
        Severity.ERROR,
        title=Sentence("A web address cannot be right"),
        why=VALUE,
        change=Sentence("Write it in full: https://www.example.com/page."),
        example="""
            people:
              sam: {name: Sam, role: Founder, links: [{name: Site, url: our web site}]}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, links: [{name: Site, url: "https://www.example.com"}]}
        """,
    ),
    Rule(
        "bad-file",
        Severity.ERROR,
        title=Sentence("A file cannot be attached"),
        why=VALUE,
        change=Sentence(
            "Put it into the folder of the plan, as a PDF, a picture, a text or a document. Write its"
            " path from there."
        ),
        example="""
            documents:
              insurance: {name: Insurance, attachments: [{file: /home/sam/policy.txt, name: The policy}]}
        """,
        instead="""
            documents:
              insurance: {name: Insurance, attachments: [{file: papers/policy.txt, name: The policy}]}
        """,
    ),
    Rule(
        "bad-number",
        Severity.ERROR,
        title=Sentence("A whole number cannot be read"),
        why=VALUE,
        change=Sentence("Write it in digits: 3."),
        example="""
            systems:
              shop: {name: Web shop, restore: {priority: high, steps: [Go]}}
        """,
        instead="""
            systems:
              shop: {name: Web shop, restore: {priority: 1, steps: [Go]}}
        """,
    ),
    Rule(
        "bad-flag",
        Severity.ERROR,
        title=Sentence("A value is neither yes nor no"),
        why=VALUE,
        change=Sentence("Write yes or no."),
        example="""
            systems: {mail: {name: Mail}}
            break_glass:
              envelope:
                name: Sealed envelope
                holders: sam
                opens: [{system: mail}]
                tests: [{system: mail, on: 2026-10-02, worked: maybe}]
        """,
        instead="""
            systems: {mail: {name: Mail}}
            break_glass:
              envelope:
                name: Sealed envelope
                holders: sam
                opens: [{system: mail}]
                tests: [{system: mail, on: 2026-10-02, worked: no}]
        """,
    ),
    Rule(
        "bad-blank",
        Severity.ERROR,
        title=Sentence("Two braces are no blank"),
        why=VALUE,
        change=Sentence("A blank is one word of small letters: {{ order }}."),
        example="""
            messages:
              delay: {name: We are late, to: customers, text: {en: {body: "Dear {{ First Name }}"}}}
        """,
        instead="""
            messages:
              delay:
                name: We are late
                to: customers
                blanks: {name: their first name}
                text: {en: {body: "Dear {{ name }}"}}
        """,
    ),
    Rule(
        "one-channel",
        Severity.ERROR,
        title=Sentence("A way to reach somebody names no channel, or several"),
        why=VALUE,
        change=Sentence("Start an entry of the list for each phone number, mail address and so on."),
        example="""
            people:
              sam: {name: Sam, role: Founder, reach: [{phone: "112", sms: "112"}]}
        """,
        instead="""
            people:
              sam: {name: Sam, role: Founder, reach: [{phone: "112"}, {sms: "112"}]}
        """,
    ),
    Rule(
        "duty-without-day",
        Severity.ERROR,
        title=Sentence("A duty is due on no day, or on two"),
        why=VALUE,
        change=Sentence("Give it `due`, or `after` with another duty."),
        example="""
            obligations:
              vat: {name: File the VAT return, by: sam}
        """,
        instead="""
            obligations:
              vat: {name: File the VAT return, by: sam, due: every month on 20}
        """,
    ),
)
"""Problems of one value."""
