"""What is asked before an edition above `public` goes out where everybody can read it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.config.base import BaseConfigOption, ValidationError
from mkdocs.exceptions import PluginError

from outlast.host.marker import marker_of
from outlast.host.mounting import Place
from outlast.model import Edition, Plan
from outlast.redact import exposed


class BusinessName(BaseConfigOption[str]):
    """The name of the business whose data may go out; empty where there is none."""

    def run_validation(self, value: Any) -> str:
        """The name in one line. A mere yes would go along to whoever copies mkdocs.yml."""
        if value is True:
            raise ValidationError(
                "true would publish any plan. Name the business whose data everybody may read, as its plan"
                " does in business.name, such as `publish: Fern & Flask`; or delete the line."
            )
        return " ".join(str(value or "").split())


def refuse_private(plan: Plan, edition: Edition, allowed: str) -> None:
    """Ask whether this edition may go out, or raise PluginError where nobody can answer.

    Args:
        allowed: the business whose data may go out without an answer; empty: none.
    """
    if edition is Edition.PUBLIC:
        return
    name = str(plan.business.name)
    if allowed and allowed != name:
        raise PluginError(
            f'Nothing was published. mkdocs.yml says `publish: {allowed}`, and this is the plan of "{name}". '
            "Delete the line, and publish the edition public."
        )
    what = f"everybody could read the edition {edition} of {name}: {_counted(plan, edition)}"
    if sys.stdin.isatty() and sys.stdout.isatty():
        question = (
            f"\nIf this is published, {what}.\n"
            "It cannot be taken back: old states stay in the history of the site and in copies.\n"
            "Publish it? Type yes or no: "
        )
        if _answer(question) not in ("y", "yes"):
            raise PluginError("Nothing was published.")
    elif not allowed:
        raise PluginError(
            f"Nothing was published: {what}. Use edition: public, or encrypt the site with a passphrase. "
            f"If its data is invented, write `publish: {name}` under the plugin outlast in mkdocs.yml."
        )


def refuse_indexed(edition: Edition, place: Place) -> None:
    """Raise PluginError for a guest in a readable site whose edition is not for everybody."""
    if edition is not Edition.PUBLIC:
        raise PluginError(
            f"The edition {edition} cannot stand at {place.path}/ in a site that is not encrypted: the search"
            " of that site would index it for all its readers. Use edition: public, encrypt the whole site"
            " with a passphrase, or build the runbook as a site of its own, without the option path."
        )


def refuse_lesser(site: Path, edition: Edition) -> None:
    """Ask whether a site may take the place of one that shows more, or raise PluginError."""
    there = marker_of(site)
    if there is None or there.edition not in set(Edition) or edition.shows(Edition(there.edition)):
        return
    what = f"{site.name}/ holds the edition {there.edition} of {there.as_of}, which shows more than {edition}"
    if sys.stdin.isatty() and sys.stdout.isatty():
        if _answer(f"\n{what}.\nReplace it? Type yes or no: ") in ("y", "yes"):
            return
        raise PluginError("Nothing was built.")
    raise PluginError(
        f"Nothing was built: {what}. Use `--replace`, delete that folder, or name another one"
        " under site_dir in mkdocs.yml."
    )


def _answer(question: str) -> str:
    try:
        return input(question).strip().lower()
    except EOFError:
        return ""


def _counted(plan: Plan, edition: Edition) -> str:
    counts = [
        f"{count} {kind.one if count == 1 else kind.several}"
        for kind, count in exposed(plan, edition).items()
    ]
    return ", ".join(counts) or "what is said for those who work there"
