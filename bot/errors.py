"""What can go wrong for a member: ids, numbers and times; one place turns them into sentences."""

from datetime import date


class MemberError(Exception):
    """Something that the member can understand and act upon."""


class NotYours(MemberError):
    """The thing named belongs to another member."""


class UnknownControl(MemberError):
    """A button, select or modal that no route answers any more."""


class ReviewNotFound(MemberError):
    """No review has asked this, or it was erased."""


class InterviewNotFound(MemberError):
    def __init__(self, interview_id: int) -> None:
        super().__init__(interview_id)
        self.interview_id = interview_id


class InterviewEnded(MemberError):
    def __init__(self, interview_id: int) -> None:
        super().__init__(interview_id)
        self.interview_id = interview_id


class InterviewRunning(MemberError):
    """What was asked for comes when the interview has ended."""

    def __init__(self, interview_id: int) -> None:
        super().__init__(interview_id)
        self.interview_id = interview_id


class AttemptClosed(MemberError):
    """`state` is the attempt's: submitted, answered, revealed, skipped or expired."""

    def __init__(self, attempt_id: int, state: str) -> None:
        super().__init__(attempt_id, state)
        self.attempt_id = attempt_id
        self.state = state


class AttemptErased(MemberError):
    """Its member has erased everything of theirs, this attempt too."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(attempt_id)
        self.attempt_id = attempt_id


class AttemptOpen(MemberError):
    """What was asked needs a finished question."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(attempt_id)
        self.attempt_id = attempt_id


class NotInARealInterview(MemberError):
    """Help and second tries are for practice."""


class NoHintLeft(MemberError):
    def __init__(self, attempt_id: int) -> None:
        super().__init__(attempt_id)
        self.attempt_id = attempt_id


class EmptyAnswer(MemberError):
    """Nothing readable was written."""


class FollowUpAnswered(MemberError):
    """A follow-up is asked once."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(attempt_id)
        self.attempt_id = attempt_id


class FollowUpGone(MemberError):
    """Nothing is asked about the attempt, or no more: its model answer was shown."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(attempt_id)
        self.attempt_id = attempt_id


class NothingToRate(MemberError):
    """The scoring was sure about this answer."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(attempt_id)
        self.attempt_id = attempt_id


class OutOfRange(MemberError):
    """A number outside the range of its option."""

    def __init__(self, option: str, given: int, least: int, most: int) -> None:
        super().__init__(option, given, least, most)
        self.option = option
        self.given = given
        self.least = least
        self.most = most


class NotOffered(MemberError):
    """Something that isn't in the list of its option. `given` is no argument of the exception's,
    because a log would print it."""

    def __init__(self, option: str, given: str) -> None:
        super().__init__(option)
        self.option = option
        self.given = given


class NotTogether(MemberError):
    """Options that a leaderboard doesn't take, or not beside each other."""

    def __init__(self, board: str, options: tuple[str, ...]) -> None:
        super().__init__(board, options)
        self.board = board
        self.options = options


class NothingFits(MemberError):
    """No other question is what the member chose."""


class NoSuchQuestion(MemberError):
    """Nobody was asked a question by itself under this attempt's id."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(attempt_id)
        self.attempt_id = attempt_id


class ProfileHidden(MemberError):
    """Another member's numbers aren't shown here, or there are none."""


class NotAManager(MemberError):
    """What was asked for takes the Manage Server permission."""


class MissingOptions(MemberError):
    """What is set up for the first time needs these options of its command."""

    def __init__(self, options: tuple[str, ...]) -> None:
        super().__init__(options)
        self.options = options


class BadDate(MemberError):
    """What was typed is no day."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given


class DateOutOfReach(MemberError):
    """`given` isn't from `first` to `last`."""

    def __init__(self, given: date, first: date, last: date) -> None:
        super().__init__(given, first, last)
        self.given = given
        self.first = first
        self.last = last


class NoPlan(MemberError):
    """There is no plan, or no more."""


class BadTime(MemberError):
    """No time of day. Logs don't print `given`."""

    def __init__(self, given: str) -> None:
        super().__init__()
        self.given = given


class NoDaily(MemberError):
    """The server has no daily question."""


class AlreadyPosted(MemberError):
    """Today's question is there, or on its way."""


class NoSuchDaily(MemberError):
    """The server never had a question of the day under this id."""

    def __init__(self, daily_id: int) -> None:
        super().__init__(daily_id)
        self.daily_id = daily_id


class DailyClosed(MemberError):
    """Answers to it are no longer taken."""

    def __init__(self, daily_id: int) -> None:
        super().__init__(daily_id)
        self.daily_id = daily_id


class OwnCoach(MemberError):
    """A coach is another member."""


class AlreadyShared(MemberError):
    def __init__(self, interview_id: int) -> None:
        super().__init__(interview_id)
        self.interview_id = interview_id
