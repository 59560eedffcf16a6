"""The what-if: what stops, when, and why."""
