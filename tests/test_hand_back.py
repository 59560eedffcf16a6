"""What is handed back after an incident, and the claim: from a log, small and large, and the plan."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from outlast.analysis.step_keys import digest
from outlast.cli import outlast
from outlast.journal import INCIDENT

from tests.builders import BUSINESS

SHOP = """
people:
  sam: {name: Sam Okafor, role: Founder}
  maya: {name: Maya Reyes, role: Support}
functions:
  orders: {name: Take orders, by: maya, needs: [shop], loss: 100 EUR per day}
  parcels: {name: Ship parcels, by: [sam, maya], needs: [labels]}
systems:
  labels: {name: Label tool, access: [sam, maya]}
  shop: {name: Web shop, access: [sam, maya]}
  vault: {name: The vault, access: [sam]}
locations:
  safe: {name: The safe}
break_glass:
  envelope: {name: The envelope, holders: maya, opens: [{system: vault}], steps: [Break the seal.]}
documents:
  policy: {name: Fire policy, type: insurance, number: 12-345, covers: [shop], claim_within: 8 days.}
  other: {name: Car policy, type: insurance, number: 99-999}
scenarios:
  fire:
    name: Fire
    lost: [{what: shop, for: 30d}, {what: sam, for: 30d}]
    serve: {first-hour: [{do: Put up the notice., in: shop}, Call everybody.]}
    evidence: [Pictures of every shelf.]
    hand_back: [Keys and passes.]
