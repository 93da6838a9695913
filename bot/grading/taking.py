"""How much form an endpoint takes: a schema, else any JSON object, else none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.grading.prompting import Prompt

SCHEMA = "json_schema"
OBJECT = "json_object"
TEMPERATURE = "temperature"
# The field's names in complaints, and those of what endpoints make of it.
_FORMAT = re.compile(r"response_format|json|schema|grammar|structured", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taken:
    """`left_out` is what the endpoint turned out not to take; it only grows."""

    left_out: frozenset[str] = frozenset()

    @property
    def form(self) -> str | None:
        """The ladder's rung: a schema, an object, or None for plain text."""
        return next((form for form in (SCHEMA, OBJECT) if form not in self.left_out), None)

    def request(self, model: str, prompt: Prompt) -> dict[str, Any]:
        messages = [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ]
        return {"model": model, "messages": messages, **dict(self._options(prompt))}

    def after_complaint(self, text: str) -> "Taken | None":
        """Without what the complaint names; None where that is nothing of ours."""
        if TEMPERATURE in text.lower() and TEMPERATURE not in self.left_out:
            return Taken(self.left_out | {TEMPERATURE})
        return self.after_nonsense() if _FORMAT.search(text) else None

    def after_nonsense(self) -> "Taken | None":
        """One rung down; None on the last one."""
        return Taken(self.left_out | {self.form}) if self.form else None

    def and_not(self, less: "Taken") -> "Taken":
        """Without what either leaves out."""
        return Taken(self.left_out | less.left_out)

    def _options(self, prompt: Prompt) -> Iterator[tuple[str, Mapping[str, Any] | int]]:
        if TEMPERATURE not in self.left_out:
            yield TEMPERATURE, 0
        if self.form == SCHEMA:
            described = {"name": prompt.name, "strict": True, "schema": prompt.schema}
            yield "response_format", {"type": SCHEMA, SCHEMA: described}
        elif self.form == OBJECT:
            yield "response_format", {"type": OBJECT}
