"""What Discord checks in a message's components before it takes them."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

from bot.sandbox.refusal import Refused, bad_form
from bot.sandbox.store import Document

ROW, BUTTON, TEXT_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT = 5
ENTITY_SELECTS: Final = (USER_SELECT, 6, 7, 8)
# The kinds of objects that each names.
NAMED_BY_SELECT: Final[dict[int, tuple[str, ...]]] = {
    USER_SELECT: ("users",),
    6: ("roles",),
    7: ("users", "roles"),
    8: ("channels",),
}
# What each may have chosen from the start.
DEFAULTS_OF: Final = {USER_SELECT: ("user",), 6: ("role",), 7: ("user", "role"), 8: ("channel",)}
SELECTS: Final = (TEXT_SELECT, *ENTITY_SELECTS)
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LINK_STYLE, PREMIUM_STYLE = 5, 6

INSIDE_CONTAINER: Final = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)
TOP_LEVEL: Final = (*INSIDE_CONTAINER, CONTAINER)

MOST_COMPONENTS = 40
MOST_CHARACTERS = 4000
MOST_BYTES = 10_000


def nested(components: list[Document]) -> Iterator[Document]:
    for component in components:
        yield component
        yield from nested(component.get("components") or [])
        if component.get("accessory"):
            yield component["accessory"]


def takes(asking: Document, channel: Document) -> bool:
    """Whether a select, or a command's option, takes that channel, by its `channel_types`."""
    types = asking.get("channel_types")
    return not types or channel["type"] in types


def check_components(components: Any, *, v2: bool, files: Collection[str]) -> None:
    """Raises Refused at the first breach; `files` are the names that attachment:// may use."""
    check_list(components, "components", 0, MOST_COMPONENTS if v2 else 5)
    _Walk(files).message(components, v2=v2)


def check_list(value: Any, path: str, least: int, most: int) -> None:
    if not isinstance(value, list):
        raise bad_form(path, "Only arrays may be used in this field.")
    if not least <= len(value) <= most:
        raise bad_form(path, f"Must be between {least} and {most} in length.")


def check_object(value: Any, path: str) -> Document:
    if not isinstance(value, dict):
        raise bad_form(path, "Only objects may be used in this field.")
    return value


def check_text(value: Any, path: str, least: int, most: int) -> str:
    if not isinstance(value, str):
        raise bad_form(path, "This field is required and must be a string.")
    if not least <= len(value) <= most:
        raise bad_form(path, f"Must be between {least} and {most} in length.")
    return value


