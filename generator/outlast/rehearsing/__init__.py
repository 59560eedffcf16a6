"""A rehearsal of access: everybody signs in with what is their own, and says whether it worked."""

from outlast.rehearsing.listed import FIRST, page, to_try
from outlast.rehearsing.writing import Answer, recorded

__all__ = ["FIRST", "Answer", "page", "recorded", "to_try"]
