"""The example shop, in which wages are paid that are above the limit of whoever stands in."""

import re
import shutil
from pathlib import Path

from outlast.build import build
from outlast.export import files
from outlast.model import Edition

from tests.building.plans import EXAMPLE
from tests.drawing import TODAY, html_of, page_of


def test_a_duty_above_the_limit_of_its_deputy_is_built_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(EXAMPLE, folder)
    duties = folder / "obligations.yml"
    text = duties.read_text(encoding="utf-8")
    assert "amount: 1240 EUR" in text
    duties.write_text(text.replace("amount: 1240 EUR", "amount: 3727 EUR"), encoding="utf-8")

    built = build(folder, Edition.FULL, today=TODAY)

    assert built.tree is not None
    assert files(built.tree)
    found = [each.message for each in built.diagnostics if each.rule == "deputy-cannot"]
    (said,) = [message for message in found if message.startswith('"ilse" is named for "pay-wages"')]
    assert said.endswith("Ilse Claes may only handle amounts up to €2,500.")
    advice = re.sub(r"<[^>]+>", "", html_of(page_of(built.tree, "readiness/index")))
    assert "Give Ilse Claes a higher limit in Pay the packer" in advice
