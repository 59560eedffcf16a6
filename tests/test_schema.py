"""The schema says what the model reads; tests/editor asks the real language server the same."""

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator
from outlast import catalogue
from outlast.cli import outlast
from outlast.load import load
from outlast.load.shapes import fields
from outlast.model import COLLECTIONS
from outlast.model.value import Value
from outlast.schema import schema, text
from outlast.source import is_translation, parse, read

from tests.builders import BUSINESS, load_texts

ROOT = Path(__file__).resolve().parent.parent
PLANS = [ROOT / "plan", *sorted((ROOT / "tests" / "cases").glob("good-*/plan"))]
VALIDATOR = Draft7Validator(schema())
DEFINITIONS: dict[str, Any] = schema()["definitions"]


class _Core(yaml.SafeLoader):
    """Types scalars as the core schema of YAML 1.2 does, which the language server follows."""


_Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    # `Null` and `NULL` are text to Outlast; a real editor marks them as empty, and quotes help.
    ("null", r"^(~|null|)$", ["~", "n", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
_Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
_Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def red(data: Any) -> list[str]:
    """Where a schema finds something, as paths."""
    return sorted("/".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(data))


def as_an_editor_reads(text: str) -> Any:
    return yaml.load(text, _Core)


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(schema())
    assert text().startswith('{\n "$schema": "http://json-schema.org/draft-07/schema#"')


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.parent.name)
def test_what_loads_is_not_red(plan: Path) -> None:
    documents = read(plan)
    assert load(documents).plan
    for document in (each for each in documents if not is_translation(each.path)):
        assert red(document.data) == [], document.path
        assert red(as_an_editor_reads("\n".join(document.lines))) == [], document.path


def test_there_are_plans_to_try() -> None:
    assert len(PLANS) > 5


@pytest.mark.parametrize(
    ("plan", "places"),
    [
        ("functions: {a: {name: A, rot: 4h}}", ["functions/a"]),
        ("functions: {a: {rto: 4h}}", ["functions/a"]),
        ("functions: {a: {name: A, rto: 4}}", ["functions/a/rto"]),
        ("functions: {a: {name: A, rto: last minute}}", ["functions/a/rto"]),
        ("functions: {a: {name: A, by: {wo: kit}}}", ["functions/a/by", "functions/a/by"]),
        ("functions: {a: {name: A, by: [{wo: kit}]}}", ["functions/a/by/0", "functions/a/by/0"]),
        ("functions: {a: {name: A, steps: [{do: x, taks: 4h}]}}", ["functions/a/steps/0"]),
        ("functions: {a: {name: A, steps: [{do: x, takes: soon}]}}", ["functions/a/steps/0/takes"]),
        ("functions: {a: {name: A, needs: {any: []}}}", ["functions/a/needs"]),
        ("functions: {Kit B: {name: A}}", ["functions"]),
        ("functions: {a: text}", ["functions/a"]),
        ("functions: {a: {name: [x]}}", ["functions/a/name"]),
        ("functions: {a: {id: a, name: A}}", ["functions/a"]),
        ("functions: [a]", ["functions"]),
        ("funktions: {}", [""]),
        ("people: {a: {role: x, may: {refund: a lot}}}", ["people/a/may/refund"]),
        ("people: {a: {role: x, works: [{days: someday}]}}", ["people/a/works/0/days"]),
        ("people: {a: {role: x, works: someday}}", ["people/a/works"]),
        ("people: {a: {role: x, reach: [{phone: none}]}}", ["people/a/reach/0/phone"]),
        ("scenarios: {a: {name: A, icon: beds}}", ["scenarios/a/icon"]),
        ("scenarios: {a: {name: A, serve: {first-minute: [x]}}}", ["scenarios/a/serve"]),
        ("obligations: {a: {name: A, due: soon}}", ["obligations/a/due"]),
        ("business: {format: 2, name: A, timezone: Europe/Brussels, currency: EUR}", ["business/format"]),
        ("systems: {a: {name: A, login: [vault]}}", ["systems/a/login"]),
    ],
)
def test_mistakes_are_red_where_they_stand(plan: str, places: list[str]) -> None:
    """And what is red does not load: an editor raises no false alarm here."""
    assert red(as_an_editor_reads(plan)) == places
    assert load_texts(plan, *([] if plan.startswith("business") else [BUSINESS])).plan is None


@pytest.mark.parametrize(
    "plan",
    [
        "functions: {a: {name: 1984, by: automatic, needs: a, steps: Open it, hours: mon-fri}}",
        "functions: {a: {name: true, by: {who: b}, steps: [{do: y, novice: yes}, {do: z, novice: true}]}}",
        "functions: {a: {name: A, needs: [a, {what: a}, {any: [a, {any: [a, b], count: 2}]}]}}",
        "people: {a: {role: x, may: {refund: any, spend: 80, sign: [80 EUR, 70 GBP]}}}",
        'people: {a: {role: x, reach: [{phone: 112}, {phone: "(02) 555 01 02"}, {email: a@b.example}]}}',
        "people: {a: {role: x, works: [{days: [Mon, tue], from: 9:00, to: 17:30}, fri-mon]}}",
        "people: {a: {role: x, reviewed: 2026-11-22, review_every: P2W}}",
        "obligations: {a: {name: A, due: Every Month on 25, amount: 12.50}}",
        "systems: {a: {name: A, rto: vendor, rpo: unknown, bill: {amount: 30}}, 2024: {name: B}}",
        "shifts: {a: {name: A, hours: sat, minimum: 2, capacity: 40%}}",
        "people:",
    ],
)
def test_shorter_forms_and_typed_scalars_are_not_red(plan: str) -> None:
    ours = parse("plan/a.yml", plan.encode())
    assert ours.diagnostics == ()
    rules = {one.rule for one in load([ours, parse("plan/b.yml", BUSINESS.encode())]).diagnostics}
    assert rules <= {"unknown-reference", "wrong-reference"}, "the plan itself is sound but for the ids"
    assert red(as_an_editor_reads(plan)) == []
    assert red(ours.data) == []


def values(kind: type[Value] = Value) -> list[type[Value]]:
    return [one for inner in kind.__subclasses__() for one in (inner, *values(inner))]


@pytest.mark.parametrize("kind", [one for one in values() if one.examples], ids=lambda kind: kind.__name__)
def test_every_example_of_a_value_is_green(kind: type[Value]) -> None:
    for example in kind.examples:
        kind.parse(example)
        if kind.__name__ in DEFINITIONS:
            assert Draft7Validator(DEFINITIONS[kind.__name__]).is_valid(example), example


def test_every_key_explains_itself() -> None:
    for collection, thing in COLLECTIONS.items():
        assert schema()["properties"][collection]["description"]
        assert set(DEFINITIONS[thing.__name__]["properties"]) == set(fields(thing))
    silent = [
        f"{name}.{key}"
        for name, made in DEFINITIONS.items()
        for key, said in made.get("properties", {}).items()
        if "Edition: " not in said.get("markdownDescription", "")
    ]
    assert silent == [], "give it a docstring in the model"


def test_hover_says_meaning_kind_and_edition() -> None:
    said = DEFINITIONS["Function"]["properties"]["rto"]["markdownDescription"]
    assert said.startswith("By when it is promised back")
    assert said.endswith("Takes a duration, `unknown` or `vendor`. Edition: public.")


def offers(made: dict[str, Any]) -> list[Any]:
    """What an editor offers as a value: yaml-language-server looks into these keys, and at these types."""
    if "$ref" in made:
        return offers(DEFINITIONS[made["$ref"].rpartition("/")[2]])
    here = [*made.get("enum", []), *made.get("examples", [])]
    kinds = [made["type"]] if isinstance(made.get("type"), str) else made.get("type", [])
    here += [kind for kind in kinds if kind in ("boolean", "null")]
    return here + [
        one for key in ("anyOf", "allOf", "oneOf") for inner in made.get(key, []) for one in offers(inner)
    ]


def test_an_editor_offers_words_and_no_noise() -> None:
    function = DEFINITIONS["Function"]["properties"]
    assert offers(function["by"]) == ["automatic"]
    assert offers(function["rto"]) == ["4h", "3d", "unknown", "vendor"]
    assert offers(function["minimum"]) == []
    assert offers(DEFINITIONS["Step"]["properties"]["novice"]) == ["yes", "no"]
    assert offers(DEFINITIONS["Scenario"]["properties"]["likely"]) == ["high", "medium", "low"]
    assert offers(DEFINITIONS["System"]["properties"]["vendor"]) == list(catalogue.ids())
    assert red({"systems": {"a": {"name": "A", "vendor": "strpe"}}}) == ["systems/a/vendor"]
    assert red({"systems": {"a": {"name": "A", "vendor": True}}}) == ["systems/a/vendor"]
    everything = [offers(key) for made in DEFINITIONS.values() for key in made.get("properties", {}).values()]
    assert not [one for one in everything if "boolean" in one or "null" in one]


def test_the_command_prints_and_writes_it(tmp_path: Path) -> None:
    assert CliRunner().invoke(outlast, ["schema"]).output == text()
    file = tmp_path / "plan" / ".schema.json"
    done = CliRunner().invoke(outlast, ["schema", "--out", str(file)])
    assert done.exit_code == 0
    assert file.read_bytes() == text().encode()


def test_a_schema_in_the_plan_folder_is_no_part_of_the_plan(tmp_path: Path) -> None:
    (tmp_path / "shop.yml").write_text(dedent(BUSINESS), encoding="utf-8")
    (tmp_path / ".schema.json").write_text(text(), encoding="utf-8")
    assert [document.path for document in read(tmp_path)] == ["plan/shop.yml"]
