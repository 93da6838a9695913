"""One member facing one question."""
