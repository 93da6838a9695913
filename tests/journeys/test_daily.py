"""The question of the day: set up, posted, answered, closed."""

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.pilot import NO_PERMISSION
from tests.journeys.conftest import House, until
from tests.journeys.daily_life import (
    answer,
    channel_id,
    closed,
    closings,
    go_to,
    linus,
    posted,
    posts,
    rows,
    set_up,
)
from tests.journeys.rehearsal import NOTHING, RARE, good_answer, middling_answer

pytestmark = pytest.mark.usefixtures("quick")


# Setting it up


async def test_managers_alone_see_and_change_it(house: House) -> None:
    await house.ada.slash("manage daily", expect_failure=True)
    assert house.ada.failure == NO_PERMISSION
    await linus(house).slash("manage daily")
    assert linus(house).sees("It is off.")


async def test_the_first_time_asks_for_what_is_missing(house: House) -> None:
    await linus(house).slash("manage daily", time="09:00")
    assert linus(house).sees("give `channel` and `timezone` too")
    await linus(house).slash("manage daily")
    assert linus(house).sees("It is off.")


async def test_it_is_set_up_and_says_what_comes_when(house: House) -> None:
    card = await set_up(house)
    assert card.ephemeral
    for words in (
        f"<#{channel_id(house)}>",
        "09:00, Asia/Kolkata",
        "all three in turn",
        "**Pings** nobody",
        "when the next one comes",
        "Next: daily question #1",
        "46 of 46 questions that fit are fresh",
    ):
        assert words in card.text, words
    assert card.text.count("<t:") == 6
    assert house.ada.sees("Greenroom will ask its daily question here.")


async def test_each_option_is_changed_by_itself(house: House) -> None:
    await set_up(house)
    await linus(house).slash("manage daily", time="21.30")
    assert linus(house).sees("21:30, Asia/Kolkata")
    await linus(house).slash("manage daily", level="junior", topic="doors", closes_after=5)
    assert linus(house).sees("**Level** 1–3 years · **Topic** Doors and gates")
    assert linus(house).sees("after 5 hours")
    assert linus(house).sees("⚠ **Only 5 fresh questions left.**")
    await linus(house).slash("manage daily", level="rotate", topic="any", closes_after=0)
    assert linus(house).sees("**Level** all three in turn · **Topic** any")
    assert linus(house).sees("when the next one comes")
    await linus(house).slash("manage daily", thread=False, timezone="America/New_York")
    assert linus(house).sees("21:30, America/New_York")
    assert linus(house).sees("**Thread** no")


@pytest.mark.parametrize(
    ("option", "given", "sentence"),
    [
        ("time", "25:00", "`time` can't be “2500”"),
        ("time", "nine", "`time` can't be “nine”"),
        ("timezone", "Mars/Base", "`timezone` can't be “MarsBase”"),
        ("topic", "astrology", "`topic` can't be “astrology”"),
    ],
)
async def test_what_can_not_be_is_refused_and_nothing_is_saved(
    house: House, option: str, given: str, sentence: str
) -> None:
    await set_up(house)
    options: dict[str, Any] = {option: given}
    await linus(house).slash("manage daily", **options)
    assert linus(house).sees(sentence)
    await linus(house).slash("manage daily")
    assert linus(house).sees("09:00, Asia/Kolkata")


async def test_zones_are_suggested_by_what_was_typed(house: House) -> None:
    found = await linus(house).autocomplete("manage daily", "timezone", "new york")
    assert found[0] == ("America/New_York", "America/New_York")
    assert len(await linus(house).autocomplete("manage daily", "timezone", "")) == 25


@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [
        (403, 50013, "**Send Messages**"),
        (403, 50001, "**View Channel**"),
        (404, 10003, "Its channel is gone"),
    ],
)
async def test_a_channel_that_takes_no_post_is_not_saved(
    house: House, status: int, code: int, sentence: str
) -> None:
    house.sandbox.faults.fail_next(status=status, code=code, path_contains="/messages")
    await set_up(house)
    assert linus(house).sees("### Nothing was saved")
    assert linus(house).sees(sentence)
    await linus(house).slash("manage daily")
    assert linus(house).sees("It is off.")


async def test_pause_resume_and_turn_off(house: House) -> None:
    await set_up(house)
    await linus(house).slash("manage daily")
    await linus(house).click("Pause")
    assert linus(house).sees("## Daily question · paused")
    go_to(house, 9)
    await linus(house).click("Resume")
    assert linus(house).sees("**It goes on.**")
    await linus(house).click("Turn off")
    await linus(house).click("Keep it")
    await linus(house).click("Turn off")
    await linus(house).click("Turn it off")
    assert linus(house).sees("It is off.")
    assert posts(house, house.ada) == []


