"""The example several times over: plans that are as large as a benchmark wants, of things that really occur.

Each copy has ids and names of its own, and needs only what is in the same copy.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import yaml
from outlast import source
from outlast.load import load

EXAMPLE = Path(__file__).resolve().parents[1] / "plan"
_PROSE = {"vendor", "also", "skills", "as", "speaks", "account", "accounts"}
"""Fields whose text may be the same as an id, and is none."""
_NAMES = {"name", "title", "role"}
"""Fields by which pages are named."""
_IN_TEXT = re.compile(r"\{([a-z0-9-]+)\}")
_Rename = Callable[[str], str]


def write_copies(number: int, folder: Path) -> None:
    """Write a plan of the example and `number` - 1 copies of it."""
    plan = load(source.read(EXAMPLE, "plan")).plan
    if plan is None:
        raise SystemExit("the example cannot be read")
    shutil.copytree(EXAMPLE, folder)
    for copy in range(2, number + 1):
        new = {id: f"{id}-{copy}" for id in plan.things}
        for file in sorted(EXAMPLE.rglob("*.yml")):
            root = yaml.compose(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
            if not isinstance(root, yaml.MappingNode) or root.value[0][0].value == "business":
                continue
            for _, collection in root.value:
                _rename_things(collection, copy, lambda id: new.get(id, id))  # noqa: B023 - called at once
            path = folder / f"copy-{copy}" / file.relative_to(EXAMPLE)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.serialize(root, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")


def _rename_things(collection: yaml.MappingNode, copy: int, new: _Rename) -> None:
    """Give the things of a collection the ids and names of a copy."""
    for id, thing in collection.value:
        id.value = new(id.value)
        _rename_below(thing, "", new)
        for key, value in thing.value if isinstance(thing, yaml.MappingNode) else ():
            if key.value in _NAMES:
                value.value = f"{value.value} {copy}"


def _rename_below(node: yaml.Node, key: str, new: _Rename) -> None:
    """Rename the ids in fields and texts."""
    if isinstance(node, yaml.MappingNode):
        for each, below in node.value:
            _rename_below(below, each.value, new)
    elif isinstance(node, yaml.SequenceNode):
        for below in node.value:
            _rename_below(below, key, new)
    elif key not in _PROSE and key not in _NAMES:
        node.value = _IN_TEXT.sub(lambda found: "{" + new(found[1]) + "}", new(node.value))
