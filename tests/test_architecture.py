"""The architecture as a rule: who imports whom, and who may speak to the user."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "outlast"
ENDINGS = {"exit", "quit", "sys.exit", "os._exit", "os.abort"}
SPEECH = {"print", "sys.stdout.write", "sys.stderr.write", "click.echo", "click.secho"}


def test_imports_keep_the_layers(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    configure()
    kept = lint_imports(str(ROOT / "pyproject.toml"), cache_dir=None, no_logo=True)
    assert kept, capsys.readouterr().out


DRAWING = {"outlast.pages", "outlast.render", "outlast.site.blocks", "jinja2", "mkdocs", "outlast.new"}
ENGINE = {"outlast.analysis.whatif.engine", "outlast.analysis.whatif.nodes"}


@pytest.mark.parametrize(
    ("used", "never"),
    [
        ("outlast.cli.check, outlast.build, outlast.reasons.outlook", DRAWING | ENGINE),
        ("outlast.mkdocs_plugin.run, outlast.pages as pages; pages.kinds()", ENGINE),
    ],
)
def test_nothing_imports_what_it_does_not_need(used: str, never: set[str]) -> None:
    """To import what draws pages takes as long as a tenth of a check, and so does what works out answers."""
    program = f"import sys, {used}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "outlast.analysis" in done.stdout
    assert never & {*done.stdout.split()} == set()


def test_only_the_command_line_prints_and_exits() -> None:
    modules = [file for file in PACKAGE.rglob("*.py") if not may_speak(file)]
    assert modules
    found = [
        f"{file.relative_to(ROOT)}:{line}: {what}"
        for file in sorted(modules)
        for line, what in speech(file.read_text(encoding="utf-8"))
    ]
    assert found == [], f"return it to `cli`, which says it: {found}"


def test_commands_write_files_whole_and_lose_none() -> None:
    """They leave it to `host.room` and `writing`, whose files are never half-written."""
    writes, modes = {"write_text", "write_bytes"}, {"w", "wb", "r+", "rb+"}
    found = [
        (file.name, node.lineno)
        for file in sorted((PACKAGE / "cli").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.expr)
        and (getattr(node, "attr", "") in writes or getattr(node, "value", "") in modes)
    ]
    # passphrase.py opens one file, and only if it is new.
    assert [name for name, _ in found] == ["passphrase.py"], f"write with `replace_file`: {found}"


def test_programs_of_their_own_need_nothing_of_ours() -> None:
    """What lies on the drive (it starts with #!) runs where Outlast is not installed."""
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if text.startswith("#!"):
            names = {name.split(".")[0] for name in imported(ast.parse(text))}
            assert "outlast" not in names, file.relative_to(ROOT)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("print('x')", "print"),
        ("import sys\nsys.exit(1)", "sys.exit"),
        ("import sys\nsys.stderr.write('x')", "sys.stderr.write"),
        ("raise SystemExit", "SystemExit"),
        ("raise SystemExit(2)", "SystemExit"),
        ("def f():\n    click.echo('x')", "click.echo"),
    ],
)
def test_speaking_is_noticed(code: str, what: str) -> None:
    assert [found for _, found in speech(code)] == [what]


def test_other_calls_are_not_speaking() -> None:
    assert list(speech("pprint.pformat(x)\nfile.write('x')\nraise ValueError('x')")) == []


def may_speak(file: Path) -> bool:
    """Whether `file` is the command line, or a program of its own."""
    top = file.relative_to(PACKAGE).parts[0]
    return top in ("cli.py", "cli") or file.read_text(encoding="utf-8").startswith("#!")


def speech(code: str) -> Iterator[tuple[int, str]]:
    """Line and name of each place where `code` prints or ends the program."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ENDINGS | SPEECH:
            yield node.lineno, ast.unparse(node.func)
        elif isinstance(node, ast.Raise) and node.exc is not None:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if ast.unparse(raised) == "SystemExit":
                yield node.lineno, "SystemExit"


def imported(tree: ast.Module) -> Iterator[str]:
    """The names of all modules that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
