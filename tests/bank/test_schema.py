"""The editors' schema says what the loader takes."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from bot.bank.schema import schema

QUESTIONS = Path(__file__).parents[2] / "questions"
FILES = sorted(QUESTIONS.glob("*/*.yaml"))
VALIDATOR = jsonschema_rs.Draft7Validator(json.loads(schema()))


def content(path: Path) -> Any:
    return yaml.safe_load(path.read_text())


def test_the_schema_beside_the_questions_is_the_one_of_the_models() -> None:
    cure = "python3 -m bot bank schema > questions/schema.json"
    assert (QUESTIONS / "schema.json").read_text() == schema(), cure


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_the_bank_names_the_schema_and_fits_it(path: Path) -> None:
    modeline = path.read_text().splitlines()[0]
    assert modeline == "# yaml-language-server: $schema=../schema.json"
    VALIDATOR.validate(content(path))


def test_the_schema_knows_the_keys_as_authors_write_them() -> None:
    definitions = json.loads(schema())["definitions"]
    assert list(definitions["FollowUp"]["properties"]) == ["for", "question", "points"]
    assert not {"track", "topic"} & set(definitions["Question"]["properties"])


def test_what_is_optional_is_left_out_rather_than_null() -> None:
    assert "null" not in schema()


@pytest.mark.parametrize("key", ["lvel", "track"])
def test_a_key_that_the_loader_refuses_is_marked(key: str) -> None:
    file = content(FILES[0])
    file["questions"][0][key] = "junior"
    assert not VALIDATOR.is_valid(file)
