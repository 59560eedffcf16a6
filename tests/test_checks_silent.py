"""For each rule that judges: plans that look like what it is about, and about which it must say nothing."""

from datetime import date

import pytest
from outlast import checks
from outlast.analysis import Look, analyse
from outlast.checks import RULES
from outlast.source import Attached

from tests.builders import make_plan, photo

TODAY = date(2026, 11, 22)
PEOPLE = """
people:
  sam: {name: Sam, role: Founder, may: {refund: [80 EUR, 70 GBP]}, skills: [watering]}
  maya: {name: Maya, role: Support}
  packer: {role: Second packer}
"""
BUSINESS = """
business:
  format: 1
  name: Fern & Flask
  timezone: Europe/Brussels
  currency: EUR
  rates: {GBP: 1.15}
  revenue: 600 EUR per day
"""
FILES = {
    "taken-here.jpg": Attached(photo(place=True)),
    "taken.jpg": Attached(photo(place=False)),
    "form.pdf": Attached(b"%PDF-", "A form."),
}
COPIES = BUSINESS + "  copies: [{where: in the safe}, {where: a stick, opened_by: [sam, maya]}]"


def rules(text: str) -> set[str]:
    """The rules that find something in a plan."""
    missing = [part for key, part in (("business:", BUSINESS), ("people:", PEOPLE)) if key not in text]
    plan = make_plan(*missing, text)
    facts = analyse(plan, TODAY, Look.RULES, FILES)
    return {finding.rule for finding in checks.run(plan, facts, TODAY).findings}


def attached(more: str) -> str:
    return f"locations:\n  l: {{name: L, attachments: [{{name: A file, {more}}}]}}\n"


def function(more: str, rest: str = "") -> str:
    return f"functions:\n  f: {{name: F, by: [sam, maya], {more}}}\n{rest}"


def system(more: str, rest: str = "") -> str:
    return f"systems:\n  s: {{name: S, {more}}}\n{rest}"


def scenario(more: str) -> str:
    return f"scenarios: {{x: {{name: X, serve: {{first-hour: a}}, restore: {{first-hour: a}}, {more}}}}}"


def tree(calls: str, more: str = "about: x") -> str:
    reach = 'reach: [{phone: "+32 470 00 01 02"}]'
    people = "\n".join(f"  {id}: {{name: {id}, role: r, {reach}}}" for id in ("sam", "maya", "joris"))
    return f"people:\n{people}\ncall_trees:\n  t: {{name: T, starts: sam, calls: [{calls}], {more}}}\n"


SYSTEMS = "systems: {a: {name: A, rto: 1h}, b: {name: B, rto: 3d}, c: {name: C, rto: vendor}}\n"
ROUTE = "break_glass: {e: {name: E, holders: sam, opens: [{system: mail}], tests: [%s]}}"
CIRCLE = """
systems:
  vault: {name: Vault, login: {kept_in: mail}}
  mail: {name: Mail, login: {kept_in: vault}}
"""

STAFF = "roles: [user, staff], access: [{who: sam, as: staff}, {who: %s}]"


def lost(what: str, halves: str) -> str:
    systems = system("restore: {by: sam}") + "  t: {name: T, restore: {by: sam, needs: s}}\n"
    return f"{systems}scenarios: {{x: {{name: X, lost: [{what}], {halves}}}}}"


