#!/usr/bin/env python3
"""How long reading, loading and checking a plan takes, against the number of its things.

    python benchmarks/loading.py              plans of 500, 1,000, 2,000 and 5,000 things
    python benchmarks/loading.py 10000 --profile

`read` and `load` are the first two stages alone; `check` is everything that `outlast check` does, both of
them included. Times are seconds of the processor, the best of three runs. The exponent is the slope of time
over things on a double logarithmic scale: 1 is linear, 2 is quadratic.
"""

import argparse
import cProfile
import gc
import math
import pstats
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from outlast.build import check
from outlast.diagnostics import render
from outlast.load import load
from outlast.model import Edition
from outlast.source import read

T = TypeVar("T")

SIZES = (500, 1_000, 2_000, 5_000)
THINGS_OF_A_FILE = 200
TODAY = date(2026, 11, 22)

BUSINESS = """\
business: {format: 1, name: Fern & Flask, timezone: Europe/Brussels, currency: EUR, review_every: 180d}
"""

# Ten things that need each other and those around: {i} is this group, {h} the one before, {k} a far one.
GROUP = """\
people:
  person-{i}:
    name: Person {i}
    role: Support (part time)
    reach: [{{phone: "+32 470 00 {i:04}"}}, {{email: person-{i}@fernandflask.example}}]
    works: [{{days: mon-fri, from: "09:00", to: "13:00", timezone: Europe/Lisbon}}]
    may: {{refund: 80 EUR, spend: any}}
  deputy-{i}:
    name: Deputy {i}
    role: Packing
    skills: [forklift]
equipment:
  phone-{i}: {{name: Phone {i}, held_by: [person-{i}, deputy-{i}], spares: 0}}
systems:
  shop-{i}:
    name: Shop {i}
    needs: [{{what: mail-{i}, coasts: 2d}}]
    roles: [viewer, staff, owner]
    access: [{{who: person-{i}, as: owner, second_factor: phone-{i}}}, {{who: deputy-{h}, as: staff}}]
    rto: 8h
    rpo: vendor
    restore: {{by: [person-{i}], needs: [phone-{i}], takes: 2h, steps: [Open it., Choose *Restore*.]}}
  mail-{i}:
    name: Mail {i}
    access: [{{who: person-{i}}}, {{who: person-{h}}}]
    rto: 4h
suppliers:
  supplier-{i}:
    name: Supplier {i}
    provides: [glass, parcels]
    about: It works for {{shop-{i}}}.
    contacts: [{{name: Desk, reach: [{{phone: "+32 9 555 {i:04}"}}]}}]
    lead_time: 12d
procedures:
  procedure-{i}:
    name: Print the labels of day {i}
    needs: [shop-{i}]
    steps:
      - {{do: Open the order., in: shop-{i}, takes: 2m, expect: It is paid., if_not: "Call {{person-{k}}}."}}
      - {{do: Print the label., by: deputy-{i}}}
functions:
  refunds-{i}:
    name: Refunds {i}
    by: [person-{i}, {{who: deputy-{i}, starts_in: 4h}}, supplier-{h}]
    needs: [{{what: shop-{i}, as: staff}}, {{any: [mail-{i}, mail-{h}, mail-{k}], count: 2}}]
    rto: 1d
    mtpd: 5d
    loss: 35 EUR per day
    steps:
      - {{do: Check that the parcel is back., in: shop-{i}, takes: 2m}}
      - {{use: procedure-{i}}}
    messages: [late-{i}]
messages:
  late-{i}:
    name: Late {i}
    to: customers
    blanks: {{order: the order number}}
    text:
      en: {{subject: "Order {{{{ order }}}}", body: "Order {{{{ order }}}} is late. {{{{ business }}}}"}}
scenarios:
  loss-{i}:
    name: Person {i} is away
    signs: ["{{person-{i}}} does not answer."]
    invoke: {{by: [deputy-{i}], when: After two hours.}}
    lost: [person-{i}, {{what: phone-{i}, for: 3d}}]
    serve: {{first-day: [{{do: Answer as always., by: deputy-{i}}}]}}
    restore: {{first-hour: [Block the phone., {{do: Sign in., in: mail-{i}}}]}}
"""
THINGS_OF_A_GROUP = 10


