"""The workflow that a new folder gets: where it takes Outlast from, what it may do, that its steps run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from outlast.new import put
from outlast.new.folder import WORKFLOW, folder
from outlast.new.workflow import ACTIONS, NOT_KNOWN, required, workflow

from tests.host.running import COMMITTING, ROOT, surroundings
from tests.host.serving import serving
from tests.new.test_folder import SHELF, TODAY, kept_of, written

COMMIT = "0123456789abcdef0123456789abcdef01234567"
GIT = {"url": "https://git.example/outlast.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
HASH = "ab" * 32


@pytest.mark.parametrize(
    ("direct_url", "installed"),
    [
        (None, "outlast[encrypt]==1.2.3"),
        (GIT, f"outlast[encrypt] @ git+https://git.example/outlast.git@{COMMIT}"),
        (
            {"url": "https://files.example/outlast.whl", "archive_info": {"hashes": {"sha256": HASH}}},
            f"outlast[encrypt] @ https://files.example/outlast.whl#sha256={HASH}",
        ),
        ({"url": "file:///home/ana/outlast", "dir_info": {"editable": True}}, ""),
        ({"url": "file:///home/ana/outlast.whl", "archive_info": {"hashes": {"sha256": HASH}}}, ""),
        ({**GIT, "url": "https://ana:secret@git.example/outlast.git"}, ""),
        ({**GIT, "url": "ssh://git@git.example/outlast.git"}, ""),
        ({**GIT, "url": 'https://git.example/"; rm -rf .'}, ""),
        ({"url": "https://files.example/outlast.whl", "archive_info": {}}, ""),
    ],
)
def test_a_workflow_installs_what_is_known_to_be_this_program(
    direct_url: dict[str, object] | None, installed: str
) -> None:
    assert required("1.2.3", json.dumps(direct_url) if direct_url else None) == installed


def test_where_it_is_not_known_there_is_no_workflow_and_it_is_said_why() -> None:
    asked = put(kept_of("store, cards, vault", "GB"), ("workflow",), "yes")
    nowhere = folder(asked, SHELF, TODAY)
    assert WORKFLOW not in nowhere.files
    assert nowhere.notes == (NOT_KNOWN,)
    known = folder(asked, replace(SHELF, requirement="outlast==1.2.3"), TODAY)
    assert 'pip install "outlast==1.2.3"' in known.files[WORKFLOW]
    assert known.notes == ()


def test_it_may_do_as_little_as_it_can_with_actions_that_nobody_else_can_change() -> None:
    rights = {
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "compare": {},
        "changes": {"contents": "read", "pull-requests": "write"},
        "review": {"contents": "read", "issues": "write"},
    }
    texts = [workflow("outlast==1.2.3"), workflow("outlast==1.2.3", "review")]
    for parsed in map(yaml.safe_load, texts):
        assert parsed["permissions"] == {}
        for name, job in parsed["jobs"].items():
            assert job["permissions"] == rights.pop(name)
            assert not any("${{" in step.get("run", "") for step in job["steps"])
    assert rights == {}
    used = re.findall(r"uses: (\S+)@(\S+) # v", "".join(texts))
    assert {name for name, _ in used} == set(ACTIONS)
    assert all(re.fullmatch("[0-9a-f]{40}", commit) for _, commit in used)
    ours = (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    assert all(f"{name}@{commit}" in ours for name, commit in ACTIONS.items()), "pinned as we pin them"


@pytest.mark.skipif(sys.platform == "win32", reason="the workflow runs on Linux, in bash")
def test_its_steps_run_in_a_clone_of_the_folder(tmp_path: Path) -> None:
    shop, clone = tmp_path / "shop", tmp_path / "clone"
    written(folder(kept_of("store, cards, vault", "GB"), SHELF, TODAY), shop)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"], ["clone", "-q", ".", str(clone)]):
        subprocess.run(["git", *command], cwd=shop, check=True, env={**os.environ, **COMMITTING})
    bin = tmp_path / "bin"
    bin.mkdir()
    (bin / "python").write_text('#!/bin/sh\necho "$@" >> "$INSTALLED"\n', encoding="utf-8")
    (bin / "outlast").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m outlast "$@"\n', encoding="utf-8")
    for file in bin.iterdir():
        file.chmod(0o755)
    steps = yaml.safe_load(workflow("outlast==1.2.3"))["jobs"]["build"]["steps"]
    environment = surroundings(
        PATH=f"{bin}{os.pathsep}{os.environ['PATH']}",
        INSTALLED=str(tmp_path / "installed"),
        GITHUB_ACTIONS="true",
        GITHUB_OUTPUT=str(tmp_path / "output"),
    )
    for step in (each["run"] for each in steps if "run" in each):
        done = ran(step, clone, environment)
        assert done.returncode == 0, step + done.stdout + done.stderr
    assert (tmp_path / "installed").read_text() == "-m pip install outlast==1.2.3\n"
    page = (clone / "site" / "serve" / "refunds.html").read_text(encoding="utf-8")
    assert "Ben" not in page, "it is the public edition"
    _, fingerprint = (tmp_path / "output").read_text().strip().split("=")
    with serving(clone / "site") as address:
        step = steps_of("compare")[-1]
        asked = {**environment, "ADDRESS": address, "FINGERPRINT": fingerprint}
        done = ran(step.replace("180", "0"), clone, asked)
        assert "as they were built" in done.stdout, done.stderr
    (bin / "gh").write_text(GH, encoding="utf-8")
    (bin / "gh").chmod(0o755)
    asked = {**environment, "BASE": "main", "NUMBER": "7", "SAID": str(tmp_path / "said")}
    branch = ["git", "update-ref", "refs/remotes/origin/main", "HEAD"]
    subprocess.run(branch, cwd=clone, check=True, env={**os.environ, **COMMITTING})
    assert ran(steps_of("changes")[-1], clone, asked).returncode == 0
    assert ran(steps_of("review", "review")[-1], clone, asked).returncode == 0
    said = (tmp_path / "said").read_text()
    assert "pr comment 7 --edit-last --create-if-none --body-file -" in said
    assert "issue list --state open" in said


GH = """#!/bin/sh
echo "$@" >> "$SAID"
[ "$2" = list ] && echo "[]" || cat >> "$SAID"
"""


def steps_of(job: str, name: str = "workflow") -> list[str]:
    jobs = yaml.safe_load(workflow("outlast==1.2.3", name))["jobs"]
    return [step["run"] for step in jobs[job]["steps"] if "run" in step]


def ran(step: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("bash") or "bash", "-e", "-o", "pipefail", "-c", step],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_an_auditor_of_workflows_finds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    for name in ("workflow", "review"):
        (folder / f"{name}.yml").write_text(workflow("outlast==1.2.3", name), encoding="utf-8")
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", tmp_path], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
