"""Whether the world is as a plan says: links, certificates, domains, and who is let in where.

Nothing of it runs by itself. A probe asks only addresses that stand in the plan, and sends nothing but
the question.
"""

from outlast.probe.members import Member, compared
from outlast.probe.places import Place, places
from outlast.probe.web import Difference, Web, probed

__all__ = ["Difference", "Member", "Place", "Web", "compared", "places", "probed"]
