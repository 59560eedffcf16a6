"""What a plan proves of the questions of insurers and customers: a yes has a proof."""

import csv
import io
import json
import re
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from outlast.analysis import Look, analyse
from outlast.catalogue.questionnaires import questionnaires
from outlast.cli import outlast
from outlast.languages import speaker, speaking
from outlast.model import Edition, Plan
from outlast.model.scalars import AccountId, BankAccount, Email, Iban, Phone, Pointer
from outlast.pages.addresses import links
from outlast.questionnaires import Shown, Verdict, answered, as_csv, as_json, page
from outlast.questionnaires.answered import PROOFS
from outlast.questionnaires.organisation import STEPS
from outlast.questionnaires.verdicts import Known
from outlast.redact import redact
from outlast.redact.plan import all_placed
from outlast.render import document
from outlast.render.text import text

from tests.builders import make_plan
from tests.shared import example, example_plan

DAY = date(2026, 11, 29)
DOCS = Path(__file__).parent.parent / "docs" / "keeping-it-true.md"
FORMS = questionnaires()
LATE, TODAY, AHEAD = "2025-11-01", "2026-11-01", "2026-12-24"
GOOD = f"""
business: {{format: 1, name: Fern, timezone: Europe/Brussels, currency: EUR, review_every: 180d,
  crisis: {{leads: [sam, maya]}}}}
people:
  sam:
    name: Sam
    role: Founder
    reach: +32 470 12 34 56
    sign_ins: [{{system: mail, on: {TODAY}, worked: yes}}, {{system: bank, on: {TODAY}, worked: yes}}]
  maya: {{name: Maya, role: Support}}
equipment: {{key: {{name: Key, held_by: sam}}}}
systems:
  mail:
    name: Mail
    rto: 1d
    rpo: 1d
    access: [{{who: sam, second_factor: key}}]
    backups: [{{what: All, every: 1d, tested: {TODAY}, took: 2h}}]
  bank:
    name: Bank
    rto: 1d
    rpo: 1d
    access: [{{who: sam, second_factor: key}}]
    backups: [{{what: All, every: 1d, tested: {TODAY}, took: 2h}}]
functions:
  pay: {{name: Pay, by: sam, needs: [bank], rto: 1d, mtpd: 3d, approvals: [{{create: sam, approve: maya}}]}}
suppliers:
  glass:
    name: Glass
    contacts: [{{name: Desk, reach: +32 470 65 43 21}}]
    payment: {{iban: BE71 0961 2345 6769}}
    alternatives: [{{name: Another}}]
scenarios: {{fire: {{name: Fire,
  invoke: {{by: [sam, maya], when: It burns.}}, serve: {{first-hour: [Call everybody.]}}}}}}
call_trees: {{all: {{name: All, starts: sam, calls: [{{who: sam, calls: maya}}]}}}}
break_glass: {{envelope: {{name: Envelope, holders: maya, opens: [{{system: mail}}],
  tests: [{{system: mail, on: {TODAY}, worked: yes}}]}}}}
procedures: {{{", ".join(f"{id}: {{name: {id}, steps: [Do it.]}}" for id in STEPS)}}}
"""
STEPS_ID = "offline-copy"
DRILLED = ("pay", "fire", "all", *STEPS)


@cache
def good() -> dict[str, Any]:
    """A plan that proves all that is asked."""
    plan: dict[str, Any] = yaml.load(GOOD, yaml.CBaseLoader)
    for collection, things in plan.items():
        if collection != "business":
            for thing in things.values():
                thing["reviewed"] = TODAY
    plan["exercises"] = {
        f"{id}-drill": {"name": id, "of": id, "on": TODAY, "by": "sam", "took": "2h", "result": "worked"}
        for id in DRILLED
    }
    return plan


