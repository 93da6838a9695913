"""Loads a bank from a folder of YAML files, and names every fault of every file at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from bot.bank.bank import Bank
from bot.bank.faults import FROM_THE_PATH, TopicFile, faults
from bot.bank.files import SourceFile, find_files, read_text
from bot.bank.problem import BrokenBank, Problem, quoted
from bot.bank.question import Question
from bot.bank.tree import Mapping, Node, Plain, Scalar, Sequence, plain, read_tree

# A stranger's file can hold a fault in every second byte; nobody mends more of them at once.
MOST_PROBLEMS_OF_A_FILE = 200
# More of them fit into a file only if they are empty, and each would be a dozen faults.
MOST_QUESTIONS_OF_A_FILE = 500
# Of a whole bank; files behind this many aren't read any more.
MOST_PROBLEMS = 2000


def load(folder: Path) -> Bank:
    """Reads every `<track>/<topic>.yaml`; blocks, so call it in a thread.

    Raises BrokenBank with the problems of all files, sorted.
    """
    bank, problems = read(folder)
    if problems:
        raise BrokenBank(problems)
    return bank


def read(folder: Path) -> tuple[Bank, tuple[Problem, ...]]:
    """The questions that are as they must be, and what is wrong with the others, sorted.

    Raises BrokenBank when there is nothing to read, or too much.
    """
    files, problems = find_files(folder)
    gathering = _Gathering()
    with _not_collecting():
        for file in files:
            if len(problems) >= MOST_PROBLEMS:
                text = "not read, since there are so many problems before; mend those first"
                problems.append(Problem(file.shown, 1, 1, text))
                break
            problems += _few(gathering.take(file))
    return gathering.bank(), tuple(sorted(problems))


@contextmanager
def _not_collecting() -> Iterator[None]:
    """A large bank is millions of small values without a circle among them: looking for circles
    again and again while they come takes a third of the time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


class _Gathering:
    """What the files have given so far, and where each id and title was seen first."""

    def __init__(self) -> None:
        self.questions: dict[str, Question] = {}
        self.titles: dict[str, str] = {}
        self.first_places: dict[str, str] = {}

    def take(self, file: SourceFile) -> list[Problem]:
        try:
            root, problems = read_tree(file.shown, read_text(file))
        except BrokenBank as broken:
            return list(broken.problems)
        if too_many := _too_many(file, root):
            return [*problems, too_many]
        problems += _path_keys_said_again(file, root)
        problems += self._ids_taken(file, root)
        values = _values(file, root)
        try:
            topic = TopicFile.model_validate(values)
        except ValidationError as error:
            self.questions |= {question.id: question for question in _whole(values, error)}
            # What couldn't be read, an alias say, doesn't fit either; once is enough.
            told = {(problem.line, problem.column) for problem in problems}
            found = islice(faults(file.shown, root, error), MOST_PROBLEMS_OF_A_FILE + 1)
            return problems + [p for p in found if (p.line, p.column) not in told]
        self.questions |= {question.id: question for question in topic.questions}
        return problems + self._title_differs(file, root, topic.topic)

    def _ids_taken(self, file: SourceFile, root: Node) -> list[Problem]:
        problems = []
        for question in _questions(root):
            node = question.pairs["id"].node if "id" in question.pairs else None
            if not isinstance(node, Scalar):
                continue
            place = f"{file.shown}:{node.line}"
            first = self.first_places.setdefault(node.value, place)
            if first != place:
                text = f"the id {quoted(node.value)} is taken by {first}; choose another"
                problems.append(Problem(file.shown, node.line, node.column, text))
        return problems

    def _title_differs(self, file: SourceFile, root: Node, title: str) -> list[Problem]:
        """Two tracks may share a topic, but not call it differently."""
        first = self.titles.setdefault(file.topic, title)
        if first == title:
            return []
        assert isinstance(root, Mapping)  # noqa: S101 - it has passed the model
        node = root.pairs["topic"].node
        text = f"another track calls this topic {quoted(first)}; give both the same title"
        return [Problem(file.shown, node.line, node.column, text)]

    def bank(self) -> Bank:
        titles = sorted(self.titles.items(), key=lambda topic: (topic[1].casefold(), topic[0]))
        return Bank(MappingProxyType(self.questions), MappingProxyType(dict(titles)))


def _too_many(file: SourceFile, root: Node) -> Problem | None:
    entries = _entries(root)
    if len(entries) <= MOST_QUESTIONS_OF_A_FILE:
        return None
    first = entries[MOST_QUESTIONS_OF_A_FILE]
    text = f"more than {MOST_QUESTIONS_OF_A_FILE} questions; split the file into two topics"
    return Problem(file.shown, first.line, first.column, text)


def _questions(root: Node) -> Iterator[Mapping]:
    return (item for item in _entries(root) if isinstance(item, Mapping))


def _entries(root: Node) -> list[Node]:
    if isinstance(root, Mapping) and "questions" in root.pairs:
        node = root.pairs["questions"].node
        if isinstance(node, Sequence):
            return node.items
    return []


def _path_keys_said_again(file: SourceFile, root: Node) -> list[Problem]:
    return [
        Problem(
            file.shown,
            question.pairs[name].key.line,
            question.pairs[name].key.column,
            f"the key '{name}' is known from the file's place; delete it",
        )
        for question in _questions(root)
        for name in FROM_THE_PATH
        if name in question.pairs
    ]


def _values(file: SourceFile, root: Node) -> Plain:
    values = plain(root)
    questions = values.get("questions") if isinstance(values, dict) else None
    for question in questions if isinstance(questions, list) else []:
        if isinstance(question, dict):
            question |= {"track": file.track, "topic": file.topic}
    return values


def _whole(values: Plain, error: ValidationError) -> list[Question]:
    """The questions without a fault in a file that has some."""
    given = values.get("questions") if isinstance(values, dict) else None
    places = [detail["loc"] for detail in error.errors(include_url=False, include_context=False)]
    broken = {loc[1] for loc in places if len(loc) > 1}
    return [
        Question.model_validate(question)
        for number, question in enumerate(given if isinstance(given, list) else [])
        if number not in broken
    ]


def _few(problems: list[Problem]) -> list[Problem]:
    first = sorted(problems)[:MOST_PROBLEMS_OF_A_FILE]
    if len(problems) > len(first):
        text = "there are more problems in this file; mend those before this one first"
        first.append(Problem(first[-1].path, first[-1].line, first[-1].column, text))
    return first
