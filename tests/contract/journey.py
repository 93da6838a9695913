"""A way through the bot's cards, for the checks that want to see everything that is sent."""

from tests.journeys.conftest import House


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