GONE = object()
Edits = dict[str, object]
CHANGES: dict[str, dict[str, Edits]] = {
    "second-factor-email": {
        "in part": {"people sam sign_ins 0 on": LATE},
        "no": {"people sam sign_ins 0 worked": "no"},
        "unsaid": {"systems mail access 0 second_factor": GONE},
    },
    "second-factor-admin": {
        "in part": {"people sam sign_ins": GONE},
        "no": {"people sam sign_ins 0 worked": "no", "people sam sign_ins 1 worked": "no"},
        "unsaid": {"systems mail access 0 second_factor": GONE, "systems bank access 0 second_factor": GONE},
    },
    "second-factor-everywhere": {
        "in part": {"people sam sign_ins 1 on": AHEAD},
        "no": {"people sam sign_ins 1 worked": "no"},
        "unsaid": {"systems bank access 0 second_factor": GONE},
    },
    "access-known": {
        "in part": {"people sam sign_ins 1 on": LATE},
        "unsaid": {"systems mail access": GONE, "systems bank access": GONE},
    },
    "access-ended": {"no": {"systems mail access 0 until": LATE}},
    "emergency-access": {
        "in part": {"break_glass envelope tests 0 on": LATE},
        "no": {"break_glass envelope tests 0 worked": "no"},
        "unsaid": {"break_glass": GONE},
    },
    "backups-made": {
        "in part": {"systems mail backups 0 tested": GONE},
        "no": {"systems mail backups 0 confirmed": "no", "systems bank backups 0 confirmed": "no"},
        "unsaid": {"systems mail backups": GONE, "systems bank backups": GONE},
    },
    "backups-tested": {
        "in part": {"systems mail backups 0 tested": LATE},
        "no": {
            "exercises mail-drill": {
                "name": "M",
                "of": "mail",
                "on": "2026-11-02",
                "by": "sam",
                "result": "failed",
            },
            "systems bank backups": GONE,
        },
        "unsaid": {"systems mail backups 0 tested": GONE, "systems bank backups 0 tested": AHEAD},
    },
    "back-in-time": {
        "in part": {"exercises pay-drill took": GONE},
        "no": {
            "exercises pay-drill result": "failed",
            "systems mail rto": GONE,
            "systems bank rto": "unknown",
        },
        "unsaid": {"functions pay rto": GONE, "systems mail rto": GONE, "systems bank rto": GONE},
    },
    "loss-in-bounds": {
        "in part": {"systems mail backups 0 every": GONE},
        "no": {"systems mail backups 0 every": "7d", "systems bank backups 0 every": "7d"},
        "unsaid": {"systems mail rpo": GONE, "systems bank rpo": GONE},
    },
    "steps": {
        "in part": {"exercises STEPS-drill on": LATE},
        "no": {"exercises STEPS-drill result": "failed"},
        "unsaid": {"exercises STEPS-drill": GONE, "procedures STEPS": GONE},
    },
    "incident-plan": {
        "in part": {"scenarios fire reviewed": "2026-03-01"},
        "unsaid": {"scenarios fire serve": GONE},
    },
    "incident-plan-tested": {
        "in part": {"exercises fire-drill result": "worked in part"},
        "no": {"exercises fire-drill result": "failed"},
        "unsaid": {"exercises fire-drill on": AHEAD},
    },
    "who-decides": {
        "in part": {"scenarios fire invoke by": "sam"},
        "unsaid": {"scenarios fire invoke": GONE, "business crisis": GONE},
    },
    "call-tree": {
        "in part": {"exercises all-drill": GONE},
        "no": {"exercises all-drill result": "failed"},
        "unsaid": {"call_trees": GONE, "exercises all-drill": GONE},
    },
    "two-people-pay": {
        "in part": {"exercises pay-drill": GONE},
        "no": {"exercises pay-drill result": "failed"},
        "unsaid": {"functions pay approvals": GONE},
    },
    "accounts-to-compare": {
        "in part": {"suppliers glass doubt": "Is it right?"},
        "unsaid": {"suppliers glass payment": GONE},
    },
    "suppliers-listed": {
        "in part": {"suppliers glass reviewed": GONE},
        "unsaid": {"suppliers glass contacts": GONE},
    },
    "suppliers-replaced": {
        "in part": {"suppliers glass reviewed": AHEAD},
        "unsaid": {"suppliers glass alternatives": GONE},
    },
    "impact-known": {
        "in part": {"functions pay reviewed": GONE},
        "unsaid": {"functions pay mtpd": "unknown"},
    },
    "drills-held": {
        "in part": {"exercises pay-drill actions": [{"do": "Mend it.", "due": "2026-11-20"}]},
        "unsaid": {"exercises": GONE},
    },
    "reviews": {
        "in part": {"equipment key reviewed": GONE},
        "unsaid": {"business review_every": GONE},
    },
    "things-listed": {
        "in part": {"equipment key reviewed": "2026-03-01"},
        "unsaid": {
            "people sam sign_ins": GONE,
            "functions": GONE,
            "break_glass": GONE,
            "systems": GONE,
            "equipment": GONE,
        },
    },
}
"""For each proof: what to change in the good plan, by the answer that it gets then."""
CASES = [(proof, verdict) for proof, changes in CHANGES.items() for verdict in changes]
EVIDENCE = (
    *(f"exercises {id}-drill" for id in DRILLED),
    "exercises pay-drill took",
    *(f"procedures {id}" for id in STEPS),
    "people sam sign_ins", "people sam sign_ins 1", "break_glass envelope tests", "break_glass",
    "systems mail backups", "systems mail backups 0 tested", "systems mail backups 0 every",
    "systems mail rto",
    "systems bank rpo", "systems bank backups 0 took", "systems mail access 0 second_factor",
    "functions pay approvals", "functions pay rto", "functions pay mtpd", "functions pay reviewed",
    "scenarios fire invoke", "scenarios fire serve", "scenarios fire reviewed", "call_trees",
    "suppliers glass contacts", "suppliers glass payment", "suppliers glass alternatives",
    "suppliers glass reviewed", "business crisis", "business review_every", "systems mail reviewed",
)  # fmt: skip
"""What proves something in the good plan."""


