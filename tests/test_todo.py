"""What is to be done next, and in which order; and proposals that their owner confirms."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result
from outlast.analysis import Facts, analyse
from outlast.analysis.whatif.fixes import Candidate
from outlast.analysis.whatif.outlook import Change
from outlast.analysis.whatif.question import WINDOW, Question, Unknown
from outlast.analysis.whatif.report import report
from outlast.cli import outlast
from outlast.diagnostics import Diagnostic, Place, Severity, Span
from outlast.languages import ENGLISH, speaker, speaking
from outlast.languages.sentence import literal
from outlast.load import load
from outlast.model import Plan
from outlast.reasons.outlook import outlook
from outlast.reasons.states import MISSING
from outlast.source import read
from outlast.todo import Item, Kind, absence, can_go, proposals, renumbered, todo
from outlast.todo.wording import change, lacking

from tests.builders import BUSINESS, make_plan
from tests.terminal import Terminal

TODAY = date(2026, 11, 22)
PEOPLE = """
people:
  nell: {name: Nell, role: Founder}
  tom: {name: Tom, role: Packs}
"""
STRIPE = """
systems:
  stripe:
    name: Stripe
    roles: [Support, Owner]
    access:
      - {who: nell, as: Owner}
      - {who: tom, as: Support, confirmed: no}
    backups: [{what: Payments, every: 30d, how: As a file., confirmed: no}]
"""
REFUNDS = """
functions:
  refunds: {name: Refund customers, by: [nell, tom], needs: [{what: stripe, as: Support}]}