def check_count(value: Any, path: str, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise bad_form(path, f"int value should be between {least} and {most}.")
    return value


def check_options(component: Document, path: str, least: int = 1, most: int = 25) -> int:
    """Options of a select or a group; returns how many of them are set by default."""
    options = component.get("options")
    check_list(options, f"{path}.options", least, most)
    values: set[str] = set()
    for number, option in enumerate(options or []):
        place = f"{path}.options.{number}"
        check_object(option, place)
        check_text(option.get("label"), f"{place}.label", 1, 100)
        value = check_text(option.get("value"), f"{place}.value", 1, 100)
        check_text(option.get("description") or "", f"{place}.description", 0, 100)
        if value in values:
            raise bad_form(f"{place}.value", "The specified option value is already used")
        values.add(value)
    return sum(bool(option.get("default")) for option in options or [])


def check_choice(component: Document, path: str) -> None:
    """A select's custom texts, options and how many of them may be chosen."""
    check_text(component.get("placeholder") or "", f"{path}.placeholder", 0, 150)
    most_of = component.get("max_values")
    least_of = component.get("min_values")
    most = check_count(1 if most_of is None else most_of, f"{path}.max_values", 1, 25)
    least = check_count(1 if least_of is None else least_of, f"{path}.min_values", 0, 25)
    if least > most:
        raise bad_form(f"{path}.min_values", "Must be at most max_values.")
    if component["type"] != TEXT_SELECT:
        _check_defaults(component, path, least, most)
        return
    if check_options(component, path) > most:
        raise bad_form(f"{path}.options", "More options are default than max_values.")
    if most > len(component["options"]):
        raise bad_form(f"{path}.max_values", "Must be at most the number of options.")


def _check_defaults(component: Document, path: str, least: int, most: int) -> None:
    defaults = component.get("default_values") or []
    check_list(defaults, f"{path}.default_values", least if defaults else 0, most)
    for number, each in enumerate(defaults):
        place = f"{path}.default_values.{number}"
        kinds = DEFAULTS_OF[component["type"]]
        if check_object(each, place).get("type") not in kinds:
            raise bad_form(f"{place}.type", f"Value of field must be one of {kinds}.")
        if not str(each.get("id")).isdecimal():
            raise bad_form(f"{place}.id", f"Value {each.get('id')!r} is not snowflake.")


class _Walk:
    """One pass over the nested components, with the counts that hold for the whole message."""

    def __init__(self, files: Collection[str]) -> None:
        self._files = files
        self._components = 0
        self._characters = 0
        self._bytes = 0
        self._custom_ids: set[str] = set()
        self._ids: set[int] = set()
        self._checks: dict[int, Callable[[Document, str], None]] = {
            ROW: self._row,
            BUTTON: self._button,
            SECTION: self._section,
            TEXT: self._text,
            THUMBNAIL: self._thumbnail,
            GALLERY: self._gallery,
            FILE: self._file,
            SEPARATOR: self._separator,
            CONTAINER: self._container,
            **dict.fromkeys(SELECTS, self._select),
        }

    def message(self, components: list[Any], *, v2: bool) -> None:
        self._children(components, "components", TOP_LEVEL if v2 else (ROW,))
        if self._components > MOST_COMPONENTS:
            raise bad_form("components", f"At most {MOST_COMPONENTS} components in a message.")
        if self._characters > MOST_CHARACTERS:
            text = f"The texts together may have at most {MOST_CHARACTERS} characters."
            raise bad_form("components", text)
        if self._bytes > MOST_BYTES:
            raise Refused(500, 0, "500: Internal Server Error")

    def _children(self, components: list[Any], path: str, allowed: Collection[int]) -> None:
        for number, component in enumerate(components):
            self._component(component, f"{path}.{number}", allowed)

    def _component(self, component: Any, path: str, allowed: Collection[int]) -> None:
        kind = component.get("type") if isinstance(component, dict) else None
        if not isinstance(kind, int) or kind not in allowed:
            raise bad_form(f"{path}.type", f"Value of field must be one of {sorted(allowed)}.")
        self._components += 1
        self._id(component.get("id"), path)
        self._checks[kind](component, path)

    def _id(self, identifier: Any, path: str) -> None:
        if not identifier:
            return
        check_count(identifier, f"{path}.id", 0, 2**31 - 1)
        if identifier in self._ids:
            raise bad_form(f"{path}.id", "Component id cannot be duplicated")
        self._ids.add(identifier)

    def _custom_id(self, component: Document, path: str) -> None:
        custom_id = check_text(component.get("custom_id"), f"{path}.custom_id", 1, 100)
        if custom_id in self._custom_ids:
            raise bad_form(f"{path}.custom_id", "Component custom id cannot be duplicated")
        self._custom_ids.add(custom_id)

    def _row(self, component: Document, path: str) -> None:
        children = component.get("components")
        check_list(children, f"{path}.components", 1, 5)
        self._children(children or [], f"{path}.components", (BUTTON, *SELECTS))
        if len(children or []) > 1 and any(c["type"] in SELECTS for c in children or []):
            raise bad_form(f"{path}.components", "A select takes a whole row.")

    def _button(self, component: Document, path: str) -> None:
        style = check_count(component.get("style"), f"{path}.style", 1, 6)
        if style == LINK_STYLE:
            self._link(component, path)
        elif style == PREMIUM_STYLE:
            raise bad_form(f"{path}.style", "Premium buttons need a monetized application.")
        else:
            self._custom_id(component, path)
            if component.get("url"):
                raise bad_form(f"{path}.url", "A custom id and url cannot both be specified")
        check_text(component.get("label") or "", f"{path}.label", 0, 80)
        if not component.get("label") and not component.get("emoji"):
            raise bad_form(f"{path}.label", "A button needs a label or an emoji.")

    @staticmethod
    def _link(component: Document, path: str) -> None:
        url = check_text(component.get("url"), f"{path}.url", 1, 512)
        if not url.startswith(("http://", "https://", "discord://")):
            raise bad_form(f"{path}.url", "Not a well formed URL.")
        if component.get("custom_id"):
            raise bad_form(f"{path}.custom_id", "A custom id and url cannot both be specified")

    def _select(self, component: Document, path: str) -> None:
        self._custom_id(component, path)
        check_choice(component, path)

    def _section(self, component: Document, path: str) -> None:
        texts = component.get("components")
        check_list(texts, f"{path}.components", 1, 3)
        self._children(texts or [], f"{path}.components", (TEXT,))
        self._component(component.get("accessory"), f"{path}.accessory", (BUTTON, THUMBNAIL))

    def _text(self, component: Document, path: str) -> None:
        content = component.get("content")
        if not isinstance(content, str) or not content:
            raise bad_form(f"{path}.content", "This field is required.")
        self._characters += len(content)
        self._bytes += len(content.encode())

    def _thumbnail(self, component: Document, path: str) -> None:
        check_text(component.get("description") or "", f"{path}.description", 0, 1024)
        self._media(component.get("media"), f"{path}.media")

    def _gallery(self, component: Document, path: str) -> None:
        check_list(component.get("items"), f"{path}.items", 1, 10)
        for number, item in enumerate(component["items"]):
            place = f"{path}.items.{number}"
            check_object(item, place)
            check_text(item.get("description") or "", f"{place}.description", 0, 1024)
            self._media(item.get("media"), f"{place}.media")

    def _file(self, component: Document, path: str) -> None:
        file = component.get("file")
        url = file.get("url") if isinstance(file, dict) else None
        if not isinstance(url, str) or not url.startswith("attachment://"):
            raise bad_form(f"{path}.file.url", "Must be an attachment:// reference.")
        self._media(file, f"{path}.file")

    def _media(self, media: Any, path: str) -> None:
        url = media.get("url") if isinstance(media, dict) else None
        check_text(url, f"{path}.url", 1, 2048)
        scheme, _, name = str(url).partition("://")
        if scheme == "attachment" and name not in self._files:
            raise bad_form(f"{path}.url", "The referenced attachment was not found.")
        if scheme not in ("attachment", "http", "https"):
            raise bad_form(f"{path}.url", "Not a well formed URL.")

    @staticmethod
    def _separator(component: Document, path: str) -> None:
        if component.get("spacing") not in (None, 1, 2):
            raise bad_form(f"{path}.spacing", "Value must be one of (1, 2).")

    def _container(self, component: Document, path: str) -> None:
        if component.get("accent_color") is not None:
            check_count(component["accent_color"], f"{path}.accent_color", 0, 0xFFFFFF)
        check_list(component.get("components"), f"{path}.components", 1, MOST_COMPONENTS)
        self._children(component["components"], f"{path}.components", INSIDE_CONTAINER)
