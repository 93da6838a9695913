"""The JSON schema of a topic's file, with which editors help to write one."""

import json
from typing import Any

from bot.bank.faults import FROM_THE_PATH, TopicFile

NOTHING = {"type": "null"}
DIALECT = "http://json-schema.org/draft-07/schema#"


def schema() -> str:
    """The text of `questions/schema.json`."""
    made = TopicFile.model_json_schema(ref_template="#/definitions/{model}")
    definitions = made.pop("$defs")
    question = definitions["Question"]
    for name in FROM_THE_PATH:
        del question["properties"][name]
        question["required"].remove(name)
    untitled = _untitled(made | {"definitions": definitions})
    named = {"$schema": DIALECT, "title": "Questions on a topic", **untitled}
    return json.dumps(named, indent=2) + "\n"


def _untitled(node: Any, named: bool = False) -> Any:
    """Without the title that pydantic gives each key: it only repeats the key's name.

    `named` says that the keys of `node` are names that authors write, `title` perhaps among them.
    """
    if isinstance(node, list):
        return [_untitled(item) for item in node]
    if not isinstance(node, dict):
        return node
    if NOTHING in node.get("anyOf", ()):
        # In a file, what is optional is left out: `null` would be a text.
        [some] = (each for each in node["anyOf"] if each != NOTHING)
        return _untitled(some)
    return {
        key: _untitled(held, named=key in {"properties", "definitions"} and not named)
        for key, held in node.items()
        if named or key != "title"
    }
