"""Sixty days of three members who plan for the same day: one works every evening, one now and
then, one begins six days before it. They live as far apart as zones go."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import fmean
from zoneinfo import ZoneInfo

from bot.bank.question import Level
from bot.ledger.memory import Memory, recall
from bot.ledger.period import end_of_day
from bot.ledger.service import LedgerService
from bot.ledger.skill import ENOUGH_ANSWERS, Belief, at_level
from bot.ledger.streak import streak
from bot.plans.plan import MOST_POINTS, MOST_POINTS_ALONE, MOST_QUESTIONS
from bot.storage.database import Database
from tests.journeys.conftest import House
from tests.journeys.learner import Learner
from tests.journeys.studying import Board, Evening, Student, streak_of

# With fewer questions than 1–3 years has: the test takes more than a minute as it is.
LEVEL = Level.EXPERIENCED
DAYS = 60
LAST_LEARNING_DAY = DAYS - 2
CRAMMING_DAYS = 6
A_ROW_EVERY = 10
# For an answer, at most.
MINUTES, MINUTES_LATE = 4.0, 1.0
HEAD = (
    "member     day  asked  reviewed  dose  due  kept    Fresher  1–3 years  3–6 years  (true)"
    "  streak"
)


@dataclass(frozen=True)
class Row:
    """A member as they stand on a day. `true` is the score that the model of the learner would
    really get in that interview."""

    day: int
    board: Board
    due: int
    kept: int
    true: float
    streak: int


@dataclass(frozen=True)
class Recall:
    """The mean probability of a member's kept points on the day of the interview, as the bot
    believes and as the model of the learner has it."""

    believed: float
    true: float


@dataclass
class Life:
    """A member's sixty days. `working` are the days on which they work, from 0, those on which it
    is late among them; `worked` are the dates, theirs, on which they did."""

    name: str
    student: Student
    working: frozenset[int]
    late: frozenset[int]
    worked: list[date] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """What no card shows; `due` are the points to be reviewed before the member's day ends."""

    memories: Sequence[Memory]
    due: frozenset[tuple[str, str]]
    skill: Belief


async def test_sixty_days_of_three_members_make_sense(shipped_house: House) -> None:
    house = shipped_house
    lives = lives_from(house, first_of_march(house.pilot.clock.now()))
    database = Database(f"sqlite:///{house.data / 'greenroom.db'}")
    await database.open()
    try:
        for at, day, life in in_turn(lives):
            house.pilot.clock.advance(max(timedelta(), at - house.pilot.clock.now()))
            await live(house, database, life, day)
        recalls = [await recall_of(house, database, life.student) for life in lives]
    finally:
        await database.close()
    sys.stdout.write("\n".join(["", *table(lives), *recalled(lives, recalls), ""]))
    check_the_end(lives)
    check_how_sure_it_is(lives, recalls)


# Their days


def lives_from(house: House, begins: date) -> tuple[Life, Life, Life]:
    """The diligent, the sporadic, the cramming one."""
    chance = Random(4)
    now_and_then = {0} | {day for day in range(DAYS) if chance.random() < 0.25}

    def life(name: str, zone: str, working: set[int], late: set[int], seed: int) -> Life:
        student = Student(house.pilot.member(name), ZoneInfo(zone), begins, Learner(seed))
        return Life(name, student, frozenset(working), frozenset(working & late))

    return (
        life("Ada", "Pacific/Kiritimati", {*range(DAYS)}, {*range(3, DAYS, 7)}, 1),
        life("Grace", "Europe/Berlin", now_and_then, {*range(0, DAYS, 2)}, 2),
        life("Linus", "Pacific/Honolulu", {*range(DAYS - CRAMMING_DAYS, DAYS)}, {56}, 3),
    )


def first_of_march(now: datetime) -> date:
    """The next one that isn't over anywhere, so that summer time begins in the sixty days."""
    year = now.year + (now.date() >= date(now.year, 2, 28))
    return date(year, 3, 1)


