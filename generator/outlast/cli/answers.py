"""`outlast answers`: the questions of an insurer or a customer, answered from the plan."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from outlast.cli.options import (
    EDITIONS,
    config_file_option,
    date_option,
    day,
    described,
    language_option,
    plan_option,
)


@click.command(short_help="Answer the questions of an insurer or a customer.")
@click.argument("form", required=False)
@click.option(
    "--format", "shape", type=click.Choice(["text", "html", "csv", "json"]), default="text", show_default=True
)
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="team",
    show_default=True,
    help="Whose names may stand in it.",
)
@language_option
@plan_option
@config_file_option
@date_option
def answers(
    form: str | None, shape: str, edition: str, plan: Path | None, config_file: Path, today: datetime | None
) -> None:
    """Answer a FORM, such as cyber-insurance, from what the plan proves. Without one, list the forms.

    Each answer has its evidence, its oldest date and its pages. What nobody has tested or checked is no yes.
    No edition shows phone numbers, or where secrets are kept. Text and JSON also say what to write into the
    plan; HTML and CSV are for those who ask.

    \b
    Example:  outlast answers cyber-insurance
              outlast answers nis2-article-21 --format html > answers.html
    """
    from outlast.build import language_of
    from outlast.catalogue.questionnaires import questionnaires
    from outlast.cli.drill import read_plan
    from outlast.cli.telling import honestly, refuse
    from outlast.host.policy import sealed
    from outlast.languages import speaking
    from outlast.load.nearest import nearest
    from outlast.model import Edition
    from outlast.pages.addresses import links
    from outlast.questionnaires import Shown, answered, as_csv, as_json, page
    from outlast.redact import redact
    from outlast.render import document
    from outlast.render.text import text

    forms = questionnaires()
    if form is None:
        for id, each in forms.items():
            click.echo(f"{id:{max(map(len, forms))}}  {each.about['en']}")
        return
    if form not in forms:
        meant = nearest(form, forms)
        hint = f'Did you mean "{meant}"?' if meant else "`outlast answers` lists them."
        refuse(f'There is no form "{form}". {hint}')
    with honestly():
        folder, _ = described(config_file, plan, edition)
        checked, whole = read_plan(folder, day(today))
        with speaking(language_of(whole.business)):
            found = answered(forms[form], whole, checked.facts)
            seen, _ = redact(whole, checked.facts, Edition(edition))
            shown = Shown.of(forms[form], found, whole, seen, Edition(edition), checked.info.as_of)
            if shape == "csv":
                told = as_csv(shown)
            elif shape == "json":
                told = as_json(shown)
            else:
                made = page(shown, for_owner=shape == "text")
                ways = links(seen)
                told = (
                    text(made.sections, ways, made.title) if shape == "text" else sealed(document(made, ways))
                )
        click.echo(told, nl=False)
