"""What Discord checks in a modal, and what its client sends when the member submits it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.sandbox.components import (
    ENTITY_SELECTS,
    ROW,
    SELECTS,
    TEXT,
    TEXT_INPUT,
    TEXT_SELECT,
    check_choice,
    check_count,
    check_list,
    check_options,
    check_text,
)
from bot.sandbox.refusal import bad_form
from bot.sandbox.store import Document

LABEL, UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 18, 19, 21, 22, 23
GROUPS: Final = (RADIO_GROUP, CHECKBOX_GROUP)
LONGEST_VALUE = 4000
MOST_OPTIONS = 10
OPTION_KEYS: Final = {"label", "value", "description", "default"}

_SELECT_KEYS = {"custom_id", "placeholder", "min_values", "max_values", "disabled", "required"}
_KEYS: Final[dict[int, set[str]]] = {
    ROW: {"components"},
    LABEL: {"label", "description", "component"},
    TEXT: {"content"},
    TEXT_INPUT: {"custom_id", "style", "label", "value", "placeholder", "required"}
    | {"min_length", "max_length"},
    TEXT_SELECT: _SELECT_KEYS | {"options"},
    **dict.fromkeys(ENTITY_SELECTS, _SELECT_KEYS | {"default_values", "channel_types"}),
    UPLOAD: {"custom_id", "min_values", "max_values", "required"},
    RADIO_GROUP: {"custom_id", "options", "required"},
    CHECKBOX_GROUP: {"custom_id", "options", "required", "min_values", "max_values"},
    CHECKBOX: {"custom_id", "default"},
}
FIELDS: Final = (TEXT_INPUT, *SELECTS, UPLOAD, *GROUPS, CHECKBOX)


class FieldError(Exception):
    """What a member's own client would not let them submit; carries a sentence."""


def check_modal(body: Document) -> None:
    """Raises Refused at the first breach."""
    _check_keys(body, "", {"title", "custom_id", "components"})
    check_text(body.get("title"), "title", 1, 45)
    check_text(body.get("custom_id"), "custom_id", 1, 100)
    check_list(body.get("components"), "components", 1, 5)
    custom_ids: set[str] = set()
    for number, component in enumerate(body["components"]):
        path = f"components.{number}"
        for field, place in _fields_of(component, path):
            _check_field(field, place)
            if field["custom_id"] in custom_ids:
                text = "Component custom id cannot be duplicated"
                raise bad_form(f"{place}.custom_id", text)
            custom_ids.add(field["custom_id"])


def _check_keys(value: Document, path: str, known: set[str]) -> None:
    for key in value:
        if key not in known:
            raise bad_form(f"{path}.{key}".strip("."), "This key is not known.")


def _fields_of(component: Any, path: str) -> Iterator[tuple[Document, str]]:
    kind = component.get("type") if isinstance(component, dict) else None
    if kind not in (ROW, LABEL, TEXT):
        raise bad_form(f"{path}.type", "Value of field must be one of (1, 10, 18).")
    _check_keys(component, path, _KEYS[kind] | {"type", "id"})
    if kind == TEXT:
        check_text(component.get("content"), f"{path}.content", 1, 4000)
    elif kind == LABEL:
        check_text(component.get("label"), f"{path}.label", 1, 45)
        check_text(component.get("description") or "", f"{path}.description", 0, 100)
        yield _known_field(component.get("component"), f"{path}.component", FIELDS)
    else:
        check_list(component.get("components"), f"{path}.components", 1, 1)
        place = f"{path}.components.0"
        field, place = _known_field(component["components"][0], place, (TEXT_INPUT,))
        check_text(field.get("label"), f"{place}.label", 1, 45)
        yield field, place


def _known_field(field: Any, path: str, kinds: tuple[int, ...]) -> tuple[Document, str]:
    kind = field.get("type") if isinstance(field, dict) else None
    if kind not in kinds:
        raise bad_form(f"{path}.type", f"Value of field must be one of {kinds}.")
    _check_keys(field, path, _KEYS[kind] | {"type", "id"})
    return field, path


def _check_field(field: Document, path: str) -> None:
    check_text(field.get("custom_id"), f"{path}.custom_id", 1, 100)
    kind = field["type"]
    if kind == TEXT_INPUT:
        _check_text_input(field, path)
    elif kind in SELECTS:
        check_choice(field, path)
    elif kind in GROUPS:
        _check_group(field, path)
    elif kind == CHECKBOX and not isinstance(field.get("default"), bool | None):
        raise bad_form(f"{path}.default", "Must be either true or false.")


def _check_group(field: Document, path: str) -> None:
    defaults = check_options(field, path, 2 if field["type"] == RADIO_GROUP else 1, MOST_OPTIONS)
    for number, option in enumerate(field["options"]):
        _check_keys(option, f"{path}.options.{number}", OPTION_KEYS)
    offered = len(field["options"])
    most = 1
    if field["type"] == CHECKBOX_GROUP:
        most = check_count(_or(field.get("max_values"), offered), f"{path}.max_values", 1, offered)
        least = _or(field.get("min_values"), 1)
        check_count(least, f"{path}.min_values", 0, most)
        if least == 0 and field.get("required", True):
            raise bad_form(f"{path}.min_values", "Must be at least 1 for a required group.")
    if defaults > most:
        raise bad_form(f"{path}.options", f"At most {most} of the options can be default.")


