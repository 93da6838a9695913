import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.bank.choosing import choose
from bot.bank.question import Kind, Question
from tests.bank.samples import question

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)

QUESTIONS = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(Kind)),
    max_size=20,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: [question(f"q{number}", kind) for number, kind in pairs])
SEEN = st.dictionaries(
    st.integers(0, 30).map(lambda number: f"q{number}"),
    st.integers(0, 5 * 24).map(lambda hours: NOW - timedelta(hours=hours)),
    max_size=20,
)
SEEDS = st.integers(0, 2**32)


def days_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@given(candidates=QUESTIONS, asked=QUESTIONS, seen=SEEN, seed=SEEDS)
def test_a_question_is_never_asked_twice_and_nothing_comes_only_when_nothing_is_left(
    candidates: list[Question], asked: list[Question], seen: dict[str, datetime], seed: int
) -> None:
    left = {each.id for each in candidates} - {each.id for each in asked}
    chosen = choose(candidates, asked, seen, random.Random(seed))
    if chosen is None:
        assert not left
    else:
        assert chosen.id in left
        assert chosen in candidates


@given(candidates=QUESTIONS, asked=QUESTIONS, seen=SEEN, seed=SEEDS, data=st.data())
def test_the_order_of_the_candidates_does_not_matter(
    candidates: list[Question],
    asked: list[Question],
    seen: dict[str, datetime],
    seed: int,
    data: st.DataObject,
) -> None:
    shuffled = data.draw(st.permutations(candidates))
    first = choose(candidates, asked, seen, random.Random(seed))
    assert choose(shuffled, asked, seen, random.Random(seed)) == first


@given(candidates=QUESTIONS, asked=QUESTIONS, seen=SEEN, seed=SEEDS)
def test_the_new_comes_before_the_old_and_the_oldest_day_before_later_ones(
    candidates: list[Question], asked: list[Question], seen: dict[str, datetime], seed: int
) -> None:
    chosen = choose(candidates, asked, seen, random.Random(seed))
    if chosen is None:
        return
    taken = {each.id for each in asked}
    left = [each.id for each in candidates if each.id not in taken]
    if chosen.id in seen:
        assert all(other in seen for other in left)
        assert seen[chosen.id].date() == min(seen[other] for other in left).date()


@given(candidates=QUESTIONS, asked=QUESTIONS, seed=SEEDS)
def test_among_new_questions_the_kind_asked_least_comes_next(
    candidates: list[Question], asked: list[Question], seed: int
) -> None:
    chosen = choose(candidates, asked, {}, random.Random(seed))
    if chosen is None:
        return
    taken = {each.id for each in asked}
    used = Counter(each.kind for each in asked)
    assert all(used[chosen.kind] <= used[each.kind] for each in candidates if each.id not in taken)


def test_a_run_over_new_questions_uses_every_kind_before_one_comes_again() -> None:
    candidates = [question(f"{kind}-{n}", kind) for kind in Kind for n in range(3)]
    asked: list[Question] = []
    chance = random.Random(7)
    while chosen := choose(candidates, asked, {}, chance):
        asked.append(chosen)
    assert len(asked) == len(candidates)
    for start in (0, 5, 10):
        assert {each.kind for each in asked[start : start + 5]} == set(Kind)


def test_a_new_question_of_a_used_kind_comes_before_a_seen_one_of_an_unused_kind() -> None:
    asked = [question("z", Kind.SCENARIO)]
    new, old = question("a", Kind.SCENARIO), question("b", Kind.DEBUGGING)
    assert choose([new, old], asked, {"b": days_ago(90)}, random.Random(1)) == new


def test_the_question_seen_longest_ago_comes_back_first() -> None:
    candidates = [question("a"), question("b"), question("c")]
    seen = {"a": days_ago(2), "b": days_ago(9), "c": days_ago(5)}
    assert choose(candidates, [], seen, random.Random(1)) == candidates[1]


def test_questions_of_one_sitting_are_mixed_by_kind_again() -> None:
    asked = [question("z", Kind.SCENARIO)]
    candidates = [question("a", Kind.SCENARIO), question("b", Kind.DEBUGGING)]
    seen = {"a": days_ago(3) - timedelta(minutes=9), "b": days_ago(3)}
    assert choose(candidates, asked, seen, random.Random(1)) == candidates[1]


def test_chance_decides_between_equals() -> None:
    candidates = [question(f"q{number}") for number in range(4)]
    chosen = {choose(candidates, [], {}, random.Random(seed)) for seed in range(50)}
    assert chosen == set(candidates)


def test_nothing_is_left_when_everything_was_asked() -> None:
    only = question("a")
    assert choose([only], [only], {}, random.Random(1)) is None
    assert choose([], [], {}, random.Random(1)) is None
