"""`outlast fixes`: the cheapest set of changes with which a promise holds, and the letters for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outlast.cli.options import config_file_option, date_option, day, described, language_option, plan_option
from outlast.cli.telling import honestly, refuse, short
from outlast.cli.wrapping import wrap_text

if TYPE_CHECKING:
    from outlast.model import Plan


@click.command(short_help="Find the cheapest changes with which the promises hold.")
@click.argument("promise", nargs=-1)
@click.option("--letters", type=click.Path(path_type=Path), help="Write the letters for it into this folder.")
@plan_option
@config_file_option
@date_option
@language_option
def fixes(
    promise: tuple[str, ...],
    letters: Path | None,
    plan: Path | None,
    config_file: Path,
    today: datetime | None,
) -> None:
    """Find the cheapest set of changes with which each PROMISE holds. Without one: with which all hold.

    Every set is made and the whole what-if asked again. What changes cost stands in `changes_cost` of the
    business; where it says nothing, fewer changes come first, and those that are done sooner.

    \b
    Example:  outlast fixes
              outlast fixes hit-by-a-bus --letters dist/letters
    """
    from outlast.analysis.cheapest import remedy
    from outlast.analysis.tried import as_tried
    from outlast.build import language_of
    from outlast.cli.drill import read_plan
    from outlast.host.room import keep_file
    from outlast.languages import say, speaking
    from outlast.load.nearest import nearest
    from outlast.pages import remedies
    from outlast.pages.addresses import links
    from outlast.pages.letters import letters as make
    from outlast.render.text import text

    with honestly():
        folder, _ = described(config_file, plan, "full")
        checked, known = read_plan(folder, day(today), "")
        for id in promise:
            if id not in known.promises:
                meant = nearest(id, known.promises)
                hint = f'Did you mean "{meant}"?' if meant else "`promises` in the plan has the ids."
                refuse(f'The plan has no promise with the id "{id}". {hint}')
        chosen = [known.promises[id] for id in promise or known.promises]
        if not chosen:
            refuse(_promise_first(short(folder), known))
        tried = as_tried(known, checked.facts.drills)
        found = [remedy(tried, each, checked.info.as_of) for each in chosen]
        with speaking(language_of(known.business)):
            shown = remedies.page(known, found)
            click.echo(text(shown.sections, links(known), shown.title), nl=False)
            changes = dict.fromkeys(each for one in found for each in (*one.changes, *one.partly))
            if letters is not None:
                for each in make(known, changes):
                    head = (say("To: {people}", people=each.to), say("Subject: {text}", text=each.subject))
                    body = "\n\n".join(wrap_text(line, 78) for line in each.paragraphs)
                    content = "\n".join((*head, "", body, ""))
                    file = keep_file(letters / f"{each.id}.txt", content.encode())
                    click.echo(f"Wrote {short(file)}")


def _promise_first(folder: str, plan: Plan) -> str:
    """What to write where a plan promises nothing: a file, and lines to paste."""
    from outlast.catalogue.fragments import situation
    from outlast.source.scalar import scalar

    owner = situation(plan).owner
    if owner is None or not plan.functions:
        return "The plan promises nothing, and it names nobody or no task yet. See `outlast todo`."
    name = scalar(f"Three weeks without {plan.people[owner].title}")
    return (
        f"The plan promises nothing. Write first what must keep going, "
        f"such as this, into {folder}/promises.yml:\n\n"
        f"promises:\n  three-weeks:\n    name: {name}\n    when: {{away: {owner}, for: 21d}}\n"
        f"    keep: [{', '.join(plan.functions)}]\n\n"
        "Take out of `keep` what may stop. Then say `outlast fixes` again."
    )
