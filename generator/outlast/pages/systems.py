"""Restore: the systems in the order in which they come back, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outlast import words
from outlast.analysis import Facts
from outlast.model import Plan
from outlast.model.needs import requirements
from outlast.model.prose import literal
from outlast.model.systems import System
from outlast.pages import backups, lists, parts, without
from outlast.pages.addresses import RESTORE, SERVE
from outlast.pages.attachments import attachments
from outlast.pages.view import (
    AttachmentView,
    Call,
    Fact,
    MessageView,
    QuestionView,
    ReachView,
    Row,
    StepView,
    Table,
)
from outlast.pages.ways_in import access, ways_in
from outlast.pages.without import WithoutView
from outlast.site import Address, Link, Page, Part
from outlast.site.parts import Age, WayIn


@dataclass(frozen=True)
class Wave:
    """Systems that can come back at the same time."""

    id: str
    title: str
    systems: tuple[Row, ...]


@dataclass(frozen=True)
class SystemsView:
    age: Age
    waves: tuple[Wave, ...]
    ordered: bool
    """Whether they stand in the order in which they can come back."""
    lists: tuple[Link, ...]
    other: Address


@dataclass(frozen=True)
class SupportView:
    reach: tuple[ReachView, ...]
    facts: tuple[Fact, ...]
    notes: str | None


@dataclass(frozen=True)
class SystemView:
    age: Age
    other: Address
    about: str | None
    promise: str
    unverified: str | None
    sign_in: tuple[Fact, ...]
    symptoms: Table | None
    restorers: tuple[Call, ...]
    restore_facts: tuple[Fact, ...]
    restore_needs: tuple[Row, ...]
    restore_ways_in: tuple[WayIn, ...]
    steps: tuple[StepView, ...]
    messages: tuple[MessageView, ...]
    access: Table | None
    owner_only: tuple[str, ...]
    backups: Table | None
    support: SupportView | None
    bill: tuple[Fact, ...]
    needs: tuple[Row, ...]
    stops: tuple[str, ...]
    without: WithoutView | None
    questions: tuple[QuestionView, ...]
    figures: tuple[Fact, ...]
    attachments: tuple[AttachmentView, ...]
    links: tuple[Fact, ...]


def pages(plan: Plan, facts: Facts, age: Age) -> Iterator[Page]:
    """The list in the order of restoring, then the systems."""
    yield _index(plan, facts, age)
    for system in plan.systems.values():
        yield _page(plan, facts, age, system)


def _index(plan: Plan, facts: Facts, age: Age) -> Page:
    return Page(
        path=RESTORE.page,
        title="Restore (DR)",
        kind="systems",
        part=Part.RESTORE,
        description="Disaster recovery: what runs the shop, and how it comes back.",
        also=("disaster recovery",),
        view=SystemsView(
            age,
            _waves(plan, facts),
            bool(facts.restore_order),
            lists.links(plan, Part.RESTORE),
            SERVE,
        ),
    )


def _waves(plan: Plan, facts: Facts) -> tuple[Wave, ...]:
    groups = facts.restore_order or (tuple(plan.systems),)
    titles = ("First", *("Then" for _ in groups[1:])) if len(groups) > 1 else ("All systems",)
    return tuple(
        Wave(f"wave-{number}", title, tuple(_row(plan, plan.systems[id]) for id in group))
        for number, (title, group) in enumerate(zip(titles, groups, strict=True), 1)
    )


def _row(plan: Plan, system: System) -> Row:
    back = words.target(system.rto) if system.rto and system.rto.duration else ""
    waits = ", ".join(f"{{{id}}}" for id in _first(plan, system))
    note = parts.sentence(parts.one_line(system), f"waits for {waits}" if waits else "")
    return Row(system.id, "restore", system.title, note, f"within {back}" if back else "")


def _first(plan: Plan, system: System) -> tuple[str, ...]:
    """The systems that must be there before this one comes back."""
    needs = (*system.needs, *(system.restore.needs if system.restore else ()))
    ids = (str(each.what) for each in requirements(needs) if each.what in plan.systems)
    return tuple(dict.fromkeys(id for id in ids if id != system.id))


def _page(plan: Plan, facts: Facts, age: Age, system: System) -> Page:
    path = f"{RESTORE.page.removesuffix('/index')}/{system.id}"
    restore = system.restore
    view = SystemView(
        age=age,
        other=SERVE,
        about=system.about,
        promise=f"Must be back within **{words.target(system.rto)}**."
        if system.rto and system.rto.duration
        else "",
        unverified=system.unverified,
        sign_in=parts.figures(
            ("Sign in at", f"[{system.url}]({system.url})" if system.url else None),
            ("Password", parts.login(plan, system) or None),
        ),
        symptoms=_symptoms(system),
        restorers=tuple(parts.call(plan, id) for id in restore.by) if restore else (),
        restore_facts=_restore_facts(plan, system),
        restore_needs=parts.beside_systems(plan, restore.needs) if restore else (),
        restore_ways_in=ways_in(plan, facts, restore.needs, restore.steps, system.id) if restore else (),
        steps=parts.Steps(plan, path).views(restore.steps) if restore else (),
        messages=parts.messages(plan, (), restore.steps) if restore else (),
        access=access(plan, facts, system),
        owner_only=tuple(literal(power) for power in system.owner_only),
        backups=backups.table(system, facts),
        support=_support(plan, system),
        bill=_bill(plan, system),
        needs=parts.needs(plan, system.needs),
        stops=facts.dependents.get(system.id, ()),
        without=without.without(plan, facts, system.id, "Without it for 21 days"),
        questions=parts.questions(system),
        figures=parts.figures(
            ("Back within (RTO, recovery time objective)", words.target(system.rto)),
            ("Data that may be lost (RPO, recovery point objective)", words.target(system.rpo)),
            ("Goes on without what it needs for", words.duration(system.coasts)),
            ("Roles in it, weakest first", literal(words.some(system.roles))),
            ("Last tried", parts.last_drill(plan, system.id)),
            ("Answers for it", f"{{{system.owner}}}" if system.owner else None),
            ("Read and found true", words.day(system.reviewed.date) if system.reviewed else None),
            ("To be read again every", words.duration(system.review_every)),
        ),
        attachments=attachments(system, facts),
        links=parts.web_links(system),
    )
    return Page(
        path=path,
        title=system.title,
        kind="system",
        part=Part.RESTORE,
        description=parts.description(plan, system),
        also=tuple(system.also),
        view=view,
    )


def _symptoms(system: System) -> Table | None:
    rows = tuple((literal(each.see), literal(each.means), str(each.do)) for each in system.symptoms)
    return Table("What you see and what it means", ("You see", "It means", "Do this"), rows) if rows else None


def _restore_facts(plan: Plan, system: System) -> tuple[Fact, ...]:
    if system.restore is None:
        return ()
    first = _first(plan, system)
    return parts.figures(
        ("Must be there first", words.some(f"{{{id}}}" for id in first)),
        ("Takes about", words.duration(system.restore.takes)),
        ("Its turn when hands are few", str(system.restore.priority or "") or None),
    )


def _support(plan: Plan, system: System) -> SupportView | None:
    support = system.support
    if support is None:
        return None
    facts = parts.figures(
        ("Is it down for everybody?", f"[{support.status_page}]({support.status_page})")
        if support.status_page
        else ("", None),
        ("They answer", words.hours(support.hours, plan.business.timezone)),
        ("They ask for", literal(support.account) if support.account else None),
    )
    return SupportView(parts.reach(support.reach), facts, support.notes)


def _bill(plan: Plan, system: System) -> tuple[Fact, ...]:
    bill = system.bill
    if bill is None:
        return ()
    amount = words.money(bill.amount, plan.business.currency)
    every = f"every {words.duration(bill.every)}" if bill.every else ""
    return parts.figures(
        ("The bill", words.capital(" ".join(filter(None, (amount, every))))),
        ("Paid from", literal(bill.paid_with) if bill.paid_with else None),
        ("If it is not paid", bill.if_unpaid),
    )