def edited(plan: dict[str, Any], edits: Edits) -> dict[str, Any]:
    made = deepcopy(plan)
    for path, value in edits.items():
        *way, last = (int(key) if key.isdecimal() else key for key in path.split())
        place: Any = made
        for key in way:
            place = place[key]
        if value is GONE:
            del place[last]
        else:
            place[last] = value
    return made


def there(raw: dict[str, Any]) -> dict[str, Any]:
    """The plan without drills of what it does not have."""
    ids = {id for things in raw.values() for id in things}
    drills = raw.get("exercises", {})
    return raw | {"exercises": {id: each for id, each in drills.items() if each["of"] in ids}}


def changed(proof: str, verdict: str) -> dict[str, Any]:
    edits = {path.replace("STEPS", STEPS_ID): value for path, value in CHANGES[proof][verdict].items()}
    return there(edited(good(), edits))


def planned(raw: dict[str, Any]) -> Known:
    plan = make_plan("\n".join(f"{key}: {json.dumps(each)}" for key, each in raw.items()))
    return Known(plan, analyse(plan, DAY, Look.NONE), STEPS_ID)


def verdicts(known: Known) -> dict[str, Verdict]:
    """The answer to every question of every form."""
    return {
        f"{id} {number}": each.verdict
        for id, form in FORMS.items()
        for number, each in enumerate(answered(form, known.plan, known.facts), 1)
    }


def asking(proof: str) -> set[str]:
    """The questions that ask for a proof."""
    return {
        f"{id} {number}"
        for id, form in FORMS.items()
        for number, each in enumerate(form.questions, 1)
        if proof in each.proofs and each.steps in (None, STEPS_ID)
    }


def test_every_question_asks_for_proofs_that_are_shown_here() -> None:
    asked = {name for form in FORMS.values() for each in form.questions for name in each.proofs}
    assert asked == PROOFS.keys() == CHANGES.keys()
    steps = {str(each.steps) for form in FORMS.values() for each in form.questions if "steps" in each.proofs}
    assert steps == STEPS.keys()


def test_a_plan_that_proves_everything_answers_yes_to_every_question() -> None:
    known = planned(good())
    assert set(verdicts(known).values()) == {Verdict.YES}
    shown = [answer for form in FORMS.values() for answer in answered(form, known.plan, known.facts)]
    assert {answer.day for answer in shown} == {date(2026, 11, 1)}, "each has a date"


