"""Secrets as people really write and paste them, and what looks alike and is none."""

from __future__ import annotations

import pytest
from outlast.secrets import ACCOUNT, IBAN, search

from tests.secrets.corpus import BAR

CARD = "a card number"

HEX32 = "7c11¦c0df¦f7b9¦c8f9¦a4cb¦d787¦f6c8¦13e2"
UUID = "7c11¦c0df-¦f7b9-¦c8f9-¦a4cb-¦d787¦f6c8¦13e2"
RANDOM = "qT7b¦Zx4L¦m0Pw¦8RsK¦y2Nd¦5HvG¦c9Jf¦1Aug¦B6eM¦3iXo¦Lr8t¦Q4nV¦w0Cz"

FOUND = {
    "no-break blanks in an IBAN": (IBAN, "BE61\u00a03101\u00a02698\u00a05517"),
    "thin blanks in an IBAN": (IBAN, "BE61\u20093101\u202f2698\u20075517"),
    "small letters in an IBAN": (IBAN, "pay be61 3101 2698 5517 on Friday"),
    "an IBAN in small letters without blanks": (IBAN, "es91¦2100¦0418¦4502¦0005¦1332"),
    "hyphens in an IBAN": (IBAN, "BE61-¦3101-¦2698-¦5517"),
    "hyphens that do not break in an IBAN": (IBAN, "BE61\u20113101\u20112698\u20115517"),
    "dots in an IBAN": (IBAN, "BE61.¦3101.¦2698.¦5517"),
    "an IBAN in two lines": (IBAN, "their account: BE61 3101\n   2698 5517, at the bank"),
    "an IBAN in two lines of a comment": (IBAN, "# BE61 3101\n# 2698 5517"),
    "two IBANs in a line": (IBAN, "be61 3101 2698 5517 and be97 0012 3456 7890"),
    "an IBAN in a web address": (IBAN, "https://pay.example/?to=BE61%203101%202698%205517&by=sam"),
    "an IBAN in a form": (IBAN, "https://pay.example/?to=BE61+3101+2698+5517"),
    "an IBAN encoded twice": (IBAN, "BE61%25203101%25202698%25205517"),
    "an IBAN with signs that nobody sees": (IBAN, "BE61\u200b31\u00ad0126\u206098\ufeff5517"),
    "no-break blanks in a card": (CARD, "visa 4716\u00a01705\u00a04552\u00a05881"),
    "a card in two lines": (CARD, "the card is 4716 1705\n  4552 5881"),
    "a card in a web address": (CARD, "card=4716%201705%204552%205881"),
    "a card in wide digits": (CARD, "４７１６ １７０５ ４５５２ ５８８１"),
    "Klarna": ("a key of Klarna", f"klarna_¦live_api_¦{RANDOM}"),
    "Amazon MWS": ("a key of Amazon MWS", f"token amzn¦.mws.¦{UUID}"),
    "a webhook of Teams": (
        "a key of Microsoft Teams",
        f"https://fern.webhook.office.com/webhookb2/{UUID}@{UUID}/Incoming¦Webhook/¦{HEX32}/{UUID}",
    ),
    "a workflow of Teams": (
        "a password in a web address",
        "https://prod-12.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke"
        f"?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=¦{RANDOM[:53]}",
    ),
    "Docker Hub": ("a key of Docker Hub", f"docker login with dckr¦_pat_¦{RANDOM[:33]}"),
    "fly.io": ("a key of Fly.io", f"FLY_API_TOKEN: FlyV1 fm2_¦{RANDOM}"),
    "a service account of 1Password": ("a key of 1Password", f"ops_¦eyJz¦aWdu+¦W5BZ/¦{RANDOM}¦{RANDOM}=="),
    "htpasswd": (
        "a password as a server keeps it",
        f"sam:$2y$10$¦{RANDOM.replace(BAR, '')[:51]}.u",
    ),
    "htpasswd of Apache": (
        "a password as a server keeps it",
        "sam:$apr1$¦Zx4L¦m0Pw$¦8RsK¦y2Nd¦5HvG¦c9Jf¦1AugB6",
    ),
    "sort code and account": (ACCOUNT, "Sort code 20-¦45-77, account number 5577¦9913"),
    "account and sort code": (ACCOUNT, "Account: 5577 9913\nSort code: 20 45 77"),
    "sort code and account as keys": (ACCOUNT, "sort_code: 204577\naccount: 55779913"),
    "sort code and account with a stroke": (ACCOUNT, "sort code 20-45-77 / 55779913"),
    "BSB": (ACCOUNT, "BSB 063-¦412 Acc 1034¦5791"),
    "routing number": (ACCOUNT, "Routing number: 0210¦0002¦1, account 4837¦2910¦56"),
    "ABA": (ACCOUNT, "acct. no. 4837291056 (ABA 021000021)"),
    "IFSC": (ACCOUNT, "IFSC: HDFC¦0001¦482, A/c no: 5010¦0238¦4417¦93"),
    "social security": ("a social security number", "SSN: 536-¦22-8¦714"),
    "social security without hyphens": (
        "a social security number",
        "his social security number is 536228714",
    ),
}

HARMLESS = (
    "The sort code of the branch is 20-45-77.",
    "Sort code 12-34-56, account 12345678, as on the sample letter",
    "sort code 20-45-77; call 020 7946 0018",
    "BSB 063-412 is the branch in Carlton.",
    "Routing number 021000021 is the bank's.",
    "Routing number 021000022, account 4837291056",  # the check digit is wrong
    "routing 483729105 of the parcel, account FF-0117",
    "IFSC HDFC0001482 is the branch.",
    "Your account 55779913 shows the order; sort the code list first.",
    "Account 10345791 is the ledger of sales.",
    "SSN: 000-12-3456",
    "SSN 123-45-6789 is the sample",
    "Ask for the last four digits of the social security number: 4 tries",
    "order 536-22-8714",
    "at20 degrees the paint dries in 12 hours and then 3 more coats",
    "de12 34cd ef56 7890 abcd ef",
    "Racks 4716 1705\nand 4552 5881",
    "Cards by year:\n4716\n1705\n4552\n5881",
    "https://shop.example/search?q=red%20roses%20and%20ferns&page=2",
    "https://hooks.example/IncomingWebhook/list",
    "klarna_live_api_YOUR_KEY_HERE_PLEASE",
    "dckr_pat_xxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "Costs $2 or $5 and $6$ at the till",
)


@pytest.mark.parametrize("name", FOUND)
def test_a_secret_is_found_however_it_is_written(name: str) -> None:
    kind, text = FOUND[name][0], FOUND[name][1].replace(BAR, "")
    found = search(text)
    assert kind in {one.kind for one in found}
    rest = "".join(text[: found[0].start] + "…" + text[found[-1].end :])
    assert kind not in {one.kind for one in search(rest)}, "half of it stays in sight"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_looks_alike_is_left_alone(text: str) -> None:
    assert search(text) == ()


def test_both_of_two_accounts_in_small_letters_are_found() -> None:
    assert [one.kind for one in search(FOUND["two IBANs in a line"][1])] == [IBAN, IBAN]


def test_a_secret_is_placed_where_it_was_written() -> None:
    text = "ünd https://a.example/?x=%C3%BC&to=BE61%203101%202698%205517&by=sam"
    (found,) = search(text)
    assert text[found.start : found.end] == "BE61%203101%202698%205517"


def test_a_text_that_is_encoded_again_and_again_takes_no_time() -> None:
    assert search("%" + "25" * 50_000) == ()
