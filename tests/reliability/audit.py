"""What the members were told against what is stored, and the ledger against the attempts.

Everything is added up again from the attempts alone, in other words than the bot's own.
"""

import json
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.ledger.streak import streak
from bot.sandbox.server import Sandbox
from tests.reliability.crowd import Notes

WORTH = {"fresher": 10, "junior": 20, "experienced": 30}
Key = tuple[Any, ...]
Sums = dict[Key, tuple[int, int, int]]


class Audit:
    """`topics` is each question's topic by its id."""

    def __init__(self, database: Path, topics: Mapping[str, str]) -> None:
        self._topics = topics
        with closing(sqlite3.connect(database)) as opened:
            opened.row_factory = sqlite3.Row
            self._opened = opened
            self.attempts = {row["id"]: row for row in self._all("SELECT * FROM attempts")}
            self._problems = [*self._of_the_file(), *self._of_the_ledger(), *self._of_the_rooms()]

    def problems(self, notes: Iterable[Notes]) -> list[str]:
        told = [problem for each in notes for problem in self._of_what_was_told(each)]
        return self._problems + told

    def _all(self, query: str) -> list[sqlite3.Row]:
        return self._opened.execute(query).fetchall()

    # What members were told

    def _of_what_was_told(self, notes: Notes) -> Iterator[str]:
        own = [row for row in self.attempts.values() if row["member_id"] == notes.member_id]
        kept = defaultdict(list)
        for row in own:
            kept[row["text"]].append(row)
        for text in notes.sent:
            if len(kept[text]) > 1:
                yield f"{text!r} is kept {len(kept[text])} times"
        for text, verdict in notes.saved.items():
            if not kept[text]:
                yield f"{text!r} was said to be saved, and is lost"
                continue
            row = kept[text][0]
            if verdict.points is not None and verdict.points != _points(row, is_first=True):
                yield f"attempt {row['id']} earned {row['points']}, not {verdict.points} as told"
            if verdict.score is not None and verdict.score != _first_score(row):
                yield f"attempt {row['id']} scored {_score(row)}, not {verdict.score} as told"
        for number, taken in notes.hints.items():
            if self.attempts[number]["hints"] < taken:
                yield f"attempt {number} has lost a hint of {taken}"
        ids = {row["id"] for row in own}
        if lost := notes.attempts - ids:
            yield f"attempts {lost} were shown to {notes.member_id}, and are lost"
        if lost := notes.running - self._interviews[notes.member_id]:
            yield f"interviews {lost} were shown to {notes.member_id}, and are lost"
        yield from notes.incidents

    # What is stored

    def _of_the_file(self) -> Iterator[str]:
        for row in self._all("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield f"the file is damaged: {row[0]}"
        for row in self._all("PRAGMA foreign_key_check"):
            yield f"{tuple(row)} refers to nothing"

    def _of_the_ledger(self) -> Iterator[str]:
        yield from _differences("points", self._stored_points(), self._points_again())
        stored_days = {tuple(row) for row in self._all("SELECT member_id, day FROM streak_days")}
        answered = [row for row in self.attempts.values() if row["state"] == "answered"]
        days = {(row["member_id"], row["local_date"]) for row in answered}
        if stored_days != days:
            yield f"the days with an answer differ: {stored_days ^ days}"
        yield from _differences("a streak", self._stored_streaks(), _streaks_again(days))

    def _of_the_rooms(self) -> Iterator[str]:
        self._interviews: defaultdict[int, set[int]] = defaultdict(set)
        for row in self._all("SELECT id, member_id FROM interviews"):
            self._interviews[row["member_id"]].add(row["id"])
        running = "SELECT member_id FROM interviews WHERE ended_at IS NULL"
        for member, count in Counter(row[0] for row in self._all(running)).items():
            if count > 1:
                yield f"member {member} has {count} interviews running"
        yield from self._of_the_owners()
        yield from self._of_the_answers()

    def _of_the_owners(self) -> Iterator[str]:
        """Each first attempt was asked by one room, once."""
        tables = ("interview_attempts", "single_questions", "daily_answers")
        owned = Counter(
            row[0] for table in tables for row in self._all(f"SELECT attempt_id FROM {table}")
        )
        firsts = {number for number, row in self.attempts.items() if row["retry_of"] is None}
        if firsts ^ set(owned) or any(count > 1 for count in owned.values()):
            yield f"attempts are asked by no room or by two: {owned}"
        daily = Counter(
            (row["daily_id"], row["member_id"]) for row in self._all("SELECT * FROM daily_answers")
        )
        if any(count > 1 for count in daily.values()):
            yield f"a member has two attempts at a daily question: {daily}"

    def _of_the_answers(self) -> Iterator[str]:
        ranked: defaultdict[Key, int] = defaultdict(int)
        for number, row in self.attempts.items():
            following_up = row["follow_up_at"] is not None and row["follow_up_grade"] is None
            if row["state"] == "submitted" or following_up:
                yield f"attempt {number} still waits for its grade"
            if row["points"] != _points(row):
                yield f"attempt {number} earned {row['points']}, and should have {_points(row)}"
            if row["state"] == "answered" and row["unranked"] is None:
                ranked[row["member_id"], row["question_id"]] += 1
        for (member, question), count in ranked.items():
            if count > 1:
                yield f"{question} counted {count} times for member {member}"

    # Adding up again

    def _stored_points(self) -> Sums:
        return {
            tuple(row)[:5]: tuple(row)[5:]
            for row in self._all(
                "SELECT server_id, scope, period, start, member_id, points, score_sum, answers"
                " FROM point_totals"
            )
        }

    def _points_again(self) -> Sums:
        zones = {row[0]: row[1] for row in self._all("SELECT server_id, zone FROM servers")}
        sums: Sums = {}
        for row in self.attempts.values():
            if row["state"] != "answered" or row["unranked"] is not None:
                continue
            zone = ZoneInfo(zones.get(row["server_id"]) or "UTC")
            day = datetime.fromisoformat(row["closed_at"]).astimezone(zone).date()
            topic = self._topics[row["question_id"]]
            for scope in ("all", f"level/{row['level']}", f"topic/{topic}"):
                for period, start in _periods(day).items():
                    key = (row["server_id"], scope, period, start, row["member_id"])
                    points, scores, answers = sums.get(key, (0, 0, 0))
                    sums[key] = points + _points(row), scores + _score(row), answers + 1
        return sums

    def _stored_streaks(self) -> dict[Key, Key]:
        query = "SELECT member_id, current, longest, last_day, freezes FROM streaks"
        return {(row[0],): tuple(row)[1:] for row in self._all(query)}


def posts_of_dailies(local: Sandbox, database: Path) -> Iterator[str]:
    """Each question that was posted is in its channel once."""
    public = [str(m.body["components"]) for m in local.world.messages.values() if m.owner is None]
    with closing(sqlite3.connect(database)) as opened:
        stages = opened.execute("SELECT id, stage FROM dailies").fetchall()
    for number, stage in stages:
        posted = sum(f"'daily/{number}/answer'" in body for body in public)
        if posted > 1 or (stage == "open" and not posted):
            yield f"daily {number} is {stage} and was posted {posted} times"


def _differences(what: str, stored: Mapping[Key, Key], again: Mapping[Key, Key]) -> Iterator[str]:
    for key in stored.keys() | again.keys():
        if stored.get(key) != again.get(key):
            yield f"{what} of {key}: stored {stored.get(key)}, added up {again.get(key)}"


def _streaks_again(days: Iterable[Key]) -> dict[Key, Key]:
    mine: defaultdict[int, list[date]] = defaultdict(list)
    for member, day in days:
        mine[member].append(date.fromisoformat(day))
    found = {member: streak(each) for member, each in mine.items()}
    return {
        (member,): (each.current, each.longest, str(each.last_day), each.freezes)
        for member, each in found.items()
    }


def _periods(day: date) -> dict[str, str]:
    monday = day - timedelta(days=day.weekday())
    starts = {"day": day, "week": monday, "month": day.replace(day=1), "all": date(1970, 1, 1)}
    return {period: start.isoformat() for period, start in starts.items()}


def _points(row: sqlite3.Row, *, is_first: bool = False) -> int:
    """As the README says that they are counted; `is_first` leaves the follow-up out."""
    if row["state"] != "answered" or row["unranked"] is not None:
        return 0
    share = 1 - 0.15 * int(row["hints"])
    # Rounded before the floor: 0.7 has no exact binary form.
    worth = WORTH[str(row["level"])]
    score = _first_score(row) if is_first else _score(row)
    return math.floor(round(score / 100 * worth * share + 0.5, 9))


def _first_score(row: sqlite3.Row) -> int:
    """Without what a follow-up recovered."""
    return _score(row) if row["score_before"] is None else int(row["score_before"])


def _score(row: sqlite3.Row) -> int:
    return int(json.loads(row["grade"])["score"])
