"""Slash commands: what Discord checks in a definition, and how a client fills one in."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, Final

from bot.sandbox.components import check_count, check_list, check_text
from bot.sandbox.refusal import bad_form
from bot.sandbox.store import Document
from bot.sandbox.world import APPLICATION_ID

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = range(1, 11)
ATTACHMENT = 11
ENTITIES: Final = (USER, CHANNEL, ROLE)
KINDS: Final = range(SUBCOMMAND, ATTACHMENT + 1)
VALUES: Final = range(STRING, ATTACHMENT + 1)
NAME: Final = re.compile(r"[-_'\w]{1,32}")
MOST_COMMANDS = 100
MOST_CHARACTERS = 8000


class OptionError(Exception):
    """What a member's own client would not let them send; carries a sentence."""


def check_commands(commands: Any) -> None:
    """A bulk overwrite's body; raises Refused at the first breach."""
    if not isinstance(commands, list):
        raise bad_form("commands", "Only arrays may be used in this field.")
    if len(commands) > MOST_COMMANDS:
        raise bad_form("commands", f"At most {MOST_COMMANDS} commands.")
    names: set[tuple[int, str]] = set()
    for number, command in enumerate(commands):
        _check_command(command, str(number))
        key = (command.get("type") or 1, command["name"])
        if key in names:
            raise bad_form(f"{number}.name", "Application command names must be unique")
        names.add(key)


def _check_command(command: Any, path: str) -> None:
    if not isinstance(command, dict):
        raise bad_form(path, "Only objects may be used in this field.")
    if command.get("type") not in (None, 1):
        raise bad_form(f"{path}.type", "The sandbox takes slash commands only.")
    _check_named(command, path)
    _check_option_list(command.get("options") or [], path, KINDS)
    if _characters(command) > MOST_CHARACTERS:
        raise bad_form(path, f"Command exceeds maximum size ({MOST_CHARACTERS})")


def _check_named(value: Document, path: str) -> None:
    name = check_text(value.get("name"), f"{path}.name", 1, 32)
    if not NAME.fullmatch(name) or name != name.lower():
        raise bad_form(f"{path}.name", "Command name is invalid")
    check_text(value.get("description"), f"{path}.description", 1, 100)


def _check_option_list(options: Any, path: str, allowed: Sequence[int]) -> None:
    check_list(options, f"{path}.options", 0, 25)
    names: set[str] = set()
    optional_seen = False
    for number, option in enumerate(options):
        place = f"{path}.options.{number}"
        _check_option(option, place, allowed)
        if option["name"] in names:
            raise bad_form(f"{place}.name", "Option names must be unique")
        names.add(option["name"])
        if option.get("required") and optional_seen:
            text = "Required options must be placed before non-required options"
            raise bad_form(place, text)
        optional_seen = optional_seen or not option.get("required")


def _check_option(option: Any, path: str, allowed: Sequence[int]) -> None:
    if not isinstance(option, dict) or option.get("type") not in allowed:
        raise bad_form(f"{path}.type", f"Value of field must be one of {[*allowed]}.")
    _check_named(option, path)
    if option["type"] in (SUBCOMMAND, GROUP):
        inside = VALUES if option["type"] == SUBCOMMAND else (SUBCOMMAND,)
        _check_option_list(option.get("options") or [], path, inside)
        return
    _check_choices(option, path)
    if option["type"] == STRING:
        for key in ("min_length", "max_length"):
            if option.get(key) is not None:
                check_count(option[key], f"{path}.{key}", 0, 6000)


def _check_choices(option: Document, path: str) -> None:
    choices = option.get("choices") or []
    check_list(choices, f"{path}.choices", 0, 25)
    if choices and option.get("autocomplete"):
        raise bad_form(f"{path}.choices", "Autocomplete and choices exclude each other")
    for number, choice in enumerate(choices):
        check_choice_value(choice, option["type"], f"{path}.choices.{number}")


def check_choice_value(choice: Any, kind: int, path: str) -> None:
    """One choice of an option of that kind; also for autocomplete's answers."""
    if not isinstance(choice, dict):
        raise bad_form(path, "Only objects may be used in this field.")
    check_text(choice.get("name"), f"{path}.name", 1, 100)
    value = choice.get("value")
    if kind == STRING:
        check_text(value, f"{path}.value", 0, 100)
    elif not isinstance(value, int | float) or isinstance(value, bool):
        raise bad_form(f"{path}.value", "Must be a number.")


def _characters(value: Document) -> int:
    """Names, descriptions and values together, as Discord counts them."""
    own = sum(len(str(value.get(key) or "")) for key in ("name", "description", "value"))
    nested = [*(value.get("options") or []), *(value.get("choices") or [])]
    return own + sum(_characters(child) for child in nested)


