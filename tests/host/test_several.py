"""Several shops in one run: each is built in its own place, and one page leads to all of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from outlast.analysis import analyse
from outlast.cli import outlast
from outlast.cli.several import way, write
from outlast.host.folder import MARKER
from outlast.host.marker import Marker, marker_of
from outlast.host.refusal import Refusal
from outlast.model import Edition
from outlast.shops import Shop, find, names, overview

from tests.builders import make_plan
from tests.host.running import ROOT, SMALL, run, spoil, surroundings
from tests.host.serving import serving

PROMISED = """
promises:
  three-weeks: {name: Three weeks without Kim, when: {away: kim, for: 21d}, keep: [refunds]}
  kept-secret: {name: Nobody knows of this, audience: full, when: {away: noor}, keep: [refunds]}
exercises:
  try-refunds:
    {name: Refund drill, of: refunds, on: 2026-01-05, by: [noor], again: 90d, result: worked,
     actions: [{do: "Write down where {counter} is.", owner: kim, due: 2026-02-01}]}
"""
DOCS = ROOT / "docs" / "several-shops.md"


@dataclass(frozen=True)
class Run:
    folder: Path
    code: int
    said: str
    wrong: str

    @property
    def page(self) -> str:
        return (self.folder / "overview.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Two shops that can be built, and one of each kind that cannot."""
    folder = tmp_path_factory.mktemp("agency") / "our clients"
    for name in ("a sound one", "beta", "broken"):
        shutil.copytree(SMALL, folder / name)
        edit(folder / name / "plan" / "shop.yml", "Small Shop", f"Shop {name}")
    sound = folder / "a sound one" / "plan" / "shop.yml"
    sound.write_text(sound.read_text(encoding="utf-8") + PROMISED, encoding="utf-8")
    edit(folder / "beta" / "mkdocs.yml", "edition: full", "edition: team")
    with (folder / "beta" / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("use_directory_urls: true\n")
    spoil(folder / "broken" / "plan")
    done = run("outlast", "build", "--all", folder.name, cwd=folder.parent)
    return Run(folder, done.returncode, done.stdout, done.stderr)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_one_that_is_broken_stops_no_other_and_all_are_told(clients: Run) -> None:
    there = {name: marker_of(clients.folder / name / "site") for name in ("a sound one", "beta")}
    assert {name: marker and marker.edition for name, marker in there.items()} == {
        "a sound one": "full",
        "beta": "team",
    }
    assert clients.code == 1
    assert "our clients/broken/plan/shop.yml:" in clients.wrong.replace("\\", "/")
    assert "broken: Nothing was built" in clients.wrong
    assert clients.said.splitlines()[-1].endswith("broken.")
    assert "3 shops, 1 not built: " in clients.said


def test_without_settings_or_a_site_of_its_own_a_shop_is_refused_and_shows_nothing(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        shutil.copytree(SMALL, tmp_path / name)
    spoil(tmp_path / "a" / "plan")
    (tmp_path / "a" / "site").mkdir()
    (tmp_path / "a" / "site" / "index.html").write_text("old", encoding="utf-8")
    (tmp_path / "a" / "site" / MARKER).write_bytes(Marker("Old", "full", date(2026, 11, 1), "1").content())
    (tmp_path / "b" / "mkdocs.yml").unlink()
    with (tmp_path / "c" / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("site_dir: ../a/site\n")
    done = run("outlast", "build", "--all", cwd=tmp_path)
    assert done.returncode == 1
    assert "b: There is a plan and no mkdocs.yml" in done.stderr
    assert "c: The site of a is in the same folder" in done.stderr
    told = words((tmp_path / "overview.html").read_text(encoding="utf-8"))
    assert (
        "Old not built , an older one is there: Sunday 1 November 2026, full b not built c not built" in told
    )
    assert "Promises" not in told, "nobody knows what b and c may show"


def test_the_overview_says_what_is_promised_and_overdue_and_leads_there(clients: Run) -> None:
    told = words(clients.page)
    assert "Shop a sound one 1 of 1 hold 2 Sunday 22 November 2026, full" in told
    assert "Shop beta none nothing Sunday 22 November 2026, team" in told
    assert "Three weeks without Kim : it holds" in told
    assert "Write down where Counter is." in told
    assert "Refund customers Try it again since Sunday 5 April 2026" in told
    assert "1 runbook could not be built." in told
    ways = [unquote(href).partition("#") for href in re.findall(r'<a[^>]* href="([^"]+)"', clients.page)]
    assert {"a sound one/site/serve/refunds.html", "beta/site/index.html"} <= {path for path, *_ in ways}
    for path, _, heading in ways:
        page = (clients.folder / path).read_text(encoding="utf-8")
        assert not heading or f'id="{heading}"' in page, (path, heading)


def test_the_overview_loads_nothing(clients: Run) -> None:
    assert "default-src 'none'" in clients.page
    assert not re.search(r"<script|<link[^>]+stylesheet|src=|https?://", clients.page)


def test_the_overview_shows_no_more_than_the_least_edition_of_all() -> None:
    """The plan of a full edition beside one of a lesser edition is shown as that one may know it."""
    text = (SMALL / "plan" / "shop.yml").read_text(encoding="utf-8")
    plan = make_plan(text.replace("Small Shop", "Fern") + PROMISED)
    day = date(2026, 11, 22)
    full = Shop(
        "fern", Edition.FULL, "fern/index.html", Marker("Fern", "full", day, "1"), plan=plan,
        facts=analyse(plan, day),
    )  # fmt: skip
    other = replace(full, folder="moss", start="moss/index.html", plan=None)
    alone = words(overview((full,)))
    assert "Nobody knows of this" in alone
    assert "2 hold" in alone
    team = words(overview((full, replace(other, edition=Edition.TEAM))))
    assert "Kim Peeters" in team
    assert "Nobody knows of this" not in team
    assert "1 of 1 hold" in team
    locked = replace(other, marker=Marker("Moss", "full", day, "1", encrypted=True))
    for least in (replace(other, edition=Edition.PUBLIC), locked):
        public = words(overview((full, least)))
        assert "Fern" in public
        assert not [told for told in ("Kim", "Three weeks", "Refund", "hold") if told in public]
    page = words(overview((full, replace(locked, plan=full.plan, facts=full.facts))))
    assert "Moss" not in page, "a locked site does not tell whose it is"
    assert "moss encrypted" in page


def test_the_overview_speaks_the_language_of_all_its_shops_or_english() -> None:
    text = (SMALL / "plan" / "shop.yml").read_text(encoding="utf-8") + PROMISED
    day = date(2026, 11, 22)
    texts = (text.replace("business:", "business:\n  languages: [nl]", 1), text)
    plans = [make_plan(each) for each in texts]
    dutch, english = (
        Shop("fern", Edition.TEAM, "", Marker("Fern", "team", day, "1"), plan=plan, facts=analyse(plan, day))
        for plan in plans
    )
    told = words(overview((dutch, dutch)))
    assert "Alle draaiboeken" in told
    assert "2 draaiboeken, met de weg naar elk." in told
    assert "1 van 1 nagekomen" in told
    assert "All runbooks" in overview((dutch, english))


def test_an_unbuilt_shop_leads_to_the_site_from_before() -> None:
    old = Marker("Fern runbook", "team", date(2026, 11, 1), "1")
    shop = Shop("fern", Edition.TEAM, "fern/site/index.html", old, built=False)
    page = overview((shop,))
    assert 'href="fern/site/index.html"' in page
    assert "not built , an older one is there: Sunday 1 November 2026, team" in words(page)
    assert "href" not in overview((replace(shop, start="", marker=None),)).partition("<h1>")[2]


def test_a_page_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "overview.html"
    page.write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="left alone"):
        write(page, ())
    assert page.read_text(encoding="utf-8") == "mine"
    page.unlink()
    write(page, (Shop("fern", Edition.PUBLIC, built=False),))
    write(page, (Shop("moss", Edition.PUBLIC, built=False),))
    assert "moss" in page.read_text(encoding="utf-8")
    assert way(page, tmp_path / "a b" / "index.html") == "a%20b/index.html"


def test_a_shop_is_a_folder_with_a_plan(tmp_path: Path) -> None:
    for file, text in {
        "own/plan/shop.yml": "",
        "own/plan/plan/more.yml": "",
        "own/inside/plan/parts/shop.yaml": "",
        "named/mkdocs.yml": "plugins:\n  - outlast:\n      plan: here\n",
        "broken/mkdocs.yml": "plugins: [\n- outlast\n",
        "other/mkdocs.yml": "site_name: About outlast\nplugins: [search]\n",
        "notes/plan/notes.md": "",
        ".hidden/plan/shop.yml": "",
        "node_modules/x/plan/shop.yml": "",
        f"own/site/{MARKER}": "",
        "own/site/plan/shop.yml": "",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    found = [folder.relative_to(tmp_path).as_posix() for folder in find(tmp_path, "mkdocs.yml")]
    assert found == ["broken", "named", "own", "own/inside"]
    assert next(find(tmp_path / "own", "mkdocs.yml")) == tmp_path / "own", "the folder itself is one"
    paths = [tmp_path / each for each in ("A b", "a-b", "x/é", ".")]
    assert list(names(tmp_path, paths)) == ["a-b", "a-b-2", "x-e", "shop"]


def test_check_names_every_problem_of_all_shops(
    clients: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(clients.folder)
    assert ended("check", "--all", "--format", "json") == 1
    said = capsys.readouterr()
    problems = json.loads(said.out)
    assert {each["path"].split("/")[0] for each in problems} >= {"a sound one", "broken"}
    assert "3 shops, 1 with errors: broken." in said.err
    assert ended("check", "--all", "-f", "x/mkdocs.yml") == 2
    assert ended("check", "plan", "--all") == 2
    assert ended("check", "--all", "beta/docs") == 2
    told = capsys.readouterr().err
    assert all(
        why in told for why in ("the name that the file has", "Name a plan", "There is no shop in beta")
    )


def ended(*arguments: str) -> int:
    """The code with which the command ends."""
    with pytest.raises(SystemExit) as end:
        outlast.main(arguments)
    return int(end.value.code or 0)


def words(page: str) -> str:
    """What a reader reads, with single blanks."""
    body = page.partition("<h1>")[2]
    return " ".join(re.sub(r"<[^>]*>|[⁦-⁩]", " ", body).split())


# The workflow in the documentation


def jobs() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(workflow())["jobs"]
    return found


def workflow() -> str:
    block = re.search(
        r"```yaml\n(# \.github/workflows/shops\.yml\n.*?)```", DOCS.read_text("utf-8"), re.DOTALL
    )
    assert block
    return block[1]


def test_the_workflow_may_do_as_little_as_it_can_and_is_pinned_as_ours_are(tmp_path: Path) -> None:
    rights = {"deploy": {"pages": "write", "id-token": "write"}, "gather": {}, "compare": {}}
    assert yaml.safe_load(workflow())["permissions"] == {}
    for name, job in jobs().items():
        assert job["permissions"] == rights.get(name, {"contents": "read"})
        assert not any("${{" in run for run in steps(name))
    ours = "".join(file.read_text("utf-8") for file in (ROOT / ".github" / "workflows").glob("*.yml"))
    used = re.findall(r"uses: (\S+@[0-9a-f]{40} # v\S+)", workflow())
    assert len(used) == workflow().count("uses:")
    assert all(each in ours for each in used)
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "shops.yml").write_text(workflow(), encoding="utf-8")
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", tmp_path], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def steps(job: str) -> Iterator[str]:
    for step in jobs()[job]["steps"]:
        if "run" in step and not step["run"].startswith("python -m pip"):
            yield step["run"]


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Linux, in bash")
def test_its_steps_go_from_a_folder_of_shops_to_sites_that_are_served(tmp_path: Path) -> None:
    for name in ("Ümlaut & co", "beta"):
        shutil.copytree(SMALL, tmp_path / "clients" / name)
    bin = tmp_path / "bin"
    bin.mkdir()
    (bin / "outlast").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m outlast "$@"\n', encoding="utf-8")
    (bin / "outlast").chmod(0o755)
    environment = surroundings(
        PATH=f"{bin}{os.pathsep}{os.environ['PATH']}", GITHUB_OUTPUT=str(tmp_path / "output")
    )

    def go(job: str, **more: str) -> str:
        told = ""
        for step in steps(job):
            bash = ["bash", "-e", "-o", "pipefail", "-c", step.replace("180", "0")]
            done = subprocess.run(
                bash, cwd=tmp_path, env=environment | more, capture_output=True, encoding="utf-8"
            )
            assert done.returncode == 0, step + done.stdout + done.stderr
            told += done.stdout
        return told

    go("find")
    found = json.loads((tmp_path / "output").read_text("utf-8").partition("=")[2])
    assert found == [
        {"name": "clients-beta", "folder": "clients/beta"},
        {"name": "clients-umlaut-co", "folder": "clients/Ümlaut & co"},
    ]
    go("build", SHOP=found[1]["folder"])
    for each in found:  # as the artifacts come back
        artifact = f"runbook-{each['name']}"
        shutil.copytree(tmp_path / found[1]["folder"] / "site", tmp_path / "site" / artifact)
    assert "the way to 2 sites" in go("gather")
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert 'href="runbook-clients-beta/index.html"' in page
    assert "Small Shop runbook Sunday 22 November 2026, public" in words(page)
    with serving(tmp_path / "site") as address:
        assert go("compare", ADDRESS=address).count("as they were built") == 2
