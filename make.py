#!/usr/bin/env python3
"""Build, test and look after Outlast with nothing but Python 3.11 or newer:

python make.py site    build the example shop into site/ and its offline bundle into dist/
python make.py docs    build the documentation of Outlast into site-docs/, or into the folder that you name
python make.py test    lint, types and tests (what follows goes to pytest: -k words, tests/test_x.py)
python make.py check   lint and types only
python make.py fuzz    look for input that breaks something (ARGS="plan 60": the reader, an hour)
python make.py serve   show the site in a browser and reload it when the plan changes
python make.py release  make dist/release/: wheel, bundle of the public edition, SBOM, checksums
python make.py lock    write the locked requirements anew (--upgrade: with the newest versions)
python make.py tools   install what the tests need beside Python: FAT drives, a database to restore
python make.py clean   remove everything that these commands made
"""

# Older Pythons must be able to parse this file, or they could not say that they are too old.
import sys

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    sys.exit("Outlast needs Python 3.11 or newer, and this is Python {}.{}.".format(*sys.version_info))

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "outlast.json"
# What is locked for the tests holds all that a build needs.
COVERS = {"site": ("site",), "test": ("site", "test")}
EXTRAS = ("--extra", "encrypt", "--extra", "pdf")
REQUIREMENTS = {"site": ROOT / "requirements.txt", "test": ROOT / "requirements-dev.txt"}
MADE = (
    ".venv",
    "site",
    "site-docs",
    "dist",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
)
DRIVES = ["mtools"]
DATABASE = ["mariadb-server-core", "mariadb-client"]
LOCK_HEADER = """\
# Every package of {what}, pinned by hash for all platforms and Python 3.11 and newer.
# Written by `python make.py lock` from pyproject.toml: do not edit.
"""


class Refusal(Exception):
    """Something is missing that this program cannot put right: its text says what to do."""


def main(arguments: Sequence[str]) -> int:
    """The exit code of the command that `arguments` name."""
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "site": site,
        "docs": docs,
        "test": test,
        "check": check,
        "fuzz": fuzz,
        "serve": serve,
        "release": release,
        "lock": lock,
        "tools": tools,
        "clean": clean,
    }
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say((__doc__ or "").strip())
        return 0 if arguments else 2
    if arguments[0] not in commands:
        say('There is no "{}" here. Use one of: {}.'.format(arguments[0], ", ".join(commands)))
        return 2
    try:
        return commands[arguments[0]](arguments[1:])
    except Refusal as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130


# The commands


def site(arguments: Sequence[str]) -> int:
    """Build site/ and dist/ in the edition that mkdocs.yml names."""
    no_more(arguments)
    python = environment("site")
    for command in (["build"], ["bundle", "--plain"]):
        code = run([python, "-m", "outlast", *command])
        if code:
            return code
    say("")
    say("The site:   open site/index.html in a browser (no server needed), or: python make.py serve")
    for bundle in sorted((ROOT / "dist").glob("*.zip")):
        say(f"The bundle: dist/{bundle.name}, for a USB drive")
    return 0


def docs(arguments: Sequence[str]) -> int:
    """Build the documentation, a site of its own apart from the runbook of the example, into a folder."""
    no_more(arguments[1:])
    into = ["--site-dir", str(ROOT / arguments[0])] if arguments else []
    build = ["-m", "mkdocs", "build", "--strict", "--config-file", "mkdocs-docs.yml"]
    return run([environment("site"), *build, *into])


def test(arguments: Sequence[str]) -> int:
    """Lint and types, then the tests with the ten slowest; their closing line is the last that is printed."""
    python = environment("test")
    surroundings = dict(os.environ)
    if "not e2e" not in arguments:
        surroundings["OUTLAST_CHROMIUM"] = browser(python)
        surroundings["OUTLAST_FIREFOX"] = firefox()
    if sys.platform != "win32" and shutil.which("mcopy") is None:
        apt_install(DRIVES)  # else the tests of FAT drives say what they lack
    if sys.platform != "win32" and not mariadb():
        # The programs without the service: the restore drill starts a server of its own.
        apt_install(DATABASE)  # else that test says what it lacks
    checked = lint(python)
    # A worker for each of two processors; the tests of a file stay together: they share what they build.
    # In the order of names long files come first, so that no worker waits for the other at the end.
    workers = () if "-n" in arguments else ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
    code = run([python, "-m", "pytest", *workers, "--durations=10", *arguments], surroundings)
    return code or checked


