"""Plans for tests, from text: nothing is written to a disk."""

from textwrap import dedent

from outlast.diagnostics import render
from outlast.load import Loaded, load
from outlast.model import Plan
from outlast.source import parse

BUSINESS = """
business:
  format: 1
  name: Fern & Flask
  timezone: Europe/Brussels
  currency: EUR
"""


def make_plan(*texts: str) -> Plan:
    """The plan in these texts, each a file; a business is added if none of them has one."""
    loaded = load_texts(*texts)
    assert loaded.plan is not None, "\n" + render(loaded.diagnostics)
    return loaded.plan


def load_texts(*texts: str) -> Loaded:
    """What these texts, each a file, come to, mistakes included; a business is added if none has one."""
    files = [dedent(text) for text in texts]
    if not any(line.startswith("business") for text in files for line in text.splitlines()):
        files.append(BUSINESS)
    return load(parse(f"plan/{number}.yml", text.encode()) for number, text in enumerate(files, 1))
