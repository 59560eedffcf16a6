"""The workflows that check a shop's plan, publish it and ask for reviews, and what they install."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution

from outlast.new.drawing import draw

ACTIONS = {
    "actions/checkout": "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "actions/setup-python": "5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "actions/upload-pages-artifact": "fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "actions/deploy-pages": "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
}
"""Pinned by commit: what runs beside the plan changes only when somebody changes it here."""

NOT_KNOWN = (
    "No workflow was written. This Outlast was installed from a folder of this computer, so a workflow "
    "would not know where to get it from. Install a released version, or one from a repository, "
    "and ask for it again."
)
PACKAGE = "outlast[encrypt]"
"""What a workflow installs: it encrypts as soon as somebody sets the secret."""
_ADDRESS = re.compile(r"https://[\w.~:/%+-]+")
"""An address that needs no password and no quotation marks."""


def requirement() -> str:
    """What pip installs to get this very program; empty where that is not known."""
    try:
        installed = distribution("outlast")
    except PackageNotFoundError:
        return ""
    return required(installed.version, installed.read_text("direct_url.json"))


def required(version: str, direct_url: str | None) -> str:
    """The same, from what the installed package says of itself: its version, and where it came from.

    Args:
        direct_url: the text of its `direct_url.json` (PEP 610); None if it came from an index.
    """
    if direct_url is None:
        return f"{PACKAGE}=={version}"
    origin = json.loads(direct_url)
    address = str(origin.get("url", ""))
    if not _ADDRESS.fullmatch(address):
        return ""
    vcs = origin.get("vcs_info")
    if vcs and vcs.get("vcs") == "git" and re.fullmatch("[0-9a-f]{40,64}", str(vcs.get("commit_id"))):
        return f"{PACKAGE} @ git+{address}@{vcs['commit_id']}"
    digest = (origin.get("archive_info") or {}).get("hashes", {}).get("sha256", "")
    if re.fullmatch("[0-9a-f]{64}", str(digest)):
        return f"{PACKAGE} @ {address}#sha256={digest}"
    return ""


def workflow(requirement: str, name: str = "workflow") -> str:
    """The text of a workflow: the one that publishes, or `review`.

    Args:
        requirement: what pip installs, see above.
    """
    pinned = {name: f"{name}@{commit}" for name, commit in ACTIONS.items()}
    return draw(f"{name}.yml.j2", requirement=requirement, actions=pinned)
