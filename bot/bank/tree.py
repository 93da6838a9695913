"""YAML from strangers, read strictly: text, lists and mappings, each with its place."""

import re
from typing import NamedTuple, TypeAlias, TypeGuard

import yaml
from yaml.cyaml import CSafeLoader

from bot.bank.problem import BrokenBank, Problem, quoted

DEEPEST = 40
TOO_DEEP = f"nested more than {DEEPEST} deep; put quotes around text that holds brackets"

# What YAML forbids, what YAML takes for a line end but editors don't, and what turns the
# direction of writing around to show one thing and mean another.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_LINE_END = re.compile("\r\n|\r|\n")


class Scalar(NamedTuple):
    """Text as written: `no`, `on` and `1:30` stay what they are."""

    line: int
    column: int
    value: str


class Sequence(NamedTuple):
    line: int
    column: int
    items: list["Node"]


class Pair(NamedTuple):
    key: Scalar
    node: "Node"


class Mapping(NamedTuple):
    line: int
    column: int
    pairs: dict[str, Pair]


Node: TypeAlias = Scalar | Sequence | Mapping
Plain: TypeAlias = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """The values without their places."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(pair.node) for key, pair in node.pairs.items()}


def place_after(text: str) -> tuple[int, int]:
    """The line and column of what follows `text`, from 1."""
    lines = _LINE_END.split(text)
    return len(lines), len(lines[-1]) + 1


def read_tree(path: str, text: str) -> tuple[Node, list[Problem]]:
    """The file's one document, and what it holds that the bank doesn't allow.

    Raises BrokenBank when there is no document to go on with: a syntax error, nesting deeper
    than 40, nothing at all.
    """
    reader = _Reader(path, text)
    try:
        return reader.document(), reader.problems
    except BrokenBank as broken:
        raise BrokenBank((*reader.problems, *broken.problems)) from broken


class _Reader:
    """Takes the parser's events one at a time.

    The parser itself is safe on any input, but composing its nodes crashes the process on
    50,000 nested brackets, and its scanner is quadratic in them: so the nesting is counted
    here, and nothing is asked of the parser below the deepest level allowed.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.loader = CSafeLoader(text)
        self.problems: list[Problem] = []

    def document(self) -> Node:
        forbidden = _FORBIDDEN.search(self.text)
        if forbidden:
            line, column = place_after(self.text[: forbidden.start()])
            raise BrokenBank((Problem(self.path, line, column, _not_allowed(forbidden.group())),))
        try:
            return self._only_document()
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from error
        except yaml.YAMLError as error:
            raise self._broken(1, 1, "not YAML that can be read; write the file anew") from error

    def _next(self) -> yaml.Event:
        event = self.loader.get_event()
        assert event is not None  # noqa: S101 - nothing is asked for after the stream's end
        return event

    def _only_document(self) -> Node:
        self._next()
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            raise self._broken(1, 1, "the file is empty; write the keys 'topic' and 'questions'")
        root = self._node(self._next(), depth=1)
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            text = "a second document starts here; keep to one, without a line of '---' or '...'"
            self._note(after, text)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line, column = _place(event)
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag or event.style == '"':
                self._refuse_extras(event)
                self._refuse_escapes(event)
            return Scalar(line, column, event.value)
        if isinstance(event, yaml.AliasEvent):
            text = f"an alias of {quoted(str(event.anchor))}; aliases aren't read: repeat the text"
            self._note(event, text)
            return Scalar(line, column, "")
        assert isinstance(event, yaml.CollectionStartEvent)  # noqa: S101 - what the grammar leaves
        self._refuse_extras(event)
        if depth > DEEPEST:
            raise self._broken(line, column, TOO_DEEP)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(line, column, self._items(depth))
        return Mapping(line, column, self._pairs(depth))

    def _items(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return items

    def _pairs(self, depth: int) -> dict[str, Pair]:
        pairs: dict[str, Pair] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            node = self._node(self._next(), depth + 1)
            if self._is_new_key(key, pairs):
                pairs[key.value] = Pair(key, node)
        return pairs

    def _is_new_key(self, key: Node, pairs: dict[str, Pair]) -> TypeGuard[Scalar]:
        if not isinstance(key, Scalar):
            text = "a key that isn't text; put quotes around text that holds brackets"
        elif key.value == "<<":
            text = "a merge key ('<<'); merge keys aren't read: repeat the keys"
        elif key.value in pairs:
            first = pairs[key.value].key.line
            text = (
                f"the key {quoted(key.value)} is here a second time; the first is on line {first}"
            )
        else:
            return True
        self.problems.append(Problem(self.path, key.line, key.column, text))
        return False

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor:
            text = f"an anchor, {quoted(event.anchor)}; anchors aren't read: delete it"
            self._note(event, text)
        if event.tag:
            text = f"a tag, {quoted(event.tag)}; tags aren't read: delete it, or quote the text"
            self._note(event, text)

    def _refuse_escapes(self, event: yaml.ScalarEvent) -> None:
        """The text was searched as a whole, but "\\0" in double quotes is made by the parser."""
        if event.style == '"' and (found := _FORBIDDEN.search(event.value)):
            self._note(event, _not_allowed(found.group()))

    def _note(self, event: yaml.Event, text: str) -> None:
        self.problems.append(Problem(self.path, *_place(event), text))

    def _broken(self, line: int, column: int, text: str) -> BrokenBank:
        return BrokenBank((Problem(self.path, line, column, text),))

    def _syntax(self, error: yaml.MarkedYAMLError) -> BrokenBank:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if "nesting depth" in str(error.problem):
            # From libyaml 0.2.6 on, whose scanner looks ahead and counts 1000 levels itself.
            return self._broken(line, column, TOO_DEEP)
        if self._tab_before(line, column):
            return self._broken(line, column, "indented with a tab; indent with spaces")
        begun = error.context_mark.line + 1 if error.context_mark else line
        since = f"begun on line {begun}" if begun != line else None
        said = ", ".join(part for part in (error.context, since, error.problem) if part)
        cure = (
            "put quotes around text that holds ': ' or begins with a sign, and see the indentation"
        )
        return self._broken(line, column, f"not YAML ({said}); {cure}")

    def _tab_before(self, line: int, column: int) -> bool:
        """Whether a tab stands in the blank beginning of a line, up to the column."""
        lines = _LINE_END.split(self.text)
        beginning = lines[line - 1][:column] if line <= len(lines) else ""
        return "\t" in beginning and not beginning.strip()


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    assert mark is not None  # noqa: S101 - the parser marks every event
    return mark.line + 1, mark.column + 1


def _not_allowed(character: str) -> str:
    return f"the character U+{ord(character):04X} is not allowed in a bank; delete it"
