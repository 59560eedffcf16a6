"""What a plan proves of the questions that an insurer or a customer asks, and nothing beyond that."""

from outlast.questionnaires.answered import Answered, answered
from outlast.questionnaires.shown import Shown, as_csv, as_json, page
from outlast.questionnaires.verdicts import Verdict

__all__ = ["Answered", "Shown", "Verdict", "answered", "as_csv", "as_json", "page"]