def _check_text_input(field: Document, path: str) -> None:
    check_count(field.get("style"), f"{path}.style", 1, 2)
    check_text(field.get("placeholder") or "", f"{path}.placeholder", 0, 100)
    least = check_count(_or(field.get("min_length"), 0), f"{path}.min_length", 0, LONGEST_VALUE)
    most = _or(field.get("max_length"), LONGEST_VALUE)
    check_count(most, f"{path}.max_length", 1, LONGEST_VALUE)
    if least > most:
        raise bad_form(f"{path}.min_length", "Must be at most max_length.")
    check_text(field.get("value") or "", f"{path}.value", 0, most)


def _or(value: Any, otherwise: int) -> Any:
    return otherwise if value is None else value


def fields(body: Document) -> Iterator[tuple[str, Document]]:
    """Each field with the label above it, in order."""
    for component in body["components"]:
        if component["type"] == LABEL:
            yield component["label"], component["component"]
        elif component["type"] == ROW:
            field = component["components"][0]
            yield field["label"], field


def check_values(body: Document, values: Mapping[str, Any]) -> None:
    """What the client checks before it sends; raises FieldError."""
    known = {field["custom_id"] for _, field in fields(body)}
    for custom_id in values:
        if custom_id not in known:
            raise FieldError(f"The form has no field {custom_id}.")
    for label, field in fields(body):
        value = values.get(field["custom_id"], default_value(field))
        if field["type"] == TEXT_INPUT:
            _check_text_value(label, field, value)
        elif field["type"] == UPLOAD:
            if value or field.get("required", True):
                raise FieldError("The sandbox cannot upload files from a form.")
        elif field["type"] != CHECKBOX:
            _check_chosen(label, field, value)
        elif not isinstance(value, bool):
            raise FieldError(f"“{label}” is ticked or not.")


def _check_text_value(label: str, field: Document, value: Any) -> None:
    if not isinstance(value, str):
        raise FieldError(f"“{label}” takes a text.")
    if not value and not field.get("required", True):
        return
    least = max(field.get("min_length") or 0, 1)
    most = field.get("max_length") or LONGEST_VALUE
    if not least <= len(value) <= most:
        raise FieldError(f"“{label}” takes {least} to {most} characters, not {len(value)}.")


def _check_chosen(label: str, field: Document, value: Any) -> None:
    chosen = _list(value)
    if not isinstance(chosen, list) or not all(isinstance(each, str) for each in chosen):
        raise FieldError(f"“{label}” takes choices.")
    offered = {option["value"] for option in field.get("options", [])}
    if offered and not set(chosen) <= offered:
        raise FieldError(f"“{label}” offers no such choice.")
    least = _or(field.get("min_values"), 1) if field.get("required", True) else 0
    most = 1 if field["type"] == RADIO_GROUP else _or(field.get("max_values"), 1)
    if field["type"] == CHECKBOX_GROUP and field.get("max_values") is None:
        most = len(offered)
    if len(set(chosen)) != len(chosen):
        raise FieldError(f"“{label}” takes each choice once.")
    if not least <= len(chosen) <= most:
        raise FieldError(f"“{label}” takes {least} to {most} choices, not {len(chosen)}.")


def _list(value: Any) -> Any:
    """One choice may come as a text of its own, and none as nothing."""
    return [value] if isinstance(value, str) and value else value or []


def default_value(field: Document) -> Any:
    if field["type"] == TEXT_INPUT:
        return field.get("value") or ""
    if field["type"] == CHECKBOX:
        return bool(field.get("default"))
    if field["type"] in ENTITY_SELECTS:
        return [str(value["id"]) for value in field.get("default_values") or []]
    chosen = [o["value"] for o in field.get("options", []) if o.get("default")]
    if field["type"] == RADIO_GROUP:
        return chosen[0] if chosen else None
    return chosen


def submission(body: Document, values: Mapping[str, Any]) -> Document:
    """The `data` of the modal's submission."""
    return {
        "custom_id": body["custom_id"],
        "components": [
            _submitted(component, number, values)
            for number, component in enumerate(body["components"], start=1)
        ],
    }


def named(data: Document) -> list[Document]:
    """The answers of a submission that name members and the like."""
    parts = [c for c in data["components"] if c["type"] == LABEL]
    return [p["component"] for p in parts if p["component"]["type"] in ENTITY_SELECTS]


def _submitted(component: Document, number: int, values: Mapping[str, Any]) -> Document:
    answer: Document = {"type": component["type"], "id": component.get("id") or 2 * number - 1}
    if component["type"] == LABEL:
        answer["component"] = _answered(component["component"], 2 * number, values)
    elif component["type"] == ROW:
        answer["components"] = [_answered(component["components"][0], 2 * number, values)]
    return answer


def _answered(field: Document, identifier: int, values: Mapping[str, Any]) -> Document:
    answer = {
        "type": field["type"],
        "id": field.get("id") or identifier,
        "custom_id": field["custom_id"],
    }
    value = values.get(field["custom_id"], default_value(field))
    plural = field["type"] in SELECTS or field["type"] in (CHECKBOX_GROUP, UPLOAD)
    if plural:
        answer["values"] = _list(value)
    elif field["type"] == RADIO_GROUP:
        answer["value"] = next(iter(_list(value)), None)
    else:
        answer["value"] = value
    return answer
