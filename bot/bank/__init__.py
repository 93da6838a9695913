"""The question bank: what a question is, loading it from YAML, choosing from it."""
