"""Pages written by hand pass the same checks as the plan: nothing withheld, no secret."""

import subprocess
from pathlib import Path

import pytest

from tests.host.running import run, succeed

SECRET = "orchid" + "-Bay9"


def write(shop: Path, text: str, name: str = "by-hand.md") -> None:
    (shop / "docs" / name).write_text(text, encoding="utf-8")


def check(shop: Path, edition: str) -> subprocess.CompletedProcess[str]:
    return run("outlast", "check", "--edition", edition, cwd=shop)


@pytest.mark.parametrize(
    ("words", "column"),
    [("Kim Peeters", 10), ("+32 470 11 22 33", 10), ("Kim", 10)],
)
def test_what_the_edition_withholds_is_an_error_at_its_place(shop: Path, words: str, column: int) -> None:
    write(shop, f"# By hand\n\nThen ask {words} what to do.\n")
    done = check(shop, "public")
    assert done.returncode == 1
    assert f"docs/by-hand.md:3:{column}: error[withheld-in-text]" in done.stdout
    built = run("mkdocs", "build", cwd=shop, OUTLAST_EDITION="public")
    assert built.returncode == 1
    assert f"docs/by-hand.md:3:{column}: error[withheld-in-text]" in built.stderr
    assert not (shop / "site").exists()
    assert "by-hand" not in check(shop, "full").stdout


def test_a_page_for_the_full_edition_may_say_it(shop: Path) -> None:
    write(shop, "---\naudience: full\n---\n# By hand\n\nAsk Kim Peeters.\n")
    assert "by-hand" not in check(shop, "public").stdout
    succeed("mkdocs", "build", cwd=shop, OUTLAST_EDITION="public")
    assert not (shop / "site" / "by-hand.html").exists()


def test_files_that_are_no_pages_are_read_too(shop: Path) -> None:
    write(shop, "name,phone\nKim Peeters,+32 470 11 22 33\n", "people.csv")
    done = check(shop, "public")
    assert "docs/people.csv:2:1: error[withheld-in-text]" in done.stdout
    (shop / "docs" / "people.csv").unlink()
    (shop / "docs" / "picture.png").write_bytes(b"\x89PNG\0Kim Peeters")
    assert "picture" not in check(shop, "public").stdout


@pytest.mark.parametrize("edition", ["public", "full"])
def test_a_secret_is_an_error_in_every_edition_and_is_not_shown(shop: Path, edition: str) -> None:
    write(shop, f"# By hand\n\nThe password is {SECRET}.\n")
    for done in (check(shop, edition), run("mkdocs", "build", cwd=shop, OUTLAST_EDITION=edition)):
        assert done.returncode == 1
        assert "docs/by-hand.md:3:17: error[secret]" in done.stdout + done.stderr
        assert SECRET not in done.stdout + done.stderr
    assert not (shop / "site").exists()


def test_a_page_that_is_left_out_is_not_read(shop: Path) -> None:
    settings = shop / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\nexclude_docs: by-hand.md\n", encoding="utf-8"
    )
    write(shop, f"# By hand\n\nThe password is {SECRET}.\n")
    assert "by-hand" not in check(shop, "full").stdout
    succeed("mkdocs", "build", cwd=shop)


def test_another_plan_has_nothing_to_do_with_the_pages_of_this_site(shop: Path) -> None:
    write(shop, f"# By hand\n\nThe password is {SECRET}.\n")
    assert run("outlast", "check", "plan", cwd=shop).returncode == 0
