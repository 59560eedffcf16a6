"""Several shops below one folder: where they are, and one page about all of them."""

from outlast.shops.finding import PLAN, find, names
from outlast.shops.overview import MARK, Shop, overview

__all__ = ["MARK", "PLAN", "Shop", "find", "names", "overview"]