"""


def facts_of(plan: Plan) -> Facts:
    return analyse(plan, TODAY)


def all_of(*texts: str) -> tuple[Item, ...]:
    plan = make_plan(*texts)
    return todo(plan, facts_of(plan), TODAY)


def only(items: tuple[Item, ...], kind: Kind, subject: str = "") -> Item:
    found = [item for item in items if item.kind is kind and subject in ("", item.subject)]
    assert len(found) == 1, items
    return found[0]


def test_each_proposal_is_a_question_to_its_owner() -> None:
    found = list(proposals(make_plan(PEOPLE, STRIPE)))
    assert [(item.kind, item.field, item.ask) for item in found] == [
        (
            Kind.ACCESS,
            ("access", 1),
            "Does Tom get into Stripe as Support? Say yes only if somebody has tried it.",
        ),
        (Kind.BACKUP, ("backups", 0), "Is this backup of Stripe really made: Payments, every 30 days?"),
    ]
    assert found[1].facts == ("How: As a file.",)
    assert all(item.proposed and item.write == "confirmed: yes" for item in found)


def test_what_the_catalogue_says_is_a_proposal_until_it_is_read() -> None:
    [item] = proposals(make_plan("systems: {cards: {name: Cards, vendor: stripe}}", PEOPLE))
    assert item.kind is Kind.REVIEW
    assert any("Support Specialist" in fact for fact in item.facts)
    read_already = "systems: {cards: {name: Cards, vendor: stripe, reviewed: 2026-11-01}}"
    assert list(proposals(make_plan(read_already, PEOPLE))) == []


def test_function_that_stops_without_the_owner_counts_also_when_it_never_ran() -> None:
    plan = make_plan(
        PEOPLE, STRIPE.replace("{who: nell, as: Owner}", "{who: nell, as: Owner, confirmed: no}"), REFUNDS
    )
    away = absence(plan, facts_of(plan))
    assert away is not None
    assert away.owner == "nell"
    assert [halt.function for halt in away.halts] == ["refunds"]
    assert any("“Refund customers” stops on day 0" in line for line in outlook(plan, TODAY))


def test_the_owner_is_whoever_has_the_role_and_not_whoever_stands_first() -> None:
    people = "people: {tom: {name: Tom, role: Packs}, nell: {name: Nell, role: Founder}}"
    plan = make_plan(people, "functions: {orders: {name: Orders, by: nell}}")
    away = absence(plan, facts_of(plan))
    assert away is not None
    assert away.owner == "nell"
    assert outlook(plan, TODAY)[0] == "If Nell is away for three weeks:"


def test_what_stops_only_after_three_weeks_is_not_named() -> None:
    text = "functions: {stamps: {name: Buy stamps, by: nell, unattended: %s}}"
    for length, named in (("20d", ["stamps"]), ("22d", [])):
        plan = make_plan(PEOPLE, text % length)
        away = absence(plan, facts_of(plan))
        assert away is not None
        assert [halt.function for halt in away.halts] == named


def test_a_plan_without_people_has_no_absence() -> None:
    plan = make_plan("systems: {shop: {name: Shop}}")
    assert absence(plan, facts_of(plan)) is None


def test_proposal_that_keeps_a_function_going_comes_first() -> None:
    first = all_of(PEOPLE, STRIPE, REFUNDS)[0]
    assert (first.kind, first.subject, first.field) == (Kind.ACCESS, "stripe", ("access", 1))
    assert first.functions == ("refunds",)
    assert first.stops is not None
    assert first.stops.date() == TODAY


def test_nobody_new_is_asked_for_where_somebody_only_waits_to_be_confirmed() -> None:
    ann = "people: {ann: {name: Ann, role: Helps}}"
    items = all_of(PEOPLE, ann, STRIPE, REFUNDS.replace("[nell, tom]", "[nell, tom, ann]"))
    assert not any(item.kind in (Kind.CHANGE, Kind.ALONE) for item in items)
    assert not any(item.rule == "deputy-cannot" for item in items)


def test_what_keeps_most_functions_going_comes_first() -> None:
    shop = """
    systems:
      shop: {name: Shop, access: [{who: nell}, {who: tom, confirmed: no}]}
      mail: {name: Mail, access: [{who: nell}, {who: tom, confirmed: no}]}
    functions:
      answer: {name: Answer, by: [nell, tom], needs: [mail, shop]}
      orders: {name: Orders, by: [nell, tom], needs: [shop]}
    """
    first, second, *_ = all_of(PEOPLE, shop)
    assert (first.subject, first.functions) == ("shop", ("answer", "orders"))
    assert (second.subject, second.functions) == ("mail", ("answer",))


def test_what_is_not_urgent_comes_one_of_each_kind() -> None:
    items = all_of(
        PEOPLE,
        """
        functions:
          a: {name: A, by: [nell, tom], about: Ask TBD.}
          b: {name: B, by: [nell, tom], about: Ask TBD.}
        """,
    )
    kinds = [item.kind for item in items if item.kind in (Kind.BLANK, Kind.UNKNOWN)]
    assert kinds == [Kind.BLANK, Kind.UNKNOWN, Kind.BLANK, Kind.UNKNOWN]


def test_roles_that_nobody_has_read_are_what_is_to_be_confirmed() -> None:
    """The access is confirmed; whether a higher role of the catalogue is enough is not."""
    items = all_of(
        PEOPLE,
        """
        systems:
          stripe:
            name: Stripe
            vendor: stripe
            access: [{who: nell, as: Owner}, {who: tom, as: Administrator}]
        functions:
          refunds: {name: Refund, by: [nell, tom], needs: [{what: stripe, as: Support Specialist}]}
        """,
    )
    assert (items[0].kind, items[0].functions) == (Kind.REVIEW, ("refunds",))


def test_what_stops_sooner_comes_first_and_then_what_costs_more() -> None:
    items = all_of(
        PEOPLE,
        """
        functions:
          later: {name: Later, by: nell, unattended: 5d, loss: 900 EUR per day}
          soon: {name: Soon, by: nell, loss: 10 EUR per day}
          dear: {name: Dear, by: nell, loss: 20 EUR per day}
          tidy: {name: Tidy, by: tom, loss: 5 EUR per day}
        """,
    )
    assert [item.subject for item in items if item.field == ("by",)] == ["dear", "soon", "later", "tidy"]
    stops = [item.stops for item in items if item.field == ("by",)]
    assert stops[3] is None


def test_access_that_would_help_is_asked_for() -> None:
    items = all_of(PEOPLE, STRIPE.replace("      - {who: tom, as: Support, confirmed: no}\n", ""), REFUNDS)
    assert items[0].ask == "Could Tom have access to Stripe as Owner?"
    assert items[0].before.startswith("Make the account first.")
    assert items[0].write == "- {who: tom, as: Owner, confirmed: no}"


def test_system_without_a_copy_of_its_data_is_named_with_what_its_loss_costs() -> None:
    items = all_of(
        PEOPLE,
        """
        systems: {shop: {name: Shop}, unused: {name: Unused}}
        functions: {orders: {name: Orders, by: [nell, tom], needs: [shop], loss: 10 EUR per day}}
        """,
    )
    item = only(items, Kind.NO_BACKUP)
    assert (item.subject, item.saved > 0) == ("shop", True)


def test_what_an_answer_would_need_is_asked_for() -> None:
    item = only(all_of(PEOPLE, "functions: {orders: {name: Orders, by: [nell, tom]}}"), Kind.UNKNOWN)
    assert (item.ask, item.write) == ("What does a day without “Orders” cost you?", "loss: … EUR per day")


def test_blanks_and_findings_come_with_their_cure() -> None:
    items = all_of(PEOPLE, "functions: {orders: {name: Orders, by: [nell, tom], about: Ask TBD.}}")
    blank = only(items, Kind.BLANK)
    assert (blank.rule, blank.field) == ("unfilled", ("about",))
    assert blank.write.startswith("fill it in or delete it")


def test_a_copy_that_may_not_exist_need_not_be_tested_yet() -> None:
    rules = {item.rule for item in all_of(PEOPLE, STRIPE)}
    assert "backup-never-tested" not in rules


def test_what_was_found_while_reading_keeps_its_place() -> None:
    plan = make_plan(PEOPLE)
    found = Diagnostic(
        "plan/a.yml",
        Span(3, 1),
        Severity.WARNING,
        "empty-key",
        literal("nothing follows"),
        literal("delete it"),
    )
    without_cure = Diagnostic(
        "plan/a.yml", Span(4, 1), Severity.WARNING, "empty-key", literal("nothing follows")
    )
    judged = Diagnostic(
        "plan/a.yml", Span(5, 1), Severity.WARNING, "no-one", literal("nobody does it"), literal("name one")
    )
    items = todo(plan, facts_of(plan), TODAY, [found, without_cure, judged])
    assert [item.place for item in items if item.place] == [Place("plan/a.yml", Span(3, 1))]


EVERYTHING = make_plan(
    PEOPLE,
    STRIPE,
    REFUNDS,
    """
    equipment: {printer: {name: Printer}}
    funds: {card: {name: Card, refill: {by: nell}}}
    stock: {boxes: {name: Boxes, refill: {by: nell, lead_time: 2d}}}
    suppliers: {glass: {name: Glass}}
    locations: {room: {name: Room}}
    obligations: {rent: {name: Pay the rent, due: every month on 25, by: nell}}
    break_glass: {envelope: {name: Envelope, opens: [{system: stripe}], holders: [tom]}}
    """,
)
SUBJECTS = {
    Change.DEPUTY: ["refunds"],
    Change.SECOND_DOER: ["rent", "boxes", "card"],
    Change.LIMIT: ["refunds"],
    Change.ACCESS: ["stripe"],
    Change.CONFIRM: ["stripe"],
    Change.SPARE: ["printer"],
    Change.TEST: ["envelope"],
    Change.SOURCE: ["card"],
    Change.ALTERNATIVE: ["glass", "room"],
}


@pytest.mark.parametrize("what", list(Change))
def test_each_change_is_a_question_and_says_what_to_write(what: Change) -> None:
    for subject in SUBJECTS[what]:
        item = change(EVERYTHING, Candidate(what, subject, "tom"), TODAY)
        assert item.ask.endswith(("?", "Try it once."))
        assert item.write


@pytest.mark.parametrize("field", [*MISSING, "something.new"])
def test_each_gap_is_a_question_and_says_what_to_write(field: str) -> None:
    item = lacking(EVERYTHING, Unknown("refunds", field))
    assert "?" in item.ask
    assert "“Refund customers”" in item.ask or field not in MISSING
    assert item.write
    assert "{people}" not in item.write
    assert "{currency}" not in item.write


def test_last_access_is_never_taken_out() -> None:
    """Where a plan names nobody, everybody is taken to get in."""
    plan = make_plan(PEOPLE, STRIPE)
    access, backup = proposals(plan)
    assert can_go(plan, access)
    assert can_go(plan, backup)
    alone = make_plan(PEOPLE, STRIPE.replace("      - {who: nell, as: Owner}\n", ""))
    assert not can_go(alone, next(iter(proposals(alone))))
    review = next(proposals(make_plan("systems: {cards: {name: Cards, vendor: stripe}}", PEOPLE)))
    assert not can_go(plan, review)


def test_items_after_one_that_was_taken_out_move_up() -> None:
    def item(field: tuple[str | int, ...], subject: str = "stripe") -> Item:
        return Item(Kind.ACCESS, subject, field, "?")

    gone = item(("access", 1))
    assert renumbered(item(("access", 2)), gone).field == ("access", 1)
    for other in (
        item(("access", 0)),
        item(("backups", 2)),
        item(("access", 2), "shop"),
        item(("reviewed",)),
    ):
        assert renumbered(other, gone) == other


# The command

FILE = """\
# My shop, written on a Sunday
business: {format: 1, name: Fern, timezone: Europe/London, currency: GBP}

