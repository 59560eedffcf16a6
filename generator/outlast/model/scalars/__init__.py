"""Durations, money, dates, days, hours and the other small types of the plan language."""

from outlast.model.scalars.accounts import AccountId, BankAccount, Iban, Pointer, RoleName, VendorId
from outlast.model.scalars.amounts import Count, Currency, Factor, Flag, Limit, Loss, Money, Share
from outlast.model.scalars.contacts import (
    ChatName,
    ContactName,
    Country,
    Email,
    Language,
    PersonName,
    Phone,
    PostalAddress,
    Url,
)
from outlast.model.scalars.dates import Day, YearDay
from outlast.model.scalars.files import FilePath
from outlast.model.scalars.hours import DAYS, TimeOfDay, Weekdays
from outlast.model.scalars.lengths import UNKNOWN, Clock, Duration, Stated, Target
from outlast.model.scalars.zones import Timezone

__all__ = [
    "DAYS",
    "UNKNOWN",
    "AccountId",
    "BankAccount",
    "ChatName",
    "Clock",
    "ContactName",
    "Count",
    "Country",
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
