"""Invented members for the sandbox: company on the leaderboards, and one with a past."""
