"""The runbook added to the mkdocs.yml of a site that is there, as text: what its owner wrote stays."""

from __future__ import annotations

from typing import Any

import yaml

OPTIONS = {"plan": "plan", "edition": "public", "path": "runbook"}
FLOW = f"outlast: {{{', '.join(f'{key}: {value}' for key, value in OPTIONS.items())}}}"
BY_HAND = f"Add this to its plugins by hand: {FLOW}"

Tree = tuple[str, object]
"""A node of YAML: its tag, and its text or its parts. Tags such as `!ENV` are kept, and nothing is run."""


class Unextendable(Exception):
    """A mkdocs.yml to which the plugin cannot be added safely; the text says why."""


def with_runbook(settings: str) -> str:
    """The settings with the plugin at the end of the list of plugins. Raises Unextendable.

    Where the plugin is there already, they stay as they are.
    """
    root = _root(settings)
    keys = {key.value: value for key, value in root.value}
    plugins = keys.get("plugins")
    if plugins is None and "INHERIT" in keys:
        raise Unextendable(f"The plugins stand in another file ({keys['INHERIT'].value}). {BY_HAND}")
    if "outlast" in _names(plugins):
        return settings
    end = "\r\n" if "\r\n" in settings else "\n"
    extended = _extended(settings, plugins, end)
    if not _only_adds(root, _root(extended)):
        raise Unextendable(f"mkdocs.yml cannot be extended safely as it is written. {BY_HAND}")
    return extended


def _root(settings: str) -> Any:
    try:
        root = yaml.compose(settings, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        root = None
    if not isinstance(root, yaml.MappingNode):
        raise Unextendable(f"mkdocs.yml cannot be read: `mkdocs build` says why. {BY_HAND}")
    return root


def _names(plugins: Any) -> set[str]:
    if isinstance(plugins, yaml.MappingNode):
        return {str(key.value) for key, _ in plugins.value}
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else ()
    firsts = (one.value[0][0] if isinstance(one, yaml.MappingNode) and one.value else one for one in entries)
    return {str(first.value) for first in firsts}


def _extended(settings: str, plugins: Any, end: str) -> str:
    if plugins is None:
        before = settings if not settings or settings.endswith("\n") else settings + end
        return f"{before}{end}plugins:{end}  - search{end}{_lines('  - ', '      ', end)}"
    if not isinstance(plugins, yaml.CollectionNode):
        raise Unextendable(f"The plugins in mkdocs.yml are no list. {BY_HAND}")
    if plugins.flow_style:
        inside = settings[: plugins.end_mark.index - 1].rstrip()
        comma = "" if inside.endswith((",", "[", "{")) else ","
        space = "" if inside.endswith(("[", "{")) else " "
        return f"{inside}{comma}{space}{FLOW}{settings[len(inside) :]}"
    column = " " * plugins.start_mark.column
    is_list = isinstance(plugins, yaml.SequenceNode)
    lines = settings.splitlines(keepends=True)
    last = _last_line(plugins) + 1
    if not lines[last - 1].endswith(("\n", "\r")):
        lines[last - 1] += end
    new = _lines(f"{column}- ", f"{column}    ", end) if is_list else _lines(column, f"{column}  ", end)
    return "".join((*lines[:last], new, *lines[last:]))


def _lines(first: str, indent: str, end: str) -> str:
    return f"{first}outlast:{end}" + "".join(f"{indent}{key}: {value}{end}" for key, value in OPTIONS.items())


def _last_line(node: Any) -> int:
    """The number, from 0, of the last line of a node; comments and blank lines behind it do not count."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    line, column = node.end_mark.line, node.end_mark.column
    return int(line - 1 if column == 0 and line > node.start_mark.line else line)


def _only_adds(before: Any, after: Any) -> bool:
    """Whether the second is the first with our plugin as its last one, and nothing else."""
    old, new = dict(_tree(before)[1]), dict(_tree(after)[1])  # type: ignore[call-overload]
    kept = (("tag:yaml.org,2002:str", "search"),)
    plugins = new.pop("plugins")[1]
    expected = old.pop("plugins", ("", kept))[1]
    return bool(old == new and plugins[:-1] == expected and "outlast" in str(plugins[-1]))


def _tree(node: Any) -> Tree:
    if isinstance(node, yaml.MappingNode):
        return node.tag, tuple((key.value, _tree(value)) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return node.tag, tuple(_tree(one) for one in node.value)
    return node.tag, node.value
