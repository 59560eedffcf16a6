"""The what-if a second time, for the tests: a walk through time in small steps.

Written from docs/what-if.md, not from the engine. Clarity stands above speed: everything is evaluated again
at each step, from plain dictionaries. Where the laws can be read in two ways, a sentence that begins with
*Reading* says which way was taken.
"""

from tests.whatif.oracle.walk import STEP, Walk, walk

__all__ = ["STEP", "Walk", "walk"]
