"""A function is promised back later than its absence can be borne."""

from __future__ import annotations

from collections.abc import Iterator

from outlast.analysis import Facts
from outlast.analysis.lengths import surely_longer
from outlast.checks.rule import Finding, Rule
from outlast.diagnostics import Severity
from outlast.languages import Sentence
from outlast.model import Plan


def _check(plan: Plan, facts: Facts) -> Iterator[Finding]:
    for function in plan.functions.values():
        if not function.rto or not function.mtpd:
            continue
        promised, bearable = function.rto.duration, function.mtpd.duration
        if promised and bearable and surely_longer(promised, bearable):
            yield Finding(
                function.id,
                ("rto",),
                Sentence(
                    '"{function}" is promised back within {promised}, but may be down for at most {bearable}',
                    function=function.id,
                    promised=promised,
                    bearable=bearable,
                ),
                Sentence("promise it sooner, or say why it may be down for longer"),
            )


RULE = Rule(
    "rto-over-mtpd",
    Severity.ERROR,
    title=Sentence("A function is promised back (RTO) later than the business can bear (MTPD)"),
    why=Sentence(
        "A stand-in who keeps the promise would still be too late. The order of the restores follows the"
        " same promise."
    ),
    change=Sentence("Shorten `rto` with a deputy, a workaround or a faster restore. Or correct `mtpd`."),
    example="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], rto: 3d, mtpd: 1d}
    """,
    instead="""
        functions:
          refunds: {name: Refund customers, by: [maya, sam], rto: 1d, mtpd: 3d}
    """,
    false_alarm=Sentence(
        "Never: Outlast compares working days with clock time only where the result is certain."
    ),
    check=_check,
    stops_build=False,
)
