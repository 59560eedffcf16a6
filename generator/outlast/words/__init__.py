"""How durations, amounts, dates, hours, rhythms and terms are said, in the language that is spoken."""

from outlast.words.amounts import about, amount, bounds, computed, limit, loss, money, size
from outlast.words.dates import (
    brief_day,
    clock,
    day,
    day_of_year,
    day_without_year,
    hours,
    near_day,
    short,
    span,
    weekday,
    when,
)
from outlast.words.lengths import duration, length, target
from outlast.words.rhythms import due
from outlast.words.terms import (
    capital,
    channel,
    copy,
    count,
    language,
    language_in_english,
    phase,
    sent_by,
    some,
)

__all__ = [
    "about",
    "amount",
    "bounds",
    "brief_day",
    "capital",
    "channel",
    "clock",
    "computed",
    "copy",
    "count",
    "day",
    "day_of_year",
    "day_without_year",
    "due",
    "duration",
    "hours",
    "language",
    "language_in_english",
    "length",
    "limit",
    "loss",
    "money",
    "near_day",
    "phase",
    "sent_by",
    "short",
    "size",
    "some",
    "span",
    "target",
    "weekday",
    "when",
]
