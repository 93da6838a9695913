"""Where in a bank's files a question, and each part of it, stands."""

from pathlib import Path

from bot.bank.fault import Fault
from bot.bank.faults import nearest
from bot.bank.files import SourceFile, find_files, read_text
from bot.bank.problem import Problem, escaped
from bot.bank.question import Question
from bot.bank.tree import Mapping, Node, Scalar, Sequence, read_tree


class Places:
    """Reads a file again when something is to be told about it: loading keeps no places, since a
    bank of thousands of questions would hold hundreds of megabytes of them."""

    def __init__(self, folder: Path) -> None:
        files, _ = find_files(folder)
        self._files = {(file.track, file.topic): file for file in files}
        self._questions: dict[SourceFile, dict[str, Node]] = {}

    def problem(self, question: Question, fault: Fault) -> Problem:
        """The fault at its place, or at the innermost around it that the file has."""
        file = self._files[question.track, question.topic]
        if file not in self._questions:
            self._questions[file] = _questions(file)
        node = nearest(self._questions[file][question.id], fault.where)
        return Problem(file.shown, node.line, node.column, fault.text)

    def shown(self, path: Path) -> str:
        """The path of a file of the bank as problems name it."""
        return escaped("/".join(path.resolve().parts[-3:]))


def _questions(file: SourceFile) -> dict[str, Node]:
    """The questions of a file by their ids."""
    root, _ = read_tree(file.shown, read_text(file))
    node = root.pairs["questions"].node if isinstance(root, Mapping) else root
    items = node.items if isinstance(node, Sequence) else []
    found: dict[str, Node] = {}
    for item in items:
        name = item.pairs["id"].node if isinstance(item, Mapping) and "id" in item.pairs else None
        if isinstance(name, Scalar):
            found.setdefault(name.value.strip(), item)
    return found