def check(arguments: Sequence[str]) -> int:
    """Lint and types."""
    no_more(arguments)
    return lint(environment("test"))


def fuzz(arguments: Sequence[str]) -> int:
    """Fuzz one target for some minutes: see tests/fuzz/soak.py."""
    python = environment("test")
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    if "log" in arguments:
        surroundings["OUTLAST_CHROMIUM"] = browser(python)
    return run([python, "-m", "tests.fuzz.soak", *arguments], surroundings)


def serve(arguments: Sequence[str]) -> int:
    """Serve the site until Ctrl-C."""
    return run([environment("site"), "-m", "outlast", "serve", *arguments])


def release(arguments: Sequence[str]) -> int:
    """Make what a release holds; of the example only the edition for everybody."""
    no_more(arguments)
    python = environment("site")
    folder = ROOT / "dist" / "release"
    remove(folder)
    folder.mkdir(parents=True)
    wheel = [
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--disable-pip-version-check",
    ]
    for command in (
        [python, *wheel, "--wheel-dir", str(folder), str(ROOT)],
        [python, "-m", "outlast", "bundle", "--edition", "public", "--out", str(folder)],
    ):
        code = run(command)
        if code:
            return code
    wheel_file = next(folder.glob("*.whl"))
    parts = bill_of_materials(REQUIREMENTS["site"].read_text(encoding="utf-8"), wheel_file.name.split("-")[1])
    (folder / "sbom.cdx.json").write_text(json.dumps(parts, indent=1) + "\n", encoding="utf-8", newline="\n")
    sums = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(folder.iterdir())
    ]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8", newline="\n")
    say(f"Made in {folder.relative_to(ROOT)}: " + ", ".join(file.name for file in sorted(folder.iterdir())))
    return 0


def bill_of_materials(locked: str, version: str) -> dict[str, object]:
    """What a build needs, package by package with their hashes, in the form CycloneDX 1.6 (an SBOM)."""
    components = []
    for entry in locked.replace("\\\n", " ").splitlines():
        words = entry.split()
        if not words or words[0].startswith("#"):
            continue
        name, _, pinned = words[0].partition("==")
        hashes = [word.rpartition(":")[2] for word in words if word.startswith("--hash=sha256:")]
        components.append(
            {
                "type": "library",
                "name": name,
                "version": pinned,
                "purl": f"pkg:pypi/{name}@{pinned}",
                "properties": [{"name": "sha256", "value": digest} for digest in hashes],
            }
        )
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "outlast", "version": version, "bom-ref": "outlast"}
        },
        "components": components,
    }


def lock(arguments: Sequence[str]) -> int:
    """Write both requirements files from pyproject.toml, with hashes for all platforms."""
    with tempfile.TemporaryDirectory() as folder:  # noqa: TID251 - of a program that is public
        uv = shutil.which("uv") or fetch_uv(Path(folder))
        with_dev, without = REQUIREMENTS["test"], REQUIREMENTS["site"]
        compile_lock(uv, "what the tests need", ["--group", "dev", *EXTRAS, *arguments], with_dev)
        # The same versions in both, so that what is tested is what builds the site.
        constraint = ["--constraint", with_dev.name]
        compile_lock(uv, "what a build needs", ["--group", "build", *EXTRAS, *constraint], without)
    return 0


def tools(arguments: Sequence[str]) -> int:
    """Install what the tests need beside Python: with brew on a Mac, else with apt-get."""
    no_more(arguments)
    if sys.platform == "darwin" and shutil.which("brew"):
        return run(["brew", "install", "mtools", "mariadb"])
    if shutil.which("apt-get"):
        return run([*([] if is_root() else ["sudo"]), "apt-get", "install", "--yes", *DRIVES, *DATABASE])
    raise Refusal("There is neither brew nor apt-get here. Install mtools and MariaDB by hand.")


