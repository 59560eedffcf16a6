"""How long the what-if takes on a large plan, and how that grows.

    .venv/bin/python benchmarks/whatif.py [THINGS ...]

A plan of clusters is made up: each is a small shop of 20 things whose functions, systems, people, devices,
duties, stock and funds hang on each other, and on a mail system that all of them share. Printed are the
time to read the plan into nodes, of the first question (which also walks through the undisturbed world), of
the next one, and of the sweep of all single points; and how often a node was worked out.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta

from outlast.analysis.whatif.answering import answer
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.single_points import without
from outlast.load import load
from outlast.model import Plan
from outlast.source import parse

START = date(2026, 11, 23)
CLUSTER = """
people:
  ann-{n}:
    name: Ann {n}
    role: Founder
    works: [{{days: mon-fri, from: "09:00", to: "17:00"}}]
    may: {{pay: any}}
  bob-{n}:
    name: Bob {n}
    role: Support
    works: [{{days: mon-fri, from: "09:00", to: "13:00"}}]
    may: {{pay: 80 EUR}}
  eve-{n}: {{name: Eve {n}, role: Packer, works: [{{days: mon-sat, from: "08:00", to: "12:00"}}]}}
equipment:
  phone-{n}: {{name: Phone {n}, held_by: ann-{n}}}
  laptop-{n}: {{name: Laptop {n}, kept_in: room-{n}, spares: 1, fetch: 1d}}
locations:
  room-{n}: {{name: Room {n}, fallback: [{{name: Kitchen, ready_in: 1d}}]}}
suppliers:
  maker-{n}: {{name: Maker {n}, lead_time: 5d}}
systems:
  shop-{n}:
    name: Shop {n}
    needs: [mail]
    roles: [staff, owner]
    access: [{{who: ann-{n}, as: owner, second_factor: phone-{n}}}, {{who: bob-{n}, as: staff}}]
    restore: {{by: [ann-{n}], needs: [laptop-{n}], takes: 4h}}
  bank-{n}: {{name: Bank {n}, access: [{{who: ann-{n}, second_factor: phone-{n}}}, {{who: bob-{n}}}]}}
  desk-{n}: {{name: Desk {n}, needs: [{{what: shop-{n}, coasts: 2d}}]}}
stock:
  goods-{n}:
    name: Goods {n}
    cover: 30d
    refill: {{at: 12d, by: ann-{n}, from: maker-{n}}}
    feeds: [sell-{n}]
funds:
  account-{n}:
    name: Account {n}
    balance: 3000 EUR
    burn: 90 EUR per day
    refill: {{at: 900 EUR, by: ann-{n}, lead_time: 1d}}
functions:
  sell-{n}: {{name: Sell {n}, by: automatic, needs: [shop-{n}], mtpd: 3d, loss: 100 EUR per day}}
  refund-{n}:
    name: Refund {n}
    by: [bob-{n}, {{who: ann-{n}, starts_in: 4h}}]
    limit: pay
    amounts: [{{up_to: 80 EUR, share: 80%}}, {{over: 80 EUR, share: 20%}}]
    needs: [{{what: shop-{n}, as: staff}}, {{what: desk-{n}, coasts: 1d}}]
    mtpd: 5d
    loss: 20 EUR per day
    workaround: {{do: Keep a list., by: bob-{n}, capacity: 40%, at_most: 7d}}
  ship-{n}:
    name: Ship {n}
    by: [eve-{n}, {{who: ann-{n}, starts_in: 1d}}]
    needs: [laptop-{n}, room-{n}]
    hours: [{{days: mon-fri, from: "09:00", to: "12:00"}}]
    mtpd: 4d
    unattended: 1d
    loss: 60 EUR per day
obligations:
  rent-{n}:
    {{name: Rent {n}, due: every month on 1, by: ann-{n}, needs: [bank-{n}], grace: 10d, stops: [room-{n}]}}
  bill-{n}:
    name: Bill {n}
    due: every month on 12
    by: [ann-{n}, bob-{n}]
    fund: account-{n}
    grace: 3d
    stops: [shop-{n}]
  wage-{n}:
    name: Wage {n}
    due: every month on the last working day
    by: ann-{n}
    needs: [bank-{n}]
    grace: 2d
    stops: [eve-{n}]
  count-{n}: {{name: Count {n}, due: every friday, by: [eve-{n}, ann-{n}], grace: 5d, stops: [goods-{n}]}}
documents:
  lease-{n}: {{name: Lease {n}, kept_in: room-{n}}}
"""
HEAD = """
business: {format: 1, name: Many shops, timezone: Europe/Brussels, currency: EUR}
systems:
  mail: {name: Mail}
"""


def made(things: int) -> Plan:
    """A plan of about so many things, 20 to a cluster."""
    texts = [HEAD, *(CLUSTER.format(n=number) for number in range(max(1, things // 20)))]
    plan = load(parse(f"plan/{number}.yml", text.encode()) for number, text in enumerate(texts)).plan
    if plan is None:
        raise SystemExit("the plan that is made up here cannot be read")
    return plan


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [250, 500, 1000, 2000]
    print("things  nodes-s  first-s  next-s  worked-out  sweep-s  questions  worked-out")
    for size in sizes:
        plan = made(size)
        began = time.process_time()
        engine = Engine(plan)
        read = time.process_time()
        first = engine.outcome(Question(START, (("ann-0", timedelta(days=21)),)))
        asked = time.process_time()
        answer(engine, Question(START, (("ann-1", timedelta(days=21)),)))
        again = time.process_time()
        found = without(engine, START)
        done = time.process_time()
        worked = sum(engine.outcome(reply.question).world.events for reply in found.values())
        print(
            f"{len(plan.things):6}  {read - began:7.2f}  {asked - read:7.2f}  {again - asked:6.3f}"
            f"  {first.usual.events:10}  {done - again:7.2f}  {len(found):9}  {worked:10}"
        )


if __name__ == "__main__":
    main()
