"""The small plan that the tests import into."""

from datetime import date

from outlast.importing import Choices, Outcome, propose
from outlast.model import Plan

from tests.builders import make_plan

TODAY = date(2026, 11, 29)
TEXT = """\
# The shop
business:
  format: 1
  name: Fern & Flask
  timezone: Europe/London
  currency: GBP
  country: GB

people:
  sam:
    name: Sam Okafor   # also packs
    role: Founder
    reach:
      - phone: 07700 900123
  maya: {name: Maya, role: Support}

suppliers:
  glass:
    name: Glasatelier Vuurhof
    contacts:
      - name: Els Vuurman
        reach: [{email: els@vuurhof.example}]

systems:
  shop: {name: Shopify, vendor: shopify}

obligations:
  rent: {name: Pay the rent, due: every month on 1, by: sam, amount: 780 GBP}
"""


def plan() -> Plan:
    return make_plan(TEXT)


def proposed(content: bytes | str, choices: Choices = Choices(), into: Plan | None = None) -> Outcome:  # noqa: B008 - frozen
    content = content.encode() if isinstance(content, str) else content
    return propose(content, into or plan(), TODAY, choices)


def texts(outcome: Outcome) -> dict[str, str]:
    """The text of each thing that is proposed, by its id."""
    return {one.fragment.id: one.fragment.text for one in outcome.proposals}


def reasons(outcome: Outcome) -> dict[str, str]:
    """Why each thing is left out, by its name."""
    return {one.name: one.why for one in outcome.left_out}
