"""Both programs that check a bundle, run on the same place."""

import runpy
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from outlast.cli import outlast

from tests.host.running import ROOT

PROGRAM = ROOT / "generator/outlast/verify.py"


@dataclass(frozen=True)
class Said:
    """How a check ended, and its words."""

    code: int
    text: str


def ask(place: Path, capsys: pytest.CaptureFixture[str], *number: str) -> Said:
    """What `outlast verify` and `verify.py` say of a place, which must be the same but for a leading name."""
    result = CliRunner().invoke(outlast, ["verify", str(place), *number])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    ours = Said(result.exit_code, result.output)
    alone = as_program([str(place), *number], capsys)
    assert ours.code == alone.code
    assert ours.text.replace("outlast: ", "") == alone.text
    assert "Traceback" not in ours.text
    return ours


def as_program(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> Said:
    """The file that lies on the stick, run as a program in this process."""
    capsys.readouterr()
    program = runpy.run_path(str(PROGRAM), run_name="verify")
    code = program["main"](arguments)
    told = capsys.readouterr()
    return Said(code, told.out + told.err)


def alone(*arguments: str, program: Path) -> Said:
    """A copy of verify.py run by a Python that finds no installed package."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(program), *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Said(done.returncode, done.stdout + done.stderr)