def test_a_plan_that_says_nothing_answers_that_it_says_nothing() -> None:
    known = planned({"people": {"sam": {"name": "Sam", "role": "Founder"}}})
    assert set(verdicts(known).values()) == {Verdict.UNSAID}
    for form in FORMS.values():
        answers = answered(form, known.plan, known.facts)
        shown = Shown.of(form, answers, known.plan, known.plan, Edition.FULL, DAY)
        assert all(shown.to_add(each) for each in answers), "it says what would say it"


@pytest.mark.parametrize(("proof", "verdict"), CASES)
def test_a_proof_is_worth_what_the_plan_shows_and_less_evidence_is_never_worth_more(
    proof: str, verdict: str
) -> None:
    raw = changed(proof, verdict)
    known = planned(raw)
    assert PROOFS[proof](known).verdict == verdict
    answers = verdicts(known)
    assert all(answers[each] is not Verdict.YES for each in asking(proof))
    # Another piece of evidence is taken away in each case, and all of them over all cases.
    path = EVIDENCE[CASES.index((proof, verdict)) % len(EVIDENCE)]
    less = without(raw, path)
    if less is not None:
        better = {id for id, each in verdicts(planned(less)).items() if each.worth > answers[id].worth}
        assert not better, path


def test_each_piece_of_evidence_counts_for_some_answer() -> None:
    """Else the law above removes nothing."""
    assert len(CASES) >= len(EVIDENCE)
    for path in EVIDENCE:
        less = without(good(), path)
        assert less is not None
        assert set(verdicts(planned(less)).values()) != {Verdict.YES}, path


def without(raw: dict[str, Any], path: str) -> dict[str, Any] | None:
    """The plan without a piece of evidence; None where it has none, or where that speaks against it."""
    drill = raw["exercises"].get(path.removeprefix("exercises "))
    if drill and (drill["result"] != "worked" or "actions" in drill):
        return None
    try:
        made = edited(raw, {path: GONE})
    except (KeyError, IndexError, TypeError):
        return None
    return there(made)


FILLED = {
    "PERSON": "sam", "DEVICE": "key", "DAY": TODAY, "NAME": "another", "PLACE": "Safe", "ROLE": "user",
    "SYSTEM": "mail", "FUNCTION": "pay", "PHONE": "+32 470 12 34 56", "IBAN": "BE71 0961 2345 6769",
    "THING": "new",
}  # fmt: skip
"""What a reader writes for each word in capitals."""


@pytest.mark.parametrize(("proof", "verdict"), [each for each in CASES if each[1] == "unsaid"])
def test_what_it_says_to_write_is_read_and_no_longer_unsaid(proof: str, verdict: str) -> None:
    raw = changed(proof, verdict)
    known = planned(raw)
    form = next(form for form in FORMS.values() for each in form.questions if proof in each.proofs)
    answers = answered(form, known.plan, known.facts)
    shown = Shown.of(form, answers, known.plan, known.plan, Edition.FULL, DAY)
    answer = next(each for each in answers if PROOFS[proof](known) in each.proofs)
    for line in shown.to_add(answer):
        for blank, value in FILLED.items():
            line = line.replace(blank, value)
        assert not re.search("[A-Z]{3,}", line), "every blank is one that a reader can fill in"
        raw = merged(raw, yaml.load(line, yaml.CBaseLoader))
    after = PROOFS[proof](planned(raw))
    assert after.items
    unsaid = [
        sum(each.verdict is Verdict.UNSAID for each in one.items) for one in (after, PROOFS[proof](known))
    ]
    assert unsaid[0] < max(1, unsaid[1])


def merged(raw: Any, more: Any) -> Any:
    if isinstance(raw, dict) and isinstance(more, dict):
        return raw | {key: merged(raw[key], each) if key in raw else each for key, each in more.items()}
    if not isinstance(raw, list):
        return more
    (new,) = more
    same = [each for each in raw if isinstance(new, dict) and each.get("who", "") == new.get("who")]
    return [merged(same[0], new)] if same else [*raw, new]


# What is shown


@pytest.fixture(scope="module", params=list(Edition), ids=str)
def shown(request: pytest.FixtureRequest) -> tuple[Shown, Plan]:
    plan, edition = example_plan(), request.param
    form = FORMS["cyber-insurance"]
    seen, _ = redact(plan, example().facts, edition)
    return Shown.of(form, answered(form, plan, example().facts), plan, seen, edition, DAY), seen


