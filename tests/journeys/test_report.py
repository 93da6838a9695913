"""What an interview comes to: the report, the transcript, and which answers are ranked."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from bot.bank.question import Question
from bot.sandbox.pilot import Player
from tests.journeys.conftest import House
from tests.journeys.rehearsal import NOTHING, middling_answer


async def rare(player: Player, answer: str | None = None) -> None:
    """Ask the one question of its topic; answer it unless None is given."""
    await player.slash("interview", level="experienced", topic="rare", questions=1)
    if answer is not None:
        await player.click("Answer")
        await player.submit(answer)


def the_rare(house: House) -> Question:
    (question,) = house.bank.matching(None, "rare", None)
    return question


async def test_the_report_adds_up(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=4)
    good = await house.answer(ada)
    await ada.click("Next question")
    poor = await house.answer(ada, NOTHING)
    await ada.click("Next question")
    skipped = house.question_on(ada.card)
    await ada.click("Skip")
    await ada.click("Show model answer")
    await ada.click("Show it, 0 points")
    await ada.click("See the report")
    assert ada.sees("Your report: 50/100 on average")
    assert ada.sees("**20** of 80 points · 2 of 4 answered")
    assert ada.sees("Finished")
    lines = [line for line in ada.card.text.split("\n") if line[:2] in ("1.", "2.", "3.", "4.")]
    assert [good.question.split("\n")[0] in line for line in lines] == [True, False, False, False]
    assert ada.sees("**100** · +20")
    assert ada.sees("**0** · +0")
    assert ada.card.text.count("skipped") == 1
    assert ada.card.text.count("model answer shown") == 1
    titles = house.bank.topics
    assert {good.kind, poor.kind, skipped.kind} != {good.kind}
    assert ada.sees(f"**Topic** {titles[good.topic]} ")
    assert ada.sees("**Level** 1–3 years 50")
    assert ada.sees("**Kind** ")


async def test_gaps_name_the_heaviest_points_with_their_pages(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    first = house.question_on(ada.card)
    await house.answer(ada, middling_answer(first))
    await ada.click("Next question")
    second = await house.answer(ada, NOTHING)
    await ada.click("See the report")
    _, gaps = ada.card.text.split("Worth reading up")
    heaviest, lighter = second.points[0], first.points[1]
    assert gaps.index(heaviest.statement) < gaps.index(lighter.statement)
    assert heaviest.link in gaps
    assert lighter.link in gaps
    assert first.points[0].statement not in gaps


async def test_an_interview_without_a_gap_names_none(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    await house.answer(ada)
    await ada.click("See the report")
    assert not ada.sees("Worth reading up")


async def test_the_time_used_is_that_of_the_questions(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    house.days_pass(4 / 24 / 60)
    await house.answer(ada)
    house.days_pass(1 / 24)
    await ada.click("Next question")
    house.days_pass(3 / 24 / 60)
    await ada.click("Skip")
    assert ada.sees("7 min on the questions")


# The transcript


async def test_the_transcript_holds_everything(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=3)
    text = "It is for *guests*.\n\nSee `gate.open()`; the rest I forgot."
    first = await house.answer(ada, text)
    await ada.click("Try again")
    await house.answer(ada)
    await ada.click("Next question")
    second = house.question_on(ada.card)
    await ada.click("Skip")
    await ada.click("Show model answer")
    await ada.click("Show it, 0 points")
    await ada.click("See the report")
    card = await ada.click("Download transcript")
    ((name, content),) = card.files
    written = content.decode()
    assert name == "interview.md"
    for question in (first, second):
        assert question.question.strip() in written
        assert question.answer in written
        assert all(link in written for link in question.links)
    assert f"```text\n{text}\n```" in written
    assert f"```text\n{first.answer}\n```" in written
    assert f"- missed: {first.points[1].statement}" in written
    assert f"- covered: {first.points[1].statement}" in written
    assert "You didn't answer this question." in written
    assert "You looked at the model answer instead." in written
    assert "100/100, unranked." in written


async def test_the_transcript_comes_beside_the_report(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    await ada.click("Skip")
    await ada.click("Download transcript")
    assert ada.sees("Your transcript")
    assert ada.sees_anywhere("Your report")
    assert len(ada.cards) == 2


# Left for 7 days


async def test_an_interview_left_for_7_days_is_reported_at_the_next_command(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=3)
    await house.answer(ada)
    await ada.click("Next question")
    house.days_pass(7)
    await ada.slash("interview")
    assert ada.sees("You left this interview for 7 days, so it was closed.")
    assert ada.sees("**20** of 40 points · 1 of 3 answered")
    await ada.slash("interview")
    assert ada.sees("Mock interview")


async def test_the_days_away_are_no_time_used(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=3)
    house.days_pass(7)
    await ada.slash("interview")
    assert ada.sees("Closed after 7 days without a visit")
    assert not ada.sees("days on the questions")


@pytest.mark.parametrize(
    "button", ["Answer", "Hint", "Skip", "Show model answer", "End it", "Keep going"]
)
async def test_an_interview_left_for_7_days_is_reported_at_the_next_click(
    house: House, button: str
) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=3)
    if button in ("End it", "Keep going"):
        await ada.click("End")
    house.days_pass(7)
    await ada.click(button)
    assert ada.sees("You left this interview for 7 days, so it was closed.")
    await ada.slash("interview")
    assert ada.sees("Mock interview")


async def test_an_answer_written_for_7_days_is_handed_back(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=3)
    await ada.click("Answer")
    house.days_pass(7)
    await ada.submit("I took my time.")
    assert ada.sees("This interview has ended")
    assert ada.card.files == (("your-answer.txt", b"I took my time."),)
    await ada.slash("interview")
    assert ada.sees("Mock interview")
    await ada.click("Past interviews")
    assert ada.sees("1 interview,")


async def test_6_days_are_not_too_long(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=3)
    house.days_pass(6.9)
    await ada.slash("interview")
    assert ada.sees("You are in an interview")
    await house.answer(ada)
    house.days_pass(6.9)
    await ada.slash("interview")
    assert ada.sees("You are in an interview")


# Ranked or not


async def test_the_same_question_is_ranked_once_in_30_days(house: House) -> None:
    ada = house.ada
    answer = the_rare(house).answer
    await rare(ada, answer)
    assert ada.sees("**+30** of 30 points, ranked")
    await ada.click("See the report")
    await rare(ada, answer)
    assert ada.sees("100/100")
    assert ada.sees("No points: you were asked this question in the last 30 days.")
    await ada.click("See the report")
    assert ada.sees("**0** of 30 points")
    house.days_pass(31)
    await rare(ada, answer)
    assert ada.sees("**+30** of 30 points, ranked")


async def test_a_question_that_was_skipped_counts_as_asked(house: House) -> None:
    ada = house.ada
    await rare(ada)
    await ada.click("Skip")
    await rare(ada, the_rare(house).answer)
    assert ada.sees("No points: you were asked this question in the last 30 days.")


async def test_a_model_answer_that_was_shown_blocks_ranking_for_30_days(house: House) -> None:
    ada = house.ada
    answer = the_rare(house).answer
    await rare(ada, answer)
    house.days_pass(6)
    await ada.click("Show model answer")
    await ada.click("See the report")
    house.days_pass(26)
    await rare(ada, answer)
    assert ada.sees("No points: you have seen its model answer in the last 30 days.")
    await ada.click("See the report")
    house.days_pass(31)
    await rare(ada, answer)
    assert ada.sees("**+30** of 30 points, ranked")


async def test_what_one_member_was_asked_is_no_other_members_matter(house: House) -> None:
    answer = the_rare(house).answer
    await rare(house.ada, answer)
    await rare(house.grace, answer)
    assert house.grace.sees("**+30** of 30 points, ranked")


async def test_the_first_40_answers_of_a_day_count(house: House) -> None:
    ada = house.ada
    now = house.pilot.clock.now()
    house.pilot.clock.advance(now.replace(hour=6) - now + timedelta(days=1))
    for level, questions in (("fresher", 15), ("junior", 15), ("experienced", 10)):
        await ada.slash("interview", level=level, questions=questions)
        for _ in range(questions):
            await house.answer(ada)
            assert ada.sees("points, ranked")
            await ada.click("Next question" if ada.cannot_click("See") else "See the report")
    await ada.slash("interview", level="experienced", questions=2)
    await house.answer(ada)
    assert ada.sees("No points: the first 40 answers of a day count.")
    await ada.click("Next question")
    house.days_pass(1)
    await house.answer(ada)
    assert ada.sees("points, ranked")


async def test_points_are_counted_once_however_often_they_are_asked_for(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    question = house.question_on(ada.card)
    await house.answer(ada)
    await ada.submit_again(question.answer)
    await ada.click("Try again")
    await house.answer(ada)
    await ada.click("See the report")
    assert ada.sees("**20** of 20 points")
    for _ in range(2):
        await ada.slash("interview")
        await ada.click("Past interviews")
        await ada.choose("Open a report", ada.card.selects[0].options[0][0])
        assert ada.sees("**20** of 20 points")


async def test_a_running_interviews_report_and_transcript_stay_closed(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    question = house.question_on(ada.card)
    end = next(button.custom_id for button in ada.card.buttons if button.label == "End")
    await ada.press_raw(str(end).replace("/end", "/transcript"))
    assert ada.sees("This interview is still running")
    assert ada.card.files == ()
    await ada.press_raw("interview/past/open", values=[str(end).split("/")[1]])
    assert ada.sees("This interview is still running")
    assert not ada.sees_anywhere(question.answer)


async def test_a_transcript_counts_as_seeing_its_model_answers(house: House) -> None:
    ada = house.ada
    await rare(ada)
    await ada.click("End")
    await ada.click("End it")
    house.days_pass(31)
    await ada.click("Download transcript")
    await rare(ada, the_rare(house).answer)
    assert ada.sees("No points: you have seen its model answer in the last 30 days.")


async def test_looking_at_an_old_result_again_counts_as_seeing_its_model_answer(
    house: House,
) -> None:
    ada = house.ada
    await rare(ada, the_rare(house).answer)
    shown = ada.card
    await ada.click("Show model answer")
    house.days_pass(6)
    await ada.click("Back to the result")
    await ada.click("Show model answer")
    assert shown.id == ada.card.id
    await ada.click("See the report")
    house.days_pass(25)
    await rare(ada, the_rare(house).answer)
    assert ada.sees("No points: you have seen its model answer in the last 30 days.")


async def test_ending_after_the_last_answer_has_finished_it(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=1)
    card = ada.card
    end = next(button.custom_id for button in card.buttons if button.label == "End")
    await house.answer(ada)
    await ada.press_raw(f"{end}/sure")
    assert ada.sees("Finished")
    assert not ada.sees("Ended early")


async def test_the_average_says_over_how_many_answers(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    await house.answer(ada)
    await ada.click("Next question")
    await ada.click("Skip")
    assert ada.sees("Your report: 100/100 on average over 1 answer")


async def test_a_visit_keeps_an_interview_from_being_left(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    house.days_pass(6)
    await ada.click("Hint")
    house.days_pass(6)
    await house.answer(ada)
    assert ada.sees("/100")


async def test_a_text_without_its_grade_is_graded_for_the_report(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", questions=2)
    await house.answer(ada)
    with closing(sqlite3.connect(house.data / "greenroom.db")) as connection, connection:
        connection.execute("UPDATE attempts SET state = 'submitted', grade = NULL, points = 0")
    house.days_pass(7)
    await ada.slash("interview")
    assert ada.sees("You left this interview for 7 days, so it was closed.")
    assert ada.sees("Your report: 100/100 on average")
    assert ada.sees("**20** of 20 points")