"""


def entries(*lines: dict[str, Any]) -> list[dict[str, Any]]:
    usual = {"text": "", "page": "scenarios/fire", "title": "Fire"}
    return [{**usual, "id": f"e{n}", "n": n, **line} for n, line in enumerate(lines)]


def box(words: str, page: str = "scenarios-fire") -> str:
    return f"{page}-{digest(words)}"


FIRE = {
    "what": INCIDENT,
    "format": 2,
    "plan": "P",
    "incident": {
        "id": "x",
        "title": "Fire",
        "page": "scenarios/fire",
        "copy": "Sunday",
        "started": "2026-11-24T08:00:00.000+01:00",
        "steps": [
            {"id": box(each), "text": each, "part": ""} for each in ("Put up the notice.", "Call everybody.")
        ],
        "entries": entries(
            {"kind": "start", "at": "2026-11-24T08:00:00.000+01:00", "day": "2026-11-23", "variant": 0},
            {"kind": "lead", "at": "2026-11-24T08:01:00.000+01:00", "text": "Maya Reyes"},
            {"kind": "done", "at": "2026-11-24T08:05:00.000+01:00", "step": box("Put up the notice.")},
            {"kind": "decided", "at": "2026-11-24T09:00:00.000+01:00", "text": "Pack in the *shed*"},
            {"kind": "note", "at": "2026-11-24T09:10:00.000+01:00", "text": "Promised order 12 a new vase"},
            {"kind": "spent", "at": "2026-11-24T10:00:00.000+01:00", "text": "Router", "amount": "89.90"},
            {"kind": "note", "at": "2026-11-24T10:30:00.000+01:00", "text": "Paid 240 to the cleaners"},
            {"kind": "note", "at": "2026-11-24T10:40:00.000+01:00", "text": "A wrong line"},
            {"kind": "strike", "at": "2026-11-24T10:41:00.000+01:00", "of": "e7"},
            {
                "kind": "done",
                "at": "2026-11-24T11:00:00.000+01:00",
                "step": box("Break the seal.", "restore-break-glass"),
            },
            {"kind": "end", "at": "2026-11-26T18:00:00.000+01:00"},
        ),
    },
}


def handback(folder: Path, *words: str, log: object = FIRE, shop: str = SHOP) -> Result:
    (folder / "shop.yml").write_text(BUSINESS + shop, encoding="utf-8")
    (folder / "log.json").write_text(json.dumps(log), encoding="utf-8")
    typed = ["handback", str(folder / "log.json"), "--plan", str(folder), "--date", "2026-12-01", *words]
    done = CliRunner().invoke(outlast, typed)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def sections(told: str) -> dict[str, str]:
    """What stands under each heading."""
    found, heading, lines = {}, "", told.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if following and set(following) == {"-"}:
            heading = line
            found[heading] = ""
        elif heading:
            found[heading] += f"{line}\n"
    return found


def test_what_is_handed_back(tmp_path: Path) -> None:
    done = handback(tmp_path)
    assert done.exit_code == 0, done.output
    assert "It lasted from Monday 23 November 2026 to Thursday 26 November 2026." in done.output
    told = sections(done.output)
    assert "Tue 24 Nov 09:00  Pack in the *shed*" in told["Decisions"]
    assert "order 12" in told["Promises to others"]
    assert "Total: €89.90. 1 line has no amount" in told["Money spent"]
    assert "cleaners" in told["Money spent"]
    assert "The vault: set a new password and new codes" in told["Who used which access"]
    assert "The envelope: seal it again" in told["Who used which access"]
    assert "the plan says who" in told["Who used which access"]
    ticked, planned = told["Who used which access"].split("Other systems that people may have used: ")
    assert "Web shop  Maya Reyes" in ticked
    assert "Label tool" not in ticked, "nobody ticked a step in it"
    assert planned.startswith("the plan says who:\n")
    assert "Label tool  Maya Reyes" in planned
    assert "Call everybody." in told["Still to do"]
    assert "Put up the notice." not in told["Still to do"]
    assert "“Take orders”: what came in during about 96 hours." in told["Still to do"]
    assert "Keys and passes." in told["What to hand back"]
    assert "A wrong line" not in done.output


def test_a_step_is_done_when_those_in_it_are(tmp_path: Path) -> None:
    log: Any = json.loads(json.dumps(FIRE))
    whole = log["incident"]["steps"][1]
    done, never = box("Put up the notice."), box("Never.")
    for waits, still in (
        ({"all": [done]}, False),
        ({"all": [done, {"any": [never, done]}]}, False),
        ({"all": [done, never]}, True),
    ):
        whole["waits"] = waits
        told = sections(handback(tmp_path, log=log).output)["Still to do"]
        assert ("Call everybody." in told) is still
    damaged: tuple[Any, ...] = ({"all": []}, {"none": 1}, "a b", 7)
    for broken in damaged:
        whole["waits"] = broken
        assert "is damaged" in handback(tmp_path, log=log).output


def test_what_began_and_ended_on_a_day_is_told_with_one_day(tmp_path: Path) -> None:
    log: Any = json.loads(json.dumps(FIRE).replace("2026-11-23", "2026-11-26"))
    assert "It began and ended on Thursday 26 November 2026." in handback(tmp_path, log=log).output


def test_the_claim_has_loss_by_day_extra_cost_receipts_and_exhibits(tmp_path: Path) -> None:
    done = handback(tmp_path, "--claim")
    told = sections(done.output)
    assert "12-345" in told["Fire policy"]
    assert "Car policy" not in told
    days = [line for line in told["Loss, day by day"].splitlines() if "€" in line]
    assert [line.split("€")[1] for line in days] == ["100", "100", "100", "100", "400"]
    assert [line[:15] for line in days][::4] == ["Mon 23 Nov 2026", "Total          "]
    assert "The plan does not say what you lose without" not in told["Loss, day by day"]
    assert "R1, kept in" in told["Extra cost"]
    assert "Pictures of every shelf." in told["Exhibits"]
    assert "SHA-256" in told["Exhibits"]


def test_the_claim_names_what_stopped_and_has_no_price_in_the_plan(tmp_path: Path) -> None:
    label = "{name: Label tool"
    shop = SHOP.replace(label, f"{label}, needs: shop")
    told = sections(handback(tmp_path, "--claim", shop=shop).output)["Loss, day by day"]
    assert "The plan does not say what you lose without: Ship parcels" in told


def test_both_are_written_as_pages_that_load_nothing_and_on_paper(tmp_path: Path) -> None:
    hostile = json.loads(
        json.dumps(FIRE).replace("Pack in the *shed*", "<script>owned = 1</script> {sam} [x](y)")
    )
    done = handback(tmp_path, "--out", str(tmp_path / "out"), log=hostile)
    assert done.exit_code == 0, done.output
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        f"{name}.{kind}" for name in ("hand-back", "claim") for kind in ("html", "pdf")
    }
    page = (tmp_path / "out" / "hand-back.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;owned = 1&lt;/script&gt; {sam} [x](y)" in page


def test_a_log_from_another_page_or_another_age_is_no_traceback(tmp_path: Path) -> None:
    elsewhere = json.loads(json.dumps(FIRE).replace("scenarios/fire", "scenarios/unknown"))
    assert handback(tmp_path, log=elsewhere).exit_code == 0
    long_ago = json.loads(json.dumps(FIRE).replace("2026-11-23", "0001-01-01"))
    done = handback(tmp_path, log=long_ago)
    assert "which no plan is about" in done.output
    assert done.exit_code == 2
