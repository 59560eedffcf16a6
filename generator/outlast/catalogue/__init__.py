"""What is known of the vendors that shops build on: one file for each, with its sources."""

from outlast.catalogue.entries import (
    CATEGORIES,
    Category,
    Source,
    Vendor,
    ids,
    vendor,
    vendors,
)

__all__ = ["CATEGORIES", "Category", "Source", "Vendor", "ids", "vendor", "vendors"]
