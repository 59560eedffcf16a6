"""make.py must work on a bare machine, and nothing in the checkout may depend on where it came from."""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import make

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
COMMANDS = ("site", "docs", "test", "check", "fuzz", "serve", "release", "lock", "tools", "clean")
# In two pieces, or this file would be found by its own test.
REGISTRIES = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "deb.debian" + ".org",
    "security.debian" + ".org",
    "archive.ubuntu" + ".com",
)


# Old Pythons


def test_an_old_python_can_read_the_file_as_far_as_its_refusal() -> None:
    tree = ast.parse((ROOT / "make.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    imports = [node.lineno for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    refusal = next(node.lineno for node in tree.body if isinstance(node, ast.If))
    assert [line for line in imports if line < refusal] == [imports[0]], "only sys before the refusal"


def test_an_old_python_is_refused_in_one_sentence() -> None:
    pretend = (
        "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); "
        f"runpy.run_path({str(ROOT / 'make.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Outlast needs Python 3.11 or newer, and this is Python 3.9.\n"


# Words


def test_an_unknown_command_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert make.main(["sight"]) == 2
    assert (
        capsys.readouterr().out
        == 'There is no "sight" here. Use one of: site, docs, test, check, fuzz, serve, release, lock,'
        " tools, clean.\n"
    )


def test_help_is_no_mistake_and_silence_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert make.main(["--help"]) == 0
    assert make.main([]) == 2
    shown = capsys.readouterr().out
    assert all(f"python make.py {name} " in shown for name in COMMANDS)


def test_what_a_command_would_ignore_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert make.main(["clean", "everything"]) == 1
    assert capsys.readouterr().err == "This command takes nothing more: everything\n"


def test_a_missing_venv_is_told_in_the_words_of_the_system() -> None:
    assert "sudo apt-get install python3.11-venv" in make.no_venv("python3.11-venv", debian=True)
    elsewhere = make.no_venv("python3.11-venv", debian=False)
    assert "apt-get" not in elsewhere
    assert "install the venv package" in elsewhere


def test_without_venv_and_without_root_nothing_is_removed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / ".venv"
    old.mkdir()
    monkeypatch.setattr(make, "VENV", old)
    monkeypatch.setattr(make, "STAMP", old / "outlast.json")
    monkeypatch.setattr(make, "is_root", lambda: False)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert make.main(["check"]) == 1
    assert "cannot make virtual environments" in capsys.readouterr().err
    assert old.is_dir()


def test_a_missing_network_is_asked_for_only_when_pip_speaks_of_one() -> None:
    offline = make.pip_failed(
        b"WARNING: Retrying (Retry(total=0))\n\nERROR: No matching distribution for babel\n"
    )
    assert "  ERROR: No matching distribution for babel\nIs there a network?" in offline
    assert "network" not in make.pip_failed(b"ERROR: No space left on device\n")


# The stamp


def test_the_fingerprint_follows_the_content_and_not_the_line_endings(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_bytes(b"a==1\nb==2\n")
    first = make.fingerprint([lock])
    lock.write_bytes(b"a==1\r\nb==2\r\n")
    assert make.fingerprint([lock]) == first
    lock.write_bytes(b"a==1\nb==3\n")
    assert make.fingerprint([lock]) != first


def test_the_fingerprint_keeps_files_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"ab")
    two.write_bytes(b"c")
    first = make.fingerprint([one, two])
    one.write_bytes(b"a")
    two.write_bytes(b"bc")
    assert make.fingerprint([one, two]) != first


def test_a_missing_lock_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(make.Refusal, match=r"requirements\.txt is missing"):
        make.fingerprint([tmp_path / "requirements.txt"])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'"x"'])
def test_a_broken_stamp_counts_as_none(tmp_path: Path, content: bytes) -> None:
    stamp = tmp_path / "outlast.json"
    assert make.read_stamp(stamp) == {}
    stamp.write_bytes(content)
    assert make.read_stamp(stamp) == {}


def test_an_environment_is_ready_only_here_and_for_its_purpose() -> None:
    stamp = {"place": "here", "site": make.wanted("site")}
    assert make.is_ready(stamp, "site", "here")
    assert not make.is_ready(stamp, "test", "here")
    assert not make.is_ready(stamp, "site", "elsewhere")
    assert not make.is_ready({**stamp, "site": "older"}, "site", "here")


class Installer:
    """Stands for pip and venv: notes what it was asked, and fails when told to."""

    def __init__(self, venv: Path) -> None:
        self.venv = venv
        self.asked: list[str] = []
        self.fails = False

    def make(self) -> None:
        self.asked.append("venv")
        python = make.venv_python(self.venv, os.name)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    def install(self, python: Path, arguments: list[str]) -> None:
        if self.fails:
            raise make.Refusal("no network")
        self.asked.append("locked" if "--require-hashes" in arguments else "project")


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Installer:
    venv = tmp_path / ".venv"
    double = Installer(venv)
    monkeypatch.setattr(make, "VENV", venv)
    monkeypatch.setattr(make, "STAMP", venv / "outlast.json")
    monkeypatch.setattr(make, "make_venv", double.make)
    monkeypatch.setattr(make, "pip", double.install)
    return double


def test_a_second_run_installs_nothing(installer: Installer) -> None:
    make.environment("test")
    assert installer.asked == ["venv", "locked", "project"]
    make.environment("test")
    make.environment("site")  # the packages of the tests hold all that a build needs
    assert installer.asked == ["venv", "locked", "project"]


def test_the_tests_need_more_than_the_site(installer: Installer) -> None:
    make.environment("site")
    make.environment("test")
    assert installer.asked == ["venv", "locked", "project", "locked", "project"]


def test_a_half_made_environment_is_made_anew(installer: Installer) -> None:
    installer.fails = True
    with pytest.raises(make.Refusal, match="no network"):
        make.environment("site")
    installer.fails = False
    installer.asked.clear()
    make.environment("site")
    assert installer.asked == ["venv", "locked", "project"]


def test_a_moved_environment_is_made_anew(installer: Installer) -> None:
    make.environment("site")
    stamp = json.loads(make.STAMP.read_text(encoding="utf-8"))
    make.STAMP.write_text(json.dumps({**stamp, "place": "elsewhere"}), encoding="utf-8")
    installer.asked.clear()
    make.environment("site")
    assert installer.asked == ["venv", "locked", "project"]


# Cleaning


def test_removing_a_link_spares_what_it_leads_to(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "photo").touch()
    link = tmp_path / "site"
    try:
        link.symlink_to(precious, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets only administrators make links")
    make.remove(link)
    assert not link.exists()
    assert (precious / "photo").exists()


# The browser


def fake_command(folder: Path, name: str) -> str:
    folder.mkdir(exist_ok=True)
    file = folder / (name + (".exe" if os.name == "nt" else ""))
    file.write_text("#!/bin/sh\n", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


def test_the_browser_on_the_path_is_found(tmp_path: Path) -> None:
    chrome = fake_command(tmp_path / "bin", "google-chrome")
    found = make.find_browser({"PATH": str(tmp_path / "bin")}, "linux", lambda path: True)
    assert Path(found) == Path(chrome)


def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    signpost = fake_command(tmp_path / "bin", "chromium")
    edge = fake_command(tmp_path / "bin", "microsoft-edge")
    found = make.find_browser(
        {"PATH": str(tmp_path / "bin")}, "linux", lambda path: Path(path) != Path(signpost)
    )
    assert Path(found) == Path(edge)


def test_an_empty_path_finds_nothing(tmp_path: Path) -> None:
    assert make.find_browser({"PATH": str(tmp_path)}, "linux", lambda path: True) == ""


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("darwin", {}, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("darwin", {}, "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
        (
            "win32",
            {"PROGRAMFILES": r"C:\Program Files"},
            r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        ),
        (
            "win32",
            {"PROGRAMFILES(X86)": r"C:\Program Files (x86)"},
            r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        ),
    ],
)
def test_the_usual_places_are_searched(
    tmp_path: Path, platform: str, variables: dict[str, str], expected: str
) -> None:
    variables = {"PATH": str(tmp_path), **variables}
    assert make.find_browser(variables, platform, lambda path: path == expected) == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows browsers are not started to be tried")
def test_a_signpost_to_a_shop_does_not_start(tmp_path: Path) -> None:
    works, signpost = tmp_path / "works", tmp_path / "signpost"
    works.write_text("#!/bin/sh\necho Chromium 156\n", encoding="utf-8")
    signpost.write_text("#!/bin/sh\necho install the snap >&2\nexit 10\n", encoding="utf-8")
    works.chmod(0o755)
    signpost.chmod(0o755)
    assert make.starts(str(works))
    assert not make.starts(str(signpost))
    assert not make.starts(str(tmp_path / "absent"))


def test_a_browser_that_is_named_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = fake_command(tmp_path / "mine", "chromium")
    monkeypatch.setenv("PATH", str(Path(fake_command(tmp_path / "bin", "chromium")).parent))
    monkeypatch.setenv("OUTLAST_CHROMIUM", mine)
    assert make.browser(sys.executable) == mine


def test_a_named_browser_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OUTLAST_CHROMIUM", str(tmp_path / "gone"))
    with pytest.raises(make.Refusal, match="OUTLAST_CHROMIUM names"):
        make.browser(sys.executable)


def test_a_headless_shell_goes_before_any_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On the PATH, from Debian, from Playwright, in this order; without one any browser does."""
    folder = tmp_path / "bin"
    chrome = fake_command(folder, "google-chrome")
    fetched: list[str] = []

    def install(packages: list[str]) -> bool:
        fake_command(folder, packages[0])
        return True

    def fetch(python: str) -> str:
        fetched.append(python)
        return "fetched"

    monkeypatch.delenv("OUTLAST_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(make, "starts", lambda path: Path(path).is_file())
    monkeypatch.setattr(make, "apt_install", lambda packages: False)
    monkeypatch.setattr(make, "playwright_shell", lambda python: "")
    assert Path(make.browser("python")) == Path(chrome)
    monkeypatch.setattr(make, "playwright_shell", fetch)
    assert make.browser("python") == "fetched"
    monkeypatch.setattr(make, "apt_install", install)
    assert Path(make.browser("python")).stem == "chromium-headless-shell"
    monkeypatch.setattr(make, "apt_install", lambda packages: False)
    assert Path(make.browser("python")).stem == "chromium-headless-shell"
    assert fetched == ["python"], "it is fetched only where it is missing"


@pytest.mark.parametrize("there", [True, False])
def test_playwright_fetches_its_headless_shell_once(
    there: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[list[str]] = []
    shell = tmp_path / "chromium_headless_shell-1" / "chrome-headless-shell-linux64"

    def fetch(command: list[str]) -> int:
        ran.append(command)
        shell.mkdir(parents=True)
        (shell / "chrome-headless-shell.pak").touch()
        fake_command(shell, "chrome-headless-shell")
        return 0

    def tell(command: list[str], **_: object) -> "subprocess.CompletedProcess[bytes]":
        said = f"Chrome Headless Shell 1 (playwright)\n  Install location:    {shell.parent}\n"
        return subprocess.CompletedProcess(command, 0, said.encode())

    if there:
        fetch([])
    monkeypatch.setattr(make, "starts", lambda path: Path(path).is_file())
    monkeypatch.setattr(make, "is_root", lambda: False)
    monkeypatch.setattr(make, "run", fetch)
    monkeypatch.setattr(subprocess, "run", tell)
    assert Path(make.playwright_shell("python")).stem == "chrome-headless-shell"
    assert ran[-1][1:] == ([] if there else ["-m", "playwright", "install", "chromium-headless-shell"])


FIREFOXES = [
    ("darwin", {}, "/Applications/Firefox.app/Contents/MacOS/firefox"),
    ("win32", {"PROGRAMFILES": r"C:\Program Files"}, r"C:\Program Files\Mozilla Firefox\firefox.exe"),
]


@pytest.mark.parametrize(("platform", "variables", "expected"), FIREFOXES)
def test_firefox_is_searched_in_its_own_places(
    tmp_path: Path, platform: str, variables: dict[str, str], expected: str
) -> None:
    there = {"PATH": str(tmp_path), **variables}
    assert make.find_browser(there, platform, lambda path: path == expected, make.firefox_places) == expected
    assert make.find_browser(there, platform, lambda path: path == expected) == ""


def test_firefox_is_installed_as_root_and_else_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def install(packages: list[str]) -> bool:
        asked.extend(packages)
        fake_command(tmp_path / "bin", "firefox-esr")
        return True

    monkeypatch.delenv("OUTLAST_FIREFOX", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(make, "starts", lambda path: Path(path).parent == tmp_path / "bin")
    monkeypatch.setattr(make, "apt_install", lambda packages: False)
    with pytest.raises(make.Refusal, match="need a Firefox"):
        make.firefox()
    monkeypatch.setattr(make, "apt_install", install)
    assert Path(make.firefox()).parent == tmp_path / "bin"
    assert asked == ["firefox-esr"]


# Tests run in the right order and keep their exit code


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({}, 0),
        ({"ruff": 1}, 1),
        ({"mypy": 2}, 1),
        ({"pytest": 5}, 5),
        ({"ruff": 1, "pytest": 2}, 2),
        ({"actionlint": 1}, 1),
    ],
)
def test_pytest_comes_last_and_no_failure_is_lost(
    monkeypatch: pytest.MonkeyPatch, codes: dict[str, int], expected: int
) -> None:
    ran: list[str] = []

    def run(command: list[str], variables: dict[str, str] | None = None) -> int:
        ran.append(" ".join(command[2:] if command[1:2] == ["-m"] else command))
        if command[2:3] == ["pytest"]:
            assert variables is not None
            assert variables["OUTLAST_CHROMIUM"] == "the-browser"
            assert variables["OUTLAST_FIREFOX"] == "the-fox"
        return codes.get(Path(command[0]).name if command[1:2] != ["-m"] else command[2], 0)

    monkeypatch.setattr(make, "environment", lambda purpose: "python")
    monkeypatch.setattr(make, "browser", lambda python: "the-browser")
    monkeypatch.setattr(make, "firefox", lambda: "the-fox")
    monkeypatch.setattr(make, "apt_install", lambda packages: False)
    monkeypatch.setattr(make, "run", run)
    there = "actionlint" in codes
    which = shutil.which
    monkeypatch.setattr(
        shutil,
        "which",
        lambda name, **path: (
            ("actionlint" if there else None) if name == "actionlint" else which(name, **path)
        ),
    )
    assert make.main(["test", "-k", "words"]) == expected
    assert ran == [
        "ruff check",
        "ruff format --check",
        "mypy",
        "outlast languages --check",
        "outlast languages --plan plan --check",
        "zizmor --offline --no-progress .github",
        *(["actionlint"] if there else []),
        "pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=10 -k words",
    ]


# The lock


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_a_hash(name: str) -> None:
    packages = locked(name)
    assert len(packages) > 20
    bare = [package for package in packages if "--hash=sha256:" not in package]
    assert bare == []


def test_the_site_is_built_with_the_versions_that_are_tested() -> None:
    tested = {package.split(" \\")[0] for package in locked("requirements-dev.txt")}
    built = {package.split(" \\")[0] for package in locked("requirements.txt")}
    assert built < tested


def locked(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [entry for entry in re.split(r"\n(?=\S)", text) if entry and not entry.startswith("#")]


# The workflows


def test_there_are_workflows_to_look_at() -> None:
    assert {file.name for file in WORKFLOWS} >= {"test.yml", "pages.yml"}


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: str(file.name))
def test_a_workflow_pins_every_action_and_starts_with_no_permission(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    workflow: dict[str, Any] = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    uses = re.findall(r"uses:\s*(.+)", text)
    unpinned = [
        action for action in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    ]
    assert uses
    assert unpinned == []
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "foreign text enters by env, never in a script"
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_a_pull_request_is_checked_with_notes_beside_its_lines_and_publishes_nothing() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    assert "pull_request" in workflow[True], "YAML reads the key `on` as true"
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert ".venv/bin/outlast check --format github" in [step.get("run") for step in build["steps"]]
    upload = next(step for step in build["steps"] if "upload" in step.get("uses", ""))
    assert upload["if"] == "github.event_name != 'pull_request'"
    assert deploy["if"] == f"{upload['if']} && github.ref == 'refs/heads/main'"


STEPS = {
    "python make.py": set(COMMANDS),
    ".venv/bin/outlast": {"check", "publish"},
    "gh": {"release"},
    "sha256sum": {"--check"},
}
"""The commands of which steps consist, with what each may be asked: no script lives only there."""


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: str(file.name))
def test_each_step_of_a_workflow_is_one_command_that_a_test_runs(file: Path) -> None:
    for job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values():
        for run in (step["run"] for step in job["steps"] if "run" in step):
            assert not re.search(r"[\n|;&<>`]|\$\(", run.strip()), run
            program = next(each for each in STEPS if run.startswith(f"{each} "))
            assert run.removeprefix(program).split()[0] in STEPS[program], run


def test_every_file_pins_an_action_by_the_same_commit() -> None:
    pins: dict[str, set[str]] = {}
    files = [
        *WORKFLOWS,
        *(ROOT / "docs").glob("*.md"),
        ROOT / "generator" / "outlast" / "new" / "workflow.py",
    ]
    for file in files:
        text = file.read_text(encoding="utf-8")
        for line in re.findall(r"uses: +(?!\{)(.+)", text):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), (file.name, line)
        for name, commit, version in re.findall(
            r"([\w-]+/[\w-]+)(?:@|\": \")([0-9a-f]{40}) # (v[\d.]+)", text
        ):
            pins.setdefault(name, set()).add(f"{commit} {version}")
    assert len(pins) >= 7
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("platform", "root", "there", "expected"),
    [
        ("darwin", False, "brew", "brew install mtools mariadb"),
        ("linux", False, "apt-get", "sudo apt-get install --yes mtools mariadb-server-core mariadb-client"),
        ("linux", True, "apt-get", "apt-get install --yes mtools mariadb-server-core mariadb-client"),
        ("win32", False, "nothing", ""),
    ],
)
def test_what_tests_need_beside_python_is_installed_as_the_system_does(
    monkeypatch: pytest.MonkeyPatch, platform: str, root: bool, there: str, expected: str
) -> None:
    ran: list[str] = []

    def run(command: list[str]) -> int:
        ran.append(" ".join(command))
        return 0

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(make, "is_root", lambda: root)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == there else None)
    monkeypatch.setattr(make, "run", run)
    assert make.main(["tools"]) == (0 if expected else 1)
    assert ran == ([expected] if expected else [])


def test_the_documentation_is_built_into_the_folder_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str]) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(make, "environment", lambda purpose: "python")
    monkeypatch.setattr(make, "run", run)
    assert make.main(["docs", "site/documentation"]) == 0
    assert ran[0][-2:] == ["--site-dir", str(ROOT / "site" / "documentation")]
    assert make.main(["docs"]) == 0
    assert "--site-dir" not in ran[1]
    assert make.main(["docs", "a", "b"]) == 1


MAY_WRITE = {
    ("pages.yml", "deploy"): {"pages", "id-token"},
    ("release.yml", "publish"): {"contents", "id-token", "attestations"},
}
"""The jobs that may change something; none of them builds, and none runs what a pull request brings."""


def test_only_what_deploys_may_write() -> None:
    assert {file for file, _ in MAY_WRITE} <= {file.name for file in WORKFLOWS}
    for file in WORKFLOWS:
        for name, job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items():
            writes = {right for right, level in job["permissions"].items() if level == "write"}
            assert writes == MAY_WRITE.get((file.name, name), set()), (file.name, name)


# A release


def test_the_bill_of_materials_names_every_locked_package_with_its_hashes() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    bill: dict[str, Any] = make.bill_of_materials(text, "1.2.3")
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    named = {f"{part['name']}=={part['version']}" for part in bill["components"]}
    assert named == {package.split()[0] for package in locked("requirements.txt")}
    assert all(part["properties"] for part in bill["components"])
    hashes = [each["value"] for part in bill["components"] for each in part["properties"]]
    assert len(hashes) == text.count("--hash=sha256:")
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in hashes)


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, list[list[str]]]:
    """The folder of a release as `make.py` makes it, and what was run for it."""
    asked: list[list[str]] = []
    folder = tmp_path / "dist" / "release"

    def run(command: list[str], variables: dict[str, str] | None = None) -> int:
        asked.append(command[1:])
        name = "outlast-1.2.3-py3-none-any.whl" if "wheel" in command else "shop-public-2026-11-22.zip"
        (folder / name).write_bytes(b"made")
        return 0

    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(make, "ROOT", tmp_path)
    monkeypatch.setattr(make, "environment", lambda purpose: "python")
    monkeypatch.setattr(make, "run", run)
    assert make.main(["release"]) == 0
    return folder, asked


def test_a_release_holds_the_public_edition_alone(release: tuple[Path, list[list[str]]]) -> None:
    folder, asked = release
    bundles = [command for command in asked if "bundle" in command]
    assert bundles
    assert all(command[command.index("--edition") + 1] == "public" for command in bundles)
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    summed = {line.split("  ")[1]: line.split("  ")[0] for line in sums}
    assert {file.name for file in folder.iterdir()} == {*summed, "SHA256SUMS"}
    for name, digest in summed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


@pytest.mark.skipif(sys.platform != "linux", reason="the workflow runs on Linux, in bash")
def test_the_steps_of_a_release_check_its_sums_and_attach_every_file(
    release: tuple[Path, list[list[str]]], tmp_path: Path
) -> None:
    folder, _ = release
    shutil.copytree(folder, tmp_path / "release")  # as the artifact comes back
    gh = Path(fake_command(tmp_path / "bin", "gh"))
    gh.write_text('#!/bin/sh\necho "$@" > said\n', encoding="utf-8")
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    steps = [step for step in yaml.safe_load(text)["jobs"]["publish"]["steps"] if "run" in step]

    def go() -> list[int]:
        variables = {"PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}", "TAG": "v1.2.3"}
        return [
            subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=tmp_path / step.get("working-directory", ""),
                env=variables,
                capture_output=True,
                check=False,
            ).returncode
            for step in steps
        ]

    assert go() == [0, 0]
    said = (tmp_path / "said").read_text(encoding="utf-8").split()
    assert said[:3] == ["release", "create", "v1.2.3"]
    assert {*said[5:]} == {f"release/{file.name}" for file in folder.iterdir()}
    (tmp_path / "release" / "sbom.cdx.json").write_text("{}", encoding="utf-8")
    assert go()[0] != 0


# The checkout


def test_no_registry_address_stands_in_the_checkout() -> None:
    files = files_of_the_checkout()
    assert ROOT / "requirements.txt" in files
    named = [
        f"{file.relative_to(ROOT)}: {registry}"
        for file in files
        for registry in REGISTRIES
        if registry.encode() in file.read_bytes()
    ]
    assert named == []


def files_of_the_checkout() -> list[Path]:
    """What git tracks or would; in a copy without git, all that make.py did not make."""
    ask = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(ask, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        made = {*make.MADE, ".git", "__pycache__"}
        paths = (path for path in ROOT.rglob("*") if made.isdisjoint(path.relative_to(ROOT).parts))
    else:
        paths = (ROOT / name for name in answer.split("\0") if name)
    return [path for path in paths if path.is_file()]
