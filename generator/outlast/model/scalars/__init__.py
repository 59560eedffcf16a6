"""Durations, money, dates, days, hours and the other small types of the plan language."""

from outlast.model.scalars.accounts import AccountId, Iban, Pointer, RoleName, VendorId
from outlast.model.scalars.amounts import Count, Currency, Factor, Flag, Limit, Loss, Money, Share
from outlast.model.scalars.contacts import (
    ChatName,
    Email,
    Language,
    PersonName,
    Phone,
    PostalAddress,
    Url,
)
from outlast.model.scalars.files import FilePath
from outlast.model.scalars.times import (
    DAYS,
    Clock,
    Day,
    Duration,
    Stated,
    Target,
    TimeOfDay,
    Timezone,
    Weekdays,
    YearDay,
)

__all__ = [
    "DAYS",
    "AccountId",
    "ChatName",
    "Clock",
    "Count",
    "Currency",
    "Day",
    "Duration",
    "Email",
    "Factor",
    "FilePath",
    "Flag",
    "Iban",
    "Language",
    "Limit",
    "Loss",
    "Money",
    "PersonName",
    "Phone",
    "Pointer",
    "PostalAddress",
    "RoleName",
    "Share",
    "Stated",
    "Target",
    "TimeOfDay",
    "Timezone",
    "Url",
    "VendorId",
    "Weekdays",
    "YearDay",
]
