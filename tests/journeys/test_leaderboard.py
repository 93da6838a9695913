"""`/leaderboard`: who has the most points, who improved most, who keeps a streak."""

from tests.journeys.conftest import House


async def test_it_lists_one_member_and_says_so_to_them(house: House) -> None:
    ada = house.ada
    await ada.slash("question", level="junior")
    await house.answer(ada)
    await ada.slash("leaderboard")
    assert ada.card.ephemeral
    assert ada.sees("## Leaderboard: points, this week")
    assert ada.sees("🥇 `20` ▰▰▰▰▰▰ \u2068Ada\u2069")
    assert ada.sees("**You: rank 1** · 20 points · nobody is ahead of you")


async def test_an_empty_board_says_what_to_do(house: House) -> None:
    await house.ada.slash("leaderboard")
    assert house.ada.sees("Nobody has points here yet.")
    assert house.ada.sees("You have no points here yet.")
