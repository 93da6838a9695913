"""What a check finds in a question that loads."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.bank.question import Point, Question

Loc = tuple[int | str, ...]

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_NO_WORD = re.compile(r"[^\w.]+")


class Fault(NamedTuple):
    """`kind` names the check, `where` is the path of keys and places inside the question; `text`
    says what is wrong and what to do about it."""

    kind: str
    where: Loc
    text: str


def every_point(question: Question) -> Iterator[tuple[Loc, Point]]:
    """The question's points and those of its follow-ups, each with its path."""
    for number, point in enumerate(question.points):
        yield ("points", number), point
    for asked, follow_up in enumerate(question.follow_ups):
        for number, point in enumerate(follow_up.points):
            yield ("follow_ups", asked, "points", number), point


def plain_words(text: str) -> list[str]:
    """The words in small letters, without what only marks them; `request.args` is one."""
    parts = (part.strip(".") for part in _NO_WORD.split(text.casefold()))
    return [part for part in parts if part]


def without_code(markdown: str) -> str:
    """The text without its blocks between fences."""
    return _FENCED.sub("", markdown)