people:
  nell: {name: Nell Hart, role: Founder}
  tom: {name: Tom Reed, role: Packs}

systems:
  stripe:
    name: Stripe
    vendor: stripe   # from the catalogue
    access:
      - {who: nell, as: Owner}
      - who: tom   # since May
        as: Support Specialist
        confirmed: no
      - {who: tom, as: Analyst, confirmed: no}

functions:
  refunds:
    name: Refund customers
    by: [nell, tom]
    needs: [{what: stripe, as: Support Specialist}]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "shop.yml").write_text(FILE, encoding="utf-8")
    return tmp_path / "plan"


def run(folder: Path, *typed: str, keys: str = "") -> Result:
    words = ["todo", "--plan", str(folder), "--date", f"{TODAY}", *typed]
    return CliRunner().invoke(outlast, words, input=keys)


def test_steps_of_the_catalogue_are_confirmed_with_the_day_of_their_reading(shop: Path) -> None:
    steps = "    steps: [{do: 'Press *Refund* once, and wait.'}]\n"
    file = shop / "refunds.yml"
    file.write_text(f"functions:\n  refunds:\n    name: Refund\n    mtpd: 5d\n{steps}", encoding="utf-8")
    (shop / "shop.yml").write_text(BUSINESS + PEOPLE, encoding="utf-8")
    denied = run(shop, "--confirm", keys="n")
    assert "Are the steps of “Refund” right for your shop?" in denied.output
    assert "Longest acceptable stop (mtpd): 5 days" in denied.output
    assert "change what is different in your shop." in denied.output
    run(shop, "--confirm", keys="y")
    plan = load(read(shop)).plan
    assert plan is not None
    reviewed = plan.functions["refunds"].reviewed
    assert reviewed is not None
    assert reviewed.date == TODAY
    assert "Are the steps of" not in run(shop, "--all").output


