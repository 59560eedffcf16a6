"""Outlast turns a folder of plain YAML about a small shop into the runbook for its worst day."""

__version__ = "0.1.0"
