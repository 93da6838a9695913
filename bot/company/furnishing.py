"""What a sandbox's server is furnished with."""

from dataclasses import dataclass

from bot.daily.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Regular:
    """An invented member whom a visitor can play, and who has practised here for long."""

    member_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Furnishing:
    """The question of the day, and the member who is still to be given her past, if one is."""

    daily: Schedule
    regular: Regular | None
