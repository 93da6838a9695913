"""A plan to the day of a member's interview."""