async def test_forged_buttons_of_managers_are_refused(house: House) -> None:
    await set_up(house)
    await house.mallory.slash("help")
    for act in ("post", "pause", "resume", "off", "off/sure", "plan"):
        shown = await house.mallory.press_raw(f"daily/manage/{act}")
        assert "You need the Manage Server permission" in shown.text, act
    assert rows(house, "SELECT is_paused FROM daily_schedules") == [(0,)]


# Posting and answering


async def test_the_question_comes_at_its_time_and_once(house: House) -> None:
    await set_up(house, level="junior", role="Interview club")
    assert posts(house, house.ada) == []
    go_to(house, 9)
    post = await posted(house)
    assert "## Daily question #1" in post.text
    assert "1–3 years" in post.text
    assert "Be the first to answer" in post.text
    house.pilot.clock.advance(timedelta(hours=2))
    await linus(house).slash("manage daily")
    assert linus(house).cannot_click("Post now")
    assert len(posts(house, house.ada)) == 1


async def test_an_answer_is_private_graded_and_counted(house: House) -> None:
    await set_up(house, level="junior")
    go_to(house, 9)
    post = await posted(house)
    card = await answer(house, house.ada, post)
    assert card.ephemeral
    assert "## 100/100" in card.text
    assert "**+20** of 20 points, ranked" in card.text
    assert "You are the first with a score." in card.text
    middling = middling_answer(house.question_on(post))
    card = await answer(house, house.grace, post, middling)
    assert "2 answered · median 75" in card.text
    await house.ada.click("Answer", on=post)
    assert house.ada.sees("you are ahead of 100 %")
    await until(lambda: "**2 answered** · median 75" in posts(house, house.ada)[0].text)
    assert not house.grace.sees_anywhere("## 100/100")


async def test_a_second_answer_shows_the_first_result(house: House) -> None:
    await set_up(house)
    go_to(house, 9)
    post = await posted(house)
    await answer(house, house.ada, post, NOTHING)
    await house.ada.click("Answer", on=post)
    assert house.ada.modal is None
    assert "/100" in house.ada.card.text
    assert house.texts() == [NOTHING]


async def test_hints_are_private_and_cost(house: House) -> None:
    await set_up(house, level="fresher")
    go_to(house, 9)
    post = await posted(house)
    shown = await house.ada.click("Hint", on=post)
    assert shown.ephemeral
    assert "Hint 1." in shown.text
    await house.ada.click("Hint", on=post)
    assert "Hint 2." not in house.ada.card.text
    await house.ada.click("Hint", on=shown)
    assert "Hint 2." in house.ada.card.text
    assert not house.grace.sees_anywhere("Hint 1.")
    await house.ada.click("Answer", on=shown)
    await house.ada.submit(good_answer(house.question_on(post)))
    assert house.ada.sees("**+7** of 10 points, ranked · 2 hints taken")


async def test_daily_shows_the_question_the_result_and_what_comes(house: House) -> None:
    ada = house.ada
    await ada.slash("daily")
    assert ada.sees("This server has no daily question yet.")
    await set_up(house)
    await ada.slash("daily")
    assert ada.sees("There is no question today yet.")
    assert ada.sees("The next question comes <t:")
    go_to(house, 9)
    post = await posted(house)
    await ada.slash("daily")
    assert ada.card.ephemeral
    assert ada.sees("**Daily question #1**")
    await answer(house, ada, ada.card)
    await ada.slash("daily")
    assert ada.sees("## 100/100")
    go_to(house, 9)
    await posted(house, 2)
    await closed(house)
    await ada.slash("daily")
    assert ada.sees("**Daily question #2**")
    assert ada.sees("[#1 has closed](https://discord.com/channels/")
    assert post.id


async def test_post_now_posts_once(house: House) -> None:
    await set_up(house)
    card = await linus(house).slash("manage daily")
    path = str(next(b.custom_id for b in card.buttons if b.label == "Post now"))
    await linus(house).click("Post now", on=card)
    assert linus(house).sees("**Posted.**")
    await posted(house)
    await linus(house).press_raw(path)
    assert linus(house).sees("Today's question is there already.")
    assert len(posts(house, house.ada)) == 1


# Closing


async def test_the_next_question_closes_the_last_one(house: House) -> None:
    await set_up(house, level="junior")
    go_to(house, 9)
    post = await posted(house)
    question = house.question_on(post)
    await answer(house, house.ada, post, middling_answer(question))
    go_to(house, 9)
    await posted(house, 2)
    closing_card = await closed(house)
    assert "Daily question #1 is closed" in closing_card.text
    assert "**1 answer** · median 50" in closing_card.text
    assert "### Most often missed" in closing_card.text
    assert "(missed by 1 of 1)" in closing_card.text
    assert question.answer in closing_card.text
    assert [name for name, _ in closing_card.files] == ["scores.png"]
    assert closing_card.raw["channel_id"] == post.id  # its thread
    assert "-# closed" in posts(house, house.ada)[0].text
    assert [b.label for b in posts(house, house.ada)[0].buttons] == ["My result"]
    await house.ada.click("My result", on=closing_card)
    assert "50/100" in house.ada.card.text
    await house.grace.click("My result", on=posts(house, house.grace)[0])
    assert house.grace.sees("You didn't answer this one")


