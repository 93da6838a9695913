"""How the tables came to be, step by step."""

from pathlib import Path

# Named here so that an up-to-date database is recognised without importing Alembic.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
HEAD = REVISIONS[-1]

FOLDER = Path(__file__).parent
