"""Files from templates."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from outlast.source.scalar import scalar


def draw(template: str, **values: object) -> str:
    """The text of a template; in YAML each value goes through the filter `scalar`."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - it renders YAML and Markdown
        loader=PackageLoader("outlast.new"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["scalar"] = lambda value: scalar(str(value))
    return environment