async def test_it_closes_after_its_hours_and_without_a_thread_as_a_reply(house: House) -> None:
    await set_up(house, closes_after=3, thread=False)
    go_to(house, 9)
    post = await posted(house)
    go_to(house, 12, 1)
    card = await closed(house)
    assert card.raw["message_reference"]["message_id"] == post.id
    assert "**0 answers**" in card.text
    assert house.ada.threads() == []


async def test_answers_are_shown_as_their_authors_agreed_and_revoked(house: House) -> None:
    await set_up(house, level="junior")
    go_to(house, 9)
    post = await posted(house)
    text = good_answer(house.question_on(post))
    for player, consent in (
        (house.ada, "Show it with my name"),
        (house.grace, "Show it without my name"),
        (linus(house), "Don't show my answer"),
    ):
        await answer(house, player, post, text)
        await player.choose("Show my answer", consent, on=player.card)
    go_to(house, 9)
    await posted(house, 2)
    shown = (await closed(house)).text
    assert shown.count(f"> {text[:40]}") == 2
    assert "Ada, 100/100" in shown
    assert "somebody, 100/100" in shown
    assert "Grace" not in shown
    await house.ada.click("My result", on=closings(house.ada)[0])
    await house.ada.choose("Show my answer", "Don't show my answer", on=house.ada.card)
    await until(lambda: "Ada" not in closings(house.mallory)[0].text)
    assert closings(house.mallory)[0].text.count(f"> {text[:40]}") == 1


async def test_a_text_that_comes_too_late_is_kept_and_not_counted(house: House) -> None:
    await set_up(house, closes_after=1)
    go_to(house, 9)
    post = await posted(house)
    await house.ada.click("Answer", on=post)
    go_to(house, 10, 1)
    await closed(house)
    card = await house.ada.submit(good_answer(house.question_on(post)))
    assert "No points: it came after the time was up." in card.text
    await house.grace.press_raw("daily/1/hint/0", on=post)
    assert house.grace.sees("This question has closed")
    await house.grace.click("My result", on=closings(house.grace)[0])
    assert house.grace.sees("You didn't answer this one")
    await house.mallory.submit_raw("daily/1/answer", {"text": "Late."}, on=post)
    assert house.mallory.sees("This question has closed")
    assert house.mallory.card.files == (("your-answer.txt", b"Late."),)


async def test_no_question_comes_again_within_90_days_and_managers_hear_in_advance(
    house: House,
) -> None:
    await set_up(house, topic=RARE, level="experienced")
    assert linus(house).sees("⚠ **Only 1 fresh question left.**")
    go_to(house, 9)
    await posted(house)
    go_to(house, 9)
    skipped = "SELECT trouble FROM dailies ORDER BY id"
    await until(lambda: rows(house, skipped) == [(None,), ("no-question",)])
    await closed(house)
    await linus(house).slash("manage daily")
    assert linus(house).sees("Every question that fits came in the last 90 days")
    house.days_pass(90)
    await until(lambda: len(posts(house, house.ada)) == 2)


async def test_another_servers_question_is_not_answered_from_here(house: House) -> None:
    await set_up(house)
    go_to(house, 9)
    await posted(house)
    stranger = house.pilot.member("Mallory", server=house.pilot.server("Elsewhere"))
    await stranger.slash("help")
    for act in ("answer", "hint/0", "mine", "reveal"):
        await stranger.press_raw(f"daily/1/{act}")
        assert stranger.sees("That question isn't stored here any more."), act


async def test_who_erases_everything_leaves_the_closing_and_its_counts_stay(house: House) -> None:
    await set_up(house, level="junior")
    go_to(house, 9)
    post = await posted(house)
    for player in (house.ada, house.grace):
        await answer(house, player, post)
        await player.choose("Show my answer", "Show it with my name", on=player.card)
    go_to(house, 9)
    await posted(house, 2)
    assert (await closed(house)).text.count("100/100") == 2
    await house.ada.slash("privacy")
    await house.ada.click("Erase everything")
    await house.ada.click("Erase…")
    await house.ada.submit("ERASE")
    await until(lambda: closings(house.grace)[0].text.count("100/100") == 1)
    shown = closings(house.grace)[0].text
    assert "Ada" not in shown
    assert "**2 answers** · median 100" in shown
    await house.ada.click("My result", on=closings(house.ada)[0])
    assert house.ada.sees("You didn't answer this one")
