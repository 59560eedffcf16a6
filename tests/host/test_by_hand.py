"""Pages written by hand pass the same checks as the plan: nothing withheld, no secret."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.builders import office, png
from tests.drawing import seen_in
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


def test_documents_are_read_and_pictures_are_not(shop: Path) -> None:
    (shop / "docs" / "form.docx").write_bytes(office("Ask Kim Peeters."))
    (shop / "docs" / "kim.png").write_bytes(png())
    done = check(shop, "public")
    assert "docs/form.docx:1:5: error[withheld-in-text]" in done.stdout
    assert "docs/kim.png: error[withheld-in-text]" in done.stdout, "its name is an address"
    assert done.stdout.count("error[") == 2


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


SETTINGS = {
    "site_name": ("site_name: Small shop runbook", "site_name: Kim Peeters' runbook", "1:12"),
    "description": ("site_name:", "site_description: Ask Kim first\nsite_name:", "1:23"),
    "copyright": ("site_name:", "copyright: '+32 470 11 22 33'\nsite_name:", "1:13"),
    "extra": ("site_name:", "extra:\n  social:\n    - name: noor@small.example\nsite_name:", "3:13"),
    "navigation": ("site_name:", "nav:\n  - How Kim does it: by-hand.md\nsite_name:", "2:9"),
    "elsewhere": ("site_name:", "site_author: !ENV [WHO, nobody]\nsite_name:", " (site_author):1:1"),
}


@pytest.mark.parametrize("what", SETTINGS)
def test_what_the_settings_put_on_pages_is_searched(shop: Path, what: str) -> None:
    old, new, place = SETTINGS[what]
    settings = (shop / "mkdocs.yml").read_text(encoding="utf-8")
    (shop / "mkdocs.yml").write_text(settings.replace(old, new, 1), encoding="utf-8")
    done = run("outlast", "check", "--edition", "public", cwd=shop, WHO="Noor Claes")
    place = place if place[0] == " " else f":{place}"
    assert f"mkdocs.yml{place}: error[withheld-in-text]" in done.stdout, done.stdout
    assert "withheld-in-text" not in check(shop, "full").stdout


@pytest.mark.parametrize(
    ("inherited", "key"),
    [
        ("theme:\n  name: material\n  icon: {logo: Ask Noor Claes}\n", "theme"),
        ("theme:\n  name: material\n  palette: [{toggle: {name: Ask Noor Claes}}]\n", "theme"),
        ("copyright: Noor Claes\n", "copyright"),
        ("extra: {social: [{name: Noor Claes}]}\n", "extra"),
    ],
)
def test_settings_that_are_inherited_are_searched(inherited: str, key: str, shop: Path) -> None:
    (shop / "base.yml").write_text(inherited, encoding="utf-8")
    text = (shop / "mkdocs.yml").read_text(encoding="utf-8")
    (shop / "mkdocs.yml").write_text(f"INHERIT: base.yml\n{text}", encoding="utf-8")
    assert f"mkdocs.yml ({key}):1:" in check(shop, "public").stdout
    assert "withheld-in-text" not in check(shop, "full").stdout
    (shop / "base.yml").write_text(inherited.replace("Noor Claes", f"password is {SECRET}"), encoding="utf-8")
    done = check(shop, "full")
    assert f"mkdocs.yml ({key}):1:" in done.stdout
    assert "error[secret]" in done.stdout
    assert SECRET not in done.stdout


def test_what_the_theme_brings_along_is_its_own(shop: Path) -> None:
    """Somebody may be called like a theme."""
    plan = shop / "plan" / "shop.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Noor Claes", "Inter Noto"), encoding="utf-8")
    assert "withheld-in-text" not in check(shop, "public").stdout


BROUGHT_IN = {
    "an include": ("pymdownx.snippets: {base_path: [private]}", '--8<-- "more.md"'),
    "an abbreviation": (
        "pymdownx.snippets: {base_path: [private], auto_append: [more.md]}",
        "Ask QX9 first.",
    ),
}


@pytest.mark.parametrize("what", BROUGHT_IN)
@pytest.mark.parametrize("words", ["Noor Claes", f"the password is {SECRET}"])
def test_what_extensions_bring_in_is_searched(what: str, words: str, shop: Path) -> None:
    extension, text = BROUGHT_IN[what]
    (shop / "private").mkdir()
    (shop / "private" / "more.md").write_text(f"Ask {words}\n\n*[QX9]: {words}\n", encoding="utf-8")
    write(shop, f"# By hand\n\n{text}\n")
    with (shop / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"markdown_extensions: [abbr, {{{extension}}}]\n")
    done = run("mkdocs", "build", cwd=shop, OUTLAST_EDITION="public")
    assert done.returncode == 1, done.stderr
    assert "docs/by-hand.md: error[" in done.stderr
    assert "an extension or a plugin" in done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (shop / "site").exists()
    if words == "Noor Claes":
        succeed("mkdocs", "build", cwd=shop, OUTLAST_EDITION="full")


def test_words_that_tags_cut_apart_are_read_as_one(shop: Path) -> None:
    write(shop, "# By hand\n\nAsk **No**or C*lae*s.\n")
    done = run("mkdocs", "build", cwd=shop, OUTLAST_EDITION="public")
    assert done.returncode == 1
    assert '"Noor Claes"' in done.stderr


def test_a_secret_in_the_settings_stops_the_build(shop: Path) -> None:
    with (shop / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"extra:\n  note: the password is {SECRET}\n")
    done = run("mkdocs", "build", cwd=shop)
    assert done.returncode == 1
    assert "error[secret]" in done.stderr
    assert SECRET not in done.stdout + done.stderr


def test_settings_that_nobody_sees_may_say_what_they_want(shop: Path) -> None:
    """Comments, paths, and what the navigation calls a page that this edition leaves out."""
    write(shop, "---\naudience: full\n---\n# By hand\n")
    text = (shop / "mkdocs.yml").read_text(encoding="utf-8")
    text = f"# Kim Peeters asked for this\nnav:\n  - How Kim does it: by-hand.md\nwatch: [Kim]\n{text}"
    (shop / "mkdocs.yml").write_text(text, encoding="utf-8")
    (shop / "Kim").mkdir()
    assert "withheld-in-text" not in check(shop, "public").stdout
    succeed("mkdocs", "build", cwd=shop, OUTLAST_EDITION="public")
    assert not [file for file in (shop / "site").rglob("*.html") if "Kim" in file.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", ["ask-KIM-first.md", "files/peeters_house.png", "noor/index.md"])
def test_the_name_of_a_file_is_an_address(shop: Path, name: str) -> None:
    file = shop / "docs" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"\x89PNG\0" if name.endswith("png") else b"# A page\n")
    done = check(shop, "public")
    assert f"docs/{name}: error[withheld-in-text]" in done.stdout, done.stdout
    assert "error" not in check(shop, "team").stdout.replace("no errors", "")


@pytest.mark.parametrize("what", ["a file", "a folder", "nothing"])
def test_a_link_that_leads_out_of_docs_is_refused(what: str, shop: Path) -> None:
    """MkDocs follows links: a link to a home would publish a home."""
    outside = shop / "outside"
    outside.mkdir()
    (outside / "private.txt").write_text("zqoutside", encoding="utf-8")
    target = {"a file": outside / "private.txt", "a folder": outside, "nothing": outside / "none"}[what]
    (shop / "docs" / "more").symlink_to(target)
    for done in (run("outlast", "check", cwd=shop), run("mkdocs", "build", cwd=shop)):
        assert done.returncode != 0
        assert "docs/more is a link that leads out of docs/" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
    assert not (shop / "site").exists()


def test_a_link_within_docs_is_a_file(shop: Path) -> None:
    (shop / "docs" / "again.md").symlink_to(shop / "docs" / "by-hand.md")
    succeed("mkdocs", "build", cwd=shop)
    assert (shop / "site" / "again.html").is_file()


@pytest.mark.parametrize("name", ["<svg onload=owned>/a.md", 'a" onload="owned.md', "<b>.png"])
def test_a_name_that_is_html_is_refused(name: str, shop: Path) -> None:
    if os.name == "nt":
        pytest.skip("no such names there")
    (shop / "docs" / name).parent.mkdir(exist_ok=True)
    (shop / "docs" / name).write_bytes(b"# A page\n")
    for done in (run("outlast", "check", cwd=shop), run("mkdocs", "build", cwd=shop)):
        assert done.returncode != 0
        assert "read as HTML" in done.stdout + done.stderr


def test_front_matter_is_text(shop: Path) -> None:
    """Themes print titles as they are, and on every page that names the one they belong to."""
    bad = "<img src=x onerror=owned>'><script>owned</script>"
    write(shop, f'---\ntitle: "{bad}"\ndescription: "{bad}"\ntags: ["{bad}"]\n---\n# By hand\n')
    succeed("mkdocs", "build", cwd=shop)
    for file in (shop / "site").rglob("*.html"):
        seen = seen_in(file.read_text(encoding="utf-8"))
        assert not [given for tag, given in seen.tags if tag == "img"], file.name
        assert not [given for _, given in seen.tags if "onerror" in dict(given)], file.name
        assert "<script>owned" not in file.read_text(encoding="utf-8"), file.name
    page = (shop / "site/by-hand.html").read_text(encoding="utf-8")
    assert "<img src=x onerror=owned>" in seen_in(page).text
