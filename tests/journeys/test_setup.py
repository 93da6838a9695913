"""Before an interview: the set-up card, the command's options, too few questions."""

from pathlib import Path

from bot.sandbox.shown import Select
from tests.journeys.conftest import House, open_house


def chosen(selects: tuple[Select, ...]) -> dict[str, str]:
    return {select.placeholder: select.chosen[0] for select in selects}


async def test_the_command_alone_asks_what_to_ask(house: House) -> None:
    ada = house.ada
    card = await ada.slash("interview")
    assert chosen(card.selects) == {
        "Level": "1–3 years",
        "Topic": "Any topic",
        "Kind": "Any kind",
        "Length": "5 questions",
        "Mode": "Practice",
        "Where": "Private",
    }
    assert ada.sees("15 questions to choose from")
    await ada.click("Start")
    assert ada.sees("Question 1 of 5")
    assert house.question_on(ada.card).level == "junior"


async def test_every_choice_is_kept_until_the_start_and_for_the_next_time(house: House) -> None:
    ada = house.ada
    await ada.slash("interview")
    await ada.choose("Level", "3–6 years")
    await ada.choose("Topic", "Windows")
    await ada.choose("Kind", "Scenario")
    await ada.choose("Length", "1 question")
    wanted = {
        "Level": "3–6 years",
        "Topic": "Windows",
        "Kind": "Scenario",
        "Length": "1 question",
        "Mode": "Practice",
        "Where": "Private",
    }
    assert chosen(ada.card.selects) == wanted
    await ada.click("Start")
    question = house.question_on(ada.card)
    assert (question.level, question.topic, question.kind) == ("experienced", "windows", "scenario")
    await ada.click("Skip")
    await ada.click("New interview")
    assert chosen(ada.card.selects) == wanted
    await house.grace.slash("interview")
    assert chosen(house.grace.card.selects)["Level"] == "1–3 years"


async def test_choices_survive_a_restart_of_the_bot(tmp_path: Path, rehearsal: Path) -> None:
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.slash("interview", level="adaptive", topic="doors", questions=3)
        await house.ada.click("End")
        await house.ada.click("End it")
    async with open_house(tmp_path, rehearsal) as house:
        await house.ada.click("New interview")
        assert chosen(house.ada.card.selects)["Level"] == "Adaptive"
        assert chosen(house.ada.card.selects)["Length"] == "3 questions"


async def test_adaptive_chooses_from_all_levels(house: House) -> None:
    ada = house.ada
    await ada.slash("interview")
    await ada.choose("Level", "Adaptive")
    assert ada.sees("46 questions to choose from")
    await ada.choose("Length", "20 questions")
    await ada.click("Start")
    assert ada.sees("Question 1 of 20")


async def test_a_choice_that_too_few_questions_fit_cannot_be_started(house: House) -> None:
    ada = house.ada
    await ada.slash("interview")
    await ada.choose("Topic", "Windows")
    await ada.choose("Length", "10 questions")
    assert ada.sees("5 questions to choose from")
    assert ada.sees("fewer than 10")
    assert ada.cannot_click("Start")
    await ada.choose("Length", "5 questions")
    assert not ada.cannot_click("Start")


async def test_the_questions_that_there_are_can_be_asked_when_they_are_too_few(
    house: House,
) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", topic="windows", questions=9)
    assert ada.sees("Only 5 questions")
    assert ada.sees("You asked for 9")
    await ada.click("Start with 5 questions")
    assert ada.sees("Question 1 of 5")
    assert house.question_on(ada.card).topic == "windows"


async def test_no_question_at_all_leads_back_to_the_choices(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", topic="rare")
    assert ada.sees("There is no question for this interview")
    assert ada.cannot_click("Start with")
    await ada.click("Change the choices")
    assert ada.sees("Mock interview")
    assert ada.card.selects[0].placeholder == "Level"


async def test_options_without_a_level_fill_the_choices_in(house: House) -> None:
    ada = house.ada
    card = await ada.slash("interview", topic="letters", kind="debugging", questions=1)
    assert chosen(card.selects) == {
        "Level": "1–3 years",
        "Topic": "Letters",
        "Kind": "Debugging",
        "Length": "1 question",
        "Mode": "Practice",
        "Where": "Private",
    }
    assert ada.cannot_click("Answer")


async def test_a_kind_can_be_asked_for_alone(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", kind="code-reading", questions=3)
    for _ in range(3):
        assert house.question_on(ada.card).kind == "code-reading"
        await ada.click("Skip")


# Topics


async def test_topics_are_suggested_by_what_was_typed(house: House) -> None:
    ada = house.ada
    assert await ada.autocomplete("interview", "topic", "gat") == [("Doors and gates", "doors")]
    assert await ada.autocomplete("interview", "topic", "LET") == [("Letters", "letters")]
    assert await ada.autocomplete("interview", "topic", "zzz") == []
    assert len(await ada.autocomplete("interview", "topic", "")) == 4
    assert await ada.autocomplete("interview", "topic", "x" * 3000) == []


async def test_a_topic_that_is_none_starts_nothing(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="junior", topic="knitting **@everyone**")
    assert ada.sees("`topic` can't be “knitting everyone”")
    await ada.slash("interview")
    assert ada.sees("Mock interview")


# Past interviews


async def test_past_interviews_open_their_reports(house: House) -> None:
    ada = house.ada
    await ada.slash("interview")
    await ada.click("Past interviews")
    assert ada.sees("There are none yet")
    await ada.slash("interview", level="fresher", questions=1)
    await house.answer(ada)
    await ada.click("See the report")
    await ada.slash("interview", level="experienced", questions=1)
    await ada.click("Skip")
    await ada.slash("interview")
    await ada.click("Past interviews")
    assert ada.sees("2 interviews")
    (reports,) = ada.card.selects
    newest, oldest = [label for label, _ in reports.options]
    assert "3–6 years" in newest
    await ada.choose("Open a report", oldest)
    assert ada.sees("Your report: 100/100 on average")
    await ada.click("Past interviews")
    await ada.click("Back")
    assert ada.sees("Mock interview")


async def test_again_starts_another_interview_with_the_same_plan(house: House) -> None:
    ada = house.ada
    await ada.slash("interview", level="fresher", topic="doors", questions=2)
    asked = []
    for _ in range(2):
        asked.append(house.question_on(ada.card))
        await ada.click("Skip")
    await ada.click("Again")
    assert ada.sees("Question 1 of 2")
    again = house.question_on(ada.card)
    assert (again.level, again.topic) == ("fresher", "doors")
    assert again not in asked


async def test_nobody_sees_the_past_interviews_of_another(house: House) -> None:
    await house.ada.slash("interview", level="fresher", questions=1)
    await house.ada.click("Skip")
    await house.grace.slash("interview")
    await house.grace.click("Past interviews")
    assert house.grace.sees("There are none yet")


async def test_a_bank_of_many_topics_shows_each_of_them_once(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        ada = house.ada
        await ada.slash("interview")
        first, more = (s for s in ada.card.selects if "opic" in s.placeholder)
        offered = [label for label, _ in (*first.options, *more.options)]
        assert offered == ["Any topic", *house.bank.topics.values()]
        assert first.chosen == ("Any topic",)
        await ada.choose(more.placeholder, "WSGI and ASGI")
        first, more = (s for s in ada.card.selects if "opic" in s.placeholder)
        assert (first.chosen, more.chosen) == ((), ("WSGI and ASGI",))
        await ada.choose("Length", "1 question")
        await ada.click("Start")
        assert house.bank.topics[house.question_on(ada.card).topic] == "WSGI and ASGI"