def plan(things: int) -> list[tuple[str, bytes]]:
    """Name and content of the files of a plan with so many things, rounded down to whole groups."""
    groups = things // THINGS_OF_A_GROUP
    per_file = THINGS_OF_A_FILE // THINGS_OF_A_GROUP
    files = [("plan/business.yml", BUSINESS.encode())]
    for first in range(0, groups, per_file):
        collections: dict[str, list[str]] = {}
        for i in range(first, min(first + per_file, groups)):
            key = ""
            for line in GROUP.format(i=i, h=(i - 1) % groups, k=(i * 7 + 3) % groups).splitlines():
                if line[0] != " ":
                    key = line
                    collections.setdefault(key, [])
                else:
                    collections[key].append(line)
        text = "\n".join(line for key, lines in collections.items() for line in (key, *lines))
        files.append((f"plan/part-{first:05}.yml", text.encode()))
    return files


def measured(things: int, folder: Path) -> dict[str, float]:
    """Seconds for a plan with so many things: reading, loading, and all that `outlast check` does."""
    for path, content in plan(things):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    seconds: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], T]) -> T:
        gc.collect()
        start = time.process_time()
        result = work()
        seconds[stage] = time.process_time() - start
        return result

    documents = timed("read", lambda: read(folder / "plan"))
    timed("load", lambda: load(documents))
    checked = timed("check", lambda: check(folder / "plan", Edition.FULL, today=TODAY))
    if checked.plan is None or not checked.sound:
        raise SystemExit(render(checked.diagnostics[:5]))
    if len(checked.plan.things) != things:
        raise SystemExit(f"the plan holds {len(checked.plan.things)} things, not {things}")
    return seconds


def in_a_folder(things: int) -> dict[str, float]:
    """The same, in a folder that is gone afterwards."""
    with TemporaryDirectory() as folder:
        return measured(things, Path(folder))


def exponent(points: list[tuple[int, float]]) -> float:
    """The slope of a straight line through the logarithms of things and seconds."""
    pairs = [(math.log(things), math.log(max(seconds, 1e-6))) for things, seconds in points]
    middle = sum(x for x, _ in pairs) / len(pairs), sum(y for _, y in pairs) / len(pairs)
    spread = sum((x - middle[0]) ** 2 for x, _ in pairs)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in pairs) / spread


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="numbers of things")
    parser.add_argument("--runs", type=int, default=3, help="runs of each size; the best one counts")
    parser.add_argument("--profile", action="store_true", help="show where the largest plan spends its time")
    options = parser.parse_args()
    in_a_folder(100)  # imports and caches
    rows = {}
    for things in options.sizes:
        runs = [in_a_folder(things) for _ in range(options.runs)]
        rows[things] = {stage: min(run[stage] for run in runs) for stage in runs[0]}
    stages = list(next(iter(rows.values())))
    print("".join(f"{name:>10}" for name in ("things", *stages, "ms/thing")))
    for things, seconds in rows.items():
        cells = (*seconds.values(), seconds["check"] / things * 1e3)
        print(f"{things:>10,}" + "".join(f"{cell:>10.2f}" for cell in cells))
    if len(rows) > 1:
        slopes = (exponent([(things, row[stage]) for things, row in rows.items()]) for stage in stages)
        print(f"{'exponent':>10}" + "".join(f"{slope:>10.2f}" for slope in slopes))
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(in_a_folder, max(options.sizes))
        pstats.Stats(profile).sort_stats("cumulative").print_stats(40)


if __name__ == "__main__":
    main()
