"""Any text, any id, any form, any options, any question file: no crash, no hang, one kind answer.

The loader's own fuzzing of text and bytes is in tests/bank/test_tree.py, the grader's of one
question in tests/grading/test_properties.py.
"""

import asyncio
import json
import re
import threading
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attempts.attempt import ANSWER_LENGTH
from bot.bank.bank import Bank
from bot.bank.loading import load
from bot.bank.problem import BrokenBank
from bot.bank.tree import plain, read_tree
from bot.grading.grade import Confidence
from bot.grading.lexical import LexicalGrader
from bot.sandbox.exchange import Outcome
from bot.settings import Settings
from tests.bank.samples import ROUTING
from tests.journeys.conftest import House, open_house
from tests.reliability.forging import Forger, commands, leaves
from tests.reliability.sizes import SIZE
from tests.reliability.test_hostile import INCIDENT, routes

PATIENCE_S = 30
Result = TypeVar("Result")
fuzzed = settings(max_examples=SIZE.examples, deadline=None, print_blob=True)


class HouseBeside:
    """A house on a loop of its own, for properties, which aren't asynchronous."""

    house: House
    forger: Forger
    card_id: str

    def __init__(self, folder: Path, questions: Path) -> None:
        self._opened = threading.Event()
        self._thread = threading.Thread(
            target=asyncio.run, args=[self._live(folder, questions)], daemon=True
        )
        self._thread.start()
        assert self._opened.wait(PATIENCE_S)

    async def _live(self, folder: Path, questions: Path) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        async with open_house(folder, questions) as self.house:
            mallory = self.house.mallory
            self.card_id = (await mallory.slash("help")).id
            self.forger = Forger(self.house.sandbox, mallory)
            self._opened.set()
            await self._over.wait()

    def do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def answered_kindly(self, work: Coroutine[Any, Any, Outcome]) -> None:
        before = len(self.house.sandbox.requests)
        outcome = self.do(work)
        assert outcome.failure is None
        said = [str(request.body) for request in [*self.house.sandbox.requests][before:]]
        assert not any(INCIDENT in body for body in said)
        self.house.sandbox.requests.clear()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory, rehearsal: Path) -> Iterator[HouseBeside]:
    made = HouseBeside(tmp_path_factory.mktemp("fuzz"), rehearsal)
    yield made
    made.close()


# Half characters too, which JSON can carry.
TEXT = st.text(st.characters(), max_size=100)
IDS = st.integers(-1, 3) | st.sampled_from([2**63 - 1, 2**63, 10**30])
WORDS = st.sampled_from(["all", "any", "jun", "day", "pra", "pri", "doors", "0", "no"])
PART = IDS.map(str) | WORDS | TEXT.filter(lambda text: "/" not in text)


@st.composite
def nearly_right(draw: st.DrawFn) -> str:
    """A route of the bot's with anything in its places."""
    pattern = draw(st.sampled_from([route.pattern for route in routes()]))
    filled = re.sub(r"\{[^}]*\}", lambda _: draw(PART).replace("\\", ""), pattern)
    return draw(st.sampled_from([filled, filled + "/", filled[:-1] or "x"]))[:100]


CUSTOM_ID = (TEXT | nearly_right()).filter(bool)


@fuzzed
@given(path=CUSTOM_ID, values=st.none() | st.lists(TEXT, max_size=3))
def test_any_custom_id_gets_one_kind_answer(
    beside: HouseBeside, path: str, values: list[str] | None
) -> None:
    more = {} if values is None else {"component_type": 3, "values": values}
    beside.answered_kindly(beside.forger.component(path, beside.card_id, **more))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
