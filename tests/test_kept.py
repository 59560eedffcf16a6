"""Answers that are kept: never others than those that would be worked out, and for nobody else to read."""

from __future__ import annotations

import random
import re
from datetime import timedelta
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from outlast import kept, render, source
from outlast.analysis import Look, analyse, other_days
from outlast.analysis.routes import working_routes
from outlast.analysis.tried import as_tried
from outlast.analysis.whatif.engine import Engine
from outlast.analysis.whatif.survey import survey
from outlast.build import build
from outlast.diagnostics import errors
from outlast.load import Loaded, in_language, load, load_folder, named_files, typed
from outlast.load.origins import Entry
from outlast.load.typed import Typed, Typing
from outlast.model import Edition, Plan
from outlast.render import LAYERS
from outlast.render.compiled import keep_compiled

from tests import shared
from tests.builders import edited
from tests.drawing import TODAY
from tests.host.running import ROOT, surroundings

SMALL = ROOT / "tests/host/small/plan"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where answers are kept, however little time they took."""
    monkeypatch.setenv("OUTLAST_CACHE", str(tmp_path / "outlast"))
    monkeypatch.setattr(kept, "WORTH", -1)
    forget()
    return tmp_path / "outlast" / "answers"


def forget() -> None:
    """Be a new process."""
    kept._held.clear()
    typed._held.clear()
    render._pages.seen = render._layers.seen = render._files.seen = None


def plan_of(text: str) -> Plan | None:
    loaded = load((source.parse("plan/shop.yml", text.encode()),))
    return None if errors(loaded.diagnostics) else loaded.plan


def text_of(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yml")))


def test_after_random_edits_the_answers_are_those_of_a_clean_run() -> None:
    dice, text, asked, differ = random.Random(18), text_of(SMALL), 0, set()
    while asked < 40:
        new = edited(text, dice)
        plan = plan_of(new)
        if plan is None:
            continue
        asked += 1
        text = new
        if not asked % 3:
            forget()
        facts = analyse(plan, TODAY, Look.RULES)
        tried = as_tried(plan, facts.drills)
        assert facts.outlook == survey(Engine(tried), TODAY, working_routes(tried), whole=False), text
        differ.add(repr(facts.outlook))
    assert len(differ) > 3, "the edits change nothing that matters"


def test_after_random_edits_other_days_are_those_of_a_clean_run(monkeypatch: pytest.MonkeyPatch) -> None:
    dice, text, asked, differ = random.Random(21), text_of(SMALL), 0, set()
    days = (TODAY - timedelta(days=2), TODAY + timedelta(days=3))
    while asked < 8:
        text, before = edited(text, dice), text
        plan = plan_of(text)
        if plan is None:
            text = before
            continue
        asked += 1
        forget()
        facts = analyse(plan, TODAY, Look.NONE)
        found = [*other_days(plan, facts, days)]
        with monkeypatch.context() as without:
            without.setattr("outlast.analysis.kept", lambda question, answer: answer())
            assert found == [*other_days(plan, facts, days)], text
        forget()
        assert found == [*other_days(plan, facts, days)], "as it was written"
        differ.add(repr(found))
    assert len(differ) > 2, "the edits change nothing that matters"


def test_an_answer_is_found_again_after_an_edit_of_a_text_and_not_after_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked_out = []
    real = survey

    def counted(*arguments: object, **options: object) -> object:
        worked_out.append(arguments)
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("outlast.analysis.whatif.survey.survey", counted)
    text = text_of(SMALL)
    for new, expected in (
        (text, 1),
        (re.sub(r"(  do|- do): (\w)", r"\1: Please \2", text), 1),
        (re.sub(r"rto: \w+", "rto: 9d", text, count=1), 2),
        (text, 2),
    ):
        forget()
        plan = plan_of(new)
        assert plan
        analyse(plan, TODAY, Look.RULES)
        assert len(worked_out) == expected
        if len(worked_out) == 2 and new == text:
            analyse(plan, TODAY + timedelta(days=1), Look.RULES)
            analyse(plan, TODAY, Look.WHOLE)
    assert len(worked_out) == 4


def test_what_is_kept_cannot_be_read_without_the_plan_or_put_there_by_others(place: Path) -> None:
    plan = plan_of(text_of(SMALL))
    assert plan
    first = analyse(plan, TODAY, Look.RULES).outlook
    (file,) = place.iterdir()
    content = file.read_bytes()
    assert not [id for id in plan.things if len(id) > 3 and id.encode() in content]
    for spoiled in (b"", content[:-1], content[:70] + b"x" + content[71:], b"x" * 500):
        file.write_bytes(spoiled)
        forget()
        assert analyse(plan, TODAY, Look.RULES).outlook == first
        assert file.read_bytes() == content


def test_only_so_many_answers_stay_the_last_ones(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 1_000_000)
    monkeypatch.setattr(kept, "TIDY_EVERY", 1)
    for number in range(60):
        assert kept.kept(str(number).encode(), lambda number=number: number) == number  # type: ignore[misc]
    assert 20 < len(list(place.iterdir())) < 60
    assert len(kept._held) <= 4
    forget()
    assert kept.kept(b"59", lambda: "another") == 59  # type: ignore[comparison-overlap]
    assert kept.kept(b"0", lambda: "another") == "another"


def test_a_plan_that_is_read_again_after_random_edits_is_that_of_a_clean_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice, folder, real = random.Random(20), tmp_path / "plan", Typing._typed
    text = text_of(SMALL).replace("Orders and payments.", "{en: Orders., fr: Commandes.}")
    text = text.replace("{name: Password vault}", "{name: Vault, attachments: {file: key.txt, name: Key}}")
    files = {f"{part.partition(':')[0]}.yml": f"{part}\n" for part in re.split(r"\n(?=\w)", text)}
    files["languages/nl.po"] = 'msgid "Founder"\nmsgstr "Oprichter 1"\n'
    (folder / "languages").mkdir(parents=True)
    beside = folder / "key.txt"
    typed_anew: list[str] = []

    def counted(typing: Typing, entry: Entry) -> Typed:
        typed_anew.append(entry.subject)
        return real(typing, entry)

    read = sound = things = 0
    loaded: Loaded
    for number in range(45):
        beside.write_text("Third drawer") if number % 4 else beside.unlink(missing_ok=True)
        name = dice.choice(sorted(files))
        before, files[name] = files[name], edited(files[name], dice)
        for above in ("", "# a line above moves all places\n"):
            files[name] = above + files[name]
            for each, content in files.items():
                (folder / each).write_text(content, encoding="utf-8")
            if number % 5 == 0:
                forget()
            with monkeypatch.context() as counting:
                counting.setattr(Typing, "_typed", counted)
                loaded = load_folder(folder)
                others = [in_language(loaded, code) for code in ("nl", "fr")]
            documents = [source.parse(each.path, Path(each.path).read_bytes()) for each in loaded.documents]
            assert loaded == load(documents, source.attached(folder, named_files(documents)))
            if loaded.plan:
                assert others == [load(documents, language=code) for code in ("nl", "fr")]
                sound += 1
            read += 1
            things += 3 * len(loaded.origins.entries)
        if not loaded.plan:
            files[name] = before
    assert read / 4 < sound < read, "the edits break too much, or nothing"
    assert len(typed_anew) < things / 3, "nothing was kept"


def test_a_place_that_cannot_be_written_is_done_without(place: Path) -> None:
    place.parent.write_bytes(b"a file where a folder should be")
    assert kept.kept(b"question", lambda: "answer") == "answer"


@pytest.mark.parametrize("cache", ["", "a file/cache"])
def test_where_nothing_may_be_kept_nothing_is_written_elsewhere(
    cache: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (tmp_path / "a file").touch()
    before = {*tmp_path.rglob("*")}
    monkeypatch.setattr(kept, "user_cache_path", lambda name: home / name)
    monkeypatch.setenv("OUTLAST_CACHE", cache and str(tmp_path / cache))
    use_caches()
    assert {*tmp_path.rglob("*")} == before
    monkeypatch.delenv("OUTLAST_CACHE")
    forget()
    use_caches()
    assert {each.name for each in (home / "outlast").iterdir()} == {"answers", "templates"}


def use_caches() -> None:
    assert kept.kept(b"question", lambda: "answer") == "answer"
    environment = Environment(loader=DictLoader({"page": "one"}), autoescape=True)
    keep_compiled(environment, "tests")
    assert environment.get_template("page").render() == "one"


def test_started_processes_keep_nothing_beyond_the_folder_of_the_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    assert surroundings()["OUTLAST_CACHE"] == str(shared.session_folder() / "cache")


def test_a_site_built_again_after_random_edits_has_the_bytes_of_a_clean_run(tmp_path: Path) -> None:
    dice, text, pages, layers = random.Random(19), text_of(SMALL), 0, 0
    last, file = None, tmp_path / "plan/shop.yml"
    file.parent.mkdir()
    for _ in range(20):
        text, before = edited(text, dice), text
        file.write_text(text, encoding="utf-8")
        warm = build(file.parent, Edition.FULL, today=TODAY).tree
        if warm is None:
            text = before
            continue
        if last:
            pages += len({id(page) for page in warm.pages} & {id(page) for page in last.pages})
            layers += sum(warm.files.get(path) is said for path, said in last.files.items() if LAYERS in path)
        forget()
        last = build(file.parent, Edition.FULL, today=TODAY).tree
        assert warm == last, text
    assert pages > 100, "no page was kept"
    assert layers > 50, "no layer was kept"


def test_a_text_is_read_once_and_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_RECENT_EACH", 3)
    read: list[str] = []

    @kept.once_a_text
    def length(text: str) -> int:
        read.append(text)
        return len(text)

    assert [length(text) for text in ("a", "bb", "a", "\udce4", "bb")] == [1, 2, 1, 1, 2]
    assert read == ["a", "bb", "\udce4"]
    assert [length("dddd"), length("a")] == [4, 1]
    assert read[3:] == ["dddd", "a"]