def stored_command(command: Document, identifier: str, version: str, scope: str) -> Document:
    """The application command object that Discord answers and keeps."""
    permissions = command.get("default_member_permissions")
    stored = {
        **command,
        "id": identifier,
        "application_id": APPLICATION_ID,
        "version": version,
        "type": 1,
        "options": command.get("options") or [],
        "default_member_permissions": None if permissions is None else str(permissions),
        "nsfw": bool(command.get("nsfw")),
        "integration_types": command.get("integration_types") or [0],
    }
    if scope != "global":
        stored["guild_id"] = scope
    return stored


def find(commands: list[Document], name: str) -> tuple[Document, list[Document], list[Document]]:
    """The command, its chosen subcommands and their options; `name` as typed: "manage daily".

    Raises OptionError.
    """
    first, *rest = name.split()
    command = next((c for c in commands if c["name"] == first), None)
    if command is None:
        raise OptionError(f"There is no command /{first} for you here.")
    path: list[Document] = []
    options: list[Document] = command["options"]
    for word in rest:
        chosen = next((o for o in options if o["name"] == word and o["type"] <= GROUP), None)
        if chosen is None:
            raise OptionError(f"/{first} has no subcommand {word}.")
        path.append(chosen)
        options = chosen.get("options") or []
    if any(option["type"] <= GROUP for option in options):
        raise OptionError(f"/{name} needs a subcommand.")
    return command, path, options


def full_name(data: Document) -> str:
    """Of the command in an interaction's data, as typed: "manage daily"."""
    options = data.get("options") or []
    if not options or options[0]["type"] > GROUP:
        return str(data["name"])
    return f"{data['name']} {full_name(options[0])}"


def fill(options: list[Document], given: Mapping[str, Any], focused: str | None) -> list[Document]:
    """The options of an interaction's data.

    An autocomplete has a focused one: then values are taken as typed so far, unchecked.
    """
    known = {option["name"]: option for option in options}
    for name in given:
        if name not in known:
            raise OptionError(f"There is no option {name}.")
    if focused is None:
        return [*_filled(options, given)]
    if not known.get(focused, {}).get("autocomplete"):
        raise OptionError(f"The option {focused} suggests nothing.")
    return [*_typed_so_far(options, given, focused)]


def _filled(options: list[Document], given: Mapping[str, Any]) -> Iterator[Document]:
    for option in options:
        name = option["name"]
        if given.get(name) is not None:
            value = _value(option, given[name])
            yield {"name": name, "type": option["type"], "value": value}
        elif option.get("required"):
            raise OptionError(f"The option {name} is required.")


def _typed_so_far(
    options: list[Document], given: Mapping[str, Any], focused: str
) -> Iterator[Document]:
    for option in options:
        name, value = option["name"], given.get(option["name"])
        if not isinstance(value, str | int | float | None):
            raise OptionError(f"The option {name} takes a text or a number.")
        if name == focused:
            value = "" if value is None else value
            yield {"name": name, "type": option["type"], "value": value, "focused": True}
        elif value is not None and option["type"] not in ENTITIES:
            yield {"name": name, "type": option["type"], "value": value}


def _value(option: Document, given: Any) -> Any:
    choices = option.get("choices") or []
    if choices:
        return _chosen(option["name"], choices, given)
    value = _typed(option, given)
    if option["type"] == STRING:
        least, most = option.get("min_length") or 0, option.get("max_length") or 6000
        if not least <= len(value) <= most:
            raise OptionError(f"The option {option['name']} takes {least} to {most} characters.")
    if option["type"] in (INTEGER, NUMBER):
        _check_range(option, value)
    return value


def _chosen(name: str, choices: list[Document], given: Any) -> Any:
    for choice in choices:
        if str(given) in (str(choice["value"]), choice["name"]):
            return choice["value"]
    offered = ", ".join(str(choice["name"]) for choice in choices)
    raise OptionError(f"The option {name} offers: {offered}.")


def _check_range(option: Document, value: float) -> None:
    least, most = option.get("min_value"), option.get("max_value")
    beyond = (least is not None and value < least) or (most is not None and value > most)
    if beyond or not isfinite(value):
        raise OptionError(f"The option {option['name']} takes {least} to {most}, not {value}.")


def _typed(option: Document, given: Any) -> Any:
    kind, name = option["type"], option["name"]
    try:
        if kind == INTEGER and not isinstance(given, float | bool):
            return int(given)
        if kind == NUMBER and not isinstance(given, bool):
            return float(given)
    except (TypeError, ValueError) as error:
        raise OptionError(f"The option {name} takes a number.") from error
    if kind == BOOLEAN and isinstance(given, bool):
        return given
    if kind in (STRING, *ENTITIES) and isinstance(given, str):
        return given
    if kind in (MENTIONABLE, ATTACHMENT):
        raise OptionError(f"The sandbox cannot fill in the option {name}.")
    raise OptionError(f"The option {name} cannot take {json.dumps(given, default=str)}.")