def clean(arguments: Sequence[str]) -> int:
    """Remove what the other commands made, never following a link out of the checkout."""
    no_more(arguments)
    for name in MADE:
        remove(ROOT / name)
    for cache in [*(ROOT / "generator").rglob("__pycache__"), *(ROOT / "tests").rglob("__pycache__")]:
        remove(cache)
    return 0


# The environment


def environment(purpose: str) -> str:
    """The Python of .venv, which holds the locked packages for `purpose` ("site" or "test")."""
    python = venv_python(VENV, os.name)
    place = f"Python {sys.version_info[0]}.{sys.version_info[1]} in {ROOT}"
    stamp = read_stamp(STAMP)
    if is_ready(stamp, purpose, place) and python.exists():
        return str(python)
    if stamp.get("place") != place or not python.exists():
        make_venv()
    STAMP.unlink(missing_ok=True)  # until all is done, .venv is half made
    say(f"Installing the locked packages of {REQUIREMENTS[purpose].name} into .venv ...")
    locked = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(REQUIREMENTS[purpose])]
    pip(python, locked)
    pip(python, ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    stamp = {"place": place, **{covered: wanted(covered) for covered in COVERS[purpose]}}
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8", newline="\n")
    return str(python)


def is_ready(stamp: Mapping[str, str], purpose: str, place: str) -> bool:
    """Whether .venv was made here, by this Python, from the locks as they are now."""
    return stamp.get("place") == place and stamp.get(purpose) == wanted(purpose)


def wanted(purpose: str) -> str:
    """The fingerprint of all that decides what .venv must hold for `purpose`."""
    return fingerprint([REQUIREMENTS[purpose], ROOT / "pyproject.toml"])


def venv_python(venv: Path, system: str) -> Path:
    """Where the interpreter of a virtual environment lies under that `os.name`."""
    return venv / "Scripts" / "python.exe" if system == "nt" else venv / "bin" / "python"


def fingerprint(files: Sequence[Path]) -> str:
    """A hash that changes when one of `files` does; line endings do not count."""
    digest = hashlib.sha256()
    for file in files:
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            raise Refusal(f"{file.name} is missing: this is not a complete checkout of Outlast.") from None
        digest.update(hashlib.sha256(content.replace(b"\r\n", b"\n")).digest())
    return digest.hexdigest()


def read_stamp(file: Path) -> dict[str, str]:
    """What the last complete installation noted, or nothing if it was cut short."""
    try:
        stamp = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def make_venv() -> None:
    """Make .venv anew in place of one that is half made, moved or of another Python."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not apt_install([package]):
            raise Refusal(no_venv(package, shutil.which("apt-get") is not None))
    if Path(sys.prefix).resolve() == VENV:
        raise Refusal("The environment .venv must be made anew: run make.py with a Python outside it.")
    remove(VENV)
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        raise Refusal("Python could not make the virtual environment .venv:\n" + tail(done.stdout))


def no_venv(package: str, debian: bool) -> str:
    """What to tell somebody whose Python comes without venv."""
    remedy = (
        f"sudo apt-get install {package}"
        if debian
        else "install the venv package of your system, or Python from python.org"
    )
    return (
        "This Python cannot make virtual environments (venv and ensurepip are missing).\n"
        f"To put it right: {remedy}"
    )


def pip(python: Path, arguments: Sequence[str]) -> None:
    """Run `pip install`, quietly unless it fails."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        raise Refusal(pip_failed(done.stdout))


def pip_failed(output: bytes) -> str:
    """What to tell when pip could not install: its last lines, and what they may mean."""
    told = "pip could not install what Outlast needs. Its last words were:\n" + tail(output)
    if any(sign in output for sign in (b"Retrying", b"No matching distribution", b"onnection")):
        told += "\nIs there a network? The first run fetches packages; later ones need none."
    return told


def fetch_uv(folder: Path) -> str:
    """The uv of a throw-away environment: it is needed to lock, and for nothing else."""
    say("There is no uv here: fetching one for this run only ...")
    if importlib.util.find_spec("ensurepip") is None:
        raise Refusal("To write the lock, install uv first.")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, stdout=subprocess.DEVNULL)
    python = venv_python(folder, os.name)
    pip(python, ["uv"])
    return str(python.with_name("uv.exe" if os.name == "nt" else "uv"))


