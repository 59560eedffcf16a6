"""A copy that leaves the other days out still knows what follows if something happens on its own day."""

from datetime import date
from pathlib import Path

from outlast.build import build
from outlast.model import Edition
from outlast.render import LAYERS

from tests.test_small_shop import SHOP

DAY = date(2026, 11, 30)
BUSINESS = "business: {format: 1, name: Candles, timezone: Europe/Brussels, currency: EUR}\n"


def test_copy_without_days_ahead_knows_an_incident_of_its_own_day(tmp_path: Path) -> None:
    (tmp_path / "plan.yml").write_text(BUSINESS + SHOP)
    made = build(tmp_path, Edition.FULL, today=DAY, ahead=0).tree
    assert made
    for name in ("incident/hospital", "today/hospital/anu"):
        assert DAY.isoformat().encode() in made.files[f"{LAYERS}{name}.js"]
