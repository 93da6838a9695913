"""Leaderboards and streaks, read from the ledger."""
