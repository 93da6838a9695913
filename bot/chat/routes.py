"""The ids of buttons, selects and modals as routes: built and matched by one pattern."""

import re
from dataclasses import dataclass

MOST_CHARACTERS = 100  # Discord's limit for a custom_id
_PART = re.compile(r"\{(\w+)(:int)?\}")


@dataclass(frozen=True, slots=True)
class Route:
    """`Route("interview/{interview:int}/answer")`: parts are text without "/", or int."""

    pattern: str

    def path(self, **parts: int | str) -> str:
        """The custom_id for these parts; raises ValueError if it is not one that matches."""
        path = _PART.sub(lambda found: str(parts[found[1]]), self.pattern)
        if len(path) > MOST_CHARACTERS or self.match(path) is None:
            raise ValueError(f"{path!r} is no path of {self.pattern!r}")
        return path

    def match(self, path: str) -> dict[str, int | str] | None:
        """The parts of a custom_id, or None if it belongs to another route."""
        names, values = self.pattern.split("/"), path.split("/")
        if len(names) != len(values):
            return None
        parts: dict[str, int | str] = {}
        for name, value in zip(names, values, strict=True):
            found = _PART.fullmatch(name)
            if found is None:
                if name != value:
                    return None
            elif found[2] is None and value:
                parts[found[1]] = value
            elif found[2] and _is_id(value):
                parts[found[1]] = int(value)
            else:
                return None
        return parts


def _is_id(value: str) -> bool:
    """Whether it counts something that a database can hold: below 2 to the power of 63."""
    return value.isascii() and value.isdigit() and len(value) <= 19 and int(value) < 2**63