def compile_lock(uv: str, what: str, arguments: Sequence[str], file: Path) -> None:
    """Resolve pyproject.toml for every platform and write `file`, which names no registry."""
    fixed = ["--universal", "--generate-hashes", "--python-version", "3.11", "--no-annotate", "--no-header"]
    quiet = ["--quiet", "--no-emit-index-url", "--no-emit-find-links", "--output-file", file.name]
    code = run([uv, "pip", "compile", "pyproject.toml", *fixed, *quiet, *arguments])
    if code:
        raise Refusal(f"uv could not write {file.name}.")
    text = LOCK_HEADER.format(what=what) + file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8", newline="\n")


# The browser of the end-to-end tests


def mariadb() -> bool:
    """Whether the programs of the restore drill are there. The server lies where only root looks."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
    return all(shutil.which(each, path=path) for each in ("mariadbd", "mariadb-install-db", "mariadb-dump"))


def browser(python: str) -> str:
    """The path of a Chromium for the tests: the headless shell, at a third of the cost, or else any."""
    named = named_browser("OUTLAST_CHROMIUM")
    if named:
        return named
    found = find_browser(os.environ, sys.platform, starts, shell_places)
    if not found and apt_install(["chromium-headless-shell"]):
        found = find_browser(os.environ, sys.platform, starts, shell_places)
    found = found or playwright_shell(python) or find_browser(os.environ, sys.platform, starts)
    if not found:
        raise Refusal(
            "The end-to-end tests need a Chromium, and none could be found or fetched.\n"
            "Install Chromium, Chrome or Edge, or name one in the variable OUTLAST_CHROMIUM;\n"
            'or leave those tests out: python make.py test -m "not e2e"'
        )
    return found


def firefox() -> str:
    """The path of a Firefox for the tests: an installed one, else Debian's."""
    named = named_browser("OUTLAST_FIREFOX")
    if named:
        return named
    found = find_browser(os.environ, sys.platform, starts, firefox_places)
    if not found and apt_install(["firefox-esr"]):
        found = find_browser(os.environ, sys.platform, starts, firefox_places)
    if not found:
        raise Refusal(
            "The end-to-end tests need a Firefox, and none could be found.\n"
            "Install Firefox, or name one in the variable OUTLAST_FIREFOX;\n"
            'or leave those tests out: python make.py test -m "not e2e"'
        )
    return found


def named_browser(variable: str) -> str:
    """The browser that a variable names, or ""."""
    named = os.environ.get(variable, "")
    if named and not Path(named).is_file():
        raise Refusal(f"{variable} names {named}, and there is no such file.")
    return named


def find_browser(
    variables: Mapping[str, str],
    platform: str,
    usable: Callable[[str], bool],
    places: Callable[[Mapping[str, str], str], Sequence[str]] | None = None,
) -> str:
    """The first browser that is `usable`, or ""; of the Chromium family unless other places are named."""
    return next((path for path in (places or browser_places)(variables, platform) if usable(path)), "")


def shell_places(variables: Mapping[str, str], platform: str) -> list[str]:
    """Where the headless shell of Chromium may lie: on the PATH."""
    return on_path(("chromium-headless-shell", "chrome-headless-shell"), variables)


def on_path(commands: Sequence[str], variables: Mapping[str, str]) -> list[str]:
    """Where those of the commands lie that the PATH leads to."""
    found = [shutil.which(command, path=variables.get("PATH", "")) for command in commands]
    return [path for path in found if path]


def browser_places(variables: Mapping[str, str], platform: str) -> list[str]:
    """Where such a browser may lie: on the PATH first, then where its installer puts it."""
    commands = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "microsoft-edge")
    places = on_path(commands, variables)
    if platform == "darwin":
        apps = ("Google Chrome", "Chromium", "Microsoft Edge")
        places += [f"/Applications/{app}.app/Contents/MacOS/{app}" for app in apps]
    if platform == "win32":
        folders = [variables[name] for name in WINDOWS_FOLDERS if variables.get(name)]
        programs = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
        places += [folder + "\\" + program for program in programs for folder in folders]
    return places