def in_turn(lives: Sequence[Life]) -> list[tuple[datetime, int, Life]]:
    """When each of them looks at the plan, on which day of it."""
    turns = [
        (moment(life, day), day, life)
        for life in lives
        for day in {*life.working, *range(0, DAYS + 1, A_ROW_EVERY)}
    ]
    return sorted(turns, key=lambda turn: turn[0])


def moment(life: Life, day: int) -> datetime:
    """In the evening, sometimes late; in the morning on the day of the interview."""
    there = (8, 0) if day == DAYS else (23, 30) if day in life.late else (20, 0)
    return life.student.at(day, *there).astimezone(UTC)


async def live(house: House, database: Database, life: Life, day: int) -> None:
    """A day of one of them, whose cards must make sense."""
    student = life.student
    if day == 0:
        await begin(student)
    evening = Evening(house, student, MINUTES_LATE if day in life.late else MINUTES)
    before = await kept_of(house, database, student)
    if day in life.working:
        boards = await evening.work()
        check_the_work(day, boards, evening, before)
        life.worked.append(student.begins + timedelta(days=day))
        assert today_of(house, student) == life.worked[-1], "the evening was too long for the test"
    else:
        boards = [await evening.look()]
    assert student.player.sees(until_interview(day))
    if day > LAST_LEARNING_DAY and boards[-1].asked < boards[-1].of:
        assert student.player.sees(f"{boards[-1].of - boards[-1].asked} stay unasked")
    after = await kept_of(house, database, student)
    check_the_board(boards[-1], life, after)
    if day % A_ROW_EVERY == 0:
        assert await evening.look() == boards[-1]
        days = await streak_of(student.player)
        assert days == streak(life.worked).on(today_of(house, student)).current
        questions = house.bank.matching(LEVEL, None, None)
        true = student.learner.expected(questions, student.at(DAYS, 12))
        life.rows.append(Row(day, boards[0], len(before.due), len(after.memories), true, days))
    evening.tidy_up()


async def begin(student: Student) -> None:
    """Tell where they live, and make the plan."""
    player = student.player
    await player.slash("profile")
    await player.click("Settings")
    await player.click("Time zone")
    await player.submit(str(student.zone))
    await player.slash("plan", date=f"in {DAYS} days", level=LEVEL)
    assert player.sees("questions at 3–6 years asked so far")
    await player.click("Save the plan")


async def kept_of(house: House, database: Database, student: Student) -> Kept:
    member_id, ledger = int(student.player.id), LedgerService()
    before = end_of_day(house.pilot.clock.now(), student.zone)
    async with database.read() as connection:
        memories = await ledger.memories(connection, member_id)
        skill = await ledger.skill(connection, member_id)
    due = {(each.question_id, each.point_id) for each in memories if each.due < before}
    return Kept(memories, frozenset(due), skill)


async def recall_of(house: House, database: Database, student: Student) -> Recall:
    kept = await kept_of(house, database, student)
    at = student.at(DAYS, 12).astimezone(UTC)
    true = []
    for memory in kept.memories:
        question = house.bank.questions[memory.question_id]
        point = next(each for each in question.points if each.id == memory.point_id)
        true.append(student.learner.probability(question, point, at))
    return Recall(fmean(recall(memory, at) for memory in kept.memories), fmean(true))


def today_of(house: House, student: Student) -> date:
    return house.pilot.clock.now().astimezone(student.zone).date()


def until_interview(day: int) -> str:
    left = DAYS - day
    if left == 0:
        return "Your interview is today"
    return f"{left} {'day' if left == 1 else 'days'} to your interview"


# What must make sense