FIELD = st.fixed_dictionaries(
    {"type": st.integers(1, 24)},
    optional={"custom_id": TEXT, "value": JSON, "values": JSON, "id": st.integers()},
)
COMPONENTS = st.recursive(
    st.lists(FIELD | JSON, max_size=3),
    lambda inner: st.lists(
        st.fixed_dictionaries(
            {"type": st.integers(1, 24)},
            optional={"components": inner, "component": FIELD | inner, "id": st.integers()},
        ),
        max_size=3,
    ),
    max_leaves=8,
)


@fuzzed
@given(path=CUSTOM_ID, components=COMPONENTS)
def test_a_form_of_any_shape_gets_one_kind_answer(
    beside: HouseBeside, path: str, components: Any
) -> None:
    beside.answered_kindly(beside.forger.form(path, components))


VALUE = TEXT | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.booleans()


@st.composite
def options(draw: st.DrawFn, beside: HouseBeside) -> tuple[Any, list[Any]]:
    """A command with values of any kind for its options, unknown ones, and wrong subcommands."""
    command = draw(st.sampled_from(commands(beside.house.sandbox)))
    steps, known = draw(st.sampled_from(list(leaves(command))))
    names = st.sampled_from([option["name"] for option in known] or ["x"]) | TEXT
    option = st.fixed_dictionaries({"name": names, "type": st.integers(3, 11), "value": VALUE})
    given = draw(st.lists(option, max_size=4))
    for step in reversed(steps):
        name = draw(st.sampled_from([step["name"], "other"]))
        given = [{"name": name, "type": step["type"], "options": given}]
    return command, given


@fuzzed
@given(data=st.data())
def test_options_of_any_shape_get_one_kind_answer(beside: HouseBeside, data: st.DataObject) -> None:
    command, given_options = data.draw(options(beside))
    beside.answered_kindly(beside.forger.command(command, given_options))


def test_the_bot_still_works_after_all_that(beside: HouseBeside) -> None:
    async def ada_answers(house: House) -> bool:
        await house.ada.slash("interview", level="junior", questions=1)
        await house.answer(house.ada)
        return house.ada.sees("100/100")

    assert beside.do(ada_answers(beside.house))


# The loader


@pytest.fixture(scope="module")
def bank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("mutated") / "flask" / "routing.yaml"
    file.parent.mkdir()
    return file


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each part of a document."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*path, key)
            yield from places(value[key], (*path, key))


@fuzzed
@given(data=st.data())
def test_a_bank_with_anything_anywhere_loads_or_tells_what_is_wrong(
    bank_file: Path, data: st.DataObject
) -> None:
    document: Any = plain(read_tree("routing.yaml", ROUTING)[0])
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from([*places(document)]))
        inside = document
        for step in way:
            inside = inside[step]
        inside[last] = data.draw(JSON | st.just(ROUTING) | st.just("x" * 5000))
    # YAML holds JSON as it is.
    bank_file.write_text(json.dumps(document), encoding="utf-8")
    with suppress(BrokenBank):
        assert load(bank_file.parents[1]).questions


# The grader


@pytest.fixture(scope="module")
def shipped() -> tuple[Bank, LexicalGrader]:
    bank = load(Settings().questions_dir)
    return bank, LexicalGrader(bank.questions.values())


@fuzzed
@given(data=st.data())
def test_any_text_to_any_question_gets_a_score_and_spans_inside_it(
    shipped: tuple[Bank, LexicalGrader], data: st.DataObject
) -> None:
    bank, grader = shipped
    question = data.draw(st.sampled_from([*bank.questions.values()]))
    phrases = [phrase for point in question.points for phrase in point.accept]
    words = st.sampled_from([*phrases, *question.answer.split(), "not", "never", "?", "\n"])
    text = data.draw(
        st.lists(words | st.text(max_size=20), max_size=60).map(" ".join)
        | st.text(max_size=ANSWER_LENGTH)
    )[:ANSWER_LENGTH]
    grade = grader.grade(question, text)
    assert 0 <= grade.score <= 100
    assert grade.confidence in Confidence
    spans = [span for point in grade.points for span in point.evidence]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