def firefox_places(variables: Mapping[str, str], platform: str) -> list[str]:
    """Where a Firefox may lie: on the PATH first, then where its installer puts it."""
    places = on_path(("firefox-esr", "firefox"), variables)
    if platform == "darwin":
        places.append("/Applications/Firefox.app/Contents/MacOS/firefox")
    if platform == "win32":
        folders = [variables[name] for name in WINDOWS_FOLDERS if variables.get(name)]
        places += [folder + r"\Mozilla Firefox\firefox.exe" for folder in folders]
    return places


WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def starts(path: str) -> bool:
    """Whether that browser is more than a signpost to a shop (Ubuntu's chromium-browser is one)."""
    if not Path(path).is_file():
        return False
    if sys.platform == "win32":  # there --version opens a window
        return True
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwright_shell(python: str) -> str:
    """The path of Playwright's own headless shell, fetched unless it is there, or ""."""
    install = [python, "-m", "playwright", "install", "chromium-headless-shell"]
    told = subprocess.run([*install, "--dry-run"], capture_output=True, check=False).stdout.decode(
        errors="replace"
    )
    folders = [Path(line.partition(":")[2].strip()) for line in told.splitlines() if "headless_shell" in line]
    if not any(folder.is_dir() for folder in folders):
        say("There is no headless shell of Chromium here: fetching the one of Playwright ...")
        run([*install, *(["--with-deps"] if is_root() and shutil.which("apt-get") else [])])
    found = (str(path) for folder in folders for path in folder.glob("*/*headless?shell*"))
    return next((path for path in found if Path(path).suffix in ("", ".exe") and starts(path)), "")


# Small things


def lint(python: str) -> int:
    """Run all checkers, each to its end, so that all is seen at once."""
    checkers = (
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["outlast", "languages", "--check"],
        ["outlast", "languages", "--plan", "plan", "--check"],
    )
    codes = {" ".join(checker): run([python, "-m", *checker]) for checker in checkers}
    zizmor = str(Path(python).with_name("zizmor"))
    codes["zizmor"] = run([zizmor, "--offline", "--no-progress", ".github"])
    actionlint = shutil.which("actionlint")
    if actionlint:  # no built Python package has it: only where somebody has it
        codes["actionlint"] = run([actionlint])
    failed = [name for name, code in codes.items() if code]
    if failed:
        say("Not clean: " + ", ".join(failed))
    return 1 if failed else 0


def run(command: Sequence[str], variables: Mapping[str, str] | None = None) -> int:
    """The exit code of `command`, run in the checkout with its output shown as it comes."""
    return subprocess.run(list(command), cwd=ROOT, env=variables, check=False).returncode


def apt_install(packages: Sequence[str]) -> bool:
    """Whether Debian's or Ubuntu's apt-get has installed `packages`: only tried as root."""
    if not is_root() or shutil.which("apt-get") is None:
        return False
    say("Installing " + ", ".join(packages) + " with apt-get ...")
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt_get(["update"], variables)  # it may fail in part: the next line decides
    return apt_get(["install", "--yes", "--no-install-recommends", *packages], variables) == 0


def apt_get(arguments: Sequence[str], variables: Mapping[str, str]) -> int:
    """The exit code of apt-get, whose chatter nobody needs."""
    quiet = subprocess.DEVNULL
    command = ["apt-get", *arguments]
    return subprocess.run(command, env=variables, stdout=quiet, stderr=quiet, check=False).returncode


def is_root() -> bool:
    """Whether this may install system packages; never on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def remove(path: Path) -> None:
    """Remove a file, a link (not what it leads to) or a folder, if it is there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def no_more(arguments: Sequence[str]) -> None:
    """Refuse what a command would otherwise ignore in silence."""
    if arguments:
        raise Refusal("This command takes nothing more: " + " ".join(arguments))


def tail(output: bytes) -> str:
    """The last lines of a command's output, indented."""
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    return "\n".join("  " + line for line in lines[-8:])


def say(line: str) -> None:
    """Print at once, so that lines keep their order among those of the commands that run."""
    print(line, flush=True)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
