"""Everything that a plan comes to: facts, findings, each edition drawn and on paper, answers printed."""

from __future__ import annotations

from unittest.mock import patch

from outlast import binder, checks, export
from outlast.analysis import Look, analyse
from outlast.analysis.whatif.question import Question
from outlast.analysis.whatif.report import report
from outlast.binder.typeset import Layout
from outlast.cli.whatif.data import as_csv, as_json
from outlast.cli.whatif.page import as_html, as_text
from outlast.diagnostics import FORMATS, render
from outlast.load import locate
from outlast.model import Edition
from outlast.pages import compose
from outlast.redact import find_leaks, redact
from outlast.render import draw
from outlast.site import BuildInfo

from tests.builders import load_texts
from tests.drawing import attached_to


def everything(text: str, question: Question) -> None:
    """Build the plan of a text in every edition, as far as it goes without a typesetter, and ask about it.

    A plan with errors is drawn all the same: whoever mends them one after the other must see no traceback.
    Raises whatever a user would see as one.
    """
    loaded = load_texts(text)
    diagnostics = [*loaded.diagnostics]
    if loaded.plan is not None:
        plan, start = loaded.plan, question.start
        files = attached_to(plan)
        whole = analyse(plan, start, files=files)
        for edition in Edition:
            # A public copy tells nothing that was computed, so its build works out less.
            facts = analyse(plan, start, Look.NONE, files) if edition is Edition.PUBLIC else whole
            findings = (*checks.run(plan, facts).findings, *find_leaks(plan, [edition]).findings)
            diagnostics += (locate(finding, loaded.origins) for finding in findings)
            known, shown = redact(plan, facts, edition)
            site = compose(known, shown, BuildInfo(start, "1.2.3"), edition, files)
            export.files(draw(site))
            with (
                patch.object(binder, "typeset", lambda *_, **__: b""),
                patch.object(binder, "laid_out", lambda *_, **__: Layout({}, 1)),
            ):
                binder.printed(site)
        answered = report(plan, question)
        for form in (as_text, as_html, as_json, as_csv):
            form(answered)
    for name in FORMATS:
        render(diagnostics, name)
