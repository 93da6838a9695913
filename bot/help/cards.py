"""What a member should know, in one card."""

from bot.attempts.attempt import HINT_COST_PERCENT, MEMORY, RANKED_A_DAY, WORTH
from bot.attempts.cards import LEVEL_NAMES
from bot.chat.parts import Card, button, card, row, rule
from bot.interviews.interview import LEFT_AFTER, Mode
from bot.interviews.routes import PAST, SETUP
from bot.ledger.streak import FREEZE_EVERY, MOST_FREEZES
from bot.singles.routes import ASK
from bot.standings.standing import COMPARED_DAYS, ENOUGH_ANSWERS

_GREEN = 0x3BA55D
_WORTH = ", ".join(f"{points} for {LEVEL_NAMES[level]}" for level, points in WORTH.items())
_WHAT = """\
## Greenroom
Mock interviews in your own words. You are asked a question, you write what you would say, and \
you see which points of a good answer you covered and which you missed.
- `/interview` asks up to 20 questions and ends with a report. **Practice** helps and scores at \
once; **Real** has a time limit for each question and keeps the scores for the end.
- `/question` asks a single one; `search` finds it by its words.
- `/daily` is this server's question of the day, the same for everyone, and how it went. Managers \
set it up with `/manage daily`.
- `/leaderboard` shows who has the most points here, who improved most, and who keeps a streak.
- `/review` asks again what you missed, when you are about to forget it.
- `/plan` spreads the way to the day of your interview over the days, and says how ready you are.
- `/profile` shows your points, level, topics and streak, what you were asked before, and your \
settings: time zone, shown name, and who sees your numbers."""
_SCORING = f"""\
### How it is scored
Your score (0–100) is the share of the key points that you covered, the important ones counting \
more. The card quotes the words that earned each point. It is a program that reads, and it can \
miss an unusual wording: the card shows what it saw, so you can tell.
Points are your score's share of what the question is worth: {_WORTH}. Each hint costs \
{HINT_COST_PERCENT} %.
An answer earns points if it is your first at that question in {MEMORY.days} days, you haven't \
seen its model answer in that time, and it is among your first {RANKED_A_DAY} of the day. \
Everything else is practice: scored, without points.
Where you missed a point that matters, a **follow-up** may ask about it, once and before you see \
the model answer. A good answer to it recovers half of the point.
Where the program isn't sure, it gives no number: you see the model answer and rate yourself.
**Most improved** is your mean score of the last {COMPARED_DAYS} days less that of the \
{COMPARED_DAYS} before, from {ENOUGH_ANSWERS} ranked answers in each.
A **streak** is days in a row with an answer. Every {FREEZE_EVERY}th of them earns a freeze \
({MOST_FREEZES} at most), which bridges a missed day."""
_PRIVATE = f"""\
### What is private
Only you see your cards and answers. In a thread, your coach and this server's moderators see \
them too. What you **Share** shows numbers only, and you can take it back.
`/privacy` says what is stored about you, and exports, hides or erases it.
A running interview waits for you for {LEFT_AFTER[Mode.PRACTICE].days} days (a real one for \
{LEFT_AFTER[Mode.REAL].days}): type `/interview` to go on."""


def help_card() -> Card:
    return card(
        _GREEN,
        _WHAT,
        row(
            button("Set up an interview", SETUP.path(), primary=True),
            button("Ask me one question", ASK.path()),
            button("Past interviews", PAST.path()),
        ),
        rule(),
        _SCORING,
        _PRIVATE,
    )