def test_no_edition_shows_how_to_reach_somebody_or_where_secrets_are(shown: tuple[Shown, Plan]) -> None:
    made, seen = shown
    whole = text(page(made, for_owner=True).sections, links(seen), width=10_000)
    out = whole + as_csv(made) + as_json(made) + document(page(made, for_owner=False), links(seen))
    secret = (Phone, Email, Pointer, AccountId, Iban, BankAccount)
    values = [
        str(each.value)
        for _, placed in all_placed(example_plan())
        for each in placed
        if isinstance(each.value, secret) and len(str(each.value)) > 4
    ]
    assert len(values) > 50
    assert [each for each in values if each in out] == []
    unknown = [each.title for id, each in example_plan().things.items() if id not in made.known]
    assert [each for each in unknown if len(each) > 5 and each in whole] == []


def test_whoever_asks_is_not_told_what_would_improve_an_answer(shown: tuple[Shown, Plan]) -> None:
    made, seen = shown
    html = document(page(made, for_owner=False), links(seen))
    assert "Replace the words in capitals" not in html + as_csv(made)
    assert "Replace the words in capitals" in text(page(made, for_owner=True).sections, links(seen))
    assert "second_factor" not in html


def test_the_documentation_names_all_steps_that_answer_a_question() -> None:
    table = DOCS.read_text(encoding="utf-8").partition("| Id | What it is about |")[2].partition("\n\n")[0]
    named = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)
    assert named == list(STEPS)


def ran(*words: str) -> str:
    done = CliRunner().invoke(outlast, ["answers", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_answers_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "shop.yml").write_text(json.dumps(good()), encoding="utf-8")
    where = ("--plan", str(tmp_path), "--date", str(DAY))
    assert [line.split()[0] for line in ran().splitlines()] == list(FORMS)
    told = ran("nis2-article-21", *where)
    assert "Yes: 10 of 10" in told
    assert "Where the runbook has it: readiness/index.html#drills" in told
    assert "Oldest proof: Sunday 1 November 2026" in told
    assert "Asked in: Art. 21(2)(a)" in told
    (head, *rows) = csv.reader(io.StringIO(ran("nis2-article-21", *where, "--format", "csv")))
    assert head[:3] == ["question", "source", "answer"]
    assert {row[2] for row in rows} == {"Yes"}
    data = json.loads(ran("nis2-article-21", *where, "--format", "json"))
    assert data["as_of"] == str(DAY)
    assert {each["answer"] for each in data["questions"]} == {"yes"}
    assert all(each["oldest_proof"] == TODAY and each["pages"] for each in data["questions"])
    html = ran("nis2-article-21", *where, "--format", "html")
    assert "<h1" in html
    assert "Content-Security-Policy" in html
    dutch = ran("nis2-article-21", *where, "--language", "nl")
    assert "Kent u uw risico's" in dutch
    assert "Ja: 10 van 10" in dutch


def test_the_json_has_the_ids_of_what_its_sentences_name(tmp_path: Path) -> None:
    untried = {kind: things for kind, things in good().items() if kind != "exercises"}
    (tmp_path / "shop.yml").write_text(json.dumps(untried), encoding="utf-8")
    data = json.loads(ran("nis2-article-21", "--plan", str(tmp_path), "--date", str(DAY), "--format", "json"))
    named = {id for each in data["questions"] for id in each["ids"]}
    assert named
    assert named <= {id for things in untried.values() for id in things}


def test_a_form_that_is_not_there_is_refused_with_one_that_is() -> None:
    done = CliRunner().invoke(outlast, ["answers", "cyber-insurence"])
    assert done.exit_code == 2
    assert 'Did you mean "cyber-insurance"?' in done.output


def test_a_form_says_its_words_in_dutch_where_the_page_is_dutch() -> None:
    nl = speaker("nl")
    assert nl
    with speaking(nl):
        for form in FORMS.values():
            texts = (form.name, form.about, *(each.asks for each in form.questions))
            assert all(set(each) == {"en", "nl"} for each in texts)
