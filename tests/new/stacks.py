"""Eight shops that build on different tools, as answers for `outlast new`; in no country yet."""

from __future__ import annotations

COUNTRIES = {"GB": "07700 900101", "BE": "0470 00 01 02", "US": "(212) 555-0101", "DE": "01512 3456789"}
"""Each with a number as people there write it."""

STACKS = {
    "one person and a store": """
        runs_on: [shopify]
    """,
    "store, cards, vault": """
        runs_on: [shopify, stripe, paypal, 1password]
        also_runs_on: [Label printer]
        passwords: 1Password
        revenue: 610
    """,
    "self hosted": """
        runs_on: [woocommerce, stripe, mollie, cloudflare, mailchimp, bitwarden, github]
        passwords: a notebook in the safe
    """,
    "marketplaces": """
        runs_on: [etsy, ebay, amazon-seller-central, paypal]
        never_stops: all
        worst: all
    """,
    "a big one": """
        runs_on: all
        never_stops: all
        worst: all
        money:
          - {name: Company card, pays: all}
          - {name: Business account}
        workflow: yes
    """,
    "site builder": """
        runs_on: [squarespace, paypal, google-workspace, quickbooks-online]
        docs: no
        money: [{name: }]
    """,
    "wholesale": """
        runs_on: [bigcommerce, klarna, microsoft-365, xero, zendesk]
        never_stops: []
        worst: []
        duties: []
    """,
    "nothing known": """
        also_runs_on: [Till, "Café: №1", '@ease', "# hash", שרה]
        passwords: in a drawer, under the "stamps"
    """,
}

PEOPLE = """
people:
  - {{name: "Zoë O'Hara: #1", phone: "{phone}", email: zoe@fern.example}}
  - {{name: "@Ben", role: "Packer: mornings", signs_in: all}}
  - {{name: "שרה לוי", role: Accountant, steps_in: no}}
  - {{name: 王秀英}}
"""


def answers(stack: str, country: str) -> str:
    """A whole file of answers."""
    people = PEOPLE.format(phone=COUNTRIES[country])
    tools = "".join(line[8:] + "\n" for line in STACKS[stack].splitlines())
    return f"shop: 'Fern & Flask: the \"shop\" 🌿'\ncountry: {country}\n{people}{tools}"