def who_refunds(folder: Path) -> list[str | None]:
    """Who refunds in the three weeks without Nell, as the what-if says."""
    plan = load(read(folder)).plan
    assert plan is not None
    answer = report(plan, Question(TODAY, (("nell", WINDOW),))).answer
    [band] = answer.functions["refunds"].bands
    return [each.state.who for each in band.intervals if each.start < answer.end]


def test_confirmed_access_counts_in_the_what_if(shop: Path) -> None:
    assert who_refunds(shop) == [None]
    result = run(shop, "--confirm", keys="y\nq\n")
    assert result.exit_code == 0, result.output
    assert "“Refund customers” stops on day 0, because nobody has confirmed that Tom" in result.output
    assert "nothing stops, as far as this plan knows" in result.output
    assert who_refunds(shop) == ["tom"]
    changed = (shop / "shop.yml").read_text(encoding="utf-8")
    assert changed == FILE.replace("        confirmed: no\n", "        confirmed: yes\n")


def test_denied_access_is_taken_out_if_its_owner_says_so(shop: Path) -> None:
    run(shop, "--confirm", keys="n\nn\nn\ny\n")
    text = (shop / "shop.yml").read_text(encoding="utf-8")
    assert "        confirmed: no\n" in text
    assert text.replace("      - {who: tom, as: Analyst, confirmed: no}\n", "") == text != FILE


def test_what_the_catalogue_says_is_confirmed_with_the_day(shop: Path) -> None:
    result = run(shop, "--confirm", keys="s\ns\ny\n")
    assert "Roles, the weakest first (roles): View only" in result.output
    text = (shop / "shop.yml").read_text(encoding="utf-8")
    assert "    vendor: stripe   # from the catalogue\n    reviewed: 2026-11-22\n" in text


@pytest.mark.parametrize("keys", ["q\n", "", "s\ns\ns\n", "?\nq\n", "s\nq\n"])
def test_nothing_is_written_without_an_answer(shop: Path, keys: str) -> None:
    result = run(shop, "--confirm", keys=keys)
    assert result.exit_code == 0
    assert (shop / "shop.yml").read_text(encoding="utf-8") == FILE


