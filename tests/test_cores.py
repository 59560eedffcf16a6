"""Work on all processors."""

import os
import subprocess
import sys
from pathlib import Path

from outlast.cores import on_all_cores
from outlast.host.lock import Lock


def squared(here: int, number: int) -> int:
    """A square; another process gives up at the third."""
    if os.getpid() != here and number == 3:
        raise OSError
    return number * number


def test_what_other_processes_cannot_do_is_done_here_in_order() -> None:
    assert list(on_all_cores(squared, os.getpid(), range(6))) == [0, 1, 4, 9, 16, 25]


WAITING = """
import os, sys, time
from pathlib import Path
from outlast.cores import on_all_cores
from outlast.host.lock import Lock

os.cpu_count = lambda: 2

def wait(_, part):
    print("begun", flush=True)
    time.sleep(600)

if __name__ == "__main__":
    lock = Lock(Path(sys.argv[1]))
    list(on_all_cores(wait, None, [1, 2]))
"""


def test_a_process_that_is_killed_leaves_neither_others_nor_its_lock_behind(tmp_path: Path) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(WAITING, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        assert [started.stdout.readline() for _ in range(2)] == ["begun\n", "begun\n"]
        started.kill()
        started.wait(20)
        Lock(tmp_path).release()
        started.communicate(timeout=20)  # comes back when the last of them has closed the pipe
