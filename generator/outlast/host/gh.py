"""The program `gh`, which knows the repository and the token by its surroundings."""

from __future__ import annotations

import shutil
import subprocess

from outlast.host.refusal import Failure, Refusal


def gh(*arguments: str, stdin: str = "") -> str:
    """What `gh` says to these arguments. Raises Refusal where it is missing, or does not work."""
    program = shutil.which("gh")
    if program is None:
        raise Refusal("This takes the program gh, which is not here: https://cli.github.com")
    done = subprocess.run(  # noqa: S603 - the arguments are ours
        [program, *arguments], input=stdin, capture_output=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise Failure(f"gh {' '.join(arguments[:2])} did not work: {done.stderr.strip()}")
    return done.stdout
