"""The business as frozen types: each field is defined once, with its edition."""

from outlast.model.base import Edition, Model, Thing
from outlast.model.plan import COLLECTIONS, Plan, Visit, visit

__all__ = ["COLLECTIONS", "Edition", "Model", "Plan", "Thing", "Visit", "visit"]
