import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import parts

LETTERS = st.sampled_from(["a", "é", "字", "👩", "word ", "``` ", "\n"])


@given(st.lists(st.tuples(LETTERS, st.integers(1, 5000)), min_size=1, max_size=8))
async def test_texts_too_long_together_are_cut_until_they_fit(
    blocks: list[tuple[str, int]],
) -> None:
    parts.check_size(parts.card(0, *(letter * times for letter, times in blocks)))


async def test_only_the_longest_text_is_cut() -> None:
    view = parts.card(0, "short", "long " * 1000, "also short")
    found = view.to_components()[0]["components"]  # type: ignore[no-untyped-call]
    assert [block["content"][:10] for block in found] == ["short", "long long ", "also short"]
    assert found[1]["content"].endswith("long…")


async def test_a_view_over_the_limits_is_a_defect() -> None:
    view = parts.card(0, "fits")
    view.add_item(ui.TextDisplay("x" * 4000))
    with pytest.raises(parts.CardTooLargeError, match="4004 characters"):
        parts.check_size(view)
