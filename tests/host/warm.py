"""Commands in a process that has imported the program already: imports take longer than most commands.

A server imports, reads what is installed, and does nothing else. Each command is a fork of it with its own
arguments, folder and environment, and ends as any process does: with an exit code, or by a signal.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

AT_START = ("PYTHON", "LC_", "LANG")
"""Beginnings of variables that Python reads when it starts, which is too late for a fork."""


class Command:
    """`python -m module arguments`, which runs or has ended. One at a time."""

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        cwd: Path,
        env: Mapping[str, str],
        out: str = os.devnull,
        err: str = os.devnull,
    ) -> None:
        server = _server(os.getpid())
        assert server.stdin
        assert server.stdout
        self._answers = server.stdout
        asked = (module, [*arguments], str(cwd), dict(env), out, err)
        server.stdin.write(json.dumps(asked).encode() + b"\n")
        self._pid = int(self._answers.readline())

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, or `TimeoutExpired` while it still runs."""
        if not select.select([self._answers], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("a command", timeout or 0)
        return os.waitstatus_to_exitcode(int(self._answers.readline()))

    def kill(self) -> None:
        with suppress(ProcessLookupError):  # it has just ended by itself
            os.kill(self._pid, signal.SIGKILL)


def run(
    module: str, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """A command that has ended, with its output."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        out.touch()
        err.touch()
        command = Command(module, arguments, cwd, env, str(out), str(err))
        try:
            code = command.wait(timeout)
        except subprocess.TimeoutExpired:
            command.kill()
            command.wait(timeout)
            raise
        return subprocess.CompletedProcess(
            (module, *arguments), code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
        )


def possible(environment: Mapping[str, str]) -> bool:
    """Whether a fork with these variables is what a new process would be."""
    return hasattr(os, "fork") and all(
        os.environ.get(name) == value for name, value in environment.items() if name.startswith(AT_START)
    )


@cache
def _server(of: int) -> "subprocess.Popen[bytes]":
    """The server of the process that tests run in. It ends when its input does."""
    server = subprocess.Popen(
        [sys.executable, __file__],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )

    def end() -> None:
        server.communicate()

    atexit.register(end)
    return server


# In the server


def imported() -> None:
    """Import all that commands may need, as no command has begun yet."""
    import outlast

    for module in pkgutil.walk_packages(outlast.__path__, "outlast."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("mkdocs.commands.build", "material.plugins.search.plugin"):
        importlib.import_module(name)


def prepared() -> None:
    """Read what is installed and make what is made of it, which no command changes."""
    from babel.dates import format_date
    from mkdocs.config import load_config
    from mkdocs.utils import get_themes
    from outlast import kept
    from outlast.languages import speaker
    from outlast.mkdocs_plugin.theme import brought_by
    from outlast.model.base import Model
    from outlast.model.scalars.zones import _known_timezones

    load_config(str(Path(__file__).parent / "small" / "mkdocs.yml"))
    get_themes()
    brought_by("material")
    kept._program()
    format_date(locale="en")
    _known_timezones()
    assert (dutch := speaker("nl"))
    assert dutch.translations
    models: list[type[Model]] = [Model]
    for model in models:
        model.model_rebuild()
        models += model.__subclasses__()


def forked() -> tuple[str, list[str]]:
    """The module and its arguments, in a fork that is the command. The server itself stays here."""
    for line in sys.stdin.buffer:
        module, arguments, folder, environment, out, err = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
            time.tzset()
            for number, path in enumerate((os.devnull, out, err)):
                os.dup2(os.open(path, os.O_WRONLY if number else os.O_RDONLY), number)
            sys.path[0] = folder  # as -m has it
            return module, [module, *arguments]
        os.write(1, f"{pid}\n".encode())
        os.write(1, f"{os.waitpid(pid, 0)[1]}\n".encode())
    sys.exit()


_code: int | None = None
"""With which a fork ends, once that is known."""


def end() -> None:
    """End a fork at once: Python would take all apart that was imported, and copy it for that."""
    if _code is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_code)


if __name__ == "__main__":
    atexit.register(end)  # the first one, so that it is called last
    imported()
    prepared()
    gc.freeze()  # else each fork copies all of that when it looks for garbage
    name, sys.argv[:] = forked()
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
        _code = 0
    except SystemExit as ends:
        _code = ends.code if isinstance(ends.code, int) else None
        raise
