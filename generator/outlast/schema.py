"""The JSON Schema of a plan's files, for editors with yaml-language-server.

It is made from the model and never kept by hand. One file may hold any part of a plan, so nothing is
required at the top, and `id` is no key: it is the name that a thing stands under.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from outlast.model import COLLECTIONS, Plan
from outlast.model.value import ID

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What yaml-language-server reads best."""


def schema() -> dict[str, Any]:
    """The schema of one file of a plan, ready for `json.dumps`."""
    made = Plan.model_json_schema(schema_generator=_Generator)
    for collection in COLLECTIONS:
        things = made["properties"][collection]
        things["propertyNames"] = {"pattern": f"^{ID.pattern}$"}
        things["description"] = f"{COLLECTIONS[collection].one.capitalize()} under each id."
    made["$schema"] = DIALECT
    made["title"] = "A file of an Outlast plan"
    made.pop("required", None)
    return made


class _Generator(GenerateJsonSchema):
    """Without what an editor shows as noise: titles, nulls, the id."""

    def generate(self, schema: Any, mode: Any = "validation") -> JsonSchemaValue:
        made = super().generate(schema, mode)
        _quiet(made)
        return made


def _quiet(node: Any) -> None:
    """Drops titles, `null` branches and `default: null`, and `id` from the keys of a thing, in place."""
    if isinstance(node, list):
        for part in node:
            _quiet(part)
        return
    if not isinstance(node, dict):
        return
    if isinstance(node.get("title"), str):
        del node["title"]
    if isinstance(node.get("anyOf"), list):
        kept = [branch for branch in node["anyOf"] if branch != {"type": "null"}]
        if len(kept) == 1:
            del node["anyOf"]
            node.update({**kept[0], **node})
        else:
            node["anyOf"] = kept
    if "default" in node and node["default"] in (None, [], {}):
        del node["default"]
    properties = node.get("properties")
    if isinstance(properties, dict) and "id" in properties and "name" in properties:
        del properties["id"]
        node["required"] = [key for key in node.get("required", []) if key != "id"]
    for part in list(node.values()):
        _quiet(part)
