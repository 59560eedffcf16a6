"""Something is needed sooner than it is promised, or nobody knows when it comes back."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts, Lag
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence, later, mark, say
from outlast.model import Plan


def _late(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for lag in facts.lags:
        if not lag.certain:
            continue
        if lag.path[-1] == "what":
            said = mark('"{user}" is promised back within {promise}, and needs {late}')
        else:
            said = mark(
                '"{user}" is promised back within {promise},'
                " and needs one of a choice that comes too late: {late}"
            )
        yield Finding(
            lag.user,
            lag.path,
            Sentence(
                said,
                user=lag.user,
                promise=later(_promise, plan, lag.user),
                late=later(_listed, plan, lag.late),
            ),
            Sentence(
                "promise it later, restore what it needs sooner, or say how it goes on without: "
                "`coasts` or a workaround"
            ),
        )


def _unknown(plan: Plan, facts: Facts) -> Iterator[Finding]:
    by_user: dict[str, list[Lag]] = {}
    for lag in facts.lags:
        if not lag.certain:
            by_user.setdefault(lag.user, []).append(lag)
    for user, lags in by_user.items():
        yield Finding(
            user,
            lags[0].path if len(lags) == 1 else lags[0].path[:1],
            Sentence(
                '"{user}" is promised back within {promise}, but nobody promises what it needs for '
                "that: {listed}",
                user=user,
                promise=later(_promise, plan, user),
                listed=later(_listed, plan, tuple(dict.fromkeys(id for lag in lags for id in lag.unknown))),
            ),
            Sentence("write its `rto`, or say how it goes on without: `coasts`, `any`, a workaround"),
        )


def _listed(plan: Plan, ids: tuple[str, ...]) -> str:
    return ", ".join(f'"{id}" ({_promise(plan, id)})' for id in ids)


def _promise(plan: Plan, id: str) -> str:
    rto = getattr(plan.thing(id), "rto", None)
    return str(rto) if rto else say("says no `rto`")


SLOW_NEED = Rule(
    "slow-need",
    Severity.WARNING,
    title=Sentence("Something is promised back (RTO) sooner than what it needs"),
    why=Sentence(
        "Nobody can keep the promise: it waits for what it needs. Whoever reads only this page plans for"
        " a day that cannot come."
    ),
    change=Sentence(
        "Make the promises fit: a later `rto` for the first, or an earlier one for what it needs. If it"
        " can go on for a while without it, say so with `coasts`. If there is another way, use `any` or a"
        " `workaround`."
    ),
    example="""
        systems:
          shop: {name: Web shop, rto: 1d}
        functions:
          orders: {name: Answer orders, by: [maya, sam], rto: 4h, needs: shop}
    """,
    instead="""
        systems:
          shop: {name: Web shop, rto: 1d}
        functions:
          orders: {name: Answer orders, by: [maya, sam], rto: 1d, needs: shop}
    """,
    false_alarm=Sentence(
        "Of a choice, only as many things count as are needed. Working days are compared with clock time"
        " only where the result is certain. If there is a way that the plan does not show, accept the"
        " warning."
    ),
    check=_late,
)

UNKNOWN_NEED = Rule(
    "unknown-need",
    Severity.ADVICE,
    title=Sentence("A promise (RTO) rests on something that nobody promises"),
    why=Sentence(
        "If a supplier says nothing, or nobody asked, you do not know how long it takes. The promise is"
        " only a hope."
    ),
    change=Sentence(
        "Ask, and write the `rto` of what is needed. If the answer is `vendor` or `unknown`, plan to go"
        " on without it: a choice, a workaround, or how long it coasts."
    ),
    example="""
        systems:
          shop: {name: Web shop, rto: vendor}
        functions:
          orders: {name: Answer orders, by: [maya, sam], rto: 4h, needs: shop}
    """,
    instead="""
        systems:
          shop: {name: Web shop, rto: vendor}
        functions:
          orders:
            name: Answer orders
            by: [maya, sam]
            rto: 4h
            needs: shop
            workaround: {do: Take orders by phone and write them down}
    """,
    false_alarm=Sentence(
        "If there is no way around it, accept the warning. Then the reader sees that you know."
    ),
    check=_unknown,
)