SOLO = FILE.replace(
    FILE[FILE.index("      - who: tom") : FILE.index("functions:")],
    "      # - {who: tom, as: Support Specialist, confirmed: no}   # once tom has an account\n\n",
)


def lines_of(output: str, first: str) -> list[str]:
    """The block that begins with this line, as it would be pasted."""
    lines = output.splitlines()
    start = next(number for number, line in enumerate(lines) if line.strip() == first)
    end = next(number for number in range(start, len(lines)) if lines[number].strip().startswith("Why"))
    return lines[start:end]


def test_access_that_is_pasted_counts_only_when_somebody_has_signed_in(shop: Path) -> None:
    (shop / "shop.yml").write_text(SOLO, encoding="utf-8")
    [line] = [each for each in run(shop).output.splitlines() if "take the # away" in each]
    assert "shop.yml:14  " in line
    pasted = SOLO.replace("      # - {who: tom", "      - {who: tom")
    assert line.partition("away: ")[2] in pasted
    (shop / "shop.yml").write_text(pasted, encoding="utf-8")
    assert who_refunds(shop) == [None]
    after = run(shop, "--all").output
    assert "Does Tom Reed get into Stripe" in after
    assert "Could Tom Reed have access" not in after


def test_sealed_envelope_is_proposed_and_counts_once_it_was_tried(shop: Path) -> None:
    (shop / "shop.yml").write_text(SOLO, encoding="utf-8")
    block = dedent("\n".join(lines_of(run(shop).output, "break_glass:")))
    for text, refunds in ((block, [None]), (block.replace("# ", ""), ["tom"])):
        there = text.replace("tests:   once", "tests:   # once").replace("…   where", "drawer   # where")
        (shop / "break_glass.yml").write_text(there.replace("a line for", "# a line for"), encoding="utf-8")
        assert who_refunds(shop) == refunds
    assert "sealed envelope with the codes" not in run(shop, "--all").output


def test_cards_are_asked_for_until_the_plan_names_one() -> None:
    [item] = [item for item in all_of(PEOPLE, STRIPE) if item.field == ("funds",)]
    named = make_plan(PEOPLE, STRIPE, "\n".join(item.block).replace("…", "Blue card"))
    assert named.funds["company-card"].pays == ("stripe",)
    assert not [item for item in todo(named, facts_of(named), TODAY) if item.field == ("funds",)]


def test_lines_to_paste_have_english_keys_in_other_languages() -> None:
    plan = make_plan(SOLO)
    facts = facts_of(plan)
    for code in ("fr", "nl"):
        with speaking(speaker(code) or ENGLISH):
            blocks = ["\n".join(item.block) for item in todo(plan, facts, TODAY) if item.block]
        pasted = make_plan(SOLO, *(each.replace("…", "Drawer") for each in blocks))
        assert (*pasted.break_glass, *pasted.funds) == ("sealed-codes", "company-card")


def test_no_figure_of_a_cure_counts_before_it_is_changed() -> None:
    """Pasted as it is, each one is refused or named."""
    for field in MISSING:
        assert not any(sign.isdigit() for sign in lacking(EVERYTHING, Unknown("refunds", field)).write)
    for what in (Change.SPARE, Change.ALTERNATIVE):
        for subject in SUBJECTS[what]:
            assert "…" in change(EVERYTHING, Candidate(what, subject), TODAY).write
    tests = change(EVERYTHING, Candidate(Change.TEST, "envelope"), TODAY).write
    assert tests == f"tests: [{{system: stripe, on: {TODAY}, worked: …}}]"


def test_another_doer_is_somebody_of_the_plan() -> None:
    solo = (
        "functions: {orders: {name: Orders, by: nell}, bills: {name: Bills, by: [{who: nell, up_to: 5 EUR}]}}"
    )
    plan = make_plan(PEOPLE, solo)
    wrote = [change(plan, Candidate(Change.DEPUTY, each), TODAY).write for each in ("orders", "bills")]
    assert wrote == ["by: [nell, tom]   # or whoever can", "one more into `by`: tom, or whoever can"]
    alone = make_plan("people: {nell: {name: Nell, role: Founder}}", solo)
    assert "under `people`" in change(alone, Candidate(Change.DEPUTY, "orders"), TODAY).write


