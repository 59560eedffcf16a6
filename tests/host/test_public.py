"""The public edition of the example: nothing that the plan withholds is in any byte of it."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from outlast.load import load
from outlast.model import Edition, Plan
from outlast.model.scalars import Email, Limit, PersonName, Phone, Pointer
from outlast.redact.plan import placed
from outlast.source import read

from tests.host.running import ROOT, succeed
from tests.shared import copy_example

TELLING = (Email, Limit, PersonName, Phone, Pointer)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public site of the example, with its hand-written pages, and its bundle."""
    folder = copy_example(tmp_path_factory.mktemp("public"))
    succeed("outlast", "build", "--edition", "public", cwd=folder)
    succeed("outlast", "bundle", "--edition", "public", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def plan() -> Plan:
    loaded = load(read(ROOT / "plan"))
    assert loaded.plan is not None
    return loaded.plan


def test_nothing_that_is_withheld_is_in_the_site_or_the_zip(public: Path, plan: Plan) -> None:
    secrets = set(withheld(plan))
    assert len(secrets) > 20
    assert [found for file, text in texts(public) for found in leaks(file, text, secrets)] == []


def test_the_full_site_holds_what_is_looked_for(example: Path, plan: Plan) -> None:
    """Else the test above would prove nothing."""
    site = "\n".join(text for _, text in texts(example))
    assert sum(secret in site for secret in withheld(plan)) > 20


def withheld(plan: Plan) -> Iterator[str]:
    """Telephone numbers, mail addresses, limits of people and places of secrets; names of people, too."""
    for thing in plan.things.values():
        for seen in placed(thing):
            if seen.edition is Edition.PUBLIC or not isinstance(seen.value, TELLING):
                continue
            desk = isinstance(seen.value, PersonName) and seen.value.islower()  # `orders`, `the caretaker`
            if not desk and str(seen.value) != "any":
                yield str(seen.value)


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of site and bundle as text, by name."""
    for file in sorted((folder / "site").rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes().decode("utf-8", "replace")
    for archive in sorted((folder / "dist").glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                yield f"{archive.name}/{name}", opened.read(name).decode("utf-8", "replace")


def leaks(file: str, text: str, secrets: set[str]) -> Iterator[str]:
    yield from (f"{file}: {secret}" for secret in sorted(secrets) if secret in text)
