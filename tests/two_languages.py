"""A small shop whose copy is in English and Dutch; Kim reads Dutch first."""

import shutil
from pathlib import Path

from tests.host.running import SMALL, succeed

DUTIES = """
obligations:
  rent: {name: Pay the rent, due: every month on 1, by: [kim, noor], amount: 900 EUR}
"""


def two_languages(folder: Path, **more: str) -> Path:
    """A folder with that shop and its site."""
    shutil.copytree(SMALL, folder)
    plan = folder / "plan" / "shop.yml"
    text = plan.read_text(encoding="utf-8").replace("role: Founder", "role: Founder\n    languages: [nl, en]")
    plan.write_text(f"{text}\n{DUTIES}", encoding="utf-8")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"{settings}      language: [en, nl]\n", encoding="utf-8")
    succeed("outlast", "build", cwd=folder, OUTLAST_AHEAD="7", **more)
    return folder
