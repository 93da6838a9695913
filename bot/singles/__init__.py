"""One question by itself."""
