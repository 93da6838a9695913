"""The sandbox's one file: JSON documents by kind and id, and the uploaded files' bytes.

Each change is committed as it happens, so that a killed program reopens as it was.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Document = dict[str, Any]

TABLES = """
CREATE TABLE IF NOT EXISTS document (
    kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS upload (id TEXT PRIMARY KEY, body BLOB NOT NULL);
"""


class Store:
    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        # A killed process loses nothing in WAL; only a power cut may lose the last commits.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(TABLES)

    def close(self) -> None:
        self._connection.close()

    def documents(self, kind: str) -> Iterator[Document]:
        """All documents of a kind, in the order of their ids' lengths, then their ids."""
        rows = self._connection.execute(
            "SELECT body FROM document WHERE kind = ? ORDER BY length(id), id", (kind,)
        )
        return (json.loads(body) for (body,) in rows.fetchall())

    def document(self, kind: str, identifier: str) -> Document | None:
        row = self._connection.execute(
            "SELECT body FROM document WHERE kind = ? AND id = ?", (kind, identifier)
        ).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def put(self, kind: str, identifier: str, body: Document) -> None:
        self._connection.execute(
            "INSERT INTO document (kind, id, body) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
            (kind, identifier, json.dumps(body)),
        )

    def remove(self, kind: str, identifier: str) -> None:
        self._connection.execute(
            "DELETE FROM document WHERE kind = ? AND id = ?", (kind, identifier)
        )

    def put_upload(self, identifier: str, body: bytes) -> None:
        self._connection.execute("INSERT INTO upload (id, body) VALUES (?, ?)", (identifier, body))

    def upload(self, identifier: str) -> bytes | None:
        row = self._connection.execute(
            "SELECT body FROM upload WHERE id = ?", (identifier,)
        ).fetchone()
        return None if row is None else bytes(row[0])
