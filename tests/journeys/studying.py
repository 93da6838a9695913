"""What a member does on an evening of their plan, and what its cards tell them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.attempts.cards import LEVEL_NAMES
from bot.bank.question import FollowUp, Level, Question
from bot.sandbox.player import Player
from bot.sandbox.shown import Shown
from tests.journeys.conftest import House
from tests.journeys.learner import Learner
from tests.journeys.test_plan import alt

_LEFT = re.compile(r"Left: (?:(\d+) new questions?)?(?: and )?(?:(\d+) points? to review)?\.")
_DOSE = re.compile(r"### Today\n.*\n\S+ (\d+) of (\d+)\n")
_ASKED = re.compile(r"\*\*(\d+) of (\d+)\*\* questions at")
_READY = re.compile(r"\*\*(\d+) ± (\d+) %\*\* (.+)")
_WORKED = re.compile(r"Done: (\d+) questions? and (\d+) points? on (\d+) days?")
_STREAK = re.compile(r"\*\*(\d+) days?\*\* now")
# A point on a review's last card that got a verdict, and so a day on which it comes again.
_RATED = re.compile(r"^[✗◐✓] (.+)\n-# It comes again", re.MULTILINE)
_ONWARD = ("Next question", "See the report")


@dataclass(frozen=True)
class Student:
    """`begins` is the first day of their plan, in their `zone`."""

    player: Player
    zone: ZoneInfo
    begins: date
    learner: Learner

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """When their clocks show this on that day of their plan, from 0."""
        there = self.begins + timedelta(days=day)
        return datetime.combine(there, time(hour, minute), self.zone)


@dataclass(frozen=True)
class Board:
    """The card of `/plan`, read: of its day what is `done` of the `dose` and what is left; what
    was done on so many days `worked` since the plan began; of each level the readiness, in percent
    with its margin, as far as it is known."""

    done: int
    dose: int
    questions_left: int
    points_left: int
    asked: int
    of: int
    questions: int
    points: int
    worked: int
    ready: Mapping[Level, tuple[int, int]]

    @property
    def is_done(self) -> bool:
        return not (self.questions_left or self.points_left)


@dataclass
class Evening:
    """One evening of one member, on which an answer takes `most_minutes` at most.

    `probes` and `wholes` are what a review asked, by one point or by a whole question; `rated`
    the statements of the points that its last cards gave another day.
    """

    house: House
    student: Student
    most_minutes: float
    probes: list[tuple[str, str]] = field(default_factory=list)
    wholes: list[str] = field(default_factory=list)
    rated: list[str] = field(default_factory=list)

    @property
    def player(self) -> Player:
        return self.student.player

    async def look(self) -> Board:
        await self.player.slash("plan")
        return read_board(self.player)

    async def work(self) -> list[Board]:
        """Do what the plan asks for until it says that the day is done; the plan before, and after
        each part."""
        boards = [await self.look()]
        while not boards[-1].is_done:
            await self.player.click("Start today's", on=self.player.card)
            if "**Review " in self.player.card.text:
                await self._review()
                await self.player.click("My plan", on=self.player.card)
            else:
                await self._interview()
                await self.player.slash("plan")
            boards.append(read_board(self.player))
            assert boards[-1].done > boards[-2].done, "it asks for work and counts none of it"
        return boards

    def tidy_up(self) -> None:
        """Put the cards away; a member with hundreds of them is another test."""
        for card in self.player.cards:
            self.house.sandbox.client.dismiss_message(self.player.id, card.id)

    async def _interview(self) -> None:
        while "**Question " in (card := self.player.card).text:
            question = self.house.question_on(card)
            self._think(question)
            await self._answer(card, self.student.learner.answer(question, self._now()))
            self.student.learner.read(question, question.points, self._now())
            card = self.player.card
            onward = next(each.label for each in card.buttons if each.label in _ONWARD)
            await self.player.click(onward, on=card)

    async def _review(self) -> None:
        while "**Review " in (card := self.player.card).text:
            if "You were asked:" in card.text:
                await self._answer_probe(card, *self._probe_on(card))
            else:
                await self._answer_whole(card, self.house.question_on(card))
            await self.player.click("Next", on=self.player.card)
        self.rated += _RATED.findall(self.player.card.text)

    async def _answer_probe(self, card: Shown, question: Question, asked: FollowUp) -> None:
        self.probes.append((question.id, asked.point))
        self._think(question)
        learner = self.student.learner
        await self._answer(card, learner.answer_follow_up(question, asked, self._now()))
        about = [point for point in question.points if point.id == asked.point]
        learner.read(question, about, self._now())

    async def _answer_whole(self, card: Shown, question: Question) -> None:
        self.wholes.append(question.id)
        self._think(question)
        await self._answer(card, self.student.learner.answer(question, self._now()))
        self.student.learner.read(question, question.points, self._now())

    async def _answer(self, card: Shown, text: str) -> None:
        await self.player.click("Answer", on=card)
        await self.player.submit(text)

    def _think(self, question: Question) -> None:
        most = min(self.most_minutes, question.minutes)
        self.house.pilot.clock.advance(self.student.learner.minutes(most))

    def _now(self) -> datetime:
        return self.house.pilot.clock.now()

    def _probe_on(self, card: Shown) -> tuple[Question, FollowUp]:
        text = " ".join(card.text.split())
        return next(
            (question, follow_up)
            for question in self.house.bank.questions.values()
            for follow_up in question.follow_ups
            if " ".join(follow_up.question.split()) in text
        )


def read_board(player: Player) -> Board:
    text = player.card.text
    done, dose = _numbers(_DOSE, text) or (0, 0)
    new, due = _numbers(_LEFT, text) or (0, 0)
    asked, of = _numbers(_ASKED, text)
    questions, points, worked = _numbers(_WORKED, alt(player))
    levels = {name: level for level, name in LEVEL_NAMES.items()}
    ready = {levels[name]: (int(p), int(m)) for p, m, name in _READY.findall(text)}
    return Board(done, dose, new, due, asked, of, questions, points, worked, ready)


async def streak_of(player: Player) -> int:
    """As their profile shows it."""
    await player.slash("profile")
    found = _STREAK.search(player.card.text)
    return int(found[1]) if found else 0


def _numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    """Those in it, 0 where one is left out; none where it isn't there."""
    found = pattern.search(text)
    return [int(number or 0) for number in found.groups()] if found else []
