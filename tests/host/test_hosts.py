"""The files for hosts that the documentation shows: they can be read, and their steps run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.host.running import ROOT, surroundings
from tests.host.serving import serving

PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)[::-1])
SHELL = {
    re.match(r"# (\S+)", text)[1]: text  # type: ignore[index]
    for kind, text in re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
    if kind == "sh"
}
ON_LINUX = pytest.mark.skipif(sys.platform == "win32", reason="these run in a shell, on Linux")


def commands() -> dict[str, list[str]]:
    """What each file runs, line by line."""
    gitlab = yaml.safe_load(BLOCKS["yaml"])
    netlify = tomllib.loads(BLOCKS["toml"])
    return {
        "gitlab": [line for job in ("build", "pages", "compare") for line in gitlab[job]["script"]],
        "netlify": netlify["build"]["command"].split(" && "),
        **{name: text.splitlines() for name, text in SHELL.items()},
    }


@pytest.mark.parametrize("host", ["gitlab", "netlify", "publish-cloudflare.sh", "publish-server.sh"])
def test_every_host_looks_before_it_uploads(host: str) -> None:
    said = "\n".join(commands()[host])
    assert said.index("outlast publish build") < said.index("outlast publish check")
    uploads = [said.index(word) for word in ("mv site", "wrangler", "cp -R site") if word in said]
    assert all(said.index("outlast publish check") < place for place in uploads)
    assert "||" not in said, "a step that fails stops the rest"


def test_a_host_that_may_get_a_passphrase_installs_what_encrypts() -> None:
    gitlab, netlify = yaml.safe_load(BLOCKS["yaml"]), tomllib.loads(BLOCKS["toml"])
    assert 'pip install "outlast[encrypt]"' in gitlab["default"]["before_script"][-1]
    assert "pip install 'outlast[encrypt]'" in netlify["build"]["command"]


def test_gitlab_deploys_only_what_another_job_built() -> None:
    gitlab = yaml.safe_load(BLOCKS["yaml"])
    assert gitlab["stages"] == ["build", "deploy", "compare"]
    assert gitlab["pages"]["before_script"] == [], "nothing is installed where it is deployed"
    for job in ("pages", "compare"):
        assert gitlab[job]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]


@ON_LINUX
def test_steps_for_a_plain_server_and_for_gitlab_run(shop: Path, tmp_path: Path) -> None:
    """One builds and serves; the other would deploy the very same folder."""
    bin, root = tmp_path / "bin", tmp_path / "www"
    bin.mkdir()
    root.mkdir()
    (bin / "outlast").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m outlast "$@"\n', encoding="utf-8")
    (bin / "outlast").chmod(0o755)
    with serving(root) as address:
        asked = surroundings(
            PATH=f"{bin}{os.pathsep}{os.environ['PATH']}", ROOT=str(root), ADDRESS=f"{address}runbook/"
        )
        done = shell(SHELL["publish-server.sh"], shop, asked)
        assert done.returncode == 0, done.stderr
        assert "as they were built" in done.stdout
        gitlab = yaml.safe_load(BLOCKS["yaml"])
        fingerprint = gitlab["build"]["script"][-1]
        assert shell(fingerprint, shop, asked).returncode == 0
        asked["CI_PAGES_URL"] = asked["ADDRESS"]
        done = shell(gitlab["compare"]["script"][0], shop, asked)
        assert "as they were built" in done.stdout, done.stderr
        assert shell(gitlab["pages"]["script"][0], shop, asked).returncode == 0
        assert (shop / "public" / "published.txt").is_file()


def shell(text: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("sh") or "sh", "-ec", text],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
