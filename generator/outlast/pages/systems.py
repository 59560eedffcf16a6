"""Restore: the systems in the order in which they come back, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.needs import Part as Need
from outlast.analysis.needs import Purpose, Some
from outlast.languages import say
from outlast.model import Plan
from outlast.model.functions import Hand
from outlast.model.prose import literal
from outlast.model.systems import Restore, Support, System
from outlast.pages import (
    at_hand,
    backups,
    call_rows,
    lists,
    parts,
    ready_messages,
    step_views,
    vendors,
    without,
)
from outlast.pages.addresses import RESTORE, SERVE, address
from outlast.pages.attachments import files
from outlast.pages.copy import Copy
from outlast.pages.numbers import reach
from outlast.pages.turns import Turns
from outlast.pages.ways_in import access, folded, into, ways_in
from outlast.reasons import name, names
from outlast.site import Address, Page, Part
from outlast.site.blocks import (
    Banner,
    Box,
    BoxKind,
    Bullets,
    Buttons,
    Calls,
    CopyAge,
    FactList,
    Links,
    OnPaper,
    OnScreen,
    Prose,
    Reach,
    Rows,
    Section,
    Steps,
    Table,
    Tone,
    opening,
    present,
    section,
)
from outlast.site.paper import Chapter, Sheet
from outlast.site.parts import Age, Button, Fact, Row, WayIn

ORDER = 40


def pages(copy: Copy) -> Iterator[Page]:
    """The list in the order of restoring, then the systems in the same order."""
    plan, facts, age = copy.plan, copy.facts, copy.age
    yield _index(plan, facts, age)
    for group in _groups(plan, facts):
        for id in group:
            yield _page(plan, facts, age, plan.systems[id])


def _groups(plan: Plan, facts: Facts) -> tuple[tuple[str, ...], ...]:
    """Systems that can come back at the same time, first to last."""
    return facts.restoring.order or (tuple(plan.systems),)


def _index(plan: Plan, facts: Facts, age: Age) -> Page:
    lead = say("The shop runs on these systems. Each page says how to restore one.")
    if facts.restoring.order:
        lead += " " + say("Restore them in this order.")
    together = say("You can restore the systems of one group at the same time. Tick what works again.")
    return Page(
        path=RESTORE.page,
        title=say("Restore (DR)"),
        part=Part.RESTORE,
        sections=(
            *opening(
                Banner("restore", SERVE),
                OnScreen((Prose(lead, Tone.LEAD),)),
                OnPaper((Prose(together, Tone.NOTE),)),
                CopyAge(age),
            ),
            *_waves(plan, facts),
            *section("lists", say("Lists"), Links(lists.links(plan, Part.RESTORE)), on_paper=False),
        ),
        sheet=Sheet(Chapter.RESTORE, say("Restore in this order")),
        description=say("Disaster recovery: what the shop runs on, and how to restore it."),
        also=(say("disaster recovery"),),
    )


def _waves(plan: Plan, facts: Facts) -> Iterator[Section]:
    groups = _groups(plan, facts)
    titles = (say("First"), *(say("Then") for _ in groups[1:])) if len(groups) > 1 else (say("All systems"),)
    for number, (title, group) in enumerate(zip(titles, groups, strict=True), 1):
        rows = Rows(tuple(_row(facts, plan.systems[id]) for id in group), tick=True)
        yield from section(f"wave-{number}", title, rows)


def _row(facts: Facts, system: System) -> Row:
    back = words.target(system.rto) if system.rto and system.rto.duration else ""
    waits = _first(facts, system)
    unread = say(vendors.UNREAD) if system.id in facts.unread else ""
    first = say("First restore {systems}.", systems=waits) if waits else ""
    note = parts.sentence(parts.one_line(system), first, unread)
    return Row(system.id, "restore", system.title, note, say("within {time}", time=back) if back else "")


def _first(facts: Facts, system: System) -> str:
    """What must be there before this one comes back, in small Markdown."""
    return words.some(dict.fromkeys(_awaited(each) for each in facts.restoring.waits.get(system.id, ())))


def _awaited(part: Need) -> str:
    if not isinstance(part, Some):
        return name(part.what)
    several = words.some((_awaited(each) for each in part.parts), "or")
    return several if part.count == 1 else say("{count} of {things}", count=part.count, things=several)


def _page(plan: Plan, facts: Facts, age: Age, system: System) -> Page:
    path = address(system).page
    restore = system.restore
    turns = Turns(plan, tuple(Hand(who=id) for id in restore.by) if restore else ())
    ways = ways_in(plan, facts, restore.needs, restore.steps, system.id) if restore else ()
    steps = step_views.Steps(plan, path, turns, ways)
    promise = words.target(system.rto) if system.rto and system.rto.duration else ""
    sign_in = parts.figures(
        (say("Sign in at"), f"[{system.url}]({system.url})" if system.url else None),
        (say("Password"), at_hand.login(system) or None),
        (say("It gives the code for"), names(facts.needs.users(system.id, Purpose.FACTOR))),
    )
    not_restored = Bullets(tuple(map(str, system.not_restored)))
    owner_only = Bullets(tuple(literal(power) for power in system.owner_only))
    back = _restore(plan, facts, system, restore, steps, turns, ways) if restore else ()
    lockout = steps.views(system.lockout)
    buttons = (
        (
            Button(say("Go to the restore steps"), Address(path, "restore"), main=True),
            restore and restore.steps,
        ),
        (Button(say("The second factor is lost"), Address(path, "lockout")), system.lockout),
    )
    return Page(
        path=path,
        title=system.title,
        part=Part.RESTORE,
        sections=(
            *opening(
                Banner("restore", SERVE),
                Prose(system.about or "", Tone.LEAD),
                Prose(say("Restore it within **{time}**.", time=promise) if promise else "", Tone.PROMISE),
                FactList(sign_in),
                CopyAge(age),
                Buttons(tuple(button for button, shown in buttons if shown)),
                vendors.notice(system, facts),
                Box(
                    present((Prose(system.unverified or ""),)),
                    BoxKind.CAREFUL,
                    say("Nobody has tested this yet"),
                ),
            ),
            *section("what-do-you-see", say("What do you see?"), _symptoms(system)),
            *back,
            *ready_messages.to_send(plan, (), restore.steps if restore else ()),
            *parts.asked(plan, system),
            *section("lockout", say("If the second factor is lost"), Steps(lockout)),
            *section(
                "access",
                say("Who can sign in"),
                access(plan, facts, system),
                FactList(parts.figures((say("Role for a stand-in"), literal(system.stand_in_role or "")))),
                Box(present((owner_only,)), BoxKind.CAREFUL, say("Only the owner can do this")),
            ),
            Section(0, "ways-in", "", (OnPaper((FactList(into(plan, facts, system)),)),)),
            *section("owner-gone", say("If its owner is ill or has died"), Prose(system.if_owner_gone or "")),
            *section(
                "backups",
                say("Backups"),
                backups.table(system, facts),
                Box(present((not_restored,)), BoxKind.CAREFUL, say("The supplier does not restore these")),
            ),
            *(_support(plan, system, system.support) if system.support else ()),
            *section("bill", say("The bill"), FactList(_bill(plan, system))),
            *section("needs", say("What it needs"), Rows(at_hand.needs(plan, system.needs))),
            *section(
                "stops",
                say("What stops without it"),
                *parts.stopped(facts, system.id),
            ),
            *without.without(plan, facts, system.id, say("If it does not work for 21 days")),
            *files(system, facts),
            *vendors.background(system),
            *section(
                "figures",
                say("In figures"),
                FactList(_figures(system) + _kept_true(plan, facts, system)),
                FactList(parts.closing_facts(system)),
            ),
        ),
        sheet=Sheet(Chapter.RESTORE, apart=(("ways-in", Chapter.WAYS_IN),)),
        description=parts.description(plan, system),
        also=tuple(system.also),
    )


def _figures(system: System) -> tuple[Fact, ...]:
    return parts.figures(
        (say("Back within (RTO, recovery time objective)"), words.target(system.rto)),
        (say("Data loss up to (RPO, recovery point objective)"), words.target(system.rpo)),
        (say("It keeps working without what it needs for"), words.duration(system.coasts)),
        (say("Its roles, weakest first"), literal(words.some(system.roles))),
    )


def _kept_true(plan: Plan, facts: Facts, system: System) -> tuple[Fact, ...]:
    return parts.figures(
        (say("Last tested"), parts.last_drill(plan, facts, system.id)),
        (say("Person responsible"), name(system.owner) if system.owner else None),
        (say("Last checked"), words.day(system.reviewed.date) if system.reviewed else None),
        (say("Somebody checks it again every"), words.duration(system.review_every)),
    )


def _restore(
    plan: Plan,
    facts: Facts,
    system: System,
    restore: Restore,
    steps: step_views.Steps,
    turns: Turns,
    ways: tuple[WayIn, ...],
) -> tuple[Section, ...]:
    restorers = Calls(call_rows.in_turn(turns, (call_rows.call(plan, id) for id in restore.by)))
    needs = Rows(at_hand.beside_systems(plan, restore.needs))
    return section(
        "restore",
        say("How to restore it"),
        FactList(_restore_facts(facts, system)),
        Steps(steps.views(restore.steps)),
        Prose(say("These people can restore it. Call them in this order:"), Tone.NOTE) if restorers else None,
        restorers,
        Prose(say("You need these:"), Tone.NOTE) if needs or ways else None,
        needs,
        *folded(ways),
    )


def _symptoms(system: System) -> Table | None:
    heads = (say("You see"), say("It means"), say("Do this"))
    rows = tuple((literal(each.see), literal(each.means), str(each.do)) for each in system.symptoms)
    return Table(say("What you see and what it means"), heads, rows) if rows else None


def _restore_facts(facts: Facts, system: System) -> tuple[Fact, ...]:
    if system.restore is None:
        return ()
    return parts.figures(
        (say("Restore first"), _first(facts, system)),
        (say("It takes about"), words.duration(system.restore.takes)),
        (
            say("Its place in the queue if too few people can help"),
            str(system.restore.priority or "") or None,
        ),
    )


def _support(plan: Plan, system: System, support: Support) -> tuple[Section, ...]:
    status = f"[{support.status_page}]({support.status_page})" if support.status_page else None
    return section(
        "support",
        say("Who can help"),
        Reach(reach(support.reach), system.title),
        FactList(
            parts.figures(
                (say("Does it fail for everybody?"), status),
                (say("They answer"), words.hours(support.hours, plan.business.timezone)),
                (say("They ask you for"), literal(support.account) if support.account else None),
            )
        ),
        Prose(support.notes or ""),
    )


def _bill(plan: Plan, system: System) -> tuple[Fact, ...]:
    bill = system.bill
    if bill is None:
        return ()
    amount = words.money(bill.amount, plan.business.currency)
    return parts.figures(
        (say("Amount"), amount),
        (say("Comes every"), words.duration(bill.every)),
        (say("Pay from"), parts.account(plan, bill.paid_with)),
        (say("If nobody pays"), bill.if_unpaid),
    )
