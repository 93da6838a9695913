"""Members who use the bot at once, each in an order of their own, and what they are told."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.sandbox.client import Unable
from bot.sandbox.pilot import InteractionFailed, NotShown, Player
from bot.sandbox.shown import Button, Select, Shown, ShownModal

KEPT_FILE = "your-answer.txt"
# Erasing is tried by the journeys of its room; here it would leave nothing to compare.
LEFT_ALONE = ("privacy/erase",)
COMMANDS: tuple[tuple[str, tuple[dict[str, Any], ...]], ...] = (
    (
        "interview",
        (
            {},
            {"level": "fresher", "questions": 3},
            {"level": "junior", "questions": 5},
            {"level": "adaptive", "questions": 4},
            {"level": "experienced", "questions": 2, "mode": "real"},
            {"level": "junior", "questions": 2, "where": "thread"},
        ),
    ),
    ("question", ({}, {"level": "fresher"}, {"topic": "doors"}, {"search": "anchor"})),
    ("daily", ({},)),
    ("leaderboard", ({}, {"board": "streak"}, {"board": "most improved"}, {"window": "today"})),
    ("profile", ({},)),
    ("privacy", ({},)),
    ("help", ({},)),
)
WEIGHTS = (5, 5, 2, 1, 1, 1, 1)
_THING = re.compile(r"What is the (\w+) for\?")
_SCORE = re.compile(r"^## (\d+)/100$", re.MULTILINE)
_POINTS = re.compile(r"^\*\*\+(\d+)\*\* of (\d+) points", re.MULTILINE)
_FOLLOW_UPS = (
    "The porter hears a copper bell and lifts the latch.",
    "A stranger has to say the password first.",
)
_ATTEMPT = re.compile(r"(?:interview/\d+|question)/(\d+)/(?:answer|skip|retry|next)$")
_HINT = re.compile(r"(interview/\d+|question)/(\d+)/hint/(\d+)$")


@dataclass(frozen=True)
class Verdict:
    """What a card said about an answer; None where it said nothing about that."""

    score: int | None
    points: int | None


@dataclass
class Notes:
    """What one member sent, and what the bot told them."""

    member_id: int
    sent: set[str] = field(default_factory=set)
    saved: dict[str, Verdict] = field(default_factory=dict)
    hints: dict[int, int] = field(default_factory=dict)
    running: set[int] = field(default_factory=set)
    attempts: set[int] = field(default_factory=set)
    incidents: list[str] = field(default_factory=list)

    def read(self, card: Shown) -> None:
        """Whatever a card says must be in the database."""
        if "It is noted as" in card.text:
            self.incidents.append(card.text)
        if not card.ephemeral:
            return  # it may be about somebody else
        for path in paths(card):
            parts = path.split("/")
            if parts[0] == "interview" and parts[1].isdigit():
                self.running.add(int(parts[1]))
            if found := _ATTEMPT.match(path):
                self.attempts.add(int(found[1]))
            if found := _HINT.match(path):
                attempt, taken = int(found[2]), int(found[3])
                self.hints[attempt] = max(taken, self.hints.get(attempt, 0))

    def read_outcome(self, text: str, card: Shown) -> None:
        """The answer to a text that was sent: it is handed back, or it is saved."""
        if any(name == KEPT_FILE for name, _ in card.files):
            return
        score, points = _SCORE.search(card.text), _POINTS.search(card.text)
        self.saved[text] = Verdict(
            int(score[1]) if score else None, int(points[1]) if points else None
        )


class Guest:
    """A member who does one thing after another; `serial` numbers the texts of all of them."""

    def __init__(self, player: Player, chance: Random, serial: Callable[[], int]) -> None:
        self.player = player
        self.notes = Notes(int(player.id))
        self._chance = chance
        self._serial = serial
        self._card: Shown | None = None
        self._unsure: dict[str, str] = {}
        self.failures: list[str] = []
        self.acts = 0

    async def act(self) -> None:
        """One interaction; what fails is tried again some other time, as people do."""
        self.acts += 1
        try:
            card = await self._something()
        except InteractionFailed as failure:
            self.failures.append(f"act {self.acts}: {failure}")
        except (NotShown, Unable):
            self._card = None  # it was taken back meanwhile
        else:
            self._card = card
            self.notes.read(card)

    def pause_s(self) -> float:
        return self._chance.uniform(0, 0.15)

    async def _something(self) -> Shown:
        form = self.player.modal
        if form is not None and self._chance.random() < 0.9:
            return await self.fill()
        if form is not None:
            self.player.dismiss()
        choices = controls(self._looked_at())
        if not choices or self._chance.random() < 0.2:
            [(name, options)] = self._chance.choices(COMMANDS, WEIGHTS)
            return await self.player.slash(name, **self._chance.choice(options))
        answers = [each for each in choices if str(each[1].custom_id).endswith("/answer")]
        eager = answers and self._chance.random() < 0.5
        return await self._press(*self._chance.choice(answers if eager else choices))

    async def _press(self, card: Shown, control: Button | Select) -> Shown:
        if isinstance(control, Select):
            values = [self._chance.choice(control.options)[1]]
            return await self.player.press_raw(control.custom_id, values=values, on=card)
        return await self.player.press_raw(control.custom_id or "", on=card)

    def _looked_at(self) -> list[Shown]:
        if self._card is not None and self._chance.random() < 0.9:
            return [self._card]
        return self.player.cards[:8]

    async def fill(self) -> Shown:
        """Send the form that is open."""
        form = self.player.modal
        if form is None:
            raise NotShown("no form is open")
        path = form.custom_id
        if path.endswith("/follow-up"):
            return await self.player.submit(self._chance.choice([*_FOLLOW_UPS, "?"]))
        if not path.endswith("/answer"):
            return await self.player.submit(self._chance.choice(["Europe/Berlin", "Ada L.", ""]))
        text = self._unsure.setdefault(path, self._text(form))
        self.notes.sent.add(text)
        card = await self.player.submit(text)
        del self._unsure[path]
        self.notes.read_outcome(text, card)
        return card

    def _text(self, form: ShownModal) -> str:
        """Unlike any other, so that it can be found again; it covers some points, or none."""
        found = _THING.search(form.text)
        thing = found[1] if found else "gate"
        words = [
            f"The {thing} opens the first gate for visitors.",
            "It keeps the unread letters in a blue drawer.",
            "At night somebody closes the green window with it.",
        ]
        said = self._chance.sample(words, self._chance.randint(1, 3))
        return f"{' '.join(said)} I said it {self._serial()} times."


def paths(card: Shown) -> list[str]:
    return [button.custom_id for button in card.buttons if button.custom_id]


def controls(cards: Iterable[Shown]) -> list[tuple[Shown, Button | Select]]:
    """What can be used on these cards, but for what erases everything."""
    found: list[tuple[Shown, Button | Select]] = []
    for card in cards:
        found += [(card, b) for b in card.buttons if b.custom_id and not b.disabled]
        found += [(card, s) for s in card.selects if s.options and not s.disabled]
    return [(card, each) for card, each in found if not _is_left_alone(each.custom_id)]


def _is_left_alone(path: str | None) -> bool:
    return str(path).startswith(LEFT_ALONE)
