"""When a missed point comes again."""

from datetime import UTC, datetime, timedelta

from bot.ledger.memory import LONGEST_DAYS, Memory, Rating, digest, rated, recall, settings

NOW = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)


def missed(point: str = "why") -> Memory:
    (memory,) = rated([], "asked", "v1", {point: Rating.AGAIN}, NOW)
    return memory


def then(memory: Memory, rating: Rating, at: datetime) -> Memory:
    (after,) = rated([memory], "asked", "v1", {memory.point_id: rating}, at)
    return after


def test_a_missed_point_comes_the_next_day() -> None:
    assert missed().due == NOW + timedelta(days=1)


def test_a_point_that_was_never_missed_is_not_remembered() -> None:
    assert rated([], "asked", "v1", {"a": Rating.GOOD, "b": Rating.HARD}, NOW) == []


def test_covered_again_and_again_it_comes_ever_later() -> None:
    memory, gaps = missed(), []
    for _ in range(5):
        memory = then(memory, Rating.GOOD, memory.due)
        gaps.append(memory.due - memory.rated_at)
    assert gaps == sorted(gaps)
    assert gaps[-1] > timedelta(days=30)


def test_missed_again_it_comes_sooner_than_covered_and_easy_the_latest() -> None:
    memory = then(missed(), Rating.GOOD, NOW + timedelta(days=1))
    dues = [then(memory, rating, memory.due).due for rating in Rating]
    assert dues == sorted(dues)
    assert dues[0] < dues[2] < dues[3]


def test_it_is_never_put_off_for_more_than_half_a_year() -> None:
    memory = missed()
    for _ in range(12):
        memory = then(memory, Rating.EASY, memory.due)
    assert memory.due - memory.rated_at <= timedelta(days=LONGEST_DAYS)


def test_recall_falls_with_time_and_is_nine_tenths_about_when_it_is_due() -> None:
    memory = then(missed(), Rating.GOOD, NOW + timedelta(days=1))
    assert recall(memory, memory.rated_at) == 1
    assert 0.85 < recall(memory, memory.due) < 0.95
    assert recall(memory, memory.due + timedelta(days=60)) < 0.8


def test_an_answer_moves_a_memory_to_its_wording() -> None:
    (after,) = rated([missed()], "asked", "v2", {"why": Rating.GOOD}, NOW + timedelta(days=2))
    assert after.version == "v2"


def test_other_questions_memories_are_left_alone() -> None:
    other = rated([missed()], "another", "v1", {"why": Rating.GOOD}, NOW)
    assert other == []


def test_the_settings_have_a_short_name_that_stays() -> None:
    assert len(digest()) == 12
    assert '"desired_retention": 0.9' in settings()


def test_missed_again_it_comes_the_next_day_however_well_it_was_known() -> None:
    memory = missed()
    for _ in range(6):
        memory = then(memory, Rating.GOOD, memory.due)
    for at in (memory.due, memory.rated_at + timedelta(hours=1)):
        assert then(memory, Rating.AGAIN, at).due == at + timedelta(days=1)


def test_an_answer_that_is_rated_late_changes_nothing_that_a_later_one_said() -> None:
    memory = then(missed(), Rating.GOOD, NOW + timedelta(days=2))
    assert rated([memory], "asked", "v1", {"why": Rating.AGAIN}, NOW + timedelta(days=1)) == []
