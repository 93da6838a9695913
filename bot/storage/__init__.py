"""Engines, transactions, column types and migrations: the only dialect-aware code."""