def test_line_that_waits_in_the_file_is_what_to_write(shop: Path) -> None:
    text = """
obligations:
  tax:
    name: Pay the tax
    due: unknown   # put the line that is yours in its place:
    # due: every year on 07-31   # your year ends in December
    # due: every year on 10-31
    by: [nell, tom]
"""
    (shop / "tax.yml").write_text(text, encoding="utf-8")
    said = run(shop, "--all").output
    assert "write the day in place of `unknown`.\n" in said
    assert "due: every year on 07-31   # your year ends in December\n" in said
    checked = CliRunner().invoke(outlast, ["check", str(shop), "--date", f"{TODAY}"]).output
    assert "write: due: every year on 07-31" in checked
    assert "due: every year on 10-31" in checked


def test_no_to_the_catalogue_says_where_and_under_which_key_to_write(shop: Path) -> None:
    said = run(shop, "--confirm", keys="s\ns\nn\n").output
    assert f"Open {shop.as_posix()}/shop.yml:9." in said.replace("\n", " ")
    assert "(owner_only): " in said


def test_plan_that_somebody_changes_meanwhile_is_left_alone(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second entry is another one by then."""
    other = FILE.replace("      - {who: nell, as: Owner}\n", "")

    def meanwhile(question: str, keys: str) -> str:
        (shop / "shop.yml").write_text(other, encoding="utf-8")
        return "y"

    monkeypatch.setattr(sys.modules["outlast.cli.todo"], "key_of", meanwhile)
    result = run(shop, "--confirm")
    assert result.exit_code == 1
    assert "has just been changed" in result.stderr
    assert (shop / "shop.yml").read_text(encoding="utf-8") == other


def test_what_must_be_written_by_hand_is_said_and_the_rest_goes_on(shop: Path) -> None:
    file = shop / "shop.yml"
    file.write_text(
        dedent("""\
        business: {format: 1, name: Fern, timezone: Europe/London, currency: GBP}
        people: {nell: {name: Nell, role: Founder}}
        systems:
          cards: {name: Cards, vendor: stripe}
          post:
            name: Post
            vendor: shipping-labels
        """),
        encoding="utf-8",
    )
    result = run(shop, "--confirm", keys="y\ny\n")
    assert f"{shop.as_posix()}/shop.yml:4 is written in brackets" in result.output
    assert "    reviewed: 2026-11-22\n" in file.read_text(encoding="utf-8")


def test_list_says_what_to_write_and_where(shop: Path) -> None:
    result = run(shop)
    assert result.exit_code == 0
    assert (
        "1. Does Tom Reed get into Stripe as Support Specialist? Say yes only if somebody has\n"
        "   tried it.\n"
        f"   {shop.as_posix()}/shop.yml:14  write: confirmed: yes\n"
        "   Why: while you are away, “Refund customers” stops at once.\n"
    ) in result.output
    assert "To confirm what is only proposed, one keystroke each: outlast todo --confirm" in result.output


def test_list_is_short_unless_all_is_asked_for(shop: Path) -> None:
    duties = "".join(f"  duty-{n}: {{name: Duty {n}, due: every month on 3}}\n" for n in range(9))
    (shop / "more.yml").write_text(f"obligations:\n{duties}", encoding="utf-8")
    short, whole = run(shop).output, run(shop, "--all").output
    assert "\n7. " in short
    assert "\n8. " not in short
    assert "more: outlast todo --all" in short
    assert "\n12. " in whole
    assert "more: outlast todo --all" not in whole


def test_plan_with_errors_says_them_first(shop: Path) -> None:
    (shop / "more.yml").write_text("functions: {post: {name: Post, by: ann}}\n", encoding="utf-8")
    result = run(shop)
    assert result.exit_code == 1
    assert "Correct this first." in result.stderr
    assert "unknown-reference" in result.stderr


def test_finished_plan_has_nothing_to_do(shop: Path) -> None:
    (shop / "shop.yml").write_text(
        "business: {format: 1, name: Fern, timezone: Europe/London, currency: GBP}\n", encoding="utf-8"
    )
    assert run(shop).output == "Nothing is missing that Outlast knows of.\n"
    assert run(shop, "--confirm").output == "Nothing is left to confirm.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal in Python")
def test_one_keystroke_is_enough_in_a_terminal(shop: Path) -> None:
    terminal = Terminal("todo", "--confirm", "--plan", str(shop), "--date", f"{TODAY}")
    for key in "xysq":  # the first is none of those that are asked for
        terminal.until("[y/n/s/q] ")
        terminal.press(key)
    said, code = terminal.end()
    assert code == 0, said
    assert "nothing stops" in said
    assert who_refunds(shop) == ["tom"]