def check_the_work(day: int, boards: list[Board], evening: Evening, before: Kept) -> None:
    first, last = boards[0], boards[-1]
    assert first.questions_left <= MOST_QUESTIONS
    most = MOST_POINTS if first.questions_left else MOST_POINTS_ALONE
    assert first.points_left == min(most, len(before.due))
    assert first.done == 0
    assert first.dose == first.questions_left + first.points_left
    if day > LAST_LEARNING_DAY:
        assert first.questions_left == 0, "the last day before the interview is for reviews"
    elif first.asked < first.of:
        assert first.questions_left > 0
    for earlier, later in pairwise(boards):
        assert later.questions_left <= earlier.questions_left
        assert later.points_left <= earlier.points_left
        assert later.dose <= earlier.dose
    assert last.is_done
    assert last.done == last.dose
    assert last.questions - first.questions == first.questions_left
    check_the_review(evening, before)


def check_the_review(evening: Evening, before: Kept) -> None:
    """It asks what is due, the whole question where any point of it is, and nothing twice."""
    assert before.due.issuperset(evening.probes)
    assert {question for question, _ in before.due}.issuperset(evening.wholes)
    assert len(set(evening.probes)) == len(evening.probes)
    assert len(set(evening.wholes)) == len(evening.wholes)


def check_the_board(board: Board, life: Life, kept: Kept) -> None:
    """Its days are the member's; what it says of readiness is no surer than their answers are."""
    assert board.worked == len(life.worked)
    assert board.asked == board.questions
    if kept.skill.answers < ENOUGH_ANSWERS:
        assert not board.ready
        assert life.student.player.sees("Not yet known: it takes 8 ranked answers")
        return
    assert list(board.ready) == list(Level)
    for level, (_, margin) in board.ready.items():
        assert margin >= at_level(kept.skill, level).margin


def check_the_end(lives: Sequence[Life]) -> None:
    """Who did more is readier, in truth and by the card."""
    diligent, sporadic, cramming = (life.rows[-1] for life in lives)
    assert diligent.board.asked == diligent.board.of
    assert diligent.streak == DAYS
    assert cramming.board.asked == MOST_QUESTIONS * (CRAMMING_DAYS - 1)
    assert diligent.true > sporadic.true > cramming.true
    assert at_the_level(diligent)[0] > at_the_level(sporadic)[0] > at_the_level(cramming)[0]


def check_how_sure_it_is(lives: Sequence[Life], recalls: Sequence[Recall]) -> None:
    first, *_, last = (at_the_level(row) for row in known_rows(lives[0]))
    assert last[0] >= first[0] + 10
    assert last[1] < first[1]
    known = [(row.true, *at_the_level(row)) for life in lives for row in known_rows(life)]
    assert fmean(abs(true - percent) <= margin for true, percent, margin in known) >= 0.7
    assert recalls[0].believed == max(each.believed for each in recalls)
    assert all(abs(each.believed - each.true) < 0.1 for each in recalls)


def known_rows(life: Life) -> list[Row]:
    return [row for row in life.rows if row.board.ready]


def at_the_level(row: Row) -> tuple[int, int]:
    return row.board.ready[LEVEL]


# The table


def table(lives: Sequence[Life]) -> list[str]:
    return [HEAD, *(line(life.name, row) for life in lives for row in life.rows)]


def line(name: str, row: Row) -> str:
    board = row.board
    asked = f"{board.asked}/{board.of}"
    fresher, junior, experienced = (
        "{} ± {}".format(*board.ready[level]) if board.ready else "–" for level in Level
    )
    return (
        f"{name:9} {row.day:4} {asked:>6} {board.points:9} {board.dose:5} {row.due:4} {row.kept:5} "
        f"{fresher:>10} {junior:>10} {experienced:>10} {row.true:7.0f} {row.streak:7}"
    )


def recalled(lives: Sequence[Life], recalls: Sequence[Recall]) -> list[str]:
    return [
        f"{life.name} worked on {len(life.worked)} days and recalls {100 * each.believed:.0f} % of "
        f"{life.rows[-1].kept} kept points, truly {100 * each.true:.0f} %"
        for life, each in zip(lives, recalls, strict=True)
    ]
