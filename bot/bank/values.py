"""The kinds of text that a bank's values are made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LongText = Annotated[Text, StringConstraints(max_length=4000)]
Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>()]+$", max_length=200)]
Package = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$", max_length=80)
]


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
