"""Old names, until every page is made of blocks."""

from outlast.site.blocks import Message as MessageView
from outlast.site.blocks import Table
from outlast.site.parts import *  # noqa: F403

__all__ = ["MessageView", "Table"]
