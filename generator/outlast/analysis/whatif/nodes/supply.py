"""Systems, stocks and funds as nodes."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from outlast.analysis.confirmed import copies
from outlast.analysis.whatif.business_calendar import NEVER
from outlast.analysis.whatif.duties import Crew, Doer
from outlast.analysis.whatif.nodes.plan_reader import PlanReader
from outlast.analysis.whatif.question import Unknown
from outlast.analysis.whatif.stores import Running, StoreNode
from outlast.analysis.whatif.systems import SystemNode
from outlast.model.funds import Fund
from outlast.model.scalars import Duration
from outlast.model.stock import Stock
from outlast.model.systems import System


def serving(reader: PlanReader, system: System) -> SystemNode:
    """A system, with who brings it back."""
    restore = system.restore
    takes_needs = reader.formula(system.id, "restore", "needs")
    who = [str(each) for each in restore.by] if restore else []
    takes = restore.takes if restore and restore.takes else None
    if takes is None:
        reader.unknown.append(Unknown(system.id, "restore.takes"))
        takes = system.rto.duration if system.rto else None
    took = [backup.took for backup in copies(system) if backup.took]
    drilled = tuple(
        (drill.on.date, drill.took)
        for drill in sorted(reader.plan.exercises.values(), key=lambda each: each.on)
        if drill.of == system.id and drill.took and drill.result == "worked"
    )
    priority = int(restore.priority) if restore and restore.priority is not None else 10**6
    return SystemNode(
        system.id,
        reader.formula(system.id, "needs", coasts=system.coasts),
        reader.held(system.id),
        tuple(reader.member(each, takes_needs) for each in who),
        bool(who),
        takes_needs,
        takes,
        drilled,
        max(took, key=lambda each: each.length, default=None),
        (priority, system.id),
    )


def stock(reader: PlanReader, stock: Stock) -> StoreNode:
    """A stock; it runs down only where the plan says how."""
    refill = stock.refill
    place = str(stock.kept_in) if stock.kept_in else None
    falls = stock.cover is not None and refill is not None and refill.at is not None and bool(refill.by)
    if not falls:
        reader.unknown.append(Unknown(stock.id, "refill" if stock.cover else "cover"))
    if refill is None or not refill.by:
        return StoreNode(stock.id, Fraction(1), None, place, True, NEVER, reader.held(stock.id))
    lead = refill.lead_time
    if lead is None and refill.from_ in reader.plan.suppliers:
        lead = reader.plan.suppliers[refill.from_].lead_time
    if lead is None:
        reader.unknown.append(Unknown(stock.id, "refill.lead_time"))
    source = str(refill.from_) if refill.from_ else None
    supplier = reader.plan.suppliers.get(source) if source else None
    running = Running(
        Fraction(1) if falls else Fraction(0),
        False,
        True,
        _days(refill.at) if falls and refill.at else Fraction(0),
        _crew(reader, [str(who) for who in refill.by]),
        source,
        reader.open(source),
        reader.alternatives(supplier) if supplier else (),
        lead,
        lead is not None,
        None,
    )
    full = _days(stock.cover) if falls and stock.cover else Fraction(1)
    return StoreNode(stock.id, full, running, place, True, NEVER, reader.held(stock.id))


def fund(reader: PlanReader, fund: Fund) -> StoreNode:
    """A fund; it runs down only where the plan says how."""
    refill = fund.refill
    ends = reader.after(fund.expires.date) if fund.expires else NEVER
    balance = reader.worth(fund.balance) if fund.balance else None
    burn = reader.worth(fund.burn.money) if fund.burn else None
    at = reader.worth(refill.at) if refill and refill.at else None
    if balance is None or not burn or at is None or refill is None or not refill.by:
        reader.unknown.append(Unknown(fund.id, "burn" if balance is not None and not burn else "refill"))
        return StoreNode(fund.id, Fraction(1), None, None, False, ends, reader.held(fund.id))
    amount = reader.worth(refill.amount) if refill.amount else None
    running = Running(
        Fraction(burn),
        bool(fund.burn and fund.burn.open_days),
        bool(fund.seasonal),
        Fraction(at),
        _crew(reader, [str(who) for who in refill.by]),
        None,
        None,
        (),
        refill.lead_time,
        True,
        Fraction(amount) if amount is not None else None,
    )
    return StoreNode(fund.id, Fraction(balance), running, None, False, ends, reader.held(fund.id))


def _crew(reader: PlanReader, who: list[str]) -> Crew:
    doers = tuple(Doer(reader.member(each, ())) for each in who)
    return Crew(doers, None)


def _days(duration: Duration) -> Fraction:
    return Fraction(duration.length // timedelta(seconds=1), 86_400)
