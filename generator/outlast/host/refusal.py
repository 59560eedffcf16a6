"""What a user can put right. The command line tells it in a sentence and ends with its code."""

from __future__ import annotations


class Refusal(Exception):
    """The program was asked for something that it will not do as asked; the text says why."""

    code = 2


class Failure(Refusal):
    """It was tried, and the plan or the site has problems."""

    code = 1
