"""What the published model says of some texts; the file says how that was made."""

import json
from pathlib import Path
from typing import Final, NamedTuple


class Reference(NamedTuple):
    """`tokens` counts the marks for start and end; `start` are the first 16 of 384 numbers."""

    text: str
    tokens: int
    start: list[float]


_FILE: Final = Path(__file__).with_name("encoder_reference.json")
REFERENCES: Final = [Reference(**entry) for entry in json.loads(_FILE.read_text())["texts"]]
