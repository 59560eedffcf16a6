"""Work on all processors."""

import os

from outlast.cores import on_all_cores


def squared(here: int, number: int) -> int:
    """A square; another process gives up at the third."""
    if os.getpid() != here and number == 3:
        raise OSError
    return number * number


def test_what_other_processes_cannot_do_is_done_here_in_order() -> None:
    assert list(on_all_cores(squared, os.getpid(), range(6))) == [0, 1, 4, 9, 16, 25]
