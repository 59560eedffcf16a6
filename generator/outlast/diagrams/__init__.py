"""Pictures as data: what is where, in percent across and in pixels down. Templates draw them."""

from outlast.diagrams.timeline import Lane, timeline

__all__ = ["Lane", "timeline"]
