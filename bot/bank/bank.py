"""The bank as the rooms use it: questions by id, topics by slug."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.bank.question import Kind, Level, Question

# Discord shows no more choices than these in an autocomplete.
MOST_CHOICES = 25


@dataclass(frozen=True)
class Bank:
    """`questions` by id, in the order of the files; `topics` from slug to title, by title."""

    questions: Mapping[str, Question]
    topics: Mapping[str, str]

    def matching(
        self, level: Level | None, topic: str | None, kind: Kind | None
    ) -> tuple[Question, ...]:
        """The questions of this level, topic (a slug) and kind; None stands for any."""
        return tuple(
            question
            for question in self.questions.values()
            if level in (None, question.level)
            and topic in (None, question.topic)
            and kind in (None, question.kind)
        )

    def topics_like(self, text: str) -> list[tuple[str, str]]:
        """Slugs and titles to choose from: where a word begins with `text` first, then where
        it stands inside one; at most 25.
        """
        wanted = " ".join(text.casefold().split())
        begins, inside = [], []
        for slug, title in self.topics.items():
            places = _places(wanted, title.casefold())
            if any(places):
                begins.append((slug, title))
            elif places:
                inside.append((slug, title))
        return (begins + inside)[:MOST_CHOICES]

    def questions_like(
        self, text: str, level: Level | None, topic: str | None, kind: Kind | None
    ) -> list[tuple[str, str]]:
        """Ids and texts, each on one line, of the matching questions in which, or in the title
        of whose topic, each word of `text` begins a word; at most 25."""
        wanted = text.casefold().split()
        found = []
        for question in self.matching(level, topic, kind):
            line = _in_one_line(question)
            searched = f"{line} {self.topics.get(question.topic, '')}".casefold()
            if all(any(_places(word, searched)) for word in wanted):
                found.append((question.id, line))
        return found[:MOST_CHOICES]


def _in_one_line(question: Question) -> str:
    """A question's text as a list shows it."""
    return " ".join(question.question.replace("`", "").split())


def _places(wanted: str, title: str) -> list[bool]:
    """For each place of `wanted` in `title`: whether a word begins there."""
    return [
        place == 0 or not title[place - 1].isalnum()
        for place in range(len(title))
        if title.startswith(wanted, place)
    ]
