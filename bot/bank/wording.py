"""Whether the phrases of a rubric keep apart, and whether the hints keep them."""

from collections.abc import Iterator

from bot.bank.fault import Fault, plain_words
from bot.bank.problem import quoted
from bot.bank.question import Point, Question, Weight


def shared_phrases(question: Question) -> Iterator[Fault]:
    """A phrase that two points accept pays twice for one thing said."""
    yield from _shared(question.points, ())
    for number, follow_up in enumerate(question.follow_ups):
        yield from _shared(follow_up.points, ("follow_ups", number))


def _shared(points: tuple[Point, ...], around: tuple[int | str, ...]) -> Iterator[Fault]:
    first: dict[str, Point] = {}
    for number, point in enumerate(points):
        for place, phrase in enumerate(point.accept):
            other = first.setdefault(" ".join(phrase.casefold().split()), point)
            if other is not point:
                text = f"{quoted(phrase)} is accepted by '{other.id}' too; leave it to one of them"
                yield Fault("phrases", (*around, "points", number, "accept", place), text)


def hints_that_tell(question: Question) -> Iterator[Fault]:
    """A hint before the last that says what a `must` point accepts leaves nothing to be found.

    What the question itself says can't be given away any more.
    """
    musts = [point for point in question.points if point.weight is Weight.MUST]
    said = question.question
    for number, hint in enumerate(question.hints[:-1]):
        for phrase in (phrase for point in musts for phrase in point.accept):
            if _says(hint, phrase) and not _says(said, phrase):
                text = f"gives {quoted(phrase)} away; keep it for the last hint"
                yield Fault("hints", ("hints", number), text)


def _says(text: str, phrase: str) -> bool:
    """Whether the phrase's words stand in the text side by side."""
    return f" {' '.join(plain_words(phrase))} " in f" {' '.join(plain_words(text))} "
