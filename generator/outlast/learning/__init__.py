"""What the log of a drill or of an incident says that the plan should say now.

Every module reads a Lesson, the log beside the plan, and gives Proposals: nothing is written here.
"""

from outlast.learning.lesson import Lesson, Unclear, lesson
from outlast.learning.proposals import Edited, Proposal, made, proposals
from outlast.learning.record import Added, held_again

__all__ = ["Added", "Edited", "Lesson", "Proposal", "Unclear", "held_again", "lesson", "made", "proposals"]
