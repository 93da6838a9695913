from tests.journeys.conftest import House


async def test_a_member_takes_a_whole_interview(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", questions=2, channel="interviews")
    for position in (1, 2):
        assert ada.sees(f"Question {position} of 2")
        question = house.question_on(ada.card)
        await ada.click("Answer")
        await ada.submit(question.answer)
        assert ada.sees("/100")
        assert ada.sees(f"of {10} points, ranked")
        await ada.click("Next question" if position == 1 else "See the report")
    assert ada.sees("Your report")
    assert ada.sees("2 of 2 answered")
