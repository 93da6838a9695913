"""Everything that is stored, table by table: whose it is, and what erasing a member does to it.

A new table takes one entry in KEPT, and its sentence a place under "What is stored" in the README.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.members.member import Visibility

# How many rows of a table are a member's, and, by "table.column", how many of others' name them.
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """One table, and `says` what is in it.

    `owner` is the column with the id of the member whose row it is; `through` is the column that
    refers to the `id` of a row in another table, for a row that belongs to whom that one does.
    Such rows go when their member is erased. `empties` are columns that name a member in another
    member's row: they become empty. `counted` is what a row is called where the erased are counted.
    """

    table: str
    says: str
    owner: str | None = None
    through: tuple[str, str] | None = None
    empties: tuple[str, ...] = ()
    counted: str | None = None

    @property
    def is_members(self) -> bool:
        """Whether its rows belong to members."""
        return self.owner is not None or self.through is not None


_ANSWERS = (
    "Each question that you were asked: your answers to it and to its follow-up, score and points, "
    "how you rated yourself, the hints, the times, and the server."
)
_INTERVIEWS = (
    "Each interview: its plan and questions, the times, its thread and coach, "
    "and whether you shared it."
)
_CHOICES = "Your last choices for an interview, and what each single question was chosen from."
_POINTS = "Your points for each day, week and month, and of all time, by server, level and topic."
_STREAK = "The days on which you answered, and your streak."
_SKILL = "How able you are by your ranked answers, as two numbers."
_MEMORY = (
    "The key points that you missed: when you are asked each again, and how your answers to it "
    "were rated."
)
_REVIEWS = "Each review: when it began, and what it asked."
_PLAN = "Your plan: level, dates, and when you are reminded."
_SETTINGS = "Your settings: time zone, shown name, and who sees your numbers."
_NAMES = "For each server that you answered in: your name there, and when you last answered."

_DAILY = "Which daily questions you answered, and whether your answer may be shown when one closes."
_SCHEDULE = (
    "A server's daily question: its settings, its posts, and in numbers how each was answered."
)

KEPT = (
    Kept("attempts", _ANSWERS, owner="member_id", counted="attempt"),
    Kept("interviews", _INTERVIEWS, owner="member_id", empties=("coach_id",), counted="interview"),
    Kept("interview_attempts", _INTERVIEWS, through=("attempt_id", "attempts")),
    Kept("interview_choices", _CHOICES, owner="member_id"),
    Kept("single_questions", _CHOICES, through=("attempt_id", "attempts")),
    Kept("point_totals", _POINTS, owner="member_id"),
    Kept("streak_days", _STREAK, owner="member_id", counted="streak day"),
    Kept("streaks", _STREAK, owner="member_id"),
    Kept("daily_answers", _DAILY, owner="member_id", counted="daily answer"),
    Kept("skills", _SKILL, owner="member_id"),
    Kept("memories", _MEMORY, owner="member_id", counted="missed point"),
    Kept("memory_ratings", _MEMORY, owner="member_id"),
    Kept("reviews", _REVIEWS, owner="member_id", counted="review"),
    Kept("review_attempts", _REVIEWS, through=("attempt_id", "attempts")),
    Kept("plans", _PLAN, owner="member_id", counted="plan"),
    Kept("members", _SETTINGS, owner="member_id"),
    Kept("server_members", _NAMES, owner="member_id"),
    Kept("servers", "A server's settings: its time zone."),
    Kept("daily_schedules", _SCHEDULE),
    Kept("dailies", _SCHEDULE),
    Kept("difficulties", "How hard each question is, by everybody's answers, as two numbers."),
    Kept("memory_schedulers", "The parameters by which missed points are asked again."),
    Kept("question_versions", "The wording of each question that was asked, to whomever."),
    Kept("command_syncs", "A digest of the commands that Discord knows."),
)


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the card about a member's data depends on; `shared` summaries weren't taken back.

    `sent_to` is the host of the language model that reads answers, None where none does.
    """

    visibility: Visibility
    shared: int
    sent_to: str | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """What went; `thread_id` is the thread of the interview that was running."""

    counts: Counts
    thread_id: int | None = None
