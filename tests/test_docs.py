"""What the documentation shows is true: its plans load, its commands exist, its links lead somewhere."""

import itertools
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import click
import pytest
import yaml
from outlast import catalogue, cli
from outlast.build import check
from outlast.diagnostics import Severity, render
from outlast.load import load, named_files
from outlast.model import COLLECTIONS, Edition
from outlast.reference.pages import FIRST, PARTS
from outlast.source import KINDS, Data, ending, parse, read

import make

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PLAN = ROOT / "plan"
PACKAGE = ROOT / "generator" / "outlast"
README = ROOT / "README.md"
WRITING = DOCS / "what-to-write-next.md"
"""The page that shows a small whole plan."""
PAGES = sorted([*DOCS.rglob("*.md"), README, ROOT / "CHANGELOG.md"])

REFERENCE = {FIRST, *(part.file for part in PARTS)}
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w*)[^\n]*\n(?P<body>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE
)
FILE = re.compile(r"# (\S+\.ya?ml)\n")
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """A YAML block of a page, with the file that its first line names."""

    page: Path
    file: str
    text: str


def relative(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, *languages: str) -> Iterator[str]:
    """The bodies of the fenced blocks of a page in those languages, in order."""
    for fence in FENCE.finditer(page.read_text(encoding="utf-8")):
        if fence["language"] in languages:
            yield dedent(fence["body"])


def shown(page: Path) -> list[Shown]:
    return [
        Shown(page, named[1], body) for body in blocks(page, "yaml", "yml") if (named := FILE.match(body))
    ]


def guides() -> list[Path]:
    """The pages whose blocks make a plan of their own."""
    return [page for page in PAGES if page != README and any(is_plan(block) for block in shown(page))]


def is_plan(block: Shown) -> bool:
    return block.file.startswith("plan/")


def configurations() -> list[Shown]:
    """Every complete mkdocs.yml that a page shows; a fragment names no site."""
    return [block for page in PAGES for block in shown(page) if "site_name" in yaml.safe_load(block.text)]


# YAML


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_yaml_block_names_its_file(page: Path) -> None:
    nameless = [body for body in blocks(page, "yaml", "yml") if not FILE.match(body)]
    assert nameless == []


def test_the_pages_for_owners_show_plans() -> None:
    assert {WRITING.name, "plan-format.md"} <= {page.name for page in guides()}


def test_the_first_half_hour_is_short_and_asks_for_no_reference() -> None:
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    assert len(text.split()) <= 900
    for page in (DOCS / "tutorial.md", DOCS / "index.md", README):
        links = LINK.findall(page.read_text(encoding="utf-8"))
        first = next(number for number, link in enumerate(links) if link.endswith(".md"))
        assert not any("plan-reference" in link or "plan-format" in link for link in links[: first + 2])


@pytest.mark.parametrize("page", guides(), ids=relative)
def test_a_plan_loads_after_each_block(page: Path) -> None:
    """The blocks of a page are files of one plan; a block that names the same file again replaces it."""
    files: dict[str, str] = {}
    for number, block in enumerate(filter(is_plan, shown(page)), 1):
        files[block.file] = block.text
        found = load(parse(path, text.encode()) for path, text in files.items()).diagnostics
        if number in waiting_for_more(page):
            continue
        assert found == (), f"after block {number} ({block.file}):\n{render(found)}"


def waiting_for_more(page: Path) -> set[int]:
    """The numbers of blocks that follow upon the next one without a sentence: both belong to one step."""
    text = page.read_text(encoding="utf-8")
    fences = [fence for fence in FENCE.finditer(text) if re.match(r"# plan/\S+\n", fence["body"])]
    gaps = [text[first.end() : second.start()].strip() for first, second in itertools.pairwise(fences)]
    return {number for number, gap in enumerate(gaps, 1) if not gap}


def test_every_complete_configuration_is_found_however_its_block_is_written() -> None:
    named = [
        page for page in PAGES for _ in re.findall(r"(?m)^ *site_name:", page.read_text(encoding="utf-8"))
    ]
    assert named
    assert [block.page for block in configurations()] == named


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("page", guides(), ids=relative)
def test_a_whole_plan_has_no_errors_in_any_edition(page: Path, edition: Edition, tmp_path: Path) -> None:
    write_plan(page, tmp_path)
    found = check(tmp_path / "plan", edition).diagnostics
    errors = [one for one in found if one.severity is Severity.ERROR]
    assert errors == [], render(errors)


