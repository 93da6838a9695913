"""Every error as a sentence for the member: what happened, and what to do now."""

from discord import app_commands

from bot import errors
from bot.chat.options import OptionNotOffered
from bot.chat.text import named
from bot.storage.errors import StorageError

_CLOSED = {
    "submitted": "is being scored",
    "answered": "was answered already",
    "revealed": "ended when you looked at the model answer",
    "skipped": "was skipped",
    "expired": "ran out of time",
}


class TooLateForAForm(Exception):
    """A form must be Discord's first answer, and something else had to be sent in time."""


def sentence(error: BaseException) -> str | None:
    """None for an error that no member caused and none can mend."""
    match error:
        case errors.NotYours():
            return "This belongs to somebody else. Type `/interview` to start your own."
        case errors.UnknownControl():
            return (
                "This button comes from another version of the bot and does nothing any more. "
                "Type `/interview` to go on where you are."
            )
        case errors.ReviewNotFound():
            return "That review isn't stored here any more. Type `/review` to see what is due."
        case errors.InterviewNotFound():
            return "That interview isn't stored here any more. Type `/interview` to start one."
        case errors.InterviewRunning():
            return (
                "This interview is still running, and its report comes at its end. "
                "Type `/interview` to go on."
            )
        case errors.InterviewEnded():
            return (
                "This interview has ended, so nothing more is counted in it. Its report is under "
                "**Past interviews** when you type `/interview`."
            )
        case errors.AttemptClosed():
            return (
                f"This question {_CLOSED[error.state]}, so nothing was changed. "
                "Type `/interview` to see where you are."
            )
        case errors.AttemptErased():
            return "Everything of yours was erased meanwhile, this answer too: it has no score."
        case errors.AttemptOpen():
            return "This question isn't finished yet: answer or skip it first."
        case errors.NotInARealInterview():
            return (
                "A real interview gives no hints, follow-ups, model answers or second tries. "
                "The report at its end shows everything."
            )
        case errors.NoHintLeft():
            return "There is no hint left for this question."
        case errors.EmptyAnswer():
            return "There were no words in your answer, so it wasn't sent. Write a sentence or two."
        case errors.FollowUpAnswered():
            return "You have answered this follow-up already, and it is asked once."
        case errors.FollowUpGone():
            return (
                "There is no follow-up here any more: it is asked once, and not after the model "
                "answer was shown. Your score stays as it is."
            )
        case errors.NothingToRate():
            return "There is nothing to rate here: this answer has a score, or has none yet."
        case errors.OutOfRange():
            return (
                f"`{error.option}` can't be {error.given}: it takes {error.least} to "
                f"{error.most}. Please choose again."
            )
        case errors.NotOffered():
            return (
                f"`{error.option}` can't be {_quoted(error.given)}: it takes one of those in "
                "its list. Please choose again."
            )
        case errors.NotTogether():
            options = " and ".join(f"`{option}`" for option in error.options)
            return (
                f"The board **{error.board}** doesn't take {options} like this. There is "
                "**points** with a `window`, and with a `level` or a `topic`; **most improved** "
                "and **streak** take none of them. Please choose again."
            )
        case errors.NothingFits():
            return "No other question fits that choice. Type `/question` with fewer options."
        case errors.NoSuchQuestion():
            return "That question isn't stored here any more. Type `/question` for another one."
        case errors.ProfileHidden():
            return (
                "There is nothing of that member to show here: either they haven't answered here, "
                "or they keep their numbers to themselves."
            )
        case errors.NotAManager():
            return "You need the Manage Server permission to change the daily question."
        case errors.MissingOptions():
            missing = " and ".join(f"`{option}`" for option in error.options)
            return f"To set the daily question up, give {missing} too. Nothing was saved."
        case errors.BadTime():
            return f"`time` can't be {_quoted(error.given)}: write it as 09:00 or 21:30."
        case errors.BadDate():
            return (
                f"{_quoted(error.given)} is no day that I can read: write it as 24 December, "
                "2026-12-24 or in 3 weeks."
            )
        case errors.DateOutOfReach():
            return (
                f"A plan can't lead to {named(error.given)} {error.given.year}: choose a day from "
                f"{named(error.first)} to {named(error.last)} {error.last.year}."
            )
        case errors.NoPlan():
            return "You have no plan any more. Type `/plan` to make one."
        case errors.NoDaily():
            return (
                "This server has no daily question. Set it up with `/manage daily`: "
                "`channel`, `time` and `timezone` are enough."
            )
        case errors.AlreadyPosted():
            return "Today's question is there already. The next one comes at its time."
        case errors.NoSuchDaily():
            return "That question isn't stored here any more. `/daily` shows today's."
        case errors.DailyClosed():
            return (
                "This question has closed, so answers to it are no longer counted. "
                "`/daily` shows today's."
            )
        case errors.OwnCoach():
            return "A coach is somebody else: choose another member, or nobody."
        case errors.AlreadyShared():
            return "You have shared this interview already. Take that post back to share it again."
        case TooLateForAForm():
            return "That took a moment too long. Press the button again."
        case StorageError():
            return (
                "The answers can't be stored at the moment, so nothing was changed. "
                "Try again in a minute."
            )
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return "This command has changed. Wait a minute, then type it again."
        case app_commands.TransformerError() | OptionNotOffered():
            return "One of the options isn't one that the command offers. Please choose again."
        case _:
            return None


def _quoted(given: str) -> str:
    shown = "".join(character for character in given if character.isalnum() or character in " -_")
    return f"“{shown[:40]}”"
