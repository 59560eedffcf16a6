"""Stocks and funds: how they run down, when they must be filled, and when that is done (first law, 9)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from outlast.model.funds import Fund
from outlast.model.scalars import Duration, Money
from outlast.model.stock import Stock
from outlast.model.suppliers import Supplier

from tests.whatif.oracle.world import Store, World, season


def is_empty(world: World, t: int, id: str) -> bool:
    store = world.stores[id]
    return store.level is not None and store.level <= 0


def begin(world: World) -> None:
    """Full, and running down from the start."""
    for stock in world.plan.stock.values():
        world.stores[stock.id] = _full(stock)
    for fund in world.plan.funds.values():
        world.stores[fund.id] = Store(level=Fraction(fund.balance.amount) if fund.balance else None)


def lose(world: World) -> None:
    """A lost stock is empty at the start.

    Reading: however long it is gone; it comes back when it was ordered, not by itself.
    """
    for stock in world.plan.stock.values():
        if stock.id in world.question.losses:
            world.stores[stock.id] = Store(level=Fraction(0))


def _full(stock: Stock) -> Store:
    if stock.cover is None or stock.refill is None or stock.refill.at is None:
        return Store()
    return Store(level=_days(stock.cover))


def _days(length: Duration) -> Fraction:
    return Fraction(length.length / timedelta(minutes=1)) / 1440


def pass_time(world: World, t: int) -> None:
    """What was used up in the step that ends at t, and what arrives at t.

    Reading: a burn is spread evenly over the minutes of its day, a longer or shorter one too, and goes on
    while the store is lost or out of reach; an open day is a whole day. Of stock, and of a seasonal fund,
    more goes in a season, by its factor.
    """
    day = world.clock.day(t - world.clock.step)
    part = Fraction(world.clock.step, world.clock.day_end(day) - world.clock.midnight_of(day))
    for id, store in world.stores.items() if t > 0 else ():
        if store.level is not None:
            store.level = max(Fraction(0), store.level - part * _burn(world, id, day))
    for id, store in world.stores.items():
        if store.arrives is not None and t >= store.arrives:
            _fill(world, t, id)


def _burn(world: World, id: str, day: date) -> Fraction:
    """How much goes on a day."""
    if id in world.plan.stock:
        stock = world.plan.stock[id]
        runs = stock.cover is not None and stock.refill is not None and stock.refill.at is not None
        return season(world, day) if runs else Fraction(0)
    fund = world.plan.funds[id]
    if fund.burn is None or not _runs(fund) or (fund.burn.open_days and not world.clock.works_on(day)):
        return Fraction(0)
    return _worth(world, fund.burn.money) * (season(world, day) if fund.seasonal else 1)


def _runs(fund: Fund) -> bool:
    return None not in (fund.balance, fund.burn, fund.refill and fund.refill.at)


def _fill(world: World, t: int, id: str) -> None:
    if id in world.plan.stock:
        world.stores[id] = _full(world.plan.stock[id])
        return
    fund, store = world.plan.funds[id], world.stores[id]
    assert fund.refill is not None
    assert fund.balance is not None
    level = store.level or Fraction(0)
    amount = fund.refill.amount
    store.level = level + _worth(world, amount) if amount else Fraction(fund.balance.amount)
    store.ordered, store.arrives = False, None


def order(world: World, t: int) -> None:
    """Orders what has fallen to its level, if somebody can; the supplier may come later.

    Reading: the duty begins when the level is reached and not on the days before; so it is done at the first
    moment from then on at which one who does it is at work.
    """
    for id, store in world.stores.items():
        refill = world.plan.stock[id].refill if id in world.plan.stock else world.plan.funds[id].refill
        if refill is None or store.arrives is not None or world.question.is_idle(id, world.clock.day(t)):
            continue
        fallen = _is_low(world, id)
        doers = [str(doer) for doer in refill.by] or list(world.plan.people)
        if not store.ordered and (not fallen or not any(world.at_work(doer, t) for doer in doers)):
            continue
        store.ordered = True
        lead: Duration | None = refill.lead_time
        source = None if id in world.plan.funds else world.plan.stock[id].refill.from_  # type: ignore[union-attr]
        firm = world.plan.suppliers.get(source) if source is not None else None
        if source is not None:
            if firm and world.lost(source, t) and not _is_back(world, t, firm):
                store.arrives = _from_another(world, t, firm)
                continue
            if not world.present(source, t):
                continue
            lead = lead or (firm.lead_time if isinstance(firm, Supplier) else None)
        store.arrives = world.clock.delivered(t, lead, firm.closures if firm else ())


def _is_back(world: World, t: int, firm: Supplier) -> bool:
    unsaid = world.question.losses[firm.id] is None
    return unsaid and firm.rto is not None and t >= world.clock.add(0, firm.rto.duration)


def _from_another(world: World, t: int, firm: Supplier) -> int | None:
    """When the first arrives who delivers instead of one that is gone; their time counts from the order."""
    found = []
    for other in firm.alternatives if world.question.ask else ():
        known = world.plan.suppliers[other.who] if other.who else None
        lead = other.lead_time or (known.lead_time if known else None)
        if lead is not None and (known is None or world.up[known.id]):
            found.append(world.clock.delivered(t, lead, known.closures if known else ()))
    return min(found, default=None)


def _is_low(world: World, id: str) -> bool:
    """Reading: what is lost has fallen, whatever its level."""
    level = world.stores[id].level
    if level is None:
        return False
    if id in world.plan.stock:
        stock = world.plan.stock[id]
        at = stock.refill.at if stock.refill and stock.cover else None
        return level <= (_days(at) if at else 0)
    fund = world.plan.funds[id]
    if not _runs(fund):
        return False
    assert fund.refill is not None
    assert fund.refill.at is not None
    return level <= _worth(world, fund.refill.at)


def _worth(world: World, money: Money) -> Fraction:
    """An amount in the business's currency."""
    rates: dict[str, Decimal] = {str(code): rate.number for code, rate in world.plan.business.rates.items()}
    return Fraction(money.amount) * Fraction(rates.get(money.currency or "", Decimal(1)))
