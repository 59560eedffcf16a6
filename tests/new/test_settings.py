"""The runbook is added to a mkdocs.yml by a few lines; every other one stays as it was."""

from __future__ import annotations

import pytest
import yaml
from outlast.new.settings import FLOW, OPTIONS, Unextendable, with_runbook

EXTENDABLE = {
    "no plugins": "site_name: Fern\ntheme: material\n",
    "no line end": "site_name: Fern",
    "a list": "site_name: Fern\nplugins:\n  - search:\n      lang: en\n  # more to come\n\nnav: [index.md]\n",
    "a list at the edge": "plugins:\n- search\n- tags # of pages\n\n# The rest\nnav:\n- index.md\n",
    "a list at the end": "site_name: Fern\nplugins:\n  - search",
    "one line": "plugins: [search, tags]  # both\nsite_name: Fern\n",
    "nothing in it": "plugins: []\nsite_name: Fern\n",
    "brackets over lines": "plugins: [\n  search,\n  tags,\n]\n",
    "keys": "plugins:\n  search: {}\n  tags:\n    a: |\n      one\n      two\n\nsite_name: Fern\n",
    "windows": "site_name: Fern\r\nplugins:\r\n  - search\r\nnav: [index.md]\r\n",
    "tags of Python": "plugins:\n  - search\nextra: {a: !ENV [A, b]}\nhook: !!python/name:a.b.c\n",
}
BY_HAND = {
    "nothing below": "site_name: Fern\nplugins:\n",
    "another file": "INHERIT: base.yml\nsite_name: Fern\n",
    "unreadable": "site_name: [Fern\n",
    "a comment in brackets": "plugins: [\n  search # the first\n  ]\n",
}


@pytest.mark.parametrize("settings", EXTENDABLE.values(), ids=EXTENDABLE)
def test_the_plugin_comes_last_and_no_line_changes_but_that_of_brackets(settings: str) -> None:
    after = with_runbook(settings)
    lost = set(settings.splitlines()) - set(after.splitlines())
    assert all("[" in line or line == "  tags," for line in lost), lost
    assert [line for line in after.splitlines() if line in settings.splitlines()] == [
        line for line in settings.splitlines() if line not in lost
    ]
    plugins = yaml.load(after.replace("!ENV", "").replace("!!python/name:", ""), yaml.SafeLoader)["plugins"]
    last = plugins["outlast"] if isinstance(plugins, dict) else plugins[-1]["outlast"]
    assert last == OPTIONS
    assert ("\r\n" in after) is ("\r\n" in settings)
    assert with_runbook(after) == after, "it is added once"


def test_search_which_mkdocs_has_by_itself_is_not_lost() -> None:
    assert yaml.safe_load(with_runbook("site_name: Fern\n"))["plugins"][0] == "search"


@pytest.mark.parametrize("settings", BY_HAND.values(), ids=BY_HAND)
def test_what_cannot_be_extended_safely_is_said_with_the_lines_to_add(settings: str) -> None:
    with pytest.raises(Unextendable) as why:
        with_runbook(settings)
    assert str(why.value).endswith(FLOW)