def test_who_follows_the_documentation_gets_a_site(tmp_path: Path) -> None:
    """The plan of *What to write next*, the mkdocs.yml of *Install and set up*, and one command."""
    write_plan(WRITING, tmp_path)
    (tmp_path / "docs").mkdir()
    settings = next(block for block in configurations() if block.page == DOCS / "install.md")
    (tmp_path / settings.file).write_text(settings.text, encoding="utf-8")
    command = [sys.executable, "-m", "outlast", "build"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "serve" / "refunds.html").read_text(encoding="utf-8")
    assert "Open the order and check that the parcel is back." in page
    assert "Ben Moreau" not in page, "the mkdocs.yml of the documentation builds the public edition"


def write_plan(page: Path, folder: Path) -> None:
    """Write the plan as it stands at the end of a page, with something in place of files that it names."""
    for block in filter(is_plan, shown(page)):
        file = folder / block.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")
    for path in named_files(read(folder / "plan")):
        named = folder / "plan" / path
        named.parent.mkdir(parents=True, exist_ok=True)
        named.write_bytes(KINDS[ending(path)].starts[0])


def test_the_readme_quotes_the_example_shop() -> None:
    """Whatever the README shows of the plan stands there, word for word."""
    quoted = [block for block in shown(README) if is_plan(block)]
    assert quoted
    for block in quoted:
        original = parse(block.file, (ROOT / block.file).read_bytes()).data
        assert missing(parse(block.file, block.text.encode()).data, original) == [], block.file


def missing(part: Data, whole: Data, path: str = "") -> list[str]:
    """What `part` says and `whole` does not; a list in `part` is the beginning of one in `whole`."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return [
            lack
            for key, value in part.items()
            for lack in missing(value, whole.get(key), f"{path}.{key}".strip("."))
        ]
    if isinstance(part, list) and isinstance(whole, list):
        pairs = zip(part, whole[: len(part)] + [None] * (len(part) - len(whole)), strict=True)
        return [
            lack
            for number, (one, other) in enumerate(pairs)
            for lack in missing(one, other, f"{path}[{number}]")
        ]
    return [] if part == whole else [f"{path}: {part!r} is {whole!r} in the plan"]


def test_quoting_notices_what_differs() -> None:
    assert missing({"a": ["x"]}, {"a": ["x", "y"], "b": "z"}) == []
    assert missing({"a": ["x", "y"]}, {"a": ["x"]}) == ["a[1]: 'y' is None in the plan"]
    assert missing({"a": {"b": "1"}}, {"a": {"b": "2"}}) == ["a.b: '1' is '2' in the plan"]


def test_the_readme_shows_a_real_error() -> None:
    """The README's message is what the program says when that word is mistyped; line numbers may move."""
    text = README.read_text(encoding="utf-8")
    message = next(body for body in blocks(README, "text") if "error[" in body)
    words = re.search(r"Write `([\w-]+)` instead of `([\w-]+)`", text)
    assert words, "the README says: Write `wrong` instead of `right`"
    mistyped = message.splitlines()[1].split(" | ")[1]
    right = mistyped.replace(words[1], words[2])
    documents = [
        parse(one.path, "\n".join(mistyped if line == right else line for line in one.lines).encode())
        for one in read(PLAN)
    ]
    errors = [found for found in load(documents).diagnostics if found.severity is Severity.ERROR]
    assert unnumbered(render(errors)) == unnumbered(message)


def unnumbered(message: str) -> str:
    return re.sub(r"(?m)^  +(\d+ +)?\|", "|", re.sub(r":\d+", "", message))


