"""Keys and tokens that say by their form whose they are.

The forms are those that the vendors document, or that their keys have had for years. Identifiers that are
made to be public (publishable keys, account and client ids) are not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outlast.languages import Sentence
from outlast.secrets.found import Secret, is_placeholder

_HEX = "[0-9a-fA-F]"
_WORD = "[A-Za-z0-9_-]"

FORMS: tuple[tuple[str, str], ...] = (
    # Shops and what they sell through
    ("Shopify", rf"shp[a-z]{{2,3}}_{_HEX}{{32,}}"),
    ("WooCommerce", rf"c[ks]_{_HEX}{{40}}"),
    ("Amazon Selling Partner", rf"amzn1\.oa2-cs\.v1\.{_HEX}{{64}}"),
    ("Amazon Selling Partner", r"Atz[ar]\|[\w/+=-]{40,}"),
    ("Amazon MWS", rf"amzn\.mws\.{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}"),
    ("eBay", rf"PRD-{_HEX}{{12}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}"),
    # Payments
    ("Stripe", r"[sr]k_(?:live|test|prod)_[A-Za-z0-9]{16,}"),
    ("Stripe webhook", r"whsec_[A-Za-z0-9+/=]{24,}"),
    ("PayPal", rf"E{_WORD}{{79}}"),
    ("Braintree", rf"access_token\$(?:production|sandbox)\$[0-9a-z]{{16}}\${_HEX}{{32}}"),
    (
        "Mollie or GoCardless",
        r"(?:live|test|access)_(?=[\w-]{0,60}\d)(?:[A-Za-z0-9]{30,60}|(?=[\w-]{0,60}[A-Z])[\w-]{40})",
    ),
    ("Adyen", r"AQE[A-Za-z0-9][\w+/=.^~-]{50,}"),
    ("Square", rf"EAAA[A-Za-z]{_WORD}{{59}}"),
    ("Square", rf"sq0(?:atp|csp|idb)-{_WORD}{{22,}}"),
    ("Klarna", r"klarna_(?:live|test)_api_[\w+/=.$-]{20,}"),
    ("SumUp", r"sup_sk_[A-Za-z0-9]{20,}"),
    ("Flutterwave", r"FLWSECK[-_](?:TEST|LIVE)?-?[A-Za-z0-9]{24,}(?:-X)?"),
    (
        "Plaid",
        rf"access-(?:production|development|sandbox)-{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}",
    ),
    # Mail and messages
    ("Klaviyo", rf"pk_{_HEX}{{34}}"),
    ("Mailchimp", rf"{_HEX}{{32}}-us\d{{1,2}}"),
    ("Mandrill", rf"md-(?={_WORD}{{0,21}}\d)(?={_WORD}{{0,21}}[A-Z])(?={_WORD}{{0,21}}[a-z]){_WORD}{{22}}"),
    ("Mailgun", rf"key-{_HEX}{{32}}|{_HEX}{{32}}-{_HEX}{{8}}-{_HEX}{{8}}"),
    ("SendGrid", rf"SG\.{_WORD}{{20,24}}\.{_WORD}{{39,50}}"),
    ("Brevo", rf"x(?:key|smtp)sib-{_HEX}{{64}}-[A-Za-z0-9]{{16}}"),
    ("Twilio", r"SK[0-9a-f]{32}"),
    ("Telegram", rf"\d{{8,10}}:AA{_WORD}{{32,34}}"),
    ("Slack", r"xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-\d-[A-Za-z0-9-]{20,}"),
    ("Slack", r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/]{20,}"),
    ("Discord", r"discord(?:app)?\.com/api/webhooks/\d{15,}/[\w-]{40,}"),
    ("Discord", r"[MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,}"),
    (
        "Microsoft Teams",
        rf"IncomingWebhook/{_HEX}{{32}}/{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}(?:/V2[\w-]{{20,}})?",
    ),
    ("Microsoft Teams or Azure", r"sig=[\w+/-]{43,}=?"),
    ("Facebook", r"EAA[A-Za-z0-9]{60,}"),
    ("HubSpot", rf"pat-(?:na|eu)\d-{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}"),
    # Parcels
    ("Shippo", rf"shippo_(?:live|test)_{_HEX}{{40}}"),
    ("EasyPost", r"EZ[AT]K[A-Za-z0-9]{54}"),
    # Clouds, hosts and code
    ("Amazon Web Services", r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}"),
    ("Google", rf"AIza{_WORD}{{35}}"),
    ("Google", rf"GOCSPX-{_WORD}{{28}}|ya29\.{_WORD}{{20,}}|1//0{_WORD}{{30,}}"),
    ("Microsoft Azure", r"[\w~.]{3}8Q~[\w~.-]{31,34}"),
    ("Microsoft Azure", r"AccountKey=[A-Za-z0-9+/]{86}=="),
    ("GitHub", r"gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}"),
    ("GitLab", rf"gl(?:pat|dt|rt|cbt|ptt|ft|imt|oas|agent|soat)-{_WORD}{{20,}}"),
    ("DigitalOcean", r"do[opr]_v1_[a-f0-9]{64}"),
    ("Cloudflare", r"v1\.0-[a-f0-9]{24}-[a-f0-9]{146}"),
    ("Netlify", r"nfp_[A-Za-z0-9]{36}"),
    ("Heroku", rf"HRKU-{_WORD}{{30,}}"),
    ("Supabase", r"sbp_[a-f0-9]{40}|sb_secret_[\w-]{20,}"),
    ("HashiCorp Vault", rf"hv[sb]\.{_WORD}{{24,}}"),
    ("Doppler", r"dp\.(?:pt|st|ct|sa)\.[\w.-]{40,}"),
    ("Tailscale", r"tskey-[a-z]+-[A-Za-z0-9]+-[A-Za-z0-9]+"),
    ("Docker Hub", rf"dckr_[po]at_{_WORD}{{20,}}"),
    ("Fly.io", r"fm[12][a-z]?_[\w+/=-]{50,}|fo1_[\w-]{40,}"),
    ("npm", r"npm_[A-Za-z0-9]{36}"),
    ("PyPI", rf"pypi-{_WORD}{{50,}}"),
    ("Sentry", r"sntry[su]_[A-Za-z0-9+/=_-]{40,}"),
    ("New Relic", r"NRAK-[A-Z0-9]{27}"),
    ("Grafana", r"glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}"),
    # Offices and artificial intelligence
    ("Notion", r"(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,})"),
    ("Airtable", r"pat[A-Za-z0-9]{14}\.[a-f0-9]{64}"),
    ("Atlassian", r"ATATT3[\w=-]{60,}"),
    ("Linear", r"lin_api_[A-Za-z0-9]{40}"),
    ("Dropbox", rf"sl\.(?:u\.)?{_WORD}{{60,}}"),
    ("Figma", rf"figd_{_WORD}{{40,}}"),
    ("Zoho", rf"1000\.{_HEX}{{32}}\.{_HEX}{{32}}"),
    ("Anthropic", r"sk-ant-[\w-]{20,}"),
    ("OpenAI", r"sk-(?:proj-|svcacct-|admin-)?(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Z])[A-Za-z0-9][\w-]{30,}"),
    ("Hugging Face", r"hf_[A-Za-z]{34}"),
    # Vaults
    ("1Password", r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}"),
    ("1Password", r"ops_eyJ[\w+/=-]{60,}"),
    ("BitLocker", r"\d{6}(?:-\d{6}){7}"),
)
"""Whose key it is, and how it looks."""

_PATTERN = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    + "|".join(f"(?P<n{n}>{form})" for n, (_, form) in enumerate(FORMS))
    + r")(?![A-Za-z0-9])"
)
_CANDIDATE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-.+/=~:|$^]{15,}")


def search(text: str) -> Iterator[Secret]:
    """Keys of known vendors. Only long words with no blank in them are looked at, so that it is quick."""
    for candidate in _CANDIDATE.finditer(text):
        for match in _PATTERN.finditer(candidate[0]):
            vendor = FORMS[int((match.lastgroup or "n0")[1:])][0]
            if not _is_open(match[0]):
                start = candidate.start() + match.start()
                yield Secret(start, start + len(match[0]), Sentence("a key of {vendor}", vendor=vendor))


def _is_open(key: str) -> bool:
    """Whether what follows the prefix only shows where a key would stand."""
    body = max(re.split(r"[_.\-:]", key), key=len)
    return is_placeholder(body) or bool(re.search(r"(?i)x{6}|your|example", key))
