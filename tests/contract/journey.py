"""A way through the bot's cards, for the checks that want to see everything that is sent."""

from datetime import timedelta

from bot.sandbox.rest import SentRequest
from tests.journeys.conftest import House, until


async def take_an_interview(house: House, *, form: bool = True) -> None:
    """Each card once; where every answer is late, no form can be opened."""
    ada = house.ada
    await ada.slash("interview")
    await ada.choose("Level", "1–3 years")
    await ada.choose("Length", "3 questions")
    await ada.choose("Where", "Private")
    await ada.click("Start")
    await ada.click("Hint")
    if form:
        await house.answer(ada)
        await ada.click("Show model answer")
        await ada.click("Next question")
    await ada.click("Skip")
    await ada.click("End")
    await ada.click("End it")
    await ada.click("Download transcript")


async def run_a_daily(house: House) -> None:
    """With a role to ping and without a thread, from its post to its closing."""
    linus = house.pilot.member("Linus", manager=True)
    soon = house.pilot.clock.now() + timedelta(minutes=30)
    await linus.slash(
        "manage daily",
        channel="daily",
        time=f"{soon:%H:%M}",
        timezone="UTC",
        role="Interview club",
        closes_after=1,
        thread=False,
    )
    await linus.click("Post now")
    post = next(card for card in linus.cards if "## Daily question #1" in card.text)
    await house.ada.click("Answer", on=post)
    await house.ada.submit("It opens.")
    house.pilot.clock.advance(timedelta(hours=1, minutes=1))
    await until(lambda: any(sent.method == "PATCH" for sent in to_messages(house)))
    await linus.slash("manage daily", thread=True)
    house.pilot.clock.advance(timedelta(days=1, minutes=-30))
    await until(lambda: any(sent.route.endswith("/threads") for sent in to_messages(house)))


async def follow_a_plan(house: House) -> None:
    """With a question missed, its review the next day, and a reminder."""
    ada = house.ada
    await ada.slash("plan", date="in 2 weeks", level="junior")
    await ada.click("Save the plan")
    await ada.click("Remind me")
    await ada.submit("12:00")
    await ada.slash("question")
    await house.answer(ada, "It opens.")
    house.pilot.clock.advance(timedelta(days=1))
    await ada.slash("plan")
    await ada.click("Start today's")
    await ada.click("Answer")
    await ada.submit("It opens.")
    await ada.click("Show model answer")
    await ada.click("Stop for now")
    await ada.click("My plan")
    await until(lambda: bool(ada.direct_messages))


def to_messages(house: House) -> list[SentRequest]:
    """What was asked of one message of a channel's."""
    one = "/channels/{channel_id}/messages/{message_id}"
    return [sent for sent in house.sandbox.requests if sent.route.startswith(one)]


async def do_the_rest(house: House) -> None:
    """An interview in a thread with a coach, a report shared and taken back, one question."""
    ada = house.ada
    await ada.slash("interview", level="junior", coach="Grace", questions=1)
    await ada.slash("interview")
    await ada.click("Go on here")
    await ada.click("Skip", on=ada.card)
    await ada.click("Share")
    await ada.click("Post it here")
    await ada.click("Take it back")
    await ada.slash("help")
    await ada.click("Ask me one question")
    await ada.click("Another one")
    await ada.autocomplete("question", "search", "door")
