"""Fuzzes for as long as it is told: `make fuzz ARGS="TARGET MINUTES"`.

TARGET is plan, rules, archive, manifest or log. It stops at the first input that fails, says why, and puts
the smallest such input into the corpus, where the tests find it from then on.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import chromium
from tests.fuzz import targets
from tests.fuzz.inputs import CORPUS, changed, grafted, kept, plans

AT_ONCE = 2000
"""Inputs before the clock is looked at."""
Judge = Callable[[bytes], None]


@contextmanager
def target(name: str) -> Iterator[tuple[Judge, st.SearchStrategy[bytes]]]:
    """What judges, and the inputs that it is given."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if name in ("plan", "rules"):
            yield targets.plan if name == "plan" else targets.rules, changed(plans())
        elif name == "archive":
            yield targets.archive(folder), changed((targets.bundle(), *kept("archive")))
        elif name == "manifest":
            judge = targets.manifest(folder)
            yield judge, changed(((folder / "MANIFEST").read_bytes(), *kept("manifest")))
        else:
            with chromium() as started:
                page = started.new_page()
                targets.ready(page, folder)
                yield targets.log(page), grafted(kept("log")) | changed(kept("log"))


def soak(name: str, minutes: float) -> str:
    """Why an input fails; "" if none did in that time."""
    end, count = time.monotonic() + 60 * minutes, 0
    with target(name) as (judge, inputs):

        @given(inputs)
        @settings(max_examples=AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def each(content: bytes) -> None:
            targets.judged(judge, content)

        while time.monotonic() < end:
            try:
                each()
            except Exception:  # whatever a user would see as a traceback
                return traceback.format_exc()
            count += AT_ONCE
            print(f"{name}: {count} inputs", flush=True)
    return ""


if __name__ == "__main__":
    _, what, minutes = sys.argv
    if why := soak(what, float(minutes)):
        content = targets.LAST.content
        file = (
            CORPUS
            / ("plan" if what == "rules" else what)
            / f"failed-{hashlib.sha256(content).hexdigest()[:12]}"
        )
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        sys.exit(f"{why}\nThe input is kept in {file}")
