"""A way through the bot's cards, for the checks that want to see everything that is sent."""

from tests.journeys.conftest import House


async def take_an_interview(house: House, *, form: bool = True) -> None:
    """Each card once; where every answer is late, no form can be opened."""
    ada = house.ada
    await ada.slash("interview")
    await ada.choose("Level", "1–3 years")
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