SILENT = [
    ("picture-tells-place", attached("file: taken-here.jpg")),
    ("picture-tells-place", attached("file: taken-here.jpg, audience: full")),
    ("picture-tells-place", attached("file: taken.jpg, audience: public")),
    ("picture-tells-place", attached("file: form.pdf, audience: public")),
    ("unsearched-file", attached("file: taken.jpg, audience: team")),
    ("unsearched-file", attached("file: form.pdf, audience: public")),
    ("slow-need", function("rto: 1d, needs: a", SYSTEMS)),
    ("slow-need", function("rto: 1d, needs: [{any: [a, b]}]", SYSTEMS)),
    ("slow-need", function("rto: 1d, needs: [{any: [{any: [b, c]}, b], count: 1}]", SYSTEMS)),
    ("slow-need", function("rto: 1d, needs: [{what: b, coasts: 2d}]", SYSTEMS)),
    ("slow-need", function("rto: 1d, needs: b, workaround: {do: x, needs: a}", SYSTEMS)),
    ("slow-need", function("rto: 1d, needs: b, workaround: {do: x, at_most: 2d}", SYSTEMS)),
    ("slow-need", function("rto: 3 working days, needs: b", SYSTEMS)),
    ("slow-need", function("rto: vendor, needs: b", SYSTEMS)),
    ("slow-need", function("rto: 1h, needs: [maya, laptop]", "equipment: {laptop: {name: L, fetch: 2d}}")),
    ("unknown-need", function("rto: 1d, needs: [a, b]", SYSTEMS)),
    ("unknown-need", function("rto: 1d, needs: [{any: [a, c]}]", SYSTEMS)),
    ("unknown-need", function("rto: 1d, needs: [{any: [b, c], count: 2}]", SYSTEMS)),
    ("unknown-need", function("rto: 1d, needs: c, workaround: {do: x}", SYSTEMS)),
    ("unknown-need", function("rto: unknown, needs: c", SYSTEMS)),
    ("slow-steps", function("rto: 1h, steps: [{do: x, takes: 60m}]")),
    ("slow-steps", function("rto: 1h, steps: [{do: x, takes: 50m}, {do: y, takes: 20m, when: z}]")),
    ("slow-steps", function("rto: 1h, steps: [{parallel: [{do: x, takes: 50m}, {do: y, takes: 40m}]}]")),
    (
        "slow-steps",
        function(
            "rto: 1h, steps: [{choose: [{when: a, steps: [{do: x, takes: 50m}]},"
            " {when: b, steps: [{do: y, takes: 2h}]}]}]"
        ),
    ),
    ("slow-steps", function("rto: 2d, steps: [{do: x, takes: 3 working days}]")),
    ("slow-steps", system("rto: 1 working days, restore: {by: sam, takes: 30h}")),
    ("slow-steps", system("rto: 4h, restore: {by: sam, takes: 4h}")),
    ("own-approval", scenario("tell: [{who: a, by: sam, approved_by: maya}]")),
    ("own-approval", scenario("tell: [{who: a, approved_by: maya}]")),
    ("own-deputy", "shifts: {m: {name: M, hours: mon, staff: [sam, maya]}}"),
    ("own-deputy", function("stop_call: [sam, maya], workaround: {do: x, by: sam}")),
    ("unfilled", function('about: "Fill in the form <https://a.example>, press <Enter> and wait…"')),
    ("unfilled", function("about: Take the size XXL. Is it 3 < 4 or 5 > 4?")),
    ("unfilled", function('steps: [{do: x, command: "sed s/xxx/y/ <name>", language: bash}]')),
    (
        "unfilled",
        "messages: {m: {name: M, to: a, text: {en: {body: 'Dear {{ name }}…'}}, blanks: {name: b}}}",
    ),
    ("call-tree-misses", tree("{who: sam, calls: [maya, joris]}")),
    ("call-tree-misses", tree("{who: sam, calls: [maya]}", "leaves_out: [joris]")),
    ("call-tree-misses", "people: {sam: {name: S, role: R, reach: [{email: a@b.example}]}}"),
    ("call-tree-unreached", tree("{who: maya, calls: [joris]}, {who: sam, calls: [maya]}")),
    ("call-tree-loop", tree("{who: maya, calls: [joris]}, {who: sam, calls: [maya, joris]}")),
    ("circular-keeping", CIRCLE + ROUTE % "{system: mail, on: 2026-01-01, worked: yes}"),
    ("circular-keeping", CIRCLE.replace("kept_in: mail", "kept_in: e") + "equipment: {e: {name: E}}"),
    ("backup-never-tested", system("backups: [{what: x, tested: 2020-01-01}]")),
    ("backup-test-old", system("backups: [{what: x, tested: 2025-11-22}, {what: y}]")),
    ("backup-over-rpo", system("rpo: 1d, backups: [{what: x, every: 24h}, {what: y, every: 30d}]")),
    ("backup-over-rpo", system("rpo: 1d, backups: [{what: x}, {what: y, every: 30d}]")),
    ("backup-over-rpo", system("rpo: vendor, backups: [{what: y, every: 30d}]")),
    ("expired", "funds: {c: {name: C, expires: 2026-11-22}}"),
    ("expires-soon", "funds: {c: {name: C, expires: 2026-12-23}, d: {name: D, expires: 2026-11-21}}"),
    ("break-glass-untested", CIRCLE + ROUTE % "{system: mail, on: 2026-01-01, worked: no}"),
    (
        "break-glass-failed",
        CIRCLE
        + ROUTE % "{system: mail, on: 2026-01-01, worked: no}, {system: mail, on: 2026-01-01, worked: yes}",
    ),
    (
        "action-overdue",
        function(
            "about: x",
            "exercises: {e: {name: E, of: f, on: 2026-01-01, by: sam, result: worked, actions:"
            " [{do: x, due: 2026-11-22}, {do: y, due: 2026-01-01, done: 2026-11-01}, {do: z}]}}",
        ),
    ),
    ("review-overdue", function("reviewed: 2026-11-12, review_every: 10d")),
    ("review-overdue", function("reviewed: 2001-01-01")),
    ("never-reviewed", function("about: x")),
    ("no-alternative", function("needs: [{any: [c, d]}]", "suppliers: {c: {name: C}, d: {name: D}}")),
    ("no-alternative", function("about: x", "suppliers: {c: {name: C}}")),
    ("no-alternative", function("needs: c", "suppliers: {c: {name: C, alternatives: [{name: D}]}}")),
    ("one-opener", COPIES),
    ("no-one", "obligations: {o: {name: O, due: every month on 1, by: [packer, sam]}}"),
    ("currency-without-rate", function("loss: 35 GBP per day, amounts: [{up_to: 5, share: 9%}]")),
    ("currency-without-rate", "units: {u: {name: U, currency: GBP}}"),
    ("limit-nobody-has", function("limit: refund")),
    ("limit-nobody-has", "functions: {f: {name: F, by: [{who: maya, up_to: 9}], limit: gifts}}"),
    ("skill-nobody-has", function("skills: [watering]")),
    ("unknown-role", function("needs: [{what: s, as: owner}]", system("roles: [owner]"))),
    ("unknown-role", function("needs: [{what: s, as: owner}]", system("access: [{who: sam, as: x}]"))),
    ("wider-audience", function("audience: team", "funds: {c: {name: C, audience: full}}")),
    ("vacant-first", "functions: {f: {name: F, by: [sam, packer]}}"),
    ("vacant-first", "functions: {f: {name: F, by: packer}}"),  # `no-one` says it
    ("unused", 'equipment: {e: {name: E}}\nlocations: {l: {name: L, about: "Where {e} lies"}}'),
    ("unused", function("steps: [{use: p}]", "procedures: {p: {name: P, steps: [x]}}")),
    ("unused-message", function("messages: [m]", "messages: {m: {name: M, to: a, text: {en: {body: b}}}}")),
    ("step-outside-needs", function("needs: [{any: [{any: [a, b]}]}], steps: [{do: x, in: b}]", SYSTEMS)),
    ("rto-over-mtpd", function("rto: 5 working days, mtpd: 5 working days")),
    ("impossible-choice", function("needs: [{any: [a, {any: [b, c], count: 2}], count: 2}]", SYSTEMS)),
    ("impossible-choice", "people: {sam: {name: S, role: r, may: {any: 5 EUR, count: 9 EUR}}}"),
    ("missing-half", scenario("about: x")),
    ("unverified", function("about: unverified")),
    ("promise-broken", function("mtpd: 1d", "promises: {p: {name: P, when: {away: [sam]}, keep: [f]}}")),
    ("deputy-cannot", function("needs: [{what: s, as: staff}]", system(STAFF % "maya, as: staff"))),
    ("deputy-cannot", function("limit: gifts")),  # nobody can: `stops-anyway` says it
    ("stops-anyway", "functions: {f: {name: F, by: packer}}"),  # `no-one` says it
    ("stops-anyway", function("needs: s, mtpd: 1d", system("restore: {by: sam}"))),
    ("duty-nobody-can", "obligations: {o: {name: O, due: every month on 1, by: [packer, sam]}}"),
    ("duty-nobody-can", "obligations: {o: {name: O, due: every month on 1}}"),  # `no-one` says it
    ("burnt-in-scenario", lost("{what: s, for: 2h}", "serve: {first-day: [{do: x, in: s}]}")),
    ("burnt-in-scenario", lost("s", "restore: {first-hour: [{do: x, in: s}]}")),
    ("burnt-in-scenario", lost("sam", "serve: {stand-down: [{do: x, by: sam}]}")),
    ("circular-recovery", lost("s, t", "serve: {first-hour: a}")),
    ("cover-too-late", "functions: {f: {name: F, by: [sam, {who: maya, starts_in: 2d}], rto: 2d}}"),
    ("cover-too-late", "functions: {f: {name: F, by: [sam, {who: maya, starts_in: 20h}]}}"),
    ("sole-holder", system("restore: {by: [sam, maya]}")),
    ("sole-holder", system("restore: {by: packer}")),
    ("sole-holder", "people: {sam: {name: S, role: r}}\n" + system("restore: {by: sam}")),
]


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_it_stays_silent(rule: str, text: str) -> None:
    assert rule not in rules(text)


def test_every_rule_that_judges_is_known_to_stay_silent() -> None:
    judging = {rule.id for rule in RULES.values() if rule.check}
    assert judging - {rule for rule, _ in SILENT} == set()
    assert {rule for rule, _ in SILENT} - judging == set()