def test_every_collection_is_explained() -> None:
    explained = re.findall(
        r"^\| `([a-z_]+)` \|", (DOCS / "plan-format.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(explained) == sorted(["business", *COLLECTIONS])


# Commands


def group() -> click.Group:
    """The command line as a whole."""
    one: click.Group = cli.outlast
    return one


def calls(page: Path) -> Iterator[list[str]]:
    """The words of each `outlast …` that a page shows, without the first."""
    lines = [
        line.removeprefix("$ ")
        for body in blocks(page, "console", "sh", "yaml")
        for line in body.splitlines()
    ]
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    for shown_code in (*lines, *SPAN.findall(prose)):
        start = re.match(r"\s*(?:(?:- )?run: )?(?:\S*/)?outlast (.+)", shown_code)
        if start:
            yield shlex.split(start[1].split(" #")[0])


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_command_shown_exists(page: Path) -> None:
    for words in calls(page):
        command = group().commands.get(words[0])
        assert command or words[0].startswith("-"), f"outlast {' '.join(words)}"
        if isinstance(command, click.Group) and len(words) > 1:
            assert words[1] in command.commands, f"outlast {' '.join(words)}"
            command = command.commands[words[1]]
        if command:
            known = {option for parameter in command.params for option in parameter.opts}
            used = {word.split("=")[0] for word in words[1:] if word.startswith("-")} - {"--help"}
            assert used <= known, f"outlast {' '.join(words)}: {sorted(used - known)}"


def test_every_command_is_documented() -> None:
    documented = {words[0] for words in calls(DOCS / "commands.md")}
    visible = {name for name, command in group().commands.items() if not command.hidden}
    assert visible <= documented


def test_every_vendor_is_listed() -> None:
    told = (DOCS / "catalogue.md").read_text(encoding="utf-8")
    assert [id for id in catalogue.ids() if f"`{id}`" not in told] == []


def test_the_make_commands_shown_exist() -> None:
    targets = set(
        re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[
            0
        ].split()
    )
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        used = set(re.findall(r"`make ([a-z]+)`|^\$ make ([a-z]+)", text, re.MULTILINE))
        assert {one or other for one, other in used} <= targets, relative(page)
        for command in re.findall(r"python make\.py ([a-z]+)", text):
            assert callable(getattr(make, command, None)), f"{relative(page)}: python make.py {command}"


def test_the_rules_in_the_table_of_failures_exist() -> None:
    rows = re.findall(
        r"^\| (`[^|]+) \|", (DOCS / "when-a-build-fails.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    named = {rule for row in rows for rule in SPAN.findall(row) if "-" in rule}
    code = "\n".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    assert "unknown-reference" in named
    assert {rule for rule in named if f'"{rule}"' not in code} == set()


# Structure


def test_every_module_stands_in_the_architecture() -> None:
    modules = {
        entry.stem
        for entry in PACKAGE.iterdir()
        if (entry.suffix == ".py" and not entry.stem.startswith("__")) or (entry / "__init__.py").exists()
    }
    table = re.findall(
        r"^\| `([a-z_]+)` \|", (DOCS / "architecture.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(table) == sorted(modules)


# Links


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    """A page of docs/ links inside docs/ only: the site is built of nothing else."""
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(SPAN.sub("", prose)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        if path in REFERENCE:  # made while the documentation is built, which is strict about links
            continue
        file = (page.parent / path).resolve() if path else page
        assert file.is_file() or (page == README and file.is_dir()), f"{relative(page)} links to {target}"
        assert page.parent == ROOT or DOCS in file.parents, f"{relative(page)} links out of docs/: {target}"
        assert not fragment or fragment in anchors(file), f"{relative(page)} links to {target}"


def anchors(page: Path) -> set[str]:
    """The ids that headings get, as Python-Markdown and GitHub make them."""
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {
        re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
        for heading in HEADING.findall(prose)
    }


def test_no_page_takes_the_place_of_the_start_page() -> None:
    assert not (DOCS / "runbook" / "index.md").exists()
    assert not (DOCS / "runbook" / "README.md").exists()


def test_every_page_begins_with_its_title() -> None:
    for page in DOCS.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        body = text.partition("\n---\n")[2].lstrip() if text.startswith("---\n") else text
        assert body.startswith("# "), relative(page)


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_yaml_other_than_plans_can_be_read(page: Path) -> None:
    for block in shown(page):
        if not is_plan(block):
            assert isinstance(yaml.safe_load(block.text), dict), block.file
